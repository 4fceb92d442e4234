"""Read YAML as plain data, and note what was likely meant otherwise, at its place."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]

from access_info.problems import Cure, Edit, Location, Problem, quotable
from access_info.source import cure_rules as rules
from access_info.source.decoding import HIDDEN_OR_CONTROL, hidden_name
from access_info.source.value_cures import (
    BULLET,
    INNER,
    ITEM_LINE,
    KEY_LINE,
    ODD_SPACE,
    Oddity,
    indent_words,
    misplaced,
    nodes_in,
    quoted,
)


def child(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node | None, yaml.Node] | None:
    """Return the nodes (key, value) one step below a node; `None` if nothing is there.

    Args:
        node: A node.
        step: A key in a mapping, or a number in a list, whose entries have no node of a key.
    """
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if name.value == step:
                return name, value
    elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    return None


@dataclasses.dataclass(frozen=True)
class Repeat:
    """A key that stands in a group twice.

    Attributes:
        group: The group.
        first: Nodes of the key and the value where it stands first.
        again: The same where it stands again.
        in_list: Whether the group is a row of a list.
    """

    group: yaml.MappingNode
    first: tuple[yaml.Node, yaml.Node]
    again: tuple[yaml.Node, yaml.Node]
    in_list: bool

    @property
    def heads_row(self) -> bool:
        """Whether the key likely begins a new row whose dash is missing.

        It is the key that begins the row, and further keys of the row come again after it.
        """
        names = [str(name.value) for name, _ in self.group.value]
        at = next(n for n, (name, _) in enumerate(self.group.value) if name is self.again[0])
        repeated = not set(names[:at]).isdisjoint(names[at + 1 :])
        return self.in_list and self.group.value[0][0] is self.first[0] and repeated


def values_of(root: yaml.Node | None, key: str) -> Iterator[yaml.Node]:
    """Yield every single value with the key `key`, at any depth."""
    for node in nodes_in(root):
        if isinstance(node, yaml.MappingNode):
            for name, value in node.value:
                if name.value == key and isinstance(value, yaml.ScalarNode):
                    yield value


def put_nothing(group: Any, key: str | None) -> str | None:  # noqa: ANN401 - nested data
    """Put `None` in place of an alias (`*a`), which is refused, into the group that is being read.

    Args:
        group: The list or mapping.
        key: The key that waits for its value; `None` if none does.

    Returns:
        The key that waits for its value from now on; "" if the alias itself stands as a key.
    """
    if type(group) is list:
        group.append(None)
    elif key is None:
        return ""
    else:
        group[key] = None
    return None


_ROWS_KEY, _ID_KEY = "muc", "ma"


def cure_of_repeat(repeat: Repeat, lines: Sequence[str], first_line: int) -> Cure | None:
    """Return the cure of a key that stands twice: delete one of its lines, or give a new row its dash.

    Args:
        repeat: The key.
        lines: The lines of the whole text.
        first_line: Number of the text's first line in the file.

    Returns:
        `None` where the rule's own words are as exact as can be.
    """
    if repeat.group.flow_style:
        return None
    name, value = repeat.again
    if repeat.heads_row:
        column = name.start_mark.column - 2
        line = lines[name.start_mark.line]
        fix = f"- {line.strip()}"
        edit = Edit.of_line(
            name.start_mark.line + first_line, 1, name.start_mark.column, " " * column + "- "
        )
        return Cure(f"Thêm dấu gạch của mục mới: “{fix}”, {indent_words(column)}.", edit)
    first_value = repeat.first[1]
    if not first_value.value and value.value:
        return _line_deleted(repeat.first, lines, first_line)
    are_texts = isinstance(value, yaml.ScalarNode) and isinstance(first_value, yaml.ScalarNode)
    if not value.value or (are_texts and value.value == first_value.value):
        return _line_deleted(repeat.again, lines, first_line)
    return None


def line_above(key: str, mark: Any, lines: Sequence[str]) -> int:  # noqa: ANN401 - see documents.py
    """Return the line, from 0, where a repeated key stands first, in a text with errors further down.

    Args:
        key: The key.
        mark: The parser's mark where it stands again.
        lines: The lines of the whole text.
    """
    for number in range(mark.line - 1, -1, -1):
        line = lines[number]
        if line.startswith(key, mark.column) and not line[: mark.column].strip(" -"):
            return number
    return int(mark.line)


def cure_of_bare_rows(root: yaml.Node | None, first_line: int) -> Cure | None:
    """Return the cure of a file that begins with rows at once: to add the key `muc:` above them."""
    if not isinstance(root, yaml.SequenceNode) or root.flow_style or not root.value:
        return None
    for row in root.value:
        names = [name.value for name, _ in row.value] if isinstance(row, yaml.MappingNode) else []
        if _ID_KEY not in names:
            return None
    edit = Edit.of_line(root.start_mark.line + first_line, 1, 0, f"{_ROWS_KEY}:\n")
    return Cure(f"Thêm một dòng “{_ROWS_KEY}:” ngay trên dòng này, sát lề trái.", edit)


def _line_deleted(
    pair: tuple[yaml.Node, yaml.Node], lines: Sequence[str], first_line: int
) -> Cure | None:
    """Return the cure that deletes the line of a key and its value; `None` if they do not fill one line.

    Args:
        pair: Nodes of the key and the value.
        lines: The lines of the whole text.
        first_line: Number of the text's first line in the file.
    """
    name, value = pair
    number = name.start_mark.line
    before = lines[number][: name.start_mark.column]
    runs_on = value.end_mark.line != number and value.value
    if runs_on or before.strip():
        return None
    words = f"Xóa dòng {number + first_line}: “{quotable(lines[number].strip())}”."
    return Cure(words, Edit.without_line(number + first_line))


# The C parser and the Python one have marks and events of different classes.
Mark: TypeAlias = Any


@dataclasses.dataclass(eq=False)
class NumberedText:
    """A text of YAML that is a file or a part of one, with lines numbered as in the file.

    Attributes:
        path: Absolute path of the file, with `/`.
        text: The text as `decoding` gives it.
        first_line: Number of its first line in the file.
    """

    path: str
    text: str
    first_line: int = 1

    @functools.cached_property
    def lines(self) -> list[str]:
        """The text's lines."""
        return self.text.split("\n")

    @functools.cached_property
    def root(self) -> yaml.Node | None:
        """The text composed into nodes; `None` if it is empty or no YAML."""
        try:
            return yaml.compose(self.text, Loader=yaml.CBaseLoader)
        except yaml.YAMLError:
            return None

    @functools.cached_property
    def repeats(self) -> dict[int, Repeat]:
        """Every key that stands in its group a second time, by the offset of that place."""
        by_offset: dict[int, Repeat] = {}
        waiting: list[tuple[yaml.Node | None, bool]] = [(self.root, False)]
        while waiting:
            node, in_list = waiting.pop()
            if isinstance(node, yaml.MappingNode):
                seen: dict[str, tuple[yaml.Node, yaml.Node]] = {}
                for pair in node.value:
                    first = seen.setdefault(str(pair[0].value), pair)
                    if first is not pair:
                        by_offset[pair[0].start_mark.index] = Repeat(node, first, pair, in_list)
                    waiting.append((pair[1], False))
            elif isinstance(node, yaml.SequenceNode):
                waiting.extend((entry, not node.flow_style) for entry in node.value)
        return by_offset

    def place(self, mark: Mark) -> Location:
        """Return the place in the file of a parser's mark."""
        return Location(self.path, mark.line + self.first_line, mark.column + 1)

    def line(self, location: Location) -> str:
        """Return the text of the line at a place, stripped."""
        index = location.line - self.first_line
        return self.lines[index].strip() if 0 <= index < len(self.lines) else ""

    def typed_at(self, mark: Mark) -> str:
        """Return the word that begins at a mark."""
        rest = self.lines[mark.line][mark.column :] if mark.line < len(self.lines) else ""
        return rest.split(" ", 1)[0]

    def problem(self, oddity: Oddity) -> Problem:
        """Return a mistake as a problem of the file, with lines counted in the file instead of in the text."""
        location = Location(self.path, oddity.line + self.first_line, oddity.column + 1)
        edit = oddity.edit and oddity.edit.moved(self.first_line - 1)
        instead = Cure(oddity.how, edit) if oddity.how else None
        return oddity.rule.at(location, **oddity.values).typed(edit).cured(instead)


