"""The details of an agency's stored build that few pages need: half the bytes, parsed on demand."""

from __future__ import annotations

import functools

import pydantic

from access_info.assessment.province import AgencyFindings

_Values = tuple[str, AgencyFindings | None]


class BuildDetails:
    """Details of an agency's build: values, or their stored JSON until somebody asks for them."""

    __slots__ = ("_stored", "_values")

    def __init__(self, item_ids: str = "", findings: AgencyFindings | None = None) -> None:
        """Hold the values of a new build.

        Args:
            item_ids: Ids of rows that other agencies' links may name, with line feeds between.
            findings: How the agency meets its duties; `None` where the site does not show that.
        """
        self._values: _Values | None = (item_ids, findings)
        self._stored = b""

    @classmethod
    def stored(cls, content: bytes) -> BuildDetails:
        """Return the details stored by `as_json`; the JSON is parsed when a value is first asked for."""
        details = cls()
        details._values, details._stored = None, content
        return details

    def as_json(self) -> bytes:
        """Return the details as one line of JSON, for the memory of builds."""
        return self._stored or _adapter().dump_json(self._read())

    @property
    def item_ids(self) -> str:
        """Ids of the agency's rows, which other agencies' links may name, with line feeds between."""
        return self._read()[0]

    @property
    def findings(self) -> AgencyFindings | None:
        """How the agency meets its duties; `None` where the site does not show that."""
        return self._read()[1]

    def _read(self) -> _Values:
        """Return both values, parsing the stored JSON the first time."""
        if self._values is None:
            self._values = _adapter().validate_json(self._stored)
        return self._values

    def __eq__(self, other: object) -> bool:
        return isinstance(other, BuildDetails) and self._read() == other._read()

    def __hash__(self) -> int:
        return hash(self.item_ids)


@functools.cache
def _adapter() -> pydantic.TypeAdapter[_Values]:
    """Return what converts the values to JSON and back; built once, since that is slow."""
    return pydantic.TypeAdapter(_Values)
