"""Run the secrecy gate: find what must not be published, in values and in attachments."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from access_info.checks.context import Context
from access_info.checks.safety.detections import GateViolation
from access_info.checks.safety.list_publishing import (
    lists_in_attachment,
    lists_in_data,
    lists_in_scan,
    softened_in_posted_lists,
)
from access_info.checks.safety.rules import NAMED_PEOPLE
from access_info.checks.safety.standing import names_alone
from access_info.checks.safety.violations import violations_in_attachment, violations_in_data
from access_info.checks.safety.waivers import judge, published_files
from access_info.model.items import ConditionalItem, Document, Item
from access_info.problems import Location, Problem
from access_info.scanning import AttachmentScan

# What the codes of the gate's rules begin with.
_GATE_CODES = "TT6"
# Lines that a warning about names lists at most.
_MAX_LINES = 5


def check_safety(context: Context) -> Iterator[Problem]:
    """Yield problems for secrets, personal data and hidden parts of files, unless a waiver lets them pass.

    An error of the gate stops no build: `Problem.withheld` names what is left out.
    """
    violations = [
        *violations_in_data(context.loaded, context.naming),
        *lists_in_data(context),
    ]
    if context.scan is not None and context.loaded.folder.attachments:
        published = published_files(context)
        for name in context.loaded.folder.attachments:
            violations += _in_attachment(context, name, context.scan, published=name in published)
    yield from judge(context, violations, context.as_of)


def _in_attachment(
    context: Context, name: str, scan: Callable[[Path], AttachmentScan], *, published: bool
) -> list[GateViolation]:
    """Return what is wrong with an attachment; a file already found clean is not looked at again.

    Args:
        context: The agency.
        name: The attachment's path below the agency's folder.
        scan: Reads a file.
        published: Whether all titles of records that name the file are of public acts, which publish names.
    """
    path, cleared = context.loaded.folder.path / name, context.cleared
    scanned = scan(path)
    # A file cleared as a list of prize-winners is not cleared as one of poor households.
    digest = scanned.digest + ("+" if published else "")
    if cleared is not None and cleared.holds(name, digest):
        return []
    wrong = list(violations_in_attachment(name, path, scanned, published=published))
    listed = lists_in_scan(scanned)
    # Whether a list may be published depends on the item that names the file, which may change.
    if cleared is not None and not wrong and not listed:
        cleared.add(name, digest)
    lists = list(lists_in_attachment(context, name, path, listed))
    return [*softened_in_posted_lists(wrong, lists), *lists]


def check_named_people(context: Context, reported: Iterable[Problem]) -> Iterator[Problem]:
    """Yield one warning (`NAMED_PEOPLE`) a file for rows that name people whom nobody has said may be named.

    It is a question to whoever types: nothing is withheld, for many may rightly be named.

    Args:
        context: The agency.
        reported: Problems found before. Values that the gate has reported are not counted again.
    """
    if not context.naming:
        return
    caught = {problem.location for problem in reported if problem.code.startswith(_GATE_CODES)}
    places: dict[str, list[Location]] = {}
    for row, keys, record in context.records():
        # Only of texts in which the gate's quick look saw a name.
        if not context.naming.isdisjoint((record.title or "", record.note or "")):
            key = _field_to_ask_about(record)
            if key:
                place = context.loaded.locate(row.file, *keys, key)
                if place not in caught:
                    places.setdefault(row.file, []).append(place)
    for open_places in places.values():
        lines = ", ".join(str(place.line) for place in open_places[:_MAX_LINES])
        more = " …" if len(open_places) > _MAX_LINES else ""
        yield NAMED_PEOPLE.at(open_places[0], count=len(open_places), lines=f"{lines}{more}")


def _field_to_ask_about(record: Item | Document | ConditionalItem) -> str:
    """Return the key of the field, “ten” or “ghi_chu”, that names people of whom nobody has said they may be named.

    "" if neither field names private people, or if the row answers (`named_people`) for these texts.
    """
    fields = (("ten", record.title), ("ghi_chu", record.note))
    key = next((key for key, text in fields if text and names_alone(text)), "")
    answer = record.named_people
    return "" if answer is not None and answer.holds_for(record.title, record.note) else key
