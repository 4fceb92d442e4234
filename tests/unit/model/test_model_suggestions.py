"""What was most likely meant by a name that is not known."""

from __future__ import annotations

import pytest
from work_counting import calls_of

from access_info.model.types import did_you_mean, nearest


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Xã Mẫu Hòa", ["xa-mau-hoa"]),
        ("xa-mau-hoà", ["xa-mau-hoa"]),
        ("XA_MAU_HOA", ["xa-mau-hoa"]),
        ("xa mau ho", ["xa-mau-hoa"]),
        ("so-y-te", []),
        ("2026-010", ["2026-10"]),
        ("2026-011", []),
        ("", []),
    ],
)
def test_accents_case_and_spaces_do_not_matter_and_other_numbers_are_other_names(typed, meant):
    assert nearest(typed, ["xa-mau-hoa", "so-tu-phap", "2026-10"]) == meant


def test_every_run_suggests_the_same():
    names = [f"xa-mau-{letter}" for letter in "abcdefgh"]
    wanted = nearest("xa-mau", names, count=3)
    assert len(wanted) == 3
    assert nearest("xa-mau", reversed(names), count=3) == wanted


def test_a_sentence_shows_no_character_that_turns_a_terminal():
    assert did_you_mean("muc-a", ["mục-a\u202e"]) == " Có phải ý bạn là “mục-a⟨U+202E⟩”?"
    assert did_you_mean("khac", ["mục-a"]) == ""


def test_thousands_of_names_cost_little_more_than_hundreds():
    names = [f"van-ban-{letter}{number}" for letter in "abcdefghij" for number in range(400)]
    assert nearest("van-ban-c17x", names) == ["van-ban-c17"]
    few = calls_of(lambda: nearest("van-ban-c18x", names[:150]))
    assert calls_of(lambda: nearest("van-ban-c19x", frozenset(names))) < few + 60_000
