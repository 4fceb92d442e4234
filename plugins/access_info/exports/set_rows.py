"""Makes the rows of the data sets beside the two lists: agencies, figures, duties, corrections, laws."""

from __future__ import annotations

import dataclasses
import functools
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from access_info.assessment.findings import STATUSES, Finding, Spot
from access_info.assessment.judges.agency import correction_due
from access_info.assessment.province import figures_of
from access_info.exports.columns import ExportColumn
from access_info.exports.dataset import Concept, Concepts, Dataset, DatasetTexts
from access_info.exports.json_files import END, ConceptAddress, json_head, row_lines
from access_info.exports.rows import Row, Value, iso_day, known, object_members, publisher_of
from access_info.exports.set_columns import AGENCY_COLUMNS
from access_info.exports.tables import Cells, csv_head, csv_lines
from access_info.legal.framework import Framework
from access_info.legal.naming import NamedFact, pack_facts
from access_info.legal.packs import LawPack, Obligation
from access_info.legal.provisions import Fact, InformationKind
from access_info.model.agency import AgencyProfile, YearStatistics
from access_info.model.registry import Agency
from access_info.model.verification import NOVELTIES, VERIFICATIONS
from access_info.model.vocabularies import AGENCY_TYPES, CHANNEL_TYPES

# The codes of the sets beside the lists, each with its words: every code that a set may hold.

# Kinds of facts in the set of laws.
FACT_TYPES: Mapping[str, str] = {
    "luat": "Luật",
    "diem": "Điểm của luật",
    "loai-thong-tin": "Loại thông tin trong một điểm",
    "loai-co-dieu-kien": "Loại thông tin tiếp cận có điều kiện",
    "thoi-han": "Thời hạn",
    "can-cu-tu-choi": "Căn cứ từ chối",
    "nghia-vu": "Căn cứ của nghĩa vụ",
    "quy-dinh-them": "Quy định thêm của luật khác",
}
_LABELS: Mapping[str, Mapping[str, str]] = {
    "classification": AGENCY_TYPES,
    "status": STATUSES,
    "verification": {key.value: words for key, words in VERIFICATIONS.items()},
    "novelty": {key.value: words for key, words in NOVELTIES.items()},
    "type": FACT_TYPES,
}


def _coded(column: str, code: str) -> Concept:
    """Return a code of a column as a concept; one with the code as label if it is unknown."""
    words = _LABELS[column].get(code)
    return {"notation": code, "prefLabel": words} if words else {"prefLabel": code}


def _ground_of_refusal(code: str, framework: Framework) -> Concept:
    """Return a ground on which a law lets requests be refused as a concept, its label with citation."""
    law_and_ground = framework.refusal_ground(code)
    if law_and_ground is None:
        return {"prefLabel": code}
    law, ground = law_and_ground
    words = f"{ground.title} ({ground.citation} {law.short_name})"
    return {"notation": f"{law.id}-{ground.id}", "prefLabel": words}


def site_vocabularies(
    name: str, framework: Framework, forms: Mapping[str, str]
) -> Mapping[str, Mapping[str, str]]:
    """Return all codes that a set of the site may hold, by column, each with its words.

    Args:
        name: The set's name, such as `thong-ke`.
        framework: The laws.
        forms: Forms of disclosure by code.
    """
    packs = (*framework.packs, *framework.supplements)
    grounds = (
        _ground_of_refusal(f"{pack.id}-{ground.id}", framework)
        for pack in framework.packs
        for ground in pack.refusal_grounds
    )
    duties = {item.id: item.title for item in framework.obligations}
    duties |= {rule.id: rule.title for pack in framework.supplements for rule in pack.extra_rules}
    by_set: Mapping[str, Mapping[str, Mapping[str, str]]] = {
        "co-quan": {"classification": AGENCY_TYPES},
        "thong-ke": {
            "refusedByGround": {each["notation"]: each["prefLabel"] for each in grounds},
        },
        "tinh-trang": {
            "obligation": duties,
            "status": STATUSES,
        },
        "dinh-chinh": {"disclosureForm": forms},
        "phap-luat": {
            "type": FACT_TYPES,
            "legislation": {pack.id: pack.full_name for pack in packs},
            "verification": _LABELS["verification"],
            "novelty": _LABELS["novelty"],
        },
    }
    return by_set[name]


