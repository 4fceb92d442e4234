"""What the system says of a file, in words for people."""

from __future__ import annotations

import errno
import sys

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
}


def system_reason(error: OSError) -> str:
    """Why the system refused, as the end of a sentence."""
    return _REASONS.get(error.errno or 0, f"hệ thống báo lỗi số {error.errno}")
