"""Vietnamese alphabetical order: 29 letters, then tones."""

from __future__ import annotations

import unicodedata

from access_info.model.vocabularies import AGENCY_KINDS

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: rank for rank, letter in enumerate(_ALPHABET, 10)}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_COMMUNE_WORDS = ("ủy ban nhân dân ", "uỷ ban nhân dân ", "ubnd ")
_UNIT_WORDS = (
    *(
        f"{kind.area} "
        for kind in AGENCY_KINDS.values()
        if kind.is_committee and not kind.is_province_committee
    ),
    *("thị trấn ", "quận ", "thị xã ", "thành phố "),
)


def sort_key(text: str) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    """Return a key that sorts names as a Vietnamese dictionary does: letters, then tones."""
    letters: list[int] = []
    tones: list[int] = []
    for char in text.casefold():
        base = ""
        tone = 0
        for part in unicodedata.normalize("NFD", char):
            if part in _TONES:
                tone = _TONES[part]
            else:
                base += part
        letter = unicodedata.normalize("NFC", base)
        letters.append(_RANK.get(letter, 1 if letter.isspace() else 2 + ord(letter[:1] or "0") % 8))
        tones.append(tone)
    return tuple(letters), tuple(tones), text


def index_name(name: str) -> str:
    """Strip a name to what people look it up by: `Ủy ban nhân dân xã An Bình` → `An Bình`."""
    folded = name.casefold()
    for words in (_COMMUNE_WORDS, _UNIT_WORDS):
        for word in words:
            if folded.startswith(word) and len(folded) > len(word):
                name, folded = name[len(word) :], folded[len(word) :]
                break
    return name


def index_letter(name: str) -> str:
    """Return the letter of the alphabet that a name stands under; `#` for digits and signs."""
    first = index_name(name)[:1].casefold()
    parts = [part for part in unicodedata.normalize("NFD", first) if part not in _TONES]
    letter = unicodedata.normalize("NFC", "".join(parts))
    return letter.upper() if letter in _RANK else "#"
