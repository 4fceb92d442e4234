"""The tree of `agencies/`: folders, data files, attachments; the only reader of that tree."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

from access_info.loading import rules
from access_info.model.items import CONDITIONAL, DISCLOSURE, LISTS
from access_info.model.registry import Attachment
from access_info.model.types import did_you_mean, fold
from access_info.problems import Location, Problem
from access_info.source.cures.rules import UNREADABLE

JURISDICTION_FILE = "_dia-ban.yml"
PROFILE = "co-quan.yml"
DISCLOSURE_FILE = LISTS[DISCLOSURE].file
CONDITIONAL_FILE = LISTS[CONDITIONAL].file
CORRECTIONS = "dinh-chinh.yml"
DATA_FILES = (PROFILE, DISCLOSURE_FILE, CONDITIONAL_FILE, CORRECTIONS)
DISCLOSURE_FOLDER: str = DISCLOSURE
STATISTICS_FOLDER = "thong-ke"
FILES_FOLDER = "tep"
PAGES_FOLDER = "trang"
FOLDERS = (DISCLOSURE_FOLDER, STATISTICS_FOLDER, FILES_FOLDER, PAGES_FOLDER)
RESERVED_IDS = frozenset({"loai", "a-z"})

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_YAML_ENDING = re.compile(r"\.(ya?ml)(\.txt)?$", re.IGNORECASE)
# Endings that a browser would run: “.html”, “.svg”, “.js”; not “.json”.
_ACTIVE = re.compile(
    r"\.(?:x?html?|xht|shtml|mht|mhtml|svgz?|xml|xslt?|m?js|hta|swf)$", re.IGNORECASE
)
# Files of systems and editors: “.git”, “~$so.docx”, “Thumbs.db”, “a~”, “a.bak”; not “a.yml”.
_CLUTTER = re.compile(r"^(\.|~\$|Thumbs\.db$|desktop\.ini$)|~$|\.(bak|swp|tmp)$", re.IGNORECASE)


@dataclasses.dataclass(frozen=True)
class AgencyFolder:
    """One agency's files on disk.

    Attributes:
        id: The folder's name.
        path: The folder.
        texts: Data files and free pages by path below the folder, with `/`.
        attachments: Files below `tep/` by path below the folder.
        problems: What is wrong with names and kinds of files.
    """

    id: str
    path: Path
    texts: Mapping[str, Path]
    attachments: Mapping[str, Attachment]
    problems: tuple[Problem, ...]
    _digests: dict[str, str] = dataclasses.field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def appearance(self) -> str:
        """Hash size and times of each file, without reading any.

        The change time cannot be set by programs (stat(2), `st_ctime`), so equal appearance
        means equal content, as for git's index.
        """
        digest = hashlib.blake2b(digest_size=16)
        for name, path in self.texts.items():
            try:
                stat = path.stat()
            except OSError:
                return ""
            seen = (name, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)
            digest.update(repr(seen).encode())
        for name, attachment in self.attachments.items():
            digest.update(f"{name} {attachment.size} {attachment.changed}".encode())
        digest.update(repr(self.problems).encode())
        return digest.hexdigest()

    def digest(self, name: str) -> str:
        """Return the SHA-256 of an attachment, read once.

        Args:
            name: Its path below the folder.

        Raises:
            OSError: The file cannot be read.
        """
        if name not in self._digests:
            with (self.path / name).open("rb") as file:
                self._digests[name] = hashlib.file_digest(file, "sha256").hexdigest()
        return self._digests[name]

    def contents(self) -> str:
        """Hash everything that the agency's pages are made from, attachments byte by byte.

        Raises:
            OSError: An attachment cannot be read.
        """
        digest = hashlib.blake2b(self.fingerprint().encode(), digest_size=16)
        for name in self.attachments:
            digest.update(self.digest(name).encode())
        return digest.hexdigest()

    def fingerprint(self) -> str:
        """Hash everything that the agency's duties are judged by: of attachments, names and sizes."""
        digest = hashlib.blake2b(digest_size=16)
        for name, path in self.texts.items():
            try:
                content = path.read_bytes()
            except OSError:
                content = b"?"
            digest.update(f"{name}\0{len(content)}\0".encode())
            digest.update(content)
        for name, attachment in self.attachments.items():
            digest.update(f"{name}\0{attachment.size}\0".encode())
        for problem in self.problems:
            digest.update(repr(problem).encode())
        return digest.hexdigest()


