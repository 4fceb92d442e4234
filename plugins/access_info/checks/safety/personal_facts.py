"""Find what a text says of a person it names: birth, home, and facts of private life (`data/facts.yml`).

A span is the offset of the first character of a stretch, in the text's forms, and the offset behind
its last one.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from access_info.checks.safety import rules
from access_info.checks.safety.detections import Detection, TextPlace, lowered, masked
from access_info.checks.safety.shapes import EXACT_HOUSE, HOUSE, STRONG_HOME
from access_info.checks.safety.standing import PRIVATE, People, Person, Standing
from access_info.checks.safety.texts import NormalizedText, Wordings, data_files
from access_info.model.typed_days import AcceptedDays, day_pattern
from access_info.problems import Rule

# Without accents, as the text is looked at: "5/9/1990", "5 thang 9, nam 1990", "1990-09-05".
_DAY = day_pattern(
    AcceptedDays(
        day_first="/.-", year_first="-", words=True, accents=False, gap=" ?", centuries=(19, 20)
    )
)
_DIGIT = re.compile(r"\d")
_BARE_DAY = day_pattern(AcceptedDays(day_first="/.-", gap="", centuries=(19, 20)))
# Not behind these words: "tuyển sinh", "thí sinh", "khai sinh", "vệ sinh" are no birth.
_NO_BIRTH = r"(?<!(?:an|ho|hy|hi|ve) )(?<!(?:thi|hoc|nay|khi) )(?<!(?:phat|khai|sinh) )(?<!tuyen )"
_OF_WHOM = r"(?: cua [^:;\n]{3,45}(?=:))?"
_GAP = r"[\s:,.\-]*(?:ngay\s+)?"
# Words for a birth with its day, from the surest on: “Ngày sinh: 5/9/1990”, “năm sinh … 5/9/1990”, “sinh ngày
# 5/9/1990”; and with its year alone, “sinh năm 1990”.
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
# “(1990)”, “, 1990,” right behind a name.
_YEAR_BEHIND = re.compile(r"\s*[(|,–-]\s*((?:19|20)\d\d)\s*(?=[),;|–\n-]|$)")
# “| nữ | 1998 |”: a year that is a cell of a row.
_YEAR_CELL = re.compile(r"\|\s*((?:19|20)\d\d)\s*(?=\||$)")
# Strokes “|” in a text that is one row of a table about a person.
_MIN_CELLS, _MAX_CELLS = 2, 20
_SEX = r"(?:(?:gioi tinh:? ?)?(?:nam|nu)(?!\w)[\s,;|–-]*)?"
# A day right behind or right before a name, perhaps with the sex between: “, nam, 5/9/1990”.
_DAY_BEHIND = re.compile(rf"[\s,;|:(–-]{{1,4}}{_SEX}({_BARE_DAY})(?!\d)")
_DAY_AHEAD = re.compile(rf"(?<![\d/])({_BARE_DAY})[\s,;|(–-]{{1,4}}{_SEX}$")
# Words before a day that make it no day of birth, but that of a signature or an office.
_NO_BIRTH_BEFORE = re.compile(r"(?:ngay|ky|tu|den|so|luc|qd[-\w]*)\W*$")
# Characters between a name and a birth.
_NEAR = 80
_PUBLIC_STANDINGS = frozenset({Standing.FIGURE, Standing.PUBLISHED})
# Whoever is named beside a year is an adult: years after this one, up to a far one, are of other things.
_MAX_BIRTH_YEAR = 2013
_MIN_YEAR_TO_COME = 2040
_Span: TypeAlias = tuple[int, int]
_Birth: TypeAlias = tuple[int, int, bool]


def births_in(people: People) -> Iterator[_Birth]:
    """Yield (start, end, is_private) for each day or year of birth, once for each start.

    `is_private` says whether it must not be published, as a private person's.
    """
    first_of_place: dict[int, _Birth] = {}
    if _DIGIT.search(people.text.plain):
        for birth in _all_births(people):
            first_of_place.setdefault(birth[0], birth)
    yield from first_of_place.values()


def _all_births(people: People) -> Iterator[_Birth]:
    """Yield births behind a word for them (“sinh ngày”), beside a name, and in cells of a row about a person.

    A place in the text may come several times. “Ngày sinh: 5/9/1990” counts without any name too.
    """
    plain = people.text.plain
    for pattern in (_LABEL, _LABELLED, _BORN_ON, _BORN_IN) if people.persons else (_LABEL,):
        for match in pattern.finditer(plain):
            near = people.near(*match.span(), _NEAR)
            if not near:
                if pattern is _LABEL:
                    yield *match.span(1), True
            elif any(_is_private_birth(person, match[1]) for person in near):
                yield *match.span(1), True
            elif any(person.standing not in _PUBLIC_STANDINGS for person in near):
                yield *match.span(1), False
    for person in people.persons:
        if person.standing not in _PUBLIC_STANDINGS:
            for start, end in _births_near(plain, person):
                yield start, end, _is_private_birth(person, plain[start:end])
    is_private = any(person.standing in PRIVATE for person in people.persons)
    if is_private and _MIN_CELLS < plain.count("|") < _MAX_CELLS:
        for match in _YEAR_CELL.finditer(plain):
            if not _is_too_late_for_birth(match[1]):
                yield *match.span(1), True


def _is_private_birth(person: Person, day: str) -> bool:
    """Tell whether a person's birth must not be published: a private person's, or a day of one named in an act.

    Of people named in a public act the year (`day` is only digits) may stand: no award needs more.
    """
    return person.standing in PRIVATE or (person.standing is Standing.ACT and not day.isdigit())


def _is_too_late_for_birth(year: str) -> bool:
    """Tell whether a year is too late for an adult's birth, so that it must be of something else."""
    return _MAX_BIRTH_YEAR < int(year) < _MIN_YEAR_TO_COME


