"""Compare one agency in two states: profile, rows, figures, pages, attachments, comments, layout."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter
from pathlib import Path

from access_info.changes.attachments import file_changes, text_changes
from access_info.changes.difference import (
    AgencyChange,
    CommentChange,
    FieldChange,
    FileChangeKind,
    ListKind,
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
from access_info.changes.sequences import stretches, without_equals
from access_info.changes.states import AgencySides
from access_info.loading import LoadedAgency, folders
from access_info.loading.folders import AgencyFolder
from access_info.model.agency import AgencyProfile, FreePage, YearStatistics
from access_info.model.derived import record_of
from access_info.model.items import list_of_file
from access_info.model.registry import ProsePage
from access_info.source.documents import SourceDocument
from access_info.source.rewriting import read_comments

_MANY_LINES = 400
_MAX_EXCERPT = 6
_HASH = re.compile("#")
# Only so many `#` of a line are tried as the beginning of a comment.
_MAX_HASHES = 20


@dataclasses.dataclass(frozen=True)
class AgencyPair:
    """An agency before and now, one of which may be `nothing`, with its rows matched."""

    before: LoadedAgency
    after: LoadedAgency
    matches: tuple[RowMatch, ...]


def nothing(name: str) -> LoadedAgency:
    """Return an empty agency, to compare one that is new or gone with."""
    folder = AgencyFolder(name, Path(name), {}, {}, ())
    return LoadedAgency(folder, None, {}, (), {}, ())


def paired(before: LoadedAgency, after: LoadedAgency) -> AgencyPair:
    """Pair an agency's two states, without rows of lists that one side could not read."""
    unread = tuple(_unread(before, after))
    matches = []
    for pair in match(rows_of(before), rows_of(after)):
        row, side = (pair.before, "after") if pair.after is None else (pair.after, "before")
        doubtful = (pair.before is None or pair.after is None) and any(
            where == side and _may_hold(file, row) for file, where in unread
        )
        if not doubtful:
            matches.append(pair)
    return AgencyPair(before, after, tuple(matches))


