"""Rules and problems: what can be wrong in the data, where, and what to type instead.

A `Rule` is declared once, beside the code that checks it; a `Problem` is one breach of a rule
at one place. The same object feeds the terminal, the MkDocs log, JSON and the catalogue page.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Any

# "{value}" of a template, or an escaped brace: "{{".
_HOLE = re.compile(r"\{\{|\}\}|\{(\w+)\}")
_MAX_PATH = 4096
_MAX_QUOTE = 80
_MAX_WORDING = 5_000
# Values of `Rule.at` that the program words itself, or that people copy: cut only when very long.
_UNCUT = frozenset({"fix", "how", "wording"})


class MisuseError(Exception):
    """A command was called in a way that cannot work; the text says in Vietnamese what to type."""


class Severity(StrEnum):
    """How much a problem matters: an error stops a build, a warning does not."""

    ERROR = "error"
    WARNING = "warning"

    @property
    def label(self) -> str:
        """The Vietnamese word printed before the code."""
        return "lỗi" if self is Severity.ERROR else "cảnh báo"


@dataclasses.dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a data file where the editor must type.

    Attributes:
        path: Absolute path of the file, with `/`.
        line: Line, from 1.
        column: Column in characters, from 1.
    """

    path: str
    line: int = 1
    column: int = 1

    def relative_to(self, base: Path) -> str:
        """Return the path for a message: relative to `base` if it lies below it or below its parent.

        With base `/kho/agencies`: `/kho/agencies/a/x.yml` → `a/x.yml`, `/kho/laws/l.yml` →
        `../laws/l.yml`, `/etc/x` → `/etc/x`. Characters that a terminal would obey are made visible.
        """
        path, beside = Path(self.path), base.parent
        if path.is_relative_to(base):
            path = path.relative_to(base)
        elif beside.parent != beside and path.is_relative_to(beside):
            path = Path("..") / path.relative_to(beside)
        shown = path.as_posix()
        return shown if shown.isprintable() else quotable(shown, longest=_MAX_PATH)


@dataclasses.dataclass(frozen=True, slots=True, order=True)
class Withheld:
    """A part of the data that a build leaves out, since the secrecy gate caught something in it.

    Attributes:
        file: Path below the agency's folder: a data file, a free page `trang/….md`, or an
            attachment `tep/…`.
        keys: In a data file, the path of the row (`muc`, 3), of a document under a row (`muc`, 3,
            `van_ban`, 0) or, where there are no rows, of the value; empty for a whole file.
    """

    file: str
    keys: tuple[str | int, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, order=True)
class Edit:
    """A correction that a machine can apply: one stretch of a file's text, replaced.

    Lines and columns are counted as in `Location`: from 1, in characters of the text as it was read
    (NFC, line feeds).

    Attributes:
        line: Line where the stretch begins.
        column: Column where it begins.
        end_line: Line where it ends.
        end_column: Column where it ends; that character stays.
        text: What is typed there; empty to delete.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    text: str

    @classmethod
    def of_line(cls, line: int, column: int, length: int, text: str) -> Edit:
        """Return the edit that replaces `length` characters within one line.

        Args:
            line: The line.
            column: Where the replaced characters begin.
            length: How many characters are replaced.
            text: What takes their place.
        """
        return cls(line, column, line, column + length, text)

    @classmethod
    def without_line(cls, line: int) -> Edit:
        """Return the edit that deletes a whole line, line feed included."""
        return cls(line, 1, line + 1, 1, "")

    def moved(self, lines: int) -> Edit:
        """Return the same edit, `lines` lines further down.

        For text that was checked by itself and stands below other lines of its file.
        """
        return dataclasses.replace(self, line=self.line + lines, end_line=self.end_line + lines)

    def applied_to(self, text: str) -> str:
        """Return a file's text with the edit applied."""
        lines = text.split("\n")
        if self.end_line > len(lines):  # the last line has no end of its own to delete
            lines.append("")
        first, last = lines[self.line - 1], lines[self.end_line - 1]
        typed = first[: self.column - 1] + self.text + last[self.end_column - 1 :]
        return "\n".join([*lines[: self.line - 1], typed, *lines[self.end_line :]])


