"""Run an import: read a file, compare it with an agency's lists, prepare the files to write."""

from __future__ import annotations

import copy
import dataclasses
import datetime
import functools
import operator
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from access_info.imports.lists import rules
from access_info.imports.lists.headings import FIELDS, LABELS, ListName
from access_info.imports.lists.items import NewItem, Row
from access_info.imports.lists.matching import (
    CodeWords,
    ImportPlan,
    PointWords,
    compare,
    existing_items,
    in_line,
    list_files,
    nameless,
    same_names,
    value_of,
    with_points,
)
from access_info.imports.lists.reading import ReadFile, read_lists
from access_info.imports.office import read_office
from access_info.legal.framework import Framework
from access_info.loading import LoadedAgency
from access_info.loading.folders import CONDITIONAL_FILE, DISCLOSURE_FILE, DISCLOSURE_FOLDER
from access_info.model.binding import bind
from access_info.model.derived import record_of, without_row_sample
from access_info.model.fields import canonical
from access_info.model.items import LISTS
from access_info.model.registry import plain_rows
from access_info.model.types import MAX_TEXT
from access_info.problems import Location, Problem, errors, in_order
from access_info.source.cure_rules import TOO_LARGE
from access_info.source.decoding import MAX_BYTES
from access_info.source.documents import parse_yaml
from access_info.source.events import Plain
from access_info.source.replacing import replace_files
from access_info.source.rewriting import rewrite_yaml

# Plans of an import → the data files as the import would leave them; written only if they load again.

_NUMBERED = re.compile(r"(\d{4})-(\d{1,5})", re.ASCII)
_ROWS, _DOCUMENTS = "muc", "van_ban"
_KINDS = "Loại"


@dataclasses.dataclass(frozen=True)
class Rewritten:
    """A data file as the import would leave it.

    Attributes:
        path: The file.
        text: The new text.
        changes: Whether the new text differs from the present one.
        before: The bytes that were read, to notice later changes by others; `None` for a new file.
    """

    path: Path
    text: str
    changes: bool
    before: bytes | None


def write_all(files: Iterable[Rewritten]) -> None:
    """Write the files that change, all of them or none.

    Raises:
        ChangedMeanwhileError: A file was changed since it was read; none is written.
        OSError: A file cannot be written; the others are put back.
    """
    changed = [file for file in files if file.changes]
    replace_files(
        {file.path: file.text for file in changed},
        before={file.path: file.before for file in changed},
    )


def rewritten_files(
    plans: Sequence[ImportPlan],
    loaded: LoadedAgency,
    words: CodeWords,
    *,
    year: int,
    allow_removal: bool,
) -> tuple[list[Rewritten], list[Problem], dict[tuple[ListName, int], str]]:
    """Return each list's files as the plans would leave them; nothing is written yet.

    Args:
        plans: What would change, list by list.
        loaded: The agency's present data.
        words: The words of the laws.
        year: The year in ids of new items without a day of issue.
        allow_removal: Whether vanished items are removed.

    Returns:
        The files, the problems why they cannot be written, and the id of each new item by list name
        and index in `ImportPlan.new`.
    """
    files: list[Rewritten] = []
    problems: list[Problem] = []
    ids: dict[tuple[ListName, int], str] = {}
    for plan in plans:
        # Ids are unique over both lists.
        writer = _ListWriter(plan, loaded, words, year, ids.values())
        writer.change()
        writer.add()
        if allow_removal:
            writer.remove()
        for name, data in writer.data.items():
            file, file_problems = _rewritten_file(loaded.folder.path / name, name, data, loaded)
            problems += file_problems
            files.append(file)
        ids |= {(plan.name, number): identifier for number, identifier in writer.ids.items()}
    return files, problems, ids


