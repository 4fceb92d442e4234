"""Read a register of requests: its file → requests, and the problems of its cells and rows.

Each cell is judged alone, then against the others of its row and against other rows.
"""

from __future__ import annotations

import dataclasses
import datetime
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from access_info.imports.register import rules
from access_info.imports.register.columns import (
    ANSWERED,
    CHANNEL,
    COLUMNS,
    COMPLAINT,
    COST,
    DUE,
    EXTENDED,
    GROUND,
    KIND,
    LAWSUIT,
    NEW_DUE,
    NUMBER,
    RECEIVED,
    RESULT,
    VALID,
    ReceptionChannel,
    Result,
    Workload,
    vocabularies,
)
from access_info.imports.register.table import MAX_COST, RegisterColumn, RegisterRow, RegisterTable
from access_info.legal.answers import EXTENSION
from access_info.legal.calendar import Calendar, last_day
from access_info.legal.framework import Framework
from access_info.legal.packs import LawPack, RefusalGround
from access_info.model.types import vn_date
from access_info.office_files import refusal
from access_info.office_files.limits import LIMITS, MEGABYTE, Purpose
from access_info.office_files.sandbox import Failure, ask_child, overrun
from access_info.problems import Location, Problem, Rule, in_order, rules_of

# Words of the register that the laws give: channels of reception, grounds of refusal.

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


@dataclasses.dataclass(frozen=True)
class Ground:
    """A ground on which a law lets an agency refuse a request.

    Attributes:
        law: Id of the law.
        key: The name of the ground in a year's file: its id, with the law's id where several laws have it.
        ground: The law's provision.
    """

    law: str
    key: str
    ground: RefusalGround

    @property
    def label(self) -> str:
        """The choice in the drop-down list: the key and the first words of the provision."""
        return f"{self.key} – {self.ground.title.partition(',')[0]}"


class Grounds:
    """The grounds of refusal of all laws, the newest law's first.

    Attributes:
        all: Every ground.
    """

    def __init__(self, framework: Framework) -> None:
        """Gather the grounds of refusal from the laws."""
        self.all = tuple(
            Ground(pack.id, _key_of(framework, pack, ground), ground)
            for pack in reversed(framework.packs)
            for ground in pack.refusal_grounds
        )
        self._framework = framework
        # An id is compared as typed, never without accents: points “đ” and “d” differ.
        self._by_id = {(entry.law, entry.ground.id): entry for entry in self.all}

    def find(self, value: object, law: LawPack | None) -> Ground | None:
        """Return the ground that a cell names by its id; `None` if it names none or several.

        Args:
            value: The cell's content.
            law: The law that governs the request; an id that several laws have means this law's ground.
        """
        if not isinstance(value, str):
            return None
        named = {
            ground.key: ground
            for word in _WORD.findall(value)
            if (ground := self._named(word, law)) is not None
        }
        return next(iter(named.values())) if len(named) == 1 else None

    @property
    def ids(self) -> list[str]:
        """Every id that a clerk may type, in lower case, with and without the law's prefix."""
        ids = {entry.ground.id for entry in self.all}
        ids |= {f"{entry.law}-{entry.ground.id}" for entry in self.all}
        return sorted(unicodedata.normalize("NFC", id_).casefold() for id_ in ids)

    def choices(self, law: LawPack | None) -> str:
        """Return the keys of a law's grounds, joined for a message; all keys if the law is unknown."""
        return ", ".join(entry.key for entry in self.all if law is None or entry.law == law.id)

    def _named(self, word: str, law: LawPack | None) -> Ground | None:
        """Return the ground that an id means, preferably of the law that governs the request."""
        general = self._framework.refusal_ground(word)
        if general is None:
            return None
        specific = self._framework.refusal_ground(f"{law.id}-{word}") if law is not None else None
        pack, ground = specific or general
        return self._by_id[pack.id, ground.id]


def _key_of(framework: Framework, pack: LawPack, ground: RefusalGround) -> str:
    """Return a ground's id, prefixed by the law's id where the bare id means another law's ground."""
    pack_and_ground = framework.refusal_ground(ground.id)
    short = pack_and_ground is not None and pack_and_ground[0].id == pack.id
    return ground.id if short else f"{pack.id}-{ground.id}"


