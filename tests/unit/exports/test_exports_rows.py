"""Rows: what is said of each item, and what is not once it has been withdrawn."""

from __future__ import annotations

import exported_lists
import pytest

from access_info.exports.columns import (
    CONDITIONAL_COLUMNS,
    DISCLOSURE_COLUMNS,
    LIST_COLUMNS,
    PREFIXES,
)
from access_info.exports.rows import last_change
from access_info.exports.set_columns import AGENCY_COLUMNS
from access_info.exports.tables import SEPARATOR, Cells, table_columns
from access_info.model.fields import fields_of
from access_info.pages.rendering.environment import load_texts

# Never on a page either: who looked for secrets, who allowed an exception, that names were read.
UNPUBLISHED = {"secrecy_review", "waivers", "named_people", "documents"}


def by_id(kind, given=None):
    return {row["identifier"]: row for row in exported_lists.rows_of(kind, given)}


def test_a_row_for_each_item_and_each_document_in_order():
    rows = exported_lists.rows_of(DISCLOSURE_COLUMNS)
    assert [(row["identifier"], row.get("isPartOf")) for row in rows] == [
        ("2026-001", None),
        ("2026-002", None),
        ("2026-003", "2026-002"),
        ("2026-004", "2026-002"),
        ("2025-009", None),
    ]
    assert [row["identifier"] for row in exported_lists.rows_of(CONDITIONAL_COLUMNS)] == [
        "2026-901",
        "2026-902",
    ]


def test_a_whole_row():
    assert by_id(DISCLOSURE_COLUMNS)["2026-001"] == {
        "identifier": "2026-001",
        "title": "Quy chế tổ chức cung cấp thông tin",
        "publisher": {"identifier": "so-mau", "name": "Sở Mẫu"},
        "documentNumber": "12/QĐ-STP",
        "issued": "2026-09-01",
        "subject": [
            exported_lists.sources().concepts.point(code)
            for code in exported_lists.ITEMS[0]["diem"]
        ],
        "keyword": "Quy chế, nội quy",
        "legalBasis": "Luật Tiếp cận thông tin",
        "disclosureForm": [
            exported_lists.sources().concepts.form("cong-tttdt"),
            {"prefLabel": "Loa phường"},
        ],
        "disclosureTiming": "Trong 05 ngày làm việc",
        "datePublished": "2026-09-03",
        "disclosureDuration": "Thường xuyên",
        "posting": {"startDate": "2026-09-03", "endDate": "2026-10-03"},
        "broadcast": {"startDate": "2026-09-04"},
        "organizationUnit": "Văn phòng Sở",
        "landingPage": "https://tinh.mau.example/co-quan/so-mau/cong-khai/#2026-001",
        "accessURL": ["https://mau.example/van-ban/12"],
        "location": ["Bộ phận một cửa"],
        "downloadURL": [
            "https://tinh.mau.example/co-quan/so-mau/quy-che.pdf",
            "https://tinh.mau.example/co-quan/so-mau/tep/phu%20l%E1%BB%A5c.docx",
        ],
        "publicService": "1.116556",
        "accrualPeriodicity": {"notation": "khi-co-thay-doi", "prefLabel": "Khi có thay đổi"},
        "modified": "2026-10-05",
        "lastReviewed": "2026-11-01",
        "status": {"notation": "con-hieu-luc", "prefLabel": "Còn hiệu lực"},
        "validity": {"startDate": "2026-09-15"},
        "alternative": {"en": "Regulation", "km": "បទបញ្ជា"},
        "note": "- thay quy chế năm 2019",
    }


def test_points_of_both_laws_are_distinguished():
    first, second = by_id(DISCLOSURE_COLUMNS)["2026-001"]["subject"]
    assert first["notation"] == "l01-d17k1c3"
    assert first["prefLabel"].endswith("(điểm c khoản 1 Điều 17 Luật 01/2026/QH16)")
    assert second["notation"] == "l104-d17k1a"
    assert "104/2016/QH13" in second["prefLabel"]


def test_a_document_takes_its_number_as_title_and_its_items_points():
    rows = by_id(DISCLOSURE_COLUMNS)
    document = rows["2026-003"]
    assert document["title"] == document["documentNumber"] == "219/BC-STP"
    assert document["issued"] == "2026-09"
    assert document["subject"] == rows["2026-002"]["subject"]


@pytest.mark.parametrize(
    ("kind", "identifier"),
    [
        (DISCLOSURE_COLUMNS, "2025-009"),
        (DISCLOSURE_COLUMNS, "2026-004"),
        (CONDITIONAL_COLUMNS, "2026-902"),
    ],
)
def test_what_was_withdrawn_is_only_named(kind, identifier):
    row = by_id(kind)[identifier]
    assert set(row) <= {
        *("identifier", "title", "publisher", "isPartOf", "landingPage", "status", "withdrawal")
    }
    assert row["status"] == {"notation": "da-rut", "prefLabel": "Đã rút"}


def test_a_withdrawn_item_says_when_and_why_and_hides_its_documents():
    rows = by_id(DISCLOSURE_COLUMNS)
    assert rows["2025-009"]["withdrawal"] == {
        "date": "2026-10-21",
        "description": "Có thông tin đời sống riêng tư",
    }
    assert "2025-010" not in rows


