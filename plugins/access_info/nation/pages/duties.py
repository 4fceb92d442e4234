"""Pages about how agencies meet their duties, and the page of requests and answers by year."""

from __future__ import annotations

import collections
import dataclasses
import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from access_info.assessment.findings import STATUSES
from access_info.assessment.province import MIN_FOR_RATE, YearTotal, percent
from access_info.nation.pages.frame import (
    DUTIES,
    DUTY,
    FIGURES,
    PROVINCE_DUTIES,
    NationPage,
    NationView,
    ShownMember,
    cut,
    day_words,
    to,
)
from access_info.nation.summary import YearFacts
from access_info.pages.agency.compliance import STATUS_ORDER
from access_info.pages.agency.statistics import year_pictures
from access_info.pages.pictures.charts import (
    LOOKS,
    STATUS_LOOKS,
    Drawing,
    Reading,
    Segment,
    Stack,
    Track,
    multiples,
    stacked,
)
from access_info.pages.rendering.environment import load_texts, vn_number
from access_info.pages.rendering.paths import OVERSIGHT

# How many agencies have each status of a duty.

MET, PARTLY, UNJUDGED, OVERDUE, ABSENT = STATUS_ORDER
# From the worst to the best: of several equally common statuses, a cell shows the worst.
_WORST_FIRST = (ABSENT, OVERDUE, UNJUDGED, PARTLY, MET)


@dataclasses.dataclass(frozen=True)
class Counted:
    """How many agencies have each status of a duty, with what pages show of that.

    Attributes:
        counts: Status → agencies.
    """

    counts: Mapping[str, int]

    @functools.cached_property
    def applies(self) -> int:
        """The number of agencies to which the duty applies."""
        return sum(self.counts.get(status, 0) for status in STATUS_ORDER)

    @property
    def met(self) -> int:
        """The number of agencies that meet the duty."""
        return self.counts.get(MET, 0)

    @property
    def note(self) -> str:
        """The share that meets the duty, `75 % đạt`; with too few agencies for a share, `3 trên 4 đạt`."""
        share = self.share(MET)
        if share:
            return f"{share} đạt"
        return f"{self.met} trên {self.applies} đạt"

    def share(self, status: str) -> str:
        """Write a status's share in per cent; "" if there are too few agencies for a fair share."""
        if self.applies < MIN_FOR_RATE:
            return ""
        return percent(self.counts.get(status, 0), self.applies)

    @property
    def segments(self) -> list[Segment]:
        """The parts of a bar in a chart, one for each status, from met to absent."""
        return [
            Segment(STATUSES[status], STATUS_LOOKS[status], self.counts.get(status, 0))
            for status in STATUS_ORDER
        ]

    @property
    def commonest(self) -> str:
        """The most common status; of equally common ones the worst, so that nothing is glossed over."""
        return max(_WORST_FIRST, key=lambda status: self.counts.get(status, 0))

    @property
    def in_cell(self) -> str:
        """The text of a cell of the matrix: per cent of agencies that meet the duty, or `3/4` if few.

        0 and 100 stand only where it is none or all of them.
        """
        if self.applies < MIN_FOR_RATE:
            return f"{self.met}/{self.applies}"
        if self.met in {0, self.applies}:
            return "100" if self.met else "0"
        return str(min(99, max(1, round(100 * self.met / self.applies))))

    @property
    def badness(self) -> tuple[float, float]:
        """A sort key, worst first: the smallest share that meets the duty, then the most overdue or absent."""
        worst = self.counts.get(OVERDUE, 0) + self.counts.get(ABSENT, 0)
        return self.met / self.applies, -worst / self.applies


def _sum_of(counts: Iterable[Counted]) -> Counted:
    """Add up several counts of agencies, status by status."""
    sums: collections.Counter[str] = collections.Counter()
    for each in counts:
        sums.update(each.counts)
    return Counted(sums)


# Of duties that our laws do not know, which a member's newer program may publish, so many are shown.
_MAX_UNKNOWN = 20
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,39}", re.ASCII)
_TITLE = "Tình hình thực hiện"
_STYLES = ("pictures", "oversight")


