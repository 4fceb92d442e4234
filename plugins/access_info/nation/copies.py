"""The good copy of each member (a province): its state, its files, and what is cached between two builds.

A national build has three steps. *Reading* brings the good copy of each member's published data up to date.
*Working out* computes from each copy the member's part of the site; it needs no other member, so that parts
are made anywhere, in any order, and stay cached as long as the copy does not change. *Putting together* writes
the site from all parts.
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
from access_info.pipeline.incremental.reuse import hash_of
from access_info.pipeline.publish.output import write_below
from access_info.pipeline.trust.copies import UnreadableCopyError
from access_info.pipeline.trust.manifest import ManifestFile
from access_info.source.replacing import replace_file
from access_info.unchanged.store import remove

# What the steps of a national build hand to each other: all of it plain data on disk.


class MemberStanding(StrEnum):
    """Whether a member's copy can be shown, and how fresh it is."""

    CURRENT = "current"
    """Read in this build, and unharmed."""
    STALE = "stale"
    """From an earlier build: shown with its date."""
    EXPIRED = "expired"
    """Too old: only the member's name is shown."""
    NEVER = "never"
    """There is no copy yet."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class MemberState:
    """The state of a member after reading: which files its good copy has, and how old it is.

    Attributes:
        code: Its code, as in `ma_don_vi_hanh_chinh`.
        name: Its name.
        url: Its public address, with a final slash.
        standing: Whether its copy can be shown, and how fresh it is.
        created: The day that its manifest states, ISO; "" without a copy.
        reached: When it was last read unharmed, ISO with zone; "" if never.
        generator: Name and version of the program that made its site, as stated; "" without a copy.
        data_version: The version of its data, `2.0`; "" without a copy.
        failures: Why it was not read in this build, in Vietnamese sentences.
        digest: A hash of the paths and hashes of the used files; equal digests mean equal parts.
        files: Path below its root → SHA-256, hexadecimal, of each used file.
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
        state: The member's state after reading.
        folder: Where the files of `state.files` lie, by their paths.
    """

    state: MemberState
    folder: Path


@dataclasses.dataclass(frozen=True, kw_only=True)
class MemberPart:
    """The files computed from a member's copy, from which the national site is put together.

    Attributes:
        state: The member's state after reading.
        folder: Where these files lie: `tong-hop.json` for the pages, `tim-kiem/` for the search,
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
        """Write a file of the site.

        Args:
            path: Path below the output folder.
            content: Its bytes.
        """
        write_below(self.out, path, content)


# What is kept of each member between two builds: its state, and the files of its good copy.

FOLDER = "thanh-vien"
_STATE = "trang-thai.json"
_FILES = "tep"
_FETCHING = "dang-tai"


@dataclasses.dataclass(frozen=True, kw_only=True)
class KeptMember:
    """The record of a member in the cache, from which the next build sees what is new.

    Attributes:
        state: The member's state, which later steps get.
        newest: The newest day of a trusted list of files, ISO; a list of an older day is a replay.
        manifest: SHA-256 of the list of files (`manifest.json`) that the copy is of.
        etag: The server's ETag of that list.
        seen: When that list itself was last read, ISO with zone.
        trusted: From where that list was read, and which key it was checked with.
        stamps: Size and time of change of each file, by path: they show whether it was touched.
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
    """The folder of one member in the cache: its record and its good copy, from build to build.

    Attributes:
        fetching: Where fetched files lie, named by hash, until all are there and valid.
    """

    def __init__(self, cache: Path, member: Member) -> None:
        """Remember where the folder is; nothing is written yet.

        Raises:
            ValueError: The member's code is not letters and digits, so it can name no folder.
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
        """Return the member's record of the last build, with the member's name and address of today.

        A copy of which a file is gone or was changed is left out, so that it is fetched anew.
        """
        kept = self._read()
        if not kept.state.files or self._is_unharmed(kept):
            return kept
        state = dataclasses.replace(kept.state, files={}, digest="")
        return KeptMember(state=state, newest=kept.newest)

    def write(self, kept: KeptMember) -> None:
        """Write the member's record, and delete copies other than the one that it names."""
        folder = self.files(kept.state.files)
        stamps = {path: _stamp(folder / path) for path in kept.state.files}
        record = {**dataclasses.asdict(kept), "stamps": stamps}
        text = json.dumps(record, ensure_ascii=False, indent=1)
        replace_file(self._root / _STATE, text, sync=False)
        drop_all_but(self._root / _FILES, {folder.name} if kept.state.files else ())

    def copy(self) -> MemberCopy:
        """Return the member's copy as the last reading left it."""
        state = self._read().state
        return MemberCopy(state=state, folder=self.files(state.files))

    def _read(self) -> KeptMember:
        """Read the member's record; an empty one if there is none or it cannot be read.

        The member's name and address of today replace those in the file.
        """
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

    def _is_unharmed(self, kept: KeptMember) -> bool:
        """Tell whether each file of a cached copy is there with the right bytes.

        Files with the recorded size and time are not read; others are hashed.
        """
        folder = self.files(kept.state.files)
        try:
            return all(
                _stamp(folder / path) == kept.stamps.get(path)
                or hash_of(folder / path).hex() == sha256
                for path, sha256 in kept.state.files.items()
            )
        except OSError:
            return False


