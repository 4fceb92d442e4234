"""Prepare texts as the rules compare them, with the way back to each letter, and find wordings in them."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Generic, TypeVar

from access_info.source.documents import read_yaml

# Spaces, hyphens and digits of any width → their plain forms, one character for one.
_SAME_LENGTH = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009", " "),
        **dict.fromkeys("\u200a\u202f\u3000", " "),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d", "-"),
        **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
        "\uff20": "@",
        "\uff0e": ".",
        "\uff0f": "/",
        "\uff1a": ":",
    }
)
# Soft hyphen, zero-width characters, direction marks.
_IGNORED = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
# Searched for first, since hardly any text has one of them.
_changed = re.compile(f"[{''.join(map(re.escape, (*map(chr, _SAME_LENGTH), *_IGNORED)))}]").search


class NormalizedText:
    """A text in the forms that rules search: `clean`, `low` and `plain`, equal in length.

    An offset in one form is the same in the others. Rules report places in the text as given, which
    may be longer (accents apart, invisible characters): `span` converts.

    Attributes:
        clean: NFKC, with plain spaces, hyphens and digits; case and accents kept.
        plain: `clean` without accents and in lower case, for finding words.
        impossible: (file, name) of patterns of the rules' data that cannot match in the text, as
            far as is known.
    """

    def __init__(self, text: str) -> None:
        """Put a text into its forms."""
        self.impossible: frozenset[tuple[str, str]] = frozenset()
        self._text = text
        self._starts: list[int] | None = None
        clean, changed = text, _changed(text) is not None
        if changed:
            clean = text.translate(_SAME_LENGTH)
        if not unicodedata.is_normalized("NFKC", clean) or (
            changed and not _IGNORED.isdisjoint(clean)
        ):
            clean, self._starts = _composed(clean)
        self.clean = clean
        self.plain = without_accents(clean)

    @functools.cached_property
    def low(self) -> str:
        """`clean` in lower case, with as many characters."""
        low = self.clean.lower()
        if len(low) != len(self.clean):  # “İ” becomes two
            low = "".join(letter.lower()[:1] for letter in self.clean)
        return low

    def part(self, start: int, end: int) -> NormalizedText:
        """Return a part of the text, in the same forms; its offsets begin at 0, and `span` does not lead back."""
        part = NormalizedText("")
        part.clean, part.plain = self.clean[start:end], self.plain[start:end]
        return part

    def picked(self, places: list[int]) -> NormalizedText:
        """Return a text of some letters of this one, whose `span` still leads to the text as given.

        Args:
            places: Offsets of the letters, in order.
        """
        picked = NormalizedText("")
        picked.clean = "".join(self.clean[place] for place in places)
        picked.plain = "".join(self.plain[place] for place in places)
        picked._text = self._text
        picked._starts = [self.span(place, place + 1)[0] for place in places]
        return picked

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return start and end, in the text as given, of the part of `clean` from `start` to `end`."""
        if self._starts is None:
            return start, end
        return self._starts[start], self._starts[end] if end < len(self._starts) else len(
            self._text
        )


def _composed(text: str) -> tuple[str, list[int]]:
    """Return a text in NFKC, and for each of its letters the offset in the text as given.

    “e” and a combining accent become one letter; invisible characters are dropped.
    """
    chars: list[str] = []
    starts: list[int] = []
    at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        for char in unicodedata.normalize("NFKC", text[at:end]):
            if char not in _IGNORED:
                chars.append(char)
                starts.append(at)
        at = end
    return "".join(chars), starts


class _BareLetters(dict[int, str]):
    """A table for `str.translate`: letter → the letter without accents, in lower case; filled on demand."""

    def __missing__(self, code: int) -> str:
        """Work out a letter and remember it."""
        char = chr(code)
        bare = "d" if char in "đĐ" else unicodedata.normalize("NFD", char)[0].lower()[:1] or char
        self[code] = bare
        return bare


_BARE_LETTERS = _BareLetters()


