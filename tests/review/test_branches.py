"""Branches of the demo that somebody made who had not read the code: what their reviewer sees.

All are judged from one repository, each by the command that reviewers and workflows run.
"""

from __future__ import annotations

import html
import re
import shutil
from pathlib import Path

import pytest
from proposal_repository import git
from province_histories import call
from reviewed_branches import BRANCHES, Data

pytestmark = pytest.mark.exhaustive

ROOT = Path(__file__).parents[2]
DAY = "--as-of=2026-11-25"
FOLDED = re.compile(r"<details>.*?</details>", re.DOTALL)
_MOST_LINES = 30


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The demo's data in a repository of its own, no branch yet."""
    top = tmp_path_factory.mktemp("tinh") / "kho"
    shutil.copytree(ROOT / "agencies", top / "agencies")
    shutil.copy(ROOT / "CODEOWNERS", top)
    git(top, "init", "--quiet", "--initial-branch=main")
    git(top, "config", "core.autocrlf", "false")
    git(top, "add", "--all")
    git(top, "commit", "--quiet", "--message=bắt đầu")
    return top


def reviewed(demo, branch):
    """What is printed about a branch: code, summary, mistakes."""
    git(demo, "switch", "--quiet", "--force-create", "de-nghi", "main")
    branch.change(Data(demo / "agencies"))
    git(demo, "add", "--all")
    message = f"[{branch.agency}] {branch.message}"
    git(demo, "commit", "--quiet", "--message", message)
    title = f"--title={message.splitlines()[0]}"
    return call(
        *("review", "--quiet", "main", "de-nghi", f"--repository={demo}", DAY, title),
        "--format=markdown",
    )


@pytest.mark.parametrize("name", BRANCHES)
def test_a_reviewer_sees_what_a_branch_does(demo, name):
    branch = BRANCHES[name]
    code, out, err = reviewed(demo, branch)
    assert out.startswith(f"# {branch.heading} "), out.partition("\n")[0]
    assert code == (branch.heading == "❌")
    words = re.sub(r"\s+", " ", html.unescape(FOLDED.sub("", out))).replace("\u2060", "")
    plain = re.sub(r"</?(?:ins|del)>", "", words)
    for sentence in (*branch.opened, *(loss for loss in branch.lost if loss[0].isdigit())):
        assert sentence in plain
    lost = words.partition("### Phải xem trước")[2].partition("###")[0]
    assert bool(lost) == bool(branch.lost)
    assert bool(err) == (branch.heading == "❌")
    if branch.heading == "✅":  # what is harmless takes few lines
        assert len(out.splitlines()) <= _MOST_LINES
