"""Values that decide what is shown are written once, in the model."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PLUGINS = Path(__file__).resolve().parents[2] / "plugins"
PROGRAM = {".py", ".js", ".jinja"}


@pytest.mark.parametrize(("value", "module"), [("da-rut", "access_info/model/vocabularies.py")])
def test_a_value_stands_in_one_module(value, module):
    """Forgetting one of several copies would show what was withdrawn (2026 law, Art. 22)."""
    word = re.compile(rf"(?<![\w-]){value}(?![\w-])")
    holders = {
        path.relative_to(PLUGINS).as_posix()
        for path in PLUGINS.rglob("*")
        if path.suffix in PROGRAM and word.search(path.read_text("utf-8"))
    }
    assert holders == {module}
