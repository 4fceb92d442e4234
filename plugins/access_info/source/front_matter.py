"""Markdown files with fields on top: split by `python-frontmatter`, read by our own loader."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from frontmatter.default_handlers import YAMLHandler

from access_info.problems import Location, Problem
from access_info.source import rules, text
from access_info.source.documents import Document


@dataclasses.dataclass(frozen=True)
class Prose:
    """A Markdown file.

    Attributes:
        fields: Its front matter, lines counted in the file; empty when it has none.
        body: The Markdown below.
        body_line: The body's first line in the file, from 1.
    """

    fields: Document
    body: str
    body_line: int


def read_prose(path: Path) -> Prose:
    """The Markdown file at `path`; whatever is wrong stands in `.fields.problems`."""
    content = text.read_bytes(path)
    shown = path.as_posix()
    if isinstance(content, Problem):
        empty = Document(path=shown, text="")
        empty.problems = [content]
        return Prose(empty, "", 1)
    clean = text.decode(content, path=shown)
    decoded = clean.text
    unwanted = [problem for problem in clean.problems if not _khmer(decoded, problem)]
    if unwanted:
        refused = Document(path=shown, text="")
        refused.problems = unwanted
        return Prose(refused, "", 1)
    handler = YAMLHandler()
    if not handler.detect(decoded):
        return Prose(Document(path=shown, text=""), decoded, 1)
    try:
        fields, body = handler.split(decoded)
    except ValueError:
        broken = Document(path=shown, text="")
        broken.problems = [rules.FRONT_MATTER.at(Location(shown))]
        return Prose(broken, "", 1)
    start = decoded.index(fields) if fields else 0
    first_line = decoded.count("\n", 0, start) + 1
    body_line = decoded.count("\n", 0, len(decoded) - len(body)) + 1
    return Prose(Document(path=shown, text=fields, first_line=first_line), body, body_line)


def _khmer(decoded: str, problem: Problem) -> bool:
    """Whether a hidden character is a Khmer joiner inside an element marked `lang="km"`."""
    if problem.code != rules.HIDDEN.code:
        return False
    line = decoded.split("\n")[problem.location.line - 1]
    char = line[problem.location.column - 1]
    return char in text.KHMER_JOINERS and 'lang="km"' in line
