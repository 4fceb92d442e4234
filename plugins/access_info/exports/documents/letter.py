"""Letters of the oversight office: to one agency on what it lacks, and to all of them.

Layout: Decree 30/2020/NĐ-CP, Annex III, model 1.5. A reminder itself names the duties, its annex
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
from access_info.model.jurisdiction import Jurisdiction, PaperHead
from access_info.model.types import vn_date
from access_info.model.verification import Verification
from access_info.model.vocabularies import AGENCY_KINDS

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


# The letters of points (Annex I: the Vietnamese alphabet, without ă, â, ê, ô, ơ, ư).
LETTERS = "abcdđeghiklmnopqrstuvxy"


def _marks(lines: Sequence[object]) -> list[str]:
    """List the letters of a list's lines; none for a lone line, nor where letters do not suffice."""
    if 1 < len(lines) <= len(LETTERS):
        return list(LETTERS[: len(lines)])
    return [""] * len(lines)


def _lettered(lines: Sequence[Phrase]) -> Iterator[Phrase]:
    """Put letters, or dashes, before lines, and the stops of a list behind them."""
    for place, (mark, line) in enumerate(zip(_marks(lines), lines, strict=True), 1):
        end = "." if place == len(lines) else ";"
        yield (*literal(f"{mark}) " if mark else "- "), *line, *literal(end))


class _Letter:
    """A letter on what the law asks; each kind of letter says what stands where."""

    def __init__(
        self,
        place: Jurisdiction,
        law: LawPack,
        head: PaperHead | None,
        words: DatasetTexts,
    ) -> None:
        self._place, self._law, self._words = place, law, words
        self._head: Letterhead = letterhead_of(place, head, words)

    def _write(self, title: str, subject: Phrase, to: Sequence[str], annex: BlockTable) -> Paper:
        """Write the letter.

        Args:
            title: For the file's properties.
            subject: `V/v …`.
            to: Whom it goes to.
            annex: The table behind it, whose caption is the annex's title.
        """
        words, head = self._words, self._head
        paper = Paper(
            title=title.replace("\n", " "),
            author=head.office.name,
            day=self._law.in_force_from,
            undated=True,
        )
        official.head(paper, head.office, self._phrase("number"), subject, words)
        official.addressees(paper, to, words)
        for runs in self._opening():
            paper.paragraph(runs)
        self._requests(paper)
        *further, last = self._closing()
        for runs in further:
            paper.paragraph(runs)
        paper.paragraph(last, look=ParagraphLook(keep=True))
        official.foot(paper, head.posts, head.recipients, words)
        paper.paragraph("", "Normal", ParagraphLook(size=8))
        notes = [self._phrase("note_blanks"), self._phrase("letter_note_data"), *self._notes()]
        official.draft_note(paper, words["documents.note_title"], notes)
        paper.add(PaperSection(landscape=False))
        attached = self._phrase("annex_attached", office=head.office.name)
        official.annex_title(paper, words["documents.annex"], annex.caption, attached)
        paper.table(annex, size=_SIZE)
        return paper

    def _phrase(self, key: str, **values: object) -> Phrase:
        return phrase(self._words, f"documents.{key}", **values)

    def _opening(self) -> Iterator[Phrase]:
        """Yield the paragraphs above the requests."""
        raise NotImplementedError

    def _requests(self, paper: Paper) -> None:
        """Write what is asked for."""
        raise NotImplementedError

    def _closing(self) -> Iterator[Phrase]:
        """Yield the paragraphs below the requests."""
        raise NotImplementedError

    def _notes(self) -> Iterator[Phrase]:
        """Yield what else the officer must know before signing."""
        raise NotImplementedError

    def _copied_ground(self, grounds: Sequence[Verification | None]) -> Iterator[Phrase]:
        """Yield a note where the ground of anything that is asked for was read in a copy only."""
        read = [self._law.verification, *grounds]
        if any(verification is not Verification.GAZETTE for verification in read):
            yield self._phrase("note_copy")


# The letter to all agencies: what the law asks of them, and how many have done it.

# More would take a third page; what is open at the most agencies is asked for.
MAX_REQUESTS = 14
_COUNTED = (Status.MET, Status.PARTIAL, Status.OVERDUE, Status.ABSENT, Status.UNJUDGED)
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
    return _LetterToAll(reported, duties, words).letter()