@dataclasses.dataclass(frozen=True, slots=True)
class Cure:
    """How to mend one problem: in words for people and, where no person must decide, as an edit.

    Attributes:
        words: Vietnamese; they say exactly what `edit` does.
        edit: The edit that mends the problem; `None` where a person must decide.
    """

    words: str
    edit: Edit | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Rule:
    """One kind of mistake that data can hold, with the words for it.

    Attributes:
        code: `TTnnn`, never used again for another rule.
        title: A few words for the catalogue.
        message: What is wrong; `{name}` is replaced by the value of that name given to `at`.
        cure: What to type instead, with placeholders as in `message`.
        why: The reason for the rule, one or two sentences.
        severity: Whether it stops a build; most do.
        wrong: A short example that breaks it.
        right: The wrong example, mended.
        withholds: Whether the rule belongs to the secrecy gate: its breach does not stop a build,
            which leaves out what `Problem.withheld` names.
        counted: Whether a build with `--strict` stops for it; false for a question that a person
            may answer later.
    """

    code: str
    title: str
    message: str
    cure: str
    why: str
    severity: Severity = Severity.ERROR
    wrong: str = ""
    right: str = ""
    withholds: bool = False
    counted: bool = True

    def at(self, location: Location, /, **values: object) -> Problem:
        """Return the problem “this rule is broken at `location`”.

        Args:
            location: The place.
            **values: Values for the placeholders of `message` and `cure`, mostly the editor's own
                text. Long values are cut, but for `fix`, which people copy, and for `how` and
                `wording`, which the program words itself.
        """
        shown = {
            name: quotable(str(value), longest=_MAX_WORDING if name in _UNCUT else _MAX_QUOTE)
            for name, value in values.items()
        }
        return Problem(
            code=self.code,
            severity=self.severity,
            location=location,
            message=self.message.format(**shown),
            cure=self.cure.format(**shown),
            counted=self.counted,
        )


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    """One mistake at one place, ready to print.

    Attributes:
        code: Code of the broken rule.
        severity: Whether the data passes `access-info check`.
        location: Where to type.
        message: What is wrong.
        cure: What to type instead.
        withheld: What a build leaves out because of the problem, while it goes on; of an error or
            of the warning about a lapsed waiver. `None` for every other problem.
        edit: The edit that `cure` describes, where no person must decide.
        counted: Whether a build with `--strict` stops for it.
    """

    code: str
    severity: Severity
    location: Location
    message: str
    cure: str
    withheld: Withheld | None = None
    edit: Edit | None = None
    counted: bool = True

    def typed(self, edit: Edit | None) -> Problem:
        """Return the problem with an edit that does what its cure says; `None` for no edit."""
        return dataclasses.replace(self, edit=edit)

    def cured(self, cure: Cure | None) -> Problem:
        """Return the problem with a cure made for this very place instead of the rule's general one.

        `None` leaves the problem as it is.
        """
        if cure is None:
            return self
        words = quotable(cure.words, longest=_MAX_WORDING)
        return dataclasses.replace(self, cure=words, edit=cure.edit)

    def format(self, base: Path) -> str:
        """Return two lines for a terminal: the place and what is wrong, then what to type.

        Args:
            base: The folder that paths are shown relative to.
        """
        place = f"{self.location.relative_to(base)}:{self.location.line}:{self.location.column}"
        return f"{place}: {self.severity.label} [{self.code}] {self.message}\n    → {self.cure}"

    def as_json(self, base: Path) -> dict[str, Any]:
        """Return the problem as JSON values, for `access-info check --format json`.

        The member `edit` is missing where a person must decide.

        Args:
            base: The folder that paths are shown relative to.
        """
        return {
            "code": self.code,
            "severity": self.severity.value,
            "path": self.location.relative_to(base),
            "line": self.location.line,
            "column": self.location.column,
            "message": self.message,
            "cure": self.cure,
            **({"edit": dataclasses.asdict(self.edit)} if self.edit else {}),
        }


def quotable(text: str, *, longest: int = _MAX_QUOTE) -> str:
    """Return an editor's text made safe to quote in one line of a terminal.

    Control and direction-changing characters are shown as `⟨U+202E⟩`, and text of more than
    `longest` characters is cut.
    """
    cut = text if len(text) <= longest else text[: longest - 1] + "…"
    return "".join(
        char if char.isprintable() or char == " " else f"⟨U+{ord(char):04X}⟩" for char in cut
    )


def unfilled(template: str) -> str:
    """Return the template of a message or cure for the catalogue of rules: `“{text}”` → `“…”`.

    An escaped brace becomes a plain one: `{{` → `{`.
    """
    return _HOLE.sub(lambda match: "…" if match[1] else match[0][0], template)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems sorted by file, line, column and code, duplicates dropped."""
    return sorted(dict.fromkeys(problems), key=lambda problem: (problem.location, problem.code))


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Return the errors that stop a build; where a part can be withheld, the build goes on without it."""
    return [problem for problem in failures(problems) if problem.withheld is None]


def failures(problems: Iterable[Problem]) -> list[Problem]:
    """Return every error, those of withheld parts too: `access-info check` fails for each of them."""
    return [problem for problem in problems if problem.severity is Severity.ERROR]


def withheld_in(problems: Iterable[Problem]) -> frozenset[Withheld]:
    """Return the parts of the data that a build leaves out because of these problems."""
    return frozenset(problem.withheld for problem in problems if problem.withheld is not None)


def withheld_line(problems: Iterable[Problem]) -> str:
    """Return the Vietnamese sentence of a build's log on how many parts were left out; "" for none."""
    places = {
        (problem.location.path, problem.withheld)
        for problem in problems
        if problem.withheld is not None
    }
    if not places:
        return ""
    return (
        f"{len(places)} chỗ nêu trên không được đăng: trang giữ chỗ và ghi “đang rà soát”. Những gì "
        "khác vẫn được dựng; lệnh access-info check vẫn coi đó là lỗi."
    )


def rules_of(*modules: object) -> list[Rule]:
    """Return every `Rule` that the given modules declare at top level, sorted by code."""
    by_code = {
        rule.code: rule
        for module in modules
        for rule in vars(module).values()
        if isinstance(rule, Rule)
    }
    return [by_code[code] for code in sorted(by_code)]
