"""`access-info letter`: reminder letters, one file for each agency that lacks something."""

from __future__ import annotations

import argparse
import datetime

from access_info.assessment import OPEN, Status
from access_info.cli.oversee.oversight import add_common, build_options, refuse_to_judge, write_out
from access_info.cli.terminal.papers import add_pdf, require_typesetter, written
from access_info.cli.terminal.parser import Commands, day
from access_info.cli.terminal.usage import UsageError
from access_info.exports.documents.judged import JudgedAgencies, JudgedAgency
from access_info.exports.documents.letter import groups_of, left_out, may_not_be_urged
from access_info.exports.documents.official import office_of
from access_info.model.declarations.date_words import vn_date
from access_info.model.vocabularies import AGENCY_TYPES
from access_info.pages.rendering.translations import load_texts
from access_info.pipeline.preparation.oversight import judge_agencies

TO_ALL = "tat-ca"
_OPEN = [status.value for status in Status if status in OPEN]


def add_to(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "letter",
        description="Lập dự thảo công văn đôn đốc, nhiều nhất hai trang và một bảng: đề nghị làm gì, "
        "căn cứ nào, còn thiếu gì, hạn. Chỉ nêu việc có căn cứ đã đọc trong văn bản luật. Số, ngày, "
        "chữ ký để trống; chức vụ người ký, nơi nhận lấy từ van_ban của _dia-ban.yml. Cơ quan không "
        "còn gì phải đôn đốc thì không có công văn.",
    )
    parser.add_argument(
        "--to-all",
        action="store_true",
        help=f"lập một công văn gửi mọi cơ quan ({TO_ALL}.docx), không nêu tên cơ quan nào",
    )
    parser.add_argument(
        "--agency",
        action="extend",
        nargs="+",
        default=[],
        metavar="MÃ",
        help="chỉ các cơ quan này (mặc định: tất cả)",
    )
    parser.add_argument(
        "--type",
        action="extend",
        nargs="+",
        default=[],
        choices=list(AGENCY_TYPES),
        metavar="LOẠI",
        help="chỉ các loại cơ quan này: " + ", ".join(AGENCY_TYPES),
    )
    parser.add_argument(
        "--status",
        action="extend",
        nargs="+",
        default=[],
        choices=_OPEN,
        metavar="TÌNH_TRẠNG",
        help="chỉ nêu nghĩa vụ có tình trạng này: " + ", ".join(_OPEN) + " (mặc định: tất cả)",
    )
    parser.add_argument(
        "--deadline",
        type=day,
        metavar="NGÀY",
        help="hạn hoàn thành ghi trong công văn, dạng 2026-12-31 (mặc định: để trống)",
    )
    add_pdf(parser, "công văn")
    add_common(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the letters and say who gets none."""
    # python-docx is slow to import; other commands need not wait for it.
    from access_info.exports.documents.letter import letter_paper  # noqa: PLC0415

    if options.pdf:
        require_typesetter()
    if options.to_all:
        return _to_all(options)
    build_settings = build_options(options, only=options.agency)
    if options.deadline and options.deadline <= build_settings.as_of:
        raise UsageError(
            f"Hạn {vn_date(options.deadline)} không sau ngày xét {vn_date(build_settings.as_of)}."
        )
    judged, problems = judge_agencies(build_settings, types=frozenset(options.type))
    if judged is None:
        return refuse_to_judge(problems, "công văn")
    statuses = frozenset(Status(status) for status in options.status) or OPEN
    recipients = [agency for agency in judged.agencies if groups_of(agency, statuses)]
    papers = {}
    with options.progress.of("soạn công văn", len(recipients)) as done:
        for agency in recipients:
            paper = letter_paper(
                agency, judged, load_texts(), statuses=statuses, deadline=options.deadline
            )
            if paper is not None:
                papers[agency.id] = paper
            done()
    if papers:
        write_out(options, written(papers, options.progress, pdf=options.pdf))
        print(f"Đã lập {len(papers)} công văn trong “{options.out}”:")
        for agency in recipients:
            number = sum(len(group.entries) for group in groups_of(agency, statuses))
            print(f"  {agency.id}.docx: {agency.name}, {number} nội dung")
    else:
        print("Không có công văn nào phải lập.")
    rest = [agency for agency in judged.agencies if agency not in recipients]
    ended = [agency for agency in rest if agency.ended]
    unsure = [agency for agency in rest if not agency.ended and left_out(agency, statuses)]
    _say("Không lập vì chỉ còn nội dung chưa xác minh căn cứ", unsure)
    _say(
        "Không lập vì không còn nội dung nào phải đôn đốc",
        [agency for agency in rest if not agency.ended and agency not in unsure],
    )
    _say("Không lập vì đã chấm dứt hoạt động", ended)
    if papers:
        _remind(judged, recipients, options.deadline)
    return 0


def _to_all(options: argparse.Namespace) -> int:
    """Write the one letter to all agencies.

    Raises:
        UsageError: Only some agencies, or an officer's deadline, are asked for too.
    """
    from access_info.exports.documents.letter import letter_to_all  # noqa: PLC0415

    if options.agency or options.type or options.status or options.deadline:
        raise UsageError(
            "--to-all là công văn gửi mọi cơ quan: bỏ --agency, --type, --status, --deadline."
        )
    judged, problems = judge_agencies(build_options(options))
    if judged is None:
        return refuse_to_judge(problems, "công văn")
    paper = letter_to_all(judged.in_short(), load_texts())
    if paper is None:
        print("Không có công văn nào phải lập.")
        return 0
    write_out(options, written({TO_ALL: paper}, options.progress, pdf=options.pdf))
    print(f"Đã lập công văn gửi mọi cơ quan: {options.out / TO_ALL}.docx")
    return 0


def _say(what: str, agencies: list[JudgedAgency]) -> None:
    if agencies:
        print(f"{what}: {'; '.join(agency.name for agency in agencies)}.")


def _remind(
    judged: JudgedAgencies, recipients: list[JudgedAgency], deadline: datetime.date | None
) -> None:
    """Print what an officer should look at again."""
    if deadline is None:
        print("Lưu ý: hạn hoàn thành để trống trong công văn; ghi sẵn bằng --deadline NGÀY.")
    else:
        off = judged.framework.calendar.day_off_name(deadline)
        if off:
            print(f"Lưu ý: hạn {vn_date(deadline)} là ngày nghỉ ({off}).")
    office = office_of(judged.place, load_texts())
    _say(
        "Lưu ý: gửi chính cơ quan giám sát",
        [agency for agency in recipients if agency.name == office.name],
    )
    above = [agency for agency in recipients if may_not_be_urged(agency, judged.place, office)]
    _say("Lưu ý: xem lại thẩm quyền đôn đốc", above)
