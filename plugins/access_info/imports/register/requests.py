"""Rows of a register → requests, each cell judged alone."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator, Mapping

from access_info.imports.register import rules
from access_info.imports.register.cells import MOST_COST
from access_info.imports.register.columns import (
    CHANNEL,
    COLUMNS,
    COMPLAINT,
    COST,
    GROUND,
    KIND,
    LAWSUIT,
    RECEIVED,
    RESULT,
    RegisterColumn,
)
from access_info.imports.register.law_words import Ground, Grounds, channels_of
from access_info.imports.register.table import RegisterRow, RegisterTable
from access_info.imports.register.words import (
    ANSWERS,
    KINDS,
    RESULTS,
    ReceptionChannel,
    Result,
    Vocabulary,
    Workload,
    YesOrNo,
)
from access_info.legal.framework import Framework
from access_info.legal.packs import LawPack
from access_info.model.types import vn_date
from access_info.problems import Problem, Rule


@dataclasses.dataclass(frozen=True, kw_only=True)
class RegisteredRequest:
    """One request, as far as its row could be understood; nothing of it is as it was typed.

    Attributes:
        line: Number of its row in the sheet.
        filled: Names of the columns in which anything stands, be it understood or not.
        law: The law that governs it, by the day of receipt.
        days: Days by name of their column, those that are days.
        channel: How it came.
        kind: How much work it was said to be.
        result: What became of it; `PENDING` while nothing is written.
        ground: Why it was refused.
        cost: What was paid, in đồng.
        complaint: Whether there was a complaint.
        lawsuit: Whether there was a lawsuit.
    """

    line: int
    filled: frozenset[str]
    law: LawPack | None
    days: Mapping[str, datetime.date]
    channel: ReceptionChannel | None
    kind: Workload | None
    result: Result | None
    ground: Ground | None
    cost: int
    complaint: bool
    lawsuit: bool

    def day(self, column: RegisterColumn) -> datetime.date | None:
        """Return the day that a column of the row holds, or `None` if it holds none."""
        return self.days.get(column.name)

    def has(self, column: RegisterColumn) -> bool:
        """Tell whether anything stands in a column of the row, be it understood or not."""
        return column.name in self.filled

    @property
    def year(self) -> int | None:
        """The year that it counts in: that of its receipt."""
        received = self.day(RECEIVED)
        return received.year if received is not None else None


class RequestReader:
    """The reader of a register's requests, which gathers what is wrong in single cells.

    Attributes:
        problems: What was wrong.
    """

    def __init__(self, table: RegisterTable, framework: Framework, as_of: datetime.date) -> None:
        """Take a register's table, and the laws and day to read it by.

        Args:
            table: Its table.
            framework: The laws, for channels and grounds of refusal.
            as_of: Nothing can have happened after this day.
        """
        self.problems: list[Problem] = []
        self._table = table
        self._framework = framework
        self._as_of = as_of
        self._grounds = Grounds(framework)
        self._channels = channels_of(framework)

    def requests(self) -> Iterator[RegisteredRequest]:
        """Yield every request, in order, and note in `problems` what is wrong in its cells."""
        for row in self._table.rows:
            self._faults(row)
            yield self._request(row)

    def _request(self, row: RegisterRow) -> RegisteredRequest:
        days = dict(self._days(row))
        received = days.get(RECEIVED.name)
        law = self._framework.for_request(received) if received is not None else None
        channel = self._word(row, CHANNEL, self._channels)
        kind = self._word(row, KIND, KINDS)
        result = self._word(row, RESULT, RESULTS)
        if RESULT.name not in row.filled:
            result = Result.PENDING
        return RegisteredRequest(
            line=row.line,
            filled=row.filled,
            law=law,
            days=days,
            channel=ReceptionChannel(channel) if channel else None,
            kind=Workload(kind) if kind else None,
            result=Result(result) if result else None,
            ground=self._ground(row, law),
            cost=self._cost(row),
            complaint=self._word(row, COMPLAINT, ANSWERS) == YesOrNo.YES,
            lawsuit=self._word(row, LAWSUIT, ANSWERS) == YesOrNo.YES,
        )

    def _faults(self, row: RegisterRow) -> None:
        for column in COLUMNS:
            if column.is_read and column.name in row.faults:
                self._tell(rules.FORMULA_ERROR, row, column)

    def _days(self, row: RegisterRow) -> Iterator[tuple[str, datetime.date]]:
        for column in COLUMNS:
            if column.shape != "day" or column.name not in row.values:
                continue
            typed = row.values[column.name]
            if typed is None:
                self._tell(rules.NOT_A_DAY, row, column)
                continue
            day = datetime.date.fromisoformat(typed)
            if column.past and day > self._as_of:
                today = vn_date(self._as_of)
                self._tell(rules.FUTURE_DAY, row, column, day=vn_date(day), today=today)
            yield column.name, day

    def _word(self, row: RegisterRow, column: RegisterColumn, known: Vocabulary) -> str | None:
        if column.name not in row.values:
            return None
        code: str | None
        code, near = row.values[column.name]
        if code is None:
            hint = f" Có phải ý bạn là “{near}”?" if near else ""
            choices = ", ".join(known.labels.values())
            self._tell(rules.UNKNOWN_WORD, row, column, hint=hint, fix=choices)
        return code

    def _ground(self, row: RegisterRow, law: LawPack | None) -> Ground | None:
        if GROUND.name not in row.values:
            return None
        ground = self._grounds.find(" ".join(row.values[GROUND.name]), law)
        if ground is None:
            self._tell(rules.UNKNOWN_GROUND, row, GROUND, fix=self._grounds.choices(law))
        return ground

    def _cost(self, row: RegisterRow) -> int:
        if COST.name not in row.values:
            return 0
        cost: int | None = row.values[COST.name]
        if cost is None:
            most = f"{MOST_COST:,}".replace(",", ".")
            self._tell(rules.NOT_A_COST, row, COST, most=most)
        return cost or 0

    def _tell(self, rule: Rule, row: RegisterRow, column: RegisterColumn, **values: object) -> None:
        cell = self._table.address(row.line, column)
        place = self._table.location(row.line, column)
        self.problems.append(rule.at(place, cell=cell, column=column.short, **values))
