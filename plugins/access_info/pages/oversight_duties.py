"""A page for each duty, lists of what to do, and how each status comes about."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from access_info.assessment import STATUSES, DutyState
from access_info.assessment.province import DutyCount, Task
from access_info.legal.vocabularies import BASIS_STATUSES, WAYS
from access_info.model.dates import vn_date
from access_info.model.vocabularies import AGENCY_TYPES
from access_info.pages.page import Page
from access_info.pages.site_pages import divide
from access_info.pages.standing import HOW, OVERSIGHT, SHOWN

if TYPE_CHECKING:
    from access_info.pages.oversight import Oversight

MOST_ROWS = 300
LISTS = {
    "qua-han": ("oversight.overdue", "oversight.overdue_text"),
    "sap-den-han": ("oversight.soon", "oversight.soon_text"),
    "chua-co": ("oversight.absent", "oversight.absent_text"),
}


def duty_pages(oversight: Oversight, count: DutyCount) -> Iterator[Page]:
    """Who must do it, on what ground, and how each agency stands."""
    duty = count.duty
    found = oversight.site.framework.obligation(duty)
    if found is None:
        return
    bases = [
        (law, basis, BASIS_STATUSES[basis.status])
        for law in reversed(oversight.site.framework.packs)
        for basis in law.obligation_bases
        if basis.id == duty
    ]
    rows = [
        (agency, one.duties[duty])
        for status in SHOWN
        for agency, one in oversight.findings.items()
        if duty in one.duties and one.duties[duty].status == status
    ]
    first = oversight.duty_path(duty)
    parts = divide(rows, MOST_ROWS)
    paths = [first if n == 1 else f"{first}/{n}" for n in range(1, len(parts) + 1)]
    for number, part in enumerate(parts):
        path = paths[number]
        yield oversight.page(
            path,
            "oversight_duty",
            title=found.title,
            description=oversight.site.texts.plain("oversight.duty_description", title=found.title),
            duty=found,
            bases=bases,
            parts_of=[(one, WAYS[one.way]) for one in found.parts_under(oversight.law.id)],
            types=AGENCY_TYPES,
            row=oversight.row(count),
            groups=_by_status(oversight, path, duty, part),
            index=oversight.site.urls.relative(path, oversight.site.urls.site(OVERSIGHT)),
            pages=[oversight.site.urls.relative(path, other) for other in paths],
            number=number + 1,
            statuses=SHOWN,
            labels=STATUSES,
            how=oversight.site.urls.relative(path, oversight.site.urls.site(HOW))
            + f"#{duty.lower()}",
        )


def list_pages(oversight: Oversight, name: str, tasks: Sequence[Task]) -> Iterator[Page]:
    """What is overdue, due soon or not there at all."""
    first = oversight.list_path(name)
    parts = divide(tasks, MOST_ROWS)
    paths = [first if n == 1 else f"{first}/{n}" for n in range(1, len(parts) + 1)]
    title, text = (oversight.site.texts[key] for key in LISTS[name])
    for number, part in enumerate(parts):
        path = paths[number]
        yield oversight.page(
            path,
            "oversight_list",
            title=title,
            description=text,
            rows=[
                (
                    oversight.agency_href(path, task.agency, task.duty),
                    oversight.agencies[task.agency].short_name,
                    AGENCY_TYPES[oversight.agencies[task.agency].type],
                    oversight.title_of(task.duty),
                    day_words(task.state.due),
                    task.state,
                )
                for task in part
            ],
            count=len(tasks),
            index=oversight.site.urls.relative(path, oversight.site.urls.site(OVERSIGHT)),
            pages=[oversight.site.urls.relative(path, other) for other in paths],
            number=number + 1,
        )


def how_page(oversight: Oversight) -> Page:
    """How each status comes about, from the packs."""
    path = oversight.site.urls.site(HOW)
    framework = oversight.site.framework
    return oversight.page(
        path,
        "oversight_how",
        title=oversight.site.texts["oversight.how_title"],
        description=oversight.site.texts["oversight.how_description"],
        law=oversight.law,
        duties=[
            (duty, [(part, WAYS[part.way]) for part in duty.parts])
            for duty in framework.obligations
        ],
        laws={law.id: law.full_name for law in framework.packs},
        extras=[
            (law, [(rule, [(p, WAYS[p.way]) for p in rule.parts]) for rule in law.extra_rules])
            for law in framework.supplements
        ],
        policy=oversight.site.place.freshness,
        statistics_days=oversight.site.place.statistics_days,
        labels=STATUSES,
        types=AGENCY_TYPES,
        index=""
        if oversight.site.urls.single is not None
        else oversight.site.urls.relative(path, oversight.site.urls.site(OVERSIGHT)),
    )


def _by_status(
    oversight: Oversight, path: str, duty: str, rows: Sequence[tuple[str, DutyState]]
) -> list[tuple[str, list[tuple[str, str, str, DutyState]]]]:
    """Rows by the words of their status: link, name, day, state."""
    groups: dict[str, list[tuple[str, str, str, DutyState]]] = {}
    for agency, state in rows:
        groups.setdefault(STATUSES[state.status], []).append(
            (
                oversight.agency_href(path, agency, duty),
                oversight.agencies[agency].short_name,
                day_words(state.due),
                state,
            )
        )
    return list(groups.items())


def day_words(iso: str) -> str:
    """A day as people write it; "" for none."""
    return vn_date(datetime.date.fromisoformat(iso)) if iso else ""
