"""Compares the agencies of two states, one by one, and judges what a change means for duties and mistakes."""

from __future__ import annotations

import contextlib
import dataclasses
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import Any

from access_info.assessment.findings import distinct_phrases
from access_info.changes.attachments import file_changes, text_changes
from access_info.changes.difference import (
    AgencyChange,
    CommentChange,
    DutyChange,
    FieldChange,
    FileChangeKind,
    ListKind,
    Loss,
    LossKind,
    NoticeKind,
    PageChange,
    PlaceChange,
    YearChange,
    first_of,
)
from access_info.changes.fields import compare, meaning
from access_info.changes.losses import (
    field_losses,
    field_notices,
    file_losses,
    page_losses,
    page_notices,
    redirect_losses,
    regulation_losses,
    row_losses,
    row_notices,
    year_losses,
    year_notices,
)
from access_info.changes.rows import (
    RowMatch,
    StateRow,
    match_rows,
    newly_answered,
    row_changes,
    rows_of,
)
from access_info.changes.sequences import stretches, without_equals
from access_info.changes.states import AgencySides, State, differing, same
from access_info.legal.framework import Framework
from access_info.loading import LoadedAgency, folders, load_agency
from access_info.loading.folders import AgencyFolder, read_folder
from access_info.model.agency import AgencyProfile, FreePage, YearStatistics
from access_info.model.derived import record_of
from access_info.model.items import list_of_file
from access_info.model.jurisdiction import Jurisdiction
from access_info.model.registry import ProsePage
from access_info.model.types import fold
from access_info.problems import Problem
from access_info.source.documents import SourceDocument, read_yaml
from access_info.source.rewriting import Commented

_MAX_LINES = 400
_MAX_EXCERPT = 6


@dataclasses.dataclass(frozen=True)
class _AgencyPair:
    """An agency before and now, one of which may be empty, with its rows matched."""

    before: LoadedAgency
    after: LoadedAgency
    matches: tuple[RowMatch, ...]


def _empty_agency(name: str) -> LoadedAgency:
    """Return an empty agency, to compare one that is new or gone with."""
    folder = AgencyFolder(name, Path(name), {}, {}, ())
    return LoadedAgency(folder, None, {}, (), {}, ())


def _pair_of(before: LoadedAgency, after: LoadedAgency) -> _AgencyPair:
    """Return an agency's two states with their rows matched.

    A row without a match is left out if it may stand in a file that the other side could not
    read: nobody knows whether it came or went.
    """
    unread = tuple(_unread(before, after))
    matches = []
    for pair in match_rows(rows_of(before), rows_of(after)):
        row, side = (pair.before, "after") if pair.after is None else (pair.after, "before")
        may_be_unread = (pair.before is None or pair.after is None) and any(
            where == side and _may_hold(file, row) for file, where in unread
        )
        if not may_be_unread:
            matches.append(pair)
    return _AgencyPair(before, after, tuple(matches))


def _compare_agency(
    pair: _AgencyPair, sides: AgencySides, elsewhere: Mapping[int, str]
) -> AgencyChange:
    """Return everything that changed in an agency between two states.

    Args:
        pair: The agency before and now.
        sides: The bytes of its files.
        elsewhere: For rows that are in another agency now: where, in words, by the row's `id()`.
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
    pages = tuple(_page_changes(before, after))
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
    noticed = (field for field in profile if field.after or field.keys[0] not in lost)
    comments_lost, comments_new = _comment_changes(
        *(
            {file: read for file, read in side.documents.items() if file not in unread_files}
            for side in (before, after)
        )
    )
    change = AgencyChange(
        id=name,
        name=_agency_name(after) or _agency_name(before) or name,
        kind="sua" if was == name else "doi-ten",
        was=was if was != name else "",
        fields=profile,
        rows=rows,
        years=years,
        pages=pages,
        files=files,
        losses=losses,
        notices=(
            *field_notices(name, noticed),
            *row_notices(name, rows, losses),
            *year_notices(name, years),
            *page_notices(name, pages, before, after),
        ),
        texts=tuple(text_changes(files, profile, rows, before, after)),
        named=tuple(newly_answered(matches)),
        layout=tuple(_relaid_files(before, after, sides)),
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
    """Yield each file whose data cannot be read, with its side: `before` or `after`."""
    for loaded, side in ((before, "before"), (after, "after")):
        for file, document in loaded.documents.items():
            if not document.complete and (document.problems or document.text.strip()):
                yield file, side


def _may_hold(file: str, row: StateRow | None) -> bool:
    """Tell whether a row may stand in a file: corrections in their log, others in any list."""
    if row is None:
        return False
    if file == folders.CORRECTIONS:
        return row.list is ListKind.CORRECTIONS
    return row.list is not ListKind.CORRECTIONS and list_of_file(file) is not None


def _data(loaded: LoadedAgency, file: str) -> Mapping[str, object]:
    """Return the data of an agency's file; none if it is missing or cannot be read whole."""
    document = loaded.documents.get(file)
    return document.data if document is not None and document.complete else {}