# The laws as a set: points, kinds of information, duties, periods, each with how it was checked.

# A law, what the fact is (a key of `FACT_TYPES`) and its id → the address of where a page tells it.
FactAddress = Callable[[LawPack, str, str], str]


def law_rows(framework: Framework, address: FactAddress) -> Iterator[Row]:
    """Yield the rows of the set of laws: one for each law, point, kind, period, ground, duty and rule.

    Args:
        framework: The laws, with what the jurisdiction checked.
        address: Gives the address of the page that tells a fact.
    """
    duties = {duty.id: duty.title for duty in framework.obligations}
    for law in (*framework.packs, *framework.supplements):
        row = functools.partial(_fact_row, law, address)
        yield row("luat", law.id, law, title=law.full_name)
        for point in law.points:
            yield row("diem", point.id, point, title=point.title)
            for kind in point.kinds:
                yield row("loai-thong-tin", kind.id, point, title=kind.title, kind=kind)
        for conditional in law.conditional_kinds:
            code = f"{law.id}-{conditional.id}"
            yield row("loai-co-dieu-kien", code, conditional, title=conditional.title)
        for deadline in law.deadlines:
            fact_row = row("thoi-han", deadline.id, deadline, title=deadline.what)
            yield fact_row | {"period": deadline.words}
        for ground in law.refusal_grounds:
            yield row("can-cu-tu-choi", f"{law.id}-{ground.id}", ground, title=ground.title)
        for basis in law.obligation_bases:
            yield row("nghia-vu", basis.id, basis, title=duties.get(basis.id, basis.id))
        for rule in law.extra_rules:
            yield row("quy-dinh-them", rule.id, rule, title=rule.title)


def _fact_row(
    law: LawPack,
    address: FactAddress,
    fact_type: str,
    code: str,
    fact: Fact | LawPack,
    *,
    title: str,
    kind: InformationKind | None = None,
) -> Row:
    """Build the row of a fact of a law.

    Args:
        law: The law.
        address: Gives the address of the page that tells the fact.
        fact_type: A key of `FACT_TYPES`.
        code: The fact's id in the set.
        fact: The fact; for a kind of information its point, which has the citation.
        title: The fact in words.
        kind: The kind of information, if the fact is one.
    """
    check = fact.checked if kind is None else kind.checked
    return known(
        {
            "identifier": code,
            "type": _coded("type", fact_type),
            "title": title,
            "legislation": {"notation": law.id, "prefLabel": law.full_name},
            "landingPage": address(law, fact_type, code),
            "citation": str(getattr(fact, "citation", "")),
            "broader": str(getattr(fact, "id", "")) if kind else None,
            "verification": _coded("verification", fact.verification.value),
            "novelty": _coded("novelty", kind.novelty.value) if kind else None,
            "checked": iso_day(check.date) if check else None,
            "checkedBy": check.role if check else None,
            "checkedAgainst": check.act if check else None,
        }
    )


# Files of a set of the whole site, put together from lines that agencies' workers made, unparsed.


class SetLines(NamedTuple):
    """One agency's rows of a set, as text ready to be put into the set's files.

    Attributes:
        json: Lines of rows, with commas and line feeds between.
        csv: Lines of cells, each with its end.
        rows: How many rows there are.
    """

    json: str = ""
    csv: str = ""
    rows: int = 0


