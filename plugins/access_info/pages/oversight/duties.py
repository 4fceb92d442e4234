"""A page for each duty, lists of what to do, and how each status comes about."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from access_info.assessment import OPEN, STATUSES, DutyState, Status
from access_info.assessment.province import DutyCount
from access_info.legal.packs import Obligation
from access_info.legal.provisions import DutyPart
from access_info.legal.vocabularies import WAYS
from access_info.model.types import vn_date
from access_info.model.vocabularies import AGENCY_TYPES
from access_info.pages.agency.compliance import SHOWN
from access_info.pages.oversight.context import OversightContext
from access_info.pages.oversight.drawn import agency_states, duty_bar, duty_line
from access_info.pages.oversight.history import History
from access_info.pages.oversight.papers import is_asked_for, letter_href
from access_info.pages.rendering.page import Page
from access_info.pages.rendering.pagination import divide
from access_info.pages.rendering.paths import ACCURACY, HOW, OVERSIGHT

MOST_ROWS = 300
# A duty that no law read so far lays down.
UNSURE = frozenset({"chua-xac-minh", "thay-doi"})
_MOST_REASONS = 5
_ITEM = re.compile(r"mục (\d+)")


def duty_pages(context: OversightContext, history: History, count: DutyCount) -> Iterator[Page]:
    """Render a duty's pages: who must do it, on what ground, how each agency meets it."""
    duty = count.duty
    obligation = context.site.framework.obligation(duty)
    if obligation is None:
        return
    bases = [
        (law, basis, basis.status in UNSURE or bool(law.mark(basis)))
        for law in reversed(context.site.framework.packs)
        for basis in law.obligation_bases
        if basis.id == duty
    ]
    yield from _pages_of(
        context,
        history,
        count,
        bases=bases,
        parts_of=[part.title for part in obligation.parts_under(context.law.id)],
        who=[AGENCY_TYPES.get(type_, "") for type_ in obligation.binds],
        reason=obligation.reason,
        answers=_answers(context, obligation),
        how=duty.lower(),
    )


def rule_pages(context: OversightContext, history: History, count: DutyCount) -> Iterator[Page]:
    """Render the pages of a rule of another law: who must follow it, how each agency does."""
    law, rule = context.rules[count.duty]
    yield from _pages_of(
        context,
        history,
        count,
        bases=[(law, rule, bool(law.mark(rule)))],
        parts_of=[part.title for part in rule.parts],
        who=[AGENCY_TYPES[scope.type] for scope in law.scope],
        reason="",
        answers="",
        how=law.slug,
    )


def _pages_of(
    context: OversightContext, history: History, count: DutyCount, *, how: str, **shown: object
) -> Iterator[Page]:
    """Render the pages of a duty or rule, agencies grouped by status.

    Args:
        context: What all pages need.
        history: How duties stood on earlier days.
        count: How many agencies have each status.
        how: Element on the page that explains statuses.
        shown: What only the template asks for.
    """
    duty = count.duty
    title = context.title_of(duty)
    states = [(agency, findings.state(duty)) for agency, findings in context.findings.items()]
    rows = [
        (agency, state)
        for status in reversed(SHOWN)
        for agency, state in states
        if state is not None and state.status == status
    ]
    first = context.duty_path(duty)
    parts = divide(rows, MOST_ROWS)
    paths = [first if n == 1 else f"{first}/{n}" for n in range(1, len(parts) + 1)]
    for number, part in enumerate(parts):
        path = paths[number]
        yield context.page(
            path,
            "oversight_duty",
            title=title,
            description=context.site.texts.plain("oversight.duty_description", title=title),
            row=context.row(count),
            reasons=_reasons([state for _, state in states if state is not None]),
            result=duty_bar(context, count),
            trend=duty_line(context, history, duty),
            states=agency_states(context, path, duty) if not number else None,
            points=history.points(duty) if history.before else [],
            breaks=list(history.words(duty)),
            groups=_by_status(context, path, duty, part),
            index=context.site.urls.relative(path, context.site.urls.site(OVERSIGHT)),
            pages=[context.site.urls.relative(path, other) for other in paths],
            number=number + 1,
            statuses=SHOWN,
            labels=STATUSES,
            how=context.site.urls.relative(path, context.site.urls.site(HOW)) + f"#{how}",
            accuracy=context.site.urls.relative(path, context.site.urls.site(ACCURACY)),
            **shown,
        )


