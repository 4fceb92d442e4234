"""`access-info schema`: writes again everything that is made from the model and the rules."""

from __future__ import annotations

import argparse
from pathlib import Path

from access_info.cli.data.generated import (
    generated_files,
    updated_form,
    write_generated,
)
from access_info.cli.data.writing import writing
from access_info.cli.terminal.parser import Commands, add_agencies
from access_info.loading.folders import JURISDICTION_FILE
from access_info.model.jurisdiction import CODE_OWNERS


def add_to(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "schema",
        description="Viết lại các tệp sinh ra: mẫu, lược đồ JSON, bảng trường, mã lỗi, bảng lệnh từ mô hình; "
        "các từ ngữ của phần kiểm tra an toàn, dạng đọc sẵn; các loại cơ quan trong phiếu báo thiếu cơ quan "
        "(.github/ISSUE_TEMPLATE); "
        "cấu hình VS Code trong .vscode/; CODEOWNERS từ nguoi_duyet của agencies/_dia-ban.yml.",
    )
    add_agencies(parser)
    parser.add_argument(
        "--content",
        type=Path,
        default=Path("content"),
        metavar="THƯ_MỤC",
        help="thư mục trang viết tay (mặc định: content)",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write and say how many files changed."""
    # The lock needs the folder, and the sample will be written into it anyway.
    options.agencies.mkdir(parents=True, exist_ok=True)
    with writing(options.agencies, "schema"):
        changed = write_generated(
            agencies=options.agencies, content=options.content, commands=options.all_commands()
        )
    files = generated_files(
        agencies=options.agencies, content=options.content, commands=options.all_commands()
    )
    files |= updated_form(options.content.parent)
    print(f"Đã viết {len(files)} tệp, {changed} tệp có thay đổi.")
    if options.content.parent / CODE_OWNERS not in files:
        print(f"{JURISDICTION_FILE} có lỗi nên {CODE_OWNERS} giữ nguyên: chạy access-info check.")
    return 0
