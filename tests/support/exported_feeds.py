"""The news of the small agency of `exported_lists`, and a feed of it."""

from __future__ import annotations

import exported_lists

from access_info.exports.follower_feed import AgencyNews, Feed
from access_info.exports.follower_files import compared, rows_now
from access_info.exports.json_files import compact
from access_info.exports.rows import conditional_rows, disclosure_rows
from access_info.pages.rendering.environment import load_texts

WORDS = load_texts()


def entries_of(agency=None, as_of=None, earlier=None):
    """All entries; `earlier` is what was known of its rows before."""
    given, sources = agency or exported_lists.agency(), exported_lists.sources()
    as_of = as_of or exported_lists.as_of()
    rows = {
        "cong-khai": disclosure_rows(given, sources),
        "co-dieu-kien": conditional_rows(given, sources),
    }
    now = {name: rows_now(each, map(compact, each)) for name, each in rows.items()}
    return AgencyNews(given, sources, WORDS, as_of, compared(now, earlier, as_of)).entries()


def news_of(*given, **named):
    """Entries without tombstones."""
    return [entry for entry in entries_of(*given, **named) if not entry.is_gone]


def feed(address=f"{exported_lists.SITE}/co-quan/so-mau/tin.atom", **values):
    """A feed's own metadata."""
    values = {"title": "Tin của Sở Mẫu", "author": "Sở Mẫu", **values}
    return Feed(address=address, page=f"{exported_lists.SITE}/co-quan/so-mau/", **values)


def item(identifier, **values):
    """An item as data have it."""
    return {"ma": identifier, "ten": f"Mục {identifier}", **values}
