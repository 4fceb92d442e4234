"""Values that decide what is shown are written once, in the model."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PLUGINS = Path(__file__).resolve().parents[2] / "plugins"
PROGRAM = {".py", ".js", ".jinja"}


@pytest.mark.parametrize(("value", "module"), [("da-rut", "access_info/model/vocabularies.py")])
def test_a_value_is_written_in_a_single_module(value, module):
    """Forgetting one of several copies would show what was withdrawn (2026 law, Art. 22)."""
    word = re.compile(rf"(?<![\w-]){value}(?![\w-])")
    holders = {
        path.relative_to(PLUGINS).as_posix()
        for path in PLUGINS.rglob("*")
        if path.suffix in PROGRAM and word.search(path.read_text("utf-8"))
    }
    assert holders == {module}


def test_the_lists_are_named_in_the_model_alone():
    """Rooms that read office files name them as the type `ListName`, which mypy checks."""
    word = re.compile(r"""["'](?:cong-khai|co-dieu-kien)(?:\.yml)?["']""")
    holders = {
        path.relative_to(PLUGINS).as_posix()
        for path in PLUGINS.rglob("*.py")
        if word.search(path.read_text("utf-8")) and "imports/lists" not in path.as_posix()
    }
    assert holders == {
        "access_info/model/items.py",
        "access_info/model/derived.py",  # a file's name, in a sample of a folder
        "access_info/loading/rules.py",  # examples of the editor's mistakes
        # A stage of handling information, which has the same name in the law's data.
        "access_info/assessment/judges/disclosure.py",
        "access_info/legal/provisions.py",
        "access_info/legal/vocabularies.py",
    }
