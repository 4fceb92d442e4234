"""Writes Atom feeds of changes (RFC 4287), with tombstones (RFC 6721) and archives (RFC 5005)."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import heapq
import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple, TypeAlias
from urllib.parse import quote

from access_info.exports.dataset import DatasetTexts
from access_info.exports.follower_files import Comparison, FollowedLists
from access_info.exports.rows import Sources
from access_info.model.as_of import AsOf
from access_info.model.items import ConditionalItem, Document, Item
from access_info.model.registry import Agency

# An agency's news: what is new, changed, corrected, and what is no longer there.

_Row: TypeAlias = "Item | Document | ConditionalItem"


class FeedEntry(NamedTuple):
    """An entry of a feed: news about a row, or a tombstone, which says that a row was removed.

    It is small, since thousands are kept from build to build.

    Attributes:
        day: ISO day of the publication, change or correction; of the withdrawal or the removal.
        address: Permalink of the row, which is the entry's id too: a later change is the same entry.
        title: What happened, and to which row; "" makes the entry a tombstone.
        summary: Text, or "".
        first_day: ISO day on which the row was first published, or "".
        agency: Name of the agency.
        folder: The agency's folder name, a category.
        points: Codes of points of the law, further categories, with blanks between.
    """

    day: str
    address: str
    title: str
    summary: str = ""
    first_day: str = ""
    agency: str = ""
    folder: str = ""
    points: str = ""

    @property
    def is_gone(self) -> bool:
        """Whether the entry is a tombstone, which says only that a row was removed, never which."""
        return not self.title


def newest_first(entries: Iterable[FeedEntry]) -> tuple[FeedEntry, ...]:
    """Sort entries, the newest first; those of one day by address."""
    return tuple(sorted(entries, key=_sort_key))


def _sort_key(entry: FeedEntry) -> tuple[int, str]:
    """Return the sort key of entries: the newest day first, then by address."""
    return -datetime.date.fromisoformat(entry.day).toordinal(), entry.address


@dataclasses.dataclass(frozen=True)
class AgencyNews:
    """Makes the feed entries of one agency: of its rows and of its corrections.

    A row is one entry, dated by its publication or its last change, as the data or the comparison with
    what was published before tell. A withdrawn row (2026 law, Art. 22) is a tombstone without a word,
    dated no earlier than its entry before. Only days that `as_of` has reached count.

    Attributes:
        agency: The agency with its lists and corrections.
        sources: Gives permalinks.
        words: The texts of titles.
        as_of: The day of judgement.
        comparison: The states of the agency's rows, compared with those published before.
    """

    agency: Agency
    sources: Sources
    words: DatasetTexts
    as_of: AsOf
    comparison: Comparison
    # A row's id → its label, of rows that may be named: withdrawn ones are missing.
    _labels: dict[str, str] = dataclasses.field(default_factory=dict)

    def entries(self) -> tuple[FeedEntry, ...]:
        """List the entries, newest first; those of one day by address."""
        # Rows come first: they fill `_labels`, so that corrections name no withdrawn row.
        return newest_first((*self._row_entries(), *self._correction_entries()))

    def _row_entries(self) -> Iterator[FeedEntry]:
        """Yield the entries of all items, documents and conditional rows of the agency."""
        for item in self.agency.items:
            points = item.points
            yield from self._entry(item, item.label, item.number if item.title else "", points)
            for document in item.documents:
                if item.is_withdrawn or document.is_withdrawn:
                    yield from self._tombstone(document, item if item.is_withdrawn else document)
                    continue
                # Often called no more than `Quý I`: its item's label stands behind it.
                label = f"{document.label} – {item.label}"
                more = document.number if document.title else ""
                yield from self._entry(document, label, more, document.points or points)
        for entry in self.agency.conditional:
            yield from self._entry(entry, entry.label, entry.condition, ())

    def _entry(
        self, row: _Row, label: str, more: str | None, points: Iterable[str]
    ) -> Iterator[FeedEntry]:
        """Yield a row's entry, or its tombstone if it was withdrawn; nothing where no day is known.

        Args:
            row: The row.
            label: What the row is called.
            more: Text for the summary (number, condition of access), or nothing.
            points: Codes of points of the law.
        """
        if row.is_withdrawn:
            yield from self._tombstone(row, row)
            return
        self._labels[row.id] = label
        first, days = self._days(row)
        later = self.comparison.day(row.id)
        if not days and not later:
            return
        latest = max(days, default="")
        changed = latest != first or self.comparison.has_changed(row.id)
        words = self.words["exports.feed_changed" if changed else "exports.feed_new"]
        yield FeedEntry(
            day=max(latest, later),
            address=self.sources.permalink(row.id),
            title=f"{words}: {label}",
            summary=more or "",
            first_day=first,
            agency=self.agency.profile.name,
            folder=self.agency.id,
            points=" ".join(filter(None, points)),
        )

    def _tombstone(self, row: _Row, taken: _Row) -> Iterator[FeedEntry]:
        """Yield the tombstone of a withdrawn row; nothing where no day is known.

        Args:
            row: The row.
            taken: What was withdrawn: the row itself, or the item that it is under.
        """
        _, days = self._days(row)
        days.append(self.comparison.day(row.id))
        if taken.withdrawn is not None and taken.withdrawn.date is not None:
            days.append(taken.withdrawn.date.isoformat())
        if day := max(days, default=""):
            address = self.sources.permalink(row.id)
            yield FeedEntry(day=day, address=address, title="", folder=self.agency.id)

    def _days(self, row: _Row) -> tuple[str, list[str]]:
        """Return (day of publication or "", days of publication and of change) of a row, as ISO.

        Days that are still to come are left out.
        """
        published = getattr(row, "published", None)
        stated = [day for day in (published, row.modified) if day is not None]
        days = [day.isoformat() for day in stated if self.as_of.reached(day)]
        first = published.isoformat() if published else ""
        return first if first in days else "", days

    def _correction_entries(self) -> Iterator[FeedEntry]:
        """Yield an entry for each mistake that was corrected, with the wrong and the right words."""
        for correction in self.agency.corrections:
            day = correction.corrected
            if day is None or not self.as_of.reached(day):
                continue
            about = self._labels.get(correction.item or "") or correction.item or correction.id
            texts = (
                ("exports.feed_wrong", correction.wrong),
                ("exports.feed_right", correction.right),
            )
            yield FeedEntry(
                day=day.isoformat(),
                address=self.sources.correction(correction.id),
                title=f"{self.words['exports.feed_corrected']}: {about}",
                summary=". ".join(f"{self.words[key]}: {text}" for key, text in texts if text),
                first_day=day.isoformat(),
                agency=self.agency.profile.name,
                folder=self.agency.id,
            )


def removed_entries(
    followed: FollowedLists, pages: Mapping[str, str], *, folder: str, present: Iterable[str]
) -> Iterator[FeedEntry]:
    """Yield the tombstones of rows that were deleted from the data rather than withdrawn.

    Args:
        followed: The states of an agency's rows; removed rows have no hash.
        pages: List → the address of its page.
        folder: The agency's folder name.
        present: Addresses that have an entry or tombstone already.
    """
    known = frozenset(present)
    for name, rows in followed.items():
        for key, row in rows.items():
            address = f"{pages[name]}#{quote(key, safe='')}" if name in pages else ""
            if not row.digest and address and address not in known:
                yield FeedEntry(day=row.day, address=address, title="", folder=folder)


# Entries as Atom feeds and archives.

# In the feed of all agencies, and in full in any feed.
MAX_ENTRIES = 50
# In an agency's feed; entries after the first fifty are written in short.
MAX_AGENCY_ENTRIES = 200
# In any feed; older ones are only in archives.
MAX_TOMBSTONES = 250
# In an archive, about; a month with more has several.
MAX_ARCHIVED = 600
# Characters of a title in a short entry.
_SHORT_TITLE = 36
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
        page: Address of the page whose changes it reports.
        title: Its name.
        author: Agency or province.
        rights: Terms of re-use, or "".
        language: BCP 47 tag.
        since: ISO day that dates it while it has no entries, or "".
        folder: Folder name of its agency; "" for the feed of all agencies.
        agencies: Address below which agencies' folder names lie, the scheme of categories; or "".
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

    def archive(self, month: str) -> str:
        """Return the address of the archive of a month's entries."""
        return archive_name(self.address, month)

    @property
    def base(self) -> str:
        """The address that entries' links are relative to (`xml:base`), so that feeds stay small."""
        return self.page if self.folder else self.agencies or self.page

    @property
    def is_absolute(self) -> bool:
        """Whether the feed's own address is absolute, so that entries can have lasting ids."""
        return self.address.startswith(("https://", "http://"))


