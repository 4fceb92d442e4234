"""Makes the site of a member from its data: by the program that runs here, in a process of its own."""

from __future__ import annotations

import dataclasses
import datetime
import os
import subprocess
import sys
from pathlib import Path

from access_info.loading import is_remote
from access_info.model.nation import Member, Nation
from access_info.nation.generating.programs import program
from access_info.nation.generating.repositories import AGENCIES, RepositoryError, bring_data
from access_info.pipeline.trust.manifest import MANIFEST, VARIABLE
from access_info.source import remove

_REPOSITORIES, _SITES = "kho", "dung"
_LOG = "loi.txt"
_PATIENCE = 4 * 3_600.0  # seconds
_LACKS = (
    "Dữ liệu của tỉnh có lỗi nên chưa dựng được trang mới. Nơi giữ dữ liệu cần kiểm tra rồi sửa."
)


@dataclasses.dataclass(frozen=True, kw_only=True)
class MemberSite:
    """The site of a member as it was made.

    Attributes:
        folder: The site, of this build or of an earlier one.
        trouble: Why it could not be made in this build, in Vietnamese sentences; "" if it was.
    """

    folder: Path
    trouble: str = ""


def gives_data(member: Member) -> bool:
    """Tell whether a member gives its data, a folder or a repository, instead of a site."""
    if not member.source:
        return False
    source = Path(member.source)
    return is_remote(member.source) or (
        (source / AGENCIES).is_dir() and not (source / MANIFEST).is_file()
    )


def make_site(member: Member, cache: Path, day: datetime.date, ca: Path | None) -> MemberSite:
    """Make the site of a member from its folder of agencies; nothing else of what it gives is read.

    Args:
        member: The member, which gives its data.
        cache: The folder that is kept between builds.
        day: The day to judge by.
        ca: A file with certificates of authorities that count beside the system's, PEM.
    """
    source, folder = member.source or "", cache / _SITES / member.code
    site = folder / "trang"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        agencies = (
            bring_data(source, cache / _REPOSITORIES / member.code, ca)
            if is_remote(source)
            else Path(source) / AGENCIES
        )
    except RepositoryError as error:
        return MemberSite(folder=site, trouble=f"Chưa lấy được dữ liệu của tỉnh: {error}.")
    words = ["--agencies", agencies, "--out", site, "--site-url", member.url]
    words += ["--as-of", day.isoformat(), "--no-content", "--jobs", "1"]
    log = folder / _LOG
    with log.open("wb") as errors:
        try:
            with program(
                [sys.executable, "-P", "-m", "access_info", "build", *map(str, words)],
                environment=_environment(folder),
                folder=folder,
                output=subprocess.DEVNULL,
                errors=errors,
            ) as process:
                code = process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            return MemberSite(folder=site, trouble="Dựng trang của tỉnh lâu quá mức nên đã dừng.")
    if code:
        return MemberSite(folder=site, trouble=_LACKS)
    log.unlink()
    # The site of before, which the generator keeps for its next build, still has what was withdrawn since.
    remove(folder / ".cache" / "access-info" / "plain")
    return MemberSite(folder=site)


def log_of(member: Member, cache: Path) -> Path | None:
    """Return where it stands why a member's site could not be made; `None` if it could."""
    log = cache / _SITES / member.code / _LOG
    return log if log.is_file() else None


def drop_former_sites(cache: Path, nation: Nation) -> None:
    """Delete what was made for whoever gives no data any more."""
    codes = {member.code for member in nation.members if gives_data(member)}
    for root in (cache / _REPOSITORIES, cache / _SITES):
        for folder in list(root.iterdir()) if root.is_dir() else ():
            if folder.name not in codes:
                remove(folder)


def _environment(folder: Path) -> dict[str, str]:
    """Return what the generator may know: neither our key, nor a repository that lies around the data."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name != VARIABLE and not name.startswith("GIT_")
    }
    # Settings of a repository can name programs that git runs (git-config(1), `gpg.program`).
    return {**kept, "GIT_DIR": str(folder / "khong-co-kho")}
