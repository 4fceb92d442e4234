"""Data files → their canonical text: declared order, NFC, quoted, with every comment and id."""

from __future__ import annotations

import copy
import dataclasses
import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from access_info.checks.context import attachment_path
from access_info.checks.items import missing_ids
from access_info.checks.scan_reviews import OTHER_FILE
from access_info.loading.folders import JURISDICTION_FILE as JURISDICTION
from access_info.loading.folders import AgencyFolder, read_folder
from access_info.model import items
from access_info.model.binding import modernised
from access_info.model.derived import record_of
from access_info.model.fields import Record, canonical, fields_of
from access_info.model.registry import plain_rows
from access_info.model.verification import Review
from access_info.problems import Location, Problem
from access_info.source.cure_rules import TOO_LARGE
from access_info.source.decoding import MAX_BYTES
from access_info.source.documents import SourceDocument, parse_yaml, read_yaml
from access_info.source.replacing import replace_file
from access_info.source.rewriting import rewrite_yaml

Keys = tuple[str | int, ...]

# Answers on people's names, typed by hand → the same, each bound to its row's title and note.

_LISTS = (items.DisclosureList, items.ConditionalList)


def with_naming_digests(record: type[Record], data: dict[str, Any]) -> dict[str, Any]:
    """Fill in the digest of each answer that has none; one that is there is never another's to renew.

    Args:
        record: The kind of file.
        data: What it holds; left as it is.

    Returns:
        A copy with digests, or `data` itself where none is wanting.
    """
    digests = dict(_missing_digests(data)) if record in _LISTS else {}
    if not digests:
        return data
    filled = copy.deepcopy(data)
    for keys, digest in digests.items():
        answer: Any = filled
        for key in keys:
            answer = answer[key]
        answer[items.DIGEST] = digest
    return filled


def _missing_digests(data: Mapping[str, Any]) -> Iterator[tuple[Keys, str]]:
    """Yield the path of each answer without a digest, and what it is to be."""
    for row in plain_rows("", data):
        answer = items.answer_in(row.record)
        if answer is not None and answer.answer is not None and not answer.digest:
            yield (
                row.path(items.NAMED_PEOPLE),
                items.naming_digest(*items.words_to_read(row.record)),
            )


# Hashes of the files that people looked through: filled in where there is none, never renewed.

_FILES, _NAME, _DIGEST = "tep", "ten", "bam"


@dataclasses.dataclass(frozen=True, slots=True)
class HashEdit:
    """What is typed into an entry, or what stands in it and is another file's.

    Attributes:
        keys: Where the entry stands in the file.
        file: The attachment, without its folder.
        field: The key that is typed; `None` where nothing is, because the hash is another file's.
        value: What is typed.
    """

    keys: Keys
    file: str
    field: str | None = None
    value: str = ""


class AttachmentHashes:
    """SHA-256 of an agency's attachments, each read when first asked for."""

    def __init__(self, folder: AgencyFolder) -> None:
        """Read nothing yet.

        Args:
            folder: The agency's files.
        """
        self._folder = folder
        self._known: dict[str, str] = {}

    def of(self, name: str) -> str:
        """Return a file's hash; "" where there is no such attachment.

        Args:
            name: As data name it.
        """
        path = attachment_path(name)
        if path is None or path not in self._folder.attachments:
            return ""
        if path not in self._known:
            with (self._folder.path / path).open("rb") as file:
                self._known[path] = hashlib.file_digest(file, "sha256").hexdigest()
        return self._known[path]

    def named(self, digest: str) -> str:
        """Return the attachment of a hash, without its folder; "" where there is none or several.

        Args:
            digest: In hexadecimal.
        """
        bare = [path.removeprefix("tep/") for path in self._folder.attachments]
        same = [name for name in bare if self.of(name) == digest.lower()]
        return same[0] if len(same) == 1 else ""


def hash_edits(
    record: type[Record], data: Mapping[str, Any], hashes: AttachmentHashes
) -> Iterator[HashEdit]:
    """Yield what is to be typed into the entries of reviews, and which of them are another file's.

    Args:
        record: What the data is read as.
        data: A file's data, as `SourceDocument.data` gives it.
        hashes: Of the agency's attachments.
    """
    for keys, entry in _reviewed_files(record, data, ()):
        name, digest = (str(entry.get(key) or "").strip() for key in (_NAME, _DIGEST))
        actual = hashes.of(name) if name else ""
        if actual and not digest:
            yield HashEdit(keys, name, _DIGEST, actual)
        elif actual and digest.lower() != actual:
            yield HashEdit(keys, name)
        elif digest and not name and (found := hashes.named(digest)):
            yield HashEdit(keys, found, _NAME, found)


def _reviewed_files(
    record: type[Record], data: Mapping[str, Any], keys: Keys
) -> Iterator[tuple[Keys, Mapping[str, Any]]]:
    """Yield the entries of every review in the data, with the place of each."""
    for doc in fields_of(record):
        value = data.get(doc.key)
        if doc.record is None or not value:
            continue
        several = value if isinstance(value, list) else [value]
        for number, inner in enumerate(several):
            place = (*keys, doc.key, number) if isinstance(value, list) else (*keys, doc.key)
            if isinstance(inner, Mapping):
                if record is Review and doc.key == _FILES:
                    yield place, inner
                yield from _reviewed_files(doc.record, inner, place)


