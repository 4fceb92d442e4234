"""The table of all commands, and how the typed one is run.

Help and completion do not load the commands' modules: each is loaded when its command is run.
"""

from __future__ import annotations

import argparse
import datetime
import importlib
import os
import re
import sys
from collections.abc import Mapping, Sequence
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from access_info.cli import arguments
from access_info.cli.parser import Parser, WrongDataError
from access_info.cli.progress import terminal_progress
from access_info.extras import Extra, MissingExtraError, require
from access_info.problems import MisuseError
from access_info.waiting import STOPPED, with_alarms

if TYPE_CHECKING:
    from access_info.cli.terminal.repeated import RepeatedBuild


class ExitCode(IntEnum):
    """The exit code of a command."""

    DONE = 0
    FOUND = 1
    MISUSED = 2
    STOPPED = STOPPED


MEANINGS: Mapping[ExitCode, str] = {
    ExitCode.DONE: "xong, không có lỗi (cảnh báo vẫn là 0)",
    ExitCode.FOUND: "có lỗi trong dữ liệu, hoặc điều được hỏi không đúng",
    ExitCode.MISUSED: "gõ lệnh chưa đúng, hoặc máy không đọc, không ghi được tệp",
    ExitCode.STOPPED: "người dùng dừng lại (Ctrl-C)",
}


class Group(StrEnum):
    """The groups in which the help shows commands, by purpose."""

    DATA = "Ghi dữ liệu"
    REVIEW = "Kiểm tra và xét duyệt"
    PUBLISH = "Dựng và đăng trang"
    OVERSEE = "Văn bản và giám sát"
    SET_UP = "Bắt đầu và nâng cấp"


class Command(NamedTuple):
    """A command: where the help shows it and what runs it.

    Attributes:
        name: The word after `access-info`.
        group: The group in which the help shows it.
        module: Its module below `access_info.cli`, whose function `NAME_command` takes the options and returns the exit code, or nothing for 0.
        summary: Its line of `access-info --help`.
        extra: Libraries that must be installed before its module can be loaded.
        is_light: Whether it does without the pipeline, which takes long to load, and so is given the options as they were parsed.
    """

    name: str
    group: Group
    module: str
    summary: str
    extra: Extra | None = None
    is_light: bool = False

    def declare(self, parser: Parser) -> None:
        """Declare the command's arguments on its parser."""
        getattr(arguments, f"declare_{self.name}")(parser)

    def run(self, options: argparse.Namespace) -> int:
        """Load the command, run it, and return its exit code.

        Raises:
            MissingExtraError: A library that it needs is not installed.
        """
        if self.extra is not None:
            require(self.extra)
        if not self.is_light:
            from access_info.cli.typed import Typed  # noqa: PLC0415 - loads the pipeline

            options = Typed(**vars(options))
        module = importlib.import_module(f"access_info.cli.{self.module}")
        return int(getattr(module, f"{self.name}_command")(options) or 0)


