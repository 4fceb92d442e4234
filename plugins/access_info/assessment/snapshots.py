"""A dated summary of a whole jurisdiction, kept beside the site: trends are drawn from it.

The format is stable: fields are only ever added, and old files still read.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pydantic

from access_info.assessment.dated import dated_bytes, read_dated
from access_info.assessment.summary import AgencyFindings
from access_info.loading.rules import BAD_SNAPSHOT
from access_info.problems import Problem

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
    extras: dict[str, str] = pydantic.Field(
        default_factory=dict, description="Rule of another law → status; absent where none."
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
        """Count the agencies for which a duty has a status."""
        return sum(agency.duties.get(duty) == status for agency in self.agencies.values())


def snapshot_of(
    as_of: datetime.date,
    jurisdiction: str,
    agencies: Iterable[tuple[str, str, str, AgencyFindings]],
) -> Snapshot:
    """Summarize the findings of a whole jurisdiction on a day.

    Args:
        as_of: The day of judgement.
        jurisdiction: The jurisdiction's name, or "".
        agencies: Each agency's folder name, short name, type and findings.
    """
    summaries = list(agencies)
    return Snapshot(
        as_of=as_of,
        law=summaries[0][3].law if summaries else "",
        jurisdiction=jurisdiction,
        agencies={
            agency: AgencySnapshot(
                name=name,
                type=type_,
                ended=bool(findings.ended),
                duties={duty: state.status for duty, state in findings.duties.items()},
                extras={rule: state.status for rule, state in findings.extras.items()},
                points={cover: count for cover, count in findings.points.items() if count},
                new_kinds=findings.new_kinds,
            )
            for agency, name, type_, findings in summaries
        },
    )


def snapshot_bytes(snapshot: Snapshot) -> bytes:
    """Write a summary as a JSON file; equal summaries give equal bytes."""
    data = snapshot.model_dump(mode="json")
    for agency in data["agencies"].values():
        # Older files lack this field: without it, their bytes and a new file's stay equal.
        if not agency["extras"]:
            del agency["extras"]
    return dated_bytes(data)


def read_snapshot(content: bytes) -> Snapshot:
    """Parse the summary in a file.

    Raises:
        ValueError: The content is not a summary.
    """
    return Snapshot.model_validate_json(content)


def read_snapshots(folder: Path | None) -> tuple[tuple[Snapshot, ...], list[Problem]]:
    """Read every summary of a folder, the oldest first, with a warning for each unreadable one."""
    return read_dated(
        folder, read_snapshot, day=lambda summary: summary.as_of, otherwise=BAD_SNAPSHOT
    )


def snapshot_schema() -> dict[str, Any]:
    """Return the JSON Schema of a summary's file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Tóm tắt tình hình thực hiện của một địa bàn trong một ngày",
        **Snapshot.model_json_schema(),
    }


def status_changes(
    before: Snapshot, now: Mapping[str, AgencyFindings]
) -> list[tuple[str, str, str, str]]:
    """List each change since an earlier day: agency, duty, status then, status now.

    Duties of an agency that ended since are left out: `roster` lists that agency.
    """
    changes = []
    for agency, findings in now.items():
        old = before.agencies.get(agency)
        if old is None or (findings.ended and not old.ended):
            continue
        then = {**old.duties, **old.extras}
        for duty, state in (*findings.duties.items(), *findings.extras.items()):
            was = then.get(duty)
            if was is not None and was != state.status:
                changes.append((agency, duty, was, state.status))
    return changes


@dataclasses.dataclass(frozen=True, slots=True)
class Roster:
    """The agencies that are new, have ended or are gone since an earlier day.

    Attributes:
        new: Folder names of those that are in the data only now.
        ended: Folder names of those that have ended since.
        gone: Names of those that are in the data no more.
    """

    new: tuple[str, ...]
    ended: tuple[str, ...]
    gone: tuple[str, ...]


def roster(before: Snapshot, now: Mapping[str, AgencyFindings]) -> Roster:
    """List the agencies that are new, have ended or are gone since an earlier day."""
    old = before.agencies
    return Roster(
        new=tuple(agency for agency in now if agency not in old),
        ended=tuple(
            agency
            for agency, findings in now.items()
            if findings.ended and agency in old and not old[agency].ended
        ),
        gone=tuple(earlier.name for agency, earlier in old.items() if agency not in now),
    )
