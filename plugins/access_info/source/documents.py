"""YAML text → plain data, every scalar as typed, every value able to tell its place.

The C parser of PyYAML hands over events; nothing is ever constructed, so no type is guessed
(`0243`, `7:30`, `no`, `1.10` stay text). A text is read once: the places of its values come from
the marks of those events, or are counted where it has the layout that `fmt` writes (`formatted.py`).
Only one that has a problem, or an edit to be found in it, is composed again into nodes.
"""

from __future__ import annotations

import bisect
import dataclasses
import re
from collections.abc import Sequence
from pathlib import Path

import yaml
from frontmatter.default_handlers import YAMLHandler

from access_info.problems import Cure, Edit, Location, Problem
from access_info.source import cure_rules as rules
from access_info.source import decoding, syntax_cures
from access_info.source.events import (
    MAX_DEPTH,
    EventReader,
    Keys,
    Mark,
    NumberedText,
    Plain,
    Positions,
    bare_rows,
    child,
    read_formatted,
    values_of,
)
from access_info.source.value_cures import quoted


class SourceDocument(NumberedText):
    """A YAML text that was read: its data, its problems, and where each value stands.

    Attributes:
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
        super().__init__(path, text, first_line)
        self._tried = tried
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
            for value in values_of(self.root, key)
        )
        for problem in problems:
            before = bisect.bisect(spans, problem.location, key=lambda span: span[0])
            if not before or problem.location >= spans[before - 1][1]:
                self.complete = False
                self.problems.append(problem)

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
        node = self.root
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
        """Return the nodes of the name and the value at `keys`, if they are there."""
        root = self.root
        name_and_value: tuple[yaml.Node | None, yaml.Node] | None = (
            (None, root) if root is not None else None
        )
        for step in keys:
            name_and_value = child(name_and_value[1], step) if name_and_value is not None else None
        return name_and_value

    def _read(self) -> None:
        formatted = read_formatted(self.text, MAX_DEPTH)
        if formatted is not None:
            self.data, self.complete = formatted.top, True
            self._positions = formatted
            return
        reader = EventReader(self)
        self.problems = reader.problems
        try:
            value = reader.read()
        except yaml.MarkedYAMLError as error:
            oddity = syntax_cures.diagnose(self.text, error)
            failure = self._without_useless_edit(self.problem(oddity))
            self.problems = [min([*self.problems, failure], key=lambda problem: problem.location)]
        except yaml.YAMLError:
            # The reader refuses a character; `decode` has named it already.
            self.problems.append(rules.SYNTAX.at(Location(self.path), text=""))
        else:
            self.complete = reader.complete
            self._positions = Positions(value, reader.marks, reader.ends)
            if isinstance(value, dict):
                self.data = value
            elif value is not None and not self.problems:
                self.complete = False
                instead = bare_rows(self.root, self.first_line)
                shape = "một danh sách" if isinstance(value, list) else "một dòng chữ"
                problem = rules.NOT_A_MAPPING.at(self.locate(()), found=shape)
                self.problems.append(problem.cured(instead))

    def _without_useless_edit(self, problem: Problem) -> Problem:
        """Return the problem without its edit, unless that lets the text be read past its place."""
        if problem.edit is None or self._tried:
            return problem
        typed = problem.edit.moved(1 - self.first_line).applied_to(self.text)
        after = SourceDocument(path=self.path, text=typed, first_line=self.first_line, tried=True)
        last = max(problem.location.line, problem.edit.line)
        if all(left.location.line > last for left in after.problems):
            return problem
        return dataclasses.replace(problem, edit=None)


# Read as plain text by every reader of YAML, and good without quotes.
_PLAIN = re.compile(r"[^\W_][\w.\-/]*")


def retyped_value(document: SourceDocument, keys: Keys, text: str) -> Edit | None:
    """Return the edit that retypes a single value as `text`, in quotes where it has quotes or needs them.

    Returns:
        `None` if there is no such value, or it runs over several lines.
    """
    node = _single_value(document, keys)
    if node is None:
        return None
    bare = not node.style and _PLAIN.fullmatch(text)
    return _retyped(document, node, text if bare else quoted(text))


def _single_value(document: SourceDocument, keys: Keys) -> yaml.ScalarNode | None:
    name_and_value = document.nodes_at(keys)
    if name_and_value is None or not isinstance(name_and_value[1], yaml.ScalarNode):
        return None
    return name_and_value[1]


def as_list(document: SourceDocument, keys: Keys) -> Edit | None:
    """Return the edit that puts a single value in a list of one.

    Returns:
        `None` if there is no such value, or it runs over several lines.
    """
    node = _single_value(document, keys)
    if node is None or not node.value.strip():
        return None
    escaped = str(node.value).replace("\\", "\\\\").replace('"', '\\"')
    return _retyped(document, node, f'["{escaped}"]')


def renamed_key(document: SourceDocument, keys: Keys, name: str) -> Edit | None:
    """Return the edit that renames the last key of a path to `name`; `None` if there is no such key."""
    name_and_value = document.nodes_at(keys)
    if name_and_value is None or name_and_value[0] is None:
        return None
    return _retyped(document, name_and_value[0], name)


def added_field(document: SourceDocument, keys: Keys, field: str, text: str) -> Edit | None:
    """Return the edit that adds a field at the head of a group, or fills it where it stands there empty.

    Args:
        document: Where the group was read.
        keys: The group's path.
        field: The key.
        text: Its value, to be put in quotes.

    Returns:
        `None` if there is no such group, or the field stands there with something in it.
    """
    name_and_value = document.nodes_at((*keys, field))
    if name_and_value is not None:
        return (
            retyped_value(document, (*keys, field), text) if not name_and_value[1].value else None
        )
    name_and_value = document.nodes_at(keys)
    node = name_and_value[1] if name_and_value is not None else None
    if not isinstance(node, yaml.MappingNode) or not node.value:
        return None
    inline = node.flow_style
    place = document.place((node.value[0][0] if inline else node).start_mark)
    gap = ", " if inline else "\n" + " " * (place.column - 1)
    return Edit.of_line(place.line, place.column, 0, f"{field}: {quoted(text)}{gap}")


def _retyped(document: SourceDocument, node: yaml.Node, typed: str) -> Edit | None:
    """Return the edit that types a value or a key otherwise; `None` if it runs over several lines."""
    start, end = document.place(node.start_mark), document.place(node.end_mark)
    if start.line != end.line:
        return None
    glued = start == end  # an empty value ends where its key's colon stands
    return Edit.of_line(
        start.line, start.column, end.column - start.column, f" {typed}" if glued else typed
    )


def read_yaml(path: Path) -> SourceDocument:
    """Read the YAML file at `path`; whatever is wrong with it stands in `.problems`."""
    content = decoding.read_bytes(path)
    if isinstance(content, Problem):
        return SourceDocument(path=path.as_posix(), text="", refused=[content])
    return parse_yaml(content, path=path.as_posix())


def parse_yaml(content: bytes, *, path: str) -> SourceDocument:
    """Parse the YAML in `content` as if it stood at `path`."""
    decoded = decoding.decode(content, path=path)
    joiners = [problem for problem in decoded.problems if _is_joiner(problem)]
    unwanted = [problem for problem in decoded.problems if not _is_joiner(problem)]
    document = SourceDocument(path=path, text=decoded.text, refused=unwanted)
    document.decomposed = decoded.decomposed
    document.content = content
    if joiners and not document.problems:
        document.refuse_outside("km", joiners)
    return document


def _is_joiner(problem: Problem) -> bool:
    """Tell whether a problem is of a zero-width character that Khmer uses, allowed under `km`."""
    return problem.code == rules.HIDDEN.code and any(
        f"U+{ord(char):04X}" in problem.message for char in decoding.KHMER_JOINERS
    )


_FIELD_LIKE = re.compile(r"[a-z_]+:(\s|$)|#|[ ]+\S|- ")


@dataclasses.dataclass(frozen=True)
class Prose:
    """A Markdown file.

    Attributes:
        fields: Its front matter, lines counted in the file; empty when it has none.
        body: The Markdown below.
        body_line: The body's first line in the file, from 1.
    """

    fields: SourceDocument
    body: str
    body_line: int


def read_prose(path: Path) -> Prose:
    """Read the Markdown file at `path`; whatever is wrong stands in `.fields.problems`."""
    content = decoding.read_bytes(path)
    shown = path.as_posix()
    if isinstance(content, Problem):
        return Prose(SourceDocument(path=shown, text="", refused=[content]), "", 1)
    prose = _parse(content, shown)
    prose.fields.content = content
    return prose


def _parse(content: bytes, shown: str) -> Prose:
    clean = decoding.decode(content, path=shown)
    decoded = clean.text
    lines = decoded.split("\n") if clean.problems else []
    unwanted = [problem for problem in clean.problems if not _khmer(lines, problem)]
    if unwanted:
        return Prose(SourceDocument(path=shown, text="", refused=unwanted), "", 1)
    handler = YAMLHandler()
    trimmed = decoded.lstrip()
    if not handler.detect(trimmed):
        return Prose(SourceDocument(path=shown, text=""), decoded, 1)
    blank = decoded[: len(decoded) - len(trimmed)].count("\n")
    try:
        fields, body = handler.split(trimmed)
    except ValueError:
        return Prose(_unclosed(shown, trimmed.split("\n"), blank), "", 1)
    start = decoded.index(fields, blank) if fields else 0
    first_line = decoded.count("\n", 0, start) + 1
    body_line = decoded.count("\n", 0, len(decoded) - len(body)) + 1
    document = SourceDocument(path=shown, text=fields, first_line=first_line)
    if not document.problems and _goes_on(body):
        line = first_line + fields.rstrip("\n").count("\n") + 1
        closing = rules.SEVERAL_DOCUMENTS.at(Location(shown, line), text="---")
        closing = closing.typed(Edit.without_line(line))
        document = SourceDocument(path=shown, text="", refused=[closing])
    return Prose(document, body, body_line)


def _unclosed(path: str, lines: list[str], blank: int) -> SourceDocument:
    """Explain front matter without an end: by its fields, else by where the end belongs."""
    end = next((n for n in range(1, len(lines)) if not _FIELD_LIKE.match(lines[n])), len(lines))
    fields = SourceDocument(path=path, text="\n".join(lines[1:end]), first_line=2 + blank)
    if fields.problems:
        return fields
    number = min(end + 1, len(lines)) + blank
    instead = None
    if end < len(lines):
        words = f"Thêm một dòng chỉ có --- ngay trên dòng {number}: “{lines[end].strip()}”."
        if not lines[end].strip():
            words = f"Thêm một dòng chỉ có --- ngay trên dòng {number} (dòng trống)."
        instead = Cure(words, Edit.of_line(number, 1, 0, "---\n"))
    problem = rules.FRONT_MATTER.at(Location(path, number)).cured(instead)
    return SourceDocument(path=path, text="", refused=[problem])


def _goes_on(body: str) -> bool:
    """Tell whether text begins with fields up to a further `---`: the first came too early."""
    for number, line in enumerate(body.lstrip("\n").split("\n")):
        if line.startswith("---"):
            return number > 0
        if not _FIELD_LIKE.match(line):
            return False
    return False


def _khmer(lines: list[str], problem: Problem) -> bool:
    """Tell whether a hidden character is a Khmer joiner on a line with `lang="km"`."""
    if problem.code != rules.HIDDEN.code:
        return False
    line = lines[problem.location.line - 1]
    char = line[problem.location.column - 1]
    return char in decoding.KHMER_JOINERS and 'lang="km"' in line
