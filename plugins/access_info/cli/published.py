"""`access-info manifest` fetches the state that a site has published; `snapshot` writes a dated summary."""

from __future__ import annotations

import contextlib
import hashlib
import re
import ssl
from pathlib import Path
from urllib.parse import quote, urljoin

import pydantic

from access_info.assessment.province import Snapshot, snapshot_bytes, snapshot_schema
from access_info.cli.parser import UsageError, WrongDataError
from access_info.cli.printing import print_json, print_problems
from access_info.cli.typed import Typed
from access_info.pipeline.incremental.earlier import MANIFEST, named_files
from access_info.pipeline.link_check import (
    DistrustedError,
    Downloading,
    NotFetchedError,
    NotThereError,
    download,
)
from access_info.pipeline.preparation.inspection import judge_each, snapshot, snapshot_facts
from access_info.pipeline.publish.shared_files import DATED_LIST, SNAPSHOTS
from access_info.source.replacing import replace_file, replace_files

_DATED = re.compile(r"\d{4}-\d{2}-\d{2}\.json", re.ASCII)
_MAX_DATED_BYTES = 20_000_000
_MAX_FILES = 1_000
_MAX_MANIFEST_BYTES = 200_000_000


def fetch_dated(
    site: str, below: str, folder: Path, *, record: type[pydantic.BaseModel], what: str
) -> str:
    """Fetch the dated files (summaries, link results) of a published site that a folder lacks.

    Args:
        site: Address as typed; a workflow gives "" while the site's address is not set.
        below: Path of the files below the site's root.
        folder: The folder for the files.
        record: The model of a file's content; files that do not fit it are not taken.
        what: The Vietnamese name of the files.

    Returns:
        A sentence that says how many files came: none also while the site does not exist yet.

    Raises:
        UsageError: The address is no web address.
    """
    if not site.strip():
        return f"Không lấy về {what} nào: chưa có địa chỉ trang (trên GitHub là biến SITE_URL)."
    _require_web(site)
    base = urljoin(site if site.endswith("/") else f"{site}/", f"{below}/")
    how = Downloading(most_bytes=_MAX_DATED_BYTES)
    listed = b""
    with contextlib.suppress(NotFetchedError, NotThereError):
        listed = download(urljoin(base, DATED_LIST), how)
    names = filter(_DATED.fullmatch, listed.decode("ascii", "replace").split("\n"))
    count = 0
    for name in list(names)[-_MAX_FILES:]:
        if (folder / name).exists():
            continue
        with contextlib.suppress(NotFetchedError, NotThereError, ValueError):
            content = download(urljoin(base, name), how)
            record.model_validate_json(content)
            replace_file(folder / name, content)
            count += 1
    return f"Đã lấy về {count} {what} từ {site}."


def _require_web(site: str) -> None:
    """Raise `UsageError` unless a web address was typed."""
    if not site.startswith(("https://", "http://")):
        raise UsageError(f"“{site}” không phải địa chỉ trang, phải bắt đầu bằng https://.")


def manifest_command(options: Typed) -> None:
    """Fetch the state that a site has published (its manifest and two files), check it, and write it.

    The next build continues from it. All files are written, or none: none where the site has published
    no state yet, or has no address yet.
    """
    site = options.fetch.strip()
    if not site:
        print("Không lấy trạng thái nào: chưa có địa chỉ trang (trên GitHub là biến SITE_URL).")
        return
    _require_web(site)
    address = site if site.endswith("/") else f"{site}/"
    try:
        contents = _fetch_manifest(address, _certificates(options.ca))
    except NotThereError:
        print(f"{address} chưa công bố trạng thái nào: lần này dựng như lần công bố đầu.")
        return
    except DistrustedError as error:
        raise WrongDataError(
            (),
            f"Không lấy được trạng thái đã công bố ở {address}: trang trả lời nhưng {error}. Không ghi gì. Chứng thư do nơi "
            "cấp riêng của tỉnh ký thì thêm --ca TỆP (chứng thư của nơi cấp ấy, dạng PEM), hoặc đặt biến SSL_CERT_FILE; "
            "hết hạn hay sai tên miền thì phải thay chứng thư trên máy chủ.",
        ) from None
    except NotFetchedError as error:
        raise WrongDataError(
            (),
            f"Không lấy được trạng thái đã công bố ở {address}: {error}. Không ghi gì. Dựng lúc này thì mất chuỗi thay "
            "đổi; chạy lại khi trang trả lời.",
        ) from None
    if len(contents) == 1:
        print(
            f"{address} không có tệp tải về nên không có trạng thái từng mục: dựng như lần công bố đầu."
        )
        return
    replace_files({options.out / path: content for path, content in contents.items()}, before={})
    print(f"Đã lấy trạng thái đã công bố của {address} vào {options.out}: {len(contents)} tệp.")


def _certificates(ca: Path | None) -> ssl.SSLContext | None:
    """Return TLS settings that trust a further authority; `None` if the system's are enough.

    Args:
        ca: The authority's certificate, PEM, or `None`.

    Raises:
        UsageError: The file cannot be read.
    """
    if ca is None:
        return None
    context = ssl.create_default_context()
    try:
        context.load_verify_locations(cafile=ca)
    except (OSError, ssl.SSLError):
        raise UsageError(
            f"Không đọc được chứng thư “{ca}”, hoặc tệp không phải dạng PEM."
        ) from None
    return context


def _fetch_manifest(address: str, trusted: ssl.SSLContext | None) -> dict[str, bytes]:
    """Fetch a manifest and the files of the state that it names; return them by path below the root.

    Raises:
        NotThereError: The site has no manifest.
        NotFetchedError: A file could not be fetched, or has another hash than the manifest states.
    """
    how = Downloading(most_bytes=_MAX_MANIFEST_BYTES, trusted=trusted)
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


def snapshot_command(options: Typed) -> None:
    """Write a dated summary of which agency meets which duty, and print where it is.

    With `--schema` only print the schema of such files; with `--monthly` write one a month.
    """
    if options.schema:
        print_json(snapshot_schema())
        return
    agencies = options.agencies_folder()
    if options.fetch is not None:
        below, what = SNAPSHOTS, "bản tóm tắt"
        print(fetch_dated(options.fetch, below, options.out, record=Snapshot, what=what))
    as_of = options.judgement_day()
    if options.monthly and any(options.out.glob(f"{as_of:%Y-%m}-*.json")):
        print(f"Tháng {as_of:%m/%Y} đã có bản tóm tắt.")
        return
    wanted = options.build_options(agencies=agencies, as_of=as_of)
    judged = judge_each(wanted, snapshot_facts)
    if judged.stops:
        raise WrongDataError(judged.problems, "Dữ liệu có lỗi nên chưa ghi được bản tóm tắt.")
    print_problems(judged.problems)
    summary = snapshot(wanted, judged)
    path = options.out / f"{summary.as_of}.json"
    replace_file(path, snapshot_bytes(summary))
    print(f"Đã ghi {path}: {len(summary.agencies)} cơ quan.")
