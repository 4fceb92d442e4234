"""Spoilt lines: spaces, dashes, colons, quotes, brackets, and lines that do not belong."""

from __future__ import annotations

import re

from line_damage import (
    FIELD,
    Damage,
    after,
    any_line,
    before,
    entry,
    field,
    in_value,
    indented,
    line,
    parent,
    plain_field,
    prose,
    quoted,
    row,
    swap,
    value,
    valued,
)

SPACES = (
    Damage("tab thay thụt đầu dòng", any_line, line(lambda text: "\t" + text.lstrip(" "))),
    Damage("tab ở đầu dòng", any_line, line(lambda text: "\t" + text)),
    Damage("tab sau dấu cách", indented, line(lambda text: re.sub(r"^( +)", r"\1\t", text))),
    Damage("dòng chỉ có tab", any_line, before("\t"), harmless=True),
    Damage("tab sau dấu hai chấm", valued, swap(": ", ":\t"), fine=True),
    Damage("tab sau dấu gạch", row, swap("- ", "-\t")),
    Damage("tab ở cuối dòng", quoted, line(lambda text: text + "\t"), fine=True),
    Damage("thừa một dấu cách", any_line, line(lambda text: " " + text), harmless=True),
    Damage("thiếu một dấu cách", indented, line(lambda text: text[1:]), harmless=True),
    Damage(
        "thừa hai dấu cách",
        any_line,
        line(lambda text: "  " + text),
        harmless=True,
        elsewhere=1,  # two lines are one step apart: nobody knows which is wrong
    ),
    Damage(
        "thiếu hai dấu cách",
        indented,
        line(lambda text: text[2:]),
        harmless=True,
    ),
    Damage("thừa bốn dấu cách", any_line, line(lambda text: "    " + text), harmless=True),
    Damage("không thụt vào", indented, line(lambda text: text.lstrip(" ")), harmless=True),
    Damage("dấu cách Word ở đầu dòng", indented, line(lambda text: "\u00a0" + text[1:])),
    Damage("dấu cách Word thêm ở đầu", any_line, line(lambda text: "\u00a0" + text)),
    Damage("dấu cách Word sau hai chấm", valued, swap(": ", ":\u00a0")),
    Damage("dấu cách Word thừa sau hai chấm", valued, swap(": ", ": \u00a0")),
    Damage("dấu cách Word sau gạch", row, swap("- ", "-\u00a0")),
    Damage("dấu cách Word sau gạch, giá trị", entry, swap("- ", "-\u00a0")),
    Damage("dấu cách Word cuối dòng", quoted, line(lambda text: text + "\u00a0")),
    Damage("dấu cách toàn chiều rộng", indented, line(lambda text: "\u3000" + text.lstrip(" "))),
    Damage("thừa dấu cách sau gạch", row, swap("- ", "-  "), harmless=True),
    Damage("dòng trống", any_line, before("   "), fine=True),
    Damage("dấu cách cuối dòng", any_line, line(lambda text: text + "   "), fine=True),
)
DASHES = (
    Damage("thiếu gạch", row, swap("- ", "  "), harmless=True),
    Damage("thiếu gạch, lùi ra", row, swap("- ", "")),
    Damage("mất gạch, còn dấu cách", row, swap("- ", " ")),
    Damage("thiếu gạch, giá trị", entry, swap("- ", "  ")),
    Damage("thiếu gạch, giá trị lùi ra", entry, swap("- ", "")),
    Damage("thiếu dấu cách sau gạch", row, swap("- ", "-")),
    Damage("thiếu dấu cách sau gạch, giá trị", entry, swap("- ", "-")),
    Damage("hai gạch rời", row, swap("- ", "- - ")),
    Damage("hai gạch rời, giá trị", entry, swap("- ", "- - ")),
    Damage("hai gạch liền", row, swap("- ", "-- ")),
    Damage("hai gạch liền, giá trị", entry, swap("- ", "-- ")),
    *(
        damage
        for mark in "–—•*+"
        for damage in (
            Damage(f"{mark} thay gạch", row, swap("- ", f"{mark} ")),
            Damage(f"{mark} thay gạch, giá trị", entry, swap("- ", f"{mark} ")),
        )
    ),
    Damage(
        "thừa gạch",
        plain_field,
        line(lambda text: re.sub(r"^( *)", r"\1- ", text)),
    ),
    Damage("gạch đầu giá trị", prose, value(lambda old: "- " + old)),
    Damage("gạch bỏ trống ở trên", any_line, before("{}-")),
    Damage("gạch bỏ trống ở dưới", entry, after("{}-")),
)
COLONS = (
    Damage("thiếu hai chấm", valued, swap(": ", " ")),
    Damage("thiếu hai chấm, trường mẹ", parent, line(lambda text: text[:-1])),
    Damage("thiếu dấu cách sau hai chấm", valued, swap(": ", ":")),
    Damage("dấu bằng", valued, swap(": ", " = ")),
    Damage("dấu bằng liền", valued, swap(": ", "=")),
    Damage("chấm phẩy thay hai chấm", valued, swap(": ", "; ")),
    Damage("chấm thay hai chấm", valued, swap(": ", ". ")),
    Damage("hai lần hai chấm", valued, swap(": ", ":: ")),
    Damage("hai chấm toàn chiều rộng", valued, swap(": ", "：")),
    Damage("dấu cách trước hai chấm", valued, swap(": ", " : "), fine=True),
    Damage("chỉ còn tên trường", valued, line(lambda text: text[: FIELD.match(text).end("key")])),
    Damage("hai chấm trong giá trị", prose, value("Quyết định: về việc ban hành")),
    Damage("hai chấm cuối giá trị", prose, value("Quyết định về việc:")),
    Damage("hai chấm sau giờ", prose, value("Từ 7:30: mở cửa")),
    Damage("hai chấm trong mục", entry, value("Quyết định: về việc")),
)
QUOTES = (
    Damage("thiếu ngoặc đóng", quoted, in_value(lambda old: f'"{old}')),
    Damage("thiếu ngoặc đơn đóng", quoted, in_value(lambda old: f"'{old}")),
    Damage("thiếu ngoặc mở", quoted, in_value(lambda old: f'{old}"')),
    Damage("thiếu ngoặc đơn mở", quoted, in_value(lambda old: f"{old}'")),
    Damage("ngoặc mở đóng khác nhau", quoted, in_value(lambda old: f"\"{old}'")),
    Damage("ngoặc đơn mở, kép đóng", quoted, in_value(lambda old: f"'{old}\"")),
    Damage("ngoặc cong", quoted, in_value(lambda old: f"“{old}”")),
    Damage("ngoặc cong đóng", quoted, in_value(lambda old: f'"{old}”')),
    Damage("ngoặc cong mở", quoted, in_value(lambda old: f'“{old}"')),
    Damage("thừa ngoặc ở cuối", quoted, in_value(lambda old: f'"{old}""')),
    Damage("thừa ngoặc ở đầu", quoted, in_value(lambda old: f'""{old}"')),
    *(
        Damage(f"{mark} trước ngoặc mở", quoted, in_value(lambda old, mark=mark: f'{mark}"{old}"'))
        for mark in (";", "=", "-", "(", "“", "x", "#")
    ),
    Damage("ngoặc đơn", quoted, in_value(lambda old: f"'{old}'"), fine=True),
    Damage("ngoặc trong ngoặc", prose, value('"Quy chế "tiếp công dân" năm 2026"')),
    Damage("ngoặc trong ngoặc ở cuối", prose, value('"Quy chế "tiếp công dân""')),
    *(
        Damage(f"{mark} sau ngoặc đóng", quoted, line(lambda text, mark=mark: text + mark))
        for mark in (",", ";", ".", "]", "}", " (bản chính)", " x: y")
    ),
    Damage(
        "dòng kiểu JSON",
        lambda lines, number: quoted(lines, number) and plain_field(lines, number),
        line(lambda t: re.sub(r'(\w+): (".*")$', r'"\1": \2,', t)),
    ),
    Damage("ghi chú cuối dòng", quoted, line(lambda text: text + "  # ghi chú"), fine=True),
    *(
        Damage(f"gạch chéo ngược {number}", prose, value(typed))
        for number, typed in enumerate(
            ('"C:\\van-ban\\quy-che"', '"Quy chế\\"', '"12\\QĐ-UBND"', '"\\u12"', '"\\xzz"'), 1
        )
    ),
)
BRACKETS = (
    Damage("ngoặc vuông chưa đóng", prose, value('["a", "b"')),
    Damage("ngoặc vuông mở đầu câu", prose, value("[Dự thảo] Quy chế")),
    Damage("ngoặc vuông mở đầu câu, chưa đóng", prose, value("[Dự thảo Quy chế")),
    Damage("ngoặc nhọn chưa đóng", prose, value('{tu: "2026-01-01"')),
    Damage("hai ngoặc nhọn", prose, value("{{ten}}")),
    Damage("thừa ngoặc vuông", prose, value('["a", "b"]]')),
    Damage("thiếu dấu phẩy", entry, value('["a" "b"]')),
)
STARTS = tuple(
    Damage(f"giá trị mở đầu bằng {mark}", suits, value(f"{mark}Văn phòng"))
    for mark in (
        "@",
        "`",
        "%",
        "& ",
        "* ",
        "! ",
        "| ",
        "> ",
        "]",
        "}",
        ",",
        "? ",
        "&",
        "*",
        "|",
        "**",
        "#",
    )
    for suits in (prose, entry)
)
STRAYS = (
    Damage("thừa một chữ", any_line, before("{}abc")),
    Damage("thừa một câu", any_line, after("{}Ghi thêm một câu")),
    Damage("thừa dấu ngoặc kép", any_line, before('"')),
    Damage("thừa dấu }", any_line, before("}}")),
    Damage("thừa dấu [", any_line, before("[")),
    Damage("thừa dấu hai chấm", any_line, before("{}:")),
    Damage("thừa =======", any_line, before("=======")),
    Damage("thừa ```", any_line, before("```")),
    Damage("ghi chú bằng //", any_line, before("{}// ghi chú")),
    Damage("thẻ HTML", any_line, before("<b>Ghi chú</b>")),
    Damage("dấu gộp mở", any_line, before("<<<<<<< HEAD")),
    Damage("dấu gộp đóng", any_line, before(">>>>>>> nhanh-khac")),
    Damage("ghi chú đúng", any_line, before('# ghi chú: "x'), fine=True),
    Damage("trường không có", valued, after("{}xin_chao: abc")),
)


