"""How duties stood on earlier days: day by day, with a break where the law changed between them."""

from __future__ import annotations

import dataclasses
import datetime
import itertools
from collections.abc import Iterator, Mapping, Sequence

from access_info.assessment import Status
from access_info.assessment.province import Snapshot, roster
from access_info.model.types import vn_date
from access_info.pages.oversight.context import OversightContext

MOST_CHANGES = 100
# A table of more days is too wide; each duty's page lists all days.
MOST_DAYS = 6


@dataclasses.dataclass(frozen=True, slots=True)
class Moment:
    """How many agencies met each duty on one day.

    Attributes:
        day: The day.
        law: Id of the law that was in force.
        counts: Agencies that meet a duty and agencies to whom it applies, by duty.
    """

    day: datetime.date
    law: str
    counts: Mapping[str, tuple[int, int]]

    def applies(self, duty: str) -> int:
        """Count the agencies to which a duty applied."""
        return self.counts.get(duty, (0, 0))[1]


class History:
    """How duties stood on earlier days and stand today.

    Attributes:
        moments: The oldest first, today last.
        before: Summary of the last earlier day, or `None`.
    """

    def __init__(
        self, context: OversightContext, earlier: Sequence[Snapshot], today: datetime.date
    ) -> None:
        """Count duties day by day, once for all pages.

        Args:
            context: What all pages need.
            earlier: Summaries of earlier days, the oldest first.
            today: The day of judgement.
        """
        self._context = context
        self.before = earlier[-1] if earlier else None
        self.moments = [_moment(snapshot) for snapshot in earlier]
        counts = (*context.duties, *context.extras)
        self.moments.append(
            Moment(
                today,
                context.law.id,
                {count.duty: (count.count(Status.MET), count.applies) for count in counts},
            )
        )

    @property
    def breaks(self) -> list[tuple[Moment, Moment]]:
        """The last day under one law, and the first under another."""
        return [(old, new) for old, new in itertools.pairwise(self.moments) if old.law != new.law]

    def words(self, duty: str = "") -> Iterator[str]:
        """Yield sentences on what each change of law means for one duty, or for all."""
        texts = self._context.site.texts
        for old, new in self.breaks:
            law = self._context.site.framework.pack(new.law)
            name = law.full_name if law is not None else new.law
            yield texts.plain("oversight.break", law=name, before=_day(old), after=_day(new))
            duties = [duty] if duty else [count.duty for count in self._context.duties]
            pairs = [(old.applies(duty_id), new.applies(duty_id)) for duty_id in duties]
            differ = [(was, now) for was, now in pairs if was != now]
            if duty and differ:
                was, now = differ[0]
                yield texts.plain("oversight.break_applies", was=was, now=now)
            elif differ:
                yield texts.plain("oversight.break_duties", count=len(differ))

    def points(self, duty: str) -> list[tuple[datetime.date, int, int]]:
        """List each day with how many agencies met a duty and to how many it applied."""
        return [(moment.day, *moment.counts.get(duty, (0, 0))) for moment in self.moments]

    def table(self) -> tuple[list[tuple[datetime.date, str, bool]], list[tuple[str, list[str]]]]:
        """Tabulate the latest days (day, law, whether another law begins) and duties' cells."""
        shown = self.moments[-MOST_DAYS:]
        firsts = {new.day for _, new in self.breaks} - {shown[0].day}
        site = self._context.site
        laws = {law.id: law.number for law in site.framework.packs}
        days = [
            (moment.day, laws.get(moment.law, moment.law), moment.day in firsts) for moment in shown
        ]
        rows = []
        for count in self._context.duties:
            cells = []
            for moment in shown:
                met, of = moment.counts.get(count.duty, (0, 0))
                cells.append(site.texts.plain("oversight.met_of", met=met, of=of) if of else "–")
            rows.append((count.duty, cells))
        return days, rows

    def roster(self) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """Group agencies new, ended or gone since the last earlier day: words; id and name."""
        if self.before is None:
            return
        roster_changes = roster(self.before, self._context.findings)
        texts, agencies = self._context.site.texts, self._context.agencies
        for key, ids in (
            ("oversight.roster_new", roster_changes.new),
            ("oversight.roster_ended", roster_changes.ended),
        ):
            if ids:
                yield texts[key], [(id_, agencies[id_].short_name) for id_ in ids]
        if roster_changes.gone:
            yield texts["oversight.roster_gone"], [("", name) for name in roster_changes.gone]


def _moment(snapshot: Snapshot) -> Moment:
    counts: dict[str, tuple[int, int]] = {}
    for agency in snapshot.agencies.values():
        for duty, status in (*agency.duties.items(), *agency.extras.items()):
            met, of = counts.get(duty, (0, 0))
            counts[duty] = (
                met + (status == Status.MET),
                of + (status != Status.NOT_APPLICABLE),
            )
    return Moment(snapshot.as_of, snapshot.law, counts)


def _day(moment: Moment) -> str:
    return vn_date(moment.day)
