"""Read YAML text as plain data: every value as typed, and with its place in the file.

The C parser of PyYAML hands over events; nothing is ever constructed, so no type is guessed
(`0243`, `7:30`, `no`, `1.10` stay text). A text in the layout that `fmt` writes is read without the
parser (`events.read_formatted`). Few places are ever asked for: only then, or for an edit, a text is
composed into nodes.
"""

from __future__ import annotations

import bisect
import dataclasses
import re
from collections.abc import Iterator, Sequence
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
    NumberedText,
    Plain,
    child,
    cure_of_bare_rows,
    read_formatted,
    values_of,
)
from access_info.source.value_cures import quoted


class SourceDocument(NumberedText):
    """A YAML text that was read: its data, its problems, and where each value stands.

    Attributes:
        data: The top mapping; empty if the text could not be read.
        problems: What was wrong in reading it.
        complete: Whether `data` holds every value as typed, so that it may be checked further, if
            only to report more mistakes.
        decomposed: Lines typed with accents as separate characters, which `decoding` has joined.
        content: The bytes of the file as read, to compare before the file is replaced; `None` if
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
        """Read `text`, unless it is refused for characters in it.

        Args:
            path: Absolute path, with `/`.
            text: The text as `decoding` gives it.
            first_line: Number of its first line in the file.
            refused: The problems for which it is not read at all.
            tried: Whether it is read only to see what an edit would change; its own edits are then
                not tried.
        """
        super().__init__(path, text, first_line)
        self._tried = tried
        self.data: dict[str, Plain] = {}
        self.problems: list[Problem] = list(refused)
        self.complete = False
        self.decomposed: frozenset[int] = frozenset()
        self.content: bytes | None = None
        if not refused:
            self._read()

    def refuse_outside(self, key: str, problems: Sequence[Problem]) -> None:
        """Add those problems of hidden characters that do not lie within a value of `key`.

        Zero-width characters are right in Khmer text, which stands under the key `km`.
        """
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
        """Whether the data may be used, that is, nothing was wrong."""
        return not self.problems

    def locate(self, keys: Keys, *, key: bool = False) -> Location:
        """Return the place of the value at `keys`, or of its nearest parent if it is absent.

        Args:
            keys: Path from the top: names in mappings, numbers in lists.
            key: Return the place of the last key's name, not of its value.
        """
        pairs = list(self._nodes_along(keys))
        if not pairs:
            return Location(self.path, self.first_line)
        name, value = pairs[-1]
        is_named = key and len(pairs) > len(keys) and name is not None
        return self.place((name if is_named and name is not None else value).start_mark)

    def _nodes_along(self, keys: Keys) -> Iterator[tuple[yaml.Node | None, yaml.Node]]:
        """Yield the nodes (key, value) of the whole text and of each step of a path, as far as it exists."""
        value = self.root
        if value is not None:
            yield None, value
        for step in keys:
            if (name_and_value := child(value, step)) is None:
                return
            yield name_and_value
            value = name_and_value[1]

    def nodes_at(self, keys: Keys) -> tuple[yaml.Node | None, yaml.Node] | None:
        """Return the nodes (key, value) at a path; `None` if nothing is there."""
        pairs = list(self._nodes_along(keys))
        return pairs[-1] if len(pairs) > len(keys) else None

    def _read(self) -> None:
        """Read the text: fast if it has the layout that `fmt` writes, else by the parser.

        Where the parser fails, the mistake behind its error is found.
        """
        formatted = read_formatted(self.text, MAX_DEPTH)
        if formatted is not None:
            self.data, self.complete = formatted, True
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
            if isinstance(value, dict):
                self.data = value
            elif value is not None and not self.problems:
                self.complete = False
                instead = cure_of_bare_rows(self.root, self.first_line)
                shape = "một danh sách" if isinstance(value, list) else "một dòng chữ"
                problem = rules.NOT_A_MAPPING.at(self.locate(()), found=shape)
                self.problems.append(problem.cured(instead))

    def _without_useless_edit(self, problem: Problem) -> Problem:
        """Return the problem without its edit, unless the edit would let the text be read past this place.

        That is tried on a copy of the text.
        """
        if problem.edit is None or self._tried:
            return problem
        typed = problem.edit.moved(1 - self.first_line).applied_to(self.text)
        after = SourceDocument(path=self.path, text=typed, first_line=self.first_line, tried=True)
        last = max(problem.location.line, problem.edit.line)
        if all(left.location.line > last for left in after.problems):
            return problem
        return dataclasses.replace(problem, edit=None)


# Values that every reader of YAML takes as text even without quotes.
_PLAIN = re.compile(r"[^\W_][\w.\-/]*")


def retyped_value(document: SourceDocument, keys: Keys, text: str) -> Edit | None:
    """Return the edit that replaces a single value by `text`; it keeps quotes or adds them where needed.

    Returns:
        `None` if there is no such value, or it runs over several lines.
    """
    node = _value_node(document, keys)
    if node is None:
        return None
    bare = not node.style and _PLAIN.fullmatch(text)
    return _retyping_edit(document, node, text if bare else quoted(text))


def _value_node(document: SourceDocument, keys: Keys) -> yaml.ScalarNode | None:
    """Return the node of the single value at a path; `None` for a group or if nothing is there."""
    name_and_value = document.nodes_at(keys)
    if name_and_value is None or not isinstance(name_and_value[1], yaml.ScalarNode):
        return None
    return name_and_value[1]


def as_list(document: SourceDocument, keys: Keys) -> Edit | None:
    """Return the edit that puts a single value into a list of one: `a` → `["a"]`.

    Returns:
        `None` if there is no such value, or it runs over several lines.
    """
    node = _value_node(document, keys)
    if node is None or not node.value.strip():
        return None
    escaped = str(node.value).replace("\\", "\\\\").replace('"', '\\"')
    return _retyping_edit(document, node, f'["{escaped}"]')


def renamed_key(document: SourceDocument, keys: Keys, name: str) -> Edit | None:
    """Return the edit that renames the last key of a path to `name`; `None` if there is no such key."""
    name_and_value = document.nodes_at(keys)
    if name_and_value is None or name_and_value[0] is None:
        return None
    return _retyping_edit(document, name_and_value[0], name)


def added_field(document: SourceDocument, keys: Keys, field: str, text: str) -> Edit | None:
    """Return the edit that adds a field at the head of a group, or fills the field that is empty there.

    Args:
        document: The document that holds the group.
        keys: The group's path.
        field: The key to add.
        text: Its value, to be put in quotes.

    Returns:
        `None` if there is no such group, or the field has a value already.
    """
    name_and_value = document.nodes_at((*keys, field))
    if name_and_value is not None:
        return None if name_and_value[1].value else retyped_value(document, (*keys, field), text)
    name_and_value = document.nodes_at(keys)
    node = name_and_value[1] if name_and_value is not None else None
    if not isinstance(node, yaml.MappingNode) or not node.value:
        return None
    inline = node.flow_style
    place = document.place((node.value[0][0] if inline else node).start_mark)
    gap = ", " if inline else "\n" + " " * (place.column - 1)
    return Edit.of_line(place.line, place.column, 0, f"{field}: {quoted(text)}{gap}")


def _retyping_edit(document: SourceDocument, node: yaml.Node, typed: str) -> Edit | None:
    """Return the edit that types a value or key differently; `None` if it runs over several lines."""
    start, end = document.place(node.start_mark), document.place(node.end_mark)
    if start.line != end.line:
        return None
    glued = start == end  # an empty value ends where its key's colon stands
    return Edit.of_line(
        start.line, start.column, end.column - start.column, f" {typed}" if glued else typed
    )


def read_yaml(path: Path) -> SourceDocument:
    """Read the YAML file at `path`; what is wrong with it stands in `.problems`."""
    content = decoding.read_bytes(path)
    if isinstance(content, Problem):
        return SourceDocument(path=path.as_posix(), text="", refused=[content])
    return parse_yaml(content, path=path.as_posix())


def parse_yaml(content: bytes, *, path: str) -> SourceDocument:
    """Read YAML from bytes as if they were the file at `path`."""
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
    """Tell whether a problem is that of a zero-width character that Khmer text needs.

    `parse_yaml` then asks where it stands: under the key `km` it is right.
    """
    return problem.code == rules.HIDDEN.code and any(
        f"U+{ord(char):04X}" in problem.message for char in decoding.KHMER_JOINERS
    )


# A line that may belong to front matter: `ten: Sở`, a comment, an indented line, an entry of a list.
_FIELD_LIKE = re.compile(r"[a-z_]+:(\s|$)|#|[ ]+\S|- ")


@dataclasses.dataclass(frozen=True)
class Prose:
    """A Markdown file.

    Attributes:
        fields: Its front matter, with lines counted in the file; empty if it has none.
        body: The Markdown below.
        body_line: The body's first line in the file, from 1.
    """

    fields: SourceDocument
    body: str
    body_line: int


def read_prose(path: Path) -> Prose:
    """Read the Markdown file at `path`; what is wrong with it stands in `.fields.problems`."""
    content = decoding.read_bytes(path)
    shown = path.as_posix()
    if isinstance(content, Problem):
        return Prose(SourceDocument(path=shown, text="", refused=[content]), "", 1)
    prose = _parse_prose(content, shown)
    prose.fields.content = content
    return prose


def _parse_prose(content: bytes, shown: str) -> Prose:
    """Read a Markdown file from bytes, front matter and body."""
    clean = decoding.decode(content, path=shown)
    decoded = clean.text
    lines = decoded.split("\n") if clean.problems else []
    unwanted = [problem for problem in clean.problems if not _is_khmer_on_line(lines, problem)]
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
        return Prose(_unclosed_front_matter(shown, trimmed.split("\n"), blank), "", 1)
    start = decoded.index(fields, blank) if fields else 0
    first_line = decoded.count("\n", 0, start) + 1
    body_line = decoded.count("\n", 0, len(decoded) - len(body)) + 1
    document = SourceDocument(path=shown, text=fields, first_line=first_line)
    if not document.problems and _begins_with_fields(body):
        line = first_line + fields.rstrip("\n").count("\n") + 1
        closing = rules.SEVERAL_DOCUMENTS.at(Location(shown, line), text="---")
        closing = closing.typed(Edit.without_line(line))
        document = SourceDocument(path=shown, text="", refused=[closing])
    return Prose(document, body, body_line)


def _unclosed_front_matter(path: str, lines: list[str], blank: int) -> SourceDocument:
    """Return a document with the problem of front matter that has no closing `---`.

    If its fields are wrong already, these problems are enough; else the cure says above which line
    the `---` belongs.

    Args:
        path: The file.
        lines: Its lines from the opening `---` on.
        blank: Number of blank lines before that.
    """
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


def _begins_with_fields(body: str) -> bool:
    """Tell whether a body begins with lines of fields and then `---`.

    Then the `---` before it stood too early: it cut the front matter in two.
    """
    for number, line in enumerate(body.lstrip("\n").split("\n")):
        if line.startswith("---"):
            return number > 0
        if not _FIELD_LIKE.match(line):
            return False
    return False


def _is_khmer_on_line(lines: list[str], problem: Problem) -> bool:
    """Tell whether a problem is that of a Khmer joiner on a line with `lang="km"`, where it is right."""
    if problem.code != rules.HIDDEN.code:
        return False
    line = lines[problem.location.line - 1]
    char = line[problem.location.column - 1]
    return char in decoding.KHMER_JOINERS and 'lang="km"' in line
