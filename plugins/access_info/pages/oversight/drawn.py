"""Duties as pictures: bars of statuses, lines over days, agencies as tiles."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

import markupsafe

from access_info.assessment import STATUSES, Status
from access_info.assessment.province import DutyCount, NewKinds
from access_info.model.types import vn_date
from access_info.model.vocabularies import AGENCY_KINDS, Level
from access_info.pages.agency.compliance import SHOWN
from access_info.pages.oversight.context import OversightContext
from access_info.pages.oversight.history import History
from access_info.pages.pictures.drawings import Drawing
from access_info.pages.pictures.lines import Reading, Track, line, multiples
from access_info.pages.pictures.looks import STATUS_LOOKS
from access_info.pages.pictures.maps import Region, map_picture
from access_info.pages.pictures.stacks import Segment, Stack, stacked
from access_info.pages.pictures.tiles import Tile, tile_grid
from access_info.pages.rendering.environment import vn_number

# A page holds so many tiles of agencies that are no communes; more stand in its lists alone.
MOST_OTHERS = 120
# A text alternative names so many areas; of more it says how many, and the list names them.
_MOST_NAMED = 40


def duty_bars(
    context: OversightContext, duties: Sequence[DutyCount], to: Callable[[str], str], key: str
) -> Drawing:
    """Draw how many agencies have each status, duty by duty, the worst first."""
    texts = context.site.texts
    return stacked(
        key,
        texts["pictures.duties"],
        [
            Stack(
                context.title_of(count.duty),
                _segments(count),
                texts.plain(
                    "pictures.met",
                    met=vn_number(count.count(Status.MET)),
                    of=vn_number(count.applies),
                ),
                to(context.duty_path(count.duty)),
            )
            for count in sorted(duties, key=_badness)
            if count.applies
        ],
        head=texts["laws.obligation"],
    )


def duty_bar(context: OversightContext, count: DutyCount) -> Drawing:
    """Draw how many agencies have each status of one duty."""
    texts, title = context.site.texts, context.title_of(count.duty)
    heading = texts.plain("pictures.result_of", title=title, count=vn_number(count.applies))
    met = texts.plain(
        "pictures.met", met=vn_number(count.count(Status.MET)), of=vn_number(count.applies)
    )
    stack = Stack(texts["oversight.result"], _segments(count), met)
    return stacked("ket-qua", heading, [stack], head=texts["laws.obligation"])


def _segments(count: DutyCount) -> list[Segment]:
    return [
        Segment(STATUSES[status], STATUS_LOOKS[status], count.count(status)) for status in SHOWN
    ]


def _badness(count: DutyCount) -> tuple[float, float]:
    """Order duties: the smallest share that is met first, then the largest overdue or absent."""
    worst = count.share(Status.OVERDUE) + count.share(Status.ABSENT)
    return count.share(Status.MET), -worst


def new_kinds_bars(context: OversightContext, progress: Sequence[tuple[str, NewKinds]]) -> Drawing:
    """Draw kinds of information new in the law by type of agency: met, unclear, missing."""
    texts = context.site.texts
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
    """Draw the share of agencies that met a duty over the days, broken where the law changed."""
    texts = context.site.texts
    if len(history.moments) < 2:  # noqa: PLR2004 - a line has two ends
        return Drawing()
    return line(
        texts.plain("oversight.trend_of", duty=context.title_of(duty)),
        _readings(context, history, duty),
        head=texts["oversight.day"],
        value=texts["oversight.trend_value"],
        breaks=_breaks(history),
    )


def duty_lines(context: OversightContext, history: History, to: Callable[[str], str]) -> Drawing:
    """Draw each duty's line as small multiples."""
    texts = context.site.texts
    if len(history.moments) < 2:  # noqa: PLR2004 - a line has two ends
        return Drawing()
    tracks = [
        Track(
            context.title_of(count.duty),
            _readings(context, history, count.duty),
            to(context.duty_path(count.duty)),
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
    texts = context.site.texts
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
    return [new.day.toordinal() for _, new in history.breaks]


@dataclasses.dataclass(frozen=True, slots=True)
class AgencyStates:
    """Agencies to whom a duty applies, each with its state.

    Attributes:
        map: Those that have an area; empty without boundaries.
        communes: All communes as tiles; where there is a map, the list of what it shows.
        others: The other agencies as tiles; empty where they are too many.
    """

    map: markupsafe.Markup
    communes: markupsafe.Markup
    others: markupsafe.Markup


def agency_states(context: OversightContext, path: str, duty: str) -> AgencyStates:
    """Draw agencies to whom a duty applies: as a map where there is one, else as tiles."""
    tiles: dict[bool, list[Tile]] = {True: [], False: []}
    regions = []
    taken: set[tuple[int, int] | None] = set()
    outlines = context.outlines
    for agency in _in_order(context):
        summary, state = context.agencies[agency], context.findings[agency].state(duty)
        if state is None or state.status == Status.NOT_APPLICABLE:
            continue
        entry = context.places.get(agency)
        place = entry.place if entry and entry.place not in taken else None
        taken.add(place)
        look, words = STATUS_LOOKS[state.status], STATUSES[state.status]
        if outlines is not None and agency in outlines.areas:
            regions.append(Region(agency, summary.short_name, look, words))
        href = context.agency_href(path, agency, duty)
        is_commune = AGENCY_KINDS[summary.type].level is Level.COMMUNE
        tiles[is_commune].append(Tile(summary.short_name, look, words, href, place))
    title, texts = context.title_of(duty), context.site.texts
    drawn = markupsafe.Markup("")
    if outlines is not None and regions:
        drawn = map_picture(
            "ban-do",
            texts.plain("pictures.map", duty=title),
            outlines,
            regions,
            words=_in_words(regions),
            note=texts["pictures.map_note"],
        )
    return AgencyStates(
        drawn,
        tile_grid(texts.plain("pictures.communes", duty=title), tiles[True]),
        tile_grid(texts.plain("pictures.others", duty=title), tiles[False])
        if len(tiles[False]) <= MOST_OTHERS
        else markupsafe.Markup(""),
    )


def _in_words(regions: Sequence[Region]) -> str:
    """Say which areas are in which state; only how many, where they are very many."""
    by_state: dict[str, list[str]] = {}
    for region in regions:
        by_state.setdefault(region.state, []).append(region.name)
    return "; ".join(
        f"{state}: {', '.join(names) if len(regions) <= _MOST_NAMED else vn_number(len(names))}"
        for state, names in by_state.items()
    )


def _in_order(context: OversightContext) -> list[str]:
    """List agencies: those that the jurisdiction put in an order, then the rest by name."""
    placed = [agency for agency in context.places if agency in context.findings]
    return [*placed, *(agency for agency in context.findings if agency not in context.places)]