def is_agency_id(name: str) -> bool:
    """Tell whether a name can be an agency's folder and a part of its address."""
    return bool(ID.fullmatch(name)) and name not in RESERVED_IDS


def bad_agency_id(name: str, location: Location) -> Problem:
    """Build the problem of a name that is no agency id, with a name that would do."""
    right = fold(name) or "so-tu-phap"
    if right in RESERVED_IDS:
        right = f"co-quan-{right}"
    return rules.BAD_FOLDER.at(location, name=name, right=right)


def agency_ids(agencies: Path) -> tuple[list[str], list[Problem]]:
    """Return the agencies' folder names, sorted, and problems of what should not be there."""
    if not agencies.is_dir():
        return [], [rules.NO_FOLDER.at(Location(agencies.as_posix()), name=agencies.name)]
    ids: list[str] = []
    problems: list[Problem] = []
    for entry in _entries(agencies):
        name = unicodedata.normalize("NFC", entry.name)
        if _CLUTTER.search(name):
            continue
        location = Location(Path(entry.path).as_posix())
        refused = _refused(entry, name)
        if refused is not None:
            problems.append(refused)
        elif name.startswith("_") or not entry.is_dir():
            problems.extend(_misnamed(entry, (JURISDICTION_FILE,)))
        elif not is_agency_id(name):
            problems.append(bad_agency_id(name, location))
        else:
            ids.append(name)
    return ids, problems


def read_folder(path: Path) -> AgencyFolder:
    """List one agency's folder."""
    texts: dict[str, Path] = {}
    attachments: dict[str, Attachment] = {}
    problems: list[Problem] = []
    for entry in _entries(path):
        name = unicodedata.normalize("NFC", entry.name)
        if _CLUTTER.search(name):
            continue
        refused = _refused(entry, name)
        if refused is not None:
            problems.append(refused)
        elif entry.is_dir():
            if name == FILES_FOLDER:
                attachments = dict(_attachments(Path(entry.path), FILES_FOLDER, problems))
            elif name in FOLDERS:
                texts.update(_texts(Path(entry.path), name, problems))
            else:
                problems.append(_unknown(_place(entry), name, (*DATA_FILES, *FOLDERS)))
        elif name in DATA_FILES:
            texts[name] = Path(entry.path)
        else:
            problems.extend(_misnamed(entry, DATA_FILES))
    if PROFILE not in texts:
        misnamed = any(problem.code == rules.WRONG_ENDING.code for problem in problems)
        if not (misnamed and f"“{PROFILE}”" in " ".join(p.cure for p in problems)):
            problems.append(
                rules.NO_PROFILE.at(Location((path / PROFILE).as_posix()), name=path.name)
            )
    ordered = {name: texts[name] for name in sorted(texts, key=_reading_order)}
    return AgencyFolder(path.name, path, ordered, attachments, tuple(problems))


def _reading_order(name: str) -> tuple[int, str]:
    return (DATA_FILES.index(name) if name in DATA_FILES else len(DATA_FILES), name)


