"""What an editor's hand, Word, Excel, Notepad or git can do to a line of our files.

A `Damage` turns one line of a good file into what was typed instead. Whoever applies it expects
an error on that very line, or, where the text is still good YAML, the same data as before.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator

FIELD = re.compile(r"^(?P<indent> *)(?P<dash>(?:- )*)(?P<key>[a-z_0-9]+):(?: (?P<value>.*))?$")
ENTRY = re.compile(r"^(?P<indent> *)- (?P<value>.*)$")
_PROSE = frozenset(
    [
        "ten",
        "don_vi",
        "noi_dung_sai",
        "nguoi",
        "vai_tro",
        "ly_do",
        "kho_khan",
        "kien_nghi",
        "tieu_de",
        "mo_ta",
        "ghi_chu",
        "can_cu",
        "dieu_kien",
        "so_ky_hieu",
        "nhom",
        "thoi_diem",
    ]
)

Suits = Callable[[list[str], int], bool]
Edit = Callable[[list[str], int], "tuple[list[str], int] | None"]


@dataclasses.dataclass(frozen=True)
class Damage:
    """One way to spoil a line.

    Attributes:
        name: For reports.
        suits: Whether it can happen to a line.
        edit: Gives the lines as typed and the number, from 1, of the spoilt one.
        fine: The text is still good and must be read as before.
        harmless: In some places the text is still good and then means the same.
        elsewhere: In how many places of the demonstration the error stands on another line, at most.
    """

    name: str
    suits: Suits
    edit: Edit
    fine: bool = False
    harmless: bool = False
    elsewhere: int = 0


def places(damage: Damage, text: str) -> Iterator[tuple[str, int]]:
    """The text spoilt at the first, a middle and the last line that the damage suits."""
    lines = text.split("\n")
    first, last = (1, lines.index("---", 1)) if lines[0] == "---" else (0, len(lines))
    suited = [
        number
        for number in range(first, last)
        if lines[number].strip()
        and not lines[number].lstrip().startswith("#")
        and damage.suits(lines, number)
    ]
    for number in sorted({suited[0], suited[len(suited) // 2], suited[-1]} if suited else ()):
        typed = damage.edit(list(lines), number)
        if typed is not None:
            yield "\n".join(typed[0]), typed[1]


# Which lines a damage can happen to.


def any_line(lines: list[str], number: int) -> bool:
    return True


def field(lines: list[str], number: int) -> bool:
    return FIELD.match(lines[number]) is not None


def valued(lines: list[str], number: int) -> bool:
    match = FIELD.match(lines[number])
    return bool(match and match["value"])


def parent(lines: list[str], number: int) -> bool:
    return field(lines, number) and not valued(lines, number)


def prose(lines: list[str], number: int) -> bool:
    match = FIELD.match(lines[number])
    value = match["value"] if match and match["key"] in _PROSE else None
    return bool(value and value[0] == '"')


def quoted(lines: list[str], number: int) -> bool:
    return re.search(r'"[^"\\]+"$', lines[number]) is not None


def row(lines: list[str], number: int) -> bool:
    return re.match(r" *- \w+:", lines[number]) is not None


def entry(lines: list[str], number: int) -> bool:
    return ENTRY.match(lines[number]) is not None and not field(lines, number)


def indented(lines: list[str], number: int) -> bool:
    return lines[number].startswith("  ")


def plain_field(lines: list[str], number: int) -> bool:
    return valued(lines, number) and not row(lines, number)


def listing(lines: list[str], number: int) -> bool:
    """The key of a list of plain values."""
    return parent(lines, number) and number + 1 < len(lines) and entry(lines, number + 1)


# Ways to make an `Edit`.


def line(change: Callable[[str], str]) -> Edit:
    """The line itself typed otherwise."""

    def edit(lines: list[str], number: int) -> tuple[list[str], int]:
        lines[number] = change(lines[number])
        return lines, number + 1

    return edit


def value(new: str | Callable[[str], str]) -> Edit:
    """Another value behind the key or the dash."""

    def change(text: str) -> str:
        match = FIELD.match(text)
        old = (match["value"] or "") if match else text.lstrip(" -")
        head = f"{match['indent']}{match['dash']}{match['key']}: " if match else ""
        head = head or text[: len(text) - len(text.lstrip(" -"))]
        return head + (new if isinstance(new, str) else new(old))

    return line(change)


def key(new: str | Callable[[str], str]) -> Edit:
    """Another key before the colon."""

    def edit(text: str) -> str:
        match = FIELD.match(text)
        assert match is not None
        typed = new if isinstance(new, str) else new(match["key"])
        return text[: match.start("key")] + typed + text[match.end("key") :]

    return line(edit)


def before(typed: str) -> Edit:
    """A line more, above; `{}` in it stands for the line's indent."""

    def edit(lines: list[str], number: int) -> tuple[list[str], int]:
        lines.insert(number, typed.format(_indent(lines[number])))
        return lines, number + 1

    return edit


def after(typed: str) -> Edit:
    """A line more, below, as deep as the line's fields."""

    def edit(lines: list[str], number: int) -> tuple[list[str], int]:
        match = FIELD.match(lines[number])
        deep = " " * match.start("key") if match else _indent(lines[number])
        lines.insert(number + 1, typed.format(deep))
        return lines, number + 2

    return edit


def swap(old: str, new: str) -> Edit:
    """The first `old` of the line replaced."""
    return line(lambda text: text.replace(old, new, 1))


def in_value(change: Callable[[str], str]) -> Edit:
    """The text between a line's last two quotes, with the quotes, typed otherwise."""
    return line(lambda text: re.sub(r'"([^"]*)"$', lambda match: change(match[1]), text))


def _indent(text: str) -> str:
    return text[: len(text) - len(text.lstrip(" "))]
