"""Writes an agency's coming due dates as an iCalendar file to subscribe to (RFC 5545, RFC 7986)."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

import icalendar

from access_info.assessment.findings import Finding, Judgement, Spot, Status
from access_info.exports.dataset import DatasetTexts
from access_info.exports.documents.judged import row_title
from access_info.exports.documents.paper import without_unprintable
from access_info.model.as_of import AsOf

_PRODUCT = "-//access-info//Tiep can thong tin//VI"
_HANOI = datetime.timezone(datetime.timedelta(hours=7))
_NO_HOST = "tiep-can-thong-tin"


@dataclasses.dataclass(slots=True)
class _Entry:
    """An event of the calendar before it is written: `what` is due, of a duty or of one row (`spot`)."""

    finding: Finding
    spot: Spot | None
    due: datetime.date
    what: list[str]


def due_calendar(
    *,
    agency_id: str,
    name: str,
    findings: Iterable[Finding],
    page: str,
    words: DatasetTexts,
    as_of: AsOf,
    stamp: datetime.date | None = None,
) -> bytes:
    """Return a calendar of the days by which something is due at one agency.

    An event's id is made of agency, duty, way of judging and, where the day is a row's own, the row:
    when its day moves, subscribers see the same event move. Days that have passed are left out; the
    agency's page shows them.

    Args:
        agency_id: Folder name.
        name: The agency's name.
        findings: Its duties, and rules of other laws.
        page: Absolute address of the page that shows them, or "".
        words: The texts.
        as_of: The day; only days from it on are coming.
        stamp: Day in each event's DTSTAMP, `as_of`'s by default. Given the first day from which
            the events are right, the bytes do not change from day to day.

    Returns:
        The file; empty when nothing is coming, since a calendar must hold something.
    """
    entries: dict[str, _Entry] = {}
    for finding in findings:
        if finding.status is Status.NOT_APPLICABLE:
            continue
        for judgement in finding.judgements:
            for spot, due, what in _due_days(judgement):
                if not as_of.passed(due):
                    key = _event_key(agency_id, finding, judgement, spot)
                    _add_entry(entries, key, _Entry(finding, spot, due, [what]))
    if not entries:
        return b""
    moment = datetime.datetime.combine(stamp or as_of.date, datetime.time(), _HANOI)
    calendar = icalendar.Calendar()
    calendar.add("PRODID", _PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", "PUBLISH")
    title = words.plain("documents.calendar_name", name=without_unprintable(name))
    calendar.add("NAME", title)
    calendar.add("X-WR-CALNAME", title)
    host = urlsplit(page).hostname or _NO_HOST
    for key, entry in sorted(entries.items(), key=lambda item: (item[1].due, item[0])):
        event = _event(entry, page, words)
        event.add("UID", f"{key}@{host}")
        event.add("DTSTAMP", moment.astimezone(datetime.UTC))
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _due_days(judgement: Judgement) -> Iterator[tuple[Spot | None, datetime.date, str]]:
    """Yield (row or `None`, due day, words) for each lack with a due day, and for the part's own day.

    The part's own day is left out if one of its lacks has it.
    """
    for lack in judgement.lacks:
        if lack.due is not None:
            yield (lack.spot if lack.spot.row else None), lack.due, lack.what
    lack_days = {lack.due for lack in judgement.lacks}
    if judgement.due is not None and judgement.due not in lack_days:
        yield None, judgement.due, judgement.part.title


def _event_key(agency_id: str, finding: Finding, judgement: Judgement, spot: Spot | None) -> str:
    """Return what identifies an event from build to build: `agency.duty.way`, and the id of a row if it is one's.

    By it subscribers see an event move when its day changes.
    """
    parts = [agency_id, finding.duty, judgement.part.way]
    return ".".join([*parts, without_unprintable(spot.row)] if spot is not None else parts)


def _add_entry(entries: dict[str, _Entry], key: str, entry: _Entry) -> None:
    """Put an event into `entries`; of several with one key the earliest day stays, its texts joined."""
    other = entries.get(key)
    if other is None or entry.due < other.due:
        entries[key] = entry
    elif entry.due == other.due:
        other.what += [what for what in entry.what if what not in other.what]


def _event(entry: _Entry, page: str, words: DatasetTexts) -> icalendar.Event:
    """Return the calendar's event of an entry: summary, day, description; still without UID and DTSTAMP."""
    finding = entry.finding
    if entry.spot is None:
        summary = words.plain("documents.calendar_duty", title=finding.title)
    else:
        row = row_title(entry.spot) or entry.spot.row
        summary = words.plain("documents.calendar_row", title=finding.title, row=row)
    ground = "calendar_ground" if finding.in_law else "calendar_ground_unsure"
    lines = [*entry.what, words.plain(f"documents.{ground}", citation=finding.citation)]
    event = icalendar.Event()
    event.add("SUMMARY", without_unprintable(summary))
    event.add("DTSTART", entry.due)
    event.add("DESCRIPTION", without_unprintable("\n".join(lines)))
    event.add("TRANSP", "TRANSPARENT")
    if page:
        event.add("URL", page)
    return event
