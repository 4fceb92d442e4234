"""`access-info build` builds the site without MkDocs; `bundle` one whose pages open from their folder."""

from __future__ import annotations

import functools
import os
import zipfile
from pathlib import Path
from typing import Any

from access_info.cli.parser import SECTION, UsageError, WrongDataError
from access_info.cli.printing import print_problems, total_line
from access_info.cli.terminal.repeated import show
from access_info.cli.typed import Typed, refuse_foreign, require_prefix, site_address
from access_info.pages.rendering.environment import known_languages
from access_info.pipeline import Layout, Options, Prepared, build_plain_site
from access_info.pipeline.hand_written import HandWrittenFolder, content_files, front_page
from access_info.pipeline.incremental.earlier import earlier_inputs
from access_info.pipeline.publish.catalogue import address_notice
from access_info.pipeline.publish.plain_site import PlacesTakenError, build_into
from access_info.pipeline.publish.site_files import bytes_below, size_notice
from access_info.pipeline.trust.manifest import key_in
from access_info.problems import quotable, withheld_line
from access_info.shells.host_page import HostPage, HostPageError
from access_info.source.markdown import UnreadablePageError
from access_info.source.mkdocs_settings import (
    SITE_SETTINGS,
    SiteSettings,
    SiteSettingsError,
    site_settings,
)
from access_info.source.replacing import read_present
from access_info.waiting import Progress

_MAX_LISTED = 10
# The folder of hand-written pages, unless `mkdocs.yml` names another one.
_CONTENT = "content"


def content_beside(
    agencies: Path, typed: Path | None, *, without: bool
) -> HandWrittenFolder | None:
    """Return the hand-written pages of a site, or `None` if it has none.

    Args:
        agencies: The folder of agencies; the site's settings lie beside it.
        typed: The folder of pages as typed, or `None`.
        without: Whether pages are to be left out.

    Raises:
        UsageError: There is no such folder, or the settings cannot be followed without MkDocs.
    """
    if without:
        return None
    if typed is not None and not typed.is_dir():
        raise UsageError(f"Không có thư mục “{typed}”.")
    settings = SiteSettings(folder=_CONTENT)
    file = agencies.parent / SITE_SETTINGS
    if file.is_file():
        try:
            settings = site_settings(file.read_text("utf-8", "replace"))
        except SiteSettingsError as error:
            raise UsageError(f"Trang viết tay: {error}.") from None
    folder = typed or agencies.parent / settings.folder
    return HandWrittenFolder(folder.resolve(), settings) if folder.is_dir() else None


def places_of(content: HandWrittenFolder | None, agencies: Path) -> tuple[Path, ...]:
    """Return the paths on which hand-written pages depend, whether they exist or not.

    A repeated build looks at them, so that it notices when one appears or changes.
    """
    beside = (agencies.parent / SITE_SETTINGS, agencies.parent / _CONTENT)
    return beside if content is None else (*beside, content.folder)


def page_count(content: HandWrittenFolder | None) -> int:
    """Return how many pages a folder of hand-written pages holds."""
    files = content_files(content.folder).values() if content is not None else ()
    return sum(file.is_page for file in files)


