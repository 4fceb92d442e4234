"""The fields of a list, and how likely a column's heading means each."""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Mapping
from typing import TypeAlias

from access_info.imports.lists.wordings import folded, pattern, says, wordings, words
from access_info.model import items as lists
from access_info.model.fields import fields_of

# The fields that a list's columns can fill.

ListName: TypeAlias = lists.ListName

# Columns that fill no field of an item, yet are understood.
ORDER, ID, NUMBER_AND_DAY, KIND = "so_thu_tu", "ma", "so_va_ngay", "danh_muc"
# The bare number of a document, whose symbol stands in a column of its own.
BARE_NUMBER = "so_van_ban"
# Fields that hold a whole day, and nothing less.
POSTED_FROM, POSTED_TO = "niem_yet.tu", "niem_yet.den"
# The document that replaced another, by its id or number; read from the words of the status.
REPLACED_BY = "thay_the_boi"
WHOLE_DAYS = frozenset({"ngay_cong_khai", "ngay_cap_nhat", POSTED_FROM, POSTED_TO})

FIELDS: dict[ListName, tuple[str, ...]] = {
    "cong-khai": (
        "nhom", "ten", "diem", "so_ky_hieu", "ngay_ban_hanh", "can_cu", "hinh_thuc", "thoi_diem",
        "ngay_cong_khai", "thoi_han", POSTED_FROM, POSTED_TO, "don_vi", "dia_chi", "tan_suat",
        "ngay_cap_nhat", "tinh_trang", REPLACED_BY, "ghi_chu",
    ),
    "co-dieu-kien": (
        "ten", "loai", "dieu_kien", "nguoi_dong_y", "mau", "don_vi", "can_cu", "tinh_trang",
        "ngay_cap_nhat", "ghi_chu",
    ),
}  # fmt: skip
# The name of each field for people, as in the model; where both lists have a field, the public list's name.
LABELS = {
    doc.key: doc.label[:1].lower() + doc.label[1:]
    for published in (lists.LISTS["co-dieu-kien"], lists.LISTS["cong-khai"])
    for doc in fields_of(published.record)
    if doc.key in {ID, *FIELDS[published.name]}
} | {
    ORDER: "số thứ tự",
    NUMBER_AND_DAY: "số, ký hiệu và ngày ban hành",
    KIND: "mục thuộc danh mục nào",
    BARE_NUMBER: "số văn bản, ghép với ký hiệu",
    POSTED_FROM: "niêm yết từ ngày",
    POSTED_TO: "niêm yết đến ngày",
    REPLACED_BY: "thay thế bởi",
}

# How much speaks for a field: the heading is its name, holds its name, is nearly its name, may mean it.
SURE, WITHIN, NEAR, MAYBE = 10.0, 8.0, 7.0, 5.0
# From this on, a cell counts as a heading when a row of headings is looked for.
HEADING = 5.0
LONGEST = 90
_MIN_LIKENESS = 0.86
_LENGTHS_COMPARED = range(6, 51)
_MAX_FURTHER_WORDS = 5
_MAX_WORDS = 15
# “(2) Tên thông tin”, “2. Tên thông tin”
_COUNTED = re.compile(r"^\s*(?:\(\d{1,2}\)|\d{1,2}[.)])\s*(?=[^\W\d])")
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")


@functools.lru_cache(maxsize=4096)
def meanings(heading: str, name: ListName) -> Mapping[str, float]:
    """Return the fields that a heading can mean, with how much speaks for each, up to `SURE`.

    `Tên văn bản` → `{"ten": SURE}`; the cells below decide between several.

    Args:
        heading: The heading's words, several tiers joined by “ / ”.
        name: The list whose fields are meant.
    """
    parts = [part for part in heading.split(" / ") if part.strip()]
    if not parts or len(parts[-1]) > LONGEST:
        return {}
    worths: dict[str, float] = {}
    for words_of_heading in dict.fromkeys((parts[-1], " ".join(parts))):
        spellings = _spellings(words_of_heading)
        if spellings.isdisjoint(words("other_headings")):
            for spelling in spellings:
                for field, worth in _fields_meant(spelling, name):
                    worths[field] = max(worths.get(field, 0.0), worth)
    if says("other_span", heading):
        worths.pop(POSTED_FROM, None)
        worths.pop(POSTED_TO, None)
    return worths


