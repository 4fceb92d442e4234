"""What one agency adds to the sets beside its lists: plain rows, of what its pages show."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable

from access_info.assessment import Finding, Spot
from access_info.assessment.judges.agency import correction_due
from access_info.assessment.province import figures_of
from access_info.exports.column_shapes import ExportColumn, ListColumns
from access_info.exports.concepts import Concepts
from access_info.exports.rows import Row, Value
from access_info.exports.site_sets.columns import AGENCY_COLUMNS
from access_info.exports.site_sets.vocabularies import coded
from access_info.legal.framework import Framework
from access_info.model.agency import AgencyProfile, YearStatistics
from access_info.model.fields import Record
from access_info.model.registry import Agency
from access_info.model.vocabularies import CHANNEL_TYPES


@dataclasses.dataclass(frozen=True, kw_only=True)
class SetSources:
    """What rows need besides the agency.

    Attributes:
        framework: The laws.
        concepts: What codes of lists mean.
        page: A page's name, and an element of it or "" → its address.
        spot: A place of the agency's data → the address of where a page shows it, or "".
    """

    framework: Framework
    concepts: Concepts
    page: Callable[[str, str], str]
    spot: Callable[[Spot], str] = lambda _: ""


def agency_rows(agency: Agency, sources: SetSources) -> list[Row]:
    """Build the agency's own row: names, kind, relations, how it is reached; nobody by name."""
    profile = agency.profile
    names = [profile.short_name, *(former.name for former in profile.former_names)]
    given: dict[str, Value] = {
        "identifier": agency.id,
        "landingPage": sources.page("", ""),
        "alternateName": [name for name in dict.fromkeys(names) if name and name != profile.name],
        "classification": coded("classification", profile.type, sources.framework),
        "replaces": [*profile.predecessors],
        "isReplacedBy": [*profile.successors],
        "foundingDate": _day(profile.founded),
        "dissolutionDate": _day(profile.dissolved),
        "availableChannel": [
            _known({"name": CHANNEL_TYPES.get(each.kind or "", each.kind), "address": each.address})
            for each in profile.channels
        ],
    }
    rest = {
        column.name: _plain(column, profile)
        for column in AGENCY_COLUMNS.columns
        if column.name not in given
    }
    return [_in_order(AGENCY_COLUMNS, rest | given)]


def statistics_rows(agency: Agency, sources: SetSources) -> list[Row]:
    """Build a row for each year, with every figure that it states, as the page shows them."""
    return [_year_row(agency, year, sources) for year in agency.statistics]


def _year_row(agency: Agency, year: YearStatistics, sources: SetSources) -> Row:
    figures = figures_of(year)
    in_person, by_post, online = figures.channels
    refused = [
        {**coded("refusedByGround", ground, sources.framework), "count": str(count)}
        for ground, count in figures.refused.items()
    ]
    values: dict[str, Value | None] = {
        "publisher": _publisher(agency),
        "year": year.year,
        "landingPage": sources.page("thong-ke", f"nam-{year.year}"),
        "received": figures.received,
        "receivedInPerson": in_person,
        "receivedByPost": by_post,
        "receivedOnline": online,
        "answeredInFull": figures.full,
        "answeredInPart": figures.partial,
        "refused": sum(figures.refused.values()) if refused else None,
        "refusedByGround": refused or None,
        "transferred": figures.transferred,
        "withdrawn": figures.withdrawn,
        "pending": figures.pending,
        "outcomes": year.results.total if year.results is not None else None,
        "answeredOnTime": figures.on_time,
        "answeredAfterExtension": figures.extended,
        "answeredLate": figures.late,
        "medianDays": figures.median,
        "longestDays": figures.longest,
        "complaints": figures.complaints,
        "lawsuits": figures.lawsuits,
        "costs": figures.costs,
        "proactiveDisclosures": figures.proactive,
        "difficulties": figures.difficulties or None,
        "proposals": figures.proposals or None,
    }
    return {name: value for name, value in values.items() if value is not None}


def standing_rows(
    agency: Agency, findings: Iterable[Finding], sources: SetSources, *, most_places: int
) -> list[Row]:
    """Build a row for each duty, and each rule of another law, that the agency is judged by.

    Args:
        agency: The agency.
        findings: What was judged, in the order of the page.
        sources: Where pages stand.
        most_places: So many places of what was seen at most, as on the page.
    """
    rows: list[Row] = []
    for finding in findings:
        places = [sources.spot(spot) for spot in finding.evidence[:most_places]]
        values: dict[str, Value] = {
            "publisher": _publisher(agency),
            "landingPage": sources.page("tinh-hinh", finding.duty.lower()),
            "obligation": {"notation": finding.duty, "prefLabel": finding.title},
            "status": coded("status", finding.status.value, sources.framework),
            "due": finding.due.isoformat() if finding.due else "",
            "lacking": list(dict.fromkeys(lack.what for lack in finding.lacks)),
            "reason": finding.reason,
            "evidence": list(dict.fromkeys(place for place in places if place)),
        }
        rows.append({name: value for name, value in values.items() if value})
    return rows


def correction_rows(agency: Agency, sources: SetSources) -> list[Row]:
    """Build a row for each mistake that the agency has logged."""
    rows: list[Row] = []
    for correction in agency.corrections:
        due = None if correction.corrected else correction_due(correction, sources.framework)
        found = correction.discovery
        values: dict[str, Value] = {
            "publisher": _publisher(agency),
            "identifier": correction.id,
            "landingPage": sources.page("dinh-chinh", correction.id),
            "about": correction.item or "",
            "wrongText": correction.wrong or "",
            "correctedText": correction.right or "",
            "discovered": found.date.isoformat() if found and found.date else "",
            "discoveredBy": (found.by or "") if found else "",
            "petitioned": correction.petitioned.isoformat() if correction.petitioned else "",
            "corrected": correction.corrected.isoformat() if correction.corrected else "",
            "due": due.day.isoformat() if due is not None else "",
            "disclosureForm": sources.concepts.forms(correction.forms),
        }
        rows.append({name: value for name, value in values.items() if value})
    return rows


def _publisher(agency: Agency) -> dict[str, str]:
    return {"identifier": agency.id, "name": agency.profile.name}


def _plain(column: ExportColumn, profile: AgencyProfile) -> Value:
    """Read a column from the profile's field as it is typed."""
    value = getattr(profile, column.field)
    if column.shape == "objects":
        return [members for record in value if (members := _members(column, record))]
    return str(value) if value else ""


def _members(column: ExportColumn, record: Record) -> dict[str, str]:
    return _known({part.name: getattr(record, part.field) for part in column.parts})


def _known(members: dict[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in members.items() if value}


def _day(event: object) -> str:
    day = getattr(event, "date", None)
    return day.isoformat() if day is not None else ""


def _in_order(kind: ListColumns, values: dict[str, Value]) -> Row:
    return {column.name: values[column.name] for column in kind.columns if values[column.name]}
