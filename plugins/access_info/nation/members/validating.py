"""Whether a member's files are what our published schemas say; the validators are compiled."""

from __future__ import annotations

from pathlib import Path

from access_info.nation.members.bounded_json import parse_json
from access_info.nation.members.published import CATALOGUE


class InvalidFileError(Exception):
    """A file that is not as its schema says; the text says why, in Vietnamese."""


def validate(name: str, path: Path) -> None:
    """Check one file.

    Args:
        name: Its path below the member's root.
        path: Where it is.

    Raises:
        InvalidFileError: It does not fit.
    """
    if name == CATALOGUE:
        try:
            parse_json(path.read_bytes())
        except ValueError:
            raise InvalidFileError(f"tệp {name} không phải JSON đọc được") from None
