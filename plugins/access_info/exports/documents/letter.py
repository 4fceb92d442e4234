"""Reminder letters: what one agency lacks, in the layout of an official letter.

Layout: Decree 30/2020/NĐ-CP, Annex III, model 1.5. The letter itself names the duties, its annex
what is lacking of each. Nothing is asked for that does not rest on a text of law that was read. No
day is told: the same findings give the same bytes on every day.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator, Sequence, Set

from access_info.assessment import OPEN, Finding, Lack, Spot, Status
from access_info.exports.dataset import DatasetTexts
from access_info.exports.documents import official
from access_info.exports.documents.judged import (
    JudgedAgencies,
    JudgedAgency,
    Lacking,
    ReportedAgencies,
    ReportedDuty,
    done_late,
    lacking,
    owner_of,
    row_title,
)
from access_info.exports.documents.official import Letterhead, Office, letterhead_of, office_of
from access_info.exports.documents.paper import (
    Blank,
    BlockColumn,
    BlockTable,
    Paper,
    PaperSection,
    ParagraphLook,
    Phrase,
    literal,
    phrase,
    plain,
)
from access_info.legal.packs import LawPack
from access_info.model.agency_kinds import AGENCY_KINDS
from access_info.model.declarations.date_words import vn_date
from access_info.model.jurisdiction import Jurisdiction
from access_info.model.verification import Verification

# What a reminder letter asks an agency for, before it is put into a layout.

# Public by now, only late: there is nothing left to do but the next time.
LATE = "late"
_ORDER = (
    *(Status.OVERDUE.name.lower(), Status.ABSENT.name.lower(), Status.PARTIAL.name.lower()),
    *(Status.UNJUDGED.name.lower(), LATE),
)


@dataclasses.dataclass(frozen=True, slots=True)
class LetterItem:
    """One item of a letter: a duty and what is missing of it.

    Attributes:
        finding: The duty.
        lacks: What is missing of it.
    """

    finding: Finding
    lacks: tuple[Lacking, ...]

    @property
    def is_all_late(self) -> bool:
        """Whether everything was made public, only late: nothing of the item is left to do."""
        lacks = [lack for part in self.lacks for lack in (*part.whole, *part.rows)]
        return all(done_late(lack) is not None for lack in lacks)


@dataclasses.dataclass(frozen=True, slots=True)
class LetterGroup:
    """Items that stand alike, so that the same is asked for.

    Attributes:
        name: `overdue`, `absent`, `partial`, `unjudged` or `LATE`.
        entries: The items.
    """

    name: str
    entries: tuple[LetterItem, ...]


def is_sure(finding: Finding) -> bool:
    """Tell whether the law's text, read at least in a copy, lays a duty down."""
    verification = finding.verification
    return (
        finding.in_law and verification is not None and verification.rank >= Verification.COPY.rank
    )


def groups_of(agency: JudgedAgency, statuses: Set[Status] = OPEN) -> tuple[LetterGroup, ...]:
    """Group by state what a letter asks of an agency; nothing when nothing sure is open.

    A duty of which only the jurisdiction, or nobody, can say more is nothing to ask for.

    Args:
        agency: The agency.
        statuses: Duties that stand so are asked for, as far as they are open.
    """
    items = [
        LetterItem(finding, lacks)
        for finding in _open(agency, statuses)
        if is_sure(finding) and (lacks := lacking(finding))
    ]
    named = [
        (LATE if item.is_all_late else item.finding.status.name.lower(), item) for item in items
    ]
    groups = (LetterGroup(name, tuple(item for of, item in named if of == name)) for name in _ORDER)
    return tuple(group for group in groups if group.entries)


def left_out(agency: JudgedAgency, statuses: Set[Status] = OPEN) -> int:
    """Count the open duties that a letter does not ask for, since their ground is not sure."""
    unsure = (finding for finding in _open(agency, statuses) if not is_sure(finding))
    return sum(bool(lacking(finding)) for finding in unsure)


def _open(agency: JudgedAgency, statuses: Set[Status]) -> list[Finding]:
    asked = OPEN & statuses
    return [finding for finding in (*agency.findings, *agency.extras) if finding.status in asked]


def may_not_be_urged(agency: JudgedAgency, place: Jurisdiction, office: Office) -> bool:
    """Tell whether an agency stands above a province's office, so that it may not be urged.

    These are the province's committee and central bodies; none where the committee is the office.
    """
    kind = AGENCY_KINDS[agency.type]
    above = kind.is_central or kind.is_province_committee
    return above and place.kind.is_province and not office.is_committee


# How both kinds of letters put their requests: numbered headings, lettered lines, the note.

# The letters of points (Annex I: the Vietnamese alphabet, without ă, â, ê, ô, ơ, ư).
LETTERS = "abcdđeghiklmnopqrstuvxy"


def group_heading(words: DatasetTexts, name: str, number: int) -> Phrase:
    """Write the line above the duties that stand alike.

    Args:
        words: The texts.
        name: Of the group.
        number: Of the group.
    """
    return (*literal(f"{number}. "), *phrase(words, f"documents.letter_{name}"))


def marks(lines: Sequence[object]) -> list[str]:
    """List the letters of a list's lines; none for a lone line, nor where letters do not suffice."""
    if 1 < len(lines) <= len(LETTERS):
        return list(LETTERS[: len(lines)])
    return [""] * len(lines)


def lettered(lines: Sequence[Phrase]) -> Iterator[Phrase]:
    """Put letters, or dashes, before lines, and the stops of a list behind them."""
    for place, (mark, line) in enumerate(zip(marks(lines), lines, strict=True), 1):
        end = "." if place == len(lines) else ";"
        yield (*literal(f"{mark}) " if mark else "- "), *line, *literal(end))


def copied_ground_note(
    words: DatasetTexts, law: LawPack, grounds: Sequence[Verification | None]
) -> Iterator[Phrase]:
    """Yield a line for the officer where the ground of anything was read in a copy only.

    Args:
        words: The texts.
        law: The law in force.
        grounds: How the ground of each duty that is asked for was checked.
    """
    read = [law.verification, *grounds]
    if any(verification is not Verification.GAZETTE for verification in read):
        yield phrase(words, "documents.note_copy")


# The letter to all agencies: what the law asks of them, and how many have done it.

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


# Reminder letters: what one agency lacks, in the layout of an official letter.

# Rows of a list that a cell of the annex names; of more the number is told.
MOST_ROWS = 8
# With more items than these the letter would take a third page if it named their grounds too.
MOST_GROUNDS = 8


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
