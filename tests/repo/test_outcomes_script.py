"""What a run of all tests says at its end: how many passed, and the name of each that did not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))
import _node
from _outcomes import Outcome, outcome_in, sum_up, timed
from _setup import SetupError

PYTEST = """\
import pytest

def test_passes(): assert True

def test_fails(): assert False

@pytest.fixture
def broken(): raise OSError

def test_cannot_begin(broken): assert True

@pytest.mark.skip
def test_waits(): assert True
"""
NODE = """\
import { test } from "node:test";
test("passes", () => {});
test("a name “with” <marks>", () => { throw new Error("fails"); });
"""


def test_pytest_names_what_failed(tmp_path):
    tests = tmp_path / "tests"
    tests.mkdir()
    (tests / "test_tried.py").write_text(PYTEST)
    results = tmp_path / "results.xml"
    command = (
        sys.executable,
        "-m",
        "pytest",
        "-q",
        f"--junit-xml={results}",
        "-p",
        "no:cacheprovider",
        "tests",
    )
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert outcome_in(results, done.returncode) == Outcome(
        passed=1,
        failed=2,
        skipped=1,
        names=("tests.test_tried::test_fails", "tests.test_tried::test_cannot_begin"),
    )


def test_node_names_what_failed(tmp_path):
    (tmp_path / "tried.test.mjs").write_text(NODE, encoding="utf-8")
    results = tmp_path / "results.xml"
    reporter = ("--test-reporter=junit", f"--test-reporter-destination={results}")
    done = subprocess.run(
        (_node.node(), "--test", *reporter, "tried.test.mjs"), cwd=tmp_path, check=False
    )
    assert outcome_in(results, done.returncode) == Outcome(
        passed=1, failed=1, names=("a name “with” <marks>",)
    )


def test_a_failure_of_no_test_counts(tmp_path):
    assert outcome_in(tmp_path / "none.xml", 0) == Outcome(failed=1)
    empty = tmp_path / "empty.xml"
    empty.write_text("<testsuites><testsuite/></testsuites>")
    assert outcome_in(empty, 2) == Outcome(failed=1)
    assert outcome_in(empty, 0) == Outcome()


def test_the_end_names_what_failed_and_counts_all(capsys):
    def refuses() -> Outcome:
        raise SetupError("Cần có mạng.")

    outcomes = {
        "một": Outcome(passed=3, skipped=1),
        "hai": Outcome(passed=1, failed=2, names=("x", "y")),
        "ba": timed("ba", refuses),
    }
    capsys.readouterr()
    assert sum_up(outcomes) == 1
    assert capsys.readouterr().out.splitlines() == [
        "",
        "KHÔNG ĐẠT: hai (2)",
        "  x",
        "  y",
        "KHÔNG ĐẠT: ba (1)",
        "4 passed, 3 failed, 1 skipped",
    ]
    assert sum_up({"một": Outcome(passed=3)}) == 0
