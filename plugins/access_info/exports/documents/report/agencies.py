"""The report's annex by agency: every duty's status, what is lacking, what is due."""

from __future__ import annotations

from collections.abc import Iterator

from access_info.assessment import Cover, Finding, Lack, Status
from access_info.exports.dataset import DatasetTexts
from access_info.exports.documents.blocks import Block, BlockColumn, BlockTable, Heading, Text
from access_info.exports.documents.judged import JudgedAgencies, JudgedAgency, is_known, is_open
from access_info.exports.documents.lacking import Lacking, lacking
from access_info.exports.documents.phrases import literal
from access_info.model.types import vn_date
from access_info.model.vocabularies import AGENCY_TYPES

# Rows that a cell names by their ids; all of them stand in the workbook of findings.
_MOST_ROWS = 5
_COVERS = (Cover.COVERED, Cover.DECLARED, Cover.MISSING, Cover.UNCLEAR)


def agency_blocks(judged: JudgedAgencies, words: DatasetTexts) -> Iterator[Block]:
    """Yield a part for each agency, in the order of `judged`: by type and folder name.

    Args:
        judged: The agencies as assessed.
        words: The texts.
    """
    for number, agency in enumerate(judged.agencies, 1):
        title = f"{number}. {agency.name}"
        yield Heading(title, 3)
        yield Text(literal(f"{AGENCY_TYPES[agency.type]}. {_summary(agency, words)}".rstrip()))
        reason = _common_reason(agency)
        if reason:
            yield Text(literal(reason))
            continue
        known = [finding for finding in (*agency.findings, *agency.extras) if is_known(finding)]
        columns = (
            BlockColumn(words["documents.duty"], 62),
            BlockColumn(words["documents.status"], 55),
            BlockColumn(words["documents.lacking"], 115),
            BlockColumn(words["documents.due"], 25, numbers=True),
        )
        rows = tuple(_row(finding, agency, judged, words) for finding in known)
        yield BlockTable(title, columns, rows, above=True)


def lacking_lines(finding: Finding, words: DatasetTexts) -> Iterator[str]:
    """Yield what is lacking of a duty, a line each; many rows are counted."""
    for lacking_part in lacking(finding):
        yield from dict.fromkeys(lack.what for lack in lacking_part.whole)
        yield from _rows(lacking_part, words)


def review_lines(judged: JudgedAgencies, agency: str, duty: str) -> Iterator[str]:
    """Yield each note of the office on a duty with its day and role; notes change no status."""
    for review in judged.reviews(agency, duty):
        who = [vn_date(review.date)] if review.date else []
        who += [review.role] if review.role else []
        yield f"{review.note or ''} ({', '.join(who)})" if who else review.note or ""


def _rows(lacking_part: Lacking, words: DatasetTexts) -> Iterator[str]:
    by_what: dict[str, list[Lack]] = {}
    for lack in lacking_part.rows:
        by_what.setdefault(lack.what, []).append(lack)
    if len(by_what) > _MOST_ROWS:
        by_what = {lacking_part.part: list(lacking_part.rows)}
    for what, lacks in by_what.items():
        ids = ", ".join(lack.spot.row for lack in lacks[:_MOST_ROWS])
        key = "rows_more" if len(lacks) > _MOST_ROWS else "rows_all"
        yield words.plain(f"documents.{key}", what=what, count=len(lacks), ids=ids)


def _summary(agency: JudgedAgency, words: DatasetTexts) -> str:
    if agency.ended:
        return ""
    points = [cover_row for cover_row in agency.cover if not cover_row.of_kind]
    counts = "; ".join(
        f"{cover.label.lower()}: {sum(point.cover is cover for point in points)}"
        for cover in _COVERS
    )
    done, rows = agency.digital
    return words.plain("documents.report_cover", counts=counts, done=done, rows=rows)


def _common_reason(agency: JudgedAgency) -> str:
    """Return why no duty applies, where the reason is one for all; else ""."""
    reasons = {finding.reason for finding in agency.findings}
    if (
        all(finding.status is Status.NOT_APPLICABLE for finding in agency.findings)
        and len(reasons) == 1
    ):
        return reasons.pop()
    return ""


def _row(
    finding: Finding, agency: JudgedAgency, judged: JudgedAgencies, words: DatasetTexts
) -> tuple[str, ...]:
    name = finding.title
    if is_open(finding):
        key = "cited" if finding.in_law else "cited_unsure"
        name += f"\n{words.plain(f'documents.{key}', citation=finding.citation)}"
    noted = (
        words.plain("documents.review", text=line)
        for line in review_lines(judged, agency.id, finding.duty)
    )
    status = "\n".join((finding.status.label, *noted))
    lines = list(lacking_lines(finding, words)) or ([finding.reason] if finding.reason else [])
    due = vn_date(finding.due) if finding.due else ""
    return name, status, "\n".join(lines), due