class _ListWriter:
    """The writer of one list, which changes copies of the list's data files as a plan says.

    Attributes:
        data: File name → changed data.
        ids: Index in `ImportPlan.new` → id given to the new item.
    """

    def __init__(
        self,
        plan: ImportPlan,
        loaded: LoadedAgency,
        words: CodeWords,
        year: int,
        taken: Iterable[str],
    ) -> None:
        self._plan = plan
        self._words = words
        self._name: ListName = plan.name
        self._year = year
        self.data: dict[str, dict[str, Any]] = {
            file: copy.deepcopy(loaded.documents[file].data)
            for file in list_files(loaded, plan.name)
        }
        others = [identifier for list_name in FIELDS for identifier in _used(loaded, list_name)]
        others += taken
        self._used = _Numbers(_used(loaded, plan.name), others)
        # The row of each item that was matched or added, for documents under it.
        self._placed: dict[int, dict[str, Any]] = {}
        self.ids: dict[int, str] = {}

    def change(self) -> None:
        """Write the changed fields of each matched item; its other fields stay."""
        for matched in self._plan.matched:
            row = self._value(matched.existing.file, matched.existing.keys)
            if not matched.existing.is_document:
                self._placed[id(matched.row)] = row
            for change in matched.changes:
                _put(row, change.field, change.data)

    def add(self) -> None:
        """Add each new item at the end of a file, or as a document under its parent item."""
        for number, (row, parent) in enumerate(self._plan.new):
            data = self._new_row(row)
            self.ids[number] = str(data["ma"])
            above = self._placed.get(id(parent)) if parent is not None else None
            if above is not None and self._name == "cong-khai":
                data.pop("nhom", None)
                _list_in(above, _DOCUMENTS).append(data)
                continue
            self._placed[id(row)] = data
            _list_in(self.data.setdefault(self._file_for(row), {}), _ROWS).append(data)

    def remove(self) -> None:
        """Remove the vanished items, from last to first so that the indexes of earlier ones stay valid."""
        keys = [(item.file, item.keys) for item in self._plan.vanished]
        for file, path in sorted(keys, key=lambda place: (place[0], place[1][1::2]), reverse=True):
            del self._value(file, path[:-1])[path[-1]]

    def _value(self, file: str, keys: Sequence[str | int]) -> Any:  # noqa: ANN401 - of any file
        """Return the value in a file that a path of keys leads to."""
        data: Any = self.data[file]
        return functools.reduce(operator.getitem, keys, data)

    def _file_for(self, row: NewItem) -> str:
        """Return the name of the file for a new item.

        A list of several files takes it in the file of its group, if there is one, else in the last.
        """
        usual = LISTS[self._name].file
        if len(self.data) > 1 and row.fields.get("nhom"):
            for file, data in self.data.items():
                rows = data.get(_ROWS)
                for other in rows if isinstance(rows, list) else ():
                    if isinstance(other, dict) and other.get("nhom") == row.fields["nhom"]:
                        return file
        return next(reversed(self.data), usual)

    def _new_row(self, row: NewItem) -> dict[str, Any]:
        """Return the data of a new item, with a new id.

        A kind of conditional access that is no known code is kept in the remarks.
        """
        day = row.fields.get("ngay_ban_hanh", "")[:4]
        year = int(day) if day.isdigit() else self._year
        data: dict[str, Any] = {"ma": self._used.next(row.id, year)}
        for field in FIELDS[self._name]:
            value = value_of(row, field, self._words)
            if value is not None:
                _put(data, field, value)
        if self._name == "co-dieu-kien" and row.fields["loai"] and "loai" not in data:
            remarks = row.fields["ghi_chu"], f"{_KINDS}: {row.fields['loai']}"
            data["ghi_chu"] = "; ".join(filter(None, remarks))
        return data


def _list_in(mapping: dict[str, Any], key: str) -> list[Any]:
    """Return the list under a key; a missing or other value is replaced by an empty list."""
    if not isinstance(mapping.get(key), list):
        mapping[key] = []
    rows: list[Any] = mapping[key]
    return rows


