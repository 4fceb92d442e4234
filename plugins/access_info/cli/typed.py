"""Turns typed words into agencies, files, folders, the day and the laws; refuses missing ones with a hint."""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import datetime
import json
import os
import sys
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

from access_info.cli.parser import SECTION, UsageError, WrongDataError, meant
from access_info.extras import Extra, require
from access_info.legal.framework import Framework, load_framework, raised
from access_info.loading import load_jurisdiction
from access_info.loading.folders import agency_ids, is_agency_id
from access_info.pipeline import Options, day_of_build
from access_info.problems import quotable
from access_info.source.mkdocs_settings import SITE_SETTINGS, plugin_setting
from access_info.source.replacing import MAX_WAIT, ChangedMeanwhileError, editing, replace_file

_OFFICE_ENDINGS = frozenset({".docx", ".xlsx", ".xls", ".ods", ".csv"})
_LOCK_PREFIX = "~$"
_MAX_LISTED = 5
_HOW_TO_TYPE = " Gõ mã cơ quan (tên thư mục của cơ quan), hoặc đường dẫn tới một tệp của cơ quan."


def require_agency(typed: str, known: Collection[str], agencies: Path) -> None:
    """Raise unless an agency exists, with a hint at the likely one.

    Args:
        typed: The agency's id, as typed.
        known: All ids of agencies.
        agencies: The folder of agencies, as typed.

    Raises:
        UsageError: There is no such agency; the text says which one was meant, or what an id is.
    """
    if typed in known:
        return
    hint = meant(typed, known) or (
        " Mã cơ quan là tên thư mục của cơ quan trong đó, cũng là phần cuối địa chỉ trang của cơ quan; "
        "chưa có thì báo người quản trị của tỉnh."
    )
    raise UsageError(f"Không có cơ quan “{quotable(typed)}” trong “{agencies}”.{hint}")


def require_folder_of_agencies(typed: Path) -> None:
    """Raise unless the folder of agencies exists.

    Raises:
        UsageError: The folder does not exist; the text says where to run the command.
    """
    if typed.is_dir():
        return
    above = next((parent for parent in Path.cwd().parents if (parent / typed).is_dir()), None)
    where = (
        f"“{above}”" if above is not None else f"thư mục của kho (thư mục có “{typed}” bên trong)"
    )
    raise UsageError(
        f"Không có thư mục “{typed}”.\nMở cửa sổ lệnh ở {where} rồi gõ lại, hoặc thêm --agencies THƯ_MỤC "
        "nếu dữ liệu ở chỗ khác."
    )


def require_prefix(typed: str) -> str:
    """Return the folder of the section below a site's root, without slashes around it.

    Raises:
        UsageError: The text cannot be part of an address.
    """
    prefix = typed.strip("/")
    if prefix and all(is_agency_id(part) for part in prefix.split("/")):
        return prefix
    raise UsageError(
        f"“{quotable(typed)}” không dùng làm địa chỉ được; viết chữ thường không dấu, số và gạch nối, ví dụ "
        f"--prefix {SECTION}."
    )


def require_file(typed: Path) -> None:
    """Raise unless an office file exists, is no lock file of Word (`~$…`), and can be read here.

    Raises:
        MissingExtraError: The library that reads its kind is not installed.
        UsageError: There is no such file; the text names the likely one, or the files there.
    """
    name = quotable(str(typed))
    if typed.name.startswith(_LOCK_PREFIX):
        raise UsageError(
            f"“{name}” là tệp tạm, Word hay Excel tự tạo khi đang mở một tệp.\nLưu và đóng tệp ấy, rồi nhập "
            f"tệp cùng tên không có {_LOCK_PREFIX} ở đầu."
        )
    if typed.is_file():
        if typed.suffix.lower() == ".xls":
            require(Extra.XLS)
        return
    if typed.is_dir():
        raise UsageError(f"Không có tệp “{name}”: đó là một thư mục.")
    there = _office_files(typed.parent)
    hint = meant(typed.name, there) or meant(typed.name, {Path(file).stem: file for file in there})
    if not hint:
        hint = (
            f"\nỞ đây có: {', '.join(f'“{quotable(file)}”' for file in there[:_MAX_LISTED])}"
            + (", …" if len(there) > _MAX_LISTED else ".")
            if there
            else "\nChép tệp vào thư mục đang mở cửa sổ lệnh, hoặc gõ cả đường dẫn trong ngoặc kép."
        )
    raise UsageError(f"Không có tệp “{name}”.{hint}")


