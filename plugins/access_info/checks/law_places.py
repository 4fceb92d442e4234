"""Find the ids of places of the law that clerks write as “điểm c khoản 1 Điều 17” or “17.1.c”."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from access_info.checks import rules
from access_info.legal.framework import Framework
from access_info.legal.packs import LawPack
from access_info.model.types import did_you_mean
from access_info.problems import Cure, Location, Problem, Rule
from access_info.source.documents import SourceDocument, renamed_key, retyped_value
from access_info.source.events import Keys

_LETTER = "[a-zđ]"
# “điểm c khoản 1 Điều 17”, the parts in any order, with or without accents.
_POINT = re.compile(
    rf"\b(?:điểm|diem|điêm)\s*({_LETTER}(?:\s*(?:,|;|và|va)\s*(?:(?:điểm|diem)\s*)?{_LETTER})*)(?!\w)"
)
_CLAUSE = re.compile(r"\b(?:khoản|khoan|k)\s*\.?\s*(\d{1,2})(?!\d)")
_ARTICLE = re.compile(r"\b(?:điều|dieu|đ|d)\s*\.?\s*(\d{1,3})(?!\d)")
_SINGLE_LETTER = re.compile(rf"(?<!\w){_LETTER}(?!\w)")
# “17.1.c”, “Đ17K1c”, “17(1)(c)”, “d17k1c3”: an article, a clause, a point, perhaps a kind.
_SHORT = re.compile(
    rf"(?:điều|dieu|đ|d)?[ .]*(\d{{1,3}})[ .,/()\-_]*(?:(?:khoản|khoan|k)[ .]*)?(\d{{1,2}})"
    rf"(?:[ .,/()\-_]*(?:(?:điểm|diem|đ|d)[ .]+)?\(?({_LETTER})\)?(\d{{0,2}}))?"
)
# Words around a place of a law that say nothing of it: “của”, “theo”, “Luật số”, “qh16”.
_LAW_WORDS = re.compile(
    r"\b(?:của|cua|theo|số|so|năm|nam|luật|luat|tiếp cận thông tin|tiep can thong tin|tctt|qh\d+)\b"
)
# An id within its law: “l01-d17k1c3” gives “17”, “1”, “c”, “3”.
_ID = re.compile(rf"d(\d+)(?:k(\d+))?({_LETTER})?(\d*)")
_OTHER_LAW = re.compile(r"\d+/\d{2,4}")


@dataclasses.dataclass(frozen=True, slots=True)
class LawPlace:
    """A place of a law that has an id.

    Attributes:
        pack: The law.
        id: Its id as typed in the data, such as `l01-d17k1c`.
    """

    pack: LawPack
    id: str

    @property
    def words(self) -> str:
        """The place as people say it: “điểm c khoản 1 Điều 17 Luật 01/2026/QH16”."""
        article, clause, letter, number = _parts_of_id(self.id)
        phrase = f"Điều {article} Luật {self.pack.number}"
        phrase = f"khoản {clause} {phrase}" if clause else phrase
        phrase = f"điểm {letter} {phrase}" if letter else phrase
        return f"loại {number} của {phrase}" if number else phrase


def points_of(framework: Framework) -> tuple[LawPlace, ...]:
    """Return every point of every law, and every kind of information under it."""
    return tuple(
        LawPlace(pack, id_)
        for pack in framework.packs
        for id_ in (*(point.id for point in pack.points), *(kind.id for _, kind in pack.kinds))
    )


def unknown_point(
    framework: Framework, document: SourceDocument | None, keys: Keys, *, key: str, text: str
) -> Problem:
    """Return the problem (TT311) of a value that should be the id of a point or a kind of information.

    Its hint names a duty if the value is like the id of one, which may be meant; never a point.

    Args:
        framework: The law.
        document: The file that holds the value.
        keys: Path of the value in it.
        key: The field, as named in the message.
        text: The value.
    """
    # Ids of points are so near each other that the nearest one is mostly a wrong one.
    duties = [duty.id for duty in framework.obligations]
    hint = did_you_mean(text, duties) if text.upper().startswith("OB") else ""
    places = points_of(framework)
    return unknown_place(
        rules.UNKNOWN_POINT, document, keys, places=places, hint=hint, key=key, text=text
    )


def conditional_kinds_of(framework: Framework) -> tuple[LawPlace, ...]:
    """Return every kind of information that may be accessed under a condition."""
    return tuple(
        LawPlace(pack, kind.id) for pack in framework.packs for kind in pack.conditional_kinds
    )


def grounds_of(framework: Framework) -> tuple[LawPlace, ...]:
    """Return every ground of refusal in every law."""
    return tuple(
        LawPlace(pack, ground.id) for pack in framework.packs for ground in pack.refusal_grounds
    )


def named_places(text: str, places: Iterable[LawPlace]) -> tuple[LawPlace, ...]:
    """Return the places that a text means: “điểm c khoản 1 Điều 17” → `l01-d17k1c`.

    If the text names no law, these are the places so named in every law.

    Args:
        text: The words as typed.
        places: The places that they may mean.

    Returns:
        In the order of `places`, the newest law first; empty if the text means none of them.
    """
    places = tuple(places)
    packs = {place.pack.id: place.pack for place in places}
    composed = " ".join(unicodedata.normalize("NFC", text).lower().split())
    without_law, laws = _split_off_law(composed, packs.values())
    wanted = _place_in_words(without_law) if laws else None
    if wanted is None:
        return ()
    return tuple(
        place
        for pack in reversed(packs)
        if pack in laws
        for place in places
        if place.pack.id == pack and wanted.means(place.id)
    )


def unknown_place(
    rule: Rule,
    document: SourceDocument | None,
    keys: Keys,
    *,
    places: Iterable[LawPlace],
    hint: str = "",
    is_key: bool = False,
    **values: object,
) -> Problem:
    """Return the problem of an unknown id; where the text names a place of a law in words, the cure gives its id.

    Args:
        rule: A rule whose message has `text` and `hint`.
        document: The file that holds the text.
        keys: Path of the text in it.
        places: The places that the text may mean.
        hint: The nearest id, for a text that means no place.
        is_key: Whether the text is the last key of the path, not its value.
        values: Further values for the rule's message.
    """
    text = str(values["text"])
    named = named_places(text, places)
    location = document.locate(keys, key=is_key) if document is not None else Location("")
    if not named:
        return rule.at(location, hint=hint, **values)
    if len(named) == 1:
        retype = renamed_key if is_key else retyped_value
        edit = retype(document, keys, named[0].id) if document is not None else None
        cure = Cure(f"Viết “{named[0].id}” ({named[0].words}).", edit)
    else:
        choices = "; ".join(f"“{place.id}” là {place.words}" for place in named)
        if len({place.pack.id for place in named}) == len(named):
            cure = Cure(f"Nhiều luật có chỗ này; chọn đúng luật rồi viết mã: {choices}.")
        else:
            cure = Cure(f"Chọn mã của đúng điểm, mỗi mã là một giá trị: {choices}.")
    return rule.at(location, hint="", **values).cured(cure)


class _NamedPlace(NamedTuple):
    """The parts of a place of a law that a text names; "" for a part it leaves out.

    Attributes:
        article: Number of the article (“Điều”).
        clause: Number of the clause (“khoản”).
        letters: Letters of the points, of which a text may name several.
        number: Number of the kind of information.
    """

    article: str
    clause: str
    letters: frozenset[str]
    number: str

    def means(self, id_: str) -> bool:
        """Tell whether the text means the place with this id; any article or clause if it names none."""
        article, clause, letter, number = _parts_of_id(id_)
        return (
            self.article in {article, ""}
            and self.clause in {clause, ""}
            and (letter in self.letters if self.letters else not letter)
            and number == self.number
        )


def _parts_of_id(id_: str) -> tuple[str, str, str, str]:
    """Return article, clause, letter and number in an id: `l01-d17k1c3` → (“17”, “1”, “c”, “3”)."""
    match = _ID.search(id_)
    return (match[1], match[2] or "", match[3] or "", match[4]) if match else ("", "", "", "")


def _split_off_law(text: str, packs: Iterable[LawPack]) -> tuple[str, frozenset[str]]:
    """Return a text without names of laws, and the ids of the laws it may mean.

    Without any name it may mean every law; if it names only a law that is not among `packs`, none.
    """
    named = set()
    packs = list(packs)
    for pack in packs:
        number, year = pack.number.split("/")[:2]
        digits = number.lstrip("0")
        names = (
            rf"0*{digits}\s*/\s*{year}(?:\s*/\s*qh\s*\d+)?",
            rf"(?:luật|luat)\s*(?:số|so)?\s*0*{digits}\b",
            rf"(?<!\w)l0*{digits}(?=[\s.,;_\-d]|$)",
            rf"\b{year}\b",
        )
        for name in names:
            if re.search(name, text):
                named.add(pack.id)
                text = re.sub(name, " ", text)
    if _OTHER_LAW.search(text) and not named and re.search(r"luật|luat", text):
        return text, frozenset()
    text = _LAW_WORDS.sub(" ", text)
    laws = frozenset(named) or frozenset(pack.id for pack in packs)
    return " ".join(text.split()).strip(" .,;:-_()"), laws


def _place_in_words(text: str) -> _NamedPlace | None:
    """Return the place that a text without a law's name means; `None` if other words are in it.

    “17.1.c” is enough, and so are an article with a clause, or a point with one of them.
    """
    accented = any(ord(char) > 127 for char in text)  # noqa: PLR2004 - beyond ASCII
    short = _SHORT.fullmatch(text)
    if short:
        letter = short[3] or ""
        return _NamedPlace(short[1], short[2], frozenset(letter), short[4] or "")
    point = _POINT.search(text)
    remainder = _cut_out(text, point)
    clause = _CLAUSE.search(remainder)
    remainder = _cut_out(remainder, clause)
    article = _ARTICLE.search(remainder)
    remainder = _cut_out(remainder, article).strip(" .,;:-()/")
    typed_letters = point[1] if point else ""
    if point is None and clause and article and re.fullmatch(_LETTER, remainder):
        typed_letters, remainder = remainder, ""
    if remainder or not (clause or article) or not (point or clause):
        return None
    letters = frozenset(_letters(typed_letters, accented=accented))
    return _NamedPlace(article[1] if article else "", clause[1] if clause else "", letters, "")


def _cut_out(text: str, match: re.Match[str] | None) -> str:
    """Return the text with a blank in place of a match."""
    return text[: match.start()] + " " + text[match.end() :] if match else text


def _letters(text: str, *, accented: bool) -> Iterator[str]:
    """Yield the letters of points in words: “c, d và đ”; “d” typed without accents may mean “đ” too."""
    for letter in _SINGLE_LETTER.findall(re.sub(r"điểm|diem|và|va", " ", text)):
        yield letter
        if letter == "d" and not accented:
            yield "đ"
