"""The key that signs the site, as forges keep it: a text becomes a file for the build alone."""

from __future__ import annotations

import base64
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import signing_keys

from access_info.unchanged.surroundings import SIGNING_KEY

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
# Says what the build gets: the file, its rights, its public half; then whether anything is left.
PROGRAM = """\
import os, subprocess, sys
sys.path.insert(0, sys.argv[1])
import _signing
key = _signing.taken_out()
assert _signing.VARIABLE not in os.environ
with _signing.as_file(key) as variables:
    path = variables.get(_signing.VARIABLE, "")
    if path:
        print(path, oct(os.stat(path).st_mode & 0o777))
        subprocess.run(["ssh-keygen", "-y", "-f", path], check=True)
print(os.path.exists(path))
"""
STORED_AS = {
    "a text": lambda key: key,
    "a text without its last line feed": lambda key: key.rstrip(),
    "a text of Windows": lambda key: key.replace("\n", "\r\n"),
    "base64": lambda key: base64.b64encode(key.encode()).decode(),
    "base64 in lines": lambda key: base64.encodebytes(key.encode()).decode(),
}


def handed_over(value: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, SCRIPTS],
        env={**os.environ, SIGNING_KEY: value},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.parametrize("form", STORED_AS)
def test_a_text_is_handed_over_as_a_file_and_taken_away(form, tmp_path):
    public = signing_keys.make(tmp_path / "khoa")
    file, same, left = handed_over(STORED_AS[form]((tmp_path / "khoa").read_text("utf-8")))
    assert file.split()[1] == "0o600"
    assert same == public
    assert left == "False"


def test_a_path_is_handed_over_as_it_is(tmp_path):
    signing_keys.make(tmp_path / "khoa")
    file, _, left = handed_over(str(tmp_path / "khoa"))
    assert file.split()[0] == str(tmp_path / "khoa")
    assert left == "True"
    assert stat.S_IMODE((tmp_path / "khoa").stat().st_mode) == 0o600
    assert handed_over("") == ["False"]