def _agency_name(loaded: LoadedAgency) -> str:
    return loaded.agency.profile.name if loaded.agency is not None else ""


def _years(before: LoadedAgency, after: LoadedAgency) -> Iterator[YearChange]:
    """Yield the years whose figures came, went or changed; files that cannot be read are left out."""
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


def _relaid_files(before: LoadedAgency, after: LoadedAgency, sides: AgencySides) -> Iterator[str]:
    """Yield the data files of which only the layout changed: other bytes, the same meaning."""
    old_pages, new_pages = _pages(before), _pages(after)
    for file, new in after.documents.items():
        old = before.documents.get(file)
        if old is None or sides.are_same(file) or not (old.complete and new.complete):
            continue
        name = file.removeprefix(f"{folders.PAGES_FOLDER}/").removesuffix(".md")
        was, now = old_pages.get(name), new_pages.get(name)
        record = record_of(f"{after.folder.id}/{file}")
        if _body_lines(was) == _body_lines(now) and meaning(record, old.data) == meaning(
            record, new.data
        ):
            yield file


def _page_changes(before: LoadedAgency, after: LoadedAgency) -> Iterator[PageChange]:
    """Yield free pages that came, went or changed; one that cannot be read is left out."""
    old, new = _pages(before), _pages(after)
    for name in sorted({*old, *new}):
        file = f"{folders.PAGES_FOLDER}/{name}.md"
        was, now = old.get(name), new.get(name)
        if was is not None and now is not None:
            documents = before.documents[file], after.documents[file]
            fields = tuple(compare(FreePage, *(document.data for document in documents)))
            removed, added = _changed_lines(_body_lines(was), _body_lines(now))
            if fields or removed or added:
                excerpt = [f"- {line.strip()}" for line in removed if line.strip()]
                excerpt = excerpt[: _MAX_EXCERPT // 2]
                excerpt += [f"+ {line.strip()}" for line in added if line.strip()]
                counts = len(added), len(removed)
                shown = tuple(excerpt[:_MAX_EXCERPT])
                yield PageChange(name, now.title, "sua", fields, *counts, shown)
        elif now is not None and file not in before.documents:
            yield PageChange(name, now.title, "them", added=len(_body_lines(now)))
        elif was is not None and file not in after.documents:
            yield PageChange(name, was.title, "go", removed=len(_body_lines(was)))


def _pages(loaded: LoadedAgency) -> dict[str, ProsePage]:
    return {page.name: page for page in loaded.agency.pages} if loaded.agency else {}


def _body_lines(page: ProsePage | None) -> list[str]:
    """Return the lines of a page's text without spaces at their ends; none of a page that is not there."""
    return [line.rstrip() for line in page.body.strip("\n").split("\n")] if page else []


def _changed_lines(old: Sequence[str], new: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the lines that are gone and the lines that are new, of two versions of a page."""
    changed = [stretch for stretch in stretches(old, new) if not stretch.same]
    if len(changed) == 1 and len(changed[0].before) + len(changed[0].after) > _MAX_LINES:
        # Perhaps not compared in order: lines that only moved are neither gone nor new.
        was, now = Counter(changed[0].before), Counter(changed[0].after)
        return list((was - now).elements()), list((now - was).elements())
    removed = [line for stretch in changed for line in stretch.before]
    return removed, [line for stretch in changed for line in stretch.after]


def _comment_changes(
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
    """Yield the comments of a document, each with its line; none without words (`##`)."""
    # The document's own problem says that it cannot be read.
    with contextlib.suppress(ValueError):
        for comment in Commented(document.text).raw_comments if "#" in document.text else ():
            if words := _comment_words(comment.text):
                yield CommentChange(file, document.first_line + comment.line, words)


def _comment_words(text: str) -> str:
    """Return a comment's words: without `#`, spaces squeezed."""
    return re.sub(r"\s+", " ", text.strip().lstrip("#")).strip()


# Keys of `_dia-ban.yml` that may change how duties of any agency are judged.
_JUDGING = frozenset({"phan_cong", "ra_soat", "han_thong_ke", "ngay_nghi", "loai"})


def touched(base: State, head: State) -> tuple[frozenset[str], frozenset[str]]:
    """Return the agencies in which any file differs, and the paths of all files that differ."""
    paths = frozenset(differing(base, head))
    return frozenset(path.partition("/")[0] for path in paths if "/" in path), paths


def compare_place(base: State, head: State) -> PlaceChange:
    """Return the changes in the jurisdiction's file; it must be on disk in both states (`lay_out`)."""
    old, new = _place_document(base), _place_document(head)
    data = new.data if new is not None and new.complete else {}
    redirects = _redirects(data)
    equal = same(
        base.entries.get(folders.JURISDICTION_FILE), head.entries.get(folders.JURISDICTION_FILE)
    )
    if equal:
        return PlaceChange(redirects=redirects)
    if any(document is not None and not document.complete for document in (old, new)):
        return PlaceChange(unread=True, judging=True, redirects=redirects)
    was = old.data if old is not None else {}
    fields = tuple(compare(Jurisdiction, was, data))
    name = folders.JURISDICTION_FILE
    lost, _ = _comment_changes(
        *({name: document} if document is not None else {} for document in (old, new))
    )
    return PlaceChange(
        fields=fields,
        losses=(
            *field_losses("", fields, name),
            *redirect_losses(_redirects(was), redirects, head.ids),
        ),
        notices=tuple(field_notices("", fields)),
        layout=meaning(Jurisdiction, was) == meaning(Jurisdiction, data),
        comments_lost=lost,
        judging=any(field.keys[0] in _JUDGING for field in fields),
        redirects=redirects,
    )


def _redirects(data: Mapping[str, Any]) -> dict[str, str]:
    """Return the old folder names of agencies, each with the new one, as the jurisdiction's file says."""
    rows = data.get("chuyen_huong")
    return {
        str(row.get("tu") or "").strip(): str(row.get("den") or "").strip()
        for row in (rows if isinstance(rows, list) else ())
        if isinstance(row, Mapping)
    }


def _place_document(state: State) -> SourceDocument | None:
    """Read the jurisdiction's file of a state; `None` if it is not there or a link."""
    path = state.folder / folders.JURISDICTION_FILE
    return read_yaml(path) if path.is_file() and not path.is_symlink() else None


def compare_agencies(
    base: State, head: State, names: Collection[str], redirects: Mapping[str, str]
) -> Iterator[AgencyChange]:
    """Compare some agencies of two states; yield the changes in each.

    Args:
        base: The earlier state, with the files of these agencies on disk (`State.lay_out`).
        head: The later state, likewise.
        names: Folder names of agencies in which any file differs.
        redirects: Old folder names, each with the new one, as the later state says.
    """
    old_ids, new_ids = set(base.ids), set(head.ids)
    before = {name: _load(base, name) for name in sorted(names) if name in old_ids}
    after = {name: _load(head, name) for name in sorted(names) if name in new_ids}
    gone = [name for name in before if name not in after]
    come = [name for name in after if name not in before]
    heirs = dict(_heirs(gone, come, before, after, redirects))
    merged = {
        name: redirects[name]
        for name in gone
        if name not in heirs and redirects.get(name) in new_ids
    }
    successors = {name: name for name in before if name in after} | heirs
    pairs = [_pair_of(before[was], after[now]) for was, now in successors.items()]
    removed = {
        name: _pair_of(before[name], _empty_agency(name)) for name in gone if name not in heirs
    }
    new = [name for name in come if name not in heirs.values()]
    added = {name: _pair_of(_empty_agency(name), after[name]) for name in new}
    elsewhere = _new_places([*pairs, *removed.values()], [*pairs, *added.values()])
    every = (*pairs, *removed.values(), *added.values())
    for pair in sorted(every, key=lambda pair: pair.after.folder.id):
        name = pair.after.folder.id
        sides = AgencySides(base, head, pair.before.folder.id, name)
        change = _compare_agency(pair, sides, elsewhere)
        if name in added:
            # All is new: only a waiver is to be compared.
            waivers = tuple(each for each in change.notices if each.kind is NoticeKind.WAIVER)
            yield dataclasses.replace(change, kind="them", losses=(), notices=waivers)
        elif name in removed:
            yield _removal_of(change, pair, merged.get(name, ""), head)
        elif change.was and redirects.get(change.was) != change.id:
            what = f"Mã thư mục “{change.was}” đổi thành “{change.id}” mà không có chuyển hướng"
            dead = Loss(LossKind.AGENCY, change.was, what, change.was, folders.PROFILE)
            yield dataclasses.replace(change, losses=(dead, *change.losses))
        else:
            yield change


def _load(state: State, name: str) -> LoadedAgency:
    return load_agency(read_folder(state.folder / name))


def _heirs(
    gone: list[str],
    come: list[str],
    before: Mapping[str, LoadedAgency],
    after: Mapping[str, LoadedAgency],
    redirects: Mapping[str, str],
) -> Iterator[tuple[str, str]]:
    """Yield old and new name of each agency whose folder was renamed, by redirects, else by the agency's name."""
    waiting = list(come)
    for name in gone:
        heir = redirects.get(name)
        if heir is None:
            alike = (new for new in waiting if _is_same_agency(before[name], after[new]))
            heir = next(alike, None)
        if heir in waiting:
            waiting.remove(heir)
            yield name, heir


def _is_same_agency(before: LoadedAgency, after: LoadedAgency) -> bool:
    """Tell whether two folders are of the same agency, by official code or name."""
    if before.agency is None or after.agency is None:
        return False
    old, new = before.agency.profile, after.agency.profile
    if old.official_code and new.official_code:
        return old.official_code == new.official_code
    return fold(old.name) == fold(new.name)


def _new_places(old: list[_AgencyPair], new: list[_AgencyPair]) -> dict[int, str]:
    """Find rows that an agency lost in other agencies; return where, in words, by the row's `id()`.

    Args:
        old: Agencies that may have lost rows.
        new: Agencies that may have got them.
    """
    come: dict[Any, tuple[str, StateRow]] = {}
    for pair in new:
        for match in pair.matches:
            if match.before is None and match.after is not None:
                for key in _content_keys(match.after):
                    come.setdefault(key, (pair.after.folder.id, match.after))
    places: dict[int, str] = {}
    for pair in old:
        for match in pair.matches:
            if match.before is None or match.after is not None:
                continue
            keepers = (come[key] for key in _content_keys(match.before) if key in come)
            for agency, row in keepers:
                if agency != pair.after.folder.id:
                    places[id(match.before)] = f"nay ở “{agency}”, mã {row.id}"
                    break
    return places


def _content_keys(row: StateRow) -> Iterator[Any]:
    """Yield the keys by which a row is found again in another agency: its content, then title with number."""
    for key in (row.meaning, all(row.names) and row.names):
        if key:
            yield row.list is ListKind.CORRECTIONS, key


def _removal_of(change: AgencyChange, pair: _AgencyPair, into: str, head: State) -> AgencyChange:
    """Return the change of an agency whose folder is gone, with what is lost.

    If its old address leads to another agency, only what that one does not hold is lost;
    else the agency is lost with all it had.
    """
    name = change.id
    if not into:
        what = f"Cơ quan “{change.name}” ({name}) bị gỡ: {_inventory(pair.before)}"
        dead = Loss(LossKind.AGENCY, name, what, name, folders.PROFILE)
        return dataclasses.replace(change, kind="go", losses=(dead,), notices=())
    heir = _load(head, into)
    inherited = {(row.id, row.names) for row in rows_of(heir)}
    lost_rows = {
        match.before.id
        for match in pair.matches
        if match.before is not None and (match.before.id, match.before.names) not in inherited
    }
    pages = {f"trang/{page.name}" for page in heir.agency.pages} if heir.agency else set()
    losses = tuple(
        loss
        for loss in change.losses
        if loss.kind is LossKind.STATISTICS
        or (loss.kind is LossKind.PAGE and loss.key not in pages)
        or (loss.kind in {LossKind.ITEM, LossKind.CORRECTION} and loss.key in lost_rows)
    )
    return dataclasses.replace(change, kind="go", into=into, losses=losses, notices=())


def _inventory(loaded: LoadedAgency) -> str:
    """Count in words what an agency holds: `12 mục công khai, 2 đầu mối`."""
    rows = Counter(row.list for row in rows_of(loaded))
    contacts = len(loaded.agency.profile.contact_points) if loaded.agency else 0
    counted = (
        (rows[ListKind.DISCLOSURE], "mục công khai"),
        (rows[ListKind.CONDITIONAL], "mục có điều kiện"),
        (rows[ListKind.CORRECTIONS], "lần đính chính"),
        (contacts, "đầu mối"),
        (len(loaded.years), "năm số liệu"),
        (len(loaded.folder.attachments), "tệp đính kèm"),
    )
    return ", ".join(f"{count} {what}" for count, what in counted if count) or "không có nội dung"


# Replaces codes of points of law in losses and notices by citations: reviewers read law.

# “l01-d17k1a”, “l104-d19k1a2”; not inside a longer word such as “x-l01-d17k1a”.
_CODE = re.compile(r"(?<![\w-])l\d+-d\w+(?:-\w+)*")


def with_citations(change: AgencyChange, framework: Framework) -> AgencyChange:
    """Replace codes of points of law in an agency's losses and notices by citations.

    Args:
        change: The change of an agency.
        framework: The laws; unknown codes stay as they are.
    """

    def cited(text: str) -> str:
        """Return a text with its codes replaced by citations."""
        return _CODE.sub(lambda match: _citation(match[0], framework), text)

    return dataclasses.replace(
        change,
        losses=tuple(
            dataclasses.replace(loss, what=cited(loss.what))
            if loss.kind is LossKind.LAW_POINT
            else loss
            for loss in change.losses
        ),
        notices=tuple(
            dataclasses.replace(notice, before=cited(notice.before), after=cited(notice.after))
            if notice.kind is NoticeKind.LAW_POINT
            else notice
            for notice in change.notices
        ),
    )


def _citation(code: str, framework: Framework) -> str:
    """Return the citation of a point of law with its code; an unknown code as it is."""
    located = framework.point(code)
    if located is None:
        return code
    pack, point, _ = located
    return f"{point.citation} Luật số {pack.number} ({code})"


# The effect of a change on duties and mistakes: two judgements of one day, compared.

_MAX_LACKS = 3
# Messages name lines, one or several; those move without any change of meaning.
_LINE = re.compile(r"dòng \d+(?:, \d+)*(?: …)?")

FindingData = Mapping[str, Any]


def duty_changes(
    before: Iterable[FindingData], after: Iterable[FindingData], heirs: Mapping[str, str]
) -> Iterator[DutyChange]:
    """Yield duties whose status changed, without those of agencies that came or went.

    Args:
        before: Findings of the earlier state, as plain data.
        after: Findings of the later state, judged at the same day.
        heirs: Agencies whose folder bears another name now: old name → new name.
    """
    old = {
        (heirs.get(finding["agency"], finding["agency"]), finding["duty"], finding["law"]): finding
        for finding in before
    }
    new = {(finding["agency"], finding["duty"], finding["law"]): finding for finding in after}
    judged_twice = {agency for agency, _, _ in old} & {agency for agency, _, _ in new}
    for key in sorted(old.keys() | new.keys()):
        agency, duty, _ = key
        was, now = old.get(key), new.get(key)
        earlier, status = (finding["status"] if finding else "" for finding in (was, now))
        finding = now or was
        if finding and agency in judged_twice and earlier != status:
            yield DutyChange(agency, duty, str(finding["title"]), earlier, status, _reason(now))


def _reason(finding: FindingData | None) -> str:
    """Say why a duty has its status: the finding's reason, else what is missing."""
    if finding is None:
        return ""
    if finding["reason"]:
        return str(finding["reason"])
    lacks = distinct_phrases(str(lack["what"]) for lack in finding["lacking"])
    listed = first_of(lacks, _MAX_LACKS, separator="; ", more="điều khác")
    return f"còn thiếu {listed}" if listed else ""


def problem_changes(
    before: Iterable[Problem], after: Iterable[Problem], *, base: Path, head: Path
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Return the problems that are new and those that are gone.

    Lines do not count, as they move without any change of meaning.

    Args:
        before: Problems of the earlier state.
        after: Problems of the later state.
        base: Folder of agencies of the earlier state.
        head: Folder of agencies of the later one.
    """
    old, new = (
        [(problem, _problem_key(problem, folder)) for problem in problems]
        for problems, folder in ((before, base), (after, head))
    )
    come, gone = (
        tuple(problem for problem, _ in without_equals(side, others, itemgetter(1)))
        for side, others in ((new, old), (old, new))
    )
    return come, gone


def _problem_key(problem: Problem, folder: Path) -> tuple[str, ...]:
    """Return the key by which problems of two states are the same mistake: agency, code, message.

    Line numbers in the message are left out.
    """
    agency = problem.location.relative_to(folder).partition("/")[0]
    return agency, problem.code, _LINE.sub("dòng", problem.message)