class FeedMonths:
    """A feed's newest entries and tombstones, and all entries by month in short, from one reading."""

    def __init__(self, entries: Iterable[FeedEntry], *, most: int = MAX_ENTRIES) -> None:
        """Read all entries, in any order; `most` is how many a feed holds."""
        self._months: dict[str, list[FeedEntry]] = {}
        gone: list[FeedEntry] = []
        self.entries = tuple(heapq.nsmallest(most, self._news(entries, gone), key=_sort_key))
        self.tombstones = tuple(heapq.nsmallest(MAX_TOMBSTONES, gone, key=_sort_key))
        for month in [*self._months]:
            self._divide(month)

    def _divide(self, month: str) -> None:
        """Divide a month with very many entries by their addresses' hashes, so that an edit changes few.

        A whole list is often published on one day.
        """
        digits = 0
        while len(self._months[month]) > MAX_ARCHIVED * 16**digits:
            digits += 1
        for entry in self._months.pop(month):
            digest = hashlib.sha256(entry.address.encode()).hexdigest()
            name = f"{month}-{digest[:digits]}" if digits else month
            self._months.setdefault(name, []).append(entry)

    def _news(self, entries: Iterable[FeedEntry], gone: list[FeedEntry]) -> Iterator[FeedEntry]:
        """Yield entries of news, put tombstones into `gone`, and note all of them by month in short."""
        for entry in entries:
            # There are thousands: of each only what an archive says is kept in memory.
            self._months.setdefault(entry.day[:7], []).append(_shortened(entry))
            if entry.is_gone:
                gone.append(entry)
            else:
                yield entry

    @property
    def archived(self) -> list[str]:
        """Months, or parts of them, that have an archive, oldest first; none while the feed holds everything."""
        shown = len(self.entries) + len(self.tombstones)
        return sorted(self._months) if sum(map(len, self._months.values())) > shown else []

    def of(self, month: str) -> tuple[FeedEntry, ...]:
        """Return an archive's entries and tombstones in short, the newest first."""
        return newest_first(self._months[month])


