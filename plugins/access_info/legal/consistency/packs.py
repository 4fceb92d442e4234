"""Checks that the law files agree with themselves and with one another; yields problems."""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any, TypeAlias

from access_info.legal import rules
from access_info.legal.consistency.parts import check_parts
from access_info.legal.consistency.places import check_places
from access_info.legal.deadlines import MOST_DAYS
from access_info.legal.naming import NamedFact, calendar_facts, obligation_facts, pack_facts
from access_info.legal.packs import LawPack
from access_info.legal.provisions import Fact
from access_info.legal.reading import CALENDAR_FILE, OBLIGATION_FILE, LawFiles, Read
from access_info.model.declarations.date_words import vn_date, vn_weekday
from access_info.model.declarations.fields import fields_of
from access_info.model.declarations.suggestions import did_you_mean
from access_info.problems import Location, Problem

Keys: TypeAlias = tuple[str | int, ...]
Named: TypeAlias = tuple[str, Read[Any], Keys]

_WEEKEND = 5
_BOUND_TO_LAW = {"pham_vi", "diem", "neu_ten", "thoi_han", "kenh", "chuyen_tiep", "nghia_vu"}
# Parts that a later law may borrow: lists of provisions to which no other list refers.
BORROWABLE = {
    doc.key: doc.name
    for doc in fields_of(LawPack)
    if doc.many and doc.record is not None and issubclass(doc.record, Fact)
    if doc.key not in _BOUND_TO_LAW
}
# A file copied from another law begins with that law's id.
_OTHER_LAW = re.compile(r"^l\d+-")
# Lists whose ids data may name without saying which law is meant.
_GLOBAL = {
    "diem": "points",
    "phai_len_cong": "portal_items",
    "thoi_han": "deadlines",
    "quy_dinh_them": "extra_rules",
}


def check_law_files(files: LawFiles, folder: str) -> Iterator[Problem]:
    """Yield every disagreement within and between the law files, in no particular order.

    Args:
        files: The law files, each of which could be read and fits its record.
        folder: The folder to name when a whole file is missing.
    """
    yield from _missing(files, folder)
    yield from _duplicates(files)
    packs = sorted(files.packs, key=lambda read: read.record.in_force_from)
    yield from _periods([read for read in packs if read.record.role == "chinh"])
    for number, read in enumerate(packs):
        earlier = [other.record for other in packs[:number]]
        yield from _prefixes(read)
        yield from _cross_walk(read, earlier)
        yield from _laws_named(read, earlier)
        yield from _references(read)
        yield from _obligations_named(read, files)
        yield from _lengths(read)
    yield from check_parts(files)
    yield from check_places(files)
    yield from _calendar(files)


def _missing(files: LawFiles, folder: str) -> Iterator[Problem]:
    wanted = (
        (any(read.record.role == "chinh" for read in files.packs), "luật tiếp cận thông tin nào"),
        (files.obligations is not None, f"tệp {OBLIGATION_FILE}"),
        (files.calendar is not None, f"tệp {CALENDAR_FILE}"),
    )
    for present, what in wanted:
        if not present:
            yield rules.MISSING_FILE.at(Location(folder), what=what)


def _duplicates(files: LawFiles) -> Iterator[Problem]:
    """Yield a problem for every fact whose name another fact already has."""
    named: list[tuple[NamedFact, Read[Any]]] = [
        (fact, read) for read in files.packs for fact in pack_facts(read.record)
    ]
    if files.obligations is not None:
        duties = files.obligations
        named += [(fact, duties) for fact in obligation_facts(duties.record.obligations)]
    if files.calendar is not None:
        table = files.calendar
        named += [(fact, table) for fact in calendar_facts(table.record.rules, table.record.years)]
    seen: dict[str, tuple[NamedFact, Read[Any]]] = {}
    for fact, read in named:
        if fact.name not in seen:
            seen[fact.name] = fact, read
            continue
        other, other_read = seen[fact.name]
        first = other_read.document.locate(other.keys)
        yield rules.DUPLICATE_ID.at(
            read.document.locate(fact.keys),
            id=fact.id_in_file,
            first=f"{PurePosixPath(first.path).name} dòng {first.line}",
        )


def _listed(read: Read[Any], key: str, name: str) -> Iterator[Named]:
    for index, item in enumerate(getattr(read.record, name)):
        yield item.id, read, (key, index, "ma")


def _periods(packs: Sequence[Read[LawPack]]) -> Iterator[Problem]:
    for read in packs:
        pack = read.record
        if pack.in_force_to is not None and pack.in_force_to < pack.in_force_from:
            yield rules.BACKWARDS.at(
                read.document.locate(("hieu_luc_den",)),
                end=vn_date(pack.in_force_to),
                start=vn_date(pack.in_force_from),
            )
    replaced = {read.record.replaces for read in packs}
    for before, read in itertools.pairwise(packs):
        older, newer = before.record, read.record
        ended = older.in_force_to is not None and older.in_force_to < newer.in_force_from
        if not ended and (older.in_force_to is not None or older.id not in replaced):
            yield rules.OVERLAP.at(
                read.document.locate(("hieu_luc_tu",)),
                law=newer.id,
                start=vn_date(newer.in_force_from),
                earlier=older.id,
            )


