"""What is withheld is taken out of all data of its agency, not only of the row where it was caught."""

from __future__ import annotations

import copy

import pytest

from access_info.loading import load_agency, redact
from access_info.loading.folders import read_folder
from access_info.model.registry import UNDER_REVIEW
from access_info.problems import Withheld

FILES = {
    "co-quan.yml": 'ten: "Sở Mẫu"\nloai: so\nquy_che: {so_ky_hieu: "1/QĐ", tep: "kin.txt"}\n',
    "cong-khai/mot.yml": 'muc:\n- ma: "2026-001"\n  ten: "Một"\n  tep: ["kin.txt", "mo.txt"]\n',
    "cong-khai/hai.yml": 'muc:\n- ma: "2026-002"\n  ten: "Hai"\n  van_ban:\n'
    '  - ma: "2026-003"\n    ten: "Ba"\n    tep: ["tep/kin.txt"]\n',
    "tep/kin.txt": "kín",
    "tep/mo.txt": "mở",
}


def laid(folder, files):
    for name, text in files.items():
        path = folder / "so-mau" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return load_agency(read_folder(folder / "so-mau"))


@pytest.fixture
def loaded(tmp_path):
    return laid(tmp_path, FILES)


def test_a_withheld_file_is_named_in_no_data_though_no_row_of_them_was_caught(loaded):
    redacted = redact(loaded, [Withheld("tep/kin.txt")])
    agency = redacted.shown.agency
    items = {item.title: item for item in agency.items}
    assert agency.profile.regulation.file == UNDER_REVIEW
    assert tuple(items["Một"].files) == (UNDER_REVIEW, "mo.txt")
    (document,) = items["Hai"].documents
    assert (document.title, tuple(document.files)) == ("Ba", (UNDER_REVIEW,))
    assert set(agency.attachments) == {"tep/mo.txt"}
    assert redacted.files == {"tep/kin.txt"}


def test_files_of_a_withheld_row_are_named_by_no_other_data(loaded):
    redacted = redact(loaded, [Withheld("cong-khai/hai.yml", ("muc", 0))])
    agency = redacted.shown.agency
    assert redacted.files == {"tep/kin.txt"}
    items = {item.id: item for item in agency.items}
    assert items["2026-002"].title == UNDER_REVIEW
    assert tuple(items["2026-001"].files) == (UNDER_REVIEW, "mo.txt")
    assert agency.profile.regulation.file == UNDER_REVIEW
    # For duties a file stays a file: nobody fails them because something of theirs is looked at.
    assert redacted.judged.agency.profile.regulation.file == "kin.txt"


