"""Markdown files with fields on top: split by `python-frontmatter`, read by our own loader."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

from frontmatter.default_handlers import YAMLHandler

from access_info.problems import Cure, Edit, Location, Problem
from access_info.source.cures import rules
from access_info.source.reading import text
from access_info.source.reading.documents import SourceDocument

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
    content = text.read_bytes(path)
    shown = path.as_posix()
    if isinstance(content, Problem):
        return Prose(SourceDocument(path=shown, text="", refused=[content]), "", 1)
    prose = _parse(content, shown)
    prose.fields.content = content
    return prose


def _parse(content: bytes, shown: str) -> Prose:
    clean = text.decode(content, path=shown)
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
    return char in text.KHMER_JOINERS and 'lang="km"' in line