def _prefixes(read: Read[LawPack]) -> Iterator[Problem]:
    pack = read.record
    for key, name in _GLOBAL.items():
        for id_, _, keys in _listed(read, key, name):
            if not id_.startswith(f"{pack.id}-"):
                yield rules.BAD_PREFIX.at(
                    read.document.locate(keys),
                    id=id_,
                    prefix=f"{pack.id}-",
                    rest="phần tên riêng",
                    example=f"{pack.id}-{_OTHER_LAW.sub('', id_)}",
                )
    for index, point in enumerate(pack.points):
        for number, kind in enumerate(point.kinds):
            if not re.fullmatch(re.escape(point.id) + r"\d+", kind.id):
                yield rules.BAD_PREFIX.at(
                    read.document.locate(("diem", index, "loai", number, "ma")),
                    id=kind.id,
                    prefix=point.id,
                    rest="số thứ tự",
                    example=f"{point.id}{number + 1}",
                )


def _cross_walk(read: Read[LawPack], earlier: Sequence[LawPack]) -> Iterator[Problem]:
    known = {point.id for pack in earlier for point in pack.points}
    for index, point in enumerate(read.record.points):
        for number, id_ in enumerate(point.maps_from):
            if id_ not in known:
                place = read.document.locate(("diem", index, "tu_diem", number))
                yield rules.UNKNOWN_POINT.at(place, id=id_, hint=did_you_mean(id_, known))


def _laws_named(read: Read[LawPack], earlier: Sequence[LawPack]) -> Iterator[Problem]:
    pack = read.record
    known = {other.id for other in earlier if other.role == pack.role}
    named: list[tuple[str, str, Keys]] = [
        ("luat", borrowing.law, ("tam_dung", index, "luat"))
        for index, borrowing in enumerate(pack.borrows)
    ]
    if pack.replaces is not None:
        named.append(("thay_the", pack.replaces, ("thay_the",)))
    for key, id_, keys in named:
        if id_ not in known:
            yield rules.UNKNOWN_LAW.at(
                read.document.locate(keys),
                key=key,
                label="mã luật",
                id=id_,
                hint=did_you_mean(id_, known),
            )
    for index, borrowing in enumerate(pack.borrows):
        for number, part in enumerate(borrowing.parts):
            if part not in BORROWABLE:
                yield rules.UNKNOWN_PART.at(
                    read.document.locate(("tam_dung", index, "phan", number)),
                    part=part,
                    hint=did_you_mean(part, BORROWABLE),
                )


def _references(read: Read[LawPack]) -> Iterator[Problem]:
    pack = read.record
    channels = [channel.id for channel in pack.channels]
    periods = [deadline.id for deadline in pack.deadlines]
    periods += [transition.id for transition in pack.transitions]
    wanted: list[tuple[str, str, str, Collection[str], Keys]] = [
        ("kenh", deadline.channel, "kenh", channels, ("thoi_han", index, "kenh"))
        for index, deadline in enumerate(pack.deadlines)
        if deadline.channel is not None
    ]
    wanted += [
        ("theo", id_, "thoi_han", periods, ("nghia_vu", index, "theo", number))
        for index, basis in enumerate(pack.obligation_bases)
        for number, id_ in enumerate(basis.periods)
    ]
    places = [point.id for point in pack.points] + [kind.id for _, kind in pack.kinds]
    wanted += [
        ("loai", id_, "diem", places, ("neu_ten", index, "loai", number))
        for index, named in enumerate(pack.named_lists)
        for number, id_ in enumerate(named.kinds)
    ]
    labels = {"kenh": "Kênh", "theo": "Theo thời hạn", "loai": "Loại thông tin"}
    for key, id_, where, known, keys in wanted:
        if id_ not in known:
            yield rules.UNKNOWN_REFERENCE.at(
                read.document.locate(keys),
                key=key,
                label=labels[key],
                id=id_,
                where=where,
                hint=did_you_mean(id_, known),
            )


def _obligations_named(read: Read[LawPack], files: LawFiles) -> Iterator[Problem]:
    if files.obligations is None:
        return
    known = {item.id for item in files.obligations.record.obligations}
    for index, basis in enumerate(read.record.obligation_bases):
        if basis.id not in known:
            place = read.document.locate(("nghia_vu", index, "ma"))
            yield rules.UNKNOWN_OBLIGATION.at(
                place, id=basis.id, hint=did_you_mean(basis.id, known)
            )


def _lengths(read: Read[LawPack]) -> Iterator[Problem]:
    for index, deadline in enumerate(read.record.deadlines):
        most = 0 if deadline.unit == "ngay-lap-tuc" else MOST_DAYS
        least = min(most, 1)
        if not least <= deadline.value <= most:
            yield rules.BAD_PERIOD.at(
                read.document.locate(("thoi_han", index, "gia_tri")),
                value=deadline.value,
                unit=deadline.unit,
                most=MOST_DAYS,
            )


def _calendar(files: LawFiles) -> Iterator[Problem]:
    read = files.calendar
    if read is None:
        return
    for index, table in enumerate(read.record.years):
        days: list[tuple[datetime.date, Keys]] = [
            (day, ("nam", index, "nghi", number, "ngay", place))
            for number, group in enumerate(table.days_off)
            for place, day in enumerate(group.days)
        ]
        days += [
            (item.day, ("nam", index, "lam_bu", number, "ngay"))
            for number, item in enumerate(table.worked)
        ]
        days += [
            (item.day, ("nam", index, "chua_ro", number, "ngay"))
            for number, item in enumerate(table.open_days)
        ]
        for day, keys in days:
            if day.year != table.year:
                yield rules.WRONG_YEAR.at(
                    read.document.locate(keys), day=day, year=table.year, other=day.year
                )
        for number, worked in enumerate(table.worked):
            if worked.day.weekday() < _WEEKEND:
                yield rules.NOT_A_WEEKEND.at(
                    read.document.locate(("nam", index, "lam_bu", number, "ngay")),
                    day=worked.day,
                    weekday=vn_weekday(worked.day),
                )