def _entries(path: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(path) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return []


def _place(entry: os.DirEntry[str]) -> Location:
    """Return an entry's place; made for problems alone, since entries are very many."""
    return Location(Path(entry.path).as_posix())


def _refused(entry: os.DirEntry[str], name: str) -> Problem | None:
    """Return the problem of a link elsewhere or of a pipe; `None` for a file or a folder."""
    if entry.is_symlink():
        return rules.SYMLINK.at(_place(entry), name=name)
    if not entry.is_dir() and not entry.is_file():
        return UNREADABLE.at(_place(entry), reason="đây không phải tệp thường")
    return None


def _texts(folder: Path, name: str, problems: list[Problem]) -> Iterator[tuple[str, Path]]:
    """Yield the data files or pages of a sub-folder."""
    ending = ".md" if name == PAGES_FOLDER else ".yml"
    for entry in _entries(folder):
        shown = unicodedata.normalize("NFC", entry.name)
        if _CLUTTER.search(shown):
            continue
        refused = _refused(entry, shown)
        if refused is not None:
            problems.append(refused)
        elif entry.is_dir():
            problems.append(rules.STRAY_FILE.at(_place(entry), name=shown))
        elif not shown.endswith(ending):
            right = _right_ending(shown, ending)
            if right:
                problems.append(rules.WRONG_ENDING.at(_place(entry), name=shown, right=right))
            else:
                problems.append(rules.STRAY_FILE.at(_place(entry), name=shown))
        elif name == STATISTICS_FOLDER and not re.fullmatch(r"\d{4}\.yml", shown, re.ASCII):
            problems.append(rules.YEAR_NAME.at(_place(entry), name=shown))
        elif name == PAGES_FOLDER and not ID.fullmatch(shown[:-3]):
            problems.append(rules.PAGE_NAME.at(_place(entry), name=shown, right=fold(shown[:-3])))
        else:
            yield f"{name}/{shown}", Path(entry.path)


def _attachments(
    folder: Path, prefix: str, problems: list[Problem]
) -> Iterator[tuple[str, Attachment]]:
    seen: dict[str, str] = {}
    for entry in _entries(folder):
        name = unicodedata.normalize("NFC", entry.name)
        if _CLUTTER.search(name):
            continue
        other = seen.setdefault(name.casefold(), name)
        refused = _refused(entry, name)
        if refused is not None:
            problems.append(refused)
        elif other != name:
            problems.append(rules.SAME_NAME.at(_place(entry), name=name, other=other))
        elif entry.is_dir():
            yield from _attachments(Path(entry.path), f"{prefix}/{name}", problems)
        elif _ACTIVE.search(name):
            problems.append(rules.ACTIVE_FILE.at(_place(entry), name=name))
        else:
            stat = entry.stat()
            yield f"{prefix}/{name}", Attachment(size=stat.st_size, changed=stat.st_mtime_ns)


def _misnamed(entry: os.DirEntry[str], known: tuple[str, ...]) -> Iterator[Problem]:
    """Yield the problem of a file that is none of the known ones."""
    name = unicodedata.normalize("NFC", entry.name)
    if name in known or name == "README.md":
        return
    right = _right_ending(name, ".yml")
    if right in known:
        yield rules.WRONG_ENDING.at(_place(entry), name=name, right=right)
    elif right or _YAML_ENDING.search(name):
        yield _unknown(_place(entry), name, known)
    elif not entry.is_dir():
        yield rules.STRAY_FILE.at(_place(entry), name=name)


def _right_ending(name: str, ending: str) -> str:
    """Return the name with the right ending; "" if its ending is no near miss."""
    pattern = _YAML_ENDING if ending == ".yml" else re.compile(r"\.(md|markdown)(\.txt)?$", re.I)
    match = pattern.search(name)
    if match is None or name.endswith(ending):
        return ""
    return name[: match.start()].lower() + ending


def _unknown(location: Location, name: str, known: tuple[str, ...]) -> Problem:
    problem = rules.UNKNOWN_FILE.at(location, name=name, hint=did_you_mean(name, known), choices="")
    cure = rules.UNKNOWN_FILE.cure.format(choices=", ".join(known))
    return dataclasses.replace(problem, cure=cure)
