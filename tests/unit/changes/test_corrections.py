"""`access-info correct`: entries of the public log, their due dates, and what it refuses."""

from __future__ import annotations

import datetime
import pathlib
import re

import pytest
from loaded_program import laws_of_today
from province_histories import Province, call

from access_info.changes.entries import (
    EntryError,
    MistakeReport,
    add_correction,
    names_person,
    names_reporter,
)
from access_info.model.agency import AgencyProfile, Correction
from access_info.model.as_of import AsOf
from access_info.model.jurisdiction import Jurisdiction
from access_info.model.registry import Agency
from access_info.pages.agency.pages import agency_pages
from access_info.pages.rendering.paths import Urls
from access_info.pages.rendering.site import SiteContext

pytestmark = pytest.mark.sampled

FRAMEWORK, _ = laws_of_today()
TODAY = datetime.date(2026, 11, 24)
LOG = "so-1/dinh-chinh.yml"


@pytest.fixture
def province(tmp_path, monkeypatch):
    province_ = Province(tmp_path / "kho", agencies=1)
    monkeypatch.chdir(province_.top)
    return province_


def correct(*words):
    return call("correct", "so-1", "--as-of", TODAY.isoformat(), *words)


def test_a_petition_becomes_an_entry_with_ten_days(province):
    province.write(LOG, "# Sổ do Văn phòng giữ.\n" + province.read(LOG))
    words = ("--item", "2026-002", "--petitioned", "2026-11-20")
    code, out, err = correct("--wrong", "Phí  10.000 đồng", "--right", "Không thu phí", *words)
    assert (code, err) == (0, "")
    assert out == (
        "Đã ghi 2026-dc-02 vào agencies/so-1/dinh-chinh.yml.\n"
        "Hạn trả lời và đính chính: thứ Hai 30/11/2026.\n"
        "  (10 ngày kể từ ngày 20/11/2026: khoản 4 Điều 22, Luật Tiếp cận thông tin số "
        "01/2026/QH16)\n"
        "Xong thì chạy: access-info correct so-1 --done 2026-dc-02\n"
    )
    text = province.read(LOG)
    assert text.startswith("# Sổ do Văn phòng giữ.\n")
    assert text.endswith(
        '- ma: "2026-dc-02"\n'
        '  muc_lien_quan: "2026-002"\n'
        '  noi_dung_sai: "Phí 10.000 đồng"\n'
        '  noi_dung_dung: "Không thu phí"\n'
        "  phat_hien:\n"
        '    ngay: "2026-11-20"\n'
        '    boi: "Công dân"\n'
        '  ngay_kien_nghi: "2026-11-20"\n'
    )
    assert call("check", f"agencies/{LOG}")[0] == 0


def test_mistakes_that_the_agency_noticed_itself_have_five_working_days(province):
    code, out, _ = correct("--wrong", "Giờ làm việc 7:30", "--found", "2026-11-20")
    assert code == 0
    # 24 November is a day off.
    assert "thứ Hai 30/11/2026" in out
    assert "(5 ngày làm việc kể từ ngày 20/11/2026: khoản 1 Điều 28" in out
    assert 'boi: "Cơ quan tự phát hiện"' in province.read(LOG)


def test_a_petition_under_the_old_law_has_fifteen_days(province):
    _, out, _ = correct("--wrong", "x", "--petitioned", "2026-08-31")
    assert "(15 ngày kể từ ngày 31/8/2026: Điều 22, Luật Tiếp cận thông tin số 104/2016/QH13" in out


def test_an_open_entry_is_finished_once(province):
    correct("--wrong", "Giờ làm việc 7:30", "--petitioned", "2026-11-20")
    code, _, err = correct("--done", "2026-dc-02")
    assert (code, err) == (2, "Mục này chưa ghi nội dung đúng. Thêm --right “nội dung đúng”.\n")
    words = ("--right", "7:00", "--form", "cong-tttdt", "--form", "niem-yet")
    code, out, _ = correct("--done", "2026-dc-02", *words)
    assert (code, out.splitlines()[1]) == (0, "Đã đính chính ngày 24/11/2026.")
    assert province.read(LOG).endswith(
        '  noi_dung_dung: "7:00"\n'
        "  phat_hien:\n"
        '    ngay: "2026-11-20"\n'
        '    boi: "Công dân"\n'
        '  ngay_kien_nghi: "2026-11-20"\n'
        '  ngay_dinh_chinh: "2026-11-24"\n'
        "  hinh_thuc:\n"
        '  - "cong-tttdt"\n'
        '  - "niem-yet"\n'
    )
    code, _, err = correct("--done", "2026-dc-02")
    assert (code, err) == (2, "“2026-dc-02” đã đính chính ngày 2026-11-24.\n")


