"""Writes the findings about all agencies as tables (XLSX, CSV) for the overseeing office.

One workbook has a row for each agency and duty. The other, for those who keep the data, has sheets of
duties, of lacks and of points of the law, with the file and line of each.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from access_info.assessment.findings import STATUSES, Finding
from access_info.exports.dataset import DatasetTexts
from access_info.exports.documents.judged import (
    JudgedAgencies,
    JudgedAgency,
    ReportedAgencies,
    lacking,
)
from access_info.exports.documents.official import office_of
from access_info.exports.documents.paper import without_unprintable
from access_info.exports.documents.report import lacking_lines, review_lines
from access_info.exports.tables import table_csv
from access_info.exports.workbook import BookColumn, TableBook
from access_info.legal.vocabularies import BASIS_STATUSES
from access_info.model.types import vn_date
from access_info.model.verification import NOVELTIES, Novelty, Verification
from access_info.model.vocabularies import AGENCY_TYPES

# The short table: a row for each agency and duty, from the same data as the pages.

Cell: TypeAlias = "str | datetime.date | None"
Columns: TypeAlias = Sequence[tuple[str, int]]
_COLUMNS = (
    *(("agency_id", 22), ("agency", 34), ("type", 24), ("duty_id", 12), ("duty", 46)),
    *(("status", 18), ("due", 12), ("lacking", 60), ("reason", 34), ("citation", 40)),
    ("verification", 26),
)


def results_xlsx(reported: ReportedAgencies, words: DatasetTexts) -> bytes:
    """Return a workbook with a row for each agency and duty: status, day due, what is lacking."""
    return _workbook(reported, [("sheet_findings", _COLUMNS, _rows(reported, words))], words)


def _workbook(
    judged: ReportedAgencies | JudgedAgencies,
    sheets: Iterable[tuple[str, Columns, Iterable[Sequence[Cell]]]],
    words: DatasetTexts,
    law_note: str = "",
) -> bytes:
    """Return a workbook of findings: tables, and a sheet about office, day, law and reading.

    Args:
        judged: The agencies and the day.
        sheets: (key of the sheet's name, columns, rows) for each table.
        words: The texts.
        law_note: A note on how the law's text was checked, or "".
    """
    office = office_of(judged.place, words).name
    facts = {
        "book_office": office,
        "book_day": vn_date(judged.as_of),
        "book_law": judged.law.full_name,
        "book_law_note": law_note,
        "book_reading": words["documents.report_shares"],
        "book_not_in_law": words["documents.report_not_in_law_note"],
    }
    file = io.BytesIO()
    book = TableBook(file)
    for name, columns, rows in sheets:
        titled = [
            BookColumn(words[f"documents.{key}"], width, is_day=key == "due")
            for key, width in columns
        ]
        table = ([without_unprintable(_text(cell)) for cell in row] for row in rows)
        book.add_table(words[f"documents.{name}"], titled, table)
    known = {words[f"documents.{key}"]: without_unprintable(text) for key, text in facts.items()}
    book.add_facts(words["exports.sheet_about"], known)
    book.close(
        title=words["documents.book_title"],
        author=office,
        created=judged.as_of.isoformat(),
    )
    return file.getvalue()


def results_csv(reported: ReportedAgencies, words: DatasetTexts) -> bytes:
    """Return the rows of `results_xlsx` as a CSV file, days as ISO 8601."""
    titles = [words[f"documents.{key}"] for key, _ in _COLUMNS]
    return table_csv(titles, ([_text(cell) for cell in row] for row in _rows(reported, words)))


def _text(cell: Cell) -> str:
    """Return a cell as text: a day as ISO 8601, `None` as ""."""
    return cell.isoformat() if isinstance(cell, datetime.date) else cell or ""


def _rows(reported: ReportedAgencies, words: DatasetTexts) -> Iterator[Sequence[Cell]]:
    """Yield the cells (`_COLUMNS`) of each agency and duty by which it is judged."""
    for agency in reported.agencies:
        for duty in reported.duties:
            state = agency.findings.state(duty.id)
            if state is None:
                continue
            lacking = list(state.lacking)
            if state.more:
                lacking.append(words.plain("documents.lacking_more", count=state.more))
            yield (
                *(agency.id, agency.name, AGENCY_TYPES[agency.type], duty.id, duty.title),
                STATUSES[state.status],
                datetime.date.fromisoformat(state.due) if state.due else None,
                "\n".join(lacking),
                state.reason,
                duty.citation,
                duty.verification.label,
            )


# The workbook of all findings: sheets of duties, of lacks, of points of the law.

# Columns by the key of their title, with their width: of an agency; of a duty at an agency; of each sheet.
_AGENCY = (("agency_id", 22), ("agency", 30), ("type", 22))
_COMMON = (*_AGENCY, ("duty_id", 12), ("duty", 42), ("status", 18))
_FINDINGS = (
    *(*_COMMON, ("citation", 34), ("basis", 24), ("verification", 24), ("reason", 34)),
    *(("evidence", 40), ("lacking", 60), ("due", 12), ("review_title", 40)),
)
_LACKS = (
    *(*_COMMON, ("part", 36), ("lack", 50), ("row_id", 14), ("row_name", 40)),
    *(("where", 40), ("due", 12)),
)
_COVERAGE = (
    *(*_AGENCY, ("citation", 22), ("point_id", 16), ("point", 50), ("point_kind", 16)),
    *(("new", 26), ("cover", 22), ("assigned", 36), ("where", 40)),
)


def findings_xlsx(judged: JudgedAgencies, words: DatasetTexts) -> bytes:
    """Return the workbook of all findings, with sheets of duties, of lacks and of points of the law.

    Args:
        judged: The agencies as assessed, with file and line of each place.
        words: The texts.
    """
    law = judged.law
    is_verified = law.verification is Verification.GAZETTE
    sheets = (
        ("sheet_findings", _FINDINGS, _finding_rows(judged, words)),
        ("sheet_lacks", _LACKS, _lack_rows(judged)),
        ("sheet_coverage", _COVERAGE, _cover_rows(judged, words)),
    )
    note = "" if is_verified else (law.note or law.verification.label)
    return _workbook(judged, sheets, words, note)


def _finding_rows(judged: JudgedAgencies, words: DatasetTexts) -> Iterator[Sequence[Cell]]:
    """Yield the cells (`_FINDINGS`) of each agency and duty: status, citation, evidence, lacks, notes."""
    for agency, finding in _findings(judged):
        yield (
            *_common_cells(agency, finding),
            finding.citation,
            BASIS_STATUSES.get(finding.basis, ""),
            finding.verification.label if finding.verification else "",
            finding.reason,
            "\n".join(dict.fromkeys(agency.place(spot) for spot in finding.evidence)),
            "\n".join(lacking_lines(finding, words)),
            finding.due,
            "\n".join(review_lines(judged, agency.id, finding.duty)),
        )


def _lack_rows(judged: JudgedAgencies) -> Iterator[Sequence[Cell]]:
    """Yield the cells (`_LACKS`) of each single thing that is lacking, with its row, place and day."""
    for agency, finding in _findings(judged):
        for lacking_part in lacking(finding):
            for lack in (*lacking_part.whole, *lacking_part.rows):
                spot = lack.spot
                yield (
                    *_common_cells(agency, finding),
                    lacking_part.part,
                    lack.what,
                    spot.row,
                    spot.title,
                    agency.place(spot),
                    lack.due,
                )


def _cover_rows(judged: JudgedAgencies, words: DatasetTexts) -> Iterator[Sequence[Cell]]:
    """Yield the cells (`_COVERAGE`) of each point and kind of information at each active agency."""
    kinds = {False: words["documents.point_whole"], True: words["documents.point_part"]}
    for agency in judged.agencies:
        if agency.ended:
            continue
        for cover_row in agency.cover:
            yield (
                *(agency.id, agency.name, AGENCY_TYPES[agency.type]),
                *(cover_row.citation, cover_row.code, cover_row.title, kinds[cover_row.of_kind]),
                "" if cover_row.novelty is Novelty.NAMED_BEFORE else NOVELTIES[cover_row.novelty],
                *(cover_row.cover.label, cover_row.basis, agency.place(cover_row.spot)),
            )


def _findings(judged: JudgedAgencies) -> Iterator[tuple[JudgedAgency, Finding]]:
    """Yield each agency with each of its findings, rules of other laws last."""
    for agency in judged.agencies:
        for finding in (*agency.findings, *agency.extras):
            yield agency, finding


def _common_cells(agency: JudgedAgency, finding: Finding) -> tuple[str, ...]:
    """Return the cells of `_COMMON`: agency, its type, duty, status."""
    return (
        *(agency.id, agency.name, AGENCY_TYPES[agency.type]),
        *(finding.duty, finding.title, finding.status.label),
    )
