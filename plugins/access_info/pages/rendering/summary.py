"""What the rest of the site needs to know of an agency, small enough to keep for all of them."""

from __future__ import annotations

import dataclasses

from access_info.legal.framework import Framework
from access_info.model.registry import Agency, AsOf
from access_info.pages.rendering.reach import Reach, reach_of


@dataclasses.dataclass(frozen=True)
class AgencySummary:
    """One line of the directory, and what law pages count.

    Attributes:
        id: Folder name.
        name: Full name.
        short_name: Name for lists.
        type: Value of `AGENCY_TYPES`.
        items: Items on the mandatory list.
        conditional: Items on the conditional list.
        ended: ISO date of its end, "?" when it has ended on an unknown day, or "".
        successors: Folder names or words.
        points: Items in force under each point of any law, by the point's id.
        news: Whether its feed has any.
        changed: ISO day of the last change by list, for lists that can be downloaded.
        former_names: What it was called before.
        predecessors: Folder names or words: whose work it took over.
        reach: How it is reached by somebody who asks.
        letter: Whether a draft of a letter to it can be downloaded.
    """

    id: str
    name: str
    short_name: str
    type: str
    items: int
    conditional: int
    ended: str
    successors: tuple[str, ...]
    points: dict[str, int]
    news: bool = False
    changed: dict[str, str] = dataclasses.field(default_factory=dict)
    former_names: tuple[str, ...] = ()
    predecessors: tuple[str, ...] = ()
    reach: Reach = dataclasses.field(default_factory=Reach)
    letter: bool = False


def summarise(agency: Agency, framework: Framework, as_of: AsOf) -> AgencySummary:
    """Sum up an agency, as of a day, for the pages about all agencies."""
    profile = agency.profile
    ended = ""
    if profile.dissolved is not None:
        day = profile.dissolved.date
        if day is None:
            ended = "?"
        elif as_of.reached(day):
            ended = day.isoformat()
    points: dict[str, int] = {}
    for item in agency.items:
        named = set()
        for text in () if item.is_over(as_of) else item.points:
            place = framework.point(text)
            if place is not None:
                named.add(place[1].id)
        for point in sorted(named):
            points[point] = points.get(point, 0) + 1
    return AgencySummary(
        id=agency.id,
        name=profile.name,
        short_name=agency.short_name,
        type=profile.type,
        items=len(agency.items),
        conditional=len(agency.conditional),
        ended=ended,
        successors=profile.successors,
        points=points,
        former_names=tuple(former.name for former in profile.former_names if former.name),
        predecessors=profile.predecessors,
        reach=reach_of(profile),
    )
