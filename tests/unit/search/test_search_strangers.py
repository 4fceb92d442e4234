"""Queries that strangers wrote: their shares are the brief's, and no figure is worse than today's.

What the search makes of questions that it has not seen is in `first-met.json`; what it makes of these today
is in `today.json`, and may only get better.
"""

from __future__ import annotations

import collections
import json
from typing import Any

import pytest
import stranger_queries

SETS = sorted(path.stem for path in stranger_queries.FOLDER.glob("set-*.yml"))
# The brief's table.
SHARES = {
    "doi-thuong": 30,
    "cau-hoi": 20,
    "viet-tat": 12,
    "khong-dau": 14,
    "tieu-de": 14,
    "co-quan": 10,
    "khong-co": 60,
}
TODAY = json.loads((stranger_queries.FOLDER / "today.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def answers() -> dict[str, list[stranger_queries.StrangerAnswer]]:
    return stranger_queries.meet(SETS)


@pytest.mark.parametrize("name", SETS)
def test_a_set_has_the_shares_of_the_brief(name: str) -> None:
    entries = stranger_queries.read_set(name)
    assert collections.Counter(entry["loai"] for entry in entries) == SHARES
    assert len({entry["q"] for entry in entries}) == len(entries)
    for entry in entries:
        assert bool(entry["dung"]) == (entry["loai"] != stranger_queries.UNANSWERABLE), entry


@pytest.mark.parametrize("name", SETS)
def test_no_figure_falls_below_todays(name: str, answers: dict[str, Any]) -> None:
    figures, floor = stranger_queries.figures(answers[name]), TODAY[name]
    for figure in ("among_three", "first", "among_three_shown"):
        assert figures[figure] >= floor[figure], figure
    assert figures["presented"] <= floor["presented"], "answers are given to what has none"
