"""State of a row of either list, read from its status and its withdrawal."""

from __future__ import annotations

from typing import Protocol

from access_info.model.vocabularies import ENDED_STATUSES, WITHDRAWN


class _Stated(Protocol):
    """What the state of a row is read from."""

    @property
    def status(self) -> str | None:
        """Value of `ITEM_STATUSES`."""

    @property
    def withdrawn(self) -> object | None:
        """When and why it was taken down."""


class RowState:
    """State of a row of either list."""

    @property
    def is_withdrawn(self: _Stated) -> bool:
        """Whether the row was taken down, so that only its name may be shown (2026 law, Art. 22)."""
        return self.withdrawn is not None or self.status == WITHDRAWN

    @property
    def is_ended(self: _Stated) -> bool:
        """Whether the row says that it is expired, superseded or withdrawn."""
        return self.withdrawn is not None or self.status in ENDED_STATUSES
