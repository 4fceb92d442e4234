"""`access-info build`: builds the site with the plain shell, without MkDocs."""

from __future__ import annotations

import argparse
import dataclasses
import sys
from collections.abc import Iterator
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
from access_info.cli.terminal.typed import SECTION, require_prefix
from access_info.cli.terminal.usage import UsageError
from access_info.pages.rendering.translations import known_languages
from access_info.pipeline import Layout, Options, Prepared, build_plain_site
from access_info.pipeline.hand_written.folder import content_files, front_page
from access_info.pipeline.incremental.earlier import earlier_inputs
from access_info.pipeline.into.build import PlacesTakenError, build_into
from access_info.pipeline.publish.catalogue.about import address_notice
from access_info.pipeline.publish.site_size import bytes_below, size_notice
from access_info.problems import quotable, withheld_line
from access_info.shells import HostPage, HostPageError
from access_info.source import UnreadablePageError, read_present

_MOST_NAMED = 10


def add_to(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "build",
        description="Dựng trang vào một thư mục. Thư mục chỉ đổi khi dữ liệu không có lỗi. Với --into: đặt chuyên mục vào "
        "một trang đã dựng xong bằng phần mềm khác (Zensical, Hugo…), trong khung của một trang ở đó; không tệp nào của "
        "trang ấy bị đổi, trừ sitemap.xml được thêm địa chỉ.",
    )
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--out", type=Path, metavar="THƯ_MỤC", help="thư mục chứa trang")
    where.add_argument(
        "--into",
        type=Path,
        metavar="THƯ_MỤC",
        help="đặt chuyên mục vào trang đã dựng xong trong thư mục này, bằng phần mềm nào cũng được",
    )
    parser.add_argument(
        "--frame",
        metavar="TỆP",
        help="với --into: trang lấy phần đầu, phần chân; đường dẫn trong thư mục ấy, ví dụ lien-he/index.html",
    )
    parser.add_argument(
        "--main",
        default="",
        metavar="PHẦN_TỬ",
        help='với --into: phần tử giữ nội dung của trang ấy, ví dụ "#noi-dung", ".noi-dung" (mặc định: <main>)',
    )
    parser.add_argument(
        "--prefix",
        metavar="ĐƯỜNG_DẪN",
        help=f"với --into: chuyên mục nằm ở đâu dưới gốc trang (mặc định: {SECTION})",
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
    if options.into is not None:
        return _into(options)
    for name in ("frame", "main", "prefix"):
        if getattr(options, name):
            raise UsageError(f"--{name} chỉ đi với --into.")
    agencies = agencies_folder(options)
    out = options.out.resolve()
    refuse_foreign(out, options.out)
    content = content_beside(agencies, options.content, without=options.no_content)
    remarks: list[str] = []
    cache = None if options.no_cache else out.parent / ".cache" / "access-info"
    taken = content is not None and front_page(content_files(content.folder))
    build_settings = dataclasses.replace(
        _settings(options, agencies, cache=cache), root_taken=taken
    )
    try:
        prepared = build_plain_site(build_settings, out=out, content=content, tell=remarks.append)
    except UnreadablePageError as error:
        raise UsageError(f"Trang viết tay: {error}.") from None
    lines = _report_lines(prepared)
    lines += [("err", f"Trang viết tay: {remark}.") for remark in remarks]
    foot = [("err", notice) for notice in _notices(prepared, out)]
    show([*lines, *foot])
    if prepared.stops:
        remark = " Trang dựng lần trước vẫn còn nguyên." if out.exists() else ""
        print(f"Dữ liệu có lỗi nên chưa dựng được trang.{remark}", file=sys.stderr)
        return 1
    if options.repeated is not None:
        asked = prepared.options
        earlier = earlier_inputs(asked.previous)
        named = (asked.agencies, asked.laws, asked.snapshots, asked.links, *earlier)
        options.repeated.keep((*named, *places_of(content, agencies)), [*lines, *foot])
    pages = sum(1 for _ in prepared.entries) + page_count(content)
    print(f"Đã dựng {pages} trang, mở tệp {out / 'index.html'}")
    return 0


def _into(options: argparse.Namespace) -> int:
    """Put the section into a finished site."""
    for name in ("content", "no_content", "no_cache"):
        if getattr(options, name):
            raise UsageError(f"--{name.replace('_', '-')} không đi với --into.")
    agencies, site = agencies_folder(options), options.into.resolve()
    prefix = require_prefix(options.prefix or SECTION)
    host, url = _host_page(site, options)
    cache = agencies.parent / ".cache" / "access-info" / "into"
    options.site_url = url
    build_settings = dataclasses.replace(_settings(options, agencies, cache=cache), prefix=prefix)
    try:
        prepared = build_into(build_settings, site=site, host=host, stage=cache / "section")
    except PlacesTakenError as error:
        shown = "".join(f"\n  {quotable(file)}" for file in error.files[:_MOST_NAMED])
        raise UsageError(
            f"Trong “{options.into}” đã có tệp ở chỗ của chuyên mục, không phải do lệnh này đặt:{shown}\nĐổi chỗ các "
            "tệp ấy, hoặc chọn chỗ khác: --prefix cong-khai-thong-tin. Chưa ghi gì."
        ) from None
    show(
        [
            *_report_lines(prepared),
            *(("err", notice) for notice in _notices(prepared, site / prefix)),
        ]
    )
    if prepared.stops:
        print(f"Dữ liệu có lỗi nên “{options.into}” giữ nguyên.", file=sys.stderr)
        return 1
    pages = sum(1 for _ in prepared.entries)
    print(f"Đã đặt {pages} trang vào {options.into}, mở tệp {site / prefix / 'index.html'}")
    return 0


def _host_page(site: Path, options: argparse.Namespace) -> tuple[HostPage, str]:
    """Read the page that is the frame, and the site's address: as typed, else as the page tells it.

    Raises:
        UsageError: There is no such page, or it cannot be a frame.
    """
    if not site.is_dir():
        raise UsageError(
            f"Không có thư mục “{options.into}”: dựng trang của bạn trước, rồi chạy lệnh này."
        )
    if not options.frame:
        raise UsageError(
            "Thiếu --frame: một trang trong thư mục ấy để lấy phần đầu, phần chân, ví dụ --frame index.html."
        )
    page = (site / options.frame).resolve()
    if page.is_dir():
        page /= "index.html"
    if not page.is_relative_to(site) or not page.is_file():
        raise UsageError(f"Không có trang “{options.frame}” trong “{options.into}”.")
    path = page.relative_to(site).as_posix()
    front = read_present(site / "index.html") or b""
    try:
        text = page.read_bytes().decode("utf-8-sig")

        def read(*, canonical: bool) -> HostPage:
            shown = front.decode("utf-8", "replace")
            return HostPage.read(
                text, path=path, content=options.main, front=shown, canonical=canonical
            )

        host = read(canonical=True)
        url = options.site_url or host.site_url
        return (host if url else read(canonical=False)), url
    except UnicodeDecodeError:
        raise UsageError(f"Trang “{options.frame}” không ở bảng mã UTF-8.") from None
    except HostPageError as error:
        raise UsageError(f"“{options.frame}”: {error}.") from None


def _report_lines(prepared: Prepared) -> list[tuple[str, str]]:
    """List what is said of the data: name of the stream, line."""
    lines = [("err", problem.format(Path.cwd())) for problem in prepared.problems]
    return [*lines, ("out", total(prepared.problems, agencies=len(prepared.builds)))]


def _notices(prepared: Prepared, out: Path) -> Iterator[str]:
    """Yield what whoever runs the site should know of it."""
    if left_out := withheld_line(prepared.problems):
        yield left_out
    if not prepared.stops and (notice := size_notice(bytes_below(out))):
        yield notice
    if not prepared.stops and (notice := address_notice(prepared.options)):
        yield notice


def _settings(options: argparse.Namespace, agencies: Path, *, cache: Path | None) -> Options:
    """Make the options of a build of what was typed.

    Args:
        options: What was typed.
        agencies: The folder of agencies.
        cache: What the build remembers, or `None`.
    """
    url = options.site_url
    return Options(
        agencies=agencies,
        as_of=judgement_day(options),
        site_url=url if not url or url.endswith("/") else url + "/",
        issue_url=options.issue_url,
        laws=laws_folder(options.laws),
        layout=Layout(options.layout),
        snapshots=options.snapshots.resolve() if options.snapshots else None,
        links=options.links.resolve() if options.links else None,
        previous=previous_manifest(options),
        pdf=options.pdf,
        languages=tuple(tag for tag in known_languages() if tag != "vi"),
        cache=cache,
        signing_key=signing_key(options),
        progress=options.progress,
        **({"jobs": options.jobs} if options.jobs else {}),
    )


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
