"""Renders a page for each duty, with its charts, and the page on how duties are judged."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import markupsafe

from access_info.assessment.findings import OPEN, STATUSES, Status
from access_info.assessment.province import DutyCount, DutyState, NewKinds
from access_info.legal.packs import Obligation
from access_info.legal.provisions import DutyPart
from access_info.legal.vocabularies import WAYS
from access_info.model.types import vn_date
from access_info.model.vocabularies import AGENCY_KINDS, AGENCY_TYPES, Level
from access_info.pages.agency.compliance import STATUS_ORDER
from access_info.pages.oversight.context import (
    History,
    OversightContext,
    duty_page_name,
    is_asked_for,
    letter_href,
)
from access_info.pages.pictures.charts import (
    STATUS_LOOKS,
    Drawing,
    Reading,
    Segment,
    Stack,
    Tile,
    Track,
    line,
    multiples,
    stacked,
    tile_grid,
)
from access_info.pages.pictures.maps import Region, map_picture
from access_info.pages.rendering.environment import vn_number
from access_info.pages.rendering.paths import ACCURACY, HOW, OVERSIGHT, divide
from access_info.pages.rendering.site import Page

# Charts of duties: bars of statuses, lines over days, agencies as tiles or on a map.

# Tiles of agencies that are no communes, which a page may show; more are only in its lists.
_MAX_TILES = 120
# Areas that the text for screen readers names; of more it gives the number, as the tiles name them.
_MAX_NAMED_AREAS = 40


def duty_bars(
    context: OversightContext, duties: Sequence[DutyCount], path: str, key: str
) -> Drawing:
    """Draw a stacked bar for each duty: how many agencies have each status; the worst duty first.

    Args:
        context: What all pages about duties share.
        duties: The counts of each duty.
        path: Logical path of the page, from which each bar links to its duty's page.
        key: Prefix of element ids, as for `stacked`.
    """
    texts = context.texts
    return stacked(
        key,
        texts["pictures.duties"],
        [
            Stack(
                context.title_of(count.duty),
                _segments(count),
                _met_of_all(context, count),
                context.duty_href(path, count.duty),
            )
            for count in sorted(duties, key=_worst_first_key)
            if count.applies
        ],
        head=texts["laws.obligation"],
    )


def duty_bar(context: OversightContext, count: DutyCount) -> Drawing:
    """Draw the stacked bar of one duty: how many agencies have each status."""
    texts, title = context.texts, context.title_of(count.duty)
    heading = texts.plain("pictures.result_of", title=title, count=vn_number(count.applies))
    stack = Stack(texts["oversight.result"], _segments(count), _met_of_all(context, count))
    return stacked("ket-qua", heading, [stack], head=texts["laws.obligation"])


def _met_of_all(context: OversightContext, count: DutyCount) -> str:
    """Return words for how many of the agencies that a duty applies to meet it."""
    met, of = vn_number(count.count(Status.MET)), vn_number(count.applies)
    return context.texts.plain("pictures.met", met=met, of=of)


def _segments(count: DutyCount) -> list[Segment]:
    """Return the parts of a duty's bar: agencies by status, from met to absent."""
    return [
        Segment(STATUSES[status], STATUS_LOOKS[status], count.count(status))
        for status in STATUS_ORDER
    ]


def _worst_first_key(count: DutyCount) -> tuple[float, float]:
    """Return a sort key that puts the worst duty first.

    The worst has the smallest share of agencies that meet it; among equals, the largest overdue or absent.
    """
    worst = count.share(Status.OVERDUE) + count.share(Status.ABSENT)
    return count.share(Status.MET), -worst


def new_kinds_bars(context: OversightContext, progress: Sequence[tuple[str, NewKinds]]) -> Drawing:
    """Draw bars of how far the kinds of information new in the law are disclosed, by type of agency."""
    texts = context.texts
    return stacked(
        "loai-moi",
        texts["pictures.new_kinds"],
        [
            Stack(
                label,
                [
                    Segment(texts["oversight.progress_met"], "good", kinds.met),
                    Segment(texts["oversight.progress_unclear"], "unknown", kinds.unclear),
                    Segment(texts["oversight.progress_missing"], "miss", kinds.of - kinds.met),
                ],
            )
            for label, kinds in progress
        ],
        head=texts["search.type"],
    )