@dataclasses.dataclass(frozen=True, kw_only=True)
class RegisteredRequest:
    """One request of the register, as far as its row was understood, without any text as typed.

    Attributes:
        line: Number of the row in the sheet.
        filled: Names of the columns whose cell is filled, understood or not.
        law: The law that governs the request, by the day of receipt.
        days: Column name → day, for cells that hold a day.
        channel: How the request came in.
        kind: How much work the request needs, as the clerk wrote.
        result: The result; `PENDING` while the cell is empty, `None` if not understood.
        ground: The ground on which it was refused.
        cost: The sum that the citizen paid, in đồng.
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
        """Return the day in a column of the row; `None` for an empty cell or no day."""
        return self.days.get(column.name)

    def has(self, column: RegisterColumn) -> bool:
        """Tell whether the row's cell in a column is filled, understood or not."""
        return column.name in self.filled

    @property
    def year(self) -> int | None:
        """The year in whose figures the request counts: the year of receipt."""
        received = self.day(RECEIVED)
        return received.year if received is not None else None


# The last days that the law sets for the answer to a request, and for its extension.

_SIMPLE, _COMPLEX = "cung-cap", "cung-cap-phuc-tap"


class AnswerLimit(NamedTuple):
    """The last day that the law allows, and the provision that sets it: article and law."""

    day: datetime.date
    citation: str


def law_limit(request: RegisteredRequest, calendar: Calendar) -> AnswerLimit | None:
    """Return the last day to answer by law; `None` if the law sets none.

    Days run from the day on which the request was valid. Unless the clerk wrote that the request is simple, the
    longest period counts: an answer must not be called late on a guess.
    """
    stages = (_SIMPLE,) if request.kind is Workload.SIMPLE else (_COMPLEX, _SIMPLE)
    return _limit(request, stages, request.day(VALID) or request.day(RECEIVED), calendar)


def extension_limit(request: RegisteredRequest, calendar: Calendar) -> AnswerLimit | None:
    """Return the last day of the longest extension that the law allows; `None` if it allows none.

    The extension is counted from the day on which the answer was due: neither law says where it starts, and
    `legal.answers` reads them so too.
    """
    return _limit(request, (EXTENSION,), _due(request, calendar), calendar)


def deadline_of(request: RegisteredRequest, calendar: Calendar) -> datetime.date | None:
    """Return the last day on which an answer is on time: as extended, else as typed, else by law."""
    return request.day(NEW_DUE) or _due(request, calendar)


def _due(request: RegisteredRequest, calendar: Calendar) -> datetime.date | None:
    """Return the day on which the answer is due without extension: as typed, else by law."""
    limit = law_limit(request, calendar) if not request.day(DUE) else None
    return limit.day if limit is not None else request.day(DUE)


def _limit(
    request: RegisteredRequest,
    stages: tuple[str, ...],
    start: datetime.date | None,
    calendar: Calendar,
) -> AnswerLimit | None:
    """Return the last day of a period of the governing law; `None` if it has none.

    Args:
        request: The request.
        stages: Ids of the stages whose period counts, by preference.
        start: The day from which the period runs.
        calendar: The calendar of working days.
    """
    law, came = request.law, request.channel
    if law is None or start is None:
        return None
    channel = next((c.id for c in law.channels if came and came.means(c.id)), "")
    for stage in stages:
        for period in law.deadlines_for(stage, channel):
            day = last_day(start, value=period.value, unit=period.unit, calendar=calendar)
            return AnswerLimit(day, f"{period.citation} {law.full_name}")
    return None


# Requests, and what is wrong with them: in a cell, between cells of a row, and between rows.

# Each column of days with the columns whose day cannot be later; only the first such problem is reported.
_ORDER = (
    (VALID, (RECEIVED,)),
    (DUE, (RECEIVED, VALID)),
    (EXTENDED, (RECEIVED, VALID)),
    (NEW_DUE, (EXTENDED,)),
    (ANSWERED, (RECEIVED, VALID, EXTENDED)),
)


