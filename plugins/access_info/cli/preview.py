"""`access-info preview`: builds one agency's pages, for its editor to look at before they are published."""

from __future__ import annotations

import functools
import hashlib
import http.server
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

from access_info.cli.build import folder_site_options
from access_info.cli.parser import UsageError
from access_info.cli.printing import print_problems, total_line
from access_info.cli.typed import Typed, refuse_foreign, targets
from access_info.loading.folders import JURISDICTION_FILE, read_folder
from access_info.pipeline import Options, build_plain_site
from access_info.problems import failures
from access_info.waiting import NO_PROGRESS

_HERE = "127.0.0.1"


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files as they are now: the browser keeps none, and the terminal prints nothing."""

    def end_headers(self) -> None:
        """Add the header that forbids the browser to keep a file."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its parent's name
        """Print nothing."""


def serve(
    folder: Path,
    *,
    port: int,
    page: str,
    rebuild: Callable[[], tuple[str, bool]],
    changes: Iterator[bool],
) -> None:
    """Serve a folder until the person stops it.

    Args:
        folder: The folder to serve; it may be replaced by another at any time.
        port: TCP port of 127.0.0.1; 0 for any that is free.
        page: The page to begin with, below the folder; "" when there is none yet.
        rebuild: Builds the folder again; returns the first page, and whether data have errors.
        changes: Waits a while at each step, then yields whether the folder must be built again.

    Raises:
        UsageError: The port is taken.
    """
    handler = functools.partial(_Handler, directory=str(folder))
    try:
        server = http.server.ThreadingHTTPServer((_HERE, port), handler)
    except OSError as error:
        raise UsageError(
            f"Cổng {port} đang có chương trình khác dùng. Thêm --port 0 để dùng cổng nào trống."
        ) from error
    address = f"http://{_HERE}:{server.server_address[1]}/"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        _print_address(address, page)
        for changed in changes:
            if changed:
                page = rebuild()[0]
                _print_address(address, page)
    except KeyboardInterrupt:
        print("Đã dừng.")
    finally:
        server.shutdown()
        server.server_close()


def _print_address(address: str, page: str) -> None:
    """Print the address of the pages, or, without a page, that the command waits for a mended file."""
    if page:
        print(
            f"Xem tại {address}{quote(page)} (bấm F5 sau mỗi lần sửa; Ctrl+C để dừng)", flush=True
        )
    else:
        print("Đang chờ tệp được sửa… (Ctrl+C để dừng)", flush=True)


# The command itself: builds the pages, and serves them if asked to.

_PAUSE = 0.5  # seconds between two looks at the files


def preview_command(options: Typed) -> int:
    """Build one agency's pages, print which file to open, and serve them if that was asked for."""
    agencies = options.agencies_folder()
    chosen = targets([options.id], agencies)
    if chosen.agencies is None or len(chosen.agencies) != 1:
        raise UsageError(f"“{options.id}” không phải mã của một cơ quan.")
    [name] = chosen.agencies
    caches = agencies.parent / ".cache" / "access-info"
    out = options.out or caches / "xem-thu" / name
    refuse_foreign(out.resolve(), out)
    wanted = folder_site_options(
        options,
        agencies=agencies,
        only=(name,),
        forgiving=True,
        jobs=1,
        progress=NO_PROGRESS,
        cache=caches / "lan-xem-truoc",  # apart, so that it never waits for a build
    )
    before = _state_of_files(wanted)  # what is saved while the pages are made is a change too
    page, wrong = _build_pages(wanted, out.resolve())
    if not options.serve:
        if page:
            print(f"Mở tệp {out.resolve() / page}")
        return 1 if wrong else 0
    serve(
        out.resolve(),
        port=options.port,
        page=page,
        rebuild=lambda: _build_pages(wanted, out.resolve()),
        changes=_watched_changes(wanted, before),
    )
    return 0


def _build_pages(options: Options, out: Path) -> tuple[str, bool]:
    """Build the pages; return the path of the first one ("" if none), and whether data have errors."""
    prepared = build_plain_site(options, out=out)
    [name] = options.only
    problems = prepared.problems
    print_problems(problems)
    print(total_line(problems, agencies=len(prepared.builds)))
    wrong = bool(failures(problems))
    build = prepared.builds.get(name)
    if prepared.context is None or build is None or build.summary is None:
        print("Chưa đọc được tệp co-quan.yml nên chưa dựng được trang.", file=sys.stderr)
        return "", True
    if wrong:
        print("Trang xem thử chỉ hiện phần đọc được; chỗ có lỗi chưa hiện.", file=sys.stderr)
    urls = prepared.context.urls
    return urls.file(urls.agency(name)), wrong


def _watched_changes(options: Options, before: str) -> Iterator[bool]:
    """Yield every half second whether anything that the pages are made from has changed."""
    while True:
        time.sleep(_PAUSE)
        now = _state_of_files(options)
        yield now != before
        before = now


def _state_of_files(options: Options) -> str:
    """Return a hash of the names, sizes and times of the files that the pages are made from."""
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
