"""How an agency meets its duties, as its own page shows it: what is missing, where, by when."""

from __future__ import annotations

import dataclasses
import datetime
import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from access_info.assessment.coverage import Cover
from access_info.assessment.duties import Assessment
from access_info.assessment.findings import OPEN, STATUSES, Finding, Lack, Spot, Status
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

# Characters of a row's title that are shown where several rows are named in one sentence.
_MAX_TITLE_LENGTH = 80
# First key of a place in the profile (`co-quan.yml`) → page that shows it, id of an element there, or "".
_PAGES_OF_KEYS = {
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
    """A place in the data (file, row, field) as the page links to it.

    Attributes:
        href: Link to the element that shows the place, or "".
        words: The title of the row there, else the name of the page that shows it.
        edit: Address at which the line of the file is edited, or "".
        number: A number unique on the page; element ids use it, to label the link to edit.
    """

    href: str
    words: str
    edit: str
    number: int


@dataclasses.dataclass(slots=True)
class LackView:
    """What a duty lacks, as the page shows it: one lack in several places, or several in one place.

    Attributes:
        whats: The lacks in words.
        places: The first places where they were found.
        more: Number of further places.
    """

    whats: list[str]
    places: list[PlaceView]
    more: int


@dataclasses.dataclass(frozen=True, slots=True)
class DutyView:
    """A duty as the page shows it.

    Attributes:
        finding: The result of judging the duty.
        anchor: Element id of the duty.
        nothing_done: A sentence that nothing has been done, shown instead of `lacks`; or "".
        basis: Words on how uncertain the duty's basis in law is; "" where a checked text lays it down.
        lacks: What is missing.
        evidence: The first places that show the duty to be met.
        reviews: What the oversight office found.
        following: Other duties for which nothing was done, which lack exactly the same.
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
    """Group duties for which nothing was done and that lack exactly the same, so that it is said once.

    Returns:
        The first duty of each group, the others in its `following`. Duties with a due day or a review
        stay by themselves.
    """
    by_lacks: dict[frozenset[str], DutyView] = {}
    for duty in duties:
        lacks = frozenset(lack.what for lack in duty.finding.lacks)
        alone = not duty.nothing_done or duty.finding.due or duty.reviews or not lacks
        key = frozenset({duty.anchor}) if alone else lacks
        if key in by_lacks:
            earlier = by_lacks[key]
            following = [*earlier.following, duty]
            by_lacks[key] = dataclasses.replace(earlier, following=following)
        else:
            by_lacks[key] = duty
    return list(by_lacks.values())


def shortened_title(title: str) -> str:
    """Return a row's title cut to the length of one link among many in a sentence, at a blank, with “…”."""
    if len(title) <= _MAX_TITLE_LENGTH:
        return title
    return f"{title[:_MAX_TITLE_LENGTH].rsplit(' ', 1)[0]}…"


def without_repeated_head(before: LackView, what: str) -> str:
    """Return a lack's words without the beginning that it shares with the last one in its group.

    After `nội dung: “A”`, `nội dung: “B”` becomes `“B”`.

    Args:
        before: The lacks in the same place so far.
        what: The words of the next one.
    """
    head, quoted, rest = what.partition(": “")
    heads = [words.partition(": “")[0] for words in before.whats if ": “" in words]
    return f"“{rest}" if quoted and heads and heads[-1] == head else what


# Places that the page names of one lack, and as evidence that a duty is met.
_MAX_PLACES_OF_LACK = 5
MAX_EVIDENCE = 2
_MOST_URGENT_FIRST = (Status.OVERDUE, Status.ABSENT, Status.UNJUDGED, Status.PARTIAL)
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
        how: Link to the page that explains how duties are judged.
        accuracy: Link to the page on how far the law's text was checked.
        calendar: Link to a calendar of coming due days, or "".
        letter: Link to the draft of a letter to the agency, or "".
        duties: Every duty.
        extras: Rules of other laws, shown as duties are but never counted with them.
        coverage: The law's points and kinds of information that the agency's list covers.
        digital: Number of rows with a file or an address, and of all rows.
        extra_law: Names of the other laws that have such rules.
        open_extras: Rules of other laws that lack something, the most urgent first.
        done: How many duties are met.
        applicable: How many duties apply.
        open: How many duties, and rules of other laws, need something to be done.
        bar: Parts of a bar, from met to absent: style class and number of duties.
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
            assessment: The findings on the agency's duties.
            site: What pages share.
            locate: Gives the line in the file of a place in the data; `None` where unknown.
            as_of: The day of judgement.
        """
        self._agency, self._site, self._locate, self._as_of = agency, site, locate, as_of
        self.path = site.urls.agency(agency.id, COMPLIANCE)
        self._links = page_links(site.urls, agency.id, COMPLIANCE)
        self.how = site.urls.to_site(self.path, HOW)
        self.accuracy = site.urls.to_site(self.path, ACCURACY)
        self.calendar = self.letter = ""
        self._numbers = itertools.count(1)  # of the places shown on the page
        self._lists = frozenset(agency.list_files)
        self._years = frozenset(year.year for year in agency.statistics)
        self.duties = [self._duty(finding) for finding in assessment.findings]
        self.extras = [self._duty(finding) for finding in assessment.extras]
        self.coverage, self.digital = assessment.coverage, assessment.digital
        self.extra_law = ", ".join(pack.full_name for pack in site.framework.supplements)
        self.open_extras = [
            extra
            for status in _MOST_URGENT_FIRST
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
        """Open duties by status, the most urgent first: (status, its words, number of duties, duties).

        Within a status the duties with a due day come first, the earliest before the others.
        """
        groups = []
        for status in _MOST_URGENT_FIRST:
            duties = [duty for duty in self.duties if duty.finding.status is status]
            if duties:
                listed = grouped_by_lacks(duties)
                listed.sort(key=lambda duty: duty.finding.due or datetime.date.max)
                groups.append((status.value, STATUSES[status], len(duties), listed))
        return groups

    @property
    def points(self) -> Iterator[tuple[str, str, str, str, str]]:
        """The law's points expected of the agency: (citation, title, state, its words, kinds missing)."""
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
        """Return the address of the element that shows a place in the data; "" if no page does.

        It is absolute where the site's own address is known, else relative to the site's root.
        """
        page, fragment = self._page_of(spot)
        if page is None:
            return ""
        path = self._site.urls.agency(self._agency.id, page)
        return (self._site.urls.absolute(path) or self._site.urls.address(path)) + fragment

    def plain(self) -> Iterator[dict[str, object]]:
        """Yield each finding, also on other laws' rules, as plain data for the JSON that programs read."""
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
        """Return a place in the data as plain data for programs: file, line, row, address."""
        return {
            "file": self._file(spot),
            "line": self._locate(spot),
            "row": spot.row or None,
            "url": self.address(spot) or None,
        }

    def _file(self, spot: Spot) -> str:
        """Return the path, below the folder of agencies, of the file of a place in the data.

        A place in the jurisdiction's file, or in another agency's, begins with `../`.
        """
        if spot.file.startswith("../"):
            return spot.file.removeprefix("../")
        return f"{self._agency.id}/{spot.file}"

    def _basis(self, finding: Finding) -> str:
        """Return words on how uncertain a duty's basis in law is; "" where a checked text lays it down."""
        if not finding.in_law:
            return BASIS_STATUSES.get(finding.basis, "")
        unsure = finding.verification is Verification.UNVERIFIED
        return self._site.texts["checked.unverified"] if unsure else ""

    def _duty(self, finding: Finding) -> DutyView:
        """Make the view of a duty from its finding."""
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
        """Yield what a duty lacks, grouped for the page.

        The same words in several places become one entry; different lacks in the same place, too.
        """
        groups: dict[str, list[Lack]] = {}
        # The page shows the due day beside the duty, so it is taken out of each lack's words.
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
        """Make the view of a place in the data, with the next number on the page."""
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
        """Return the words for the page that shows a place; a general word where no page does."""
        texts = self._site.texts
        if page is None:
            return texts["standing.of_place"]
        return texts.plain("standing.page", title=texts[f"nav.{TITLES[page]}"])

    def _page_of(self, spot: Spot) -> tuple[str | None, str]:
        """Return (page that shows a place, or `None`; fragment of a link to the element there: `#…` or "")."""
        page, element = self._element_of(spot)
        return page, f"#{anchor(element)}" if page is not None and element else ""

    def _element_of(self, spot: Spot) -> tuple[str | None, str]:
        """Return (page that shows a place, or `None`; id of the element there, or "").

        `cong-khai.yml`, row `2026-001` → (`cong-khai`, `2026-001`).
        """
        if spot.file.startswith("../"):
            return None, ""
        if spot.file in self._lists or spot.file.startswith(DISCLOSURE):
            return DISCLOSURE, spot.row
        for page in (CONDITIONAL, CORRECTIONS):
            if spot.file.startswith(page):
                return page, spot.row
        if spot.file.startswith(STATISTICS):
            year = spot.file.rpartition("/")[2].removesuffix(".yml")
            is_shown = year.isdecimal() and int(year) in self._years
            return STATISTICS, f"nam-{int(year)}" if is_shown else ""
        return _PAGES_OF_KEYS.get(str(spot.keys[0]) if spot.keys else "", (OVERVIEW, ""))


# The most urgent duties that an agency has not met, for its front page.

# Duties that the front page of the agency names.
_MAX_UNMET = 5
# Most urgent first: status → state of `parts/look.html.jinja`, which chooses sign and colour.
_UNMET_STATES = {Status.OVERDUE: "late", Status.ABSENT: "miss", Status.PARTIAL: "part"}


def unmet_duties(view: StandingView | None) -> tuple[list[tuple[str, Finding]], int]:
    """Return the five most urgent duties that an agency has not met, and the number of all such.

    Args:
        view: How the agency meets its duties; `None` where the site does not show that.

    Returns:
        State (`parts/look.html.jinja`) and finding of each of the first five; the number of all.
    """
    findings = [
        (state, duty.finding)
        for status, state in _UNMET_STATES.items()
        for duty in (view.duties if view is not None else ())
        if duty.finding.status is status
    ]
    return findings[:_MAX_UNMET], len(findings)
