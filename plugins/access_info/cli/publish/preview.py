"""`access-info preview`: builds one agency's pages, to look at before anybody else does."""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from access_info.cli.publish.build import refuse_foreign
from access_info.cli.publish.serving import serve
from access_info.cli.terminal.parser import (
    Commands,
    add_agencies,
    add_day,
    add_laws,
    agencies_folder,
    judgement_day,
    laws_folder,
    port,
)
from access_info.cli.terminal.report import print_problems, total
from access_info.cli.terminal.targets import targets
from access_info.cli.terminal.usage import UsageError
from access_info.loading.folders import JURISDICTION_FILE, read_folder
from access_info.pages.rendering.translations import known_languages
from access_info.pipeline import Options, build_plain_site
from access_info.problems import failures

_PATIENCE = 0.5  # seconds between two looks at the files


def add_to(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "preview",
        description="Dựng riêng trang của một cơ quan để xem thử, chỉ vài giây. Dữ liệu còn lỗi thì vẫn "
        "dựng phần đọc được, kèm danh sách lỗi.",
    )
    parser.add_argument("id", metavar="MÃ", help="mã cơ quan, tức tên thư mục của cơ quan")
    parser.add_argument(
        "--out",
        type=Path,
        metavar="THƯ_MỤC",
        help="thư mục chứa trang xem thử (mặc định: .cache/access-info/xem-thu/MÃ)",
    )
    parser.add_argument(
        "--serve",
        action="store_true",
        help="mở xem bằng trình duyệt trên máy này, tự dựng lại mỗi khi tệp của cơ quan đổi",
    )
    parser.add_argument(
        "--port",
        type=port,
        default=8000,
        metavar="SỐ",
        help="cổng để xem khi có --serve (mặc định: 8000; 0: cổng nào trống)",
    )
    add_agencies(parser)
    add_day(parser)
    add_laws(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Build, say which file to open, and serve it if that was asked for."""
    agencies = agencies_folder(options)
    chosen = targets([options.id], agencies)
    if chosen.agencies is None or len(chosen.agencies) != 1:
        raise UsageError(f"“{options.id}” không phải mã của một cơ quan.")
    [name] = chosen.agencies
    out = options.out or agencies.parent / ".cache" / "access-info" / "xem-thu" / name
    refuse_foreign(out.resolve(), out)
    wanted = Options(
        agencies=agencies,
        as_of=judgement_day(options),
        only=(name,),
        forgiving=True,
        laws=laws_folder(options.laws),
        directory_urls=False,
        languages=tuple(tag for tag in known_languages() if tag != "vi"),
        embed=False,
        offline=False,
        keeps_worker=False,
        jobs=1,
    )
    before = _appearance(wanted)  # what is saved while the pages are made is a change too
    page, wrong = _build(wanted, out.resolve())
    if not options.serve:
        if page:
            print(f"Mở tệp {out.resolve() / page}")
        return 1 if wrong else 0
    return serve(
        out.resolve(),
        port=options.port,
        page=page,
        rebuild=lambda: _build(wanted, out.resolve()),
        changes=_changes(wanted, before),
    )


def _build(options: Options, out: Path) -> tuple[str, bool]:
    """Build the pages; return the first one, "" if none, and whether data have errors."""
    prepared = build_plain_site(options, out=out)
    [name] = options.only
    problems = prepared.problems
    print_problems(problems)
    print(total(problems, agencies=len(prepared.builds)))
    wrong = bool(failures(problems))
    build = prepared.builds.get(name)
    if prepared.context is None or build is None or build.summary is None:
        print("Chưa đọc được tệp co-quan.yml nên chưa dựng được trang.", file=sys.stderr)
        return "", True
    if wrong:
        print("Trang xem thử chỉ hiện phần đọc được; chỗ có lỗi chưa hiện.", file=sys.stderr)
    urls = prepared.context.urls
    return urls.file(urls.agency(name)), wrong


def _changes(options: Options, before: str) -> Iterator[bool]:
    """Wait a moment, then tell whether anything that the pages are made from has changed."""
    while True:
        time.sleep(_PATIENCE)
        now = _appearance(options)
        yield now != before
        before = now


def _appearance(options: Options) -> str:
    """Hash the names, sizes and times of the files, without reading them."""
    [name] = options.only
    seen = [read_folder(options.agencies / name).appearance()]
    laws = sorted(options.laws.iterdir()) if options.laws is not None else []
    for path in (options.agencies / JURISDICTION_FILE, *laws):
        try:
            stat = path.stat()
        except OSError:
            continue
        seen.append(f"{path.name} {stat.st_size} {stat.st_mtime_ns}")
    return hashlib.blake2b("\0".join(seen).encode(), digest_size=16).hexdigest()