class _LetterToAll(_Letter):
    def __init__(
        self, reported: ReportedAgencies, duties: list[ReportedDuty], words: DatasetTexts
    ) -> None:
        papers = reported.place.papers
        super().__init__(reported.place, reported.law, papers.to_all if papers else None, words)
        self._reported, self._duties = reported, duties

    def letter(self) -> Paper:
        subject = self._phrase("letter_subject", law=self._law.name)
        unknown = Blank(self._words["documents.addressees_unknown"])
        return self._write(
            plain(subject), subject, self._head.addressees or (unknown,), self._annex()
        )

    def _opening(self) -> Iterator[Phrase]:
        yield self._phrase(
            "to_all_opening",
            law=self._law.full_name,
            since=vn_date(self._law.in_force_from),
            count=len(self._reported.active),
            office=self._head.office.short_name,
        )

    def _requests(self, paper: Paper) -> None:
        own = [duty for duty in self._duties if duty.ground == "in_law" and duty.open]
        worst = sorted(own, key=lambda duty: -duty.open)[:MAX_REQUESTS]
        for number, duty in enumerate([duty for duty in own if duty in worst], 1):
            line = self._phrase("to_all_item", title=duty.title, count=duty.open)
            paper.paragraph((*literal(f"{number}. "), *line))

    def _closing(self) -> Iterator[Phrase]:
        yield self._phrase("to_all_details")
        yield self._phrase(
            "to_all_closing",
            office=self._head.office.short_name,
            watching=office_of(self._place, self._words).short_name,
            deadline=Blank(self._words["documents.deadline_unknown"]),
        )

    def _notes(self) -> Iterator[Phrase]:
        yield from self._copied_ground([duty.verification for duty in self._duties])

    def _annex(self) -> BlockTable:
        """Return a table of how many agencies stand how with each duty."""
        words = self._words
        columns = (
            BlockColumn(words["documents.order"], 8, numbers=True),
            BlockColumn(words["documents.letter_annex_duty"], 65),
            BlockColumn(words["documents.applies"], 17, numbers=True),
            *(
                BlockColumn(words[f"documents.short_{status.name.lower()}"], 15, numbers=True)
                for status in _COUNTED
            ),
        )
        rows = tuple(
            (
                str(number),
                f"{duty.title}\n{words.plain('documents.cited', citation=duty.citation)}",
                str(duty.applies),
                *(str(duty.count.count(status)) for status in _COUNTED),
            )
            for number, duty in enumerate(self._duties, 1)
        )
        return BlockTable(words["documents.to_all_annex"], columns, rows, above=True)


# Reminder letters: what one agency lacks.

# Rows of a list that a cell of the annex names; of more the number is told.
MAX_ROWS = 8
# With more items than these the letter would take a third page if it named their grounds too.
MAX_GROUNDS = 8


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
    if not groups_of(agency, statuses):
        return None
    return _Reminder(agency, judged, words, statuses, deadline).letter()


class _Reminder(_Letter):
    def __init__(
        self,
        agency: JudgedAgency,
        judged: JudgedAgencies,
        words: DatasetTexts,
        statuses: Set[Status],
        deadline: datetime.date | None,
    ) -> None:
        papers = judged.place.papers
        super().__init__(judged.place, judged.law, papers.to_one if papers else None, words)
        self._agency, self._judged, self._statuses = agency, judged, statuses
        self._groups = groups_of(agency, statuses)
        self._deadline: str = (
            vn_date(deadline) if deadline else Blank(words["documents.deadline_unknown"])
        )

    def letter(self) -> Paper:
        name = self._agency.name
        up = may_not_be_urged(self._agency, self._place, self._head.office)
        key = "letter_subject_up" if up else "letter_subject"
        subject = self._phrase(key, law=self._law.name)
        return self._write(f"{plain(subject)}: {name}", subject, (name,), self._annex())

    def _opening(self) -> Iterator[Phrase]:
        yield self._phrase(
            "letter_opening",
            law=self._law.full_name,
            since=vn_date(self._law.in_force_from),
            office=self._head.office.short_name,
            agency=self._agency.name,
        )
        yield from self._succession()
        if not self._statuses >= OPEN:
            names = ", ".join(status.label.lower() for status in Status if status in self._statuses)
            yield self._phrase("letter_only", statuses=names)

    def _succession(self) -> Iterator[Phrase]:
        """Name the agencies to whose information this one succeeded, with the law's ground."""
        owners = dict.fromkeys(
            owner for lack in _lacks(self._groups) if (owner := owner_of(lack.spot))
        )
        if not owners:
            return
        words, agency, law = self._words, self._agency, self._law
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

    def _requests(self, paper: Paper) -> None:
        grounds = sum(len(group.entries) for group in self._groups) <= MAX_GROUNDS
        for number, group in enumerate(self._groups, 1):
            heading = (*literal(f"{number}. "), *self._phrase(f"letter_{group.name}"))
            paper.paragraph(heading, look=ParagraphLook(keep=True))
            for line in _lettered([self._item(item, grounds=grounds) for item in group.entries]):
                paper.paragraph(line)

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

    def _notes(self) -> Iterator[Phrase]:
        items = [item for group in self._groups for item in group.entries]
        yield from self._copied_ground([item.finding.verification for item in items])
        unsure = left_out(self._agency, self._statuses)
        if unsure:
            yield self._phrase("letter_note_left_out", count=unsure)

    def _annex(self) -> BlockTable:
        """Return a table of what is lacking of each item."""
        words = self._words
        columns = (
            BlockColumn(words["documents.order"], 10, numbers=True),
            BlockColumn(words["documents.letter_annex_duty"], 60),
            BlockColumn(words["documents.row_asked"], 75),
            BlockColumn(words["documents.due"], 20, numbers=True),
        )
        rows = tuple(
            (f"{number}{mark}", *self._annexed(item))
            for number, group in enumerate(self._groups, 1)
            for mark, item in zip(_marks(group.entries), group.entries, strict=True)
        )
        return BlockTable(words["documents.letter_annex"], columns, rows, above=True)

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
            named = ", ".join(self._row(lack.spot) for lack in lacks[:MAX_ROWS])
            more = len(lacks) - MAX_ROWS
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
