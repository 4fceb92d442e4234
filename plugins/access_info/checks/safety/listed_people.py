"""Lists of people: by the names in the cells of a table, and in lines that are typed as one."""

from __future__ import annotations

import dataclasses
import functools
import re
import unicodedata
from collections.abc import Iterator, Sequence

from access_info.checks.safety import list_words as lists
from access_info.checks.safety.list_words import NAMES
from access_info.checks.safety.standing import is_person
from access_info.checks.safety.texts import NormalizedText
from access_info.scanning import ScannedTable

_MIN_NAMES = 3
# Rows at the top of a table, or above its first name, that may be headings.
_MAX_HEADING_ROWS = 4
# A name as a cell holds it: two to six words with capitals; “H' Mẫu”, “Y Thử Êban”, “K'Mẫu”.
_CAPITALS = "".join(filter(str.isupper, map(chr, (*range(0x41, 0x250), *range(0x1E00, 0x1F00)))))
_WORD = rf"[{_CAPITALS}][\w'’]*"
_NAME = re.compile(rf"{_WORD}(?:[ \-]{_WORD}){{1,5}}")
# What only names of people have between two words.
_MIDDLE = re.compile(r" (?:Văn|Thị|Thi|VĂN|THỊ|A) ")
_GIVEN = re.compile(rf"{_WORD}(?: {_WORD})?")
# What stands before a name in its cell: “Hộ ông ”, “1. ”, “TS. ”.
_TITLES = (
    "(?:nhóm )?hộ(?: dân)?|ông|bà|anh|chị|em|cháu|cụ|cô|chú|bác|thầy|đ/c|đồng chí|gia đình|gđ",
    "bác sĩ|bs|ths|ts|gs|pgs|cn|ks|nsưt|nsnd",
)
_BEFORE = re.compile(rf"^(?:[\d.)\-+*•\s]|(?:{'|'.join(_TITLES)})[.:]?\s+)+", re.IGNORECASE)
# What ends a name: “Nguyễn Văn Mẫu, thôn 2”, “Ông Mẫu và bà Thử”, “Mẫu (chết)”, “Mẫu 1950”.
_BETWEEN = re.compile(r"[,;\n(/:|+]|\s[-–—]\s|\s(?:và|va|cùng vợ|cùng chồng)\s|\s\d")
_MAX_NAME_LENGTH = 45


def plain_words(text: str) -> str:
    """Return words without accents, underscores and line breaks, in lower case and in full."""
    words = " ".join(NormalizedText(text).plain.replace("_", " ").split())
    for short, whole in lists.SHORT_FORMS.items():
        words = words.replace(short, whole)
    return words


@functools.lru_cache(maxsize=8192)
def names_in(cell: str) -> tuple[str, ...]:
    """Return the names in a cell, by their shape."""
    names = []
    cell = unicodedata.normalize("NFC", cell).replace("\u00a0", " ")
    for piece in _BETWEEN.split(f"{cell} "):
        name = _BEFORE.sub("", piece.strip()).strip(" .*")
        if len(name) > _MAX_NAME_LENGTH or not name:
            continue
        typed_low = name.islower()
        name = name.title() if typed_low else name
        if not _NAME.fullmatch(name) or lists.NO_NAME.match(name.casefold()):
            continue
        if lists.is_heading(plain_words(name)):
            continue
        if not typed_low or is_person(name):
            names.append(name)
    return tuple(names)


def is_human(name: str) -> bool:
    """Tell whether a name is a person's, and no place's of like shape."""
    return _MIDDLE.search(name) is not None or is_person(name)


