"""Find lists of people: tables with a column of names, and lines that are typed as a list.

“Plain” words are without accents, in lower case.
"""

from __future__ import annotations

import dataclasses
import functools
import re
import unicodedata
from collections.abc import Iterator, Sequence

from access_info.checks.safety import list_words as lists
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
_MIDDLE_WORD = re.compile(r" (?:Văn|Thị|Thi|VĂN|THỊ|A) ")
_GIVEN = re.compile(rf"{_WORD}(?: {_WORD})?")
# What stands before a name in its cell: “Hộ ông ”, “1. ”, “TS. ”.
_TITLES = (
    "(?:nhóm )?hộ(?: dân)?|ông|bà|anh|chị|em|cháu|cụ|cô|chú|bác|thầy|đ/c|đồng chí|gia đình|gđ",
    "bác sĩ|bs|ths|ts|gs|pgs|cn|ks|nsưt|nsnd",
)
_BEFORE_NAME = re.compile(rf"^(?:[\d.)\-+*•\s]|(?:{'|'.join(_TITLES)})[.:]?\s+)+", re.IGNORECASE)
# What ends a name within a cell: “Nguyễn Văn Mẫu, thôn 2”, “Ông Mẫu và bà Thử”, “Mẫu (chết)”, “Mẫu 1950”.
_AFTER_NAME = re.compile(r"[,;\n(/:|+]|\s[-–—]\s|\s(?:và|va|cùng vợ|cùng chồng)\s|\s\d")
_MAX_NAME_LENGTH = 45


def plain_words(text: str) -> str:
    """Return words without accents, underscores and line breaks, in lower case: “Họ_tên” → “ho ten”.

    In this form headings and titles are searched. Short forms of bodies and honours are written out:
    “HĐND” → “hoi dong nhan dan”.
    """
    words = " ".join(NormalizedText(text).plain.replace("_", " ").split())
    for short, whole in lists.SHORT_FORMS.items():
        words = words.replace(short, whole)
    return words


@functools.lru_cache(maxsize=8192)
def names_in(cell: str) -> tuple[str, ...]:
    """Return the names of persons in a cell, judged by their shape: two to six words with capitals.

    “1. Ông Nguyễn Văn Mẫu và bà Trần Thị Thử, thôn 2” → both names. Headings and places are none;
    of words in small letters only those that `is_person` knows are.
    """
    names = []
    cell = unicodedata.normalize("NFC", cell).replace("\u00a0", " ")
    for piece in _AFTER_NAME.split(f"{cell} "):
        name = _BEFORE_NAME.sub("", piece.strip()).strip(" .*")
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


