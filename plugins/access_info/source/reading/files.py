"""Files and bytes → documents, with what hides in them named first."""

from __future__ import annotations

from pathlib import Path

from access_info.problems import Problem
from access_info.source.cures import rules
from access_info.source.reading import text
from access_info.source.reading.documents import SourceDocument


def read_yaml(path: Path) -> SourceDocument:
    """Read the YAML file at `path`; whatever is wrong with it stands in `.problems`."""
    content = text.read_bytes(path)
    if isinstance(content, Problem):
        return SourceDocument(path=path.as_posix(), text="", refused=[content])
    return parse_yaml(content, path=path.as_posix())


def parse_yaml(content: bytes, *, path: str) -> SourceDocument:
    """Parse the YAML in `content` as if it stood at `path`."""
    decoded = text.decode(content, path=path)
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
        f"U+{ord(char):04X}" in problem.message for char in text.KHMER_JOINERS
    )
