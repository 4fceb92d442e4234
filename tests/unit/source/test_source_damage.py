"""Every kind of damage, in every kind of file of three agencies, at three places.

An error on the damaged line, in Vietnamese, never an exception, never another value.
"""

from __future__ import annotations

import datetime
import functools
import re
import shutil
import unicodedata
from pathlib import Path

import pytest
from line_damage import Damage, places
from loaded_program import laws_of_today
from spoilt_lines import LINES
from spoilt_values import VALUES, bad_byte, windows_1258

from access_info.checks import check_agency
from access_info.checks.jurisdiction import check_jurisdiction
from access_info.cli import main
from access_info.loading import load_agency, load_jurisdiction
from access_info.loading.folders import read_folder
from access_info.model.as_of import AsOf
from access_info.problems import Problem, errors

pytestmark = pytest.mark.sampled

AGENCIES = Path(__file__).parents[3] / "agencies"
IDS = frozenset(path.name for path in AGENCIES.iterdir() if path.is_dir())
NAMES = ("so-tu-phap", "van-phong-ubnd-tinh", "xa-mau-hoa")
FRAMEWORK, _ = laws_of_today()
AS_OF = AsOf(datetime.date(2026, 11, 24))
# What pydantic, PyYAML and Python would say.
ENGLISH = re.compile(
    r"\b(?:mapping|scalar|block|expected|found|while|token|flow|string|input|should|valid|list|none|"
    r"null|true|false|type|error|character|could|simple|dict|tuple|int|str|float|NoneType)\b",
    re.IGNORECASE,
)


def _few_rows(text: str) -> str:
    """A list cut to its first, its middle and its last rows."""
    head, *rows = re.split(r"(?m)^(?=- ma:)", text)
    middle = len(rows) // 2
    few = rows if len(rows) < 6 else [*rows[:2], rows[middle], rows[-1]]
    return re.sub(
        r"(?m)^  (thay_the_boi|muc_lien_quan): .*\n", "", head + "".join(few)
    )  # to rows cut away


def _unquoted(text: str) -> str:
    """As a hand writes that leaves out what YAML lets it leave out."""
    return re.sub(r'(?m)^( *(?:- )?(?:\w+: )?)"(\w[^":#\n]*\w)"$', r"\1\2", text)


def _deeper(text: str) -> str:
    """Dashes two columns further in than their key, as in our samples."""
    lists: list[int] = []
    lines = []
    for line in text.split("\n"):
        content = line.lstrip(" ")
        column = len(line) - len(content)
        dash = content.startswith("- ")
        while content and lists and (column < lists[-1] or (column == lists[-1] and not dash)):
            lists.pop()
        if dash and (not lists or lists[-1] != column):
            lists.append(column)
        lines.append("  " * len(lists) + line if content else line)
    return "\n".join(lines)


STYLES = dict(zip(NAMES, (str, _unquoted, _deeper), strict=True))


@pytest.fixture(scope="session")
def files(tmp_path_factory) -> list[Path]:
    """One file of each kind of three agencies, each in a folder of its own, and `_dia-ban.yml`."""
    root = tmp_path_factory.mktemp("agencies")
    sources = []
    for name in NAMES:
        source = AGENCIES / name
        kinds = [
            "co-quan.yml", "co-dieu-kien.yml", "dinh-chinh.yml", "thong-ke/2025.yml",
            next(path.relative_to(source).as_posix() for path in sorted(source.glob("trang/*.md"))),
            next(path.relative_to(source).as_posix() for path in sorted(source.glob("cong-khai*/*.yml"))
                 ) if (source / "cong-khai").is_dir() else "cong-khai.yml",
        ]  # fmt: skip
        for kind in kinds:
            folder = root / kind.replace("/", "-") / name
            shutil.copytree(source / "tep", folder / "tep")
            (folder / kind).parent.mkdir(exist_ok=True)
            (folder / "co-quan.yml").write_text("ten: Cơ quan\nloai: so\n", encoding="utf-8")
            text = STYLES[name](_few_rows((source / kind).read_text(encoding="utf-8")))
            (folder / kind).write_text(text, encoding="utf-8")
            sources.append(folder / kind)
    shutil.copy(AGENCIES / "_dia-ban.yml", root)
    return [*sources, root / "_dia-ban.yml"]


def _read(file: Path) -> tuple[list[Problem], object]:
    """Every problem, and the file's data."""
    if file.name == "_dia-ban.yml":
        place, document, problems = load_jurisdiction(file.parent)
        problems += check_jurisdiction(place, document, framework=FRAMEWORK, agencies=IDS)
        return problems, document.data
    folder = next(path for path in file.parents if path.name in NAMES)
    loaded = load_agency(read_folder(folder))
    checked = check_agency(loaded, framework=FRAMEWORK, agencies=IDS, as_of=AS_OF)
    document = loaded.documents.get(file.relative_to(folder).as_posix())
    return list(checked.problems), document.data if document else None


def _with(file: Path, content: bytes) -> tuple[list[Problem], object]:
    good = file.read_bytes()
    file.write_bytes(content)
    try:
        return _read(file)
    finally:
        file.write_bytes(good)


