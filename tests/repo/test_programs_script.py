"""What installs nginx, LibreOffice and curl for the tests: where it cannot, it says the exact command."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
ALL = "sudo apt-get install -y nginx libreoffice-calc-nogui libreoffice-writer-nogui curl"


def _run(code: str, path: Path) -> subprocess.CompletedProcess[str]:
    """In a system that has only the programs of a folder, and nothing that installs others."""
    before = (
        f"import sys; sys.path.insert(0, {str(SCRIPTS)!r}); import _programs, _steps; "
        f"_programs._PATH = {str(path)!r}"
    )
    return subprocess.run(
        [sys.executable, "-c", f"{before}; {code}"],
        env={"PATH": str(path), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_tests_of_this_repository_fail_and_say_what_to_type(tmp_path):
    done = _run(
        "sys.exit(_steps.timed('x', _steps._programs_there).failed)",
        tmp_path,
    )
    assert done.returncode == 1
    assert ALL in done.stderr


def test_a_libreoffice_that_opens_no_tables_or_no_letters_is_not_enough(tmp_path):
    for name in ("nginx", "soffice", "curl"):
        program = tmp_path / name
        program.write_text("#!/bin/sh\n")
        Path(program).chmod(0o755)
    done = _run("_programs.ensure()", tmp_path)
    both = "sudo apt-get install -y libreoffice-calc-nogui libreoffice-writer-nogui\n"
    assert both in done.stderr
    (tmp_path / "libsclo.so").touch()
    assert both in _run("_programs.ensure()", tmp_path).stderr
    (tmp_path / "libswlo.so").touch()
    assert _run("_programs.ensure()", tmp_path).returncode == 0
