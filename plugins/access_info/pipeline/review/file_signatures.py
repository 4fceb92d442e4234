"""Attachments that a proposal brings → whose digital signature is on them, in the words of pages."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from pathlib import Path

from access_info.changes.difference import AgencyChange, FileChange, FileChangeKind
from access_info.checks import shown_signatures
from access_info.pages.rendering.signed import signature_words
from access_info.pages.rendering.translations import load_texts
from access_info.pipeline.review.attachment_texts import TextSide
from access_info.scanning import scan_all

_NONE: frozenset[str] = frozenset()
_BROUGHT = frozenset({FileChangeKind.ADDED, FileChangeKind.REPLACED})
_LOST = "Nay không có chữ ký số; bản trước: {before}"


def with_signatures(
    agencies: Iterable[AgencyChange], before: TextSide, after: TextSide, cache: Path
) -> Iterator[AgencyChange]:
    """Say whose signature is on each attachment that is new, or took another's place.

    Nothing is told of an attachment that the gate withholds, nor of one that it has not seen.

    Args:
        agencies: What changed in each.
        before: The earlier state.
        after: The later one.
        cache: The folder in which the gate's own readings are kept.
    """
    for agency in agencies:
        if any(change.kind in _BROUGHT for change in agency.files):
            files = tuple(_with_words(agency, file, before, after, cache) for file in agency.files)
            yield dataclasses.replace(agency, files=files)
        else:
            yield agency


def _with_words(
    agency: AgencyChange, file: FileChange, before: TextSide, after: TextSide, cache: Path
) -> FileChange:
    if file.kind not in _BROUGHT:
        return file
    words = _words(after, agency.id, file.name, cache)
    if words == "" and file.kind is FileChangeKind.REPLACED:
        earlier = _words(before, agency.was or agency.id, file.name, cache)
        words = _LOST.format(before=earlier[:1].lower() + earlier[1:]) if earlier else ""
    return dataclasses.replace(file, signed=words or "")


def _words(side: TextSide, agency: str, name: str, cache: Path) -> str | None:
    """Say whose signature is on a file; "" if there is none, `None` if nothing may be told."""
    path = side.folder / agency / name
    if agency not in side.judged or name in side.withheld.get(agency, _NONE):
        return None
    if not path.is_file():
        return None
    scanned = scan_all([path], cache=cache)[path]
    return signature_words(shown_signatures(scanned.signatures), load_texts())
