"""What installs the reader of scans: where it cannot, it says the exact command, and a review goes on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
COMMAND = "Cài bằng: sudo apt-get install -y tesseract-ocr tesseract-ocr-vie"


def _run(code: str, tmp_path: Path) -> subprocess.CompletedProcess[str]:
    """In a system that has neither the program nor what would install it."""
    return subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(SCRIPTS)!r}); {code}"],
        env={"PATH": str(tmp_path), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_a_review_goes_on_without_tesseract(tmp_path):
    done = _run("import ocr; sys.exit(ocr.main())", tmp_path)
    assert (done.returncode, COMMAND in done.stderr) == (0, True)


def test_the_tests_of_this_repository_fail_without_tesseract(tmp_path):
    done = _run("import _steps; _steps.timed('Tesseract', _steps._recogniser)", tmp_path)
    assert COMMAND in done.stderr
    failed = _run("import _steps; sys.exit(_steps.timed('x', _steps._recogniser).failed)", tmp_path)
    assert failed.returncode == 1
