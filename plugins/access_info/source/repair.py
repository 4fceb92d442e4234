"""Which single line, typed otherwise, would make a file readable again.

Where lines begin says in YAML what belongs to what, and a parser notices a misplaced line
only when a later one fits nowhere. So the lines around the failure are typed otherwise one
at a time (moved, given a dash, rid of one, given a colon, left out), and read again; of the
changes that work, the one that leaves the file most like its other parts names the line.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping

from access_info.problems import Rule
from access_info.source import rules
from access_info.source.facts import compose, facts_of_lines, facts_of_nodes, habits_of, oddness
from access_info.source.scalars import Oddity
from access_info.source.shapes import indent_of, is_content

_BACK = 4
_AHEAD = 25
_FARTHEST = 8
_BARE_KEY = re.compile(r"(?P<key>[a-z_]+) (?P<rest>\S.*)$")


@dataclasses.dataclass(frozen=True)
class _Change:
    """One line typed otherwise."""

    line: int
    text: str | None
    rule: Rule
    column: int
    values: Mapping[str, object]
    effort: int


def repair(lines: list[str], failed: int) -> Oddity | None:
    """The line to type otherwise so that the text reads well, if one line is enough.

    Args:
        lines: The whole text.
        failed: The line, from 0, where the parser gave up.
    """
    while failed > 0 and (failed >= len(lines) or not is_content(lines[failed])):
        failed -= 1
    suspects = _suspects(lines, failed)
    window = _window(lines, min(suspects), failed)
    elsewhere = facts_of_lines(lines, frozenset(suspects))
    habits = habits_of(lines, frozenset(suspects))
    best: tuple[tuple[int, ...], _Change] | None = None
    for suspect in suspects:
        for change in _changes(lines, suspect):
            changed = [
                change.text if number == suspect else lines[number]
                for number in window
                if number != suspect or change.text is not None
            ]
            root = compose("\n".join(line for line in changed if line is not None))
            if root is None:
                continue
            strange = sum(fact not in elsewhere for fact in facts_of_nodes(root))
            score = (strange, oddness(root, habits), change.effort, suspect)
            if best is None or score < best[0]:
                best = (score, change)
    if best is None:
        return None
    change = best[1]
    return Oddity(change.rule, change.line, change.column, change.values)


def _suspects(lines: list[str], failed: int) -> list[int]:
    """Lines that may be to blame: just before, the parents, and the first line of each group."""
    found = {failed}
    above = [n for n in range(failed - 1, -1, -1) if is_content(lines[n])]
    found.update(above[:_BACK])
    column = indent_of(lines[failed])
    below = failed
    for number in above:
        here = indent_of(lines[number])
        if here < column or (here == column and not lines[number].lstrip().startswith("- ")):
            found.update((number, below))
            column = min(here, column)
            if here < column or column == 0:
                break
        below = number
    return sorted(found)


def _window(lines: list[str], first: int, failed: int) -> list[int]:
    """Numbers of the lines to read again: the rows that matter under their topmost parent."""
    start = top = first
    row: int | None = None
    column = indent_of(lines[first])
    for number in range(first, -1, -1):
        line = lines[number]
        if not is_content(line):
            continue
        here = indent_of(line)
        if here < column or number == first or (here == column and not _is_item(line)):
            column = here
            top = number
            if _is_item(line):
                row = number
            if here == 0 and not _is_item(line):
                break
    start = row if row is not None else top
    end = failed + _AHEAD
    while end < len(lines) and indent_of(lines[end]) > 0:
        end += 1
    head = [top] if top != start and not _is_item(lines[top]) else []
    return [*head, *range(start, min(end, len(lines)))]


def _is_item(line: str) -> bool:
    return line.lstrip(" ").startswith("- ")


def _changes(lines: list[str], number: int) -> Iterator[_Change]:
    line = lines[number]
    content = line.lstrip(" ")
    column = len(line) - len(content)
    shown = line.strip()
    if content in {"-", "..."}:
        yield _Change(number, None, rules.EXTRA_DASH, column, {"text": shown, "fix": ""}, 1)
        return
    for target in sorted(_columns(lines, number)):
        values = {"text": shown, "spaces": column, "expected": target}
        text = " " * target + content
        yield _Change(number, text, rules.INDENT, column, values, 1)
    if content.startswith("-  "):
        rest = content[1:].lstrip(" ")
        spaces = len(line) - len(rest)
        values = {"text": shown, "spaces": spaces, "expected": column + 2}
        yield _Change(number, f"{' ' * column}- {rest}", rules.INDENT, spaces, values, 1)
    if content.startswith("- "):
        rest = content[2:].lstrip(" ")
        values = {"text": shown, "fix": rest}
        for indent in (column + 2, column):
            yield _Change(number, " " * indent + rest, rules.EXTRA_DASH, column, values, 2)
    else:
        values = {"text": shown, "fix": "- " + content}
        for indent in (column - 2, column - 1, column):
            if indent >= 0:
                text = " " * indent + "- " + content
                yield _Change(number, text, rules.NO_DASH, column, values, 2)
    dash = re.match(r"(- +)*", content)
    opening = dash[0] if dash else ""
    bare = _BARE_KEY.match(content[len(opening) :])
    if bare and ": " not in content:
        fix = f"{bare['key']}: {bare['rest']}"
        values = {"text": content[len(opening) :], "fix": fix}
        text = " " * column + opening + fix
        at = column + len(opening) + len(bare["key"])
        yield _Change(number, text, rules.NO_COLON, at, values, 2)


def _columns(lines: list[str], number: int) -> set[int]:
    """Columns that the line could have been meant for."""
    own = indent_of(lines[number])
    near = [n for n in range(number - 1, -1, -1) if is_content(lines[n])][:12]
    near += [n for n in range(number + 1, len(lines)) if is_content(lines[n])][:3]
    found: set[int] = set()
    for other in near:
        column = indent_of(lines[other])
        found.update((column, column + 2))
        if _is_item(lines[other]):
            found.add(column + 4)
    return {column for column in found if column != own and abs(column - own) <= _FARTHEST}