Event: TypeAlias = Any

ODD_PLAIN = re.compile("[\\s\"'“”„‟«»‘’]").search
GLUED_COMMENT = re.compile(r"#(?<=[\s:\-]#)[^\s#=*\-]").search  # a literal first: searched fast
_GLUED_HASH = re.compile(r"(\s+)#[^\s#=*\-]")
_MAX_STRAY = 2  # at most so many characters before a quote mark got there by a slip
_CURLY_OPEN = "“”„‟«‘’‹"
_CURLY_CLOSE = '“”‟»‘’›"'


def oddity_of_value(event: Event, lines: Sequence[str], *, exact: bool = True) -> Oddity | None:
    """Return why a value was likely meant otherwise than YAML reads it; `None` for most values.

    Args:
        event: The parser's scalar event.
        lines: The lines of the whole text.
        exact: Whether to look for the column that a line was meant for, which is slow.
    """
    start, end = event.start_mark, event.end_mark
    if event.style:
        oddity = _oddity_of_escape(event, lines) if event.style == '"' else None
        if oddity is not None:
            return oddity
        return _oddity_of_swallowed_field(event, lines) if start.line != end.line else None
    value: str = event.value
    if value:
        oddity = _oddity_of_plain(value, start, end, lines, exact=exact)
        if oddity is not None:
            return oddity
    rest = lines[end.line][end.column :] if end.line < len(lines) else ""
    glued = _GLUED_HASH.match(rest)
    if glued is None:
        return None
    text = value + rest
    place = end.line, end.column + len(glued[1])
    old = start.column, len(lines[end.line]) - start.column
    if event.style or not value or start.line != end.line:  # a note, as likely as not
        return Oddity(rules.GLUED_COMMENT, *place, {"text": text.strip(), "fix": quoted(text)})
    return Oddity.retyped(rules.GLUED_COMMENT, place, old, quoted(text), text=text.strip())