def _births_near(plain: str, person: Person) -> Iterator[_Span]:
    """Yield spans of days beside a name that are likely its bearer's birth: “Nguyễn Văn Mẫu, 5/9/1990”.

    A year alone counts only if a bracket, cell border, comma or dash sets it off, and only behind
    an addressed name (“ông Mẫu (1990)”) or in a row of a table. Days of a signature or an office
    (“ngày ký 5/9/1990”) do not count, nor do years too late for an adult's birth.
    """
    behind = [_DAY_BEHIND.match(plain, person.end)]
    if person.addressed or plain.count("|") > 1:
        behind.append(_YEAR_BEHIND.match(plain, person.end))
    spans = [match.span(1) for match in behind if match is not None]
    offset = max(person.start - 30, 0)  # room for a day and a sex before the name
    ahead = _DAY_AHEAD.search(plain[offset : person.start])
    if ahead is not None:
        spans.append((ahead.start(1) + offset, ahead.end(1) + offset))
    for start, end in spans:
        years = re.findall(r"\d{4}", plain[start:end])
        # “ngày ký” or the like, right before the day: it has room in 12 characters.
        is_no_birth = _NO_BIRTH_BEFORE.search(plain, max(start - 12, 0), start)
        if years and not _is_too_late_for_birth(years[-1]) and not is_no_birth:
            yield start, end


