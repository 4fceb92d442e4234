"""What can be found of an agency, and what its name is shortened to."""

from __future__ import annotations

import datetime
import re

from access_info.legal.framework import load_framework
from access_info.model.agency import AgencyProfile, Correction
from access_info.model.as_of import AsOf
from access_info.model.items import ConditionalItem, Item
from access_info.model.registry import Agency
from access_info.search import SearchRecord, agency_records, read_records, record_line
from access_info.search.folding import spelling
from access_info.search.records import AGENCY_ENDED, ENDED, REPLACED, WITHDRAWN
from access_info.search.shorthand import initials, load_shorthand, part_initials

SYLLABLE = re.compile(
    "(b|c|ch|d|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x)?"
    "[aeiouy]{1,3}(c|ch|m|n|ng|nh|p|t)?"
)
CONTACT = {"don_vi": "Văn phòng", "vai_tro": "Đầu mối", "dien_thoai": "0298 3812 001"}
PROFILE = {
    "ten": "Sở Mẫu tỉnh Mẫu",
    "ten_ngan": "Sở Mẫu",
    "loai": "so",
    "dia_chi": "Số 12 đường Lạ",
    "dien_thoai": "0298 3812 000",
    "email": "van-thu@so.example",
    "ten_cu": [{"ten": "Ty Mẫu"}],
    "dau_moi": [CONTACT],
    "nguoi_phat_ngon": {"nguoi": "Phó Giám đốc", "dien_thoai": "0298.3812.002"},
    "kenh": [{"loai": "thu-dien-tu", "dia_chi": "hop-thu@so.example"}],
    "phan_anh": {"dien_thoai": "0298 3811 090"},
}


def test_a_record_is_a_line() -> None:
    records = [
        SearchRecord(
            "Tên mục", "a/#1", "a", "cong-khai", "1/QĐ", "2026-09", "p q", "1.1", "x", "y"
        ),
        SearchRecord("Trang", "b/"),
    ]
    assert [*read_records(record_line(record) for record in records)] == records


def test_of_withdrawn_items_only_the_title_can_be_searched() -> None:
    gone = {"tinh_trang": "da-rut", "so_ky_hieu": "9/QĐ", "don_vi": "Phòng Kín", "ma_tthc": "1.9"}
    agency = Agency(
        "so-mau",
        AgencyProfile.model_validate({"ten": "Sở Mẫu", "loai": "so"}),
        items=(
            Item.model_validate(
                {
                    "ma": "2026-001",
                    "ten": "Đã rút",
                    **gone,
                    "van_ban": [{"ma": "2026-002", "ten": "Con"}],
                }
            ),
        ),
        conditional=(
            ConditionalItem.model_validate(
                {"ma": "2026-901", "ten": "Rút nữa", "don_vi": "Phòng Kín", "rut": {"ly_do": "Mật"}}
            ),
        ),
    )
    records = {record.title: record for record in records_of(agency)}
    assert "Con" not in records
    for title in ("Đã rút", "Rút nữa"):
        record = records[title]
        assert (record.number, record.date, record.code, record.words) == ("", "", "", "")


def test_a_record_says_whether_its_row_is_in_force() -> None:
    """By its status or, on the day of judgement, by its own dates; documents as what is above."""
    rows = [
        ("", {}),
        (ENDED, {"tinh_trang": "het-hieu-luc"}),
        (ENDED, {"hieu_luc": {"den": "2026-11-23"}}),
        ("", {"hieu_luc": {"den": "2026-11-24"}}),
        (REPLACED, {"tinh_trang": "thay-the", "van_ban": [{"ma": "d", "ten": "Con"}]}),
        (WITHDRAWN, {"tinh_trang": "da-rut"}),
        (WITHDRAWN, {"rut": {"ly_do": "Nhầm"}}),
    ]
    profile = AgencyProfile.model_validate({"ten": "Sở Mẫu", "loai": "so"})
    items = tuple(
        Item.model_validate({"ma": f"{number}", "ten": f"Mục {number}", **facts})
        for number, (_, facts) in enumerate(rows)
    )
    conditional = ConditionalItem.model_validate(
        {"ma": "c", "ten": "Kín", "tinh_trang": "thay-the"}
    )
    agency = Agency("so-mau", profile, items=items, conditional=(conditional,))
    records = {record.title: record.state for record in records_of(agency)}
    assert [records[item.label] for item in items] == [state for state, _ in rows]
    assert records["Con"] == records["Kín"] == REPLACED


