"""Check that law packs agree with themselves, with each other and with the ways of judging duties."""

from __future__ import annotations

import dataclasses
import datetime
import itertools
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from access_info.legal import rules
from access_info.legal.calendar import MAX_PERIOD_DAYS
from access_info.legal.naming import Keys, NamedFact, calendar_facts, obligation_facts, pack_facts
from access_info.legal.packs import (
    BORROWABLE,
    CALENDAR_FILE,
    OBLIGATION_FILE,
    CalendarFile,
    LawFile,
    LawFiles,
    LawPack,
)
from access_info.legal.provisions import CitedPlace, DutyPart, places_in_law
from access_info.model.agency import Activity, AgencyProfile, YearStatistics
from access_info.model.fields import FieldDoc, Record, fields_along, fields_of, types_in
from access_info.model.items import DISCLOSURE, LISTS, Item
from access_info.model.types import did_you_mean, vn_date, vn_weekday
from access_info.problems import Location, Problem, Rule

# What each way of judging a part of a duty needs, so that a pack can be checked before it is used.

BOTH_LISTS = tuple(LISTS)
DISCLOSURE_LIST = (DISCLOSURE,)
_RECORDS: Mapping[str, type[Record]] = {name: each.record for name, each in LISTS.items()}


@dataclasses.dataclass(frozen=True, kw_only=True)
class Need:
    """What one way of judging a part of a duty needs, and which fields of the part it uses.

    Attributes:
        record: The record that the paths in `truong` are read from if no list is named; `None` for
            a way without fields.
        lists: Values that `danh_sach` may have; none for a way without a list.
        list_needed: Whether `danh_sach` must have one of them.
        of_dates: Whether the fields in `truong` must be dates.
        of: The record that the fields in `truong` must hold, if it must be a certain one.
        months: Whether `so_thang` is needed.
        needs: Whether `kem_theo` is used.
        excepts: Whether `tru_loai` is used.
    """

    record: type[Record] | None = None
    lists: tuple[str, ...] = ()
    list_needed: bool = False
    of_dates: bool = False
    of: type[Record] | None = None
    months: bool = False
    needs: bool = False
    excepts: bool = False

    def read_from(self, part: DutyPart) -> type[Record] | None:
        """Return the record that a part's `truong` is read from; `None` for a way without fields."""
        if self.record is None or part.rows is None:
            return self.record
        return _RECORDS.get(part.rows, self.record)


_PROFILE = AgencyProfile
NEEDS: Mapping[str, Need] = {
    "co-truong": Need(record=_PROFILE, needs=True),
    "du-noi-dung": Need(record=_PROFILE, lists=("quy-che",), list_needed=True),
    "co-dong": Need(lists=BOTH_LISTS, list_needed=True),
    "moi-dong": Need(record=Item, lists=BOTH_LISTS, list_needed=True, needs=True, excepts=True),
    "dong-toi-thieu": Need(lists=DISCLOSURE_LIST),
    "phu-diem": Need(lists=DISCLOSURE_LIST),
    "loai-moi": Need(lists=DISCLOSURE_LIST),
    "ngay-con-han": Need(record=_PROFILE, of_dates=True),
    "danh-muc-con-han": Need(record=Item, lists=BOTH_LISTS, list_needed=True, of_dates=True),
    "moi-dong-con-han": Need(record=Item, lists=BOTH_LISTS, list_needed=True, of_dates=True),
    "dung-thoi-diem": Need(lists=DISCLOSURE_LIST),
    "theo-tan-suat": Need(lists=DISCLOSURE_LIST),
    "du-thoi-gian": Need(lists=("niem-yet", "truyen-thanh"), list_needed=True),
    "ban-so": Need(lists=DISCLOSURE_LIST),
    "trong-nam": Need(record=_PROFILE, of=Activity, needs=True),
    "trong-nam-truoc": Need(record=_PROFILE, of=Activity),
    "nam-gan-nhat": Need(record=YearStatistics),
    "so-khop": Need(),
    "dinh-ky": Need(record=_PROFILE, lists=DISCLOSURE_LIST, of_dates=True, months=True),
    "dinh-chinh-dung-han": Need(),
    "dinh-chinh-hinh-thuc": Need(),
}


def fields_on_path(record: type[Record], path: str) -> list[FieldDoc]:
    """Return the fields on a path such as `quy_che.nguoi_ky`, as far as they exist and a judge can read them.

    A path may lead into a list only in the profile, where any entry that has the field counts.
    """
    docs = fields_along(record, path.split("."))
    if record is AgencyProfile:
        return docs
    to_list = next((number for number, doc in enumerate(docs, start=1) if doc.many), len(docs))
    return docs[:to_list]