def with_whole_names(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Make all rows equally long, and join a family name to the given name in the next column."""
    width = max(map(len, rows))
    whole = [[*row, *[""] * (width - len(row))] for row in rows]
    for index in range(width - 1):
        head = [
            [plain_words(cell) for cell in row[index : index + 2]]
            for row in whole[:_MAX_HEADING_ROWS]
        ]
        if any(family == "ho" or lists.NAMES.search(family) for family, _ in head):
            _join(whole, index, is_given=any(given.startswith("ten") for _, given in head))
    return whole


def _join(rows: Sequence[list[str]], index: int, *, is_given: bool) -> None:
    """Join two columns if their cells are the two parts of names.

    Args:
        rows: The rows, which are changed.
        index: The column of family names.
        is_given: Whether the next column's heading says that it holds given names.
    """
    parts = {
        (row[index], row[index + 1])
        for row in rows
        if _GIVEN.fullmatch(row[index + 1]) and _NAME.fullmatch(f"{row[index]} {row[index + 1]}")
    }
    given_names = {given for _, given in parts}
    single = len(given_names) >= _MIN_NAMES and not any(" " in given for given in given_names)
    if len(parts) < _MIN_NAMES or not (is_given or single):
        return
    for row in rows:
        is_head = is_given and plain_words(row[index + 1]).startswith("ten")
        if is_head or (row[index], row[index + 1]) in parts:
            row[index], row[index + 1] = f"{row[index]} {row[index + 1]}", ""


_HALF = 0.5
_MAJORITY = 0.6
_MAX_HEADING_LENGTH = 70
_MAX_HEAD = 15
_FEW_DIGITS = 3
_MIN_HEADINGS = 2
_SAMPLE = 40
# “Hà Nội” and “Cao Bằng” look like names; in a column that says nothing of itself two words are too few.
_WHOLE_NAME = 3


@dataclasses.dataclass(frozen=True, slots=True)
class ListedPeople:
    """A list of people who hold no office in it.

    Attributes:
        where: Its place in words, for people: "Danh sách", "bảng 2, hàng 12".
        count: How many are named.
        about: The words above the list and its headings, without accents: what it is about.
        topics: Keys of `SENSITIVE` that it belongs to by its own words.
        headed: Whether a heading says that the column names people.
        private: Whether a heading tells of private life, or of those who turn to an office.
    """

    where: str
    count: int
    about: str
    topics: frozenset[str]
    headed: bool
    private: bool


@dataclasses.dataclass(frozen=True, slots=True)
class _Column:
    """A column that names people: its number from 0, the rows that name somebody in it, and how many it names."""

    index: int
    rows: tuple[int, ...]
    count: int


def listed_people(table: ScannedTable, *, headed: bool = True) -> Iterator[ListedPeople]:
    """Yield the lists of private people in a table; two under one another are two.

    Args:
        table: Its cells and the lines above it.
        headed: Whether its first rows may be headings; a list of lines has none.
    """
    for part in _parts(table) if headed else (table,):
        people = _people_of(part, headed=headed)
        if people is not None:
            yield people


def topics_in(words: str) -> frozenset[str]:
    """Return the keys of `SENSITIVE` that words without accents speak of."""
    return frozenset(key for key, topic in lists.SENSITIVE.items() if topic.search(words))


def _parts(table: ScannedTable) -> Iterator[ScannedTable]:
    """Yield a table in parts, cut before each further row of headings and the titles right above that row."""
    starts = [0]
    for number, row in enumerate(table.rows):
        if number and _is_heading_row(row) and not _is_heading_row(table.rows[number - 1]):
            first = number
            while first > starts[-1] + 1 and sum(map(bool, table.rows[first - 1])) == 1:
                first -= 1
            if any(names_in(cell) for row in table.rows[starts[-1] : first] for cell in row):
                starts.append(first)
    for first, last in zip(starts, [*starts[1:], len(table.rows)], strict=True):
        above = table.above if not first else ""
        yield ScannedTable(table.where, table.rows[first:last], above)


def _is_heading_row(row: Sequence[str]) -> bool:
    filled = [cell for cell in row if cell]
    # Cheap questions first: there are as many rows as a file holds.
    if (
        len(filled) < _MIN_HEADINGS
        or any(sum(map(str.isdigit, cell)) > _FEW_DIGITS for cell in filled)
        or any(map(names_in, row))
    ):
        return False
    words = [plain_words(cell) for cell in filled if len(cell) <= _MAX_HEADING_LENGTH]
    return any(word in _ORDINALS or lists.NAMES.search(word) for word in words)


_ORDINALS = frozenset({"stt", "tt", "so tt", "so thu tu"})


def _people_of(table: ScannedTable, *, headed: bool) -> ListedPeople | None:
    """Return the list of private people that a table is; `None` if it names none, or people in office."""
    rows = with_whole_names(table.rows)
    heads = (number + 1 for number, row in enumerate(rows[:_MAX_HEAD]) if _is_heading_row(row))
    columns = _columns(rows, next(heads, 0) if headed else 0)
    if not columns:
        return None
    first = min(column.rows[0] for column in columns)
    titles, headings = _titles_and_headings(rows, first) if headed else ([], [""] * len(rows[0]))
    about = " | ".join(filter(None, [plain_words(table.above), *titles]))
    candidates = [column for column in columns if _is_of_people(column, headings, rows, about)]
    if (
        not candidates
        or any(_is_roster(column, headings, rows) for column in candidates)
        or _is_of_bodies(headings, rows, first)
    ):
        return None
    column = max(candidates, key=lambda column: column.count)
    topics = topics_in(" | ".join([about, *headings])) | _topics_of_cells(rows, column)
    named = lists.NAMES.search(headings[column.index]) is not None
    whole = " | ".join(filter(None, [about, *headings]))
    private = bool(
        any(map(lists.PRIVATE.search, headings)) or lists.CLIENTS.search(headings[column.index])
    )
    return ListedPeople(table.where, column.count, whole, topics, named, private)


def _columns(rows: Sequence[Sequence[str]], start: int = 0) -> list[_Column]:
    """Return the columns that name people from a row on."""
    columns = (_column(rows, index, start) for index in range(len(rows[0])))
    return [column for column in columns if column is not None]


def _column(rows: Sequence[Sequence[str]], index: int, start: int) -> _Column | None:
    """Return a column if three of its cells or more look like names."""
    named = {number: names_in(rows[number][index]) for number in range(start, len(rows))}
    numbers = tuple(number for number, names in named.items() if names)
    names = [name for number in numbers for name in named[number]]
    # A field of work that is written with capitals comes again and again.
    distinct = len(set(names))
    if distinct < _MIN_NAMES or distinct < _HALF * len(names):
        return None
    return _Column(index, numbers, len(names))


def _titles_and_headings(rows: Sequence[Sequence[str]], first: int) -> tuple[list[str], list[str]]:
    """Return the titles above a table's headings, and each column's heading, be it of several rows.

    Args:
        rows: The rows.
        first: Number of the first row that names somebody.
    """
    titles: list[str] = []
    headings: list[list[str]] = [[] for _ in rows[0]]
    for number in range(first):
        filled = [cell for cell in rows[number] if cell]
        if len(filled) == 1 and (len(rows[0]) > 1 or number < first - 1):
            titles.append(plain_words(filled[0]))
        elif number >= first - _MAX_HEADING_ROWS:
            for column, cell in enumerate(rows[number]):
                if len(cell) <= _MAX_HEADING_LENGTH:
                    headings[column].append(plain_words(cell))
    return titles, [" ".join(filter(None, words)) for words in headings]


def _is_of_people(
    column: _Column, headings: Sequence[str], rows: Sequence[Sequence[str]], about: str
) -> bool:
    """Tell whether a column names people, and people who are not named for an office."""
    heading = headings[column.index]
    start = min(column.rows[0], _MAX_HEAD)
    filled = sum(1 for row in rows[start:] if row[column.index] and _has_several_cells(row))
    # “Giáo viên bị kỷ luật” are not named for their office.
    holders = lists.OFFICE_HOLDERS.search(heading) and not topics_in(heading)
    if holders or len(column.rows) < _HALF * filled:
        return False
    if lists.NAMES.search(lists.UNSURE_NAMES.sub("", heading)):
        return True
    if any(lists.LAKES.search(row[column.index].casefold()) for row in rows[: column.rows[0]]):
        return False
    if (
        lists.NOBODY.search(heading)
        or lists.STREETS.search(about)
        or len(column.rows) < _MAJORITY * filled
    ):
        return False
    step = max(len(column.rows) // _SAMPLE, 1)
    sample = [name for row in column.rows[::step] for name in names_in(rows[row][column.index])]
    people = [name for name in sample if is_human(name)]
    whole = [name for name in people if len(name.split()) >= _WHOLE_NAME]
    return len(people) >= _HALF * len(sample) and len(whole) >= min(2, len(sample))


def _has_several_cells(row: Sequence[str]) -> bool:
    """Tell whether a row fills several cells, where there are several: a title or a group's name fills one."""
    return len(row) == 1 or sum(map(bool, row)) > 1


def _is_roster(column: _Column, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether those who are named hold offices that the table says, and it says nothing private."""
    if any(lists.PRIVATE.search(heading) for heading in headings):
        return False
    enough = _MAJORITY * len(column.rows)
    if lists.CLIENTS.search(headings[column.index]):
        return sum(_names_position(rows[row][column.index]) for row in column.rows) >= enough
    # Words above a table without headings are none.
    headed = any(lists.OFFICES.search(words) or lists.NAMES.search(words) for words in headings)
    with_office = 0
    for number in column.rows:
        with_office += any(
            _names_position(cell)
            or (
                cell
                and index != column.index
                and lists.AT_WORK.search(heading)
                and not names_in(cell)
            )
            or ((not headed or lists.OFFICES.search(heading)) and _names_office(cell))
            for index, (cell, heading) in enumerate(zip(rows[number], headings, strict=True))
        )
    return with_office >= enough


@functools.lru_cache(maxsize=8192)
def _names_office(cell: str) -> bool:
    aligned = NormalizedText(cell)
    return lists.names_office(aligned.clean.casefold(), aligned.plain)


@functools.lru_cache(maxsize=8192)
def _names_position(cell: str) -> bool:
    return lists.names_position(NormalizedText(cell).clean.casefold())


def _is_of_bodies(headings: Sequence[str], rows: Sequence[Sequence[str]], first: int) -> bool:
    """Tell whether each row is about a company, a school, an office, and people come with it."""
    if any(lists.PRIVATE.search(heading) for heading in headings):
        return False
    return any(
        lists.BODIES.search(heading)
        and sum(bool(lists.BODY.search(plain_words(row[index]))) for row in rows[first:])
        >= _HALF * len(rows[first:])
        for index, heading in enumerate(headings)
    )


def _topics_of_cells(rows: Sequence[Sequence[str]], column: _Column) -> frozenset[str]:
    """Return the topics that half of the people are listed under: “Hộ nghèo” beside each name."""
    topics: set[str] = set()
    for index in range(len(rows[0])):
        if index == column.index:
            continue
        beside = [topics_in(plain_words(rows[number][index])) for number in column.rows[:_SAMPLE]]
        topics |= {
            key
            for key in lists.SENSITIVE
            if sum(key in cell for cell in beside) >= _HALF * len(beside)
        }
    return frozenset(topics)


def names_somebody(table: ScannedTable) -> bool:
    """Tell whether a table has a column of names at all, of whomever."""
    return bool(_columns(with_whole_names(table.rows)))


# “1. Nguyễn Văn Mẫu, thôn 2”, “- Hộ bà Thử”, “12 Trần Thị Nháp 1950”.
_ENTRY = re.compile(r"\s*(\d{1,4}\s?[.)/\-]?|[-–—+•*●])\s+(\S.*)")
# The line under a Markdown table's headings.
_RULE = re.compile(r"[\s|:\-]+")
_ENTRIES = "1."
_MIN_LINES = 3
_ABOVE = 3
_MAX_HEADING_LINE_LENGTH = 30
_MAX_CELLS = 12
_MAY_HEAD = re.compile(
    r"t[êe]n(?!\w)|chủ hộ|học sinh|bệnh nhân|người|đối tượng|khách hàng", re.IGNORECASE
)


def people_in_lines(where: str, text: str) -> Iterator[ListedPeople]:
    """Yield the lists of private people among the lines of a text, which stands at `where` for people."""
    for way, table in _tables(where, text):
        yield from listed_people(table, headed=way != _ENTRIES)


def people_in_stacked_cells(where: str, text: str) -> Iterator[ListedPeople]:
    """Yield the lists of private people in a text that has each cell of a table on a line.

    So do old DOC files, slides and HTML come: “Họ tên”, “Thôn”, “1”, “Nguyễn Văn Mẫu”, “Thôn 2” …
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for start, line in enumerate(lines):
        if len(line) <= _MAX_HEADING_LINE_LENGTH and _MAY_HEAD.search(line) and _is_head(line):
            yield from listed_people(_unstacked(where, lines, start))
            return


def _is_head(line: str) -> bool:
    return NAMES.match(plain_words(line)) is not None and not names_in(line)


def _unstacked(where: str, lines: Sequence[str], start: int) -> ScannedTable:
    """Return lines as a table again: each row begins with a name and holds what follows up to the next."""
    headings: list[str] = []
    rows: list[list[str]] = []
    last = start
    for number, line in enumerate(lines[start:], start):
        if number - last > _MAX_CELLS:
            break  # running text
        if names_in(line):
            rows.append([line])
            last = number
        elif not rows and not line.isdecimal():
            headings.append(line)
        elif rows and len(rows[-1]) < _MAX_CELLS:
            rows[-1].append(line)
    width = min(max(len(headings), _MIN_LINES), _MAX_CELLS)
    whole = [headings[:width], *(row[:width] for row in rows)]
    return ScannedTable(
        where, tuple(map(tuple, whole)), "\n".join(lines[max(start - 6, 0) : start])
    )


def _tables(where: str, text: str) -> Iterator[tuple[str, ScannedTable]]:
    """Yield the lists of a text as tables with the lines before them, each behind the sign that parts its cells."""
    rows: list[tuple[str, ...]] = []
    above: list[str] = []
    way = ""
    for line in [*text.splitlines(), "."]:
        now, cells = _cells(line)
        if now == way and way:
            rows.extend(cells)
            continue
        if not line.strip():
            continue
        if len(rows) >= _MIN_LINES:
            yield way, ScannedTable(where, tuple(rows), "\n".join(above[-_ABOVE:]))
        if rows:
            above = []
        way, rows = now, list(cells)
        if not way:
            above.append(line.strip())


def _cells(line: str) -> tuple[str, list[tuple[str, ...]]]:
    """Return the sign that parts the cells of a line, "" if it is no row, and its cells; none of a line that only rules."""
    if "|" in line or "\t" in line.strip():
        sign = "|" if "|" in line else "\t"
        if _RULE.fullmatch(line):
            return sign, []
        cells = line.strip().strip(sign).split(sign)
        return sign, [tuple(cell.strip(" *") for cell in cells)]
    entry = _ENTRY.fullmatch(line)
    return (_ENTRIES, [(entry[1], entry[2].strip())]) if entry else ("", [])
