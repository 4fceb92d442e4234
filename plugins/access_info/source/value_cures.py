"""How a value that YAML reads otherwise, or not at all, is typed instead."""

from __future__ import annotations

import collections
import contextlib
import dataclasses
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

import yaml

from access_info.problems import Edit, Rule
from access_info.source import cure_rules as rules

# `  - ten: Sở`, `muc:`; not `ten:Sở`.
KEY_LINE = re.compile(r"\s*(?:- +)*[^\W\d][\w-]*:(?:\s|$)")
# “– Quy chế”, “• Quy chế”; not “- Quy chế”.
BULLET = re.compile(r"(?P<mark>[–—―−‐‑•·●▪◦*+]|-{2,})(?P<space>[ \u00a0\t])|-\u00a0")
ROW_LINE = re.compile(r"\s*- +[^\W\d][\w-]*:(?:\s|$)")
ITEM_LINE = re.compile(r"\s*- ")
# How a quote mark is written inside its own quotes.
INNER = {'"': '\\"', "'": "''"}
ODD_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")


def indent_of(line: str) -> int:
    """Count the ordinary spaces that a line begins with."""
    return len(line) - len(line.lstrip(" "))


def indent_words(columns: int) -> str:
    """Say how far in a line begins, for a cure."""
    return f"thụt vào {columns} dấu cách" if columns else "bắt đầu sát lề trái"


def is_content(line: str) -> bool:
    """Tell whether a line holds more than blanks or a comment."""
    bare = line.lstrip()
    return bool(bare) and not bare.startswith("#")


def first_content(lines: Iterable[str]) -> str:
    """Return the first line that holds more than blanks or a comment; "" if none does."""
    return next(filter(is_content, lines), "")


def is_item(line: str) -> bool:
    """Tell whether a line begins an entry of a list."""
    return line.lstrip(" ").startswith("- ")


def begins_as_row_above(lines: Sequence[str], number: int) -> bool:
    """Tell whether a line begins with the key that begins the nearest row above it."""
    row = next((line for line in reversed(lines[:number]) if ROW_LINE.match(line)), "")
    key = KEY_LINE.match(lines[number])
    return key is not None and row.strip().removeprefix("- ").startswith(key[0].strip())


def quoted(value: str) -> str:
    """Quote a value as it should be typed: in double quotes, with what they need escaped."""
    inner = value.strip()
    for pair in ('""', "''", "“”"):
        if len(inner) > 1 and inner[0] == pair[0] and inner[-1] == pair[1]:
            inner = inner[1:-1]
            break
        if pair[0] == pair[1] and inner.count(pair[0]) % 2:
            inner = inner.strip(pair[0])
    escaped = inner.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


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

    def with_typing(self, column: int, length: int, text: str, how: str | None = None) -> Oddity:
        """Return the oddity with its cure: to type `text` in place of a stretch of its line."""
        edit = Edit.of_line(self.line + 1, column + 1, length, text)
        return dataclasses.replace(self, edit=edit, how=f"Viết: {text}" if how is None else how)

    @classmethod
    def retyped(
        cls, rule: Rule, place: tuple[int, int], old: tuple[int, int], fix: str, **values: object
    ) -> Oddity:
        """Return the oddity of a stretch that the rule's own cure tells to type as `fix`.

        Args:
            rule: Its cure names `fix`.
            place: Line and column of the mistake.
            old: Column where the stretch begins on that line, and its length.
            fix: What to type there.
            values: What else stands in the rule's words.
        """
        return cls(rule, *place, {"fix": fix, **values}).with_typing(*old, fix, how="")


# `ten: "Sở Mẫu"`, `muc:`; not `- ten: Sở`, `ten:Sở`.
_FIELD = re.compile(r"(?P<key>[^\s:#\"'\[{\-][^:#\"']*|\"[^\"]*\"):(?P<value>\s.*|$)")

