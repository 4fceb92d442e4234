"""The inbox's folder → originals and receipts: nothing is followed, run, or taken for what it says it is."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import os
import stat
from collections.abc import Collection, Iterator
from pathlib import Path

from access_info.loading.folders import is_agency_id
from access_info.model.declarations.suggestions import did_you_mean
from access_info.office_files.limits import LIMITS, MEGABYTE, Purpose
from access_info.pipeline.inbox import rules
from access_info.pipeline.inbox.receipts import Receipt, Workroom
from access_info.pipeline.inbox.settings import InboxSettings
from access_info.problems import Location, Problem, quotable
from access_info.source import system_reason

_MOST_BYTES = LIMITS[Purpose.LIST].file
_PIECE = 1 << 20
_LONGEST_NAME = 120
# Being written, or left by a program that has a file open: “.danh-muc.xlsx.x7Q”, “~$so.docx”, “a.part”.
_UNFINISHED = (".part", ".filepart", ".crdownload", ".tmp", ".download", ".partial")
# Endings that originals keep, for who looks at them; what a file is, its content tells.
_ENDINGS = frozenset({".xlsx", ".xls", ".ods", ".docx", ".csv", ".doc", ".pdf"})
_ALIKE = 0.75
_LINK = "đây là lối tắt, không phải tệp; hãy gửi chính tệp ấy"
_FOLDER = "đây là một thư mục; hãy gửi từng tệp, không gửi thư mục"
_DEVICE = "đây không phải tệp thường"
_TOO_LARGE = f"tệp lớn trên {_MOST_BYTES // MEGABYTE} MB; hãy chép riêng bảng danh mục sang một tệp mới rồi gửi"


@dataclasses.dataclass(kw_only=True)
class Intake:
    """What came of looking through the inbox.

    Attributes:
        taken: Files that were received now.
        again: Files that had been received before, as they were then.
        unfinished: How many are being written.
        problems: What whoever runs the inbox must see to.
    """

    taken: list[Receipt] = dataclasses.field(default_factory=list)
    again: list[Receipt] = dataclasses.field(default_factory=list)
    unfinished: int = 0
    problems: list[Problem] = dataclasses.field(default_factory=list)


def take_in(
    inbox: Path,
    office: Workroom,
    settings: InboxSettings,
    known: Collection[str],
    *,
    now: datetime.datetime,
    before: float,
) -> Intake:
    """Move every finished file of known agencies to the originals, each with a receipt.

    A file is copied first, then noted, then removed: ended at any moment, none is lost and none is
    received twice.

    Args:
        inbox: The folder that others fill.
        office: The folder where it is worked on.
        settings: Who sends.
        known: Ids of all agencies.
        now: The moment that receipts bear.
        before: Seconds since the epoch: a file that was written later may still grow.
    """
    intake = _Intake(office, now, before)
    for entry in _entries(inbox):
        if entry.name.startswith("."):
            continue
        place, name = Location(Path(entry.path).as_posix()), printable(entry.name)
        if not entry.is_dir(follow_symlinks=False):
            if not _is_unfinished(entry.name):
                intake.found.problems.append(rules.STRAY_FILE.at(place, name=name))
            continue
        try:
            if all(_is_unfinished(inner.name) for inner in _entries(Path(entry.path))):
                continue
        except OSError as error:
            reason = system_reason(error)
            intake.found.problems.append(rules.NOT_READ.at(place, name=name, reason=reason))
            continue
        if entry.name not in known or not is_agency_id(entry.name):
            hint = did_you_mean(name, known, alike=_ALIKE)
            intake.found.problems.append(rules.UNKNOWN_AGENCY.at(place, name=name, hint=hint))
        elif entry.name not in settings.addresses:
            problem = rules.NO_ADDRESS.at(place, agency=entry.name, file=settings.name)
            intake.found.problems.append(problem)
        else:
            intake.take_folder(Path(entry.path), entry.name)
    return intake.found


class _Intake:
    def __init__(self, office: Workroom, now: datetime.datetime, before: float) -> None:
        self._office = office
        self._now = now
        self._before = before
        self.found = Intake()

    def take_folder(self, folder: Path, agency: str) -> None:
        for entry in _entries(folder):
            if _is_unfinished(entry.name):
                self.found.unfinished += 1
                continue
            path = Path(entry.path)
            try:
                self._take(path, agency, path.lstat())
            except FileNotFoundError:
                continue  # taken back by the sender meanwhile
            except OSError as error:
                place, name = Location(path.as_posix()), printable(entry.name)
                reason = system_reason(error)
                self.found.problems.append(rules.NOT_READ.at(place, name=name, reason=reason))

    def _take(self, path: Path, agency: str, look: os.stat_result) -> None:
        if stat.S_ISLNK(look.st_mode):
            self._refuse(path, agency, look, _LINK)
        elif stat.S_ISDIR(look.st_mode):
            self._refuse(path, agency, look, _FOLDER)
        elif not stat.S_ISREG(look.st_mode):
            self._refuse(path, agency, look, _DEVICE)
        elif look.st_mtime > self._before:
            self.found.unfinished += 1
        elif look.st_size > _MOST_BYTES:
            self._refuse(path, agency, look, _TOO_LARGE)
        else:
            self._copy(path, agency, look)

    def _copy(self, path: Path, agency: str, look: os.stat_result) -> None:
        folder = self._office.originals(agency)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        copy = folder / f".{os.getpid()}.part"
        digest = _copied(path, copy, look)
        if digest is None:
            copy.unlink(missing_ok=True)
            self.found.unfinished += 1
            return
        known = self._office.find(agency, digest)
        if known is None:
            original = f"{digest}{_ending(path.name)}"
            copy.replace(folder / original)
            known = self._office.save(
                Receipt(
                    agency=agency,
                    digest=digest,
                    received=self._now,
                    name=printable(path.name),
                    original=original,
                    seen=_identity(look),
                )
            )
            self.found.taken.append(known)
            self._remove(path, look)
        else:
            copy.unlink()
            # The very file of that time, which could not be removed then, is no second sending.
            if self._remove(path, look) and known.seen != _identity(look):
                self.found.again.append(known)

    def _refuse(self, path: Path, agency: str, look: os.stat_result, why: str) -> None:
        """Receive something that is not read, once; it stays, but for a file that can be moved."""
        seen = f"{agency}\0{path.name}\0{look.st_size}\0{look.st_mtime_ns}"
        digest = hashlib.sha256(seen.encode("utf-8", "surrogateescape")).hexdigest()
        if self._office.find(agency, digest) is not None:
            return
        original = ""
        if stat.S_ISREG(look.st_mode):
            folder = self._office.originals(agency)
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                path.rename(folder / digest)
                original = digest
            except OSError as error:
                self._not_removed(path, error)
        receipt = Receipt(
            agency=agency,
            digest=digest,
            received=self._now,
            name=printable(path.name),
            original=original,
            why=why,
        )
        self.found.taken.append(self._office.save(receipt))

    def _remove(self, path: Path, look: os.stat_result) -> bool:
        """Remove a file that was copied, unless it is another by now."""
        try:
            if _same(path.lstat(), look):
                path.unlink()
        except FileNotFoundError:
            return True
        except OSError as error:
            self._not_removed(path, error)
            return False
        return True

    def _not_removed(self, path: Path, error: OSError) -> None:
        place, name = Location(path.as_posix()), printable(path.name)
        problem = rules.NOT_REMOVED.at(place, name=name, reason=system_reason(error))
        self.found.problems.append(problem)


def printable(name: str) -> str:
    """Return a file's name as it can be printed anywhere; it is never used as a name again."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return quotable(text, longest=_LONGEST_NAME)


