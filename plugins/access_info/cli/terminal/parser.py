"""Makes `argparse` speak Vietnamese."""

from __future__ import annotations

import argparse
import dataclasses
import datetime
import os
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NoReturn

from access_info.cli.terminal.typed import meant, require_folder_of_agencies, slips
from access_info.cli.terminal.usage import UsageError

_MISSING = "còn thiếu: "
# What `argparse` says when it refuses words, as a pattern, and the same in Vietnamese. A test holds
# them against the messages of the Python that runs it.
_TRANSLATIONS = (
    (r"the following arguments are required: (.+)", _MISSING + "{0}"),
    (r"one of the arguments (.+) is required", _MISSING + "một trong {0}"),
    (r"unrecognized arguments: (.+)", "không hiểu: {0}"),
    (r"unexpected option string: (.+)", "không hiểu: {0}"),
    (r"argument (.+): expected one argument", "sau {0} phải có một giá trị"),
    (r"argument (.+): expected at most one argument", "sau {0} có nhiều nhất một giá trị"),
    (r"argument (.+): expected at least one argument", "sau {0} phải có ít nhất một giá trị"),
    (r"argument (.+): expected (\d+) arguments?", "sau {0} phải có {1} giá trị"),
    (
        r"argument (.+): not allowed with argument (.+)",
        "{0} không đi cùng {1}: chỉ gõ một trong hai",
    ),
    # "argument --format: invalid choice: 'xml' (choose from 'text', 'json')"
    (
        r"argument (.+): invalid choice: (.+?)(?:, maybe you meant .+\?)? \(choose from (.+)\)",
        "{0}: không có {1}; chọn một trong: {2}",
    ),
    (
        r"argument (.+): unknown parser (.+) \(choices: (.+)\)",
        "{0}: không có {1}; chọn một trong: {2}",
    ),
    (r"argument (.+): invalid .+? value: (.+)", "{0}: giá trị {1} không dùng được"),
    (r"ambiguous option: (.+) could match (.+)", "{0} chưa rõ là {1}"),
    (r"argument (.+): ignored explicit argument (.+)", "{0} không nhận giá trị {1}"),
    # What our own types of values say is Vietnamese already.
    (r"argument (.+?): (.+)", "{0}: {1}"),
)

_FIRST_YEAR, _LAST_YEAR, _LAST_PORT = 2000, 2199, 65_535


@dataclasses.dataclass(frozen=True, kw_only=True)
class OptionDoc:
    """An argument as the reference of commands shows it.

    Attributes:
        typed: The words to type: `--agency MÃ`.
        purpose: Its help.
        required: Whether the command refuses to run without it.
        choices: The values it takes, if they are few.
    """

    typed: str
    purpose: str
    required: bool
    choices: tuple[str, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class CommandDoc:
    """A command as the reference of commands shows it.

    Attributes:
        name: The word after `access-info`.
        usage: The command with what must be typed.
        purpose: Its description.
        options: Its arguments, in declared order.
    """

    name: str
    usage: str
    purpose: str
    options: tuple[OptionDoc, ...]


class _Formatter(argparse.HelpFormatter):
    """Help with Vietnamese headings."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: Any = None) -> None:  # noqa: ANN401
        """Add the line that says how a command is typed."""
        super().add_usage(usage, actions, groups, "Cách dùng: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser whose help and complaints are Vietnamese."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401
        """Make a parser; `--help` is added in Vietnamese."""
        self._typed: list[str] = []
        self._left: list[str] = []
        self._commands: Mapping[str, Parser] = {}
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=_Formatter, **settings)
        self._positionals.title = "Đối số"
        self._optionals.title = "Tùy chọn"
        self.add_argument("-h", "--help", action="help", help="hiện hướng dẫn này rồi thôi")

    def commands(self) -> argparse._SubParsersAction[Parser]:
        """Return the place where commands are added."""
        added = self.add_subparsers(
            title="Các lệnh", dest="command", metavar="LỆNH", required=True, parser_class=Parser
        )
        self._commands = added.choices
        return added

    def documented(self, above: str = "") -> Iterator[CommandDoc]:
        """Yield every command that was added, for the reference of commands, after what stands above it."""
        for name, parser in self._commands.items():
            yield from parser.documented(f"{above}{name} ")
        if above and not self._commands:
            yield self.as_command(above.strip())

    def as_command(self, name: str) -> CommandDoc:
        """Describe this parser as the command `name`."""
        options = tuple(
            _option(action)
            for action in self._actions
            if action.help != argparse.SUPPRESS and action.dest != "help"
        )
        needed = [option.typed for option in options if option.required]
        return CommandDoc(
            name=name,
            usage=" ".join([self.prog, *needed]),
            purpose=self.description or "",
            options=options,
        )

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:  # noqa: ANN401
        """Parse words; a command refuses those it does not know, by its own name."""
        self._typed = list(sys.argv[1:] if args is None else args)
        self._left = []
        known, left = super().parse_known_args(args, namespace)
        if left and not self._subparsers:
            self._left = left
            self.error(f"unrecognized arguments: {' '.join(left)}")
        return known, left

    def error(self, message: str) -> NoReturn:
        """Raise what was wrong, in Vietnamese, with what may have been meant."""
        for pattern, translation in _TRANSLATIONS:
            match = re.fullmatch(pattern, message, re.DOTALL)
            if match:
                message = translation.format(*match.groups())
                break
        missing = message.startswith(_MISSING) and not self._subparsers
        hints = f"\nCách gõ: {self.as_command('').usage}" if missing else ""
        chosen = re.match(r"LỆNH: không có '(.+?)'; chọn", message)
        hints += meant(chosen[1], self._commands) if chosen else ""
        hints += slips(self._typed, self._option_string_actions, left=self._left)
        raise UsageError(f"Lệnh chưa đúng: {message}.{hints}\nXem hướng dẫn: {self.prog} --help")


def _option(action: argparse.Action) -> OptionDoc:
    """Describe an argument in the words of its help."""
    takes = action.nargs != 0
    shown = action.metavar or "|".join(map(str, action.choices or ())) or action.dest.upper()
    value = " ".join(shown) if isinstance(shown, tuple) else str(shown)
    names = ", ".join(action.option_strings)
    choices = tuple(map(str, action.choices or ()))
    return OptionDoc(
        typed=f"{names} {value}".strip() if takes else names,
        purpose=str(action.help or "") % {**vars(action)},
        required=action.required if names else action.nargs not in {"*", "?"},
        choices=choices if action.metavar else (),
    )


def day(text: str) -> datetime.date:
    """Parse a day typed as an option."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"“{text}” không phải ngày, viết năm-tháng-ngày, ví dụ 2026-11-24"
        ) from None


