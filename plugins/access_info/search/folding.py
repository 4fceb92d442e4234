"""Text as it is compared: without case, accents, Unicode form and old ways of spelling.

`folding.js` of the script holds the same rules; a test compares the two. A word has two faces:

- its *form* keeps accents, with the tone mark behind the word, so that `hoà` and `hòa` are one;
- its *folded* face has none: `đất`, `đạt` and `dat` are one.
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata

from access_info.model.typed_days import AcceptedDays, days_in

# Letters, marks and digits of the Basic Multilingual Plane; a code like `1.012345` is one word.
_WORD = re.compile("[0-9]+(?:\\.[0-9]+)+|[0-9a-z\u00c0-\u1fff\u2c00-\ud7ff\uf900-\uffef]+")
# `ngày 30/10/2026`, `30 tháng 10 năm 2026`; in `search.js` too.
_IN_TITLES = AcceptedDays(day_first="/.-", words=True, gap="")
# Grave, acute, tilde, hook above, dot below: the five written tones.
_TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_MARK = re.compile("[\u0300-\u036f]")
# `kĩ` and `kỹ`, `quí` and `quý` are one; `tai` and `tay`, `thúi` and `thúy` are not.
_FINAL_Y = re.compile("([bcdđfghjklmnpqrstvwxz]|qu)y$")
# `Quý III` is typed as `quý 3`.
_QUARTER = "qui"
_QUARTERS = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
# `Chín tháng` is typed as `9 tháng`, `mười một tháng` as `11 tháng`.
_MONTHS = "thang"
_COUNTED = frozenset({_QUARTER, _MONTHS})
_NUMERALS = ("mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi")
# `c ấp`, `ti ền`: syllables that the text of a scanned page tore apart; in `folding.js` too.
_VOWELS = "áàảãạăắằẳẵặâấầẩẫậéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵ"
_TORN = re.compile(
    "(?<![0-9a-z\u00c0-\u1fff])"
    "((?:[bcdđghklmnpqrstvx]|[cgknpt]h|gi|ng|ngh|qu|tr)"
    "(?:|[iu]y?(?=\\s[ếềểễệ])|u(?=\\s[ấầẩẫậốồổỗộỷ])|ư(?=\\s[ớờởỡợ])|o(?=\\s[ạặ])))"
    f"\\s(?=[{_VOWELS}])"
)
# Searched first, because it is much faster: without a blank before a vowel no syllable is torn.
_MAYBE_TORN = re.compile(f"\\s[{_VOWELS}]")
_SOFT_HYPHEN = "\u00ad"
# Searched before days are parsed, which is slow: every date has three numbers, few titles have.
_MAYBE_DAY = re.compile("[0-9][^0-9]+[0-9]+[^0-9]+[0-9]{4}")
_LEADING_ZEROS = re.compile("^0+(?=[0-9])")


def split_words(text: str) -> list[str]:
    """Return the words of a text, lower case, otherwise as written; wide digits are digits."""
    return _WORD.findall(_lowered(text))


def _lowered(text: str) -> str:
    """Return a text ready to be split into words: lower case, torn syllables joined (`c ấp` → `cấp`)."""
    plain = unicodedata.normalize("NFKC", text).replace(_SOFT_HYPHEN, "").lower()
    return _TORN.sub("\\1", plain) if _MAYBE_TORN.search(plain) else plain


def days(text: str) -> set[str]:
    """Return the days named in a text, as ISO dates.

    Days that no calendar has (31/02) too, since people copy them from titles.
    """
    plain = unicodedata.normalize("NFKC", text)
    return {day.iso for day in days_in(plain, _IN_TITLES)} if _MAYBE_DAY.search(plain) else set()


# Holds the distinct words of a block of records; those of a whole site would need too much memory.
@functools.lru_cache(1 << 15)
def spelling(word: str) -> tuple[str, str]:
    """Return the folded face and the form of a word from `split_words`.

    `hòa`, `hoà` → (`hoa`, `hoa` + the grave accent as a character of its own)
    """
    if word.isascii():
        bare = _bare(word)
        return bare, bare
    apart = unicodedata.normalize("NFD", word)
    tones = "".join(_TONE.findall(apart))
    # U+00F0 looks like đ and is typed in its place.
    bare = unicodedata.normalize("NFC", _TONE.sub("", apart)).replace("\u00f0", "đ")
    bare = _bare(bare)
    folded = _MARK.sub("", unicodedata.normalize("NFD", bare)).replace("đ", "d")
    return folded, bare + tones


def _bare(word: str) -> str:
    """Return a word without leading zeros, a final `y` that sounds like `i` written `i`: `kỹ`, `kĩ`."""
    if word.endswith("y"):
        word = _FINAL_Y.sub("\\1i", word)
    return _LEADING_ZEROS.sub("", word) if word.startswith("0") else word


def spelled(text: str) -> list[tuple[str, str]]:
    """Return (folded face, form) of each word of a text; `quý III` and `chín tháng` get digits."""
    return list(zip(*spelled_apart(text), strict=True))


def spelled_apart(text: str) -> tuple[list[str], list[str]]:
    """Return (folded faces, forms) of a text's words, two lists of the same length.

    `quý III` and `chín tháng` get digits; torn syllables are joined.
    """
    faces = [*itertools.chain.from_iterable(map(_spelled_part, _lowered(text).split(" ")))]
    folded, forms = faces[::2], faces[1::2]
    if not _COUNTED.isdisjoint(folded):
        _count_in_digits(folded, forms)
    return folded, forms


@functools.lru_cache(1 << 15)
def _spelled_part(part: str) -> tuple[str, ...]:
    """Return the folded face and the form of each word between two blanks, one after the other.

    Cached, since most parts are one word, and have been met before.
    """
    return tuple(itertools.chain.from_iterable(map(spelling, _WORD.findall(part))))


def _count_in_digits(folded: list[str], forms: list[str]) -> None:
    """Replace numerals of quarters and months by digits, in place: `quý III` → `quý 3`.

    Both ways are typed: `chín tháng` → `9 tháng`, `mười một tháng` → `11 tháng`.
    """
    for at in range(len(folded) - 1, 0, -1):
        before, word = folded[at - 1], folded[at]
        if before == _QUARTER and word in _QUARTERS:
            folded[at] = forms[at] = _QUARTERS[word]
        elif word == _MONTHS and before in _NUMERALS:
            number = _NUMERALS.index(before) + 1
            is_teen = number <= 2 and at > 1 and folded[at - 2] == _NUMERALS[-1]  # noqa: PLR2004
            digits = str(number + 10 * is_teen)
            folded[at - 1 - is_teen : at] = forms[at - 1 - is_teen : at] = [digits]


def folded_words(text: str) -> list[str]:
    """Return the words of a text, folded."""
    return spelled_apart(text)[0]
