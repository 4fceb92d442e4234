"""What the rest of the site needs to know of an agency, small enough to keep for all of them."""

from __future__ import annotations

import collections
import dataclasses

from access_info.legal.framework import Framework
from access_info.model.as_of import AsOf
from access_info.model.items import Item
from access_info.model.registry import Agency
from access_info.pages.rendering.reach import Reach, reach_of

_MOST_GROUPS = 5


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
        public: Items in force.
        changes: Of each item in force that names one, the day of its last change, as ordinals.
        groups: The clerk's own headings that most items stand under, with how many.
        answers: Of the newest year that tells: the year, requests answered in time, all answered.
        news: Whether its feed has any.
        changed: ISO day of the last change by list, for lists that can be downloaded.
        former_names: What it was called before.
        predecessors: Folder names or words: whose work it took over.
        reach: How it is reached by somebody who asks.
        letter: Whether a draft of a letter to it can be downloaded.
        official_code: Its identification code, or "".
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
    public: int = 0
    changes: tuple[int, ...] = ()
    groups: tuple[tuple[str, int], ...] = ()
    answers: tuple[int, int, int] | None = None
    news: bool = False
    changed: dict[str, str] = dataclasses.field(default_factory=dict)
    former_names: tuple[str, ...] = ()
    predecessors: tuple[str, ...] = ()
    reach: Reach = dataclasses.field(default_factory=Reach)
    letter: bool = False
    official_code: str = ""


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
    in_force = [item for item in agency.items if not item.is_over(as_of)]
    for item in in_force:
        for point in points_of(item, framework):
            points[point] = points.get(point, 0) + 1
    groups = collections.Counter(item.group for item in in_force if item.group)
    changes = [item.modified or item.published for item in in_force]
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
        public=len(in_force),
        changes=tuple(sorted(day.toordinal() for day in changes if day is not None)),
        groups=tuple(groups.most_common(_MOST_GROUPS)),
        answers=_answers(agency),
        official_code=profile.official_code or "",
    )


def points_of(item: Item, framework: Framework) -> list[str]:
    """List the ids of the points of any law that an item names, each once."""
    places = (framework.point(name) for name in item.points)
    return sorted({place[1].id for place in places if place is not None})


def _answers(agency: Agency) -> tuple[int, int, int] | None:
    """Return the newest year that tells how many answers were in time, and its figures."""
    for year in agency.statistics:
        time = year.timeliness
        if time is not None and time.on_time is not None:
            return year.year, time.on_time, time.on_time + (time.late or 0)
    return None