def duty_line(context: OversightContext, history: History, duty: str) -> Drawing:
    """Draw the line of the share of agencies that met a duty day by day, broken where the law changed.

    Nothing is drawn with fewer than two days.
    """
    texts = context.texts
    if len(history.moments) < 2:  # noqa: PLR2004 - a line has two ends
        return Drawing()
    return line(
        texts.plain("oversight.trend_of", duty=context.title_of(duty)),
        _readings(context, history, duty),
        head=texts["oversight.day"],
        value=texts["oversight.trend_value"],
        breaks=_breaks(history),
    )


def duty_lines(context: OversightContext, history: History, path: str) -> Drawing:
    """Draw each duty's line as small multiples; each links from the page at `path` to its duty's page."""
    texts = context.texts
    if len(history.moments) < 2:  # noqa: PLR2004 - a line has two ends
        return Drawing()
    tracks = [
        Track(
            context.title_of(count.duty),
            _readings(context, history, count.duty),
            context.duty_href(path, count.duty),
        )
        for count in context.duties
    ]
    return multiples(
        texts["oversight.trend"],
        tracks,
        head=texts["laws.obligation"],
        breaks=_breaks(history),
    )


def _readings(context: OversightContext, history: History, duty: str) -> list[Reading]:
    """Return the share of agencies that met a duty, day by day, as values of a line."""
    texts = context.texts
    return [
        Reading(
            day.toordinal(),
            vn_date(day),
            met / of if of else None,
            texts.plain("oversight.met_of", met=met, of=of)
            if of
            else texts["oversight.applies_nowhere"],
        )
        for day, met, of in history.points(duty)
    ]


def _breaks(history: History) -> list[int]:
    """Return the first days judged under another law, as ordinals: lines are broken there."""
    return [new.day.toordinal() for _, new in history.breaks]


def agency_states(context: OversightContext, path: str, duty: str) -> dict[str, markupsafe.Markup]:
    """Draw the agencies to which a duty applies, each with its status, as a map and as tiles.

    Returns:
        `map`, of the agencies that have an area, empty without boundaries; tiles of all `communes`; tiles
        of the `others`, empty if they are too many.
    """
    tiles: dict[bool, list[Tile]] = {True: [], False: []}
    regions = []
    # Places in the grid that have a tile: of two agencies with one place only the first stands there.
    taken: set[tuple[int, int] | None] = set()
    outlines = context.outlines
    for agency in _in_grid_order(context):
        summary, state = context.agencies[agency], context.findings[agency].state(duty)
        if state is None or state.status == Status.NOT_APPLICABLE:
            continue
        entry = context.places.get(agency)
        place = entry.place if entry and entry.place not in taken else None
        taken.add(place)
        look, words = STATUS_LOOKS[state.status], STATUSES[state.status]
        if outlines is not None and agency in outlines.areas:
            regions.append(Region(agency, summary.short_name, look, words))
        href, _ = context.agency_link(path, agency, duty)
        is_commune = AGENCY_KINDS[summary.type].level is Level.COMMUNE
        tiles[is_commune].append(Tile(summary.short_name, look, words, href, place))
    title, texts = context.title_of(duty), context.texts
    drawn = markupsafe.Markup("")
    if outlines is not None and regions:
        drawn = map_picture(
            "ban-do",
            texts.plain("pictures.map", duty=title),
            outlines,
            regions,
            words=_states_in_words(regions),
            note=texts["pictures.map_note"],
        )
    others = markupsafe.Markup("")
    if len(tiles[False]) <= _MAX_TILES:
        others = tile_grid(texts.plain("pictures.others", duty=title), tiles[False])
    communes = tile_grid(texts.plain("pictures.communes", duty=title), tiles[True])
    return {"map": drawn, "communes": communes, "others": others}