WHOLE = {
    "co-quan.yml": """\
ten: "Sở Mẫu"
loai: so
dien_thoai: "0298 3812 000"
dau_moi:
- {don_vi: "Văn phòng", email: "van-phong@mau.example"}
- {don_vi: "Thanh tra", email: "thanh-tra@mau.example", dien_thoai: "0298 3812 001"}
""",
    "cong-khai.yml": """\
muc:
- ma: "2026-001"
  ten: "Một"
  ten_khac: {en: "One", km: "Muoy"}
  diem: ["l01-d17k1c"]
  nhom: "Nhóm"
  so_ky_hieu: "1/QĐ"
  ngay_ban_hanh: "2026-09-01"
  ngay_cong_khai: "2026-09-02"
  niem_yet: {tu: "2026-09-03", den: "2026-10-03"}
  hieu_luc: {tu: "2026-09-03"}
  hinh_thuc: ["niem-yet"]
  dia_chi: ["https://mau.example/a"]
  tep: ["a.txt"]
  tan_suat: "hang-quy"
  tinh_trang: con-hieu-luc
  ngay_ra_soat: "2026-10-01"
  ra_soat_mat: {vai_tro: "Chánh Văn phòng", ngay: "2026-09-02", ket_qua: "Không có"}
  mien_tru: [{quy_tac: TT622, vai_tro: "Chánh Văn phòng", ngay: "2026-09-03", ly_do: "Số của cơ quan", het_han: "2027-03-03"}]
  ghi_chu: "Ghi chú"
  van_ban:
  - {ma: "2026-002", ten: "Hai", tep: ["b.txt"]}
- ma: "2026-003"
  ten: "Ba"
  ghi_chu: "Còn lại"
  van_ban:
  - {ma: "2026-004", ten: "Bốn", so_ky_hieu: "4/QĐ", ngay_ban_hanh: "2026-09-01", diem: ["l01-d17k1c"], tep: ["c.txt"]}
  - {ma: "2026-005", ten: "Năm", tep: ["d.txt"]}
- {ma: "2026-006", ten: "Sáu", tep: ["d.txt", "e.txt"], ghi_chu: "Riêng"}
""",
    "co-dieu-kien.yml": """\
muc:
- {ma: "2026-901", ten: "Hồ sơ", loai: d16k1, dieu_kien: "Được đồng ý", ghi_chu: "Ghi"}
- {ma: "2026-902", ten: "Hồ sơ khác", loai: d16k2}
""",
    "dinh-chinh.yml": """\
muc:
- {ma: dc-1, muc_lien_quan: "2026-001", noi_dung_sai: "Sai", noi_dung_dung: "Đúng", ngay_dinh_chinh: "2026-10-10", phat_hien: {ngay: "2026-10-05", boi: "Ai"}}
- {ma: dc-2, noi_dung_sai: "Sai hai"}
""",
    "trang/lich.md": '---\ntieu_de: "Lịch"\n---\nTrang này\n',
    "trang/khac.md": '---\ntieu_de: "Khác"\n---\nTrang kia\n',
    **{f"tep/{name}.txt": name for name in "abcde"},
}
CAUGHT = [
    Withheld("cong-khai.yml", ("muc", 0)),
    Withheld("cong-khai.yml", ("muc", 1, "van_ban", 0)),
    Withheld("cong-khai.yml", ("muc", 2, "ghi_chu")),
    Withheld("co-dieu-kien.yml", ("muc", 0)),
    Withheld("dinh-chinh.yml", ("muc", 0)),
    Withheld("trang/lich.md"),
    Withheld("co-quan.yml", ("dau_moi", 1, "email")),
    Withheld("co-quan.yml", ("ten",)),
    Withheld("tep/e.txt"),
]
HIDDEN = {"ten": UNDER_REVIEW, "ten_khac": {"en": "Under review"}}
PROFILE = {
    "ten": UNDER_REVIEW,
    "loai": "so",
    "dien_thoai": "0298 3812 000",
    "dau_moi": [
        {"don_vi": "Văn phòng", "email": "van-phong@mau.example"},
        {"don_vi": "Thanh tra", "dien_thoai": "0298 3812 001"},
    ],
}
CORRECTIONS = [
    {
        "ma": "dc-1",
        "muc_lien_quan": "2026-001",
        "noi_dung_sai": UNDER_REVIEW,
        "noi_dung_dung": UNDER_REVIEW,
        "ngay_dinh_chinh": "2026-10-10",
        "phat_hien": {"ngay": "2026-10-05", "boi": UNDER_REVIEW},
    },
    {"ma": "dc-2", "noi_dung_sai": "Sai hai"},
]
CONDITIONAL = {"ma": "2026-902", "ten": "Hồ sơ khác", "loai": "d16k2"}
FIFTH = {"ma": "2026-005", "ten": "Năm", "tep": ["d.txt"]}
SHOWN = {
    "co-quan.yml": PROFILE,
    "cong-khai.yml": [
        {"ma": "2026-001", "diem": ["l01-d17k1c"], **HIDDEN},
        {
            "ma": "2026-003",
            "ten": "Ba",
            "ghi_chu": "Còn lại",
            "van_ban": [{"ma": "2026-004", "diem": ["l01-d17k1c"], **HIDDEN}, FIFTH],
        },
        {"ma": "2026-006", "ten": "Sáu", "tep": ["d.txt", UNDER_REVIEW]},
    ],
    "co-dieu-kien.yml": [{"ma": "2026-901", "loai": "d16k1", **HIDDEN}, CONDITIONAL],
    "dinh-chinh.yml": CORRECTIONS,
}
JUDGED = {
    "co-quan.yml": PROFILE,
    "cong-khai.yml": [
        {
            "ma": "2026-001",
            "ten": UNDER_REVIEW,
            "ten_khac": {"en": UNDER_REVIEW, "km": UNDER_REVIEW},
            "diem": ["l01-d17k1c"],
            "nhom": UNDER_REVIEW,
            "so_ky_hieu": UNDER_REVIEW,
            "ngay_ban_hanh": "2026-09-01",
            "ngay_cong_khai": "2026-09-02",
            "niem_yet": {"tu": "2026-09-03", "den": "2026-10-03"},
            "hieu_luc": {"tu": "2026-09-03"},
            "hinh_thuc": ["niem-yet"],
            "dia_chi": ["https://mau.example/a"],
            "tep": ["a.txt"],
            "tan_suat": "hang-quy",
            "tinh_trang": "con-hieu-luc",
            "ngay_ra_soat": "2026-10-01",
            "ra_soat_mat": {"vai_tro": UNDER_REVIEW, "ngay": "2026-09-02", "ket_qua": UNDER_REVIEW},
            "mien_tru": [
                {
                    "quy_tac": UNDER_REVIEW,
                    "vai_tro": UNDER_REVIEW,
                    "ngay": "2026-09-03",
                    "ly_do": UNDER_REVIEW,
                    "het_han": "2027-03-03",
                }
            ],
            "ghi_chu": UNDER_REVIEW,
            "van_ban": [{"ma": "2026-002", "ten": UNDER_REVIEW, "tep": ["b.txt"]}],
        },
        {
            "ma": "2026-003",
            "ten": "Ba",
            "ghi_chu": "Còn lại",
            "van_ban": [
                {
                    "ma": "2026-004",
                    "ten": UNDER_REVIEW,
                    "so_ky_hieu": UNDER_REVIEW,
                    "ngay_ban_hanh": "2026-09-01",
                    "diem": ["l01-d17k1c"],
                    "tep": ["c.txt"],
                },
                FIFTH,
            ],
        },
        {"ma": "2026-006", "ten": "Sáu", "tep": ["d.txt", "e.txt"]},
    ],
    "co-dieu-kien.yml": [
        {
            "ma": "2026-901",
            "ten": UNDER_REVIEW,
            "loai": "d16k1",
            "dieu_kien": UNDER_REVIEW,
            "ghi_chu": UNDER_REVIEW,
        },
        CONDITIONAL,
    ],
    "dinh-chinh.yml": CORRECTIONS,
}