def _copied(path: Path, copy: Path, look: os.stat_result) -> str | None:
    """Copy a file that must stay as it was looked at; return its digest, `None` if it does not."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    source = os.open(path, flags | getattr(os, "O_BINARY", 0))
    with os.fdopen(source, "rb") as file:
        if not _same(os.fstat(source), look):
            return None
        digest = hashlib.sha256()
        left = _MOST_BYTES
        copy.unlink(missing_ok=True)
        target = os.open(
            copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600
        )
        with os.fdopen(target, "wb") as out:
            while left >= 0 and (piece := file.read(_PIECE)):
                digest.update(piece)
                out.write(piece)
                left -= len(piece)
            out.flush()
            os.fsync(target)
        is_whole = _same(os.fstat(source), look) and left >= 0
    return digest.hexdigest() if is_whole else None


def _same(one: os.stat_result, other: os.stat_result) -> bool:
    return all(
        getattr(one, name) == getattr(other, name)
        for name in ("st_dev", "st_ino", "st_mode", "st_size", "st_mtime_ns")
    )


def _identity(look: os.stat_result) -> str:
    return f"{look.st_dev}-{look.st_ino}-{look.st_mtime_ns}"


def _is_unfinished(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower().endswith(_UNFINISHED)


def _ending(name: str) -> str:
    ending = Path(name).suffix.lower()
    return ending if ending in _ENDINGS else ""


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as listing:
        yield from sorted(listing, key=lambda entry: entry.name)