def is_date(doc: FieldDoc) -> bool:
    """Tell whether a field holds an exact day."""
    return datetime.date in types_in(doc.annotation)


def entry_of(docs: Sequence[FieldDoc]) -> type[Record] | None:
    """Return the record whose fields `kem_theo` names: an entry of the last list on a path, or its group."""
    lists = [doc.record for doc in docs if doc.many and doc.record is not None]
    return lists[-1] if lists else docs[-1].record


# Checks that each part of a duty can be judged in the way it names; yields problems.

_CALENDAR_PERIODS = (1, 3, 6, 12)
_WHERE: dict[type[Record], str] = {
    AgencyProfile: "co-quan.yml",
    **{each.record: f"mục của {each.file}" for each in LISTS.values()},
    YearStatistics: "tệp số liệu của một năm",
}


def check_parts(files: LawFiles) -> Iterator[Problem]:
    """Yield the problems of parts of duties and of further rules that cannot be judged as they say.

    A field for the way is missing (TT418) or does not fit it (TT419), or a name is unknown (TT416,
    TT417).

    Args:
        files: The law files, each of which could be read and fits its record.
    """
    packs = [file.record for file in files.packs]
    laws = [pack.id for pack in packs if pack.role == "chinh"]
    kinds = [kind.id for pack in packs for kind in pack.conditional_kinds]
    for file, above, part in _duty_parts(files):
        yield from _PartCheck(file, above, part).problems(laws, kinds)
    for pack in files.packs:
        yield from _check_row_minimum(pack)


def _duty_parts(files: LawFiles) -> Iterator[tuple[LawFile[Any], Keys, DutyPart]]:
    """Yield (file, keys, part) of each part of a duty or of a further rule."""
    lists: list[tuple[LawFile[Any], str, Iterable[Any]]] = [
        (file, "quy_dinh_them", file.record.extra_rules) for file in files.packs
    ]
    if files.obligations is not None:
        lists.append((files.obligations, "nghia_vu", files.obligations.record.obligations))
    for file, key, holders in lists:
        for index, holder in enumerate(holders):
            for number, part in enumerate(holder.parts):
                yield file, (key, index, "phan", number), part


class _PartCheck:
    """The check of one part of a duty."""

    def __init__(self, file: LawFile[Any], above: Keys, part: DutyPart) -> None:
        """Take the part, with its file and the keys that lead to it."""
        self._file = file
        self._above = above
        self._part = part
        self._need = NEEDS[part.way]

    def problems(self, laws: Collection[str], kinds: Collection[str]) -> Iterator[Problem]:
        """Yield everything that is wrong with the part.

        Args:
            laws: Ids of the access-to-information laws.
            kinds: Ids of the kinds of conditional access.
        """
        yield from self._missing_fields()
        yield from self._unfit_lists(kinds)
        yield from self._unfit_fields()
        named = [
            (law, (*self._above, "luat", number)) for number, law in enumerate(self._part.laws)
        ]
        yield from _unknown_ids(rules.UNKNOWN_PART_LAW, self._file, named, laws)

    def _missing_fields(self) -> Iterator[Problem]:
        """Yield a problem (TT418) for each field that the way of judging needs and the part lacks."""
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
                    self._file.at(*self._above, "cach"),
                    way=part.way,
                    key=key,
                    label=docs[key].label,
                    example=_example_for_way(key, need),
                )

    def _unfit_lists(self, kinds: Collection[str]) -> Iterator[Problem]:
        """Yield values of `danh_sach`, `so_thang` and `tru_loai` that do not fit the way (TT419)."""
        need, part = self._need, self._part
        if part.rows is not None and part.rows not in need.lists:
            other = "trường này ở phần có cách xét khác, hoặc xóa nó"
            yield self._unfit("danh_sach", part.rows, _choices_in_words(need.lists) or other)
        if need.months and part.rows is not None and part.months not in _CALENDAR_PERIODS:
            yield self._unfit(
                "so_thang", str(part.months), _choices_in_words(map(str, _CALENDAR_PERIODS))
            )
        known = (
            _choices_in_words(kinds) if need.excepts else "trường này ở phần có cách xét moi-dong"
        )
        for number, kind in enumerate(part.except_kinds):
            if not need.excepts or kind not in kinds:
                yield self._unfit("tru_loai", kind, known, number)

    def _unfit_fields(self) -> Iterator[Problem]:
        """Yield paths in `truong` that lead nowhere (TT416) or to the wrong kind of field (TT419)."""
        need, part = self._need, self._part
        record = need.read_from(part)
        if record is None:
            return
        for number, path in enumerate(part.paths):
            docs = fields_on_path(record, path)
            if len(docs) <= path.count("."):
                place = (*self._above, "truong", number)
                yield _unusable_path(self._file, place, self._part.way, record, path)
                continue
            if need.of_dates and not is_date(docs[-1]):
                yield self._unfit("truong", path, "một trường ngày", number)
            elif need.of is not None and docs[-1].record is not need.of:
                choices = _choices_in_words(d.key for d in fields_of(record) if d.record is need.of)
                yield self._unfit("truong", path, choices, number)
            else:
                yield from self._unfit_needs(entry_of(docs) if need.needs else None, path)

    def _unfit_needs(self, entry: type[Record] | None, path: str) -> Iterator[Problem]:
        """Yield keys in `kem_theo` that no entry has, or that the way does not use.

        Args:
            entry: The record that they must be fields of; `None` if the way does not use them.
            path: The path that led to it.
        """
        for number, key in enumerate(self._part.needs):
            if entry is None:
                choices = "trường này ở phần xét một danh sách hay một nhóm, hoặc xóa nó"
                yield self._unfit("kem_theo", key, choices, number)
            elif len(fields_on_path(entry, key)) <= key.count("."):
                place = (*self._above, "kem_theo", number)
                yield _unknown_path(self._file, place, entry, key, within=path)

    def _unfit(self, key: str, value: str, choices: str, *number: int) -> Problem:
        """Return the problem (TT419) of a value that does not fit the way of judging.

        Args:
            key: The field.
            value: The value.
            choices: What would fit, in words.
            number: Number of the value in a list.
        """
        place = self._file.at(*self._above, key, *number)
        return rules.UNFIT_FOR_WAY.at(
            place, way=self._part.way, value=value, key=key, choices=choices
        )


