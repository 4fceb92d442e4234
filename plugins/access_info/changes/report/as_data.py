"""Reports a difference to programs: plain data of a fixed shape."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

from access_info.changes.compare.difference import Difference
from access_info.changes.compare.records import FieldChange
from access_info.changes.report.wording import remarks

VERSION = 1


def as_json(difference: Difference, *, base: Path) -> str:
    """Write a difference as JSON.

    The shape: `version`, `base`, `head`, `as_of`, `empty`, then lists `losses`, `notices`,
    `agencies`, `place`, `duties`, `problems_new`, `problems_gone`, `remarks`, each of objects
    whose keys are the attributes of the classes in `changes.compare.records` and `changes.compare.texts`. Keys
    are only ever added.

    Args:
        difference: The difference, with reasons put to its losses.
        base: The folder that paths of mistakes are shown relative to.
    """
    return json.dumps(as_data(difference, base=base), ensure_ascii=False, indent=1) + "\n"


def as_data(difference: Difference, *, base: Path) -> dict[str, Any]:
    """Return a difference as plain data."""
    return {
        "version": VERSION,
        "base": difference.base,
        "head": difference.head,
        "as_of": difference.as_of,
        "empty": difference.is_empty,
        "losses": [dataclasses.asdict(loss) for loss in difference.losses],
        "notices": [dataclasses.asdict(notice) for notice in difference.notices],
        "agencies": [dataclasses.asdict(agency) for agency in difference.agencies],
        "place": {
            "fields": [_field(field) for field in difference.place],
            "layout": difference.place_layout,
            "comments_lost": [dataclasses.asdict(comment) for comment in difference.place_comments],
        },
        "duties": [dataclasses.asdict(duty) for duty in difference.duties],
        "problems_new": [problem.as_json(base) for problem in difference.problems_new],
        "problems_gone": [problem.as_json(base) for problem in difference.problems_gone],
        "remarks": list(remarks(difference)),
    }


def _field(change: FieldChange) -> dict[str, Any]:
    return dataclasses.asdict(change)