_ENDING = ".yml"


@dataclasses.dataclass(frozen=True)
class Formatted:
    """A file as it is and as it should be written.

    Attributes:
        path: The file.
        before: Its bytes.
        after: Its canonical text; the same bytes where it has to be left alone.
        ids: Line of each row that had no id, and the id that it was given.
        problems: Why it has to be left alone.
        lacks_ids: Whether rows stay without ids, because another list of the agency cannot be
            read and its ids are not known.
        hashes: Line of each entry about a file that somebody looked through, and the file that a hash or
            name was typed for.
        replaced: What is said of files that are others than those looked through.
    """

    path: Path
    before: bytes
    after: bytes
    ids: tuple[tuple[int, str], ...] = ()
    problems: tuple[Problem, ...] = ()
    lacks_ids: bool = False
    hashes: tuple[tuple[int, str], ...] = ()
    replaced: tuple[Problem, ...] = ()

    @property
    def changes(self) -> bool:
        """Whether there is something to write."""
        return self.before != self.after

    def write(self) -> None:
        """Put the canonical text in the file's place, whole or not at all.

        Raises:
            ChangedMeanwhileError: The file is not what was read; it stays as it is.
            OSError: It cannot be written; the old one is as it was.
        """
        replace_file(self.path, self.after, before=self.before)


def format_agency(folder: Path) -> Iterator[Formatted]:
    """Bring every data file of an agency into canonical text; write nothing yet.

    Args:
        folder: The agency's folder.
    """
    files = read_folder(folder)
    hashes = AttachmentHashes(files)
    listed = files.texts
    paths = {name: path for name, path in listed.items() if name.endswith(_ENDING)}
    documents = {name: read_yaml(path) for name, path in paths.items()}
    wanted = _new_ids(documents)
    known = all(document.readable for name, document in documents.items() if _is_list(name))
    for name, path in paths.items():
        given = wanted.get(name, {})
        lacks = bool(given) and _is_list(name) and not known
        document, place = documents[name], f"{folder.name}/{name}"
        ids = {} if lacks else given
        yield _formatted(path, document, place, ids, lacks_ids=lacks, hashes=hashes)


def format_jurisdiction(agencies: Path) -> Iterator[Formatted]:
    """Bring `_dia-ban.yml`, where there is one, into canonical text; write nothing yet."""
    path = agencies / JURISDICTION
    if path.is_file() and not path.is_symlink():
        yield _formatted(path, read_yaml(path), JURISDICTION, {})


def _is_list(name: str) -> bool:
    """Tell whether a file's ids must differ from those of the agency's other lists."""
    return items.list_of_file(name) is not None


def _new_ids(
    documents: Mapping[str, SourceDocument],
) -> dict[str, dict[Keys, str]]:
    """Return the ids that rows lack: file, place of the row, new id."""
    missing: dict[str, dict[Keys, str]] = {}
    readable = {name: document for name, document in documents.items() if document.readable}
    for name, keys, identifier in missing_ids(readable):
        missing.setdefault(name, {})[keys] = identifier
    return missing


def _formatted(
    path: Path,
    document: SourceDocument,
    name: str,
    ids: Mapping[Keys, str],
    *,
    lacks_ids: bool = False,
    hashes: AttachmentHashes | None = None,
) -> Formatted:
    """Bring one file into canonical text, with ids, digests and hashes filled in."""
    record = record_of(name)
    before = document.content
    if record is None or before is None or not document.readable:
        return Formatted(path, b"", b"", problems=tuple(document.problems))
    document = modernised(record, document)
    edits = list(hash_edits(record, document.data, hashes)) if hashes is not None else []
    typed = [edit for edit in edits if edit.field is not None]
    data: dict[str, Any] = copy.deepcopy(document.data) if ids or typed else document.data
    for keys, identifier in ids.items():
        _value_at(data, keys)["ma"] = identifier
    for edit in typed:
        _value_at(data, edit.keys)[edit.field] = edit.value
    ordered = canonical(record, with_naming_digests(record, data))
    after = rewrite_yaml(document.text, ordered).encode()
    if len(after) > MAX_BYTES:
        place = Location(path.as_posix())
        wrong = TOO_LARGE.at(place, size=len(after) // 1024, most=MAX_BYTES // 1024)
        return Formatted(path, before, before, problems=(wrong,))
    again = parse_yaml(after, path=path.as_posix())
    if not again.readable or again.data != ordered:
        raise AssertionError(f"the canonical text of {name} does not read back equal")
    given = ((document.locate(keys).line, id_) for keys, id_ in ids.items())
    return Formatted(
        path,
        before,
        after,
        tuple(given),
        lacks_ids=lacks_ids,
        hashes=tuple((document.locate(edit.keys).line, edit.file) for edit in typed),
        replaced=tuple(
            OTHER_FILE.at(document.locate((*edit.keys, "bam")), text=edit.file)
            for edit in edits
            if edit.field is None
        ),
    )


def _value_at(data: Any, keys: Keys) -> Any:  # noqa: ANN401 - plain data
    """Return what stands at a place of plain data."""
    for key in keys:
        data = data[key]
    return data
