"""A form of the forge: what was typed is text, whatever it looks like."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from work_counting import growth

from access_info.exports.forge_files import AGENCY_FORM, offer_kinds
from access_info.imports.issues import (
    MAX_ANSWER,
    Known,
    Wish,
    as_date,
    read_answers,
    read_forms,
    request_of,
    without_sender,
)
from access_info.model.vocabularies import AGENCY_TYPES
from access_info.source.documents import parse_yaml

ROOT = Path(__file__).parents[4]
FORMS = read_forms(ROOT / ".github" / "ISSUE_TEMPLATE")
BY_NAME = {form.name: form for form in FORMS}
PAGE, WRONG, RIGHT = BY_NAME["thong-tin-sai"].questions


def _filled(name: str, **answers: str) -> str:
    """As the forge writes a form that was sent: every question, and a filler where nothing stands."""
    return "\r\n\r\n".join(
        f"### {heading}\r\n\r\n{answers.get(key.replace('-', '_')) or '_No response_'}"
        for heading, key in BY_NAME[name].questions.items()
    )


def _fields(body: str):
    answers = read_answers(body, FORMS)
    assert answers is not None
    return answers.form.name, dict(answers.fields)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_every_form_reads_back(form):
    typed = {key.replace("-", "_"): f"Câu {key}\ndòng hai" for key in form.questions.values()}
    name, fields = _fields(_filled(form.name, **typed))
    assert name == form.name
    assert fields == {key: f"Câu {key}\ndòng hai" for key in form.questions.values()}


def test_forms_know_what_must_be_answered():
    request, problems = _request("thong-tin-sai", trang="https://a.example/")
    assert request is None
    assert [problem.code for problem in problems] == ["TT863"]
    assert WRONG in problems[0].message
    assert {wish.value for wish in Wish} <= BY_NAME.keys()


def test_a_form_offers_the_kinds_of_agencies_that_there_are():
    text = (ROOT / ".github/ISSUE_TEMPLATE/2-thieu-co-quan.yml").read_text("utf-8")
    offered = re.findall(r"^        - (.+)$", text, re.MULTILINE)
    assert offered == list(AGENCY_TYPES.values())


def test_the_kinds_that_a_form_offers_are_generated():
    form = (ROOT / AGENCY_FORM).read_text("utf-8")
    more = [*AGENCY_TYPES.values(), "Trạm: mẫu"]
    changed = offer_kinds(form, more)
    data = parse_yaml(changed.encode(), path="phiếu.yml").data
    (offered,) = (
        part["attributes"]["options"] for part in data["body"] if part.get("id") == "loai"
    )
    assert offered == more
    assert offer_kinds(changed, AGENCY_TYPES.values()) == form
    assert offer_kinds("name: khác\n", more) == "name: khác\n"


def test_a_heading_that_nobody_asks_stays_a_part_of_the_answer():
    body = (
        f"### {PAGE}\n\na\n\n### {WRONG}\n\nb\n\n### Khác\n\nc\n### {WRONG}\nd\n\n### {RIGHT}\n\ne"
    )
    assert _fields(body)[1] == {
        "trang": "a",
        "sai": f"b\n\n### Khác\n\nc\n### {WRONG}\nd",
        "dung": "e",
    }


@pytest.mark.parametrize("body", ["", "Xin chào", "### Khác\n\nx", "#### " + PAGE, f"x ### {PAGE}"])
def test_prose_is_no_form(body):
    assert read_answers(body, FORMS) is None


def test_what_nobody_sees_is_taken_out():
    hidden = "a<!-- ẩn\n### x -->b\u202ec\u200bd\x00\x1b[31m\te"
    assert _fields(_filled("thong-tin-sai", trang="t", sai=hidden))[1]["sai"] == "abcd[31m e"


def test_a_huge_answer_is_cut_and_reported():
    answers = read_answers(_filled("thong-tin-sai", trang="t", sai="### a\n" * 200_000), FORMS)
    assert answers is not None
    assert answers.cut == ("sai",)
    assert len(answers.fields["sai"]) <= MAX_ANSWER


@given(st.text(max_size=300), st.text(max_size=300))
def test_no_text_breaks_out_of_its_answer(wrong, right):
    body = f"### {PAGE}\n\nhttps://a.example/\n\n### {WRONG}\n\n{wrong}\n\n### {RIGHT}\n\n{right}"
    answers = read_answers(body, FORMS)
    assert answers is not None
    assert set(answers.fields) <= {"trang", "sai", "dung"}
    for text in answers.fields.values():
        assert all(char == "\n" or char.isprintable() or char.isspace() for char in text)


SAYS = [
    ("Tôi là Nguyễn Văn Mẫu thấy hạn 15 ngày sai", "[đã lược] thấy hạn 15 ngày sai"),
    ("tôi là nguyễn văn mẫu, hạn 15 ngày sai", "[đã lược], hạn 15 ngày sai"),
    ("Sai số. Họ và tên: Trần Thị Mẫu; cần sửa", "Sai số. [đã lược]; cần sửa"),
    ("Sai. Gọi 0501.234.567 hoặc +84 501 234 567", "Sai. Gọi [đã lược] hoặc [đã lược]"),
    ("Thư: a.b+c@thu.example nhé", "Thư: [đã lược] nhé"),
    ("CCCD 001299000001; số CMND: 901 000 001", "CCCD [đã lược]; số CMND: [đã lược]"),
    ("Nhờ @nguoi-gui xem", "Nhờ [đã lược] xem"),
    ("Sai.\nXin trân trọng cảm ơn!\nTrần Thị Mẫu\nMẫu Hòa", "Sai.\n[đã lược]"),
    ("Nhà tôi ở số 5 đường Mẫu. Bản đồ sai", "[đã lược]. Bản đồ sai"),
    # What the gate knows, forms know too.
    ("toi ten la nguyen van mau, han sai", "[đã lược], han sai"),
    ("Người khiếu nại: Nguyễn Văn Mẫu, hạn sai", "[đã lược], hạn sai"),
    ("HKTT: thôn 2, xã Mẫu", "HKTT: [đã lược]"),
    ("Tôi trú tại số 5 đường Mẫu; sai", "Tôi trú tại [đã lược]; sai"),
    ("Hộ chiếu số Q0000123 và BHXH 0012345678", "Hộ chiếu số [đã lược] và BHXH [đã lược]"),
    ("STK 0000123456789 ngân hàng Mẫu", "STK [đã lược] ngân hàng Mẫu"),
    ("biển số 42A-123.45 bị sai", "biển số [đã lược] bị sai"),
    ("Ngày sinh: 05/6/2085, sai", "Ngày sinh: [đã lược], sai"),
    ("nguoi..mau (at) gmail.com", "[đã lược]"),
    ("CCCD 001299000001, 001299000002", "CCCD [đã lược], [đã lược]"),
]


@pytest.mark.parametrize(("typed", "remaining"), SAYS)
def test_who_wrote_the_form_is_taken_out(typed, remaining):
    text, removed = without_sender(typed)
    assert text == remaining
    assert removed


@pytest.mark.parametrize(
    "typed",
    [
        "Số điện thoại 0298 3812 005 sai, đúng là 0298 3812 006",
        "Thư dau-moi@so-tu-phap.mau.gov.vn không nhận",
        "Di động đầu mối 0500 000 000 và thư dau-moi@mau.example trên trang đã cũ",
        "Quyết định số 2999/QĐ-UBND ngày 22/5/2023, mã 1.002622.000.00.00.H34",
        "Dự toán 150000000 đồng, đúng là 1500000000 đồng",
        "Người ký Nguyễn Văn Mẫu, chức vụ Chủ tịch",
        "Thủ tục 1.116556: cảm ơn thay bằng xin lỗi",
        "Báo cáo ký số 0100000000",
        "Người khiếu nại nộp đơn ở bộ phận một cửa",
        "Xác nhận nơi cư trú, hộ khẩu: lệ phí sai",
        "Thời gian tới là quý IV, bà con chờ",
        "Tài khoản 3713.0.1234567 tại Kho bạc Nhà nước",
        "Ông Nguyễn Văn Mẫu, Chủ tịch xã, ký sai ngày 22/5/2023",
    ],
)
def test_what_a_report_is_about_stays(typed):
    known = "dien_thoai: 0500000000\nemail: dau-moi@mau.example"
    assert without_sender(typed, known=known) == (typed, [])


@pytest.mark.parametrize(
    "piece",
    [
        "0 9",
        "a@",
        "tôi là ",
        "\n cảm ơn",
        "@a-",
        "cmnd ",
        "84 ",
        "hktt: thôn ",
        "CCCD 001299000001 ",
    ],
)
def test_the_search_for_senders_grows_with_what_is_typed(piece):
    without_sender(piece * 200)  # the first time what it needs is loaded
    assert growth(lambda size: without_sender(piece * (size // len(piece))), 1_000) < 2.5


@given(st.text(max_size=400))
def test_taking_out_again_takes_nothing_more(text):
    once, _ = without_sender(text)
    assert without_sender(once)[0] == once


AGENCIES = {
    "so-tu-phap": Known(names=("Sở Tư pháp tỉnh Mẫu", "Sở Tư pháp"), items=frozenset({"2026-001"})),
    "xa-a": Known(names=("Ủy ban nhân dân xã Mẫu", "")),
    "xa-b": Known(names=("Ủy ban nhân dân xã Mẫu", "")),
}


def _request(name: str, agencies=None, **answers: str):
    read = read_answers(_filled(name, **answers), FORMS)
    assert read is not None
    known = AGENCIES if agencies is None else agencies
    return request_of(read, known, place=Path("phieu.md"))


@pytest.mark.parametrize(
    ("page", "agency", "item"),
    [
        ("https://x.example/co-quan/so-tu-phap/cong-khai/#2026-001", "so-tu-phap", "2026-001"),
        ("https://x.example/co-quan/so-tu-phap/cong-khai.html#la", "so-tu-phap", None),
        ("https://x.example/truoc/co-quan/xa-a/", "xa-a", None),
        ("https://x.example/xa-a/so-la", "xa-a", None),
        ("so-tu-phap", "so-tu-phap", None),
        ("  Sở tư pháp  ", "so-tu-phap", None),
        ("uy ban nhan dan xa mau", None, None),
        ("https://x.example/co-quan/so-la/xa-a", None, None),
        ("https://[", None, None),
        ("https://x.example/", None, None),
        ("../../so-tu-phap", "so-tu-phap", None),
    ],
)
def test_which_agency_a_report_is_about(page, agency, item):
    request, problems = _request("thong-tin-sai", trang=page, sai="x")
    if agency is None:
        assert request is None
        assert [problem.code for problem in problems] == ["TT864"]
    else:
        assert request is not None
        assert (request.agency, request.values.get("muc")) == (agency, item)
        assert problems == []


def test_a_page_of_the_only_agency_needs_no_id():
    only = {"so-tu-phap": AGENCIES["so-tu-phap"]}
    request, _ = _request(
        "thong-tin-sai", only, trang="https://x.example/cong-khai/#2026-001", sai="x"
    )
    assert request is not None
    assert request.values["muc"] == "2026-001"


def test_a_wrong_item_is_reported_with_the_likely_item():
    request, (problem,) = _request(
        "de-nghi-dinh-chinh", co_quan="so-tu-phap", muc="2026-01", sai="a", dung="b"
    )
    assert request is None
    assert "Có phải “2026-001”?" in problem.message


def test_a_bug_of_the_site_is_no_data():
    request, (problem,) = _request("loi-trang-web", viec="a", thay="b")
    assert (request, problem.code) == (None, "TT862")


@pytest.mark.parametrize(
    ("answers", "agency", "code"),
    [
        ({"ten": "Ủy ban nhân dân xã Mẫu Đất"}, "xa-mau-dat", None),
        ({"ten": "Sở Ấy", "ma": "so-ay-2"}, "so-ay-2", None),
        ({"ten": "Sở Tư pháp", "ma": "so-tu-phap"}, None, "TT868"),
        ({"ten": "x", "ma": "../so"}, None, "TT868"),
        ({"ten": "x", "ma": "a-z"}, None, "TT868"),
        ({"ten": "???"}, "co-quan-moi", None),
        ({"ten": "x", "loai": "Bộ lạc"}, None, "TT863"),
    ],
)
def test_a_new_agency_gets_a_name_that_can_be_an_address(answers, agency, code):
    request, problems = _request("thieu-co-quan", **{"loai": "Sở, ban, ngành cấp tỉnh", **answers})
    assert (request.agency if request else None) == agency
    assert [problem.code for problem in problems] == ([code] if code else [])


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("03/9/2026", "2026-09-03"),
        ("3 - 9 - 2026", "2026-09-03"),
        ("2026-09-03", "2026-09-03"),
        ("tháng 9/2026", "2026-09"),
        ("9/2026", "2026-09"),
        ("2026", "2026"),
        ("31/2/2026", ""),
        ("2026-13", ""),
        ("hôm qua", ""),
        ("03/9/26", ""),
        ("٣/٩/٢٠٢٦", ""),
    ],
)
def test_days_as_people_write_them(typed, day):
    assert as_date(typed) == day


def test_what_fits_no_field_is_not_dropped():
    request, problems = _request(
        "de-nghi-cong-khai",
        co_quan="Sở Tư pháp",
        ten="Quy chế",
        dia_chi="https://a.example/1\nở bảng tin\nhttp://a.example/2",
        ghi_chu="xem thêm",
        ngay_ban_hanh="năm ngoái",
    )
    assert request is not None
    assert request.values["dia_chi"] == ["https://a.example/1", "http://a.example/2"]
    assert request.values["ghi_chu"] == "xem thêm\nở bảng tin"
    assert "ngay_ban_hanh" not in request.values
    assert [(problem.code, "năm ngoái" in problem.message) for problem in problems] == [
        ("TT869", True)
    ]
