"""Who issues a document: the oversight office, as the head of an official paper names it."""

from __future__ import annotations

import dataclasses

from access_info.exports.dataset import DatasetTexts
from access_info.exports.documents.phrases import Blank, lower_first
from access_info.model.jurisdiction import Jurisdiction, PaperHead
from access_info.model.vocabularies import JURISDICTION_TYPES

_COMMITTEE = "ủy ban nhân dân "


@dataclasses.dataclass(frozen=True, kw_only=True)
class Office:
    """The issuer of a document (Decree 30/2020/NĐ-CP, Annex I, blocks 2 and 4).

    Attributes:
        name: Full name; a blank when the jurisdiction does not state it.
        short_name: The name within the document, without the jurisdiction's.
        above: The body it belongs to, in capitals, or "".
        lines: Its own name in capitals, one line each.
        seat: The place in the line of the date.
        area: The jurisdiction within a sentence (`tỉnh Mẫu`), or "".
        address: Postal address, or "".
        phone: Telephone, or "".
        email: E-mail address, or "".
        is_committee: Whether it is the people's committee itself.
    """

    name: str
    short_name: str
    above: str
    lines: tuple[str, ...]
    seat: str
    area: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    is_committee: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Letterhead:
    """Who issues a paper, signs it and gets it, as far as the jurisdiction says.

    Attributes:
        office: Who issues it.
        posts: In whose name and as what one signs, a line each.
        addressees: Whom it goes to.
        recipients: Who gets it too.
    """

    office: Office
    posts: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()


def letterhead_of(place: Jurisdiction, head: PaperHead | None, words: DatasetTexts) -> Letterhead:
    """Describe who issues one kind of paper: the oversight office, unless another is named.

    Args:
        place: The jurisdiction's settings.
        head: What they say of the kind of paper.
        words: The texts.
    """
    head = head or PaperHead()
    return Letterhead(
        office=office_of(place, words, issuer=head.issuer or ""),
        posts=tuple(head.posts),
        addressees=tuple(head.addressees),
        recipients=tuple(head.recipients),
    )


def is_issuer(name: str, place: Jurisdiction) -> bool:
    """Tell whether an agency is the one that letters to single agencies come from."""
    head = place.papers.to_one if place.papers else None
    office = place.oversight.name if place.oversight else None
    return name == ((head.issuer if head else None) or office)


def office_of(place: Jurisdiction, words: DatasetTexts, *, issuer: str = "") -> Office:
    """Describe the office that watches over the law in a jurisdiction.

    A department's name carries its province's: “Sở Tư pháp tỉnh Mẫu” stands as `SỞ TƯ PHÁP`
    below `UBND TỈNH MẪU`; a people's committee stands alone, on two lines.

    Args:
        place: The jurisdiction's settings.
        words: The texts.
        issuer: The name of another body that issues a paper, or "".
    """
    oversight = place.oversight
    name = issuer or ((oversight.name or "") if oversight else "")
    if issuer and (oversight is None or issuer != oversight.name):
        oversight = None  # its address and telephone are not the other body's
    area = place.name or ""
    seat = _seat(place) or Blank(words["documents.seat_unknown"])
    if not name:
        unknown = Blank(words["documents.office_unknown"])
        return Office(
            name=unknown,
            short_name=unknown,
            above=Blank(words["documents.above_unknown"]),
            lines=(Blank(words["documents.issuer_unknown"]),),
            seat=seat,
            area=_within(area, place),
        )
    short_name, above, lines = name_forms(name, place, words)
    return Office(
        name=name,
        short_name=short_name,
        above=above,
        lines=lines,
        seat=seat,
        area=_within(area, place),
        address=(oversight.address or "") if oversight else "",
        phone=(oversight.phone or "") if oversight else "",
        email=(oversight.email or "") if oversight else "",
        is_committee=is_committee(name),
    )


def is_committee(name: str) -> bool:
    """Tell whether a name is a people's committee's."""
    return name.casefold().startswith(_COMMITTEE)


def name_forms(
    name: str, place: Jurisdiction, words: DatasetTexts
) -> tuple[str, str, tuple[str, ...]]:
    """Split a name: its form in a sentence, the body above it, its own lines in capitals.

    Args:
        name: The full name.
        place: The jurisdiction's settings.
        words: The texts.
    """
    area = place.name or ""
    if is_committee(name):
        cut = len(_COMMITTEE)
        return name, "", (name[: cut - 1].upper(), name[cut:].upper())
    if place.kind.is_area and area and name.casefold().endswith(f" {area.casefold()}"):
        short = name[: -len(area)].rstrip()
        above = words.plain("documents.committee", place=area.upper())
        return short, above, (short.upper(),)
    return name, "", (name.upper(),)


def above_of(parent: str, words: DatasetTexts) -> str:
    """Write the body above an issuer in capitals, a committee abbreviated (decree, block 2)."""
    if is_committee(parent):
        return words.plain("documents.committee", place=parent[len(_COMMITTEE) :].upper())
    return parent.upper()


def _seat(place: Jurisdiction) -> str:
    """Take the kind off a jurisdiction's name, unless a mere number would stay (`Phường 1`)."""
    name = place.name or ""
    kinds = ["Thành phố", *JURISDICTION_TYPES.values()] if place.kind.is_area else []
    for kind in kinds:
        rest = name[len(kind) :].lstrip()
        if name.casefold().startswith(f"{kind.casefold()} ") and not rest[:1].isdigit():
            return rest
    return name


def _within(area: str, place: Jurisdiction) -> str:
    return lower_first(area) if _seat(place) != area else area