# The key that every row of a list begins with.
_ROW_KEY = "ma"

# Name of the group, name of the field in it, kind of its value.
Fact: TypeAlias = tuple[str, str, str]


def compose(text: str) -> yaml.Node | None:
    """Return a text as YAML nodes; `None` when it does not read well."""
    with contextlib.suppress(yaml.YAMLError):
        root = yaml.compose(text, Loader=yaml.CBaseLoader)
        if root is not None and _is_clean(root):
            return root
    return None


def _is_clean(root: yaml.Node) -> bool:
    """Tell whether no key stands twice and no value without quotes runs on."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            names = [name.value for name, _ in node.value if isinstance(name, yaml.ScalarNode)]
            if len(set(names)) != len(node.value):
                return False
            waiting.extend(value for _, value in node.value)
        elif isinstance(node, yaml.SequenceNode):
            waiting.extend(node.value)
        elif (
            isinstance(node, yaml.ScalarNode)
            and not node.style
            and node.end_mark.line != node.start_mark.line
        ):
            return False
    return True


def facts_of_nodes(root: yaml.Node) -> Iterator[Fact]:
    """Yield every field of parsed nodes: its group, its key, the kind of its value."""
    waiting: list[tuple[str, yaml.Node]] = [("", root)]
    while waiting:
        group, node = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            for name, value in node.value:
                yield group, str(name.value), _kind(value)
                waiting.append((str(name.value), value))
        elif isinstance(node, yaml.SequenceNode):
            waiting.extend((group, entry) for entry in node.value)


def _kind(node: yaml.Node) -> str:
    if isinstance(node, yaml.MappingNode):
        return "group"
    if isinstance(node, yaml.SequenceNode):
        return "list"
    return "text" if node.value or getattr(node, "style", None) else "nothing"


class Habits(NamedTuple):
    """Columns by which a file's groups and lists stand in from the key that holds them."""

    group: frozenset[int]
    list: frozenset[int]


def habits_of(lines: list[str], without: frozenset[int]) -> Habits:
    """Return the usual indents of a file's groups and lists, told from all lines but `without`."""
    steps = {True: collections.Counter[int](), False: collections.Counter[int]()}
    key: int | None = None
    for number, line in enumerate(lines):
        if not is_content(line):
            continue
        column = indent_of(line)
        dash = is_item(line)
        if key is not None and number not in without and (column > key or dash):
            steps[dash][column - key] += 1
        key = None
        if line.rstrip().endswith(":") and number not in without:
            key = column + (2 if dash else 0)
    groups, lists = (
        frozenset(step for step, _ in steps[dash].most_common(1)) for dash in (False, True)
    )
    return Habits(groups or frozenset({2}), lists or frozenset({0, 2}))


def oddness(root: yaml.Node, habits: Habits) -> int:
    """Count what people seldom type in one reading of a file.

    Groups and lists at columns that the file does not use, lists right inside lists, entries of
    one list that are unlike each other, and rows that are in no list.
    """
    odd = int(root.start_mark.column > 0)
    waiting: list[tuple[int, yaml.Node, bool]] = [(0, root, True)]
    while waiting:
        column, node, in_list = waiting.pop()
        if not isinstance(node, yaml.CollectionNode) or node.flow_style:
            continue
        node_column = node.start_mark.column
        is_list = isinstance(node, yaml.SequenceNode)
        if not in_list:
            odd += node_column - column not in (habits.list if is_list else habits.group)
            odd += not is_list and node is not root and node.value[0][0].value == _ROW_KEY
        elif is_list and node is not root:
            odd += 1
        below = [entry[1] if isinstance(entry, tuple) else entry for entry in node.value]
        if is_list:
            odd += _unlike(below)
        waiting.extend((node_column, entry, is_list) for entry in below)
    return odd


