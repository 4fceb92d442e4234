"""Requests and answers of the whole nation, by year and by province."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from access_info.assessment.province import FEWEST_FOR_RATE, YearTotal
from access_info.nation.pages.frame import NationPage, fragment
from access_info.nation.pages.view import FIGURES, NationView, ShownMember, day_words, to
from access_info.nation.summary.facts import YearFacts
from access_info.pages.agency.statistics import year_pictures
from access_info.pages.pictures.charts import Drawing, Reading, Track, multiples
from access_info.pages.rendering.environment import load_texts

MOST_YEARS = 6
# A figure in the set of figures → its name among ours.
_NAMES: Mapping[str, str] = {
    "received": "received",
    "answeredInFull": "full",
    "answeredInPart": "partial",
    "refused": "refused",
    "transferred": "transferred",
    "withdrawn": "withdrawn",
    "pending": "pending",
    "answeredOnTime": "on_time",
    "answeredLate": "late",
    "complaints": "complaints",
    "lawsuits": "lawsuits",
    "proactiveDisclosures": "proactive",
}
_SHOWN = (
    *("received", "full", "partial", "refused", "transferred", "withdrawn", "pending", "late"),
    *("complaints", "lawsuits"),
)


def figures_page(view: NationView) -> NationPage:
    """Render the page of figures."""
    texts = load_texts()
    totals = _by_year(view.shown)
    newest = totals[0].year if totals else 0
    provinces = [
        (to(FIGURES, member.path), member, _stale(member), _total(member.name, of_year))
        for member in view.shown
        for of_year in member.facts.years
        if of_year.year == newest
    ]
    title = "Thống kê yêu cầu và trả lời"
    content = fragment(
        "figures",
        page={"heading": title},
        totals=totals,
        pictures=year_pictures(totals, [], view.framework, texts, breaks={}) if totals else None,
        tracks=_on_time(view, [total.year for total in totals]),
        newest=newest,
        provinces=provinces,
        columns=[(name, texts[f"statistics.{name}"]) for name in _SHOWN],
    )
    return NationPage(
        path=FIGURES,
        kind="thong-ke",
        title=title,
        description="Số yêu cầu cung cấp thông tin đã nhận, kết quả, trả lời đúng hạn qua các năm, cả nước và từng tỉnh.",
        content=content,
        styles=("pictures", "oversight"),
    )


def _by_year(members: Iterable[ShownMember]) -> list[YearTotal]:
    """Add up the members' figures, the newest year first."""
    by_year: dict[int, list[YearFacts]] = {}
    for member in members:
        for of_year in member.facts.years:
            by_year.setdefault(of_year.year, []).append(of_year)
    years = sorted(by_year, reverse=True)[:MOST_YEARS]
    return [_added(year, by_year[year]) for year in years]


def _added(year: int, facts: Iterable[YearFacts]) -> YearTotal:
    sums: dict[str, int] = {}
    agencies = 0
    for of_year in facts:
        agencies += of_year.agencies
        for theirs, ours in _NAMES.items():
            if theirs in of_year.sums:
                sums[ours] = sums.get(ours, 0) + of_year.sums[theirs]
    answered = [sums[name] for name in ("on_time", "late") if name in sums]
    if answered:
        sums["answered"] = sum(answered)
    return YearTotal(label="", year=year, agencies=agencies, sums=sums)


def _total(label: str, facts: YearFacts) -> YearTotal:
    total = _added(facts.year, [facts])
    return YearTotal(label=label, year=total.year, agencies=total.agencies, sums=total.sums)


def _on_time(view: NationView, years: list[int]) -> Drawing:
    """Draw each province's share of answers in time over the years."""
    if len(years) < 2:  # noqa: PLR2004 - a line has two ends
        return Drawing()
    tracks = []
    for member in view.shown:
        by_year = {of_year.year: _total("", of_year) for of_year in member.facts.years}
        readings = [_reading(year, by_year.get(year)) for year in sorted(years)]
        tracks.append(Track(member.name, readings, to(FIGURES, member.path)))
    return multiples("Tỷ lệ trả lời đúng hạn của từng tỉnh", tracks, head="Tỉnh, thành phố")


def _reading(year: int, total: YearTotal | None) -> Reading:
    texts = load_texts()
    words = total.rate("on_time", "answered") if total else ""
    if total is None or not words:
        few = total is not None and 0 < total.sums.get("answered", 0) < FEWEST_FOR_RATE
        absent = texts["oversight.too_few" if few else "pictures.not_stated"]
        return Reading(year, str(year), None, absent)
    return Reading(year, str(year), total.sums["on_time"] / total.sums["answered"], words)


def _stale(member: ShownMember) -> str:
    return f"số liệu ngày {day_words(member.state.created)}" if member.is_stale else ""
