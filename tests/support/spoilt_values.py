"""Spoilt values, keys and bytes."""

from __future__ import annotations

import re
import unicodedata

from line_damage import (
    FIELD,
    Damage,
    any_line,
    before,
    entry,
    field,
    in_value,
    key,
    line,
    listing,
    plain_field,
    prose,
    quoted,
    swap,
    value,
    valued,
)

_COUNTS = frozenset(
    [
        "truc_tiep",
        "buu_chinh",
        "mang",
        "day_du",
        "mot_phan",
        "chuyen",
        "rut",
        "dang_xu_ly",
        "dung_han",
        "gia_han",
        "qua_han",
        "khieu_nai",
        "khoi_kien",
        "chi_phi",
        "chu_dong_cong_khai",
        "so_nguoi",
        "gia_tri",
        "so_ngay",
        "ban_sao_cu",
    ]
)
_ACCENTED = {"ten": "tên", "ma": "mã", "loai": "loại", "dia_chi": "địa_chỉ", "nam": "năm"}


def _date(lines: list[str], number: int) -> bool:
    """A day that may not be just a month or a year."""
    text = lines[number]
    is_day = re.search(r'(?:^| )(?:ngay\w*|tu|den|het_han): "?\d{4}-\d\d-\d\d"?$', text)
    return is_day is not None and "ngay_ban_hanh" not in text


def _count(lines: list[str], number: int) -> bool:
    match = FIELD.match(lines[number])
    return bool(
        match and match["key"] in _COUNTS and re.fullmatch(r'"?\d+"?', match["value"] or "")
    )


def _long_key(lines: list[str], number: int) -> bool:
    return field(lines, number) and len(FIELD.match(lines[number])["key"]) > 3


def _worded_key(lines: list[str], number: int) -> bool:
    return field(lines, number) and "_" in FIELD.match(lines[number])["key"]


def _accentable(lines: list[str], number: int) -> bool:
    return field(lines, number) and FIELD.match(lines[number])["key"] in _ACCENTED


def _named(name: str):
    def suits(lines: list[str], number: int) -> bool:
        return field(lines, number) and FIELD.match(lines[number])["key"] == name

    return suits


_NO_DAYS = [
    "03/9/2026",
    "2026/09/03",
    "3-9-2026",
    "2026-9-3",
    "2025-02-30",
    "2026-13-01",
    "2026-00-10",
    "2026-09-00",
    "2025-02-29",
    "26-09-03",
    "2026-09-03T00:00:00",
    "46268",
    "20260903",
    "03.09.2026",
    "12026-09-03",
    "0000-01-01",
    "２０２６-09-03",
    "2026-30-09",
    "2026-09-",
    "hôm-nay",
]
_NO_COUNTS = [
    "1.200",
    "-3",
    "mười",
    "3,5",
    "+3",
    "0x10",
    "1e3",
    "１２",
    "3+4",
    "9999999999999999",
    "O",
    "~12",
    "12%",
    "-",
    "?",
]
DATES = (
    *(Damage(f"ngày {day}", _date, value(f'"{day}"')) for day in _NO_DAYS),
    Damage("ngày viết bằng chữ", _date, value("ngày 3 tháng 9 năm 2026")),
    Damage("ngày tiếng Anh", _date, value("Sep 3, 2026")),
    Damage("ngày không ngoặc", _date, value(lambda old: old.strip('"')), fine=True),
)
COUNTS = (
    *(Damage(f"số {typed}", _count, value(f'"{typed}"')) for typed in _NO_COUNTS),
    Damage("số có đơn vị", _count, value("12 lượt")),
    Damage("số có dấu cách", _count, value("1 200")),
    Damage("số không ngoặc", _count, value(lambda old: old.strip('"')), fine=True),
)
KEYS = (
    Damage("trường thiếu chữ", _long_key, key(lambda old: old[:-2] + old[-1])),
    Damage("trường viết hoa chữ đầu", field, key(str.capitalize)),
    Damage("trường viết hoa", field, key(str.upper)),
    Damage("trường có dấu", _accentable, key(lambda old: _ACCENTED[old])),
    Damage("trường có dấu cách", _worded_key, key(lambda old: old.replace("_", " "))),
    Damage("trường có gạch nối", _worded_key, key(lambda old: old.replace("_", "-"))),
    Damage("trường tiếng Anh: ten", _named("ten"), key("title")),
    Damage("trường tiếng Anh: loai", _named("loai"), key("type")),
    Damage("trường tiếng Anh: muc", _named("muc"), key("items")),
    Damage("trường tiếng Anh: dia_chi", _named("dia_chi"), key("address")),
    Damage("trường mở ngoặc", field, key(lambda old: '"' + old)),
    Damage("trường trong ngoặc kép", field, key(lambda old: f'"{old}"'), fine=True),
    Damage("trường là số", _long_key, key("1")),
    Damage("trường trống", _long_key, key("")),
    Damage("trường có dấu hỏi", _long_key, key(lambda old: "? " + old)),
    Damage("trường trong ngoặc đơn", _long_key, key(lambda old: f"({old})")),
    Damage("trường in đậm", _long_key, key(lambda old: f"**{old}**")),
)


