"""Stamps: words that count only where a stamp stands, alone on a line or in brackets."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from access_info.checks.safety import rules
from access_info.checks.safety.detections import Detection, TextPlace
from access_info.checks.safety.levels import levels_in
from access_info.checks.safety.normalized_text import NormalizedText
from access_info.problems import Rule


def _spaced(words: str) -> str:
    """Return a pattern of words whose letters a scan may have set apart."""
    return r"\s*".join(char for char in words if char != " ")


_LEVEL = f"(?:{_spaced('TUYỆT MẬT')}|{_spaced('TỐI MẬT')}|{_spaced('MẬT')})"
_LONG_LEVEL = f"(?:{_spaced('TUYỆT MẬT')}|{_spaced('TỐI MẬT')})"
_GRADE = f"(?:(?:{_spaced('MỨC')}|{_spaced('CẤP')})\\s*)?{_spaced('ĐỘ MẬT')}"
_URGENT = r"(?:\s*[-,/]?\s*(?:THƯỢNG KHẨN|KHẨN|H(?:ỎA|OẢ) TỐC))?"
_PAPER = "(?:{})".format(
    "|".join(
        _spaced(words)
        for words in (
            *("TÀI LIỆU", "VĂN BẢN", "CÔNG VĂN", "HỒ SƠ", "BÁO CÁO", "KẾ HOẠCH", "PHƯƠNG ÁN"),
            *("TỜ TRÌNH", "ĐIỆN", "BIÊN BẢN"),
        )
    )
)
# Signs of who may see a secret: A, B, C (Circular 24/2020/TT-BCA, model 03).
_SIGN = rf"(?:\s*\(?[ABC]\)?)?{_URGENT}"
_RECALLED = (
    f"(?:{_spaced('TÀI LIỆU THU HỒI')}|TÀI LIỆU(?: [^\n,;.()\\-]{{2,30}})?\\s*[(\\[\\-]\\s*THU HỒI"
    rf"|(?:BÌ\s*)?{_spaced('CHỈ NGƯỜI')}[^\n]{{0,15}}?\s*{_spaced('CÓ TÊN')}[^\n]{{0,20}}?\s*{_spaced('MỚI ĐƯỢC')}\s*(?:{_spaced('BÓC BÌ')}(?: THƯ)?|{_spaced('BÓC')}|{_spaced('MỞ')}))"
)
_INTERNAL = (
    f"(?:{_spaced('TÀI LIỆU')}\\s*)?(?:{_spaced('CHỈ')}\\s*)?(?:{_spaced('ĐƯỢC')}\\s*)?"
    f"(?:{_spaced('LƯU HÀNH')}|{_spaced('SỬ DỤNG')}|DÙNG)\\s*(?:{_spaced('TRONG')}\\s*)?{_spaced('NỘI BỘ')}"
)
_WITHIN = r"(?:\s+(?:ĐẢNG|ĐẢNG BỘ|LỰC LƯỢNG|QUÂN ĐỘI|CƠ QUAN|ĐƠN VỊ|NGÀNH|SỞ))?"
_IN_OFFICE = (
    f"(?:{_spaced('TÀI LIỆU')}\\s*)?(?:{_spaced('CHỈ')}\\s*)?{_spaced('LƯU HÀNH')}\\s*{_spaced('TRONG')}"
    r"\s+(?:ĐẢNG|ĐẢNG BỘ|LỰC LƯỢNG|QUÂN ĐỘI|CƠ QUAN|ĐƠN VỊ|NGÀNH|SỞ)(?: [^\n,.;]{2,30})?"
)
_AFTERWARDS = r"(?:\s+(?:NGAY )?(?:SAU|CUỐI|KHI|TRƯỚC) [^\n]{2,40})?"
# A paper that goes back to where it came from, whatever one does with it before.
_RETURN = rf"(?:XEM|ĐỌC|DÙNG|NGHIÊN\s*CỨU)\s*XONG(?:\s*THÌ)?(?:\s*XIN)?\s*(?:TRẢ|GỬI)\s*LẠI(?: [^\n.;]{{2,40}})?|{_spaced('XEM XONG TRẢ LẠI')}"
_RETURN = f"(?:{_PAPER}\\s*)?(?:{_RETURN})"
_UNSPREAD = (
    f"(?:{_spaced('TÀI LIỆU')}\\s*)?(?:{_spaced('NỘI BỘ')}[\\s,;\\-]*)?{_spaced('KHÔNG')}\\s*(?:{_spaced('ĐƯỢC')}\\s*)?"
    f"{_spaced('PHỔ BIẾN')}(?: RA NGOÀI| RỘNG RÃI)?"
)
_DRAFT = f"{_spaced('DỰ THẢO')}(?:\\s+(?:LẦN|THỨ)(?:\\s+(?:THỨ\\s+)?\\d+)?)?"
_OPENED = f"(?:{_spaced('ĐÃ')}\\s*)?{_spaced('GIẢI MẬT')}"
# The word before a line break that makes another word of "MẬT".
_PARTED = re.compile(
    r"(?<!\w)(?:bí|bảo|ong|túi|sỏi|đường|ống|dịch|lấy|rỉ|mía|cơ|thân|cẩn|bán|tuần|hoa)\s*$",
    re.IGNORECASE,
)
_EDGE = r"[^\w\n]*"


def _line(pattern: str, *, case: bool = True) -> re.Pattern[str]:
    return re.compile(rf"^{_EDGE}{pattern}{_EDGE}$", re.MULTILINE | (0 if case else re.IGNORECASE))


def _column(pattern: str) -> re.Pattern[str]:
    """Match a pattern alone on a line, or in a column of it: what a stamp beside the letterhead comes out as."""
    # A column begins at its first sign, so that a long gap is tried once only.
    begins = r"(?:^|(?<=\t)|(?<=   )(?=\S))"
    return re.compile(rf"{begins}[^\w\n]*+{pattern}[^\w\n\t]*?(?=$|\t|   )", re.MULTILINE)


def _boxed(pattern: str, *, case: bool = True) -> re.Pattern[str]:
    flags = 0 if case else re.IGNORECASE
    return re.compile(rf"[(\[{{|]\s*{pattern}\s*[)\]}}|]", flags)


def _bare(pattern: str) -> str:
    """Return a pattern without accents and in lower case; what it says of spaces stays."""
    return NormalizedText(pattern).plain


_BARE_LEVEL = _bare(_LONG_LEVEL)
_IS = r"\s*[:=\-]\s*"
_BARE_GRADE = f"{_bare(_GRADE)}{_IS}{_bare(_LEVEL)}"
_HEAD = re.compile("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM")

# Lines of an attachment: upper case, for a stamp is; the long levels without accents too.
_SECRET_LINE = _column(f"(?:{_GRADE}\\s*:?\\s*|{_PAPER}\\s*)?{_LEVEL}{_SIGN}")
_LONG_SECRET_LINE = _line(f"(?:{_GRADE}\\s*:?\\s*|{_PAPER}\\s*)?{_LONG_LEVEL}{_SIGN}")
_GRADE_LINE = _line(f"{_GRADE}(?:[^\\n:=]{{0,25}}?[:=]|{_IS})\\s*{_LEVEL}", case=False)
# Within a sentence; not where the three grades are listed.
_GRADE_STATED = re.compile(
    rf"(?<!các )(?<!ba )(?<!3 )độ mật\s*[:=]\s*{_LEVEL}(?=\s*(?:[.;)\]]|$))",
    re.IGNORECASE | re.MULTILINE,
)
_ANY_CASE_LINE = _line(_LEVEL, case=False)
_BOXED_SECRET = _boxed(_LEVEL)
_BOXED_NAMED = re.compile(rf"[(\[]\s*(?:[Đđ]ộ\s+)?(?:Mật|{_LEVEL})\s*[)\]]")
_BOXED_PAPER = re.compile(
    rf"[(\[]\s*(?:tài liệu|văn bản|công văn|hồ sơ)\s+{_LEVEL}\s*[)\]]", re.IGNORECASE
)
_CATALOGUE = re.compile("bi mat nha nuoc")
_AT_AN_END = re.compile(rf"^{_EDGE}{_LEVEL}\s*[-:]\s|\s-\s*{_LEVEL}{_EDGE}$")
_NAMED_AT_END = re.compile(rf"\s-\s*(?:Mật|Tối [Mm]ật|Tuyệt [Mm]ật){_EDGE}$")
_SECRET_PAPER = re.compile(rf"(?:[Tt]ài liệu|[Vv]ăn bản|[Cc]ông văn|[Hh]ồ sơ)\s+{_LEVEL}(?!\w)")
_WHOLE_PAPER = re.compile(
    rf"{_EDGE}(?:tài liệu|văn bản|công văn|hồ sơ)\s+{_LEVEL}{_EDGE}", re.IGNORECASE
)
_BOXED_LONG = _boxed(_LONG_LEVEL, case=False)
_BOXED_GRADE = _boxed(f"{_GRADE}{_IS}{_LEVEL}", case=False)
_VALUE_SECRET = re.compile(rf"{_EDGE}(?:{_GRADE}\s*[:=\-]?\s*)?{_LEVEL}{_EDGE}", re.IGNORECASE)
# That a paper bears the stamp; not how stamps are put.
_STAMPED = re.compile(
    rf"^(?:tài liệu|văn bản|công văn|hồ sơ|báo cáo|kế hoạch|bản)\b[^\n]{{0,60}}\bđóng dấu\s+(?:chỉ\s+)?(?:độ\s+)?"
    rf"[\"“'(\[]?{_LEVEL}{_EDGE}$",
    re.IGNORECASE | re.MULTILINE,
)
_HOW = re.compile(
    r"(?<!\w)(?:huong dan|quy dinh|viec|trinh tu|mau dau|cach|khi|neu|phai|khong)(?!\w)"
)
# Where the stamp's place is: under the number, beside the date (Decree 30/2020, box 10a).
_NEAR_NUMBER_OR_DATE = re.compile(
    rf"^{_EDGE}{_LEVEL}\s+[^\n]{{2,30}},\s*ngày\s+\d|^\s*Số\s*:?\s*\S+\s+{_LEVEL}{_EDGE}$",
    re.MULTILINE,
)
_BARE_LINES = _line(f"(?:{_BARE_LEVEL}|{_BARE_GRADE})")

# Other marks: whole lines in any case, with or without accents.
_OTHERS: tuple[tuple[Rule, re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (rule, _line(pattern, case=False), _boxed(pattern, case=False))
    for rule, pattern in (
        (rules.RECALLED, _bare(_RECALLED + _AFTERWARDS)),
        (rules.INTERNAL, _bare(_INTERNAL + _WITHIN)),
        (rules.INTERNAL, _bare(_UNSPREAD)),
        (rules.INTERNAL, _bare(_IN_OFFICE)),
        (rules.REVIEW_MARK, _bare(_RETURN)),
        (rules.DECLASSIFIED, _bare(_OPENED)),
        (rules.REVIEW_MARK, _bare(_DRAFT)),
    )
)
_INTERNAL_END = re.compile(rf"[-,;:.]\s*{_bare(_INTERNAL)}{_EDGE}$", re.MULTILINE)
_INTERNAL_BOX = re.compile(rf"[(\[]\s*{_bare(_INTERNAL)}[^)\]\n]{{0,40}}[)\]]")
_INTERNAL_HEAD = re.compile(rf"^{_EDGE}{_bare(_INTERNAL)}\s*[,;.]")
_OTHER_COLUMNS = ((rules.RECALLED, _column(_RECALLED)), (rules.INTERNAL, _column(_INTERNAL)))
_INTERNAL_TAIL = re.compile(rf"^{_EDGE}{_INTERNAL} *[-,.:][^\n]*$", re.MULTILINE)


def marks_in(aligned: NormalizedText, place: TextPlace) -> Iterator[Detection]:
    """Yield stamps of secrecy and of distribution."""
    yield from _secret(aligned, place)
    for start, end in levels_in(aligned, place):
        yield _between(aligned, rules.SECRET, start, end)
    # In data a draft is a kind of document and the name of a group, not a stamp.
    for rule, line, boxed in _OTHERS if place in (TextPlace.TOP, TextPlace.BODY) else _OTHERS[:-1]:
        for pattern in (line, boxed) if place is not TextPlace.BODY else (line,):
            for match in pattern.finditer(aligned.plain):
                yield _hit(aligned, rule, match)
    in_value = (_INTERNAL_END, _INTERNAL_HEAD) if place in (TextPlace.VALUE, TextPlace.TOP) else ()
    for pattern in (_INTERNAL_BOX, *in_value):
        for match in pattern.finditer(aligned.plain):
            yield _hit(aligned, rules.INTERNAL, match)
    if place is TextPlace.TOP:
        for rule, column in _OTHER_COLUMNS:
            for match in column.finditer(aligned.clean):
                yield _hit(aligned, rule, match)
    for match in _INTERNAL_TAIL.finditer(aligned.clean):
        if match[0].isupper():
            yield _hit(aligned, rules.INTERNAL, match)


def _secret(aligned: NormalizedText, place: TextPlace) -> Iterator[Detection]:
    clean = aligned.clean
    patterns = [_GRADE_LINE, _GRADE_STATED, _BOXED_LONG, _BOXED_GRADE]
    if place in (TextPlace.VALUE, TextPlace.CONTACT):
        whole = _VALUE_SECRET.fullmatch(clean) or _WHOLE_PAPER.fullmatch(clean)
        if whole is not None:
            yield _hit(aligned, rules.SECRET, whole)
            return
        patterns += [_BOXED_SECRET, _AT_AN_END]
        if not _HOW.search(aligned.plain):
            patterns.append(_STAMPED)
        if not clean.isupper():
            patterns.append(_SECRET_PAPER)
        if not _CATALOGUE.search(aligned.plain):
            patterns += [_BOXED_NAMED, _BOXED_PAPER, _NAMED_AT_END]
    elif place is TextPlace.TOP or _HEAD.search(clean):
        # Another document may begin within a file: its head says so.
        patterns += [_SECRET_LINE, _BOXED_SECRET]
        if place is TextPlace.TOP:
            patterns += [_ANY_CASE_LINE, _NEAR_NUMBER_OR_DATE]
    else:
        patterns.append(_LONG_SECRET_LINE)
    matches = itertools.chain.from_iterable(pattern.finditer(clean) for pattern in patterns)
    for match in matches:
        if not _is_parted(clean, match):
            yield _hit(aligned, rules.SECRET, match)
    for match in _BARE_LINES.finditer(aligned.plain):
        if clean[match.start() : match.end()].isascii():
            yield _hit(aligned, rules.SECRET, match)


def _is_parted(clean: str, match: re.Match[str]) -> bool:
    """Tell whether a lone "MẬT" is the end of a word that begins on the line before."""
    return match[0].strip().casefold() == "mật" and bool(_PARTED.search(clean[: match.start()]))


def _hit(aligned: NormalizedText, rule: Rule, match: re.Match[str]) -> Detection:
    return _between(aligned, rule, *match.span())


def _between(aligned: NormalizedText, rule: Rule, start: int, end: int) -> Detection:
    text = aligned.clean[start:end]
    start, end = start + len(text) - len(text.lstrip()), end - (len(text) - len(text.rstrip()))
    first, last = aligned.span(start, end)
    shown = " ".join(aligned.clean[start:end].split()).strip("()[]{}|. ")
    return Detection(first, last, rule.code, shown, rule)
