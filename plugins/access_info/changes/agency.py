"""Compares one agency in two states: everything that changed in it."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from access_info.changes.attachments import Hashes, file_changes, text_changes
from access_info.changes.difference import (
    AgencyChange,
    CommentChange,
    FieldChange,
    FileChangeKind,
    ListKind,
    Loss,
    LossKind,
    PageChange,
    YearChange,
)
from access_info.changes.fields import compare, meaning
from access_info.changes.losses import (
    field_losses,
    file_losses,
    page_losses,
    regulation_losses,
    row_losses,
    year_losses,
)
from access_info.changes.notices import field_notices, page_notices, row_notices, year_notices
from access_info.changes.rows import RowMatch, StateRow, match, newly_answered, row_changes, rows_of
from access_info.changes.sequences import stretches
from access_info.loading import LoadedAgency, folders
from access_info.loading.folders import AgencyFolder
from access_info.model.agency import AgencyProfile
from access_info.model.corrections import CorrectionLog
from access_info.model.declarations.fields import Record
from access_info.model.free_pages import FreePage
from access_info.model.items import DisclosureList
from access_info.model.lists import LISTS, list_of_file
from access_info.model.registry import ProsePage
from access_info.model.statistics import YearStatistics
from access_info.source import SourceDocument
from access_info.source.writing.comments import read_comments

# Free pages of an agency in two states.

_MANY = 400
_MOST_EXCERPT = 6


def page_changes(before: LoadedAgency, after: LoadedAgency) -> Iterator[PageChange]:
    """Yield free pages that came, went or changed; one that cannot be read is left out."""
    old, new = _pages(before), _pages(after)
    for name in sorted({*old, *new}):
        file = f"{folders.PAGES_FOLDER}/{name}.md"
        was, now = old.get(name), new.get(name)
        if was is None and now is not None:
            if file not in before.documents:
                yield PageChange(name, now.title, "them", added=len(_lines(now)))
        elif now is None and was is not None:
            if file not in after.documents:
                yield PageChange(name, was.title, "go", removed=len(_lines(was)))
        elif was is not None and now is not None:
            change = _change(name, before, after, was, now)
            if change is not None:
                yield change


def _pages(loaded: LoadedAgency) -> dict[str, ProsePage]:
    return {page.name: page for page in loaded.agency.pages} if loaded.agency else {}


def _lines(page: ProsePage) -> list[str]:
    return [line.rstrip() for line in page.body.strip("\n").split("\n")]


def _change(
    name: str, before: LoadedAgency, after: LoadedAgency, was: ProsePage, now: ProsePage
) -> PageChange | None:
    file = f"{folders.PAGES_FOLDER}/{name}.md"
    fields = tuple(compare(FreePage, before.documents[file].data, after.documents[file].data))
    removed, added = _difference(_lines(was), _lines(now))
    if not fields and not removed and not added:
        return None
    shown = [f"- {line.strip()}" for line in removed if line.strip()][: _MOST_EXCERPT // 2]
    shown += [f"+ {line.strip()}" for line in added if line.strip()]
    return PageChange(
        name,
        now.title,
        "sua",
        fields,
        added=len(added),
        removed=len(removed),
        excerpt=tuple(shown[:_MOST_EXCERPT]),
    )


def _difference(old: Sequence[str], new: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the lines that are gone and the lines that are new."""
    if old == new:
        return [], []
    changed = [stretch for stretch in stretches(old, new) if not stretch.same]
    if len(changed) == 1 and len(changed[0].before) + len(changed[0].after) > _MANY:
        # Perhaps not compared in order: lines that only moved are neither gone nor new.
        was, now = Counter(changed[0].before), Counter(changed[0].after)
        return list((was - now).elements()), list((now - was).elements())
    removed = [line for stretch in changed for line in stretch.before]
    return removed, [line for stretch in changed for line in stretch.after]


# Comments that a data file lost or gained; machines that save YAML often lose them.

_HASH = re.compile("#")
# Only so many `#` of a line are tried as the beginning of a comment.
_MOST_HASHES = 20


def comments_of(documents: Mapping[str, SourceDocument]) -> tuple[CommentChange, ...]:
    """Return every comment in some files, in order.

    Args:
        documents: Documents by path below the agency's folder.
    """
    return tuple(
        comment for file, document in documents.items() for comment in _comments(file, document)
    )


def _comments(file: str, document: SourceDocument) -> Iterator[CommentChange]:
    if "#" not in document.text:
        return
    try:
        read = read_comments(document.text)
    except ValueError:
        return  # the document's own problem says so
    texts = [*read.head, *(comment.text for comment in read.comments), *read.foot]
    wanted = Counter(text for text in texts if _words(text))
    first = document.first_line
    for number, line in enumerate(document.text.split("\n")):
        ending = line.rstrip()
        hashes = itertools.islice(_HASH.finditer(ending), _MOST_HASHES)
        at = next((text for mark in hashes if (text := ending[mark.start() :]) in wanted), None)
        if at is not None:
            wanted[at] -= 1
            if not wanted[at]:
                del wanted[at]
            yield CommentChange(file, first + number, _words(at))


def lost(
    before: Iterable[CommentChange], after: Iterable[CommentChange]
) -> tuple[CommentChange, ...]:
    """Return the comments that are no longer anywhere; one moved to another file is kept."""
    spare = Counter(comment.text for comment in after)
    gone = []
    for comment in before:
        if spare[comment.text] > 0:
            spare[comment.text] -= 1
        else:
            gone.append(comment)
    return tuple(gone)


def _words(text: str) -> str:
    """Return a comment's words: without `#`, spaces squeezed."""
    return re.sub(r"\s+", " ", text.strip().lstrip("#")).strip()


# Compares one agency in two states: everything that changed in it.


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
    return meaning(_record(file), data)


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