def archive_name(feed: str, month: str) -> str:
    """Return the path or address of a month's archive: `tin.xml`, `2026-11` → `tin-2026-11.xml`."""
    stem, _, ending = feed.rpartition(".")
    return f"{stem}-{month}.{ending}"


def feed_bytes(feed: Feed, months: FeedMonths) -> bytes:
    """Return a feed's file: its newest entries and tombstones, and a link to the newest archive.

    Returns:
        The file; empty when the site's address is unknown, since ids must be absolute, and
        when there is neither an entry nor `feed.since`, since a feed must be dated.
    """
    days = [entry.day for entry in (*months.entries[:1], *months.tombstones[:1])]
    newest = max(days, default=feed.since)
    if not newest or not feed.is_absolute:
        return b""
    further = f'{_NAMESPACES} xml:base="{_escaped(feed.base)}"'
    parts = [*_head(feed, newest, address=feed.address, further=further)]
    if months.archived:
        parts.append(_link("prev-archive", feed.archive(months.archived[-1]), _TYPE))
    for entry in months.entries[:MAX_ENTRIES]:
        parts += _entry(feed, entry)
    parts += (_short_entry(feed, _shortened(entry)) for entry in months.entries[MAX_ENTRIES:])
    parts += map(_tombstone, months.tombstones)
    return _xml_document(parts)


def archive_bytes(feed: Feed, month: str, months: FeedMonths, *, before: str = "") -> bytes:
    """Return the archive file of a month's entries (RFC 5005), so that followers can catch up on old ones.

    It may have thousands of entries, so each says only what Atom demands: shortened title, day, link.

    Args:
        feed: The feed that the archive belongs to.
        month: Year and month, `2026-11`, and a digit behind them if it has several, `2026-11-a`.
        months: All entries.
        before: The month of the archive before, to link to, or "".
    """
    mine = months.of(month)
    further = f'{_NAMESPACES} {_HISTORY} xml:base="{_escaped(feed.base)}"'
    parts = [
        *_head(feed, mine[0].day, address=feed.archive(month), further=further),
        "<fh:archive/>",
        _link("current", feed.address, _TYPE),
    ]
    if before:
        parts.append(_link("prev-archive", feed.archive(before), _TYPE))
    parts += (_tombstone(entry) if entry.is_gone else _short_entry(feed, entry) for entry in mine)
    return _xml_document(parts)


def feed_files(feed: Feed, path: str, entries: Iterable[FeedEntry]) -> Iterator[tuple[str, bytes]]:
    """Yield (path, content) of a feed and its archives; nothing where it has no day or no address.

    Args:
        feed: The feed's metadata.
        path: The feed's path below the output folder; archives lie beside it.
        entries: All entries, in any order.
    """
    months = FeedMonths(entries, most=MAX_AGENCY_ENTRIES if feed.folder else MAX_ENTRIES)
    content = feed_bytes(feed, months)
    if not content:
        return
    yield path, content
    before = ""
    for month in months.archived:
        yield archive_name(path, month), archive_bytes(feed, month, months, before=before)
        before = month