def test_what_is_left_of_everything_that_can_be_withheld(tmp_path):
    loaded = laid(tmp_path, WHOLE)
    assert loaded.problems == ()
    before = copy.deepcopy({name: each.data for name, each in loaded.documents.items()})
    redacted = redact(loaded, CAUGHT)
    assert redacted.files == {f"tep/{name}.txt" for name in "abce"}
    for part, data, attached in (
        (redacted.shown, SHOWN, {"tep/d.txt"}),
        (redacted.judged, JUDGED, {f"tep/{name}.txt" for name in "abcde"}),
    ):
        assert part.problems == ()
        seen = {name: part.documents[name].data for name in data}
        assert {name: each.get("muc", each) for name, each in seen.items()} == data
        pages = {page.name: (page.title, page.body.strip()) for page in part.agency.pages}
        assert pages["khac"] == ("Khác", "Trang kia")
        assert pages["lich"][0] == UNDER_REVIEW
        assert "Trang này" not in pages["lich"][1]
        assert set(part.agency.attachments) == attached
    assert redacted.shown.agency.withheld == redacted.files
    # What was read stays as it was, for the next who looks at it.
    assert {name: each.data for name, each in loaded.documents.items()} == before
    assert redact(loaded, []).shown is redact(loaded, []).judged is loaded


def test_a_withheld_page_is_hidden_with_nothing_else(tmp_path):
    shown = redact(laid(tmp_path, WHOLE), [Withheld("trang/khac.md")]).shown
    assert {page.name: page.title for page in shown.agency.pages} == {
        "khac": UNDER_REVIEW,
        "lich": "Lịch",
    }
    assert [item.title for item in shown.agency.items] == ["Một", "Ba", "Sáu"]
    assert len(shown.agency.attachments) == 5
