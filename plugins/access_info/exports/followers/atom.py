"""Atom feeds (RFC 4287), with tombstones of what is gone (RFC 6721) and archives by year (RFC 5005)."""

from __future__ import annotations

import dataclasses
import heapq
import html
import re
from collections.abc import Callable, Iterable, Iterator

from access_info.exports.followers.news import FeedEntry, age, newest_first

MOST_ENTRIES = 50
# Of an agency's feed: those after the first fifty are told in short.
MOST_OF_AGENCY = 200
MOST_TOMBSTONES = 250
# Characters of a title told in short.
_SHORT = 36
_NAMESPACES = (
    'xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0"'
)
_TYPE = "application/atom+xml"
_HISTORY = 'xmlns:fh="http://purl.org/syndication/history/1.0"'
# A carriage return would come back as a line feed: readers of XML know only that.
_NOT_XML = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Feed:
    """A feed's own metadata.

    Attributes:
        address: Its own absolute address; "" or relative while the site has none.
        page: Address of the page that it follows.
        title: Its name.
        author: Agency or province.
        rights: Terms of re-use, or "".
        language: BCP 47 tag.
        since: ISO day that dates it while there is no news, or "".
        folder: Name of the folder of the agency that it is of; "" for a feed of all.
        agencies: Address that agencies' folder names are codes below, or "".
        point: Returns the title of a point of the law, by its code; "" if there is none.
    """

    address: str
    page: str
    title: str
    author: str
    rights: str = ""
    language: str = "vi"
    since: str = ""
    folder: str = ""
    agencies: str = ""
    point: Callable[[str], str] = lambda _: ""

    def archive(self, year: str) -> str:
        """Return the address of the archive of a year's entries."""
        return archive_name(self.address, year)

    @property
    def base(self) -> str:
        """Address that links to entries are relative to."""
        return self.page if self.folder else self.agencies or self.page

    @property
    def is_absolute(self) -> bool:
        """Whether ids can be made that stay right for ever."""
        return self.address.startswith(("https://", "http://"))


class FeedYears:
    """A feed's newest entries, and all of them by year, in short: made in one reading."""

    def __init__(self, entries: Iterable[FeedEntry], *, most: int = MOST_ENTRIES) -> None:
        """Read all entries, in any order; `most` is how many a feed holds."""
        self._years: dict[str, list[FeedEntry]] = {}
        gone: list[FeedEntry] = []
        self.entries = tuple(heapq.nsmallest(most, self._news(entries, gone), key=age))
        self.tombstones = tuple(heapq.nsmallest(MOST_TOMBSTONES, gone, key=age))

    def _news(self, entries: Iterable[FeedEntry], gone: list[FeedEntry]) -> Iterator[FeedEntry]:
        for entry in entries:
            # There are thousands: no more is kept of them than archives tell.
            self._years.setdefault(entry.day[:4], []).append(_in_short(entry))
            if entry.is_gone:
                gone.append(entry)
            else:
                yield entry

    @property
    def archived(self) -> list[str]:
        """The years of which there are archives, oldest first: none while the feed holds all."""
        shown = len(self.entries) + len(self.tombstones)
        return sorted(self._years) if sum(map(len, self._years.values())) > shown else []

    def of(self, year: str) -> tuple[FeedEntry, ...]:
        """Return a year's entries and tombstones as archives tell them, the newest first."""
        return newest_first(self._years[year])


def archive_name(feed: str, year: str) -> str:
    """Return the path or address of a year's archive, beside its feed's."""
    stem, _, ending = feed.rpartition(".")
    return f"{stem}-{year}.{ending}"


def feed_bytes(feed: Feed, years: FeedYears) -> bytes:
    """Write a feed: its newest entries and tombstones, and where the others are.

    Returns:
        The file; empty when the site's address is unknown, since ids must be absolute for
        ever, and when there is neither an entry nor `feed.since`, since a feed must be dated.
    """
    days = [entry.day for entry in (*years.entries[:1], *years.tombstones[:1])]
    newest = max(days, default=feed.since)
    if not newest or not feed.is_absolute:
        return b""
    further = f'{_NAMESPACES} xml:base="{_escaped(feed.base)}"'
    parts = [*_head(feed, newest, address=feed.address, further=further)]
    if years.archived:
        parts.append(_link("prev-archive", feed.archive(years.archived[-1]), _TYPE))
    for entry in years.entries[:MOST_ENTRIES]:
        parts += _entry(feed, entry)
    parts += (_short_entry(feed, _in_short(entry)) for entry in years.entries[MOST_ENTRIES:])
    parts += map(_tombstone, years.tombstones)
    return _document(parts)


