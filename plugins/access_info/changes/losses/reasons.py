"""The reasons that the author of a change gives for losses; always shown as plain text."""

from __future__ import annotations

import dataclasses
import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from access_info.changes.compare.records import Loss
from access_info.changes.losses.naming import Lost, Names, only_names, read_names
from access_info.model.types import fold

_MOST = 600
_MOST_NAMES = 2_000
_MOST_TEXT = 200_000
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_DECORATION = " \t*_#>-–—+•·`\"'“”‘’«»[]()|"
# “Lý do gỡ 2026-001: đăng nhầm”: `what` “ gỡ 2026-001”, `why` “đăng nhầm”; not “Lý do chung”.
_LINE = re.compile(
    r"(?:lý|lí|ly|li)\s+do(?P<what>\b[^:：]{0,2000}?) ?(?::|：|\s[-–—]\s)\s*(?P<why>.*)",
    re.IGNORECASE,
)
# A heading above the reason: “## Lý do gỡ 2026-001”.
_HEADING = re.compile(r"#+\s*(?:lý|lí|ly|li)\s+do\b(?P<what>[^:：]{0,120})", re.IGNORECASE)
# “2026-001: đăng nhầm”: `names` is “2026-001”.
_FIRST = re.compile(r"(?P<names>[^:：]+?)\s?(?::|：|\s[-–—]\s)")
_WORD = re.compile(r"[^\W\d_]+")
# A point of a list: “- …”, “1. …”, “2) …”.
_LISTED = re.compile(r"[-*+•·] |\d{1,2}[.)] ")
_VOWEL = re.compile(r"[aeiouy]")
# Folded words typed to get past a check.
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
class LossReason:
    """A reason for losses as the author gave it.

    Attributes:
        names: The names of what it is a reason for.
        text: The reason in the author's words, one line.
    """

    names: Names
    text: str

    @property
    def about(self) -> frozenset[str]:
        """Ids, years, agencies, files, fields that it names, folded."""
        return self.names.about


@dataclasses.dataclass(frozen=True)
class Reasons:
    """All reasons that the author of a change gave.

    Attributes:
        given: Reasons of real words.
        refused: Lines that look like a reason and are none.
    """

    given: tuple[LossReason, ...] = ()
    refused: tuple[str, ...] = ()

    @property
    def in_general(self) -> str:
        """The first reason that names nothing: why a change reaches so far; else ""."""
        return next((reason.text for reason in self.given if not reason.names), "")

    def for_losses(self, losses: Sequence[Loss]) -> list[str]:
        """Return the reason for each loss, or "": a reason counts only for what it names."""
        lost = Lost(losses)
        return [self._for_loss(loss, lost) for loss in losses]

    def _for_loss(self, loss: Loss, lost: Lost) -> str:
        near = [(lost.nearness(reason.names, loss), reason.text) for reason in self.given]
        best = max((rank for rank, _ in near), default=0)
        return next((text for rank, text in near if rank == best > 0), "")


def read_reasons(texts: Iterable[str], typed: Iterable[str] = ()) -> Reasons:
    """Parse the reasons in commit messages and in the text of a pull request.

    Args:
        texts: Texts with lines like `Lý do: 2026-001: …` or `Lý do gỡ 2026-001: …`.
        typed: Reasons without the words “Lý do:” before them: `2026-001: …`.
    """
    reasons = [_reason("", text) for text in typed]
    for text in texts:
        reasons += _lines(text[:_MOST_TEXT])
    given = tuple(dict.fromkeys(reason for reason in reasons if is_reason(reason.text)))
    refused = tuple(dict.fromkeys(reason.text for reason in reasons if not is_reason(reason.text)))
    return Reasons(given, tuple(text for text in refused if text))


def _lines(text: str) -> Iterator[LossReason]:
    clean = _COMMENT.sub("", unicodedata.normalize("NFC", text).replace("\r\n", "\n"))
    lines = [" ".join(line.split()) for line in clean.split("\n")]
    for number, line in enumerate(lines):
        heading = _HEADING.fullmatch(line)
        match = heading or _LINE.fullmatch(line.strip(_DECORATION))
        if match is None:
            continue
        why = "" if heading else match["why"]
        for reason in (why,) if why else _below(lines[number + 1 :]):
            yield _reason(match["what"], reason)


def _below(lines: Sequence[str]) -> Iterator[str]:
    """Yield the reasons below a line that ends after its colon: a line, or each point of a list."""
    following = itertools.dropwhile(lambda line: not line, lines)
    for number, line in enumerate(following):
        listed = _LISTED.match(line)
        if line.startswith("#") or _LINE.fullmatch(line.strip(_DECORATION)):
            return
        if listed is None:
            if number == 0:
                yield line
            return
        yield line[listed.end() :]


def _reason(what: str, why: str) -> LossReason:
    """Build a reason from the words before the colon and after it; names may be in either."""
    names = read_names(what)
    first = _FIRST.match(why[:_MOST_NAMES])
    if not names and first is not None and only_names(first["names"]):
        return LossReason(read_names(first["names"]), _single_line(why[first.end() :]))
    return LossReason(names, _single_line(why))


def _single_line(text: str) -> str:
    line = " ".join(unicodedata.normalize("NFC", text).split()).strip("*_`\"'“” ")
    return line if len(line) <= _MOST else line[: _MOST - 1] + "…"


def is_reason(text: str) -> bool:
    """Tell whether a text is made of real words, and is no template's hint.

    Whether it is a good reason is for the reviewer to say.
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