def _check_row_minimum(file: LawFile[LawPack]) -> Iterator[Problem]:
    """Yield paths of `dong_danh_muc` that lead to no field of a row."""
    for index, minimum in enumerate(file.record.row_minimum):
        for number, path in enumerate(minimum.keys):
            if len(fields_on_path(Item, path)) <= path.count("."):
                place = ("dong_danh_muc", index, "truong", number)
                yield _unusable_path(file, place, "dong-toi-thieu", Item, path)


def _unusable_path(
    file: LawFile[Any], keys: Keys, way: str, record: type[Record], path: str
) -> Problem:
    """Return the problem of a path that names no field (TT416), or one inside a list of a row (TT419).

    Args:
        file: The file.
        keys: The keys that lead to the path in that file.
        way: The way of judging.
        record: What the path is read from.
        path: The path.
    """
    docs = fields_on_path(record, path)
    if record is AgencyProfile or not docs or not docs[-1].many:
        return _unknown_path(file, keys, record, path)
    choices = "một trường của chính mục, không nằm trong danh sách con"
    place = file.at(*keys)
    return rules.UNFIT_FOR_WAY.at(place, way=way, value=path, key="truong", choices=choices)


def _unknown_path(
    file: LawFile[Any], keys: Keys, record: type[Record], path: str, *, within: str = ""
) -> Problem:
    """Return the problem (TT416) of the first key of a path that is no field.

    Args:
        file: The file.
        keys: The keys that lead to the path in that file.
        record: What the path is read from.
        path: The path.
        within: The path that led to the record, if it is not a whole file or row.
    """
    docs = fields_on_path(record, path)
    wrong = path.split(".")[len(docs)]
    holder = docs[-1].record if docs else record
    prefix = ".".join(doc.key for doc in docs) or within
    where = f"“{prefix}”" if prefix else _WHERE[record]
    known = [doc.key for doc in fields_of(holder)] if holder is not None else []
    return rules.UNKNOWN_FIELD.at(
        file.at(*keys),
        key="kem_theo" if within else "truong",
        where=where,
        field=wrong,
        hint=did_you_mean(wrong, known),
    )


def _choices_in_words(values: Iterable[str]) -> str:
    """Return values to choose from in words; "" if there are none."""
    known = list(values)
    return f"một trong: {', '.join(known)}" if len(known) > 1 else "".join(known)


def _example_for_way(key: str, need: Need) -> str:
    """Return an example of a field that a way of judging needs: “so_thang: 36”."""
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


