"""The parser's events → plain data, with the mark of every value, and what may not be read so."""

from __future__ import annotations

from typing import Any, TypeAlias

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]

from access_info.problems import Problem
from access_info.source.cures import rules
from access_info.source.cures.nodes import without_value
from access_info.source.cures.repetition import line_above, repeated
from access_info.source.reading.data import Plain
from access_info.source.reading.numbered_text import Mark, NumberedText
from access_info.source.reading.scalars import GLUED_COMMENT, ODD_PLAIN, doubt

MOST_DEPTH = 20
# Finding the column that a line was meant for reads the whole text; a file pasted whole would take minutes.
_MOST_EXACT = 5

# Events of the C parser and of the Python one share no base class.
_Event: TypeAlias = Any


class EventReader:
    """Reads one text, once.

    Attributes:
        problems: What was wrong, in the order of the text.
        complete: Whether the data hold every value as typed.
        marks: Where each value and each key begins, in the order of the text: a key before its
            value, a group before its entries.
        ends: Number of the mark that follows a group's last one, by the identity of the group.
    """

    def __init__(self, text: NumberedText) -> None:
        """Take the text without reading it.

        Args:
            text: The text.
        """
        self._text = text
        self._repeating: set[int] = set()
        self.problems: list[Problem] = []
        self.complete = True
        self.marks: list[Mark] = []
        self.ends: dict[int, int] = {}

    # One flat loop, without a call for an ordinary value.
    def read(self) -> Plain:  # noqa: PLR0912, PLR0915
        """Build the data from the parser's events.

        Raises:
            yaml.YAMLError: The text is no YAML.
        """
        parser = CParser(self._text.text)
        next_event: Any = parser.get_event
        keep_mark: Any = self.marks.append
        root: Plain = None
        started = False
        stack: list[Any] = []
        current: Any = None
        key: str | None = None
        odd = ODD_PLAIN
        # A backslash can write characters that nobody sees in the file.
        each = "\\" in self._text.text or GLUED_COMMENT(self._text.text) is not None
        while True:
            event = next_event()
            kind = type(event)
            if kind is yaml.ScalarEvent:
                keep_mark(event.start_mark)
                value: str | None = event.value
                if event.anchor is not None or event.tag is not None:
                    self._refuse(event)
                if key is None and type(current) is dict:
                    key = value or ""
                    if key in current or key == "<<":
                        self._refuse_key(event, key, current)
                    if not key.isascii():
                        self._doubt(event)
                    continue
                if current is not None and (each or odd(event.value)):
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
                self.ends[id(current)] = len(self.marks)
                current = stack.pop()
                key = None
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                keep_mark(event.start_mark)
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
            place = self._text.place(event.start_mark)
            self._give_up(rules.TOO_DEEP.at(place, most=MOST_DEPTH))
            return None
        group: Any = {} if type(event) is yaml.MappingStartEvent else []
        if type(current) is list:
            current.append(group)
        elif key is not None:
            current[key] = group
        elif current is not None:
            place = self._text.place(event.start_mark)
            self._give_up(rules.BAD_KEY.at(place, text=self._text.line(place)))
            return None
        return group

    def _give_up(self, problem: Problem) -> None:
        """Note a problem after which the data does not hold all that was typed."""
        self.complete = False
        self.problems.append(problem)

    def _doubt(self, event: _Event) -> None:
        oddity = doubt(event, self._text.lines, exact=len(self.problems) < _MOST_EXACT)
        if oddity is not None:
            self._give_up(self._text.problem(oddity))

    def _refuse(self, event: _Event) -> None:
        shown = self._text.typed_at(event.start_mark) or getattr(event, "tag", None) or ""
        rule = rules.ANCHOR if event.anchor is not None else rules.TAG
        problem = rule.at(self._text.place(event.start_mark), text=shown)
        if type(event) is yaml.AliasEvent:
            self._give_up(problem)
        else:
            self.problems.append(problem)

    def _refuse_key(self, event: _Event, key: str, group: dict[str, Plain]) -> None:
        location = self._text.place(event.start_mark)
        if key == "<<" and not event.style:
            self._give_up(rules.ANCHOR.at(location, text="<<"))
            return
        if key not in group or id(group) in self._repeating:
            return  # a row whose dash is missing repeats every key; the first says it all
        self._repeating.add(id(group))
        mark, lines, first_line = event.start_mark, self._text.lines, self._text.first_line
        repeat = self._text.repeats.get(mark.index)
        first = repeat.first[0].start_mark.line if repeat else line_above(key, mark, lines)
        instead = repeated(repeat, lines, first_line) if repeat else None
        values = {"key": key, "first": first + first_line}
        self.problems.append(rules.DUPLICATE_KEY.at(location, **values).cured(instead))

    def _refuse_document(self, event: _Event) -> None:
        location = self._text.place(event.start_mark)
        self._give_up(rules.SEVERAL_DOCUMENTS.at(location, text=self._text.line(location)))