class _RequestReader:
    """The reader of a register's requests, which also finds contradictions between cells.

    Attributes:
        problems: Problems of single cells, collected by `requests`.
    """

    def __init__(self, table: RegisterTable, framework: Framework, as_of: datetime.date) -> None:
        self.problems: list[Problem] = []
        self._table = table
        self._framework = framework
        self._as_of = as_of
        self._grounds = Grounds(framework)
        self._lists = vocabularies(framework)

    def requests(self) -> Iterator[RegisteredRequest]:
        """Yield the request of each row; collect problems of its cells (TT721 to TT726) in `problems`."""
        for row in self._table.rows:
            for column in COLUMNS:
                if column.is_read and column.name in row.faults:
                    self._report(rules.FORMULA_ERROR, row, column)
            yield self._request(row)

    def _request(self, row: RegisterRow) -> RegisteredRequest:
        """Return the request of a row; cells that are not understood are left out and reported."""
        days = dict(self._days(row))
        received = days.get(RECEIVED.name)
        law = self._framework.for_request(received) if received is not None else None
        channel = self._word_key(row, CHANNEL)
        kind = self._word_key(row, KIND)
        result = self._word_key(row, RESULT)
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
            complaint=self._word_key(row, COMPLAINT) == "yes",
            lawsuit=self._word_key(row, LAWSUIT) == "yes",
        )

    def _days(self, row: RegisterRow) -> Iterator[tuple[str, datetime.date]]:
        """Yield (column name, day) of a row; report text that is no day (TT722), days to come (TT723)."""
        for column in COLUMNS:
            if column.shape != "day" or column.name not in row.values:
                continue
            typed = row.values[column.name]
            if typed is None:
                self._report(rules.NOT_A_DAY, row, column)
                continue
            day = datetime.date.fromisoformat(typed)
            if column.past and day > self._as_of:
                today = vn_date(self._as_of)
                self._report(rules.FUTURE_DAY, row, column, day=vn_date(day), today=today)
            yield column.name, day

    def _word_key(self, row: RegisterRow, column: RegisterColumn) -> str | None:
        """Return the key of a cell's word in its short list; report an unknown word (TT724)."""
        if column.name not in row.values:
            return None
        code: str | None
        code, near = row.values[column.name]
        if code is None:
            hint = f" Có phải ý bạn là “{near}”?" if near else ""
            choices = ", ".join(self._lists[column].labels.values())
            self._report(rules.UNKNOWN_WORD, row, column, hint=hint, fix=choices)
        return code

    def _ground(self, row: RegisterRow, law: LawPack | None) -> Ground | None:
        """Return the ground of refusal that a row names; report a cell that names none (TT725)."""
        if GROUND.name not in row.values:
            return None
        ground = self._grounds.find(" ".join(row.values[GROUND.name]), law)
        if ground is None:
            self._report(rules.UNKNOWN_GROUND, row, GROUND, fix=self._grounds.choices(law))
        return ground

    def _cost(self, row: RegisterRow) -> int:
        """Return the sum that a row says was paid; report text that is no sum (TT726)."""
        if COST.name not in row.values:
            return 0
        cost: int | None = row.values[COST.name]
        if cost is None:
            most = f"{MAX_COST:,}".replace(",", ".")
            self._report(rules.NOT_A_COST, row, COST, most=most)
        return cost or 0

    def _report(
        self, rule: Rule, row: RegisterRow, column: RegisterColumn, **values: object
    ) -> None:
        """Add a problem at a row's cell; its message names the column."""
        problem = self._table.problem(rule, row.line, column, column=column.short, **values)
        self.problems.append(problem)

    def contradictions(self, requests: Sequence[RegisteredRequest]) -> Iterator[Problem]:
        """Yield a problem for each contradiction between cells of a row, and between rows.

        Args:
            requests: The requests, one for each row of the table.
        """
        for request in requests:
            yield from self._missing_cells(request)
            yield from self._order_of_days(request)
            yield from self._extension(request)
            yield from self._result(request)
            yield from self._refusal(request)
            yield from self._beyond_law(request)
        yield from self._double_numbers(requests)

    def _double_numbers(self, requests: Sequence[RegisteredRequest]) -> Iterator[Problem]:
        """Yield a problem (TT733) for each ordinal that occurs twice among the requests of a year."""
        seen: dict[tuple[int, str], RegisteredRequest] = {}
        for row, request in zip(self._table.rows, requests, strict=True):
            number = row.values.get(NUMBER.name)
            # Numbers begin anew each year, so a register of two years holds each twice.
            if number is None or request.year is None:
                continue
            first = seen.setdefault((request.year, number), request)
            if first is not request:
                cell = self._table.address(first.line, NUMBER)
                yield self._problem_at(rules.DOUBLE_NUMBER, request, NUMBER, first=cell)

    def _missing_cells(self, request: RegisteredRequest) -> Iterator[Problem]:
        """Yield a problem for an empty cell of the day of receipt (TT731) or of the channel (TT732)."""
        if not request.has(RECEIVED):
            yield self._problem_at(rules.NO_DAY, request, RECEIVED)
        if not request.has(CHANNEL):
            choices = ", ".join(self._lists[CHANNEL].labels.values())
            yield self._problem_at(rules.NO_CHANNEL, request, CHANNEL, fix=choices)

    def _order_of_days(self, request: RegisteredRequest) -> Iterator[Problem]:
        """Yield a problem (TT734) for each day that lies before a day which it must follow."""
        for later, earlier in _ORDER:
            for other in earlier:
                if self._is_before(request, later, other):
                    yield self._between(rules.DAYS_REVERSED, request, later, other)
                    break

    def _extension(self, request: RegisteredRequest) -> Iterator[Problem]:
        """Yield a problem for an extension without one of its days (TT735, TT736) or to an earlier day (TT737)."""
        if request.has(NEW_DUE) and not request.has(EXTENDED):
            yield self._between(rules.EXTENSION_UNDATED, request, EXTENDED, NEW_DUE)
        if request.has(EXTENDED) and not request.has(NEW_DUE):
            yield self._between(rules.EXTENSION_UNBOUNDED, request, NEW_DUE, EXTENDED)
        if self._is_before(request, NEW_DUE, DUE):
            yield self._between(rules.NEW_DUE_EARLIER, request, NEW_DUE, DUE)

    def _result(self, request: RegisteredRequest) -> Iterator[Problem]:
        """Yield a problem for a result without its day (TT738), or a day without result (TT739)."""
        result = request.result
        if result is None:
            return
        if result.has_day and not request.has(ANSWERED):
            yield self._between(rules.RESULT_UNDATED, request, ANSWERED, RESULT)
        if result is Result.PENDING and request.has(ANSWERED):
            yield self._between(rules.DAY_WITHOUT_RESULT, request, RESULT, ANSWERED)

    def _refusal(self, request: RegisteredRequest) -> Iterator[Problem]:
        """Yield a problem for a refusal without ground (TT740), or a ground without refusal (TT741)."""
        result = request.result
        if result is Result.REFUSED and not request.has(GROUND):
            choices = self._grounds.choices(request.law)
            yield self._between(rules.NO_GROUND, request, GROUND, RESULT, fix=choices)
        # What is supplied in part is refused in part.
        may_have = {None, Result.REFUSED, Result.PARTIAL}
        if result not in may_have and request.has(GROUND):
            yield self._between(rules.GROUND_WITHOUT_REFUSAL, request, GROUND, RESULT)

    def _beyond_law(self, request: RegisteredRequest) -> Iterator[Problem]:
        """Yield a warning for each thing that the law did not allow (TT751 to TT754).

        Not errors: they did happen, and the register must say so.
        """
        latest = law_limit(request, self._framework.calendar)
        yield from self._after_limit(rules.DUE_BEYOND_LAW, request, DUE, latest)
        longest = extension_limit(request, self._framework.calendar)
        yield from self._after_limit(rules.EXTENSION_TOO_LONG, request, NEW_DUE, longest)
        due = request.day(DUE) or (latest.day if latest is not None else None)
        extended = request.day(EXTENDED)
        if due is not None and extended is not None and due < extended:
            days = {"day": vn_date(extended), "other_day": vn_date(due)}
            yield self._problem_at(rules.EXTENDED_LATE, request, EXTENDED, **days)
        ground, law, received = request.ground, request.law, request.day(RECEIVED)
        if ground is None or law is None or received is None or ground.law == law.id:
            return
        other = self._framework.pack(ground.law)
        yield self._problem_at(
            rules.GROUND_OF_OTHER_LAW,
            request,
            GROUND,
            other=other.number if other is not None else ground.law,
            law=law.number,
            day=vn_date(received),
            fix=self._grounds.choices(law),
        )

    def _after_limit(
        self,
        rule: Rule,
        request: RegisteredRequest,
        column: RegisterColumn,
        limit: AnswerLimit | None,
    ) -> Iterator[Problem]:
        """Yield a warning if the day in a column is later than the law allows."""
        day = request.day(column)
        if limit is not None and day is not None and limit.day < day:
            latest = vn_date(limit.day)
            values = {"day": vn_date(day), "latest": latest, "citation": limit.citation}
            yield self._problem_at(rule, request, column, **values)

    def _is_before(
        self, request: RegisteredRequest, column: RegisterColumn, other: RegisterColumn
    ) -> bool:
        """Tell whether both columns hold a day and the first lies before the other."""
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
        """Return a problem at a cell that contradicts another cell of the row; the message names both."""
        day, other_day = request.day(column), request.day(other)
        return self._problem_at(
            rule,
            request,
            column,
            other=other.short.lower(),
            other_cell=self._table.address(request.line, other),
            day=vn_date(day) if day is not None else "",
            other_day=vn_date(other_day) if other_day is not None else "",
            **values,
        )

    def _problem_at(
        self, rule: Rule, request: RegisteredRequest, column: RegisterColumn, **values: object
    ) -> Problem:
        """Return a problem at a request's cell; the message names the column."""
        short = column.short.lower()
        return self._table.problem(rule, request.line, column, column=short, **values)


