"""Checks that the facts of a law cite places that the law has; yields problems."""

from __future__ import annotations

from collections.abc import Iterator

from access_info.legal import rules
from access_info.legal.citations import CitedPlace, places_in_law
from access_info.legal.naming import Keys, pack_facts
from access_info.legal.packs import LawPack
from access_info.legal.reading import LawFiles
from access_info.problems import Problem
from access_info.source import SourceDocument

_ALPHABET = "abcdđeghiklmnopqrstuvxy"


def check_places(files: LawFiles) -> Iterator[Problem]:
    """Yield every citation of a place that a law does not have, if `dieu-khoan-…` lists its places.

    Args:
        files: The law files, each of which could be read and fits its record.
    """
    packs = {read.record.id: read for read in files.packs}
    for structure in files.structures:
        law = structure.record.law
        if law not in packs:
            continue
        known = structure.record.places
        for text, keys in citations(packs[law].record):
            for cited in places_in_law(text, law_number=packs[law].record.number):
                if cited not in known:
                    yield _unknown(packs[law].document, keys, cited, known)
        for index, entry in enumerate(structure.record.left_out):
            for cited in places_in_law(entry.place):
                if cited not in known:
                    yield _unknown(structure.document, ("khong_neu", index, "o"), cited, known)


def citations(pack: LawPack) -> Iterator[tuple[str, Keys]]:
    """Yield each citation of a pack with the keys that lead to it in the file."""
    for key, text in (
        ("can_cu_hieu_luc", pack.in_force_citation),
        ("can_cu_thay_the", pack.replaces_citation),
    ):
        if text:
            yield text, (key,)
    for fact in pack_facts(pack):
        if fact.citation:
            yield fact.citation, (*fact.keys[:-1], "can_cu")
    for index, instrument in enumerate(pack.instruments):
        for number, text in enumerate(instrument.mandates):
            yield text, ("van_ban_huong_dan", index, "giao_tai", number)


def _unknown(
    document: SourceDocument, keys: Keys, cited: CitedPlace, known: frozenset[CitedPlace]
) -> Problem:
    """Return the problem of a place the law lacks, with the last place that it does have there."""
    above = cited.above
    while above is not None and above not in known:
        above = above.above
    inside = [place for place in known if place.above == above]
    within = f"{above}" if above is not None else "Luật này"
    hint = (
        f" {within[:1].upper()}{within[1:]} có đến {_last_part(max(inside, key=_order))}."
        if inside
        else ""
    )
    return rules.UNKNOWN_PLACE.at(document.locate(keys), place=cited, hint=hint)


def _order(place: CitedPlace) -> tuple[int, int]:
    """Return a sort key of sibling places: by number, or by the Vietnamese alphabet."""
    last_part = place.point or place.clause or place.article
    return (int(last_part), 0) if last_part.isdigit() else (0, _ALPHABET.find(last_part))


def _last_part(place: CitedPlace) -> str:
    """Name the innermost part of a place: `điểm g`."""
    word = "điểm" if place.point else "khoản" if place.clause else "Điều"
    return f"{word} {place.point or place.clause or place.article}"
