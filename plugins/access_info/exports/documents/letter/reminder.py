"""Reminder letters: what one agency lacks, in the layout of an official letter.

Layout: Decree 30/2020/NĐ-CP, Annex III, model 1.5. The letter itself names the duties, its annex
what is lacking of each. Nothing is asked for that does not rest on a text of law that was read. No
day is told: the same findings give the same bytes on every day.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence, Set

from access_info.assessment import OPEN, Lack, Spot, Status
from access_info.exports.dataset import DatasetTexts
from access_info.exports.documents import official
from access_info.exports.documents.blocks import BlockColumn, BlockTable
from access_info.exports.documents.judged import JudgedAgencies, JudgedAgency
from access_info.exports.documents.lacking import Lacking, done_late, owner_of, row_title
from access_info.exports.documents.letter.items import (
    LetterGroup,
    LetterItem,
    groups_of,
    left_out,
    may_not_be_urged,
)
from access_info.exports.documents.letter.layout import (
    copied_ground_note,
    group_heading,
    lettered,
    marks,
)
from access_info.exports.documents.office import Letterhead, letterhead_of
from access_info.exports.documents.paper import Paper, PaperSection, ParagraphLook
from access_info.exports.documents.phrases import Blank, Phrase, literal, phrase, plain
from access_info.model.types import vn_date

# Rows of a list that a cell of the annex names; of more the number is told.
MOST_ROWS = 8
# With more items than these the letter would take a third page if it named their grounds too.
MOST_GROUNDS = 8
_SIZE = 11


def letter_paper(
    agency: JudgedAgency,
    judged: JudgedAgencies,
    words: DatasetTexts,
    *,
    statuses: Set[Status] = OPEN,
    deadline: datetime.date | None = None,
) -> Paper | None:
    """Write a reminder letter to an agency.

    Args:
        agency: Whom it goes to.
        judged: The jurisdiction and the law in force.
        words: The texts.
        statuses: Duties with one of these statuses are asked for.
        deadline: Day that the officer sets; a blank when there is none yet.

    Returns:
        The letter; `None` when there is nothing to ask for.
    """
    groups = groups_of(agency, statuses)
    if not groups:
        return None
    return _Letter(agency, judged, words, statuses, deadline).write(groups)


class _Letter:
    def __init__(
        self,
        agency: JudgedAgency,
        judged: JudgedAgencies,
        words: DatasetTexts,
        statuses: Set[Status],
        deadline: datetime.date | None,
    ) -> None:
        self._agency = agency
        self._judged = judged
        self._words = words
        self._statuses = statuses
        self._deadline: str = (
            vn_date(deadline) if deadline else Blank(words["documents.deadline_unknown"])
        )
        papers = judged.place.papers
        self._head: Letterhead = letterhead_of(
            judged.place, papers.to_one if papers else None, words
        )

    def write(self, groups: Sequence[LetterGroup]) -> Paper:
        judged, words, agency, head = self._judged, self._words, self._agency, self._head
        office = head.office
        up = may_not_be_urged(agency, judged.place, office)
        key = "letter_subject_up" if up else "letter_subject"
        subject = self._phrase(key, law=judged.law.name)
        title = f"{plain(subject)}: {agency.name}".replace("\n", " ")
        paper = Paper(title=title, author=office.name, day=judged.law.in_force_from, undated=True)
        official.head(paper, office, self._phrase("number"), subject, words)
        official.addressees(paper, (agency.name,), words)
        for runs in self._opening(groups):
            paper.paragraph(runs)
        grounds = sum(len(group.entries) for group in groups) <= MOST_GROUNDS
        for number, group in enumerate(groups, 1):
            paper.paragraph(group_heading(words, group.name, number), look=ParagraphLook(keep=True))
            for line in lettered([self._item(item, grounds=grounds) for item in group.entries]):
                paper.paragraph(line)
        *further, last = self._closing()
        for runs in further:
            paper.paragraph(runs)
        paper.paragraph(last, look=ParagraphLook(keep=True))
        official.foot(paper, head.posts, head.recipients, words)
        paper.paragraph("", "Normal", ParagraphLook(size=8))
        official.draft_note(paper, words["documents.note_title"], list(self._notes(groups)))
        self._annex(paper, groups)
        return paper

    def _phrase(self, key: str, **values: object) -> Phrase:
        return phrase(self._words, f"documents.{key}", **values)

    def _opening(self, groups: Sequence[LetterGroup]) -> Iterator[Phrase]:
        law = self._judged.law
        yield self._phrase(
            "letter_opening",
            law=law.full_name,
            since=vn_date(law.in_force_from),
            office=self._head.office.short_name,
            agency=self._agency.name,
        )
        yield from self._succession(groups)
        if not self._statuses >= OPEN:
            names = ", ".join(status.label.lower() for status in Status if status in self._statuses)
            yield self._phrase("letter_only", statuses=names)

    def _succession(self, groups: Sequence[LetterGroup]) -> Iterator[Phrase]:
        """Name the agencies to whose information this one succeeded, with the law's ground."""
        owners = dict.fromkeys(owner for lack in _lacks(groups) if (owner := owner_of(lack.spot)))
        if not owners:
            return
        words, agency, law = self._words, self._agency, self._judged.law
        ground = next(
            (transition.citation for transition in law.transitions if transition.succession), ""
        )
        yield self._phrase(
            "letter_succession",
            owners=", ".join(self._owner(owner) for owner in owners),
            agency=agency.name,
            since=words.plain("documents.letter_succession_since", date=vn_date(agency.founded))
            if agency.founded
            else "",
            ground=words.plain(
                "documents.letter_succession_ground", citation=ground, law=law.full_name
            )
            if ground
            else "",
        )

    def _owner(self, folder: str) -> str:
        return self._judged.names.get(folder, folder)

    def _item(self, item: LetterItem, *, grounds: bool) -> Phrase:
        finding = item.finding
        if not grounds:
            return literal(finding.title)
        return self._phrase("letter_item", title=finding.title, citation=finding.citation)

    def _closing(self) -> Iterator[Phrase]:
        office = self._head.office
        yield self._phrase("letter_details")
        yield self._phrase(
            "letter_closing",
            agency=self._agency.name,
            office=office.short_name,
            deadline=self._deadline,
        )
        ways = (("address", office.address), ("phone", office.phone), ("email", office.email))
        contact = "; ".join(
            self._words.plain(f"documents.{key}", text=text) for key, text in ways if text
        )
        yield self._phrase(
            "letter_contact",
            office=office.short_name,
            contact=f" ({contact})" if contact else "",
        )

    def _notes(self, groups: Sequence[LetterGroup]) -> Iterator[Phrase]:
        yield self._phrase("note_blanks")
        yield self._phrase("letter_note_data")
        grounds = [item.finding.verification for group in groups for item in group.entries]
        yield from copied_ground_note(self._words, self._judged.law, grounds)
        unsure = left_out(self._agency, self._statuses)
        if unsure:
            yield self._phrase("letter_note_left_out", count=unsure)

    def _annex(self, paper: Paper, groups: Sequence[LetterGroup]) -> None:
        """Write an annex of what is lacking of each item."""
        words = self._words
        paper.add(PaperSection(landscape=False))
        official.annex_title(
            paper,
            words["documents.annex"],
            words["documents.letter_annex"],
            self._phrase("annex_attached", office=self._head.office.name),
        )
        columns = (
            BlockColumn(words["documents.order"], 10, numbers=True),
            BlockColumn(words["documents.letter_annex_duty"], 60),
            BlockColumn(words["documents.row_asked"], 75),
            BlockColumn(words["documents.due"], 20, numbers=True),
        )
        cells = tuple(
            (f"{number}{mark}", *self._annexed(item))
            for number, group in enumerate(groups, 1)
            for mark, item in zip(marks(group.entries), group.entries, strict=True)
        )
        table = BlockTable(words["documents.letter_annex"], columns, cells, above=True)
        paper.table(table, size=_SIZE)

    def _annexed(self, item: LetterItem) -> tuple[str, str, str]:
        """Return the cells of an item: the duty with its ground, what is lacking, its day."""
        words, finding = self._words, item.finding
        cited = words.plain("documents.cited", citation=finding.citation)
        lines = [line for part in item.lacks for line in self._lines(part, item)]
        if finding.status is Status.ABSENT and len(lines) > 1:
            lines = [words.plain("documents.letter_all_missing", parts="; ".join(lines))]
        days = [lack.due for part in item.lacks for lack in (*part.whole, *part.rows) if lack.due]
        due = finding.due or min(days, default=None)
        return f"{finding.title}\n{cited}", "\n".join(lines), vn_date(due) if due else ""

    def _lines(self, part: Lacking, item: LetterItem) -> Iterator[str]:
        """Yield what is lacking, a line each; of rows of a list the first are named."""
        yield from dict.fromkeys(lack.what for lack in part.whole)
        asked: dict[str, list[Lack]] = {}
        for lack in part.rows:
            asked.setdefault(self._what(lack, item), []).append(lack)
        for what, lacks in asked.items():
            named = ", ".join(self._row(lack.spot) for lack in lacks[:MOST_ROWS])
            more = len(lacks) - MOST_ROWS
            key = "letter_rows_more" if more > 0 else "letter_rows"
            yield self._words.plain(f"documents.{key}", what=what, rows=named, more=more)

    def _what(self, lack: Lack, item: LetterItem) -> str:
        """Say what is asked of a row; what is late but public can only be done better next time."""
        done = done_late(lack)
        if done is None:
            return lack.what
        key = "letter_done_late" if item.is_all_late else "letter_next_in_time"
        return self._words.plain(f"documents.{key}", due=done[0], public=done[1])

    def _row(self, spot: Spot) -> str:
        title = row_title(spot)
        key = "documents.row" if title else "documents.row_untitled"
        named = self._words.plain(key, id=spot.row, title=title)
        owner = owner_of(spot)
        if not owner:
            return named
        return self._words.plain("documents.row_of", row=named, owner=self._owner(owner))


def _lacks(groups: Sequence[LetterGroup]) -> Iterator[Lack]:
    for group in groups:
        for item in group.entries:
            for part in item.lacks:
                yield from (*part.whole, *part.rows)
