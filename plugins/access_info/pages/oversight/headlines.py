"""What the overview says first: four numbers, and what became better or worse."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence

from access_info.assessment import STATUSES, Status
from access_info.assessment.province import DutyTask, status_changes
from access_info.model.types import vn_date
from access_info.pages.agency.compliance import SHOWN
from access_info.pages.oversight.context import OversightContext
from access_info.pages.oversight.duties import day_words
from access_info.pages.oversight.history import MOST_CHANGES, History
from access_info.pages.oversight.lists import SOON
from access_info.pages.rendering.environment import vn_number
from access_info.pages.rendering.paths import MATRIX


@dataclasses.dataclass(frozen=True, slots=True)
class Headline:
    """A number to be read from far away.

    Attributes:
        look: Its state, as `parts/look.html.jinja` names them.
        href: Where the things that it counts are listed.
        number: How many, as written.
        words: What it counts.
        more: Where, by when, and how it has changed.
    """

    look: str
    href: str
    number: str
    words: str
    more: str


def headlines(
    context: OversightContext,
    history: History,
    tasks: Mapping[str, Sequence[DutyTask]],
    path: str,
) -> list[Headline]:
    """Count what is overdue, absent, due soon and met, rules of other laws left out.

    Args:
        context: What all pages of the overview rest on.
        history: How duties stood on earlier days.
        tasks: What must be done, by list.
        path: Logical path of the page.
    """
    texts, urls = context.site.texts, context.site.urls
    found = []
    for name, look, status in (
        ("qua-han", "late", Status.OVERDUE),
        ("chua-co", "miss", Status.ABSENT),
        (SOON, "soon", None),
    ):
        own = [task for task in tasks[name] if not task.extra]
        more = []
        if own and status is None:
            more.append(
                texts.plain(
                    "oversight.earliest", date=day_words(min(task.state.due for task in own))
                )
            )
        elif own:
            count = vn_number(len({task.agency for task in own}))
            more.append(texts.plain("oversight.at_agencies", count=count))
        if status is not None:
            more.append(_change(context, history, status, len(own)))
        found.append(
            Headline(
                look,
                urls.relative(path, context.list_path(name)),
                vn_number(len(own)),
                texts[f"oversight.stat_{look}"],
                " · ".join(filter(None, more)),
            )
        )
    met = sum(count.count(Status.MET) for count in context.duties)
    of = sum(count.applies for count in context.duties)
    more = [
        texts.plain("oversight.of_all", count=vn_number(of)),
        _change(context, history, Status.MET, met),
    ]
    found.append(
        Headline(
            "good",
            urls.relative(path, urls.site(MATRIX)),
            vn_number(met),
            STATUSES[Status.MET],
            " · ".join(filter(None, more)),
        )
    )
    return found


def _change(context: OversightContext, history: History, status: str, now: int) -> str:
    """Say how a number has changed since the last earlier day; "" under another law, or none."""
    before = history.before
    if before is None or before.law != context.law.id:
        return ""
    was = sum(
        state == status for agency in before.agencies.values() for state in agency.duties.values()
    )
    key = "more" if now > was else "fewer" if now < was else "same"
    return context.site.texts.plain(
        f"oversight.{key}_than", count=vn_number(abs(now - was)), date=vn_date(before.as_of)
    )


@dataclasses.dataclass(frozen=True, slots=True)
class AlikeChange:
    """What happened to one duty, alike at some agencies.

    Attributes:
        duty: Its title.
        href: Its page.
        words: From which state to which.
        agencies: Link and short name of each.
        more: How many further agencies there are.
    """

    duty: str
    href: str
    words: str
    agencies: tuple[tuple[str, str], ...]
    more: int


def changes(
    context: OversightContext, history: History, path: str
) -> Iterator[tuple[str, str, int, list[AlikeChange]]]:
    """Group what changed since the last earlier day: id, heading, how many, changes by duty.

    Args:
        context: What all pages of the overview rest on.
        history: How duties stood on earlier days.
        path: Logical path of the page.
    """
    if history.before is None:
        return
    kinds: dict[str, dict[tuple[str, str, str], list[str]]] = {}
    for agency, duty, was, now in status_changes(history.before, context.findings):
        kind = kinds.setdefault(_kind(was, now), {})
        kind.setdefault((duty, was, now), []).append(agency)
    texts, urls = context.site.texts, context.site.urls
    for name in ("tot-len", "xau-di", "khac"):
        shown = [
            AlikeChange(
                context.title_of(duty),
                urls.relative(path, context.duty_path(duty)),
                texts.plain("oversight.from_to", was=STATUSES.get(was, was), now=STATUSES[now]),
                tuple(
                    (context.agency_href(path, agency, duty), context.agencies[agency].short_name)
                    for agency in agencies[:MOST_CHANGES]
                ),
                max(0, len(agencies) - MOST_CHANGES),
            )
            for (duty, was, now), agencies in kinds.get(name, {}).items()
        ]
        if shown:
            count = sum(len(change.agencies) + change.more for change in shown)
            yield name, texts[f"oversight.{_KEYS[name]}"], count, shown


_KEYS = {"tot-len": "better", "xau-di": "worse", "khac": "otherwise"}


def _kind(was: str, now: str) -> str:
    """Tell whether a duty is met better, worse, or can not be compared."""
    if was not in SHOWN or now not in SHOWN:
        return "khac"
    return "tot-len" if SHOWN.index(now) < SHOWN.index(was) else "xau-di"