def _unlike(entries: list[yaml.Node]) -> int:
    """Count entries of a list that share no field with the one before, or differ in kind."""
    names = [
        {name.value for name, _ in entry.value}
        for entry in entries
        if isinstance(entry, yaml.MappingNode)
    ]
    unlike = sum(not previous & other for previous, other in itertools.pairwise(names))
    return unlike + max(len({type(entry) for entry in entries}) - 1, 0)


class _Outline:
    """Fields of a file that does not parse, told from the indents alone."""

    def __init__(self) -> None:
        self.facts: set[Fact] = set()
        self._levels: list[tuple[int, str]] = []
        self._open: tuple[str, str, int] | None = None  # a field whose value is still to come

    def add(self, line: str, *, trusted: bool) -> None:
        content = line.lstrip(" ")
        column = len(line) - len(content)
        item = content.startswith("- ")
        self._close(column, item=item)
        while self._levels and (
            self._levels[-1][0] > column or (self._levels[-1][0] == column and not item)
        ):
            self._levels.pop()
        group = self._levels[-1][1] if self._levels else ""
        if item:
            content = content[2:].lstrip(" ")
            column = len(line) - len(content)
        field = _FIELD.match(content)
        if field:
            self._field(group, column, field["key"].strip('"'), field["value"], trusted=trusted)

    def _close(self, column: int, *, item: bool) -> None:
        if self._open is None:
            return
        group, key, before = self._open
        deeper = "group" if column > before else "nothing"
        self.facts.add((group, key, "list" if item and column >= before else deeper))
        self._open = None

    def _field(self, group: str, column: int, key: str, value: str, *, trusted: bool) -> None:
        value = value.strip()
        if value and not value.startswith("#"):
            kind = {"[": "list", "{": "group"}.get(value[0], "text")
            if trusted:
                self.facts.add((group, key, kind))
            return
        self._levels.append((column, key))
        if trusted:
            self._open = group, key, column


def facts_of_lines(lines: list[str], without: frozenset[int]) -> frozenset[Fact]:
    """Collect the fields that lines seem to hold, but for the lines in `without`."""
    outline = _Outline()
    for number, line in enumerate(lines):
        if is_content(line):
            outline.add(line, trusted=number not in without)
    return frozenset(outline.facts)


# Lines tried before the failure and after it, and the farthest that a line is moved.
_BACK, _AHEAD, _FARTHEST = 4, 25, 8
# Of two changes, one that moves its line by so few columns more is as likely.
_ALIKE = 2
_OPEN = (
    "Để dòng này thẳng hàng với nhóm mà nó thuộc về, có lẽ {expected} dấu cách ở đầu dòng; không chắc "
    "thì xem mẫu trong agencies/_mau."
)
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
    from_column: int | None = None  # where the line began before, if `lines` no longer shows it

    @property
    def how(self) -> str:
        """The cure, where the rule's own words do not say exactly this."""
        if (
            self.rule is rules.INDENT
            and self.text
            and self.values["expected"] != indent_of(self.text)
        ):
            return f"Sau dấu gạch chỉ để một dấu cách: viết “{self.text.strip()}”."
        if self.rule is not rules.EXTRA_DASH:
            return ""
        if self.text is None:
            return "Xóa dòng này."
        return f"Viết “{self.text.lstrip()}”, {indent_words(indent_of(self.text))}."

    def moved(self, lines: list[str]) -> int:
        """Count the columns by which the line moves."""
        if self.text is None:
            return 0
        start_column = indent_of(lines[self.line]) if self.from_column is None else self.from_column
        return abs(indent_of(self.text) - start_column)

    def distance(self, lines: list[str]) -> tuple[int, int]:
        """Measure how far the line moves, and rank the neighbour it is like: above, below, none."""
        if self.text is None:
            return 0, 0
        moved = self.moved(lines)
        above = next((n for n in range(self.line - 1, -1, -1) if is_content(lines[n])), None)
        below = next((n for n in range(self.line + 1, len(lines)) if is_content(lines[n])), None)
        for rank, number in enumerate((above, below)):
            if number is not None and _is_sibling(self.text, lines[number]):
                return moved, rank
        return moved + _FARTHEST, 2

    def edit(self, lines: list[str]) -> Edit:
        """Build the edit that types the line so, or deletes it."""
        number = self.line + 1
        if self.text is None:
            return Edit.without_line(number)
        return Edit.of_line(number, 1, len(lines[self.line]), self.text)


