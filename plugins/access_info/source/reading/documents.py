"""YAML text → plain data, every scalar as typed, every value able to tell its place.

The C parser of PyYAML hands over events; nothing is ever constructed, so no type is guessed
(`0243`, `7:30`, `no`, `1.10` stay text). Positions are not kept while all is well: only a
document that has a problem is composed again into nodes to find line and column.
"""

from __future__ import annotations

import bisect
import dataclasses
import functools
from collections.abc import Sequence
from typing import Any, TypeAlias

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]

from access_info.problems import Cure, Location, Problem
from access_info.source.cures import rules, syntax
from access_info.source.cures.nodes import Repeat, child, repeats, values_of, without_value
from access_info.source.cures.oddities import Oddity
from access_info.source.cures.repetition import bare_rows, line_above, repeated
from access_info.source.reading.scalars import CANONICAL, GLUED_COMMENT, ODD_PLAIN, doubt

MOST_DEPTH = 20
# Finding the column that a line was meant for reads the whole text; a file pasted whole would take minutes.
_MOST_EXACT = 5

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain] | None"
Keys: TypeAlias = Sequence[str | int]
# Marks and events of the C parser and of the Python one share no base class.
_Mark: TypeAlias = Any
_Event: TypeAlias = Any


class SourceDocument:
    """One YAML text: its data, its problems, and where each value stands.

    Attributes:
        path: Absolute path, with `/`.
        data: The top mapping; empty when the text could not be read.
        problems: What was wrong in reading it.
        complete: Whether `data` holds every value as typed, so that it may be judged further,
            be it only to name more mistakes.
        decomposed: Lines typed with separate accents, before they were put together.
        content: The bytes of the file as read, to be compared before it is replaced; `None` when
            they could not be read.
    """

    def __init__(
        self,
        *,
        path: str,
        text: str,
        first_line: int = 1,
        refused: Sequence[Problem] = (),
        tried: bool = False,
    ) -> None:
        """Read `text`, unless it is refused for what stands in it.

        Args:
            path: Absolute path, with `/`.
            text: The text, clean.
            first_line: Number of its first line in the file.
            refused: Why it may not be read at all.
            tried: Whether it is read only to see what a cure would do.
        """
        self.path = path
        self._tried = tried
        self._text = text
        self._first_line = first_line
        self.data: dict[str, Plain] = {}
        self.problems: list[Problem] = list(refused)
        self.complete = False
        self.decomposed: frozenset[int] = frozenset()
        self.content: bytes | None = None
        self._repeating: set[int] = set()
        if not refused:
            self._read()

    def refuse_outside(self, key: str, problems: Sequence[Problem]) -> None:
        """Keep the problems that do not stand within a value of `key`."""
        spans = sorted(
            (self.place(value.start_mark), self.place(value.end_mark))
            for value in values_of(self._root, key)
        )
        for problem in problems:
            before = bisect.bisect(spans, problem.location, key=lambda span: span[0])
            if not before or problem.location >= spans[before - 1][1]:
                self._give_up(problem)

    @property
    def text(self) -> str:
        """The text that was read."""
        return self._text

    @property
    def first_line(self) -> int:
        """Number of the text's first line in the file."""
        return self._first_line

    @property
    def readable(self) -> bool:
        """Whether the data may be used."""
        return not self.problems

    def locate(self, keys: Keys, *, key: bool = False) -> Location:
        """Locate the value at `keys`, or its nearest parent if it is absent.

        Args:
            keys: Path from the top: names in mappings, numbers in lists.
            key: The place of the last key's name rather than of its value.
        """
        node = self._root
        mark = node.start_mark if node is not None else None
        for step in keys:
            name_and_value = child(node, step)
            if name_and_value is None:
                break
            name_node, node = name_and_value
            at_name = key and step == keys[-1] and name_node is not None
            mark = (name_node if at_name and name_node is not None else node).start_mark
        if mark is None:
            return Location(self.path, self._first_line)
        return Location(self.path, mark.line + self._first_line, mark.column + 1)

    def nodes_at(self, keys: Keys) -> tuple[yaml.Node | None, yaml.Node] | None:
        """Find the name and the value at `keys`, if they are there."""
        name_and_value: tuple[yaml.Node | None, yaml.Node] | None = (
            (None, self._root) if self._root is not None else None
        )
        for step in keys:
            name_and_value = child(name_and_value[1], step) if name_and_value is not None else None
        return name_and_value

    def place(self, mark: _Mark) -> Location:
        """Turn a parser's mark into a location in the file."""
        return Location(self.path, mark.line + self._first_line, mark.column + 1)

    def line(self, location: Location) -> str:
        """Return the text of a location's line, stripped."""
        index = location.line - self._first_line
        return self._lines[index].strip() if 0 <= index < len(self._lines) else ""

    @functools.cached_property
    def _lines(self) -> list[str]:
        return self._text.split("\n")

    @functools.cached_property
    def _root(self) -> yaml.Node | None:
        try:
            return yaml.compose(self._text, Loader=yaml.CBaseLoader)
        except yaml.YAMLError:
            return None

    @functools.cached_property
    def _repeats(self) -> dict[int, Repeat]:
        return repeats(self._root)

    def _read(self) -> None:
        self.complete = True
        try:
            value = self._events()
        except yaml.MarkedYAMLError as error:
            failure = self._without_useless_edit(self._problem(syntax.diagnose(self._text, error)))
            self.problems = [min([*self.problems, failure], key=lambda problem: problem.location)]
            self.complete = False
        except yaml.YAMLError:
            # The reader refuses a character; `text.decode` has named it already.
            self.complete = False
            self.problems.append(rules.SYNTAX.at(Location(self.path), text=""))
        else:
            if isinstance(value, dict):
                self.data = value
            elif value is not None and not self.problems:
                self.complete = False
                instead = bare_rows(self._root, self._first_line)
                shape = "một danh sách" if isinstance(value, list) else "một dòng chữ"
                problem = rules.NOT_A_MAPPING.at(self.locate(()), found=shape)
                self.problems.append(problem.cured(instead))

    # One flat loop, without a call for an ordinary value: most of a build's time is spent here.
    def _events(self) -> Plain:  # noqa: PLR0912, PLR0915
        """Build the data from the parser's events."""
        parser = CParser(self._text)
        next_event: Any = parser.get_event
        root: Plain = None
        started = False
        stack: list[Any] = []
        current: Any = None
        key: str | None = None
        odd = ODD_PLAIN
        careful = not CANONICAL(self._text)
        # A backslash can write characters that nobody sees in the file.
        each = careful and ("\\" in self._text or GLUED_COMMENT(self._text) is not None)
        while True:
            event = next_event()
            kind = type(event)
            if kind is yaml.ScalarEvent:
                value: str | None = event.value
                if event.anchor is not None or event.tag is not None:
                    self._refuse(event)
                if key is None and type(current) is dict:
                    key = value or ""
                    if key in current or key == "<<":
                        self._refuse_key(event, key, current)
                    if careful and not key.isascii():
                        self._doubt(event)
                    continue
                if careful and current is not None and (each or odd(event.value)):
                    self._doubt(event)
                if not value and not event.style:
                    value = None
                if key is not None:
                    current[key] = value
                    key = None
                elif current is None:
                    root = value
                else:
                    current.append(value)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                current = stack.pop()
                key = None
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                group = self._opened(event, current, key, len(stack))
                if group is None:
                    return None
                if current is None:
                    root = group
                stack.append(current)
                current, key = group, None
            elif kind is yaml.AliasEvent:
                self._refuse(event)
                key = without_value(current, key)
            elif kind is yaml.DocumentStartEvent:
                if started:
                    self._refuse_document(event)
                    return root
                started = True
            elif kind is yaml.StreamEndEvent:
                return root

    def _opened(self, event: _Event, current: Any, key: str | None, depth: int) -> Any:  # noqa: ANN401 - nested data
        """Put a group that begins where it belongs; return `None` when reading has to end."""
        if event.anchor is not None or getattr(event, "tag", None) is not None:
            self._refuse(event)
        if depth >= MOST_DEPTH:
            self._give_up(rules.TOO_DEEP.at(self.place(event.start_mark), most=MOST_DEPTH))
            return None
        group: Any = {} if type(event) is yaml.MappingStartEvent else []
        if type(current) is list:
            current.append(group)
        elif key is not None:
            current[key] = group
        elif current is not None:
            place = self.place(event.start_mark)
            self._give_up(rules.BAD_KEY.at(place, text=self.line(place)))
            return None
        return group

    def _give_up(self, problem: Problem) -> None:
        """Note a problem after which the data does not hold all that was typed."""
        self.complete = False
        self.problems.append(problem)

    def _doubt(self, event: _Event) -> None:
        oddity = doubt(event, self._lines, exact=len(self.problems) < _MOST_EXACT)
        if oddity is not None:
            self._give_up(self._problem(oddity))

    def _problem(self, oddity: Oddity) -> Problem:
        location = Location(self.path, oddity.line + self._first_line, oddity.column + 1)
        edit = oddity.edit and oddity.edit.moved(self._first_line - 1)
        instead = Cure(oddity.how, edit) if oddity.how else None
        return oddity.rule.at(location, **oddity.values).typed(edit).cured(instead)

    def _without_useless_edit(self, problem: Problem) -> Problem:
        """Drop a problem's typing, unless that lets the text be read past its place."""
        if problem.edit is None or self._tried:
            return problem
        typed = problem.edit.moved(1 - self._first_line).applied_to(self._text)
        after = SourceDocument(path=self.path, text=typed, first_line=self._first_line, tried=True)
        last = max(problem.location.line, problem.edit.line)
        if all(left.location.line > last for left in after.problems):
            return problem
        return dataclasses.replace(problem, edit=None)

    def _refuse(self, event: _Event) -> None:
        shown = self._typed_at(event.start_mark) or getattr(event, "tag", None) or ""
        rule = rules.ANCHOR if event.anchor is not None else rules.TAG
        problem = rule.at(self.place(event.start_mark), text=shown)
        if type(event) is yaml.AliasEvent:
            self._give_up(problem)
        else:
            self.problems.append(problem)

    def _refuse_key(self, event: _Event, key: str, group: dict[str, Plain]) -> None:
        location = self.place(event.start_mark)
        if key == "<<" and not event.style:
            self._give_up(rules.ANCHOR.at(location, text="<<"))
            return
        if key not in group or id(group) in self._repeating:
            return  # a row whose dash is missing repeats every key; the first says it all
        self._repeating.add(id(group))
        repeat = self._repeats.get(event.start_mark.index)
        mark = event.start_mark
        first = repeat.first[0].start_mark.line if repeat else line_above(key, mark, self._lines)
        instead = repeated(repeat, self._lines, self._first_line) if repeat else None
        values = {"key": key, "first": first + self._first_line}
        self.problems.append(rules.DUPLICATE_KEY.at(location, **values).cured(instead))

    def _refuse_document(self, event: _Event) -> None:
        location = self.place(event.start_mark)
        self._give_up(rules.SEVERAL_DOCUMENTS.at(location, text=self.line(location)))

    def _typed_at(self, mark: _Mark) -> str:
        lines = self._lines
        rest = lines[mark.line][mark.column :] if mark.line < len(lines) else ""
        return rest.split(" ", 1)[0]