def set_lines(dataset: Dataset, rows: Iterable[Row]) -> SetLines:
    """Return the rows that an agency adds to a set of the whole site as lines of its JSON and CSV.

    Args:
        dataset: The set of the whole site; its `modified` does not matter.
        rows: The agency's rows.
    """
    rows = list(rows)
    table = map(Cells(dataset.kind).of, rows)
    return SetLines(row_lines(dataset, rows).text, csv_lines(table), len(rows))


class SiteSetFiles:
    """The CSV and JSON file of a set, written agency by agency so that little is in memory."""

    def __init__(
        self,
        folder: Path,
        dataset: Dataset,
        *,
        vocabularies: Mapping[str, Mapping[str, str]],
        publishers: Mapping[str, Mapping[str, str]],
        concept_address: ConceptAddress,
        words: DatasetTexts,
    ) -> None:
        """Open the files and write what stands above the rows; `close` must be called.

        Args:
            folder: An existing folder.
            dataset: What is said about the set as a whole.
            vocabularies: By column, every code that rows may hold, with its words.
            publishers: By code, what is known of the agencies that rows may name.
            concept_address: Gives the address of a concept.
            words: The texts of titles.
        """
        self.names = [f"{dataset.kind.name}.{form}" for form in ("csv", "json")]
        self._csv, self._json = ((folder / name).open("wb") for name in self.names)
        self._csv.write(csv_head(dataset.kind, words))
        self._json.write(json_head(dataset, publishers, vocabularies, concept_address))
        self._between = b""

    def add(self, lines: SetLines) -> None:
        """Write one agency's rows behind those already written."""
        if lines.rows:
            self._csv.write(lines.csv.encode())
            self._json.write(self._between + lines.json.encode())
            self._between = b",\n"

    def close(self) -> None:
        """Write the end of the JSON file and close both files."""
        self._json.write(END)
        self._csv.close()
        self._json.close()


# What one agency adds to the sets beside its lists: plain rows, of what its pages show.


@dataclasses.dataclass(frozen=True, kw_only=True)
class SetSources:
    """What the rows of an agency in the sets beside the lists are made from, besides the agency itself.

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
    """Return the agency's row in the set of agencies: names, kind, relations, contacts.

    No person is named. Columns without a rule of their own are read from the profile's fields.
    """
    profile = agency.profile
    names = [profile.short_name, *(former.name for former in profile.former_names)]
    given: dict[str, Value] = {
        "identifier": agency.id,
        "landingPage": sources.page("", ""),
        "alternateName": [name for name in dict.fromkeys(names) if name and name != profile.name],
        "classification": _coded("classification", profile.type),
        "replaces": [*profile.predecessors],
        "isReplacedBy": [*profile.successors],
        "foundingDate": iso_day(profile.founded.date if profile.founded else None),
        "dissolutionDate": iso_day(profile.dissolved.date if profile.dissolved else None),
        "availableChannel": [
            known({"name": CHANNEL_TYPES.get(each.kind or "", each.kind), "address": each.address})
            for each in profile.channels
        ],
    }
    columns = AGENCY_COLUMNS.columns
    plain = {each.name: _plain_value(each, profile) for each in columns if each.name not in given}
    values = {**plain, **given}
    return [known({each.name: values[each.name] for each in columns})]


def statistics_rows(agency: Agency, sources: SetSources) -> list[Row]:
    """Return a row for each year of an agency's figures about requests, with what it states."""
    return [_year_row(agency, year, sources) for year in agency.statistics]


