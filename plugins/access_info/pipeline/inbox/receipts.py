"""What was received, by agency and content: kept on disk, so that a run that was ended goes on."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import json
import shutil
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from access_info.source import replace_file

_SHORT = 12


class FileStage(StrEnum):
    """How far a file has come."""

    WAITING = "waiting"
    PROPOSED = "proposed"
    PUSHED = "pushed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Receipt:
    """A file that was received.

    Attributes:
        agency: The agency's id.
        digest: SHA-256 of the content, in hexadecimal; of a thing that is no file or too large to be
            read, of its name, size and time.
        received: When, with a time zone.
        name: What the sender called it, fit to be printed; "" once the original is deleted.
        original: Name of the original below the agency's folder of originals; "" when there is none.
        seen: The file in the inbox: its disk, its number there, its time.
        stage: How far it has come.
        tries: How often work on it was begun.
        why: Why it is no file that can be read, in Vietnamese; else "".
        summary: What came of it, in a few words.
    """

    agency: str
    digest: str
    received: datetime.datetime
    name: str
    original: str = ""
    seen: str = ""
    stage: FileStage = FileStage.WAITING
    tries: int = 0
    why: str = ""
    summary: str = ""

    @property
    def number(self) -> str:
        """What people call it by: `2026-11-28-3f9ac2d01b7e`."""
        return f"{self.received:%Y-%m-%d}-{self.digest[:_SHORT]}"

    @property
    def branch(self) -> str:
        """The branch that it becomes."""
        return f"{branches_of(self.agency)}{self.digest[:_SHORT]}"


def branches_of(agency: str) -> str:
    """Return how the names of an agency's branches begin."""
    return f"hop-thu/{agency}/"


class Workroom:
    """The folder where the inbox is worked on: outside the repository, for this command alone.

    Attributes:
        folder: The folder.
        tree: Where the work tree stands while it is needed.
    """

    def __init__(self, folder: Path) -> None:
        """Take the folder; it is made by `open`."""
        self.folder = folder
        self.tree = folder / "kho"
        self._records = folder / "so"

    def open(self) -> None:
        """Make the folder, readable by its owner alone."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def originals(self, agency: str) -> Path:
        """Return the folder of an agency's originals."""
        return self.folder / "goc" / agency

    def original(self, receipt: Receipt) -> Path:
        """Return the path of an original."""
        return self.originals(receipt.agency) / receipt.original

    def results(self, receipt: Receipt) -> Path:
        """Return the folder of what came of a file."""
        return self.folder / "ket-qua" / receipt.agency / receipt.number

    def letter(self, receipt: Receipt, suffix: str = "") -> Path:
        """Return the path of a letter that waits to be sent."""
        return self.folder / "gui-di" / f"{receipt.agency}-{receipt.number}{suffix}.eml"

    def record(self, agency: str, digest: str) -> Path:
        """Return the path of a receipt."""
        return self._records / agency / f"{digest}.json"

    def find(self, agency: str, digest: str) -> Receipt | None:
        """Return the receipt of a content; `None` if it was not received."""
        return _read(self.record(agency, digest))

    def save(self, receipt: Receipt) -> Receipt:
        """Write a receipt, whole or not at all, and return it."""
        plain = {**dataclasses.asdict(receipt), "received": receipt.received.isoformat()}
        text = json.dumps(plain, ensure_ascii=False, indent=1)
        replace_file(self.record(receipt.agency, receipt.digest), f"{text}\n")
        return receipt

    def receipts(self) -> list[Receipt]:
        """List all receipts, in the order of their arrival."""
        read = [_read(path) for path in self._records.glob("*/*.json")]
        known = [receipt for receipt in read if receipt is not None]
        return sorted(known, key=lambda one: (one.received, one.agency, one.digest))

    def expire(self, today: datetime.date, keep_days: int) -> Iterator[Receipt]:
        """Delete originals, and what quotes them, after their time; the receipts stay, without names.

        Args:
            today: The day.
            keep_days: Days that they are kept after the day they came.

        Yields:
            The receipts whose originals are deleted.
        """
        for receipt in self.receipts():
            age = (today - receipt.received.date()).days
            if receipt.stage is FileStage.WAITING or age <= keep_days or not receipt.name:
                continue
            if receipt.original:
                self.original(receipt).unlink(missing_ok=True)
            shutil.rmtree(self.results(receipt), ignore_errors=True)
            for letter in self.letter(receipt).parent.glob(f"{self.letter(receipt).stem}*.eml"):
                letter.unlink(missing_ok=True)
            self.save(dataclasses.replace(receipt, name="", original=""))
            yield receipt

    def clear_leftovers(self) -> None:
        """Remove what a killed run had begun to write."""
        for left in (*self.folder.glob("goc/*/.*.part"), *self.folder.glob("*/**/.*.new")):
            with contextlib.suppress(OSError):
                left.unlink()


def _read(path: Path) -> Receipt | None:
    try:
        plain = json.loads(path.read_text(encoding="utf-8"))
        plain["received"] = datetime.datetime.fromisoformat(plain["received"])
        plain["stage"] = FileStage(plain["stage"])
        return Receipt(**plain)
    except (OSError, ValueError, KeyError, TypeError):
        return None
