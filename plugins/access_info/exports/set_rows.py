"""What one agency adds to the sets beside its lists: plain rows, of what its pages show."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from access_info.assessment import STATUSES, Finding, Spot
from access_info.assessment.judges.agency import correction_due
from access_info.assessment.province import figures_of
from access_info.exports.columns import ExportColumn, ListColumns
from access_info.exports.dataset import Concept, Concepts, Dataset, DatasetTexts
from access_info.exports.json_files import END, ConceptAddress, json_head, row_lines
from access_info.exports.rows import Row, Value
from access_info.exports.set_columns import AGENCY_COLUMNS
from access_info.exports.tables import Cells, csv_head, csv_lines
from access_info.legal.framework import Framework
from access_info.legal.naming import NamedFact, pack_facts
from access_info.legal.packs import LawPack, Obligation
from access_info.legal.provisions import Fact, InformationKind, Point
from access_info.model.agency import AgencyProfile, YearStatistics
from access_info.model.fields import Record
from access_info.model.registry import Agency
from access_info.model.verification import NOVELTIES, VERIFICATIONS, FactCheck
from access_info.model.vocabularies import AGENCY_TYPES, CHANNEL_TYPES

# The codes of the sets beside the lists, each with its words: every code that a set may hold.

# What a fact of a law is, as far as facts are a set of their own.
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
_PLAIN: Mapping[str, Mapping[str, str]] = {
    "classification": AGENCY_TYPES,
    "status": STATUSES,
    "verification": {key.value: words for key, words in VERIFICATIONS.items()},
    "novelty": {key.value: words for key, words in NOVELTIES.items()},
    "type": FACT_TYPES,
}


def coded(column: str, code: str, framework: Framework) -> Concept:
    """Return a code of a column as a concept; without a meaning, its own words.

    Args:
        column: The column's name.
        code: As the data has it.
        framework: The laws, for the words of what they lay down.
    """
    if column == "refusedByGround":
        law_and_ground = framework.refusal_ground(code)
        if law_and_ground is None:
            return {"prefLabel": code}
        law, ground = law_and_ground
        words = f"{ground.title} ({ground.citation} {law.short_name})"
        return {"notation": f"{law.id}-{ground.id}", "prefLabel": words}
    words = _PLAIN[column].get(code, "")
    return {"notation": code, "prefLabel": words} if words else {"prefLabel": code}


def site_vocabularies(
    name: str, framework: Framework, forms: Mapping[str, str]
) -> Mapping[str, Mapping[str, str]]:
    """Return, by column, all codes that a set may hold, each with its words.

    Args:
        name: The set's.
        framework: The laws.
        forms: Forms of disclosure by code.
    """
    packs = (*framework.packs, *framework.supplements)
    grounds = (coded("refusedByGround", ground, framework) for ground in _grounds(framework))
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
            "verification": _PLAIN["verification"],
            "novelty": _PLAIN["novelty"],
        },
    }
    return by_set[name]


def _grounds(framework: Framework) -> list[str]:
    return [f"{pack.id}-{ground.id}" for pack in framework.packs for ground in pack.refusal_grounds]


# The laws as a set: points, kinds of information, duties, periods, each with how it was checked.

# A law, what the fact is (a key of `FACT_TYPES`) and its id → the address of where a page tells it.
FactAddress = Callable[[LawPack, str, str], str]


def law_rows(framework: Framework, address: FactAddress) -> Iterator[Row]:
    """Yield a row for each law, point, kind, duty, period and ground of refusal.

    Args:
        framework: The laws, with what the jurisdiction checked.
        address: Where pages tell them.
    """
    duties = {duty.id: duty.title for duty in framework.obligations}
    for law in (*framework.packs, *framework.supplements):
        writer = _FactWriter(framework, law, address)
        yield writer.row("luat", law.id, law.full_name, law)
        for point in law.points:
            yield writer.row("diem", point.id, point.title, point)
            for kind in point.kinds:
                yield writer.kind(point, kind)
        for conditional in law.conditional_kinds:
            code = f"{law.id}-{conditional.id}"
            yield writer.row("loai-co-dieu-kien", code, conditional.title, conditional)
        for deadline in law.deadlines:
            row = writer.row("thoi-han", deadline.id, deadline.what, deadline)
            yield row | {"period": deadline.words}
        for ground in law.refusal_grounds:
            code = f"{law.id}-{ground.id}"
            yield writer.row("can-cu-tu-choi", code, ground.title, ground)
        for basis in law.obligation_bases:
            title = duties.get(basis.id, basis.id)
            yield writer.row("nghia-vu", basis.id, title, basis)
        for rule in law.extra_rules:
            yield writer.row("quy-dinh-them", rule.id, rule.title, rule)


class _FactWriter:
    """The maker of the rows of one law."""

    def __init__(self, framework: Framework, law: LawPack, address: FactAddress) -> None:
        self._framework, self._law, self._address = framework, law, address

    def row(self, of: str, code: str, title: str, fact: Fact | LawPack) -> Row:
        """Build the row of a fact that says itself where the law lays it down."""
        return self._row(
            {
                **self._named(of, code, title),
                "citation": str(getattr(fact, "citation", "")),
                "verification": coded("verification", fact.verification.value, self._framework),
            },
            fact.checked,
        )

    def kind(self, point: Point, kind: InformationKind) -> Row:
        """Build the row of a kind of information, which its point's place in the law is that of."""
        return self._row(
            {
                **self._named("loai-thong-tin", kind.id, kind.title),
                "citation": point.citation,
                "broader": point.id,
                "verification": coded("verification", point.verification.value, self._framework),
                "novelty": coded("novelty", kind.novelty.value, self._framework),
            },
            kind.checked,
        )

    def _named(self, of: str, code: str, title: str) -> dict[str, Value]:
        law = self._law
        return {
            "identifier": code,
            "type": coded("type", of, self._framework),
            "title": title,
            "legislation": {"notation": law.id, "prefLabel": law.full_name},
            "landingPage": self._address(law, of, code),
        }

    def _row(self, values: dict[str, Value], check: FactCheck | None) -> Row:
        if check is not None:
            values |= {
                "checked": check.date.isoformat() if check.date else "",
                "checkedBy": check.role or "",
                "checkedAgainst": check.act or "",
            }
        return {name: value for name, value in values.items() if value}


