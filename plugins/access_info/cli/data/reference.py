"""The page that lists every command and option, made from the declarations behind `--help`."""

from __future__ import annotations

from collections.abc import Iterable

from access_info.cli.terminal.exit_codes import MEANINGS
from access_info.cli.terminal.parser import CommandDoc, OptionDoc
from access_info.pages.reference import escape, head


def command_reference(commands: Iterable[CommandDoc]) -> str:
    """Write the reference of commands in Markdown, one section each."""
    parts = [
        head(
            title="Các lệnh",
            description="Mọi lệnh access-info và tùy chọn của từng lệnh",
            intro="Mỗi lệnh gõ trong thư mục của kho dữ liệu: trên Linux và macOS là "
            "`.venv/bin/access-info`, trên Windows là `.venv\\Scripts\\access-info`. Thêm `--help` "
            "sau lệnh nào thì xem được đúng phần ấy ngay trên máy.\n\n"
            f"Lệnh kết thúc bằng một con số: {_codes()}.\n\n"
            "`access-info --version` in ra một dòng: phiên bản, các gói luật và "
            "ngày có hiệu lực, bản Python, MkDocs và Material; dòng ấy cũng nằm trong `manifest.json` của trang.",
        )
    ]
    for command in commands:
        place = command.name.replace(" ", "-")
        parts.append(f"\n## {command.name} {{ #{place} }}\n\n{escape(command.purpose)}\n\n")
        parts.append(f"`{command.usage}`\n\n")
        parts += map(_line, command.options)
    return "".join(parts)


def _codes() -> str:
    return "; ".join(f"{code:d} là {meaning}" for code, meaning in MEANINGS.items())


def _line(option: OptionDoc) -> str:
    needed = " (**phải có**)" if option.required else ""
    choices = f" Chọn một trong: {', '.join(map(_code, option.choices))}." if option.choices else ""
    return f"- {_code(option.typed)}{needed}: {escape(option.purpose)}{_stop(option)}{choices}\n"


def _stop(option: OptionDoc) -> str:
    return "" if option.purpose.endswith((".", "…")) else "."


def _code(text: str) -> str:
    return f"`{text}`"
