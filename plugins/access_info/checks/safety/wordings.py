"""Wordings of the gate's data files, and where a text holds them.

A wording is words with their accents. Of a text that has accents the very words are looked for, so that
“phố” is no “phó”; of one that was typed without any, the words without accents.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from access_info.checks.safety.normalized_text import NormalizedText, without_accents
from access_info.source import read_yaml

DATA = Path(__file__).parent / "data"
_WORD = re.compile(r"[^\W_]+")
_DIGITS = "\\d"
_PIECE = re.compile(r"\\d|[^\W_]+")
# “hoà” is “hòa”: where the mark of the tone stands is a habit.
# Words with a capital first letter; hard spaces and dashes are no letters.
_CAPITALISED = re.compile(r"(?<!\w)(?=\w)(?![a-zà-ỹđ])\w+|[^\w\x00-\x7f]")
# The first accent of a word that begins small: only texts typed without accents have none.
_SMALL_ACCENTED = re.compile(r"(?<!\w)(?=[a-zà-ỹđ])[A-Za-z0-9_]*+[^\W\x00-\x7f]")
_SMALL_WORD = re.compile(r"[a-z]+")
_FEWEST_SMALL = 3
_TONES = {
    "oà": "òa",
    "oá": "óa",
    "oả": "ỏa",
    "oã": "õa",
    "oạ": "ọa",
    "oè": "òe",
    "oé": "óe",
    "oẻ": "ỏe",
    "oẽ": "õe",
    "oẹ": "ọe",
    "uỳ": "ùy",
    "uý": "úy",
    "uỷ": "ủy",
    "uỹ": "ũy",
    "uỵ": "ụy",
}
_TONE = re.compile("|".join(_TONES))
_OLD_TONES = {new: old for old, new in _TONES.items()}


@functools.cache
def data_files() -> dict[str, dict[str, Any]]:
    """Read the data files of the gate, by name without ending."""
    documents = {path.stem: read_yaml(path) for path in sorted(DATA.glob("*.yml"))}
    for document in documents.values():
        if not document.complete:
            raise ValueError(f"{document.path}: {document.problems}")
    return {name: document.data for name, document in documents.items()}


@functools.lru_cache(maxsize=8192)
def canonical(word: str) -> str:
    """Return a word in lower case, the mark of its tone where today's spelling puts it."""
    word = word.lower()
    # “quý”, “quỳnh”: the “u” belongs to the “q”.
    if word.isascii() or word.startswith("q"):
        return word
    return _TONE.sub(lambda pair: _TONES[pair[0]] if pair.end() == len(word) else pair[0], word)


def old_spelling(word: str) -> str:
    """Return a canonical word with the mark of its tone where it used to be put: “hoà”."""
    return word[:-2] + _OLD_TONES.get(word[-2:], word[-2:])


def typed_bare(text: str) -> bool:
    """Tell whether a text was typed without accents, but for names that were copied into it."""
    if text.isascii():
        return True
    if _SMALL_ACCENTED.search(text):
        return False
    rest = _CAPITALISED.sub("", text)
    return rest.isascii() and len(_SMALL_WORD.findall(rest)) >= _FEWEST_SMALL


class Words:
    """Hold the words of a text, in order.

    Attributes:
        text: The text.
        starts: First character of each word, in the text's forms.
        ends: The character after its last one.
        plain: Each without accents, in lower case.
        ascii: Whether the whole text was typed without accents.
    """

    __slots__ = ("_exact", "ascii", "ends", "plain", "starts", "text")

    def __init__(self, text: NormalizedText) -> None:
        """Take a text apart."""
        self.text = text
        spans = [match.span() for match in _WORD.finditer(text.plain)]
        self.starts = [start for start, _ in spans]
        self.ends = [end for _, end in spans]
        self.plain = [text.plain[start:end] for start, end in spans]
        self.ascii = typed_bare(text.clean)
        self._exact: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self.starts)

    def written(self, index: int) -> str:
        """Return a word as it was written."""
        return self.text.clean[self.starts[index] : self.ends[index]]

    def exact(self, index: int) -> str:
        """Return a word in its canonical spelling."""
        word = self._exact.get(index)
        if word is None:
            word = self._exact[index] = canonical(self.written(index))
        return word

    def between(self, left: int, right: int) -> str:
        """Return what stands between the end of a word and the start of a later one."""
        return self.text.clean[self.ends[left] : self.starts[right]]


_Node = dict[str, Any]
_LAST = ""


class Wordings:
    """Hold wordings with choices as trees of their words, one for each first word, grown when a text has it."""

    __slots__ = ("_lone", "_spelled", "_trees")

    def __init__(self, entries: Iterable[tuple[str, str]], *, lone: bool = False) -> None:
        """Spell out wordings.

        Args:
            entries: Each wording with what it stands for.
            lone: Whether a single syllable counts where it was typed without its accents.
        """
        self._lone = lone
        self._spelled: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for wording, meaning in entries:
            for spelling in spellings(wording):
                words = tuple(
                    word if word == _DIGITS else canonical(word)
                    for word in _PIECE.findall(spelling)
                )
                if words:
                    self._spelled.setdefault(without_accents(words[0]), []).append((words, meaning))
        self._trees: dict[str, _Node | None] = dict.fromkeys(self._spelled)

    def _grown(self, first: str) -> _Node:
        tree: _Node = {}
        for words, meaning in self._spelled[first]:
            node = tree
            for word in words[1:]:
                node = node.setdefault(without_accents(word), {})
            node.setdefault(_LAST, []).append((words, meaning))
        return tree

    def found_in(self, words: Words) -> Iterator[tuple[int, int, str]]:
        """Yield first word, the one after the last, and the meaning of each wording in a text."""
        trees, plain = self._trees, words.plain
        for first, word in enumerate(plain):
            if word not in trees:
                continue
            node = trees[word]
            if node is None:
                node = trees[word] = self._grown(word)
            at = first + 1
            while node is not None:
                for spelling, meaning in node.get(_LAST, ()):
                    if self._is(words, first, spelling):
                        yield first, at, meaning
                if at == len(plain):
                    break
                following = node.get(plain[at])
                if following is None and plain[at][0].isdigit():
                    following = node.get(_DIGITS)
                node, at = following, at + 1

    def _is(self, words: Words, first: int, spelling: tuple[str, ...]) -> bool:
        if words.ascii:
            return self._lone or len(spelling) > 1 or spelling[0].isascii()
        return all(
            word in (_DIGITS, words.exact(first + offset)) for offset, word in enumerate(spelling)
        )


def spellings(wording: str) -> list[str]:
    """Return every spelling of a wording with choices, which may stand in each other.

    “bị (xử |)phạt” is two: “bị xử phạt”, “bị phạt”.
    """
    return _sequence(wording, 0, "")[0]


def _sequence(wording: str, at: int, stops: str) -> tuple[list[str], int]:
    """Read up to one of the stops; return the spellings and where the stop is."""
    found = [""]
    while at < len(wording) and wording[at] not in stops:
        if wording[at] == "(":
            options: list[str] = []
            while wording[at] != ")":
                more, at = _sequence(wording, at + 1, "|)")
                options += more
            at += 1
            found = [before + option for before in found for option in options]
        else:
            end = at
            while end < len(wording) and wording[end] not in "(|)":
                end += 1
            found = [before + wording[at:end] for before in found]
            at = end
    return found, at