def archive_bytes(feed: Feed, year: str, years: FeedYears, *, before: str = "") -> bytes:
    """Write the archive of a year, which stays as it is once the year is over and nothing of it changes.

    Thousands of entries may be in it, so it says of each no more than it must: what it is called, in
    short, since when, and where it is.

    Args:
        feed: The feed that it belongs to.
        year: Four digits.
        years: All entries.
        before: The year of the archive before it, or "".
    """
    mine = years.of(year)
    further = f'{_NAMESPACES} {_HISTORY} xml:base="{_escaped(feed.base)}"'
    parts = [
        *_head(feed, mine[0].day, address=feed.archive(year), further=further),
        "<fh:archive/>",
        _link("current", feed.address, _TYPE),
    ]
    if before:
        parts.append(_link("prev-archive", feed.archive(before), _TYPE))
    parts += (_tombstone(entry) if entry.is_gone else _short_entry(feed, entry) for entry in mine)
    return _document(parts)


def feed_files(feed: Feed, path: str, entries: Iterable[FeedEntry]) -> Iterator[tuple[str, bytes]]:
    """Yield a feed and its archives: path, content; nothing where it cannot be dated or addressed.

    Args:
        feed: What is said of it.
        path: Where it stands below the output folder; archives stand beside it.
        entries: All entries, in any order.
    """
    years = FeedYears(entries, most=MOST_OF_AGENCY if feed.folder else MOST_ENTRIES)
    content = feed_bytes(feed, years)
    if not content:
        return
    yield path, content
    before = ""
    for year in years.archived:
        yield archive_name(path, year), archive_bytes(feed, year, years, before=before)
        before = year


def _head(feed: Feed, newest: str, *, address: str, further: str) -> Iterator[str]:
    yield f'<feed {further} xml:lang="{_escaped(feed.language)}">'
    yield _element("id", feed.address)
    yield _element("title", feed.title)
    yield _element("updated", _moment(newest))
    yield _link("self", address, _TYPE)
    yield _link("alternate", feed.page, "text/html")
    yield f"<author>{_element('name', feed.author)}</author>"
    if feed.folder:
        yield _category(feed.folder, feed.agencies, feed.author)
    if feed.rights:
        yield _element("rights", feed.rights)


def _entry(feed: Feed, entry: FeedEntry) -> Iterator[str]:
    title = entry.title if feed.folder else f"{entry.title} – {entry.agency}"
    yield _beginning(entry, title)
    if entry.first_day and entry.first_day != entry.day:
        yield _element("published", _moment(entry.first_day))
    yield _alternate(feed, entry)
    if not feed.folder:
        yield f"<author>{_element('name', entry.agency)}</author>"
        yield _category(entry.folder, feed.agencies, "")
    for code in entry.points.split():
        # Words cost a tenth of a feed: the feed of all says them once for all agencies' feeds.
        yield _category(code, "", "" if feed.folder else feed.point(code))
    if entry.summary:
        yield _element("summary", entry.summary)
    yield "</entry>"


def _in_short(entry: FeedEntry) -> FeedEntry:
    title = entry.title
    if len(title) > _SHORT:
        title = f"{title[:_SHORT].rsplit(' ', 1)[0]}…"
    return FeedEntry(entry.day, entry.address, title)


def _short_entry(feed: Feed, entry: FeedEntry) -> str:
    return f"{_beginning(entry, entry.title)}{_alternate(feed, entry)}</entry>"


def _beginning(entry: FeedEntry, title: str) -> str:
    named = f"{_element('id', entry.address)}{_element('title', title)}"
    return f"\n<entry>{named}{_element('updated', _moment(entry.day))}"


def _alternate(feed: Feed, entry: FeedEntry) -> str:
    """Link to an entry's row, as every link does that says nothing else (RFC 4287, 4.2.7.2)."""
    return f'<link href="{_escaped(entry.address.removeprefix(feed.base))}"/>'


def _tombstone(entry: FeedEntry) -> str:
    """Write what says that an entry is there no more, and nothing of what it was (RFC 6721, 3)."""
    address, moment = _escaped(entry.address), _moment(entry.day)
    return f'\n<at:deleted-entry ref="{address}" when="{moment}"/>'


def _category(term: str, scheme: str, label: str) -> str:
    if not term:
        return ""
    more = f' scheme="{_escaped(scheme)}"' if scheme else ""
    more += f' label="{_escaped(label)}"' if label else ""
    return f'<category term="{_escaped(term)}"{more}/>'


def _link(relation: str, address: str, media_type: str = "") -> str:
    more = f' type="{media_type}"' if media_type else ""
    return f'<link rel="{relation}"{more} href="{_escaped(address)}"/>'


def _element(name: str, text: str) -> str:
    return f"<{name}>{html.escape(_in_xml(text), quote=False)}</{name}>"


def _escaped(text: str) -> str:
    """Escape text for an attribute, where a line end would come back as a blank."""
    return html.escape(_in_xml(text)).replace("\n", "&#10;").replace("\t", "&#9;")


def _in_xml(text: str) -> str:
    """Leave out what XML cannot hold, which is never printable: that is asked for much faster."""
    return text if text.isprintable() else _NOT_XML.sub("", text)


def _document(parts: Iterable[str]) -> bytes:
    return f"<?xml version='1.0' encoding='utf-8'?>\n{''.join(parts)}</feed>\n".encode()


def _moment(day: str) -> str:
    """Return a day's first moment in Viet Nam, as RFC 3339 wants it."""
    return f"{day}T00:00:00+07:00"