@functools.cache
def _good(file: Path) -> object:
    """The data of an undamaged file, which every test puts back."""
    return _read(file)[1]


def _is_vietnamese(problem: Problem) -> bool:
    ours = re.sub(
        r"“[^“”]*”|“.*”|: \".*\"|, ví dụ.*|một trong.*|cần một.*",
        "",
        f"{problem.message} {problem.cure}",
    )
    return ENGLISH.search(ours) is None and not ours.isascii()


def test_the_files_are_good(files):
    assert len(files) == 19
    for file in files:
        assert errors(_read(file)[0]) == []


@pytest.mark.parametrize("damage", [*LINES, *VALUES], ids=lambda damage: damage.name)
def test_damage(files, damage: Damage):
    count, elsewhere = 0, []
    for file in files:
        good = _good(file)
        for text, line in places(damage, file.read_text(encoding="utf-8")):
            problems, data = _with(file, text.encode())
            reported = errors(problems)
            assert all(map(_is_vietnamese, problems)), problems
            assert {problem.location.path for problem in reported} <= {file.as_posix()}
            if damage.fine or (damage.harmless and not reported):
                assert reported == []
                assert data == good, f"{file}:{line}"
                continue
            assert reported, f"{file}:{line}"
            count += 1
            if reported[0].location.line != line:
                elsewhere.append(f"{file}:{line}: {reported[0].format(file.parent)}")
    assert count or damage.fine
    assert len(elsewhere) <= damage.elsewhere, "\n".join(elsewhere)


@pytest.mark.parametrize("kind", ["BOM", "CRLF", "CR", "NFD", "thiếu dòng trống cuối"])
def test_what_notepad_and_mac_save_reads_well(files, kind):
    for file in files:
        text = file.read_text(encoding="utf-8")
        typed = {
            "BOM": "\ufeff" + text,
            "CRLF": text.replace("\n", "\r\n"),
            "CR": text.replace("\n", "\r"),
            "NFD": unicodedata.normalize("NFD", text),
            "thiếu dòng trống cuối": text.rstrip("\n"),
        }[kind]
        problems, data = _with(file, typed.encode())
        assert errors(problems) == []
        assert data == _good(file)


@pytest.mark.parametrize(
    ("encode", "named"),
    [
        (lambda text: b"\xff\xfe" + text.encode("utf-16-le"), "UTF-16"),
        (lambda text: b"\xfe\xff" + text.encode("utf-16-be"), "UTF-16"),
        (lambda text: text.encode("utf-16-le"), "UTF-16"),
        (windows_1258, "windows-1258"),
    ],
    ids=["utf-16-le", "utf-16-be", "utf-16 không dấu đầu", "windows-1258"],
)
def test_another_encoding_is_named(files, encode, named):
    for file in files:
        text = file.read_text(encoding="utf-8")
        [problem] = errors(_with(file, encode(text))[0])
        accented = next(n for n, line in enumerate(text.split("\n"), 1) if not line.isascii())
        assert problem.location.path == file.as_posix()
        assert problem.location.line == (1 if named == "UTF-16" else accented)
        assert named in problem.message


@pytest.mark.parametrize("byte", [b"\xff", b"\xe2", b"\xc3", b"\x80", b"\xed\xa0\x80"])
def test_a_bad_byte_is_located(files, byte):
    for file in files:
        text = file.read_text(encoding="utf-8")
        for line in {1, text.count("\n") // 2, text.count("\n")}:
            [problem] = errors(_with(file, bad_byte(text, line, byte))[0])
            assert problem.location.line == line


def test_a_file_cut_off_inside_quotes_is_located_at_the_quote(files):
    for file in files:
        lines = file.read_text(encoding="utf-8").split("\n")
        ends = [n for n, line in enumerate(lines) if re.search(r'"[^"\\]{2,}"$', line)]
        if file.suffix == ".md":
            ends = [n for n in ends if n < lines.index("---", 1)]
        for number in {ends[0], ends[len(ends) // 2], ends[-1]} if ends else ():
            cut = "\n".join([*lines[:number], lines[number][:-2]])
            [problem] = errors(_with(file, cut.encode())[0])
            assert (problem.code, problem.location.line) == ("TT106", number + 1)


@pytest.mark.exhaustive
def test_the_command_fails_for_any_of_them(files, tmp_path, capsys):
    profile = tmp_path / "agencies" / files[0].parent.name / "co-quan.yml"
    profile.parent.mkdir(parents=True)
    # Attachments would be opened each time, and are not what is damaged here.
    good = re.sub(r"(?m)^ +tep: .*\n", "", files[0].read_text(encoding="utf-8"))
    profile.write_text(good, encoding="utf-8")
    agencies = str(tmp_path / "agencies")
    command = ["check", "--agencies", agencies, "--jobs", "1"]
    assert main(command) == 0
    for damage in (*LINES, *VALUES):
        for text, _ in places(damage, good):
            profile.write_text(text, encoding="utf-8")
            if damage.fine:
                assert main(command) == 0
            elif not damage.harmless:
                assert main(command) == 1
            assert "Traceback" not in "".join(capsys.readouterr())
            break