# So many characters may stand between a name and a fact about its bearer; fewer where only a warning is given.
_NEAR_FACT = 220
_WIDE_REACH, _NARROW_REACH = 90, 60
# A text so short may be one row of a table, with a line for each cell.
_MAX_ROW_LENGTH = 700
# Of the lists of wordings (`_Fact.about`): those that give only a warning; those whose wide reach is enough.
_ONLY_WARNED = frozenset({"of_note", "mild"})
_FROM_FARTHER = _ONLY_WARNED | {"of_anyone"}
_DENIALS = (["không", "có"], ["không", "bị"], ["không", "ai"], ["chưa", "có"], ["chưa", "bị"])
_MAX_LINES = 1
# “Tình trạng tranh chấp: Không”, a heading and its cell; and the heading by itself.
_SAYS_NO = re.compile(
    r"\s*:\s*(?:khong|chua)(?: co)?\s*(?:$|[\n;|,.])|(?<=tinh trang tranh chap)[ \t]*$",
    re.MULTILINE,
)
_MAX_LOT_DISTANCE = 24
# Words between a name and a fact that make it a fact about other people: “ông Mẫu thăm hộ nghèo”.
_OF_OTHERS = re.compile(
    r"(?<!\w)(?:trao|tang|tham|giup|ho tro|cho|do dau|ung ho|den|cac|nhung|phong|chong|bat(?! buoc)|cong tac)(?!\w)|\d"
)
# In which capacities, besides that of a private person, somebody may be named for a warning to be given.
_WARNED_STANDINGS = {
    "of_anyone": frozenset({Standing.OFFICE, Standing.ACT}),
    "mild": frozenset({Standing.OFFICE, Standing.ACT}),
    "of_private": frozenset({Standing.ACT}),
    "unless_act": frozenset[Standing](),
    "of_note": frozenset({Standing.ACT}),
    "of_lot": frozenset({Standing.ACT}),
}


class _Fact(NamedTuple):
    """What a wording of `data/facts.yml` says of a person.

    Attributes:
        code: Of the rule, `TT…`.
        about: Of whom it counts: `of_anyone` of holders of an office too; `of_private` and
            `unless_act` of private persons only; `of_note` and `mild` give a warning only; `of_lot`
            also of somebody named in an act, close beside the name; `of_nobody` cancels the
            wordings within it.
        cell: Whether it counts only as a cell of its own or right behind a name.
    """

    code: str
    about: str
    cell: bool


_OF_NOBODY = "of_nobody"
_CELL_START = re.compile(r"(?:^|[|\n\t;])[ \t]*$")
_CELL_END = re.compile(r"[ \t]*(?:$|[|\n\t;])")


@functools.cache
def _wordings() -> Wordings[_Fact]:
    """Return all wordings of facts; those in “[]” in the data count as a cell only."""
    return Wordings(
        (wording.strip("[]"), _Fact(code, about, wording.startswith("[")))
        for code, lists in data_files()["facts"].items()
        for about, wordings in lists.items()
        for wording in wordings
    )


def facts_in(people: People) -> Iterator[tuple[str, int, int, bool]]:
    """Yield the facts of private life that a text tells of persons it names: “hộ nghèo”, “nghiện ma túy”.

    Yields:
        (code, start, end, is_withheld): the code of the rule, the span of the wording, and whether
        the fact is withheld, or a reviewer is only warned.
    """
    if not people.persons:
        return
    words = people.words
    facts = list(_wordings().found_in(words))
    cancelled = [(first, last) for first, last, fact in facts if fact.about == _OF_NOBODY]
    for first, last, fact in facts:
        if any(start <= first and last <= end for start, end in cancelled):
            continue
        start, end = words.starts[first], words.ends[last - 1]
        if fact.cell and not _fills_cell(people, start, end):
            continue
        if _is_denied(people, first) or _SAYS_NO.match(people.text.plain, end):
            continue
        near = [
            (person, distance)
            for person in people.near(start, end, _NEAR_FACT)
            if (distance := _distance_if_together(people, person, start, end)) is not None
        ]
        max_distance = _WIDE_REACH if fact.about in _FROM_FARTHER else _NARROW_REACH
        if any(
            person.standing in PRIVATE and distance <= _NEAR_FACT for person, distance in near
        ) or (fact.about == "of_lot" and _is_of_named_in_act(people, near, start, end)):
            yield fact.code, start, end, fact.about not in _ONLY_WARNED
        elif any(
            person.standing in _WARNED_STANDINGS[fact.about] and distance <= max_distance
            for person, distance in near
        ):
            yield fact.code, start, end, False


