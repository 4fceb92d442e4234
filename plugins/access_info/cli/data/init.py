"""`access-info init`: makes an empty jurisdiction that builds at once."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path

from access_info import __version__
from access_info.cli.data.begin_here import begin_here
from access_info.cli.data.generated import generated_files, write_generated
from access_info.cli.data.generator_install import (
    Installed,
    checkout,
    install_generator,
    navigation,
)
from access_info.cli.data.writing import writing
from access_info.cli.terminal.parser import CommandDoc, Commands
from access_info.cli.terminal.typed import SECTION
from access_info.cli.terminal.usage import UsageError
from access_info.model.derived import (
    NATION_KIND,
    json_schemas,
    jurisdiction_starter,
    nation_starter,
    sample_files,
)
from access_info.model.vocabularies import AGENCY_KINDS
from access_info.problems import quotable
from access_info.source import replace_file

_FOLDER = Path(__file__).parents[2] / "templates" / "init"
# Where the generator is installed beside the data, its own files are taken.
_FROM_PACKAGE = frozenset({"requirements.txt", ".gitignore"})
_MOST_NAMED = 20
_WITH_GENERATOR = """\
- `plugins/`, `scripts/`, `requirements.txt`: bộ dựng, không sửa ở đây; `access-info init --upgrade` thay bằng bản mới.

```sh
python3 scripts/build.py          # dựng trang vào site/
python3 scripts/build.py --serve  # xem thử trong lúc sửa
```

Sau lần chạy đầu có lệnh `.venv/bin/access-info` (Windows: `.venv\\Scripts\\access-info`): `new` thêm cơ quan, `check` kiểm
tra dữ liệu. Cách làm từng việc: thư mục `content/huong-dan/`."""
_WITHOUT = """\
Cài: `pip install -r requirements.txt`. Thêm cơ quan: `access-info new MÃ --type LOẠI`.
Kiểm tra: `access-info check`. Dựng trang: `mkdocs build`."""


def add_to(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "init",
        description="Tạo kho cho một địa bàn mới: cấu hình, trang đầu, mẫu dữ liệu, và bộ dựng "
        "cùng phần kiểm tra tự động nếu lệnh này chạy từ kho của bộ dựng. Với --here: thêm chuyên mục vào trang MkDocs "
        "đang có ở thư mục này; cho xem trước, chỉ ghi khi có --apply hoặc khi trả lời có.",
    )
    parser.add_argument(
        "folder",
        type=Path,
        nargs="?",
        metavar="THƯ_MỤC",
        help="thư mục sẽ tạo; với --here là thư mục của trang đã có (mặc định: thư mục đang đứng)",
    )
    parser.add_argument(
        "--name",
        metavar="TÊN",
        help="tên tỉnh, thành phố hoặc cơ quan, hoặc của cả nước; với --here là tên đầy đủ của cơ quan, hiện trên trang",
    )
    parser.add_argument(
        "--here",
        action="store_true",
        help="thêm chuyên mục vào trang MkDocs đã có: thư mục dữ liệu với một cơ quan, và vài dòng trong mkdocs.yml",
    )
    parser.add_argument(
        "--apply", action="store_true", help="với --here: ghi ngay (mặc định: cho xem rồi hỏi)"
    )
    parser.add_argument(
        "--id",
        metavar="MÃ",
        help="với --here: mã cơ quan, là một phần địa chỉ trang (mặc định: lấy từ tên)",
    )
    parser.add_argument(
        "--type",
        choices=list(AGENCY_KINDS),
        metavar="LOẠI",
        help="với --here: loại cơ quan (mặc định: đoán từ tên): " + ", ".join(AGENCY_KINDS),
    )
    parser.add_argument(
        "--prefix",
        metavar="ĐƯỜNG_DẪN",
        help=f"với --here: chuyên mục nằm ở đâu dưới gốc trang (mặc định: {SECTION})",
    )
    parser.add_argument(
        "--agencies",
        type=Path,
        metavar="THƯ_MỤC",
        help="với --here: thư mục dữ liệu sẽ tạo (mặc định: agencies)",
    )
    parser.add_argument(
        "--upgrade",
        action="store_true",
        help="thư mục đã có: thay bộ dựng trong đó bằng bản đang chạy, không đụng tới dữ liệu, "
        "trang viết tay và mkdocs.yml",
    )
    parser.add_argument(
        "--nation",
        action="store_true",
        help="tạo nơi giữ trang cả nước thay cho một địa bàn: tệp quoc-gia.yml kể các tỉnh, và mẫu của nó",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the files; a folder that holds anything is left alone unless it is added to or upgraded."""
    if options.here:
        return _here(options)
    folder: Path = _typed_folder(options)
    if options.upgrade:
        return _upgrade(folder, options.all_commands())
    taken = UsageError(
        f"“{folder}” đã có và không trống; chọn thư mục khác. Là trang MkDocs đã có thì thêm chuyên mục vào đó: "
        "access-info init --here."
    )
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise taken
    if options.nation:
        return _start_nation(folder, options.name)
    agencies = folder / "agencies"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        agencies.mkdir()  # one of two commands at once makes it, the other is refused
    except FileExistsError:
        raise taken from None
    root = checkout()
    for source in sorted(path for path in _FOLDER.rglob("*") if path.is_file()):
        name = source.relative_to(_FOLDER).as_posix().replace("dot.", ".")
        if root is not None and name in _FROM_PACKAGE:
            continue
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        text = source.read_text(encoding="utf-8")
        text = text.replace("@@version@@", __version__)
        text = text.replace("@@how@@", _WITHOUT if root is None else _WITH_GENERATOR)
        text = text.replace("@@nav@@", "" if root is None else navigation(root))
        text = text.replace("@@name@@", options.name.replace("\\", "\\\\").replace('"', '\\"'))
        target.write_text(text, encoding="utf-8", newline="\n")
    (agencies / "_dia-ban.yml").write_text(
        jurisdiction_starter(options.name), encoding="utf-8", newline="\n"
    )
    content = folder / "content"
    commands = options.all_commands()
    if root is not None:
        generated = generated_files(agencies=agencies, content=content, commands=commands)
        install_generator(folder, root, generated)
    else:
        write_generated(agencies=agencies, content=content, commands=commands)
    print(f"Đã tạo {folder.as_posix()}. Việc tiếp theo, trong thư mục ấy:")
    if root is not None:
        print("  1. Dựng trang lần đầu: python3 scripts/build.py")
        print("  2. Tạo cơ quan đầu tiên: .venv/bin/access-info new so-tu-phap --type so")
    else:
        print("  1. Tạo cơ quan đầu tiên: access-info new so-tu-phap --type so")
        print("  2. Dựng trang: mkdocs build   (hoặc: access-info build --out site)")
    return 0


