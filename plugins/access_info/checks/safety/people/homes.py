"""Where a private person lives: an exact address in a text that names somebody."""

from __future__ import annotations

import re
from collections.abc import Iterator

from access_info.checks.safety.normalized_text import NormalizedText
from access_info.checks.safety.people.standing import PRIVATE, People
from access_info.checks.safety.vocabulary.homes import EXACT_HOUSE, HOUSE, STRONG_HOME

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
_REACH = 160


def is_stretch(text: NormalizedText) -> bool:
    """Tell whether a text says from whose house to whose something runs, or lists prices of land by street.

    A list of prices in which somebody lives, “ngụ tổ 3”, is told of as any text.
    """
    plain = text.plain
    if _STRETCH.search(plain) is not None:
        return True
    return _PRICES.search(plain) is not None and STRONG_HOME.search(plain) is None


def homes_in(people: People) -> Iterator[tuple[int, int]]:
    """Yield where somebody lives.

    Yields:
        First character of the address, the one after its last.
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
    return any(person.standing in PRIVATE for person in people.near(start, end, _REACH))
