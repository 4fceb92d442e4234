"""The canonical order of a record's data: nothing changes its meaning, twice is once."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pydantic
import pytest
from example_counts import examples
from hypothesis import given
from hypothesis import strategies as st

from access_info.model.agency import AgencyProfile, FreePage, YearStatistics
from access_info.model.derived import FILE_KINDS, record_of
from access_info.model.fields import Record, canonical, fields_of
from access_info.model.items import ConditionalList, DisclosureList
from access_info.model.jurisdiction import Jurisdiction
from access_info.model.nation import Nation
from access_info.source.documents import read_yaml

AGENCIES = Path(__file__).parents[3] / "agencies"


@pytest.mark.parametrize(
    ("path", "record"),
    [
        ("so-tu-phap/co-quan.yml", AgencyProfile),
        ("so-tu-phap/cong-khai.yml", DisclosureList),
        ("so-tu-phap/cong-khai/van-ban.yml", DisclosureList),
        ("so-tu-phap/co-dieu-kien.yml", ConditionalList),
        ("so-tu-phap/thong-ke/2026.yml", YearStatistics),
        ("so-tu-phap/trang/lich.md", FreePage),
        ("_dia-ban.yml", Jurisdiction),
        ("co-quan.yml", None),
        ("so-tu-phap/tep/co-quan.yml", None),
        ("so-tu-phap/cong-khai/a/b.yml", None),
        ("README.md", None),
    ],
)
def test_a_file_is_bound_to_its_record(path, record):
    assert record_of(path) is record


def test_keys_stand_as_declared_and_rows_as_typed():
    typed = {
        "la": ["x"],
        "muc": [
            {
                "ten": "hai",
                "ra_soat_mat": {"ket_qua": "Không", "vai_tro": "Văn thư"},
                "ma": "2",
                "van_ban": [{"so_ky_hieu": "1", "ma": "3"}],
            },
            {"ma": "1"},
        ],
    }
    ordered = canonical(DisclosureList, typed)
    assert repr(ordered) == repr(
        {
            "muc": [
                {
                    "ma": "2",
                    "ten": "hai",
                    "ra_soat_mat": {"vai_tro": "Văn thư", "ket_qua": "Không"},
                    "van_ban": [{"ma": "3", "so_ky_hieu": "1"}],
                },
                {"ma": "1"},
            ],
            "la": ["x"],
        }
    )


def test_what_says_nothing_is_left_out_and_what_says_something_stays():
    typed = {
        "muc": [
            {
                "ma": "",  # asked for: a check says so
                "ten": "x",
                "nhom": "",
                "diem": [],
                "hinh_thuc": None,
                "ngay_ban_hanh": "",  # a mistake, which must not vanish
                "tinh_trang": None,
                "niem_yet": {"tu": None, "den": ""},
                "rut": {"ly_do": ""},  # says that the row is withdrawn
                "dia_chi": ["", None],
                "la": "",
            }
        ]
    }
    assert canonical(DisclosureList, typed)["muc"] == [
        {
            "ma": "",
            "ten": "x",
            "ngay_ban_hanh": "",
            "niem_yet": {"den": ""},
            "dia_chi": ["", None],
            "rut": {},
            "la": "",
        }
    ]


def test_text_is_put_together():
    apart = unicodedata.normalize("NFD", "Sở Tư pháp")
    typed = {"ten": apart, "dau_moi": [{"don_vi": apart}], apart: [apart]}
    assert canonical(AgencyProfile, typed) == {
        "ten": "Sở Tư pháp",
        "dau_moi": [{"don_vi": "Sở Tư pháp"}],
        "Sở Tư pháp": ["Sở Tư pháp"],
    }


def _read(record: type[Record], data):
    """What a record says, an empty text counting as none; or where it does not fit."""
    try:
        return _without_empty(record.model_validate(data).model_dump())
    except pydantic.ValidationError as error:
        return {(detail["type"], detail["loc"]) for detail in error.errors()}


def _without_empty(value):
    if isinstance(value, dict):
        return {key: _without_empty(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return tuple(map(_without_empty, value))
    return None if value == "" else value


def _values(record: type[Record], depth: int = 2):
    """Data near to what a record takes."""
    odd = st.sampled_from(
        ["", " ", "x", "2026-09-01", "2026", "1", "so", "có", None, [], ["x"], {}]
    )
    fields = {}
    for doc in fields_of(record):
        inner = odd
        if doc.record is not None and depth:
            inner = _values(doc.record, depth - 1)
            inner = st.lists(inner, max_size=2) if doc.many else inner
            inner = inner | odd
        fields[doc.key] = inner
    return st.fixed_dictionaries({}, optional=fields).flatmap(
        lambda data: st.permutations(list(data.items())).map(dict)
    )


@pytest.mark.parametrize(
    "record", [kind.record for kind in FILE_KINDS], ids=lambda record: record.__name__
)
@given(data=st.data())
@examples(25)
def test_any_data_means_the_same(record, data):
    typed = data.draw(_values(record))
    ordered = canonical(record, typed)
    assert _read(record, ordered) == _read(record, typed)
    assert repr(canonical(record, ordered)) == repr(ordered)


@pytest.mark.parametrize(
    "path", sorted(AGENCIES.glob("*/*.yml")), ids=lambda path: f"{path.parent.name}-{path.name}"
)
def test_real_files_mean_the_same(path):
    samples = {"_mau/_dia-ban.yml": Jurisdiction, "_mau/quoc-gia.yml": Nation}
    name = path.relative_to(AGENCIES).as_posix()
    record = samples.get(name) or record_of(name)
    assert record is not None
    data = read_yaml(path).data
    assert _read(record, canonical(record, data)) == _read(record, data)