# Checks that the facts of a law cite places that the law has; yields problems.

_ALPHABET = "abcdđeghiklmnopqrstuvxy"


def check_places(files: LawFiles) -> Iterator[Problem]:
    """Yield citations of places that a law does not have (TT420).

    Only laws are checked whose places are listed in a file `dieu-khoan-…`.

    Args:
        files: The law files, each of which could be read and fits its record.
    """
    packs = {file.record.id: file for file in files.packs}
    for structure in files.structures:
        pack = packs.get(structure.record.law)
        if pack is None:
            continue
        cited: list[tuple[LawFile[Any], str, Keys]] = [
            (pack, text, keys) for text, keys in citations(pack.record)
        ]
        cited += [
            (structure, entry.place, ("khong_neu", index, "o"))
            for index, entry in enumerate(structure.record.left_out)
        ]
        for file, text, keys in cited:
            for place in places_in_law(text, law_number=pack.record.number):
                if place not in structure.record.places:
                    yield _unknown_place(file.at(*keys), place, structure.record.places)


def citations(pack: LawPack) -> Iterator[tuple[str, Keys]]:
    """Yield (citation, keys) of a pack: the keys lead to the citation in its file."""
    for key, text in (
        ("can_cu_hieu_luc", pack.in_force_citation),
        ("can_cu_thay_the", pack.replaces_citation),
    ):
        if text:
            yield text, (key,)
    for fact in pack_facts(pack):
        if fact.citation:
            yield fact.citation, (*fact.keys[:-1], "can_cu")
    for index, instrument in enumerate(pack.instruments):
        for number, text in enumerate(instrument.mandates):
            yield text, ("van_ban_huong_dan", index, "giao_tai", number)


def _unknown_place(location: Location, cited: CitedPlace, known: frozenset[CitedPlace]) -> Problem:
    """Return the problem (TT420) of a cited place that the law lacks; the hint names the last place it has.

    Args:
        location: Where the citation stands.
        cited: The place.
        known: All places of the law.
    """
    above = cited.above
    while above is not None and above not in known:
        above = above.above
    inside = [place for place in known if place.above == above]
    within = f"{above}" if above is not None else "Luật này"
    hint = (
        f" {within[:1].upper()}{within[1:]} có đến {_innermost_part(max(inside, key=_sibling_order))}."
        if inside
        else ""
    )
    return rules.UNKNOWN_PLACE.at(location, place=cited, hint=hint)


def _sibling_order(place: CitedPlace) -> tuple[int, int]:
    """Return a sort key for places within one place: by number, or by the Vietnamese alphabet."""
    last_part = place.point or place.clause or place.article
    return (int(last_part), 0) if last_part.isdigit() else (0, _ALPHABET.find(last_part))


def _innermost_part(place: CitedPlace) -> str:
    """Return the innermost part of a place in words: “điểm g”."""
    word = "điểm" if place.point else "khoản" if place.clause else "Điều"
    return f"{word} {place.point or place.clause or place.article}"


# Checks that the law files agree with themselves and with one another; yields problems.

_WEEKEND = 5
# A file copied from another law begins with that law's id.
_OTHER_LAW = re.compile(r"^l\d+-")
# Lists whose ids must begin with the law's, since data name them without saying which law is meant.
_LISTS_WITH_PREFIX = {
    "diem": "points",
    "phai_len_cong": "portal_items",
    "thoi_han": "deadlines",
    "quy_dinh_them": "extra_rules",
}


def check_law_files(files: LawFiles, folder: str) -> Iterator[Problem]:
    """Yield every disagreement within and between the law files, in no particular order.

    A test checks our own packs; a folder of somebody else is checked whenever it is read.

    Args:
        files: The law files, each of which could be read and fits its record.
        folder: The folder to name when a whole file is missing.
    """
    yield from _check_missing_files(files, folder)
    yield from _check_duplicate_names(files)
    packs = sorted(files.packs, key=lambda file: file.record.in_force_from)
    yield from _check_periods([file for file in packs if file.record.role == "chinh"])
    for number, file in enumerate(packs):
        yield from _check_prefixes(file)
        yield from _check_earlier_laws(file, [other.record for other in packs[:number]])
        yield from _check_references_within(file)
        if files.obligations is not None:
            duties = {duty.id for duty in files.obligations.record.obligations}
            bases = enumerate(file.record.obligation_bases)
            named = [(basis.id, ("nghia_vu", index, "ma")) for index, basis in bases]
            yield from _unknown_ids(rules.UNKNOWN_OBLIGATION, file, named, duties)
        yield from _check_lengths(file)
    yield from check_parts(files)
    yield from check_places(files)
    if files.calendar is not None:
        yield from _check_calendar_days(files.calendar)


