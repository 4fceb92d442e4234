"""Rules of the gate that a value or a file breaks, before waivers."""

from __future__ import annotations

import dataclasses
from typing import NamedTuple

from access_info.problems import Location, Problem, Rule, Severity, Withheld


class GateViolation(NamedTuple):
    """Hold a rule that is broken at some place.

    Attributes:
        rule: Which.
        target: The row, page, value or attachment that holds it.
        location: Where to type.
        where: For people: “ghi_chu”, "Trang 2".
        text: What may be shown, masked.
        detail: More about a mark of a file.
    """

    rule: Rule
    target: Withheld
    location: Location
    where: str
    text: str = ""
    detail: str = ""

    def problem(self) -> Problem:
        """Report the violation by its rule; an error names what a build leaves out."""
        problem = self.rule.at(self.location, where=self.where, text=self.text, detail=self.detail)
        if self.rule.severity is Severity.ERROR:
            return dataclasses.replace(problem, withheld=self.target)
        return problem
