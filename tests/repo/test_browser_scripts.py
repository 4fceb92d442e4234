"""What finds or installs the browsers: where it cannot, it says the exact command."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"


@pytest.mark.skipif(sys.platform != "linux", reason="browsers lie elsewhere, and so does the cure")
@pytest.mark.parametrize(
    ("browser", "packages"),
    [("chromium", "chromium fontconfig fonts-liberation"), ("firefox", "firefox-esr")],
)
def test_the_tests_of_this_repository_fail_without_a_browser(browser, packages, tmp_path):
    code = f"import sys; sys.path.insert(0, {str(SCRIPTS)!r}); import _steps, _browser; "
    step = f"lambda: _browser.{browser}()"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}sys.exit(_steps.timed('x', {step}).failed)"],
        env={"PATH": str(tmp_path), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    assert f"Cài bằng: sudo apt-get install -y {packages}\n" in done.stderr
