"""What is kept of each member between two builds: its state, and the files of its good copy."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from access_info import __version__
from access_info.model.nation import Member, Nation
from access_info.nation.contract import MemberCopy, MemberStanding, MemberState
from access_info.source import replace_file

FOLDER = "thanh-vien"
_STATE = "trang-thai.json"
_FILES = "tep"
_FETCHING = "dang-tai"


@dataclasses.dataclass(frozen=True, kw_only=True)
class KeptMember:
    """What is kept of a member.

    Attributes:
        state: What later steps are told.
        newest: The newest day of a list of files that was trusted, ISO; an older one is a replay.
        manifest: SHA-256 of the list of files that the copy is of.
        etag: What its server calls that list.
        seen: When that list itself was last read, ISO with zone.
        trusted: Which key that list was checked with, and from where it was read.
        stamps: Size and time of change of each file, by path: what they are while nobody touches them.
    """

    state: MemberState
    newest: str = ""
    manifest: str = ""
    etag: str = ""
    seen: str = ""
    trusted: str = ""
    stamps: Mapping[str, tuple[int, int]] = dataclasses.field(default_factory=dict)


class MemberFolder:
    """The folder of one member in the cache.

    Attributes:
        fetching: Where files are until all are there and found good, each named by its hash.
    """

    def __init__(self, cache: Path, member: Member) -> None:
        """Take a member's place; nothing is made yet.

        Raises:
            ValueError: Its code is none, and names no folder.
        """
        if not (member.code.isascii() and member.code.isalnum()):
            raise ValueError(f"{member.code!r} is no code")
        self._member = member
        self._root = cache / FOLDER / member.code
        self.fetching = self._root / _FETCHING

    def files(self, sums: Mapping[str, str]) -> Path:
        """Return the folder of the copy that consists of some files: SHA-256 by path."""
        return self._root / _FILES / _hashed(sorted(sums.items()))

    def kept(self) -> KeptMember:
        """Read what is kept; a copy of which a file is gone or was changed does not count.

        The name and the address are the member's of today.
        """
        kept = self._read()
        if not kept.state.files or self._is_whole(kept):
            return kept
        state = dataclasses.replace(kept.state, files={}, digest="")
        return KeptMember(state=state, newest=kept.newest)

    def write(self, kept: KeptMember) -> None:
        """Keep a state, and drop every file that it does not name."""
        folder = self.files(kept.state.files)
        stamps = {path: _stamp(folder / path) for path in kept.state.files}
        known = {**dataclasses.asdict(kept), "stamps": stamps}
        text = json.dumps(known, ensure_ascii=False, indent=1)
        replace_file(self._root / _STATE, text, sync=False)
        files = self._root / _FILES
        for other in list(files.iterdir()) if files.is_dir() else ():
            if not kept.state.files or other != folder:
                _remove(other)

    def copy(self) -> MemberCopy:
        """Return the member's copy as it is kept."""
        state = self._read().state
        return MemberCopy(state=state, folder=self.files(state.files))

    def _read(self) -> KeptMember:
        """Read the state as of the member's name and address of today."""
        member = self._member
        never = MemberState(
            code=member.code, name=member.name, url=member.url, standing=MemberStanding.NEVER
        )
        try:
            kept = _kept((self._root / _STATE).read_bytes())
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return KeptMember(state=never)
        digest = digest_of(member, kept.state.files) if kept.state.files else ""
        state = dataclasses.replace(
            kept.state, code=never.code, name=never.name, url=never.url, digest=digest
        )
        return dataclasses.replace(kept, state=state)

    def _is_whole(self, kept: KeptMember) -> bool:
        folder = self.files(kept.state.files)
        try:
            return all(
                _stamp(folder / path) == kept.stamps.get(path) or _sha256(folder / path) == sha256
                for path, sha256 in kept.state.files.items()
            )
        except OSError:
            return False


def digest_of(member: Member, files: Mapping[str, str]) -> str:
    """Hash whatever the parts of a member are worked out of.

    Args:
        member: The member: rows lead to its address.
        files: SHA-256 by path.
    """
    return _hashed([__version__, member.code, member.name, member.url, *sorted(files.items())])


def member_copies(cache: Path, nation: Nation) -> list[MemberCopy]:
    """Return each member's copy as the last reading left it, in the nation's order.

    Args:
        cache: The folder that is kept between builds.
        nation: The nation.
    """
    return [MemberFolder(cache, member).copy() for member in nation.members]


def drop_former_members(cache: Path, nation: Nation) -> None:
    """Delete what is kept of whoever is no member any more."""
    codes = {member.code for member in nation.members}
    for folder in _folders(cache / FOLDER):
        if folder.name not in codes:
            _remove(folder)


def _folders(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from sorted(folder.iterdir())


def _hashed(value: object) -> str:
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()[:32]


def _kept(content: bytes) -> KeptMember:
    data = json.loads(content)
    state = data["state"]
    state["standing"] = MemberStanding(state["standing"])
    state["failures"] = tuple(state["failures"])
    data["state"] = MemberState(**state)
    data["stamps"] = {path: tuple(stamp) for path, stamp in data["stamps"].items()}
    return KeptMember(**data)


def _stamp(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_size, status.st_mtime_ns


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
