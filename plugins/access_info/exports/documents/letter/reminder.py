"""Reminder letters: what one agency lacks, duty by duty, in the layout of an official letter.

Layout: Decree 30/2020/NĐ-CP, Annex III, model 1.5; parts as in the letter that the duties were
compared with. What the law's text does not lay down is asked for as such, never as a breach.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence, Set

from access_info.assessment import OPEN, Lack, Spot, Status
from access_info.exports.dataset import DatasetTexts
from access_info.exports.documents import official
from access_info.exports.documents.blocks import BlockColumn, BlockTable
from access_info.exports.documents.judged import JudgedAgencies, JudgedAgency
from access_info.exports.documents.lacking import done_late, next_due, owner_of, row_title
from access_info.exports.documents.letter.items import (
    LetterGroup,
    LetterItem,
    groups_of,
    may_not_be_urged,
)
from access_info.exports.documents.office import Office, office_of
from access_info.exports.documents.phrases import Blank, Phrase, literal, phrase, plain
from access_info.exports.documents.word import Paper
from access_info.model.declarations.date_words import vn_date
from access_info.model.lists import CONDITIONAL, DISCLOSURE
from access_info.model.verification import Verification

# Rows named in the letter itself; more of them stand in its annex.
MOST_ROWS = 3
# The letters of points (Annex I: the Vietnamese alphabet, without ă, â, ê, ô, ơ, ư).
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMAN = ("I", "II", "III")
_PARTLY = "mot-phan"
_LISTS = {
    DISCLOSURE: "nav.disclosure",
    CONDITIONAL: "nav.conditional",
    "dinh-chinh": "nav.corrections",
}


def letter_docx(
    agency: JudgedAgency,
    judged: JudgedAgencies,
    words: DatasetTexts,
    *,
    statuses: Set[Status] = OPEN,
    deadline: datetime.date | None = None,
) -> bytes | None:
    """Write a reminder letter to an agency.

    Args:
        agency: Whom it goes to.
        judged: The jurisdiction, the law in force and the day.
        words: The texts.
        statuses: Duties with one of these statuses are asked for.
        deadline: Day that the officer sets; a blank when there is none yet.

    Returns:
        The file; `None` when there is nothing to ask for.
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
        self._office: Office = office_of(judged.place, words)
        self._annexed: list[tuple[int, Lack]] = []

    def write(self, groups: Sequence[LetterGroup]) -> bytes:
        judged, words, agency = self._judged, self._words, self._agency
        up = may_not_be_urged(agency, judged.place, self._office)
        key = "letter_subject_up" if up else "letter_subject"
        subject = self._phrase(key, law=judged.law.name)
        paper = Paper(
            title=f"{plain(subject)}: {agency.name}".replace("\n", " "),
            author=self._office.name,
            day=judged.as_of,
        )
        official.head(paper, self._office, self._phrase("number"), subject, words)
        official.addressee(paper, self._phrase("letter_to", agency=agency.name))
        for runs in self._opening(groups):
            paper.paragraph(runs)
        for roman, group in zip(_ROMAN, groups, strict=False):
            heading = self._phrase(f"letter_{group.name}", law=judged.law.full_name)
            mark = f"{roman}. " if len(groups) > 1 else ""
            paper.paragraph((*literal(mark), *heading), style="Heading 1")
            paper.paragraph(self._phrase(f"letter_{group.name}_note"))
            for entry in group.entries:
                self._entry(paper, entry)
        closing = list(self._closing())
        for runs in closing[:-1]:
            paper.paragraph(runs)
        paper.paragraph(closing[-1], keep=True)
        official.foot(paper, words)
        paper.paragraph("", style="Normal")
        official.draft_note(paper, words["documents.note_title"], list(self._notes()))
        if self._annexed:
            self._annex(paper)
        return paper.content()

    def _phrase(self, key: str, **values: object) -> Phrase:
        return phrase(self._words, f"documents.{key}", **values)

    def _opening(self, groups: Sequence[LetterGroup]) -> Iterator[Phrase]:
        judged = self._judged
        yield self._phrase(
            "letter_opening",
            law=judged.law.full_name,
            office=self._office.short_name,
            agency=self._agency.name,
            date=vn_date(judged.as_of),
        )
        yield from self._succession(groups)
        if not self._statuses >= OPEN:
            names = ", ".join(status.label.lower() for status in Status if status in self._statuses)
            yield self._phrase("letter_only", statuses=names)

    def _succession(self, groups: Sequence[LetterGroup]) -> Iterator[Phrase]:
        """Name the agencies to whose information this one succeeded, with the law's ground."""
        spots = (
            lack.spot
            for group in groups
            for entry in group.entries
            for lacking_part in entry.lacks
            for lack in (*lacking_part.whole, *lacking_part.rows)
        )
        owners = dict.fromkeys(owner for spot in spots if (owner := owner_of(spot)))
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

    def _entry(self, paper: Paper, entry: LetterItem) -> None:
        finding = entry.finding
        paper.paragraph(literal(f"{entry.number}. {finding.title}"), style="Heading 2")
        paper.paragraph(self._ground(entry))
        lines = list(self._lines(entry))
        lettered = 1 < len(lines) <= len(_LETTERS)
        for place, line in enumerate(lines):
            mark = f"{_LETTERS[place]}) " if lettered else "- "
            end = "." if place == len(lines) - 1 else ";"
            paper.paragraph((*literal(mark), *line, *literal(end)))

    def _ground(self, entry: LetterItem) -> Phrase:
        """Join a duty's citation, its next due day and the request that its status calls for."""
        finding = entry.finding
        key = "letter_ground" if finding.in_law else "letter_ground_unsure"
        if finding.basis == _PARTLY:
            key = "letter_ground_partly"
        ground = self._phrase(key, citation=finding.citation)
        how = f"letter_{finding.status.name.lower()}"
        if finding.status is Status.OVERDUE and not finding.in_law:
            how = "letter_overdue_unsure"
        if _all_done(entry):
            how = "letter_late"
        request = self._phrase(how, due=vn_date(finding.due) if finding.due else "…")
        coming = next_due(finding, self._judged.as_of)
        by = self._phrase("letter_due", due=vn_date(coming)) if coming else ()
        return (*ground, *literal(" "), *by, *literal(" " if by else ""), *request)

    def _lines(self, entry: LetterItem) -> Iterator[Phrase]:
        """Yield what is lacking, a line each; a part with many rows goes to the annex instead."""
        for lacking_part in entry.lacks:
            for what in dict.fromkeys(lack.what for lack in lacking_part.whole):
                yield literal(what)
            if len(lacking_part.rows) > MOST_ROWS:
                self._annexed += [
                    (entry.number, lack._replace(what=self._what(lack, entry)))
                    for lack in lacking_part.rows
                ]
                yield self._phrase(
                    "letter_in_annex", what=lacking_part.part, count=len(lacking_part.rows)
                )
                continue
            for what in dict.fromkeys(lack.what for lack in lacking_part.rows):
                lacks = [lack for lack in lacking_part.rows if lack.what == what]
                rows = ", ".join(self._row(lack.spot) for lack in lacks)
                yield self._phrase("letter_rows", what=self._what(lacks[0], entry), rows=rows)

    def _what(self, lack: Lack, entry: LetterItem) -> str:
        """Say what is asked of a row; what is late but public can only be done better next time."""
        done = done_late(lack)
        if done is None:
            return lack.what
        key = "letter_done_late" if _all_done(entry) else "letter_next_in_time"
        return self._words.plain(f"documents.{key}", due=done[0], public=done[1])

    def _row(self, spot: Spot) -> str:
        title = row_title(spot)
        key = "documents.row" if title else "documents.row_untitled"
        named = self._words.plain(key, id=spot.row, title=title)
        owner = owner_of(spot)
        if not owner:
            return named
        return self._words.plain("documents.row_of", row=named, owner=self._owner(owner))

    def _closing(self) -> Iterator[Phrase]:
        office = self._office
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
        yield self._phrase("note_blanks")
        yield self._phrase("letter_note_data", date=vn_date(self._judged.as_of))
        law = self._judged.law
        if law.verification is not Verification.GAZETTE:
            yield self._phrase("note_law", law=law.full_name, note=law.note or "")

    def _annex(self, paper: Paper) -> None:
        """Write an annex of the rows that were too many for the letter itself."""
        words = self._words
        paper.annex()
        official.annex_title(
            paper,
            words["documents.annex"],
            words["documents.letter_annex"],
            self._phrase("annex_attached", office=self._office.name),
        )
        rows: dict[tuple[str, str], tuple[Spot, dict[int, list[str]]]] = {}
        for number, lack in self._annexed:
            _, requested = rows.setdefault((lack.spot.file, lack.spot.row), (lack.spot, {}))
            requested.setdefault(number, []).append(lack.what)
        columns = (
            BlockColumn(words["documents.order"], 10, numbers=True),
            BlockColumn(words["documents.row_id"], 20),
            BlockColumn(words["documents.row_name"], 46),
            BlockColumn(words["documents.row_list"], 25),
            BlockColumn(words["documents.row_asked"], 64),
        )
        cells = tuple(
            (str(order), spot.row, row_title(spot), self._list(spot), self._requested(requested))
            for order, (spot, requested) in enumerate(rows.values(), 1)
        )
        paper.table(BlockTable(words["documents.letter_annex"], columns, cells, above=True))

    def _requested(self, requested: Mapping[int, Sequence[str]]) -> str:
        """Join what is asked of a row, a line for each item of the letter."""
        return "\n".join(
            self._words.plain("documents.letter_annex_asked", number=number, what="; ".join(what))
            for number, what in requested.items()
        )

    def _list(self, spot: Spot) -> str:
        """Name the list that a row stands in, and its agency where that is another one."""
        path, owner = spot.file, owner_of(spot)
        if owner:
            path = path.split("/", 2)[2]
        key = _LISTS.get(path.partition("/")[0].removesuffix(".yml"))
        name = self._words[key] if key else ""
        return f"{name} ({self._owner(owner)})" if owner else name


def _all_done(entry: LetterItem) -> bool:
    """Tell whether everything was made public, only late: nothing of the item is left to do."""
    lacks = [
        lack for lacking_part in entry.lacks for lack in (*lacking_part.whole, *lacking_part.rows)
    ]
    return all(done_late(lack) is not None for lack in lacks)
