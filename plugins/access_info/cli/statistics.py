"""`access-info statistics`: counts a year's figures from a register of requests, or makes an empty one."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Sequence
from pathlib import Path

from access_info.cli.papers import write_year_paper
from access_info.cli.parser import UsageError
from access_info.cli.printing import print_json, print_problems, problems_as_json
from access_info.cli.typed import Typed, require_agency, require_file, write_new, writing
from access_info.imports.register.figures import YearFile, overdue, year_figures, year_file
from access_info.imports.register.reading import read_register
from access_info.imports.register.template import register_template
from access_info.loading import load_agency
from access_info.loading.folders import JURISDICTION_FILE, read_folder
from access_info.model.types import vn_date
from access_info.pipeline.preparation.context import read_build_context
from access_info.problems import Location, Problem, errors, quotable
from access_info.source.replacing import ChangedMeanwhileError


def statistics_command(options: Typed) -> int:
    """Make an empty register, write a year's figures as a paper, or count them from a register.

    Returns:
        1 if the register or the data have errors, else 0.
    """
    if options.template is not None:
        _make_template(options)
        return 0
    if options.paper is not None and options.register is not None:
        raise UsageError("--paper lấy số liệu từ thong-ke/NĂM.yml, không đọc sổ: bỏ tên sổ.")
    missing = [
        name
        for name, value in (
            ("SỔ", options.register or options.paper),
            ("--agency", options.agency),
            ("--year", options.year),
        )
        if value is None
    ]
    if missing:
        raise UsageError(
            f"Lệnh chưa đúng: còn thiếu: {', '.join(missing)}.\n"
            "Xem hướng dẫn: access-info statistics --help"
        )
    if options.paper is not None:
        write_year_paper(options)
        return 0
    return _read_and_lock(options)


def _make_template(options: Typed) -> None:
    """Write an empty register of requests, an Excel file for an agency to fill in."""
    if options.register is not None:
        raise UsageError("--template tạo sổ trống, không đọc sổ nào: bỏ một trong hai tên tệp.")
    path: Path = options.template
    if path.suffix != ".xlsx":
        raise UsageError(f"Tên tệp “{path}” phải có đuôi .xlsx.")
    if path.exists():
        raise UsageError(f"Đã có tệp “{path}”; chọn tên khác.")
    _refuse_among_data(path, options)
    write_new(path, register_template(options.framework()))
    print(f"Đã tạo sổ trống {path}, cách ghi ở trang “Hướng dẫn” của tệp.")


def _read_and_lock(options: Typed) -> int:
    """Check what was typed, then count a year's figures under the lock of the data; return the exit code."""
    require_file(options.register)
    path: Path = options.register.resolve()
    _refuse_among_data(path, options)
    agencies = options.agencies_folder()
    as_of = options.judgement_day()
    if options.year > as_of.year:
        raise UsageError(f"Năm {options.year} chưa tới: số liệu tính đến năm {as_of.year}.")
    with writing(agencies, "statistics", really=options.apply):
        return _count_year(options, path, agencies, as_of)


def _count_year(options: Typed, path: Path, agencies: Path, as_of: datetime.date) -> int:
    """Count a year's figures from a register, print them, and write them if that was asked for.

    Return the exit code: 1 if the jurisdiction's settings, the register or the year's file have errors.
    """
    context, problems = read_build_context(options.build_options(agencies=agencies, as_of=as_of))
    # The jurisdiction's days off count, so errors in its file matter; those of agencies do not.
    settings = (agencies / JURISDICTION_FILE).as_posix()
    place_problems = [problem for problem in problems if problem.location.path == settings]
    if context is None or errors(place_problems):
        return _report_unusable(options, problems if context is None else place_problems)
    require_agency(options.agency, context.ids, options.agencies)
    register = read_register(path, framework=context.framework, as_of=as_of)
    if errors(register.problems):
        return _report_unusable(options, register.problems)
    figures = year_figures(register.requests, year=options.year, framework=context.framework)
    file = year_file(figures, load_agency(read_folder(agencies / options.agency)))
    if errors(file.problems):
        return _report_unusable(options, [*register.problems, *file.problems])
    written = options.apply and bool(file.changes)
    if written:
        try:
            file.write()
        except ChangedMeanwhileError as error:
            return _report_unusable(options, [*register.problems, error.problem])
    waiting = overdue(
        register.requests, year=options.year, calendar=context.framework.calendar, as_of=as_of
    )
    counted = sum(request.year == options.year for request in register.requests)
    others = len(register.requests) - counted
    if options.format == "json":
        facts = {
            "file": _shown_path(file),
            "written": written,
            "counted": counted,
            "other_years": others,
            "pending_overdue": waiting,
            "figures": file.data,
            "changes": [dataclasses.asdict(change) for change in file.changes],
        }
        print_json({**facts, "problems": problems_as_json(register.problems)})
        return 0
    print_problems(register.problems)
    sheet = f" ở trang tính “{quotable(register.sheet)}”" if register.sheet else ""
    of_others = f", {others} yêu cầu của năm khác không tính" if others else ""
    print(f"Sổ{sheet}: {counted} yêu cầu nhận trong năm {options.year}{of_others}.")
    if waiting:
        print(
            f"Đang xử lý mà đã quá hạn ở ngày {vn_date(as_of)}: {waiting} yêu cầu "
            "(chưa trả lời nên không nằm trong “qua_han”)."
        )
    _print_year_file(file, written=written)
    return 0


def _refuse_among_data(path: Path, options: Typed) -> None:
    """Raise `UsageError` if a register lies among the data, where its requesters' names would be published."""
    if path.resolve().is_relative_to(options.agencies.resolve()):
        raise UsageError(
            f"Sổ có tên người yêu cầu, không để trong thư mục “{options.agencies}” được; chọn nơi "
            "khác."
        )


def _report_unusable(options: Typed, problems: Sequence[Problem]) -> int:
    """Print the problems that keep figures from being counted; return the exit code 1."""
    if options.format == "json":
        found = problems_as_json(problems)
        print_json({"written": False, "figures": None, "changes": [], "problems": found})
        return 1
    print_problems(problems)
    wrong = len(errors(problems))
    print(f"Có {wrong} lỗi, {len(problems) - wrong} cảnh báo: chưa tính số liệu, chưa ghi gì.")
    return 1


def _shown_path(file: YearFile) -> str:
    return Location(file.path.as_posix()).relative_to(Path.cwd())


def _print_year_file(file: YearFile, *, written: bool) -> None:
    """Print the text of a year's file, and what differs from the file that exists.

    Args:
        file: The year's file as counted.
        written: Whether it was written, or is only shown.
    """
    print(f"\n{_shown_path(file)}\n\n{file.text}")
    if not file.changes:
        print("Tệp hiện có đã đúng như vậy, không phải ghi.")
        return
    print("Khác với tệp hiện có:" if file.before is not None else "Chưa có tệp này; các giá trị:")
    for change in file.changes:
        print(
            f"  {change.key} ({change.label}): {_value_in_words(change.old)} → {_value_in_words(change.new)}"
        )
    print()
    if written:
        print(f"Đã ghi {_shown_path(file)}.")
        return
    if file.loses_comments:
        print("Lời chú (dòng bắt đầu bằng #) trong tệp hiện có sẽ không còn.")
    print("Mới cho xem, chưa ghi gì. Thêm --apply để ghi.")


def _value_in_words(value: str | None) -> str:
    return "(không có)" if value is None else quotable(value)
