"""`access-info review`: puts all that a reviewer of a proposal needs on one page."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
import tempfile
from pathlib import Path

from access_info.changes.git import GitError, Repository
from access_info.changes.review import ProposalSummary
from access_info.cli.publish.build import refuse_foreign
from access_info.cli.publish.bundle import bundle_options
from access_info.cli.review.annotations import workflow_commands
from access_info.cli.review.scans import tell_unread
from access_info.cli.terminal.all_rules import all_rules
from access_info.cli.terminal.parser import (
    Commands,
    add_day,
    add_laws,
    judgement_day,
    laws_folder,
)
from access_info.cli.terminal.progress import add_quiet
from access_info.cli.terminal.usage import UsageError
from access_info.pipeline import build_plain_site
from access_info.pipeline.review.reviewing import Proposal, ReviewedChange, review
from access_info.problems import Severity, failures

_MOST_DESCRIPTION = 1 << 20
_HIDDEN = (
    "Dữ liệu có thông tin không được phép công khai nên phần so sánh và trang xem thử không hiện ở đây: "
    "trang tóm tắt này ai cũng đọc được. Gỡ thông tin ấy ra, rồi báo người bảo trì theo SECURITY.md để xóa "
    "khỏi lịch sử của bản đề nghị."
)


def add_to(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "review",
        description="Xem một đề nghị sửa đổi trong kho git: sửa những gì và có ra ngoài phạm vi đã ghi "
        "không, dữ liệu có lỗi không, thay đổi có nghĩa gì, mất gì. Chỉ đọc, không chạy gì của đề nghị.",
    )
    parser.add_argument("base", metavar="GỐC", help="nhánh sẽ nhận thay đổi, ví dụ main")
    parser.add_argument(
        "head", metavar="ĐỀ_NGHỊ", nargs="?", default="HEAD", help="bản đề nghị (mặc định: HEAD)"
    )
    parser.add_argument(
        "--repository",
        type=Path,
        default=Path(),
        metavar="THƯ_MỤC",
        help="kho git (mặc định: thư mục đang đứng)",
    )
    parser.add_argument(
        "--title",
        default="",
        metavar="CHỮ",
        help="tiêu đề: mở đầu bằng mã cơ quan trong ngoặc vuông",
    )
    parser.add_argument("--branch", default="", metavar="TÊN", help="tên nhánh của đề nghị")
    parser.add_argument(
        "--description",
        type=Path,
        metavar="TỆP",
        help="tệp chứa phần mô tả, để tìm dòng “Lý do: 2026-001: …”",
    )
    parser.add_argument(
        "--event",
        type=Path,
        metavar="TỆP",
        help="tệp sự kiện của GitHub: lấy tiêu đề, nhánh, mô tả từ đó",
    )
    parser.add_argument(
        "--summary",
        type=Path,
        metavar="TỆP",
        help="ghi bản tóm tắt (Markdown) vào cuối tệp này thay vì in ra",
    )
    parser.add_argument(
        "--bundle", type=Path, metavar="THƯ_MỤC", help="dựng trang xem thử của các cơ quan được sửa"
    )
    parser.add_argument(
        "--format",
        choices=("text", "markdown", "github"),
        default="text",
        help="text: chữ thường, cho người đọc trên máy; markdown: bản tóm tắt như nơi giữ kho hiện ra; "
        "github: bản ấy, kèm lời ghi chú ngay tại dòng sai (mặc định: text)",
    )
    add_day(parser)
    add_laws(parser)
    add_quiet(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Judge a proposal, report it, and build the preview if asked to."""
    proposal = _proposal(options)
    out = options.bundle.resolve() if options.bundle else None
    if out is not None:
        refuse_foreign(out, options.bundle)
    as_of = judgement_day(options)
    # Without `--laws`, the proposal's own packs count, not those of the current folder.
    laws = laws_folder(options.laws) if options.laws is not None else None
    with tempfile.TemporaryDirectory(prefix="xet-") as temporary:
        try:
            reviewed = review(
                Repository(options.repository.resolve()),
                options.base,
                options.head,
                proposal=proposal,
                room=Path(temporary),
                as_of=as_of,
                laws=laws,
                progress=options.progress,
            )
        except GitError as error:
            raise UsageError(str(error)) from None
        built = False
        if out is not None and reviewed.agencies and not reviewed.must_not_be_repeated:
            build_settings = bundle_options(
                reviewed.root / "agencies", as_of=as_of, only=reviewed.agencies, laws=reviewed.laws
            )
            build_settings = dataclasses.replace(build_settings, progress=options.progress)
            built = not build_plain_site(build_settings, out=out).stops
        _tell(options, reviewed, built=built)
    return 1 if reviewed.stops else 0


