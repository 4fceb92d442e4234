"""Options and steps that commands of the oversight office share."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from access_info.cli.terminal.parser import (
    Parser,
    add_agencies,
    add_day,
    add_force,
    add_jobs,
    add_laws,
    agencies_folder,
    judgement_day,
    laws_folder,
)
from access_info.cli.terminal.progress import add_quiet
from access_info.cli.terminal.report import print_problems
from access_info.cli.terminal.typed import require_agency
from access_info.cli.terminal.usage import UsageError
from access_info.loading.folders import agency_ids
from access_info.pipeline import Options
from access_info.pipeline.publish.document_files import EditedFilesError, write_documents
from access_info.problems import Problem, errors

_MOST_NAMES = 5


def add_common(parser: Parser) -> None:
    """Declare where to read, where to write, and the day."""
    parser.add_argument(
        "--out", type=Path, required=True, metavar="THƯ_MỤC", help="thư mục để ghi các tệp"
    )
    add_force(parser)
    add_agencies(parser)
    add_day(parser)
    add_laws(parser)
    add_jobs(parser)
    add_quiet(parser)


def build_options(options: argparse.Namespace, *, only: list[str] | None = None) -> Options:
    """Convert a command's options for the pipeline.

    Args:
        options: The command's options.
        only: Agencies to read; none for all.

    Raises:
        UsageError: There is no such folder or agency, or documents cannot be written there.
    """
    agencies = agencies_folder(options)
    if options.out.is_file():
        raise UsageError(f"“{options.out}” là một tệp, không phải thư mục.")
    known, _ = agency_ids(agencies)
    for name in only or ():
        require_agency(name, known, options.agencies)
    return Options(
        agencies=agencies,
        as_of=judgement_day(options),
        laws=laws_folder(options.laws),
        only=tuple(sorted(only or ())),
        progress=options.progress,
        **({"jobs": options.jobs} if options.jobs else {}),
    )


def refuse_to_judge(problems: Sequence[Problem], what: str) -> int:
    """Print the errors that forbid to judge.

    Args:
        problems: All problems that were found.
        what: The document that is not written, in Vietnamese.

    Returns:
        The exit code.
    """
    print_problems(errors(problems))
    print(f"Dữ liệu có lỗi nên chưa lập được {what}.", file=sys.stderr)
    return 1


def write_out(options: argparse.Namespace, files: Mapping[str, bytes]) -> None:
    """Write documents into the folder that was asked for.

    Raises:
        UsageError: Somebody may have worked on files of the same names.
    """
    try:
        write_documents(options.out.resolve(), files, force=options.force)
    except EditedFilesError as error:
        shown = ", ".join(error.names[:_MOST_NAMES])
        more = len(error.names) - _MOST_NAMES
        raise UsageError(
            f"Trong “{options.out}” đã có {shown}{f' và {more} tệp nữa' if more > 0 else ''} khác "
            "với bản sắp ghi; có thể đã có người sửa. Chọn thư mục khác, hoặc thêm --force để "
            "ghi đè."
        ) from None
