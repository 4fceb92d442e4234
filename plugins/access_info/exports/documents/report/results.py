"""How each agency meets each duty, a row each, as XLSX and CSV: for officers, from the pages' data."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from access_info.assessment import STATUSES
from access_info.exports.csv_files import table_csv
from access_info.exports.dataset import DatasetTexts
from access_info.exports.documents.office import office_of
from access_info.exports.documents.phrases import without_unprintable
from access_info.exports.documents.reported import ReportedAgencies
from access_info.exports.workbook import BookColumn, TableBook
from access_info.model.declarations.date_words import vn_date
from access_info.model.vocabularies import AGENCY_TYPES

Cell: TypeAlias = "str | datetime.date | None"
Columns: TypeAlias = Sequence[tuple[str, int]]
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
    facts = {
        "book_office": office_of(reported.place, words).name,
        "book_day": vn_date(reported.as_of),
        "book_law": reported.law.full_name,
        "book_reading": words["documents.report_shares"],
        "book_not_in_law": words["documents.report_not_in_law_note"],
    }
    return findings_book(
        [("sheet_findings", _COLUMNS, _rows(reported, words))], facts, reported.as_of, words
    )


def findings_book(
    sheets: Iterable[tuple[str, Columns, Iterable[Sequence[Cell]]]],
    facts: Mapping[str, str],
    as_of: datetime.date,
    words: DatasetTexts,
) -> bytes:
    """Write a workbook of findings: tables, and a sheet of what must be known about them.

    Args:
        sheets: Of each table: key of its sheet's name, its columns, its rows.
        facts: Key of a title → text; the office is named by `book_office`.
        as_of: The day of judgement.
        words: The texts.
    """
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
        author=facts["book_office"],
        created=as_of.isoformat(),
    )
    return file.getvalue()


def results_csv(reported: ReportedAgencies, words: DatasetTexts) -> bytes:
    """Write all results as CSV, days as ISO 8601.

    Args:
        reported: All agencies.
        words: The texts.
    """
    titles = [words[f"documents.{key}"] for key, _ in _COLUMNS]
    return table_csv(titles, ([_text(cell) for cell in row] for row in _rows(reported, words)))


def _text(cell: Cell) -> str:
    """Return a cell as a table has it, a day as ISO 8601."""
    return cell.isoformat() if isinstance(cell, datetime.date) else cell or ""


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
