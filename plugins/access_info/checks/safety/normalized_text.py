"""Text as the rules compare it, with the way back to where each letter stood."""

from __future__ import annotations

import re
import unicodedata

# One character for one: spaces, hyphens and digits of any width.
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
_NOTHING = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
# Hardly any text has one of them.
_changed = re.compile(f"[{''.join(map(re.escape, (*map(chr, _SAME_LENGTH), *_NOTHING)))}]").search


class NormalizedText:
    """Hold a text in three forms of equal length.

    Attributes:
        clean: NFKC, plain spaces, hyphens and digits; case and accents kept.
        plain: `clean` without accents and in lower case, for finding words.
        impossible: File and name of each pattern of the rules' data whose words the text has not, if
            somebody looked.
    """

    __slots__ = ("_low", "_starts", "_text", "clean", "impossible", "plain")

    def __init__(self, text: str) -> None:
        """Put a text into the forms that rules look at."""
        self.impossible: frozenset[tuple[str, str]] = frozenset()
        self._low: str | None = None
        self._text = text
        self._starts: list[int] | None = None
        clean, changed = text, _changed(text) is not None
        if changed:
            clean = text.translate(_SAME_LENGTH)
        if not unicodedata.is_normalized("NFKC", clean) or (
            changed and not _NOTHING.isdisjoint(clean)
        ):
            clean, self._starts = _composed(clean)
        self.clean = clean
        self.plain = without_accents(clean)

    @property
    def low(self) -> str:
        """`clean` in lower case, letter for letter."""
        if self._low is None:
            low = self.clean.lower()
            if len(low) != len(self.clean):  # “İ” becomes two
                low = "".join(letter.lower()[:1] for letter in self.clean)
            self._low = low
        return self._low

    def part(self, start: int, end: int) -> NormalizedText:
        """Return a part of the text, in the same forms."""
        part = NormalizedText("")
        part.clean, part.plain = self.clean[start:end], self.plain[start:end]
        return part

    def picked(self, places: list[int]) -> NormalizedText:
        """Return some of the letters, in order, each with where it stands in the text as it was given."""
        picked = NormalizedText("")
        picked.clean = "".join(self.clean[place] for place in places)
        picked.plain = "".join(self.plain[place] for place in places)
        picked._text = self._text
        picked._starts = [self.span(place, place + 1)[0] for place in places]
        return picked

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a part of `clean` stands in the text as it was given."""
        if self._starts is None:
            return start, end
        return self._starts[start], self._starts[end] if end < len(self._starts) else len(
            self._text
        )


def _composed(text: str) -> tuple[str, list[int]]:
    """Compose NFKC letter by letter, each with the place of its first character."""
    chars: list[str] = []
    starts: list[int] = []
    at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        for char in unicodedata.normalize("NFKC", text[at:end]):
            if char not in _NOTHING:
                chars.append(char)
                starts.append(at)
        at = end
    return "".join(chars), starts


class _BareLetters(dict[int, str]):
    """Hold letters without accents, in lower case, by their code; each is worked out once."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        bare = "d" if char in "đĐ" else unicodedata.normalize("NFD", char)[0].lower()[:1] or char
        self[code] = bare
        return bare


_BARE_LETTERS = _BareLetters()


def without_accents(text: str) -> str:
    """Return a text (NFC) without accents and in lower case; letter for letter, so that places stay."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "d"))
    bare = apart.encode("ascii", "ignore")
    # Most texts are letters of Vietnamese and ASCII: each leaves one letter.
    return bare.decode().lower() if len(bare) == len(text) else text.translate(_BARE_LETTERS)
