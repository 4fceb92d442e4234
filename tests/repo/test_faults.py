"""The faults of `tests/faults/` fit today's code, and the lane that puts them in tells the found from the unfound."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "scripts"))

import _faults  # noqa: E402

FAULTS = _faults.read()
# What is made, run or looked at in rooms of their own, or is no room.
WITHOUT_FAULT = {
    *("__init__", "__main__", "accessibility", "extras", "locale", "program", "problems"),
    *("processes", "py", "waiting"),
}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_fits_the_code(fault):
    assert fault.fits(ROOT), f"{fault.file} no longer holds this text once"
    faulty = (ROOT / fault.file).read_text("utf-8").replace(fault.find, fault.replace)
    if fault.file.endswith(".py"):
        ast.parse(faulty)
    assert fault.harm.endswith(".")
    assert fault.tests
    for test in fault.tests:
        path, _, name = test.partition("::")
        function = re.match(r"\w*", name)[0]
        assert (ROOT / path).is_file(), path
        assert f"def {function}" in (ROOT / path).read_text("utf-8")


def test_every_room_has_faults():
    assert len({fault.name for fault in FAULTS}) == len(FAULTS) >= 60
    package = ROOT / "plugins/access_info"
    rooms = {path.stem for path in package.iterdir() if path.name[0] not in "._"} - WITHOUT_FAULT
    faulty = {
        Path(fault.file).relative_to("plugins/access_info").parts[0]
        for fault in FAULTS
        if fault.file.startswith("plugins")
    }
    assert sorted(rooms - {Path(room).stem for room in faulty}) == []


@pytest.mark.exhaustive
def test_the_lane_tells_found_unfound_and_outdated():
    """Three made-up faults in this very folder: one that a test sees, one that none sees, one without a place."""
    seen = FAULTS[0]
    unseen = _faults.Fault(
        name="unseen",
        file="tests/repo/test_names_in_code.py",
        find='"""Names in program and tests say',
        replace='"""Names in program and in tests say',
        harm="Nobody.",
        tests=("tests/repo/test_names_in_code.py::test_what_counts_as_a_word",),
    )
    outdated = _faults.Fault(
        name="outdated",
        file="LICENSE",
        find="no such text",
        replace="",
        harm="Nobody.",
        tests=seen.tests,
    )
    outcome = _faults.run([seen, unseen, outdated])
    assert (outcome.passed, outcome.failed) == (1, 2)
    assert [words.partition(":")[0] for words in outcome.names] == ["unseen", "outdated"]
