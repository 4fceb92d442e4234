"""All commands, each a module of its own, which is loaded when it is typed."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from typing import NamedTuple

from access_info.cli.terminal.exit_codes import ExitCode
from access_info.cli.terminal.parser import Parser
from access_info.cli.terminal.progress import terminal_progress
from access_info.cli.terminal.repeated import RepeatedBuild
from access_info.cli.terminal.usage import UsageError
from access_info.cli.terminal.version import ShowVersion
from access_info.extras import MissingExtraError
from access_info.waiting import belled


class _Command(NamedTuple):
    """Name a command and what declares it.

    Attributes:
        name: The word after `access-info`.
        module: Below `access_info.cli`; its `add_to` declares the command.
        help: A line of `access-info --help`.
    """

    name: str
    module: str
    help: str


_COMMANDS = (
    _Command(
        "check", "review.check", "kiểm tra dữ liệu của mọi cơ quan, của vài cơ quan hoặc vài tệp"
    ),
    _Command("explain", "review.explain", "giải thích một mã lỗi, một nghĩa vụ hoặc một điều luật"),
    _Command("fmt", "data.fmt", "xếp lại tệp dữ liệu cho ngay ngắn, không đổi nội dung"),
    _Command("preview", "publish.preview", "dựng riêng trang của một cơ quan để xem thử"),
    _Command(
        "diff",
        "review.diff",
        "cho biết một thay đổi có nghĩa gì: thêm, gỡ, sửa mục nào, mất gì, nghĩa vụ ra sao",
    ),
    _Command("review", "review.review", "xét một đề nghị sửa đổi: phạm vi, lỗi, ý nghĩa, xem thử"),
    _Command(
        "correct", "data.correct", "ghi một lần đính chính vào sổ dinh-chinh.yml, và tính hạn"
    ),
    _Command("import", "data.import_", "nhập danh mục từ tệp Excel, Word, ODS hoặc CSV"),
    _Command(
        "inbox", "data.inbox", "biến tệp cơ quan gửi tới thành nhánh chờ duyệt và thư trả lời"
    ),
    _Command("annex", "data.annex", "lập danh mục thành phụ lục để ký (DOCX, XLSX, PDF)"),
    _Command(
        "issue",
        "data.issue",
        "chép một phiếu gửi trên kho (báo sai, thêm mục, thêm cơ quan) vào dữ liệu",
    ),
    _Command(
        "withdraw",
        "data.withdraw",
        "rút một mục, một trang viết thêm hay một tệp: còn lại ngày và lý do, nội dung thì gỡ",
    ),
    _Command("build", "publish.build", "dựng trang vào một thư mục, không cần MkDocs"),
    _Command("nation", "nation.commands", "dựng trang cả nước từ những gì các tỉnh đã đăng"),
    _Command(
        "bundle", "publish.bundle", "đóng gói trang để đọc không cần mạng, ví dụ chép vào USB"
    ),
    _Command(
        "verify", "publish.verify", "kiểm tra trang, gói hoặc một tệp có còn đúng như lúc đăng"
    ),
    _Command(
        "manifest",
        "publish.manifest",
        "lấy về trạng thái mà trang đã công bố, để lần dựng sau nối tiếp",
    ),
    _Command("snapshot", "oversee.snapshot", "ghi bản tóm tắt tình hình thực hiện trong ngày"),
    _Command("letter", "oversee.letter", "lập công văn đôn đốc (DOCX), mỗi cơ quan một tệp"),
    _Command(
        "report",
        "oversee.province_report",
        "lập báo cáo của tỉnh (DOCX, HTML) và bảng mọi kết quả (XLSX)",
    ),
    _Command(
        "statistics",
        "data.statistics",
        "tính số liệu một năm từ sổ theo dõi yêu cầu, hoặc tạo sổ trống",
    ),
    _Command("new", "data.new", "tạo thư mục cho một cơ quan mới"),
    _Command(
        "init",
        "data.init",
        "tạo một địa bàn trống, hoặc thêm chuyên mục vào trang MkDocs đã có; nâng cấp bộ dựng của một địa bàn",
    ),
    _Command(
        "schema", "data.schema", "viết lại mẫu, lược đồ, bảng trường, bảng mã lỗi và bảng lệnh"
    ),
)


def whole_parser() -> Parser:
    """Build the parser of all commands."""
    return _parser({command.name for command in _COMMANDS})


def _parser(loaded: set[str]) -> Parser:
    """Build a parser that knows all commands by name.

    Args:
        loaded: Those that are declared as a whole.
    """
    parser = Parser(
        prog="access-info",
        description="Dựng và kiểm tra chuyên mục “Tiếp cận thông tin”.",
    )
    parser.add_argument(
        "--version", action=ShowVersion, help="in ra phiên bản, các gói luật và thư viện rồi thôi"
    )
    commands = parser.commands()
    for command in _COMMANDS:
        if command.name in loaded:
            module = importlib.import_module(f"access_info.cli.{command.module}")
            module.add_to(commands)
        else:
            commands.add_parser(command.name, help=command.help)
    # The command `schema` writes the reference of all commands.
    parser.set_defaults(all_commands=lambda: whole_parser().documented())
    return parser


def run_command(words: Sequence[str], repeated: RepeatedBuild | None = None) -> int:
    """Run one command.

    Args:
        words: What was typed after `access-info`.
        repeated: The build that was typed, if it was one.

    Returns:
        0 when there is no error (warnings may be printed), 1 when there is, 2 when the command
        was used wrongly.
    """
    try:
        options = _parser({*words[:1]}).parse_args(words)
    except UsageError as error:
        print(error, file=sys.stderr)
        return ExitCode.MISUSED
    # Not for those who want help, or have mistyped.
    from access_info.cli.terminal.report import print_problems  # noqa: PLC0415
    from access_info.pipeline import BadEpochError, WrongPlaceError  # noqa: PLC0415
    from access_info.pipeline.trust.manifest import SigningError  # noqa: PLC0415
    from access_info.source import NotWrittenError, system_words  # noqa: PLC0415

    try:
        options.repeated = repeated
        options.progress = terminal_progress(
            quiet=getattr(options, "quiet", False) or getattr(options, "format", "") == "json"
        )
        with belled(options.progress):
            return int(options.run(options))
    except (UsageError, MissingExtraError, BadEpochError, WrongPlaceError, SigningError) as error:
        print(error, file=sys.stderr)
        return ExitCode.MISUSED
    except NotWrittenError as error:
        print_problems([error.problem])
        return ExitCode.MISUSED
    except BrokenPipeError:
        # Whoever read our output has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        print(system_words(error), file=sys.stderr)
        return ExitCode.MISUSED
