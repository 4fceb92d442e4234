"""Our section beside each of others' plugins, before or behind it, in the newest Material."""

from __future__ import annotations

import foreign_sites
import pytest
from foreign_plugins import GUESTS

pytestmark = pytest.mark.new_environment


# Ours stands where their guides put one more plugin, behind; before it too where theirs changes the
# files, pages or navigation that ours gives. print-site has to be the last, whatever the others are.
_EITHER_WAY = (
    *("awesome-nav", "literate-nav", "section-index", "gen-files", "i18n", "monorepo"),
    *("macros", "blog", "offline", "minify"),
)
_CASES = [
    *((name, "behind") for name in GUESTS if name != "print-site"),
    *((name, "before") for name in (*_EITHER_WAY, "print-site")),
]


@pytest.mark.parametrize(("name", "order"), _CASES)
def test_with_another_plugin(name, order, tmp_path):
    guest = GUESTS[name]
    theirs = ["search", {name: guest.options}]
    plugins = [*theirs, "access-info"] if order == "behind" else ["access-info", *theirs]
    folder = foreign_sites.lay_out(tmp_path / "nha", plugins, guest)
    foreign_sites.keep_in_git(folder)
    done = foreign_sites.build(folder)
    assert done.returncode == 0, done.stdout
    assert foreign_sites.faults(folder / "site") == []
    if guest.page:
        assert guest.shows in (folder / "site" / guest.page).read_text("utf-8")
