"""Words of the glossary are words of the code."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"^\| (?P<names>`[^|]+`) \| (?P<word>[^|]+) \|[^|]+\|[^|]*\|$", re.M)


def test_every_name_of_the_glossary_is_used_and_has_a_vietnamese_word():
    rows = list(ROW.finditer((ROOT / "GLOSSARY.md").read_text("utf-8")))
    names = [name for row in rows for name in re.findall(r"`(\w+)`", row["names"])]
    assert len(rows) >= 60
    assert len(set(names)) == len(names)
    program = "\n".join(path.read_text("utf-8") for path in (ROOT / "plugins").rglob("*.py"))
    assert [name for name in names if not re.search(rf"\b{name}\b", program)] == []
    assert all(row["word"].strip() for row in rows)
    assert "(GLOSSARY.md)" in (ROOT / "DEVELOPERS.md").read_text("utf-8")