class DutyPages:
    """Renders the pages about duties: an overview, a page for each duty, a page for each province."""

    def __init__(self, view: NationView) -> None:
        """Collect the members' counts, and put the duties into the order of the law; unknown ones last."""
        self._view = view
        self._titles: dict[str, str] = {}
        self._by_member = [(member, self._counted(member)) for member in view.shown]
        # Only some members publish how their agencies meet duties.
        self._telling = [(member, counted) for member, counted in self._by_member if counted]
        order_in_law = {
            duty.id.casefold(): number for number, duty in enumerate(view.framework.obligations)
        }
        codes = {code: None for _, counted in self._telling for code in counted}
        ours = [code for code in codes if code.casefold() in order_in_law]
        others = [code for code in codes if code.casefold() not in order_in_law][:_MAX_UNKNOWN]
        self._codes = [*sorted(ours, key=lambda code: order_in_law[code.casefold()]), *others]

    def pages(self) -> Iterator[NationPage]:
        """Yield the overview, a page for each duty, a page for each province that publishes duties."""
        yield self._overview()
        yield from map(self._of_duty, self._codes)
        yield from (self._of_province(member, counted) for member, counted in self._telling)

    def _counted(self, member: ShownMember) -> dict[str, Counted]:
        """Return how a member's agencies meet each duty, by the duty's code in capitals.

        The duties' titles are noted in `_titles`: the law's own, else the member's.
        """
        by_code = {}
        for duty in member.facts.duties:
            counted = Counted({status: duty.counts.get(status, 0) for status in STATUS_ORDER})
            if counted.applies and _CODE.fullmatch(duty.code):
                # Codes that differ in upper and lower case alone would share one page.
                code = duty.code.upper()
                obligation = self._view.framework.obligation(code)
                self._titles.setdefault(code, obligation.title if obligation else cut(duty.title))
                by_code[code] = counted
        return by_code

    def _overview(self) -> NationPage:
        """Render the overview: totals, a bar for each duty, a matrix of provinces and duties."""
        by_duty = {
            code: _sum_of(counted[code] for _, counted in self._telling if code in counted)
            for code in self._codes
        }
        all_duties = _sum_of(by_duty.values())
        page = NationPage(
            path=DUTIES,
            kind="giam-sat",
            title=_TITLE,
            description="Các cơ quan trên cả nước thực hiện từng nghĩa vụ về tiếp cận thông tin đến đâu, theo tỉnh.",
            styles=_STYLES,
        )
        return page.showing(
            "duties",
            members=len(self._telling),
            agencies=sum(len(member.living) for member, _ in self._telling),
            stats=[self._stat(*each, all_duties) for each in _STATS],
            **self._bars_and_rows(DUTIES, by_duty),
            codes=[
                (to(DUTIES, _duty_path(code)), number, self._titles[code])
                for number, code in enumerate(self._codes, 1)
            ],
            matrix=[
                (*_province(DUTIES, member), [counted.get(code) for code in self._codes])
                for member, counted in self._telling
            ],
            silent=[member.name for member, counted in self._by_member if not counted],
            **_STATUS_WORDS,
        )

    def _stat(self, look: str, status: str, words: str, all_duties: Counted) -> dict[str, str]:
        """Return a box of the overview: how often duties have a status, and in how many provinces.

        Args:
            look: The CSS class that colours the box.
            status: The status.
            words: Its name in the box.
            all_duties: The counts over all duties.
        """
        provinces = sum(
            1
            for _, counted in self._telling
            if any(each.counts.get(status) for each in counted.values())
        )
        count = all_duties.counts.get(status, 0)
        more = f"ở {provinces} tỉnh, thành phố" if count else ""
        if status == MET:
            more = f"trên {vn_number(all_duties.applies)} việc phải làm của các cơ quan"
        return {
            "look": look,
            "number": vn_number(count),
            "words": words,
            "more": more,
        }

    def _of_duty(self, code: str) -> NationPage:
        """Render the page of a duty: a bar for the country, then one for each province."""
        path, title = _duty_path(code), self._titles[code]
        telling = [(member, counted[code]) for member, counted in self._telling if code in counted]
        whole = _sum_of(counted for _, counted in telling)
        rows = [(*_province(path, member), counted) for member, counted in telling]
        page = NationPage(
            path=path,
            kind="nghia-vu",
            title=title,
            description=f"{title}: bao nhiêu cơ quan của mỗi tỉnh đã đạt, chưa có, quá hạn.",
            above=((DUTIES, _TITLE),),
            styles=_STYLES,
        )
        return page.showing(
            "duty",
            whole=whole,
            bar=_one_bar(whole),
            bars=stacked(
                "tinh",
                "Số cơ quan theo kết quả",
                [
                    Stack(f"{name} ({stale})" if stale else name, each.segments, each.note, href)
                    for href, name, stale, each in rows
                ],
                head="Tỉnh, thành phố",
            ),
            rows=rows,
            **_STATUS_WORDS,
        )

    def _of_province(self, member: ShownMember, counted: Mapping[str, Counted]) -> NationPage:
        """Render the page of a province's duties; `counted` is by the duty's code."""
        path = f"{PROVINCE_DUTIES}/{member.state.code}"
        title = f"{_TITLE}: {member.name}"
        page = NationPage(
            path=path,
            kind="giam-sat-tinh",
            title=title,
            description=f"Các cơ quan của {member.name} thực hiện từng nghĩa vụ về tiếp cận thông tin đến đâu.",
            above=((DUTIES, _TITLE),),
            styles=_STYLES,
        )
        return page.showing(
            "province_duties",
            member=member,
            created=day_words(member.state.created),
            reached=day_words(member.state.reached),
            own=f"{member.state.url}{OVERSIGHT}/",
            province=to(path, member.path),
            **self._bars_and_rows(path, counted),
            **_STATUS_WORDS,
        )

    def _bars_and_rows(self, path: str, counted: Mapping[str, Counted]) -> dict[str, Any]:
        """Return two values of a template: duties as bars, the worst first, and as rows of a table.

        Args:
            path: Folder of the page, from which they link to the duties' pages.
            counted: Counts by the duty's code.
        """
        rows = [
            (to(path, _duty_path(code)), self._titles[code], "", counted[code])
            for code in self._codes
            if code in counted
        ]
        bars = [
            Stack(title, each.segments, each.note, href)
            for href, title, _, each in sorted(rows, key=lambda row: row[-1].badness)
        ]
        heading, head = "Kém nhất đứng đầu", "Việc phải làm"
        return {"bars": stacked("viec", heading, bars, head=head), "rows": rows}


