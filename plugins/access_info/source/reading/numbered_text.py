"""A text of YAML with the places that its lines have in the file, and what stands at them."""

from __future__ import annotations

import functools
from typing import Any, TypeAlias

import yaml

from access_info.problems import Cure, Location, Problem
from access_info.source.cures.nodes import Repeat, repeats
from access_info.source.cures.oddities import Oddity

# Marks of the C parser and of the Python one share no base class.
Mark: TypeAlias = Any


class NumberedText:
    """Text of a file, or of a part of it.

    Attributes:
        path: Absolute path, with `/`.
        text: The text, clean.
        first_line: Number of its first line in the file.
    """

    def __init__(self, path: str, text: str, first_line: int) -> None:
        """Take the text without reading it.

        Args:
            path: Absolute path, with `/`.
            text: The text, clean.
            first_line: Number of its first line in the file.
        """
        self.path = path
        self.text = text
        self.first_line = first_line

    @functools.cached_property
    def lines(self) -> list[str]:
        """The text's lines."""
        return self.text.split("\n")

    @functools.cached_property
    def root(self) -> yaml.Node | None:
        """The text composed into nodes; `None` if nothing stands in it or it is no YAML."""
        try:
            return yaml.compose(self.text, Loader=yaml.CBaseLoader)
        except yaml.YAMLError:
            return None

    @functools.cached_property
    def repeats(self) -> dict[int, Repeat]:
        """Every key that stands in its group already, by its offset."""
        return repeats(self.root)

    def place(self, mark: Mark) -> Location:
        """Turn a parser's mark into a location in the file."""
        return Location(self.path, mark.line + self.first_line, mark.column + 1)

    def line(self, location: Location) -> str:
        """Return the text of a location's line, stripped."""
        index = location.line - self.first_line
        return self.lines[index].strip() if 0 <= index < len(self.lines) else ""

    def typed_at(self, mark: Mark) -> str:
        """Return what is typed from a mark to the next blank."""
        rest = self.lines[mark.line][mark.column :] if mark.line < len(self.lines) else ""
        return rest.split(" ", 1)[0]

    def problem(self, oddity: Oddity) -> Problem:
        """Turn an oddity, counted in the text, into a problem, counted in the file."""
        location = Location(self.path, oddity.line + self.first_line, oddity.column + 1)
        edit = oddity.edit and oddity.edit.moved(self.first_line - 1)
        instead = Cure(oddity.how, edit) if oddity.how else None
        return oddity.rule.at(location, **oddity.values).typed(edit).cured(instead)
