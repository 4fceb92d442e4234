"""`access-info verify`: checks that a site, a bundle or one file is as it was published, and who signed it."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import json
import posixpath
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from access_info.cli.parser import UsageError
from access_info.cli.typed import Typed
from access_info.model.types import vn_date
from access_info.pages.rendering.environment import vn_size
from access_info.pipeline.incremental.reuse import hash_of
from access_info.pipeline.trust.copies import (
    Compared,
    Copy,
    FileDifference,
    FileState,
    FolderCopy,
    ListSignature,
    UnreadableCopyError,
    ZipCopy,
    compare,
)
from access_info.pipeline.trust.host_update import host_update
from access_info.pipeline.trust.manifest import (
    BESIDES,
    MANIFEST,
    SIGNATURE,
    SUMS,
    BadManifestError,
    Manifest,
    read_allowed_signers,
    read_manifest,
)
from access_info.pipeline.trust.web import WebAccess, WebCopy
from access_info.source.replacing import replace_files

_STATES = {
    FileState.MISSING: "thiếu",
    FileState.CHANGED: "đã đổi",
    FileState.EXTRA: "thừa",
    FileState.UNREAD: "chưa kiểm tra được",
}
_SIGNATURES = {
    ListSignature.GOOD: "Chữ ký: đúng là của khóa này.",
    ListSignature.BAD: "Chữ ký: không phải của khóa này, hoặc danh sách tệp đã bị sửa.",
    ListSignature.ABSENT: "Chữ ký: không có.",
    ListSignature.UNCHECKED: "Chữ ký: có, chưa kiểm tra. Thêm --key cùng tệp khóa công khai của địa bàn để kiểm tra.",
}
_SUMS = frozenset({SUMS, SUMS + SIGNATURE})
_INDEX = "index.html"


def verify_command(options: Typed) -> int:
    """Compare a site, a bundle or a file with what was published; return 1 if something differs.

    With `--compare` only tell what has to be sent to the host of an earlier state; return 0.

    Raises:
        UsageError: What was typed does not fit together, or cannot be read.
    """
    if options.compare:
        tell_update(options, WebAccess())
        return 0
    if options.lists:
        raise UsageError("--lists chỉ dùng cùng --compare.")
    return verify(options, WebAccess())


def verify(options: Typed, how: WebAccess) -> int:
    """Compare a copy of a site with its manifest.

    Args:
        options: The command's options.
        how: How addresses are fetched.

    Returns:
        0 if everything is as published; 1 if a file differs, the list is too old or wrongly signed.

    Raises:
        UsageError: The copy or its manifest cannot be read.
    """
    place: str = options.place
    on_the_web = "://" in place
    allowed = _allowed_signers(options.key)
    try:
        copy, only = _copy_on_the_web(place, how) if on_the_web else _copy_here(Path(place))
        at_once = how.at_once if on_the_web else 1
        sums = only is None or only.path in _SUMS
        compared = compare(copy, allowed, only=only, sums=sums, at_once=at_once)
    except (UnreadableCopyError, BadManifestError) as error:
        raise UsageError(f"Chưa kiểm tra được “{_printable(place)}”: {error}") from None
    if only is not None and only.is_stranger:
        extra = FileDifference(only.path, FileState.EXTRA)
        compared = dataclasses.replace(compared, differences=(*compared.differences, extra))
    since: datetime.date | None = options.not_before
    is_old = since is not None and compared.manifest.created < since.isoformat()
    unsigned = {ListSignature.BAD} | ({ListSignature.ABSENT} if allowed else set())
    if options.format == "json":
        print(json.dumps(_result_as_json(compared, is_old=is_old), ensure_ascii=False, indent=1))
    else:
        for line in _result_lines(compared, only):
            print(line)
        if is_old and since is not None:
            print(
                f"Danh sách này lập trước ngày {vn_date(since)}: có thể là một bản cũ được đưa lại."
            )
    return 1 if compared.differences or is_old or compared.signature in unsigned else 0


def tell_update(options: Typed, how: WebAccess) -> None:
    """Print what a host needs to serve the new site in place of the old one.

    Args:
        options: The command's options.
        how: How addresses are fetched.

    Raises:
        UsageError: One of the two cannot be read.
    """
    copies: list[Copy] = []
    for place in (options.place, options.compare):
        try:
            if "://" in place:
                copies.append(WebCopy(place if place.endswith("/") else f"{place}/", how))
            elif Path(place).is_dir():
                copies.append(FolderCopy(Path(place)))
            else:
                copies.append(ZipCopy(Path(place)))
        except UnreadableCopyError as error:
            raise UsageError(f"Chưa so được với “{_printable(place)}”: {error}") from None
    try:
        update = host_update(*copies)
    except (UnreadableCopyError, BadManifestError) as error:
        raise UsageError(f"Chưa so được với “{_printable(options.compare)}”: {error}") from None
    lists = {
        "dua-len.txt": ("upload", f"Đưa lên trước, theo thứ tự này ({vn_size(update.size)})"),
        "xoa-ngay.txt": ("delete_now", "Xóa ngay sau khi đưa lên xong"),
        "xoa-sau.txt": ("delete_later", "Xóa sau hai ngày: trang ai đó đang mở còn đọc"),
    }
    paths = {file: getattr(update, name) for file, (name, _) in lists.items()}
    if options.lists:
        contents = {file: "".join(f"{path}\n" for path in listed) for file, listed in paths.items()}
        replace_files(
            {options.lists / file: text.encode() for file, text in contents.items()}, before={}
        )
    if options.format == "json":
        data = {
            "upload": update.upload,
            "deleteNow": update.delete_now,
            "deleteLater": update.delete_later,
            "bytes": update.size,
        }
        print(json.dumps(data, ensure_ascii=False, indent=1))
        return
    for file, (_, words) in lists.items():
        print(f"{words}: {len(paths[file])} tệp.")
        for path in paths[file]:
            print(f"  {_printable(path)}")
    if update.is_withdrawn:
        print("Có thông tin vừa rút hoặc bỏ: mảnh tìm kiếm cũ nào cũng phải xóa ngay.")


class _ChosenFile:
    """Finds a single file in the manifest: by its path, else by its content, else by its name.

    Attributes:
        path: The file's path below the manifest's folder.
        listed: Its path in the manifest, once found; else "".
    """

    def __init__(self, path: str, sha256: Callable[[], str] = str) -> None:
        """Remember the file.

        Args:
            path: Path below the manifest's folder.
            sha256: Returns the file's hash, if it lies on this machine; else "" (as `str` does).
        """
        self.path, self.listed = path, ""
        self._sha256 = sha256

    def __call__(self, manifest: Manifest) -> dict[str, str]:
        """Return {path in the manifest: path in the copy} of the file; empty if it is not listed."""
        self.listed = next(self._candidates(manifest), "")
        return {self.listed: self.path} if self.listed else {}

    @property
    def is_stranger(self) -> bool:
        """Whether the manifest should list the file and does not; the lists themselves are not listed."""
        return not self.listed and self.path not in BESIDES

    def _candidates(self, manifest: Manifest) -> Iterator[str]:
        """Yield the paths in the manifest that the file may have, the surest first."""
        if self.path in BESIDES:
            return
        if self.path in manifest.files:
            yield self.path
        elif sha256 := self._sha256():
            yield from (path for path, file in manifest.files.items() if file.sha256 == sha256)
            name = posixpath.basename(self.path)
            yield from (path for path in manifest.files if posixpath.basename(path) == name)


def _copy_here(path: Path) -> tuple[Copy, _ChosenFile | None]:
    """Return the copy to compare on this machine, and the single file in it, if a file was typed.

    A file is compared with the nearest manifest of ours in a folder above it; another program's file of
    that name is passed over. A `.zip` without a manifest inside is such a file.

    Raises:
        UsageError: There is no such path, or no manifest above it.
    """
    if path.is_dir():
        return FolderCopy(path), None
    if not path.is_file():
        raise UsageError(f"Không có tệp hay thư mục “{path}”.")
    if path.suffix.lower() == ".zip":
        with contextlib.suppress(UnreadableCopyError):
            return ZipCopy(path), None
    file = path.absolute()
    for folder in file.parents:
        copy = FolderCopy(folder)
        # A `manifest.json` may belong to some other program.
        with contextlib.suppress(UnreadableCopyError, BadManifestError):
            read_manifest(copy.read(MANIFEST) or b"")
            below = file.relative_to(folder).as_posix()
            return copy, _ChosenFile(below, lambda: hash_of(file).hex())
    raise UsageError(
        f"Không thấy {MANIFEST} cạnh “{path}” hay ở thư mục nào phía trên. Tải {MANIFEST} của trang về để cạnh "
        "tệp này rồi làm lại."
    )


def _copy_on_the_web(address: str, how: WebAccess) -> tuple[Copy, _ChosenFile | None]:
    """Return the site to compare at a web address, and the single file, if the address is of a file.

    The manifest is looked for at the address, then in each folder above it.

    Raises:
        UsageError: It is no web address, or there is no manifest.
    """
    parts = urlsplit(address)
    if parts.scheme not in how.schemes or not parts.hostname:
        raise UsageError(
            f"“{_printable(address)}” không phải địa chỉ trang, phải bắt đầu bằng https://."
        )
    path = parts.path or "/"
    if "." not in posixpath.basename(path) and not path.endswith("/"):
        path += "/"
    folder = path.rpartition("/")[0]
    while True:
        copy = WebCopy(urljoin(address, f"{folder}/"), how)
        if copy.read(MANIFEST) is not None:
            below = unquote(path.removeprefix(f"{folder}/"))
            if not below:
                return copy, None
            return copy, _ChosenFile(below + _INDEX if below.endswith("/") else below)
        if not folder:
            raise UsageError(
                f"Không thấy {MANIFEST} ở “{_printable(address)}” hay ở địa chỉ nào phía trên."
            )
        folder = folder.rpartition("/")[0]


def _allowed_signers(key: Path | None) -> str:
    """Return a public key's file as a list of signers for ssh-keygen; "" if no key was typed."""
    if key is None:
        return ""
    if not key.is_file():
        raise UsageError(f"Không có tệp khóa công khai “{key}”.")
    return read_allowed_signers(key)


