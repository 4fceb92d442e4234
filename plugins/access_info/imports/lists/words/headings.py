"""A heading's words → how likely it means each field."""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Mapping

from access_info.imports.lists.words.fields import NUMBER_AND_DAY, POSTED_FROM, POSTED_TO, ListName
from access_info.imports.lists.words.wordings import OTHERS, wordings
from access_info.model.types import fold

SURE, WITHIN, NEAR, MAYBE = 10.0, 8.0, 7.0, 5.0
# From this on, a cell counts as a heading when a row of headings is looked for.
HEADING = 5.0
LONGEST = 90
_NEAR_ENOUGH = 0.86
_SHORTEST_NEAR, _LONGEST_NEAR = 6, 50
_FURTHER = 5
# Words with more hyphens than this are too long for a heading.
_LONGEST = 14
# “(2) Tên thông tin”, “2. Tên thông tin”
_COUNTED = re.compile(r"^\s*(?:\(\d{1,2}\)|\d{1,2}[.)])\s*(?=[^\W\d])")
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
# `so-ky-hieu-ngay-ban-hanh`, `so-va-ngay`; not `so-trang`.
_NUMBER_AND_DAY = re.compile(
    r"so(?:-va)?(?:-ky-hieu|-hieu|-van-ban|-quyet-dinh)?(?:-van-ban)?(?:-va)?-ngay(?:-|$)"
)
# Spans of days that are not those of a notice on the board.
# `ngay-bat-dau-hieu-luc`; not `ngay-bat-dau`.
_OTHER_SPAN = re.compile(
    r"(?<!\w)(?:hieu-luc|truyen-thanh|thuc-hien|giai-quyet|tiep-cong-dan)(?!\w)"
)
# “Tên nghị quyết”, “Tên bảng giá”: the name of whatever the list holds, if what stands below agrees.
_NAME_OF = re.compile(
    r"(?:(?:nhom|linh-vuc)-(?:va-)?)?ten-(?!(?:nhom|linh-vuc|don-vi|co-quan|phong|bo-phan|nguoi|can-bo|ca-nhan|to-chuc|tep|file|mien)(?:-|$))"
)
# Forms say “phổ biến” and “công bố” for “công khai”.
_DISCLOSED = re.compile(r"(?<!\w)(?:pho-bien|cong-bo)(?!\w)")
_SHORT = {
    "kh": "ky-hieu", "bh": "ban-hanh", "ht": "hinh-thuc", "td": "thoi-diem", "th": "thoi-han",
    "dv": "don-vi", "ck": "cong-khai", "vb": "van-ban", "lv": "linh-vuc", "nd": "noi-dung",
    "qd": "quyet-dinh", "gc": "ghi-chu", "tg": "thoi-gian", "dk": "dieu-kien", "dc": "dia-chi",
    "cq": "co-quan", "skh": "so-ky-hieu", "nbh": "ngay-ban-hanh", "pt": "phu-trach",
    "tn": "trach-nhiem", "cc": "can-cu", "dd": "duong-dan", "tthc": "thu-tuc-hanh-chinh",
    "ttin": "thong-tin", "bc": "bao-cao", "tb": "thong-bao",
    "hl": "hieu-luc", "bp": "bo-phan", "pl": "phap-ly", "ty": "trich-yeu",
}  # fmt: skip
# “Tên TT” is a title; “TT” alone and “Số TT” are numbers of order.
_AFTER_NAME = {"tt": "thong-tin"}


