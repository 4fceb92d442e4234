"""`access-info build`: builds the site with the plain shell, without MkDocs."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from access_info.cli.publish.content import content_beside, page_count, places_of
from access_info.cli.publish.manifest import add_previous, previous_manifest
from access_info.cli.publish.signing import add_signing_key, signing_key
from access_info.cli.terminal.parser import (
    Commands,
    add_agencies,
    add_day,
    add_jobs,
    add_laws,
    add_link_results,
    add_snapshots,
    agencies_folder,
    judgement_day,
    laws_folder,
)
from access_info.cli.terminal.progress import add_quiet
from access_info.cli.terminal.repeated import show
from access_info.cli.terminal.report import total
from access_info.cli.terminal.usage import UsageError
from access_info.pages.rendering.translations import known_languages
from access_info.pipeline import Layout, Options, build_plain_site
from access_info.pipeline.hand_written.folder import content_files, front_page
from access_info.pipeline.incremental.earlier import earlier_inputs
from access_info.pipeline.publish.catalogue.about import address_notice
from access_info.pipeline.publish.site_size import bytes_below, size_notice
from access_info.problems import withheld_line
from access_info.source import UnreadablePageError


def add_to(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "build",
        description="Dựng trang vào một thư mục. Thư mục chỉ đổi khi dữ liệu không có lỗi.",
    )
    parser.add_argument(
        "--out", type=Path, required=True, metavar="THƯ_MỤC", help="thư mục chứa trang"
    )
    add_agencies(parser)
    add_day(parser)
    add_laws(parser)
    add_jobs(parser)
    parser.add_argument(
        "--site-url",
        default="",
        metavar="ĐỊA_CHỈ",
        help="địa chỉ của trang trên mạng, để ghi sơ đồ trang",
    )
    parser.add_argument(
        "--issue-url",
        default="",
        metavar="ĐỊA_CHỈ",
        help="nơi báo thông tin sai; {title} và {url} sẽ được thay bằng tên và địa chỉ trang",
    )
    parser.add_argument(
        "--layout",
        choices=[item.value for item in Layout],
        default="auto",
        help="single: một cơ quan đứng ở gốc; many: luôn có danh sách cơ quan",
    )
    parser.add_argument(
        "--content",
        type=Path,
        metavar="THƯ_MỤC",
        help="thư mục trang viết tay (mặc định: như docs_dir ghi trong mkdocs.yml cạnh thư mục các "
        "cơ quan; không có mkdocs.yml thì là content)",
    )
    parser.add_argument("--no-content", action="store_true", help="dựng không kèm trang viết tay")
    add_snapshots(parser)
    add_link_results(parser)
    parser.add_argument(
        "--json-version",
        type=int,
        choices=(1, 2),
        default=2,
        help="bản của tệp JSON; 1: tệp giữ như cũ, bản 2 nằm bên cạnh, tên có thêm .v2",
    )
    add_signing_key(parser)
    add_previous(parser)
    parser.add_argument(
        "--pdf",
        action="store_true",
        help="thêm tệp PDF của mỗi danh mục vào các tệp tải về (cần cài thêm typst)",
    )
    parser.add_argument("--no-cache", action="store_true", help="dựng lại tất cả từ đầu")
    add_quiet(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Build and say where to look."""
    agencies = agencies_folder(options)
    out = options.out.resolve()
    refuse_foreign(out, options.out)
    url = options.site_url
    content = content_beside(agencies, options.content, without=options.no_content)
    remarks: list[str] = []
    build_settings = Options(
        agencies=agencies,
        as_of=judgement_day(options),
        site_url=url if not url or url.endswith("/") else url + "/",
        issue_url=options.issue_url,
        laws=laws_folder(options.laws),
        layout=Layout(options.layout),
        root_taken=content is not None and front_page(content_files(content.folder)),
        snapshots=options.snapshots.resolve() if options.snapshots else None,
        links=options.links.resolve() if options.links else None,
        previous=previous_manifest(options),
        pdf=options.pdf,
        languages=tuple(tag for tag in known_languages() if tag != "vi"),
        json_version=options.json_version,
        cache=None if options.no_cache else out.parent / ".cache" / "access-info",
        signing_key=signing_key(options),
        progress=options.progress,
        **({"jobs": options.jobs} if options.jobs else {}),
    )
    try:
        prepared = build_plain_site(build_settings, out=out, content=content, tell=remarks.append)
    except UnreadablePageError as error:
        raise UsageError(f"Trang viết tay: {error}.") from None
    lines = [("err", problem.format(Path.cwd())) for problem in prepared.problems]
    lines.append(("out", total(prepared.problems, agencies=len(prepared.builds))))
    lines += [("err", f"Trang viết tay: {remark}.") for remark in remarks]
    left_out = withheld_line(prepared.problems)
    lines += [("err", left_out)] if left_out else []
    if not prepared.stops and (notice := size_notice(bytes_below(out))):
        lines.append(("err", notice))
    if not prepared.stops and (notice := address_notice(build_settings)):
        lines.append(("err", notice))
    show(lines)
    if prepared.stops:
        remark = " Trang dựng lần trước vẫn còn nguyên." if out.exists() else ""
        print(f"Dữ liệu có lỗi nên chưa dựng được trang.{remark}", file=sys.stderr)
        return 1
    if options.repeated is not None:
        asked = prepared.options
        earlier = earlier_inputs(asked.previous)
        named = (asked.agencies, asked.laws, asked.snapshots, asked.links, *earlier)
        options.repeated.keep((*named, *places_of(content, agencies)), lines)
    pages = sum(1 for _ in prepared.entries) + page_count(content)
    print(f"Đã dựng {pages} trang, mở tệp {out / 'index.html'}")
    return 0


def refuse_foreign(out: Path, typed: Path) -> None:
    """Raise if a folder holds something other than a site, which a build would replace."""
    if out.is_file():
        raise UsageError(f"“{typed}” là một tệp, không phải thư mục.")
    ours = out / "assets" / "access-info"
    if out.is_dir() and any(out.iterdir()) and not ours.is_dir():
        raise UsageError(
            f"Thư mục “{typed}” đang chứa thứ khác, dựng trang vào đây sẽ xóa mất. Chọn thư mục "
            "khác hoặc thư mục chưa có."
        )
