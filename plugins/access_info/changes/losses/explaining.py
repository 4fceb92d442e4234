"""Puts reasons to losses, and reports losses without one."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

from access_info.changes.compare.difference import Difference
from access_info.changes.compare.hiding import hidden_text
from access_info.changes.compare.labels import shortened
from access_info.changes.compare.records import Loss, LossKind
from access_info.changes.losses import rules
from access_info.changes.losses.naming import Lost
from access_info.changes.losses.reasons import Reasons
from access_info.checks.safety import TextPlace
from access_info.problems import Location, Problem

_LONGEST_QUOTE = 240
_EVERYWHERE = (TextPlace.TOP, TextPlace.BODY)


def explained(difference: Difference, reasons: Reasons) -> Difference:
    """Give each loss its reason, or the line to complete as one."""
    losses = difference.losses
    lost = Lost(losses)
    given = dict(zip(losses, reasons.for_losses(losses), strict=True))

    def with_reasons(agency_losses: tuple[Loss, ...]) -> tuple[Loss, ...]:
        return tuple(
            dataclasses.replace(
                loss, reason=given[loss], line="" if given[loss] else lost.line(loss)
            )
            for loss in agency_losses
        )

    return dataclasses.replace(
        difference,
        agencies=tuple(
            dataclasses.replace(agency, losses=with_reasons(agency.losses))
            for agency in difference.agencies
        ),
        place_losses=with_reasons(difference.place_losses),
    )


def unexplained(difference: Difference, agencies: Path, reasons: Reasons) -> Iterator[Problem]:
    """Yield problems of losses without a reason, and of reasons that name no loss or say nothing.

    Args:
        difference: The difference, with reasons put to its losses.
        agencies: The folder of agencies as people know it.
        reasons: The author's reasons.
    """
    losses = difference.losses
    missing = [loss for loss in losses if not loss.reason]
    for loss in missing:
        place = Location((agencies / loss.agency / loss.file).as_posix())
        # A public log may show nothing that a page may not, even of the later state.
        what = shortened(hidden_text(loss.what, _EVERYWHERE), _LONGEST_QUOTE)
        if loss.kind is LossKind.LAW_POINT:
            yield rules.UNFILED.at(place, wording=what, fix=loss.line)
        else:
            yield rules.LOSS.at(place, kind=loss.kind.label, wording=what, fix=loss.line)
    if not missing:
        return
    place = Location(agencies.as_posix())
    for text in reasons.refused:
        yield rules.HOLLOW_REASON.at(
            place, wording=shortened(hidden_text(text, _EVERYWHERE), _LONGEST_QUOTE)
        )
    lost = Lost(losses)
    for reason in reasons.given:
        if any(lost.nearness(reason.names, loss) for loss in losses):
            continue
        text = shortened(hidden_text(reason.text, _EVERYWHERE), _LONGEST_QUOTE)
        miscounted = lost.miscounted(reason.names)
        if miscounted is None:
            yield rules.NAMES_NOTHING.at(place, wording=text, fix=missing[0].line)
            continue
        named, count = miscounted
        word = named.kind.word
        yield rules.MISCOUNTED.at(
            place, wording=text, typed=f"{named.count or 1} {word}", lost=f"{count} {word}"
        )