def _oddity_of_plain(
    value: str, start: Mark, end: Mark, lines: Sequence[str], *, exact: bool
) -> Oddity | None:
    """Return why a value without quotes was likely meant otherwise than YAML reads it; `None` if it was not.

    It may have a bullet for a dash, run over lines, begin with a strange space, or have curly or half quotes.

    Args:
        value: The value.
        start: Mark of its first character.
        end: Mark behind its last one.
        lines: The lines of the whole text.
        exact: Whether to look for the column that a line was meant for, which is slow.
    """
    begins_line = not lines[start.line][: start.column].strip()
    place = start.line, start.column
    # What a fix replaces, of a value on one line: column and length.
    old = start.column, end.column - start.column
    # `• Báo cáo`, `-"Báo cáo"`: an entry of a list without its dash and blank.
    bullet = BULLET.match(value) if begins_line else None
    glued = begins_line and value.startswith(('-"', "-'"))
    if bullet or glued:
        fix = "- " + value[bullet.end() if bullet else 1 :].lstrip()
        if start.line != end.line:
            return Oddity(rules.DASH, *place, {"text": value, "fix": fix})
        return Oddity.retyped(rules.DASH, place, old, fix, text=value)
    # YAML joins lines: one of them lacks its dash or key, or the value its quotes.
    if start.line != end.line:
        number = next(n for n in range(start.line + 1, end.line + 1) if lines[n].strip(" \t"))
        line = lines[number]
        if begins_line and ITEM_LINE.match(line):
            first = lines[start.line].strip()
            rule = rules.STRAY_LINE if " " in first else rules.NO_DASH
            return Oddity(rule, start.line, start.column, {"text": first, "fix": "- " + first})
        values = {"text": line.strip(), "first": lines[start.line].strip()}
        return Oddity(rules.PLAIN_LINES, number, len(line) - len(line.lstrip()), values)
    # A no-break space, for one: it looks like an ordinary one, but YAML takes it for a part of the value.
    if ODD_SPACE.match(value):
        char = f"U+{ord(value[0]):04X}"
        if begins_line and not exact:
            return Oddity(rules.ODD_SPACE, *place, {"char": char})
        if begins_line:
            return misplaced(lines, start.line, start.column, rules.ODD_SPACE, char=char)
        odd = len(value) - len(value.lstrip())
        edit = Edit.of_line(start.line + 1, start.column + 1, odd, "")
        return Oddity(rules.ODD_SPACE, *place, {"char": char}, edit)
    return _oddity_of_quotes(value, place, old)