def test_a_file_without_an_ending_has_no_format() -> None:
    files = ["bang.xlsx", "doc-me", "ban.pdf", "tep/phu-luc.PDF"]
    item = Item.model_validate({"ma": "2026-001", "ten": "Báo cáo", "tep": files})
    profile = AgencyProfile.model_validate({"ten": "Sở Mẫu", "loai": "so"})
    records = {record.title: record for record in records_of(Agency("a", profile, items=(item,)))}
    assert records["Báo cáo"].form == "XLSX, PDF"


def test_a_document_is_below_its_category_and_under_its_point() -> None:
    document = {"ma": "2026-002", "ten": "Quý I", "so_ky_hieu": "2/BC"}
    item = Item.model_validate(
        {"ma": "2026-001", "ten": "Báo cáo", "diem": ["l01-d17k1a3"], "van_ban": [document]}
    )
    profile = AgencyProfile.model_validate({"ten": "Sở Mẫu", "loai": "so"})
    records = {
        record.title: record for record in records_of(Agency("so-mau", profile, items=(item,)))
    }
    assert records["Quý I"].above == "Báo cáo"
    assert records["Quý I"].points == records["Báo cáo"].points == "l01-d17k1a"
    assert records["Quý I"].address == "so-mau/cong-khai/#2026-002"


def test_rows_of_an_agency_that_ended_say_so_from_that_day_on() -> None:
    """What is out of force or withdrawn says that instead."""
    rows = [{}, {"tinh_trang": "het-hieu-luc"}, {"rut": {"ly_do": "Nhầm"}}]
    items = tuple(
        Item.model_validate({"ma": f"{number}", "ten": f"Mục {number}", **facts})
        for number, facts in enumerate(rows)
    )
    for ended, day, state in (
        ({"ngay": "2026-11-25"}, 24, ""),
        ({"ngay": "2026-11-25"}, 25, AGENCY_ENDED),
        ({"can_cu": "Nghị quyết"}, 24, AGENCY_ENDED),
    ):
        profile = AgencyProfile.model_validate({**PROFILE, "cham_dut": ended})
        agency = Agency("so-mau", profile, items=items)
        records = records_of(agency, datetime.date(2026, 11, day))
        states = {record.title: record.state for record in records}
        assert [states.pop(item.label) for item in items] == [state, ENDED, WITHDRAWN]
        assert set(states.values()) == {state}


def test_a_row_has_the_day_of_its_document_else_that_of_its_publication() -> None:
    own = {"diem": ["l01-d17k1c3"], "tep": ["b.xlsx", "a.pdf", "c.XLSX"]}
    days = {"ngay_ban_hanh": "2026-09-01", "ngay_cong_khai": "2026-09-05"}
    item = Item.model_validate(
        {
            "ma": "2026-001",
            "ten": "Báo cáo",
            "diem": ["l01-d17k1a3"],
            "ngay_cong_khai": "2026-10-02",
            "van_ban": [{"ma": "2026-002", "ten": "Quý I", **own, **days}],
        }
    )
    profile = AgencyProfile.model_validate(
        {**PROFILE, "quy_che": {"so_ky_hieu": "9/QC", "ngay_ban_hanh": "2026-01-02"}}
    )
    records = {record.title: record for record in records_of(Agency("so-mau", profile, (item,)))}
    assert records["Báo cáo"].date == "2026-10-02"
    document = records["Quý I"]
    assert (document.date, document.points, document.form) == (
        "2026-09-01",
        "l01-d17k1c",
        "XLSX, PDF",
    )
    assert (records["Quy chế"].number, records["Quy chế"].date) == ("9/QC", "2026-01-02")
    assert (records["Đính chính"].number, records["Đính chính"].date) == ("", "")