@functools.lru_cache(maxsize=4096)
def meanings(heading: str, name: ListName) -> Mapping[str, float]:
    """Find the fields that a heading can mean, with how much speaks for each, up to `SURE`.

    Args:
        heading: What stands in the cell, of several tiers joined by “ / ”.
        name: The list.
    """
    parts = [part for part in heading.split(" / ") if part.strip()]
    if not parts or len(parts[-1]) > LONGEST:
        return {}
    worths: dict[str, float] = {}
    last = _heading_meanings(parts[-1], name)
    whole = _heading_meanings(" ".join(parts), name) if len(parts) > 1 else {}
    for field in {**last, **whole}:
        worths[field] = max(last.get(field, 0.0), whole.get(field, 0.0))
    if _OTHER_SPAN.search(fold(heading)):
        worths.pop(POSTED_FROM, None)
        worths.pop(POSTED_TO, None)
    return worths


def is_other(heading: str) -> bool:
    """Tell whether a heading names something that no field is for."""
    return bool(_spelt(lowest_tier(heading)) & OTHERS)


def lowest_tier(heading: str) -> str:
    """Return the lowest of a heading's tiers, which are joined by “ / ”."""
    return heading.rpartition(" / ")[2]


def _heading_meanings(heading: str, name: ListName) -> dict[str, float]:
    spelt = _spelt(heading)
    if spelt & OTHERS:
        return {}
    worths: dict[str, float] = {}
    for words in spelt:
        for field, worth in _looked_up(words, name):
            worths[field] = max(worths.get(field, 0.0), worth)
    return worths


def _looked_up(words: str, name: ListName) -> list[tuple[str, float]]:
    sure, maybe = _phrases(name)
    fields = []
    if words in sure:
        fields.append((sure[words], SURE))
    fields += [(field, MAYBE) for field in maybe.get(words, ())]
    if fields:
        return fields
    if words.count("-") > _LONGEST:
        return []
    if name == "cong-khai" and _NUMBER_AND_DAY.match(words):
        return [(NUMBER_AND_DAY, WITHIN)]
    within = sorted((phrase for phrase in sure if _holds(words, phrase)), key=len)
    if within:
        # Both ends of a heading may say something: what stands below decides, then the longer.
        worths = {sure[phrase]: WITHIN for phrase in within}
        return list((worths | {sure[within[-1]]: WITHIN + 0.5}).items())
    if _NAME_OF.match(words):
        return [("ten", MAYBE)]
    if _SHORTEST_NEAR <= len(words) <= _LONGEST_NEAR:
        near = difflib.get_close_matches(words, sure, 1, _NEAR_ENOUGH)
        return [(sure[phrase], NEAR) for phrase in near]
    return []


def _holds(words: str, phrase: str) -> bool:
    """Tell whether a heading begins or ends with a phrase of several words, and little more."""
    if "-" not in phrase or words.count("-") - phrase.count("-") > _FURTHER:
        return False
    return words.startswith(f"{phrase}-") or words.endswith(f"-{phrase}")


@functools.cache
def _phrases(name: ListName) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    sure: dict[str, str] = {}
    maybe: dict[str, tuple[str, ...]] = {}
    for wording in wordings(name):
        for words in wording.sure:
            sure.setdefault(fold(words), wording.field)
        for words in wording.maybe:
            maybe[fold(words)] = (*maybe.get(fold(words), ()), wording.field)
    return sure, maybe


def _spelt(heading: str) -> frozenset[str]:
    """Spell a heading for comparison: with and without brackets, abbreviations in full."""
    heading = _COUNTED.sub("", heading.replace("_", " "))
    plain = fold(heading)
    bare = fold(_BRACKETS.sub(" ", heading)) or plain
    # “S TT”, as a narrow column breaks it.
    joined = {"stt"} if plain.replace("-", "") == "stt" else set()
    same = {spelling for words in (plain, bare) for spelling in (words, _in_full(words))}
    return frozenset(joined | same | {_DISCLOSED.sub("cong-khai", words) for words in same})


def _in_full(words: str) -> str:
    parts = words.split("-")
    if len(parts) == 1:
        return _SHORT.get(words, words)
    named = parts[0] in {"ten", "loai", "nhom", "nd"}
    short = _SHORT | _AFTER_NAME if named else _SHORT
    return "-".join(short.get(part, part) for part in parts)