def _oddity_of_quotes(value: str, place: tuple[int, int], old: tuple[int, int]) -> Oddity | None:
    """Return the mistake of curly quotes around a value, or of a quote mark without the other; `None` for none.

    Args:
        value: The value, on one line.
        place: The line and the column where it begins, from 0.
        old: What a fix replaces: that column, and the value's length in the line.
    """
    if value[0] in _CURLY_OPEN and value[-1] in _CURLY_CLOSE:
        inner = value[1:-1]
        if inner and {*inner}.isdisjoint(_CURLY_OPEN + _CURLY_CLOSE):
            return Oddity.retyped(rules.CURLY_QUOTES, place, old, quoted(inner), text=value)
    # `."Báo cáo"`: what stands before the quotes got there by a slip.
    first = value.find('"')
    if 0 < first <= _MAX_STRAY and value.endswith('"', first + 1):
        return Oddity.retyped(rules.NO_OPENING, place, old, value[first:], quote='"', text=value)
    # `Báo cáo"`: one quote mark lacks the other.
    quote = '"' if value.count('"') % 2 else "'"
    if quote == '"' or (value.endswith(quote) and value.count(quote) == 1):
        return Oddity.retyped(rules.NO_OPENING, place, old, quoted(value), quote=quote, text=value)
    return None


def _oddity_of_escape(event: Event, lines: Sequence[str]) -> Oddity | None:
    """Return the mistake of a quoted value with a hidden character typed by its number behind a backslash.

    The number can be seen in the file, but nobody sees the character once the value is read.
    """
    start, end = event.start_mark, event.end_mark
    for hidden in HIDDEN_OR_CONTROL.finditer(event.value):
        typed = "".join(lines[start.line : end.line + 1])
        if hidden[0] not in typed:  # else `decoding` has judged it
            values = {"char": f"U+{ord(hidden[0]):04X}", "name": hidden_name(hidden[0])}
            return Oddity(rules.HIDDEN, start.line, start.column, values)
    return None


def _oddity_of_swallowed_field(event: Event, lines: Sequence[str]) -> Oddity | None:
    """Return the mistake of a quoted value over several lines that has swallowed a field; else `None`.

    One of its lines looks like `key: …`, so the quote mark was likely meant to be closed before.
    """
    start, end = event.start_mark, event.end_mark
    if event.style not in "\"'":
        return None
    if not any(KEY_LINE.match(line) for line in lines[start.line + 1 : end.line + 1]):
        return None
    text, quote = lines[start.line][start.column :].strip(), event.style
    values = {"quote": quote, "inner": INNER[quote], "text": text}
    return Oddity(rules.OPEN_QUOTE, start.line, start.column, values)


