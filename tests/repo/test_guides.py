"""The guides: their pictures are there and of the screens as they are, what they quote is what is said."""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import io
import json
import re
from pathlib import Path

import docx
import markdown
import pytest
import yaml
from PIL import Image

from access_info.cli import main
from access_info.cli.commands import whole_parser

ROOT = Path(__file__).resolve().parents[2]
GUIDES = ROOT / "content" / "huong-dan"
# The commands first: what the clerk is told of a mistake rests on the list that they have written.
CLERK = "\n".join(
    (GUIDES / f"{name}.md").read_text(encoding="utf-8")
    for name in ("nhap-bang-lenh", "loi-va-canh-bao", "nguoi-nhap")
)
PICTURES = GUIDES / "hinh"
RECORD = json.loads((ROOT / "tests/browser/editor/pictures.json").read_text(encoding="utf-8"))
HEAVIEST = 60_000
# The READMEs open with these, of a whole window: what they may weigh together.
OPENING = ("trang-dau", "tinh-hinh")
OPENING_WEIGHT = 150_000
AGENCY = "xa-mau-lam"
FILE = f"agencies/{AGENCY}/cong-khai.yml"
_PICTURE = re.compile(
    r"!\[(?P<alt>[^\]]*)\]\(hinh/(?P<name>[\w-]+)\.webp\)\{ width=(?P<width>\d+) height=(?P<height>\d+) loading=lazy \}"
)
_BLOCK = re.compile(r"^```(bat|text|yaml)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PROGRAM = ".venv\\Scripts\\access-info "
# How far the work is: only a slow machine comes to that.
_PROGRESS = re.compile(r"^Đang .+\.\n", re.MULTILINE)
_REMAKE = "Hình đã cũ: chạy python3 scripts/pictures.py"


@pytest.fixture
def taking(monkeypatch):
    """The script that takes the pictures."""
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    return importlib.import_module("pictures")


def used():
    """Every picture that a guide shows, by name."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(GUIDES.glob("*.md"))]
    matches = [match for text in texts for match in _PICTURE.finditer(text)]
    # Whatever the pattern does not know would be checked by nobody.
    assert len(matches) == sum(text.count("![") for text in texts)
    return {match["name"]: match for match in matches}


def test_pictures_are_those_that_were_taken_and_all_are_shown():
    digests = {
        path.stem: hashlib.sha256(path.read_bytes()).hexdigest() for path in PICTURES.iterdir()
    }
    assert digests == {name: picture["sha256"] for name, picture in RECORD["pictures"].items()}, (
        _REMAKE
    )
    assert digests.keys() == used().keys()


def test_pictures_show_the_looks_of_today(taking):
    assert RECORD["looks"] == taking.looks(), _REMAKE


def test_a_change_of_looks_is_noticed_and_line_ends_are_none(taking, tmp_path, monkeypatch):
    style = tmp_path / "a.css"
    monkeypatch.setattr(taking, "_STYLES", tmp_path)
    seen = []
    for text in (b"a {}\n", b"a {}\r\n", b"b {}\n"):
        style.write_bytes(text)
        seen.append(taking.looks())
    assert seen[0] == seen[1] != seen[2]


@pytest.mark.parametrize("name", sorted(RECORD["pictures"]))
def test_a_picture_is_light_has_its_place_and_is_described_in_words(name):
    path, shown = PICTURES / f"{name}.webp", used()[name]
    assert path.stat().st_size <= (OPENING_WEIGHT if name in OPENING else HEAVIEST)
    with Image.open(path) as picture:
        width, height = picture.size
    # Taken at one and a quarter of the size at which it is shown.
    place = int(shown["width"]), int(shown["height"])
    assert place == (round(width / 1.25), pytest.approx(height / 1.25, abs=1))
    assert len(shown["alt"]) > 40


def test_the_two_pictures_that_the_readmes_open_with_are_light_together():
    assert sum((PICTURES / f"{name}.webp").stat().st_size for name in OPENING) <= OPENING_WEIGHT


def test_buttons_are_named_as_the_screens_name_them():
    """Whatever stands in bold is on a screen, names a form, or is explained in the table of words."""
    *_, words = CLERK.split("{ #chu-tieng-anh }")
    rows = [row.split(" | ")[0].strip("| ") for row in words.splitlines() if "|" in row]
    explained = {name for row in rows for name in row.split(", ")}
    forms = (ROOT / ".github/ISSUE_TEMPLATE").glob("[0-9]*.yml")
    named = {yaml.safe_load(path.read_text(encoding="utf-8"))["name"] for path in forms}
    screens = "\n".join(line for picture in RECORD["pictures"].values() for line in picture["seen"])
    bold = set(re.findall(r"\*\*(.+?)\*\*", CLERK))
    assert len(bold) > 20
    shown = {name for name in bold if f'"{name}"' in screens or f"“{name}”" in screens}
    assert bold - shown - named - explained == set()


class Clerk:
    """Does what the guide says, in a copy of the demo's data."""

    def __init__(self, folder: Path) -> None:
        self.table = folder.parent / "tep-nhan" / "danh-muc.docx"
        self.table.parent.mkdir()
        self.file = folder / FILE
        self.output = ""
        self.before: str | None = None

    def write_table(self) -> None:
        """Types the guide's example into Word."""
        start = CLERK.index("| Tên thông tin |")
        lines = CLERK[start : CLERK.index("\n\n", start)].splitlines()
        del lines[1]  # between head and body
        rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
        document = docx.Document()
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for written, row in zip(table.rows, rows, strict=True):
            for cell, text in zip(written.cells, row, strict=True):
                cell.text = text
        document.save(str(self.table))

    def run(self, command: str) -> None:
        words = command.removeprefix(_PROGRAM).replace("..\\tep-nhan\\", "../tep-nhan/").split()
        if "--serve" in words:  # does not end by itself
            whole_parser().parse_args(words)
            return
        o = io.StringIO()
        with contextlib.redirect_stdout(o), contextlib.redirect_stderr(o):
            main(words)
        self.output = _PROGRESS.sub("", o.getvalue())

    def type(self, lines: str) -> None:
        """Puts lines at the end of the list, in place of those typed before."""
        if self.before is None:
            self.before = self.file.read_text(encoding="utf-8")
        self.file.write_text(self.before + lines, encoding="utf-8")


def test_what_the_guide_quotes_is_what_the_commands_say(tmp_path, monkeypatch):
    tmp_path /= "kho"
    profile = tmp_path / f"agencies/{AGENCY}/co-quan.yml"
    profile.parent.mkdir(parents=True)
    for name in ("agencies/_dia-ban.yml", f"agencies/{AGENCY}/co-quan.yml"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795478400")  # 2026-11-24 in Hà Nội
    monkeypatch.chdir(tmp_path)
    clerk = Clerk(tmp_path)
    clerk.write_table()
    compared = 0
    for kind, text in _BLOCK.findall(CLERK):
        if kind == "bat" and text.startswith(_PROGRAM):
            clerk.run(text.strip())
        elif kind == "bat":
            assert text == "py scripts\\build.py\n"
        elif kind == "yaml":
            clerk.type(text)
            clerk.run(f"{_PROGRAM}check {AGENCY}")
        else:
            pattern = re.escape(text).replace("…\\\n", "(?:.*\\n)*?")
            assert re.fullmatch(pattern, clerk.output), clerk.output
            compared += 1
    assert compared == 5
    assert list(tmp_path.glob("phu-luc/*.docx"))
    assert list(tmp_path.glob("phu-luc/*.pdf"))


def test_no_fence_stands_in_a_list():
    """A province's settings know fences at the left edge alone; within a list, eight spaces make a block."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in GUIDES.glob("*.md")}
    assert [name for name, text in texts.items() if re.search(r"^ +```", text, re.MULTILINE)] == []


@pytest.mark.parametrize("path", sorted(GUIDES.glob("*.md")), ids=lambda path: path.stem)
def test_every_item_of_a_list_is_shown_as_an_item(path):
    """A line that begins as an item yet runs on in a paragraph lacks an empty line before it."""
    text = path.read_text("utf-8").split("---\n", 2)[2]
    shown = markdown.markdown(text, extensions=["attr_list", "tables", "pymdownx.superfences"])
    paragraphs = re.findall(r"<p>(.*?)</p>", shown, re.DOTALL)
    assert paragraphs
    assert [
        paragraph for paragraph in paragraphs if re.search(r"\n\s*(?:\d+\.|[-*]) ", paragraph)
    ] == []
