"""Slips of clerks that leave what was meant beyond doubt: the same words, typed otherwise."""

from __future__ import annotations

import re

from line_damage import FIELD, Damage, field, listing, parent, prose, quoted, row, value

_DAY = re.compile(r'"?(\d{4})-(\d{2})-(\d{2})"?')
_POINT = re.compile(r'"?(l01|l104)-d17k1([a-zđ])"?')
_LAWS = {"l01": "01/2026/QH16", "l104": "104/2016/QH13"}


def _old(lines: list[str], number: int) -> str:
    match = FIELD.match(lines[number])
    if match:
        return match["value"] or ""
    return lines[number].strip().removeprefix("- ")


def _is_day(lines: list[str], number: int) -> bool:
    return _DAY.fullmatch(_old(lines, number)) is not None and field(lines, number)


def _day(pattern: str, *, short: bool = False):
    def typed(old: str) -> str:
        year, month, day = _DAY.fullmatch(old).groups()
        if short:
            month, day = month.lstrip("0"), day.lstrip("0")
        return pattern.format(year=year, month=month, day=day)

    return value(typed)


def _is_point(lines: list[str], number: int) -> bool:
    return _POINT.fullmatch(_old(lines, number)) is not None


def _point(pattern: str):
    def typed(old: str) -> str:
        law, letter = _POINT.fullmatch(old).groups()
        words = pattern.format(c=letter, law=_LAWS[law], year=_LAWS[law].split("/")[1], id=law)
        return f'"{words}"'

    return value(typed)


def _is_count(lines: list[str], number: int) -> bool:
    match = FIELD.match(lines[number])
    return bool(match and match["key"] in {"truc_tiep", "mang", "day_du", "dung_han"}) and (
        re.fullmatch(r'"?\d+"?', _old(lines, number)) is not None
    )


def _short_list(lines: list[str], number: int) -> bool:
    """A list of one plain value, on a line of its own."""
    if not listing(lines, number):
        return False
    after = lines[number + 2] if number + 2 < len(lines) else ""
    return not after.lstrip().startswith("- ") or row([after], 0)


def _flat(lines: list[str], number: int) -> tuple[list[str], int]:
    entry = lines[number + 1].strip().removeprefix("- ")
    lines[number : number + 2] = [f"{lines[number]} {entry}"]
    return lines, number + 1


def _in_brackets(left: str, right: str, comma: str):
    def edit(lines: list[str], number: int) -> tuple[list[str], int]:
        end = number + 1
        while end < len(lines) and re.match(r" *- \S", lines[end]) and not row(lines, end):
            end += 1
        values = [f'"{line.strip()[2:].strip(chr(34))}"' for line in lines[number + 1 : end]]
        lines[number:end] = [f"{lines[number]} {left}{comma.join(values)}{right}"]
        return lines, number + 1

    return edit


def _long_list(lines: list[str], number: int) -> bool:
    return listing(lines, number) and not _short_list(lines, number)


def _heads_list(lines: list[str], number: int) -> bool:
    return (
        parent(lines, number)
        and number + 1 < len(lines)
        and (re.match(r" *- ", lines[number + 1]) is not None)
    )


def _emptied(mark: str, note: str = ""):
    def edit(lines: list[str], number: int) -> tuple[list[str], int]:
        lines[number] += f" {mark}{note}"
        return lines, number + 1

    return edit


def _repeated(lines: list[str], number: int) -> tuple[list[str], int]:
    indent = lines[number][: len(lines[number]) - len(lines[number].lstrip())]
    lines.insert(number, f"{indent}{FIELD.match(lines[number])['key']}: []")
    return lines, number + 2


def _outer_list(lines: list[str], number: int) -> bool:
    return lines[number] == "muc:" and number + 1 < len(lines)


def _no_key(lines: list[str], number: int) -> tuple[list[str], int]:
    del lines[number]
    return lines, number + 1