def test_an_entry_is_not_finished_before_its_beginning(province):
    correct("--wrong", "Giờ làm việc 7:30", "--right", "7:00", "--petitioned", "2026-11-20")
    before = province.read(LOG)
    code, _, err = correct("--done", "2026-dc-02", "--corrected", "2026-11-19")
    assert (code, err) == (2, "Ngày đính chính 19/11/2026 sớm hơn ngày bắt đầu 20/11/2026.\n")
    assert province.read(LOG) == before


def test_a_late_correction_is_called_late(province):
    correct("--wrong", "a b", "--right", "b", "--petitioned", "2026-10-01")
    assert "sau hạn" in correct("--done", "2026-dc-02")[1]


def test_on_its_last_day_a_correction_is_in_time(province):
    words = ("--wrong", "a b", "--right", "b", "--petitioned", "2026-11-13", "--corrected")
    last, after = (correct(*words, f"2026-11-{day}")[1].splitlines()[1] for day in (23, 24))
    assert last == "Đã đính chính ngày 23/11/2026."
    assert after == "Đã đính chính ngày 24/11/2026, sau hạn."


def test_the_first_entry_makes_the_file_and_ids_go_on_by_year(province):
    province.remove(LOG)
    correct("--wrong", "một", "--found", "2026-11-02")
    correct("--wrong", "hai", "--found", "2025-12-31")
    correct("--wrong", "ba")
    ids = re.findall(r'ma: "([^"]*)"', province.read(LOG))
    assert ids == ["2026-dc-01", "2025-dc-01", "2026-dc-02"]
    assert call("check", f"agencies/{LOG}")[0] == 0


def test_the_year_of_an_entry_is_that_in_which_its_time_began(province):
    code, _, _ = correct("--wrong", "một", "--petitioned", "2026-01-02", "--found", "2025-12-31")
    assert code == 0
    assert re.findall(r'ma: "([^"]*)"', province.read(LOG))[-1] == "2026-dc-02"


REFUSED = {
    "unknown item": (("--wrong", "x y", "--item", "2026-0002"), "Có phải ý bạn là “2026-002”?"),
    "unknown entry": (("--done", "2026-dc-1"), "Có phải ý bạn là “2026-dc-01”?"),
    "nothing wrong": (("--wrong", "  "), "Chưa nói sai ở đâu."),
    "a name": (("--wrong", "x", "--by", "Nguyễn Văn Mẫu"), "chỉ ghi vai trò"),
    "a title and a name": (("--wrong", "x", "--by", "bà Mẫu"), "chỉ ghi vai trò"),
    "an address": (("--wrong", "x", "--by", "ai@mau.example"), "chỉ ghi vai trò"),
    "who told": (("--wrong", "Ông Mẫu phản ánh sai phí"), "nói ai đã báo"),
    "a coming day": (("--wrong", "x", "--petitioned", "2026-12-01"), "còn ở phía trước"),
    "corrected first": (
        ("--wrong", "x", "--right", "y", "--found", "2026-11-20", "--corrected", "2026-11-19"),
        "sớm hơn ngày bắt đầu",
    ),
    "corrected before it was found": (
        (
            *("--wrong", "x", "--right", "y", "--petitioned", "2026-11-10"),
            *("--found", "2026-11-20", "--corrected", "2026-11-19"),
        ),
        "sớm hơn ngày bắt đầu",
    ),
    "corrected to nothing": (("--wrong", "x", "--corrected", "2026-11-20"), "nội dung đúng"),
    "hidden characters": (("--wrong", "a\u202eb"), "Không ghi được"),
    "too long": (("--wrong", "x" * 6000), "Không ghi được"),
    "both at once": (("--done", "2026-dc-01", "--item", "2026-002"), "không dùng cùng --done"),
}