def build_command(options: Typed) -> None:
    """Build the site, or with `--into` a section of another; print what is wrong with the data, and where it is.

    A build without errors is recorded, so that the same command can be skipped while nothing changes.
    """
    if options.into is not None:
        _build_into(options)
        return
    options.refuse(("frame", "main", "prefix"), "chỉ đi với --into.")
    agencies = options.agencies_folder()
    out = options.out.resolve()
    refuse_foreign(out, options.out)
    content = content_beside(agencies, options.content, without=options.no_content)
    remarks: list[str] = []
    cache = None if options.no_cache else out.parent / ".cache" / "access-info"
    taken = content is not None and front_page(content_files(content.folder))
    wanted = _web_options(options, agencies, cache=cache, root_taken=taken)
    try:
        prepared = build_plain_site(wanted, out=out, content=content, tell=remarks.append)
    except UnreadablePageError as error:
        raise UsageError(f"Trang viết tay: {error}.") from None
    lines = _report_lines(prepared)
    lines += [("err", f"Trang viết tay: {remark}.") for remark in remarks]
    lines += _notice_lines(prepared, out)
    show(lines)
    if prepared.stops:
        remark = " Trang dựng lần trước vẫn còn nguyên." if out.exists() else ""
        raise WrongDataError((), f"Dữ liệu có lỗi nên chưa dựng được trang.{remark}")
    if options.repeated is not None:
        asked = prepared.options
        earlier = earlier_inputs(asked.previous)
        named = (asked.agencies, asked.laws, asked.snapshots, asked.links, *earlier)
        options.repeated.keep((*named, *places_of(content, agencies)), lines)
    pages = sum(1 for _ in prepared.entries) + page_count(content)
    print(f"Đã dựng {pages} trang, mở tệp {out / 'index.html'}")


def _build_into(options: Typed) -> None:
    """Put the section into a site that other software has built (`build --into`)."""
    options.refuse(("content", "no_content", "no_cache"), "không đi với --into.")
    agencies, site = options.agencies_folder(), options.into.resolve()
    prefix = require_prefix(options.prefix or SECTION)
    host, url = _host_page(site, options)
    cache = agencies.parent / ".cache" / "access-info" / "into"
    options.site_url = url
    wanted = _web_options(options, agencies, cache=cache, prefix=prefix)
    try:
        prepared = build_into(wanted, site=site, host=host, stage=cache / "section")
    except PlacesTakenError as error:
        shown = "".join(f"\n  {quotable(file)}" for file in error.files[:_MAX_LISTED])
        raise UsageError(
            f"Trong “{options.into}” đã có tệp ở chỗ của chuyên mục, không phải do lệnh này đặt:{shown}\nĐổi chỗ các "
            "tệp ấy, hoặc chọn chỗ khác: --prefix cong-khai-thong-tin. Chưa ghi gì."
        ) from None
    show(_report_lines(prepared) + _notice_lines(prepared, site / prefix))
    if prepared.stops:
        raise WrongDataError((), f"Dữ liệu có lỗi nên “{options.into}” giữ nguyên.")
    pages = sum(1 for _ in prepared.entries)
    print(f"Đã đặt {pages} trang vào {options.into}, mở tệp {site / prefix / 'index.html'}")


def _host_page(site: Path, options: Typed) -> tuple[HostPage, str]:
    """Return the page whose header and footer the section takes over, and the site's address.

    The address is the typed one, else the page's canonical address.

    Raises:
        UsageError: There is no such page, or its frame cannot be used.
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

        read = functools.partial(
            HostPage.read,
            text,
            path=path,
            content=options.main,
            front=front.decode("utf-8", "replace"),
        )
        host = read(canonical=True)
        url = options.site_url or host.site_url
        return (host if url else read(canonical=False)), url
    except UnicodeDecodeError:
        raise UsageError(f"Trang “{options.frame}” không ở bảng mã UTF-8.") from None
    except HostPageError as error:
        raise UsageError(f"“{options.frame}”: {error}.") from None


def _report_lines(prepared: Prepared) -> list[tuple[str, str]]:
    """Return (name of the stream, line) of what is printed on the data: each problem, then totals."""
    lines = [("err", problem.format(Path.cwd())) for problem in prepared.problems]
    return [*lines, ("out", total_line(prepared.problems, agencies=len(prepared.builds)))]


def _notice_lines(prepared: Prepared, out: Path) -> list[tuple[str, str]]:
    """Return (name of the stream, line) of notices for the site's maintainer: withheld, size, address."""
    notices = [withheld_line(prepared.problems)]
    if not prepared.stops:
        notices += [size_notice(bytes_below(out)), address_notice(prepared.options)]
    return [("err", notice) for notice in notices if notice]


