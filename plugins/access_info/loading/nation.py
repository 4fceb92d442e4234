"""Reads `quoc-gia.yml`."""

from __future__ import annotations

from pathlib import Path

from access_info.loading import rules
from access_info.model.binding import bind
from access_info.model.nation import Member, Nation
from access_info.problems import Location, Problem
from access_info.source import SourceDocument, read_yaml

NATION_FILE = "quoc-gia.yml"


def load_nation(path: Path) -> tuple[Nation | None, SourceDocument | None, list[Problem]]:
    """Read the file of a nation; `None` for what it does not say well enough.

    Folders that members are read from are absolute in the record, wherever the file lies.

    Args:
        path: The file.
    """
    if path.is_symlink():
        location = Location(path.as_posix())
        return None, None, [rules.SYMLINK.at(location, name=path.name)]
    document = read_yaml(path)
    problems = list(document.problems)
    if not document.complete:
        return None, document, problems
    bound = bind(Nation, document)
    problems += bound.problems
    if bound.record is None:
        return None, document, problems
    folder = path.absolute().parent
    members = tuple(_located(member, folder) for member in bound.record.members)
    return bound.record.model_copy(update={"members": members}), document, problems


def is_remote(source: str) -> bool:
    """Tell whether a source is an address of a repository, rather than a folder: `git@…:…`, `https://…`."""
    return "://" in source or (":" in source.partition("/")[0] and "@" in source.partition(":")[0])


def _located(member: Member, folder: Path) -> Member:
    url = member.url if member.url.endswith("/") or "?" in member.url else f"{member.url}/"
    source = member.source
    if source and not is_remote(source):
        source = str(folder / source)
    return member.model_copy(update={"url": url, "source": source or None})
