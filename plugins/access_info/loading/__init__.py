"""Read the folders of `agencies/` into records that know the places of their values.

Nothing else reads these folders. The content is not judged here, but by `checks`.
"""

from __future__ import annotations

import contextlib
import copy
import dataclasses
import datetime
import shutil
import subprocess
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from access_info.loading import folders, rules
from access_info.loading.folders import (
    CORRECTIONS,
    FILES_FOLDER,
    PAGES_FOLDER,
    AgencyFolder,
)
from access_info.model.agency import (
    AgencyProfile,
    Correction,
    CorrectionLog,
    FreePage,
    YearStatistics,
)
from access_info.model.binding import bind
from access_info.model.fields import Record
from access_info.model.items import (
    DISCLOSURE,
    ConditionalItem,
    ConditionalList,
    DisclosureList,
    Item,
    list_of_file,
)
from access_info.model.jurisdiction import Jurisdiction
from access_info.model.nation import Member, Nation
from access_info.model.registry import UNDER_REVIEW, Agency, PlacedRow, ProsePage, withdrawn_files
from access_info.model.vocabularies import SERVICE_UNITS
from access_info.problems import Location, Problem, Withheld, errors
from access_info.source.documents import SourceDocument, read_prose, read_yaml
from access_info.source.events import Plain

R = TypeVar("R", bound=Record)
Row: TypeAlias = PlacedRow[Item | ConditionalItem | Correction]
_ROWS = "muc"

# In place of missing fields, so that the rest of a profile can be read: no field is wrong for a service
# unit.
_FALLBACK: dict[str, Any] = {"ten": "…", "loai": SERVICE_UNITS[0]}


@dataclasses.dataclass(frozen=True)
class LoadedAgency:
    """An agency as read from its folder.

    Attributes:
        folder: The agency's files.
        agency: The agency as a record; `None` if its profile cannot be used.
        documents: The data files, which know the places of values, by path below the folder.
        rows: Rows of both lists and of the log of corrections.
        years: Yearly figures by path of their file.
        problems: What was wrong in reading.
        unsure: Files of which some values could not be used, so that sums over them say nothing.
    """

    folder: AgencyFolder
    agency: Agency | None
    documents: Mapping[str, SourceDocument]
    rows: tuple[Row, ...]
    years: Mapping[str, YearStatistics]
    problems: tuple[Problem, ...]
    unsure: frozenset[str] = frozenset()

    def locate(self, file: str, *keys: str | int, key: bool = False) -> Location:
        """Return the place of a value in one of the agency's files.

        Args:
            file: Path below the agency's folder.
            keys: Path of the value in the file.
            key: Return the place of the last key's name, not of its value.
        """
        document = self.documents.get(file)
        if document is None:
            return Location((self.folder.path / file).as_posix())
        return document.locate(keys, key=key)


def load_agency(
    folder: AgencyFolder, *, instead: Mapping[str, SourceDocument] | None = None
) -> LoadedAgency:
    """Read an agency's data files and pages.

    Args:
        folder: The agency's files.
        instead: Documents to use in place of files, by path below the folder.
    """
    return _AgencyLoader(folder, instead or {}).load()


def load_jurisdiction(agencies: Path) -> tuple[Jurisdiction, SourceDocument | None, list[Problem]]:
    """Read `_dia-ban.yml`, the settings of the jurisdiction; return (settings, document, problems).

    Without the file, or if it cannot be used, the settings are empty; without it the document is
    `None`.
    """
    path = agencies / folders.JURISDICTION_FILE
    if not path.exists():
        return Jurisdiction(), None, []
    settings, document, problems = _read_settings(Jurisdiction, path)
    return settings or Jurisdiction(), document, problems


def _read_settings(
    record: type[R], path: Path
) -> tuple[R | None, SourceDocument | None, list[Problem]]:
    """Read a file of settings as a record of a class; return (record, document, problems).

    The record is `None` if the file cannot be used; the document too, for a symbolic link, which is
    not read.
    """
    if path.is_symlink():
        return None, None, [rules.SYMLINK.at(Location(path.as_posix()), name=path.name)]
    document = read_yaml(path)
    problems = list(document.problems)
    if not document.complete:
        return None, document, problems
    bound = bind(record, document)
    return bound.record, document, [*problems, *bound.problems]