def without_accents(text: str) -> str:
    """Return a text (NFC) without accents and in lower case: “Ủy ban” → “uy ban”.

    It has as many letters as before, so that offsets are the same.
    """
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "d"))
    bare = apart.encode("ascii", "ignore")
    # Most texts are letters of Vietnamese and ASCII: each leaves one letter.
    return bare.decode().lower() if len(bare) == len(text) else text.translate(_BARE_LETTERS)


DATA = Path(__file__).parent / "data"
_WORD = re.compile(r"[^\W_]+")
_DIGITS = "\\d"
_WORD_OR_DIGITS = re.compile(r"\\d|[^\W_]+")
# Words with a capital first letter; hard spaces and dashes are no letters.
_CAPITALISED = re.compile(r"(?<!\w)(?=\w)(?![a-zà-ỹđ])\w+|[^\w\x00-\x7f]")
# An accent in a word that begins with a small letter: only texts typed without accents have none.
_SMALL_ACCENTED = re.compile(r"(?<!\w)(?=[a-zà-ỹđ])[A-Za-z0-9_]*+[^\W\x00-\x7f]")
_SMALL_WORD = re.compile(r"[a-z]+")
# So many words without accents prove that a text was typed without.
_MIN_SMALL = 3
# “hoà” is “hòa”: where the mark of the tone stands is a habit.
_TONES = dict(
    zip(
        ("oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"),
        ("òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"),
        strict=True,
    )
)
_TONE = re.compile("|".join(_TONES))
_OLD_TONES = {new: old for old, new in _TONES.items()}


@functools.cache
def data_files() -> dict[str, dict[str, Any]]:
    """Return the content of the gate's data files (`data/NAME.yml`), by name; read once."""
    documents = {path.stem: read_yaml(path) for path in sorted(DATA.glob("*.yml"))}
    for document in documents.values():
        if not document.complete:
            raise ValueError(f"{document.path}: {document.problems}")
    return {name: document.data for name, document in documents.items()}


@functools.lru_cache(maxsize=8192)
def canonical(word: str) -> str:
    """Return a word in lower case, its tone marked where today's spelling does: “Hoà” → “hòa”."""
    word = word.lower()
    # “quý”, “quỳnh”: the “u” belongs to the “q”.
    if word.isascii() or word.startswith("q"):
        return word
    return _TONE.sub(lambda pair: _TONES[pair[0]] if pair.end() == len(word) else pair[0], word)


def old_spelling(word: str) -> str:
    """Return a canonical word with the mark of its tone where it used to be put: “hòa” → “hoà”."""
    return word[:-2] + _OLD_TONES.get(word[-2:], word[-2:])


def typed_bare(text: str) -> bool:
    """Tell whether a text was typed without accents: “Thong bao cua UBND xa”.

    Words with capitals do not count, for names may have been copied with their accents. Without
    enough other words the answer is no.
    """
    if text.isascii():
        return True
    if _SMALL_ACCENTED.search(text):
        return False
    rest = _CAPITALISED.sub("", text)
    return rest.isascii() and len(_SMALL_WORD.findall(rest)) >= _MIN_SMALL


class Words:
    """The words of a text, in order; other methods and functions speak of them by index.

    Attributes:
        text: The text.
        starts: Offset of each word, in the text's forms.
        ends: Offset behind it.
        plain: Each word without accents, in lower case.
        ascii: Whether the text was typed without accents (`typed_bare`).
    """

    def __init__(self, text: NormalizedText) -> None:
        """Split a text into words."""
        self.text = text
        spans = [match.span() for match in _WORD.finditer(text.plain)]
        self.starts = [start for start, _ in spans]
        self.ends = [end for _, end in spans]
        self.plain = [text.plain[start:end] for start, end in spans]
        self.ascii = typed_bare(text.clean)

    def __len__(self) -> int:
        return len(self.starts)

    def written(self, index: int) -> str:
        """Return a word as typed."""
        return self.text.clean[self.starts[index] : self.ends[index]]

    def exact(self, index: int) -> str:
        """Return a word in its canonical spelling: lower case, with accents."""
        return canonical(self.written(index))

    def between(self, left: int, right: int) -> str:
        """Return the text between the end of the word `left` and the start of the word `right`."""
        return self.text.clean[self.ends[left] : self.starts[right]]