def _reasons(states: Iterable[DutyState]) -> list[tuple[str, int]]:
    """Count agencies by reason why the duty does not apply, the most frequent first."""
    reasons = Counter(
        state.reason
        for state in states
        if state.status == Status.NOT_APPLICABLE.value and state.reason
    )
    return reasons.most_common(_MOST_REASONS)


def how_page(context: OversightContext) -> Page:
    """Render the page that says, from the law packs, how each status comes about."""
    path = context.site.urls.site(HOW)
    framework = context.site.framework
    return context.page(
        path,
        "oversight_how",
        title=context.site.texts["oversight.how_title"],
        description=context.site.texts["oversight.how_description"],
        law=context.law,
        duties=[
            (duty, _ways(duty.parts), _answers(context, duty)) for duty in framework.obligations
        ],
        letter=_compared_letter(context),
        letter_items=_letter_items(framework.obligations),
        laws={law.id: law.full_name for law in framework.packs},
        extras=[
            (law, [(rule, _ways(rule.parts)) for rule in law.extra_rules])
            for law in framework.supplements
        ],
        policy=context.site.place.freshness,
        statistics_days=context.site.place.statistics_days,
        labels=STATUSES,
        types=AGENCY_TYPES,
        index=""
        if context.site.urls.single is not None
        else context.site.urls.relative(path, context.site.urls.site(OVERSIGHT)),
    )


def _ways(parts: Sequence[DutyPart]) -> list[tuple[str, tuple[str, ...], list[str]]]:
    """Group parts judged alike: when they are met, under which laws alone, their titles."""
    groups: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for part in parts:
        groups.setdefault((WAYS[part.way], tuple(part.laws)), []).append(part.title)
    return [(way, laws, titles) for (way, laws), titles in groups.items()]


def _answers(context: OversightContext, duty: Obligation) -> str:
    """Say which items of the official letter a duty answers; "" for none."""
    letter = _compared_letter(context)
    if not letter or not duty.letter_items:
        return ""
    return context.site.texts.plain("oversight.answers", items=duty.letter_items, letter=letter)


def _compared_letter(context: OversightContext) -> str:
    """Name the jurisdiction's own letter whose items the duties answer; "" where it names none."""
    papers = context.site.place.papers
    return (papers.compared if papers else None) or ""


def _letter_items(duties: Iterable[Obligation]) -> list[tuple[str, list[Obligation]]]:
    """Pair the numbered items of the official letter with the duties that answer them."""
    answering: dict[str, list[Obligation]] = {}
    for duty in duties:
        for number in dict.fromkeys(_ITEM.findall(duty.letter_items or "")):
            answering.setdefault(number, []).append(duty)
    return sorted(answering.items(), key=lambda item: int(item[0]))


def _by_status(
    context: OversightContext, path: str, duty: str, rows: Sequence[tuple[str, DutyState]]
) -> list[tuple[str, str, list[tuple[str, str, str, DutyState, str]]]]:
    """Group agencies by status, the worst first: status, its words, agencies.

    Each agency: link, name, day, state, link to a letter.
    """
    asked = is_asked_for(context, duty)
    groups: dict[str, list[tuple[str, str, str, DutyState, str]]] = {}
    for agency, state in rows:
        groups.setdefault(state.status, []).append(
            (
                context.agency_href(path, agency, duty),
                context.agencies[agency].short_name,
                day_words(state.due),
                state,
                letter_href(context, path, agency) if asked and state.status in OPEN else "",
            )
        )
    return [(status, STATUSES[status], members) for status, members in groups.items()]


def day_words(iso: str) -> str:
    """Write an ISO day as people do; "" for none."""
    return vn_date(datetime.date.fromisoformat(iso)) if iso else ""