class _AgencyLoader:
    """A reading of an agency's files, which gathers documents, rows and problems on its way."""

    def __init__(self, folder: AgencyFolder, instead: Mapping[str, SourceDocument]) -> None:
        """Begin with the files of a folder, and documents to use in place of some."""
        self._folder = folder
        self._instead = instead
        self._documents: dict[str, SourceDocument] = {}
        self._problems: list[Problem] = list(folder.problems)
        self._rows: list[Row] = []
        self._unsure: set[str] = set()

    def load(self) -> LoadedAgency:
        """Return the agency with everything that was read."""
        profile = self._record(AgencyProfile, folders.PROFILE, fallback=_FALLBACK)
        items: list[Item] = []
        list_files = [name for name in self._folder.texts if list_of_file(name) == DISCLOSURE]
        for name in list_files:
            items += self._rows_of_list(DisclosureList, Item, name)
        conditional = self._rows_of_list(ConditionalList, ConditionalItem, folders.CONDITIONAL_FILE)
        corrections = self._rows_of_list(CorrectionLog, Correction, folders.CORRECTIONS)
        years = dict(self._statistics())
        pages = tuple(self._pages())
        agency = None
        if profile is not None:
            agency = Agency(
                id=self._folder.id,
                profile=profile,
                items=tuple(items),
                conditional=tuple(conditional),
                statistics=tuple(sorted(years.values(), key=lambda year: -year.year)),
                corrections=tuple(corrections),
                pages=pages,
                attachments={
                    name: file
                    for name, file in self._folder.attachments.items()
                    if name not in withdrawn_files(profile)
                },
                list_files=tuple(list_files),
            )
        return LoadedAgency(
            self._folder,
            agency,
            self._documents,
            tuple(self._rows),
            years,
            tuple(self._problems),
            frozenset(self._unsure),
        )

    def _document(self, name: str) -> SourceDocument | None:
        """Read a data file and note its problems; `None` if it is missing or cannot be used."""
        path = self._folder.texts.get(name)
        if path is None:
            return None
        document = self._instead.get(name) or read_yaml(path)
        self._documents[name] = document
        self._problems += document.problems
        return document if document.complete else None

    def _record(self, record: type[R], name: str, *, fallback: dict[str, Any]) -> R | None:
        """Return a data file as a record and note its problems; `None` if it cannot be used.

        Args:
            record: The record's class.
            name: The file.
            fallback: Values in place of missing ones that the record cannot do without.
        """
        document = self._document(name)
        if document is None:
            return None
        bound = bind(record, document, fallback=fallback)
        self._problems += bound.problems
        if bound.unsure:
            self._unsure.add(name)
        return bound.record

    def _rows_of_list(self, whole: type[Record], row: type[R], name: str) -> list[R]:
        """Return the rows of a list and note them, with their places; note the problems.

        If something in the file is wrong, the rows are read one by one, each without its wrong values.

        Args:
            whole: The class of the file's record.
            row: The class of a row's record.
            name: The file.
        """
        document = self._document(name)
        if document is None:
            return []
        bound = bind(whole, document)
        self._problems += bound.problems
        if bound.record is not None and not errors(bound.problems):
            items: tuple[R, ...] = bound.record.items  # type: ignore[attr-defined]
            self._rows += [
                PlacedRow(record, name, (_ROWS, index))  # type: ignore[arg-type]
                for index, record in enumerate(items)
            ]
            return list(items)
        return list(self._usable_rows(row, document, name))

    def _usable_rows(self, row: type[R], document: SourceDocument, name: str) -> Iterator[R]:
        """Yield and note the rows of a file in which some are wrong, each without its wrong values.

        Their problems are noted already.
        """
        raw = document.data.get(_ROWS)
        for index in range(len(raw) if isinstance(raw, list) else 0):
            bound = bind(row, document, (_ROWS, index), quiet=True)
            if bound.record is not None:
                self._rows.append(PlacedRow(bound.record, name, (_ROWS, index), bound.unsure))  # type: ignore[arg-type]
                yield bound.record

    def _statistics(self) -> Iterator[tuple[str, YearStatistics]]:
        """Yield (file, figures) of each year; note the problem of a year in a file that is not that of its name."""
        for name in self._folder.texts:
            if not name.startswith(f"{folders.STATISTICS_FOLDER}/"):
                continue
            named = name.rpartition("/")[2].removesuffix(".yml")
            year = self._record(YearStatistics, name, fallback={"nam": named})
            if year is None:
                continue
            if str(year.year) != named:
                place = self._documents[name].locate(("nam",))
                self._problems.append(
                    rules.YEAR_DIFFERS.at(place, year=year.year, name=named + ".yml")
                )
            yield name, year

    def _pages(self) -> Iterator[ProsePage]:
        """Yield the free pages that can be used.

        Of a withdrawn page the text is left out, and noted if there is any (`leftover`).
        """
        for name, path in self._folder.texts.items():
            if not name.startswith(f"{folders.PAGES_FOLDER}/"):
                continue
            prose = read_prose(path)
            self._documents[name] = prose.fields
            self._problems += prose.fields.problems
            if not prose.fields.complete:
                continue
            bound = bind(FreePage, prose.fields)
            self._problems += bound.problems
            if bound.record is not None:
                stem = name.rpartition("/")[2].removesuffix(".md")
                is_withdrawn = bound.record.is_withdrawn
                body = "" if is_withdrawn else prose.body
                leftover = is_withdrawn and bool(prose.body.strip())
                yield ProsePage(stem, bound.record, body, prose.body_line, leftover)


