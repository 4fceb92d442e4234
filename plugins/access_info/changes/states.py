"""A state of the data: a folder, or a revision of which only the needed files are laid out.

What a revision holds is written into a private folder with care: no link is made that leads
anywhere, no path leaves the folder, nothing larger than the loader would read is written.
"""

from __future__ import annotations

import dataclasses
import filecmp
import hashlib
import os
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from access_info.changes.git import GitError, ObjectReader, Repository, TreeEntry
from access_info.loading import folders
from access_info.loading.folders import PLACE_FOLDER, agency_ids
from access_info.source.decoding import MAX_BYTES

_LINK = "120000"
# Longest empty file that is made in place of a stored one, whatever size git reports.
_ENDLESS = 1 << 40
# Attachments are only laid out whole when they changed and are no larger than may be published.
_MAX_ATTACHMENT = 25 << 20
_NOWHERE = "khong-dan-toi-dau"
# Characters that Windows cannot have in a file's name, or that would break a line of a report.
_UNUSABLE = re.compile(r"[\\:\x00-\x1f\x7f-\x9f\u2028\u2029]")


@dataclasses.dataclass(frozen=True)
class StateFile:
    """A file of a state.

    Attributes:
        size: Bytes.
        path: Its path on disk; `None` while it is only in git's store.
        stored: Its entry in git's store, or `None`.
    """

    size: int
    path: Path | None = None
    stored: TreeEntry | None = None


@dataclasses.dataclass(eq=False)
class State:
    """The agencies' data at one moment.

    Attributes:
        label: The state's name for people.
        folder: The folder of agencies, as far as it is laid out.
        entries: Every file by path below that folder, NFC.
        repository: The repository that holds the state; `None` for a folder on disk.
        remarks: Notes for people about what could not be taken over.
        skipped: Files whose name cannot be used: the name as shown, and git's number.
    """

    label: str
    folder: Path
    entries: Mapping[str, StateFile]
    repository: Repository | None = None
    remarks: tuple[str, ...] = ()
    skipped: Mapping[str, str] = dataclasses.field(default_factory=dict)
    _hashes: dict[str, str] = dataclasses.field(default_factory=dict)

    @property
    def ids(self) -> list[str]:
        """Folder names of all agencies."""
        return agency_ids(self.folder)[0]

    def sha256(self, path: str) -> str:
        """Return a file's SHA-256; "" when it is not there or cannot be read."""
        if path not in self._hashes:
            try:
                self._hashes[path] = self._hash(self.entries[path])
            except (KeyError, OSError, GitError):
                self._hashes[path] = ""
        return self._hashes[path]

    def _hash(self, entry: StateFile) -> str:
        """Return the SHA-256 of a file, read from disk or from git's store."""
        digest = hashlib.sha256()
        if entry.stored is not None and self.repository is not None:
            with self.repository.reader() as reader:
                for piece in reader.read(entry.stored):
                    digest.update(piece)
        elif entry.path is not None and entry.path.is_file():
            with entry.path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        return digest.hexdigest()

    def contents(self, paths: Collection[str]) -> Iterator[tuple[str, bytes]]:
        """Yield path and bytes of each wanted data file that is readable and not too large to load."""
        wanted = [
            (path, entry)
            for path, entry in self.entries.items()
            if path in paths and entry.size <= MAX_BYTES
        ]
        if self.repository is None:
            for path, entry in wanted:
                if entry.path is not None and entry.path.is_file() and not entry.path.is_symlink():
                    yield path, entry.path.read_bytes()
            return
        with self.repository.reader() as reader:
            for path, entry in wanted:
                if entry.stored is not None and entry.stored.mode.startswith("100"):
                    yield path, b"".join(reader.read(entry.stored))

    def lay_out(self, agencies: Collection[str], whole: Collection[str]) -> None:
        """Write some agencies' files below `folder`, if the state is still in git's store.

        Args:
            agencies: Folder names.
            whole: Paths of attachments that are wanted with their content; others only have
                their size.
        """
        if self.repository is None:
            return
        wanted = {*agencies, folders.JURISDICTION_FILE, PLACE_FOLDER}
        with self.repository.reader() as reader:
            for path, entry in self.entries.items():
                if path.partition("/")[0] in wanted and entry.stored is not None:
                    is_whole = path in whole or path.startswith(f"{PLACE_FOLDER}/")
                    _write(reader, entry.stored, self.folder / path, whole=is_whole)