def _two_lines(lines: list[str], number: int) -> bool:
    follows = number + 1 < len(lines) and quoted(lines, number + 1)
    return follows and quoted(lines, number) and plain_field(lines, number + 1)


def _join(gap: str):
    def edit(lines: list[str], number: int) -> tuple[list[str], int]:
        lines[number] += gap + lines.pop(number + 1).strip()
        return lines, number + 1

    return edit


def _divide(mark: str):
    def edit(lines: list[str], number: int) -> tuple[list[str], int] | None:
        above = [text for text in lines[:number] if text.strip() and not text.startswith("#")]
        if lines[0] == "---" and (mark == "..." or number == 1):
            return None
        if not above:
            return None
        lines.insert(number, mark)
        return lines, number + 1

    return edit


def _repeat(lines: list[str], number: int) -> tuple[list[str], int]:
    lines.insert(
        number + 1, lines[number].replace("- ", "  ", 1) if row(lines, number) else lines[number]
    )
    return lines, number + 2


def _headless(lines: list[str], number: int) -> bool:
    """The key of a group, which can be lost."""
    return (
        parent(lines, number)
        and 0 < number < len(lines) - 1
        and not row(lines, number)
        and field(lines, number + 1)
        and len(lines[number + 1]) - len(lines[number + 1].lstrip())
        > len(lines[number]) - len(lines[number].lstrip())
    )


