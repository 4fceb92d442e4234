"""Our section beside each of others' plugins, before it and behind it, in the newest Material."""

from __future__ import annotations

import foreign_sites
import pytest
from foreign_plugins import GUESTS

pytestmark = pytest.mark.new_environment


# print-site has to be the last plugin, whatever the others are (test_together.py).
_CASES = [
    (name, order)
    for name in GUESTS
    for order in ("before", "behind")
    if (name, order) != ("print-site", "behind")
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
