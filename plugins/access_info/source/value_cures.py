"""Find how a value that YAML reads otherwise, or not at all, has to be typed instead."""

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
    """Return the number of ordinary spaces that a line begins with."""
    return len(line) - len(line.lstrip(" "))


def indent_words(columns: int) -> str:
    """Return in words how far a line is indented, for a cure."""
    return f"thụt vào {columns} dấu cách" if columns else "bắt đầu sát lề trái"


def is_content(line: str) -> bool:
    """Tell whether a line holds more than blanks or a comment."""
    bare = line.lstrip()
    return bool(bare) and not bare.startswith("#")


def first_content(lines: Iterable[str]) -> str:
    """Return the first line that holds more than blanks or a comment; "" if none does."""
    return next(filter(is_content, lines), "")


def is_item(line: str) -> bool:
    """Tell whether a line begins an entry of a list (“- ”)."""
    return line.lstrip(" ").startswith("- ")


def begins_as_row_above(lines: Sequence[str], number: int) -> bool:
    """Tell whether a line begins with the key that begins the nearest row above it.

    Then it likely begins a row too, and its dash is missing.
    """
    row = next((line for line in reversed(lines[:number]) if ROW_LINE.match(line)), "")
    key = KEY_LINE.match(lines[number])
    return key is not None and row.strip().removeprefix("- ").startswith(key[0].strip())


def quoted(value: str) -> str:
    """Return a value as it should be typed: in double quotes, with what they need escaped.

    Quote marks around it, whole or half, are taken off first.
    """
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
    """A rule that is broken at a line and column, before it becomes a `Problem` of the file.

    Attributes:
        rule: The rule.
        line: From 0, in the text.
        column: From 0.
        values: Values for its message and cure.
        edit: The typing that the cure describes, counted in the text; none where a person has to
            decide.
        how: The cure for this place, if it can be more exact than the rule's own.
    """

    rule: Rule
    line: int
    column: int
    values: Mapping[str, object]
    edit: Edit | None = None
    how: str = ""

    def with_typing(self, column: int, length: int, text: str, how: str | None = None) -> Oddity:
        """Return the oddity with a cure: to type `text` in place of a stretch of its line.

        Args:
            column: Where the stretch begins.
            length: Its length.
            text: What to type.
            how: The cure in words; "" for the rule's own words.
        """
        edit = Edit.of_line(self.line + 1, column + 1, length, text)
        return dataclasses.replace(self, edit=edit, how=f"Viết: {text}" if how is None else how)

    @classmethod
    def retyped(
        cls, rule: Rule, place: tuple[int, int], old: tuple[int, int], fix: str, **values: object
    ) -> Oddity:
        """Return an oddity whose cure, in the rule's own words, is to type `fix` in place of a stretch.

        Args:
            rule: Its cure names `fix`.
            place: Line and column of the mistake.
            old: Column where the stretch begins on that line, and its length.
            fix: What to type there.
            values: Further values for the rule's words.
        """
        return cls(rule, *place, {"fix": fix, **values}).with_typing(*old, fix, how="")


# `ten: "Sở Mẫu"`, `muc:`; not `- ten: Sở`, `ten:Sở`.
_FIELD = re.compile(r"(?P<key>[^\s:#\"'\[{\-][^:#\"']*|\"[^\"]*\"):(?P<value>\s.*|$)")

# The key that every row of a list begins with.
_ROW_KEY = "ma"

# A field of a file: the name of its group, its key, the kind of its value (“text”, “list”, “group”, “nothing”).
Fact: TypeAlias = tuple[str, str, str]


def nodes_in(root: yaml.Node | None) -> Iterator[yaml.Node]:
    """Yield a node and every key and value below it, in no particular order; nothing for `None`."""
    waiting = [root] if root is not None else []
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, yaml.MappingNode):
            waiting.extend(part for pair in node.value for part in pair)
        elif isinstance(node, yaml.SequenceNode):
            waiting.extend(node.value)


def compose(text: str) -> yaml.Node | None:
    """Return a text as YAML nodes; `None` if it cannot be read, or only in a way that nobody meant.

    A change that leads to such a reading is no cure: a key would stand twice, or a value without
    quotes would run over lines.
    """
    with contextlib.suppress(yaml.YAMLError):
        root = yaml.compose(text, Loader=yaml.CBaseLoader)
        if root is not None and _reads_well(root):
            return root
    return None