# Keys of a row: the documents under it, its attachments.
_DOCUMENTS, _FILES = "van_ban", "tep"
# Keys that a withheld row keeps: its id and its place in the list.
_RETAINED_KEYS = ("ma", "diem", "loai", "muc_lien_quan")
_TITLE: dict[str, Plain] = {"ten": UNDER_REVIEW, "ten_khac": {"en": "Under review"}}
# Keys by which duties are judged: days, codes and addresses, none of which is free text.
_KEYS_OF_DUTIES = frozenset(
    {
        *("ma", "diem", "loai", "muc_lien_quan", "dia_chi", "tep", "hinh_thuc", "tan_suat"),
        *("tinh_trang", "ngay", "tu", "den", "het_han", "hieu_luc", "niem_yet", "truyen_thanh"),
    }
)
# Keys without which a file is no record any more; they cannot just be removed.
_NEEDED_KEYS = frozenset({"ten", "loai", "nam"})


@dataclasses.dataclass(frozen=True)
class Redacted:
    """An agency as it may be published, without what the secrecy gate withholds.

    Attributes:
        shown: For pages and files: a withheld row keeps only its id and its points of law.
        judged: For the judgement of duties: a withheld row keeps all its fields, with free text
            replaced.
        files: Attachments that are not published, by path below the folder.
    """

    shown: LoadedAgency
    judged: LoadedAgency
    files: frozenset[str]


def redact(loaded: LoadedAgency, withheld: Iterable[Withheld]) -> Redacted:
    """Return an agency without what is withheld, once to be shown and once for the judgement of its duties.

    In the latter a withheld row still counts as fulfilling a duty.

    Args:
        loaded: The agency as read.
        withheld: Rows, fields and files that must not be published.
    """
    caught = frozenset(withheld)
    if not caught:
        return Redacted(loaded, loaded, frozenset())
    files = frozenset(
        target.file for target in caught if target.file.startswith(f"{FILES_FOLDER}/")
    )
    files |= frozenset(_files_of_rows(loaded, caught))
    return Redacted(
        shown=_reloaded_without(loaded, caught, files, _id_and_points),
        judged=_reloaded_without(loaded, caught, frozenset(), _with_texts_replaced),
        files=files,
    )


def _files_of_rows(loaded: LoadedAgency, caught: frozenset[Withheld]) -> Iterable[str]:
    """Yield the attachments that withheld rows name: they are withheld with their row."""
    for target in caught:
        document = loaded.documents.get(target.file)
        row = _at(document.data, target.keys) if document is not None and target.keys else None
        for holder in _row_and_documents(row):
            names = holder.get(_FILES)
            for name in names if isinstance(names, list) else [names]:
                if isinstance(name, str):
                    yield _path_below_agency(name)


