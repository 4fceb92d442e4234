"""Errors of the operating system in Vietnamese, with the place."""

from __future__ import annotations

import errno
from pathlib import Path

REASONS = {
    errno.EACCES: "không có quyền",
    errno.EPERM: "không có quyền",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.ENOSPC: "đĩa đã đầy",
    errno.EDQUOT: "đã hết phần đĩa được cấp",
    errno.ENOENT: "không có tệp hoặc thư mục này",
    errno.ENOTDIR: "một phần của đường dẫn là tệp, không phải thư mục",
    errno.EISDIR: "đây là thư mục",
    errno.EEXIST: "đã có tệp trùng tên",
    errno.EIO: "đĩa hỏng hoặc mất kết nối",
}
# Of these the place that was written to matters, which the system does not always tell.
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO})


def told_at(error: OSError, place: Path) -> OSError:
    """The same error with the folder that was being written, where the system names none.

    Args:
        error: As it came.
        place: Where the writing went on.
    """
    if error.filename is None or error.errno in _FULL:
        return OSError(error.errno, error.strerror, place.as_posix())
    return error


def system_words(error: OSError) -> str:
    """One sentence about an error: the place, and the reason."""
    place = error.filename2 or error.filename or "tệp"
    if isinstance(place, bytes):
        place = place.decode("utf-8", "replace")
    reason = REASONS.get(error.errno or 0, f"hệ thống báo lỗi số {error.errno}")
    cure = (
        " Xóa bớt tệp trên ổ đĩa ấy rồi chạy lại."
        if error.errno in {errno.ENOSPC, errno.EDQUOT}
        else ""
    )
    return f"Không đọc hoặc ghi được “{place}”: {reason}.{cure}"