_STATS = (
    ("late", OVERDUE, "Quá hạn"),
    ("miss", ABSENT, "Chưa có"),
    ("part", PARTLY, "Đạt một phần"),
    ("good", MET, "Đạt"),
)
_STATUS_WORDS: Mapping[str, Any] = {
    "statuses": STATUS_ORDER,
    "labels": {status: STATUSES[status] for status in STATUS_ORDER},
    "looks": {status: STATUS_LOOKS[status] for status in STATUS_ORDER},
    "signs": {status: LOOKS[STATUS_LOOKS[status]].sign for status in STATUS_ORDER},
}


def _duty_path(code: str) -> str:
    return f"{DUTY}/{code.lower()}"


def _stale(member: ShownMember) -> str:
    """Return `số liệu ngày 02/3/2026` if a province's data are of an earlier build; else ""."""
    return f"số liệu ngày {day_words(member.state.created)}" if member.is_stale else ""


def _province(path: str, member: ShownMember) -> tuple[str, str, str]:
    """Return the first cells of a province's row: link to its page of duties, name, age of its data.

    Args:
        path: Folder of the page with the row.
        member: The province.
    """
    return to(path, f"{PROVINCE_DUTIES}/{member.state.code}"), member.name, _stale(member)


def _one_bar(country: Counted) -> Drawing:
    """Draw how all agencies of the country meet a duty, as one bar."""
    heading = f"Cả nước: kết quả ở {vn_number(country.applies)} cơ quan"
    stack = Stack("Cả nước", country.segments, country.note)
    return stacked("ca-nuoc", heading, [stack], head="Phạm vi")


