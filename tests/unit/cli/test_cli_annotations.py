"""`access-info check --format github`: commands that GitHub reads, and nothing that data could slip in."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from access_info.cli import main
from access_info.cli.printing import workflow_commands
from access_info.problems import Location, Problem, Severity

ROOT = Path("/kho")


def _problem(
    number: int = 1, *, severity=Severity.ERROR, message="Sai.", cure="Sửa.", path="a.yml"
):
    place = Location(f"/kho/agencies/so-mau/{path}", number, 3)
    return Problem("TT212", severity, place, message, cure)


def _lines(problems) -> list[str]:
    return list(
        workflow_commands(problems, root=ROOT, titles={"TT212": "Ngày: không có, trong lịch"})
    )


def test_a_problem_is_a_command():
    [line] = _lines([_problem()])
    assert line == (
        "::error file=agencies/so-mau/a.yml,line=1,col=3,"
        "title=[TT212] Ngày%3A không có%2C trong lịch::Sai.%0A→ Sửa."
    )
    assert _lines([_problem(severity=Severity.WARNING)])[0].startswith("::warning file=")
    assert _lines([]) == []


def test_marks_of_commands_are_escaped():
    [line] = _lines([_problem(message="10% a::b,c\r\n::error::x", path="b,c: 50%.yml")])
    assert "file=agencies/so-mau/b%2Cc%3A 50%25.yml,line=1" in line
    assert line.endswith("::10%25 a::b,c%0D%0A::error::x%0A→ Sửa.")


def _read(line: str) -> tuple[str, dict[str, str], str]:
    """A command as GitHub's runner reads it."""
    kind, listed, text = re.fullmatch(r"::(\w+) (.*?)::(.*)", line).groups()
    properties = dict(part.split("=", 1) for part in listed.split(","))
    return (
        kind,
        {name: _plain(_plain_property(value)) for name, value in properties.items()},
        _plain(text),
    )


def _plain(text: str) -> str:
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def _plain_property(text: str) -> str:
    return text.replace("%3A", ":").replace("%2C", ",")


TEXT = st.text(st.sampled_from("a:,%=0D25A \r\n[]#"), max_size=20)


@given(message=TEXT, cure=TEXT, path=TEXT.filter(lambda text: "%" not in text and text.strip()))
def test_what_is_read_is_what_was_meant(message, cure, path):
    problem = _problem(message=message, cure=cure, path=path)
    [line] = _lines([problem])
    assert "\n" not in line
    assert "\r" not in line
    kind, properties, text = _read(line)
    assert kind == "error"
    assert properties["file"] == problem.location.relative_to(ROOT)
    assert text == f"{message}\n→ {cure}"


def test_more_than_are_shown_end_with_how_many_there_are():
    problems = [_problem(number) for number in range(1, 13)]
    warnings = [_problem(number, severity=Severity.WARNING) for number in range(1, 4)]
    lines = _lines([*warnings, *problems])
    assert len(lines) == 16
    assert lines[-1].startswith("::notice title=Còn nữa::Có 12 lỗi, 3 cảnh báo.")
    assert "::Sai." in lines[12]
    assert "::agencies/so-mau/a.yml:11:3: Sai." in lines[13]
    assert len(_lines(problems[:10])) == 10


def test_paths_are_relative_to_the_repository(tmp_path, monkeypatch, capsys):
    (tmp_path / ".git").mkdir()
    profile = tmp_path / "du-lieu" / "agencies" / "so-mau" / "co-quan.yml"
    profile.parent.mkdir(parents=True)
    profile.write_text('ten: "Sở Mẫu"\nloai: so\nemail: "a, b: 5%"\nla: x\n', encoding="utf-8")
    monkeypatch.chdir(profile.parent)
    code = main(["check", "--format", "github", "--agencies", "..", "so-mau"])
    output, wrong = capsys.readouterr()
    assert (code, wrong) == (1, "")
    first, second = output.splitlines()
    assert first.startswith(
        "::warning file=du-lieu/agencies/so-mau/co-quan.yml,line=3,col=8,title=[TT343] "
    )
    assert "a, b: 5%25" in first
    assert second.startswith(
        "::error file=du-lieu/agencies/so-mau/co-quan.yml,line=4,col=1,title=[TT201] "
    )


def test_duties_are_no_annotations(capsys):
    assert main(["check", "--findings", "--format", "github"]) == 2
    assert "--findings chỉ in được" in capsys.readouterr().err