def _unknown_ids(
    rule: Rule,
    file: LawFile[Any],
    named: Iterable[tuple[str, Keys]],
    known: Collection[str],
    **words: str,
) -> Iterator[Problem]:
    """Yield a problem for each id that is not among the known ones.

    Args:
        rule: The rule that it breaks.
        file: The file.
        named: The ids that the file names, each with the keys that lead to it.
        known: The known ids.
        words: Further values for the rule's words.
    """
    for id_, keys in named:
        if id_ not in known:
            yield rule.at(file.at(*keys), id=id_, hint=did_you_mean(id_, known), **words)


def _check_missing_files(files: LawFiles, folder: str) -> Iterator[Problem]:
    """Yield a problem (TT408) if there is no access-to-information law, no duties or no calendar."""
    wanted = (
        (any(file.record.role == "chinh" for file in files.packs), "luật tiếp cận thông tin nào"),
        (files.obligations is not None, f"tệp {OBLIGATION_FILE}"),
        (files.calendar is not None, f"tệp {CALENDAR_FILE}"),
    )
    for present, what in wanted:
        if not present:
            yield rules.MISSING_FILE.at(Location(folder), what=what)


def _check_duplicate_names(files: LawFiles) -> Iterator[Problem]:
    """Yield a problem (TT401) for every fact with the name of an earlier one."""
    facts: list[tuple[NamedFact, LawFile[Any]]] = [
        (fact, file) for file in files.packs for fact in pack_facts(file.record)
    ]
    if files.obligations is not None:
        duties = files.obligations
        facts += [(fact, duties) for fact in obligation_facts(duties.record.obligations)]
    if files.calendar is not None:
        table = files.calendar
        facts += [(fact, table) for fact in calendar_facts(table.record.rules, table.record.years)]
    first_places: dict[str, Location] = {}
    for fact, file in facts:
        place = file.at(*fact.keys)
        first = first_places.setdefault(fact.name, place)
        if first is not place:
            yield rules.DUPLICATE_ID.at(
                place,
                id=fact.id_in_file,
                first=f"{PurePosixPath(first.path).name} dòng {first.line}",
            )


def _check_periods(packs: Sequence[LawFile[LawPack]]) -> Iterator[Problem]:
    """Yield laws that end before they begin (TT412), and laws that overlap with the one before (TT403)."""
    for file in packs:
        pack = file.record
        if pack.in_force_to is not None and pack.in_force_to < pack.in_force_from:
            yield rules.BACKWARDS.at(
                file.at("hieu_luc_den"),
                end=vn_date(pack.in_force_to),
                start=vn_date(pack.in_force_from),
            )
    replaced = {file.record.replaces for file in packs}
    for before, file in itertools.pairwise(packs):
        older, newer = before.record, file.record
        ended = older.in_force_to is not None and older.in_force_to < newer.in_force_from
        if not ended and (older.in_force_to is not None or older.id not in replaced):
            yield rules.OVERLAP.at(
                file.at("hieu_luc_tu"),
                law=newer.id,
                start=vn_date(newer.in_force_from),
                earlier=older.id,
            )


def _check_prefixes(file: LawFile[LawPack]) -> Iterator[Problem]:
    """Yield ids that do not begin with the id of the law or point that they belong to (TT406)."""
    pack = file.record
    for key, name in _LISTS_WITH_PREFIX.items():
        for index, item in enumerate(getattr(pack, name)):
            if not item.id.startswith(f"{pack.id}-"):
                yield rules.BAD_PREFIX.at(
                    file.at(key, index, "ma"),
                    id=item.id,
                    prefix=f"{pack.id}-",
                    rest="phần tên riêng",
                    example=f"{pack.id}-{_OTHER_LAW.sub('', item.id)}",
                )
    for index, point in enumerate(pack.points):
        for number, kind in enumerate(point.kinds):
            if not re.fullmatch(re.escape(point.id) + r"\d+", kind.id):
                yield rules.BAD_PREFIX.at(
                    file.at("diem", index, "loai", number, "ma"),
                    id=kind.id,
                    prefix=point.id,
                    rest="số thứ tự",
                    example=f"{point.id}{number + 1}",
                )


