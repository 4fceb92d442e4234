"""Tell whether a person is named: a title and capital letters, or one of the usual family names."""

from __future__ import annotations

import re

from access_info.checks.safety.normalized_text import NormalizedText
from access_info.checks.safety.vocabulary import people
from access_info.checks.safety.vocabulary.people import CAPITAL, CAPITALS, FAMILY_NAME

_TITLES = "|".join(
    (
        people.PLAIN_TITLES,
        people.PLAIN_ROLES,
        people.PLAIN_PARTIES,
        rf"{people.PLAIN_NAME_LABELS}(?: [a-z]+){{0,5}}:",
        people.PLAIN_NAME_LABELS,
        NormalizedText(f"{people.NAMING_ONESELF}|ký tên").plain,
        "ten",
    )
)
_TITLED = re.compile(rf"(?<!\w)(?:{_TITLES})\s*:?\s*$")
_TITLE = re.compile(rf"(?<!\w)(?:{_TITLES})\s*:?\s*")
_ACCENTED_TITLE = re.compile(
    rf"(?<!\w)(?:{'|'.join(people.TITLES_WITH_ACCENTS)})\s*:?\s*", re.IGNORECASE
)
# “ÔNG NGUYỄN VĂN A”: without “cụ” and “bé”, for Củ Chi is a place and Bế a family.
_TITLE_OF_RUN = re.compile(r"(?:ong|ba|anh|chi|em|chau|dong chi|cong dan) \w")
_JOINS = re.compile(r"[\s,;:.(\-]|(?<!\w)(?:nu|nam)(?!\w)")
# A street, a school, a commune may bear a person's name.
_PLACE_BEFORE = re.compile(
    r"(?<!\w)(?:duong|pho|truong(?: \w+){0,4}|xa|phuong|thi tran|huyen|tinh|thanh pho|tp|quan|ap|thon|khu|chu tich|benh vien"
    r"|cong ty(?: \w+){0,4}|nha van hoa|giai thuong|quy|le)\s*$"
)
# “cầu Nguyễn Văn Trỗi”, but “cậu Nguyễn Văn Mẫu”: with its accent only.
_BRIDGE_BEFORE = re.compile(r"(?<!\w)cầu\s*$", re.IGNORECASE)
_OFFICIAL = re.compile(
    r"(?<!\w)(?:chu tich|giam doc|truong (?:ban|phong|thon|khoa|cong an|tram|ap)|bi thu|hieu truong|dai bieu|uy vien"
    r"|pho (?:chu tich|giam doc|truong|bi thu|hieu truong|chu nhiem|cuc truong|chanh)|chanh (?:van phong|thanh tra|an)"
    r"|ung cu|tieu su|bo truong|cuc truong|chi cuc|chu nhiem|chu tri|thanh tra|phu trach|bac si|nha van|liet si"
    r"|anh hung (?:lao dong|luc luong|llvt)|nghe si|nhac si|hoa si|giao su|tien si)"
)
# Without accents “phó” would be the “phố” of every town's address, “chánh” a lemon, “nhà thơ” a church
# and “anh hùng” anybody whose name is Hùng.
_OFFICIAL_WITH_ACCENTS = re.compile(
    r"(?<!\w)(?:[Pp]hó|PHÓ|[Cc]hánh|CHÁNH|[Nn]hà thơ|NHÀ THƠ|[Aa]nh hùng)(?!\w)"
)
_REACH = 70


def person_near(
    aligned: NormalizedText,
    start: int,
    end: int,
    *,
    before: int,
    after: int,
    titled: bool = False,
    within: bool = False,
) -> bool:
    """Tell whether somebody is named around a part of a text.

    Args:
        aligned: The text.
        start: Where the part begins.
        end: Where it ends.
        before: Characters to look at before it.
        after: Characters to look at after it.
        titled: Only names with a title or a label before them.
        within: Look into the part itself.
    """
    spans = [(max(start - before, 0), start), (end, min(end + after, len(aligned.clean)))]
    if within:
        spans = [(start, end)]
    return any(_named(aligned, first, last, titled=titled) for first, last in spans if last > first)


def is_person(words: str) -> bool:
    """Tell whether words are a person's name, and not that of an office, a program or an account."""
    aligned = NormalizedText(words)
    return person_near(aligned, 0, len(aligned.clean), before=0, after=0, within=True)


def _named(aligned: NormalizedText, first: int, last: int, *, titled: bool) -> bool:
    clean, plain = aligned.clean, aligned.plain
    for match in CAPITALS.finditer(clean, first, last):
        # A title in upper case is part of the same run of capitals: "ÔNG NGUYỄN VĂN A".
        bare = plain[match.start() : match.end()]
        ahead = max(match.start() - 40, 0), match.start()
        if (
            _TITLE_OF_RUN.match(bare)
            or _TITLED.search(plain, *ahead)
            or any(title.end() == ahead[1] for title in _ACCENTED_TITLE.finditer(clean, *ahead))
        ):
            return True
        if titled:
            continue
        for name in FAMILY_NAME.finditer(clean, match.start(), match.end()):
            if not _is_of_place(aligned, name.start()):
                return True
    return False


def titled_before(aligned: NormalizedText, at: int, *, family: bool = False) -> bool:
    """Tell whether a name with a title ends right before a place, but for a comma or a bracket.

    Args:
        aligned: The text.
        at: The place.
        family: A usual family name does as well as a title.
    """
    clean, plain = aligned.clean, aligned.plain
    start = max(at - _REACH, 0)
    titles = (*_TITLE.finditer(plain, start, at), *_ACCENTED_TITLE.finditer(clean, start, at))
    names = [CAPITALS.match(clean, match.end()) for match in titles]
    if family:
        names += [
            name
            for name in FAMILY_NAME.finditer(clean, start, at)
            if not _is_of_place(aligned, name.start())
        ]
    return any(
        name is not None and name.end() <= at and not _JOINS.sub("", plain[name.end() : at])
        for name in names
    )


def _is_of_place(aligned: NormalizedText, start: int) -> bool:
    """Tell whether a name that begins here is that of a street, a school or another place."""
    ahead = max(start - 40, 0), start
    return bool(
        _PLACE_BEFORE.search(aligned.plain, *ahead) or _BRIDGE_BEFORE.search(aligned.clean, *ahead)
    )


def is_official(aligned: NormalizedText, start: int, end: int) -> bool:
    """Tell whether the words around say that the person holds an office: such facts may be told."""
    around = max(start - 120, 0), end + 60
    return bool(
        _OFFICIAL.search(aligned.plain, *around)
        or _OFFICIAL_WITH_ACCENTS.search(aligned.clean, *around)
    )


# “Nguyễn Văn M”: asked of every title and note, so it must be quick.
_MAY_NAME = re.compile(rf"[{CAPITAL}]\w* (?:Văn|VĂN|Van|VAN|Thị|THỊ|Thi|THI) [{CAPITAL}]")


def names_alone(text: str) -> bool:
    """Tell whether a person is named in a title or note who holds no office and whose name no place bears.

    Only names with “Văn” or “Thị” in the middle count: villages are called “Sơn Mai” as people are.

    Args:
        text: The title or note, as read.
    """
    if _MAY_NAME.search(text) is None:
        return False
    aligned = NormalizedText(text)
    return any(
        _MAY_NAME.match(aligned.clean, name.start()) is not None
        and not _is_of_place(aligned, name.start())
        and not is_official(aligned, name.start(), name.end())
        for name in FAMILY_NAME.finditer(aligned.clean)
    )
