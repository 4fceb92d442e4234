"""Compare all agencies of two states, and judge what a change means for duties and mistakes."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from operator import itemgetter
from pathlib import Path
from typing import Any

from access_info.assessment.findings import distinct_phrases
from access_info.changes.agency import AgencyPair, comment_changes, compare_agency, nothing, paired
from access_info.changes.difference import (
    AgencyChange,
    DutyChange,
    ListKind,
    Loss,
    LossKind,
    NoticeKind,
    PlaceChange,
    first_of,
)
from access_info.changes.fields import compare, meaning
from access_info.changes.losses import field_losses, redirect_losses
from access_info.changes.notices import field_notices
from access_info.changes.rows import StateRow, rows_of
from access_info.changes.sequences import without_equals
from access_info.changes.states import AgencySides, State, differing, same
from access_info.legal.framework import Framework
from access_info.loading import LoadedAgency, folders, load_agency
from access_info.loading.folders import read_folder
from access_info.model.jurisdiction import Jurisdiction
from access_info.model.types import fold
from access_info.problems import Problem
from access_info.source.documents import SourceDocument, read_yaml

# Keys of `_dia-ban.yml` that may change how duties of any agency are judged.
_JUDGING = frozenset({"phan_cong", "ra_soat", "han_thong_ke", "ngay_nghi", "loai"})


def touched(base: State, head: State) -> tuple[frozenset[str], frozenset[str]]:
    """Return the agencies in which any file differs, and the paths of all files that differ."""
    paths = frozenset(differing(base, head))
    return frozenset(path.partition("/")[0] for path in paths if "/" in path), paths


def compare_place(base: State, head: State) -> PlaceChange:
    """Compare the jurisdiction's file of two states; both must be laid out."""
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
    lost, _ = comment_changes(
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
    rows = data.get("chuyen_huong")
    return {
        str(row.get("tu") or "").strip(): str(row.get("den") or "").strip()
        for row in (rows if isinstance(rows, list) else ())
        if isinstance(row, Mapping)
    }


def _place_document(state: State) -> SourceDocument | None:
    path = state.folder / folders.JURISDICTION_FILE
    return read_yaml(path) if path.is_file() and not path.is_symlink() else None


def compare_agencies(
    base: State, head: State, names: Collection[str], redirects: Mapping[str, str]
) -> Iterator[AgencyChange]:
    """Compare some agencies of two states; yield the changes in each.

    Args:
        base: The earlier state, with the named agencies laid out.
        head: The later state, with the named agencies laid out.
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
    pairs = [paired(before[was], after[now]) for was, now in successors.items()]
    removed = {name: paired(before[name], nothing(name)) for name in gone if name not in heirs}
    new = [name for name in come if name not in heirs.values()]
    added = {name: paired(nothing(name), after[name]) for name in new}
    elsewhere = _elsewhere([*pairs, *removed.values()], [*pairs, *added.values()])
    every = (*pairs, *removed.values(), *added.values())
    for pair in sorted(every, key=lambda pair: pair.after.folder.id):
        name = pair.after.folder.id
        sides = AgencySides(base, head, pair.before.folder.id, name)
        change = compare_agency(pair, sides, elsewhere)
        if name in added:
            # All is new: only a waiver is to be compared.
            waivers = tuple(each for each in change.notices if each.kind is NoticeKind.WAIVER)
            yield dataclasses.replace(change, kind="them", losses=(), notices=waivers)
        elif name in removed:
            yield _gone(change, pair, merged.get(name, ""), head)
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
    """Pair agencies whose folder was renamed: old and new name, by redirects, else by the name."""
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


def _elsewhere(old: list[AgencyPair], new: list[AgencyPair]) -> dict[int, str]:
    """Map rows that an agency lost, by identity, to where they are now in another agency."""
    come: dict[Any, tuple[str, StateRow]] = {}
    for pair in new:
        for match in pair.matches:
            if match.before is None and match.after is not None:
                for key in _keys(match.after):
                    come.setdefault(key, (pair.after.folder.id, match.after))
    places: dict[int, str] = {}
    for pair in old:
        for match in pair.matches:
            if match.before is None or match.after is not None:
                continue
            found = (come[key] for key in _keys(match.before) if key in come)
            for agency, row in found:
                if agency != pair.after.folder.id:
                    places[id(match.before)] = f"nay ở “{agency}”, mã {row.id}"
                    break
    return places


def _keys(row: StateRow) -> Iterator[Any]:
    if row.meaning:
        yield row.list is ListKind.CORRECTIONS, row.meaning
    if all(row.names):
        yield row.list is ListKind.CORRECTIONS, row.names


def _gone(change: AgencyChange, pair: AgencyPair, into: str, head: State) -> AgencyChange:
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
    rows = rows_of(loaded)
    contacts = len(loaded.agency.profile.contact_points) if loaded.agency else 0
    counted = (
        (sum(row.list is ListKind.DISCLOSURE for row in rows), "mục công khai"),
        (sum(row.list is ListKind.CONDITIONAL for row in rows), "mục có điều kiện"),
        (sum(row.list is ListKind.CORRECTIONS for row in rows), "lần đính chính"),
        (contacts, "đầu mối"),
        (len(loaded.years), "năm số liệu"),
        (len(loaded.folder.attachments), "tệp đính kèm"),
    )
    return ", ".join(f"{count} {what}" for count, what in counted if count) or "không có nội dung"


# Replaces codes of points of law in losses and notices by citations: reviewers read law.

# “l01-d17k1a”, “l104-d19k1a2”; not inside a longer word such as “x-l01-d17k1a”.
_CODE = re.compile(r"(?<![\w-])l\d+-d\w+(?:-\w+)*")


def with_citations(change: AgencyChange, framework: Framework) -> AgencyChange:
    """Cite the points of law that losses and notices of an agency's change name by code.

    Args:
        change: The change of an agency.
        framework: The laws; unknown codes stay as they are.
    """

    def cited(text: str) -> str:
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
    """Return the problems that are new and those that are gone, whatever their line.

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
    shown = problem.location.relative_to(folder)
    agency = shown.partition("/")[0]
    return agency, problem.code, _LINE.sub("dòng", problem.message)
