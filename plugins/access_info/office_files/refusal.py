"""The reason why a file is not opened, for the room that reports it."""

from __future__ import annotations

from enum import StrEnum


class RefusalReason(StrEnum):
    """Reasons why a file is not opened."""

    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    TOO_LARGE = "too-large"
    DOCUMENT_TYPE = "document-type"


class UnsafeFileError(Exception):
    """A file that is damaged, locked, or made to hurt its reader.

    Attributes:
        reason: The kind of reason.
        detail: The exact reason in Vietnamese, as the end of a sentence; "" if the kind is enough.
    """

    def __init__(self, reason: RefusalReason, detail: str = "") -> None:
        """Take the kind of reason and the exact reason."""
        super().__init__(reason)
        self.reason = reason
        self.detail = detail


def counted(number: int) -> str:
    """Write a number the Vietnamese way: 20.000."""
    return f"{number:,}".replace(",", ".")