def _states_in_words(regions: Sequence[Region]) -> str:
    """Return a map's text for screen readers: the areas in each state, or their number if many."""
    by_state: dict[str, list[str]] = {}
    for region in regions:
        by_state.setdefault(region.state, []).append(region.name)
    return "; ".join(
        f"{state}: {', '.join(names) if len(regions) <= _MAX_NAMED_AREAS else vn_number(len(names))}"
        for state, names in by_state.items()
    )


def _in_grid_order(context: OversightContext) -> list[str]:
    """List agencies for tiles: first those that the jurisdiction put in an order, then the rest by name."""
    placed = [agency for agency in context.places if agency in context.findings]
    return [*placed, *(agency for agency in context.findings if agency not in context.places)]


# Agencies that a page of a duty, or tasks that a page of a list, may have.
MAX_ROWS = 300
# Statuses of a duty's basis that are not certain: not found in the law's text so far, or changed.
_UNSURE = frozenset({"chua-xac-minh", "thay-doi"})
# Reasons, why a duty does not apply, that its page names.
_MAX_REASONS = 5
# An item of the official letter as law packs name it: “mục 3”.
_ITEM_NUMBER = re.compile(r"mục (\d+)")


def duty_pages(context: OversightContext, history: History, count: DutyCount) -> Iterator[Page]:
    """Yield the pages of a duty: whom it binds, its basis in law, how each agency meets it."""
    duty = count.duty
    obligation = context.site.framework.obligation(duty)
    if obligation is None:
        return
    bases = [
        (law, basis, basis.status in _UNSURE or bool(law.mark(basis)))
        for law in reversed(context.site.framework.packs)
        for basis in law.obligation_bases
        if basis.id == duty
    ]
    values = {
        "bases": bases,
        "parts_of": [part.title for part in obligation.parts_under(context.law.id)],
        "who": [AGENCY_TYPES.get(type_, "") for type_ in obligation.binds],
        "reason": obligation.reason,
        "answers": _answers(context, obligation),
    }
    yield from _grouped_pages(context, history, count, explained_at=duty.lower(), values=values)


def rule_pages(context: OversightContext, history: History, count: DutyCount) -> Iterator[Page]:
    """Yield the pages of a rule of another law: whom it binds, how each agency meets it."""
    law, rule = context.rules[count.duty]
    values = {
        "bases": [(law, rule, bool(law.mark(rule)))],
        "parts_of": [part.title for part in rule.parts],
        "who": [AGENCY_TYPES[scope.type] for scope in law.scope],
        "reason": "",
        "answers": "",
    }
    yield from _grouped_pages(context, history, count, explained_at=law.slug, values=values)


def _grouped_pages(
    context: OversightContext,
    history: History,
    count: DutyCount,
    *,
    explained_at: str,
    values: Mapping[str, object],
) -> Iterator[Page]:
    """Yield the pages of a duty or rule: its agencies grouped by status, the worst first.

    Args:
        context: What all pages about duties share.
        history: How duties were met on earlier days.
        count: How many agencies have each status.
        explained_at: Id of the element that explains this duty, on the page on how duties are judged.
        values: Values for the template that differ between duties and rules.
    """
    duty, urls = count.duty, context.urls
    title = context.title_of(duty)
    states = [(agency, findings.state(duty)) for agency, findings in context.findings.items()]
    rows = [
        (agency, state)
        for status in reversed(STATUS_ORDER)
        for agency, state in states
        if state is not None and state.status == status
    ]
    name = duty_page_name(duty)
    for part in divide(urls, name, rows, MAX_ROWS):
        yield context.page(
            part.name,
            "oversight_duty",
            kind="giam-sat-nghia-vu",
            title=title,
            description=context.texts.plain("oversight.duty_description", title=title),
            values={
                "row": context.row(count),
                "reasons": _reasons([state for _, state in states if state is not None]),
                "result": duty_bar(context, count),
                "trend": duty_line(context, history, duty),
                "states": agency_states(context, part.path, duty) if part.name == name else None,
                "points": history.points(duty) if history.before else [],
                "breaks": list(history.breaks_in_words(duty)),
                "groups": _by_status(context, part.path, duty, part.rows),
                "index": urls.to_site(part.path, OVERSIGHT),
                "how": f"{urls.to_site(part.path, HOW)}#{explained_at}",
                "accuracy": urls.to_site(part.path, ACCURACY),
                **part.pager,
                **values,
            },
        )