def _head(feed: Feed, newest: str, *, address: str, further: str) -> Iterator[str]:
    """Yield the elements above the entries of a feed or archive.

    Args:
        feed: The feed.
        newest: ISO day of the newest entry.
        address: Address of the file itself: the feed or an archive of it.
        further: Attributes of the root element.
    """
    yield f'<feed {further} xml:lang="{_escaped(feed.language)}">'
    yield _element("id", feed.address)
    yield _element("title", feed.title)
    yield _element("updated", _first_moment(newest))
    yield _link("self", address, _TYPE)
    yield _link("alternate", feed.page, "text/html")
    yield f"<author>{_element('name', feed.author)}</author>"
    if feed.folder:
        yield _category(feed.folder, feed.agencies, feed.author)
    if feed.rights:
        yield _element("rights", feed.rights)


def _entry(feed: Feed, entry: FeedEntry) -> Iterator[str]:
    """Yield the elements of a full entry; only the feed of all names the entry's agency."""
    title = entry.title if feed.folder else f"{entry.title} – {entry.agency}"
    yield _entry_start(entry, title)
    if entry.first_day and entry.first_day != entry.day:
        yield _element("published", _first_moment(entry.first_day))
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


def _shortened(entry: FeedEntry) -> FeedEntry:
    """Return an entry with day, address and a title cut between words; a tombstone stays one."""
    title = entry.title
    if len(title) > _SHORT_TITLE:
        title = f"{title[:_SHORT_TITLE].rsplit(' ', 1)[0]}…"
    return FeedEntry(entry.day, entry.address, title)


def _short_entry(feed: Feed, entry: FeedEntry) -> str:
    """Return an entry with only what Atom demands: id, title, day and link."""
    return f"{_entry_start(entry, entry.title)}{_alternate(feed, entry)}</entry>"


def _entry_start(entry: FeedEntry, title: str) -> str:
    """Return the opening of an entry with id, title and day; the caller closes it."""
    named = f"{_element('id', entry.address)}{_element('title', title)}"
    return f"\n<entry>{named}{_element('updated', _first_moment(entry.day))}"


def _alternate(feed: Feed, entry: FeedEntry) -> str:
    """Return the link to an entry's row; `rel` is left out, as `alternate` is the default (4.2.7.2)."""
    return f'<link href="{_escaped(entry.address.removeprefix(feed.base))}"/>'


def _tombstone(entry: FeedEntry) -> str:
    """Return the element that says that a row was removed, and nothing of what it was (RFC 6721, 3)."""
    address, moment = _escaped(entry.address), _first_moment(entry.day)
    return f'\n<at:deleted-entry ref="{address}" when="{moment}"/>'


def _category(term: str, scheme: str, label: str) -> str:
    """Return a category element: a code, the scheme it is from, its words; "" without a code."""
    if not term:
        return ""
    attributes = f' scheme="{_escaped(scheme)}"' if scheme else ""
    attributes += f' label="{_escaped(label)}"' if label else ""
    return f'<category term="{_escaped(term)}"{attributes}/>'


def _link(relation: str, address: str, media_type: str) -> str:
    """Return a link element, from the relation (`self`, `current` …), the address and what is there."""
    return f'<link rel="{relation}" type="{media_type}" href="{_escaped(address)}"/>'


def _element(name: str, text: str) -> str:
    """Return an XML element with a text, escaped."""
    return f"<{name}>{html.escape(_in_xml(text), quote=False)}</{name}>"


def _escaped(text: str) -> str:
    """Escape text for an attribute, where a line end would come back as a blank."""
    return html.escape(_in_xml(text)).replace("\n", "&#10;").replace("\t", "&#9;")


def _in_xml(text: str) -> str:
    """Return a text without characters that XML cannot hold.

    None of them is printable, so a printable text needs no search: that test is much faster.
    """
    return text if text.isprintable() else _NOT_XML.sub("", text)


def _xml_document(parts: Iterable[str]) -> bytes:
    """Return the whole file: XML declaration, the parts, and the end of the feed element."""
    return f"<?xml version='1.0' encoding='utf-8'?>\n{''.join(parts)}</feed>\n".encode()


def _first_moment(day: str) -> str:
    """Return a day's first moment in Viet Nam, as RFC 3339 wants it."""
    return f"{day}T00:00:00+07:00"