def _row_and_documents(row: Plain) -> Iterable[Mapping[str, Plain]]:
    """Yield a row and the documents under it, each of which may name attachments; nothing for other data."""
    if isinstance(row, dict):
        yield row
        below = row.get(_DOCUMENTS)
        for document in below if isinstance(below, list) else ():
            yield from _row_and_documents(document)


def _reloaded_without(
    loaded: LoadedAgency,
    caught: frozenset[Withheld],
    files: frozenset[str],
    replaced: Callable[[Plain], Plain],
) -> LoadedAgency:
    """Return the agency read again, from data without what is withheld.

    So its values are validated like any others. Pages and attachments are taken out afterwards.

    Args:
        loaded: The agency as read.
        caught: What is withheld.
        files: Attachments whose names are replaced too.
        replaced: Returns what a withheld row becomes.
    """
    instead = {}
    for name, document in loaded.documents.items():
        places = [target.keys for target in caught if target.file == name]
        if not places and not files:
            continue
        data: dict[str, Plain] = copy.deepcopy(document.data)
        # A correction's texts are its whole content: only its days and codes are kept.
        row = _with_texts_replaced if name == CORRECTIONS else replaced
        for keys in sorted(places, key=len):
            _withhold(data, keys, row)
        instead[name] = copy.copy(document)
        instead[name].data = {key: _without_files(v, files, key) for key, v in data.items()}
    reloaded = load_agency(loaded.folder, instead=instead)
    agency = reloaded.agency
    if agency is None:
        return reloaded
    pages = tuple(
        page.under_review() if Withheld(f"{PAGES_FOLDER}/{page.name}.md") in caught else page
        for page in agency.pages
    )
    attachments = {name: file for name, file in agency.attachments.items() if name not in files}
    agency = dataclasses.replace(agency, pages=pages, attachments=attachments, withheld=files)
    return dataclasses.replace(reloaded, agency=agency)


def _withhold(
    data: dict[str, Plain], keys: tuple[str | int, ...], row: Callable[[Plain], Plain]
) -> None:
    """Take out of `data` what stands at `keys`.

    A row, or a document under one, becomes what `row` returns for it; an entry of another list and
    the field `ten` become “under review”; any other field is removed, unless its record cannot be
    read without it.
    """
    holder = _at(data, keys[:-1]) if keys else None
    last = keys[-1] if keys else None
    if isinstance(holder, list) and isinstance(last, int) and last < len(holder):
        holder[last] = row(holder[last]) if keys[-2] in {_ROWS, _DOCUMENTS} else UNDER_REVIEW
    elif isinstance(holder, dict) and isinstance(last, str):
        if last == "ten":
            holder[last] = UNDER_REVIEW
        elif last not in _NEEDED_KEYS:
            holder.pop(last, None)


def _at(data: Plain, keys: tuple[str | int, ...]) -> Plain:
    """Return the value at a path of keys in plain data; `None` if nothing is there."""
    for step in keys:
        if isinstance(data, dict) and isinstance(step, str):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data


def _id_and_points(row: Plain) -> Plain:
    """Return a withheld row as it is shown: its id, its points, and a title that says it is under review."""
    if not isinstance(row, dict):
        return row
    return {**{key: row[key] for key in _RETAINED_KEYS if key in row}, **_TITLE}


def _with_texts_replaced(value: Plain, key: str = "") -> Plain:
    """Return a withheld row as duties are judged by it: all its fields, with free text replaced.

    Args:
        value: The row, or a value in it.
        key: The key of that value.
    """
    if isinstance(value, dict):
        return {name: _with_texts_replaced(below, name) for name, below in value.items()}
    if isinstance(value, list):
        return [_with_texts_replaced(below, key) for below in value]
    known = key in _KEYS_OF_DUTIES or key.startswith("ngay_")
    return value if value is None or known else UNDER_REVIEW


def _without_files(value: Plain, files: frozenset[str], key: str = "") -> Plain:
    """Return data with the names of withheld attachments replaced.

    Args:
        value: The data.
        files: The attachments, by path below the agency's folder.
        key: The key of the value.
    """
    if isinstance(value, dict):
        return {name: _without_files(below, files, name) for name, below in value.items()}
    if isinstance(value, list):
        return [_without_files(below, files, key) for below in value]
    if key == _FILES and isinstance(value, str) and _path_below_agency(value) in files:
        return UNDER_REVIEW
    return value


