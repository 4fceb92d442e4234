"""What an agency's page shows of a duty: status, what is missing, where."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable

from access_info.assessment import Finding
from access_info.model.items import DISCLOSURE
from access_info.model.jurisdiction import OfficeReview
from access_info.pages.rendering.paths import CONTACT, REGULATION, STATISTICS

# Characters of the title of a row among others.
_MOST_WORDS = 80
# First key of the profile → page and the element on it that is always there.
PLACES = {
    "quy_che": (REGULATION, ""),
    "dau_moi": (CONTACT, "dau-moi"),
    "tiep_nhan": (CONTACT, ""),
    "gio_lam_viec": (CONTACT, ""),
    "kenh": (CONTACT, "kenh"),
    "tthc": (CONTACT, "kenh"),
    "phan_anh": (CONTACT, "phan-anh"),
    "ho_tro": (CONTACT, ""),
    "hoat_dong": (CONTACT, ""),
    "bao_cao": (STATISTICS, ""),
    "khong_phat_sinh": (DISCLOSURE, ""),
    "phat_sinh": (DISCLOSURE, ""),
}


@dataclasses.dataclass(frozen=True, slots=True)
class PlaceView:
    """A place in the data as the page shows it.

    Attributes:
        href: Link to the spot on a page, or "".
        words: The title of what stands there, else the name of the page that shows it.
        edit: Address at which the very line is edited, or "".
        number: A number of its own on the page, by which the link to edit it is named after it.
    """

    href: str
    words: str
    edit: str
    number: int


@dataclasses.dataclass(frozen=True, slots=True)
class LackView:
    """Something missing, or several things missing in one place.

    Attributes:
        whats: What is missing, in words.
        places: The first of the places.
        more: How many other places there are.
    """

    whats: tuple[str, ...]
    places: tuple[PlaceView, ...]
    more: int


@dataclasses.dataclass(frozen=True, slots=True)
class DutyView:
    """A duty as the page shows it.

    Attributes:
        finding: What was judged.
        anchor: Element id.
        status: The status in words.
        whole: One sentence that nothing has been done, in place of all that is missing; or "".
        basis: How firmly the law lays it down, in words; "" where its own text does.
        due: The day, or `None`.
        lacks: What is missing.
        evidence: The first places that show the duty to be met.
        reviews: What the overseeing office found.
        following: Duties for which nothing has been done for want of the very same thing.
    """

    finding: Finding
    anchor: str
    status: str
    whole: str
    basis: str
    due: datetime.date | None
    lacks: tuple[LackView, ...]
    evidence: tuple[PlaceView, ...]
    reviews: tuple[OfficeReview, ...]
    following: tuple[DutyView, ...] = ()


def gathered(duties: Iterable[DutyView]) -> list[DutyView]:
    """Put duties that lack only what an earlier one lacks, all of it, with that one."""
    first: dict[frozenset[str], DutyView] = {}
    for duty in duties:
        lacks = frozenset(lack.what for lack in duty.finding.lacks)
        alone = not duty.whole or duty.due or duty.reviews or not lacks
        key = frozenset({duty.anchor}) if alone else lacks
        known = first.get(key)
        first[key] = (
            duty
            if known is None
            else dataclasses.replace(known, following=(*known.following, duty))
        )
    return list(first.values())


def in_short(title: str) -> str:
    """Cut what is too long for one of many links in a sentence; the whole stands where it leads."""
    if len(title) <= _MOST_WORDS:
        return title
    return f"{title[:_MOST_WORDS].rsplit(' ', 1)[0]}…"


def shortened(before: LackView, what: str) -> str:
    """Leave out words that what stands before it has too: `nội dung: “A”`, then `“B”`."""
    head, quoted, rest = what.partition(": “")
    named = [words.partition(": “")[0] for words in before.whats if ": “" in words]
    return f"“{rest}" if quoted and named and named[-1] == head else what