def differing(base: State, head: State) -> Iterator[str]:
    """Yield the paths of files that are in one state only, or hold other bytes in each."""
    for path in sorted({*base.entries, *head.entries}):
        if not same(base.entries.get(path), head.entries.get(path)):
            yield path


def same(entry: StateFile | None, other: StateFile | None) -> bool:
    """Tell whether two files hold the same bytes; two absent files do.

    Files in git's store are compared by git's object ids, without reading them.
    """
    if entry is None or other is None:
        return entry is other
    if entry.stored is not None and other.stored is not None:
        return (entry.stored.id, entry.stored.mode) == (other.stored.id, other.stored.mode)
    if entry.size != other.size:
        return False
    try:
        if entry.path is not None and other.path is not None:
            return filecmp.cmp(entry.path, other.path, shallow=False)
        stored, path = (entry.stored, other.path) if entry.stored else (other.stored, entry.path)
        if stored is None or path is None or (stored.mode == _LINK) != path.is_symlink():
            return False
        return _object_id(path, stored.id) == stored.id
    except OSError:
        return False


def _object_id(path: Path, like: str) -> str:
    """Return the object id that git would give a file on disk; "" if there is no file.

    It is the hash of a header and the content, for a link of the link's target. So a file on
    disk can be compared with one in git's store without reading the latter.

    Args:
        path: The file.
        like: Another object id of the repository, whose length tells which hash it uses.
    """
    digest = hashlib.new("sha256" if len(like) == 64 else "sha1", usedforsecurity=False)  # noqa: PLR2004
    if path.is_symlink():
        leads = os.readlink(os.fsencode(path))  # noqa: PTH115 - a Path drops `./`
        digest.update(b"blob %d\0%b" % (len(leads), leads))
        return digest.hexdigest()
    if not path.is_file():
        return ""
    digest.update(f"blob {path.stat().st_size}\0".encode())
    with path.open("rb") as file:
        for piece in iter(lambda: file.read(1 << 20), b""):
            digest.update(piece)
    return digest.hexdigest()


@dataclasses.dataclass(frozen=True)
class AgencySides:
    """The files of an agency in two states, in which its folder may have two names.

    Attributes:
        base: The earlier state.
        head: The later state.
        was: The folder's name in the earlier state.
        now: The folder's name in the later state.
    """

    base: State
    head: State
    was: str
    now: str

    def are_same(self, path: str) -> bool:
        """Tell whether the file of a path below the folder has the same bytes on both sides."""
        before, after = f"{self.was}/{path}", f"{self.now}/{path}"
        return same(self.base.entries.get(before), self.head.entries.get(after))

    def hash_before(self, path: str) -> str:
        """Return the SHA-256 of a file on the earlier side; "" when unknown."""
        return self.base.sha256(f"{self.was}/{path}")

    def hash_after(self, path: str) -> str:
        """Return the SHA-256 of a file on the later side; "" when unknown."""
        return self.head.sha256(f"{self.now}/{path}")


def folder_state(label: str, folder: Path) -> State:
    """Return the state of a folder of agencies on disk."""
    return State(label, folder, dict(_walk(folder, "")))


