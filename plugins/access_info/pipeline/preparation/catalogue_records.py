"""What an agency has in the catalogue, taken from its data while they are read."""

from __future__ import annotations

import calendar
import collections
import datetime
import posixpath
from collections.abc import Iterator, Mapping, Sequence

from access_info.exports.catalogue.profile import TABLES
from access_info.exports.catalogue.records import AgencyRecord, Contact, DatasetRecord, Publisher
from access_info.exports.published_sets import PUBLISHED_SETS, PublishedSet, SetLevel
from access_info.exports.rows import Row
from access_info.model.agency import AgencyProfile
from access_info.model.declarations.types import PartialDate
from access_info.model.items import Document, Item
from access_info.model.lists import CONDITIONAL, DISCLOSURE
from access_info.model.registry import Agency
from access_info.model.vocabularies import FREQUENCIES
from access_info.pages.rendering.environment import anchor, vn_number
from access_info.pages.rendering.paths import CONTACT, STATISTICS
from access_info.pages.rendering.site import SiteContext
from access_info.pages.rendering.translations import Texts

_MOST_GROUPS = 5
# Of `FREQUENCIES`: a year's statistics come when it is over.
_YEARLY = "hang-nam"


def catalogued(
    agency: Agency,
    site: SiteContext,
    rows: Mapping[str, list[Row]],
    changed: Mapping[str, str],
) -> AgencyRecord | None:
    """Take what the catalogue says of an agency; `None` where the site has no catalogue.

    Args:
        agency: The agency as it may be published.
        site: What pages share.
        rows: Of its lists, by name.
        changed: ISO day of the last change of each.
    """
    if not site.has_catalogue:
        return None
    records = _Records(agency, site)
    return AgencyRecord(
        publisher_of(agency.id, agency.profile, site),
        _contact(agency, site),
        (*records.sets(rows, changed), *records.tables()),
    )


def publisher_of(agency_id: str, profile: AgencyProfile, site: SiteContext) -> Publisher:
    """Describe an agency as a publisher; its first page identifies it, as in what pages tell machines."""
    return Publisher(
        address=site.urls.absolute(site.urls.agency(agency_id)),
        name=profile.name,
        code=profile.official_code or "",
        level=profile.kind.level or "",
        folder=agency_id,
    )


def _contact(agency: Agency, site: SiteContext) -> Contact:
    """Choose whom to ask: a focal point by unit or role, else the agency itself; no person."""
    profile = agency.profile
    points = [point for point in profile.contact_points if point.is_stated]
    point = next((each for each in points if each.email or each.phone), None)
    return Contact(
        name=(point and (point.unit or point.role)) or profile.name,
        phone=(point and point.phone) or profile.phone or "",
        email=(point and point.email) or profile.email or "",
        page=site.urls.absolute(site.urls.agency(agency.id, CONTACT)),
    )


def described(published: PublishedSet, texts: Texts, *, publisher: str, rows: int) -> str:
    """Say what a published set is, whose, and how many rows it has.

    Args:
        published: The set.
        texts: The language.
        publisher: Name of who publishes it.
        rows: How many; 0 when not counted.
    """
    key = "catalogue.rows_of" if rows else "catalogue.set_of"
    whose = texts.plain(key, name=publisher, count=vn_number(rows))
    return f"{texts[published.description]} {whose}"