def _path_below_agency(name: str) -> str:
    """Return an attachment's path below the agency's folder: `a.pdf` or `tep/a.pdf` → `tep/a.pdf`."""
    return name if name.startswith(f"{FILES_FOLDER}/") else f"{FILES_FOLDER}/{name}"


# Begins the line of a commit in git's output; the lines of its paths follow.
_MARK = "\0"


@dataclasses.dataclass(frozen=True)
class Commit:
    """A commit of git that changed the data.

    Attributes:
        id: The full object name.
        date: The day it was committed, in the committer's own time zone.
    """

    id: str
    date: datetime.date


def last_commits(agencies: Path, ids: Collection[str]) -> dict[str, Commit]:
    """Return folder name → the last commit that touched the agency's folder.

    Args:
        agencies: The folder of agencies.
        ids: Names of agencies' folders.

    Returns:
        By folder name. Empty without git or history, and in a shallow clone, whose oldest commit
        seems to have touched every folder.
    """
    wanted = set(ids)
    commits: dict[str, Commit] = {}
    with contextlib.closing(_commits_and_paths(agencies)) as changes:
        for commit, path in changes:
            folder = path.partition("/")[0]
            if folder in wanted:
                commits[folder] = commit
                wanted.remove(folder)
                if not wanted:
                    break
    return commits


def last_days(folder: Path) -> dict[str, str]:
    """Return path below a folder → day (ISO) of the last commit that touched the file, deleted files included.

    Empty without git or history, and in a shallow clone.
    """
    days: dict[str, str] = {}
    for commit, path in _commits_and_paths(folder):
        days.setdefault(path, commit.date.isoformat())
    return days


def _commits_and_paths(folder: Path) -> Generator[tuple[Commit, str]]:
    """Yield (commit, path) for each path below a folder that a commit touched, the newest commit first."""
    git = shutil.which("git")
    if git is None or _git_output(git, folder, "rev-parse", "--is-shallow-repository") != "false\n":
        return
    options = ("--format=%x00%H %cs", "-c", "--name-only", "--relative", "--no-renames")
    with subprocess.Popen(  # noqa: S603 - our own words, no shell
        [git, "-c", "core.quotePath=false", "log", *options, "--", "."],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        errors="replace",
    ) as process:
        commit: Commit | None = None
        try:
            for line in process.stdout or ():
                if line.startswith(_MARK):
                    name, _, day = line[1:].strip().partition(" ")
                    commit = Commit(name, datetime.date.fromisoformat(day))
                elif commit is not None and line.strip():
                    yield commit, line.rstrip("\n")
        finally:
            process.terminate()


def _git_output(git: str, folder: Path, *words: str) -> str:
    """Return what a git command prints; "" if it fails."""
    done = subprocess.run(  # noqa: S603 - our own words, no shell
        [git, *words], cwd=folder, capture_output=True, encoding="utf-8", check=False
    )
    return "" if done.returncode else done.stdout


NATION_FILE = "quoc-gia.yml"


def load_nation(path: Path) -> tuple[Nation | None, SourceDocument | None, list[Problem]]:
    """Read `quoc-gia.yml`, the file of a nation; return (nation, document, problems).

    The nation is `None` if the file cannot be used. Folders that members are read from are absolute
    in it.
    """
    nation, document, problems = _read_settings(Nation, path)
    if nation is not None:
        folder = path.absolute().parent
        members = tuple(_with_absolute_places(member, folder) for member in nation.members)
        nation = nation.model_copy(update={"members": members})
    return nation, document, problems


def is_remote(source: str) -> bool:
    """Tell whether a source is the address of a repository (`git@…:…`, `https://…`) and not a folder."""
    return "://" in source or (":" in source.partition("/")[0] and "@" in source.partition(":")[0])


def _with_absolute_places(member: Member, folder: Path) -> Member:
    """Return a member whose address ends with “/” and whose folder has an absolute path.

    Args:
        member: The member as typed.
        folder: The folder that its own folder is relative to.
    """
    url = member.url if member.url.endswith("/") or "?" in member.url else f"{member.url}/"
    source = member.source
    if source and not is_remote(source):
        source = str(folder / source)
    return member.model_copy(update={"url": url, "source": source or None})
