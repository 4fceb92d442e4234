"""Stamps: words that count only where a stamp stands, alone on a line or in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from access_info.checks.safety import rules
from access_info.checks.safety.aligned import Aligned
from access_info.checks.safety.hits import Hit, Place
from access_info.problems import Rule


def _spaced(words: str) -> str:
    """A pattern of words whose letters a scan may have set apart."""
    return r"\s*".join(char for char in words if char != " ")


_LEVEL = f"(?:{_spaced('TUYỆT MẬT')}|{_spaced('TỐI MẬT')}|{_spaced('MẬT')})"
_LONG_LEVEL = f"(?:{_spaced('TUYỆT MẬT')}|{_spaced('TỐI MẬT')})"
_GRADE = _spaced("ĐỘ MẬT")
_RECALLED = f"(?:{_spaced('TÀI LIỆU THU HỒI')}|{_spaced('CHỈ NGƯỜI CÓ TÊN MỚI ĐƯỢC BÓC BÌ')})"
_INTERNAL = f"(?:{_spaced('TÀI LIỆU')}\\s*)?{_spaced('LƯU HÀNH NỘI BỘ')}"
_RETURN = _spaced("XEM XONG TRẢ LẠI")
_DRAFT = f"{_spaced('DỰ THẢO')}(?:\\s+(?:LẦN|THỨ)(?:\\s+(?:THỨ\\s+)?\\d+)?)?"
_OPENED = f"(?:{_spaced('ĐÃ')}\\s*)?{_spaced('GIẢI MẬT')}"
_EDGE = r"[^\w\n]*"


def _line(pattern: str, *, case: bool = True) -> re.Pattern[str]:
    return re.compile(rf"^{_EDGE}{pattern}{_EDGE}$", re.MULTILINE | (0 if case else re.IGNORECASE))


def _column(pattern: str) -> re.Pattern[str]:
    """Alone on a line, or in a column of it: what a stamp beside the letterhead comes out as."""
    gap = r"(?:\t| {3,})"
    return re.compile(rf"(?:^|{gap}){_EDGE}{pattern}[^\w\n\t]*?(?:$|{gap})", re.MULTILINE)


def _boxed(pattern: str, *, case: bool = True) -> re.Pattern[str]:
    flags = 0 if case else re.IGNORECASE
    return re.compile(rf"[(\[{{|]\s*{pattern}\s*[)\]}}|]", flags)


def _bare(pattern: str) -> str:
    """The same pattern without accents and in lower case; what it says of spaces stays."""
    return Aligned(pattern).plain


_BARE_LEVEL = _bare(_LONG_LEVEL)
_BARE_GRADE = f"{_bare(_GRADE)}\\s*:\\s*{_bare(_LEVEL)}"
_HEAD = re.compile("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM")

# Lines of an attachment: upper case, for a stamp is; the long levels without accents too.
_SECRET_LINE = _column(f"(?:{_GRADE}\\s*:?\\s*)?{_LEVEL}")
_LONG_SECRET_LINE = _line(f"(?:{_GRADE}\\s*:?\\s*)?{_LONG_LEVEL}")
_GRADE_LINE = _line(f"{_GRADE}\\s*:\\s*{_LEVEL}", case=False)
_ANY_CASE_LINE = _line(_LEVEL, case=False)
_BOXED_SECRET = _boxed(_LEVEL)
_BOXED_NAMED = re.compile(rf"[(\[]\s*(?:[Đđ]ộ\s+)?(?:Mật|{_LEVEL})\s*[)\]]")
_CATALOGUE = re.compile("bi mat nha nuoc")
_AT_AN_END = re.compile(rf"^{_EDGE}{_LEVEL}\s*[-:]\s|\s-\s*{_LEVEL}{_EDGE}$")
_SECRET_PAPER = re.compile(rf"(?:[Tt]ài liệu|[Vv]ăn bản|[Cc]ông văn|[Hh]ồ sơ)\s+{_LEVEL}(?!\w)")
_WHOLE_PAPER = re.compile(
    rf"{_EDGE}(?:tài liệu|văn bản|công văn|hồ sơ)\s+{_LEVEL}{_EDGE}", re.IGNORECASE
)
_BOXED_LONG = _boxed(_LONG_LEVEL, case=False)
_BOXED_GRADE = _boxed(f"{_GRADE}\\s*:\\s*{_LEVEL}", case=False)
_VALUE_SECRET = re.compile(rf"{_EDGE}(?:{_GRADE}\s*:?\s*)?{_LEVEL}{_EDGE}", re.IGNORECASE)
# Where the stamp's place is: under the number, beside the date (Decree 30/2020, box 10a).
_BESIDE = re.compile(
    rf"^{_EDGE}{_LEVEL}\s+[^\n]{{2,30}},\s*ngày\s+\d|^\s*Số\s*:?\s*\S+\s+{_LEVEL}{_EDGE}$",
    re.MULTILINE,
)
_BARE_LINES = _line(f"(?:{_BARE_LEVEL}|{_BARE_GRADE})")

# Other marks: whole lines in any case, with or without accents.
_OTHERS: tuple[tuple[Rule, re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (rule, _line(pattern, case=False), _boxed(pattern, case=False))
    for rule, pattern in (
        (rules.RECALLED, _bare(_RECALLED)),
        (rules.INTERNAL, _bare(_INTERNAL)),
        (rules.REVIEW_MARK, _bare(_RETURN)),
        (rules.DECLASSIFIED, _bare(_OPENED)),
        (rules.REVIEW_MARK, _bare(_DRAFT)),
    )
)
_INTERNAL_END = re.compile(rf"[-,;:]\s*{_bare(_INTERNAL)}{_EDGE}$")
_INTERNAL_BOX = re.compile(rf"[(\[]\s*{_bare(_INTERNAL)}[^)\]\n]{{0,40}}[)\]]")
_INTERNAL_TAIL = re.compile(rf"^{_EDGE}{_INTERNAL} *[-,.:][^\n]*$", re.MULTILINE)


def marks_in(aligned: Aligned, place: Place) -> Iterator[Hit]:
    """Stamps of secrecy and of distribution."""
    yield from _secret(aligned, place)
    # In data a draft is a kind of document and the name of a group, not a stamp.
    for rule, line, boxed in _OTHERS if place in (Place.TOP, Place.BODY) else _OTHERS[:-1]:
        for pattern in (line, boxed) if place is not Place.BODY else (line,):
            for found in pattern.finditer(aligned.plain):
                yield _hit(aligned, rule, found)
    for pattern in (_INTERNAL_BOX, *((_INTERNAL_END,) if place is Place.VALUE else ())):
        for found in pattern.finditer(aligned.plain):
            yield _hit(aligned, rules.INTERNAL, found)
    for found in _INTERNAL_TAIL.finditer(aligned.clean):
        if found[0].isupper():
            yield _hit(aligned, rules.INTERNAL, found)


def _secret(aligned: Aligned, place: Place) -> Iterator[Hit]:
    clean = aligned.clean
    patterns = [_GRADE_LINE, _BOXED_LONG, _BOXED_GRADE]
    if place in (Place.VALUE, Place.CONTACT):
        whole = _VALUE_SECRET.fullmatch(clean) or _WHOLE_PAPER.fullmatch(clean)
        if whole is not None:
            yield _hit(aligned, rules.SECRET, whole)
            return
        patterns += [_BOXED_SECRET, _AT_AN_END]
        if not clean.isupper():
            patterns.append(_SECRET_PAPER)
        if not _CATALOGUE.search(aligned.plain):
            patterns.append(_BOXED_NAMED)
    elif place is Place.TOP or _HEAD.search(clean):
        # Another document may begin within a file: its head says so.
        patterns += [_SECRET_LINE, _BOXED_SECRET]
        if place is Place.TOP:
            patterns += [_ANY_CASE_LINE, _BESIDE]
    else:
        patterns.append(_LONG_SECRET_LINE)
    for pattern in patterns:
        for found in pattern.finditer(clean):
            yield _hit(aligned, rules.SECRET, found)
    for found in _BARE_LINES.finditer(aligned.plain):
        if clean[found.start() : found.end()].isascii():
            yield _hit(aligned, rules.SECRET, found)


def _hit(aligned: Aligned, rule: Rule, found: re.Match[str]) -> Hit:
    text = aligned.clean[found.start() : found.end()]
    start = found.start() + len(text) - len(text.lstrip())
    end = found.end() - (len(text) - len(text.rstrip()))
    first, last = aligned.span(start, end)
    shown = " ".join(aligned.clean[start:end].split()).strip("()[]{}|. ")
    return Hit(first, last, rule.code, shown, rule)
