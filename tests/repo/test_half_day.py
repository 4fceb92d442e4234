"""The guide from nothing to a first page: its commands, one after the other, do what it says.

Left out is what other tests run for real: cloning, `scripts/build.py` (``tests/sites/test_jurisdiction_repository.py``).
"""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from access_info.cli import main

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "content/huong-dan/nua-ngay.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"^```(sh|yaml|csv|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PROGRAM = ".venv/bin/access-info "
# How far the work is: only a slow machine comes to that.
_PROGRESS = re.compile(r"^Đang .+\.\n", re.MULTILINE)
_ELSEWHERE = ("git clone ", "cd ", "python3 scripts/build.py")
_GIT = ("git", "-c", "user.name=Thử", "-c", "user.email=thu@mau.example")


class Reader:
    """Types what the guide shows into the files and the terminal of a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.codes: list[tuple[str, int]] = []
        self.output = ""

    def follow(self, part: str) -> None:
        for kind, text in _BLOCK.findall(part):
            if kind == "sh":
                for line in text.splitlines():
                    self.type(line)
            elif kind == "text":
                assert self.output == text
            else:
                name, _, rest = text.partition("\n")
                path = self.folder / name.removeprefix("# ")
                path.write_text(rest if kind == "csv" else text, encoding="utf-8")

    def type(self, line: str) -> None:
        if line.startswith(_PROGRAM):
            # The folder that the guide's `cd` leads to is the one we are in.
            words = shlex.split(line.removeprefix(_PROGRAM).replace("../tinh-cua-toi", "."))
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
                code = main(words)
            self.output = _PROGRESS.sub("", printed.getvalue())
        elif line.startswith("git ") and not line.startswith(_ELSEWHERE):
            command = [*_GIT, *shlex.split(line)[1:]]
            code = subprocess.run(command, check=False, capture_output=True).returncode
        elif line == "mkdir ../tep-nhan":
            (self.folder / "../tep-nhan").mkdir()
            code = 0
        else:
            assert line.startswith(_ELSEWHERE), line
            return
        self.codes.append((line, code))

    @property
    def failed(self):
        """The commands that did not end with 0."""
        return [line for line, code in self.codes if code]


def part(begin, end):
    """The guide's text between two headings."""
    return GUIDE[GUIDE.index(f"{{ #{begin} }}") : GUIDE.index(f"{{ #{end} }}")]


@pytest.fixture
def reader(tmp_path, monkeypatch):
    folder = tmp_path / "kho"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795478400")  # 2026-11-24 in Hà Nội
    return Reader(folder)


def test_from_nothing_to_a_reviewed_change_no_command_fails(reader, tmp_path):
    reader.follow(part("xem", "len-mang"))
    assert reader.failed == []
    assert len(reader.codes) > 15
    listed = (reader.folder / "agencies/so-tu-phap/cong-khai.yml").read_text(encoding="utf-8")
    assert listed.count("- ma: ") == 3
    assert '"l01-d17k1a2"' in listed
    assert '"l01-d17k1c"' in listed
    owners = (reader.folder / "CODEOWNERS").read_text(encoding="utf-8")
    assert "@tinh-cua-toi/xa-dau-tien" in owners
    tracked = subprocess.run(["git", "ls-files"], check=True, capture_output=True, text=True).stdout
    assert not [name for name in tracked.splitlines() if name.endswith((".csv", ".docx", ".xlsx"))]
    carried = tmp_path / "goi-usb/index.html"
    assert "Bản dùng thử" in carried.read_text(encoding="utf-8")
    history = subprocess.run(
        ["git", "log", "--oneline", "--first-parent"], check=True, capture_output=True, text=True
    ).stdout
    assert len(history.splitlines()) == 3


def test_each_exercise_of_the_training_ends_as_the_guide_says(reader):
    shutil.copytree(ROOT / "agencies", reader.folder / "agencies")
    lesson = part("tap-huan", "quyet-dinh")
    lesson = lesson[lesson.index("{ #lop-b }") :]
    exercises = re.split(r"^\*\*Bài (\d)\.\*\*", lesson, flags=re.MULTILINE)
    printed = {}
    for number, text in zip(exercises[1::2], exercises[2::2], strict=True):
        reader.follow(text)
        printed[number] = reader.output
    assert "31/11/2026" in printed["2"]
    assert "C3: ngày “31/11/2026” không có trong lịch" in printed["2"]
    assert "[TT614]" in printed["3"]
    assert reader.failed == [f"{_PROGRAM}check xa-mau-lam"]
    assert printed["4"] == "Đã kiểm tra 1 cơ quan: 0 lỗi, 0 cảnh báo.\n"


def test_the_example_of_a_decision_is_marked_first_and_last():
    example = part("quyet-dinh", "sau")
    quoted = [line.removeprefix(">").strip() for line in example.splitlines() if line[:1] == ">"]
    assert quoted[0] == quoted[-1] == "**VÍ DỤ**"
    assert "Không phải văn bản đã ban hành" in example
    # Nobody is named: who signs, where and when is for the province to fill in.
    assert {"[số]", "[CHỨC VỤ NGƯỜI KÝ]", "[nơi nhận]"} <= set(re.findall(r"\[[^\]]+\]", example))


@pytest.mark.parametrize(
    "ignored", [".gitignore", "plugins/access_info/templates/init/dot.gitignore"]
)
def test_files_that_offices_send_do_not_go_into_the_repository(tmp_path, ignored):
    shutil.copy(ROOT / ignored, tmp_path / ".gitignore")
    needed = ["agencies/xa-a/tep/a.docx", "content/a.md", "mkdocs.yml"]
    left = ["danh mục.docx", "A.XLSX", "a.xls", "a.csv", "a.ods", "a.pdf", "phu-luc/xa-a.docx"]
    for name in [*needed, *left]:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    subprocess.run(["git", "add", "-A"], cwd=tmp_path, check=True)
    staged = subprocess.run(
        ["git", "ls-files"], cwd=tmp_path, check=True, capture_output=True, text=True
    ).stdout
    assert staged.splitlines() == sorted([".gitignore", *needed])
