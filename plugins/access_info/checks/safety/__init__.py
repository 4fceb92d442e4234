"""The secrecy gate: what must not be published, in values and in attachments."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from access_info.checks.context import Context
from access_info.checks.safety.attachments import violations_in_attachment
from access_info.checks.safety.detect import detect
from access_info.checks.safety.detections import Detection, TextPlace
from access_info.checks.safety.listed.clues import may_list
from access_info.checks.safety.prefilter import suspicious
from access_info.checks.safety.values import place_of, violations_in_data
from access_info.checks.safety.violations import GateViolation
from access_info.checks.safety.waivers import judge, published_files
from access_info.problems import Problem
from access_info.scanning import AttachmentScan

__all__ = [
    "Detection",
    "TextPlace",
    "check_safety",
    "detect",
    "place_of",
    "suspicious",
]


def check_safety(context: Context) -> Iterator[Problem]:
    """Yield marks of secrecy, personal data and hidden things, but what a waiver lets pass.

    An error of the gate stops no build: `Problem.withheld` names what is left out.
    """
    finds = list(violations_in_data(context.loaded, context.naming))
    if may_list(context.loaded):
        # Not before it is needed: in most builds no text has changed that may hold a list.
        from access_info.checks.safety.listed.publishing import lists_in_data  # noqa: PLC0415

        finds += lists_in_data(context)
    if context.scan is not None and context.loaded.folder.attachments:
        published = published_files(context)
        for name in context.loaded.folder.attachments:
            finds += _in_attachment(context, name, context.scan, published=name in published)
    yield from judge(context, finds, context.as_of)


def _in_attachment(
    context: Context, name: str, scan: Callable[[Path], AttachmentScan], *, published: bool
) -> list[GateViolation]:
    """Gather what is wrong with an attachment; one in which nothing was found is not read again."""
    path, cleared = context.loaded.folder.path / name, context.cleared
    scanned = scan(path)
    # What is right in a list of prize-winners is not in one of poor households.
    digest = scanned.digest + ("+" if published else "")
    if cleared is not None and cleared.holds(name, digest):
        return []
    from access_info.checks.safety.listed.publishing import (  # noqa: PLC0415 - as above
        lists_in_attachment,
        lists_in_scan,
        posted_with_lists,
    )

    wrong = list(violations_in_attachment(name, path, scanned, published=published))
    listed = lists_in_scan(scanned)
    # Whether a list may be published hangs on the item that names the file, which may change.
    if cleared is not None and not wrong and not listed:
        cleared.add(name, digest)
    lists = list(lists_in_attachment(context, name, path, listed))
    return [*posted_with_lists(wrong, lists), *lists]
