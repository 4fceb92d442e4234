"""`access-info bundle`: builds a folder that opens from a USB stick, search included."""

from __future__ import annotations

import argparse
import dataclasses
import datetime
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

from access_info.cli.publish.build import refuse_foreign
from access_info.cli.publish.signing import add_signing_key, signing_key
from access_info.cli.terminal.parser import (
    Commands,
    add_agencies,
    add_day,
    add_jobs,
    add_laws,
    agencies_folder,
    judgement_day,
    laws_folder,
)
from access_info.cli.terminal.progress import add_quiet
from access_info.cli.terminal.report import print_problems, total
from access_info.cli.terminal.typed import require_agency
from access_info.loading.folders import agency_ids
from access_info.pages.rendering.translations import known_languages
from access_info.pipeline import Layout, Options, build_plain_site
from access_info.waiting.progress import Progress


def add_to(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "bundle",
        description="Đóng gói trang vào một thư mục tự đủ: mở tệp index.html là đọc được, tìm kiếm "
        "được, không cần mạng và không cần cài gì.",
    )
    parser.add_argument(
        "--out", type=Path, required=True, metavar="THƯ_MỤC", help="thư mục chứa gói"
    )
    parser.add_argument(
        "--agency",
        action="append",
        default=[],
        metavar="MÃ",
        help="chỉ đóng gói cơ quan này (dùng được nhiều lần; mặc định: tất cả)",
    )
    add_agencies(parser)
    add_day(parser)
    add_laws(parser)
    add_jobs(parser)
    parser.add_argument(
        "--site-url",
        default="",
        metavar="ĐỊA_CHỈ",
        help="địa chỉ của trang trên mạng, để tệp tải về và mã quét dẫn tới bản mới nhất",
    )
    parser.add_argument(
        "--zip", action="store_true", help="nén thêm thành một tệp .zip cạnh thư mục"
    )
    add_signing_key(parser)
    add_quiet(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Build the folder and say where to look."""
    agencies = agencies_folder(options)
    known, _ = agency_ids(agencies)
    for name in options.agency:
        require_agency(name, known, options.agencies)
    out = options.out.resolve()
    refuse_foreign(out, options.out)
    build_settings = bundle_options(
        agencies,
        as_of=judgement_day(options),
        only=options.agency,
        laws=laws_folder(options.laws),
        site_url=options.site_url,
    )
    build_settings = dataclasses.replace(
        build_settings, signing_key=signing_key(options), progress=options.progress
    )
    if options.jobs:
        build_settings = dataclasses.replace(build_settings, jobs=options.jobs)
    prepared = build_plain_site(build_settings, out=out)
    print_problems(prepared.problems)
    print(total(prepared.problems, agencies=len(prepared.builds)))
    if prepared.stops:
        print("Dữ liệu có lỗi nên chưa đóng gói được.", file=sys.stderr)
        return 1
    print(f"Đã đóng gói, mở tệp {out / 'index.html'}")
    if options.zip:
        print(f"Đã nén: {_zip(out, options.progress)}")
    return 0


def bundle_options(
    agencies: Path,
    *,
    as_of: datetime.date,
    only: Sequence[str],
    laws: Path | None,
    site_url: str = "",
) -> Options:
    """Return the options of a site that opens from its folder.

    Args:
        agencies: The folder of agencies.
        as_of: The day at which statuses are judged.
        only: Agencies that are packed, or none for all.
        laws: A further folder of law packs, or `None`.
        site_url: The address of the published site, or "".
    """
    return Options(
        agencies=agencies,
        as_of=as_of,
        only=tuple(sorted(only)),
        laws=laws,
        directory_urls=False,
        layout=Layout.AUTO,
        languages=tuple(tag for tag in known_languages() if tag != "vi"),
        embed=False,
        offline=False,
        keeps_worker=False,
        site_url=site_url and site_url.rstrip("/") + "/",
    )


def _zip(folder: Path, progress: Progress) -> Path:
    """Pack the folder as a ZIP beside it; equal files give equal bytes."""
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
