"""What an agency's page shows of a duty: status, what is missing, where."""

from __future__ import annotations

import dataclasses
import datetime

from access_info.assessment import Finding
from access_info.model.jurisdiction import OfficeReview


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