def _fills_cell(people: People, start: int, end: int) -> bool:
    """Tell whether a wording fills a cell of a table, or stands right behind a name, perhaps in brackets.

    Wordings that also mean other things count only so: “| nghèo |”, “Nguyễn Văn Mẫu (nghèo)”.
    """
    clean = people.text.clean
    if clean[start - 2 : start] == " (" and clean[end : end + 1] == ")":
        return any(person.end == start - 2 for person in people.persons)
    if not _CELL_END.match(clean, end):
        return False
    ahead = clean[max(start - 20, 0) : start]
    return _CELL_START.search(ahead) is not None or any(
        person.end == start - 1 for person in people.persons
    )


def _is_of_named_in_act(
    people: People, near: list[tuple[Person, int]], start: int, end: int
) -> bool:
    """Tell whether a wording is a fact about somebody named in an act: close to the name, no others between.

    “ông Mẫu thăm hộ nghèo” says nothing of Mẫu.

    Args:
        people: Who is named in the text.
        near: Persons near the wording, each with the distance of the name.
        start: Where the wording begins.
        end: Where it ends.
    """
    plain = people.text.plain
    return any(
        person.standing is Standing.ACT
        and distance <= _MAX_LOT_DISTANCE
        and not _OF_OTHERS.search(plain[person.end : start] or plain[end : person.start])
        for person, distance in near
    )


def _is_denied(people: People, first: int) -> bool:
    """Tell whether the one or two words before a fact deny it: “đất không có tranh chấp”."""
    words = people.words
    before = [words.exact(index) for index in range(max(first - 2, 0), first)]
    return before[-1:] in (["không"], ["chưa"]) or before in _DENIALS


def _distance_if_together(people: People, person: Person, start: int, end: int) -> int | None:
    """Return how many characters stand between a name and a wording; `None` if they do not belong together.

    `None` too where they overlap. In a long text they belong together on one line, or over few line ends
    and characters: a line of a page goes on in the next one only. In a short text they always do: it
    may be a row of a table with a line for each cell.
    """
    first, last = min(person.end, end), max(person.start, start)
    if first > last:
        return None
    clean = people.text.clean
    distance, breaks = last - first, clean.count("\n", first, last)
    is_row = len(clean) <= _MAX_ROW_LENGTH
    are_near = distance <= _WIDE_REACH and breaks <= _MAX_LINES
    return distance if is_row or not breaks or are_near else None


