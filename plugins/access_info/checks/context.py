"""The context that every check is given: an agency, the law, the other agencies' names."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from access_info.checks import rules
from access_info.legal.framework import Framework
from access_info.loading import LoadedAgency, Row
from access_info.model.as_of import AsOf
from access_info.model.items import ConditionalItem, Document, Item
from access_info.model.registry import DOCUMENTS, PlainRow, plain_rows
from access_info.model.types import did_you_mean
from access_info.problems import Location, Problem, Rule
from access_info.scanning import AttachmentScan
from access_info.source.events import Plain

Keys = tuple[str | int, ...]
# Means every id of an agency of which a list could not be read: no link to it is called dead.
ANY_ID = "*"
# “so-tu-phap”; not “Sở Tư pháp”, “sotuphap”.
_ID_LIKE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")


@dataclasses.dataclass(frozen=True)
class Reference:
    """A link to another agency's item, to be followed when that agency has been read."""

    agency: str
    item: str
    key: str
    location: Location


class ClearedAttachments(Protocol):
    """Attachments in which the secrecy gate found nothing, remembered from run to run."""

    def holds(self, name: str, digest: str) -> bool:
        """Tell whether nothing was found in a file of this name and content."""

    def add(self, name: str, digest: str) -> None:
        """Remember that nothing was found."""


@dataclasses.dataclass
class Context:
    """An agency with all that its checks need to know, and what they gather for each other.

    Attributes:
        loaded: The agency as read.
        framework: The law.
        agencies: Folder names of all agencies.
        as_of: The day that waivers are judged at.
        scan: Path → scan of an attachment; `None`: attachments are not checked.
        cleared: Attachments that need no second look, or `None`.
        new_files: Attachments that a proposal brings, by path below the agency's folder.
        item_ids: Ids of the agency's rows.
        references: Links to other agencies' items, gathered by the checks.
        naming: Values that may name somebody, gathered by the secrecy gate.
    """

    loaded: LoadedAgency
    framework: Framework
    agencies: frozenset[str]
    as_of: AsOf
    scan: Callable[[Path], AttachmentScan] | None = None
    cleared: ClearedAttachments | None = None
    new_files: frozenset[str] = frozenset()
    item_ids: frozenset[str] = frozenset()
    references: list[Reference] = dataclasses.field(default_factory=list)
    naming: set[str] = dataclasses.field(default_factory=set)

    @functools.cached_property
    def typed_rows(self) -> Mapping[str, tuple[PlainRow, ...]]:
        """Rows as they were typed, each followed by the documents under it, by their file."""
        documents = self.loaded.documents
        return {name: tuple(plain_rows(name, documents[name].data)) for name in documents}

    @functools.cached_property
    def withdrawn_files(self) -> frozenset[str]:
        """Attachments that were taken down, by path below the agency's folder."""
        agency = self.loaded.agency
        return frozenset(agency.withdrawn_files if agency is not None else ())

    def records(self) -> Iterator[tuple[Row, Keys, Item | Document | ConditionalItem]]:
        """Yield rows of the two lists and documents under them, with the path of each in its file."""
        for row in self.loaded.rows:
            record = row.record
            if type(record) is Item:
                yield row, row.keys, record
                for number, document in enumerate(record.documents):
                    yield row, row.path(DOCUMENTS, number), document
            elif type(record) is ConditionalItem:
                yield row, row.keys, record

    @functools.cached_property
    def naming_records(self) -> Mapping[str, Sequence[tuple[Row, Keys, Item | Document]]]:
        """Rows and documents that name an attachment, by its path below the agency's folder."""
        naming: dict[str, list[tuple[Row, Keys, Item | Document]]] = {}
        for row, keys, record in self.records():
            if isinstance(record, ConditionalItem):
                continue
            for path in filter(None, map(attachment_path, record.files)):
                naming.setdefault(path, []).append((row, keys, record))
        return naming

    def agency_reference(
        self, text: str, key: str, place: Callable[[], Location]
    ) -> Iterator[Problem]:
        """Yield a problem of a value that looks like an agency's folder name and is none; a full name in words is right."""
        if text in self.agencies or not _ID_LIKE.fullmatch(text):
            return
        yield rules.UNKNOWN_AGENCY.at(
            place(), key=key, text=text, hint=did_you_mean(text, self.agencies)
        )

    def item_reference(
        self, text: str, key: str, place: Callable[[], Location]
    ) -> Iterator[Problem]:
        """Yield a problem of a value that looks like an item's id and is none; keep `agency/id` to be followed later."""
        if text in self.item_ids or ANY_ID in self.item_ids:
            return
        agency, slash, item = text.partition("/")
        if slash and agency in self.agencies:
            self.references.append(Reference(agency, item, key, place()))
            return
        if slash or " " in text:
            return
        yield rules.UNKNOWN_ITEM.at(
            place(), key=key, text=text, hint=did_you_mean(text, self.item_ids)
        )


def problem_with_choices(
    rule: Rule, location: Location, *, choices: Iterable[str], **values: object
) -> Problem:
    """Return a problem whose cure lists choices in full."""
    problem = rule.at(location, choices="", **values)
    return dataclasses.replace(problem, cure=rule.cure.format(choices=", ".join(choices)))


def texts_in(value: Plain, keys: Keys = ()) -> Iterator[tuple[Keys, str]]:
    """Yield each text of plain data, behind the path that leads to it."""
    if isinstance(value, str):
        yield keys, value
    elif value:
        below = value.items() if isinstance(value, dict) else enumerate(value)
        for key, entry in below:
            yield from texts_in(entry, (*keys, key))


def attachment_path(text: str) -> str | None:
    """Return `tep/quy-che.pdf` for that or `quy-che.pdf`; `None` if it leads elsewhere."""
    if "\\" in text or ":" in text or text.startswith(("/", "~")):
        return None
    parts = text.removeprefix("tep/").split("/")
    if not all(parts) or any(part in {".", ".."} for part in parts):
        return None
    return "tep/" + "/".join(parts)
