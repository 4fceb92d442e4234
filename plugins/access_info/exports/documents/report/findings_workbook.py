"""All findings as XLSX: one row a duty, one row a thing lacking, one row a point of the law.

Every cell is text or a day, never a formula; what starts like one is marked as quoted, so that it
stays text when somebody edits it.
"""

from __future__ import annotations

import datetime
import io
import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from access_info.assessment import Finding
from access_info.exports.dataset import DatasetTexts
from access_info.exports.documents.judged import JudgedAgencies, JudgedAgency
from access_info.exports.documents.lacking import lacking
from access_info.exports.documents.office import office_of
from access_info.exports.documents.phrases import without_unprintable
from access_info.exports.documents.report.agencies import lacking_lines, review_lines
from access_info.exports.workbook import MOST_ROWS, MOST_TEXT, not_rich, property_text
from access_info.legal.vocabularies import BASIS_STATUSES
from access_info.model.declarations.date_words import vn_date
from access_info.model.verification import NOVELTIES, Novelty, Verification
from access_info.model.vocabularies import AGENCY_TYPES
from access_info.office_files.formulas import is_formula

Cell: TypeAlias = "str | datetime.date | None"
_A4 = 9

_FINDINGS = (
    *(("agency_id", 22), ("agency", 30), ("type", 22), ("duty_id", 12), ("duty", 42)),
    *(
        ("status", 18),
        ("citation", 34),
        ("basis", 24),
        ("verification", 24),
        ("reason", 34),
        ("evidence", 40),
    ),
    *(("lacking", 60), ("due", 12), ("review_title", 40)),
)
_LACKS = (
    *(("agency_id", 22), ("agency", 30), ("type", 22), ("duty_id", 12), ("duty", 42)),
    *(("status", 18), ("part", 36), ("lack", 50), ("row_id", 14), ("row_name", 40)),
    *(("where", 40), ("due", 12)),
)
_COVERAGE = (
    *(("agency_id", 22), ("agency", 30), ("type", 22), ("citation", 22), ("point_id", 16)),
    *(("point", 50), ("point_kind", 16), ("new", 26), ("cover", 22), ("assigned", 36)),
    *(("where", 40),),
)


def findings_xlsx(judged: JudgedAgencies, words: DatasetTexts) -> bytes:
    """Write the workbook of all findings.

    Args:
        judged: The agencies as assessed, with places.
        words: The texts.
    """
    office = office_of(judged.place, words)
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.set_properties(
        {
            "title": property_text(words["documents.book_title"]),
            "author": property_text(office.name),
            "created": datetime.datetime.combine(judged.as_of, datetime.time()),
        }
    )
    sheets = _Sheets(book, words)
    sheets.add("sheet_findings", _FINDINGS, _finding_rows(judged, words))
    sheets.add("sheet_lacks", _LACKS, _lack_rows(judged))
    sheets.add("sheet_coverage", _COVERAGE, _cover_rows(judged, words))
    law = judged.law
    sheets.about(
        (
            ("book_office", office.name),
            ("book_day", vn_date(judged.as_of)),
            ("book_law", law.full_name),
            (
                "book_law_note",
                ""
                if law.verification is Verification.GAZETTE
                else (law.note or law.verification.label),
            ),
            ("book_reading", words["documents.report_shares"]),
            ("book_not_in_law", words["documents.report_not_in_law_note"]),
        )
    )
    book.close()
    return file.getvalue()


class _Sheets:
    """The sheets of the workbook of findings, all of one look."""

    def __init__(self, book: xlsxwriter.Workbook, words: DatasetTexts) -> None:
        self._book = book
        self._words = words
        wrapped = {"text_wrap": True, "valign": "top"}
        self._text: Format = book.add_format(wrapped)
        self._quoted: Format = book.add_format({**wrapped, "quote_prefix": True})
        self._day: Format = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"})
        self._head: Format = book.add_format({**wrapped, "bold": True, "border": 1})

    def add(
        self, name: str, columns: Sequence[tuple[str, int]], rows: Iterator[Sequence[Cell]]
    ) -> None:
        """Add a sheet with a table, and further sheets for rows that one cannot hold."""
        title = self._words[f"documents.{name}"]
        for number in itertools.count(1):
            row = next(rows, None)
            if row is None and number > 1:
                return
            held = itertools.islice(rows, MOST_ROWS - 1)
            sheet = self._book.add_worksheet(title if number == 1 else f"{title} ({number})")
            self._fill(sheet, columns, itertools.chain([row] if row is not None else [], held))

    def _fill(
        self, sheet: Worksheet, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[Cell]]
    ) -> None:
        """Write a table whose head stays in sight and filters."""
        for number, (key, width) in enumerate(columns):
            sheet.set_column(number, number, width)
            sheet.write_string(0, number, self._words[f"documents.{key}"], self._head)
        last = 0
        for last, row in enumerate(rows, 1):
            for number, cell in enumerate(row):
                if isinstance(cell, datetime.date):
                    sheet.write_datetime(last, number, _moment(cell), self._day)
                elif cell:
                    style = self._quoted if is_formula(cell) else self._text
                    sheet.write_string(last, number, _cut(cell), style)
        sheet.autofilter(0, 0, last, len(columns) - 1)
        sheet.freeze_panes(1, 2)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)

    def about(self, facts: Sequence[tuple[str, str]]) -> None:
        """Add a sheet of facts that must be known wherever the file may be sent."""
        sheet = self._book.add_worksheet(self._words["exports.sheet_about"])
        sheet.set_column(0, 0, 26)
        sheet.set_column(1, 1, 100)
        for row, (key, text) in enumerate((key, text) for key, text in facts if text):
            sheet.write_string(row, 0, self._words[f"documents.{key}"], self._head)
            sheet.write_string(row, 1, _cut(text), self._quoted if is_formula(text) else self._text)


def _finding_rows(judged: JudgedAgencies, words: DatasetTexts) -> Iterator[Sequence[Cell]]:
    for agency, finding in _findings(judged):
        yield (
            *_names(agency, finding),
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
    for agency, finding in _findings(judged):
        for lacking_part in lacking(finding):
            for lack in (*lacking_part.whole, *lacking_part.rows):
                spot = lack.spot
                yield (
                    *_names(agency, finding),
                    lacking_part.part,
                    lack.what,
                    spot.row,
                    spot.title,
                    agency.place(spot),
                    lack.due,
                )


def _cover_rows(judged: JudgedAgencies, words: DatasetTexts) -> Iterator[Sequence[Cell]]:
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
    for agency in judged.agencies:
        for finding in (*agency.findings, *agency.extras):
            yield agency, finding


def _names(agency: JudgedAgency, finding: Finding) -> tuple[str, ...]:
    return (
        *(agency.id, agency.name, AGENCY_TYPES[agency.type]),
        *(finding.duty, finding.title, finding.status.label),
    )


def _cut(text: str) -> str:
    """Cut a text to what a cell can hold, without characters that XML cannot hold."""
    text = without_unprintable(text)
    return not_rich(text if len(text) <= MOST_TEXT else f"{text[: MOST_TEXT - 1]}…")


def _moment(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time())
