"""Texts of documents in which what an officer must still decide stays visible.

In a text of `locale/`, square brackets stand around what nobody but the officer knows: a number, a
day, a signer. They are kept as they are and marked, and one note tells what they mean. Brackets in
an agency's own data are only characters.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator

from access_info.exports.dataset import DatasetTexts

# In `Số: [số] ngày {date}`: the blank `[số]` and the hole `{date}`; not `{a b}`.
_PARTS = re.compile(r"\{(?P<hole>\w+)\}|(?P<blank>\[[^\]]*\])")
# What XML 1.0 cannot hold, and what would turn a line's direction: NUL, U+202E; not a tab or LF.
_UNFIT = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


class Blank(str):
    """A value that an officer must fill in."""

    __slots__ = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Run:
    """Some characters of a phrase.

    Attributes:
        text: The characters.
        blank: Whether an officer must fill them in.
    """

    text: str
    blank: bool = False


Phrase = tuple[Run, ...]


def phrase(words: DatasetTexts, key: str, **values: object) -> Phrase:
    """Fill the holes of a key's text and mark its blanks.

    Args:
        words: The texts.
        key: The text's key.
        values: For its holes; a `Blank` stays a blank.

    Raises:
        KeyError: The text is not there, or a hole has no value.
    """
    return tuple(_joined(_runs(words[key], values)))


def literal(text: str) -> Phrase:
    """Turn data into a phrase: nothing in it is a blank, unless all of it is a `Blank`."""
    return (Run(without_unprintable(text), blank=isinstance(text, Blank)),)


def plain(runs: Iterable[Run]) -> str:
    """Join a phrase's runs into mere text."""
    return "".join(run.text for run in runs)


def without_unprintable(text: str) -> str:
    """Take out characters that XML cannot hold or that would turn a line's direction."""
    return _UNFIT.sub("", text)


def lower_first(text: str) -> str:
    """Lower a title's first letter for use in a sentence, unless an abbreviation begins it."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _runs(text: str, values: dict[str, object]) -> Iterator[Run]:
    end = 0
    for match in _PARTS.finditer(text):
        if match.start() > end:
            yield Run(text[end : match.start()])
        end = match.end()
        if match["blank"]:
            yield Run(match["blank"], blank=True)
        else:
            value = values[match["hole"]]
            yield Run(without_unprintable(str(value)), blank=isinstance(value, Blank))
    if end < len(text):
        yield Run(text[end:])


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """Join neighbouring runs that are both blank or both not."""
    last: Run | None = None
    for run in runs:
        if last is not None and last.blank == run.blank:
            last = Run(last.text + run.text, last.blank)
            continue
        if last is not None:
            yield last
        last = run
    if last is not None:
        yield last