def _check_earlier_laws(file: LawFile[LawPack], earlier: Sequence[LawPack]) -> Iterator[Problem]:
    """Yield what a pack takes from earlier laws, and none of them has (TT402, TT407, TT409).

    Args:
        file: The pack.
        earlier: The earlier laws.
    """
    pack = file.record
    points = {point.id for other in earlier for point in other.points}
    sources = [
        (id_, ("diem", index, "tu_diem", number))
        for index, point in enumerate(pack.points)
        for number, id_ in enumerate(point.maps_from)
    ]
    yield from _unknown_ids(rules.UNKNOWN_POINT, file, sources, points)
    laws = {other.id for other in earlier if other.role == pack.role}
    named: list[tuple[str, str, Keys]] = [
        ("luat", item.law, ("tam_dung", index, "luat")) for index, item in enumerate(pack.borrows)
    ]
    if pack.replaces is not None:
        named.append(("thay_the", pack.replaces, ("thay_the",)))
    for key, id_, keys in named:
        yield from _unknown_ids(
            rules.UNKNOWN_LAW, file, [(id_, keys)], laws, key=key, label="mã luật"
        )
    for index, borrowing in enumerate(pack.borrows):
        for number, part in enumerate(borrowing.parts):
            if part not in BORROWABLE:
                yield rules.UNKNOWN_PART.at(
                    file.at("tam_dung", index, "phan", number),
                    part=part,
                    hint=did_you_mean(part, BORROWABLE),
                )


def _check_references_within(file: LawFile[LawPack]) -> Iterator[Problem]:
    """Yield ids that one list of a pack names and the list they belong to does not have (TT404)."""
    pack = file.record
    channels = [
        (item.channel, ("thoi_han", index, "kenh"))
        for index, item in enumerate(pack.deadlines)
        if item.channel is not None
    ]
    periods = [
        (id_, ("nghia_vu", index, "theo", number))
        for index, basis in enumerate(pack.obligation_bases)
        for number, id_ in enumerate(basis.periods)
    ]
    kinds = [
        (id_, ("neu_ten", index, "loai", number))
        for index, item in enumerate(pack.named_lists)
        for number, id_ in enumerate(item.kinds)
    ]
    of_channels = [channel.id for channel in pack.channels]
    of_periods = [item.id for item in pack.deadlines] + [item.id for item in pack.transitions]
    of_kinds = [point.id for point in pack.points] + [kind.id for _, kind in pack.kinds]
    for named, known, where, key, label in (
        (channels, of_channels, "kenh", "kenh", "Kênh"),
        (periods, of_periods, "thoi_han", "theo", "Theo thời hạn"),
        (kinds, of_kinds, "diem", "loai", "Loại thông tin"),
    ):
        yield from _unknown_ids(
            rules.UNKNOWN_REFERENCE, file, named, known, where=where, key=key, label=label
        )


def _check_lengths(file: LawFile[LawPack]) -> Iterator[Problem]:
    """Yield periods that are too long, or that are 0 days although not “at once” (TT414)."""
    for index, deadline in enumerate(file.record.deadlines):
        most = 0 if deadline.unit == "ngay-lap-tuc" else MAX_PERIOD_DAYS
        least = min(most, 1)
        if not least <= deadline.value <= most:
            yield rules.BAD_PERIOD.at(
                file.at("thoi_han", index, "gia_tri"),
                value=deadline.value,
                unit=deadline.unit,
                most=MAX_PERIOD_DAYS,
            )


def _check_calendar_days(file: LawFile[CalendarFile]) -> Iterator[Problem]:
    """Yield days in the table of another year (TT410), and days worked that are no weekend (TT411)."""
    for index, table in enumerate(file.record.years):
        days: list[tuple[datetime.date, Keys]] = [
            (day, ("nghi", number, "ngay", place))
            for number, group in enumerate(table.days_off)
            for place, day in enumerate(group.days)
        ]
        worked = [
            (item.day, ("lam_bu", number, "ngay")) for number, item in enumerate(table.worked)
        ]
        undecided = [
            (item.day, ("chua_ro", number, "ngay")) for number, item in enumerate(table.open_days)
        ]
        for day, keys in (*days, *worked, *undecided):
            if day.year != table.year:
                place = file.at("nam", index, *keys)
                yield rules.WRONG_YEAR.at(place, day=day, year=table.year, other=day.year)
        for day, keys in worked:
            if day.weekday() < _WEEKEND:
                place = file.at("nam", index, *keys)
                yield rules.NOT_A_WEEKEND.at(place, day=day, weekday=vn_weekday(day))