class _Numbers:
    """The ids in use in an agency's lists, and the next free ids of one list: `2026-013`.

    New ids count on from the list's own (`existing`), but skip those of the other list (`others`), since
    ids are unique over both.
    """

    def __init__(self, existing: Iterable[str], others: Iterable[str]) -> None:
        self._ids: set[str] = set(others)
        self._last: dict[int, int] = {}
        for identifier in existing:
            self.take(identifier)

    def take(self, identifier: str) -> None:
        """Record an id as used."""
        self._ids.add(identifier)
        match = _NUMBERED.fullmatch(identifier)
        if match:
            year = int(match[1])
            self._last[year] = max(self._last.get(year, 0), int(match[2]))

    def next(self, wished: str, year: int) -> str:
        """Return an id for a new item, and record it as used.

        It is the id typed in the imported file, if valid and free; else the next free one of the year.
        """
        identifier = wished if _NUMBERED.fullmatch(wished) else ""
        while not identifier or identifier in self._ids:
            self._last[year] = self._last.get(year, 0) + 1
            identifier = f"{year}-{self._last[year]:03d}"
        self.take(identifier)
        return identifier


def _put(row: dict[str, Any], field: str, value: Plain) -> None:
    """Set a field of a row, or remove it for `None`; `niem_yet.tu` means key `tu` inside `niem_yet`."""
    outer, _, inner = field.partition(".")
    if inner:
        before = row.get(outer)
        group = dict(before) if isinstance(before, dict) else {}
        _put(group, inner, value)
        value = group or None
    if value is None:
        row.pop(outer, None)
    else:
        row[outer] = value


def _used(loaded: LoadedAgency, name: ListName) -> Iterator[str]:
    """Yield the ids in use in an agency's list, documents included."""
    for file in list_files(loaded, name):
        for row in plain_rows(file, loaded.documents[file].data):
            yield in_line(row.record.get("ma"))


