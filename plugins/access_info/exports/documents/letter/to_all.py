"""The letter to all agencies: what the law asks of them, and how many have done it.

Layout: Decree 30/2020/NĐ-CP, Annex III, model 1.5. It names no agency that lags behind, and asks only
for what rests on a text of law that was read. As in letters to single agencies, no day is told.
"""

from __future__ import annotations

from collections.abc import Iterator

from access_info.assessment import Status
from access_info.exports.dataset import DatasetTexts
from access_info.exports.documents import official
from access_info.exports.documents.blocks import BlockColumn, BlockTable
from access_info.exports.documents.letter.layout import copied_ground_note
from access_info.exports.documents.office import Letterhead, letterhead_of, office_of
from access_info.exports.documents.paper import Paper, PaperSection, ParagraphLook
from access_info.exports.documents.phrases import Blank, Phrase, literal, phrase, plain
from access_info.exports.documents.reported import ReportedAgencies, ReportedDuty
from access_info.model.types import vn_date

# More would take a third page; what is open at the most agencies is asked for.
MOST_REQUESTS = 14
_SHOWN = (Status.MET, Status.PARTIAL, Status.OVERDUE, Status.ABSENT, Status.UNJUDGED)
_SIZE = 11


def letter_to_all(reported: ReportedAgencies, words: DatasetTexts) -> Paper | None:
    """Write the letter to all agencies.

    Args:
        reported: All agencies.
        words: The texts.

    Returns:
        The letter; `None` when there is nothing to ask for.
    """
    duties = [duty for duty in reported.duties if duty.is_sure and duty.applies]
    if not any(duty.open for duty in duties):
        return None
    return _LetterToAll(reported, words).write(duties)


class _LetterToAll:
    def __init__(self, reported: ReportedAgencies, words: DatasetTexts) -> None:
        self._reported = reported
        self._words = words
        papers = reported.place.papers
        self._head: Letterhead = letterhead_of(
            reported.place, papers.to_all if papers else None, words
        )

    def write(self, duties: list[ReportedDuty]) -> Paper:
        words, head, law = self._words, self._head, self._reported.law
        subject = self._phrase("letter_subject", law=law.name)
        paper = Paper(
            title=plain(subject).replace("\n", " "),
            author=head.office.name,
            day=law.in_force_from,
            undated=True,
        )
        official.head(paper, head.office, self._phrase("number"), subject, words)
        unknown = Blank(words["documents.addressees_unknown"])
        official.addressees(paper, head.addressees or (unknown,), words)
        for runs in self._opening():
            paper.paragraph(runs)
        own = [duty for duty in duties if duty.ground == "in_law" and duty.open]
        worst = sorted(own, key=lambda duty: -duty.open)[:MOST_REQUESTS]
        for number, duty in enumerate([duty for duty in own if duty in worst], 1):
            line = self._phrase("to_all_item", title=duty.title, count=duty.open)
            paper.paragraph((*literal(f"{number}. "), *line))
        *further, last = self._closing()
        for runs in further:
            paper.paragraph(runs)
        paper.paragraph(last, look=ParagraphLook(keep=True))
        official.foot(paper, head.posts, head.recipients, words)
        paper.paragraph("", "Normal", ParagraphLook(size=8))
        checked = [duty.verification for duty in duties]
        notes = [
            self._phrase("note_blanks"),
            self._phrase("letter_note_data"),
            *copied_ground_note(words, law, checked),
        ]
        official.draft_note(paper, words["documents.note_title"], notes)
        self._annex(paper, duties)
        return paper

    def _phrase(self, key: str, **values: object) -> Phrase:
        return phrase(self._words, f"documents.{key}", **values)

    def _opening(self) -> Iterator[Phrase]:
        law = self._reported.law
        yield self._phrase(
            "to_all_opening",
            law=law.full_name,
            since=vn_date(law.in_force_from),
            count=len(self._reported.active),
            office=self._head.office.short_name,
        )

    def _closing(self) -> Iterator[Phrase]:
        watching = office_of(self._reported.place, self._words)
        yield self._phrase("to_all_details")
        yield self._phrase(
            "to_all_closing",
            office=self._head.office.short_name,
            watching=watching.short_name,
            deadline=Blank(self._words["documents.deadline_unknown"]),
        )

    def _annex(self, paper: Paper, duties: list[ReportedDuty]) -> None:
        """Write an annex of how many agencies stand how with each duty."""
        words = self._words
        title = words["documents.to_all_annex"]
        paper.add(PaperSection(landscape=False))
        attached = self._phrase("annex_attached", office=self._head.office.name)
        official.annex_title(paper, words["documents.annex"], title, attached)
        columns = (
            BlockColumn(words["documents.order"], 8, numbers=True),
            BlockColumn(words["documents.letter_annex_duty"], 65),
            BlockColumn(words["documents.applies"], 17, numbers=True),
            *(
                BlockColumn(words[f"documents.short_{status.name.lower()}"], 15, numbers=True)
                for status in _SHOWN
            ),
        )
        rows = tuple(
            (
                str(number),
                f"{duty.title}\n{words.plain('documents.cited', citation=duty.citation)}",
                str(duty.applies),
                *(str(duty.count.count(status)) for status in _SHOWN),
            )
            for number, duty in enumerate(duties, 1)
        )
        paper.table(BlockTable(title, columns, rows, above=True), size=_SIZE)
