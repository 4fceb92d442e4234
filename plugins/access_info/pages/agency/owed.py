"""What an agency still owes, in few words, for its front page."""

from __future__ import annotations

import dataclasses

from access_info.assessment import Status
from access_info.pages.agency.compliance import StandingView
from access_info.pages.agency.compliance_views import DutyView

_MOST = 5
# What is most urgent comes first; the second is the state of the page's parts.
_STATES = {Status.OVERDUE: "late", Status.ABSENT: "miss", Status.PARTIAL: "part"}


@dataclasses.dataclass(frozen=True)
class Owed:
    """Duties that are not met.

    Attributes:
        first: The most urgent ones, each with its state (`parts/look.html.jinja`).
        count: How many there are.
    """

    first: tuple[tuple[str, DutyView], ...] = ()
    count: int = 0


def owed(view: StandingView | None) -> Owed:
    """Gather what is not met; nothing where the site does not tell how agencies stand."""
    if view is None:
        return Owed()
    duties = [
        (state, duty)
        for status, state in _STATES.items()
        for duty in view.duties
        if duty.finding.status is status
    ]
    return Owed(tuple(duties[:_MOST]), len(duties))
