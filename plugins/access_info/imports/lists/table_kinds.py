"""Decide which list each table of a file is: the title decides, the columns confirm, doubt is a question."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping, Sequence
from pathlib import PurePosixPath

from access_info.imports.lists import rules
from access_info.imports.lists.columns import ListColumn, short_lines, signs_explained
from access_info.imports.lists.headings import NUMBER_AND_DAY, SURE, ListName, meanings
from access_info.imports.lists.kinds import (
    CLOSED,
    CONDITIONAL,
    KIND_NAMES,
    PUBLIC,
    Kind,
    annexes_named,
    kinds_in,
    kinds_named,
    kinds_of_name,
)
from access_info.imports.lists.places import ListPlace, Places, quoted
from access_info.imports.lists.tables import ListTable, continuation_of, fields_filled, table_at
from access_info.imports.lists.wordings import folded, says
from access_info.model import items as lists
from access_info.problems import Problem, Rule

# Fields that say how and when an item is published.
_PUBLISHING = frozenset({"hinh_thuc", "thoi_diem", "thoi_han"})
# Fields that only one of the lists has.
_ONLY_CONDITIONAL = frozenset({"dieu_kien", "nguoi_dong_y"})
_ONLY_PUBLIC = _PUBLISHING | {"so_ky_hieu", NUMBER_AND_DAY, "ngay_ban_hanh", "dia_chi"}
LISTS: tuple[ListName, ...] = tuple(lists.LISTS)


@dataclasses.dataclass(frozen=True, kw_only=True)
class JudgedPlace:
    """A place in a file with the judgement of which list it holds.

    Attributes:
        place: The place.
        tables: List name → the place's table, read as that list.
        kind: The list that the place holds; `None` where each row is marked for one, or in doubt.
        problem: Why the place cannot be read; `None` where it can.
    """

    place: ListPlace
    tables: dict[ListName, ListTable]
    kind: Kind | None
    problem: Problem | None

    @property
    def is_marked(self) -> bool:
        """Whether columns of the table say which list each row belongs to."""
        return bool(self.tables and self.tables["cong-khai"].marks.columns)

    def settled(self, others: Collection[Kind | None], name: ListName | None) -> JudgedPlace:
        """Return the place with a doubt about its list settled, if there was one.

        The list asked for settles it, else the only list that the other tables hold, else it is the
        public list; where the others are several, it becomes a problem (TT785).

        Args:
            others: The lists that the other tables hold.
            name: The list asked for; `None` for whatever the file holds.
        """
        if self.kind is not None or self.problem is not None or self.is_marked:
            return self
        if name is None and CONDITIONAL in others and len(others) > 1:
            return dataclasses.replace(self, problem=_problem_at(rules.LIST_UNKNOWN, self.place))
        usual: Kind = CONDITIONAL if CONDITIONAL in others else PUBLIC
        return dataclasses.replace(self, kind=name or usual)


def judge(
    places: Places, *, path: str, name: ListName | None, is_chosen: bool
) -> list[JudgedPlace]:  # fmt: skip
    """Return each place of a file's tables with the list that it holds, or a problem where in doubt.

    Args:
        places: The places.
        path: The file, absolute, with `/`.
        name: The list asked for; `None` for whatever the file holds.
        is_chosen: Whether the user named the sheet to read: then `name` settles a doubt.
    """
    judge_of_file = _Judge(places, path, name if is_chosen else None)
    judged: list[JudgedPlace] = []
    tables: dict[ListName, ListTable] = {}
    for place in places.tables:
        tables = judge_of_file.tables(place, tables)
        kind, problem = judge_of_file.verdict(place, tables), None
        if isinstance(kind, Problem):
            kind, problem = None, kind
        judged.append(JudgedPlace(place=place, tables=tables, kind=kind, problem=problem))
    decided = {entry.kind for entry in judged if entry.kind in LISTS}
    return [entry.settled(decided, name) for entry in judged]


class _Judge:
    """The judge of which list each table of a file is, by its title, its columns and the words around."""

    def __init__(self, places: Places, path: str, chosen: ListName | None) -> None:
        """Gather what titles, other words and the file's name say, to judge each table by.

        Args:
            places: The places.
            path: The file, absolute, with `/`.
            chosen: The list that the user named together with the sheet, which settles a doubt.
        """
        self._places = places
        self._chosen = chosen
        self._annexes = annexes_named(places.texts)
        titled = [place.title.kinds or place.named for place in places.tables]
        titled += [title.kinds for title in (*(p.title for p in places.bare), *places.withheld)]
        self._titled = frozenset().union(*titled)
        # Kinds that the text of a decision names, be they a table's title or not.
        self._kinds_named = places.titled_kinds | kinds_named(places.texts)
        # Of these, the kinds that no title names.
        self._unattached = self._kinds_named - self._titled
        self._file = kinds_of_name(PurePosixPath(path).stem)

    def tables(
        self, place: ListPlace, last: dict[ListName, ListTable]
    ) -> dict[ListName, ListTable]:
        """Return a place's table, read as each of the lists.

        Args:
            place: The place.
            last: The tables of the place before, which a place without headings continues.
        """
        if place.header == (0, 0):
            more = {
                name: continuation_of(place.sheet, last[name]) for name in LISTS if name in last
            }
            return {name: table for name, table in more.items() if table is not None}
        texts = self._places.texts if place.grid.kind == "table" else ()
        around = (*place.grid.around, *short_lines(place.sheet), *self._places.legends)
        signs = signs_explained((*texts, *around))
        return {
            name: table_at(place.sheet, place.header, place.last, name, signs) for name in LISTS
        }

    def verdict(
        self, place: ListPlace, tables: dict[ListName, ListTable]
    ) -> Kind | Problem | None:  # fmt: skip
        """Return the list that a place holds, or the problem why it cannot be read (TT742, TT783, TT785, TT790, TT794).

        Words decide first (title, annex, the sheet's name); else columns that mark each row, then
        what the columns hold. Return `None` where nothing decides, or where words name no single list
        and columns mark each row for one.
        """
        titled = place.title.kinds or self._annexes.get(place.title.annex, frozenset())
        if place.is_closed or titled == {CLOSED}:
            return CLOSED
        kinds = _kinds_by_words(place, titled)
        if isinstance(kinds, Problem):
            return kinds
        # Marks and headings hold whichever list the table is read as; here, as the public one.
        marks = tables["cong-khai"].marks
        if marks.parallel:
            return _problem_at(rules.LISTS_IN_COLUMNS, place)
        kind = next(iter(kinds)) if len(kinds) == 1 else None
        heading = _heading_of_archive(tables["cong-khai"])
        if heading and kind is None and not (marks.names_public or self._chosen):
            return _problem_at(rules.ARCHIVE, place, heading=heading)
        if marks.columns:
            return kind
        if kind is None:
            return self._by_columns(place, tables, several=len(kinds) > 1)
        # Headings that a table's parts share must suit them all; the part's own title decides.
        column = _contradicting_column(kind, tables) if not place.is_part else None
        if column is not None:
            title = f"tiêu đề {quoted(place.title.text)}" if place.title.kinds else place.naming
            return contradiction(
                place, (title, kind), (f"cột {quoted(column[0].heading)}", column[1])
            )
        return kind

    def _by_columns(
        self, place: ListPlace, tables: dict[ListName, ListTable], *, several: bool
    ) -> Kind | Problem | None:
        """Return the list of a table whose title does not decide; a problem where it may be another list.

        The first of these that applies:

        - The heading of the names says “closed”: a problem (TT794).
        - The user chose the list, or the columns are those of the conditional list: that list, whatever
          other words of the file say.
        - Nothing but the file's name, or a decision's text without titles, names a list, and it is the
          closed one: that one.
        - Other words name no list, or just the public one and the table is no annex; or columns say how
          items are published and no words name the closed list: what the columns suggest, `None` if they
          do not tell.
        - The file's name names the conditional list, and nothing another: that one.
        - Else a problem: the list is unknown (TT785).

        Args:
            place: The place.
            tables: Its table, read as each of the lists.
            several: Whether its title names several lists.
        """
        names_column = tables["cong-khai"].column("ten")
        if names_column is not None and _heading_kinds(tables["cong-khai"]) == {CLOSED}:
            # The names' heading alone says “closed”: a person has to confirm it.
            return _problem_at(rules.COLUMN_CLOSED, place, heading=names_column.heading)
        kind = _kind_of_columns(tables)
        if kind == CONDITIONAL or self._chosen:
            return self._chosen or kind
        # Lists that other words of the file speak of; for want of any, the file's name.
        spoken = self._titled if place.grid.kind != "table" else self._titled | self._kinds_named
        if several:
            spoken = spoken | place.title.kinds
        if not spoken and self._file:
            spoken = self._file
            if self._file == {CLOSED}:
                return CLOSED
        # A decision that speaks of the closed list only, and of no title, is about this table.
        if place.grid.kind == "table" and spoken == self._unattached == {CLOSED}:
            return CLOSED
        # The columns' word is taken where no other list may be meant, or where items are published.
        conditional, publishing = _telling_columns(tables)
        is_published = bool(publishing) and not conditional
        no_other = spoken <= {PUBLIC} and not (spoken and _is_annex(place))
        if no_other or (is_published and CLOSED not in spoken):
            return kind
        if kind is None and spoken == self._file == {CONDITIONAL}:
            return CONDITIONAL
        return _problem_at(rules.LIST_UNKNOWN, place)


def _kinds_by_words(place: ListPlace, titled: frozenset[Kind]) -> frozenset[Kind] | Problem:
    """Return the lists that words name for a place, or the problem that they contradict one another (TT783).

    A sheet's name or words around the table (`place.named`) decide where the title does not.

    Args:
        place: The place.
        titled: The lists that its title, or the annex that it is by its title, names.
    """
    if len(place.named) != 1:
        return titled
    if len(titled) == 1 and titled != place.named:
        first = f"tiêu đề {quoted(place.title.text)}", next(iter(titled))
        return contradiction(place, first, (place.naming, next(iter(place.named))))
    return place.named


def _problem_at(rule: Rule, place: ListPlace, **values: object) -> Problem:
    """Return a problem at the headings of a place, with the grid's name filled in."""
    title = place.grid.title
    return place.grid.problem(rule, place.header[0] or 1, table=title, sheet=title, **values)


def contradiction(place: ListPlace, first: tuple[str, Kind], other: tuple[str, Kind]) -> Problem:
    """Return the problem (TT783) of a place whose title, columns or groups name two different lists.

    Args:
        place: The place.
        first: What names a list, in words for people, and the list: (`tiêu đề “…”`, `PUBLIC`).
        other: What names another list, and that list.
    """
    return _problem_at(
        rules.CONTRADICTION,
        place,
        first=first[0],
        first_kind=KIND_NAMES[first[1]],
        other=other[0],
        other_kind=KIND_NAMES[other[1]],
    )


def _is_annex(place: ListPlace) -> bool:
    """Tell whether a table is named as an annex (sheet “Phụ lục II”) or has a title.

    Then it may be another list than the one that the rest of the file is about.
    """
    by_name = place.grid.kind == "sheet" and says("annex_sheet_name", place.grid.name)
    return by_name or bool(place.title.text)


def _heading_of_archive(table: ListTable) -> str:
    """Return a heading such as `Thời hạn bảo quản`, which registers of archived files or of mail have; "" for none.

    Such a register is no list of information, unless a column says how items are published: then
    "" is returned too.
    """
    headings = (column.heading for column in table.columns if column.heading)
    heading = next((words for words in headings if says("archive_heading", words)), "")
    return "" if _publishing_columns(table) else heading


def _kind_of_columns(tables: dict[ListName, ListTable]) -> Kind | None:
    """Return the list that a table's columns suggest; `None` where they do not tell."""
    conditional, publishing = _telling_columns(tables)
    headed = _heading_kinds(tables["cong-khai"])
    if (conditional or headed == {CONDITIONAL}) and not publishing:
        return CONDITIONAL
    return PUBLIC if fields_filled(tables["cong-khai"]) & _ONLY_PUBLIC else None


def _telling_columns(
    tables: dict[ListName, ListTable],
) -> tuple[list[ListColumn], list[ListColumn]]:
    """Return (columns of the conditional list alone, columns of the public list alone) of a table.

    The former hold conditions or who consents, the latter in which form, when or how long items are
    published. By them a table without a telling title is judged.
    """
    columns = tables["co-dieu-kien"].columns
    conditional = [column for column in columns if column.field in _ONLY_CONDITIONAL]
    return conditional, _publishing_columns(tables["cong-khai"])


def _publishing_columns(table: ListTable) -> list[ListColumn]:
    """Return the columns that say in which form, when or how long items are published."""
    return [
        column
        for column in table.columns
        if column.field in _PUBLISHING and says("publishing", column.heading)
    ]


def _heading_kinds(table: ListTable) -> frozenset[Kind]:
    """Return the lists that the heading of the names speaks of: “Thông tin tiếp cận có điều kiện”."""
    column = table.column("ten")
    return kinds_in(column.heading) if column is not None else frozenset()


def _contradicting_column(
    kind: Kind, tables: dict[ListName, ListTable]
) -> tuple[ListColumn, Kind] | None:
    """Return a column that contradicts the list named by the title, and the list that it belongs to.

    Return `None` where the columns suit the title.

    Args:
        kind: The list that the title names.
        tables: The table, read as each of the lists.
    """
    title = tables["cong-khai"].column("ten")
    headed = _heading_kinds(tables["cong-khai"])
    if title is not None and len(headed) == 1 and kind not in headed:
        return title, next(iter(headed))
    conditional, publishing = _telling_columns(tables)
    if kind == PUBLIC and conditional and not publishing:
        return conditional[0], CONDITIONAL
    if kind == CONDITIONAL and publishing and not conditional:
        return publishing[0], PUBLIC
    return None


# Sheets of a program's export that hold details of another sheet's items, tied to them by a code.

# Shorter or fewer codes may agree by chance.
_MIN_CODE_LENGTH = 4
_MIN_CODES = 2


def details_of(judged: Sequence[JudgedPlace]) -> Mapping[int, tuple[str, str]]:
    """Find the sheets that only hold details of an earlier sheet's items, and so no items of their own.

    A sheet whose rows are marked for a list holds items, so it is left out.

    Args:
        judged: The file's tables, in their order.

    Returns:
        Number of each such grid → title of the earlier sheet, and heading of the codes that tie the two.
    """
    tables = [
        table
        for place in judged
        if place.place.grid.kind == "sheet"
        and (table := place.tables.get("cong-khai")) is not None
        and not place.is_marked
    ]
    details: dict[int, tuple[str, str]] = {}
    for at, table in enumerate(tables):
        for before in tables[:at]:
            number = before.sheet.grid.number
            # Neither details of details nor a further table of the same sheet.
            if number in details or number == table.sheet.grid.number:
                continue
            heading = _heading_of_codes(before, table)
            if heading:
                details[table.sheet.grid.number] = (before.sheet.grid.title, heading)
                break
    return details


def _heading_of_codes(before: ListTable, table: ListTable) -> str:
    """Return the heading of the codes by which a table's rows are details of an earlier table's items.

    Both tables must have it, and the same names under each code; "" where they have not.
    """
    earlier, here = _headings(before), _headings(table)
    shared = [heading for heading in here if heading in earlier]
    for heading in shared:
        if not says("code_heading", heading):
            continue
        for name in shared:
            fields = meanings(name, "cong-khai")
            if name == heading or "ten" not in fields or max(fields.values()) < SURE:
                continue
            if _are_details(
                _codes_and_names(before, earlier[heading], earlier[name]),
                _codes_and_names(table, here[heading], here[name]),
            ):
                return next(
                    column.heading for column in table.columns if column.number == here[heading]
                )
    return ""


def _headings(table: ListTable) -> dict[str, int]:
    """Return the column number of each folded heading of a table."""
    return {folded(column.heading): column.number for column in table.columns if column.heading}


def _codes_and_names(table: ListTable, codes: int, names: int) -> list[tuple[str, str]]:
    """Return (code, folded name) of each row, without rows that repeat the headings.

    Args:
        table: The table.
        codes: Number of the column of codes.
        names: Number of the column of names.
    """
    rows = (table.sheet.cells_in(row) for row in table.rows if not table.is_heading(row))
    return [
        (cells[codes].flat, folded(cells[names].flat))
        for cells in rows
        if {codes, names} <= {*cells}
    ]


def _are_details(items: Sequence[tuple[str, str]], more: Sequence[tuple[str, str]]) -> bool:
    """Tell whether rows are details of items: each (code, name) in `more` is also in `items`.

    The codes of the items must be unique and no mere ordinals, which would agree by chance.
    """
    codes = [code for code, _ in items]
    return (
        len(codes) >= _MIN_CODES
        and len(set(codes)) == len(codes)
        and all(len(code) >= _MIN_CODE_LENGTH for code in codes)
        and bool(more)
        and set(more) <= set(items)
    )