# “số 64/2 đường Bờ Kênh”, “SN 15 phố Nà Phặc”, “9A/14 tổ 3”, “số nhà 27, ngõ 4”.
_HOUSE_NUMBER = r"(?:(?:so nha|nha so|so|sn) ?\d{1,4}[a-z]?(?:/\d+)*|\d{1,4}[a-z]?(?:/\d+)+)"
_STREET = "duong|pho|ngo|hem|hxh|ngach|to|thon|ap|khom|xom|khu|lo|kiet"
# Not “thửa số 91, tờ bản đồ 33”.
_NUMBER = re.compile(
    rf"(?<![\w/.])(?<!thua ){_HOUSE_NUMBER},? ?(?:{_STREET})(?!\w)(?! ban do)[^\n;|]{{0,60}}"
)
# “| P.803 tòa N05 Mẫu |”, “| 14 ngõ Mẫu, tầng 2 |”, “| thôn Mẫu, nhà 18 |”: a cell that tells where a house is.
_ROAD_OR_BLOCK = "toa|chung cu|lo|duong|pho|ngo|hem|ngach|kiet|to|tap the"
_NUMBER_FIRST = (
    rf"(?:(?:can|phong|p\.|so) ?)?\d{{1,4}}[a-z]?(?:/\d+)*,? (?:{_ROAD_OR_BLOCK})(?!\w)[^|\n]*"
)
_PLACE = "chung cu|lo|ngo|hem|thon|to|buon|ap|lang|ban"
_PLACE_FIRST = rf"(?:{_PLACE})(?!\w)[^|\n]*?(?<!\w)(?:phong|can|nha)(?: so| thu)? \d+[^|\n]*"
_CELL = re.compile(rf"\|\s*(?:nha rieng:? )?(?P<house>{_NUMBER_FIRST}|{_PLACE_FIRST})(?=\||$)")
# “…, ngụ ấp Mẫu 3”, “… (trú thôn 2”, “…; địa chỉ: thôn 4”.
_BEHIND = re.compile(
    rf"\s?[\s,;:(|–-]{{1,3}}(?P<word>(?:dia chi(?: lien he)?|ngu|tru|(?:hien |dang )?o)(?: tai)?[\s:]+)?(?P<house>{HOUSE})"
)
# “Họ và tên: … Địa chỉ: thôn 3”: a row about a person.
_OF_ROW = re.compile(rf"(?<!\w)dia chi\s*:\s*(?P<house>{HOUSE})")
_NAME_LABEL = re.compile(r"(?<!\w)(?:ho (?:va )?(?:chu dem )?(?:va )?ten|ho_ten|ten)\s*:")
_HOUSEHOLD = re.compile(r"(?<!\w)(?:ho|nha|gia dinh)(?: (?:ong|ba|anh|chi))?\s*:?\s*$")
_ADDRESS_OF = re.compile(r"(?<!\w)dia chi cua (?:ong |ba |anh |chi )?$")
# Not from whose house to whose a road runs.
_ROAD = re.compile(r"(?<!\w)(?:tu|den|duong|tuyen|doan|ngo|hem|cong|kenh|ranh|qua)(?!\w)")
# Of land prices and roads: “từ nhà ông Mẫu đến hết số nhà 12”.
_STRETCH = re.compile(
    r"(?<!\w)(?:tu|den|het|giap|qua)(?: het| giap)? (?:so )?(?:nha|ho|thua|dat|ngo|nga|cau|cong|duong|so|sn)(?!\w)"
)
# Of a list of prices: “bảng giá các loại đất”, columns “VT1 | VT2”. Streets are named after persons there.
_PRICES = re.compile(
    r"(?<!\w)(?:bang gia (?:cac loai )?dat|vt ?1(?!\d)[^;]{0,60}?(?<!\w)vt ?2|vi tri 1(?!\d)[^;]{0,80}?vi tri 2)(?!\w)"
)
_NEAR_HOME = 160


def is_stretch(text: NormalizedText) -> bool:
    """Tell whether the addresses in a text are of roads or in lists of land prices, and nobody's home.

    “từ nhà ông Mẫu đến hết số nhà 12” is a stretch of road. `False` for a list of prices that also
    says where somebody lives (“ngụ tổ 3”).
    """
    plain = text.plain
    if _STRETCH.search(plain) is not None:
        return True
    return _PRICES.search(plain) is not None and STRONG_HOME.search(plain) is None


def homes_in(people: People) -> Iterator[_Span]:
    """Yield the spans of addresses at which a private person lives.

    An address counts behind words for a home (“thường trú”), right behind a name, as a labelled
    field or a cell of a row about a person, or with the number of a house near a name.
    """
    plain = people.text.plain
    if is_stretch(people.text):
        return
    private = [person for person in people.persons if person.standing in PRIVATE]
    for match in STRONG_HOME.finditer(plain):
        start, end = match.span("house")
        exact = EXACT_HOUSE.match(match["house"]) is not None
        if (":" in match["gap"] and exact and not people.persons) or _is_private_near(
            people, start, end
        ):
            yield start, end
    for person in private:
        behind = _BEHIND.match(plain, person.end)
        if behind is None or not EXACT_HOUSE.match(behind["house"]):
            continue
        ahead = plain[max(person.start - 60, 0) : person.start]
        household = _HOUSEHOLD.search(ahead) is not None and not _ROAD.search(ahead)
        if behind["word"] or household or _ADDRESS_OF.search(ahead):
            yield behind.span("house")
    if private and _NAME_LABEL.search(plain):
        for match in _OF_ROW.finditer(plain):
            if EXACT_HOUSE.match(match["house"]) and _is_private_near(people, *match.span("house")):
                yield match.span("house")
    for match in _CELL.finditer(plain) if private and plain.count("|") > 1 else ():
        yield match.span("house")
    for match in _NUMBER.finditer(plain) if private else ():
        if _is_private_near(people, *match.span()):
            yield match.span()


