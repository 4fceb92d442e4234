"""`access-info correct`: writes a reported mistake, or its correction, into the public log."""

from __future__ import annotations

import argparse

from access_info.changes.corrections import (
    CorrectionError,
    MistakeReport,
    Recorded,
    add_correction,
    finish_correction,
)
from access_info.cli.data.writing import writing
from access_info.cli.terminal.parser import (
    Commands,
    add_agencies,
    add_day,
    add_laws,
    day,
    judgement_day,
    laws_folder,
)
from access_info.cli.terminal.report import print_problems
from access_info.cli.terminal.typed import require_folder_of_agencies
from access_info.cli.terminal.usage import UsageError
from access_info.model.declarations.date_words import vn_date, vn_weekday
from access_info.model.vocabularies import TIME_UNITS
from access_info.pipeline import Options
from access_info.pipeline.preparation.context import read_build_context


def add_to(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "correct",
        description="Ghi vào sổ đính chính một thông tin sai mới biết (--wrong), hoặc ghi là đã đính "
        "chính xong (--done). Hạn tính theo luật có hiệu lực. Sổ này công khai: chỉ ghi “Công dân”, "
        "không bao giờ ghi ai đã báo.",
    )
    parser.add_argument("agency", metavar="CƠ_QUAN", help="mã thư mục của cơ quan")
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--wrong", metavar="NỘI_DUNG", help="nội dung sai")
    which.add_argument("--done", metavar="MÃ", help="mã của lần đính chính nay đã xong")
    parser.add_argument("--right", default="", metavar="NỘI_DUNG", help="nội dung đúng")
    parser.add_argument("--item", default="", metavar="MÃ", help="mã của mục có thông tin sai")
    parser.add_argument(
        "--petitioned", type=day, metavar="NGÀY", help="ngày nhận kiến nghị, dạng 2026-11-24"
    )
    parser.add_argument("--found", type=day, metavar="NGÀY", help="ngày phát hiện")
    parser.add_argument(
        "--by",
        default="",
        metavar="BÊN",
        help="bên phát hiện, theo vai trò (mặc định: “Công dân” nếu có ngày kiến nghị, nếu không "
        "thì “Cơ quan tự phát hiện”)",
    )
    parser.add_argument(
        "--corrected",
        type=day,
        metavar="NGÀY",
        help="ngày đã đính chính (với --done, mặc định: hôm nay)",
    )
    parser.add_argument(
        "--form",
        action="append",
        default=[],
        metavar="HÌNH_THỨC",
        help="hình thức đã đính chính, ví dụ cong-tttdt; lặp lại nếu có nhiều",
    )
    add_agencies(parser)
    add_day(parser)
    add_laws(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the entry and say by when it must be corrected."""
    require_folder_of_agencies(options.agencies)
    with writing(options.agencies, "correct"):
        return _record(options)


def _record(options: argparse.Namespace) -> int:
    as_of = judgement_day(options)
    context, problems = read_build_context(
        Options(agencies=options.agencies, as_of=as_of, laws=laws_folder(options.laws))
    )
    if context is None:
        print_problems(problems)
        return 1
    try:
        if options.done is not None:
            _refuse_with_done(options)
            recorded = finish_correction(
                options.agencies,
                options.agency,
                options.done,
                corrected=options.corrected or as_of,
                right=options.right,
                forms=options.form,
                framework=context.framework,
                as_of=as_of,
            )
        else:
            report = MistakeReport(
                wrong=options.wrong,
                right=options.right,
                item=options.item,
                petitioned=options.petitioned,
                discovered=options.found,
                by=options.by,
                corrected=options.corrected,
                forms=tuple(options.form),
            )
            recorded = add_correction(
                options.agencies, options.agency, report, framework=context.framework, as_of=as_of
            )
    except CorrectionError as error:
        raise UsageError(str(error)) from None
    print("\n".join(_summary(recorded)))
    return 0


def _refuse_with_done(options: argparse.Namespace) -> None:
    for name in ("item", "petitioned", "found", "by"):
        if getattr(options, name):
            raise UsageError(f"--{name} không dùng cùng --done: lần đính chính này đã ghi rồi.")


def _summary(recorded: Recorded) -> list[str]:
    """Say what was written, and by when something must be done."""
    lines = [f"Đã ghi {recorded.id} vào {recorded.path.as_posix()}."]
    due = recorded.due
    if recorded.record.corrected is not None:
        line = f"Đã đính chính ngày {vn_date(recorded.record.corrected)}"
        late = due is not None and recorded.record.corrected > due.day
        return [*lines, f"{line}, sau hạn." if late else f"{line}."]
    if due is None:
        return [*lines, "Luật không đặt hạn cho trường hợp này."]
    period = f"{due.period.value} {TIME_UNITS.get(due.period.unit, due.period.unit)}"
    mark = due.law.mark(due.period)
    doubt = f", {mark.label}" if mark else ""
    return [
        *lines,
        f"Hạn trả lời và đính chính: {vn_weekday(due.day)} {vn_date(due.day)}.",
        f"  ({period} kể từ ngày {vn_date(due.start)}: {due.period.citation}, {due.law.full_name}{doubt})",
        f"Xong thì chạy: access-info correct {recorded.path.parent.name} --done {recorded.id}",
    ]