def digest_of(member: Member, files: Mapping[str, str]) -> str:
    """Hash everything that a member's part is computed from: an equal hash, an equal part.

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
    """Delete the cached folders of former members."""
    drop_all_but(cache / FOLDER, {member.code for member in nation.members})


def drop_all_but(folder: Path, names: Collection[str]) -> None:
    """Delete everything in a folder but some names; the folder may be missing."""
    for path in list(folder.iterdir()) if folder.is_dir() else ():
        if path.name not in names:
            remove(path)


def link_or_copy(source: Path, target: Path) -> None:
    """Give a file a second name by a hard link; copy it where the disk has no links."""
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


# Brings the files of a new copy together: files of the copy before are taken over, others fetched and hashed.

_PART = ".part"


class FileStore:
    """The files of a member by hash: those of the copy before, and those fetched of the new one."""

    def __init__(self, folder: Path, before: Mapping[str, Path]) -> None:
        """Remember where files are.

        Args:
            folder: Where fetched files lie until all files of the new copy are there.
            before: Files of the copy before, by SHA-256, which was checked.
        """
        self._folder, self._before = folder, before

    def path(self, sha256: str) -> Path:
        """Return where the file of a hash is, or will be once it has been fetched."""
        return self._before.get(sha256) or self._folder / sha256

    def forget_others(self, wanted: set[str]) -> None:
        """Delete fetched files that the new copy does not want: left by an earlier, failed reading.

        Args:
            wanted: SHA-256 of the files of the new copy.
        """
        drop_all_but(self._folder, wanted | {f"{sha256}{_PART}" for sha256 in wanted})

    def bring(
        self, source: MemberSource, files: Mapping[str, ManifestFile], access: ReadingAccess
    ) -> None:
        """Fetch the files that the store does not hold yet.

        Args:
            source: Where they come from.
            files: The files, by path at the source.
            access: Says how many are fetched at once.

        Raises:
            UnreadableCopyError: A file cannot be fetched, or has another hash than stated.
        """
        missing = {file.sha256: (path, file) for path, file in files.items() if not self._has(file)}
        self._folder.mkdir(parents=True, exist_ok=True)
        with ThreadPoolExecutor(access.at_once) as pool:
            # At the first error `map` cancels the files that are not begun.
            for _ in pool.map(lambda each: self._bring(source, *each), missing.values()):
                pass

    def lay_out(self, files: Mapping[str, ManifestFile], target: Path) -> None:
        """Put the files of a copy into a folder by their paths: all of them, or none.

        Args:
            files: The files, by path.
            target: The folder; it appears at the end, by renaming.
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
        """Tell whether the store holds a file of the stated size: a power cut may leave an empty one."""
        place = self.path(file.sha256)
        return place.is_file() and place.stat().st_size == file.size

    def _bring(self, source: MemberSource, path: str, file: ManifestFile) -> None:
        """Fetch one file into the store; refuse it if its hash is not the stated one.

        If a part of it lay there from an earlier try, the whole file is fetched once more first.

        Args:
            source: Where it comes from.
            path: Its path at the source.
            file: Its stated size and hash.
        """
        part = self._folder / f"{file.sha256}{_PART}"
        begun = part.exists()
        try:
            source.fetch(path, file.size, part)
        except UnreadableCopyError as error:
            raise UnreadableCopyError(f"tệp {path}: {error}") from None
        if hash_of(part).hex() != file.sha256:
            part.unlink()
            if begun:  # the part from an earlier try may have been damaged
                self._bring(source, path, file)
                return
            raise UnreadableCopyError(
                f"tệp {path} không đúng mã băm ghi trong manifest.json (tệp đã bị sửa, hoặc trang đang được thay)"
            )
        part.rename(self._folder / file.sha256)
