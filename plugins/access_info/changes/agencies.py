"""Whole agencies in two states: changes in each, and their effect on duties and mistakes."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from access_info.assessment.words import each_once
from access_info.changes.agency import Sides, comments_of, compare_agency, lost, matched, nothing
from access_info.changes.difference import (
    AgencyChange,
    DutyChange,
    ListKind,
    Loss,
    LossKind,
    Notice,
    NoticeKind,
    PlaceChange,
)
from access_info.changes.fields import compare, meaning
from access_info.changes.losses import field_losses, redirect_losses
from access_info.changes.notices import field_notices
from access_info.changes.rows import RowMatch, StateRow, rows_of
from access_info.changes.states import State, differing, same
from access_info.legal.framework import Framework
from access_info.loading import LoadedAgency, folders, load_agency, read_folder
from access_info.model.declarations.types import fold
from access_info.model.jurisdiction import Jurisdiction
from access_info.problems import Problem
from access_info.source import SourceDocument, read_yaml

# All agencies in two states: new, gone, renamed or merged ones, and the changes in each.

# Keys of `_dia-ban.yml` that may change how duties of any agency are judged.
_JUDGING = frozenset({"phan_cong", "ra_soat", "han_thong_ke", "ngay_nghi", "loai"})


@dataclasses.dataclass(frozen=True)
class _AgencyPair:
    before: LoadedAgency
    after: LoadedAgency
    matches: tuple[RowMatch, ...]


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
    before = comments_of({name: old} if old is not None else {})
    after = comments_of({name: new} if new is not None else {})
    return PlaceChange(
        fields=fields,
        losses=(
            *field_losses("", fields, name),
            *redirect_losses(_redirects(was), redirects, head.ids),
        ),
        notices=tuple(field_notices("", fields)),
        layout=meaning(Jurisdiction, was) == meaning(Jurisdiction, data),
        comments_lost=lost(before, after),
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
    pairs = [_paired(before[name], after[name]) for name in before if name in after]
    pairs += [_paired(before[name], after[now]) for name, now in heirs.items()]
    left = [name for name in gone if name not in heirs]
    new = [name for name in come if name not in heirs.values()]
    removed = [_paired(before[name], nothing(name)) for name in left]
    added = [_paired(nothing(name), after[name]) for name in new]
    elsewhere = _elsewhere([*pairs, *removed], [*pairs, *added])
    for pair in sorted((*pairs, *removed, *added), key=lambda pair: pair.after.folder.id):
        name = pair.after.folder.id
        change = compare_agency(
            pair.before,
            pair.after,
            _sides(base, head, pair.before.folder.id, name),
            elsewhere=elsewhere,
            matches=pair.matches,
        )
        if name in new:
            yield dataclasses.replace(change, kind="them", losses=(), notices=_waivers(change))
        elif name in left:
            yield _gone(change, pair, merged.get(name, ""), head)
        elif change.was and redirects.get(change.was) != change.id:
            what = f"Mã thư mục “{change.was}” đổi thành “{change.id}” mà không có chuyển hướng"
            dead = Loss(LossKind.AGENCY, change.was, what, change.was, folders.PROFILE)
            yield dataclasses.replace(change, losses=(dead, *change.losses))
        else:
            yield change


def _load(state: State, name: str) -> LoadedAgency:
    return load_agency(read_folder(state.folder / name))


def _paired(before: LoadedAgency, after: LoadedAgency) -> _AgencyPair:
    return _AgencyPair(before, after, matched(before, after))


def _sides(base: State, head: State, was: str, now: str) -> Sides:
    def alike(path: str) -> bool:
        return same(base.entries.get(f"{was}/{path}"), head.entries.get(f"{now}/{path}"))

    return Sides(
        same=alike,
        hash_before=lambda path: base.sha256(f"{was}/{path}"),
        hash_after=lambda path: head.sha256(f"{now}/{path}"),
    )


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
        now = redirects.get(name)
        if now in waiting:
            waiting.remove(now)
            yield name, now
            continue
        if now is not None:
            continue
        heir = next(
            (candidate for candidate in waiting if _is_same_agency(before[name], after[candidate])),
            None,
        )
        if heir is not None:
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


def _elsewhere(old: list[_AgencyPair], new: list[_AgencyPair]) -> dict[int, str]:
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
            for key in _keys(match.before):
                if key in come and come[key][0] != pair.after.folder.id:
                    agency, row = come[key]
                    places[id(match.before)] = f"nay ở “{agency}”, mã {row.id}"
                    break
    return places


def _keys(row: StateRow) -> Iterator[Any]:
    if row.meaning:
        yield row.list is ListKind.CORRECTIONS, row.meaning
    if all(row.names):
        yield row.list is ListKind.CORRECTIONS, row.names


def _gone(change: AgencyChange, pair: _AgencyPair, into: str, head: State) -> AgencyChange:
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


def _waivers(change: AgencyChange) -> tuple[Notice, ...]:
    """Return a new agency's notices about waivers, alone to be compared: the rest is new."""
    return tuple(notice for notice in change.notices if notice.kind is NoticeKind.WAIVER)


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

_MOST_LACKS = 3
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
    known = {agency for agency, _, _ in old}
    new = {(finding["agency"], finding["duty"], finding["law"]): finding for finding in after}
    for key in sorted({*old, *new}):
        was, now = old.get(key), new.get(key)
        agency = key[0]
        if agency not in known or not any(holder[0] == agency for holder in new):
            continue
        before_status = was["status"] if was else ""
        after_status = now["status"] if now else ""
        if before_status == after_status:
            continue
        finding = now or was or {}
        yield DutyChange(
            agency, key[1], str(finding["title"]), before_status, after_status, _reason(now)
        )


def _reason(finding: FindingData | None) -> str:
    """Say why a duty has its status: the finding's reason, else what is missing."""
    if finding is None:
        return ""
    if finding["reason"]:
        return str(finding["reason"])
    lacks = each_once(str(lack["what"]) for lack in finding["lacking"])
    more = len(lacks) - _MOST_LACKS
    listed = "; ".join(lacks[:_MOST_LACKS])
    if not listed:
        return ""
    return f"còn thiếu {listed}" + (f" và {more} điều khác" if more > 0 else "")


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
    old, new = list(before), list(after)
    of_old = [_key(problem, base) for problem in old]
    of_new = [_key(problem, head) for problem in new]
    return tuple(_beyond(new, of_new, of_old)), tuple(_beyond(old, of_old, of_new))


def _beyond(
    problems: list[Problem], keys: list[tuple[str, ...]], others: list[tuple[str, ...]]
) -> Iterator[Problem]:
    spare = Counter(others)
    for problem, key in zip(problems, keys, strict=True):
        if spare[key] > 0:
            spare[key] -= 1
        else:
            yield problem


def _key(problem: Problem, folder: Path) -> tuple[str, ...]:
    shown = problem.location.relative_to(folder)
    agency = shown.partition("/")[0]
    return agency, problem.code, _LINE.sub("dòng", problem.message)
