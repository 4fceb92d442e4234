"""Days and years of birth: behind their words, or right beside a name in a row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from access_info.checks.safety.people.standing import PRIVATE, People, Person, Standing
from access_info.model.declarations.typed_days import AcceptedDays, day_pattern

# Without accents, as the text is looked at: "5/9/1990", "5 thang 9, nam 1990", "1990-09-05".
_DAY = day_pattern(
    AcceptedDays(
        day_first="/.-", year_first="-", words=True, accents=False, gap=" ?", centuries=(19, 20)
    )
)
_DIGIT = re.compile(r"\d")
_BARE_DAY = day_pattern(AcceptedDays(day_first="/.-", gap="", centuries=(19, 20)))
# "tuyển sinh", "thí sinh", "khai sinh", "vệ sinh" are no birth.
_NO_BIRTH = "".join(
    rf"(?<!{word} )"
    for word in (
        "tuyen",
        "thi",
        "hoc",
        "ve",
        "phat",
        "khai",
        "an",
        "nay",
        "sinh",
        "khi",
        "ho",
        "hy",
        "hi",
    )
)
_OF_WHOM = r"(?: cua [^:;\n]{3,45}(?=:))?"
_GAP = r"[\s:,.\-]*(?:ngay\s+)?"
_LABEL = re.compile(
    r"(?<!\w)(?:ngay,? ?thang,? ?nam sinh|ngay sinh|sinh ngay(?= ?:)|dob|date of birth)"
    rf"{_OF_WHOM}{_GAP}({_DAY})(?!\d)"
)
_LABELLED = re.compile(rf"(?<!\w)(?:ngay sinh|nam sinh)(?!\w)[^\n;:]{{0,40}}?({_DAY})(?!\d)")
_BORN_ON = re.compile(
    rf"(?<!\w){_NO_BIRTH}(?:sinh(?: ngay)?|s/n|sn|ns|s(?=\.))[\s:,.]+(?:ngay\s+)?({_DAY})(?!\d)"
)
_BORN_IN = re.compile(
    rf"(?<!\w){_NO_BIRTH}(?:sinh nam|nam sinh|sinh|sn|s/n|ns){_OF_WHOM}"
    r"\s*:?\s*((?:19|20)\d\d)(?![\d/.\-])"
)
_YEAR_BEHIND = re.compile(r"\s*[(|,–-]\s*((?:19|20)\d\d)\s*(?=[),;|–\n-]|$)")
# “| nữ | 1998 |”: a year that is a cell of a row.
_YEAR_CELL = re.compile(r"\|\s*((?:19|20)\d\d)\s*(?=\||$)")
_FEWEST_CELLS, _MOST_CELLS = 2, 20
_SEX = r"(?:(?:gioi tinh:? ?)?(?:nam|nu)(?!\w)[\s,;|–-]*)?"
_DAY_BEHIND = re.compile(rf"[\s,;|:(–-]{{1,4}}{_SEX}({_BARE_DAY})(?!\d)")
_DAY_AHEAD = re.compile(rf"(?<![\d/])({_BARE_DAY})[\s,;|(–-]{{1,4}}{_SEX}$")
# A day beside a name that is no day of birth: of a signature, of an office.
_OF_SOMETHING = re.compile(r"(?:ngay|ky|tu|den|so|luc|qd[-\w]*)\W*$")
_NEAR = 80
_OPEN = frozenset({Standing.FIGURE, Standing.PUBLISHED})
# Whoever signs a paper, meets citizens, is on duty is no child; days that are younger are of other things.
_YOUNGEST = 2013
_NOT_YET = 2040


def births_in(people: People) -> Iterator[tuple[int, int, bool]]:
    """Yield days and years of birth.

    Yields:
        First character of the day, the one after its last, and whether it is a private person's.
    """
    plain = people.text.plain
    if not _DIGIT.search(plain):
        return
    seen: set[int] = set()
    for pattern in (_LABEL, _LABELLED, _BORN_ON, _BORN_IN) if people.persons else (_LABEL,):
        for match in pattern.finditer(plain):
            near = people.near(*match.span(), _NEAR)
            if match.start(1) in seen or not (near or pattern is _LABEL):
                continue
            # A whole day tells more than an award or a choice of staff needs.
            whole = not match[1].isdigit()
            if not near or any(
                person.standing in PRIVATE or (whole and person.standing is Standing.ACT)
                for person in near
            ):
                seen.add(match.start(1))
                yield *match.span(1), True
            elif any(person.standing not in _OPEN for person in near):
                seen.add(match.start(1))
                yield *match.span(1), False
    for person in people.persons:
        yield from _beside(plain, person, seen)
    private = [person for person in people.persons if person.standing in PRIVATE]
    if private and _FEWEST_CELLS < plain.count("|") < _MOST_CELLS:
        for match in _YEAR_CELL.finditer(plain):
            if match.start(1) not in seen and not _YOUNGEST < int(match[1]) < _NOT_YET:
                yield *match.span(1), True


def _beside(plain: str, person: Person, seen: set[int]) -> Iterator[tuple[int, int, bool]]:
    """Yield a day, or a year in brackets, that stands right beside a name."""
    if person.standing in _OPEN:
        return
    ahead = plain[max(person.start - 30, 0) : person.start]
    matches = [_DAY_BEHIND.match(plain, person.end)]
    if person.addressed or plain.count("|") > 1:
        matches.append(_YEAR_BEHIND.match(plain, person.end))
    spans = [match.span(1) for match in matches if match is not None]
    before = _DAY_AHEAD.search(ahead)
    if before is not None:
        offset = person.start - len(ahead)
        spans.append((before.start(1) + offset, before.end(1) + offset))
    for start, end in spans:
        years = re.findall(r"\d{4}", plain[start:end])
        if start in seen or not years or _YOUNGEST < int(years[-1]) < _NOT_YET:
            continue
        if _OF_SOMETHING.search(plain, max(start - 12, 0), start):
            continue
        seen.add(start)
        is_whole = not plain[start:end].isdigit()
        yield (
            start,
            end,
            person.standing in PRIVATE or (is_whole and person.standing is Standing.ACT),
        )
