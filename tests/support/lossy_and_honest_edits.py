"""Edits of a province's data that lose something unseen, and honest ones that only look like it."""

from __future__ import annotations

import re

from province_histories import ITEM


def drop(pattern, text, count=1):
    changed, done = re.subn(pattern, "", text, flags=re.MULTILINE | re.DOTALL)
    assert done == count
    return changed


def address(p):
    p.edit("so-5/co-quan.yml", 'dia_chi: "Số 5 đường Mẫu, phường Mẫu"\n')


def phone(p):
    p.edit("so-5/co-quan.yml", '  dien_thoai: "0298 3813 005"\n')


def hollow(p):
    p.edit("so-5/co-quan.yml", '"0298 3812 005"', '"đang cập nhật"')


def email(p):
    p.edit("so-5/co-quan.yml", 'email: "so-5@mau.example"\n')


def contact(p):
    text = p.read("so-5/co-quan.yml")
    p.write("so-5/co-quan.yml", drop(r'^- don_vi: "Thanh tra Sở".*?(?=^kenh)', text))


def channel(p):
    text = p.read("so-5/co-quan.yml")
    p.write("so-5/co-quan.yml", drop(r'^- loai: "thu-dien-tu"\n.*?\n', text))


def regulation(p):
    text = p.read("so-5/co-quan.yml")
    p.write("so-5/co-quan.yml", drop(r"^quy_che:.*\Z", text))


def regulation_file(p):
    """Its number still stands there, and nothing to read it by."""
    p.edit("so-5/co-quan.yml", '  tep: "quy-che.txt"\n')


def year(p):
    p.remove("so-5/thong-ke/2024.yml")


def figures(p):
    p.edit("so-5/thong-ke/2025.yml", "ket_qua:\n  day_du: 9\n  mot_phan: 1\n")


def item(p):
    p.edit("so-5/cong-khai.yml", ITEM.format(k=4, n=5, d=5))


def document(p):
    text = p.read("so-5/cong-khai.yml")
    p.write("so-5/cong-khai.yml", drop(r'^  - ma: "2026-102".*\Z', text))


def renumbered(p):
    p.edit("so-5/cong-khai.yml", '"2026-004"', '"2026-044"')


def shifted(p):
    """One row gone, those below numbered anew: the file looks whole."""
    item(p)
    for k in range(5, 9):
        p.edit("so-5/cong-khai.yml", f'"2026-{k:03d}"', f'"2026-{k - 1:03d}"')


def reused(p):
    p.edit("so-5/cong-khai.yml", "Báo cáo số 4 của Sở Mẫu 5", "Lịch công tác tuần")
    p.edit("so-5/cong-khai.yml", "4/BC-SM5", "77/LCT")
    p.edit("so-5/cong-khai.yml", "https://mau.example/5/4", "https://mau.example/lich")


def conditional(p):
    item(p)
    p.write(
        "so-5/co-dieu-kien.yml",
        p.read("so-5/co-dieu-kien.yml") + '- ma: "2026-004"\n  ten: "Báo cáo số 4 của Sở Mẫu 5"\n',
    )


def attachment(p):
    p.remove("so-5/tep/quy-che.txt")


def row_file(p):
    p.edit("so-5/cong-khai.yml", '    tep:\n    - "thu-tuc.txt"\n')
    p.remove("so-5/tep/thu-tuc.txt")


def correction(p):
    p.write("so-5/dinh-chinh.yml", "muc: []\n")


def office(p):
    p.remove("so-5")


def page(p):
    p.remove("so-5/trang/lich.md")


def page_renamed(p):
    p.path("so-5/trang/lich.md").rename(p.path("so-5/trang/lich-tiep.md"))


def page_blank(p):
    text = p.read("so-5/trang/lich.md")
    p.write("so-5/trang/lich.md", text[: text.rindex("---") + 4])


def nought(p):
    """Figures typed over with zeros: the year still stands there."""
    p.edit("so-5/thong-ke/2025.yml", "truc_tiep: 3\n  mang: 7", "truc_tiep: 0\n  mang: 0")


def blank_file(p):
    p.write("so-5/tep/quy-che.txt", "")