def _block(lines: list[str], number: int) -> tuple[list[str], int]:
    match = FIELD.match(lines[number])
    lines[number : number + 1] = [
        lines[number][: match.end("key") + 1],
        " " * match.start("key") + '- "a"',
    ]
    return lines, number + 2


def _flat(typed: str):
    def edit(lines: list[str], number: int) -> tuple[list[str], int]:
        end = number + 1
        while end < len(lines) and entry(lines, end):
            end += 1
        lines[number:end] = [lines[number] + " " + typed]
        return lines, number + 1

    return edit


def _no_id(lines: list[str], number: int) -> tuple[list[str], int]:
    lines[number + 1] = "- " + lines[number + 1].lstrip()
    del lines[number]
    return lines, number + 1


def _id(lines: list[str], number: int) -> bool:
    return re.match("- ma:", lines[number]) is not None


def _later_id(lines: list[str], number: int) -> bool:
    return _id(lines, number) and any(_id(lines, above) for above in range(number))


def _same_id(lines: list[str], number: int) -> tuple[list[str], int]:
    lines[number] = next(text for text in lines if text.startswith("- ma:"))
    return lines, number + 1


SHAPES = (
    Damage("danh sách thay chữ", prose, value('["a", "b"]')),
    Damage("danh sách thay chữ, xuống dòng", prose, _block),
    Damage("nhóm thay chữ", prose, value("{a: b}")),
    Damage("chữ thay danh sách", listing, _flat('"a"')),
    Damage("chữ thay danh sách, có phẩy", listing, _flat('"a", "b"')),
    Damage("nhóm thay danh sách", listing, _flat('{ten: "b"}')),
    Damage("danh sách chỉ có phẩy", listing, _flat("[,]")),
    Damage("chữ quá dài", prose, value('"' + "dài " * 2000 + '"')),
    Damage("mất mã", _id, _no_id),
    Damage("trùng mã", _later_id, _same_id),
    Damage("dấu # giữa giá trị", prose, value("Văn bản số #5 năm 2026")),
)
FORBIDDEN = (
    Damage("neo", valued, value(lambda old: "&neo " + old)),
    Damage("neo trước trường", valued, key(lambda old: "&neo " + old)),
    Damage("bí danh", valued, value("*neo")),
    Damage("nhãn", valued, value(lambda old: "!!str " + old)),
    Damage("nhãn riêng", valued, value(lambda old: "!mau " + old)),
    Damage("nhãn chạy mã", valued, value("!!python/object/apply:os.system [x]")),
    Damage("khóa trộn", plain_field, before("{}<<: *neo")),
    Damage("khóa trộn nhóm", plain_field, before("{}<<: {{a: b}}")),
    *(
        Damage(
            f"ký tự U+{ord(char):04X}", quoted, in_value(lambda old, char=char: f'"{old}{char}"')
        )
        for char in "\u202e\u200b\u200d\ufeff\u00ad\u200e\x00\x07\u2028\u0085\x7f\u2060\u2067\x0b\x0c\ufffe\x1b"
    ),
    Damage("ký tự ẩn trong trường", field, swap(":", "\u200b:")),
    Damage("ký tự ẩn đầu dòng", any_line, line(lambda text: "\u200b" + text)),
)
VALUES = (*DATES, *COUNTS, *KEYS, *SHAPES, *FORBIDDEN)


def windows_1258(text: str) -> bytes:
    """Text as an old Vietnamese Windows would save it: tones apart from their letters."""
    return "".join(map(_tone_apart, text)).encode("cp1258", "replace")


def _tone_apart(char: str) -> str:
    parts = unicodedata.normalize("NFD", char)
    tones = "".join(part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323")
    base = "".join(part for part in parts if part not in tones)
    return unicodedata.normalize("NFC", base) + tones


def bad_byte(text: str, number: int, byte: bytes) -> bytes:
    """A byte that is no UTF-8 at the end of a line, numbered from 1."""
    lines = text.encode().split(b"\n")
    lines[number - 1] += byte
    return b"\n".join(lines)
