"""Why something was taken away, as the author of a change says: always shown as plain text."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

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
_NAMING = re.compile(r"[\d_/-]|\w\.\w")
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
        about: What it is about, folded: items' ids, years, agencies; empty for everything.
        text: In the author's words, one line.
        words: All that stands before the colon, folded: names of files may hold spaces.
    """

    about: frozenset[str]
    text: str
    words: str = ""

    def rank(self, loss: Loss, agencies: frozenset[str], shared: frozenset[str]) -> int:
        """How nearly it is about a loss; 0 when it is not.

        Args:
            loss: The loss.
            agencies: All agencies that lost something.
            shared: Keys of losses in more than one agency: such an id alone excuses none.
        """
        if not self.about:
            return 1
        named = {one for one in agencies if fold(one) in self.about}
        things = self.about - {fold(one) for one in named}
        if named and loss.agency not in named:
            return 0
        if not things:
            return 2
        if fold(f"{loss.agency}/{loss.key}") in things:
            return 3
        meant = fold(loss.key) in things or (
            " " in loss.key and f"{self.words}-".endswith(f"-{fold(loss.key)}-")
        )
        return 3 if meant and (named or loss.key not in shared) else 0


@dataclasses.dataclass(frozen=True)
class Reasons:
    """All that was said.

    Attributes:
        given: Reasons of real words.
        refused: Lines that look like a reason and say none.
    """

    given: tuple[Reason, ...] = ()
    refused: tuple[str, ...] = ()

    def for_losses(self, losses: Sequence[Loss]) -> list[str]:
        """The reason for each loss, or "": one about it alone before one about everything."""
        agencies = frozenset(loss.agency for loss in losses if loss.agency)
        pairs = {(loss.key, loss.agency) for loss in losses}
        keys = Counter(key for key, _ in pairs)
        shared = frozenset(key for key, count in keys.items() if count > 1)
        return [self._for_loss(loss, agencies, shared) for loss in losses]

    def _for_loss(self, loss: Loss, agencies: frozenset[str], shared: frozenset[str]) -> str:
        ranked = [(one.rank(loss, agencies, shared), one.text) for one in self.given]
        best = max((rank for rank, _ in ranked), default=0)
        return next((text for rank, text in ranked if rank == best > 0), "")


def read_reasons(texts: Iterable[str], typed: Iterable[str] = ()) -> Reasons:
    """Reasons in commit messages and in the text of a pull request.

    Args:
        texts: Texts in which lines like `Lý do: …` or `Lý do gỡ 2026-001: …` stand.
        typed: Reasons that were given by themselves.
    """
    found = [Reason(frozenset(), _one_line(text)) for text in typed]
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
        yield Reason(_about(match["what"]), why, fold(match["what"]))


def _about(what: str) -> frozenset[str]:
    """Ids, years, folder names and keys among the words before the colon, folded."""
    words = [word.strip(f"{_DECORATION},;.") for word in what.split()]
    return frozenset(fold(word) for word in words if _NAMING.search(word) or word in CONTACTS)


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