COMMANDS = (
    Command(
        "check",
        Group.REVIEW,
        "repeated_check",
        "kiểm tra dữ liệu của mọi cơ quan, của vài cơ quan hoặc vài tệp",
        is_light=True,
    ),
    Command(
        "explain",
        Group.REVIEW,
        "explain",
        "giải thích một mã lỗi, một nghĩa vụ hoặc một điều luật",
        is_light=True,
    ),
    Command("fmt", Group.DATA, "entries", "xếp lại tệp dữ liệu cho ngay ngắn, không đổi nội dung"),
    Command("preview", Group.REVIEW, "preview", "dựng riêng trang của một cơ quan để xem thử"),
    Command(
        "diff",
        Group.REVIEW,
        "review",
        "cho biết một thay đổi có nghĩa gì: thêm, gỡ, sửa mục nào, mất gì, nghĩa vụ ra sao",
    ),
    Command(
        "review", Group.REVIEW, "review", "xét một đề nghị sửa đổi: phạm vi, lỗi, ý nghĩa, xem thử"
    ),
    Command(
        "correct",
        Group.DATA,
        "entries",
        "ghi một lần đính chính vào sổ dinh-chinh.yml, và tính hạn",
    ),
    Command("import", Group.DATA, "importing", "nhập danh mục từ tệp Excel, Word, ODS hoặc CSV"),
    Command(
        "inbox",
        Group.DATA,
        "importing",
        "biến tệp cơ quan gửi tới thành nhánh chờ duyệt và thư trả lời",
    ),
    Command("annex", Group.OVERSEE, "papers", "lập danh mục thành phụ lục để ký (DOCX, XLSX, PDF)"),
    Command(
        "issue",
        Group.DATA,
        "entries",
        "chép một phiếu gửi trên kho (báo sai, thêm mục, thêm cơ quan) vào dữ liệu",
    ),
    Command(
        "withdraw",
        Group.DATA,
        "entries",
        "rút một mục, một trang viết thêm hay một tệp: còn lại ngày và lý do, nội dung thì gỡ",
    ),
    Command("build", Group.PUBLISH, "build", "dựng trang vào một thư mục, không cần MkDocs"),
    Command(
        "nation",
        Group.PUBLISH,
        "nation",
        "dựng trang cả nước từ những gì các tỉnh đã đăng",
        Extra.NATION,
    ),
    Command(
        "bundle", Group.PUBLISH, "build", "đóng gói trang để đọc không cần mạng, ví dụ chép vào USB"
    ),
    Command(
        "verify",
        Group.PUBLISH,
        "verify",
        "kiểm tra trang, gói hoặc một tệp có còn đúng như lúc đăng",
    ),
    Command(
        "manifest",
        Group.PUBLISH,
        "published",
        "lấy về trạng thái mà trang đã công bố, để lần dựng sau nối tiếp",
    ),
    Command(
        "snapshot", Group.OVERSEE, "published", "ghi bản tóm tắt tình hình thực hiện trong ngày"
    ),
    Command("letter", Group.OVERSEE, "papers", "lập công văn đôn đốc (DOCX), mỗi cơ quan một tệp"),
    Command(
        "report",
        Group.OVERSEE,
        "papers",
        "lập báo cáo của tỉnh (DOCX, HTML) và bảng mọi kết quả (XLSX)",
    ),
    Command(
        "statistics",
        Group.DATA,
        "statistics",
        "tính số liệu một năm từ sổ theo dõi yêu cầu, hoặc tạo sổ trống",
    ),
    Command("new", Group.SET_UP, "entries", "tạo thư mục cho một cơ quan mới"),
    Command(
        "init",
        Group.SET_UP,
        "init",
        "tạo một địa bàn trống, hoặc thêm chuyên mục vào trang MkDocs đã có; nâng cấp bộ dựng của một địa bàn",
    ),
    Command(
        "schema",
        Group.SET_UP,
        "generated",
        "viết lại mẫu, lược đồ, bảng trường, bảng mã lỗi và bảng lệnh",
    ),
    Command(
        "completion",
        Group.SET_UP,
        "completion",
        "in ra đoạn mã để bash, zsh, fish điền nốt lệnh khi bấm phím Tab",
        is_light=True,
    ),
)
# Lines of a law pack's file: its number, and the first day on which it is in force.
_NUMBER = re.compile(r'^so: "(.+)"$', re.MULTILINE)
_FIRST_DAY = re.compile(r'^hieu_luc_tu: "(.+)"$', re.MULTILINE)


