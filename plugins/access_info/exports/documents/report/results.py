"""How each agency meets each duty, a row each, as XLSX and CSV: for officers, from the pages' data."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator, Sequence

import xlsxwriter

from access_info.assessment import STATUSES
from access_info.exports.csv_files import table_csv
from access_info.exports.dataset import DatasetTexts
from access_info.exports.documents.office import office_of
from access_info.exports.documents.report.sheets import Cell, FindingSheets
from access_info.exports.documents.reported import ReportedAgencies
from access_info.exports.workbook import property_text
from access_info.model.types import vn_date
from access_info.model.vocabularies import AGENCY_TYPES

_COLUMNS = (
    *(("agency_id", 22), ("agency", 34), ("type", 24), ("duty_id", 12), ("duty", 46)),
    *(("status", 18), ("due", 12), ("lacking", 60), ("reason", 34), ("citation", 40)),
    ("verification", 26),
)


def results_xlsx(reported: ReportedAgencies, words: DatasetTexts) -> bytes:
    """Write all results as a workbook.

    Args:
        reported: All agencies.
        words: The texts.
    """
    office = office_of(reported.place, words)
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.set_properties(
        {
            "title": property_text(words["documents.book_title"]),
            "author": property_text(office.name),
            "created": datetime.datetime.combine(reported.as_of, datetime.time()),
        }
    )
    sheets = FindingSheets(book, words)
    sheets.add("sheet_findings", _COLUMNS, _rows(reported, words))
    sheets.about(
        (
            ("book_office", office.name),
            ("book_day", vn_date(reported.as_of)),
            ("book_law", reported.law.full_name),
            ("book_reading", words["documents.report_shares"]),
            ("book_not_in_law", words["documents.report_not_in_law_note"]),
        )
    )
    book.close()
    return file.getvalue()


def results_csv(reported: ReportedAgencies, words: DatasetTexts) -> bytes:
    """Write all results as CSV, days as ISO 8601.

    Args:
        reported: All agencies.
        words: The texts.
    """
    titles = [words[f"documents.{key}"] for key, _ in _COLUMNS]
    rows = (
        [cell.isoformat() if isinstance(cell, datetime.date) else cell or "" for cell in row]
        for row in _rows(reported, words)
    )
    return table_csv(titles, rows)


def _rows(reported: ReportedAgencies, words: DatasetTexts) -> Iterator[Sequence[Cell]]:
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
