"""YAML text → plain data, every scalar as typed, every value able to tell its place.

The C parser of PyYAML hands over events; nothing is ever constructed, so no type is guessed
(`0243`, `7:30`, `no`, `1.10` stay text). A text is read once: the places of its values come from
the marks of those events, or are counted where it has the layout that `fmt` writes (`formatted.py`).
Only one that has a problem, or an edit to be found in it, is composed again into nodes.
"""

from __future__ import annotations

import bisect
import dataclasses
from collections.abc import Sequence

import yaml

from access_info.problems import Location, Problem
from access_info.source.cures import rules, syntax
from access_info.source.cures.nodes import child, values_of
from access_info.source.cures.repetition import bare_rows
from access_info.source.reading.data import Keys, Plain
from access_info.source.reading.events import MOST_DEPTH, EventReader
from access_info.source.reading.formatted import read_formatted
from access_info.source.reading.numbered_text import Mark, NumberedText
from access_info.source.reading.positions import Positions


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
        self._numbered = NumberedText(path, text, first_line)
        self._positions = Positions()
        self.data: dict[str, Plain] = {}
        self.problems: list[Problem] = list(refused)
        self.complete = False
        self.decomposed: frozenset[int] = frozenset()
        self.content: bytes | None = None
        if not refused:
            self._read()

    def refuse_outside(self, key: str, problems: Sequence[Problem]) -> None:
        """Keep the problems that do not stand within a value of `key`."""
        spans = sorted(
            (self.place(value.start_mark), self.place(value.end_mark))
            for value in values_of(self._numbered.root, key)
        )
        for problem in problems:
            before = bisect.bisect(spans, problem.location, key=lambda span: span[0])
            if not before or problem.location >= spans[before - 1][1]:
                self.complete = False
                self.problems.append(problem)

    @property
    def text(self) -> str:
        """The text that was read."""
        return self._numbered.text

    @property
    def first_line(self) -> int:
        """Number of the text's first line in the file."""
        return self._numbered.first_line

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
        if self.problems:
            mark = self._composed_mark(keys, key=key)
        else:
            mark = self._positions.mark(keys, key=key)
        return Location(self.path, self.first_line) if mark is None else self.place(mark)

    def _composed_mark(self, keys: Keys, *, key: bool) -> Mark | None:
        """Return the mark of the value at `keys`, or of its nearest parent, among the nodes."""
        node = self._numbered.root
        mark = node.start_mark if node is not None else None
        for step in keys:
            name_and_value = child(node, step)
            if name_and_value is None:
                break
            name_node, node = name_and_value
            at_name = key and step == keys[-1] and name_node is not None
            mark = (name_node if at_name and name_node is not None else node).start_mark
        return mark

    def nodes_at(self, keys: Keys) -> tuple[yaml.Node | None, yaml.Node] | None:
        """Find the name and the value at `keys`, if they are there."""
        root = self._numbered.root
        name_and_value: tuple[yaml.Node | None, yaml.Node] | None = (
            (None, root) if root is not None else None
        )
        for step in keys:
            name_and_value = child(name_and_value[1], step) if name_and_value is not None else None
        return name_and_value

    def place(self, mark: Mark) -> Location:
        """Turn a parser's mark into a location in the file."""
        return self._numbered.place(mark)

    def line(self, location: Location) -> str:
        """Return the text of a location's line, stripped."""
        return self._numbered.line(location)

    def _read(self) -> None:
        formatted = read_formatted(self.text, MOST_DEPTH)
        if formatted is not None:
            self.data, self.complete = formatted.data, True
            self._positions = Positions(*formatted)
            return
        reader = EventReader(self._numbered)
        self.problems = reader.problems
        try:
            value = reader.read()
        except yaml.MarkedYAMLError as error:
            oddity = syntax.diagnose(self.text, error)
            failure = self._without_useless_edit(self._numbered.problem(oddity))
            self.problems = [min([*self.problems, failure], key=lambda problem: problem.location)]
        except yaml.YAMLError:
            # The reader refuses a character; `text.decode` has named it already.
            self.problems.append(rules.SYNTAX.at(Location(self.path), text=""))
        else:
            self.complete = reader.complete
            self._positions = Positions(value, reader.marks, reader.ends)
            if isinstance(value, dict):
                self.data = value
            elif value is not None and not self.problems:
                self.complete = False
                instead = bare_rows(self._numbered.root, self.first_line)
                shape = "một danh sách" if isinstance(value, list) else "một dòng chữ"
                problem = rules.NOT_A_MAPPING.at(self.locate(()), found=shape)
                self.problems.append(problem.cured(instead))

    def _without_useless_edit(self, problem: Problem) -> Problem:
        """Drop a problem's typing, unless that lets the text be read past its place."""
        if problem.edit is None or self._tried:
            return problem
        typed = problem.edit.moved(1 - self.first_line).applied_to(self.text)
        after = SourceDocument(path=self.path, text=typed, first_line=self.first_line, tried=True)
        last = max(problem.location.line, problem.edit.line)
        if all(left.location.line > last for left in after.problems):
            return problem
        return dataclasses.replace(problem, edit=None)
