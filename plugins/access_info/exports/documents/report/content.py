"""The province's report: what it says, before it is put into a layout.

Every share has its denominator beside it: the agencies to which a duty applies. There is no overall
grade, no ranking and no weight; agencies stand by type and folder name.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from access_info.assessment import Finding, Status
from access_info.assessment.province import percent
from access_info.exports.dataset import DatasetTexts
from access_info.exports.documents.blocks import (
    Annex,
    Block,
    BlockColumn,
    BlockTable,
    Heading,
    Points,
    Text,
)
from access_info.exports.documents.judged import (
    JudgedAgencies,
    JudgedAgency,
    count_with_status,
    is_known,
)
from access_info.exports.documents.office import Office, office_of
from access_info.exports.documents.phrases import Phrase, phrase
from access_info.exports.documents.report.agencies import agency_blocks
from access_info.exports.documents.report.progress import progress_blocks
from access_info.exports.documents.report.years import year_blocks
from access_info.model.declarations.date_words import vn_date
from access_info.model.verification import Verification
from access_info.model.vocabularies import AGENCY_TYPES

SHOWN = (
    Status.MET,
    Status.PARTIAL,
    Status.OVERDUE,
    Status.ABSENT,
    Status.UNJUDGED,
    Status.NOT_APPLICABLE,
)
_NAMED = (Status.PARTIAL, Status.OVERDUE, Status.ABSENT, Status.UNJUDGED)


@dataclasses.dataclass(frozen=True, slots=True)
class Duty:
    """A duty with its finding at every agency.

    Attributes:
        findings: By agency, in the report's order.
    """

    findings: tuple[tuple[JudgedAgency, Finding], ...]

    @property
    def sample(self) -> Finding:
        """Any of its findings, for what all of them share: title and citation."""
        return self.findings[0][1]

    @property
    def applies(self) -> int:
        """The number of agencies to which it applies: the denominator of every share."""
        return len(self.findings) - self.count_with_status(Status.NOT_APPLICABLE)

    def count_with_status(self, status: Status) -> int:
        """Count the agencies at which the duty has a status."""
        return count_with_status([finding for _, finding in self.findings], status)


@dataclasses.dataclass(frozen=True, kw_only=True)
class ProvinceReport:
    """The whole report on a jurisdiction's agencies.

    Attributes:
        office: Who issues it.
        kind: `BÁO CÁO`.
        about: What it is about.
        note: The day, under the title.
        blocks: The text.
        annexes: What stands behind it.
    """

    office: Office
    kind: str
    about: str
    note: str
    blocks: tuple[Block, ...]
    annexes: tuple[Annex, ...]


def report_of(judged: JudgedAgencies, words: DatasetTexts) -> ProvinceReport:
    """Build the report on all agencies of a jurisdiction.

    Args:
        judged: The agencies as assessed.
        words: The texts.
    """
    return _Author(judged, words).report()


def duties_of(judged: JudgedAgencies, kind: str) -> tuple[Duty, ...]:
    """Collect the duties of one kind that the law in force knows, each with its findings.

    Args:
        judged: The agencies as assessed.
        kind: `in_law`, `not_in_law` or `extras`.
    """
    findings_by_duty: dict[str, list[tuple[JudgedAgency, Finding]]] = {}
    for agency in judged.agencies:
        for finding in agency.extras if kind == "extras" else agency.findings:
            fits = kind == "extras" or finding.in_law is (kind == "in_law")
            if fits and is_known(finding):
                findings_by_duty.setdefault(finding.duty, []).append((agency, finding))
    return tuple(Duty(tuple(findings)) for findings in findings_by_duty.values())


def share(part: int, whole: int) -> str:
    """Write a share as a percentage (`66,7 %`); a dash where the whole is nothing."""
    return percent(part, whole) if whole else "–"


class _Author:
    def __init__(self, judged: JudgedAgencies, words: DatasetTexts) -> None:
        self._judged = judged
        self._words = words
        self._office = office_of(judged.place, words)
        self._kinds = [
            (kind, duties)
            for kind in ("in_law", "not_in_law", "extras")
            if (duties := duties_of(judged, kind))
        ]

    def report(self) -> ProvinceReport:
        judged, words = self._judged, self._words
        area = self._office.area
        key = "report_about" if area else "report_about_nowhere"
        about = words.plain(f"documents.{key}", law=judged.law.name, area=area)
        return ProvinceReport(
            office=self._office,
            kind=words["documents.report"],
            about=about,
            note=words.plain("documents.report_day", date=vn_date(judged.as_of)),
            blocks=tuple(self._numbered()),
            annexes=(
                self._annex("I", "duties", tuple(self._per_duty())),
                self._annex("II", "agencies", tuple(agency_blocks(judged, words))),
            ),
        )

    def _phrase(self, key: str, **values: object) -> Phrase:
        return phrase(self._words, f"documents.{key}", **values)

    def _numbered(self) -> Iterator[Block]:
        """Yield the parts that have content, under Roman numbers."""
        judged, words = self._judged, self._words
        parts = [
            ("scope", tuple(self._scope())),
            ("results", tuple(self._results())),
            ("progress", tuple(progress_blocks(judged, words))),
            ("years", tuple(year_blocks(judged, words))),
            ("remarks", (Text(self._phrase("report_remarks_blank")),)),
        ]
        romans = iter(("I", "II", "III", "IV", "V"))
        for name, blocks in parts:
            if blocks:
                yield Heading(f"{next(romans)}. {words[f'documents.report_{name}']}")
                yield from blocks

    def _scope(self) -> Iterator[Block]:
        judged, words = self._judged, self._words
        ended = [agency for agency in judged.agencies if agency.ended]
        office = self._office
        yield Text(
            self._phrase(
                "report_opening", law=judged.law.full_name, office=office.name, about=office.area
            )
        )
        by_type = "; ".join(
            words.plain("documents.report_of_type", count=number, type=label)
            for value, label in AGENCY_TYPES.items()
            if (number := sum(agency.type == value for agency in judged.agencies))
        )
        yield Text(self._phrase("report_agencies", count=len(judged.agencies), types=by_type))
        if ended:
            names = "; ".join(agency.name for agency in ended)
            yield Text(self._phrase("report_ended", count=len(ended), names=names))
        yield Text(self._phrase("report_statuses"))
        yield Points(
            tuple(
                self._phrase(f"status_{status.name.lower()}", label=status.label)
                for status in SHOWN
            )
        )
        yield Text(self._phrase("report_shares"))
        if judged.law.verification is not Verification.GAZETTE:
            yield Text(
                self._phrase("report_law", law=judged.law.full_name, note=judged.law.note or "")
            )

    def _results(self) -> Iterator[Block]:
        words = self._words
        for number, (kind, duties) in enumerate(self._kinds, 1):
            title = words.plain(f"documents.report_{kind}", law=self._judged.law.full_name)
            yield Heading(f"{number}. {title}", 2)
            yield Text(self._phrase(f"report_{kind}_note"))
            columns = (
                BlockColumn(words["documents.duty"], 45),
                BlockColumn(words["documents.applies"], 15, numbers=True),
                *(
                    BlockColumn(words[f"documents.short_{status.name.lower()}"], 15, numbers=True)
                    for status in SHOWN
                ),
                BlockColumn(words["documents.share_met"], 15, numbers=True),
            )
            yield BlockTable(title, columns, tuple(map(self._row, duties)), above=True)
        if self._kinds:
            yield from self._by_type(len(self._kinds) + 1)

    def _row(self, duty: Duty) -> tuple[str, ...]:
        counts = (str(duty.count_with_status(status)) for status in SHOWN)
        # Where nothing could be judged, nobody is known to meet it or not to.
        known = duty.applies - duty.count_with_status(Status.UNJUDGED)
        met = share(duty.count_with_status(Status.MET), duty.applies) if known else share(0, 0)
        return (self._name(duty.sample), str(duty.applies), *counts, met)

    def _name(self, finding: Finding) -> str:
        cited = self._words.plain("documents.cited", citation=finding.citation)
        return f"{finding.title}\n{cited}"

    def _by_type(self, number: int) -> Iterator[Block]:
        """Yield a table of how many agencies of each type meet a duty, of those it applies to."""
        words = self._words
        types = [
            value
            for value in AGENCY_TYPES
            if any(agency.type == value and not agency.ended for agency in self._judged.agencies)
        ]
        title = words["documents.report_by_type"]
        yield Heading(f"{number}. {title}", 2)
        yield Text(self._phrase("report_by_type_note"))
        columns = (
            BlockColumn(words["documents.duty"], 60),
            *(
                BlockColumn(words[f"documents.type_{value.replace('-', '_')}"], 15, numbers=True)
                for value in types
            ),
        )
        rows = tuple(
            (duty.sample.title, *(_met_of(duty, value) for value in types))
            for _, duties in self._kinds
            for duty in duties
        )
        yield BlockTable(title, columns, rows, above=True)

    def _per_duty(self) -> Iterator[Block]:
        """Yield a table for each duty, naming the agencies that do not, or may not, meet it."""
        words = self._words
        columns = (
            BlockColumn(words["documents.status"], 30),
            BlockColumn(words["documents.agency_count"], 18, numbers=True),
            BlockColumn(words["documents.share"], 18, numbers=True),
            BlockColumn(words["documents.agencies"], 99),
        )
        number = 0
        for _, duties in self._kinds:
            for duty in duties:
                number += 1
                title = f"{number}. {duty.sample.title}"
                yield Heading(title, 3)
                yield Text(
                    self._phrase("report_duty", citation=duty.sample.citation, count=duty.applies)
                )
                yield BlockTable(title, columns, tuple(_statuses(duty)), above=True)

    def _annex(self, roman: str, name: str, blocks: Sequence[Block]) -> Annex:
        words = self._words
        return Annex(
            f"{words['documents.annex']} {roman}",
            words[f"documents.report_annex_{name}"],
            tuple(blocks),
        )


def _met_of(duty: Duty, agency_type: str) -> str:
    of_type = [finding for agency, finding in duty.findings if agency.type == agency_type]
    applies = len(of_type) - count_with_status(of_type, Status.NOT_APPLICABLE)
    return f"{count_with_status(of_type, Status.MET)}/{applies}" if applies else "–"


def _statuses(duty: Duty) -> Iterator[tuple[str, ...]]:
    for status in SHOWN:
        number = duty.count_with_status(status)
        names = ""
        if status in _NAMED:
            names = "; ".join(
                agency.short_name for agency, finding in duty.findings if finding.status is status
            )
        part = "–" if status is Status.NOT_APPLICABLE else share(number, duty.applies)
        yield status.label, str(number), part, names
