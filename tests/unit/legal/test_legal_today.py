"""The laws that come with the program, whole, in one file to read.

Whoever adds or changes a duty, a point, a period or a type of agency runs this with `--update` and
reads what the file then says: no other test counts or lists what today's laws hold.
"""

from __future__ import annotations

from pathlib import Path

from exported_lists import golden_text
from laws_as_text import laws_as_text

from access_info.legal.consistency import check_law_files
from access_info.legal.framework import load_framework
from access_info.legal.packs import DATA, read_law_files

TODAY = Path(__file__).parents[2] / "cases" / "legal" / "today.txt"


def test_the_laws_of_today():
    framework, problems = load_framework()
    assert problems == []
    golden_text(TODAY, laws_as_text(framework))


def test_the_laws_of_today_agree_with_each_other():
    # Whoever runs the program does not check our own packs again: this is their proof.
    files = read_law_files([DATA])
    assert files.problems == ()
    assert list(check_law_files(files, DATA.as_posix())) == []
