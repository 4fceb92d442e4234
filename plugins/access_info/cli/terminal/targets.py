"""The agencies and files that a command was asked to look at."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from access_info.cli.terminal.parser import Parser
from access_info.cli.terminal.typed import meant
from access_info.cli.terminal.usage import UsageError
from access_info.loading.folders import agency_ids
from access_info.problems import quotable

_WHAT = " Gõ mã cơ quan (tên thư mục của cơ quan), hoặc đường dẫn tới một tệp của cơ quan."


@dataclasses.dataclass(frozen=True)
class Targets:
    """The agencies and files that were asked for.

    Attributes:
        root: The folder of agencies.
        folders: Agencies asked for as a whole; `None` for all.
        files: Single files.
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
        """Tell whether a file was asked for.

        A file outside the folder of agencies (a law pack) belongs to every whole agency.
        """
        if self.folders is None or path in self.files:
            return True
        if not path.is_relative_to(self.root):
            return bool(self.folders)
        parts = path.relative_to(self.root).parts
        return bool(parts) and parts[0] in self.folders


def add_targets(parser: Parser) -> None:
    """Declare agencies and files as arguments."""
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="CƠ_QUAN",
        help="mã cơ quan, thư mục cơ quan hoặc tệp trong đó; bỏ trống: tất cả",
    )


def targets(typed: list[str], agencies: Path) -> Targets:
    """Find the agencies and the files that were typed.

    Args:
        typed: Ids of agencies, or paths of folders and files.
        agencies: The folder of agencies, resolved.

    Raises:
        UsageError: There is no such agency, or a path is outside the folder of agencies.
    """
    folders: set[str] = set()
    files: set[Path] = set()
    for text in typed:
        whole = _path(text, agencies)
        if whole == agencies:
            return Targets(agencies)
        if whole.is_file():
            files.add(whole)
        else:
            folders.add(whole.relative_to(agencies).parts[0])
    return Targets(agencies, frozenset(folders) if typed else None, frozenset(files))


def _path(text: str, agencies: Path) -> Path:
    whole = Path(text).resolve()
    if whole.exists() and whole.is_relative_to(agencies):
        return whole
    named = agencies / text
    if named.parent == agencies and named.is_dir():
        return named
    if whole.exists():
        raise UsageError(
            f"“{text}” không nằm trong thư mục “{agencies}”. Thêm --agencies THƯ_MỤC nếu dữ liệu ở "
            "chỗ khác."
        )
    known, _ = agency_ids(agencies)
    hint = meant(text, known) or _WHAT
    raise UsageError(f"Không có “{quotable(text)}”.{hint}")
