"""Our section beside others' plugins, before or behind them, in the newest Material."""

from __future__ import annotations

import foreign_sites
import pytest
from foreign_plugins import GUESTS, IN_MATERIAL

pytestmark = pytest.mark.new_environment

# One site has all that go together in Material: each does its work beside the others', or is named.
# What gives the navigation, the addresses, the languages or the HTML another shape has a site of its own.
_ALONE = ("offline", "awesome-nav", "literate-nav", "i18n", "monorepo", "minify")
# Ours stands where their guides put one more plugin, behind; before it too where theirs changes the
# files, pages or navigation that ours gives. print-site has to be the last, whatever the others are.
_TOGETHER = (*(name for name in IN_MATERIAL if name != "minify"), "mike")
_CASES = [
    *((_TOGETHER, order) for order in ("behind", "before")),
    *(((name,), order) for name in _ALONE for order in ("behind", "before")),
    (("print-site",), "before"),
]


def test_every_guest_is_tried():
    assert {name for names, _ in _CASES for name in names} == {*GUESTS}


@pytest.mark.parametrize(
    ("names", "order"), _CASES, ids=lambda case: case if isinstance(case, str) else case[0]
)
def test_with_others_plugins(names, order, tmp_path):
    guests = [GUESTS[name] for name in names]
    theirs = ["search", *({name: GUESTS[name].options} for name in names)]
    plugins = [*theirs, "access-info"] if order == "behind" else ["access-info", *theirs]
    folder = foreign_sites.lay_out(tmp_path / "nha", plugins, *guests)
    foreign_sites.keep_in_git(folder)
    done = foreign_sites.build(folder)
    assert done.returncode == 0, done.stdout
    site = folder / "site"
    assert foreign_sites.faults(site) == []
    shown = [
        name
        for name, guest in zip(names, guests, strict=True)
        if not guest.page or guest.shows in (site / guest.page).read_text("utf-8")
    ]
    assert shown == [*names]