def _walk(folder: Path, ahead: str) -> Iterator[tuple[str, StateFile]]:
    """Yield path and `StateFile` of every file below a folder; links are not followed.

    Templates (`_mau`) and hidden files at the top are left out: they are no agencies.

    Args:
        folder: The folder.
        ahead: The folder's own path below the top, with `/` at its end; "" for the top.
    """
    try:
        listing = sorted(os.scandir(folder), key=lambda child: child.name)
    except OSError:
        return
    for child in listing:
        name = unicodedata.normalize("NFC", child.name)
        if not ahead and (name == "_mau" or name.startswith(".")):
            continue
        if child.is_dir(follow_symlinks=False):
            yield from _walk(Path(child.path), f"{ahead}{name}/")
        else:
            size = child.stat(follow_symlinks=False).st_size
            yield f"{ahead}{name}", StateFile(size, Path(child.path))


def revision_state(
    label: str, repository: Repository, commit: str, agencies: str, room: Path
) -> State:
    """Return the state of a git revision, whose files are listed but not yet written to disk.

    Agencies' folders are empty until `State.lay_out`; files beside them are placeholders of the
    right kind and size. Paths that cannot be written safely, or that come twice, are `skipped`.
    Templates (`_mau`) are left out: they are no agencies.

    Args:
        label: The state's name for people.
        repository: The repository that holds the revision.
        commit: The commit's id.
        agencies: Path of the folder of agencies below the top.
        room: An empty private folder, which takes the agencies' folders.
    """
    stored = repository.files(commit, agencies)
    remarks = []
    if stored is None:
        remarks.append(f"Bản {label} không có thư mục “{agencies}”: coi như chưa có cơ quan nào.")
    entries: dict[str, StateFile] = {}
    skipped: dict[str, str] = {}
    for tree_entry in stored or ():
        path = _safe_path(tree_entry.path)
        if path is None or path in entries:
            skipped[tree_entry.path.decode("utf-8", "replace")] = tree_entry.id
        elif not path.startswith("_mau/"):
            entries[path] = StateFile(tree_entry.size, None, tree_entry)
    for name in {path.partition("/")[0] for path in entries if "/" in path}:
        (room / name).mkdir()
    for path, entry in entries.items():
        # Files beside the agencies are only told by kind and name: a placeholder will do, without bytes.
        # A link stays a link, so that nobody takes it for an agency's folder.
        if "/" not in path and entry.stored is not None and path != folders.JURISDICTION_FILE:
            _write(None, entry.stored, room / path, whole=False)
    return State(label, room, entries, repository, tuple(remarks), skipped)


def _safe_path(stored: bytes) -> str | None:
    """Return a path in git's store as text (NFC); `None` for a path that is not safe to write.

    It could leave its folder (`..`), or cannot be written everywhere: a name over 255 bytes, a colon …
    """
    try:
        path = unicodedata.normalize("NFC", stored.decode("utf-8"))
    except UnicodeDecodeError:
        return None
    parts = path.split("/")
    odd = any(part in {"", ".", ".."} or len(part.encode()) > 255 for part in parts)  # noqa: PLR2004
    return None if odd or _UNUSABLE.search(path) else path


def _write(reader: ObjectReader | None, entry: TreeEntry, path: Path, *, whole: bool) -> None:
    """Write one file of a git revision to disk, as far as the loader will read it.

    Of what the loader refuses or does not read (links, submodules, large files), only kind and
    size are written, so that the loader reports them as it does for a folder on disk.

    Args:
        reader: Reads the file's bytes; without one the file gets its size alone.
        entry: The file.
        path: Where it is written.
        whole: Whether an attachment's bytes are wanted too.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if entry.mode == _LINK:
            # The loader names links and never follows them; this one leads nowhere.
            path.symlink_to(_NOWHERE)
            return
        if not entry.mode.startswith("100"):
            path.mkdir(exist_ok=True)
            return
        attachment = f"/{folders.FILES_FOLDER}/".encode() in entry.path
        most = _MAX_ATTACHMENT if whole else MAX_BYTES
        with path.open("xb") as file:
            if reader is None or entry.size > most or (attachment and not whole):
                file.truncate(min(entry.size, _ENDLESS))
                return
            for piece in reader.read(entry):
                file.write(piece)
    except OSError:
        return  # no file system here can hold it, so the loader will miss it too
