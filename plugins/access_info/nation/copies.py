"""The good copy of each member: its state, its files, and what is kept of it between two builds.

A build has three steps. *Reading* brings the good copy of each member up to date. *Working out* makes of each
member's copy its part of everything; it needs no other member, so that parts are made anywhere, in any
order, and are kept as long as the copy stays the same. *Putting together* writes the site from all parts.
"""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import json
import os
import shutil
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from pathlib import Path

import pydantic

from access_info import __version__
from access_info.model.nation import Member, Nation
from access_info.nation.sources import MemberSource, ReadingAccess
from access_info.pipeline.trust.copies import UnreadableCopyError
from access_info.pipeline.trust.manifest import ManifestFile
from access_info.source.replacing import replace_file
from access_info.unchanged.cache_guard import remove

# What the steps of a national build hand to each other: all of it plain data on disk.


class MemberStanding(StrEnum):
    """How far a member's copy can be shown."""

    CURRENT = "current"
    """Read in this build, and unharmed."""
    STALE = "stale"
    """From an earlier build: shown with its date."""
    EXPIRED = "expired"
    """Too old: only the member's name is shown."""
    NEVER = "never"
    """There is none yet."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class MemberState:
    """What is known of a member after reading.

    Attributes:
        code: Its code, as in `ma_don_vi_hanh_chinh`.
        name: What it is called.
        url: Its public address, with a final slash.
        standing: How far its copy can be shown.
        created: The day that its manifest states, ISO; "" without a copy.
        reached: When it was last read unharmed, ISO with zone; "" if never.
        generator: Name and version of what made its site, as it says; "" without a copy.
        data_version: The version of its data, `2.0`; "" without a copy.
        failures: Why it was not read in this build, in Vietnamese sentences.
        digest: Of the paths and hashes of the files that are used; equal digests, equal parts.
        files: Path below its root → SHA-256, hexadecimal, of each file that is used.
    """

    code: str
    name: str
    url: str
    standing: MemberStanding
    created: str = ""
    reached: str = ""
    generator: str = ""
    data_version: str = ""
    failures: tuple[str, ...] = ()
    digest: str = ""
    files: Mapping[str, str] = dataclasses.field(default_factory=dict)

    @property
    def is_shown(self) -> bool:
        """Whether its agencies and rows are shown."""
        return self.standing in {MemberStanding.CURRENT, MemberStanding.STALE}


@dataclasses.dataclass(frozen=True, kw_only=True)
class MemberCopy:
    """A member and its good copy.

    Attributes:
        state: What is known of it.
        folder: Where the files of `state.files` lie, by their paths.
    """

    state: MemberState
    folder: Path


@dataclasses.dataclass(frozen=True, kw_only=True)
class MemberPart:
    """What has been worked out of a member's copy.

    Attributes:
        state: What is known of the member.
        folder: Where its parts lie: `tong-hop.json` for the pages, `tim-kiem/` for the search,
            `du-lieu/` for the merged data. It does not exist for a member that is not shown.
    """

    state: MemberState
    folder: Path


@dataclasses.dataclass(frozen=True, kw_only=True)
class NationalSite:
    """The site of a nation that is to be written.

    Attributes:
        nation: The nation.
        parts: The members' parts, in the nation's order.
        out: The output folder.
        as_of: The day of the build.
        site_url: Absolute address of the site's root with a final slash, or "".
    """

    nation: Nation
    parts: Sequence[MemberPart]
    out: Path
    as_of: datetime.date
    site_url: str = ""

    @property
    def shown_parts(self) -> list[MemberPart]:
        """The parts of the members whose data are shown."""
        return [part for part in self.parts if part.state.is_shown]

    def write(self, path: str, content: bytes) -> None:
        """Write a file, its path below the output folder."""
        target = self.out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


# What is kept of each member between two builds: its state, and the files of its good copy.

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


_KEPT_MEMBER = pydantic.TypeAdapter(KeptMember)


class MemberFolder:
    """The folder of one member in the cache: reads and writes what is kept there between two builds.

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
        """Return what is kept of the member; a copy of which a file is gone or was changed does not count.

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
        record = {**dataclasses.asdict(kept), "stamps": stamps}
        text = json.dumps(record, ensure_ascii=False, indent=1)
        replace_file(self._root / _STATE, text, sync=False)
        drop_all_but(self._root / _FILES, {folder.name} if kept.state.files else ())

    def copy(self) -> MemberCopy:
        """Return the member's copy as it is kept."""
        state = self._read().state
        return MemberCopy(state=state, folder=self.files(state.files))

    def _read(self) -> KeptMember:
        """Read the file of what is kept; the member's name and address of today take the place of old ones."""
        member = self._member
        never = MemberState(
            code=member.code, name=member.name, url=member.url, standing=MemberStanding.NEVER
        )
        try:
            text = (self._root / _STATE).read_bytes()
            kept = _KEPT_MEMBER.validate_json(text)
        except (OSError, ValueError):
            return KeptMember(state=never)
        digest = digest_of(member, kept.state.files) if kept.state.files else ""
        state = dataclasses.replace(
            kept.state, code=never.code, name=never.name, url=never.url, digest=digest
        )
        return dataclasses.replace(kept, state=state)

    def _is_whole(self, kept: KeptMember) -> bool:
        """Tell whether each file of a kept copy is there and has the bytes that it should have."""
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
    drop_all_but(cache / FOLDER, {member.code for member in nation.members})


