"""On a phone, long tables name their columns by the style sheet: the same names as above the columns."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import access_info
from access_info.pages.agency.statistics import OUTCOMES
from access_info.pages.rendering.environment import TEMPLATES, load_texts

ASSETS = Path(access_info.__file__).parent / "assets/access-info"
TABLES = {
    ".ai-years": ("statistics", "ai-years"),
    ".ai-duties": ("standing", "ai-duties"),
    ".ai-points": ("standing", "ai-points"),
    ".ai-rules": ("standing", "ai-rules"),
}
# `.ai-points { --c2: "Tình trạng"; --c3: "…"; }`: group 1 is the table, group 2 its columns.
RULE = re.compile(r"^ *([^\n{]+) {\s+((?:--c\d: \"[^\"]+\";\s+)+)}$", re.M)
NAME = re.compile(r"--c(\d): \"([^\"]+)\";")


def rules(*sheets):
    """Table → number of the column → its name."""
    given = sheets or ("styles/lists.css", "styles/oversight.css")
    text = "".join((ASSETS / sheet).read_text(encoding="utf-8") for sheet in given)
    return {
        table: {int(number): name for number, name in NAME.findall(columns)}
        for table, columns in RULE.findall(text)
    }


def test_the_table_of_a_picture_of_outcomes_is_named_so_too():
    texts = load_texts()
    names = [texts[f"statistics.{name}"] for name, _ in OUTCOMES]
    assert rules("pictures.css") == {".ai-outcomes": dict(enumerate(names, 2))}


def test_no_table_is_forgotten():
    assert rules().keys() == TABLES.keys()


@pytest.mark.parametrize("table", TABLES)
def test_each_cell_below_a_heading_bears_its_name(table):
    page, sign = TABLES[table]
    template = (TEMPLATES / f"agency/{page}.html.jinja").read_text(encoding="utf-8")
    (written,) = re.findall(rf"<table [^>]*{sign}.*?</table>", template, re.S)
    head, rows = written.split("</thead>")
    texts = load_texts()
    headings = [texts[key] for key in re.findall(r'<th scope="col"[^>]*>\[\[(.+?)\]\]</th>', head)]
    assert rules()[table] == dict(enumerate(headings[1:], 2))
    assert "data-label" not in rows