def no_host(p):
    p.edit("so-5/co-quan.yml", '"Phòng Tiếp công dân"', '"https://"')


def taken_down(p):
    """Withdrawn, and nobody says why: what was there to be read is gone."""
    p.edit("so-5/cong-khai.yml", '"2026-004"', '"2026-004"\n  tinh_trang: "da-rut"')
    p.edit("so-5/cong-khai.yml", '  dia_chi:\n  - "https://mau.example/5/4"\n')


def expired(p):
    """No longer in force, which is no reason that nobody can read it."""
    p.edit("so-5/cong-khai.yml", '"2026-004"', '"2026-004"\n  tinh_trang: "het-hieu-luc"')
    p.edit("so-5/cong-khai.yml", '  dia_chi:\n  - "https://mau.example/5/4"\n')


def another_mistake(p):
    """An entry of the log typed over with another one."""
    p.edit("so-5/dinh-chinh.yml", '"2026-001"', '"2026-002"')
    p.edit("so-5/dinh-chinh.yml", "Thời hạn 15 ngày", "Tên người ký")
    p.edit("so-5/dinh-chinh.yml", "Thời hạn 12 ngày", "Tên khác")


def later_due(p):
    p.edit("so-5/dinh-chinh.yml", '"2026-10-06"', '"2026-10-26"')


LOST = {
    address: ("lien-he", "Địa chỉ: Số 5 đường Mẫu, phường Mẫu"),
    phone: (
        "lien-he",
        "Đầu mối cung cấp thông tin › Văn phòng Sở › Điện thoại: 0298 3813 005",
    ),
    hollow: ("lien-he", "Điện thoại: 0298 3812 005"),
    email: ("lien-he", "Thư điện tử: so-5@mau.example"),
    contact: (
        "lien-he",
        (
            "Đầu mối cung cấp thông tin › Thanh tra Sở: Đơn vị: Thanh tra Sở; Người phụ trách: Chánh "
            "Thanh tra; Điện thoại: 0298 3814 005"
        ),
    ),
    channel: (
        "lien-he",
        (
            "Kênh tiếp nhận yêu cầu › Thư điện tử: Loại kênh: Thư điện tử; Địa chỉ: "
            "tiep-nhan-5@mau.example"
        ),
    ),
    regulation: ("quy-che", "Quy chế nội bộ 5/QĐ-SM"),
    regulation_file: ("quy-che", "Quy chế nội bộ › Tệp: quy-che.txt"),
    year: ("thong-ke", "cả năm 2024"),
    figures: (
        "thong-ke",
        (
            "năm 2025: Kết quả giải quyết › Cung cấp đầy đủ: 9; Kết quả giải quyết › Cung "
            "cấp một phần: 1"
        ),
    ),
    item: ("muc", "2026-004 “Báo cáo số 4 của Sở Mẫu 5”"),
    document: ("muc", "2026-102 “Thủ tục cấp lại giấy phép”"),
    renumbered: ("ma", "mã 2026-004 đổi thành 2026-044: “Báo cáo số 4 của Sở Mẫu 5”"),
    shifted: ("muc", "2026-004 “Báo cáo số 4 của Sở Mẫu 5”"),
    reused: (
        "muc",
        (
            "2026-004 “Báo cáo số 4 của Sở Mẫu 5”: mã này nay dùng cho thông tin khác, “Lịch công tác "
            "tuần”"
        ),
    ),
    conditional: (
        "muc",
        "2026-004 “Báo cáo số 4 của Sở Mẫu 5”: chuyển sang thông tin tiếp cận có điều kiện",
    ),
    attachment: ("tep", "tep/quy-che.txt: vẫn được dẫn tới nhưng không còn tệp"),
    row_file: ("noi-doc", "2026-101 “Thủ tục cấp giấy phép”: không còn tệp hay địa chỉ nào"),
    correction: ("dinh-chinh", "2026-dc-01 “Thời hạn 15 ngày”"),
    office: (
        "co-quan",
        (
            "Cơ quan “Sở Mẫu 5” (so-5) bị gỡ: 11 mục công khai, 1 mục có điều kiện, 1 lần đính chính, 2 "
            "đầu mối, 2 năm số liệu, 2 tệp đính kèm"
        ),
    ),
    page: ("trang", "lich “Lịch tiếp công dân”"),
    page_renamed: ("trang", "lich “Lịch tiếp công dân” (nay ở trang “lich-tiep”)"),
    page_blank: ("trang", "lich “Lịch tiếp công dân”: không còn chữ nào"),
    nought: (
        "thong-ke",
        "năm 2025: Yêu cầu đã tiếp nhận › Trực tiếp: 3 → 0; Yêu cầu đã tiếp nhận › Mạng điện tử: 7 → 0",
    ),
    blank_file: ("tep", "tep/quy-che.txt: nay là tệp rỗng"),
    taken_down: ("muc", "2026-004 “Báo cáo số 4 của Sở Mẫu 5”: rút mà không ghi lý do"),
    expired: ("noi-doc", "2026-004 “Báo cáo số 4 của Sở Mẫu 5”: không còn tệp hay địa chỉ nào"),
    another_mistake: (
        "dinh-chinh",
        "2026-dc-01 “Thời hạn 15 ngày”: mã này nay dùng cho thông tin khác, “Tên người ký”",
    ),
    no_host: (
        "lien-he",
        "Kênh tiếp nhận yêu cầu › Trực tiếp tại trụ sở › Địa chỉ: Phòng Tiếp công dân",
    ),
    later_due: (
        "han",
        (
            "2026-dc-01 “Thời hạn 15 ngày”: ngày nhận kiến nghị 06/10/2026 → 26/10/2026, hạn đính chính "
            "đổi theo"
        ),
    ),
}
# Those below a row that is gone are numbered anew, which kills their addresses too.
RENUMBERED = {shifted: 4}


