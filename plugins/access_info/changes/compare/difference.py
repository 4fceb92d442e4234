"""The whole difference of two states, by agency."""

from __future__ import annotations

import dataclasses

from access_info.changes.compare.records import (
    CommentChange,
    FieldChange,
    FileChange,
    Loss,
    NamedRow,
    Notice,
    PageChange,
    RowChange,
    TextChange,
    TextState,
    YearChange,
)
from access_info.problems import Problem


@dataclasses.dataclass(frozen=True)
class DutyChange:
    """A duty whose status changed.

    Attributes:
        agency: Folder name.
        duty: The duty's id.
        title: The duty in words.
        before: Its earlier status, a value of `Status`; "" when it was not asked.
        after: Its status now, a value of `Status`; "" when it is not asked.
        reason: The reason for its status now, or "".
    """

    agency: str
    duty: str
    title: str
    before: str
    after: str
    reason: str = ""


@dataclasses.dataclass(frozen=True)
class AgencyChange:
    """The changes in one agency.

    Attributes:
        id: Folder name now, or the one it had.
        name: The agency's name.
        kind: `them`, `go`, `doi-ten`, `sua` or `trinh-bay` (layout alone).
        was: Its earlier folder name where that differs, else "".
        into: The agency its old address leads to, if it was merged into another; else "".
        fields: Changes of its profile.
        rows: Changes of its lists.
        years: Changes of its figures.
        pages: Changes of its free pages.
        files: Changes of its attachments.
        losses: Losses, reported first.
        notices: Changes to compare with the document, reported next.
        texts: Changed texts of attachments that replace others.
        named: Rows whose people may be named, as somebody has said now.
        layout: Files in which only the layout changed.
        comments_lost: Comments that are gone.
        comments_new: Comments that are new.
        unread: Files that cannot be read, with the side: `before` or `after`.
    """

    id: str
    name: str
    kind: str
    was: str = ""
    into: str = ""
    fields: tuple[FieldChange, ...] = ()
    rows: tuple[RowChange, ...] = ()
    years: tuple[YearChange, ...] = ()
    pages: tuple[PageChange, ...] = ()
    files: tuple[FileChange, ...] = ()
    losses: tuple[Loss, ...] = ()
    notices: tuple[Notice, ...] = ()
    texts: tuple[TextChange, ...] = ()
    named: tuple[NamedRow, ...] = ()
    layout: tuple[str, ...] = ()
    comments_lost: tuple[CommentChange, ...] = ()
    comments_new: tuple[CommentChange, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()

    @property
    def says_something(self) -> bool:
        """Whether the meaning of anything changed."""
        parts = (self.fields, self.rows, self.years, self.pages, self.files, self.losses)
        return self.kind in {"them", "go", "doi-ten"} or any(parts)


@dataclasses.dataclass(frozen=True)
class Difference:
    """Everything that differs between two states.

    Attributes:
        base: The earlier state's name.
        head: The later state's name.
        as_of: The day at which duties are judged, ISO.
        agencies: Changes of agencies, by folder name.
        place: Changes of the jurisdiction's file.
        place_losses: Losses in that file.
        place_notices: Notices in that file.
        place_unread: Whether that file could not be read on one side.
        place_layout: Whether only that file's layout changed.
        place_comments: Comments that the file lost.
        duties: Duties whose status changed.
        duties_unknown: Why duties cannot be compared, or "".
        problems_new: Problems that were not there before.
        problems_gone: Problems that are no more.
        remarks: What could not be read or was left out, and the like.
        skipped: Changed files that were left out, since their names cannot be used.
    """

    base: str
    head: str
    as_of: str
    agencies: tuple[AgencyChange, ...] = ()
    place: tuple[FieldChange, ...] = ()
    place_losses: tuple[Loss, ...] = ()
    place_notices: tuple[Notice, ...] = ()
    place_unread: bool = False
    place_layout: bool = False
    place_comments: tuple[CommentChange, ...] = ()
    duties: tuple[DutyChange, ...] = ()
    duties_unknown: str = ""
    problems_new: tuple[Problem, ...] = ()
    problems_gone: tuple[Problem, ...] = ()
    remarks: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()

    @property
    def losses(self) -> tuple[Loss, ...]:
        """Everything that needs a reason, those without one first."""
        every = (*self.place_losses, *(loss for agency in self.agencies for loss in agency.losses))
        return tuple(sorted(every, key=lambda loss: bool(loss.reason)))

    @property
    def notices(self) -> tuple[Notice, ...]:
        """Everything that is easily overlooked."""
        return (
            *self.place_notices,
            *(notice for agency in self.agencies for notice in agency.notices),
        )

    @property
    def named(self) -> tuple[tuple[str, NamedRow], ...]:
        """Rows whose people may be named, as somebody has said now, each with its agency."""
        return tuple((agency.id, row) for agency in self.agencies for row in agency.named)

    @property
    def to_compare(self) -> int:
        """At how many places a reviewer must look into the document itself."""
        return len(self.notices) + sum(len(agency.texts) for agency in self.agencies)

    @property
    def replaced(self) -> int:
        """The number of places to compare at which people's earlier information was replaced."""
        texts = (text for agency in self.agencies for text in agency.texts)
        return sum(notice.replaces for notice in self.notices) + sum(
            text.state is not TextState.SAME for text in texts
        )

    @property
    def is_whole(self) -> bool:
        """Whether everything could be compared: else something may be lost unseen."""
        return not (
            self.place_unread or self.skipped or any(agency.unread for agency in self.agencies)
        )

    @property
    def is_empty(self) -> bool:
        """Whether no meaning changed; what cannot be read may have."""
        return self.is_whole and not (
            self.place or any(agency.says_something for agency in self.agencies)
        )
