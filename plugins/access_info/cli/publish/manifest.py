"""`access-info manifest`: fetches the state that a site has published, for the next build to go on from."""

from __future__ import annotations

import argparse
import hashlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin

from access_info.cli.terminal.parser import Commands, Parser
from access_info.cli.terminal.usage import UsageError
from access_info.pipeline.incremental.earlier import MANIFEST, named_files
from access_info.source import replace_files

if TYPE_CHECKING:
    import ssl

_MOST_BYTES = 200_000_000


def add_to(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "manifest",
        description="Lấy về manifest.json của trang đang chạy và hai tệp nó nêu tên (trạng thái từng mục, danh sách "
        "thay đổi), kiểm tra mã băm rồi ghi cả ba hoặc không ghi gì. Trang chưa công bố lần nào (mã trả lời 404) thì "
        "không ghi gì và mã thoát là 0; không lấy được vì lý do khác thì mã thoát là 1.",
    )
    parser.add_argument(
        "--fetch",
        required=True,
        metavar="ĐỊA_CHỈ",
        help="địa chỉ của trang đang chạy, ví dụ https://tiep-can-thong-tin.mau.example/",
    )
    parser.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="THƯ_MỤC",
        help="thư mục ghi vào; lần dựng sau đọc từ tệp manifest.json ở đó (tùy chọn previous)",
    )
    parser.add_argument(
        "--ca",
        type=Path,
        metavar="TỆP",
        help="chứng thư của nơi cấp riêng, dạng PEM, được tin thêm khi đọc trang",
    )
    parser.set_defaults(run=run)


def add_previous(parser: Parser) -> None:
    """Declare what was published before, for a command that builds."""
    parser.add_argument(
        "--previous",
        type=Path,
        metavar="TỆP",
        help="tệp manifest.json của lần công bố trước (do lệnh manifest --fetch lấy về): trang ghi đúng ngày sửa "
        "từng mục và những mục đã thêm, đổi, bỏ từ lần ấy",
    )


def previous_manifest(options: argparse.Namespace) -> Path | None:
    """Return the manifest of what was published before, absolute.

    Raises:
        UsageError: It does not exist.
    """
    typed: Path | None = options.previous
    if typed is not None and not typed.is_file():
        raise UsageError(
            f"Không có tệp “{typed}”. Lấy về bằng access-info manifest --fetch ĐỊA_CHỈ --out THƯ_MỤC; trang chưa "
            "công bố lần nào thì bỏ --previous."
        )
    return typed.resolve() if typed else None


def run(options: argparse.Namespace) -> int:
    """Fetch, check, write, and say what came."""
    from access_info.pipeline.link_check import DistrustedError, NotFetchedError, NotThereError  # noqa: PLC0415 - sockets are slow to load

    site = options.fetch.strip()
    if not site:
        print("Không lấy trạng thái nào: chưa có địa chỉ trang (trên GitHub là biến SITE_URL).")
        return 0
    if not site.startswith(("https://", "http://")):
        raise UsageError(f"“{site}” không phải địa chỉ trang, phải bắt đầu bằng https://.")
    address = site if site.endswith("/") else f"{site}/"
    try:
        contents = _fetched(address, _trusted(options.ca))
    except NotThereError:
        print(f"{address} chưa công bố trạng thái nào: lần này dựng như lần công bố đầu.")
        return 0
    except DistrustedError as error:
        print(
            f"Không lấy được trạng thái đã công bố ở {address}: trang trả lời nhưng {error}. Không ghi gì. Chứng thư do nơi "
            "cấp riêng của tỉnh ký thì thêm --ca TỆP (chứng thư của nơi cấp ấy, dạng PEM), hoặc đặt biến SSL_CERT_FILE; "
            "hết hạn hay sai tên miền thì phải thay chứng thư trên máy chủ.",
            file=sys.stderr,
        )
        return 1
    except NotFetchedError as error:
        print(
            f"Không lấy được trạng thái đã công bố ở {address}: {error}. Không ghi gì. Dựng lúc này thì mất chuỗi thay "
            "đổi; chạy lại khi trang trả lời.",
            file=sys.stderr,
        )
        return 1
    if len(contents) == 1:
        print(
            f"{address} không có tệp tải về nên không có trạng thái từng mục: dựng như lần công bố đầu."
        )
        return 0
    replace_files({options.out / path: content for path, content in contents.items()}, before={})
    print(f"Đã lấy trạng thái đã công bố của {address} vào {options.out}: {len(contents)} tệp.")
    return 0


def _trusted(ca: Path | None) -> ssl.SSLContext | None:
    """Return which certificates count: the system's (`None`), or those of an authority of one's own too.

    Raises:
        UsageError: The file cannot be read.
    """
    if ca is None:
        return None
    import ssl  # noqa: PLC0415 - slow to load

    context = ssl.create_default_context()
    try:
        context.load_verify_locations(cafile=ca)
    except (OSError, ssl.SSLError):
        raise UsageError(
            f"Không đọc được chứng thư “{ca}”, hoặc tệp không phải dạng PEM."
        ) from None
    return context


def _fetched(address: str, trusted: ssl.SSLContext | None) -> dict[str, bytes]:
    """Fetch a manifest and what it names: path below the site's root → content.

    Raises:
        NotThereError: The site has no manifest.
        NotFetchedError: One of them could not be fetched, or is not what the manifest says.
    """
    from access_info.pipeline.link_check import (  # noqa: PLC0415 - sockets are slow to load
        Downloading,
        NotFetchedError,
        NotThereError,
        download,
    )

    how = Downloading(most_bytes=_MOST_BYTES, trusted=trusted)
    manifest = download(urljoin(address, MANIFEST), how)
    try:
        named = named_files(manifest)
    except ValueError as error:
        raise NotFetchedError(str(error)) from None
    contents = {MANIFEST: manifest}
    for path, digest in named.values():
        try:
            contents[path] = download(urljoin(address, quote(path)), how)
        except NotThereError:
            raise NotFetchedError(f"trang thiếu tệp {path}") from None
        if hashlib.sha256(contents[path]).hexdigest() != digest:
            raise NotFetchedError(f"{path} không đúng mã băm ghi trong {MANIFEST}")
    return contents
