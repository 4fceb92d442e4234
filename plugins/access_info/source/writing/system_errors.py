"""Errors of the operating system in Vietnamese, with the place."""

from __future__ import annotations

import errno
import sys
from pathlib import Path

# Windows lets nobody replace a file that Word, Excel or another program holds open.
_NO_RIGHT = "không có quyền" + (
    ", hoặc tệp đang mở trong chương trình khác" if sys.platform == "win32" else ""
)
_REASONS = {
    errno.EACCES: _NO_RIGHT,
    errno.EPERM: _NO_RIGHT,
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.ENOSPC: "đĩa đã đầy",
    errno.EDQUOT: "đã hết dung lượng được cấp",
    errno.EFBIG: "tệp lớn quá mức được phép",
    errno.ENOENT: "không có tệp hoặc thư mục này",
    errno.ENOTDIR: "một phần của đường dẫn là tệp, không phải thư mục",
    errno.EISDIR: "đây là thư mục",
    errno.EEXIST: "đã có tệp trùng tên",
    errno.EIO: "đĩa hỏng hoặc mất kết nối",
}
# For these, name the folder that was written to: the system may name another file, or none.
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO})


def system_reason(error: OSError) -> str:
    """Say why the system refused, as the end of a sentence."""
    return _REASONS.get(error.errno or 0, f"hệ thống báo lỗi số {error.errno}")


def error_at(error: OSError, place: Path) -> OSError:
    """Name the folder that was being written, where the system names none.

    Args:
        error: As it came.
        place: Where the writing went on.
    """
    if error.filename is None or error.errno in _FULL:
        return OSError(error.errno, error.strerror, place.as_posix())
    return error


def system_words(error: OSError) -> str:
    """Say in one sentence which place the system refused, and why."""
    place = error.filename2 or error.filename or "tệp"
    if isinstance(place, bytes):
        place = place.decode("utf-8", "replace")
    cure = (
        " Xóa bớt tệp trên ổ đĩa ấy rồi chạy lại."
        if error.errno in {errno.ENOSPC, errno.EDQUOT}
        else ""
    )
    return f"Không đọc hoặc ghi được “{place}”: {system_reason(error)}.{cure}"
