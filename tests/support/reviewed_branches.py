"""Changes of the demonstration's data as careless and careful editors propose them, with what a review must say."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from branch_edits import (
    HOA,
    NEW_CONTACT,
    NEW_CORRECTION,
    NEW_ROW,
    NN,
    PHU,
    SCHOOL,
    STP,
    TRUNG,
    XD,
    YTE,
    Data,
    appended,
    dropped,
    earlier_dates,
    emptied_page,
    ended_among_dates,
    figures_to_nought,
    in_row,
    more_requests,
    notepad,
    other_document,
    other_domain,
    other_number,
    remarks,
    reordered_with_a_gap,
    sorted_rows,
    spelling,
    split_list,
    swap,
    swapped_ids,
    typeset,
    without,
)


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
