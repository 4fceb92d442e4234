"""State of rows: withdrawn, ended, over on a day, public on a day."""

from __future__ import annotations

import datetime

import pytest

from access_info.model.as_of import AsOf
from access_info.model.items import ConditionalItem, Document, Item

DAY = datetime.date(2026, 11, 24)
PUBLISHED = {"ngay_cong_khai": "2026-11-01"}


@pytest.mark.parametrize("record", [Item, Document, ConditionalItem])
@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({}, (False, False)),
        ({"tinh_trang": "con-hieu-luc"}, (False, False)),
        ({"tinh_trang": "het-hieu-luc"}, (False, True)),
        ({"tinh_trang": "thay-the"}, (False, True)),
        ({"tinh_trang": "da-rut"}, (True, True)),
        ({"tinh_trang": "con-hieu-luc", "rut": {"ngay": "2026-10-01"}}, (True, True)),
        ({"rut": {}}, (True, True)),
    ],
)
def test_state_of_a_row(record, values, state):
    row = record.model_validate({"ma": "a", **values})
    assert (row.is_withdrawn, row.is_ended) == state
    assert row.is_over(AsOf(DAY)) is row.is_ended


@pytest.mark.parametrize(("end", "over"), [("2026-11-23", True), ("2026-11-24", False)])
def test_a_row_is_over_when_its_last_day_has_passed(end, over):
    as_of = AsOf(DAY)
    assert Item.model_validate({"ma": "a", "hieu_luc": {"den": end}}).is_over(as_of) is over
    assert DAY in as_of.span


@pytest.mark.parametrize(
    ("values", "public"),
    [
        ({}, False),
        ({"dia_chi": ["Bảng tin"]}, True),
        ({"tep": ["a.pdf"]}, True),
        (PUBLISHED, True),
        ({"ngay_cong_khai": "2026-11-25"}, False),
        ({"niem_yet": {"tu": "2026-11-24"}}, True),
        ({**PUBLISHED, "tinh_trang": "da-rut"}, False),
        ({"van_ban": [{"ma": "b", **PUBLISHED}]}, True),
        ({"van_ban": [{"ma": "b", **PUBLISHED, "tinh_trang": "het-hieu-luc"}]}, False),
    ],
)
def test_a_row_is_public_where_readable_or_with_a_day_of_publication(values, public):
    assert Item.model_validate({"ma": "a", **values}).is_public(AsOf(DAY)) is public