def repair(lines: list[str], failed: int) -> Oddity | None:
    """Find the line to type otherwise so that the text reads well, if one is enough.

    Args:
        lines: The whole text.
        failed: The line, from 0, where the parser gave up.
    """
    while failed > 0 and (failed >= len(lines) or not is_content(lines[failed])):
        failed -= 1
    suspects = _suspects(lines, failed)
    best, certain = _best(lines, failed, suspects, lambda suspect: _changes(lines, suspect))
    if best is None:
        return None
    if not certain:
        how = _OPEN.format(**best.values) if best.rule is rules.INDENT else ""
        return Oddity(best.rule, best.line, best.column, best.values, how=how)
    return Oddity(best.rule, best.line, best.column, best.values, best.edit(lines), best.how)


def misplaced(
    lines: Sequence[str], number: int, column: int, rule: Rule, **values: object
) -> Oddity:
    """Explain a line that begins with a Tab or an odd space, with the indent it was meant for.

    Args:
        lines: The whole text.
        number: The line, from 0.
        column: The column of what does not belong there.
        rule: What that is.
        values: What stands in the rule's words.
    """
    head = lines[number][: len(lines[number]) - len(lines[number].lstrip())]
    seen_column = len(head.replace("\t", ""))
    if not seen_column:  # a Tab alone: most likely the line goes on with what stands above it
        seen_column = _field_column(first_content(reversed(lines[:number])))
    meant = _column_meant(list(lines), number, seen_column)
    if meant is None:
        return Oddity(rule, number, column, values)
    what = "dấu Tab" if rule is rules.TAB else "dấu cách lạ"
    how = f"Xóa {what} ở đầu dòng, gõ đúng {meant} dấu cách thường."
    if not meant:
        how = f"Xóa {what} ở đầu dòng: dòng này {indent_words(0)}."
    edit = Edit.of_line(number + 1, 1, len(head), " " * meant)
    return Oddity(rule, number, column, values, edit, how)


def _column_meant(lines: list[str], number: int, seen_column: int) -> int | None:
    """Find the column that a line was meant for, where one makes the text readable.

    Args:
        lines: The whole text.
        number: The line, from 0.
        seen_column: Where it seems to stand.
    """
    content = lines[number].lstrip()
    lines[number] = " " * seen_column + content
    columns = sorted(_columns(lines, number) | {seen_column})
    lines[number] = " " * columns[-1] + content  # as deep as may be: all its parents matter
    changes = [
        _Change(number, " " * column + content, rules.INDENT, column, {}, 0, seen_column)
        for column in columns
    ]
    best, certain = _best(lines, number, [number], lambda _: iter(changes))
    return best.column if best is not None and certain else None