Plain: TypeAlias = "str | list[Plain] | dict[str, Plain] | None"
# Path of a value from the top: names in mappings, numbers in lists.
Keys: TypeAlias = Sequence[str | int]


MAX_DEPTH = 20
# Only for the first problems of a text is the column looked for that a line was meant for: that is slow.
_MAX_EXACT = 5


class EventReader:
    """A reading of a text by the events of the YAML parser.

    Attributes:
        problems: What was wrong, in the order of the text.
        complete: Whether the data hold every value as typed.
    """

    def __init__(self, text: NumberedText) -> None:
        """Take a text; `read` reads it.

        Args:
            text: The text.
        """
        self._text = text
        self._repeating: set[int] = set()
        self.problems: list[Problem] = []
        self.complete = True

    # One flat loop, without a call for an ordinary value.
    def read(self) -> Plain:  # noqa: PLR0912, PLR0915
        """Return the data, built from the parser's events.

        Raises:
            yaml.YAMLError: The text is no YAML.
        """
        parser = CParser(self._text.text)
        next_event: Any = parser.get_event
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
                value: str | None = event.value
                if event.anchor is not None or event.tag is not None:
                    self._refuse_anchor_or_tag(event)
                if key is None and type(current) is dict:
                    key = value or ""
                    if key in current or key == "<<":
                        self._refuse_key(event, key, current)
                    if not key.isascii():
                        self._note_oddity(event)
                    continue
                if current is not None and (each or odd(event.value)):
                    self._note_oddity(event)
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
                group = self._opened_group(event, current, key, len(stack))
                if group is None:
                    return None
                if current is None:
                    root = group
                stack.append(current)
                current, key = group, None
            elif kind is yaml.AliasEvent:
                self._refuse_anchor_or_tag(event)
                key = put_nothing(current, key)
            elif kind is yaml.DocumentStartEvent:
                if started:
                    self._refuse_document(event)
                    return root
                started = True
            elif kind is yaml.StreamEndEvent:
                return root

    def _opened_group(self, event: Event, current: Any, key: str | None, depth: int) -> Any:  # noqa: ANN401 - nested data
        """Return a new group, put into the group around it; `None` if reading has to end here.

        It ends where groups are too deep, or where a group stands as a key.

        Args:
            event: The parser's event at its start.
            current: The group around it.
            key: The key that waits for its value, if one does.
            depth: How many groups are around it.
        """
        if event.anchor is not None or getattr(event, "tag", None) is not None:
            self._refuse_anchor_or_tag(event)
        if depth >= MAX_DEPTH:
            place = self._text.place(event.start_mark)
            self._give_up(rules.TOO_DEEP.at(place, most=MAX_DEPTH))
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
        """Note a problem because of which the data do not hold all that was typed; reading goes on."""
        self.complete = False
        self.problems.append(problem)

    def _note_oddity(self, event: Event) -> None:
        """Note a problem if a value was likely meant otherwise than YAML reads it."""
        oddity = oddity_of_value(event, self._text.lines, exact=len(self.problems) < _MAX_EXACT)
        if oddity is not None:
            self._give_up(self._text.problem(oddity))

    def _refuse_anchor_or_tag(self, event: Event) -> None:
        """Note a problem of an anchor, an alias or a tag, by which YAML values are more than text."""
        shown = self._text.typed_at(event.start_mark) or getattr(event, "tag", None) or ""
        rule = rules.ANCHOR if event.anchor is not None else rules.TAG
        problem = rule.at(self._text.place(event.start_mark), text=shown)
        if type(event) is yaml.AliasEvent:
            self._give_up(problem)
        else:
            self.problems.append(problem)

    def _refuse_key(self, event: Event, key: str, group: dict[str, Plain]) -> None:
        """Note a problem of a key that stands in its group already, or of `<<`.

        A group is reported once: a row whose dash is missing repeats every key.
        """
        location = self._text.place(event.start_mark)
        if key == "<<" and not event.style:
            self._give_up(rules.ANCHOR.at(location, text="<<"))
            return
        if key not in group or id(group) in self._repeating:
            return
        self._repeating.add(id(group))
        mark, lines, first_line = event.start_mark, self._text.lines, self._text.first_line
        repeat = self._text.repeats.get(mark.index)
        first = repeat.first[0].start_mark.line if repeat else line_above(key, mark, lines)
        instead = cure_of_repeat(repeat, lines, first_line) if repeat else None
        values = {"key": key, "first": first + first_line}
        self.problems.append(rules.DUPLICATE_KEY.at(location, **values).cured(instead))

    def _refuse_document(self, event: Event) -> None:
        """Note a problem of a second document in one file, which begins at `---`."""
        location = self._text.place(event.start_mark)
        self._give_up(rules.SEVERAL_DOCUMENTS.at(location, text=self._text.line(location)))


