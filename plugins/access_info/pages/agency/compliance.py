"""An agency's duties as a list of what is still to be done, and how each stands."""

from __future__ import annotations

import dataclasses
import datetime
import itertools
from collections.abc import Callable, Iterable, Iterator

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


MAX_PLACES_OF_LACK = 5
MOST_EVIDENCE = 2
# What is most urgent comes first.
ORDER = (Status.OVERDUE, Status.ABSENT, Status.UNJUDGED, Status.PARTIAL)
# From met to absent: the order of the parts of a bar and of the columns of a table.
STATUS_ORDER = (
    Status.MET.value,
    Status.PARTIAL.value,
    Status.UNJUDGED.value,
    Status.OVERDUE.value,
    Status.ABSENT.value,
)
Locate = Callable[[Spot], int | None]


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
    """

    def __init__(
        self,
        agency: Agency,
        assessment: Assessment,
        site: SiteContext,
        locate: Locate,
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
        self.how = site.urls.relative(self.path, site.urls.site(HOW))
        self.accuracy = site.urls.relative(self.path, site.urls.site(ACCURACY))
        self.calendar = self.letter = ""
        self._numbers = itertools.count(1)
        self._lists = frozenset(agency.list_files)
        self._years = frozenset(year.year for year in agency.statistics)
        self.duties = [self._duty(finding) for finding in assessment.findings]
        self.extras = [self._duty(finding) for finding in assessment.extras]
        self.coverage = assessment.coverage
        self.digital = assessment.digital

    @property
    def groups(self) -> list[tuple[str, str, int, list[DutyView]]]:
        """Open duties by status, the most urgent first: status, its words, how many, duties.

        Within a status those with a day stand first, the earliest before the others.
        """
        groups = []
        for status in ORDER:
            duties = [duty for duty in self.duties if duty.finding.status is status]
            if duties:
                listed = sorted(gathered(duties), key=lambda duty: duty.due or datetime.date.max)
                groups.append((status.value, STATUSES[status], len(duties), listed))
        return groups

    @property
    def open_extras(self) -> list[DutyView]:
        """Rules of other laws that the agency can do something about, the most urgent first."""
        return [
            extra
            for status in ORDER
            for extra in self.extras
            if extra.finding.status is status and extra.lacks
        ]

    @property
    def extra_law(self) -> str:
        """The other laws whose rules there are."""
        packs = self._site.framework.supplements
        return ", ".join(pack.full_name for pack in packs)

    @property
    def done(self) -> int:
        """Duties that are met."""
        return sum(duty.finding.status is Status.MET for duty in self.duties)

    @property
    def applicable(self) -> int:
        """Duties that apply."""
        return sum(duty.finding.status is not Status.NOT_APPLICABLE for duty in self.duties)

    @property
    def bar(self) -> list[tuple[str, int]]:
        """Parts of a bar, from met to absent: look and number of duties."""
        statuses = [duty.finding.status.value for duty in self.duties]
        return [(STATUS_LOOKS[status], statuses.count(status)) for status in STATUS_ORDER]

    @property
    def open(self) -> int:
        """Duties, and rules of other laws, that something must be done about."""
        return sum(duty.finding.status in OPEN for duty in self.duties) + len(self.open_extras)

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
        page, element = self._page_of(spot)
        if page is None:
            return ""
        path = self._site.urls.agency(self._agency.id, page)
        address = self._site.urls.absolute(path) or self._site.urls.address(path)
        return f"{address}#{anchor(element)}" if element else address

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
        reviews = office_reviews_of(
            self._site.place, self._agency.id, finding.duty, self._as_of.reached
        )
        return DutyView(
            finding=finding,
            anchor=finding.duty.lower(),
            status=finding.status.label,
            whole=self._whole(finding),
            basis=self._basis(finding),
            due=finding.due,
            lacks=tuple(self._lacks(finding)),
            evidence=tuple(itertools.islice(self._evidence(finding), MOST_EVIDENCE)),
            reviews=reviews,
        )

    def _evidence(self, finding: Finding) -> Iterator[PlaceView]:
        """Yield the places that show a duty to be met, each once."""
        seen: set[tuple[str, str]] = set()
        for place in map(self._place, finding.evidence):
            if (place.href, place.words) not in seen:
                seen.add((place.href, place.words))
                yield place

    def _lacks(self, finding: Finding) -> Iterator[LackView]:
        groups: dict[str, list[Lack]] = {}
        # The day stands beside the duty already.
        day = f" (hạn ngày {vn_date(finding.due)})" if finding.due else ""
        for lack in finding.lacks:
            groups.setdefault(lack.what.removesuffix(day), []).append(lack)
        shared: dict[tuple[str, str], LackView] = {}
        for what, members in groups.items():
            places = tuple(self._place(lack.spot) for lack in members[:MAX_PLACES_OF_LACK])
            view = LackView((what,), places, max(0, len(members) - MAX_PLACES_OF_LACK))
            if len(members) > 1 or members[0].spot.title:
                yield view
                continue
            place = (places[0].href, places[0].edit)
            if place in shared:
                known = shared[place]
                view = dataclasses.replace(known, whats=(*known.whats, shortened(known, what)))
            shared[place] = view
        yield from shared.values()

    def _place(self, spot: Spot) -> PlaceView:
        return PlaceView(
            href=self._href(spot),
            words=in_short(spot.title) or self._page_words(spot),
            edit=self._edit(spot, self._locate(spot)),
            number=next(self._numbers),
        )

    def _page_words(self, spot: Spot) -> str:
        """Name the page that shows a spot."""
        texts = self._site.texts
        page, _ = self._page_of(spot)
        if page is None:
            return texts["standing.of_place"]
        return texts.plain("standing.page", title=texts[f"nav.{TITLES[page]}"])

    def _whole(self, finding: Finding) -> str:
        """Say in one sentence that nothing has been done about a duty; "" where something was."""
        if finding.status is not Status.ABSENT:
            return ""
        duty = self._site.framework.obligation(finding.duty)
        return (duty and duty.absent) or finding.title

    def _edit(self, spot: Spot, line: int | None) -> str:
        base = self._site.features.edit_base
        if not base:
            return ""
        path = base + self._file(spot)
        return f"{path}#L{line}" if line else path

    def _href(self, spot: Spot) -> str:
        """Link from the compliance page to where a page shows a spot; "" if none does."""
        page, element = self._page_of(spot)
        if page is None:
            return ""
        href = self._links.to(page)
        return f"{href}#{anchor(element)}" if element else href

    def _page_of(self, spot: Spot) -> tuple[str | None, str]:
        if spot.file.startswith("../"):
            return None, ""
        if spot.file in self._lists or spot.file.startswith(DISCLOSURE):
            return DISCLOSURE, spot.row
        if spot.file.startswith(CONDITIONAL):
            return CONDITIONAL, spot.row
        if spot.file.startswith(CORRECTIONS):
            return CORRECTIONS, spot.row
        if spot.file.startswith(STATISTICS):
            year = spot.file.rpartition("/")[2].removesuffix(".yml")
            known = year.isdecimal() and int(year) in self._years
            return STATISTICS, f"nam-{int(year)}" if known else ""
        return PLACES.get(str(spot.keys[0]) if spot.keys else "", (OVERVIEW, ""))


# What an agency still owes, in few words, for its front page.

_MOST = 5
# What is most urgent comes first; the second is the state of the page's parts.
_STATES = {Status.OVERDUE: "late", Status.ABSENT: "miss", Status.PARTIAL: "part"}


@dataclasses.dataclass(frozen=True)
class Owed:
    """Duties that are not met.

    Attributes:
        first: The most urgent ones, each with its state (`parts/look.html.jinja`).
        count: How many there are.
    """

    first: tuple[tuple[str, DutyView], ...] = ()
    count: int = 0


def owed(view: StandingView | None) -> Owed:
    """Gather what is not met; nothing where the site does not tell how agencies stand."""
    if view is None:
        return Owed()
    duties = [
        (state, duty)
        for status, state in _STATES.items()
        for duty in view.duties
        if duty.finding.status is status
    ]
    return Owed(tuple(duties[:_MOST]), len(duties))