def _row_with_more(lines: list[str], number: int) -> bool:
    """A row below another whose second field the other has too."""
    if not row(lines, number) or number + 1 >= len(lines) or not lines[number].startswith("- "):
        return False
    above = [line for line in lines[:number] if line.strip()]
    second = FIELD.match(lines[number + 1])
    start = next((n for n in range(len(above) - 1, -1, -1) if above[n].startswith("- ")), None)
    if start is None or second is None or second["dash"]:
        return False
    keys = {
        match["key"]
        for line in above[start:]
        if (match := FIELD.match(line)) and not line[2:].startswith(" ")
    }
    return second["key"] in keys and not lines[number + 1].startswith("   ")


def _dash_lost(lines: list[str], number: int) -> tuple[list[str], int]:
    lines[number] = "  " + lines[number][2:]
    return lines, number + 1


CLERKS = (
    Damage("ngày dd/mm/yyyy", _is_day, _day("{day}/{month}/{year}")),
    Damage("ngày d/m/yyyy có ngoặc", _is_day, _day('"{day}/{month}/{year}"', short=True)),
    Damage("ngày dd-mm-yyyy", _is_day, _day("{day}-{month}-{year}")),
    Damage("ngày dd.mm.yyyy", _is_day, _day("{day}.{month}.{year}")),
    Damage("ngày yyyy/mm/dd", _is_day, _day("{year}/{month}/{day}")),
    Damage("ngày bằng chữ", _is_day, _day("ngày {day} tháng {month} năm {year}")),
    Damage("ngày 31 tháng 11", _is_day, _day("31/11/{year}")),
    Damage("ngày 29 tháng 2", _is_day, _day('"29/02/2025"')),
    Damage("ngày 30-02", _is_day, _day("{year}-02-30")),
    *(
        Damage(f"điểm luật: {pattern}", _is_point, _point(pattern))
        for pattern in (
            "điểm {c} khoản 1 Điều 17 Luật {law}",
            "Điểm {c}, khoản 1, Điều 17, Luật số {law}",
            "điểm {c} khoản 1 Điều 17 Luật TCTT {year}",
            "{id} 17.1.{c}",
            "Đ17K1{c} Luật {year}",
            "{id}_d17k1{c}",
            "Điều 17(1)({c}) Luật {law}",
        )
    ),
    *(
        Damage(f"điểm luật không rõ: {pattern}", _is_point, _point(pattern))
        for pattern in ("điểm {c} khoản 1 Điều 17", "17.1.{c}", "d17k1{c}")
    ),
    Damage("số có đơn vị", _is_count, value(lambda old: old.strip('"') + " lượt")),
    Damage("số có chữ yêu cầu", _is_count, value(lambda old: f'"{old.strip(chr(34))} yêu cầu"')),
    Damage("một giá trị không thành danh sách", _short_list, _flat),
    Damage("danh sách quên đóng ngoặc", _long_list, _in_brackets("[", "", ", ")),
    Damage("danh sách thừa ngoặc", _long_list, _in_brackets("[", "]]", ", ")),
    Damage("danh sách quên phẩy", _long_list, _in_brackets("[", "]", " ")),
    Damage("danh sách quên ngoặc", _long_list, _in_brackets("", "", ", ")),
    Damage("[] trước danh sách", _heads_list, _emptied("[]")),
    Damage("[] có ghi chú trước danh sách", _heads_list, _emptied("[]", "  # chưa có")),
    Damage('"" trước danh sách', _heads_list, _emptied('""')),
    Damage("khai trống rồi khai lại", _heads_list, _repeated),
    Damage("quên dòng muc", _outer_list, _no_key),
    Damage("quên gạch của mục sau", _row_with_more, _dash_lost),
    Damage("ngoặc cong giữa câu", prose, value(lambda old: f"“{old.strip(chr(34))}”")),
    Damage("quên ngoặc mở", quoted, lambda lines, n: (_without_first(lines, n), n + 1)),
)


def _without_first(lines: list[str], number: int) -> list[str]:
    at = lines[number].index('"')
    lines[number] = lines[number][:at] + lines[number][at + 1 :]
    return lines