@pytest.mark.parametrize(("words", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_leaves_the_log_alone(province, words, message):
    before = province.read(LOG)
    code, out, err = correct(*words)
    assert (code, out) == (2, "")
    assert message in err
    assert province.read(LOG) == before
    assert sorted(path.name for path in province.path("so-1").iterdir()) == [
        *("co-dieu-kien.yml", "co-quan.yml", "cong-khai.yml", "dinh-chinh.yml", "tep", "thong-ke"),
        "trang",
    ]


@pytest.mark.parametrize("agency", ["so-2", "../kho", "_mau", ""])
def test_an_agency_that_is_not_there_is_reported(province, agency):
    report = MistakeReport(wrong="x")
    with pytest.raises(EntryError, match="Không có cơ quan"):
        add_correction(province.agencies, agency, report, framework=FRAMEWORK, as_of=TODAY)


def test_a_log_that_cannot_be_read_is_mended_first(province):
    province.edit(LOG, '"2026-dc-01"', '"2026-dc-01')
    code, _, err = correct("--wrong", "x")
    assert code == 2
    assert err.startswith("Sổ đính chính đang có lỗi, sửa lỗi trước đã: ")


def test_a_link_is_not_written_through(province, tmp_path):
    target = tmp_path / "ngoai.yml"
    target.write_text("muc: []\n", "utf-8")
    province.remove(LOG)
    pathlib.Path(province.path(LOG)).symlink_to(target)
    code, _, err = correct("--wrong", "x")
    assert (code, "lối tắt" in err) == (2, True)
    assert target.read_text("utf-8") == "muc: []\n"


@pytest.mark.parametrize(
    "text",
    [
        *("Trần Thị Mẫu", "Ông Mẫu", "chị Mẫu", "0712 345 678 9", "a@b.example", "LÊ VĂN MẪU"),
        *("Giàng A Mẫu", "CÔ MẪU", "cháu Mẫu", "đồng chí Nguyễn Mẫu", "0712-345-678", "bà ấy"),
        *("Hộ chiếu Q0000123", "mau (at) gmail.com", "biển số 42A-123.45", "tôi là Lê Mẫu"),
    ],
)
def test_plain_names_are_seen(text):
    assert names_person(text)


@pytest.mark.parametrize(
    "text",
    [
        "Thanh tra tỉnh",
        "Báo Mẫu",
        "Hội đồng nhân dân",
        "Ủy ban nhân dân xã",
        "Phòng Pháp chế",
        "Mai",
        "Văn Phòng Xã",
        "VĂN PHÒNG UBND",
        "Tư Pháp Xã",
        "Chủ Tịch Xã",
        "đồng chí Bí thư",
    ],
)
def test_bodies_are_no_names(text):
    assert not names_person(text)


def test_a_signers_name_may_be_what_was_wrong():
    assert not names_reporter("Người ký: ông Mẫu, Giám đốc")
    assert names_reporter("anh Mẫu gọi điện báo sai số")
    assert names_reporter("Bà Mẫu tố cáo sai số")
    assert names_reporter("Người phản ánh: Nguyễn Văn Mẫu")
    assert not names_reporter("Người gửi: Sở Tư pháp")
    assert not names_reporter("Kính gửi: Đồng chí Chủ tịch")


def page_of(*corrections, day, language="vi"):
    profile = AgencyProfile.model_validate({"ten": "Sở Mẫu", "loai": "so"})
    log = tuple(map(Correction.model_validate, corrections))
    site = SiteContext(
        framework=FRAMEWORK,
        place=Jurisdiction(),
        urls=Urls(),
        agencies=frozenset({"mau"}),
        language=language,
    )
    as_of = AsOf(datetime.date.fromisoformat(day))
    pages = agency_pages(Agency("mau", profile, corrections=log), site, as_of).pages
    (page,) = [page for page in pages if page.kind == "dinh-chinh"]
    return page.content, as_of.span


OPEN = {"ma": "2026-dc-01", "noi_dung_sai": "x", "ngay_kien_nghi": "2026-11-20"}


def test_the_page_shows_until_when_an_open_correction_is_due():
    content, (_, last) = page_of(OPEN, day="2026-11-24")
    assert "Đang xử lý, hạn 30/11/2026" in content
    assert last <= datetime.date(2026, 11, 30)
    content, (first, _) = page_of(OPEN, day="2026-12-01")
    assert "Chưa đính chính, quá hạn 30/11/2026" in content
    assert first >= datetime.date(2026, 12, 1)


def test_the_page_shows_the_due_day_in_english_too():
    assert "Pending, due 30/11/2026" in page_of(OPEN, day="2026-11-24", language="en")[0]


def test_what_has_no_start_is_only_pending():
    assert "Đang xử lý</span>" in page_of({"ma": "1", "noi_dung_sai": "x"}, day="2026-11-24")[0]
