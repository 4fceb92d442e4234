"""What a withdrawal came to, and why there is none."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any


class WithdrawalError(Exception):
    """Nothing can be taken down; the text says why and what to type, in Vietnamese."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Withdrawn:
    """What taking something down came to.

    Attributes:
        label: What it was called.
        path: The file that was written.
        already: The day and ground that stood there before; "" when it was not withdrawn yet.
        removed: Attachments that were deleted, by path below the agency's folder.
        retained: Attachments that something else of the agency names too.
    """

    label: str
    path: Path
    already: str = ""
    removed: tuple[str, ...] = ()
    retained: tuple[str, ...] = ()


def words_of(withdrawal: Any) -> str:  # noqa: ANN401 - plain data
    """The day and ground of an earlier withdrawal."""
    words = [str(withdrawal.get(key)) for key in ("ngay", "ly_do") if withdrawal.get(key)]
    return ", ".join(words) or "chưa ghi lý do"
