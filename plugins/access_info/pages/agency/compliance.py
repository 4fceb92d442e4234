"""An agency's duties as a list of what is still to be done, and how each stands."""

from __future__ import annotations

import dataclasses
import datetime
import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from access_info.assessment import OPEN, STATUSES, Assessment, Cover, Finding, Lack, Spot, Status
from access_info.assessment.province import office_reviews_of
from access_info.legal.vocabularies import BASIS_STATUSES
from access_info.model.as_of import AsOf
from access_info.model.items import CONDITIONAL, DISCLOSURE
from access_info.model.jurisdiction import OfficeReview
from access_info.model.registry import Agency
from access_info.model.types import vn_date
from access_info.model.verification import Verification
from access_info.pages.agency.links import TITLES, page_links
from access_info.pages.pictures.charts import STATUS_LOOKS
from access_info.pages.rendering.environment import anchor
from access_info.pages.rendering.paths import (
    ACCURACY,
    COMPLIANCE,
    CONTACT,
    CORRECTIONS,
    HOW,
    OVERVIEW,
    REGULATION,
    STATISTICS,
)
from access_info.pages.rendering.site import SiteContext

# What an agency's page shows of a duty: status, what is missing, where.

# Characters of the title of a row among others.
_MAX_TITLE = 80
# First key of the profile → page and the element on it that is always there.
_PLACES = {
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


class PlaceView(NamedTuple):
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


@dataclasses.dataclass(slots=True)
class LackView:
    """Something missing, or several things missing in one place.

    Attributes:
        whats: What is missing, in words.
        places: The first of the places.
        more: How many other places there are.
    """

    whats: list[str]
    places: list[PlaceView]
    more: int


@dataclasses.dataclass(frozen=True, slots=True)
class DutyView:
    """A duty as the page shows it.

    Attributes:
        finding: What was judged.
        anchor: Element id.
        nothing_done: A sentence that nothing has been done, in place of all that is missing; or "".
        basis: How firmly the law lays it down, in words; "" where its own text does.
        lacks: What is missing.
        evidence: The first places that show the duty to be met.
        reviews: What the overseeing office found.
        following: Duties for which nothing has been done for want of the very same thing.
    """

    finding: Finding
    anchor: str
    nothing_done: str
    basis: str
    lacks: list[LackView]
    evidence: list[PlaceView]
    reviews: tuple[OfficeReview, ...]
    following: list[DutyView] = dataclasses.field(default_factory=list)


def grouped_by_lacks(duties: Iterable[DutyView]) -> list[DutyView]:
    """Put each duty for which nothing was done with the first one that lacks the very same things.

    Returns:
        The duties that stand for themselves, the others in their `following`.
    """
    first: dict[frozenset[str], DutyView] = {}
    for duty in duties:
        lacks = frozenset(lack.what for lack in duty.finding.lacks)
        alone = not duty.nothing_done or duty.finding.due or duty.reviews or not lacks
        key = frozenset({duty.anchor}) if alone else lacks
        if key in first:
            earlier = first[key]
            following = [*earlier.following, duty]
            first[key] = dataclasses.replace(earlier, following=following)
        else:
            first[key] = duty
    return list(first.values())


def shortened_title(title: str) -> str:
    """Cut what is too long for one of many links in a sentence; all of it stands where it leads."""
    if len(title) <= _MAX_TITLE:
        return title
    return f"{title[:_MAX_TITLE].rsplit(' ', 1)[0]}…"


def without_repeated_head(before: LackView, what: str) -> str:
    """Leave out words that the one before it begins with too: `nội dung: “A”`, then `“B”`."""
    head, quoted, rest = what.partition(": “")
    heads = [words.partition(": “")[0] for words in before.whats if ": “" in words]
    return f"“{rest}" if quoted and heads and heads[-1] == head else what


_MAX_PLACES_OF_LACK = 5
MAX_EVIDENCE = 2
# What is most urgent comes first.
_ORDER = (Status.OVERDUE, Status.ABSENT, Status.UNJUDGED, Status.PARTIAL)
# From met to absent: the order of the parts of a bar and of the columns of a table.
STATUS_ORDER = (
    Status.MET.value,
    Status.PARTIAL.value,
    Status.UNJUDGED.value,
    Status.OVERDUE.value,
    Status.ABSENT.value,
)


class StandingView:
    """How an agency meets its duties, as its own page shows it.

    Attributes:
        path: Logical path of that page.
        how: Link to how each status comes about.
        accuracy: Link to how far the law's text was compared.
        calendar: Link to a calendar of coming days, or "".
        letter: Link to the draft of a letter to the agency, or "".
        duties: Every duty.
        extras: Rules of other laws.
        coverage: Points and kinds of information.
        digital: Rows with a file or an address, and all rows.
        extra_law: The other laws whose rules there are.
        open_extras: Rules of other laws that the agency can do something about, the most urgent first.
        done: How many duties are met.
        applicable: How many duties apply.
        open: How many duties, and rules of other laws, something must be done about.
        bar: Parts of a bar, from met to absent: look and number of duties.
    """

    def __init__(
        self,
        agency: Agency,
        assessment: Assessment,
        site: SiteContext,
        locate: Callable[[Spot], int | None],
        as_of: AsOf,
    ) -> None:
        """Work out links and words for each finding.

        Args:
            agency: The agency.
            assessment: What was judged.
            site: What pages share.
            locate: A place → its line, where that can be known.
            as_of: The day of judgement.
        """
        self._agency, self._site, self._locate, self._as_of = agency, site, locate, as_of
        self.path = site.urls.agency(agency.id, COMPLIANCE)
        self._links = page_links(site.urls, agency.id, COMPLIANCE)
        self.how = site.urls.to_site(self.path, HOW)
        self.accuracy = site.urls.to_site(self.path, ACCURACY)
        self.calendar = self.letter = ""
        self._numbers = itertools.count(1)
        self._lists = frozenset(agency.list_files)
        self._years = frozenset(year.year for year in agency.statistics)
        self.duties = [self._duty(finding) for finding in assessment.findings]
        self.extras = [self._duty(finding) for finding in assessment.extras]
        self.coverage, self.digital = assessment.coverage, assessment.digital
        self.extra_law = ", ".join(pack.full_name for pack in site.framework.supplements)
        self.open_extras = [
            extra
            for status in _ORDER
            for extra in self.extras
            if extra.finding.status is status and extra.lacks
        ]
        counts = Counter(duty.finding.status for duty in self.duties)
        self.done = counts[Status.MET]
        self.applicable = len(self.duties) - counts[Status.NOT_APPLICABLE]
        self.open = sum(counts[status] for status in OPEN) + len(self.open_extras)
        self.bar = [(STATUS_LOOKS[status], counts[Status(status)]) for status in STATUS_ORDER]

    @property
    def groups(self) -> list[tuple[str, str, int, list[DutyView]]]:
        """Open duties by status, the most urgent first: status, its words, how many, duties.

        Within a status those with a day stand first, the earliest before the others.
        """
        groups = []
        for status in _ORDER:
            duties = [duty for duty in self.duties if duty.finding.status is status]
            if duties:
                listed = grouped_by_lacks(duties)
                listed.sort(key=lambda duty: duty.finding.due or datetime.date.max)
                groups.append((status.value, STATUSES[status], len(duties), listed))
        return groups

    @property
    def points(self) -> Iterator[tuple[str, str, str, str, str]]:
        """Points known or suggested: citation, title, state, its words, what is missing in it."""
        for point in self.coverage.points:
            if point.cover is Cover.NOT_EXPECTED:
                continue
            missing = [kind.kind.title for kind in point.kinds if kind.cover is Cover.MISSING]
            yield (
                point.point.citation,
                point.point.short_title,
                point.cover.value,
                point.cover.label,
                "; ".join(missing),
            )

    def address(self, spot: Spot) -> str:
        """Return the absolute address of a spot, else the one below the root; "" if none."""
        page, fragment = self._page_of(spot)
        if page is None:
            return ""
        path = self._site.urls.agency(self._agency.id, page)
        return (self._site.urls.absolute(path) or self._site.urls.address(path)) + fragment

    def plain(self) -> Iterator[dict[str, object]]:
        """Yield each finding, also of other laws' rules, as plain data for programs."""
        for view in (*self.duties, *self.extras):
            finding = view.finding
            yield {
                "agency": self._agency.id,
                "duty": finding.duty,
                "title": finding.title,
                "status": finding.status.value,
                "law": finding.law,
                "citation": finding.citation,
                "basis": finding.basis,
                "reason": finding.reason,
                "evidence": [self._plain_place(spot) for spot in finding.evidence],
                "lacking": [
                    {"what": lack.what, **self._plain_place(lack.spot)} for lack in finding.lacks
                ],
                "due": finding.due.isoformat() if finding.due else None,
            }

    def _plain_place(self, spot: Spot) -> dict[str, object]:
        """Describe a place for programs: file, line, row, address."""
        return {
            "file": self._file(spot),
            "line": self._locate(spot),
            "row": spot.row or None,
            "url": self.address(spot) or None,
        }

    def _file(self, spot: Spot) -> str:
        """Return the path, below the folder of agencies, of the file that holds a spot."""
        if spot.file.startswith("../"):
            return spot.file.removeprefix("../")
        return f"{self._agency.id}/{spot.file}"

    def _basis(self, finding: Finding) -> str:
        """Say how unsure a duty's basis in law is; "" where a checked text lays it down."""
        if not finding.in_law:
            return BASIS_STATUSES.get(finding.basis, "")
        unsure = finding.verification is Verification.UNVERIFIED
        return self._site.texts["checked.unverified"] if unsure else ""

    def _duty(self, finding: Finding) -> DutyView:
        """Describe a duty as the page shows it."""
        nothing_done = ""
        if finding.status is Status.ABSENT:
            duty = self._site.framework.obligation(finding.duty)
            nothing_done = (duty and duty.absent) or finding.title
        return DutyView(
            finding=finding,
            anchor=finding.duty.lower(),
            nothing_done=nothing_done,
            basis=self._basis(finding),
            lacks=list(self._lacks(finding)),
            evidence=list(itertools.islice(self._evidence(finding), MAX_EVIDENCE)),
            reviews=office_reviews_of(
                self._site.place, self._agency.id, finding.duty, self._as_of.reached
            ),
        )

    def _evidence(self, finding: Finding) -> Iterator[PlaceView]:
        """Yield the places that show a duty to be met, each once."""
        seen: set[tuple[str, str]] = set()
        for place in map(self._place, finding.evidence):
            if (place.href, place.words) not in seen:
                seen.add((place.href, place.words))
                yield place

    def _lacks(self, finding: Finding) -> Iterator[LackView]:
        """Yield what is missing; what is missing once in the same place as one."""
        groups: dict[str, list[Lack]] = {}
        # The day stands beside the duty already.
        day = f" (hạn ngày {vn_date(finding.due)})" if finding.due else ""
        for lack in finding.lacks:
            groups.setdefault(lack.what.removesuffix(day), []).append(lack)
        shared: dict[tuple[str, str], LackView] = {}
        for what, members in groups.items():
            places = [self._place(lack.spot) for lack in members[:_MAX_PLACES_OF_LACK]]
            if len(members) > 1 or members[0].spot.title:
                yield LackView([what], places, max(0, len(members) - _MAX_PLACES_OF_LACK))
                continue
            view = shared.setdefault((places[0].href, places[0].edit), LackView([], places, 0))
            view.whats.append(without_repeated_head(view, what))
        yield from shared.values()

    def _place(self, spot: Spot) -> PlaceView:
        """Describe a place as the page shows it, under the next number."""
        page, fragment = self._page_of(spot)
        base, line = self._site.features.edit_base, self._locate(spot)
        edit = base + self._file(spot) if base else ""
        return PlaceView(
            href=self._links[TITLES[page]] + fragment if page is not None else "",
            words=shortened_title(spot.title) or self._page_words(page),
            edit=f"{edit}#L{line}" if edit and line else edit,
            number=next(self._numbers),
        )

    def _page_words(self, page: str | None) -> str:
        """Name the page that shows a place; words for a place that none shows."""
        texts = self._site.texts
        if page is None:
            return texts["standing.of_place"]
        return texts.plain("standing.page", title=texts[f"nav.{TITLES[page]}"])

    def _page_of(self, spot: Spot) -> tuple[str | None, str]:
        """Return the page that shows a spot, and the fragment that a link to it ends in, `#…` or ""."""
        page, element = self._element_of(spot)
        return page, f"#{anchor(element)}" if page is not None and element else ""

    def _element_of(self, spot: Spot) -> tuple[str | None, str]:
        """Return the page that shows a spot, `None` if there is none, and the element's id, or ""."""
        if spot.file.startswith("../"):
            return None, ""
        if spot.file in self._lists or spot.file.startswith(DISCLOSURE):
            return DISCLOSURE, spot.row
        for page in (CONDITIONAL, CORRECTIONS):
            if spot.file.startswith(page):
                return page, spot.row
        if spot.file.startswith(STATISTICS):
            year = spot.file.rpartition("/")[2].removesuffix(".yml")
            known = year.isdecimal() and int(year) in self._years
            return STATISTICS, f"nam-{int(year)}" if known else ""
        return _PLACES.get(str(spot.keys[0]) if spot.keys else "", (OVERVIEW, ""))


# What an agency still owes, in few words, for its front page.

_MAX_UNMET = 5
# What is most urgent comes first; the second is the state of the page's parts.
_STATES = {Status.OVERDUE: "late", Status.ABSENT: "miss", Status.PARTIAL: "part"}


def unmet_duties(view: StandingView | None) -> tuple[list[tuple[str, Finding]], int]:
    """Return the most urgent duties that are not met, and how many there are.

    Args:
        view: How the agency meets its duties; `None` where the site does not tell.

    Returns:
        State (`parts/look.html.jinja`) and finding of each of the first ones; the number of all.
    """
    findings = [
        (state, duty.finding)
        for status, state in _STATES.items()
        for duty in (view.duties if view is not None else ())
        if duty.finding.status is status
    ]
    return findings[:_MAX_UNMET], len(findings)
