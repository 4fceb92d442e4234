"""`access-info new`: makes the first files of an agency's folder."""

from __future__ import annotations

import argparse

from access_info.cli.data.writing import writing
from access_info.cli.terminal.parser import Commands, add_agencies
from access_info.cli.terminal.usage import UsageError
from access_info.loading.folders import ID, RESERVED_IDS
from access_info.model.derived import starter_files
from access_info.model.types import fold
from access_info.model.vocabularies import AGENCY_TYPES
from access_info.source import replace_files


def add_to(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "new",
        description="Tạo thư mục cho một cơ quan mới, với các tệp có sẵn chỗ để điền.",
    )
    parser.add_argument(
        "id", metavar="MÃ", help="mã cơ quan: chữ thường không dấu, số, gạch nối; ví dụ xa-thu"
    )
    parser.add_argument(
        "--type",
        required=True,
        choices=list(AGENCY_TYPES),
        metavar="LOẠI",
        help="loại cơ quan: " + ", ".join(AGENCY_TYPES),
    )
    parser.add_argument(
        "--name", default="", metavar="TÊN", help="tên đầy đủ của cơ quan, hiện trên trang"
    )
    add_agencies(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Make the folder; never write over anything."""
    name = options.id
    if not ID.fullmatch(name) or name in RESERVED_IDS:
        raise UsageError(
            f"Mã “{name}” không dùng làm địa chỉ được. Viết chữ thường không dấu, số và gạch nối, "
            f"ví dụ “{fold(name) or 'xa-thu'}”."
        )
    if not options.agencies.is_dir():
        raise UsageError(
            f"Không có thư mục “{options.agencies}”. Trong một trang MkDocs đã có: access-info init --here. Chưa có trang "
            "nào: access-info init THƯ_MỤC. Thư mục ở chỗ khác: thêm --agencies THƯ_MỤC."
        )
    folder = options.agencies / name
    with writing(options.agencies, "new"):
        if folder.exists():
            raise UsageError(f"Đã có thư mục “{folder.as_posix()}”; chọn mã khác.")
        # No empty folder inside: git keeps none, and would leave it behind on a branch without the
        # agency.
        files = {
            folder / file: text for file, text in starter_files(options.type, options.name).items()
        }
        replace_files(files, before=dict.fromkeys(files))
    print(f"Đã tạo {folder.as_posix()}. Việc tiếp theo:")
    rename = "" if options.name else "sửa tên (chưa sửa thì trang hiện tên mẫu) và "
    print(f"  1. Mở {folder.as_posix()}/co-quan.yml, {rename}điền các dòng còn trống.")
    print(f"  2. Kiểm tra: access-info check {folder.as_posix()}")
    print(f"  3. Có tệp đính kèm thì tạo thư mục {folder.as_posix()}/tep và đặt vào đó.")
    print("  4. Dựng trang để xem.")
    return 0
