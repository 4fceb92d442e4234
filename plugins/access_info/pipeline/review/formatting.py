"""Formatting data files: canonical order and quotes, comments kept, ids and hashes filled in."""

from __future__ import annotations

import copy
import dataclasses
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

# Digests that bind an editor's answer on people's names (`NamedPeople`) to the title and note they
# read.

_LISTS = (items.DisclosureList, items.ConditionalList)


def with_naming_digests(record: type[Record], data: dict[str, Any]) -> dict[str, Any]:
    """Fill in the digest of each answer on people's names that has none.

    An existing digest is never renewed: if title or note changed since, the editor must answer
    again.

    Args:
        record: The kind of file.
        data: What the file holds; left as it is.

    Returns:
        A copy with digests, or `data` itself if none is missing.
    """
    digests = dict(_missing_digests(data)) if record in _LISTS else {}
    if not digests:
        return data
    filled = copy.deepcopy(data)
    for keys, digest in digests.items():
        _value_at(filled, keys)[items.DIGEST] = digest
    return filled


def _missing_digests(data: Mapping[str, Any]) -> Iterator[tuple[Keys, str]]:
    """Yield (keys of the answer, its digest) for each answer on people's names without a digest."""
    for row in plain_rows("", data):
        answer = items.answer_in(row.record)
        if answer is not None and answer.answer is not None and not answer.digest:
            yield (
                row.path(items.NAMED_PEOPLE),
                items.naming_digest(*items.words_to_read(row.record)),
            )


# Hashes of the files that somebody has reviewed for secrets: filled in if missing, never renewed.

_FILES, _NAME, _DIGEST = "tep", "ten", "bam"


@dataclasses.dataclass(frozen=True, slots=True)
class HashEdit:
    """A hash or name to fill into an entry of a review, or the finding that its hash does not fit.

    Attributes:
        keys: Keys of the entry in the data file.
        file: The attachment, without its folder.
        field: The key to fill in; `None` if the entry's hash is that of another file content, which
            means that the file was replaced after the review.
        value: The value to fill in.
    """

    keys: Keys
    file: str
    field: str | None = None
    value: str = ""


def _hash_of(folder: AgencyFolder, name: str) -> str:
    """Return the SHA-256 of an agency's attachment; "" if there is no such attachment.

    Args:
        folder: The agency's files.
        name: The attachment as data files name it, with or without `tep/`.
    """
    path = attachment_path(name)
    return folder.digest(path) if path is not None and path in folder.attachments else ""


def _name_of(folder: AgencyFolder, digest: str) -> str:
    """Return the name of the attachment with a hash, without `tep/`; "" if none or several have it.

    Args:
        folder: The agency's files.
        digest: SHA-256 in hexadecimal.
    """
    paths = [path for path in folder.attachments if folder.digest(path) == digest.lower()]
    return paths[0].removeprefix("tep/") if len(paths) == 1 else ""


def hash_edits(
    record: type[Record], data: Mapping[str, Any], folder: AgencyFolder
) -> Iterator[HashEdit]:
    """Yield what to fill into the entries of reviews (`ra_soat_mat`), and entries whose hash is wrong.

    An entry with a name but no hash gets the hash, one with a hash alone gets the name.

    Args:
        record: The kind of file.
        data: The file's data, as in `SourceDocument.data`.
        folder: The agency's files.
    """
    for keys, entry in _reviewed_files(record, data, ()):
        name, digest = (str(entry.get(key) or "").strip() for key in (_NAME, _DIGEST))
        actual = _hash_of(folder, name) if name else ""
        if actual and not digest:
            yield HashEdit(keys, name, _DIGEST, actual)
        elif actual and digest.lower() != actual:
            yield HashEdit(keys, name)
        elif digest and not name and (found := _name_of(folder, digest)):
            yield HashEdit(keys, found, _NAME, found)


