"""How many agencies have each status of a duty."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterable, Mapping

from access_info.assessment import STATUSES
from access_info.assessment.province import FEWEST_FOR_RATE, percent
from access_info.pages.agency.compliance import STATUS_ORDER
from access_info.pages.pictures.charts import STATUS_LOOKS, Segment

MET, PARTLY, UNJUDGED, OVERDUE, ABSENT = STATUS_ORDER
# From the worst to the best: which of several that are as common a cell shows.
_WORST_FIRST = (ABSENT, OVERDUE, UNJUDGED, PARTLY, MET)


@dataclasses.dataclass(frozen=True)
class Counted:
    """How many agencies have each status of a duty.

    Attributes:
        counts: Status → agencies.
    """

    counts: Mapping[str, int]

    @functools.cached_property
    def applies(self) -> int:
        """How many it applies to."""
        return sum(self.counts.get(status, 0) for status in STATUS_ORDER)

    @property
    def met(self) -> int:
        """How many meet it."""
        return self.counts.get(MET, 0)

    @property
    def note(self) -> str:
        """Which share meets it, or how many of how many where they are too few for one."""
        share = self.share(MET)
        if share:
            return f"{share} đạt"
        return f"{self.met} trên {self.applies} đạt"

    def share(self, status: str) -> str:
        """Write a status's share in per cent; "" where too few agencies are counted."""
        if self.applies < FEWEST_FOR_RATE:
            return ""
        return percent(self.counts.get(status, 0), self.applies)

    @property
    def segments(self) -> list[Segment]:
        """Parts of a bar, from met to absent."""
        return [
            Segment(STATUSES[status], STATUS_LOOKS[status], self.counts.get(status, 0))
            for status in STATUS_ORDER
        ]

    @property
    def commonest(self) -> str:
        """The status that most have, the worse one of two that are as common."""
        return max(_WORST_FIRST, key=lambda status: self.counts.get(status, 0))

    @property
    def in_cell(self) -> str:
        """What stands in a cell of the matrix: per cent that meet it, else how many of how many."""
        if self.applies < FEWEST_FOR_RATE:
            return f"{self.met}/{self.applies}"
        if self.met in {0, self.applies}:
            return "100" if self.met else "0"
        return str(min(99, max(1, round(100 * self.met / self.applies))))

    @property
    def badness(self) -> tuple[float, float]:
        """Order: the smallest share that is met first, then the largest overdue or absent."""
        worst = self.counts.get(OVERDUE, 0) + self.counts.get(ABSENT, 0)
        return self.met / self.applies, -worst / self.applies


def added(counted: Iterable[Counted]) -> Counted:
    """Add up counts."""
    sums: dict[str, int] = {}
    for each in counted:
        for status, count in each.counts.items():
            sums[status] = sums.get(status, 0) + count
    return Counted(sums)
