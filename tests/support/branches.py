"""Branches of the demo's data, each one commit: what somebody who had not read the code would try.

Twenty lose or replace something behind an innocent message, or take it away with a reason that does
or does not name it; ten are what editors do every day.
"""

from __future__ import annotations

import dataclasses
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


@dataclasses.dataclass(frozen=True)
class Branch:
    """A proposed change and what its reviewer must see.

    Attributes:
        agency: Folder name of the agency that it is about.
        change: What is done.
        message: The commit's message after the agency's name.
        heading: `❌`, `⚠` or `✅`.
        lost: Keys of what is lost: an id, a year, a page, a field.
        opened: Words that stand in the open, not folded.
    """

    agency: str
    change: Callable[[Data], None]
    message: str
    heading: str
    lost: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()


_ROW_STUB = '- ma: "2026-037"\n  ten: "Thông báo"\n  so_ky_hieu: "151/TB-UBND"\n'
_REGULATION = "quy chế: Quyết định 300/QĐ-UBND bãi bỏ Quy chế ban hành kèm theo 241/QĐ-UBND"
BRANCHES = {
    "a row missing among others in another order": Branch(
        HOA, reordered_with_a_gap, "Xếp lại cho dễ tìm", "❌", ("2026-034",), ("xả thải ra kênh",)
    ),
    "three rows, a reason for one": Branch(
        STP,
        dropped(STP, "2026-037", "2026-039", "2026-040"),
        "Gọn lại\n\nLý do: 2026-040 đã nhập vào danh mục chung theo Công văn 301/STP-VP.",
        "❌",
        ("2026-037", "2026-039", "2026-040"),
        ("Kết quả tuyển dụng viên chức",),
    ),
    "a reason that says nothing": Branch(
        HOA, dropped(HOA, "2026-030"), "Cập nhật\n\nLý do: rà soát", "❌", ("2026-030",)
    ),
    "by order": Branch(
        TRUNG,
        dropped(TRUNG, "2026-019", "2026-020"),
        "Điều chỉnh\n\nLý do: theo yêu cầu của lãnh đạo",
        "❌",
        ("2026-019", "2026-020"),
    ),
    "a contact's domain": Branch(
        HOA,
        other_domain,
        "Sửa lỗi chính tả",
        "⚠",
        (),
        ("mau-hoa.mau.example → mau-hoa.example.com",),
    ),
    "a contact's number": Branch(
        STP, other_number, "Cập nhật giờ làm việc", "⚠", (), ("Văn phòng Sở › Điện thoại",)
    ),
    "the point of the law in force": Branch(
        HOA,
        in_row(HOA, "2026-018", swap(('  - "l01-d17k1d1"\n', ""))),
        "Xếp lại điểm của luật",
        "❌",
        ("2026-018",),
        ("điểm d khoản 1 Điều 17 Luật số 01/2026/QH16", "nay ở điểm đ"),
    ),
    "no longer in force, among dates": Branch(
        HOA, ended_among_dates, "Ngày rà soát", "⚠", (), ("2026-035", "Còn hiệu lực → Hết hiệu lực")
    ),
    "a digit in an attachment": Branch(
        HOA,
        lambda d: d.edit(f"{HOA}/tep/thu-chi-quy-2026.csv", ("44000000", "49000000")),
        "Lưu lại tệp cho đúng định dạng",
        "⚠",
        (),
        ("44000000", "49000000", "2026-027"),
    ),
    "another document in the place of one": Branch(
        SCHOOL,
        other_document,
        "Thay tệp\n\nLý do: thay tệp cac-khoan-thu.pdf của mục 2026-003 bằng bản ký lại.",
        "⚠",
        (),
        ("cac-khoan-thu.pdf", "GẦN HẾT CHỮ ĐÃ KHÁC BẢN TRƯỚC", "2026-003"),
    ),
    "a host of one other letter": Branch(
        HOA,
        in_row(HOA, "2026-042", swap(("https://mau-hoa.mau", "https://mau-h0a.mau"))),
        "Cập nhật địa chỉ truy cập",
        "⚠",
        (),
        ("2026-042", "mau-hoa.mau.example → mau-h0a.mau.example"),
    ),
    "another path of the same host": Branch(
        HOA,
        in_row(HOA, "2026-042", swap(("/241-qd-ubnd-2026", "/214-qd-ubnd-2026"))),
        "Sửa địa chỉ",
        "⚠",
        (),
        ("2026-042", "/van-ban/214-qd-ubnd-2026"),
    ),
    "a decision's number": Branch(
        HOA,
        in_row(HOA, "2026-034", swap(("140/QĐ-UBND", "104/QĐ-UBND"))),
        "Sửa lỗi gõ",
        "⚠",
        (),
        ("2026-034", "140/QĐ-UBND → 104/QĐ-UBND"),
    ),
    "figures down to nought": Branch(
        NN, figures_to_nought, "Chuẩn hóa số liệu", "❌", ("2023",), ("Khiếu nại", "Khởi kiện")
    ),
    "a second contact": Branch(
        HOA,
        without(f"{HOA}/co-quan.yml", '- don_vi: "Nhà văn hóa ấp Bình Hai', "tiep_nhan:\n"),
        "Gọn lại thông tin cơ quan",
        "❌",
        ("dau_moi",),
        ("Nhà văn hóa ấp Bình Hai",),
    ),
    "entries of the log": Branch(
        STP,
        dropped(STP, "2026-dc-02", "2025-dc-01", file="dinh-chinh.yml"),
        "Dọn tệp\n\nLý do: các việc đã xong.",
        "❌",
        ("2026-dc-02", "2025-dc-01"),
    ),
    "a row emptied": Branch(
        HOA,
        in_row(HOA, "2026-037", lambda _: _ROW_STUB),
        "Rút gọn cách ghi",
        "❌",
        ("2026-037",),
        ("Thông báo thu hồi đất và phương án bồi thường dự án kè sông Mẫu → Thông báo", "17 chỗ: "),
    ),
    "a page emptied": Branch(
        HOA, emptied_page, "Cập nhật trang", "❌", ("trang/hai-tru-so",), ("không còn chữ nào",)
    ),
    "the regulation, named": Branch(
        TRUNG,
        without(f"{TRUNG}/co-quan.yml", "quy_che:\n", "ho_tro:\n"),
        f"Gỡ quy chế\n\nLý do: {_REGULATION}",
        "⚠",
        ("quy_che",),
        ("Quyết định 300/QĐ-UBND bãi bỏ", "OB-01"),
    ),
    "ids swapped": Branch(
        STP,
        swapped_ids,
        "Sửa mã cho đúng thứ tự",
        "❌",
        ("2026-035", "2026-036"),
        ("2026-035 đổi thành 2026-036",),
    ),
    "dates moved back": Branch(
        PHU,
        earlier_dates,
        "Sửa lỗi gõ ngày",
        "⚠",
        (),
        ("08/7/2026 → 03/7/2026", "22/9/2026 → 17/9/2026"),
    ),
    "a row, named": Branch(
        HOA,
        dropped(HOA, "2025-009"),
        "Gỡ bản trùng\n\nLý do gỡ 2025-009: đã được 239/QĐ-UBND (mục 2026-015) thay.",
        "⚠",
        ("2025-009",),
        ("đã được 239/QĐ-UBND",),
    ),
    "spelling": Branch(HOA, spelling, "Sửa dấu câu", "✅", (), ("họ, tên", "không rõ xin báo")),
    "another order": Branch(TRUNG, sorted_rows, "Xếp theo mã", "✅", (), ("Không đổi nội dung",)),
    "a new row": Branch(
        PHU, appended(f"{PHU}/cong-khai.yml", NEW_ROW), "Thêm quy chế", "✅", (), ("thêm 2026-011",)
    ),
    "remarks": Branch(STP, remarks, "Thêm lời chú", "✅", (), ("Không đổi nội dung",)),
    "typeset otherwise": Branch(PHU, typeset, "Trình bày lại", "✅", (), ("Không đổi nội dung",)),
    "more requests": Branch(
        PHU, more_requests, "Số liệu tháng 10", "✅", (), ("Trực tiếp", "đầy đủ")
    ),
    "a new correction": Branch(
        TRUNG,
        appended(f"{TRUNG}/dinh-chinh.yml", NEW_CORRECTION),
        "Ghi một lần đính chính",
        "✅",
        (),
        ("2026-dc-02",),
    ),
    "a list split": Branch(YTE, split_list, "Chia tệp", "✅", (), ("Không đổi nội dung",)),
    "a new contact": Branch(
        PHU,
        lambda d: d.edit(f"{PHU}/co-quan.yml", ("tiep_nhan:\n", NEW_CONTACT)),
        "Thêm đầu mối",
        "✅",
        (),
        ("Nhà văn hóa ấp Phú Tây", "0298 3833 002"),
    ),
    "saved by another editor": Branch(XD, notepad, "Lưu lại", "✅", (), ("Không đổi nội dung",)),
}