def _previous_manifest(options: Typed) -> Path | None:
    """Return the absolute path of the manifest of the previous publication; `None` if none was typed.

    Raises:
        UsageError: The file does not exist.
    """
    typed: Path | None = options.previous
    if typed is not None and not typed.is_file():
        raise UsageError(
            f"Không có tệp “{typed}”. Lấy về bằng access-info manifest --fetch ĐỊA_CHỈ --out THƯ_MỤC; trang chưa "
            "công bố lần nào thì bỏ --previous."
        )
    return typed.resolve() if typed else None


def _web_options(options: Typed, agencies: Path, **settings: Any) -> Options:  # noqa: ANN401
    """Return the pipeline's options for a site on the web.

    Args:
        options: The command's options.
        agencies: The folder of agencies.
        settings: Further fields of `Options`.
    """
    return options.build_options(
        agencies=agencies,
        site_url=site_address(options.site_url),
        issue_url=options.issue_url,
        layout=Layout(options.layout),
        snapshots=options.snapshots.resolve() if options.snapshots else None,
        links=options.links.resolve() if options.links else None,
        previous=_previous_manifest(options),
        pdf=options.pdf,
        languages=_other_languages(),
        signing_key=signing_key(options),
        **settings,
    )


def _other_languages() -> tuple[str, ...]:
    """Return the languages of the interface beside Vietnamese."""
    return tuple(tag for tag in known_languages() if tag != "vi")


def signing_key(options: Typed) -> Path | None:
    """Return the path of the secret key: as typed, else from the environment; `None` without one."""
    typed: Path | None = options.signing_key
    return typed or key_in(os.environ)


def bundle_command(options: Typed) -> None:
    """Build a folder that opens from a USB stick, search included, and print where it is."""
    agencies, _ = options.known_agencies(options.agency)
    out = options.out.resolve()
    refuse_foreign(out, options.out)
    wanted = folder_site_options(
        options,
        agencies=agencies,
        only=tuple(sorted(options.agency)),
        site_url=site_address(options.site_url),
        signing_key=signing_key(options),
    )
    prepared = build_plain_site(wanted, out=out)
    print_problems(prepared.problems)
    print(total_line(prepared.problems, agencies=len(prepared.builds)))
    if prepared.stops:
        raise WrongDataError((), "Dữ liệu có lỗi nên chưa đóng gói được.")
    print(f"Đã đóng gói, mở tệp {out / 'index.html'}")
    if options.zip:
        print(f"Đã nén: {_zip_folder(out, options.progress)}")


def folder_site_options(options: Typed, **settings: Any) -> Options:  # noqa: ANN401
    """Return the pipeline's options for pages that open from their folder, without a server.

    What needs a server is left out: pages for frames, and the worker that keeps pages for reading offline.

    Args:
        options: The command's options.
        settings: Further fields of `Options`.
    """
    return options.build_options(
        directory_urls=False,
        languages=_other_languages(),
        embed=False,
        offline=False,
        keeps_worker=False,
        **settings,
    )


def _zip_folder(folder: Path, progress: Progress) -> Path:
    """Pack a folder as a ZIP file beside it, and return its path.

    All entries have the same date, so that equal files give an equal ZIP.
    """
    archive = folder.with_name(f"{folder.name}.zip")
    begun = folder.with_name(f".{folder.name}.zip-new")
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    try:
        with (
            zipfile.ZipFile(begun, "w", zipfile.ZIP_DEFLATED) as file,
            progress.of("nén các tệp", len(paths)) as done,
        ):
            for path in paths:
                name = path.relative_to(folder.parent).as_posix()
                entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                file.writestr(entry, path.read_bytes())
                done()
        begun.replace(archive)
    finally:
        begun.unlink(missing_ok=True)
    return archive