def _tell(options: argparse.Namespace, reviewed: ReviewedChange, *, built: bool) -> None:
    if reviewed.brings_files:
        tell_unread()
    if options.format == "github":
        titles = {rule.code: rule.title for rule in all_rules()}
        for line in workflow_commands(reviewed.problems, root=reviewed.root, titles=titles):
            print(line)
    else:
        for problem in reviewed.problems:
            print(problem.format(reviewed.root), file=sys.stderr)
    preview = _preview(options, reviewed, built=built)
    if options.summary is not None:
        with options.summary.open("a", encoding="utf-8", newline="\n") as file:
            file.write(_summary(reviewed, preview).as_markdown())
    elif options.format == "text":
        print(_summary(reviewed, preview).as_text(), end="")
    else:
        print(_summary(reviewed, preview).as_markdown(), end="")
    wrong = len(failures(reviewed.problems))
    warned = sum(1 for problem in reviewed.problems if problem.severity is Severity.WARNING)
    print(f"Đã xét {len(reviewed.scope.files)} tệp: {wrong} lỗi, {warned} cảnh báo.")


def _summary(reviewed: ReviewedChange, preview: str) -> ProposalSummary:
    return ProposalSummary(
        scope=reviewed.scope,
        problems=reviewed.problems,
        difference=None if reviewed.must_not_be_repeated else reviewed.difference,
        root=reviewed.root,
        reason=reviewed.reason,
        owners=reviewed.owners,
        preview=preview,
    )


def _preview(options: argparse.Namespace, reviewed: ReviewedChange, *, built: bool) -> str:
    """Say how to look at the pages, in a sentence; "" when nobody asked for them."""
    if reviewed.must_not_be_repeated:
        return _HIDDEN
    if options.bundle is None or not reviewed.agencies:
        return ""
    if not built:
        return "Dữ liệu có lỗi nên chưa dựng được trang xem thử."
    if options.format == "text" and options.summary is None:
        return f"Các trang nằm trong thư mục {options.bundle}: mở index.html."
    return (
        f"Các trang nằm trong gói `{options.bundle.name}` (trên GitHub: cuối trang này, mục "
        "*Artifacts*): tải về, giải nén rồi mở `index.html`."
    )


def _proposal(options: argparse.Namespace) -> Proposal:
    """Collect title, branch and description, from the event's file or as typed, which wins."""
    proposal = Proposal()
    if options.event is not None:
        proposal = _from_event(options.event)
    description = proposal.description
    if options.description is not None:
        with options.description.open("rb") as file:
            description = file.read(_MOST_DESCRIPTION).decode("utf-8", "replace")
    return Proposal(
        title=options.title or proposal.title,
        branch=options.branch or proposal.branch,
        description=description,
    )


def _from_event(path: Path) -> Proposal:
    try:
        request = json.loads(path.read_bytes())["pull_request"]
        texts = [request.get("title"), request["head"].get("ref"), request.get("body")]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UsageError(f"“{path}” không phải tệp sự kiện của một đề nghị sửa đổi.") from None
    title, branch, body = (text if isinstance(text, str) else "" for text in texts)
    return Proposal(title=title, branch=branch, description=body[:_MOST_DESCRIPTION])
