"""Hold what every check is given: an agency, the law, the names of the other agencies."""

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
# Among the ids of an agency: that a list could not be read, so that no link to it may be called dead.
ANY_ID = "*"
# “so-tu-phap”; not “Sở Tư pháp”, “sotuphap”.
_ID_LIKE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")


@dataclasses.dataclass(frozen=True)
class Reference:
    """A link to another agency's item, checked when all agencies have been read.

    Attributes:
        agency: Folder name of the other agency.
        item: Id of its item.
        key: The field that holds the link.
        location: Where it stands.
    """

    agency: str
    item: str
    key: str
    location: Location


class ClearedAttachments(Protocol):
    """A memory, from run to run, of attachments in which the secrecy gate found nothing."""

    def holds(self, name: str, digest: str) -> bool:
        """Tell whether nothing was found in a file of this name and digest."""

    def add(self, name: str, digest: str) -> None:
        """Remember that nothing was found in the file."""


@dataclasses.dataclass
class Context:
    """An agency with all that its checks need to know, and what they gather for each other.

    Attributes:
        loaded: The agency as read.
        framework: The law.
        agencies: Folder names of all agencies.
        as_of: The day that waivers are judged at.
        scan: Reads an attachment; `None`: attachments are not checked.
        cleared: Attachments in which an earlier run found nothing, or `None`.
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
        """File → its rows, as typed and before validation, each followed by the documents under it."""
        documents = self.loaded.documents
        return {name: tuple(plain_rows(name, documents[name].data)) for name in documents}

    def records(self) -> Iterator[tuple[Row, Keys, Item | Document | ConditionalItem]]:
        """Yield (row, path, record) of the rows of both lists and of the documents under them.

        The path leads to the record, the row's own or that of a document under it, in the data file.
        """
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
        """Attachment (path below the agency's folder) → the rows and documents that name it.

        Each as (row, path in the data file, record), as `records` yields them.
        """
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
        """Yield a problem (TT312) of a value that looks like a folder name and is no agency's: “so-tu-phap”.

        A name in words, “Sở Tư pháp”, is right: not every agency has a folder here.

        Args:
            text: The value.
            key: The field.
            place: Returns where the value stands; called only if it is wrong.
        """
        if text in self.agencies or not _ID_LIKE.fullmatch(text):
            return
        yield rules.UNKNOWN_AGENCY.at(
            place(), key=key, text=text, hint=did_you_mean(text, self.agencies)
        )

    def item_reference(
        self, text: str, key: str, place: Callable[[], Location]
    ) -> Iterator[Problem]:
        """Yield a problem (TT313) of a value that looks like an item's id and is none.

        “agency/id” is kept in `references`, to be checked when all agencies are read. A text with
        blanks is a title in words and right.

        Args:
            text: The value.
            key: The field.
            place: Returns where the value stands; called only if it is needed.
        """
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
    """Return a problem whose cure lists all allowed values; its message, which has to be short, does not."""
    problem = rule.at(location, choices="", **values)
    return dataclasses.replace(problem, cure=rule.cure.format(choices=", ".join(choices)))


def texts_in(value: Plain, keys: Keys = ()) -> Iterator[tuple[Keys, str]]:
    """Yield (path of keys, text) for each text in the data of a file, however deep; `keys` is the path so far."""
    if isinstance(value, str):
        yield keys, value
    elif value:
        below = value.items() if isinstance(value, dict) else enumerate(value)
        for key, entry in below:
            yield from texts_in(entry, (*keys, key))


def attachment_path(text: str) -> str | None:
    """Return the path `tep/…` of an attachment; `None` if the text leads out of the folder.

    `quy-che.pdf` or `tep/quy-che.pdf` → `tep/quy-che.pdf`; `../a.pdf` → `None`.
    """
    if "\\" in text or ":" in text or text.startswith(("/", "~")):
        return None
    parts = text.removeprefix("tep/").split("/")
    if not all(parts) or any(part in {".", ".."} for part in parts):
        return None
    return "tep/" + "/".join(parts)