def test_a_contact_point_that_names_nobody_to_turn_to_is_no_result() -> None:
    people = [{"vai_tro": "Chưa phân công"}, {"vai_tro": "Đầu mối", "email": "a@so.example"}]
    profile = AgencyProfile.model_validate(
        {
            "ten": "Sở Mẫu",
            "loai": "so",
            "dau_moi": people,
            "nguoi_phat_ngon": {"vai_tro": "Giám đốc"},
        }
    )
    records = records_of(Agency("so-mau", profile))
    assert [record.title for record in records if record.kind == "dau-moi"] == ["Đầu mối"]


def test_contact_points_can_be_searched_by_every_way_to_reach_them() -> None:
    profile = AgencyProfile.model_validate(PROFILE)
    records = {record.address: record for record in records_of(Agency("so-mau", profile))}
    agency, point = records["so-mau//"], records["so-mau/dau-moi/#dau-moi"]
    speaker, page = records["so-mau/dau-moi/#nguoi-phat-ngon"], records["so-mau/dau-moi/"]
    for record, words in [
        (agency, "0298 3812 000 02983812000 3812000 van-thu@so.example Số 12 đường Lạ"),
        (point, "0298 3812 001 02983812001 3812001"),
        (speaker, "0298.3812.002 02983812002 3812002 Phó Giám đốc"),
        (page, "hop-thu@so.example 02983811090 3811090"),
    ]:
        assert set(words.split()) <= set(record.words.split()), record
        assert "liên hệ" in record.words or record is page
    assert speaker.title == "Người phát ngôn"
    # What is said of an address is no name: else all of the agency would be found by it.
    assert agency.names == "Sở Mẫu Ty Mẫu"


def test_what_was_wrong_can_be_searched_on_the_page_of_corrections() -> None:
    profile = AgencyProfile.model_validate(PROFILE)
    correction = Correction.model_validate({"noi_dung_sai": "Ghi nhầm", "noi_dung_dung": "Khu Ba"})
    agency = Agency("so-mau", profile, corrections=(correction,))
    records = {record.title: record for record in records_of(agency)}
    assert records["Đính chính"].words == "Ghi nhầm Khu Ba"
    assert records["Quy chế"].words == ""


def test_abbreviations_are_no_syllables() -> None:
    """One that can be said aloud would be taken for another word: `da` for `đá`."""
    shorthand = load_shorthand()
    for full, form in shorthand.forms.items():
        short = spelling(form)[0]
        assert not SYLLABLE.fullmatch(short), short
        assert " " in full


def test_initials_stand_for_names() -> None:
    assert initials("Sở Nông nghiệp và Môi trường")[0] == "snnmt"
    assert "bvđk" in initials("Bệnh viện Đa khoa tỉnh")
    assert initials("Bộ Mẫu") == []
    assert part_initials("Sở Tư pháp") == {"so tp"}
    assert part_initials("Sở Y tế") == {"so yt"}
    ways = {"so nnmt", "so nn mt", "so nn va mt"}
    assert part_initials("Sở Nông nghiệp và Môi trường") == ways


def records_of(
    agency: Agency, day: datetime.date = datetime.date(2026, 11, 24)
) -> list[SearchRecord]:
    records = agency_records(
        agency,
        address=lambda page: f"{agency.id}/{page}/",
        pages={"quy-che": "Quy chế", "dinh-chinh": "Đính chính", "dau-moi": "Đầu mối"},
        spokesperson="Người phát ngôn",
        framework=load_framework()[0],
        as_of=AsOf(day),
    )
    return list(records)
