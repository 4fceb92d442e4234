"""Everything that all agencies of a jurisdiction share, worked out once."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from access_info.legal.deadlines import last_day
from access_info.legal.framework import Framework
from access_info.legal.packs import LawPack
from access_info.model.agency import AgencyProfile
from access_info.model.jurisdiction import Jurisdiction


class JurisdictionContext:
    """The laws and the jurisdiction's settings, with caches of what follows from them.

    Attributes:
        framework: All laws, with the jurisdiction's own days off.
        place: The jurisdiction's settings.
    """

    def __init__(self, framework: Framework, place: Jurisdiction) -> None:
        """Take the laws and the jurisdiction's settings, with empty caches."""
        self.framework = framework
        self.place = place
        self._last_days: dict[tuple[datetime.date, int, str], datetime.date] = {}
        self._suggested: dict[tuple[str, str, str | None], frozenset[str]] = {}
        self._assigned: dict[str, dict[str, dict[str, str]]] = {}

    def last_day(self, start: datetime.date, value: int, unit: str) -> datetime.date:
        """Reckon the last day of a period after a day, which is not counted."""
        key = start, value, unit
        day = self._last_days.get(key)
        if day is None:
            day = last_day(start, value=value, unit=unit, calendar=self.framework.calendar)
            self._last_days[key] = day
        return day

    def named(self, law: LawPack, text: str) -> str:
        """Return the id of the point or kind of a law that a text names, or ""."""
        place = self.framework.point(text)
        if place is None or place[0].id != law.id:
            return ""
        return place[2].id if place[2] is not None else place[1].id

    def suggested(self, law: LawPack, profile: AgencyProfile) -> frozenset[str]:
        """Return ids of the kinds that usually arise at an agency: a suggestion, not law."""
        key = law.id, profile.type, profile.unit_field
        suggested = self._suggested.get(key)
        if suggested is None:
            kinds = self.framework.suggested_kinds(law, profile.type, profile.unit_field)
            suggested = self._suggested[key] = frozenset(kind.id for kind in kinds)
        return suggested

    def assigned(self, law: LawPack, agency_id: str) -> Mapping[str, str]:
        """Map points and kinds that the jurisdiction assigned to an agency to the decision."""
        decisions = self._assigned.get(law.id)
        if decisions is None:
            decisions = self._assigned[law.id] = {}
            for assignment in self.place.assignments:
                name = self.named(law, assignment.point or "")
                for agency in assignment.agencies if name else ():
                    decisions.setdefault(agency, {})[name] = assignment.act or ""
        return decisions.get(agency_id, {})