_TASK = "access_info.imports.register.extraction:extract"
_RULES = {rule.code: rule for rule in rules_of(rules)}
# The register's own rule for each refusal that any office file may meet.
_REFUSED = {
    refusal.ENCRYPTED.code: rules.ENCRYPTED,
    refusal.TOO_LARGE.code: rules.TOO_LARGE,
    refusal.TOO_LONG.code: rules.TOO_LARGE,
    refusal.DAMAGED.code: rules.DAMAGED,
    refusal.XML_ENTITIES.code: rules.DAMAGED,
    refusal.OPEN_QUOTE.code: rules.OPEN_QUOTE,
}


@dataclasses.dataclass(frozen=True)
class Register:
    """A register that was read: its requests and its problems.

    Attributes:
        sheet: Name of the sheet; "" in a CSV file, and when no register was found.
        requests: The requests, of any years. They hold nothing of who asked, or for what.
        problems: All problems, in order.
    """

    sheet: str
    requests: tuple[RegisteredRequest, ...]
    problems: tuple[Problem, ...]


def read_register(path: Path, *, framework: Framework, as_of: datetime.date) -> Register:
    """Return a register's requests and problems, read in a child process.

    A damaged or hostile file gives a problem, never an exception.

    Args:
        path: The file, absolute.
        framework: The laws, with the jurisdiction's own days off.
        as_of: The present day: later days of receipt or answer are mistakes.

    Raises:
        OSError: The file cannot be opened.
    """
    place = Location(path.as_posix())
    most = LIMITS[Purpose.REGISTER].file
    if path.stat().st_size > most:
        large = rules.TOO_LARGE.at(place, what=f"trên {most // MEGABYTE} MB")
        return Register("", (), (large,))
    with path.open("rb"):
        pass  # whether it may be read is for the caller to report
    answer = ask_child(path.absolute(), Purpose.REGISTER, _TASK, **_known_words(framework))
    if isinstance(answer, Failure):
        return Register("", (), (_failure_problem(answer, place),))
    problems = _problems(answer, place)
    if problems:
        return Register("", (), tuple(in_order(problems)))
    rows = [
        RegisterRow(row["line"], row["values"], frozenset(row["faults"])) for row in answer["rows"]
    ]
    table = RegisterTable(
        path=place.path, sheet=answer["sheet"], places=answer["places"], rows=rows
    )
    reader = _RequestReader(table, framework, as_of)
    requests = tuple(reader.requests())
    all_problems = [*reader.problems, *reader.contradictions(requests)]
    return Register(table.sheet, requests, tuple(in_order(all_problems)))


