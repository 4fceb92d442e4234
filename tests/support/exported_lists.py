"""A small agency, and everything that its lists are exported with."""

from __future__ import annotations

import datetime
import difflib
import json
import os
from pathlib import Path
from urllib.parse import quote

import pytest
import yaml
from loaded_program import laws_of_today

from access_info.exports.dataset import Concepts, Dataset, Law, Party
from access_info.exports.rows import Sources, conditional_rows, disclosure_rows, last_change
from access_info.exports.tables import Cells
from access_info.model.agency import AgencyProfile, Correction
from access_info.model.as_of import AsOf
from access_info.model.items import ConditionalItem, Item
from access_info.model.registry import Agency
from access_info.model.verification import Verification

FOLDER = Path(__file__).parents[1] / "unit" / "exports"
FRAMEWORK, _ = laws_of_today()
SITE = "https://tinh.mau.example"
DAY = datetime.date(2026, 11, 24)

ITEMS = [
    {
        "ma": "2026-001",
        "ten": "Quy chế tổ chức cung cấp thông tin",
        "nhom": "Quy chế, nội quy",
        "diem": ["l01-d17k1c3", "l104-d17k1a"],
        "so_ky_hieu": "12/QĐ-STP",
        "ngay_ban_hanh": "2026-09-01",
        "can_cu": "Luật Tiếp cận thông tin",
        "hinh_thuc": ["cong-tttdt", "Loa phường"],
        "thoi_diem": "Trong 05 ngày làm việc",
        "ngay_cong_khai": "2026-09-03",
        "thoi_han": "Thường xuyên",
        "niem_yet": {"tu": "2026-09-03", "den": "2026-10-03"},
        "truyen_thanh": {"tu": "2026-09-04"},
        "don_vi": "Văn phòng Sở",
        "dia_chi": ["https://mau.example/van-ban/12", "Bộ phận một cửa"],
        "tep": ["quy-che.pdf", "tep/phu lục.docx"],
        "tan_suat": "khi-co-thay-doi",
        "ngay_cap_nhat": "2026-10-05",
        "ngay_ra_soat": "2026-11-01",
        "ra_soat_mat": {"vai_tro": "Công chức", "ket_qua": "Không có nội dung mật"},
        "tinh_trang": "con-hieu-luc",
        "hieu_luc": {"tu": "2026-09-15"},
        "ma_tthc": "1.116556",
        "ten_khac": {"en": "Regulation", "km": "បទបញ្ជា"},
        "ghi_chu": "- thay quy chế năm 2019",
    },
    {
        "ma": "2026-002",
        "ten": "Báo cáo định kỳ",
        "diem": ["l01-d17k1a3"],
        "tan_suat": "mỗi khi họp",
        "van_ban": [
            {"ma": "2026-003", "so_ky_hieu": "219/BC-STP", "ngay_ban_hanh": "2026-09"},
            {"ma": "2026-004", "ten": "Rút", "ghi_chu": "kín", "rut": {"ngay": "2026-10-01"}},
        ],
    },
    {
        "ma": "2025-009",
        "ten": "Danh sách hộ nghèo",
        "so_ky_hieu": "99/DS",
        "diem": ["l01-d17k1a5"],
        "dia_chi": ["https://mau.example/lo"],
        "tep": ["lo.pdf"],
        "ngay_cap_nhat": "2026-10-20",
        "ghi_chu": "Chi tiết đời tư",
        "ten_khac": {"en": "Poor households"},
        "rut": {"ngay": "2026-10-21", "ly_do": "Có thông tin đời sống riêng tư"},
        "van_ban": [{"ma": "2025-010", "ten": "Ấp Một"}],
    },
]
CONDITIONAL = [
    {
        "ma": "2026-901",
        "ten": "Hồ sơ hộ tịch",
        "loai": "d16k1",
        "dieu_kien": "Người có thông tin đồng ý",
        "nguoi_dong_y": "Người có thông tin",
        "mau": "06",
        "don_vi": "Văn phòng",
        "tinh_trang": "con-hieu-luc",
        "ngay_cap_nhat": "2026-09-24",
        "ngay_ra_soat": "2026-10-08",
    },
    {"ma": "2026-902", "ten": "Hồ sơ cũ", "tinh_trang": "da-rut", "ghi_chu": "không hiện"},
]
CORRECTIONS = [
    {
        "ma": "2026-dc-01",
        "muc_lien_quan": "2026-001",
        "noi_dung_sai": "15 ngày",
        "noi_dung_dung": "12 ngày",
        "ngay_dinh_chinh": "2026-10-10",
    },
    {"ma": "2026-dc-02", "noi_dung_sai": "Chưa xong"},
]


