"""Compares one agency in two states: everything that changed in it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from access_info.changes.compare.attachments import Hashes, file_changes, text_changes
from access_info.changes.compare.comments import comments_of, lost
from access_info.changes.compare.difference import AgencyChange
from access_info.changes.compare.fields import compare
from access_info.changes.compare.named_rows import newly_answered
from access_info.changes.compare.prose import page_changes
from access_info.changes.compare.records import (
    FieldChange,
    FileChangeKind,
    ListKind,
    Loss,
    LossKind,
    YearChange,
)
from access_info.changes.compare.rows import RowMatch, StateRow, match, row_changes, rows_of
from access_info.changes.compare.values import meaning
from access_info.changes.losses.notices import (
    field_notices,
    page_notices,
    row_notices,
    year_notices,
)
from access_info.changes.losses.part_losses import (
    field_losses,
    file_losses,
    page_losses,
    regulation_losses,
    year_losses,
)
from access_info.changes.losses.row_losses import row_losses
from access_info.loading import LoadedAgency, folders
from access_info.loading.folders import AgencyFolder
from access_info.model.agency import AgencyProfile, CorrectionLog, FreePage, YearStatistics
from access_info.model.fields import Record
from access_info.model.items import LISTS, DisclosureList, list_of_file

_NOTHING: frozenset[str] = frozenset()


@dataclasses.dataclass(frozen=True)
class Sides:
    """Bytes of an agency's files on both sides, beside what was read of them.

    Attributes:
        same: Whether the file of this path has the same bytes on both sides.
        hash_before: Hash of an attachment on the earlier side.
        hash_after: Hash of an attachment on the later side.
    """

    same: Callable[[str], bool]
    hash_before: Hashes
    hash_after: Hashes


def nothing(name: str) -> LoadedAgency:
    """Return an empty agency, to compare one that is new or gone with."""
    folder = AgencyFolder(name, Path(name), {}, {}, ())
    return LoadedAgency(folder, None, {}, (), {}, ())


def compare_agency(
    before: LoadedAgency,
    after: LoadedAgency,
    sides: Sides,
    *,
    elsewhere: Mapping[int, str],
    matches: tuple[RowMatch, ...],
) -> AgencyChange:
    """Compare an agency in two states; one of them may be `nothing`.

    Args:
        before: The agency before.
        after: The agency now.
        sides: The bytes of its files.
        elsewhere: Where rows that are gone are now, by identity.
        matches: Its rows, as `matched` gives them.
    """
    name = after.folder.id
    unread = tuple(_unread(before, after))
    profile: tuple[FieldChange, ...] = ()
    old, new = _data(before, folders.PROFILE), _data(after, folders.PROFILE)
    if (folders.PROFILE, "before") not in unread and (folders.PROFILE, "after") not in unread:
        profile = tuple(compare(AgencyProfile, old, new))
    years = tuple(_years(before, after))
    pages = tuple(page_changes(before, after))
    files = tuple(
        file
        for file in file_changes(
            before,
            after,
            same=sides.same,
            hash_before=sides.hash_before,
            hash_after=sides.hash_after,
        )
        # An unreadable file may name it, so nobody knows whether it is orphaned.
        if not (unread and file.kind is FileChangeKind.ORPHANED)
    )
    losses = (
        *field_losses(name, profile, folders.PROFILE),
        *regulation_losses(name, profile, old, new),
        *row_losses(name, matches, elsewhere),
        *year_losses(name, years),
        *page_losses(name, pages, after),
        *file_losses(name, files, after, matches),
    )
    rows = tuple(row_changes(matches))
    old_comments, new_comments = (
        comments_of(
            {
                file: document
                for file, document in side.documents.items()
                if file not in dict(unread)
            }
        )
        for side in (before, after)
    )
    change = AgencyChange(
        id=name,
        name=_called(after) or _called(before) or name,
        kind="sua" if before.folder.id == name else "doi-ten",
        was=before.folder.id if before.folder.id != name else "",
        fields=profile,
        rows=rows,
        years=years,
        pages=pages,
        files=files,
        losses=losses,
        notices=(
            *field_notices(name, _without_lost_regulation(profile, losses)),
            *row_notices(name, rows, losses),
            *year_notices(name, years),
            *page_notices(name, pages, before, after),
        ),
        texts=tuple(text_changes(files, profile, rows, before, after)),
        named=tuple(newly_answered(matches)),
        layout=tuple(_layout(before, after, sides)),
        comments_lost=lost(old_comments, new_comments),
        comments_new=lost(new_comments, old_comments),
        unread=unread,
    )
    if not change.says_something and not unread:
        elsewhere_now = before.documents.keys() ^ after.documents.keys()
        layout = (*change.layout, *sorted(elsewhere_now))
        return dataclasses.replace(change, kind="trinh-bay", layout=layout)
    return change


def _without_lost_regulation(
    profile: Iterable[FieldChange], losses: Iterable[Loss]
) -> Iterator[FieldChange]:
    """Yield changes of a profile, without those of a regulation reported as lost."""
    lost = {loss.key for loss in losses if loss.kind is LossKind.REGULATION}
    return (change for change in profile if change.after or change.keys[0] not in lost)


def matched(before: LoadedAgency, after: LoadedAgency) -> tuple[RowMatch, ...]:
    """Match rows before and now, without those of lists that one side could not read."""
    return tuple(_readable(match(rows_of(before), rows_of(after)), before, after))


def _readable(
    matches: Iterator[RowMatch], before: LoadedAgency, after: LoadedAgency
) -> Iterator[RowMatch]:
    unread = tuple(_unread(before, after))
    for pair in matches:
        row, side = (pair.before, "after") if pair.after is None else (pair.after, "before")
        doubtful = (pair.before is None or pair.after is None) and any(
            where == side and _may_hold(file, row) for file, where in unread
        )
        if not doubtful:
            yield pair


def _may_hold(file: str, row: StateRow | None) -> bool:
    """Tell whether a row may be in a file that cannot be read."""
    if row is None:
        return False
    if file == folders.CORRECTIONS:
        return row.list is ListKind.CORRECTIONS
    return row.list is not ListKind.CORRECTIONS and list_of_file(file) is not None


def _unread(before: LoadedAgency, after: LoadedAgency) -> Iterator[tuple[str, str]]:
    """Yield each file whose data cannot be used, with its side."""
    for loaded, side in ((before, "before"), (after, "after")):
        for file, document in loaded.documents.items():
            if not document.complete and (document.problems or document.text.strip()):
                yield file, side


def _data(loaded: LoadedAgency, file: str) -> Mapping[str, object]:
    document = loaded.documents.get(file)
    return document.data if document is not None and document.complete else {}


def _called(loaded: LoadedAgency) -> str:
    return loaded.agency.profile.name if loaded.agency is not None else ""


def _years(before: LoadedAgency, after: LoadedAgency) -> Iterator[YearChange]:
    ahead = f"{folders.STATISTICS_FOLDER}/"
    files = {file for side in (before, after) for file in side.documents if file.startswith(ahead)}
    for file in sorted(files):
        old, new = before.documents.get(file), after.documents.get(file)
        if (old is not None and not old.complete) or (new is not None and not new.complete):
            continue
        year = file.removeprefix(ahead).removesuffix(".yml")
        was, now = (old.data if old else {}), (new.data if new else {})
        fields = tuple(compare(YearStatistics, was, now))
        if old is None:
            yield YearChange(year, "them", fields)
        elif new is None:
            yield YearChange(year, "go", fields)
        elif fields:
            yield YearChange(year, "sua", fields)


def _layout(before: LoadedAgency, after: LoadedAgency, sides: Sides) -> Iterator[str]:
    """Yield the data files whose bytes differ and whose meaning is the same."""
    for file in after.documents:
        if file not in before.documents or sides.same(file):
            continue
        old, new = before.documents[file], after.documents[file]
        if not (old.complete and new.complete):
            continue
        if _body(before, file) == _body(after, file) and _file_meaning(
            file, old.data
        ) == _file_meaning(file, new.data):
            yield file


def _body(loaded: LoadedAgency, file: str) -> list[str]:
    for page in loaded.agency.pages if loaded.agency else ():
        if file == f"{folders.PAGES_FOLDER}/{page.name}.md":
            return [line.rstrip() for line in page.body.strip("\n").split("\n")]
    return []


def _file_meaning(file: str, data: Mapping[str, object]) -> object:
    return meaning(_record(file), data, without=_NOTHING)


def _record(file: str) -> type[Record]:
    if file == folders.PROFILE:
        return AgencyProfile
    name = list_of_file(file)
    if name is not None:
        return LISTS[name].file_record
    if file == folders.CORRECTIONS:
        return CorrectionLog
    if file.startswith(f"{folders.STATISTICS_FOLDER}/"):
        return YearStatistics
    if file.startswith(f"{folders.PAGES_FOLDER}/"):
        return FreePage
    return DisclosureList
