"""Dated results of the link check, which requests every web address in the data.

One failure proves little: a server may be down for an hour. So a link counts as dead only when it was
dead on two days, with no good reply between them; each result carries that count on from the one
before, and pages need the newest result alone. The format is stable: fields are only ever added.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path

import pydantic

from access_info.assessment.findings import dated_bytes, read_dated
from access_info.loading.rules import BAD_LINK_RESULT
from access_info.problems import Problem

FORMAT = 1
# Days on which a link must have been dead before pages say so.
_MIN_DEAD_DAYS = 2


class LinkState(StrEnum):
    """What the reply of its server says of an address."""

    ALIVE = "song"
    DEAD = "hong"
    CERTIFICATE = "chung-thu"
    UNKNOWN = "khong-ro"
    SKIPPED = "bo-qua"


class LinkAnswer(pydantic.BaseModel):
    """The server's reply at one address, with the dead days counted so far."""

    model_config = pydantic.ConfigDict(frozen=True, extra="ignore")

    state: LinkState
    code: int | None = pydantic.Field(default=None, description="HTTP status, if there was one.")
    reason: str = pydantic.Field(default="", description="In words, Vietnamese.")
    moved: str = pydantic.Field(default="", description="Where it leads for good (301, 308).")
    since: datetime.date | None = pydantic.Field(
        default=None, description="First day of being dead without a good answer since."
    )
    times: int = pydantic.Field(default=0, description="Days on which it was found dead since.")

    @property
    def is_proven_dead(self) -> bool:
        """Whether the link was dead on enough days for pages to call it dead."""
        return self.since is not None and self.times >= _MIN_DEAD_DAYS


class LinkResult(pydantic.BaseModel):
    """The replies at all addresses of a jurisdiction on one day; an address not listed works."""

    model_config = pydantic.ConfigDict(frozen=True, extra="ignore")

    format: int = FORMAT
    checked: datetime.date
    count: int = pydantic.Field(default=0, description="How many addresses were asked.")
    links: dict[str, LinkAnswer] = pydantic.Field(default_factory=dict)
    agencies: dict[str, list[str]] = pydantic.Field(
        default_factory=dict, description="Folder name → which of these addresses it names."
    )

    def dead(self, agency: str) -> dict[str, datetime.date]:
        """Return an agency's addresses that are proven dead → the first day on which each was dead."""
        days = {}
        for address in self.agencies.get(agency, ()):
            answer = self.links.get(address)
            if answer is not None and answer.is_proven_dead and answer.since is not None:
                days[address] = answer.since
        return days


def link_result(
    checked: datetime.date,
    answers: Mapping[str, LinkAnswer],
    agencies: Mapping[str, Iterable[str]],
    *,
    before: LinkResult | None,
) -> LinkResult:
    """Return the result of a day, with dead days counted on from the day before.

    Links that work are left out, unless they lead to a new address for good.

    Args:
        checked: The day.
        answers: The server's reply by address.
        agencies: The addresses that each agency names.
        before: The newest result of an earlier day, if there is one.
    """
    links = {
        address: _with_dead_days(answer, before.links.get(address) if before else None, checked)
        for address, answer in sorted(answers.items())
    }
    reported = {
        address: answer
        for address, answer in links.items()
        if (answer.state not in {LinkState.ALIVE, LinkState.SKIPPED}) or answer.moved
    }
    return LinkResult(
        checked=checked,
        count=sum(answer.state is not LinkState.SKIPPED for answer in links.values()),
        links=reported,
        agencies={
            agency: mine
            for agency, addresses in sorted(agencies.items())
            if (mine := sorted(reported.keys() & set(addresses)))
        },
    )


def _with_dead_days(now: LinkAnswer, before: LinkAnswer | None, day: datetime.date) -> LinkAnswer:
    """Return a reply with the count of dead days carried on.

    A dead link adds a day; an unclear reply keeps the count as it was; any other starts anew, a bad
    certificate too, since the server is there.
    """
    since = before.since if before else None
    times = before.times if before else 0
    if now.state is LinkState.DEAD:
        return now.model_copy(update={"since": since or day, "times": times + 1})
    if now.state is LinkState.UNKNOWN:
        return now.model_copy(update={"since": since, "times": times})
    return now


def link_result_bytes(result: LinkResult) -> bytes:
    """Return a result as the bytes of a JSON file; equal results give equal bytes."""
    data = result.model_dump(mode="json", exclude_defaults=True)
    return dated_bytes({"format": FORMAT, **data})


def read_link_results(folder: Path | None) -> tuple[tuple[LinkResult, ...], list[Problem]]:
    """Return the results in a folder, the oldest first, with a warning for each unreadable one."""
    return read_dated(
        folder, LinkResult, day=lambda result: result.checked, otherwise=BAD_LINK_RESULT
    )