def with_whole_names(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the rows, all equally long, with names that stand in two columns joined into the first of these.

    A name that a table splits into family and given name (“Nguyễn Văn” | “Mẫu”) would not be known
    as one.
    """
    width = max(map(len, rows))
    whole = [[*row, *[""] * (width - len(row))] for row in rows]
    for index in range(width - 1):
        head = [
            [plain_words(cell) for cell in row[index : index + 2]]
            for row in whole[:_MAX_HEADING_ROWS]
        ]
        if any(family == "ho" or lists.NAMES.search(family) for family, _ in head):
            _join_columns(whole, index, is_given=any(given.startswith("ten") for _, given in head))
    return whole


def _join_columns(rows: Sequence[list[str]], index: int, *, is_given: bool) -> None:
    """Join the cells of two columns in place, if they are family and given names.

    Args:
        rows: The rows, which are changed.
        index: The column of family names.
        is_given: Whether the heading of the next column says that it holds given names.
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


# At least so much of a column has to be names: more where its heading does not say that it is of names.
_MIN_SHARE = 0.5
_MIN_SURE_SHARE = 0.6
_MAX_HEADING_LENGTH = 70
# Rows at the top of a table among which its headings are searched for.
_MAX_HEAD = 15
# A heading may hold so many digits (“2026”), and so few headings are a row of them.
_FEW_DIGITS = 3
_MIN_HEADINGS = 2
# Names, or rows, that stand for all of a column.
_SAMPLE = 40
# “Hà Nội” and “Cao Bằng” look like names, so that in a column without a heading two words are too few.
_WHOLE_NAME = 3


@dataclasses.dataclass(frozen=True, slots=True)
class ListedPeople:
    """A list that names people, and not because they hold an office.

    Attributes:
        where: Its place in words, for people: "Danh sách", "bảng 2, hàng 12".
        count: How many people it names.
        about: The words above the list and its headings, without accents, which say what it is
            about.
        topics: Keys of `list_words.SENSITIVE` (poor, ill, victims …) that it belongs to by its own
            words.
        headed: Whether a heading says that the column holds names of people.
        private: Whether a heading is about private life, or about people who turn to an office.
    """

    where: str
    count: int
    about: str
    topics: frozenset[str]
    headed: bool
    private: bool


@dataclasses.dataclass(frozen=True, slots=True)
class _Column:
    """A column that names people.

    Attributes:
        index: Its number, from 0.
        rows: Numbers of the rows that name somebody in it.
        count: How many people it names.
    """

    index: int
    rows: tuple[int, ...]
    count: int


def listed_people(table: ScannedTable, *, headed: bool = True) -> Iterator[ListedPeople]:
    """Yield the lists of private people in a table; a table may hold several, under one another.

    Args:
        table: Its cells and the lines above it.
        headed: Whether its first rows may be headings; a list made of lines has none.
    """
    for part in _split_at_headings(table) if headed else (table,):
        people = _people_in_table(part, headed=headed)
        if people is not None:
            yield people


def topics_in(words: str) -> frozenset[str]:
    """Return the keys of `SENSITIVE` (poor, ill, victims …) that plain words speak of."""
    return frozenset(key for key, topic in lists.SENSITIVE.items() if topic.search(words))


def _split_at_headings(table: ScannedTable) -> Iterator[ScannedTable]:
    """Yield the parts of a table, each with its own headings.

    It is cut before each further row of headings, or before the titles (rows of one cell) right above
    that row; but only where the part before names somebody.
    """
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
    """Tell whether a row holds headings of a list of people: “STT”, “Họ và tên”, and no names or numbers."""
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


def _people_in_table(table: ScannedTable, *, headed: bool) -> ListedPeople | None:
    """Return the list of private people that a table is; `None` if it is none.

    It is none without a column of names, or where the people are named for their office or for a
    company.
    """
    rows = with_whole_names(table.rows)
    heads = (number + 1 for number, row in enumerate(rows[:_MAX_HEAD]) if _is_heading_row(row))
    columns = list(_columns_of_names(rows, next(heads, 0) if headed else 0))
    if not columns:
        return None
    first = min(column.rows[0] for column in columns)
    titles, headings = _titles_and_headings(rows, first) if headed else ([], [""] * len(rows[0]))
    about = " | ".join(filter(None, [plain_words(table.above), *titles]))
    candidates = [column for column in columns if _names_people(column, headings, rows, about)]
    if (
        not candidates
        or any(_is_staff_list(column, headings, rows) for column in candidates)
        or _lists_bodies(headings, rows, first)
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


def _columns_of_names(rows: Sequence[Sequence[str]], start: int = 0) -> Iterator[_Column]:
    """Yield each column in which at least three different names stand from the row `start` on.

    Where the same words come again and again, they are a field of work written with capitals.
    """
    for index in range(len(rows[0])):
        named = {number: names_in(rows[number][index]) for number in range(start, len(rows))}
        numbers = tuple(number for number, names in named.items() if names)
        names = [name for number in numbers for name in named[number]]
        if len(set(names)) >= max(_MIN_NAMES, _MIN_SHARE * len(names)):
            yield _Column(index, numbers, len(names))


def _titles_and_headings(rows: Sequence[Sequence[str]], first: int) -> tuple[list[str], list[str]]:
    """Return the titles above a table's headings, and each column's heading, in plain words.

    A heading may be spread over several rows; they are joined.

    Args:
        rows: The rows of the table.
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


def _names_people(
    column: _Column, headings: Sequence[str], rows: Sequence[Sequence[str]], about: str
) -> bool:
    """Tell whether a column names people, and not because they hold an office.

    The heading decides, if it is one of names, of office holders or of things. With any other, most
    filled cells have to be names, and a sample of these has to be of persons; a list of streets is
    none.
    """
    heading = headings[column.index]
    start = min(column.rows[0], _MAX_HEAD)
    filled = sum(1 for row in rows[start:] if row[column.index] and _has_several_cells(row))
    # “Giáo viên bị kỷ luật” are not named for their office.
    holders = lists.OFFICE_HOLDERS.search(heading) and not topics_in(heading)
    if holders or len(column.rows) < _MIN_SHARE * filled:
        return False
    if lists.NAMES.search(lists.UNSURE_NAMES.sub("", heading)):
        return True
    if any(lists.LAKES.search(row[column.index].casefold()) for row in rows[: column.rows[0]]):
        return False
    if (
        lists.NOBODY.search(heading)
        or lists.STREETS.search(about)
        or len(column.rows) < _MIN_SURE_SHARE * filled
    ):
        return False
    step = max(len(column.rows) // _SAMPLE, 1)
    sample = [name for row in column.rows[::step] for name in names_in(rows[row][column.index])]
    # Not “Cao Bằng”, which is a place.
    people = [name for name in sample if _MIDDLE_WORD.search(name) or is_person(name)]
    whole = [name for name in people if len(name.split()) >= _WHOLE_NAME]
    return len(people) >= _MIN_SHARE * len(sample) and len(whole) >= min(2, len(sample))


def _has_several_cells(row: Sequence[str]) -> bool:
    """Tell whether a row fills several cells, or is of a table of one column.

    In wider tables a single cell is a title or the name of a group.
    """
    return len(row) == 1 or sum(map(bool, row)) > 1


def _is_staff_list(column: _Column, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether most people of a column are listed with the offices they hold, so that they may be named.

    Never where a heading is about private life: staff may be listed as debtors too. Below a heading
    for people who turn to an office (“Người nộp hồ sơ”) only an office that a person holds counts.
    """
    if any(lists.PRIVATE.search(heading) for heading in headings):
        return False
    enough = _MIN_SURE_SHARE * len(column.rows)
    if lists.CLIENTS.search(headings[column.index]):
        return sum(lists.names_position(rows[row][column.index]) for row in column.rows) >= enough
    # Words above a table without headings are none.
    headed = any(lists.OFFICES.search(words) or lists.NAMES.search(words) for words in headings)
    with_office = 0
    for number in column.rows:
        with_office += any(
            lists.names_position(cell)
            or (
                cell
                and index != column.index
                and lists.AT_WORK.search(heading)
                and not names_in(cell)
            )
            or ((not headed or lists.OFFICES.search(heading)) and lists.names_office(cell))
            for index, (cell, heading) in enumerate(zip(rows[number], headings, strict=True))
        )
    return with_office >= enough


def _lists_bodies(headings: Sequence[str], rows: Sequence[Sequence[str]], first: int) -> bool:
    """Tell whether the rows are about companies, schools or offices, so that people are only named with them.

    Args:
        headings: Of the columns.
        rows: The rows.
        first: Number of the first row that names somebody.
    """
    if any(lists.PRIVATE.search(heading) for heading in headings):
        return False
    return any(
        lists.BODIES.search(heading)
        and sum(bool(lists.BODY.search(plain_words(row[index]))) for row in rows[first:])
        >= _MIN_SHARE * len(rows[first:])
        for index, heading in enumerate(headings)
    )


def _topics_of_cells(rows: Sequence[Sequence[str]], column: _Column) -> frozenset[str]:
    """Return the topics that stand beside at least half of the people: “Hộ nghèo” in a cell of their row."""
    topics: set[str] = set()
    for index in range(len(rows[0])):
        if index == column.index:
            continue
        beside = [topics_in(plain_words(rows[number][index])) for number in column.rows[:_SAMPLE]]
        topics |= {
            key
            for key in lists.SENSITIVE
            if sum(key in cell for cell in beside) >= _MIN_SHARE * len(beside)
        }
    return frozenset(topics)


def names_somebody(table: ScannedTable) -> bool:
    """Tell whether a table has a column of names, whoever they are."""
    return any(_columns_of_names(with_whole_names(table.rows)))


# “1. Nguyễn Văn Mẫu, thôn 2”, “- Hộ bà Thử”, “12 Trần Thị Nháp 1950”.
_ENTRY = re.compile(r"\s*(\d{1,4}\s?[.)/\-]?|[-–—+•*●])\s+(\S.*)")
# The line under a Markdown table's headings.
_RULED_LINE = re.compile(r"[\s|:\-]+")
# In place of the sign between cells, for lines that are entries of a list (“1. …”, “- …”).
_NUMBERED = "1."
_MIN_LINES = 3
_LINES_ABOVE = 3
_MAX_HEADING_LINE_LENGTH = 30
_MAX_CELLS = 12
# A quick look for a heading of names.
_MAY_HEAD = re.compile(
    r"t[êe]n(?!\w)|chủ hộ|học sinh|bệnh nhân|người|đối tượng|khách hàng", re.IGNORECASE
)


def people_in_lines(where: str, text: str) -> Iterator[ListedPeople]:
    """Yield the lists of private people that are typed as lines of a text: “1. Nguyễn Văn Mẫu, thôn 2”.

    Args:
        where: The place of the text in words, for people.
        text: The text.
    """
    for sign, table in _tables_in_text(where, text):
        yield from listed_people(table, headed=sign != _NUMBERED)


def people_in_stacked_cells(where: str, text: str) -> Iterator[ListedPeople]:
    """Yield the list of private people in a text that has each cell of a table on its own line.

    So come old DOC files, slides and HTML: “Họ tên”, “Thôn”, “1”, “Nguyễn Văn Mẫu”, “Thôn 2” …

    Args:
        where: The place of the text in words, for people.
        text: The text.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for start, line in enumerate(lines):
        may_head = len(line) <= _MAX_HEADING_LINE_LENGTH and _MAY_HEAD.search(line)
        if may_head and lists.NAMES.match(plain_words(line)) and not names_in(line):
            yield from listed_people(_table_from_stack(where, lines, start))
            return


def _table_from_stack(where: str, lines: Sequence[str], start: int) -> ScannedTable:
    """Return the table whose cells stand one a line; a row begins with each line that is a name.

    It ends where no name comes for twelve lines: there running text begins.

    Args:
        where: The place of the text in words, for people.
        lines: The lines without blank ones.
        start: Number of the line that is the heading of names.
    """
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


def _tables_in_text(where: str, text: str) -> Iterator[tuple[str, ScannedTable]]:
    """Yield (sign, table) for each list of at least three rows in a text.

    The sign is what parts the cells of the rows: “|”, a tab, or `_NUMBERED` for entries “1. …”. The
    lines before the list become those above the table.
    """
    rows: list[tuple[str, ...]] = []
    above: list[str] = []
    sign = ""
    for line in [*text.splitlines(), "."]:  # the last line ends the last list
        now, cells = _cells_of_line(line)
        if now == sign and sign:
            rows.extend(cells)
            continue
        if not line.strip():
            continue
        if len(rows) >= _MIN_LINES:
            yield sign, ScannedTable(where, tuple(rows), "\n".join(above[-_LINES_ABOVE:]))
        if rows:
            above = []
        sign, rows = now, list(cells)
        if not sign:
            above.append(line.strip())


def _cells_of_line(line: str) -> tuple[str, list[tuple[str, ...]]]:
    """Return the sign that parts the cells of a line, and the cells as a list of one row.

    ("", []) for running text; no row for the line under a Markdown table's headings.
    """
    if "|" in line or "\t" in line.strip():
        sign = "|" if "|" in line else "\t"
        if _RULED_LINE.fullmatch(line):
            return sign, []
        cells = line.strip().strip(sign).split(sign)
        return sign, [tuple(cell.strip(" *") for cell in cells)]
    entry = _ENTRY.fullmatch(line)
    return (_NUMBERED, [(entry[1], entry[2].strip())]) if entry else ("", [])