def _reasons(states: Iterable[DutyState]) -> list[tuple[str, int]]:
    """Return (reason why the duty does not apply, number of agencies), the five most frequent first."""
    reasons = Counter(
        state.reason
        for state in states
        if state.status == Status.NOT_APPLICABLE.value and state.reason
    )
    return reasons.most_common(_MAX_REASONS)


def how_page(context: OversightContext) -> Page:
    """Render the page that explains, from the law packs, how each duty is judged."""
    site, framework = context.site, context.site.framework
    return context.page(
        HOW,
        "oversight_how",
        kind="giam-sat-cach-xet",
        title=site.texts["oversight.how_title"],
        description=site.texts["oversight.how_description"],
        values={
            "duties": [
                (duty, _ways(duty.parts), _answers(context, duty)) for duty in framework.obligations
            ],
            "letter": _compared_letter(context),
            "letter_items": _duties_of_letter_items(framework.obligations),
            "laws": {law.id: law.full_name for law in framework.packs},
            "extras": [
                (law, [(rule, _ways(rule.parts)) for rule in law.extra_rules])
                for law in framework.supplements
            ],
            "policy": site.place.freshness,
            "statistics_days": site.place.statistics_days,
            "types": AGENCY_TYPES,
        },
    )


def _ways(parts: Sequence[DutyPart]) -> list[tuple[str, tuple[str, ...], list[str]]]:
    """Group a duty's parts that are judged alike: (when they are met, laws they are limited to, titles)."""
    groups: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for part in parts:
        groups.setdefault((WAYS[part.way], tuple(part.laws)), []).append(part.title)
    return [(way, laws, titles) for (way, laws), titles in groups.items()]


def _answers(context: OversightContext, duty: Obligation) -> str:
    """Return words on the items of an official letter that a duty corresponds to; "" for none.

    The jurisdiction's own letter numbers what it asks of agencies; its readers find duties by that.
    """
    letter = _compared_letter(context)
    if not letter or not duty.letter_items:
        return ""
    return context.texts.plain("oversight.answers", items=duty.letter_items, letter=letter)


def _compared_letter(context: OversightContext) -> str:
    """Return the name of the official letter that the jurisdiction compares duties with; "" without one."""
    papers = context.site.place.papers
    return (papers.compared if papers else None) or ""


def _duties_of_letter_items(duties: Iterable[Obligation]) -> list[tuple[str, list[Obligation]]]:
    """Return the numbered items of the official letter, each with the duties that correspond to it."""
    answering: dict[str, list[Obligation]] = {}
    for duty in duties:
        for number in dict.fromkeys(_ITEM_NUMBER.findall(duty.letter_items or "")):
            answering.setdefault(number, []).append(duty)
    return sorted(answering.items(), key=lambda item: int(item[0]))


def _by_status(
    context: OversightContext, path: str, duty: str, rows: Sequence[tuple[str, DutyState]]
) -> list[tuple[str, str, list[tuple[str, str, str, DutyState, str]]]]:
    """Group a duty's agencies by status: (status, its words, agencies).

    Each agency is (link, name, due day, state, link to the draft of a letter or "").

    Args:
        context: What all pages about duties share.
        path: Logical path of the page.
        duty: Id of the duty.
        rows: Folder name and state of each agency, the worst status first.
    """
    asked = is_asked_for(context, duty)
    groups: dict[str, list[tuple[str, str, str, DutyState, str]]] = {}
    for agency, state in rows:
        groups.setdefault(state.status, []).append(
            (
                *context.agency_link(path, agency, duty),
                day_words(state.due),
                state,
                letter_href(context, path, agency) if asked and state.status in OPEN else "",
            )
        )
    return [(status, STATUSES[status], members) for status, members in groups.items()]


def day_words(iso: str) -> str:
    """Return an ISO day as Vietnamese write it: `2026-03-05` → `05/3/2026`; "" for ""."""
    return vn_date(datetime.date.fromisoformat(iso)) if iso else ""