def is_other(heading: str) -> bool:
    """Tell whether a heading is known to name something that no field holds."""
    return not _spellings(lowest_tier(heading)).isdisjoint(words("other_headings"))


def lowest_tier(heading: str) -> str:
    """Return the lowest tier of a heading: `Ngày / ban hành` → `ban hành`."""
    return heading.rpartition(" / ")[2]


def _fields_meant(heading: str, name: ListName) -> list[tuple[str, float]]:
    """Return (field, how much speaks for it) for each field that one spelling of a heading can mean."""
    sure, maybe = _phrases(name)
    worths = [(sure[heading], SURE)] if heading in sure else []
    worths += [(field, MAYBE) for field in maybe.get(heading, ())]
    length = heading.count("-")
    if worths or length >= _MAX_WORDS:
        return worths
    if name == "cong-khai" and says("number_and_day_heading", heading):
        return [(NUMBER_AND_DAY, WITHIN)]
    # The heading begins or ends with a phrase of several words, and says little more.
    within = [
        phrase
        for phrase in sure
        if phrase in heading
        and "-" in phrase
        and length - phrase.count("-") <= _MAX_FURTHER_WORDS
        and (heading.startswith(f"{phrase}-") or heading.endswith(f"-{phrase}"))
    ]
    if within:
        # Both ends of a heading may say something: what stands below decides, then the longer.
        fields = [sure[phrase] for phrase in sorted(within, key=len)]
        return [*((field, WITHIN) for field in fields), (fields[-1], WITHIN + 0.5)]
    if says("name_heading", heading):
        return [("ten", MAYBE)]
    if len(heading) not in _LENGTHS_COMPARED:
        return []
    # Of lengths further apart, two texts are never alike enough.
    alike = [phrase for phrase in sure if abs(len(phrase) - len(heading)) <= len(heading) // 3]
    near = difflib.get_close_matches(heading, alike, 1, _MIN_LIKENESS)
    return [(sure[phrase], NEAR) for phrase in near]


@functools.cache
def _phrases(name: ListName) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Return a list's known headings, folded: {heading: its sure field}, {heading: its possible fields}."""
    sure: dict[str, str] = {}
    maybe: dict[str, tuple[str, ...]] = {}
    for field, wording in wordings()["headings"].items():
        if wording.get("only", name) == name:
            for heading in wording["sure"]:
                sure.setdefault(folded(heading), field)
            for heading in wording.get("maybe", ()):
                maybe[folded(heading)] = (*maybe.get(folded(heading), ()), field)
    return sure, maybe


def _spellings(heading: str) -> frozenset[str]:
    """Return the folded spellings of a heading to compare: without ordinal, without brackets, in full.

    `(2) Tên TT (bắt buộc)` → `ten-tt-bat-buoc`, `ten-tt`, `ten-thong-tin`, …
    """
    heading = _COUNTED.sub("", heading.replace("_", " "))
    plain = folded(heading)
    bare = folded(_BRACKETS.sub(" ", heading)) or plain
    # “S TT”, as a narrow column breaks it.
    joined = {"stt"} if plain.replace("-", "") == "stt" else set()
    spelt = {plain, bare, _in_full(plain), _in_full(bare)}
    disclosed = {pattern("disclosed_by_another_word").sub("cong-khai", words) for words in spelt}
    return frozenset(joined | spelt | disclosed)


def _in_full(heading: str) -> str:
    """Return a folded heading with its abbreviations in full: `don-vi-pt` → `don-vi-phu-trach`."""
    parts = heading.split("-")
    short = wordings()["abbreviations"]
    if len(parts) > 1 and parts[0] in {"ten", "loai", "nhom", "nd"}:
        # “Tên TT” is a title; “TT” alone and “Số TT” are numbers of order.
        short = {**short, "tt": "thong-tin"}
    return "-".join(short.get(part, part) for part in parts)
