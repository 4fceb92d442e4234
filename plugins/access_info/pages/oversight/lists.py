"""Lists of what is overdue, due soon or not begun, over all agencies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from access_info.assessment import DutyState
from access_info.assessment.province import DutyTask
from access_info.model.vocabularies import AGENCY_TYPES
from access_info.pages.oversight.context import OversightContext
from access_info.pages.oversight.duties import MOST_ROWS, day_words
from access_info.pages.rendering.page import Page
from access_info.pages.rendering.pagination import divide
from access_info.pages.rendering.paths import OVERSIGHT

SOON, ABSENT = "sap-den-han", "chua-co"
LISTS = {
    "qua-han": ("oversight.overdue", "oversight.overdue_text"),
    SOON: ("oversight.soon", "oversight.soon_text"),
    ABSENT: ("oversight.absent", "oversight.absent_text"),
}


def list_pages(context: OversightContext, name: str, tasks: Sequence[DutyTask]) -> Iterator[Page]:
    """Render one list of things to do: what is overdue, due soon or absent."""
    first = context.list_path(name)
    if name == ABSENT:
        tasks = _most_first(tasks)
    parts = divide(tasks, MOST_ROWS)
    paths = [first if n == 1 else f"{first}/{n}" for n in range(1, len(parts) + 1)]
    title, text = (context.site.texts[key] for key in LISTS[name])
    for number, part in enumerate(parts):
        path = paths[number]
        yield context.page(
            path,
            "oversight_list",
            title=title,
            description=text,
            coming=name == SOON,
            last_column=context.site.texts[
                "oversight.coming" if name == SOON else "standing.lacking_short"
            ],
            groups=[
                (
                    heading,
                    words,
                    _task_rows(context, path, part, extra=extra),
                    _by_agency(context, path, part, extra=extra) if name == ABSENT else [],
                )
                for extra, heading, words in _task_groups(context, tasks, title)
                if any(task.extra is extra for task in part)
            ],
            count=sum(not task.extra for task in tasks),
            extra=sum(task.extra for task in tasks),
            extra_law=context.extra_law,
            index=context.site.urls.relative(path, context.site.urls.site(OVERSIGHT)),
            pages=[context.site.urls.relative(path, other) for other in paths],
            number=number + 1,
        )


def _task_groups(
    context: OversightContext, tasks: Sequence[DutyTask], title: str
) -> Iterator[tuple[bool, str, str]]:
    """Yield two groups, duties and other laws' rules: whether extra, heading, caption."""
    texts = context.site.texts
    yield False, "", title
    agencies = len({task.agency for task in tasks if task.extra})
    bound = sum(
        any(rule in findings.extras for rule in context.rules)
        for findings in context.findings.values()
    )
    heading = texts.plain("oversight.extras", law=context.extra_law)
    yield True, heading, texts.plain("oversight.extra_agencies", count=agencies, of=bound)


def _task_rows(
    context: OversightContext, path: str, tasks: Sequence[DutyTask], *, extra: bool
) -> list[tuple[str, str, str, str, str, DutyState]]:
    """List rows of tasks: link, agency, its type, duty, day, state."""
    return [
        (
            context.agency_href(path, task.agency, task.duty),
            context.agencies[task.agency].short_name,
            AGENCY_TYPES[context.agencies[task.agency].type],
            context.title_of(task.duty),
            day_words(task.state.due),
            task.state,
        )
        for task in tasks
        if task.extra is extra
    ]


def _most_first(tasks: Sequence[DutyTask]) -> list[DutyTask]:
    """Sort tasks by agency, those with the most first; within one, as they were."""
    counts = Counter((task.extra, task.agency) for task in tasks)
    return sorted(
        tasks, key=lambda task: (task.extra, -counts[task.extra, task.agency], task.agency)
    )


def _by_agency(
    context: OversightContext, path: str, tasks: Sequence[DutyTask], *, extra: bool
) -> list[tuple[str, str, str, list[tuple[str, str, str]]]]:
    """Group tasks by agency: link, name, its type; link, words and day of each task."""
    groups: dict[str, list[DutyTask]] = {}
    for task in tasks:
        if task.extra is extra:
            groups.setdefault(task.agency, []).append(task)
    return [
        (
            context.agency_href(path, agency),
            context.agencies[agency].short_name,
            AGENCY_TYPES[context.agencies[agency].type],
            [
                (
                    context.agency_href(path, agency, task.duty),
                    context.absent_words(task.duty),
                    day_words(task.state.due),
                )
                for task in own
            ],
        )
        for agency, own in groups.items()
    ]
