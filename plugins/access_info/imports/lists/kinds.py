"""Which of an agency's lists words speak of: the public one, that under conditions, the closed one.

Law 01/2026/QH16 knows three kinds of information: what must be disclosed (Art. 17), what is accessible
under conditions (Art. 16) and what citizens may not have (Art. 15). Decisions of agencies often annex
a list of each. Only words over a list are judged here, never those of an item.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Sequence
from typing import Final, Literal, TypeAlias

from access_info.model import lists
from access_info.model.declarations.types import fold

# Phrases typed with slips: a letter too many, too few, another, or two exchanged.

_FEWEST = 2
_MOST_SLIPS = 2
# Words of their own that are one letter away from a word of a phrase.
_OTHERS = frozenset(
    {"thong", "phong", "chong", "trong", "cong", "dong", "cap", "cao", "cai", "cac", "con", "cam", "tien", "hiep",
     "diep", "hai", "phan", "khau", "khoi", "kha", "thai", "dan", "chan", "can", "ban", "han", "tan", "lan"}
)  # fmt: skip


def fuzzy_span(folded: str, phrases: Sequence[str]) -> list[tuple[int, int]]:
    """Find one of some phrases in a folded text, each word with at most one slip.

    Args:
        folded: The text, its words parted by `-`.
        phrases: The phrases, folded.

    Returns:
        Begin and end of the first that is found, in characters; empty for none.
    """
    words = folded.split("-")
    starts = [0]
    for word in words:
        starts.append(starts[-1] + len(word) + 1)
    for phrase in phrases:
        wanted = phrase.split("-")
        for at in range(len(words) - len(wanted) + 1):
            if _is_like(words[at : at + len(wanted)], wanted):
                return [(starts[at], starts[at + len(wanted)] - 1)]
    return []


def _is_like(words: Sequence[str], wanted: Sequence[str]) -> bool:
    slips = 0
    for word, right in zip(words, wanted, strict=True):
        if word == right:
            continue
        if word in _OTHERS or len(word) < _FEWEST or not _is_slip(word, right):
            return False
        slips += 1
    return slips <= _MOST_SLIPS


def _is_slip(word: str, right: str) -> bool:
    """Tell whether two words differ by one letter put in, left out, changed or exchanged."""
    if abs(len(word) - len(right)) > 1:
        return False
    same = next(
        (at for at, (a, b) in enumerate(zip(word, right, strict=False)) if a != b),
        min(len(word), len(right)),
    )
    a, b = word[same:], right[same:]
    exchanged = a[:2] == b[:2][::-1] and a[2:] == b[2:] and len(a) > 1
    return exchanged or a[1:] == b[1:] or a[1:] == b or a == b[1:]


# Words for how rows look, and lines that are the key to a look rather than a list's title.

# Words without accents only where they mean nothing else.
# “Nền đỏ”, “mau vang”; not “mau don”.
LOOKS = re.compile(
    r"\b(?:màu|nền|tô|bôi|đỏ|vàng|xanh|xám|tím|hồng|(?:in|chữ) (?:nghiêng|đậm)|gạch (?:chân|ngang|dưới)|gạch bỏ"
    r"|dấu sao|hoa thị|chú giải|quy ước|mau (?:do|vang|xanh|xam)|(?:nen|to|o|boi) (?:mau|do|vang|xanh|xam)"
    r"|highlight)\b",
    re.IGNORECASE,
)
# “Ghi chú: những dòng có ” of “Ghi chú: những dòng có nền đỏ”.
_LEAD = re.compile(
    r"\W*(?:(?:ghi chú|chú thích|lưu ý|ghi chu|chu thich|luu y)\W+)?(?:(?:những|các|mọi|nhung|cac|moi)\s+)?"
    r"(?:(?:dòng|hàng|ô|chữ|mục|phần|chỗ|dong|hang|chu|muc|phan|cho)\s+)?"
    r"(?:(?:có|được|bị|đánh dấu|co|duoc|bi|danh dau)\s+){0,2}",
    re.IGNORECASE,
)


def speaks_of_looks(text: str) -> bool:
    """Tell whether words speak of a colour, a stroke or a sign.

    Args:
        text: The words.
    """
    return LOOKS.search(unicodedata.normalize("NFC", text)) is not None


def begins_with_look(text: str) -> bool:
    """Tell whether a line begins with a look: “Nền đỏ: công dân không được tiếp cận”.

    Args:
        text: The line.
    """
    text = unicodedata.normalize("NFC", text)
    lead = _LEAD.match(text)
    return lead is not None and LOOKS.match(text, lead.end()) is not None


# The words of titles, headings and sheet names → which of an agency's lists they speak of.

Kind: TypeAlias = lists.ListName | Literal["khong-tiep-can"]

PUBLIC: Final = lists.DISCLOSURE
CONDITIONAL: Final = lists.CONDITIONAL
CLOSED: Final = "khong-tiep-can"
KIND_NAMES: dict[Kind, str] = {
    PUBLIC: lists.LISTS[PUBLIC].title,
    CONDITIONAL: lists.LISTS[CONDITIONAL].title,
    CLOSED: "danh mục thông tin không được tiếp cận",
}

_NOT = r"(?:khong|chua|ko|kg|khg|k)"
# `-thuoc-dien-duoc` of `khong-thuoc-dien-duoc-tiep-can`: at most five words.
_BETWEEN = (
    r"(?:-(?:duoc|dc|dk|thuoc|dien|phep|the|cho|phai|nam|trong|pham|vi|danh|muc|quyen|truong|hop|co|bat|buoc"
    r"|cong|dan|nguoi|thong|tin|de|tu|do)){0,5}?"
)
_ACCESS = r"(?:tiep-can|tc(?:tt)?|cung-cap|cong-khai|cong-bo|pho-bien|tiet-lo|dang-tai)"
# `khong-thuoc-dien-duoc-tiep-can`, `luu-hanh-noi-bo`; not `duoc-tiep-can`.
_REFUSED = re.compile(
    rf"(?<![\w]){_NOT}{_BETWEEN}-{_ACCESS}(?!\w)"
    r"|(?<!\w)(?:cam|han-che|tu-choi)(?:-quyen)?-(?:tiep-can|cung-cap|cong-khai)(?!\w)"
    r"|(?<!\w)luu-hanh-noi-bo(?!\w)|(?<!\w)(?:thong-tin|tai-lieu)-noi-bo(?!\w)"
)
_SECRET = re.compile(r"(?<!\w)(?:bi|toi|tuyet)-mat(?!\w)")
# What stands before `bi-mat`: `luat-bao-ve-`, `khong-co-noi-dung-`; not `danh-muc-`.
_NOT_SECRET_BEFORE = re.compile(
    r"(?:bao-ve|luat|phap-luat(?:-ve)?|lo-lot|lo|lot|giu-gin|khong-thuoc|khong-phai(?:-la)?|khong-chua|khong-co"
    r"(?:-noi-dung)?)(?:-(?:ve|pham-vi|danh-muc|thong-tin|noi-dung|cac|tai-lieu))*-$"
)
# Law 01/2026/QH16, Art. 16: of these, access is under conditions.
_PRIVATE = re.compile(r"-(?:kinh-doanh|doi-song|doi-tu|rieng-tu|ca-nhan|gia-dinh)(?!\w)")
_DECLASSIFIED = re.compile(r"(?<!\w)giai-mat(?!\w)")
# “Tài liệu mật”, “hồ sơ tối mật”; not “bí mật”, “thông tin mật khẩu”, “mức mật độ dân số”.
_MARKED_SECRET = re.compile(
    r"(?:tài liệu|thông tin|văn bản|danh mục|hồ sơ|mức|độ)\s+(?:tối\s+|tuyệt\s+)?mật\b(?!\s+(?:khẩu|độ)\b)",
    re.IGNORECASE,
)
# `danh-muc-tai-lieu-mat`; not `bi-mat`.
_MARKED_SECRET_BARE = re.compile(r"(?:tai-lieu|thong-tin|van-ban|danh-muc|ho-so|dm|tl|tt)-mat$")
# `tiep-can-co-dieu-kien`, `thong-tin-co-dk`; not `dieu-kien`.
_UNDER_CONDITIONS = re.compile(
    r"(?<!\w)(?:tiep-can|tctt|tc|cung-cap|cong-khai|thong-tin|tt|duoc)(?:-thong-tin)?-co-(?:dieu-kien|dk)(?!\w)"
)
_NAMED_PUBLIC = re.compile(r"(?<!\w)cong-khai(?!\w)")
# `phai-duoc-cong-khai`, `tiep-can-tu-do`; not `khong-cong-khai`.
_DISCLOSED = re.compile(
    r"(?<!\w)(?:phai|bat-buoc|can)(?:-duoc|-dc)?-cong-khai(?!\w)|(?<!\w)(?:duoc|dc)-cong-khai(?!\w)"
    r"|(?<!\w)(?:thong-tin|danh-muc|noi-dung|tt|dm)-cong-khai(?!\w)|(?<!\w)cong-khai-(?:rong-rai|thong-tin)(?!\w)"
    r"|(?<!\w)cong-bo-cong-khai(?!\w)|(?<!\w)(?:tu-do-tiep-can|tiep-can-(?:tu-do|rong-rai))(?!\w)"
)
# Phrases that can mean only one thing, also with a slip in one or two of their words.
_FUZZY: dict[Kind, tuple[str, ...]] = {
    CLOSED: (
        "khong-duoc-tiep-can", "khong-duoc-cung-cap", "khong-duoc-cong-khai", "khong-tiep-can",
        "khong-cung-cap", "khong-cong-khai",
    ),
    CONDITIONAL: ("tiep-can-co-dieu-kien", "cung-cap-co-dieu-kien"),
    PUBLIC: ("phai-duoc-cong-khai", "phai-cong-khai"),
}  # fmt: skip
_COMPACT: dict[Kind, tuple[str, ...]] = {
    kind: tuple(phrase.replace("-", "") for phrase in phrases) for kind, phrases in _FUZZY.items()
}
# What stands behind these words, to the end of the clause, is said to be left out.
# `tru-truong-hop-…`, `ngoai-cac-thong-tin-…`; not `luu-tru-thong-tin`.
_EXCEPTION = re.compile(
    r"(?<!\w)(?:(?<!luu-)(?<!du-)(?<!cu-)(?<!noi-)(?<!tam-)(?<!vu-)(?:tru|ngoai)"
    r"-(?=(?:cac|nhung|thong-tin|danh-muc|truong-hop|noi-dung|tai-lieu|phan|loai|muc|bi-mat|khi|doi-voi)(?!\w))"
    r"|khong-(?:bao-gom|gom|ke)(?!\w)|khac-voi(?!\w)|khong-thuoc(?=(?:-\w+){0,6}?-khong(?!\w)))"
)
_CLAUSE = re.compile(r"[;.:()\[\]]")
# “(theo Điều 15)”, “theo quy định tại Điều 15 …”; not “theo yêu cầu”.
_QUOTES_LAW = re.compile(
    r"\((?:theo|căn cứ|quy định|ban hành|kèm|thực hiện|xem)[^)]*\)"
    r"|(?:theo|căn cứ|thực hiện|quy định tại)\s(?:[^.;()]{0,40}\s)?(?:điều|khoản|luật|nghị định)\s[^.;()]*",
    re.IGNORECASE,
)  # fmt: skip
_IN_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_SHORT: dict[str, Kind] = {
    "ck": PUBLIC, "dmck": PUBLIC, "ttck": PUBLIC, "cong-khai": PUBLIC, "cdk": CONDITIONAL,
    "codk": CONDITIONAL, "co-dk": CONDITIONAL, "co-dieu-kien": CONDITIONAL, "tccdk": CONDITIONAL,
    "ktc": CLOSED, "kdtc": CLOSED, "kcc": CLOSED, "kck": CLOSED, "mat": CLOSED, "noi-bo": CLOSED,
    "dieu-kien": CONDITIONAL, "ko-tc": CLOSED, "khong-tc": CLOSED, "lhnb": CLOSED,
}  # fmt: skip
# `pl3-` of `pl3-khong-cung-cap`.
_LABEL_AHEAD = re.compile(
    r"^(?:(?:phu-luc|pl[ivx\d]*|bang|bieu|sheet|muc|phan|nhom|dm|tt|ds|so|cac|nhung|loai|thong-tin|danh-muc|noi-dung|cong-dan"
    r"|nguoi-dan|muc-do|dien|thuoc|duoc(?=-co-)|[ivx]+|\d{1,4}|[abc])-)+"
)
# `-nam-2026` of `cong-khai-nam-2026`.
_LABEL_BEHIND = re.compile(r"-(?:thong-tin|nha-nuoc|rong-rai|bat-buoc|toan-bo|nam-\d{4}|\d{4}|x)$")
# `khong-duoc-tiep-can`, `mat`; `co-dieu-kien`; `phai-cong-khai`: nothing stands before or behind.
_WHOLE: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (CLOSED, re.compile(rf"{_NOT}{_BETWEEN}-{_ACCESS}|(?:bi-|toi-|tuyet-)?mat|(?:luu-hanh-)?noi-bo"
                        r"|(?:cam|han-che|tu-choi)-(?:tiep-can|cung-cap|cong-khai)")),
    (CONDITIONAL, re.compile(r"(?:(?:duoc-)?(?:tiep-can|cung-cap|cong-khai)-)?(?:thong-tin-)?co-(?:dieu-kien|dk)"
                             r"|cdk")),
    (PUBLIC, re.compile(r"(?:(?:phai|bat-buoc|duoc|can)-){0,2}cong-khai|tu-do-tiep-can|tiep-can-tu-do|tiep-can"
                        r"|(?:duoc-)?tiep-can|ck")),
)  # fmt: skip


# What a cell below “Phạm vi chia sẻ” says of data that anyone may have.
# `toan-dan`, `du-lieu-mo`.
_OPEN_TO_ALL = re.compile(
    r"toan-dan|moi-(?:nguoi(?:-dan)?|cong-dan|doi-tuong)|tat-ca(?:-moi-nguoi)?|cong-cong|cong-dong"
    r"|du-lieu-mo|mo|tu-do|open|public"
)
# Beside words of the other kinds, these too say that nobody may have it, or only some.
# `dong`, `du-lieu-kin`; of those that only some may have, `han-che`.
_CLOSED_TO_ALL = re.compile(
    r"khong(?:-cho)?(?:-phep)?|dong|kin|cam|kdc|kdctc|(?:tai-lieu|thong-tin|du-lieu)-(?:dong|kin)|closed|secret|confidential"
    r"|private|internal|khong-mo"
)
_UNDER_SOME = re.compile(r"dieu-kien|han-che|mot-phan|restricted|conditional|theo-dieu-kien|dk")


def kind_of_level(text: str) -> Kind | None:
    """Find the kind that a cell names in a column of levels; `None` for others.

    Args:
        text: `Có điều kiện`, `Nội bộ`, `Toàn dân`.
    """
    return kind_of_label(text) or (PUBLIC if _OPEN_TO_ALL.fullmatch(fold(text)) else None)


def kind_of_code(text: str) -> Kind | None:
    """Find the kind that a word stands for among codes of kinds; `None` for others.

    Args:
        text: `KHONG`, `DIEU_KIEN`, `Đóng`, `Hạn chế`, `CK`.
    """
    folded = fold(text.replace("_", " "))
    named = _SHORT.get(folded) or kind_of_level(text)
    if named is not None:
        return named
    if _CLOSED_TO_ALL.fullmatch(folded):
        return CLOSED
    return CONDITIONAL if _UNDER_SOME.fullmatch(folded) else None


@functools.lru_cache(maxsize=4096)
def kinds_in(text: str) -> frozenset[Kind]:
    """Find the kinds of list that words over a list speak of.

    What is said to be left out (“trừ thông tin không được tiếp cận”) does not count; what a law is
    quoted to say counts only where nothing else tells.

    Args:
        text: A title, a heading, a paragraph; in any spelling, with accents or without.
    """
    kinds = _kinds_in(text)
    if len(kinds) > 1:
        bare = _QUOTES_LAW.sub(" ", unicodedata.normalize("NFC", text))
        return _kinds_in(bare) or kinds
    return kinds


@functools.lru_cache(maxsize=4096)
def kinds_of_part(text: str) -> frozenset[Kind]:
    """Find the kinds of list that the heading of a part of a table speaks of.

    A group of items that is about secrets (“Bảo vệ bí mật nhà nước”, “Bí mật kinh doanh”) is none.

    Args:
        text: The heading, without its mark.
    """
    return frozenset() if fold(text).startswith("bi-mat") else _kinds_in(text, private=False)


@functools.lru_cache(maxsize=4096)
def kinds_of_name(name: str) -> frozenset[Kind]:
    """Find the kinds that a sheet's or a file's name speaks of: `PL3 Khong cung cap`, `CĐK`.

    Args:
        name: The name; those of sheets have at most 31 letters and are often shortened.
    """
    text = _words_of_camel(unicodedata.normalize("NFC", name).replace("_", " "))
    kinds = kinds_in(text)
    if kinds:
        rest = _masked(fold(text), _spans(fold(text), _REFUSED, CLOSED))
        more = _UNDER_CONDITIONS.sub("", rest)
        return kinds | {PUBLIC} if _NAMED_PUBLIC.search(more) else kinds
    bare = _bare(fold(text))
    named = _SHORT.get(bare) or kind_of_label(text)
    if named is not None:
        return frozenset({named})
    parts = {_SHORT[part] for part in re.split(r"-va-|-", fold(text)) if part in _SHORT}
    return frozenset(parts) if "mat" not in fold(text).split("-") else frozenset()


@functools.lru_cache(maxsize=4096)
def kind_of_label(text: str) -> Kind | None:
    """Find the kind that a heading or a cell names, and nothing else; `None` for others.

    Args:
        text: `Công khai rộng rãi`, `Tiếp cận có điều kiện`, `Không được tiếp cận`.
    """
    if len(text) > 80:  # noqa: PLR2004 - a name is short
        return None
    # Programs write codes: `CONG_KHAI`, `dieu_kien`.
    text = text.replace("_", " ")
    folded = fold(_IN_BRACKETS.sub(" ", text)) or fold(text)
    bare = _bare(folded)
    if text.isupper() and folded in _SHORT:
        return _SHORT[folded]
    return next((kind for kind, pattern in _WHOLE if pattern.fullmatch(bare)), None)


def says_closed(text: str) -> bool:
    """Tell whether a cell says that its item is closed, and nothing else.

    Args:
        text: `Không công khai`, `Mật`; what is not published yet (`Chưa công khai`) is another thing.
    """
    folded = fold(text)
    # Without accents, “mật” is written as “mắt”, “mặt” and “mất” are.
    if folded.endswith("mat") and not (text.isascii() or "mật" in text.casefold()):
        return False
    return kind_of_label(text) == CLOSED and not folded.startswith("chua")


def _bare(folded: str) -> str:
    bare = _LABEL_AHEAD.sub("", folded)
    while (shorter := _LABEL_BEHIND.sub("", bare)) != bare:
        bare = shorter
    return bare


def _kinds_in(text: str, *, private: bool = True) -> frozenset[Kind]:
    """Find the kinds that words name, in law quotes too; personal secrets only if `private`."""
    kinds: set[Kind] = set()
    excepted = has_private = False
    for clause in _CLAUSE.split(text.replace("_", " ")):
        folded = fold(clause)
        exception = _EXCEPTION.search(folded)
        if exception is not None:
            excepted = True
            folded = folded[: exception.start()]
        refused = _spans(folded, _REFUSED, CLOSED)
        state, names_private = _secrets(folded)
        has_private = has_private or names_private
        kinds |= {CLOSED} if refused or state else set()
        folded = _masked(folded, refused)
        conditional = _spans(folded, _UNDER_CONDITIONS, CONDITIONAL)
        kinds |= {CONDITIONAL} if conditional else set()
        folded = _masked(folded, conditional)
        kinds |= {PUBLIC} if _spans(folded, _DISCLOSED, PUBLIC) else set()
    whole = unicodedata.normalize("NFC", text)
    bare = text.isascii() and _MARKED_SECRET_BARE.search(fold(text))
    if not excepted and (bare or _MARKED_SECRET.search(whole)):
        kinds.add(CLOSED)
    if not kinds and not excepted:
        kinds |= _run_together(text)
    if private and has_private and not kinds:
        kinds.add(CLOSED)
    return frozenset(kinds)


def _spans(folded: str, pattern: re.Pattern[str], kind: Kind) -> list[tuple[int, int]]:
    spans = [match.span() for match in pattern.finditer(folded)]
    return spans or fuzzy_span(folded, _FUZZY[kind])


def _masked(folded: str, spans: list[tuple[int, int]]) -> str:
    for start, end in spans:
        folded = f"{folded[:start]}{'#' * (end - start)}{folded[end:]}"
    return folded


def _secrets(folded: str) -> tuple[bool, bool]:
    """Tell whether words speak of state secrets, and whether of persons' or businesses'."""
    if _DECLASSIFIED.search(folded):
        return False, False
    state = private = False
    for match in _SECRET.finditer(folded):
        before = folded[: match.start()]
        if _NOT_SECRET_BEFORE.search(before):
            continue
        if _PRIVATE.match(folded, match.end()):
            private = True
        else:
            state = True
    return state, private


def _run_together(text: str) -> set[Kind]:
    """Find the kind in words typed without spaces, or with spaces between letters."""
    compact = fold(text).replace("-", "")
    for kind in (CLOSED, CONDITIONAL, PUBLIC):
        if any(phrase in compact for phrase in _COMPACT[kind]):
            return {kind}
    return set()


def _words_of_camel(name: str) -> str:
    """Part a name where a capital follows a small letter: `KhongCungCap` → `Khong Cung Cap`."""
    return "".join(
        f" {char}" if char.isupper() and before.islower() else char
        for before, char in zip(f" {name}", name, strict=False)
    )