def _typed_folder(options: argparse.Namespace) -> Path:
    """Return the folder to make or to upgrade, and name what is made there.

    Raises:
        UsageError: Options do not go together, or no folder was typed.
    """
    if options.nation and options.upgrade:
        raise UsageError(
            "--nation không đi với --upgrade: nơi giữ trang cả nước không mang bộ dựng."
        )
    for name in ("apply", "id", "type", "prefix", "agencies"):
        if getattr(options, name):
            raise UsageError(f"--{name} chỉ đi với --here.")
    if options.folder is None:
        raise UsageError(
            "Thiếu thư mục sẽ tạo: access-info init THƯ_MỤC. Thêm chuyên mục vào trang MkDocs đang có ở đây: "
            "access-info init --here."
        )
    options.name = options.name or "Địa bàn mới"
    folder: Path = options.folder
    return folder


def _here(options: argparse.Namespace) -> int:
    """Add the section to a site that is there."""
    if options.nation or options.upgrade:
        raise UsageError("--here không đi với --nation, --upgrade.")
    return begin_here(options)


def _start_nation(folder: Path, name: str) -> int:
    """Write the file that names a nation's members, with sample and schema beside it."""
    sample = folder / "mau"
    schema = json.dumps(json_schemas()[NATION_KIND.name], ensure_ascii=False, indent=2)
    files = {
        folder / NATION_KIND.sample: nation_starter(name),
        folder / ".gitignore": "/.cache/\n/.site-*\n/site/\n",
        sample / NATION_KIND.sample: sample_files()[NATION_KIND.sample],
        sample / "schema" / f"{NATION_KIND.name}.json": f"{schema}\n",
    }
    for path, text in files.items():
        replace_file(path, text)
    print(f"Đã tạo {folder.as_posix()}. Việc tiếp theo, trong thư mục ấy:")
    print(f"  1. Ghi các tỉnh vào {NATION_KIND.sample}: mã, tên, địa chỉ trang của từng tỉnh")
    print(f"  2. Dựng trang: access-info nation build {NATION_KIND.sample} --out site")
    return 0


def _upgrade(folder: Path, commands: Iterable[CommandDoc]) -> int:
    """Replace the generator in a jurisdiction's repository by this one."""
    root = checkout()
    if root is None:
        raise UsageError(
            "Bản đang chạy cài từ gói nên không mang theo bộ dựng. Sửa số phiên bản trong "
            "requirements.txt rồi cài lại."
        )
    if not (folder / "agencies" / "_dia-ban.yml").is_file():
        raise UsageError(
            f"“{folder}” không phải kho của một địa bàn: không có agencies/_dia-ban.yml."
        )
    if folder.resolve() == root:
        raise UsageError(f"“{folder}” chính là kho của bản đang chạy.")
    agencies = folder / "agencies"
    with writing(agencies, "init --upgrade"):
        generated = generated_files(
            agencies=agencies, content=folder / "content", commands=commands
        )
        installed = install_generator(folder, root, generated)
    print(f"Đã nâng lên phiên bản {__version__}: {len(installed.changed)} tệp thay đổi.")
    print("".join(f"{line}\n" for line in _named(installed)), end="")
    if installed.changed:
        print("Việc tiếp theo, trong thư mục ấy:")
        print("  1. Đọc CHANGELOG.md, rồi dựng thử: python3 scripts/build.py")
        print("  2. Xem lại bằng git diff rồi ghi nhận bằng git commit.")
    return 0


def _named(installed: Installed) -> list[str]:
    """List every file that was edited by hand, then some of the others."""
    lines = []
    if installed.copies:
        lines += [
            "Những tệp sau không đúng như bộ dựng đã ghi, có thể đã sửa tay; nội dung cũ giữ ở tệp bên cạnh:",
            *(f"  {quotable(name)} → {quotable(copy)}" for name, copy in installed.copies.items()),
            "So từng tệp ấy với tệp mới, chép lại phần còn cần, rồi xóa tệp đuôi .cu. Tệp đuôi .cu không được",
            "đọc, không lên trang và git không ghi nhận, nên để lại cũng không hỏng gì.",
        ]
    others = [name for name in installed.changed if name not in installed.copies]
    if others:
        lines.append("Tệp của bộ dựng đã thay:" if installed.copies else "Các tệp ấy:")
        lines += [f"  {quotable(name)}" for name in others[:_MOST_NAMED]]
    if len(others) > _MOST_NAMED:
        lines.append(f"  và {len(others) - _MOST_NAMED} tệp nữa, xem bằng git status.")
    return lines