def test_nothing_withdrawn_is_in_any_cell():
    text = repr(exported_lists.rows_of(DISCLOSURE_COLUMNS)) + repr(
        exported_lists.rows_of(CONDITIONAL_COLUMNS)
    )
    for secret in (
        "99/DS",
        "mau.example/lo",
        "lo.pdf",
        "đời tư",
        "Poor",
        "Ấp",
        "kín",
        "không hiện",
    ):
        assert secret not in text


def test_unknown_codes_stay_the_clerks_words():
    given = exported_lists.agency(
        [{"ma": "1", "ten": "A", "diem": ["không có"], "hinh_thuc": ["dán cột điện"]}],
        [{"ma": "2", "ten": "B", "loai": "riêng"}],
    )
    assert by_id(DISCLOSURE_COLUMNS, given)["1"]["subject"] == [{"prefLabel": "không có"}]
    assert by_id(DISCLOSURE_COLUMNS, given)["1"]["disclosureForm"] == [
        {"prefLabel": "dán cột điện"}
    ]
    assert by_id(CONDITIONAL_COLUMNS, given)["2"]["accessRights"] == {"prefLabel": "riêng"}


def test_an_item_of_which_little_is_known_has_few_members():
    row = by_id(DISCLOSURE_COLUMNS, exported_lists.agency([{"ma": "1", "so_ky_hieu": "5/TB"}]))["1"]
    assert list(row) == ["identifier", "title", "publisher", "documentNumber", "landingPage"]


@pytest.mark.parametrize("kind", LIST_COLUMNS)
def test_every_published_field_of_the_model_has_a_column(kind):
    used = {column.field for column in kind.columns} - {""}
    assert used == {doc.name for doc in fields_of(kind.record)} - UNPUBLISHED


@pytest.mark.parametrize("kind", LIST_COLUMNS)
def test_names_are_unique_and_terms_have_a_namespace(kind):
    names = [column.name for column in kind.columns]
    assert len(names) == len(set(names))
    terms = [column.term.partition(":")[0] for column in kind.columns if column.term]
    assert set(terms) <= set(PREFIXES)


@pytest.mark.parametrize("kind", LIST_COLUMNS)
def test_titles_of_a_table_are_unique_and_as_many_as_its_cells(kind):
    titles = [column.title for column in table_columns(kind, load_texts())]
    assert len(set(titles)) == len(titles)
    for row in exported_lists.rows_of(kind):
        assert len(Cells(kind).of(row)) == len(titles)


def test_cells_stand_under_their_titles():
    titles = [column.title for column in table_columns(DISCLOSURE_COLUMNS, load_texts())]
    cells = [
        dict(zip(titles, Cells(DISCLOSURE_COLUMNS).of(row), strict=True))
        for row in exported_lists.rows_of(DISCLOSURE_COLUMNS)
    ]
    assert cells[0]["Mã mục"] == "2026-001"
    assert cells[0]["Mã cơ quan"] == "so-mau"
    assert cells[0]["Mã điểm của luật"] == "l01-d17k1c3 | l104-d17k1a"
    assert cells[0]["Điểm của luật"].count(SEPARATOR) == 1
    assert cells[0]["Hình thức công khai"].endswith(" | Loa phường")
    assert cells[0]["Thời gian niêm yết: đến ngày"] == "2026-10-03"
    assert cells[0]["Thời gian truyền thanh: đến ngày"] == ""
    assert cells[0]["Tên tiếng Khmer"] == "បទបញ្ជា"
    assert cells[0]["Tình trạng"] == "Còn hiệu lực"
    assert cells[2]["Thuộc mục"] == "2026-002"
    assert cells[4]["Lý do rút"] == "Có thông tin đời sống riêng tư"
    assert cells[4]["Số, ký hiệu"] == ""


def test_cells_of_a_place_are_of_the_same_contact_point_whatever_is_unknown():
    points = [
        {"organizationUnit": "Văn phòng", "email": "a@mau.example"},
        {"organizationUnit": "Thanh tra", "telephone": "0298 3812 001"},
    ]
    titles = [column.title for column in table_columns(AGENCY_COLUMNS, load_texts())]
    row = {"contactPoint": points, "availableChannel": [{"address": "x"}, {"name": "Fax"}]}
    cells = dict(zip(titles, Cells(AGENCY_COLUMNS).of(row), strict=True))
    filled = {title: cell.split(SEPARATOR) for title, cell in cells.items() if cell}
    assert list(filled.values()) == [
        ["Văn phòng", "Thanh tra"],
        ["", "0298 3812 001"],
        ["a@mau.example", ""],
        ["", "Fax"],
        ["x", ""],
    ]


def test_no_words_of_a_law_hold_the_separator():
    concepts = exported_lists.sources().concepts
    for pack in exported_lists.FRAMEWORK.packs:
        for point, kind in [*((point, None) for point in pack.points), *pack.kinds]:
            code = kind.id if kind is not None else point.id
            assert SEPARATOR.strip() not in concepts.point(code)["prefLabel"]


def test_the_last_change_is_that_of_the_data():
    assert last_change(exported_lists.rows_of(DISCLOSURE_COLUMNS)) == "2026-10-21"
    assert last_change(exported_lists.rows_of(CONDITIONAL_COLUMNS)) == "2026-09-24"
    assert last_change([]) == ""