# `  - ten: "Sở Mẫu"`, `muc:`, `# ghi chú`; not `ten: Sở Mẫu`. Its groups are the indent, the dash, the key,
# the key's value, and a value behind a dash.
_VALUE = r'"([^"\\\n]*+(?:\\[n"\\][^"\\\n]*+)*+)"'
_LINES = re.compile(
    rf"^( *+)(- )?+(?:([a-z_0-9]++):(?: {_VALUE})?+|{_VALUE}|#[^\n]*+)?+$", re.MULTILINE
).split
_ESCAPE = re.compile(r"\\(.)")
_PARTS = 6  # of a line: its groups, and what ends it
_DASH = 2  # columns
_MAX_KEY = 1_000  # of YAML 1,024
_WHOLE_KEY = "\n"  # holds the whole text while it is read: a key that no file can have


# One flat loop, without a call for an ordinary value: much of a build's time is spent here.
def read_formatted(text: str, most_depth: int) -> dict[str, Any] | None:  # noqa: PLR0912
    """Return the data of a text in the layout of `fmt`; `None` if it has another layout.

    Most files have it, and reading them so takes a fraction of the parser's time. `None` never means
    a mistake: the parser then reads the text, and finds the mistake if there is one.

    Args:
        text: The text.
        most_depth: How many groups may stand within each other.
    """
    parts = _LINES(text)
    if len(parts) != 1 + _PARTS * (text.count("\n") + 1):
        return None
    whole: dict[str, Any] = {}
    # The group that the line stands in, and the column of its keys or dashes; then those around it.
    column = -1
    group: Any = whole
    inner: Any
    around: list[tuple[int, Any]] = []
    # The key on the line before that has no value as yet.
    waiting = _WHOLE_KEY
    escaped = "\\" in text
    lines = zip(*[iter(parts[1:])] * _PARTS, strict=True)
    for indent, dash, key, value, item, _ in lines:
        if key is None and item is None:
            if dash:
                return None
            continue
        at = len(indent)
        if waiting and (at > column or (dash and at == column)):
            around.append((column, group))
            group[waiting] = inner = [] if dash else {}
            column, group = at, inner
        else:
            while at < column or (at == column and not dash and type(group) is list):
                column, group = around.pop()
        waiting = ""
        if at != column or (type(group) is list) != bool(dash):
            return None
        if key is None:
            if not dash:
                return None
            group.append(_unescaped(item) if escaped else item)
            continue
        if dash:
            around.append((column, group))
            at += _DASH
            inner = {}
            group.append(inner)
            column, group = at, inner
        if key in group or len(key) > _MAX_KEY or len(around) > most_depth:
            return None
        group[key] = _unescaped(value) if escaped and value else value
        if value is None:
            waiting = key
    data = whole.get(_WHOLE_KEY)
    return data if type(data) is dict else None


def _unescaped(value: str) -> str:
    """Return a quoted value with its escapes resolved, of which `fmt` writes only three kinds."""
    return _ESCAPE.sub(lambda escape: "\n" if escape[1] == "n" else escape[1], value)