def _reviewed_files(
    record: type[Record], data: Mapping[str, Any], keys: Keys
) -> Iterator[tuple[Keys, Mapping[str, Any]]]:
    """Yield (keys, entry) for each reviewed file that a review in the data lists, at any depth."""
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
    """A data file as it is and in canonical form.

    Attributes:
        path: The file.
        before: Its bytes.
        after: Its canonical text; the same bytes if the file has to be left alone.
        ids: Line of each row that had no id, and the id that it was given.
        problems: Why the file has to be left alone.
        lacks_ids: Whether rows stay without ids, because another list of the agency cannot be
            read and its ids are not known.
        hashes: Line of each entry of a review that was filled in, and the attachment it is about.
        replaced: Problems about attachments that were replaced after their review.
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
        """Whether the canonical text differs from the file."""
        return self.before != self.after

    def write(self) -> None:
        """Replace the file by its canonical text, in one step.

        Raises:
            ChangedMeanwhileError: Somebody saved the file since it was read; it stays as it is.
            OSError: It cannot be written; the old file stays.
        """
        replace_file(self.path, self.after, before=self.before)


def format_agency(folder: Path) -> Iterator[Formatted]:
    """Yield every data file of an agency with its canonical text; nothing is written yet.

    Args:
        folder: The agency's folder.
    """
    files = read_folder(folder)
    paths = {name: path for name, path in files.texts.items() if name.endswith(_ENDING)}
    documents = {name: read_yaml(path) for name, path in paths.items()}
    new_ids = _new_ids(documents)
    are_readable = all(document.readable for name, document in documents.items() if _is_list(name))
    for name, path in paths.items():
        ids_of_file = new_ids.get(name, {})
        lacks = bool(ids_of_file) and _is_list(name) and not are_readable
        document, place = documents[name], f"{folder.name}/{name}"
        ids = {} if lacks else ids_of_file
        yield _formatted(path, document, place, ids, lacks_ids=lacks, files=files)


def format_jurisdiction(agencies: Path) -> Iterator[Formatted]:
    """Yield `_dia-ban.yml`, if it exists, with its canonical text; nothing is written yet."""
    path = agencies / JURISDICTION
    if path.is_file() and not path.is_symlink():
        yield _formatted(path, read_yaml(path), JURISDICTION, {})


def _is_list(name: str) -> bool:
    """Tell whether a file is one of the agency's lists, whose ids must differ from each other's."""
    return items.list_of_file(name) is not None


def _new_ids(
    documents: Mapping[str, SourceDocument],
) -> dict[str, dict[Keys, str]]:
    """Return new ids for rows without one: file → keys of the row → id."""
    new_ids: dict[str, dict[Keys, str]] = {}
    readable = {name: document for name, document in documents.items() if document.readable}
    for name, keys, identifier in missing_ids(readable):
        new_ids.setdefault(name, {})[keys] = identifier
    return new_ids


def _formatted(
    path: Path,
    document: SourceDocument,
    name: str,
    ids: Mapping[Keys, str],
    *,
    lacks_ids: bool = False,
    files: AgencyFolder | None = None,
) -> Formatted:
    """Return one file with its canonical text, with ids, digests and hashes filled in.

    Args:
        path: The file.
        document: The file as read.
        name: Its path below the folder of agencies, which decides on the kind of file.
        ids: New ids by keys of the row.
        lacks_ids: Whether rows have to stay without ids.
        files: The agency's files, whose hashes are filled in; `None` for a file without reviews.

    Raises:
        AssertionError: The canonical text does not read back as the same data.
    """
    record = record_of(name)
    before = document.content
    if record is None or before is None or not document.readable:
        return Formatted(path, b"", b"", problems=tuple(document.problems))
    document = modernised(record, document)
    edits = list(hash_edits(record, document.data, files)) if files is not None else []
    to_fill = [edit for edit in edits if edit.field is not None]
    data: dict[str, Any] = copy.deepcopy(document.data) if ids or to_fill else document.data
    for keys, identifier in ids.items():
        _value_at(data, keys)["ma"] = identifier
    for edit in to_fill:
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
        hashes=tuple((document.locate(edit.keys).line, edit.file) for edit in to_fill),
        replaced=tuple(
            OTHER_FILE.at(document.locate((*edit.keys, "bam")), text=edit.file)
            for edit in edits
            if edit.field is None
        ),
    )


def _value_at(data: Any, keys: Keys) -> Any:  # noqa: ANN401 - plain data
    """Return the value at these keys of nested lists and mappings."""
    for key in keys:
        data = data[key]
    return data
