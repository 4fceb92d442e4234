"""What can be wrong, where, and what to type instead.

A `Rule` is declared once, beside the code that finds it; a `Problem` is one breach of it
at one place. One object feeds the terminal, the MkDocs log, JSON and the catalogue page.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Any

# "{value}" of a template, or a brace that is meant as it stands: "{{".
_HOLE = re.compile(r"\{\{|\}\}|\{(\w+)\}")
_MAX_PATH = 4096
_MAX_QUOTE = 80
_MAX_WORDING = 5_000
# Values that are ours, or that people copy: never cut.
_UNCUT = frozenset({"fix", "how", "wording"})


class MisuseError(Exception):
    """What was asked for cannot be done so; the text says in Vietnamese why and what to type."""


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
    """The place where the editor must type.

    Attributes:
        path: Absolute path of the file, with `/`.
        line: Line, from 1.
        column: Column in characters, from 1.
    """

    path: str
    line: int = 1
    column: int = 1

    def relative_to(self, base: Path) -> str:
        """Return the path as people read it: relative to `base` where it lies below or beside it."""
        path, beside = Path(self.path), base.parent
        if path.is_relative_to(base):
            path = path.relative_to(base)
        elif beside.parent != beside and path.is_relative_to(beside):
            path = Path("..") / path.relative_to(beside)
        shown = path.as_posix()
        return shown if shown.isprintable() else quotable(shown, longest=_MAX_PATH)


@dataclasses.dataclass(frozen=True, slots=True, order=True)
class Withheld:
    """What a build leaves out instead of stopping: something that the secrecy gate caught.

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
    """Typing that mends a problem: one stretch of its file's text, replaced.

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
        """Return the edit of a stretch within one line.

        Args:
            line: The line.
            column: Where the stretch begins.
            length: Number of its characters.
            text: What is typed there.
        """
        return cls(line, column, line, column + length, text)

    @classmethod
    def without_line(cls, line: int) -> Edit:
        """Return the edit that deletes a whole line, with its end."""
        return cls(line, 1, line + 1, 1, "")

    def moved(self, lines: int) -> Edit:
        """Return the edit for a text that begins `lines` lines further down."""
        return dataclasses.replace(self, line=self.line + lines, end_line=self.end_line + lines)

    def applied_to(self, text: str) -> str:
        """Return a text with the edit done."""
        lines = text.split("\n")
        if self.end_line > len(lines):  # the last line has no end of its own to delete
            lines.append("")
        first, last = lines[self.line - 1], lines[self.end_line - 1]
        typed = first[: self.column - 1] + self.text + last[self.end_column - 1 :]
        return "\n".join([*lines[: self.line - 1], typed, *lines[self.end_line :]])


@dataclasses.dataclass(frozen=True, slots=True)
class Cure:
    """What to type instead at one place, for people and, where no person must decide, for machines.

    Attributes:
        words: Vietnamese; they name exactly what `edit` does.
        edit: The typing itself.
    """

    words: str
    edit: Edit | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Rule:
    """One mistake that data can hold.

    Attributes:
        code: `TTnnn`, never used again for another rule.
        severity: Whether it stops a build.
        title: A few words for the catalogue.
        message: What is wrong; `{name}` stands for a value given to `at`.
        cure: What to type instead, with placeholders as in `message`.
        why: The reason for the rule, one or two sentences.
        wrong: A short example that breaks it.
        right: The wrong example, mended.
        withholds: Whether it is of the secrecy gate: a build that meets it does not stop, but
            leaves out what `Problem.withheld` names.
        counted: Whether a build with `--strict` stops for it; not for a question that a person
            answers in their own time.
    """

    code: str
    severity: Severity
    title: str
    message: str
    cure: str
    why: str
    wrong: str = ""
    right: str = ""
    withholds: bool = False
    counted: bool = True

    def at(self, location: Location, /, **values: object) -> Problem:
        """Return a breach of the rule at `location`, with the editor's own text in `values`.

        Long text is cut, but for `fix`, which people copy, and our own words in `how` and `wording`.
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
        code: Of its rule.
        severity: Whether the data passes `access-info check`.
        location: Where to type.
        message: What is wrong.
        cure: What to type instead.
        withheld: What a build leaves out because of it, be it an error or a lapsed waiver's
            warning; the build goes on.
        edit: The typing that `cure` describes, where no person must decide.
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
        """Return the problem with the typing that its cure describes; `None` for none."""
        return dataclasses.replace(self, edit=edit)

    def cured(self, cure: Cure | None) -> Problem:
        """Return the problem with a cure for this place instead of the rule's, if there is one."""
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
        """Return the problem as plain data, for `access-info check --format json`.

        `edit` is there only where no person must decide.
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
    """Return an editor's text so that it is safe in one line of a terminal.

    Control and direction-changing characters are shown as `⟨U+202E⟩`, and long text is cut.
    """
    cut = text if len(text) <= longest else text[: longest - 1] + "…"
    return "".join(
        char if char.isprintable() or char == " " else f"⟨U+{ord(char):04X}⟩" for char in cut
    )


def unfilled(template: str) -> str:
    """Return a message or a cure with an ellipsis for what the editor typed."""
    return _HOLE.sub(lambda match: "…" if match[1] else match[0][0], template)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems by file, line and column, each once."""
    return sorted(dict.fromkeys(problems), key=lambda problem: (problem.location, problem.code))


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Return the errors that stop a build: one whose cause can be left out does not."""
    return [problem for problem in failures(problems) if problem.withheld is None]


def failures(problems: Iterable[Problem]) -> list[Problem]:
    """Return every error, also of what a build leaves out, as `access-info check` does."""
    return [problem for problem in problems if problem.severity is Severity.ERROR]


def withheld_in(problems: Iterable[Problem]) -> frozenset[Withheld]:
    """Return what a build leaves out because of problems."""
    return frozenset(problem.withheld for problem in problems if problem.withheld is not None)


def withheld_line(problems: Iterable[Problem]) -> str:
    """Return the sentence of a build's log that says what was left out; "" when it is nothing."""
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
    """Return every `Rule` declared in the given modules, by code."""
    by_code = {
        rule.code: rule
        for module in modules
        for rule in vars(module).values()
        if isinstance(rule, Rule)
    }
    return [by_code[code] for code in sorted(by_code)]
