"""Ways in which a file or folder of the cache is no longer as it was written."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

Damage = Callable[[Path], None]


def _content(change: Callable[[bytes], bytes], *, keep_times: bool = False) -> Damage:
    def damage(path: Path) -> None:
        before = path.stat()
        path.write_bytes(change(path.read_bytes()))
        if keep_times:
            os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    return damage


def _flip(content: bytes) -> bytes:
    middle = len(content) * 2 // 3
    return (
        content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :] if content else b"x"
    )


def _replaced(make: Callable[[Path], None]) -> Damage:
    def damage(path: Path) -> None:
        path.unlink()
        make(path)

    return damage


def _linked_to_a_copy(path: Path) -> None:
    """A link to a file elsewhere that holds what was here, with another end."""
    away = path.with_name(f"{path.name}.away")
    away.write_bytes(path.read_bytes() + b" ")
    path.unlink()
    path.symlink_to(away)


def _folder_with_a_file(path: Path) -> None:
    path.mkdir()
    (path / "file").write_text("x", "utf-8")


# What is done to each file; more than the words of a text are meant.
FILES: dict[str, Damage] = {
    "a bit": _content(_flip),
    "a bit, its times set back": _content(_flip, keep_times=True),
    "cut in half": _content(lambda content: content[: len(content) // 2]),
    "the last byte gone": _content(lambda content: content[:-1]),
    "only the first line": _content(lambda content: content.split(b"\n")[0] + b"\n"),
    "the first line gone": _content(lambda content: content.partition(b"\n")[2]),
    "half of the lines": _content(lambda content: b"\n".join(content.split(b"\n")[::2])),
    "empty": _content(lambda _: b""),
    "longer": _content(lambda content: content + b"\n"),
    "twice": _content(lambda content: content * 2),
    "a byte order mark": _content(lambda content: b"\xef\xbb\xbf" + content),
    "another encoding": _content(
        lambda content: content.decode("utf-8", "replace").encode("utf-16")
    ),
    "not text": _content(lambda content: content[: len(content) // 2] + b"\xff\xfe\x00" + content),
    "other line ends": _content(lambda content: content.replace(b"\n", b"\r\n") + b"\r\n"),
    "a word": _content(lambda content: content.replace("Mẫu".encode(), b"SAI") + b" "),
    "other JSON": _content(lambda _: b"{}"),
    "all zeros": _content(lambda content: bytes(len(content)), keep_times=True),
    "gone": Path.unlink,
    "a folder": _replaced(Path.mkdir),
    "a folder that holds something": _replaced(_folder_with_a_file),
    "a link to elsewhere": _linked_to_a_copy,
    "a link to nothing": _replaced(lambda path: path.symlink_to("khong-co")),
    "a link to a folder": _replaced(lambda path: path.symlink_to(path.parents[1])),
}
if hasattr(os, "mkfifo"):
    FILES["a pipe"] = _replaced(os.mkfifo)


def _file_instead(path: Path) -> None:
    shutil.rmtree(path)
    path.write_text("x", "utf-8")


def _link_instead(path: Path) -> None:
    away = path.with_name(f"{path.name}-away")
    path.rename(away)
    path.symlink_to(away)


# What is done to each folder.
FOLDERS: dict[str, Damage] = {
    "folders are files": _file_instead,
    "folders are links": _link_instead,
    "folders are gone": shutil.rmtree,
}


def files_below(folder: Path) -> Iterator[Path]:
    """Every file below a folder, in order."""
    return iter(
        sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    )
