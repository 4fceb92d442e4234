"""Commands that run at the same time, each in a process of its own, on one small jurisdiction."""

from __future__ import annotations

import csv
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import warm
from proposal_repository import LIST, PLACE, PROFILE, event
from register_command import ROWS
from register_files import register

from access_info.cli import main
from access_info.imports.issues import read_forms

FORMS = Path(__file__).parents[2] / ".github" / "ISSUE_TEMPLATE"
AGENCY = Path("agencies/xa-mau")
WAITS = "đợi tới"
IMPORTED = 40
_STREETS = "Quyết định đặt tên đường phố số {}"
_CLINICS = "Thông báo lịch tiêm chủng đợt {} tại trạm y tế"


def lay_out(folder: Path) -> None:
    """A province with one agency, and what the commands read, below a folder."""
    agency = folder / AGENCY
    (agency / "tep").mkdir(parents=True)
    (folder / "agencies/_dia-ban.yml").write_text(PLACE, "utf-8")
    profile = PROFILE.format(id="xa-mau", name="Ủy ban nhân dân xã Mẫu", type="xa")
    (agency / "co-quan.yml").write_text(profile, "utf-8")
    (agency / "cong-khai.yml").write_text(LIST, "utf-8")
    (agency / "tep/quy-che.txt").write_text("Quy chế tiếp công dân.\n", "utf-8")
    register(folder / "so.xlsx", ROWS)
    shutil.copytree(FORMS, folder / "phieu")
    for name, title in (("a.csv", _STREETS), ("b.csv", _CLINICS)):
        with (folder / name).open("w", encoding="utf-8-sig", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(["TT", "Tên thông tin"])
            rows.writerows([n, title.format(n)] for n in range(1, IMPORTED + 1))
    for name in ("a", "b"):
        body = _form_body(f"Kế hoạch kiểm kê đất đai lần {name}")
        event(folder / f"{name}.json", number="12", body=body)


def _form_body(title: str) -> str:
    form = next(form for form in read_forms(FORMS) if form.name == "de-nghi-cong-khai")
    given = {"co-quan": "xa-mau", "ten": title}
    return "\n\n".join(
        f"### {heading}\n\n{given.get(key, '_No response_')}"
        for heading, key in form.questions.items()
    )


COMMANDS = {
    "import": "import {}.csv --agency xa-mau --list cong-khai --apply --as-of 2026-11-24",
    "fmt": "fmt",
    "correct": "correct xa-mau --wrong {} --right 12 --as-of 2026-11-24",
    "withdraw": "withdraw xa-mau/2026-001 --reason {} --date 2026-11-24",
    "issue": "issue --event={}.json --forms=phieu --as-of=2026-11-24",
    "statistics": "statistics so.xlsx --agency xa-mau --year 2026 --apply --as-of 2026-11-24",
    "new": "new xa-moi --type xa",
    "schema": "schema",
}


def words(command: str, which: str) -> list[str]:
    """The command line; `which` is a or b, so that two of one command do different things."""
    return [word.format(which) for word in COMMANDS[command].split(" ")]


class Running:
    """A command in a process.

    Attributes:
        process: The process.
    """

    def __init__(self, folder: Path, arguments: list[str]) -> None:
        context = warm.context()
        reader, writer = context.Pipe(duplex=False)
        self.process = context.Process(target=_run, args=(writer, folder, arguments), daemon=True)
        self.process.start()
        writer.close()
        self._lines = os.fdopen(os.dup(reader.fileno()), encoding="utf-8")
        reader.close()
        self._printed = ""

    def wait_for(self, text: str) -> None:
        """Reads on until a line with the text."""
        for line in self._lines:
            self._printed += line
            if text in line:
                return
        raise AssertionError(self._printed)

    def end(self) -> tuple[int | None, str]:
        """Its exit code, and all that it printed."""
        self._printed += self._lines.read()
        self._lines.close()
        self.process.join()
        return self.process.exitcode, self._printed


def _run(writer: object, folder: Path, arguments: list[str]) -> None:
    for number in (1, 2):
        os.dup2(writer.fileno(), number)  # type: ignore[attr-defined]
    sys.stdout = sys.stderr = os.fdopen(1, "w", buffering=1, encoding="utf-8")
    os.chdir(folder)
    sys.exit(main(arguments))


@contextmanager
def fifo(path: Path) -> Iterator[Path]:
    """A file whose reader waits until the test has written it."""
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    yield path
    path.unlink(missing_ok=True)
