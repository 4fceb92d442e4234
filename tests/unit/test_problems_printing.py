"""How a problem prints, sorts and becomes plain data."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from access_info.problems import (
    Location,
    Rule,
    Severity,
    Withheld,
    errors,
    failures,
    in_order,
    quotable,
    rules_of,
)

RULE = Rule(
    code="TT999",
    severity=Severity.ERROR,
    title="Thử",
    message="“{text}” sai.",
    cure="Viết {{a}}: {fix}",
    why="Để thử.",
)
NOTE = Rule(
    code="TT998", severity=Severity.WARNING, title="Nhắc", message="Nhắc.", cure="Xem.", why="Thử."
)
BASE = Path("/a/b")


def test_two_lines_for_people():
    problem = RULE.at(Location("/a/b/agencies/so/x.yml", 3, 7), text="Sở", fix='"Sở"')
    assert problem.format(BASE) == (
        'agencies/so/x.yml:3:7: lỗi [TT999] “Sở” sai.\n    → Viết {a}: "Sở"'
    )
    assert NOTE.at(Location("/a/b/x.yml")).format(BASE).startswith("x.yml:1:1: cảnh báo [TT998] ")


def test_plain_data_for_programs():
    problem = RULE.at(Location("/a/b/x.yml", 3, 7), text="Sở", fix="Sở")
    assert problem.as_json(BASE) == {
        "code": "TT999",
        "severity": "error",
        "path": "x.yml",
        "line": 3,
        "column": 7,
        "message": "“Sở” sai.",
        "cure": "Viết {a}: Sở",
    }
    assert json.loads(json.dumps(problem.as_json(BASE))) == problem.as_json(BASE)


def test_a_path_outside_stays_whole_but_beside_it_is_told_from_here():
    assert Location("/c/x.yml").relative_to(BASE) == "/c/x.yml"
    assert Location("/a/bc/x.yml").relative_to(BASE) == "../bc/x.yml"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("bình thường", "bình thường"),
        ("a\nb", "a⟨U+000A⟩b"),
        ("\x1b[31mđỏ", "⟨U+001B⟩[31mđỏ"),
        ("a\u202eb", "a⟨U+202E⟩b"),
        ("a\u00a0b", "a⟨U+00A0⟩b"),
        ("x" * 80, "x" * 80),
        ("x" * 81, "x" * 79 + "…"),
    ],
)
def test_an_editor_s_text_becomes_safe(typed, shown):
    assert quotable(typed) == shown
    assert shown in RULE.at(Location("/x"), text=typed, fix="").message


def test_braces_in_an_editor_s_text_are_only_text():
    problem = RULE.at(Location("/x"), text="{0} {text} {{", fix="{fix}")
    assert problem.message == "“{0} {text} {{” sai."
    assert problem.cure == "Viết {a}: {fix}"


def test_what_people_copy_is_not_cut():
    long = "về việc " * 100
    assert RULE.at(Location("/x"), text="", fix=long).cure == f"Viết {{a}}: {long}"


def test_order_is_by_place_and_each_once():
    problems = [
        RULE.at(Location(path, line, column), text="", fix="")
        for path, line, column in [
            ("/b", 1, 1),
            ("/a", 10, 1),
            ("/a", 9, 5),
            ("/a", 9, 5),
            ("/a", 9, 4),
        ]
    ]
    note = NOTE.at(Location("/a", 9, 5))
    places = [
        (problem.location.path, problem.location.line, problem.location.column, problem.code)
        for problem in in_order([*problems, note])
    ]
    assert places == [
        ("/a", 9, 4, "TT999"),
        ("/a", 9, 5, "TT998"),
        ("/a", 9, 5, "TT999"),
        ("/a", 10, 1, "TT999"),
        ("/b", 1, 1, "TT999"),
    ]
    assert in_order(reversed([*problems, note])) == in_order([*problems, note])


def test_only_errors_stop():
    error, note = RULE.at(Location("/x"), text="", fix=""), NOTE.at(Location("/x"))
    assert errors([note, error]) == [error]


def test_what_can_be_left_out_fails_a_check_and_stops_no_build():
    error = RULE.at(Location("/x"), text="", fix="")
    caught = dataclasses.replace(error, withheld=Withheld("cong-khai.yml", ("muc", 3)))
    assert errors([caught, error]) == [error]
    assert failures([caught, error]) == [caught, error]


def test_rules_are_collected_where_they_are_declared():
    class Room:
        b = RULE
        a = NOTE
        other = "TT1"

    assert rules_of(Room) == [NOTE, RULE]
