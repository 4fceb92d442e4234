"""The needs of each way of judging a part, so that a pack can be checked before it is used."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping, Sequence
from typing import get_args

from access_info.legal.parts import DutyPart
from access_info.model.agency import Activity, AgencyProfile
from access_info.model.declarations.fields import FieldDoc, Record, fields_of
from access_info.model.items import Item
from access_info.model.lists import DISCLOSURE, LISTS
from access_info.model.statistics import YearStatistics

BOTH_LISTS = tuple(LISTS)
DISCLOSURE_LIST = (DISCLOSURE,)
_RECORDS: Mapping[str, type[Record]] = {name: each.record for name, each in LISTS.items()}


@dataclasses.dataclass(frozen=True, kw_only=True)
class Need:
    """The fields of a part that one way of judging needs or understands.

    Attributes:
        record: What `truong` is read from where no list is named; `None` for a way without fields.
        lists: Values that `danh_sach` may have; none for a way without a list.
        list_needed: Whether `danh_sach` must have one of them.
        of_dates: Whether `truong` must be dates.
        of: The record that `truong` must hold, if it must be a certain one.
        months: Whether `so_thang` is needed.
        needs: Whether `kem_theo` means anything.
        excepts: Whether `tru_loai` means anything.
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
        """Return the record that a part's `truong` is read from."""
        if self.record is None:
            return None
        return _RECORDS.get(part.rows or "", self.record)


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


def field_at(record: type[Record], path: str) -> list[FieldDoc]:
    """Follow a path of YAML keys from a record; return the fields, as far as there are any.

    Only in the profile may a path lead into a list, where any entry that has the field counts.
    """
    docs: list[FieldDoc] = []
    current: type[Record] | None = record
    for key in path.split("."):
        doc = next((doc for doc in fields_of(current) if doc.key == key), None) if current else None
        if doc is None:
            break
        docs.append(doc)
        current = doc.record if record is AgencyProfile or not doc.many else None
    return docs


def is_date(doc: FieldDoc) -> bool:
    """Tell whether a field holds an exact day."""
    waiting: list[object] = [doc.annotation]
    while waiting:
        current = waiting.pop()
        if current is datetime.date:
            return True
        waiting.extend(get_args(current))
    return False


def entry_of(docs: Sequence[FieldDoc]) -> type[Record] | None:
    """Return the record that `kem_theo` is about: an entry of a path's last list or its group."""
    lists = [doc.record for doc in docs if doc.many and doc.record is not None]
    return lists[-1] if lists else docs[-1].record
