"""An inbox beside a province's repository, files that clerks send, and the command itself."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

from proposal_repository import git

from access_info.cli import main

DAY = "2026-11-24"
HEADINGS = ("STT", "Tên thông tin", "Số, ký hiệu", "Ngày ban hành", "Đơn vị")
SETTINGS = """\
thu_dien_tu: "hop-thu@mau.example"
co_quan:
- ma: "so-tu-phap"
  thu_dien_tu: "van-thu@so-tu-phap.mau.example"
- ma: "xa-mau"
  thu_dien_tu: "van-thu@xa-mau.mau.example"
"""


def table(*titles: str) -> bytes:
    """A list as CSV, one row a title."""
    rows = [
        (str(number), title, f"{number}/KH-UBND", "03/9/2026", "Văn phòng")
        for number, title in enumerate(titles, start=1)
    ]
    return as_csv([HEADINGS, *rows])


def as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows as CSV."""
    file = io.StringIO(newline="")
    csv.writer(file).writerows(rows)
    return file.getvalue().encode("utf-8-sig")


class Inbox:
    """A folder with a repository `kho`, an inbox `den` and what is worked on, `xu-ly`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.kho, self.den, self.work = folder / "kho", folder / "den", folder / "xu-ly"

    @classmethod
    def lay_out(cls, folder: Path, repository: Path) -> Inbox:
        """One with a copy of a repository."""
        shutil.copytree(repository, folder / "kho")
        inbox = cls(folder)
        for agency in ("so-tu-phap", "xa-mau"):
            (inbox.den / agency).mkdir(parents=True)
        (folder / "hop-thu.yml").write_text(SETTINGS, encoding="utf-8")
        return inbox

    def send(self, name: str, content: bytes, agency: str = "xa-mau") -> Path:
        """Puts a file into an agency's folder."""
        path = self.den / agency / name
        path.write_bytes(content)
        return path

    def words(self, *options: str, day: str = DAY, settle: int = 0) -> list[str]:
        """The command line."""
        given = ("--repository", str(self.kho), f"--settle={settle}", f"--as-of={day}")
        return ["inbox", str(self.den), *given, *options]

    def run(self, *options: str, day: str = DAY, settle: int = 0) -> int:
        """The command's exit code."""
        return main(self.words(*options, day=day, settle=settle))

    def branches(self) -> list[str]:
        """The branches that were made."""
        listed = git(self.kho, "for-each-ref", "--format=%(refname:short)", "refs/heads/hop-thu")
        return listed.split()

    def branch(self) -> str:
        """The only one."""
        (name,) = self.branches()
        return name

    def result(self, name: str, agency: str = "xa-mau") -> str:
        """A file of the only result."""
        (path,) = (self.work / "ket-qua" / agency).glob(f"*/{name}")
        return path.read_text("utf-8")

    def receipts(self) -> list[dict[str, object]]:
        """What was noted of each file."""
        return [
            json.loads(path.read_text("utf-8")) for path in sorted(self.work.glob("so/*/*.json"))
        ]

    def standing(self) -> dict[str, object]:
        """All that must be the same however often the command was ended on the way there."""
        trees = {name: git(self.kho, "rev-parse", f"{name}^{{tree}}") for name in self.branches()}
        left = sorted(
            path.relative_to(self.folder).as_posix()
            for folder in (self.den, self.work)
            for path in folder.rglob("*")
            if path.is_file() and ".cache" not in path.parts
        )
        return {
            "trees": trees,
            "parents": {
                name: git(self.kho, "log", "--format=%an %ae|%P", f"main..{name}") for name in trees
            },
            "files": left,
            "stages": sorted((single["digest"], single["stage"]) for single in self.receipts()),
            "worktrees": len(git(self.kho, "worktree", "list").splitlines()),
            "checkout": git(self.kho, "status", "--porcelain", "--branch"),
        }

    def objects(self) -> bytes:
        """Everything that git's store holds, unpacked."""
        words = ["git", "cat-file", "--batch", "--batch-all-objects", "--unordered"]
        return subprocess.run(words, cwd=self.kho, capture_output=True, check=True).stdout
