"""What few pages and links ask of an agency: half of what a build remembers, read when it is asked for."""

from __future__ import annotations

import functools

import pydantic

from access_info.assessment import AgencyFindings

_Values = tuple[str, AgencyFindings | None]


class BuildDetails:
    """Details of an agency's build, as they were made or as they were stored."""

    __slots__ = ("_stored", "_values")

    def __init__(self, item_ids: str = "", findings: AgencyFindings | None = None) -> None:
        """Take what was made.

        Args:
            item_ids: Ids of rows that other agencies' links may name, with line feeds between.
            findings: How the agency meets its duties, where the site tells.
        """
        self._values: _Values | None = (item_ids, findings)
        self._stored = b""

    @classmethod
    def stored(cls, content: bytes) -> BuildDetails:
        """Take what `as_json` gave; it is read when it is asked for."""
        details = cls()
        details._values, details._stored = None, content
        return details

    def as_json(self) -> bytes:
        """Write them in one line."""
        return self._stored or _adapter().dump_json(self._read())

    @property
    def item_ids(self) -> str:
        """Ids of its rows that other agencies' links may name, with line feeds between."""
        return self._read()[0]

    @property
    def findings(self) -> AgencyFindings | None:
        """How it meets its duties, where the site tells."""
        return self._read()[1]

    def _read(self) -> _Values:
        if self._values is None:
            self._values = _adapter().validate_json(self._stored)
        return self._values

    def __eq__(self, other: object) -> bool:
        return isinstance(other, BuildDetails) and self._read() == other._read()

    def __hash__(self) -> int:
        return hash(self.item_ids)


@functools.cache
def _adapter() -> pydantic.TypeAdapter[_Values]:
    return pydantic.TypeAdapter(_Values)