def _known_words(framework: Framework) -> dict[str, Any]:
    """Return the columns, short lists and ids of grounds, as arguments of the child's `extract`.

    The child is given them because it loads neither laws nor `columns.yml`.
    """
    lists = vocabularies(framework).items()
    choices = {column.name: dataclasses.asdict(words) for column, words in lists}
    columns = [dataclasses.asdict(column) for column in COLUMNS]
    return {"columns": columns, "choices": choices, "grounds": Grounds(framework).ids}


def _problems(answer: Mapping[str, Any], place: Location) -> list[Problem]:
    """Return the problems in the child's reply: why the file is refused, or what is wrong with the table.

    Args:
        answer: What the child sent; none of it is a problem if the table was read.
        place: The file.
    """
    if "refused" in answer:
        values = answer["values"]
        rule = _REFUSED.get(answer["refused"])
        if rule is not None:
            return [rule.at(place, **values)]
        what = values["what"] if "what" in values else f"đây là {values['kind']}"
        return [rules.NOT_SHEET.at(place, what=what)]
    return [
        _RULES[problem["code"]].at(
            Location(place.path, problem["row"], problem["column"]), **problem["values"]
        )
        for problem in answer.get("problems", ())
    ]


def _failure_problem(failure: Failure, place: Location) -> Problem:
    """Return the problem of a file on which the child process failed: too slow, too large, crashed."""
    if time := overrun(failure, Purpose.REGISTER):
        return rules.TOO_LARGE.at(place, what=f"đọc quá {time}")
    if failure in {Failure.MEMORY, Failure.ANSWER}:
        return rules.TOO_LARGE.at(place, what="chữ trong các ô dài khác thường")
    return rules.DAMAGED.at(place)