class _Records:
    """The maker of the records of one agency's datasets."""

    def __init__(self, agency: Agency, site: SiteContext) -> None:
        self._agency, self._site = agency, site
        self._name = agency.profile.name
        self._keyword = site.texts["catalogue.keyword"]

    def sets(
        self, rows: Mapping[str, list[Row]], changed: Mapping[str, str]
    ) -> Iterator[DatasetRecord]:
        """Yield a record for each published set of which the agency has rows."""
        agency = self._agency
        counts = {name: len(each) for name, each in rows.items()} | {
            STATISTICS: len(agency.statistics)
        }
        for published in PUBLISHED_SETS:
            name = published.name
            if SetLevel.AGENCY not in published.levels or not counts.get(name):
                continue
            items = _entries(agency.items) if name == DISCLOSURE else []
            groups = collections.Counter(item.group for item in items if item.group)
            start, end = self._span(name, items)
            yield DatasetRecord(
                name=name,
                title=f"{self._site.texts[published.title]} – {self._name}",
                description=described(
                    published, self._site.texts, publisher=self._name, rows=counts[name]
                ),
                landing_page=self._page(name),
                rows=counts[name],
                modified=changed.get(name, ""),
                start=start,
                end=end,
                frequency=_YEARLY if name == STATISTICS else _commonest(items),
                points=self._kinds() if name == CONDITIONAL else self._points(items),
                keywords=(self._keyword, *(group for group, _ in groups.most_common(_MOST_GROUPS))),
            )

    def _span(self, name: str, items: Sequence[Item | Document]) -> tuple[str, str]:
        """Return the days that a set begins and ends with: when things were made, or of years."""
        if name == STATISTICS:
            years = [each.year for each in self._agency.statistics]
            return f"{min(years)}-01-01", f"{max(years)}-12-31"
        days = [item.issued for item in items if item.issued is not None]
        return min(map(_first, days), default=""), max(map(_last, days), default="")

    def tables(self) -> Iterator[DatasetRecord]:
        """Yield a record for each attachment that is a table, of the first row that names it."""
        seen: set[str] = set()
        for item in _entries(self._agency.items):
            paths = [path for path in self._tables_of(item) if path not in seen]
            seen.update(paths)
            for path in paths:
                title = (
                    item.label if len(paths) == 1 else f"{item.label} ({posixpath.basename(path)})"
                )
                exact = item.issued.exact if item.issued is not None else None
                yield DatasetRecord(
                    name=path,
                    title=title,
                    description=self._site.texts.plain(
                        "catalogue.table_text", title=title, name=self._name
                    ),
                    landing_page=f"{self._page(DISCLOSURE)}#{anchor(item.id)}",
                    issued=_iso(item.published or exact),
                    modified=_iso(item.modified or item.published),
                    frequency=item.frequency or "",
                    points=self._points([item]),
                    keywords=(self._keyword, *([item.group] if item.group else [])),
                )

    def _tables_of(self, item: Item | Document) -> Iterator[str]:
        agency = self._agency
        for name in item.files:
            path = name if name.startswith("tep/") else f"tep/{name}"
            if (
                posixpath.splitext(path)[1].removeprefix(".").lower() in TABLES
                and path in agency.attachments
                and path not in agency.withdrawn_files
                and path not in agency.withheld
            ):
                yield path

    def _points(self, items: Sequence[Item | Document]) -> tuple[str, ...]:
        """List the points of any law that items name, each once, in order."""
        places = (self._site.framework.point(name) for item in items for name in item.points)
        return tuple(sorted({place[1].id for place in places if place is not None}))

    def _kinds(self) -> tuple[str, ...]:
        """List the kinds of information under conditions that rows name, each once, in order."""
        framework = self._site.framework
        places = (framework.conditional_kind(item.kind or "") for item in self._agency.conditional)
        return tuple(sorted({f"{pack.id}-{kind.id}" for pack, kind in filter(None, places)}))

    def _page(self, page: str) -> str:
        return self._site.urls.absolute(self._site.urls.agency(self._agency.id, page))


def _entries(items: Sequence[Item]) -> list[Item | Document]:
    """List items and documents under them; nothing of what is withdrawn."""
    entries: list[Item | Document] = []
    for item in items:
        if not item.is_withdrawn:
            entries += [item, *(each for each in item.documents if not each.is_withdrawn)]
    return entries


def _commonest(items: Sequence[Item | Document]) -> str:
    """Return how often most items change that say so; of equals the more frequent; "" if none does."""
    counts = collections.Counter(item.frequency for item in items)
    return max(FREQUENCIES, key=lambda code: counts[code]) if counts.keys() & FREQUENCIES else ""


def _first(day: PartialDate) -> str:
    return day.first.isoformat()


def _last(day: PartialDate) -> str:
    month = day.month or 12
    _, days = calendar.monthrange(day.year, month)
    return datetime.date(day.year, month, day.day or days).isoformat()


def _iso(day: datetime.date | None) -> str:
    return day.isoformat() if day is not None else ""
