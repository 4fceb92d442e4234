"""What branches of the demo's data change: edits of its files, each with a plain name."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

HOA, TRUNG, PHU = "xa-mau-hoa", "phuong-mau-trung", "xa-mau-phu"
STP, NN, YTE, XD = "so-tu-phap", "so-nong-nghiep-va-moi-truong", "so-y-te", "so-xay-dung"
SCHOOL = "truong-thpt-mau-trung"
NEW_ROW = """\
- ma: "2026-011"
  ten: "Quy chế tổ chức cung cấp thông tin của xã"
  diem:
  - "l01-d17k1c3"
  so_ky_hieu: "260/QĐ-UBND"
  ngay_ban_hanh: "2026-11-16"
  hinh_thuc:
  - "cong-tttdt"
  ngay_cong_khai: "2026-11-18"
  dia_chi:
  - "https://mau-phu.mau.example/van-ban/260-qd-ubnd-2026"
"""
NEW_CORRECTION = """\
- ma: "2026-dc-02"
  muc_lien_quan: "2026-019"
  noi_dung_sai: "Ghi chiều dài vỉa hè 450 mét"
  noi_dung_dung: "Chiều dài vỉa hè 540 mét"
  phat_hien:
    ngay: "2026-11-18"
    boi: "Cơ quan tự phát hiện"
  ngay_dinh_chinh: "2026-11-20"
  hinh_thuc:
  - "cong-tttdt"
"""
NEW_CONTACT = """\
- don_vi: "Nhà văn hóa ấp Phú Tây"
  vai_tro: "Điểm tiếp nhận thứ hai"
  nguoi: "Công chức trực"
  dien_thoai: "0298 3833 002"
  email: "phu-tay@mau-phu.mau.example"
tiep_nhan:
"""


class Data:
    """The folder of agencies, edited as people edit it."""

    def __init__(self, agencies: Path) -> None:
        self.agencies = agencies

    def read(self, name: str) -> str:
        """A file's text."""
        return (self.agencies / name).read_bytes().decode("utf-8")

    def write(self, name: str, text: str | bytes) -> None:
        """Writes a file, with its folder."""
        path = self.agencies / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)

    def edit(self, name: str, *pairs: tuple[str, str]) -> None:
        """Puts words in the place of others that stand there once."""
        text = self.read(name)
        for old, new in pairs:
            assert text.count(old) == 1, (name, old)
            text = text.replace(old, new)
        self.write(name, text)

    def rows(self, name: str) -> tuple[str, list[str]]:
        """What stands before the first row, then each row with the remarks above it."""
        head, *rows = re.split(r"(?m)^(?=(?:#.*\n)*- )", self.read(name))
        return head, rows

    def row(self, name: str, ident: str, change: Callable[[str], str]) -> None:
        """Changes the text of one row."""
        head, rows = self.rows(name)
        at = next(number for number, row in enumerate(rows) if f'- ma: "{ident}"' in row)
        changed = change(rows[at])
        assert changed != rows[at]
        rows[at] = changed
        self.write(name, head + "".join(rows))

    def drop(self, name: str, *idents: str) -> None:
        """Takes rows away."""
        for ident in idents:
            self.row(name, ident, lambda _: "")


def swap(*pairs: tuple[str, str]) -> Callable[[str], str]:
    """Puts words in the place of others within a text."""

    def change(text: str) -> str:
        for old, new in pairs:
            assert text.count(old) == 1, (old, text)
            text = text.replace(old, new)
        return text

    return change


def number_turned(text: str) -> str:
    """A contact's telephone number, its last two digits turned around."""
    return re.sub(r'(dien_thoai: "[^"]*)(\d)(\d)"', r'\1\3\2"', text, count=1)


def reordered_with_a_gap(d: Data) -> None:
    head, rows = d.rows(f"{HOA}/cong-khai.yml")
    rows = [row for row in reversed(rows) if '- ma: "2026-034"' not in row]
    d.write(f"{HOA}/cong-khai.yml", head + "".join(rows))


def other_domain(d: Data) -> None:
    name = f"{HOA}/co-quan.yml"
    text = d.read(name)
    start = text.index('- don_vi: "Trung tâm Phục vụ hành chính công"')
    changed = text[start:].replace("@mau-hoa.mau.example", "@mau-hoa.example.com", 1)
    d.write(name, text[:start] + swap(("bàn tiếp nhận thấp;", "bàn tiếp nhận thấp,"))(changed))


def other_number(d: Data) -> None:
    name = f"{STP}/co-quan.yml"
    text = d.read(name)
    start = text.index("dau_moi:")
    d.write(name, text[:start] + number_turned(text[start:]))
    d.edit(name, ("Sáng 7:00–11:30", "Sáng 7:30–11:30"))


def ended_among_dates(d: Data) -> None:
    name = f"{HOA}/cong-khai.yml"
    for ident in ("2026-033", "2026-034", "2026-035", "2026-038", "2026-041"):
        d.row(name, ident, swap(('ngay_ra_soat: "2026-11-04"', 'ngay_ra_soat: "2026-11-20"')))
    d.row(name, "2026-035", swap(('tinh_trang: "con-hieu-luc"', 'tinh_trang: "het-hieu-luc"')))