def ended(p):
    p.edit("so-5/cong-khai.yml", '"2026-004"', '"2026-004"\n  tinh_trang: "het-hieu-luc"')


def withdrawn(p):
    old = '"2026-004"'
    rut = '\n  tinh_trang: "da-rut"\n  rut:\n    ngay: "2026-11-01"\n    ly_do: "Đăng nhầm"'
    p.edit("so-5/cong-khai.yml", old, old + rut)
    p.edit("so-5/cong-khai.yml", '  dia_chi:\n  - "https://mau.example/5/4"\n')


def superseded(p):
    """Its successor is named: there the reader goes on."""
    new = '"2026-004"\n  tinh_trang: "thay-the"\n  thay_the_boi: "2026-005"'
    p.edit("so-5/cong-khai.yml", '"2026-004"', new)
    p.edit("so-5/cong-khai.yml", '  dia_chi:\n  - "https://mau.example/5/4"\n')


def reworded_mistake(p):
    p.edit("so-5/dinh-chinh.yml", "Thời hạn 15 ngày", "Ghi nhầm số ngày")


def new_number(p):
    p.edit("so-5/co-quan.yml", "0298 3813 005", "0298 3813 999")


def new_contact(p):
    p.edit("so-5/co-quan.yml", '- don_vi: "Thanh tra Sở"', '- don_vi: "Phòng Pháp chế"')
    p.edit("so-5/co-quan.yml", "Chánh Thanh tra", "Trưởng phòng Pháp chế")
    p.edit("so-5/co-quan.yml", "0298 3814 005", "0298 3815 005")


def replaced_file(p):
    p.write("so-5/tep/quy-che.txt", "ban moi")


def renamed_file(p):
    p.path("so-5/tep/quy-che.txt").rename(p.path("so-5/tep/quy-che-2026.txt"))
    p.edit("so-5/co-quan.yml", "quy-che.txt", "quy-che-2026.txt")


def under_another(p):
    """A row becomes a document under a category."""
    item(p)
    row = ITEM.format(k=4, n=5, d=5)
    inner = "".join(f"  {line}\n" for line in row.splitlines())
    p.write("so-5/cong-khai.yml", p.read("so-5/cong-khai.yml") + inner)


def sooner_due(p):
    p.edit("so-5/dinh-chinh.yml", '"2026-10-06"', '"2026-10-05"')


HONEST = (
    superseded,
    reworded_mistake,
    ended,
    withdrawn,
    new_number,
    new_contact,
    replaced_file,
    renamed_file,
    under_another,
    sooner_due,
)