def _reads_well(root: yaml.Node) -> bool:
    """Tell whether no key stands twice in a group and no value without quotes runs over lines."""
    for node in nodes_in(root):
        if isinstance(node, yaml.MappingNode):
            names = [name.value for name, _ in node.value if isinstance(name, yaml.ScalarNode)]
            if len(set(names)) != len(node.value):
                return False
        is_plain = isinstance(node, yaml.ScalarNode) and not node.style
        if is_plain and node.end_mark.line != node.start_mark.line:
            return False
    return True


def facts_of_nodes(root: yaml.Node) -> Iterator[Fact]:
    """Yield every field of parsed nodes as (group, key, kind of its value).

    A reading of a broken file with fields like those of its other rows is likely meant.
    """
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
    """Return the kind of a value, to compare fields by: “group”, “list”, “text” or “nothing”."""
    if isinstance(node, yaml.MappingNode):
        return "group"
    if isinstance(node, yaml.SequenceNode):
        return "list"
    return "text" if node.value or getattr(node, "style", None) else "nothing"


class Habits(NamedTuple):
    """How far a file usually indents its groups and lists, in columns from the key above.

    Of the readings of a broken file, the one with these indents is likely meant.

    Attributes:
        group: Usual indents of groups.
        list: Usual indents of lists.
    """

    group: frozenset[int]
    list: frozenset[int]


def habits_of(lines: list[str], without: frozenset[int]) -> Habits:
    """Return the usual indents of a file's groups and lists.

    Args:
        lines: The lines of the file.
        without: Numbers of lines that may be wrong, and do not count.
    """
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
    """Return how many things people seldom type are in one reading of a file; the least odd is likely meant.

    Counted are groups and lists at columns that the file does not use, lists directly in lists,
    entries of one list that are unlike each other, and rows that are in no list.
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
            odd += _count_unlike(below)
        waiting.extend((node_column, entry, is_list) for entry in below)
    return odd


def _count_unlike(entries: list[yaml.Node]) -> int:
    """Return how many entries of a list share no key with the entry before, plus the number of further kinds.

    A list of mappings and texts has one further kind.
    """
    names = [
        {name.value for name, _ in entry.value}
        for entry in entries
        if isinstance(entry, yaml.MappingNode)
    ]
    unlike = sum(not previous & other for previous, other in itertools.pairwise(names))
    return unlike + max(len({type(entry) for entry in entries}) - 1, 0)


class _FieldsByIndent:
    """The fields of a file that YAML cannot read, found by the indents of its lines alone.

    Attributes:
        facts: The fields found so far.
    """

    def __init__(self) -> None:
        """Begin before the first line."""
        self.facts: set[Fact] = set()
        self._levels: list[tuple[int, str]] = []  # (indent, key) of the groups that are open
        self._open: tuple[str, str, int] | None = None  # a field whose value is still to come

    def add(self, line: str, *, trusted: bool) -> None:
        """Take the next line; its field is only noted if the line is `trusted` to be right."""
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
            self._note_field(group, column, *field.group("key", "value"), trusted=trusted)

    def _close(self, column: int, *, item: bool) -> None:
        """Note the field that waits for its value, by the line below it: a list, a group or nothing.

        Args:
            column: The indent of the line below.
            item: Whether that begins an entry of a list.
        """
        if self._open is None:
            return
        group, key, before = self._open
        deeper = "group" if column > before else "nothing"
        self.facts.add((group, key, "list" if item and column >= before else deeper))
        self._open = None

    def _note_field(self, group: str, column: int, key: str, value: str, *, trusted: bool) -> None:
        """Note a field whose value is on its line; else let it wait for the line below, which tells its kind.

        Without a value on its line it opens a level: deeper lines below belong to it. Of a line that is
        not `trusted` only this counts.
        """
        key, value = key.strip('"'), value.strip()
        if value and not value.startswith("#"):
            kind = {"[": "list", "{": "group"}.get(value[0], "text")
            if trusted:
                self.facts.add((group, key, kind))
            return
        self._levels.append((column, key))
        if trusted:
            self._open = group, key, column


def facts_of_lines(lines: list[str], without: frozenset[int]) -> frozenset[Fact]:
    """Return the fields that lines seem to hold, judged by their indents alone: YAML cannot read them.

    Args:
        lines: The lines of the whole text.
        without: Numbers of lines that may be wrong: their fields are left out.
    """
    outline = _FieldsByIndent()
    for number, line in enumerate(lines):
        if is_content(line):
            outline.add(line, trusted=number not in without)
    return frozenset(outline.facts)


# Lines taken into account before the failure and after it, and the most columns that a line is moved.
_LINES_BEFORE, _LINES_AFTER, _FARTHEST = 4, 25, 8
# Two changes are equally likely if they move their lines by numbers of columns that differ no more than this.
_EQUALLY_LIKELY = 2
_ALIGN_YOURSELF = (
    "Để dòng này thẳng hàng với nhóm mà nó thuộc về, có lẽ {expected} dấu cách ở đầu dòng; không chắc "
    "thì xem mẫu trong agencies/_mau."
)
_BARE_KEY = re.compile(r"(?P<key>[a-z_]+) (?P<rest>\S.*)$")


@dataclasses.dataclass(frozen=True)
class _LineChange:
    """One line typed differently, as a possible cure of a text that YAML cannot read.

    Attributes:
        line: The line, from 0.
        text: Its new text; `None` to delete it.
        rule: The rule that the line then broke.
        column: Where it broke it.
        values: Values for the rule's words.
        effort: How unlikely the mistake is: 0 for the likeliest.
        from_column: Where the line began before, if `lines` no longer shows it.
    """

    line: int
    text: str | None
    rule: Rule
    column: int
    values: Mapping[str, object]
    effort: int
    from_column: int | None = None  # where the line began before, if `lines` no longer shows it

    @property
    def how(self) -> str:
        """The cure in words; "" where the rule's own words say exactly this."""
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
        """Return by how many columns the line moves."""
        if self.text is None:
            return 0
        start_column = indent_of(lines[self.line]) if self.from_column is None else self.from_column
        return abs(indent_of(self.text) - start_column)

    def distance(self, lines: list[str]) -> tuple[int, int]:
        """Return (columns moved, rank of the neighbour that the line is then aligned with): smaller is likelier.

        The rank is 0 for the line above, 1 for the one below, 2 for none.
        """
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
        """Return the edit that types the line so, or deletes it."""
        number = self.line + 1
        if self.text is None:
            return Edit.without_line(number)
        return Edit.of_line(number, 1, len(lines[self.line]), self.text)


