"""The result of a withdrawal, or the error that says why there is none."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
from pathlib import Path
from typing import Any

from access_info.model.types import vn_date


class WithdrawalError(Exception):
    """Nothing can be taken down; the text says why and what to type, in Vietnamese."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Withdrawn:
    """The result of a withdrawal.

    Attributes:
        label: The earlier name of what was withdrawn.
        path: The file that was written.
        already: Day and ground of an earlier withdrawal; "" when it was not withdrawn yet.
        removed: Attachments that were deleted, by path below the agency's folder.
        retained: Attachments that something else of the agency names too.
    """

    label: str
    path: Path
    already: str = ""
    removed: tuple[str, ...] = ()
    retained: tuple[str, ...] = ()


def words_of(withdrawal: Any) -> str:  # noqa: ANN401 - plain data
    """Word the day and ground of an earlier withdrawal."""
    words = [str(withdrawal.get(key)) for key in ("ngay", "ly_do") if withdrawal.get(key)]
    with contextlib.suppress(ValueError):
        words[:1] = [f"ngày {vn_date(datetime.date.fromisoformat(text))}" for text in words[:1]]
    return ", ".join(words) or "chưa ghi lý do"
