"""All commands, each a module of its own."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from access_info.cli.data import (
    annex,
    correct,
    fmt,
    import_,
    inbox,
    init,
    issue,
    new,
    schema,
    statistics,
    withdraw,
)
from access_info.cli.nation import commands as nation
from access_info.cli.oversee import letter, province_report, snapshot
from access_info.cli.publish import build, bundle, manifest, preview, verify
from access_info.cli.review import check, diff, explain, review
from access_info.cli.terminal.exit_codes import ExitCode
from access_info.cli.terminal.parser import Parser
from access_info.cli.terminal.progress import terminal_progress
from access_info.cli.terminal.repeated import RepeatedBuild
from access_info.cli.terminal.report import print_problems
from access_info.cli.terminal.usage import UsageError
from access_info.cli.terminal.version import ShowVersion
from access_info.pipeline import BadEpochError, WrongPlaceError
from access_info.pipeline.trust.signing import SigningError
from access_info.source import NotWrittenError, system_words
from access_info.waiting.pacing import belled

_COMMANDS = (
    check,
    explain,
    fmt,
    preview,
    diff,
    review,
    correct,
    import_,
    inbox,
    annex,
    issue,
    withdraw,
    build,
    nation,
    bundle,
    verify,
    manifest,
    snapshot,
    letter,
    province_report,
    statistics,
    new,
    init,
    schema,
)


def whole_parser() -> Parser:
    """Build the parser of all commands."""
    parser = Parser(
        prog="access-info",
        description="Dựng và kiểm tra chuyên mục “Tiếp cận thông tin”.",
    )
    parser.add_argument(
        "--version", action=ShowVersion, help="in ra phiên bản, các gói luật và thư viện rồi thôi"
    )
    commands = parser.commands()
    for module in _COMMANDS:
        module.add_to(commands)
    # The command `schema` writes the reference of all commands.
    parser.set_defaults(all_commands=parser.documented)
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
        options = whole_parser().parse_args(words)
        options.repeated = repeated
        options.progress = terminal_progress(
            quiet=getattr(options, "quiet", False) or getattr(options, "format", "") == "json"
        )
        with belled(options.progress):
            return int(options.run(options))
    except (UsageError, BadEpochError, WrongPlaceError, SigningError) as error:
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
