"""Checks that each part of a duty can be judged in the way it names; yields problems."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any, TypeAlias

from access_info.legal import rules
from access_info.legal.consistency.ways import NEEDS, Need, entry_of, field_at, is_date
from access_info.legal.packs import LawPack
from access_info.legal.parts import DutyPart
from access_info.legal.reading import LawFiles, Read
from access_info.model.agency import Activity, AgencyProfile
from access_info.model.declarations.fields import Record, fields_of
from access_info.model.declarations.suggestions import did_you_mean
from access_info.model.items import Item
from access_info.model.lists import LISTS
from access_info.model.statistics import YearStatistics
from access_info.problems import Problem

Keys: TypeAlias = tuple[str | int, ...]

_CALENDAR_PERIODS = (1, 3, 6, 12)
_WHERE: dict[type[Record], str] = {
    AgencyProfile: "co-quan.yml",
    **{each.record: f"mục của {each.file}" for each in LISTS.values()},
    YearStatistics: "tệp số liệu của một năm",
}


def check_parts(files: LawFiles) -> Iterator[Problem]:
    """Yield every part of a duty or of a further rule that its judge could not use.

    Args:
        files: The law files, each of which could be read and fits its record.
    """
    packs = [read.record for read in files.packs]
    laws = [pack.id for pack in packs if pack.role == "chinh"]
    kinds = [kind.id for pack in packs for kind in pack.conditional_kinds]
    for read, above, part in _parts(files):
        yield from _Check(read, above, part).problems(laws, kinds)
    for pack in files.packs:
        yield from _row_minimum(pack)


def _parts(files: LawFiles) -> Iterator[tuple[Read[Any], Keys, DutyPart]]:
    lists: list[tuple[Read[Any], str, Iterable[Any]]] = [
        (read, "quy_dinh_them", read.record.extra_rules) for read in files.packs
    ]
    if files.obligations is not None:
        read = files.obligations
        lists.append((read, "nghia_vu", read.record.obligations))
    for file, key, holders in lists:
        for index, holder in enumerate(holders):
            for number, part in enumerate(holder.parts):
                yield file, (key, index, "phan", number), part


class _Check:
    """The check of one part of a duty, with the file and the keys that it was read from."""

    def __init__(self, read: Read[Any], above: Keys, part: DutyPart) -> None:
        self._read = read
        self._above = above
        self._part = part
        self._need = NEEDS[part.way]

    def problems(self, laws: Collection[str], kinds: Collection[str]) -> Iterator[Problem]:
        yield from self._lacking()
        yield from self._lists(kinds)
        yield from self._fields()
        for number, law in enumerate(self._part.laws):
            if law not in laws:
                place = self._read.document.locate((*self._above, "luat", number))
                yield rules.UNKNOWN_PART_LAW.at(place, id=law, hint=did_you_mean(law, laws))

    def _lacking(self) -> Iterator[Problem]:
        need, part = self._need, self._part
        wanted = (
            ("truong", need.record is not None and not part.paths),
            ("danh_sach", need.list_needed and part.rows is None),
            ("so_thang", need.months and not part.months),
        )
        docs = {doc.key: doc for doc in fields_of(DutyPart)}
        for key, lacks in wanted:
            if lacks:
                yield rules.MISSING_FOR_WAY.at(
                    self._read.document.locate((*self._above, "cach")),
                    way=part.way,
                    key=key,
                    label=docs[key].label,
                    example=_example(key, need),
                )

    def _lists(self, kinds: Collection[str]) -> Iterator[Problem]:
        need, part = self._need, self._part
        if part.rows is not None and part.rows not in need.lists:
            other = "trường này ở phần có cách xét khác, hoặc xóa nó"
            yield self._unfit("danh_sach", part.rows, _choice_of(need.lists) or other)
        if need.months and part.rows is not None and part.months not in _CALENDAR_PERIODS:
            yield self._unfit("so_thang", str(part.months), _choice_of(map(str, _CALENDAR_PERIODS)))
        known = _choice_of(kinds) if need.excepts else "trường này ở phần có cách xét moi-dong"
        for number, kind in enumerate(part.except_kinds):
            if not need.excepts or kind not in kinds:
                yield self._unfit("tru_loai", kind, known, number)

    def _fields(self) -> Iterator[Problem]:
        need, part = self._need, self._part
        record = need.read_from(part)
        if record is None:
            return
        for number, path in enumerate(part.paths):
            docs = field_at(record, path)
            if len(docs) <= path.count("."):
                place = (*self._above, "truong", number)
                yield _unusable(self._read, place, self._part.way, record, path)
                continue
            if need.of_dates and not is_date(docs[-1]):
                yield self._unfit("truong", path, "một trường ngày", number)
            elif need.of is not None and docs[-1].record is not need.of:
                choices = _choice_of(d.key for d in fields_of(record) if d.record is need.of)
                yield self._unfit("truong", path, choices, number)
            else:
                yield from self._needed(entry_of(docs) if need.needs else None, path)

    def _needed(self, entry: type[Record] | None, path: str) -> Iterator[Problem]:
        for number, key in enumerate(self._part.needs):
            if entry is None:
                choices = "trường này ở phần xét một danh sách hay một nhóm, hoặc xóa nó"
                yield self._unfit("kem_theo", key, choices, number)
            elif len(field_at(entry, key)) <= key.count("."):
                place = (*self._above, "kem_theo", number)
                yield _unknown(self._read, place, entry, key, within=path)

    def _unfit(self, key: str, value: str, choices: str, *number: int) -> Problem:
        place = self._read.document.locate((*self._above, key, *number))
        return rules.UNFIT_FOR_WAY.at(
            place, way=self._part.way, value=value, key=key, choices=choices
        )


def _row_minimum(read: Read[LawPack]) -> Iterator[Problem]:
    for index, minimum in enumerate(read.record.row_minimum):
        for number, path in enumerate(minimum.keys):
            if len(field_at(Item, path)) <= path.count("."):
                place = ("dong_danh_muc", index, "truong", number)
                yield _unusable(read, place, "dong-toi-thieu", Item, path)


def _unusable(read: Read[Any], keys: Keys, way: str, record: type[Record], path: str) -> Problem:
    """Return the problem of a path that names no field, or a field inside a list of a row."""
    docs = field_at(record, path)
    if record is AgencyProfile or not docs or not docs[-1].many:
        return _unknown(read, keys, record, path)
    choices = "một trường của chính mục, không nằm trong danh sách con"
    place = read.document.locate(keys)
    return rules.UNFIT_FOR_WAY.at(place, way=way, value=path, key="truong", choices=choices)


def _unknown(
    read: Read[Any], keys: Keys, record: type[Record], path: str, *, within: str = ""
) -> Problem:
    """Name the first key of a path that is no field, with the record it was looked up in.

    Args:
        read: The file.
        keys: The keys that lead to the path in that file.
        record: What the path is read from.
        path: The path.
        within: The path that led to the record, if it is not a whole file or row.
    """
    docs = field_at(record, path)
    wrong = path.split(".")[len(docs)]
    holder = docs[-1].record if docs else record
    prefix = ".".join(doc.key for doc in docs) or within
    where = f"“{prefix}”" if prefix else _WHERE[record]
    known = [doc.key for doc in fields_of(holder)] if holder is not None else []
    return rules.UNKNOWN_FIELD.at(
        read.document.locate(keys),
        key="kem_theo" if within else "truong",
        where=where,
        field=wrong,
        hint=did_you_mean(wrong, known),
    )


def _choice_of(values: Iterable[str]) -> str:
    """Join values to choose from in words; "" if there are none."""
    known = list(values)
    return f"một trong: {', '.join(known)}" if len(known) > 1 else "".join(known)


def _example(key: str, need: Need) -> str:
    if key == "so_thang":
        return "so_thang: 36"
    if key == "danh_sach":
        return f"danh_sach: {need.lists[0]}"
    dates = {AgencyProfile: "chuyen_muc.ngay_kiem_tra", Item: "ngay_ra_soat"}
    others = {AgencyProfile: "quy_che.nguoi_ky", Item: "don_vi", YearStatistics: "khieu_nai"}
    if need.of is Activity:
        return "truong: [hoat_dong]"
    record = need.record or AgencyProfile
    return f"truong: [{(dates if need.of_dates else others)[record]}]"
