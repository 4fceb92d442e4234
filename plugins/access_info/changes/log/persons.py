"""Tell whether a text for a public log names a person: plain cases only; the reviewer reads the rest."""

from __future__ import annotations

import re

from access_info.checks.safety.detections import TextPlace
from access_info.checks.safety.numbers import numbers_in
from access_info.checks.safety.shapes import (
    CAPITAL,
    FAMILY_NAME,
    FREQUENT_FAMILIES,
    LONG_NUMBER,
    NAME_LABELS,
    NAMING_ONESELF,
    OTHER_FAMILIES,
    REPORTING,
    SENDERS,
    TITLES,
    TITLES_WITH_ACCENTS,
    either,
)
from access_info.checks.safety.texts import NormalizedText
from access_info.model.types import fold

# “ông Mẫu”, “BÀ MẪU”; also “bà ấy”: letters from “Ạ” to “ỹ” of either case. An office
# is addressed too, “đồng chí Bí thư”: there only a family name says that somebody is named.
_ADDRESSED = "|".join((*TITLES, *TITLES_WITH_ACCENTS)).replace("|đồng chí", "")
_TITLED = re.compile(
    rf"\b(?:(?i:{_ADDRESSED})\s+[{CAPITAL}\u1ea0-\u1ef9]\w+|(?i:đồng chí)\s+{FAMILY_NAME})"
)
_FREQUENT = frozenset(map(fold, FREQUENT_FAMILIES.split("|")))
# “Văn Phòng” is an office.
_OTHER = frozenset(OTHER_FAMILIES.split("|")) - {"Văn"}
# “gọi” and “phát hiện” are of a log's words alone.
_REPORTING = re.compile(rf"\b(?:{either(REPORTING)}|gọi|phát hiện)\b", re.IGNORECASE)
# “Người phản ánh: Nguyễn Văn Mẫu”, “tôi là Nguyễn Văn Mẫu”.
_SENDER = re.compile(
    rf"\b(?i:{either(f'{SENDERS}(?: là)?|{NAMING_ONESELF}|{NAME_LABELS}')})[ \t]*:?[ \t]*(?={FAMILY_NAME})"
)
_SHORTEST_NAME, _LONGEST_NAME = 2, 5


def names_person(text: str) -> bool:
    """Tell whether a text names a person or a way to reach somebody, as far as that is plain.

    Args:
        text: A role, as typed.
    """
    if _TITLED.search(text) or _SENDER.search(text) or "@" in text or LONG_NUMBER.search(text):
        return True
    if any(numbers_in(NormalizedText(text), TextPlace.VALUE)):
        return True
    words = text.split()
    return (
        _SHORTEST_NAME <= len(words) <= _LONGEST_NAME
        and (fold(words[0]) in _FREQUENT or words[0].capitalize() in _OTHER)
        and all(word[:1].isupper() and word.strip(".").isalpha() for word in words)
    )


def names_reporter(sentence: str) -> bool:
    """Tell whether a sentence says which person reported something.

    Names in what was published are no secret: a signer's name may be what was wrong.

    Args:
        sentence: A sentence of the log.
    """
    return bool(
        (_TITLED.search(sentence) and _REPORTING.search(sentence)) or _SENDER.search(sentence)
    )