def _rewritten_file(
    path: Path, name: str, data: Mapping[str, Plain], loaded: LoadedAgency
) -> tuple[Rewritten, list[Problem]]:
    """Return a data file with its new text, and problems (TT780) if the loader would refuse that text.

    Args:
        path: The file.
        name: The file's name in the agency's folder.
        data: The new data.
        loaded: The agency's present data.
    """
    record = record_of(f"{loaded.folder.id}/{name}")
    before = loaded.documents.get(name)
    old = before.text if before is not None else ""
    content = before.content if before is not None else None
    if record is None or (before is not None and before.data == data):
        return Rewritten(path, old, changes=False, before=content), []
    text = rewrite_yaml(without_row_sample(old), canonical(record, data))
    place, size = Location(path.as_posix()), len(text.encode())
    if size > MAX_BYTES:
        load_problems = [TOO_LARGE.at(place, size=size // 1024, most=MAX_BYTES // 1024)]
    else:
        document = parse_yaml(text.encode(), path=path.as_posix())
        load_problems = [*document.problems] or errors(bind(record, document).problems)
    problems = []
    for problem in load_problems[:20]:
        what = {"code": problem.code, "wording": problem.message.removesuffix(".")}
        problems.append(rules.WOULD_NOT_LOAD.at(place, file=path.name, **what))
    return Rewritten(path, text, changes=True, before=content), problems


@dataclasses.dataclass(frozen=True, kw_only=True)
class Import:
    """The result of an import, before anything is written.

    Attributes:
        path: The file that was read.
        agency: The agency's id.
        read: What was read from the file; `None` when it cannot be opened.
        plans: What would change, list by list; none when the lists cannot be compared.
        files: The data files as the import would leave them; none if there are errors.
        ids: Id of each new item by list name and index in `ImportPlan.new`.
        problems: All problems found.
    """

    path: Path
    agency: str
    read: ReadFile | None = None
    plans: tuple[ImportPlan, ...] = ()
    files: tuple[Rewritten, ...] = ()
    ids: dict[tuple[ListName, int], str] = dataclasses.field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def changes(self) -> bool:
        """Whether any data file would change."""
        return any(file.changes for file in self.files)


class NoSheetError(Exception):
    """The file has no sheet of the name that was asked for.

    Attributes:
        sheets: Names of the sheets that the file has.
    """

    def __init__(self, sheets: tuple[str, ...]) -> None:
        """Keep the names of the file's sheets, for the message to the user."""
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
    """Read a file, compare it with an agency's lists and prepare the files to write.

    Args:
        path: The file, absolute.
        loaded: The agency's present data.
        framework: The laws, for their words.
        name: The one list to import; `None` for all that the file holds.
        sheet: The one sheet to read; `None` for all that are not hidden.
        as_of: The day of the import: its law is meant by points cited without a law, and its year goes into
            ids of items without a day of issue.
        allow_removal: Whether vanished items are removed, and fields emptied by empty cells.
        without: Rows to leave out.

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
    if sheet is not None and sheet.casefold() not in map(str.casefold, titles):
        raise NoSheetError(titles)
    read, wrong = with_points(read, PointWords(framework, as_of))
    wrong += [*read.problems, *_doubtful_values(read, as_of)]
    unreadable = list(_unreadable(loaded)) if read.lists else []
    wrong = list(dict.fromkeys([*wrong, *unreadable]))
    if not read.tables or unreadable:
        return Import(path=path, agency=agency, read=read, problems=tuple(in_order(wrong)))
    words = CodeWords(framework)
    plans = []
    for list_name in read.lists:
        items = [item for table in read.tables if table.list == list_name for item in table.items]
        existing = list(existing_items(loaded, list_name, words))
        plans.append(compare(items, existing, list_name, words, allow_removal=allow_removal))
    files, plan_problems, ids = rewritten_files(
        plans, loaded, words, year=as_of.year, allow_removal=allow_removal
    )
    plan_problems += nameless(read, plans)
    plan_problems += same_names(read, plans)
    return Import(
        path=path,
        agency=agency,
        read=read,
        plans=tuple(plans),
        files=() if errors([*wrong, *plan_problems]) else tuple(files),
        ids=ids,
        problems=tuple(in_order([*wrong, *plan_problems])),
    )


def _doubtful_values(read: ReadFile, as_of: datetime.date) -> Iterator[Problem]:
    """Yield a problem for each day of issue in the future (TT746), each text that is too long (TT778)."""
    for table in read.tables:
        for item in table.items:
            day = item.fields.get("ngay_ban_hanh", "")
            # A month or a year has come with its first day.
            if day and day > as_of.isoformat()[: len(day)]:
                shown = "/".join(part.lstrip("0") for part in reversed(day.split("-")))
                yield table.problem(rules.FUTURE_DAY, item.row, "ngay_ban_hanh", day=shown)
            for field, text in item.fields.items():
                if len(text) > MAX_TEXT and field != "dia_chi":
                    what = {"label": LABELS[field], "length": len(text), "most": MAX_TEXT}
                    yield table.problem(rules.TOO_LONG_TEXT, item.row, field, **what)


def _unreadable(loaded: LoadedAgency) -> Iterator[Problem]:
    """Yield a problem (TT779) for each data file of the lists with errors: nothing can be compared with it."""
    files = [file for name in LISTS for file in list_files(loaded, name)]
    unreadable = [file for file in files if not loaded.documents[file].readable]
    # A list that is a link, or has other errors, was not read in full.
    paths = {
        (loaded.folder.path / file).as_posix(): file
        for file in (*files, CONDITIONAL_FILE, DISCLOSURE_FILE, DISCLOSURE_FOLDER)
    }
    places = [error.location.path for error in errors(loaded.problems)]
    unreadable += [paths[place] for place in places if place in paths]
    for file in dict.fromkeys(unreadable):
        place = Location((loaded.folder.path / file).as_posix())
        yield rules.UNREADABLE_LIST.at(place, file=file)