def agency(items=ITEMS, conditional=CONDITIONAL, corrections=CORRECTIONS, *, name="Sở Mẫu"):
    return Agency(
        id="so-mau",
        profile=AgencyProfile.model_validate({"ten": name, "loai": "so"}),
        items=tuple(Item.model_validate(item) for item in items),
        conditional=tuple(ConditionalItem.model_validate(item) for item in conditional),
        corrections=tuple(Correction.model_validate(item) for item in corrections),
    )


def sources(kind=None):
    base = f"{SITE}/co-quan/so-mau"
    page = f"{base}/{kind.name}/" if kind is not None else f"{base}/"
    return Sources(
        concepts=Concepts(FRAMEWORK),
        permalink=lambda item: f"{page}#{item}",
        file=lambda name: f"{base}/{quote(name)}",
        correction=lambda item: f"{base}/dinh-chinh/#{item}",
    )


def as_of(day=DAY):
    return AsOf(day)


HOSTILE = (
    '=HYPERLINK("https://x.example","a")',
    "+84 901 234 567",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r\n=1",
    "  =1",
    "\u3000＝1",
    "'=1",
    "''",
    "＋1",
    "﹣1",
    "<r><t>x</t></r>",
    "<r>a & b</r>",
    "<script>alert(1)</script></script>",
    "]]>&amp;<!--",
    '"; DROP',
    "_x0041_ _x005F_",
    "\x00\x1b\x0b\x7f",
    "\ufffe\uffff",
    "\u2028\u2029\u0085",
    "a\r\nb\nc",
    " đầu cuối ",
    "\n",
    "{{ 7*7 }}",
    "😀\u0301",
)


def hostile(text):
    """An agency that says `text` wherever a text can stand; only what reading strips is lost."""
    fields = ("ten", "nhom", "so_ky_hieu", "can_cu", "thoi_diem", "thoi_han", "don_vi", "tan_suat",
              "thay_the_boi", "ma_tthc", "ghi_chu")  # fmt: skip
    item = {
        "ma": "1",
        **dict.fromkeys(fields, text),
        "diem": [text],
        "hinh_thuc": [text, text],
        "tep": [text],
        "dia_chi": ["https://mau.example/?a=1&b='2'", f"Nơi {text}"],
        "ten_khac": {"en": text, "km": text},
    }
    gone = {"ma": "2", "ten": text, "rut": {"ngay": "2026-10-01", "ly_do": text}}
    fields = ("ten", "loai", "dieu_kien", "nguoi_dong_y", "mau", "don_vi", "can_cu", "ghi_chu")
    conditional = {"ma": "3", **dict.fromkeys(fields, text), "ngay_cap_nhat": "2026-10-01"}
    correction = {
        "ma": "4",
        "muc_lien_quan": text,
        "noi_dung_sai": text,
        "noi_dung_dung": text,
        "ngay_dinh_chinh": "2026-10-01",
    }
    return agency([item, gone], [conditional], [correction], name=f"Sở {text}")


def rows_of(kind, given=None):
    read = {"cong-khai": disclosure_rows, "co-dieu-kien": conditional_rows}[kind.name]
    return read(given or agency(), sources(kind))


def table_of(kind, rows):
    return list(map(Cells(kind).of, rows))


def dataset(kind, rows, *, title="Danh mục", name="Sở Mẫu"):
    return Dataset(
        kind=kind,
        title=title,
        publisher=Party(identifier="so-mau", name=name, address="co-quan/so-mau/"),
        law=Law(
            identifier="l01",
            name="Luật Tiếp cận thông tin số 01/2026/QH16",
            verification=Verification.COPY,
        ),
        landing_page=f"{SITE}/co-quan/so-mau/{kind.name}/",
        license="Được sử dụng lại, ghi rõ nguồn",
        modified=last_change(rows),
        schema=f"{SITE}/du-lieu/{kind.name}.schema.json",
        site=f"{SITE}/",
    )


def concept_address(column, code):
    """Where a concept would have its page; not every column's have one."""
    return f"phap-luat/{column}/#{code}" if column in {"subject", "status"} else ""


def golden(name, content):
    """Compares with the file kept; `pytest --update …` writes it anew, to be read and kept."""
    golden_text(FOLDER / name, content.decode())


def golden_text(path, text):
    """The same for text kept anywhere."""
    if os.environ.get("GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode())
    before = path.read_bytes().decode() if path.exists() else ""
    if text != before:
        lines = difflib.unified_diff(
            before.splitlines(), text.splitlines(), "file", "now", n=0, lineterm=""
        )
        pytest.fail(
            "\n".join([f"{path.name}: `pytest --update` writes it anew", *lines]), pytrace=False
        )


def plain_text(value):
    """Plain data to be read and compared: YAML, whose innermost groups stand in a line of their own."""
    data = json.loads(json.dumps(value, default=str))
    return yaml.safe_dump(
        data, allow_unicode=True, default_flow_style=None, sort_keys=False, width=120
    )
