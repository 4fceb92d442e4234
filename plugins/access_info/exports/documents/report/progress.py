"""The report's part on the transition: what must be public by the day that the new law sets."""

from __future__ import annotations

from collections.abc import Iterator

from access_info.assessment.province import new_kinds
from access_info.exports.dataset import DatasetTexts
from access_info.exports.documents.blocks import Block, BlockColumn, BlockTable, Text
from access_info.exports.documents.phrases import phrase
from access_info.exports.documents.reported import ReportedAgencies
from access_info.legal.provisions import Transition
from access_info.model.types import vn_date
from access_info.model.verification import Novelty
from access_info.model.vocabularies import AGENCY_TYPES


def progress_blocks(reported: ReportedAgencies, words: DatasetTexts) -> Iterator[Block]:
    """Yield how far agencies are in the transition; nothing where the law sets no day for it.

    Args:
        reported: All agencies.
        words: The texts.
    """
    law = reported.law
    dated = [transition for transition in law.transitions if transition.due is not None]
    whole = new_kinds(agency.findings for agency in reported.agencies)
    unsure = sum(kind.novelty is Novelty.UNCLEAR for _, kind in law.kinds)
    if dated and unsure:
        yield Text(phrase(words, "documents.progress_unsure", count=unsure))
    if not dated or not whole.agencies:
        return
    for transition in dated:
        yield Text(phrase(words, "documents.progress_rule", **_rule(transition, reported, words)))
    yield Text(
        phrase(
            words,
            "documents.progress_total",
            agencies=whole.agencies,
            covered=whole.met,
            kinds=whole.of,
            unclear=whole.unclear,
        )
    )
    columns = (
        BlockColumn(words["documents.type"], 70),
        BlockColumn(words["documents.applies"], 25, numbers=True),
        BlockColumn(words["documents.progress_covered"], 40, numbers=True),
        BlockColumn(words["documents.progress_unclear"], 30, numbers=True),
    )
    rows = []
    for value, label in AGENCY_TYPES.items():
        part = new_kinds(agency.findings for agency in reported.agencies if agency.type == value)
        if part.agencies:
            covered = f"{part.met}/{part.of}" if part.of else words["documents.progress_none"]
            rows.append((label, str(part.agencies), covered, str(part.unclear)))
    yield BlockTable(words["documents.progress_table"], columns, tuple(rows))


def _rule(
    transition: Transition, reported: ReportedAgencies, words: DatasetTexts
) -> dict[str, str]:
    due = transition.due or reported.as_of
    left = (due - reported.as_of).days
    key = "progress_left" if left >= 0 else "progress_over"
    # The sentence that it is put in has its own stop.
    note = f" ({transition.note.rstrip('.')})" if transition.note else ""
    return {
        "title": transition.title,
        "citation": transition.citation,
        "due": vn_date(due),
        "left": words.plain(f"documents.{key}", days=abs(left)),
        "note": note,
    }