def _result_lines(compared: Compared, only: _ChosenFile | None) -> Iterator[str]:
    """Yield lines for people: the list and who signed it, each file that differs, the total.

    `only` is the single file that was compared, if it was one; the list may name it by another path.
    """
    manifest = compared.manifest
    made = " ".join(str(manifest.generator.get(name, "")) for name in ("name", "version")).strip()
    when = (
        f"ngày {vn_date(datetime.date.fromisoformat(manifest.created))}"
        if manifest.created
        else "không rõ ngày"
    )
    by = f", do {_printable(made)} lập" if made else ""
    yield f"Danh sách {when}{by}: {len(manifest.files)} tệp."
    yield _SIGNATURES[compared.signature]
    if only is not None and only.listed and only.listed != only.path:
        yield f"Tệp này ứng với “{_printable(only.listed)}” trong danh sách."
    for item in compared.differences:
        why = f" ({item.reason})" if item.reason else ""
        yield f"{_STATES[item.state]}: {_printable(item.path)}{why}"
    if not compared.lists_others:
        yield "Qua mạng chỉ biết các tệp có trong danh sách, không biết có tệp thừa hay không."
    if not compared.differences:
        yield f"Đã kiểm tra {compared.count} tệp: tất cả còn đúng như lúc đăng."
        return
    states = Counter(item.state for item in compared.differences)
    counts = ", ".join(
        f"{states[state]} {words}" for state, words in _STATES.items() if states[state]
    )
    yield f"Đã kiểm tra {compared.count} tệp: {counts}."


def _result_as_json(compared: Compared, *, is_old: bool) -> dict[str, Any]:
    """Return what was compared and what differs, for programs; the keys are a stable format."""
    return {
        "created": compared.manifest.created,
        "generator": dict(compared.manifest.generator),
        "files": len(compared.manifest.files),
        "compared": compared.count,
        "signature": compared.signature.value,
        "tooOld": is_old,
        "extraListed": compared.lists_others,
        "differences": [
            {
                "path": item.path,
                "state": item.state.value,
                **({"reason": item.reason} if item.reason else {}),
            }
            for item in compared.differences
        ],
    }


def _printable(text: str) -> str:
    """Return a text that may come from anyone without characters that a terminal would obey."""
    return "".join(char if char.isprintable() else "�" for char in text)
