"""What a citizen or an office typed into a forge's form → its fields, by the form's own ids.

The forge hands a form over as Markdown, each answer below a heading that repeats the question. The
forms' files say which questions there are, so that nobody keeps them twice. Everything below a
heading is text and nothing else: a heading that no form asks stays a part of the answer, and one
that is asked counts where it stands first.
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

from access_info.source import Plain, SourceDocument, read_yaml

MOST_ANSWER = 2_000
# The forge's own limit is 65 536 characters; what is longer did not come from a form.
MOST_BODY = 200_000
_HEADING = "### "
_EMPTY = frozenset({"_No response_", "None", "_Không có câu trả lời_"})
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_BLANKS = re.compile(r"\n{3,}")


@dataclasses.dataclass(frozen=True)
class IssueForm:
    """Hold a form that the forge shows.

    Attributes:
        name: Its file's name without number and ending: `thong-tin-sai`.
        questions: Heading → id, as asked.
        required: Ids that must be answered.
        labels: Labels that the forge sets by itself on whatever comes through the form.
    """

    name: str
    questions: Mapping[str, str]
    required: frozenset[str]
    labels: tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class Answers:
    """Hold a form as it was filled in.

    Attributes:
        form: The form.
        fields: Text by id; empty answers are left out.
        cut: Ids of answers that were longer than is kept.
    """

    form: IssueForm
    fields: Mapping[str, str]
    cut: tuple[str, ...]

    @property
    def missing(self) -> list[str]:
        """Questions that must be answered and are not."""
        return [
            heading
            for heading, name in self.form.questions.items()
            if name in self.form.required and name not in self.fields
        ]


def read_forms(folder: Path) -> list[IssueForm]:
    """Return every form of a folder, by file name.

    Args:
        folder: Where the forge keeps them: `.github/ISSUE_TEMPLATE`.
    """
    files = sorted(path for path in folder.glob("[0-9]*.yml") if path.is_file())
    return [_form(path.stem.partition("-")[2], read_yaml(path)) for path in files]


def _form(name: str, document: SourceDocument) -> IssueForm:
    questions: dict[str, str] = {}
    required = set()
    for part in _rows(document.data.get("body")):
        identifier = str(part.get("id") or "")
        label = str(_mapping(part.get("attributes")).get("label") or "").strip()
        if identifier and label:
            questions[label] = identifier
            if _mapping(part.get("validations")).get("required") == "true":
                required.add(identifier)
    labels = document.data.get("labels")
    named = tuple(map(str, labels)) if isinstance(labels, list) else ()
    return IssueForm(name, questions, frozenset(required), named)


def _rows(value: Plain) -> Iterator[dict[str, Plain]]:
    return (row for row in value if isinstance(row, dict)) if isinstance(value, list) else iter(())


def _mapping(value: Plain) -> dict[str, Plain]:
    return value if isinstance(value, dict) else {}


def read_answers(body: str, forms: list[IssueForm]) -> Answers | None:
    """Return the form that a text came from, with what was typed.

    Args:
        body: The issue's text, as the forge hands it over.
        forms: The forms that there are.

    Returns:
        `None` when no form asks what the text answers.
    """
    lines = _clean(body[:MOST_BODY]).split("\n")
    headings = {line[len(_HEADING) :].strip() for line in lines if line.startswith(_HEADING)}
    candidates = [(len(headings & form.questions.keys()), form) for form in forms]
    candidates = [(count, form) for count, form in candidates if count]
    if not candidates:
        return None
    most = max(count for count, _ in candidates)
    form = next(form for count, form in candidates if count == most)
    fields: dict[str, str] = {}
    cut = []
    for name, text in _answers(lines, form):
        if text and text not in _EMPTY:
            if len(text) > MOST_ANSWER:
                cut.append(name)
                text = text[: MOST_ANSWER - 1].rstrip() + "…"  # noqa: PLW2901 - the rest is told
            fields[name] = text
    return Answers(form, fields, tuple(cut))


def _answers(lines: list[str], form: IssueForm) -> Iterator[tuple[str, str]]:
    waiting = dict(form.questions)
    name, held = "", list[str]()
    for line in lines:
        heading = line[len(_HEADING) :].strip() if line.startswith(_HEADING) else ""
        if heading in waiting:
            if name:
                yield name, _trim(held)
            name, held = waiting.pop(heading), []
        else:
            held.append(line)
    if name:
        yield name, _trim(held)


def _trim(lines: list[str]) -> str:
    return _BLANKS.sub("\n\n", "\n".join(line.rstrip() for line in lines)).strip()


def _clean(text: str) -> str:
    """Text without what nobody sees: comments, control and direction-changing characters."""
    text = _COMMENT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = unicodedata.normalize("NFC", text.replace("\t", " "))
    return "".join(char for char in text if char == "\n" or unicodedata.category(char)[0] != "C")
