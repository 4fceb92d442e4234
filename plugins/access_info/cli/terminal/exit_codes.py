"""What a command's number says when it ends: scripts and workflows of others rely on it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from types import MappingProxyType

from access_info.waiting import STOPPED


class ExitCode(IntEnum):
    """How a command ended."""

    DONE = 0
    FOUND = 1
    MISUSED = 2
    STOPPED = STOPPED


MEANINGS: Mapping[ExitCode, str] = MappingProxyType(
    {
        ExitCode.DONE: "xong, không có lỗi (cảnh báo vẫn là 0)",
        ExitCode.FOUND: "có lỗi trong dữ liệu, hoặc điều được hỏi không đúng",
        ExitCode.MISUSED: "gõ lệnh chưa đúng, hoặc máy không đọc, không ghi được tệp",
        ExitCode.STOPPED: "người dùng dừng lại (Ctrl-C)",
    }
)
