"""The report's part on the transition: what must be public by the day that the new law sets."""

from __future__ import annotations

from collections.abc import Iterator

from access_info.assessment import Cover, Finding, Status
from access_info.assessment.summary import NEW_KINDS, new_kinds_finding
from access_info.assessment.words import each_once
from access_info.exports.dataset import DatasetTexts
from access_info.exports.documents.blocks import Block, BlockColumn, BlockTable, Text
from access_info.exports.documents.judged import JudgedAgencies, JudgedAgency
from access_info.exports.documents.phrases import phrase
from access_info.legal.packs import Transition
from access_info.model.declarations.date_words import vn_date
from access_info.model.verification import Novelty


def progress_blocks(judged: JudgedAgencies, words: DatasetTexts) -> Iterator[Block]:
    """Yield how far agencies are in the transition; nothing where the law sets no day for it.

    Args:
        judged: The agencies as assessed.
        words: The texts.
    """
    dated = [transition for transition in judged.law.transitions if transition.due is not None]
    bound = [
        (agency, kinds_finding)
        for agency in judged.agencies
        if (kinds_finding := new_kinds_finding(agency.findings))
    ]
    unsure = sum(kind.novelty is Novelty.UNCLEAR for _, kind in judged.law.kinds)
    if dated and unsure:
        yield Text(phrase(words, "documents.progress_unsure", count=unsure))
    if not dated or not bound:
        return
    for transition in dated:
        yield Text(phrase(words, "documents.progress_rule", **_rule(transition, judged, words)))
    met = sum(finding.status is Status.MET for _, finding in bound)
    counts = [_counts(agency, finding) for agency, finding in bound]
    covered = sum(number for number, _, _ in counts)
    missing = sum(number for _, number, _ in counts)
    yield Text(
        phrase(
            words,
            "documents.progress_total",
            agencies=len(bound),
            met=met,
            covered=covered,
            kinds=covered + missing,
            unclear=sum(number for _, _, number in counts),
        )
    )
    columns = (
        BlockColumn(words["documents.agency"], 50),
        BlockColumn(words["documents.status"], 25),
        BlockColumn(words["documents.progress_covered"], 22, numbers=True),
        BlockColumn(words["documents.progress_unclear"], 18, numbers=True),
        BlockColumn(words["documents.progress_missing"], 60),
    )
    rows = [
        (
            agency.short_name,
            finding.status.label,
            f"{agency_covered}/{of}"
            if (of := agency_covered + agency_missing)
            else words["documents.progress_none"],
            str(agency_unclear),
            "\n".join(each_once(lack.what for lack in finding.lacks)),
        )
        for (agency, finding), (agency_covered, agency_missing, agency_unclear) in zip(
            bound, counts, strict=True
        )
    ]
    yield BlockTable(words["documents.progress_table"], columns, tuple(rows))


def _counts(agency: JudgedAgency, finding: Finding) -> tuple[int, int, int]:
    """Count an agency's new kinds of information: covered, missing, unclear whether they arise."""
    judged = [judgement for judgement in finding.judgements if judgement.part.way == NEW_KINDS]
    met, of = sum(judgement.met for judgement in judged), sum(judgement.of for judgement in judged)
    unclear = sum(
        cover_row.cover is Cover.UNCLEAR
        for cover_row in agency.cover
        if cover_row.of_kind and cover_row.novelty is Novelty.NEW
    )
    return met, of - met, unclear


def _rule(transition: Transition, judged: JudgedAgencies, words: DatasetTexts) -> dict[str, str]:
    due = transition.due or judged.as_of
    left = (due - judged.as_of).days
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