def drop_all_but(folder: Path, names: Collection[str]) -> None:
    """Delete what a folder holds under other names; the folder need not be there."""
    for path in list(folder.iterdir()) if folder.is_dir() else ():
        if path.name not in names:
            remove(path)


def link_or_copy(source: Path, target: Path) -> None:
    """Give a file a second name; copy it where the disk cannot."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _hashed(value: object) -> str:
    """Return the first 32 digits of the SHA-256 of a value as JSON."""
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()[:32]


def _stamp(path: Path) -> tuple[int, int]:
    """Return a file's size and time of change, by which a touched file is noticed without reading it."""
    status = path.stat()
    return status.st_size, status.st_mtime_ns


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# Brings the files of a new copy together: those that are known are kept, the others fetched and hashed.

_PART = ".part"


class FileStore:
    """The files of a member by hash: those of the copy before, and what has been fetched of the new one."""

    def __init__(self, folder: Path, known: Mapping[str, Path]) -> None:
        """Take what there is.

        Args:
            folder: Where fetched files are until the copy is whole.
            known: Files of the copy before, by SHA-256; they are as it says.
        """
        self._folder, self._known = folder, known

    def path(self, sha256: str) -> Path:
        """Return where a file is, or will be once it has been fetched."""
        return self._known.get(sha256) or self._folder / sha256

    def forget_others(self, wanted: set[str]) -> None:
        """Drop what was fetched of a copy that nobody publishes any more."""
        drop_all_but(self._folder, wanted | {f"{sha256}{_PART}" for sha256 in wanted})

    def bring(
        self, source: MemberSource, files: Mapping[str, ManifestFile], access: ReadingAccess
    ) -> None:
        """Fetch the files that are not there.

        Args:
            source: Where they come from.
            files: Each with its path at the source.
            access: How many at once.

        Raises:
            UnreadableCopyError: One cannot be brought, or is not what its hash says.
        """
        missing = {file.sha256: (path, file) for path, file in files.items() if not self._has(file)}
        self._folder.mkdir(parents=True, exist_ok=True)
        with ThreadPoolExecutor(access.at_once) as pool:
            jobs = [pool.submit(self._bring, source, *each) for each in missing.values()]
            try:
                for job in jobs:
                    job.result()
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise

    def lay_out(self, files: Mapping[str, ManifestFile], target: Path) -> None:
        """Put the files of a copy into a folder by their paths: all of them, or none.

        Args:
            files: Each with its path.
            target: The folder, which comes into being at the end.
        """
        if all(self.path(file.sha256) == target / path for path, file in files.items()):
            return  # it is the copy of before
        making = target.with_name(f".{target.name}.{os.getpid()}")
        shutil.rmtree(making, ignore_errors=True)
        for path, file in files.items():
            place = making / path
            place.parent.mkdir(parents=True, exist_ok=True)
            link_or_copy(self.path(file.sha256), place)
        shutil.rmtree(target, ignore_errors=True)
        making.rename(target)

    def _has(self, file: ManifestFile) -> bool:
        """Tell whether a file is there; one that a power cut has emptied is not."""
        place = self.path(file.sha256)
        return place.is_file() and place.stat().st_size == file.size

    def _bring(self, source: MemberSource, path: str, file: ManifestFile) -> None:
        """Fetch one file, and keep it if it has the hash that it should have."""
        part = self._folder / f"{file.sha256}{_PART}"
        begun = part.exists()
        try:
            source.fetch(path, file.size, part)
        except UnreadableCopyError as error:
            raise UnreadableCopyError(f"tệp {path}: {error}") from None
        if _sha256(part) != file.sha256:
            part.unlink()
            if begun:  # what was there from before may have been another file's
                self._bring(source, path, file)
                return
            raise UnreadableCopyError(
                f"tệp {path} không đúng mã băm ghi trong manifest.json (tệp đã bị sửa, hoặc trang đang được thay)"
            )
        part.rename(self._folder / file.sha256)
