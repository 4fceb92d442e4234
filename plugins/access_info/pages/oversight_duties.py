"""A page for each duty, lists of what to do, and how each status comes about."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from access_info.assessment import STATUSES, DutyState, Status
from access_info.assessment.province import DutyCount, Task
from access_info.legal.duties import Obligation
from access_info.legal.vocabularies import BASIS_STATUSES, WAYS
from access_info.model.dates import vn_date
from access_info.model.vocabularies import AGENCY_TYPES
from access_info.pages.compliance_page import HOW, OVERSIGHT, SHOWN
from access_info.pages.marks import Marks
from access_info.pages.page import Page
from access_info.pages.site_pages import divide

if TYPE_CHECKING:
    from access_info.pages.oversight import Oversight

MOST_ROWS = 300
_MOST_REASONS = 5
_ITEM = re.compile(r"mục (\d+)")
SOON = "sap-den-han"
LISTS = {
    "qua-han": ("oversight.overdue", "oversight.overdue_text"),
    SOON: ("oversight.soon", "oversight.soon_text"),
    "chua-co": ("oversight.absent", "oversight.absent_text"),
}


def duty_pages(oversight: Oversight, count: DutyCount) -> Iterator[Page]:
    """Who must do it, on what ground, and how each agency stands."""
    duty = count.duty
    obligation = oversight.site.framework.obligation(duty)
    if obligation is None:
        return
    bases = [
        (law, basis, BASIS_STATUSES[basis.status], Marks(law, oversight.site.texts)(basis))
        for law in reversed(oversight.site.framework.packs)
        for basis in law.obligation_bases
        if basis.id == duty
    ]
    yield from _pages_of(
        oversight,
        count,
        bases=bases,
        parts_of=[part.title for part in obligation.parts_under(oversight.law.id)],
        who=[AGENCY_TYPES.get(type_, "") for type_ in obligation.binds],
        reason=obligation.reason,
        answers=_answers(oversight, obligation),
        how=duty.lower(),
    )


def rule_pages(oversight: Oversight, count: DutyCount) -> Iterator[Page]:
    """Who must follow, and how each agency stands, of a rule that another law lays on some types of agency."""
    law, rule = oversight.rules[count.duty]
    yield from _pages_of(
        oversight,
        count,
        bases=[(law, rule, "", Marks(law, oversight.site.texts)(rule))],
        parts_of=[part.title for part in rule.parts],
        who=[AGENCY_TYPES[scope.type] for scope in law.scope],
        reason="",
        answers="",
        how=law.slug,
    )


def _pages_of(
    oversight: Oversight, count: DutyCount, *, how: str, **shown: object
) -> Iterator[Page]:
    """Pages of a duty or rule, agencies by how they stand.

    Args:
        oversight: What all pages need.
        count: How it stands over agencies.
        how: Element on the page that explains statuses.
        shown: What only the template asks for.
    """
    duty = count.duty
    title = oversight.title_of(duty)
    states = [(agency, findings.state(duty)) for agency, findings in oversight.findings.items()]
    rows = [
        (agency, state)
        for status in SHOWN
        for agency, state in states
        if state is not None and state.status == status
    ]
    first = oversight.duty_path(duty)
    parts = divide(rows, MOST_ROWS)
    paths = [first if n == 1 else f"{first}/{n}" for n in range(1, len(parts) + 1)]
    for number, part in enumerate(parts):
        path = paths[number]
        yield oversight.page(
            path,
            "oversight_duty",
            title=title,
            description=oversight.site.texts.plain("oversight.duty_description", title=title),
            row=oversight.row(count),
            reasons=_reasons([state for _, state in states if state is not None]),
            picture=oversight.history.picture(duty),
            points=oversight.history.points(duty) if oversight.history.before else [],
            breaks=list(oversight.history.words(duty)),
            groups=_by_status(oversight, path, duty, part),
            index=oversight.site.urls.relative(path, oversight.site.urls.site(OVERSIGHT)),
            pages=[oversight.site.urls.relative(path, other) for other in paths],
            number=number + 1,
            statuses=SHOWN,
            labels=STATUSES,
            how=oversight.site.urls.relative(path, oversight.site.urls.site(HOW)) + f"#{how}",
            **shown,
        )


def _reasons(states: Iterable[DutyState]) -> list[tuple[str, int]]:
    """Why the duty does not apply, with the number of agencies, the most frequent reasons first."""
    reasons = Counter(
        state.reason
        for state in states
        if state.status == Status.NOT_APPLICABLE.value and state.reason
    )
    return reasons.most_common(_MOST_REASONS)


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
            coming=name == SOON,
            last_column=oversight.site.texts[
                "oversight.coming" if name == SOON else "standing.lacking_short"
            ],
            groups=[
                (heading, words, _task_rows(oversight, path, part, extra=extra))
                for extra, heading, words in _task_groups(oversight, tasks, title)
                if any(task.extra is extra for task in part)
            ],
            count=sum(not task.extra for task in tasks),
            extra=sum(task.extra for task in tasks),
            extra_law=oversight.extra_law,
            index=oversight.site.urls.relative(path, oversight.site.urls.site(OVERSIGHT)),
            pages=[oversight.site.urls.relative(path, other) for other in paths],
            number=number + 1,
        )


def _task_groups(
    oversight: Oversight, tasks: Sequence[Task], title: str
) -> Iterator[tuple[bool, str, str]]:
    """Duties, and under a heading of their own the rules of other laws: heading, caption."""
    texts = oversight.site.texts
    yield False, "", title
    agencies = len({task.agency for task in tasks if task.extra})
    bound = sum(
        any(rule in findings.extras for rule in oversight.rules)
        for findings in oversight.findings.values()
    )
    heading = texts.plain("oversight.extras", law=oversight.extra_law)
    yield True, heading, texts.plain("oversight.extra_agencies", count=agencies, of=bound)


def _task_rows(
    oversight: Oversight, path: str, tasks: Sequence[Task], *, extra: bool
) -> list[tuple[str, str, str, str, str, DutyState]]:
    """Link, agency, its type, duty, day, state."""
    return [
        (
            oversight.agency_href(path, task.agency, task.duty),
            oversight.agencies[task.agency].short_name,
            AGENCY_TYPES[oversight.agencies[task.agency].type],
            oversight.title_of(task.duty),
            day_words(task.state.due),
            task.state,
        )
        for task in tasks
        if task.extra is extra
    ]


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
            (duty, [(part, WAYS[part.way]) for part in duty.parts], _answers(oversight, duty))
            for duty in framework.obligations
        ],
        letter=framework.letter or "",
        letter_items=_letter_items(framework.obligations),
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


def _answers(oversight: Oversight, duty: Obligation) -> str:
    """Which items of the official letter the duty answers, in words."""
    letter = oversight.site.framework.letter
    if not letter or not duty.letter_items:
        return ""
    return oversight.site.texts.plain("oversight.answers", items=duty.letter_items, letter=letter)


def _letter_items(duties: Iterable[Obligation]) -> list[tuple[str, list[Obligation]]]:
    """Numbered items of the official letter with the duties that answer them."""
    answering: dict[str, list[Obligation]] = {}
    for duty in duties:
        for number in dict.fromkeys(_ITEM.findall(duty.letter_items or "")):
            answering.setdefault(number, []).append(duty)
    return sorted(answering.items(), key=lambda item: int(item[0]))


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
