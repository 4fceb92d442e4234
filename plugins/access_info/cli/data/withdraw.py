"""`access-info withdraw`: takes an item down; day and ground are left."""

from __future__ import annotations

import argparse
import os

from access_info.changes.withdrawals import WithdrawalError, Withdrawn, withdraw
from access_info.cli.data.writing import writing
from access_info.cli.terminal.parser import Commands, add_agencies, day
from access_info.cli.terminal.typed import require_folder_of_agencies
from access_info.cli.terminal.usage import UsageError
from access_info.model.declarations.date_words import vn_date
from access_info.pipeline import day_of_build


def add_to(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "withdraw",
        description="Rút một mục, một trang viết thêm (trang/…) hoặc một tệp đính kèm (tep/…) đã đăng. Tên, "
        "ngày rút và lý do ở lại, để địa chỉ đã có người lưu không mất và ai dẫn tới tệp cũng thấy là đã rút; "
        "nội dung và tệp đính kèm riêng của nó bị gỡ. Lần dựng sau, trang, tệp tải về, tìm kiếm, tin mới, gói "
        "đọc không cần mạng đều không còn; bản lưu trên máy người đọc mất ở lần ghé sau, ở bất kỳ trang nào. "
        "Lịch sử của kho vẫn còn: xem hướng dẫn “Gỡ một thông tin đã lỡ đăng”.",
    )
    parser.add_argument(
        "item",
        metavar="CƠ_QUAN/MÃ",
        help="thứ cần rút: một mục (so-tu-phap/2026-001), một trang (so-tu-phap/trang/lich-tiep-dan) "
        "hoặc một tệp (so-tu-phap/tep/bang-ke.pdf)",
    )
    parser.add_argument(
        "--reason", required=True, metavar="LÝ_DO", help="lý do, hiện trên trang cho mọi người đọc"
    )
    parser.add_argument(
        "--title",
        default="",
        metavar="TÊN",
        help="tên mới cho dòng, trang hoặc tệp, khi chính tên cũ cũng không được để lộ",
    )
    parser.add_argument(
        "--date", type=day, metavar="NGÀY", help="ngày rút, dạng 2026-11-24 (mặc định: hôm nay)"
    )
    parser.add_argument(
        "--keep-files", action="store_true", help="để lại các tệp đính kèm trong thư mục tep/"
    )
    add_agencies(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the tombstone and say what was removed."""
    require_folder_of_agencies(options.agencies)
    agency, slash, item = options.item.partition("/")
    reason = " ".join(options.reason.split())
    if not slash or not item:
        raise UsageError(
            f"“{options.item}” chưa đủ: viết cơ quan/mã mục, ví dụ so-tu-phap/2026-001; trang thì "
            "so-tu-phap/trang/lich-tiep-dan, tệp thì so-tu-phap/tep/bang-ke.pdf."
        )
    if not reason:
        raise UsageError("Chưa ghi lý do. Ví dụ: --reason “Có thông tin đời sống riêng tư”.")
    try:
        with writing(options.agencies, "withdraw"):
            done = withdraw(
                options.agencies,
                agency,
                item,
                reason=reason,
                day=options.date or day_of_build(None, os.environ),
                title=" ".join(options.title.split()),
                keep_files=options.keep_files,
            )
    except WithdrawalError as error:
        raise UsageError(str(error)) from None
    print("\n".join(_summary(done, options)))
    return 0


def _summary(done: Withdrawn, options: argparse.Namespace) -> list[str]:
    if done.already:
        return [f"“{done.label}” đã rút từ trước ({done.already}); không sửa gì."]
    when = vn_date(options.date or day_of_build(None, os.environ))
    lines = [f"Đã rút “{done.label}” từ ngày {when}, ghi vào {done.path.as_posix()}."]
    lines += [f"Đã xóa {file}." for file in done.removed]
    lines += [f"Để lại {file}: chỗ khác còn dùng." for file in done.retained]
    return [
        *lines,
        "Việc tiếp theo:",
        "  1. Gửi đề nghị sửa đổi; trang được dựng lại là nội dung này không còn trên mạng.",
        "  2. Lịch sử của kho vẫn giữ bản cũ. Nếu là bí mật hoặc dữ liệu cá nhân, xóa cả lịch sử theo",
        "     hướng dẫn content/huong-dan/go-thong-tin.md và báo người có trách nhiệm ngay.",
    ]
