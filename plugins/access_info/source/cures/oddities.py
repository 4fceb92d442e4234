"""Oddities of a file's lines: what is typed otherwise than it should be."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from access_info.problems import Edit, Rule


@dataclasses.dataclass(frozen=True, slots=True)
class Oddity:
    """A rule broken at a line and column, both from 0.

    Attributes:
        rule: Which one.
        line: From 0, in the text.
        column: From 0.
        values: What stands in its message and cure.
        edit: The typing that the cure describes, counted in the text; none where a person must decide.
        how: The cure for this place, where the rule's own is less exact.
    """

    rule: Rule
    line: int
    column: int
    values: Mapping[str, object]
    edit: Edit | None = None
    how: str = ""

    @classmethod
    def retyped(
        cls, rule: Rule, place: tuple[int, int], old: tuple[int, int], fix: str, **values: object
    ) -> Oddity:
        """Build the oddity of a stretch that the rule's cure tells to type as `fix`.

        Args:
            rule: Its cure names `fix`.
            place: Line and column of the mistake.
            old: Column where the stretch begins on that line, and its length.
            fix: What to type there.
            values: What else stands in the rule's words.
        """
        edit = Edit.of_line(place[0] + 1, old[0] + 1, old[1], fix)
        return cls(rule, *place, {"fix": fix, **values}, edit)
