"""Drafts letters of the oversight office: a reminder to one agency, and a letter to all agencies.

Layout: Decree 30/2020/NĐ-CP, Annex III, model 1.5. A reminder itself names the duties, its annex
what is lacking of each. Nothing is asked for that does not rest on a text of law that was read. No
day is named: the same findings give the same bytes on every day.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable, Iterator, Sequence, Set

from access_info.assessment.findings import OPEN, Finding, Lack, Spot, Status
from access_info.exports.dataset import DatasetTexts
from access_info.exports.documents import official
from access_info.exports.documents.judged import (
    COUNTED,
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
from access_info.exports.documents.official import Office, office_of
from access_info.exports.documents.paper import (
    Blank,
    Column,
    Paper,
    PaperParagraph,
    ParagraphLook,
    Phrase,
    Table,
    literal,
    phrase,
    plain,
)
from access_info.legal.packs import LawPack
from access_info.model.jurisdiction import Jurisdiction
from access_info.model.types import vn_date
from access_info.model.verification import Verification
from access_info.model.vocabularies import AGENCY_KINDS

# What a reminder letter asks an agency for, before it is put into a layout.

# The group of duties met late: all is public by now, only the next time can be better.
LATE = "late"
# The groups in the order of the letter, the most urgent first.
_ORDER = ("overdue", "absent", "partial", "unjudged", LATE)


@dataclasses.dataclass(frozen=True, slots=True)
class LetterItem:
    """One item of a letter: a duty and what the agency lacks of it.

    Attributes:
        finding: The finding about the duty.
        lacks: What is lacking, by parts of the duty.
    """

    finding: Finding
    lacks: tuple[Lacking, ...]

    @property
    def is_all_late(self) -> bool:
        """Whether each lack is of a row that is public by now, only late: nothing is left to be done."""
        return all(done_late(lack) is not None for lack in self.all_lacks())

    def all_lacks(self) -> Iterator[Lack]:
        """Yield each single lack of the item, whatever part and row it is of."""
        for part in self.lacks:
            yield from (*part.whole, *part.rows)


def is_sure(finding: Finding) -> bool:
    """Tell whether a duty rests on the law's own text, which somebody has read at least in a copy.

    Only such duties may be asked for in a letter.
    """
    verification = finding.verification
    return (
        finding.in_law and verification is not None and verification.rank >= Verification.COPY.rank
    )


def groups_of(agency: JudgedAgency, statuses: Set[Status]) -> dict[str, list[LetterItem]]:
    """Return what a letter asks of an agency, grouped by status; empty when there is nothing to ask.

    Left out are duties that are not sure, and those of which the agency itself lacks nothing.

    Args:
        agency: The agency.
        statuses: Open duties with one of these statuses are asked for.

    Returns:
        Items by `overdue`, `absent`, `partial`, `unjudged` or `LATE`, in this order.
    """
    groups: dict[str, list[LetterItem]] = {name: [] for name in _ORDER}
    for finding in _open_findings(agency, statuses):
        if is_sure(finding) and (lacks := lacking(finding)):
            item = LetterItem(finding, lacks)
            groups[LATE if item.is_all_late else finding.status.name.lower()].append(item)
    return {name: items for name, items in groups.items() if items}


def count_unsure(agency: JudgedAgency, statuses: Set[Status]) -> int:
    """Return how many duties of these statuses a letter leaves out, as their ground in law is not sure.

    A note tells the officer their number.
    """
    unsure = (finding for finding in _open_findings(agency, statuses) if not is_sure(finding))
    return sum(bool(lacking(finding)) for finding in unsure)


def _open_findings(agency: JudgedAgency, statuses: Set[Status]) -> list[Finding]:
    """Return the findings with one of the statuses in which an agency still has something to do."""
    asked = OPEN & statuses
    return [finding for finding in (*agency.findings, *agency.extras) if finding.status in asked]


def may_not_be_urged(agency: JudgedAgency, place: Jurisdiction, office: Office) -> bool:
    """Tell whether an agency ranks above a province's oversight office, which then may only inform it.

    Such are the province's committee and central bodies; none if the committee itself is the office.
    """
    kind = AGENCY_KINDS[agency.type]
    above = kind.is_central or kind.is_province_committee
    return above and place.kind.is_province and not office.is_committee


# The letters of points (Annex I: the Vietnamese alphabet, without ă, â, ê, ô, ơ, ư).
_LETTERS = "abcdđeghiklmnopqrstuvxy"


def _list_letters(lines: Sequence[object]) -> list[str]:
    """Return the letters `a`, `b`, `c` … for the lines of a list.

    Empty texts for a single line, and for more lines than there are letters.
    """
    if 1 < len(lines) <= len(_LETTERS):
        return list(_LETTERS[: len(lines)])
    return [""] * len(lines)


def _with_list_signs(lines: Sequence[Phrase]) -> Iterator[Phrase]:
    """Yield the lines of a list with `a) ` or `- ` before and `;` behind, a full stop behind the last."""
    for place, (mark, line) in enumerate(zip(_list_letters(lines), lines, strict=True), 1):
        end = "." if place == len(lines) else ";"
        yield (*literal(f"{mark}) " if mark else "- "), *line, *literal(end))


def _letter(
    office: Office,
    law: LawPack,
    words: DatasetTexts,
    *,
    subject: Phrase,
    title: str = "",
    addressees: Sequence[str],
    body: Sequence[Phrase | PaperParagraph],
    notes: Sequence[Phrase],
    annex: Table,
) -> Paper:
    """Return a letter as a draft: letterhead, text, signature, notes for the officer, annex.

    Args:
        office: The office that issues it.
        law: The law in force.
        words: The texts.
        subject: `V/v …`.
        title: The title for the file's properties; the subject by default.
        addressees: Whom it goes to.
        body: Its paragraphs.
        notes: What the officer must know before signing, besides the notes of every letter.
        annex: The table of the annex, whose caption is the annex's title.
    """
    title = (title or plain(subject)).replace("\n", " ")
    paper = Paper(title=title, author=office.name, day=law.in_force_from, undated=True)
    official.head(paper, office, phrase(words, "documents.number"), subject, words)
    official.addressees(paper, addressees, words)
    for number, paragraph in enumerate(body, 1):
        if isinstance(paragraph, PaperParagraph):
            paper.add(paragraph)
        else:
            paper.paragraph(paragraph, look=ParagraphLook(keep=number == len(body)))
    official.foot(paper, office, words)
    common = (phrase(words, f"documents.{key}") for key in ("note_blanks", "letter_note_data"))
    official.draft_note(paper, [*common, *notes], words)
    attached = phrase(words, "documents.annex_attached", office=office.name)
    official.begin_annex(paper, words["documents.annex"], annex.caption, attached)
    paper.table(annex)
    return paper


def _copy_note(
    law: LawPack, grounds: Iterable[Verification | None], words: DatasetTexts
) -> Iterator[Phrase]:
    """Yield a note for the officer unless the law and all citations were checked with the gazette.

    Args:
        law: The law in force.
        grounds: How each citation in the letter was checked.
        words: The texts.
    """
    if any(read is not Verification.GAZETTE for read in (law.verification, *grounds)):
        yield phrase(words, "documents.note_copy")


# The letter to all agencies: what the law asks of them, and how many have not done it.

# Duties that the letter asks for; more would take a third page.
_MAX_REQUESTS = 14


def letter_to_all(reported: ReportedAgencies, words: DatasetTexts) -> Paper | None:
    """Return the letter to all agencies, which asks for the duties that most of them have not met.

    Those duties stand in the law's order. The annex tells the numbers of all duties whose ground is
    sure; `None` when no agency has anything to do for them.
    """
    duties = [duty for duty in reported.duties if duty.is_sure and duty.applies]
    if not any(duty.open for duty in duties):
        return None
    law, place = reported.law, reported.place
    office = office_of(place, words, place.papers.to_all if place.papers else None)
    opening = phrase(
        words,
        "documents.to_all_opening",
        law=law.full_name,
        since=vn_date(law.in_force_from),
        count=len(reported.active),
        office=office.short_name,
    )
    own = [duty for duty in duties if duty.ground == "in_law" and duty.open]
    most_open = sorted(own, key=lambda duty: -duty.open)[:_MAX_REQUESTS]
    asked = [duty for duty in own if duty in most_open]
    requests = (
        phrase(words, "documents.to_all_item", title=duty.title, count=duty.open) for duty in asked
    )
    closing = phrase(
        words,
        "documents.to_all_closing",
        office=office.short_name,
        watching=office_of(place, words).short_name,
        deadline=Blank(words["documents.deadline_unknown"]),
    )
    return _letter(
        office,
        law,
        words,
        subject=phrase(words, "documents.letter_subject", law=law.name),
        addressees=office.addressees or (Blank(words["documents.addressees_unknown"]),),
        body=[
            opening,
            *((*literal(f"{number}. "), *line) for number, line in enumerate(requests, 1)),
            phrase(words, "documents.to_all_details"),
            closing,
        ],
        notes=[*_copy_note(law, (duty.verification for duty in duties), words)],
        annex=_duties_annex(duties, words),
    )


def _duties_annex(duties: Sequence[ReportedDuty], words: DatasetTexts) -> Table:
    """Return the annex of the letter to all: for each duty, how many agencies are in each status."""
    columns = (
        Column(words["documents.order"], 8, centered=True),
        Column(words["documents.letter_annex_duty"], 65),
        Column(words["documents.applies"], 17, centered=True),
        *(
            Column(words[f"documents.short_{status.name.lower()}"], 15, centered=True)
            for status in COUNTED
        ),
    )
    rows = tuple(
        (
            str(number),
            f"{duty.title}\n{words.plain('documents.cited', citation=duty.citation)}",
            *duty.counts,
        )
        for number, duty in enumerate(duties, 1)
    )
    return Table(words["documents.to_all_annex"], columns, rows, above=True)


# Reminder letters: what one agency lacks.

# Rows of a list that a cell of the annex names; of more the number is told.
_MAX_ROWS = 8
# With more items than these the letter would take a third page if it named their grounds too.
_MAX_GROUNDS = 8


def letter_paper(
    agency: JudgedAgency,
    judged: JudgedAgencies,
    words: DatasetTexts,
    *,
    statuses: Set[Status] = OPEN,
    deadline: datetime.date | None = None,
) -> Paper | None:
    """Return a reminder letter to an agency.

    Args:
        agency: The agency that it goes to.
        judged: The jurisdiction and the law in force.
        words: The texts.
        statuses: Duties with one of these statuses are asked for.
        deadline: Day that the officer sets; a blank in the letter when there is none yet.

    Returns:
        The letter; `None` when there is nothing to ask for.
    """
    if not groups_of(agency, statuses):
        return None
    return _Reminder(agency, judged, words, statuses, deadline).letter()


class _Reminder:
    """Writes a letter to one agency: opening, what is asked for, closing, annex of what is lacking."""

    def __init__(
        self,
        agency: JudgedAgency,
        judged: JudgedAgencies,
        words: DatasetTexts,
        statuses: Set[Status],
        deadline: datetime.date | None,
    ) -> None:
        """Take the arguments of `letter_paper`, and group what is asked for."""
        papers = judged.place.papers
        self._office = office_of(judged.place, words, papers.to_one if papers else None)
        self._agency, self._judged, self._words = agency, judged, words
        self._law, self._statuses = judged.law, statuses
        self._groups = groups_of(agency, statuses)
        self._items = [item for items in self._groups.values() for item in items]
        self._deadline: str = (
            vn_date(deadline) if deadline else Blank(words["documents.deadline_unknown"])
        )

    def letter(self) -> Paper:
        """Return the letter; to an agency above the office its subject only informs."""
        name, law = self._agency.name, self._law
        up = may_not_be_urged(self._agency, self._judged.place, self._office)
        subject = self._phrase("letter_subject_up" if up else "letter_subject", law=law.name)
        return _letter(
            self._office,
            law,
            self._words,
            subject=subject,
            title=f"{plain(subject)}: {name}",
            addressees=(name,),
            body=[*self._opening(), *self._requests(), *self._closing()],
            notes=[*self._notes()],
            annex=self._annex(),
        )

    def _phrase(self, key: str, **values: object) -> Phrase:
        """Return a text of the locale with its holes filled and blanks marked."""
        return phrase(self._words, f"documents.{key}", **values)

    def _opening(self) -> Iterator[Phrase]:
        """Yield the first paragraphs: law and agency, predecessors, which statuses are asked about."""
        yield self._phrase(
            "letter_opening",
            law=self._law.full_name,
            since=vn_date(self._law.in_force_from),
            office=self._office.short_name,
            agency=self._agency.name,
        )
        yield from self._succession()
        if not self._statuses >= OPEN:
            names = ", ".join(status.label.lower() for status in Status if status in self._statuses)
            yield self._phrase("letter_only", statuses=names)

    def _succession(self) -> Iterator[Phrase]:
        """Yield a paragraph on predecessors whose information lacks something, with the law's ground.

        Nothing if all that is lacking is the agency's own.
        """
        owners = dict.fromkeys(
            owner
            for item in self._items
            for lack in item.all_lacks()
            if (owner := owner_of(lack.spot))
        )
        if not owners:
            return
        words, agency, law = self._words, self._agency, self._law
        ground = next(
            (transition.citation for transition in law.transitions if transition.succession), ""
        )
        yield self._phrase(
            "letter_succession",
            # A folder that is unknown is named itself.
            owners=", ".join(self._judged.names.get(owner, owner) for owner in owners),
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

    def _requests(self) -> Iterator[Phrase | PaperParagraph]:
        """Yield the duties asked for, under a heading for each status; citations only if they are few."""
        names_grounds = len(self._items) <= _MAX_GROUNDS
        for number, (name, items) in enumerate(self._groups.items(), 1):
            heading = (*literal(f"{number}. "), *self._phrase(f"letter_{name}"))
            yield PaperParagraph(heading, "BodyText", ParagraphLook(keep=True))
            yield from _with_list_signs(
                [
                    self._phrase(
                        "letter_item", title=item.finding.title, citation=item.finding.citation
                    )
                    if names_grounds
                    else literal(item.finding.title)
                    for item in items
                ]
            )

    def _closing(self) -> Iterator[Phrase]:
        """Yield the last paragraphs: to see the annex, to report by the deadline, how to reach the office."""
        office = self._office
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
        """Yield notes for the officer: citations read only in copies, duties left out as not sure."""
        grounds = (item.finding.verification for item in self._items)
        yield from _copy_note(self._law, grounds, self._words)
        unsure = count_unsure(self._agency, self._statuses)
        if unsure:
            yield self._phrase("letter_note_left_out", count=unsure)

    def _annex(self) -> Table:
        """Return the table of the annex: each duty asked for, what is lacking of it, the day due."""
        words = self._words
        columns = (
            Column(words["documents.order"], 10, centered=True),
            Column(words["documents.letter_annex_duty"], 60),
            Column(words["documents.row_asked"], 75),
            Column(words["documents.due"], 20, centered=True),
        )
        rows = tuple(
            (f"{number}{mark}", *self._annex_cells(item))
            for number, items in enumerate(self._groups.values(), 1)
            for mark, item in zip(_list_letters(items), items, strict=True)
        )
        return Table(words["documents.letter_annex"], columns, rows, above=True)

    def _annex_cells(self, item: LetterItem) -> tuple[str, str, str]:
        """Return an item's cells in the annex: duty with citation, what is lacking, day due."""
        words, finding = self._words, item.finding
        cited = words.plain("documents.cited", citation=finding.citation)
        lines = [line for part in item.lacks for line in self._lacking_lines(part, item)]
        if finding.status is Status.ABSENT and len(lines) > 1:
            lines = [words.plain("documents.letter_all_missing", parts="; ".join(lines))]
        days = [lack.due for lack in item.all_lacks() if lack.due]
        due = finding.due or min(days, default=None)
        return f"{finding.title}\n{cited}", "\n".join(lines), vn_date(due) if due else ""

    def _lacking_lines(self, part: Lacking, item: LetterItem) -> Iterator[str]:
        """Yield what is lacking of a part, a line each; rows that lack the same share one.

        Of many rows only the first are named.
        """
        yield from dict.fromkeys(lack.what for lack in part.whole)
        asked: dict[str, list[Lack]] = {}
        for lack in part.rows:
            asked.setdefault(self._asked(lack, item), []).append(lack)
        for what, lacks in asked.items():
            named = ", ".join(self._row_name(lack.spot) for lack in lacks[:_MAX_ROWS])
            more = len(lacks) - _MAX_ROWS
            key = "letter_rows_more" if more > 0 else "letter_rows"
            yield self._words.plain(f"documents.{key}", what=what, rows=named, more=more)

    def _asked(self, lack: Lack, item: LetterItem) -> str:
        """Return what is asked of a row, in words; a row published late is only to be in time next time."""
        done = done_late(lack)
        if done is None:
            return lack.what
        key = "letter_done_late" if item.is_all_late else "letter_next_in_time"
        return self._words.plain(f"documents.{key}", due=done[0], public=done[1])

    def _row_name(self, spot: Spot) -> str:
        """Return a row's id and title, with the name of the agency if it is a predecessor's row."""
        title = row_title(spot)
        key = "documents.row" if title else "documents.row_untitled"
        named = self._words.plain(key, id=spot.row, title=title)
        owner = owner_of(spot)
        if not owner:
            return named
        owner = self._judged.names.get(owner, owner)
        return self._words.plain("documents.row_of", row=named, owner=owner)