def _year_row(agency: Agency, year: YearStatistics, sources: SetSources) -> Row:
    """Return the row of one year's figures; figures that are not stated are left out, zeros stay."""
    figures = figures_of(year)
    in_person, by_post, online = figures.channels
    refused = [
        {**_ground_of_refusal(ground, sources.framework), "count": str(count)}
        for ground, count in figures.refused.items()
    ]
    values: dict[str, Value | None] = {
        "publisher": publisher_of(agency),
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
    """Return a row for each duty, and each rule of another law, by which the agency is judged.

    Args:
        agency: The agency.
        findings: The results of judging, in the order of the page.
        sources: Gives the addresses of pages.
        most_places: How many places of evidence a row names at most, as on the page.
    """
    rows: list[Row] = []
    for finding in findings:
        places = [sources.spot(spot) for spot in finding.evidence[:most_places]]
        values: dict[str, Value | None] = {
            "publisher": publisher_of(agency),
            "landingPage": sources.page("tinh-hinh", finding.duty.lower()),
            "obligation": {"notation": finding.duty, "prefLabel": finding.title},
            "status": _coded("status", finding.status.value),
            "due": iso_day(finding.due),
            "lacking": list(dict.fromkeys(lack.what for lack in finding.lacks)),
            "reason": finding.reason,
            "evidence": list(dict.fromkeys(place for place in places if place)),
        }
        rows.append(known(values))
    return rows


def correction_rows(agency: Agency, sources: SetSources) -> list[Row]:
    """Return a row for each mistake in the agency's log of corrections; an open one has its due day."""
    rows: list[Row] = []
    for correction in agency.corrections:
        due = None if correction.corrected else correction_due(correction, sources.framework)
        discovery = correction.discovery
        values: dict[str, Value | None] = {
            "publisher": publisher_of(agency),
            "identifier": correction.id,
            "landingPage": sources.page("dinh-chinh", correction.id),
            "about": correction.item,
            "wrongText": correction.wrong,
            "correctedText": correction.right,
            "discovered": iso_day(discovery.date if discovery else None),
            "discoveredBy": discovery.by if discovery else None,
            "petitioned": iso_day(correction.petitioned),
            "corrected": iso_day(correction.corrected),
            "due": iso_day(due.day if due else None),
            "disclosureForm": sources.concepts.forms(correction.forms),
        }
        rows.append(known(values))
    return rows


def _plain_value(column: ExportColumn, profile: AgencyProfile) -> Value:
    """Return a column's value from the profile's field that the column declares, as text or as objects."""
    value = getattr(profile, column.field)
    if column.shape == "objects":
        return [members for record in value if (members := object_members(column, record))]
    return str(value) if value else ""


# A law as its pages tell it, for machines: each fact with its citation and how it was checked.


def law_json(law: LawPack, address: str, obligations: Iterable[Obligation]) -> bytes:
    """Return a JSON file of all facts of one law, each with its citation and how it was checked.

    Args:
        law: The law, with what the jurisdiction checked.
        address: The address of its page, absolute where the site knows its own.
        obligations: The duties of all laws, whose titles name what this law lays down.

    Returns:
        JSON; adding a key to it is no break.
    """
    whole, *facts = pack_facts(law, obligations)
    data = {
        "identifier": law.id,
        "name": law.full_name,
        "legislationIdentifier": law.number,
        "url": address,
        "inForceFrom": law.in_force_from.isoformat(),
        "inForceTo": law.in_force_to.isoformat() if law.in_force_to else None,
        **_check_members(whole),
        "facts": [
            {
                "identifier": fact.name,
                "text": fact.title,
                **({"citation": fact.citation} if fact.citation else {}),
                **_check_members(fact),
            }
            for fact in facts
        ],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _check_members(fact: NamedFact) -> dict[str, Any]:
    """Return the members that say how a fact was checked against the law, and by whom.

    These are `verification`, or for a kind of information `novelty`; and `checked` after a check here.
    """
    record = fact.fact
    if isinstance(record, InformationKind):
        fields: dict[str, Any] = {"novelty": record.novelty.value}
        if record.other_law:
            fields["otherLaw"] = record.other_law
    else:
        fields = {"verification": record.verification.value}
    if check := record.checked:
        day = iso_day(check.date)
        fields["checked"] = {"role": check.role or "", "date": day, "act": check.act or ""}
    return fields
