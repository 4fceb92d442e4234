"""A dated summary of a whole jurisdiction, kept beside the site: what trends are drawn from.

The format is stable: fields are only ever added, and old files still read.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pydantic

from access_info.assessment.summary import AgencyFindings

FORMAT = 1


class AgencySnapshot(pydantic.BaseModel):
    """One agency on a day."""

    model_config = pydantic.ConfigDict(frozen=True, extra="ignore")

    name: str
    type: str
    ended: bool = False
    duties: dict[str, str] = pydantic.Field(
        default_factory=dict, description="Duty's id → status (chua-co, qua-han, dat …)."
    )
    points: dict[str, int] = pydantic.Field(
        default_factory=dict, description="How points stand (co-muc, chua-co-muc …) → how many."
    )
    new_kinds: tuple[int, int] = pydantic.Field(
        default=(0, 0), description="Kinds new in the law: with an item, known to arise."
    )


class Snapshot(pydantic.BaseModel):
    """A jurisdiction on a day."""

    model_config = pydantic.ConfigDict(frozen=True, extra="ignore")

    format: int = FORMAT
    as_of: datetime.date
    law: str
    jurisdiction: str = ""
    agencies: dict[str, AgencySnapshot] = pydantic.Field(default_factory=dict)

    def count(self, duty: str, status: str) -> int:
        """Agencies of which a duty has a status."""
        return sum(one.duties.get(duty) == status for one in self.agencies.values())


def snapshot_of(
    as_of: datetime.date,
    jurisdiction: str,
    agencies: Iterable[tuple[str, str, str, AgencyFindings]],
) -> Snapshot:
    """The summary of a day.

    Args:
        as_of: The day of judgement.
        jurisdiction: Its name, or "".
        agencies: Folder name, short name, type and findings of each.
    """
    found = list(agencies)
    return Snapshot(
        as_of=as_of,
        law=found[0][3].law if found else "",
        jurisdiction=jurisdiction,
        agencies={
            agency: AgencySnapshot(
                name=name,
                type=type_,
                ended=bool(one.ended),
                duties={duty: state.status for duty, state in one.duties.items()},
                points={cover: count for cover, count in one.points.items() if count},
                new_kinds=one.new_kinds,
            )
            for agency, name, type_, one in found
        },
    )


def snapshot_bytes(snapshot: Snapshot) -> bytes:
    """The file; the same bytes for the same summary."""
    data = snapshot.model_dump(mode="json")
    return f"{json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)}\n".encode()


def read_snapshot(content: bytes) -> Snapshot:
    """A file's summary.

    Raises:
        ValueError: It is no such file.
    """
    return Snapshot.model_validate_json(content)


def read_snapshots(folder: Path | None) -> Iterator[Snapshot]:
    """Every readable summary of a folder, the oldest first; others are passed over."""
    found = []
    for path in sorted(folder.glob("*.json")) if folder is not None and folder.is_dir() else ():
        try:
            found.append(read_snapshot(path.read_bytes()))
        except (OSError, ValueError):
            continue
    yield from sorted(found, key=lambda one: one.as_of)


def snapshot_schema() -> dict[str, Any]:
    """The JSON Schema of a file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Tóm tắt tình hình thực hiện của một địa bàn trong một ngày",
        **Snapshot.model_json_schema(),
    }


def changes(before: Snapshot, now: Mapping[str, AgencyFindings]) -> list[tuple[str, str, str, str]]:
    """What changed since an earlier day: agency, duty, status then, status now."""
    found = []
    for agency, one in now.items():
        old = before.agencies.get(agency)
        if old is None:
            continue
        for duty, state in one.duties.items():
            was = old.duties.get(duty)
            if was is not None and was != state.status:
                found.append((agency, duty, was, state.status))
    return found
