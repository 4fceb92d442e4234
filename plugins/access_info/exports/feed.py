"""Atom feeds (RFC 4287) of what is new, changed and corrected."""

from __future__ import annotations

import dataclasses
import datetime
import heapq
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from xml.etree import ElementTree as ET

from access_info.exports.dataset import DatasetTexts
from access_info.exports.rows import Sources
from access_info.model.items import ConditionalItem, Document, Item
from access_info.model.registry import Agency, AsOf

MOST_ENTRIES = 50
_ATOM = "http://www.w3.org/2005/Atom"
# A carriage return would come back as a line feed: readers of XML know only that.
_NOT_XML = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


class FeedEntry(NamedTuple):
    """An Atom entry, one piece of news; small: thousands are kept from build to build.

    Attributes:
        day: ISO day of the publication, change or correction.
        address: Permalink, which is its id too: a later change is the same entry, newer.
        title: What happened, and to which row.
        summary: Text, or "".
        first_day: ISO day on which it was published, or "".
        agency: Name of the agency.
    """

    day: str
    address: str
    title: str
    summary: str
    first_day: str
    agency: str


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
    """

    address: str
    page: str
    title: str
    author: str
    rights: str = ""
    language: str = "vi"
    since: str = ""


def agency_entries(
    agency: Agency, sources: Sources, words: DatasetTexts, as_of: AsOf
) -> tuple[FeedEntry, ...]:
    """List an agency's newest entries, newest first and `MOST_ENTRIES` at most.

    An item is one entry, dated by its publication or its last change; a correction is one.
    What was withdrawn is no news. Only days that `as_of` has reached count.

    Args:
        agency: With its lists and corrections.
        sources: For permalinks.
        words: The language of titles.
        as_of: The day of judgement.
    """
    items = _item_news(agency, sources, words, as_of)
    return _newest((*items, *_correction_news(agency, sources, words, as_of)))


def agency_feed(feed: Feed, entries: Iterable[FeedEntry]) -> bytes:
    """Write the Atom feed of one agency.

    Returns:
        The file; empty when the site's address is unknown, since ids must be absolute for
        ever, and when there is neither an entry nor `feed.since`, since a feed must be dated.
    """
    return _feed(feed, _newest(entries), authors=False)


def province_feed(feed: Feed, entries: Iterable[FeedEntry]) -> bytes:
    """Write the Atom feed of all agencies, each entry with its agency's name.

    Returns:
        The file; empty when the site's address is unknown or nothing dates the feed.
    """
    return _feed(feed, _newest(entries), authors=True)


def _newest(entries: Iterable[FeedEntry]) -> tuple[FeedEntry, ...]:
    """Pick the newest `MOST_ENTRIES` entries, newest first; those of one day by address."""
    return tuple(heapq.nsmallest(MOST_ENTRIES, entries, key=_age))


def _age(entry: FeedEntry) -> tuple[int, str]:
    return -datetime.date.fromisoformat(entry.day).toordinal(), entry.address


def _item_news(
    agency: Agency, sources: Sources, words: DatasetTexts, as_of: AsOf
) -> Iterator[FeedEntry]:
    name = agency.profile.name
    new, changed = words["exports.feed_new"], words["exports.feed_changed"]
    for item, label, more in _rows(agency):
        first = getattr(item, "published", None)
        days = [day for day in (first, item.modified) if day is not None and as_of.reached(day)]
        if not days:
            continue
        day = max(days)
        yield FeedEntry(
            day=day.isoformat(),
            address=sources.permalink(item.id),
            title=f"{new if day == first else changed}: {label}",
            summary=more,
            first_day=first.isoformat() if first in days else "",
            agency=name,
        )


def _rows(agency: Agency) -> Iterator[tuple[Item | Document | ConditionalItem, str, str]]:
    """Yield each row not withdrawn, a label that is clear away from its list, and further words.

    A document is often called no more than `Quý I`, so its item's label stands behind it. Further
    words are the number beside a title, or the condition of access.
    """
    for item in agency.items:
        if item.is_withdrawn:
            continue
        yield item, item.label, item.number or "" if item.title else ""
        for document in item.documents:
            if not document.is_withdrawn:
                label = f"{document.label} – {item.label}"
                yield document, label, document.number or "" if document.title else ""
    for entry in agency.conditional:
        if not entry.is_withdrawn:
            yield entry, entry.label, entry.condition or ""


def _correction_news(
    agency: Agency, sources: Sources, words: DatasetTexts, as_of: AsOf
) -> Iterator[FeedEntry]:
    labels = {item.id: label for item, label, _ in _rows(agency)}
    for correction in agency.corrections:
        day = correction.corrected
        if day is None or not as_of.reached(day):
            continue
        about = labels.get(correction.item or "") or correction.item or correction.id
        texts = (
            ("exports.feed_wrong", correction.wrong),
            ("exports.feed_right", correction.right),
        )
        yield FeedEntry(
            day=day.isoformat(),
            address=sources.correction(correction.id),
            title=f"{words['exports.feed_corrected']}: {about}",
            summary=". ".join(f"{words[key]}: {text}" for key, text in texts if text),
            first_day=day.isoformat(),
            agency=agency.profile.name,
        )


def _feed(feed: Feed, entries: tuple[FeedEntry, ...], *, authors: bool) -> bytes:
    newest = entries[0].day if entries else feed.since
    if not newest or not feed.address.startswith(("https://", "http://")):
        return b""
    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": feed.language})
    _add(root, "id", feed.address)
    _add(root, "title", feed.title)
    _add(root, "updated", _moment(newest))
    ET.SubElement(root, "link", rel="self", type="application/atom+xml", href=feed.address)
    ET.SubElement(root, "link", rel="alternate", type="text/html", href=feed.page)
    _add(ET.SubElement(root, "author"), "name", feed.author)
    if feed.rights:
        _add(root, "rights", feed.rights)
    for entry in entries:
        node = ET.SubElement(root, "entry")
        _add(node, "id", entry.address)
        _add(node, "title", f"{entry.title} – {entry.agency}" if authors else entry.title)
        _add(node, "updated", _moment(entry.day))
        if entry.first_day:
            _add(node, "published", _moment(entry.first_day))
        # An alternate, as every link that says nothing else (RFC 4287, 4.2.7.2).
        ET.SubElement(node, "link", href=entry.address)
        if authors:
            _add(ET.SubElement(node, "author"), "name", entry.agency)
        if entry.summary:
            _add(node, "summary", entry.summary)
    # Encoded as a whole: ElementTree itself would encode each of its thousands of pieces.
    text = ET.tostring(root, encoding="unicode")
    return f"<?xml version='1.0' encoding='utf-8'?>\n{text}".encode()


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = _NOT_XML.sub("", text)


def _moment(day: str) -> str:
    """Return a day's first moment in Viet Nam, as RFC 3339 wants it."""
    return f"{day}T00:00:00+07:00"