def _is_private_near(people: People, start: int, end: int) -> bool:
    """Tell whether a private person is named at most 160 characters from the span of an address."""
    return any(person.standing in PRIVATE for person in people.near(start, end, _NEAR_HOME))


_RULES_OF_FACTS: dict[str, Rule] = {
    rule.code: rule
    for rule in (
        *(rules.HOME, rules.OFFENCE, rules.HEALTH, rules.ORIGIN, rules.BIOMETRIC),
        rules.VULNERABLE,
    )
}
_MIN_NAMES = 3
# What may be shown of somebody's origin or faith: only the kind of fact.
_KIND_OF_ORIGIN = re.compile("dân tộc|tôn giáo|xác định lại dân tộc|(?:theo |bỏ |vào )?đạo")


def persons_in(
    aligned: NormalizedText, place: TextPlace = TextPlace.VALUE, *, published: bool = False
) -> Iterator[Detection]:
    """Yield detections of births, homes and facts of private life of persons who are named.

    In a value of the data, the names of three or more private persons are a detection too
    (`NAMES`).

    Args:
        aligned: The text.
        place: Where it stands.
        published: Whether it is of a file whose title says that an act publishes its names.
    """
    people = People(aligned, published=published)
    for start, end, private in births_in(people):
        yield _masked_detection(aligned, rules.BIRTH if private else rules.OF_OFFICIAL, start, end)
    for start, end in homes_in(people):
        yield _masked_detection(aligned, rules.HOME, start, end)
    for code, start, end, private in facts_in(people):
        if code != rules.HOME.code or not is_stretch(aligned):
            yield _fact_detection(
                aligned, _RULES_OF_FACTS[code] if private else rules.OF_OFFICIAL, code, start, end
            )
    named = [person for person in people.persons if person.standing is Standing.PRIVATE]
    if place is TextPlace.VALUE and len(named) >= _MIN_NAMES:
        yield _masked_detection(aligned, rules.NAMES, named[0].start, named[0].end)


def _fact_detection(text: NormalizedText, rule: Rule, code: str, start: int, end: int) -> Detection:
    """Return the detection of a fact, which shows the wording unless the wording itself tells too much.

    Of a home nothing is shown, of origin or faith only the kind (“dân tộc”).
    """
    rule = lowered(text, rule, start, end)
    shown = text.clean[start:end].split(":")[0].strip()
    if code == rules.HOME.code:  # it may hold the number of a house
        shown = masked("")
    elif code == rules.ORIGIN.code:  # the kind, not the fact
        kind = _KIND_OF_ORIGIN.match(shown.lower())
        shown = kind[0] if kind else masked("")
    return Detection(*text.span(start, end), rule.code, shown, rule)


def _masked_detection(text: NormalizedText, rule: Rule, start: int, end: int) -> Detection:
    """Return the detection of a birth, a home or names, masked.

    Of a day the last digits are shown, of a year, a home or a name nothing.
    """
    rule = lowered(text, rule, start, end)
    shown = text.clean[start:end].strip()
    # The last letters of an address or a name would only tell a part of it.
    is_day = rule in (rules.BIRTH, rules.OF_OFFICIAL, rules.STATED_GROUND) and shown[:1].isdigit()
    return Detection(*text.span(start, end), rule.code, masked(shown if is_day else ""), rule)