def repair(lines: list[str], failed: int) -> Oddity | None:
    """Return the mistake in the one line that, typed differently, lets the text be read; `None` if none does.

    It has an edit only if no other change is as likely.

    Args:
        lines: The lines of the whole text.
        failed: The line, from 0, where the parser gave up.
    """
    while failed > 0 and (failed >= len(lines) or not is_content(lines[failed])):
        failed -= 1
    suspects = _suspected_lines(lines, failed)
    best, certain = _best_change(lines, failed, suspects, lambda suspect: _changes(lines, suspect))
    if best is None:
        return None
    if not certain:
        how = _ALIGN_YOURSELF.format(**best.values) if best.rule is rules.INDENT else ""
        return Oddity(best.rule, best.line, best.column, best.values, how=how)
    return Oddity(best.rule, best.line, best.column, best.values, best.edit(lines), best.how)


def misplaced(
    lines: Sequence[str], number: int, column: int, rule: Rule, **values: object
) -> Oddity:
    """Return the mistake of a line that begins with a Tab or a strange space, with the indent to type.

    Args:
        lines: The lines of the whole text.
        number: The line, from 0.
        column: The column of the wrong character.
        rule: `TAB` or `ODD_SPACE`.
        values: Values for the rule's words.
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
    """Return the column that a line was meant for; `None` if that is not certain.

    Args:
        lines: The lines of the whole text.
        number: The line, from 0.
        seen_column: Where it seems to begin, as people see it.
    """
    content = lines[number].lstrip()
    lines[number] = " " * seen_column + content
    columns = sorted(_columns_meant(lines, number) | {seen_column})
    lines[number] = " " * columns[-1] + content  # as deep as may be: all its parents matter
    changes = [
        _LineChange(number, " " * column + content, rules.INDENT, column, {}, 0, seen_column)
        for column in columns
    ]
    best, certain = _best_change(lines, number, [number], lambda _: iter(changes))
    return best.column if best is not None and certain else None


def _best_change(
    lines: list[str],
    failed: int,
    suspects: list[int],
    changes: Callable[[int], Iterator[_LineChange]],
) -> tuple[_LineChange | None, bool]:
    """Return (change, is_certain): the change by which the lines around can be read and look least odd.

    It is certain if no other change leaves as little that is odd. (`None`, False) if no change
    helps.

    Args:
        lines: The lines of the whole text.
        failed: The line, from 0, where the parser gave up.
        suspects: The lines that may be wrong.
        changes: Yields the changes to try for a line.
    """
    window = _lines_to_read_again(lines, min(suspects), failed)
    elsewhere = facts_of_lines(lines, frozenset(suspects))
    habits = habits_of(lines, frozenset(suspects))
    in_rows = is_item(lines[window[0]])
    scored: list[tuple[tuple[int, ...], _LineChange]] = []
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
        and abs(change.moved(lines) - best.moved(lines)) <= _EQUALLY_LIKELY
    ]
    return best, not others


def _suspected_lines(lines: list[str], failed: int) -> list[int]:
    """Return the lines that may be wrong, where the parser gave up at line `failed`: those to try changes on.

    These are that line and the ones just before it. Then, up to the nearest field without indent, each
    field that holds that line or stands in a group with it, and the line below each of these.
    """
    suspects = {failed}
    above = [n for n in range(failed - 1, -1, -1) if is_content(lines[n])]
    suspects.update(above[:_LINES_BEFORE])
    column = indent_of(lines[failed])
    line_below = failed
    for number in above:
        here = indent_of(lines[number])
        if here < column or (here == column and not is_item(lines[number])):
            suspects |= {number, line_below}
            column = here
            if column == 0:
                break
        line_below = number
    return sorted(suspects)


def _lines_to_read_again(lines: list[str], first: int, failed: int) -> list[int]:
    """Return the numbers of the lines on which a change is tried: fewer than the whole text, for speed.

    They are the rows around the failure, and the key that holds these rows.
    """
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
    end = failed + _LINES_AFTER
    while end < len(lines) and indent_of(lines[end]) > 0:
        end += 1
    head = [top] if top != start and not is_item(lines[top]) else []
    return [*head, *range(start, min(end, len(lines)))]


def _is_sibling(line: str, other: str) -> bool:
    """Tell whether two lines begin entries of one list, or fields of one group, by their indents."""
    if is_item(line):
        return is_item(other) and indent_of(line) == indent_of(other)
    return indent_of(line) == _field_column(other)


def _field_column(line: str) -> int:
    """Return the column where the key of a line begins, behind its dashes."""
    return len(line) - len(re.sub(r"^ *(?:- +)*", "", line))


def _changes(lines: list[str], number: int) -> Iterator[_LineChange]:
    """Yield the changes to try for a line: another indent, a dash more or less, a colon, or deleting it."""
    line = lines[number]
    content = line.lstrip(" ")
    column = len(line) - len(content)
    shown = line.strip()
    if content in {"-", "..."}:
        yield _LineChange(number, None, rules.EXTRA_DASH, column, {"text": shown, "fix": ""}, 1)
        return
    for target in sorted(_columns_meant(lines, number)):
        values = {"text": shown, "spaces": column, "expected": target}
        text = " " * target + content
        yield _LineChange(number, text, rules.INDENT, column, values, 1)
    if content.startswith("-  "):
        rest = content[1:].lstrip(" ")
        spaces = len(line) - len(rest)
        values = {"text": shown, "spaces": spaces, "expected": column + 2}
        yield _LineChange(number, f"{' ' * column}- {rest}", rules.INDENT, spaces, values, 1)
    if content.startswith("- "):
        rest = content[2:].lstrip(" ")
        values = {"text": shown, "fix": rest}
        below = first_content(lines[number + 1 :])
        heads = KEY_LINE.match(below) and not is_item(below) and indent_of(below) == column
        for indent in (column + 2, column):
            text = " " * indent + rest
            # Fields that stand right below a dash belong to a group that needs none.
            effort = 0 if heads and indent == column else 2
            yield _LineChange(number, text, rules.EXTRA_DASH, column, values, effort)
    else:
        values = {"text": shown, "fix": "- " + content}
        effort = 0 if begins_as_row_above(lines, number) else 2
        for indent in (column - 2, column - 1, column):
            if indent >= 0:
                text = " " * indent + "- " + content
                yield _LineChange(number, text, rules.NO_DASH, column, values, effort)
    dash = re.match(r"(- +)*", content)
    opening = dash[0] if dash else ""
    bare = _BARE_KEY.match(content[len(opening) :])
    if bare and ": " not in content:
        fix = f"{bare['key']}: {bare['rest']}"
        values = {"text": content[len(opening) :], "fix": fix}
        text = " " * column + opening + fix
        at = column + len(opening) + len(bare["key"])
        yield _LineChange(number, text, rules.NO_COLON, at, values, 2)


def _columns_meant(lines: list[str], number: int) -> set[int]:
    """Return the columns that a line may have been meant for: those of lines near it, or deeper."""
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
