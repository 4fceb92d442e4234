"""`access-info init`: an empty jurisdiction that builds at once."""

from __future__ import annotations

import argparse
from pathlib import Path

from access_info import __version__
from access_info.cli.parser import Commands, UsageError
from access_info.cli.schema import write_generated
from access_info.model.sample import jurisdiction_starter

_FOLDER = Path(__file__).parent.parent / "templates" / "init"


def add_to(commands: Commands) -> None:
    """Declares the command."""
    parser = commands.add_parser(
        "init",
        help="tạo một địa bàn trống, dựng được ngay",
        description="Tạo thư mục cho một địa bàn mới: cấu hình, trang đầu, mẫu dữ liệu.",
    )
    parser.add_argument("folder", type=Path, metavar="THƯ_MỤC", help="thư mục sẽ tạo")
    parser.add_argument(
        "--name", default="Địa bàn mới", metavar="TÊN", help="tên tỉnh, thành phố hoặc cơ quan"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Writes the files; a folder that holds anything is left alone."""
    folder: Path = options.folder
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"“{folder}” đã có và không trống; chọn thư mục khác.")
    for source in sorted(path for path in _FOLDER.rglob("*") if path.is_file()):
        target = folder / source.relative_to(_FOLDER).as_posix().replace("dot.", ".")
        target.parent.mkdir(parents=True, exist_ok=True)
        text = source.read_text(encoding="utf-8")
        text = text.replace("@@version@@", __version__)
        text = text.replace("@@name@@", options.name.replace("\\", "\\\\").replace('"', '\\"'))
        target.write_text(text, encoding="utf-8", newline="\n")
    agencies = folder / "agencies"
    agencies.mkdir(exist_ok=True)
    (agencies / "_dia-ban.yml").write_text(
        jurisdiction_starter(options.name), encoding="utf-8", newline="\n"
    )
    write_generated(agencies=agencies, content=folder / "content")
    print(f"Đã tạo {folder.as_posix()}. Việc tiếp theo, trong thư mục ấy:")
    print("  1. Tạo cơ quan đầu tiên: access-info new so-tu-phap --type so")
    print("  2. Dựng trang: mkdocs build   (hoặc: access-info build --out site)")
    return 0