def _office_files(folder: Path) -> list[str]:
    """Return the names of the office files in a folder, without the lock files of Word."""
    try:
        return sorted(
            path.name
            for path in folder.iterdir()
            if path.suffix.lower() in _OFFICE_ENDINGS
            and not path.name.startswith(_LOCK_PREFIX)
            and path.is_file()
        )
    except OSError:
        return []


@dataclasses.dataclass(frozen=True)
class Targets:
    """The agencies and files to which a command is limited.

    Attributes:
        root: The folder of agencies.
        folders: Agencies typed as a whole; `None` for all.
        files: Single files that were typed.
    """

    root: Path
    folders: frozenset[str] | None = None
    files: frozenset[Path] = frozenset()

    @property
    def agencies(self) -> frozenset[str] | None:
        """Every agency that has to be read; `None` for all."""
        if self.folders is None:
            return None
        parts = (file.relative_to(self.root).parts for file in self.files)
        return self.folders | {names[0] for names in parts if len(names) > 1}

    def cover(self, path: Path) -> bool:
        """Tell whether a file is among the targets.

        A file outside the folder of agencies (a law pack) is one wherever a whole agency was typed.
        """
        if self.folders is None or path in self.files:
            return True
        if not path.is_relative_to(self.root):
            return bool(self.folders)
        parts = path.relative_to(self.root).parts
        return bool(parts) and parts[0] in self.folders


def targets(typed: list[str], agencies: Path) -> Targets:
    """Return the agencies and files that were typed as targets of a command.

    Args:
        typed: Ids of agencies, or paths of folders and files.
        agencies: The folder of agencies, resolved.

    Raises:
        UsageError: There is no such agency, or a path is outside the folder of agencies.
    """
    folders: set[str] = set()
    files: set[Path] = set()
    for text in typed:
        path = _typed_path(text, agencies)
        if path == agencies:
            return Targets(agencies)
        if path.is_file():
            files.add(path)
        else:
            folders.add(path.relative_to(agencies).parts[0])
    return Targets(agencies, frozenset(folders) if typed else None, frozenset(files))


def _typed_path(text: str, agencies: Path) -> Path:
    """Return the folder of an agency, or the file, that was typed by id or by path.

    Raises:
        UsageError: There is none, or it lies outside the folder of agencies.
    """
    path = Path(text).resolve()
    if path.exists() and path.is_relative_to(agencies):
        return path
    named = agencies / text
    if named.parent == agencies and named.is_dir():
        return named
    if path.exists():
        raise UsageError(
            f"“{text}” không nằm trong thư mục “{agencies}”. Thêm --agencies THƯ_MỤC nếu dữ liệu ở "
            "chỗ khác."
        )
    known, _ = agency_ids(agencies)
    hint = meant(text, known) or _HOW_TO_TYPE
    raise UsageError(f"Không có “{quotable(text)}”.{hint}")


class Typed(argparse.Namespace):
    """A command's options as typed, with methods that turn them into folders, days and laws."""

    def agencies_folder(self) -> Path:
        """Return the folder of agencies, absolute.

        Raises:
            UsageError: The folder does not exist.
        """
        typed: Path = self.agencies
        require_folder_of_agencies(typed)
        return typed.resolve()

    def known_agencies(self, wanted: Iterable[str]) -> tuple[Path, frozenset[str]]:
        """Return the folder of agencies, absolute, and the ids of all agencies in it.

        Args:
            wanted: Ids of agencies that were typed.

        Raises:
            UsageError: There is no such folder, or one of the agencies does not exist.
        """
        agencies = self.agencies_folder()
        known = frozenset(agency_ids(agencies)[0])
        for name in wanted:
            require_agency(name, known, self.agencies)
        return agencies, known

    def judgement_day(self) -> datetime.date:
        """Return the day of judgement: as typed, else from the environment or the clock.

        Raises:
            BadEpochError: The environment's value is no day.
        """
        return day_of_build(self.as_of.isoformat() if self.as_of else None, os.environ)

    def laws_folder(self) -> Path | None:
        """Return the folder of law packs: as typed, else as the site's `mkdocs.yml` here has it.

        Raises:
            UsageError: The folder does not exist.
        """
        typed: Path | None = self.laws
        if typed is not None:
            if not typed.is_dir():
                raise UsageError(f"Không có thư mục “{typed}”.")
            return typed.resolve()
        settings = Path(SITE_SETTINGS)
        text = settings.read_text("utf-8", "replace") if settings.is_file() else ""
        configured = plugin_setting(text, "laws")
        if not configured:
            return None
        if not Path(configured).is_dir():
            raise UsageError(f"{SITE_SETTINGS} ghi laws: “{configured}” nhưng không có thư mục ấy.")
        return Path(configured).resolve()

    def framework(self) -> Framework:
        """Return the law packs.

        Raises:
            UsageError: There is no such folder of law packs.
            WrongDataError: A file of the packs has an error.
        """
        framework, problems = load_framework(self.laws_folder())
        if framework is None:
            raise WrongDataError(problems)
        return framework

    def checked_framework(self, agencies: Path) -> Framework:
        """Return the law packs, with facts that the jurisdiction has verified (`kiem_chung`) marked so.

        Only what it verified by the day of judgement counts.

        Problems in the jurisdiction's own file are for `check` to report, not for commands that only
        want to know how a fact was verified.

        Args:
            agencies: The folder of agencies; if there is none, the packs are used as they are.

        Raises:
            UsageError: There is no such folder of law packs.
            WrongDataError: A file of the packs has an error.
        """
        framework = self.framework()
        place, _, _ = load_jurisdiction(agencies)
        return raised(framework, place.law_checks, self.judgement_day())

    def build_options(self, **settings: Any) -> Options:  # noqa: ANN401
        """Return the pipeline's options, from those that were typed.

        Args:
            settings: Fields of `Options` that cannot be typed, or that replace a typed one.

        Raises:
            UsageError: There is no such folder of agencies or of law packs.
        """
        if "agencies" not in settings:
            settings["agencies"] = self.agencies_folder()
        if "as_of" not in settings:
            settings["as_of"] = self.judgement_day()
        if "laws" not in settings:
            settings["laws"] = self.laws_folder()
        if getattr(self, "jobs", None):
            settings["jobs"] = self.jobs
        return Options(**{"progress": self.progress, **settings})

    def refuse(self, names: Iterable[str], reason: str) -> None:
        """Raise if one of some options was typed, as another option excludes it.

        Args:
            names: The options' attributes: `no_cache`.
            reason: The words after the option's name in the message.

        Raises:
            UsageError: One of them was typed.
        """
        for name in names:
            if getattr(self, name):
                raise UsageError(f"--{name.replace('_', '-')} {reason}")


