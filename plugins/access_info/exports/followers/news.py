"""An agency's news: what is new, changed, corrected, and what is no longer there."""

from __future__ import annotations

import datetime
import operator
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypeAlias
from urllib.parse import quote

from access_info.exports.dataset import DatasetTexts
from access_info.exports.followers.rows import Comparison, FollowedLists
from access_info.exports.rows import Sources
from access_info.model.as_of import AsOf
from access_info.model.items import ConditionalItem, Document, Item
from access_info.model.registry import Agency

_Row: TypeAlias = "Item | Document | ConditionalItem"


class FeedEntry(NamedTuple):
    """A piece of news, or a row that is no longer there; small: thousands are kept from build to build.

    Attributes:
        day: ISO day of the publication, change or correction; of the withdrawal or the removal.
        address: Permalink, which is its id too: a later change is the same entry, newer.
        title: What happened, and to which row; "" for a row that is withdrawn or gone.
        summary: Text, or "".
        first_day: ISO day on which it was published, or "".
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
        """Whether it is a tombstone: it says no more than that there is nothing any more."""
        return not self.title


def agency_entries(
    agency: Agency,
    sources: Sources,
    words: DatasetTexts,
    as_of: AsOf,
    comparison: Comparison,
) -> tuple[FeedEntry, ...]:
    """List an agency's entries, newest first; those of one day by address.

    A row is one entry, dated by its publication or its last change, as its data tell and as a
    comparison with what was published before tells; a correction is one. A row that was withdrawn
    (2026 law, Art. 22) is one without a word, dated by its withdrawal and by nothing earlier than what
    its entry had said before. Only days that `as_of` has reached count.

    Args:
        agency: With its lists and corrections.
        sources: For permalinks.
        words: The language of titles.
        as_of: The day of judgement.
        comparison: Its rows beside what was published before.
    """
    news = _News(agency, sources, words, as_of, comparison)
    return newest_first((*news.of_rows(), *news.of_corrections()))


def newest_first(entries: Iterable[FeedEntry]) -> tuple[FeedEntry, ...]:
    """Sort entries, the newest first; those of one day by address."""
    by_address = sorted(entries, key=operator.attrgetter("address"))
    return tuple(sorted(by_address, key=operator.attrgetter("day"), reverse=True))


def age(entry: FeedEntry) -> tuple[int, str]:
    """Return by what entries are sorted, the newest first."""
    return -datetime.date.fromisoformat(entry.day).toordinal(), entry.address


class _News:
    """The entries of one agency."""

    def __init__(
        self,
        agency: Agency,
        sources: Sources,
        words: DatasetTexts,
        as_of: AsOf,
        comparison: Comparison,
    ) -> None:
        self._agency, self._sources, self._words, self._as_of = agency, sources, words, as_of
        self._comparison = comparison
        self._labels: dict[str, str] = {}

    def of_rows(self) -> Iterator[FeedEntry]:
        for item in self._agency.items:
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
        for entry in self._agency.conditional:
            yield from self._entry(entry, entry.label, entry.condition, ())

    def _entry(
        self, row: _Row, label: str, more: str | None, points: Iterable[str]
    ) -> Iterator[FeedEntry]:
        """Yield a row's entry; nothing where no day is known."""
        if row.is_withdrawn:
            yield from self._tombstone(row, row)
            return
        self._labels[row.id] = label
        first, days = self._days(row)
        later = self._comparison.day(row.id)
        if not days and not later:
            return
        latest = max(days, default="")
        changed = latest != first or self._comparison.has_changed(row.id)
        words = self._words["exports.feed_changed" if changed else "exports.feed_new"]
        yield FeedEntry(
            day=max(latest, later),
            address=self._sources.permalink(row.id),
            title=f"{words}: {label}",
            summary=more or "",
            first_day=first,
            agency=self._agency.profile.name,
            folder=self._agency.id,
            points=" ".join(filter(None, points)),
        )

    def _tombstone(self, row: _Row, taken: _Row) -> Iterator[FeedEntry]:
        """Yield what says that a row is there no more; nothing where no day is known.

        Args:
            row: The row.
            taken: What was withdrawn: the row, or the item that it stands under.
        """
        _, days = self._days(row)
        days.append(self._comparison.day(row.id))
        if taken.withdrawn is not None and taken.withdrawn.date is not None:
            days.append(taken.withdrawn.date.isoformat())
        if day := max(days, default=""):
            address = self._sources.permalink(row.id)
            yield FeedEntry(day=day, address=address, title="", folder=self._agency.id)

    def _days(self, row: _Row) -> tuple[str, list[str]]:
        """Return the day of publication, or "", and all days that the data tell."""
        first = getattr(row, "published", None)
        reached = [
            day for day in (first, row.modified) if day is not None and self._as_of.reached(day)
        ]
        return first.isoformat() if first in reached else "", [day.isoformat() for day in reached]

    def of_corrections(self) -> Iterator[FeedEntry]:
        """Yield corrections, after rows: what is withdrawn is not named by them."""
        for correction in self._agency.corrections:
            day = correction.corrected
            if day is None or not self._as_of.reached(day):
                continue
            about = self._labels.get(correction.item or "") or correction.item or correction.id
            texts = (
                ("exports.feed_wrong", correction.wrong),
                ("exports.feed_right", correction.right),
            )
            yield FeedEntry(
                day=day.isoformat(),
                address=self._sources.correction(correction.id),
                title=f"{self._words['exports.feed_corrected']}: {about}",
                summary=". ".join(f"{self._words[key]}: {text}" for key, text in texts if text),
                first_day=day.isoformat(),
                agency=self._agency.profile.name,
                folder=self._agency.id,
            )


def removed_entries(
    followed: FollowedLists, pages: Mapping[str, str], *, folder: str, present: Iterable[str]
) -> Iterator[FeedEntry]:
    """Yield what says that rows are there no more that were removed from the data.

    Args:
        followed: What is known of an agency's rows, those without a hash among them.
        pages: List → the address of its page.
        folder: The agency's folder name.
        present: Addresses that are told already.
    """
    known = frozenset(present)
    for name, rows in followed.items():
        for key, row in rows.items():
            address = f"{pages[name]}#{quote(key, safe='')}" if name in pages else ""
            if not row.digest and address and address not in known:
                yield FeedEntry(day=row.day, address=address, title="", folder=folder)
