"""Judges the scope of a proposal: whether it touches only files that belong together.

Judged by paths alone, before anything of the change is read: the data of agencies, the province's
own settings, prose, and code are approved by different people.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Iterable, Iterator
from enum import StrEnum
from pathlib import Path, PurePosixPath

from access_info.changes.review import scope_rules as rules
from access_info.loading.folders import JURISDICTION_FILE, PLACE_FOLDER, is_agency_id
from access_info.model.jurisdiction import CODE_OWNERS
from access_info.problems import Location, Problem, Severity

AGENCIES = "agencies"
_PROVINCE = frozenset({f"{AGENCIES}/{JURISDICTION_FILE}", f"{AGENCIES}/README.md", CODE_OWNERS})
# Pages written by `access-info schema`, which change with the code: “content/bien-tap/truong.md”,
# “content/bien-tap/loi-tt1.md”; not “content/bien-tap/index.md”.
_GENERATED = re.compile(r"content/bien-tap/(?:truong|lenh|loi(?:-tt\d)?)\.md")
# “[so-tu-phap] [xa-a] Cập nhật”: group 1 is “[so-tu-phap] [xa-a] ”.
_TITLE = re.compile(r"\s*((?:\[[^\]\n]{1,400}\]\s*)+)")
_SEPARATORS = re.compile(r"[\s,;\[\]]+")
# Files of offices, and what they are packed in. They are looked into where agencies keep attachments alone.
_OFFICE_ENDINGS = frozenset(
    {
        *(".doc", ".docx", ".docm", ".dot", ".dotx", ".rtf", ".odt", ".pdf", ".csv", ".tsv"),
        *(".xls", ".xlsx", ".xlsm", ".xlsb", ".ods", ".ppt", ".pptx", ".pptm", ".odp"),
        *(".zip", ".rar", ".7z"),
    }
)
# The generator's own: what it is tried on, and the summary that its guides link to.
_OF_THE_GENERATOR = re.compile(r"(?:tests|scripts/benchmark)/.+|content/huong-dan/mot-trang\.pdf")
_LINK, _MODULE = 0o120000, 0o160000
_MOST_NAMED = 6


class Area(StrEnum):
    """The owner of a file; the value is the name for people."""

    AGENCY = "dữ liệu của cơ quan"
    PROVINCE = "tệp của tỉnh"
    OFFICE = "tệp văn phòng ngoài thư mục của cơ quan"
    CONTENT = "trang hướng dẫn"
    CODE = "mã nguồn"


@dataclasses.dataclass(frozen=True, slots=True)
class Touched:
    """A file that changed.

    Attributes:
        path: Below the repository's root, with `/`.
        mode: The mode that git keeps (`0o100644`); 0 when the file is gone.
    """

    path: str
    mode: int

    @property
    def area(self) -> Area:
        """Whom it belongs to."""
        parts = PurePosixPath(self.path).parts
        if self.path in _PROVINCE or parts[:2] == (AGENCIES, PLACE_FOLDER):
            return Area.PROVINCE
        if self.agency:
            return Area.AGENCY
        if _is_office_file(self.path):
            return Area.OFFICE
        if parts[:1] == ("content",) and not _GENERATED.fullmatch(self.path):
            return Area.CONTENT
        return Area.CODE

    @property
    def agency(self) -> str:
        """The agency whose folder it lies in, or ""."""
        parts = PurePosixPath(self.path).parts
        inside = len(parts) > 2 and parts[0] == AGENCIES and not parts[1].startswith("_")  # noqa: PLR2004
        return parts[1] if inside else ""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Scope:
    """The files that a proposal touches, and the agencies that it names.

    Attributes:
        files: Every file that changed, by path.
        named: Agencies that the proposal says it is about.
    """

    files: tuple[Touched, ...]
    named: tuple[str, ...]

    @property
    def areas(self) -> tuple[Area, ...]:
        """The areas it reaches into, data first."""
        reached = {file.area for file in self.files}
        return tuple(area for area in Area if area in reached)

    @property
    def agencies(self) -> tuple[str, ...]:
        """The agencies whose folders it changes, sorted."""
        return tuple(sorted({file.agency for file in self.files} - {""}))

    @property
    def touches_data(self) -> bool:
        """Whether the data must be judged again."""
        return bool({Area.AGENCY, Area.PROVINCE} & set(self.areas))

    def of(self, area: Area) -> Iterator[Touched]:
        """Yield the files of one area."""
        return (file for file in self.files if file.area is area)


def scope_of(
    files: Iterable[Touched], *, title: str = "", branch: str = "", known: Collection[str] = ()
) -> Scope:
    """Collect what a proposal touches and the agencies that its title or branch names.

    Args:
        files: The changed files.
        title: The proposal's title: `[so-tu-phap] Cập nhật đầu mối`.
        branch: The proposal's branch, asked when the title names no agency: `cms/so-tu-phap`.
        known: Agencies before and after the change.
    """
    files = tuple(sorted(files, key=lambda file: file.path))
    known = {*known, *(file.agency for file in files)} - {""}
    opening = _TITLE.match(title)
    words = _SEPARATORS.split(opening[1].lower()) if opening else []
    named = [word for word in dict.fromkeys(words) if word in known and is_agency_id(word)]
    if not named:
        named = [part for part in dict.fromkeys(branch.split("/")) if part in known]
    return Scope(files=files, named=tuple(named))


def judge_scope(scope: Scope, root: Path, *, reason: str = "") -> Iterator[Problem]:
    """Yield problems of touching just these files in one proposal.

    Args:
        scope: The files that the proposal touches.
        root: The repository's root in the state after the change.
        reason: The proposal's reason for its scope, which turns errors into warnings; or "".
    """
    for problem in (*_mixed(scope, root), *_foreign(scope, root)):
        yield dataclasses.replace(problem, severity=Severity.WARNING) if reason else problem
    for file in scope.files:
        yield from _strange(file, root)
    for file in scope.of(Area.OFFICE):
        if file.mode:
            yield rules.OFFICE_FILE.at(_place(file, root), name=file.path)


def _is_office_file(path: str) -> bool:
    ending = PurePosixPath(path).suffix.lower()
    return ending in _OFFICE_ENDINGS and not _OF_THE_GENERATOR.fullmatch(path)


def _mixed(scope: Scope, root: Path) -> Iterator[Problem]:
    data = [*scope.of(Area.AGENCY), *scope.of(Area.PROVINCE)]
    code = [*scope.of(Area.CODE)]
    if data and code:
        yield rules.MIXED.at(_place(code[0], root), data=_some(data), code=_some(code))


def _foreign(scope: Scope, root: Path) -> Iterator[Problem]:
    first = {file.agency: file for file in reversed(scope.files)}
    suggested = f"[{', '.join(scope.agencies)}]"
    if scope.named:
        for agency in scope.agencies:
            if agency not in scope.named:
                named = ", ".join(f"“{name}”" for name in scope.named)
                place = _place(first[agency], root)
                yield rules.FOREIGN.at(place, named=named, agency=agency, title=suggested)
    elif len(scope.agencies) > 1:
        yield rules.SEVERAL.at(
            _place(first[scope.agencies[1]], root),
            count=len(scope.agencies),
            agencies=_list(scope.agencies),
            title=suggested if len(scope.agencies) <= _MOST_NAMED else "[mã, mã, …]",
        )


def _strange(file: Touched, root: Path) -> Iterator[Problem]:
    """Yield problems of a file below `agencies/` that steers the repository or is no data."""
    path = PurePosixPath(file.path)
    if not file.mode or path.parts[:1] != (AGENCIES,):
        return
    if file.mode in {_LINK, _MODULE}:
        what = "lối tắt tới chỗ khác" if file.mode == _LINK else "một kho khác gắn vào"
        yield rules.STRANGE_FILE.at(_place(file, root), name=file.path, what=what)
        return
    hidden = [part for part in path.parts[1:] if part.startswith(".")]
    if any(part.lower().startswith(".git") and part != ".gitkeep" for part in hidden):
        what = "tệp cấu hình của git"
        yield rules.STRANGE_FILE.at(_place(file, root), name=file.path, what=what)
    elif [part for part in hidden if part != ".gitkeep"] or path.name in {
        "Thumbs.db",
        "desktop.ini",
    }:
        yield rules.CLUTTER.at(_place(file, root), name=file.path)


def _place(file: Touched, root: Path) -> Location:
    return Location((root / file.path).as_posix())


def _some(files: list[Touched]) -> str:
    return _list([file.path for file in files])


def _list(names: Collection[str]) -> str:
    shown = [*names][:_MOST_NAMED]
    more = len(names) - len(shown)
    return ", ".join(shown) + (f" và {more} nữa" if more else "")