def compare_agency(
    pair: AgencyPair, sides: AgencySides, elsewhere: Mapping[int, str]
) -> AgencyChange:
    """Compare an agency in two states.

    Args:
        pair: The agency before and now.
        sides: The bytes of its files.
        elsewhere: Where rows that are gone are now, by identity.
    """
    before, after, matches = pair.before, pair.after, pair.matches
    name, was = after.folder.id, before.folder.id
    unread = tuple(_unread(before, after))
    unread_files = dict(unread)
    old, new = _data(before, folders.PROFILE), _data(after, folders.PROFILE)
    profile: tuple[FieldChange, ...] = ()
    if folders.PROFILE not in unread_files:
        profile = tuple(compare(AgencyProfile, old, new))
    rows = tuple(row_changes(matches))
    years = tuple(_years(before, after))
    pages = tuple(page_changes(before, after))
    files = tuple(
        file
        for file in file_changes(before, after, sides)
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
    # What is gone of a regulation is reported as lost already.
    lost = {loss.key for loss in losses if loss.kind is LossKind.REGULATION}
    told = (field for field in profile if field.after or field.keys[0] not in lost)
    comments_lost, comments_new = comment_changes(
        *(
            {file: read for file, read in side.documents.items() if file not in unread_files}
            for side in (before, after)
        )
    )
    change = AgencyChange(
        id=name,
        name=_called(after) or _called(before) or name,
        kind="sua" if was == name else "doi-ten",
        was=was if was != name else "",
        fields=profile,
        rows=rows,
        years=years,
        pages=pages,
        files=files,
        losses=losses,
        notices=(
            *field_notices(name, told),
            *row_notices(name, rows, losses),
            *year_notices(name, years),
            *page_notices(name, pages, before, after),
        ),
        texts=tuple(text_changes(files, profile, rows, before, after)),
        named=tuple(newly_answered(matches)),
        layout=tuple(_layout(before, after, sides)),
        comments_lost=comments_lost,
        comments_new=comments_new,
        unread=unread,
    )
    if not change.says_something and not unread:
        elsewhere_now = before.documents.keys() ^ after.documents.keys()
        layout = (*change.layout, *sorted(elsewhere_now))
        return dataclasses.replace(change, kind="trinh-bay", layout=layout)
    return change


def _unread(before: LoadedAgency, after: LoadedAgency) -> Iterator[tuple[str, str]]:
    """Yield each file whose data cannot be used, with its side."""
    for loaded, side in ((before, "before"), (after, "after")):
        for file, document in loaded.documents.items():
            if not document.complete and (document.problems or document.text.strip()):
                yield file, side


def _may_hold(file: str, row: StateRow | None) -> bool:
    """Tell whether a row may be in a file that cannot be read."""
    if row is None:
        return False
    if file == folders.CORRECTIONS:
        return row.list is ListKind.CORRECTIONS
    return row.list is not ListKind.CORRECTIONS and list_of_file(file) is not None


def _data(loaded: LoadedAgency, file: str) -> Mapping[str, object]:
    document = loaded.documents.get(file)
    return document.data if document is not None and document.complete else {}


def _called(loaded: LoadedAgency) -> str:
    return loaded.agency.profile.name if loaded.agency is not None else ""


def _years(before: LoadedAgency, after: LoadedAgency) -> Iterator[YearChange]:
    ahead = f"{folders.STATISTICS_FOLDER}/"
    for file in sorted(before.documents.keys() | after.documents.keys()):
        old, new = before.documents.get(file), after.documents.get(file)
        if not file.startswith(ahead) or not all(side.complete for side in (old, new) if side):
            continue
        year = file.removeprefix(ahead).removesuffix(".yml")
        fields = tuple(compare(YearStatistics, old.data if old else {}, new.data if new else {}))
        if old is None or new is None:
            yield YearChange(year, "go" if new is None else "them", fields)
        elif fields:
            yield YearChange(year, "sua", fields)


def _layout(before: LoadedAgency, after: LoadedAgency, sides: AgencySides) -> Iterator[str]:
    """Yield the data files whose bytes differ and whose meaning is the same."""
    old_pages, new_pages = _pages(before), _pages(after)
    for file, new in after.documents.items():
        old = before.documents.get(file)
        if old is None or sides.are_same(file) or not (old.complete and new.complete):
            continue
        name = file.removeprefix(f"{folders.PAGES_FOLDER}/").removesuffix(".md")
        was, now = old_pages.get(name), new_pages.get(name)
        record = record_of(f"{after.folder.id}/{file}")
        if _lines(was) == _lines(now) and meaning(record, old.data) == meaning(record, new.data):
            yield file


def page_changes(before: LoadedAgency, after: LoadedAgency) -> Iterator[PageChange]:
    """Yield free pages that came, went or changed; one that cannot be read is left out."""
    old, new = _pages(before), _pages(after)
    for name in sorted({*old, *new}):
        file = f"{folders.PAGES_FOLDER}/{name}.md"
        was, now = old.get(name), new.get(name)
        if was is not None and now is not None:
            documents = before.documents[file], after.documents[file]
            fields = tuple(compare(FreePage, *(document.data for document in documents)))
            removed, added = _changed_lines(_lines(was), _lines(now))
            if fields or removed or added:
                excerpt = [f"- {line.strip()}" for line in removed if line.strip()]
                excerpt = excerpt[: _MAX_EXCERPT // 2]
                excerpt += [f"+ {line.strip()}" for line in added if line.strip()]
                counts = len(added), len(removed)
                shown = tuple(excerpt[:_MAX_EXCERPT])
                yield PageChange(name, now.title, "sua", fields, *counts, shown)
        elif now is not None and file not in before.documents:
            yield PageChange(name, now.title, "them", added=len(_lines(now)))
        elif was is not None and file not in after.documents:
            yield PageChange(name, was.title, "go", removed=len(_lines(was)))


def _pages(loaded: LoadedAgency) -> dict[str, ProsePage]:
    return {page.name: page for page in loaded.agency.pages} if loaded.agency else {}


def _lines(page: ProsePage | None) -> list[str]:
    return [line.rstrip() for line in page.body.strip("\n").split("\n")] if page else []


def _changed_lines(old: Sequence[str], new: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the lines that are gone and the lines that are new."""
    changed = [stretch for stretch in stretches(old, new) if not stretch.same]
    if len(changed) == 1 and len(changed[0].before) + len(changed[0].after) > _MANY_LINES:
        # Perhaps not compared in order: lines that only moved are neither gone nor new.
        was, now = Counter(changed[0].before), Counter(changed[0].after)
        return list((was - now).elements()), list((now - was).elements())
    removed = [line for stretch in changed for line in stretch.before]
    return removed, [line for stretch in changed for line in stretch.after]


def comment_changes(
    before: Mapping[str, SourceDocument], after: Mapping[str, SourceDocument]
) -> tuple[tuple[CommentChange, ...], tuple[CommentChange, ...]]:
    """Return the comments that are no longer anywhere, and those that are new.

    Machines that save YAML often lose comments; one that moved to another file is kept.

    Args:
        before: Documents by path below the agency's folder.
        after: The same now.
    """
    old, new = (
        [comment for file, document in side.items() for comment in _comments(file, document)]
        for side in (before, after)
    )
    text = attrgetter("text")
    return tuple(without_equals(old, new, text)), tuple(without_equals(new, old, text))


def _comments(file: str, document: SourceDocument) -> Iterator[CommentChange]:
    if "#" not in document.text:
        return
    try:
        read = read_comments(document.text)
    except ValueError:
        return  # the document's own problem says so
    texts = [*read.head, *(comment.text for comment in read.comments), *read.foot]
    wanted = Counter(text for text in texts if _comment_words(text))
    for number, line in enumerate(document.text.split("\n"), document.first_line):
        ending = line.rstrip()
        hashes = itertools.islice(_HASH.finditer(ending), _MAX_HASHES)
        starts = (ending[mark.start() :] for mark in hashes)
        comment = next((text for text in starts if wanted[text] > 0), None)
        if comment is not None:
            wanted[comment] -= 1
            yield CommentChange(file, number, _comment_words(comment))


def _comment_words(text: str) -> str:
    """Return a comment's words: without `#`, spaces squeezed."""
    return re.sub(r"\s+", " ", text.strip().lstrip("#")).strip()