class _VersionAction(argparse.Action):
    """The option `--version`, which prints the program, law packs and libraries, and ends."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object, **__: object) -> None:
        """Print the version line and end.

        The program's own packs are read by two patterns, which is faster than loading them.

        Raises:
            UsageError: The site's settings name a folder of law packs that does not exist.
            WrongDataError: A law pack of that folder cannot be read.
        """
        from access_info.program import program_line  # noqa: PLC0415 - not for each command

        settings = Path("mkdocs.yml")
        if settings.is_file() and b"laws" in settings.read_bytes():
            # Packs of others are loaded and checked as a whole, as they may have errors.
            from access_info.cli.typed import Typed  # noqa: PLC0415 - loads the pipeline

            framework = Typed(laws=None).framework()
            packs = [
                (pack.number, pack.in_force_from)
                for pack in (*framework.packs, *framework.supplements)
            ]
        else:
            files = (Path(__file__).parents[1] / "legal" / "data").glob("luat-*.yml")
            texts = [path.read_text("utf-8") for path in files]
            heads = [(_NUMBER.search(text), _FIRST_DAY.search(text)) for text in texts]
            packs = [(a[1], datetime.date.fromisoformat(b[1])) for a, b in heads if a and b]
        print(program_line(packs))
        parser.exit()


class _FirstWordsParser(Parser):
    """The parser of the words before a command's arguments; its help shows commands by groups."""

    def format_help(self) -> str:
        """Return the help, commands listed below the titles of their groups instead of in one list."""
        formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups)
        formatter.add_text(self.description)
        formatter.start_section(self._optionals.title)
        formatter.add_arguments(self._get_optional_actions())
        formatter.end_section()
        for group in Group:
            formatter.start_section(group)
            for command in COMMANDS:
                if command.group is group:
                    shown = argparse.Action([], command.name, help=command.summary)
                    formatter.add_argument(shown)
            formatter.end_section()
        return formatter.format_help()


def whole_parser() -> Parser:
    """Return the parser of all commands with all their arguments, for completion and reference."""
    return _parser_knowing({command.name for command in COMMANDS})


def _parser_knowing(declared: set[str]) -> Parser:
    """Return a parser that knows all commands by name, but only some commands' arguments.

    To declare all arguments takes time that a single command need not spend.

    Args:
        declared: The commands whose arguments are declared.
    """
    parser = _FirstWordsParser(
        prog="access-info", description="Dựng và kiểm tra chuyên mục “Tiếp cận thông tin”."
    )
    parser.add_argument(
        "--version",
        nargs=0,
        action=_VersionAction,
        default=argparse.SUPPRESS,
        help="in ra phiên bản, các gói luật và thư viện rồi thôi",
    )
    added = parser.commands()
    for command in COMMANDS:
        sub = added.add_parser(command.name)
        sub.set_defaults(command=command)
        if command.name in declared:
            command.declare(sub)
    return parser


def run_command(words: Sequence[str], repeated: RepeatedBuild | None = None) -> int:
    """Run one command, print the error that stops it, and return the exit code.

    Args:
        words: What was typed after `access-info`.
        repeated: The build that was typed, if it was one.

    Returns:
        0 when there is no error (warnings may be printed), 1 when there is, 2 when the command
        was used wrongly.
    """
    try:
        options = _parser_knowing({*words[:1]}).parse_args(words)
        options.repeated = repeated
        options.progress = terminal_progress(
            quiet=getattr(options, "quiet", False) or getattr(options, "format", "") == "json"
        )
        command: Command = options.command
        with with_alarms(options.progress):
            return command.run(options)
    except (MisuseError, MissingExtraError) as error:
        unwritten = getattr(error, "problem", None)  # of `NotWrittenError`
        print(unwritten.format(Path.cwd()) if unwritten else error, file=sys.stderr)
        return ExitCode.MISUSED
    except WrongDataError as error:
        for problem in error.problems:
            print(problem.format(Path.cwd()), file=sys.stderr)
        if str(error):
            print(error, file=sys.stderr)
        return ExitCode.FOUND
    except BrokenPipeError:
        # The program that read our output (`head`) ended: that is no error.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.DONE
    except OSError as error:
        from access_info.source.replacing import system_words  # noqa: PLC0415 - only for this

        print(system_words(error), file=sys.stderr)
        return ExitCode.MISUSED
