"""The README tells of every option of the plugin, and every default is true."""

from __future__ import annotations

import re
from pathlib import Path

from access_info.plugin.config import AccessInfoConfig

ROOT = Path(__file__).parents[2]


def test_readme_names_every_option_of_the_plugin():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    documented = re.findall(r"^\| `(\w+)` \| (.*?) \|", text, re.MULTILINE)
    options = dict(AccessInfoConfig._schema)
    assert {name for name, _ in documented} >= set(options)
    for name, default in documented:
        if name in options and re.fullmatch("`.*`", default):
            actual = options[name].default
            assert default.strip("`") == (
                str(actual).lower() if isinstance(actual, bool | int) else actual
            )