# Requests and answers of the whole nation, by year and by province.

_MAX_YEARS = 6
# Columns of the table of provinces.
_FIGURES = (
    *("received", "full", "partial", "refused", "transferred", "withdrawn", "pending", "late"),
    *("complaints", "lawsuits"),
)


def figures_page(view: NationView) -> NationPage:
    """Render the page of requests and answers: totals by year, and each province's newest year."""
    texts = load_texts()
    totals = _totals_by_year(facts for member in view.shown for facts in member.facts.years)
    newest = totals[0].year if totals else 0
    provinces = [
        (to(FIGURES, member.path), member, _stale(member), _total(newest, [facts]))
        for member in view.shown
        for facts in member.facts.years
        if facts.year == newest
    ]
    title = "Thống kê yêu cầu và trả lời"
    page = NationPage(
        path=FIGURES,
        kind="thong-ke",
        title=title,
        description="Số yêu cầu cung cấp thông tin đã nhận, kết quả, trả lời đúng hạn qua các năm, cả nước và từng tỉnh.",
        styles=("pictures", "oversight"),
    )
    return page.showing(
        "figures",
        totals=totals,
        pictures=year_pictures(totals, [], view.framework, texts, breaks={}) if totals else None,
        tracks=_on_time(view, [total.year for total in totals]),
        newest=newest,
        provinces=provinces,
        columns=[(name, texts[f"statistics.{name}"]) for name in _FIGURES],
    )


def _totals_by_year(facts: Iterable[YearFacts]) -> list[YearTotal]:
    """Add up figures of several provinces and years by year: the newest `_MAX_YEARS`, newest first."""
    by_year: dict[int, list[YearFacts]] = {}
    for each in facts:
        by_year.setdefault(each.year, []).append(each)
    years = sorted(by_year, reverse=True)[:_MAX_YEARS]
    return [_total(year, by_year[year]) for year in years]


def _total(year: int, facts: Sequence[YearFacts]) -> YearTotal:
    """Add up the figures of one year.

    Members state answers on time and late ones; all answers (`answered`) are their sum.
    """
    sums: collections.Counter[str] = collections.Counter()
    for each in facts:
        sums.update(each.sums)
    if "on_time" in sums or "late" in sums:
        sums["answered"] = sums["on_time"] + sums["late"]
    agencies = sum(each.agencies for each in facts)
    return YearTotal(label="", year=year, agencies=agencies, sums=dict(sums))


def _on_time(view: NationView, years: list[int]) -> Drawing:
    """Draw each province's share of answers in time over the years; nothing for a single year."""
    if len(years) < 2:  # noqa: PLR2004 - a line has two ends
        return Drawing()
    tracks = []
    for member in view.shown:
        by_year = {facts.year: _total(facts.year, [facts]) for facts in member.facts.years}
        readings = [_reading(year, by_year.get(year)) for year in sorted(years)]
        tracks.append(Track(member.name, readings, to(FIGURES, member.path)))
    return multiples("Tỷ lệ trả lời đúng hạn của từng tỉnh", tracks, head="Tỉnh, thành phố")


def _reading(year: int, total: YearTotal | None) -> Reading:
    """Return a province's share of answers on time in a year, as a point of its line in the chart.

    The point has no value, but words that say why, if there are no figures or too few answers.
    """
    texts = load_texts()
    words = total.rate("on_time", "answered") if total else ""
    if total is None or not words:
        few = total is not None and 0 < total.sums.get("answered", 0) < MIN_FOR_RATE
        absent = texts["oversight.too_few" if few else "pictures.not_stated"]
        return Reading(year, str(year), None, absent)
    return Reading(year, str(year), total.sums["on_time"] / total.sums["answered"], words)
