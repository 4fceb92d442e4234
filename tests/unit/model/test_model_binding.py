"""Records read from documents: every mistake told once, where it stands, nothing that only follows."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import pydantic
import pytest

from access_info.model.agency import AgencyProfile, YearStatistics
from access_info.model.binding import bind
from access_info.model.derived import FILE_KINDS
from access_info.model.explain import nearest_key
from access_info.model.fields import Record, field, fields_of
from access_info.model.items import DisclosureList, Item
from access_info.source.documents import parse_yaml


def _document(text: str):
    document = parse_yaml(text.encode(), path="/a/tệp.yml")
    assert document.problems == []
    return document


def _bound_with_problems(record, text, **settings):
    bound = bind(record, _document(text), **settings)
    return bound, [
        (problem.code, problem.location.line, problem.location.column) for problem in bound.problems
    ]


def _records() -> list[type[Record]]:
    records: list[type[Record]] = []
    waiting = [kind.record for kind in FILE_KINDS]
    while waiting:
        record = waiting.pop()
        if record not in records:
            records.append(record)
            waiting += [doc.record for doc in fields_of(record) if doc.record is not None]
    return records


RECORDS = _records()


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_a_record_is_declared_in_full(record):
    docs = list(fields_of(record))
    keys = [doc.key for doc in docs]
    assert len(set(keys)) == len(keys)
    for doc in docs:
        assert doc.key.isascii()
        assert doc.key == doc.key.lower()
        assert doc.label != doc.name
        assert doc.help_text == doc.label or doc.help_text.endswith((".", "…"))


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_english_names_are_no_keys(record):
    keys = {doc.key for doc in fields_of(record)}
    for doc in fields_of(record):
        if doc.name in keys:
            continue  # email, en and the like are the same in both
        bound, problems = _bound_with_problems(record, f"{doc.name}: x\n")
        assert ("TT201", 1, 1) in problems
        assert bound.record is None or getattr(bound.record, doc.name) in {None, "", ()}
        assert nearest_key(record, doc.name) == doc.key


def test_records_never_change():
    bound, _ = _bound_with_problems(AgencyProfile, 'ten: "Sở Mẫu"\nloai: so\n')
    with pytest.raises(pydantic.ValidationError):
        bound.record.name = "x"


def test_the_fields_that_design_fixes_are_there():
    profile = {doc.key for doc in fields_of(AgencyProfile)}
    assert profile >= {
        "ten",
        "ten_ngan",
        "loai",
        "linh_vuc",
        "ma_dinh_danh",
        "truc_thuoc",
        "ten_cu",
        "thanh_lap",
        "cham_dut",
        "tien_than",
        "ke_thua",
        "huyen_cu",
        "dia_chi",
        "dien_thoai",
        "email",
        "trang_web",
        "gio_lam_viec",
        "dau_moi",
        "tiep_nhan",
        "kenh",
        "phan_anh",
        "tthc",
        "chuyen_muc",
        "quy_che",
        "ho_tro",
        "hoat_dong",
        "khong_phat_sinh",
        "don_vi_su_nghiep",
        "nguoi_phat_ngon",
        "cong_cap_tren",
        "phat_sinh",
        "bao_cao",
        "ke_hoach_cong_khai",
    }
    item = {doc.key for doc in fields_of(Item)}
    assert item >= {
        "ma",
        "ten",
        "nhom",
        "diem",
        "so_ky_hieu",
        "ngay_ban_hanh",
        "can_cu",
        "hinh_thuc",
        "thoi_diem",
        "ngay_cong_khai",
        "thoi_han",
        "niem_yet",
        "don_vi",
        "dia_chi",
        "tep",
        "tan_suat",
        "ngay_cap_nhat",
        "ngay_ra_soat",
        "ra_soat_mat",
        "tinh_trang",
        "thay_the_boi",
        "hieu_luc",
        "ma_tthc",
        "ten_khac",
        "truyen_thanh",
        "rut",
        "mien_tru",
        "van_ban",
        "ghi_chu",
    }


def test_required_keys():
    required = {
        (record.__name__, doc.key)
        for record in RECORDS
        for doc in fields_of(record)
        if doc.required
    }
    assert required == {
        ("AgencyProfile", "ten"),
        ("AgencyProfile", "loai"),
        ("YearStatistics", "nam"),
        ("Item", "ma"),
        ("Document", "ma"),
        ("ConditionalItem", "ma"),
        ("Correction", "ma"),
        ("WithdrawnFile", "tep"),
    }


def test_every_mistake_of_a_record_at_its_place():
    _, problems = _bound_with_problems(
        DisclosureList,
        'muc:\n- ma: "a b"\n  ten: ["x"]\n  diem: x\n  niem_yet: x\n  ngay_cong_khai: 1/2/2026\n'
        '  tinh_trang: còn\n  xyz: 1\n-\n- "chữ"\n',
    )
    assert problems == [
        ("TT216", 2, 7),
        ("TT205", 3, 8),
        ("TT203", 4, 3),
        ("TT211", 6, 19),
        ("TT204", 5, 13),
        ("TT215", 7, 15),
        ("TT201", 8, 3),
        ("TT206", 9, 2),
        ("TT204", 10, 3),
    ]


def test_what_fits_stays_so_that_more_mistakes_come_to_light():
    bound, _ = _bound_with_problems(
        AgencyProfile,
        'ten: "Sở Mẫu"\nloai: so\nemail: ["a"]\nthanh_lap: {ngay: 1/7/2025, can_cu: "NQ 1"}\n'
        'dau_moi:\n- don_vi: "Văn phòng"\n  vai_tro: {a: b}\ntien_than: ["a", {b: c}]\n',
    )
    assert bound.record.email is None
    assert bound.record.founded.act == "NQ 1"
    assert bound.record.founded.date is None
    assert bound.record.contact_points[0].unit == "Văn phòng"
    assert bound.record.predecessors == ()
    assert bound.unsure == {
        ("email",), ("thanh_lap", "ngay"), ("dau_moi", 0, "vai_tro"), ("tien_than", 1),
    }  # fmt: skip


def test_a_missing_field_is_lent_a_value():
    bound, problems = _bound_with_problems(
        AgencyProfile, 'email: "x@"\n', fallback={"ten": "…", "loai": "so"}
    )
    assert [code for code, *_ in problems] == ["TT202", "TT202"]
    assert bound.record.email == "x@"
    assert _bound_with_problems(AgencyProfile, 'email: "x@"\n')[0].record is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tên", "ten"), ("Tên thông tin", "ten"), ("TEN", "ten"), ("title", "ten"), ("mã", "ma"), ("id", "ma"),
        ("so-ky-hieu", "so_ky_hieu"), ("số ký hiệu", "so_ky_hieu"), ("Số, ký hiệu", "so_ky_hieu"),
        ("so_ki_hieu", "so_ky_hieu"), ("ngaybanhanh", "ngay_ban_hanh"), ("địa chỉ", "dia_chi"), ("xyz", None),
        ("", None),
    ],
)  # fmt: skip
def test_the_key_that_was_meant(typed, meant):
    assert nearest_key(Item, typed) == meant


def test_a_mistyped_required_key_is_reported_once():
    _, problems = _bound_with_problems(AgencyProfile, 'têm: "Sở Mẫu"\nLoại cơ quan: so\n')
    assert problems == [("TT201", 1, 1), ("TT201", 2, 1)]


def test_a_field_of_another_group_is_sent_home():
    bound, _ = _bound_with_problems(
        DisclosureList, "muc:\n- ma: a\n  ten: b\n  hieu_luc:\n    tu: 2026-01-01\n    don_vi: c\n"
    )
    assert bound.problems[0].cure == (
        "“don_vi” là trường của “muc”: sửa chỗ thụt đầu dòng, hoặc chuyển dòng này về đó."
    )
    bound, _ = _bound_with_problems(AgencyProfile, 'ten: a\nloai: so\nthiet_bi: "Bàn"\n')
    assert bound.problems[0].cure == (
        "“thiet_bi” là trường của “tiep_nhan”: sửa chỗ thụt đầu dòng, hoặc chuyển dòng này về đó."
    )


def test_a_list_without_dashes_is_reported_where_they_are_missing():
    _, problems = _bound_with_problems(DisclosureList, 'muc:\n  ma: "a"\n')
    assert problems == [("TT203", 2, 3)]
    _, problems = _bound_with_problems(DisclosureList, 'muc: [{ma: "a", diem: "b"}]\n')
    assert problems == [("TT203", 1, 17)]


def test_hostile_keys_are_shown_harmlessly():
    bound, _ = _bound_with_problems(AgencyProfile, f'ten: a\nloai: so\n"\\e[31m{"x" * 200}": b\n')
    [problem] = bound.problems
    assert "\x1b" not in problem.message + problem.cure
    assert len(problem.message) < 200


class _Short(Record):
    """A record with a type that has no words of its own."""

    code: Annotated[str, pydantic.Field(min_length=3)] | None = field("ma", "Mã ngắn")


def test_a_value_that_no_rule_describes():
    bound, problems = _bound_with_problems(_Short, "ma: ab\n")
    assert problems == [("TT219", 1, 5)]
    assert bound.problems[0].message == "“ma” (Mã ngắn): giá trị “ab” không dùng được ở đây."


def test_sums():
    bound, problems = _bound_with_problems(
        YearStatistics,
        "nam: 2026\ntiep_nhan: {truc_tiep: 5, mang: 2}\n"
        "ket_qua: {day_du: 3, mot_phan: 1, tu_choi: {d27k1: 1, d27k3: 2}, dang_xu_ly: 0}\n",
    )
    assert problems == []
    assert bound.record.received.total == 7
    assert bound.record.results.refused_total == 3
    assert bound.record.results.total == 7


def test_the_library_that_reads_is_not_named_to_editors():
    pages = list((Path(__file__).parents[3] / "content" / "bien-tap").glob("loi*.md"))
    assert len(pages) > 1
    assert not any("pydantic" in page.read_text("utf-8") for page in pages)