def count(text: str) -> int:
    """Parse a positive number typed as an option."""
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” không phải số từ 1 trở lên")
    return int(text)


def year(text: str) -> int:
    """Parse a year typed as an option."""
    if not text.isascii() or not text.isdigit() or not _FIRST_YEAR <= int(text) <= _LAST_YEAR:
        raise argparse.ArgumentTypeError(f"“{text}” không phải một năm, ví dụ 2026")
    return int(text)


def port(text: str) -> int:
    """Parse a TCP port typed as an option; 0 for any that is free."""
    if not text.isascii() or not text.isdigit() or int(text) > _LAST_PORT:
        raise argparse.ArgumentTypeError(f"“{text}” không phải số cổng từ 0 đến {_LAST_PORT}")
    return int(text)


def add_agencies(parser: Parser) -> None:
    """Declare the folder of agencies."""
    parser.add_argument(
        "--agencies",
        type=Path,
        default=Path("agencies"),
        metavar="THƯ_MỤC",
        help="thư mục các cơ quan (mặc định: agencies)",
    )


def agencies_folder(options: argparse.Namespace) -> Path:
    """Return the folder of agencies, absolute.

    Raises:
        UsageError: The folder does not exist.
    """
    typed: Path = options.agencies
    require_folder_of_agencies(typed)
    return typed.resolve()


def add_laws(parser: Parser) -> None:
    """Declare a further folder of law packs."""
    parser.add_argument(
        "--laws",
        type=Path,
        metavar="THƯ_MỤC",
        help="thư mục gói luật thêm vào, hoặc thay gói cùng tên "
        "(mặc định: như laws ghi trong mkdocs.yml ở thư mục đang đứng)",
    )


def laws_folder(typed: Path | None) -> Path | None:
    """Return the folder of law packs: as typed, else as the site's `mkdocs.yml` here has it.

    Raises:
        UsageError: The folder does not exist.
    """
    if typed is not None:
        if not typed.is_dir():
            raise UsageError(f"Không có thư mục “{typed}”.")
        return typed.resolve()
    from access_info.source import SITE_SETTINGS, plugin_setting  # noqa: PLC0415 - not for those who want help

    settings = Path(SITE_SETTINGS)
    text = settings.read_text("utf-8", "replace") if settings.is_file() else ""
    configured = plugin_setting(text, "laws")
    if not configured:
        return None
    if not Path(configured).is_dir():
        raise UsageError(f"{SITE_SETTINGS} ghi laws: “{configured}” nhưng không có thư mục ấy.")
    return Path(configured).resolve()


def add_snapshots(parser: Parser) -> None:
    """Declare the folder of dated summaries."""
    parser.add_argument(
        "--snapshots",
        type=Path,
        metavar="THƯ_MỤC",
        help="thư mục các bản tóm tắt của những ngày trước, để so sánh (do lệnh snapshot tạo ra)",
    )


def add_link_results(parser: Parser) -> None:
    """Declare the folder of results of checking links."""
    parser.add_argument(
        "--links",
        type=Path,
        metavar="THƯ_MỤC",
        help="thư mục kết quả kiểm tra liên kết (do lệnh check --links tạo ra): liên kết hỏng thì trang ghi rõ",
    )


def add_day(parser: Parser) -> None:
    """Declare the day of judgement."""
    parser.add_argument(
        "--as-of",
        type=day,
        metavar="NGÀY",
        help="ngày để xét tình trạng, dạng 2026-11-24 (mặc định: hôm nay)",
    )


def judgement_day(options: argparse.Namespace) -> datetime.date:
    """Return the day of judgement: as typed, else from the environment or the clock.

    Raises:
        BadEpochError: The environment's value is no day.
    """
    from access_info.pipeline import day_of_build  # noqa: PLC0415 - as above

    typed: datetime.date | None = options.as_of
    return day_of_build(typed.isoformat() if typed else None, os.environ)


def add_force(parser: Parser) -> None:
    """Declare that files which people may have edited are replaced."""
    parser.add_argument(
        "--force",
        action="store_true",
        help="ghi đè tệp cùng tên đã có trong thư mục, kể cả khi có người đã sửa",
    )


def add_jobs(parser: Parser) -> None:
    """Declare the number of processes."""
    parser.add_argument("--jobs", type=count, metavar="SỐ", help="số tiến trình chạy cùng lúc")


Commands = Any
