"""Does a text for a public log name a person? Obvious cases only; the reviewer reads the rest."""

from __future__ import annotations

import re

from access_info.model.declarations.types import fold

_CAPITAL = "A-ZÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝĂĐĨŨƠƯẠ-Ỹ"
_HONORIFIC = re.compile(
    rf"\b(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Cc]hú|[Bb]ác|[Ee]m|[Cc]ụ)\s+[{_CAPITAL}]\w+"
)
_SURNAMES = frozenset(
    {
        *("nguyen", "tran", "le", "pham", "hoang", "huynh", "phan", "vu", "vo", "dang", "bui"),
        *("do", "ho", "ngo", "duong", "ly", "dinh", "dao", "doan", "truong", "lam", "mai"),
        *("trinh", "cao", "luong", "luu", "ta", "thai", "chau", "to", "quach", "danh", "thach"),
    }
)
_REPORTING = re.compile(
    r"\b(?:phản ánh|kiến nghị|báo|gửi|gọi|khiếu nại|phát hiện)\b", re.IGNORECASE
)
_NUMBER = re.compile(r"\d[\d .]{7,}\d")
_SHORTEST_NAME, _LONGEST_NAME = 2, 5


def names_person(text: str) -> bool:
    """Whether a text names a person or a way to reach one, as far as that is plain."""
    if _HONORIFIC.search(text) or "@" in text or _NUMBER.search(text):
        return True
    words = text.split()
    folded = [fold(word) for word in words]
    short = _SHORTEST_NAME <= len(words) <= _LONGEST_NAME
    return (
        short
        and folded[0] in _SURNAMES
        and all(word[:1].isupper() and word.strip(".").isalpha() for word in words)
    )


def names_reporter(sentence: str) -> bool:
    """Whether a sentence says which person reported something.

    Names in what was published are no secret: a signer's name may be what was wrong.
    """
    return bool(_HONORIFIC.search(sentence) and _REPORTING.search(sentence))
