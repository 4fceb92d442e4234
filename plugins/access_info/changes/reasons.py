"""Why something was taken away, as the author of a change says: always shown as plain text."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Iterable, Iterator

from access_info.changes.losses import CONTACTS
from access_info.changes.records import Loss
from access_info.model.types import fold

_MOST = 600
_MOST_TEXT = 200_000
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_DECORATION = " \t*_#>-–—+•·`\"'“”‘’«»[]()|"
_LINE = re.compile(
    r"(?:lý|lí|ly|li)\s+do(?P<what>\b[^:：]{0,120}?)\s*(?::|：|\s[-–—]\s)\s*(?P<why>.*)",
    re.IGNORECASE,
)
_HEADING = re.compile(r"#+\s*(?:lý|lí|ly|li)\s+do\b(?P<what>[^:：]{0,120})", re.IGNORECASE)
_NAMING = re.compile(r"[\d_-]")
_WORD = re.compile(r"[^\W\d_]+")
_VOWEL = re.compile(r"[aeiouy]")
# Typed to get past a check, or left over from a template.
_JUNK = frozenset(
    {
        "abc",
        "abcd",
        "def",
        "xyz",
        "asd",
        "asdf",
        "sdf",
        "dfg",
        "fgh",
        "qwe",
        "qwer",
        "qwerty",
        "zxc",
        "aaa",
        "bbb",
        "xxx",
        "yyy",
        "zzz",
        "test",
        "tes",
        "lorem",
        "ipsum",
        "todo",
        "tbd",
        "foo",
        "bar",
        "baz",
        "blah",
        "bla",
        "ok",
        "oke",
        "okie",
        "none",
        "null",
    }
)
_TEMPLATE = (
    "ghi-ly-do",
    "nhap-ly-do",
    "dien-ly-do",
    "viet-ly-do",
    "neu-ro-ly-do",
    "ly-do-o-day",
    "ly-do-cua-ban",
    "vi-sao-go",
    "khong-co-ly-do",
    "khong-ly-do",
)
_FEWEST_WORDS = 2
_FEWEST_LETTERS = 6


@dataclasses.dataclass(frozen=True)
class Reason:
    """A reason that was given.

    Attributes:
        about: What it is about, folded: an item's id, a year; "" for everything.
        text: In the author's words, one line.
    """

    about: str
    text: str


@dataclasses.dataclass(frozen=True)
class Reasons:
    """All that was said.

    Attributes:
        given: Reasons of real words.
        refused: Lines that look like a reason and say none.
    """

    given: tuple[Reason, ...] = ()
    refused: tuple[str, ...] = ()

    def for_loss(self, loss: Loss) -> str:
        """The reason for a loss: one about it alone before one about everything."""
        names = {fold(loss.key), fold(f"{loss.agency}/{loss.key}"), fold(loss.agency)} - {""}
        for about in (names, {""}):
            for one in self.given:
                if one.about in about:
                    return one.text
        return ""


def read_reasons(texts: Iterable[str], typed: Iterable[str] = ()) -> Reasons:
    """Reasons in commit messages and in the text of a pull request.

    Args:
        texts: Texts in which lines like `Lý do: …` or `Lý do gỡ 2026-001: …` stand.
        typed: Reasons that were given by themselves.
    """
    found = [Reason("", _one_line(text)) for text in typed]
    for text in texts:
        found += _lines(text[:_MOST_TEXT])
    given = tuple(dict.fromkeys(one for one in found if is_reason(one.text)))
    refused = tuple(dict.fromkeys(one.text for one in found if not is_reason(one.text)))
    return Reasons(given, tuple(text for text in refused if text))


def _lines(text: str) -> Iterator[Reason]:
    clean = _COMMENT.sub("", unicodedata.normalize("NFC", text).replace("\r\n", "\n"))
    lines = [line.strip() for line in clean.split("\n")]
    for number, line in enumerate(lines):
        heading = _HEADING.fullmatch(line)
        match = heading or _LINE.fullmatch(line.strip(_DECORATION))
        if match is None:
            continue
        why = "" if heading else _one_line(match["why"])
        if not why:
            following = (one for one in lines[number + 1 :] if one)
            after = next(following, "")
            if after.startswith("#") or _LINE.fullmatch(after.strip(_DECORATION)):
                after = ""
            why = _one_line(after)
        for about in _about(match["what"]) or [""]:
            yield Reason(about, why)


def _about(what: str) -> list[str]:
    """Ids, years, folder names and keys among the words before the colon, folded."""
    words = [word.strip(f"{_DECORATION},;.") for word in what.split()]
    return [fold(word) for word in words if _NAMING.search(word) or word in CONTACTS]


def _one_line(text: str) -> str:
    line = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip().strip("*_`\"'“”").strip()
    return line if len(line) <= _MOST else line[: _MOST - 1] + "…"


def is_reason(text: str) -> bool:
    """Whether a text is made of real words, and is no template's hint.

    Whether it is a good reason, the reviewer says.
    """
    if not text or text[0] in "<{" or (text[0] in "([" and text[-1] in ")]"):
        return False
    folded = fold(text)
    if any(hint in folded for hint in _TEMPLATE):
        return False
    words = {
        word
        for word in _WORD.findall(folded)
        if len(word) > 1 and _VOWEL.search(word) and word not in _JUNK and len(set(word)) > 1
    }
    return len(words) >= _FEWEST_WORDS and sum(map(len, words)) >= _FEWEST_LETTERS
