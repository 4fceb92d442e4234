"""A file and an agency → everything that an import has to say, and the files it would write."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Collection, Iterator
from pathlib import Path

from access_info.imports.lists.applying import Rewritten, rewritten_files
from access_info.imports.lists.match.existing import CodeWords, existing_items, list_files
from access_info.imports.lists.match.naming import nameless, same_names
from access_info.imports.lists.match.plan import ImportPlan, compare
from access_info.imports.lists.match.points import PointWords, with_points
from access_info.imports.lists.read.items import Row
from access_info.imports.lists.read.reading import ReadFile, read_lists
from access_info.imports.lists.words import rules
from access_info.imports.lists.words.fields import LABELS, ListName
from access_info.imports.office import read_office
from access_info.legal.framework import Framework
from access_info.loading import LoadedAgency
from access_info.loading.folders import CONDITIONAL_FILE, DISCLOSURE_FILE, DISCLOSURE_FOLDER
from access_info.model.declarations.types import MOST_TEXT
from access_info.office_files.document import Book
from access_info.problems import Location, Problem, errors, in_order


@dataclasses.dataclass(frozen=True, kw_only=True)
class Import:
    """An import, before anything is written.

    Attributes:
        path: The file that is read.
        agency: The agency's id.
        read: What was understood; `None` when the file is not read.
        plans: What would change, list by list; none when that cannot be told.
        files: The files as they would be.
        ids: Ids of new items by list and their place among its new ones.
        problems: Everything that is wrong.
        sheets: Names of the file's sheets and tables.
    """

    path: Path
    agency: str
    read: ReadFile | None = None
    plans: tuple[ImportPlan, ...] = ()
    files: tuple[Rewritten, ...] = ()
    ids: dict[tuple[ListName, int], str] = dataclasses.field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    sheets: tuple[str, ...] = ()

    @property
    def changes(self) -> bool:
        """Whether a file would be another."""
        return any(file.changes for file in self.files)


class NoSheetError(Exception):
    """A sheet was asked for that the file does not have.

    Attributes:
        sheets: Names of the sheets that it has.
    """

    def __init__(self, sheets: tuple[str, ...]) -> None:
        """Take the names of the sheets that the file has."""
        super().__init__()
        self.sheets = sheets


def run_import(
    path: Path,
    loaded: LoadedAgency,
    framework: Framework,
    *,
    name: ListName | None,
    sheet: str | None,
    as_of: datetime.date,
    allow_removal: bool,
    without: Collection[Row] = (),
) -> Import:
    """Read a file, compare it with an agency's lists and prepare what would be written.

    Args:
        path: The file, absolute.
        loaded: The agency as it is.
        framework: The laws, for their words.
        name: The one list to take; `None` for all that the file holds.
        sheet: The one sheet to look in; `None` for all that people see.
        as_of: The day whose law a point without a law's name is of, and whose year new ids take where an item
            has none of its own.
        allow_removal: Whether what has vanished goes, and what is left empty is emptied.
        without: Rows that are passed over.

    Raises:
        NoSheetError: The file has no such sheet.
        OSError: The file cannot be read at all.
    """
    agency = loaded.folder.id
    book = read_office(path)
    if isinstance(book, Problem):
        return Import(path=path, agency=agency, problems=(book,))
    titles = tuple(grid.title for grid in book.grids)
    read = read_lists(book, path=path.as_posix(), name=name, sheet=sheet).without(without)
    if sheet is not None and not _is_there(sheet, book):
        raise NoSheetError(titles)
    read, wrong = with_points(read, PointWords(framework, as_of), path.as_posix())
    wrong += [*read.problems, *_too_long(read, path), *_not_yet(read, path, as_of)]
    for list_name in read.lists:
        wrong += _unreadable(loaded, list_name)
    wrong = list(dict.fromkeys(wrong))
    if not read.tables or any(problem.code == rules.UNREADABLE_LIST.code for problem in wrong):
        return Import(path=path, agency=agency, read=read, problems=tuple(in_order(wrong)))
    words = CodeWords(framework)
    plans = tuple(
        compare(
            read.items_of(list_name),
            list(existing_items(loaded, list_name, words)),
            list_name,
            words,
            allow_removal=allow_removal,
        )
        for list_name in read.lists
    )
    files, plan_problems, ids = rewritten_files(
        plans, loaded, words, year=as_of.year, allow_removal=allow_removal
    )
    plan_problems += nameless(read, plans, path.as_posix())
    plan_problems += same_names(read, plans, path.as_posix())
    return Import(
        path=path,
        agency=agency,
        read=read,
        plans=plans,
        files=() if errors([*wrong, *plan_problems]) else tuple(files),
        ids=ids,
        problems=tuple(in_order([*wrong, *plan_problems])),
        sheets=titles,
    )


def _is_there(sheet: str, book: Book) -> bool:
    return any(grid.title.casefold() == sheet.casefold() for grid in book.grids)


def _not_yet(read: ReadFile, path: Path, as_of: datetime.date) -> Iterator[Problem]:
    """Yield a problem for each day of issue that has not come."""
    for table in read.tables:
        columns = {column.field: column.number for column in table.columns}
        for item in table.items:
            day = item.fields.get("ngay_ban_hanh", "")
            # A month or a year has come with its first day.
            if day and day > as_of.isoformat()[: len(day)]:
                column = columns.get("ngay_ban_hanh", 1)
                shown = "/".join(part.lstrip("0") for part in reversed(day.split("-")))
                cell = table.grid.address(item.row, column)
                yield rules.FUTURE_DAY.at(
                    Location(path.as_posix(), item.row, column), cell=cell, day=shown
                )


def _too_long(read: ReadFile, path: Path) -> list[Problem]:
    """Report the texts that are longer than a field of the data may be."""
    problems = []
    for table in read.tables:
        columns = {column.field: column.number for column in table.columns}
        for item in table.items:
            for field, text in item.fields.items():
                if len(text) > MOST_TEXT and field != "dia_chi":
                    column = columns.get(field, 1)
                    problems.append(
                        rules.TOO_LONG_TEXT.at(
                            Location(path.as_posix(), item.row, column),
                            cell=table.grid.address(item.row, column),
                            label=LABELS[field],
                            length=len(text),
                            most=MOST_TEXT,
                        )
                    )
    return problems


def _unreadable(loaded: LoadedAgency, name: ListName) -> list[Problem]:
    """Report existing lists that cannot be read, so that nothing is compared with them."""
    other: ListName = "co-dieu-kien" if name == "cong-khai" else "cong-khai"
    files = [*list_files(loaded, name), *list_files(loaded, other)]
    wrong = [file for file in files if not loaded.documents[file].readable]
    # A list that is a link, or has errors, was not read whole: nothing can be compared with it.
    names_by_path = {
        (loaded.folder.path / file).as_posix(): file
        for file in (*files, CONDITIONAL_FILE, DISCLOSURE_FILE, DISCLOSURE_FOLDER)
    }
    wrong += [
        names_by_path[error.location.path]
        for error in errors(loaded.problems)
        if error.location.path in names_by_path
    ]
    return [
        rules.UNREADABLE_LIST.at(Location((loaded.folder.path / file).as_posix()), file=file)
        for file in dict.fromkeys(wrong)
    ]