# A word → the node for the words that may follow it; `_LAST` → the wordings that end here.
_Node = dict[str, Any]
_LAST = ""
M = TypeVar("M")


class Wordings(Generic[M]):
    """Wordings, each with its meaning, arranged as trees of words so that a text is searched for all at once.

    A wording may hold choices: “bị (xử |)phạt”.
    """

    def __init__(self, entries: Iterable[tuple[str, M]], *, lone: bool = False) -> None:
        """Build the trees.

        Args:
            entries: Each wording with its meaning.
            lone: Whether a wording of a single syllable also counts where it was typed without its
                accents, though it may then be another word.
        """
        self._lone = lone
        self._trees: _Node = {}
        for wording, meaning in entries:
            for spelling in spellings(wording):
                words = tuple(
                    word if word == _DIGITS else canonical(word)
                    for word in _WORD_OR_DIGITS.findall(spelling)
                )
                node = self._trees
                for word in words:
                    node = node.setdefault(without_accents(word), {})
                if words:
                    node.setdefault(_LAST, []).append((words, meaning))

    def found_in(self, words: Words) -> Iterator[tuple[int, int, M]]:
        """Yield (first, behind, meaning) of each wording in a text.

        `first` is the index of its first word, `behind` that of the word behind its last one.
        """
        plain = words.plain
        for first, word in enumerate(plain):
            node, at = self._trees.get(word), first + 1
            while node is not None:
                for spelling, meaning in node.get(_LAST, ()):
                    if self._has_accents_of(words, first, spelling):
                        yield first, at, meaning
                if at == len(plain):
                    break
                following = node.get(plain[at])
                if following is None and plain[at][0].isdigit():
                    following = node.get(_DIGITS)
                node, at = following, at + 1

    def _has_accents_of(self, words: Words, first: int, spelling: tuple[str, ...]) -> bool:
        """Tell whether words of a text, equal to a spelling without accents, have its accents too.

        “phố” is no “phó”. In a text typed without accents they need none, but a single syllable then
        counts only if it has none anyway, or if the wordings are `lone`.
        """
        if words.ascii:
            return self._lone or len(spelling) > 1 or spelling[0].isascii()
        return all(
            word in (_DIGITS, words.exact(first + offset)) for offset, word in enumerate(spelling)
        )


# An innermost choice: “(xử |)”.
_CHOICE = re.compile(r"\(([^()]*)\)")


def spellings(wording: str) -> list[str]:
    """Return all spellings of a wording with choices, which may stand inside each other.

    “bị (xử |)phạt” → “bị xử phạt”, “bị phạt”.
    """
    choice = _CHOICE.search(wording)
    if choice is None:
        return [wording]
    before, behind = wording[: choice.start()], wording[choice.end() :]
    options = [before + option + behind for option in choice[1].split("|")]
    return list(dict.fromkeys(spelling for option in options for spelling in spellings(option)))


# “M Ậ T”: three or more single letters with blanks between them.
_LETTERS_APART = re.compile(r"(?<!\w)[^\W\d_](?:\s+[^\W\d_]){2,}(?!\w)")


def with_letters_joined(aligned: NormalizedText) -> NormalizedText | None:
    """Return the text with each “M Ậ T” made “MẬT”, so that it is found as a stamp; `None` for no such letters.

    The letters keep their offsets in the text as given, so that the stamp is reported where it
    stands.
    """
    runs = [match.span() for match in _LETTERS_APART.finditer(aligned.clean)]
    if not runs:
        return None
    chosen: list[int] = []
    at = 0
    for start, end in runs:
        chosen += range(at, start)
        chosen += (place for place in range(start, end) if not aligned.clean[place].isspace())
        at = end
    chosen += range(at, len(aligned.clean))
    return aligned.picked(chosen)
