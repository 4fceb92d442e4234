"""The contradictions between cells of a row, and between rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from access_info.imports.register import rules
from access_info.imports.register.columns import (
    ANSWERED,
    CHANNEL,
    DUE,
    EXTENDED,
    GROUND,
    NEW_DUE,
    NUMBER,
    RECEIVED,
    RESULT,
    VALID,
    RegisterColumn,
)
from access_info.imports.register.due_days import AnswerLimit, extension_limit, law_limit
from access_info.imports.register.law_words import Grounds, channels_of
from access_info.imports.register.requests import RegisteredRequest
from access_info.imports.register.table import RegisterTable
from access_info.imports.register.words import Result
from access_info.legal.framework import Framework
from access_info.model.types import vn_date
from access_info.problems import Problem, Rule

# Each day with those that cannot come after it; the first that does is named.
_ORDER = (
    (VALID, (RECEIVED,)),
    (DUE, (RECEIVED, VALID)),
    (EXTENDED, (RECEIVED, VALID)),
    (NEW_DUE, (EXTENDED,)),
    (ANSWERED, (RECEIVED, VALID, EXTENDED)),
)


class Judge:
    """The judge of a register's contradictions: each is a problem at the cell that must change."""

    def __init__(self, table: RegisterTable, framework: Framework) -> None:
        """Take a register's table, and the laws and calendar to judge it by.

        Args:
            table: Its table, which knows addresses.
            framework: The laws, with the jurisdiction's own days off.
        """
        self._table = table
        self._calendar = framework.calendar
        self._framework = framework
        self._grounds = Grounds(framework)
        self._channels = channels_of(framework)

    def problems(self, requests: Sequence[RegisteredRequest]) -> Iterator[Problem]:
        """Yield a problem for every contradiction of a register.

        Args:
            requests: One for each row of the table.
        """
        for request in requests:
            yield from self._lacking(request)
            yield from self._order(request)
            yield from self._extension(request)
            yield from self._result(request)
            yield from self._ground(request)
            yield from self._law(request)
        yield from self._numbers(requests)

    def _numbers(self, requests: Sequence[RegisteredRequest]) -> Iterator[Problem]:
        seen: dict[tuple[int, str], RegisteredRequest] = {}
        for row, request in zip(self._table.rows, requests, strict=True):
            number = row.values.get(NUMBER.name)
            # Numbers begin anew each year, so a register of two years holds each twice.
            if number is None or request.year is None:
                continue
            first = seen.setdefault((request.year, number), request)
            if first is not request:
                cell = self._table.address(first.line, NUMBER)
                yield self._at(rules.DOUBLE_NUMBER, request, NUMBER, first=cell)

    def _lacking(self, request: RegisteredRequest) -> Iterator[Problem]:
        if not request.has(RECEIVED):
            yield self._at(rules.NO_DAY, request, RECEIVED)
        if not request.has(CHANNEL):
            choices = ", ".join(self._channels.labels.values())
            yield self._at(rules.NO_CHANNEL, request, CHANNEL, fix=choices)

    def _order(self, request: RegisteredRequest) -> Iterator[Problem]:
        for later, earlier in _ORDER:
            for other in earlier:
                if self._is_before(request, later, other):
                    yield self._between(rules.DAYS_REVERSED, request, later, other)
                    break

    def _extension(self, request: RegisteredRequest) -> Iterator[Problem]:
        if request.has(NEW_DUE) and not request.has(EXTENDED):
            yield self._between(rules.EXTENSION_UNDATED, request, EXTENDED, NEW_DUE)
        if request.has(EXTENDED) and not request.has(NEW_DUE):
            yield self._between(rules.EXTENSION_UNBOUNDED, request, NEW_DUE, EXTENDED)
        if self._is_before(request, NEW_DUE, DUE):
            yield self._between(rules.NEW_DUE_EARLIER, request, NEW_DUE, DUE)

    def _result(self, request: RegisteredRequest) -> Iterator[Problem]:
        result = request.result
        if result is None:
            return
        if result.has_day and not request.has(ANSWERED):
            yield self._between(rules.RESULT_UNDATED, request, ANSWERED, RESULT)
        if result is Result.PENDING and request.has(ANSWERED):
            yield self._between(rules.DAY_WITHOUT_RESULT, request, RESULT, ANSWERED)

    def _ground(self, request: RegisteredRequest) -> Iterator[Problem]:
        result = request.result
        if result is Result.REFUSED and not request.has(GROUND):
            choices = self._grounds.choices(request.law)
            yield self._between(rules.NO_GROUND, request, GROUND, RESULT, fix=choices)
        # What is supplied in part is refused in part.
        may_have = {None, Result.REFUSED, Result.PARTIAL}
        if result not in may_have and request.has(GROUND):
            yield self._between(rules.GROUND_WITHOUT_REFUSAL, request, GROUND, RESULT)

    def _law(self, request: RegisteredRequest) -> Iterator[Problem]:
        """Yield a warning for what the law did not allow: no error, since it did happen."""
        latest = law_limit(request, self._calendar)
        yield from self._beyond(rules.DUE_BEYOND_LAW, request, DUE, latest)
        longest = extension_limit(request, self._calendar)
        yield from self._beyond(rules.EXTENSION_TOO_LONG, request, NEW_DUE, longest)
        due = request.day(DUE) or (latest.day if latest is not None else None)
        extended = request.day(EXTENDED)
        if due is not None and extended is not None and due < extended:
            days = {"day": vn_date(extended), "other_day": vn_date(due)}
            yield self._at(rules.EXTENDED_LATE, request, EXTENDED, **days)
        ground, law, received = request.ground, request.law, request.day(RECEIVED)
        if ground is None or law is None or received is None or ground.law == law.id:
            return
        other = self._framework.pack(ground.law)
        yield self._at(
            rules.GROUND_OF_OTHER_LAW,
            request,
            GROUND,
            other=other.number if other is not None else ground.law,
            law=law.number,
            day=vn_date(received),
            fix=self._grounds.choices(law),
        )

    def _beyond(
        self,
        rule: Rule,
        request: RegisteredRequest,
        column: RegisterColumn,
        limit: AnswerLimit | None,
    ) -> Iterator[Problem]:
        day = request.day(column)
        if limit is not None and day is not None and limit.day < day:
            latest = vn_date(limit.day)
            values = {"day": vn_date(day), "latest": latest, "citation": limit.citation}
            yield self._at(rule, request, column, **values)

    def _is_before(
        self, request: RegisteredRequest, column: RegisterColumn, other: RegisterColumn
    ) -> bool:
        day, other_day = request.day(column), request.day(other)
        return day is not None and other_day is not None and day < other_day

    def _between(
        self,
        rule: Rule,
        request: RegisteredRequest,
        column: RegisterColumn,
        other: RegisterColumn,
        **values: object,
    ) -> Problem:
        """Make a problem at one cell that another cell of the row makes wrong."""
        day, other_day = request.day(column), request.day(other)
        return self._at(
            rule,
            request,
            column,
            other=other.short.lower(),
            other_cell=self._table.address(request.line, other),
            day=vn_date(day) if day is not None else "",
            other_day=vn_date(other_day) if other_day is not None else "",
            **values,
        )

    def _at(
        self, rule: Rule, request: RegisteredRequest, column: RegisterColumn, **values: object
    ) -> Problem:
        cell = self._table.address(request.line, column)
        place = self._table.location(request.line, column)
        return rule.at(place, cell=cell, column=column.short.lower(), **values)