def _lose(lines: list[str], number: int) -> tuple[list[str], int]:
    del lines[number]
    return lines, number + 1


def _conflict(lines: list[str], number: int) -> tuple[list[str], int]:
    ours = lines[number]
    lines[number : number + 1] = ["<<<<<<< HEAD", ours, "=======", ours, ">>>>>>> x"]
    return lines, number + 1


def _wrap_plain(lines: list[str], number: int) -> tuple[list[str], int] | None:
    match = FIELD.match(lines[number])
    text = match["value"].strip('"')
    if " " not in text or re.search("[:#]", text):
        return None
    head, tail = text.rsplit(" ", 1)
    lines[number : number + 1] = [
        lines[number][: match.end("key")] + ": " + head,
        f"        {tail}",
    ]
    return lines, number + 2


def _wrap_quoted(lines: list[str], number: int) -> tuple[list[str], int] | None:
    match = re.search(r'"[^"]*?( )[^ "]*"$', lines[number])
    if not match:
        return None
    at = match.start(1)
    lines[number : number + 1] = [lines[number][:at], " " * 8 + lines[number][at + 1 :]]
    return lines, number + 2


SEVERAL = (
    Damage("hai trường một dòng", _two_lines, _join(" ")),
    Damage("hai dòng dính nhau", _two_lines, _join("")),
    Damage("--- giữa tệp", any_line, _divide("---")),
    Damage("... giữa tệp", any_line, _divide("...")),
    Damage("khai hai lần", valued, _repeat),
    # The line that is lost is no longer there to be named.
    Damage("mất trường mẹ", _headless, _lose, elsewhere=3),
    Damage("hai bản chưa gộp", any_line, _conflict),
    Damage("xuống dòng không ngoặc", prose, _wrap_plain),
    Damage("xuống dòng trong ngoặc", quoted, _wrap_quoted, fine=True),
)
LINES = (*SPACES, *DASHES, *COLONS, *QUOTES, *BRACKETS, *STARTS, *STRAYS, *SEVERAL)