# A set of the whole site, written from lines that agencies' workers made: nothing is parsed.


class SetLines(NamedTuple):
    """Rows of a set as its files have them.

    Attributes:
        json: Lines of rows, with commas and line feeds between.
        csv: Lines of cells, each with its end.
        rows: How many rows there are.
    """

    json: str = ""
    csv: str = ""
    rows: int = 0


def set_lines(dataset: Dataset, rows: Iterable[Row]) -> SetLines:
    """Write the rows that an agency adds to a set of the whole site.

    Args:
        dataset: The set of the whole site; its `modified` is not asked for.
        rows: The agency's rows.
    """
    rows = list(rows)
    table = map(Cells(dataset.kind).of, rows)
    return SetLines(row_lines(dataset, rows).text, csv_lines(table), len(rows))


class SiteSetFiles:
    """A set's CSV and JSON while they are written, no more than one agency's rows in memory."""

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
        """Begin the files; they must be closed.

        Args:
            folder: Where; it exists.
            dataset: What is said about the whole.
            vocabularies: By column, every code that rows may hold, with its words.
            publishers: By code, what is known of those that rows may name.
            concept_address: Where concepts have their addresses.
            words: The language of titles.
        """
        self.names = [f"{dataset.kind.name}.{form}" for form in ("csv", "json")]
        self._csv, self._json = ((folder / name).open("wb") for name in self.names)
        self._csv.write(csv_head(dataset.kind, words))
        self._json.write(json_head(dataset, publishers, vocabularies, concept_address))
        self._between = b""

    def add(self, lines: SetLines) -> None:
        """Write rows behind those that are there."""
        if lines.rows:
            self._csv.write(lines.csv.encode())
            self._json.write(self._between + lines.json.encode())
            self._between = b",\n"

    def close(self) -> None:
        """End the files."""
        self._json.write(END)
        self._csv.close()
        self._json.close()


# What one agency adds to the sets beside its lists: plain rows, of what its pages show.


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


# A law as its pages tell it, for machines: each fact with its citation and how it was checked.


def law_json(law: LawPack, address: str, obligations: Iterable[Obligation]) -> bytes:
    """Write the facts of one law as a JSON file.

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
        **_checked(whole),
        "facts": [
            {
                "identifier": fact.name,
                "text": fact.title,
                **({"citation": fact.citation} if fact.citation else {}),
                **_checked(fact),
            }
            for fact in facts
        ],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _checked(fact: NamedFact) -> dict[str, Any]:
    """Return a fact's check: `verification`, or a kind of information's `novelty`, and by whom."""
    record = fact.fact
    if isinstance(record, InformationKind):
        fields: dict[str, Any] = {"novelty": record.novelty.value}
        if record.other_law:
            fields["otherLaw"] = record.other_law
    else:
        fields = {"verification": record.verification.value}
    return fields | ({"checked": _who(record.checked)} if record.checked else {})


def _who(check: FactCheck) -> dict[str, str]:
    day = check.date.isoformat() if check.date else ""
    return {"role": check.role or "", "date": day, "act": check.act or ""}