def site_address(typed: str) -> str:
    """Return a site's address with one slash at its end; "" where none was typed."""
    return typed and f"{typed.rstrip('/')}/"


def refuse_foreign(out: Path, typed: Path, mark: str = "assets/access-info") -> None:
    """Raise if a folder holds something other than a site, which a build would replace.

    Args:
        out: The folder.
        typed: The folder as typed, for the message.
        mark: A path that every such site holds, by which it is known.
    """
    if out.is_file():
        raise UsageError(f"“{typed}” là một tệp, không phải thư mục.")
    if out.is_dir() and any(out.iterdir()) and not (out / mark).exists():
        raise UsageError(
            f"Thư mục “{typed}” đang chứa thứ khác, dựng trang vào đây sẽ xóa mất. Chọn thư mục "
            "khác hoặc thư mục chưa có."
        )


@contextlib.contextmanager
def reading_event(path: Path, what: str) -> Iterator[Any]:
    """Parse GitHub's JSON file of an event; errors of the caller while reading it become `UsageError`.

    Args:
        path: The file.
        what: The thing that the event is about, in Vietnamese, for the message.

    Raises:
        UsageError: The file is not of such an event: keys that the caller reads are missing.
    """
    try:
        yield json.loads(path.read_bytes())
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UsageError(f"“{path}” không phải tệp sự kiện của {what}.") from None


def append_summary(path: Path | None, text: str) -> None:
    """Add a text to the file that a forge shows as a run's summary, if one was typed."""
    if path is not None:
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(text)


def write_new(path: Path, content: bytes) -> None:
    """Write a new file.

    Raises:
        UsageError: A file of that name exists.
    """
    try:
        replace_file(path, content, before=None)
    except ChangedMeanwhileError:
        raise UsageError(f"Đã có tệp “{path}”; chọn tên khác.") from None


def writing(
    agencies: Path, command: str, *, really: bool = True
) -> contextlib.AbstractContextManager[None]:
    """Hold the lock of a folder of agencies, so that no other command writes there meanwhile.

    It is taken before the data are read, so that they cannot change before they are written.

    Args:
        agencies: The folder of agencies, which must exist.
        command: Name of the command, for a command that has to wait.
        really: Whether anything will be written; a command that only shows needs no lock.

    Raises:
        NotWrittenError: Another command holds the lock too long, or it cannot be taken.
    """
    if not really:
        return contextlib.nullcontext()
    return editing(agencies, command=f"access-info {command}", on_wait=_print_waiting)


def _print_waiting(who: str) -> None:
    """Print who writes into the folder, and how long this command waits."""
    print(f"{who} đang ghi vào thư mục dữ liệu này; đợi tới {MAX_WAIT:.0f} giây…", file=sys.stderr)