def other_document(d: Data) -> None:
    other = d.agencies / STP / "tep/to-gap-tiep-can-thong-tin.pdf"
    d.write(f"{SCHOOL}/tep/cac-khoan-thu.pdf", other.read_bytes())


def figures_to_nought(d: Data) -> None:
    name = f"{NN}/thong-ke/2023.yml"
    text, done = re.subn(r'(?m)^(khieu_nai|khoi_kien): "\d+"', r'\1: "0"', d.read(name))
    assert done == 2
    d.write(name, text)


def without(name: str, start: str, end: str) -> Callable[[Data], None]:
    """Takes away what stands from some words to some others."""

    def change(d: Data) -> None:
        text = d.read(name)
        d.write(name, text[: text.index(start)] + text[text.index(end) :])

    return change


def emptied_page(d: Data) -> None:
    name = f"{HOA}/trang/hai-tru-so.md"
    text = d.read(name)
    d.write(name, text[: text.index("---\n", 4) + 4])


def swapped_ids(d: Data) -> None:
    steps = (("2026-035", "2026-03X"), ("2026-036", "2026-035"), ("2026-03X", "2026-036"))
    for old, new in steps:
        d.edit(f"{STP}/cong-khai.yml", (f'- ma: "{old}"', f'- ma: "{new}"'))


def earlier_dates(d: Data) -> None:
    for ident, old, new in (("2026-002", "07-08", "07-03"), ("2026-010", "09-22", "09-17")):
        days = (f'ngay_cong_khai: "2026-{old}"', f'ngay_cong_khai: "2026-{new}"')
        d.row(f"{PHU}/cong-khai.yml", ident, swap(days))


def spelling(d: Data) -> None:
    d.row(f"{HOA}/cong-khai.yml", "2026-034", swap(("Không đăng họ tên", "Không đăng họ, tên")))
    d.edit(f"{HOA}/trang/lich-truyen-thanh.md", ("không rõ, xin báo", "không rõ xin báo"))


def sorted_rows(d: Data) -> None:
    head, rows = d.rows(f"{TRUNG}/cong-khai.yml")
    d.write(f"{TRUNG}/cong-khai.yml", head + "".join(sorted(rows, key=_ident)))


def _ident(row: str) -> str:
    return row.partition('- ma: "')[2]


def appended(name: str, text: str) -> Callable[[Data], None]:
    """Writes something at a file's end."""
    return lambda d: d.write(name, d.read(name) + text)


def remarks(d: Data) -> None:
    first = 'muc:\n- ma: "2026-001"'
    remark = "# Mục mới thêm ở cuối tệp.\n"
    d.edit(f"{STP}/cong-khai.yml", (first, first.replace("- ma", f"{remark}- ma")))


def typeset(d: Data) -> None:
    """Lists within brackets, another indent, fewer quotes."""
    name = f"{PHU}/cong-khai.yml"
    text = re.sub(
        r"(?m)^( *)(diem|hinh_thuc|dia_chi):\n((?:\1- .*\n)+)",
        lambda m: f"{m[1]}{m[2]}: [{', '.join(re.findall(r'- (.*)', m[3]))}]\n",
        d.read(name),
    )
    text = re.sub(r'(?m)^( *)tan_suat: "([a-z-]+)"', r"\1tan_suat: \2", text)
    d.write(name, "muc:\n" + "".join(f"  {x}" for x in text.splitlines(keepends=True)[1:]))


def more_requests(d: Data) -> None:
    pairs = (('truc_tiep: "0"', 'truc_tiep: "2"'), ('day_du: "0"', 'day_du: "2"'))
    d.edit(f"{PHU}/thong-ke/2026.yml", *pairs)


def split_list(d: Data) -> None:
    name = f"{YTE}/cong-khai.yml"
    head, rows = d.rows(name)
    old = [row for row in rows if _ident(row) < "2026"]
    d.write(f"{YTE}/cong-khai/den-2025.yml", head + "".join(old))
    new = [row for row in rows if row not in old]
    d.write(f"{YTE}/cong-khai/nam-2026.yml", head + "".join(new))
    (d.agencies / name).unlink()


def notepad(d: Data) -> None:
    name = f"{XD}/cong-khai.yml"
    d.write(name, "\ufeff" + d.read(name).replace("\n", "\r\n"))


def in_row(agency: str, ident: str, change: Callable[[str], str]) -> Callable[[Data], None]:
    """Changes one row of an agency's list."""
    return lambda d: d.row(f"{agency}/cong-khai.yml", ident, change)


def dropped(agency: str, *idents: str, file: str = "cong-khai.yml") -> Callable[[Data], None]:
    """Takes rows away from one of an agency's lists."""
    return lambda d: d.drop(f"{agency}/{file}", *idents)
