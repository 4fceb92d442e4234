"""Losses beside their reasons, and what is still unexplained."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

from access_info.changes import rules
from access_info.changes.difference import Difference
from access_info.changes.reasons import Reasons
from access_info.changes.records import Loss
from access_info.problems import Location, Problem


def explained(difference: Difference, reasons: Reasons) -> Difference:
    """The same, each loss with its reason."""
    losses = difference.losses
    given = dict(zip(losses, reasons.for_losses(losses), strict=True))

    def told(own: tuple[Loss, ...]) -> tuple[Loss, ...]:
        return tuple(dataclasses.replace(one, reason=given[one]) for one in own)

    return dataclasses.replace(
        difference,
        agencies=tuple(
            dataclasses.replace(one, losses=told(one.losses)) for one in difference.agencies
        ),
        place_losses=told(difference.place_losses),
    )


def unexplained(difference: Difference, agencies: Path, reasons: Reasons) -> Iterator[Problem]:
    """Losses without a reason, and reasons that say nothing.

    Args:
        difference: With the reasons put to the losses.
        agencies: The folder of agencies as people know it.
        reasons: What was said.
    """
    missing = [loss for loss in difference.losses if not loss.reason]
    several = len({loss.agency for loss in difference.losses}) > 1
    for loss in missing:
        place = Location((agencies / loss.agency / loss.file).as_posix())
        about = f"{loss.agency}/{loss.key}" if several and loss.agency else loss.key
        line = f"Lý do gỡ {about}: …" if about else "Lý do: …"
        yield rules.LOSS.at(place, kind=loss.kind.label, what=loss.what, line=line)
    if missing:
        for text in reasons.refused:
            yield rules.HOLLOW_REASON.at(Location(agencies.as_posix()), text=text)