def _best(
    lines: list[str],
    failed: int,
    suspects: list[int],
    changes: Callable[[int], Iterator[_Change]],
) -> tuple[_Change | None, bool]:
    """Choose the change that makes the lines around readable and leaves them least odd.

    Also whether it is certain: no other change leaves as little that is odd.
    """
    window = _window(lines, min(suspects), failed)
    elsewhere = facts_of_lines(lines, frozenset(suspects))
    habits = habits_of(lines, frozenset(suspects))
    in_rows = is_item(lines[window[0]])
    scored: list[tuple[tuple[int, ...], _Change]] = []
    for suspect in suspects:
        for change in changes(suspect):
            changed = [
                change.text if number == suspect else lines[number]
                for number in window
                if number != suspect or change.text is not None
            ]
            root = compose("\n".join(line for line in changed if line is not None))
            if root is None or (isinstance(root, yaml.SequenceNode) and not in_rows):
                continue
            strange = sum(fact not in elsewhere for fact in facts_of_nodes(root))
            strangeness = strange, oddness(root, habits)
            moved, rank = change.distance(lines)
            scored.append(((*strangeness, change.effort, moved, suspect, rank), change))
    if not scored:
        return None, False
    score, best = min(scored, key=lambda entry: entry[0])
    others = [
        change
        for other, change in scored
        if other[:2] == score[:2]
        and (change.line, change.text) != (best.line, best.text)
        and abs(change.effort - best.effort) <= 1
        and abs(change.moved(lines) - best.moved(lines)) <= _ALIKE
    ]
    return best, not others


def _suspects(lines: list[str], failed: int) -> list[int]:
    """List the lines that may be to blame: just before, parents, first lines of groups."""
    suspects = {failed}
    above = [n for n in range(failed - 1, -1, -1) if is_content(lines[n])]
    suspects.update(above[:_BACK])
    column = indent_of(lines[failed])
    below = failed
    for number in above:
        here = indent_of(lines[number])
        if here < column or (here == column and not is_item(lines[number])):
            suspects.update((number, below))
            column = min(here, column)
            if here < column or column == 0:
                break
        below = number
    return sorted(suspects)


def _window(lines: list[str], first: int, failed: int) -> list[int]:
    """List the lines to read again: the rows that matter under their topmost parent."""
    start = top = first
    row: int | None = None
    column = indent_of(lines[first])
    for number in range(first, -1, -1):
        line = lines[number]
        if not is_content(line):
            continue
        here = indent_of(line)
        if here < column or number == first or (here == column and not is_item(line)):
            column = here
            top = number
            if is_item(line):
                row = number
            if here == 0 and not is_item(line):
                break
    start = row if row is not None else top
    end = failed + _AHEAD
    while end < len(lines) and indent_of(lines[end]) > 0:
        end += 1
    head = [top] if top != start and not is_item(lines[top]) else []
    return [*head, *range(start, min(end, len(lines)))]


def _is_sibling(line: str, other: str) -> bool:
    """Tell whether two lines begin entries of one list, or fields of one group."""
    if is_item(line):
        return is_item(other) and indent_of(line) == indent_of(other)
    return indent_of(line) == _field_column(other)


def _field_column(line: str) -> int:
    """Find the column of the fields of a line's group."""
    return len(line) - len(re.sub(r"^ *(?:- +)*", "", line))


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
        below = first_content(lines[number + 1 :])
        heads = KEY_LINE.match(below) and not is_item(below) and indent_of(below) == column
        for indent in (column + 2, column):
            text = " " * indent + rest
            # Fields that stand right below a dash belong to a group that needs none.
            effort = 0 if heads and indent == column else 2
            yield _Change(number, text, rules.EXTRA_DASH, column, values, effort)
    else:
        values = {"text": shown, "fix": "- " + content}
        effort = 0 if begins_as_row_above(lines, number) else 2
        for indent in (column - 2, column - 1, column):
            if indent >= 0:
                text = " " * indent + "- " + content
                yield _Change(number, text, rules.NO_DASH, column, values, effort)
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
    """Collect the columns that a line could have been meant for."""
    present_column = indent_of(lines[number])
    near = [n for n in range(number - 1, -1, -1) if is_content(lines[n])][:12]
    near += [n for n in range(number + 1, len(lines)) if is_content(lines[n])][:3]
    columns: set[int] = set()
    for other in near:
        column = indent_of(lines[other])
        columns.update((column, column + 2))
        if is_item(lines[other]):
            columns.add(column + 4)
    return {
        column
        for column in columns
        if column != present_column and abs(column - present_column) <= _FARTHEST
    }
