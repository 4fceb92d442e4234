"""What is made of an agency's data besides pages: files, a feed, metadata in page heads, QR codes."""

from __future__ import annotations

import base64
import calendar
import collections
import dataclasses
import datetime
import functools
import html
import posixpath
import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

from access_info.exports import follower_files, set_rows
from access_info.exports.catalogue.profile import TABLES
from access_info.exports.catalogue.records import AgencyRecord, Contact, DatasetRecord, Publisher
from access_info.exports.columns import LIST_COLUMNS, ListColumns
from access_info.exports.dataset import COMPARED, OF_DATA, Concepts, Dataset
from access_info.exports.follower_feed import (
    AgencyNews,
    Feed,
    FeedEntry,
    feed_files,
    newest_first,
    removed_entries,
)
from access_info.exports.formats import FORMATS, AgencyList
from access_info.exports.json_files import ROOT, RowLines, json_bytes, row_lines
from access_info.exports.published_sets import PUBLISHED_SETS, PublishedSet, SetLevel
from access_info.exports.rows import Row, Sources, conditional_rows, disclosure_rows, last_change
from access_info.exports.set_columns import (
    AGENCY_COLUMNS,
    CORRECTION_COLUMNS,
    STANDING_COLUMNS,
    STATISTICS_COLUMNS,
)
from access_info.exports.structured import (
    DatasetAbout,
    Download,
    agency_ld,
    dataset_ld,
    datasets_ld,
)
from access_info.exports.tables import Cells, csv_bytes
from access_info.model.as_of import AsOf
from access_info.model.items import CONDITIONAL, DISCLOSURE, LISTS, Document, Item
from access_info.model.registry import Agency
from access_info.model.types import PartialDate
from access_info.model.vocabularies import FREQUENCIES
from access_info.pages.agency.compliance import MAX_EVIDENCE, StandingView
from access_info.pages.agency.links import TITLES
from access_info.pages.province.open_data import code_addresses
from access_info.pages.rendering.environment import Texts, anchor, load_texts, vn_number
from access_info.pages.rendering.paths import CONTACT, CORRECTIONS, DOWNLOADS, FEED, STATISTICS
from access_info.pages.rendering.site import Page, SiteContext, law_in_force
from access_info.pipeline.incremental.earlier import EarlierState
from access_info.pipeline.preparation.open_data import (
    about_list,
    agency_dataset,
    feed_of,
    file_link,
    parent_of,
    published_rows,
    script,
    shared_path,
    site_dataset,
)
from access_info.source.placeholders import Placeholder

# A QR code that leads from the posted page to the live one (ISO/IEC 18004).

# PNG with one bit a pixel: 0 is dark, 1 is light; the library has 0 and 255.
_BITS = bytes.maketrans(b"\0\xff", b"01")


def qr_image(address: str, *, label: str) -> str:
    """Return an `<img>` with a QR code, so that a printed list leads back to its live page.

    Error correction is at level M, 15 %: enough for a sheet of paper behind glass, and the smallest
    that survives a fold. The picture has one pixel a square and is scaled by the style sheet
    (`.ai-qr`), which browsers print sharp (`image-rendering: pixelated`): a fifth of the bytes of
    an SVG.

    Args:
        address: Where the code leads.
        label: Alternative text, for those who do not see the code.
    """
    import zxingcpp  # noqa: PLC0415 - a build of no changed page draws none

    code = zxingcpp.create_barcode(address, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    image = code.to_image()  # with four squares of quiet around (ISO/IEC 18004, 5.3.8)
    squares = bytes(image)  # type: ignore[call-overload]  # a buffer, of which its types tell nothing
    picture = base64.b64encode(_png(squares, image.shape[1])).decode()
    source = f"data:image/png;base64,{picture}"
    return f'<img class="ai-qr" alt="{html.escape(label)}" src="{source}">'


def _png(squares: bytes, side: int) -> bytes:
    """Return the squares of a QR code as a PNG of one bit a pixel.

    Args:
        squares: One byte a square, row by row: 0 for dark, 255 for light.
        side: Squares in a row, and rows.
    """
    width = -(-side // 8)  # bytes of a line, eight squares in each
    bits = squares.translate(_BITS).decode()
    pixels = b"".join(
        # Each line begins with the number of its filter: 0, none.
        b"\0" + int(bits[start : start + side].ljust(8 * width, "0"), 2).to_bytes(width, "big")
        for start in range(0, side * side, side)
    )
    head = struct.pack(">2I5B", side, side, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(pixels, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_png_chunk(name, data) for name, data in chunks)


def _png_chunk(name: bytes, data: bytes) -> bytes:
    """Return a chunk of a PNG file: length, name, content, checksum (PNG, 5.3)."""
    named = name + data
    return struct.pack(">I", len(data)) + named + struct.pack(">I", zlib.crc32(named))


# Formats that page heads do not link: programs do not look for spreadsheets there.
_FOR_SPREADSHEETS = frozenset({"xlsx"})
_FEED_LINK = '<link rel="alternate" type="application/atom+xml" title="{}" href="{}">'


class AgencyFiles:
    """The downloads and the feed of one agency, and the metadata in its pages' heads.

    Attributes:
        rows: Rows of each list; empty where the site offers no downloads.
        entries: News of the agency, newest first.
        comparison: The rows compared with the earlier publication.
    """

    def __init__(
        self,
        agency: Agency,
        site: SiteContext,
        as_of: AsOf,
        concepts: Concepts,
        earlier: EarlierState | None = None,
    ) -> None:
        """Make rows and news of the agency's lists, where the site offers downloads.

        Args:
            agency: The agency, as it may be published.
            site: Laws, addresses and features of the site.
            as_of: The day of judgement.
            concepts: The meanings of the codes in rows.
            earlier: The earlier publication to compare with, or `None`.
        """
        self._agency, self._site = agency, site
        self._law = law_in_force(site.framework, as_of)
        self._code_address = code_addresses(site)
        self._conditional = {item.id for item in agency.conditional}
        self._pages = {name: self._address(name) for name in (DISCLOSURE, CONDITIONAL, CORRECTIONS)}
        self.rows: Mapping[str, list[Row]] = {}
        self._lines: Mapping[str, RowLines] = {}
        self.entries: tuple[FeedEntry, ...] = ()
        self.comparison = follower_files.Comparison(
            lists={}, as_of=as_of.fresh(), is_compared=False
        )
        # ISO day of the last change of each list.
        self._days: dict[str, str] = {}
        self._sizes: dict[tuple[str, str], int] = {}
        if not site.features.downloads:
            return
        gone = agency.withdrawn_files
        sources = Sources(
            concepts=concepts,
            permalink=self._permalink,
            file=self._attachment,
            is_gone=lambda name: f"tep/{name.removeprefix('tep/')}" in gone,
            correction=lambda name: f"{self._pages[CORRECTIONS]}#{anchor(name)}",
        )
        rows = {
            DISCLOSURE: disclosure_rows(agency, sources),
            CONDITIONAL: conditional_rows(agency, sources),
        }
        self._lines = self._written(rows)
        now = {
            name: follower_files.rows_now(each, self._lines[name].lines)
            for name, each in rows.items()
        }
        published = earlier.lists(agency.id, only=now) if earlier else None
        self.comparison = follower_files.compared(now, published, as_of)
        lists = self.comparison.lists
        if self.comparison.is_compared:
            rows = {
                name: follower_files.dated_rows(each, lists.get(name, {}))
                for name, each in rows.items()
            }
            self._lines = self._written(rows)
        self.rows = rows
        self._days = {
            name: follower_files.list_day(each, lists.get(name, {})) for name, each in rows.items()
        }
        entries = AgencyNews(agency, sources, site.texts, as_of, self.comparison).entries()
        present = [entry.address for entry in entries]
        removed = removed_entries(lists, self._pages, folder=agency.id, present=present)
        self.entries = newest_first((*entries, *removed))

    def _written(self, rows: Mapping[str, list[Row]]) -> dict[str, RowLines]:
        """Return the rows of each list as lines of JSON, by the list's name."""
        return {kind.name: row_lines(self._dataset(kind), rows[kind.name]) for kind in LIST_COLUMNS}

    @property
    def changed(self) -> dict[str, str]:
        """List → ISO day of its last change; lists without rows are left out."""
        return {name: self._days[name] for name, rows in self.rows.items() if rows}

    def day_of_page(self, path: str) -> str:
        """Return the ISO day on which the list on a page last changed; "" if the page shows no list.

        Args:
            path: Logical path of one of the agency's pages.
        """
        for name in self.rows:
            if self._site.urls.agency(self._agency.id, name) == path:
                return self.comparison.last_day(name)
        return ""

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the agency's downloads and feed: path below the output folder, content.

        Call this before `completed`, which writes the files' sizes into pages.
        """
        for kind in LIST_COLUMNS:
            rows = self.rows[kind.name]
            if not rows:
                continue
            written_list = AgencyList(
                dataset=self._dataset(kind),
                rows=rows,
                texts=self._site.texts,
                concept_address=self._code_address,
                lines=self._lines[kind.name],
            )
            for form, list_format in FORMATS.items():
                content = list_format.agency(written_list)
                self._sizes[kind.name, form] = len(content)
                yield self._download(kind, form), content
        address = self._site.urls.attachment(self._agency.id, FEED)
        yield from feed_files(self._feed(address), address, self.entries)

    def completed(self, page: Page) -> Page:
        """Return a page with feed link and QR code filled in, and metadata in its head."""
        urls = self._site.urls
        content = Placeholder.FEED.fill(page.content, self._feed_link(page))
        if not urls.site_url:
            return dataclasses.replace(page, content=Placeholder.QR.fill(content, ""))
        address = urls.absolute(page.path)
        if Placeholder.QR.is_in(content):
            picture = qr_image(address, label=self._site.texts["list.qr"])
            content = Placeholder.QR.fill(content, picture)
        return dataclasses.replace(
            page, content=content, head=page.head + self._head(page, address)
        )

    def _feed_link(self, page: Page) -> str:
        """Render a link to the agency's feed; "" if the site has none or its address is unknown."""
        urls = self._site.urls
        if not (self._site.features.downloads and urls.site_url):
            return ""
        feed = urls.relative_file(page.path, urls.attachment(self._agency.id, FEED))
        words = html.escape(load_texts(page.language)["foot.feed"])
        return f'<a href="{feed}" type="application/atom+xml">{words}</a> · '

    def _head(self, page: Page, address: str) -> str:
        """Return the metadata for a page's head: JSON-LD, and links to the list's files and the feed.

        The first page describes the agency and its lists, a list's page that list as a dataset.

        Args:
            page: The page.
            address: Its absolute address.
        """
        urls, features, agency = self._site.urls, self._site.features, self._agency
        parts = []
        name = next((name for name in TITLES if urls.agency(agency.id, name) == page.path), None)
        if name == "":
            parent = parent_of(agency, self._site)
            parts.append(script(agency_ld(agency.profile, address=address, parent=parent)))
            if about := datasets_ld(self._described_lists(page.language)):
                parts.append(script(about))
        kind = next((kind for kind in LIST_COLUMNS if kind.name == name), None)
        if kind is not None and self.rows.get(kind.name):
            files = {form: self._download(kind, form) for form in FORMATS}
            data = dataset_ld(
                self._dataset(kind),
                about=self._about[kind.name],
                description=page.description,
                downloads=[
                    Download(
                        address=urls.site_url + quote(file),
                        media_type=FORMATS[form].media_type,
                        size=self._sizes.get((kind.name, form), 0),
                    )
                    for form, file in files.items()
                ],
            )
            parts.append(script(data))
            parts += [
                file_link(FORMATS[form].media_type, urls.relative_file(page.path, file))
                for form, file in files.items()
                if form not in _FOR_SPREADSHEETS
            ]
        if features.downloads:
            feed = urls.relative_file(page.path, urls.attachment(agency.id, FEED))
            parts.append(_FEED_LINK.format(html.escape(agency.short_name), feed))
        return "".join(parts)

    @functools.cached_property
    def _about(self) -> Mapping[str, DatasetAbout]:
        """List → its publisher, subjects and period (`about_list`), made once for all pages."""
        return {kind.name: about_list(self._agency, kind.name, self._site) for kind in LIST_COLUMNS}

    def _described_lists(self, language: str) -> Iterator[tuple[Dataset, DatasetAbout, str]]:
        """Yield (dataset, subjects and period, description) of each list that has rows.

        Args:
            language: Language of the description: the same words as on the list's own page.
        """
        texts, agency = load_texts(language), self._agency
        for kind in LIST_COLUMNS:
            if self.rows.get(kind.name):
                words = texts.plain(
                    f"{TITLES[kind.name]}.description",
                    name=agency.profile.name,
                    law=self._law.full_name,
                )
                yield self._dataset(kind), self._about[kind.name], words

    def _dataset(self, kind: ListColumns) -> Dataset:
        """Describe one of the lists as a dataset.

        It says whether its days of change come from comparing publications or from the data alone.
        """
        dataset = agency_dataset(
            kind,
            self._agency,
            self._site,
            self._law,
            landing_page=self._address(kind.name),
            modified=self._days.get(kind.name, ""),
        )
        return dataclasses.replace(
            dataset,
            modified_from=COMPARED if self._site.features.is_compared else OF_DATA,
            shared=shared_path(self._site, kind),
        )

    def _feed(self, address: str) -> Feed:
        """Return the feed of the agency's news, without its entries.

        Args:
            address: Path of the feed below the output folder.
        """
        agency = self._agency
        feed = feed_of(self._site, agency.profile.name, path=address, page=self._address(""))
        # Not the day of the build: a feed without news stays the same from day to day.
        since = self._law.in_force_from.isoformat()
        return dataclasses.replace(feed, since=since, folder=agency.id)

    def _address(self, page: str) -> str:
        """Return a page's absolute address; below the root only, if the site's address is unknown."""
        path = self._site.urls.agency(self._agency.id, page)
        return self._site.urls.absolute(path) or self._site.urls.address(path)

    def _permalink(self, item: str) -> str:
        """Return the address of an item on its page."""
        page = CONDITIONAL if item in self._conditional else DISCLOSURE
        return f"{self._pages[page]}#{anchor(item)}"

    def _attachment(self, name: str) -> str:
        """Return the address of an attachment, which data may name without its folder."""
        path = name if name.startswith("tep/") else f"tep/{name}"
        return self._site.urls.site_url + quote(self._site.urls.attachment(self._agency.id, path))

    def _download(self, kind: ListColumns, form: str) -> str:
        """Return the path, below the output folder, of a list's file in a format (`csv`, `xlsx`…)."""
        return self._site.urls.attachment(self._agency.id, f"{DOWNLOADS}/{kind.name}.{form}")


# An agency's rows in the data sets beside its lists: lines of the site's files, and its own
# statistics.


class AgencySets:
    """One agency's rows in the data sets besides its lists: itself, statistics, corrections, duties.

    Attributes:
        statistics: Its yearly request statistics.
    """

    def __init__(
        self,
        agency: Agency,
        site: SiteContext,
        concepts: Concepts,
        view: StandingView | None,
        as_of: AsOf,
    ) -> None:
        """Make the rows.

        Args:
            agency: The agency, as it may be published.
            site: Laws, addresses and features of the site.
            concepts: The meanings of the codes in lists.
            view: How it meets its duties; `None` where the site does not show that.
            as_of: The day of judgement.
        """
        self._agency, self._site = agency, site
        self._law = law_in_force(site.framework, as_of)
        sources = set_rows.SetSources(
            framework=site.framework,
            concepts=concepts,
            page=self._page,
            spot=view.address if view is not None else lambda _: "",
        )
        self.statistics = set_rows.statistics_rows(agency, sources)
        self._rows: dict[ListColumns, list[Row]] = {
            AGENCY_COLUMNS: set_rows.agency_rows(agency, sources),
            STATISTICS_COLUMNS: self.statistics,
            CORRECTION_COLUMNS: set_rows.correction_rows(agency, sources),
        }
        if view is not None:
            findings = [duty.finding for duty in (*view.duties, *view.extras)]
            self._rows[STANDING_COLUMNS] = set_rows.standing_rows(
                agency, findings, sources, most_places=MAX_EVIDENCE
            )

    def compared(
        self,
        earlier: EarlierState | None,
        lists: follower_files.Comparison,
        as_of: AsOf,
        blocks: Mapping[str, Sequence[str]],
    ) -> tuple[str, AsOf]:
        """Compare the rows with those of the earlier publication.

        Args:
            earlier: The earlier publication, or `None`.
            lists: The comparison of the rows of the two lists, to be joined to this one.
            as_of: The day of judgement.
            blocks: The blocks of the divided lists, to be noted with the rows.

        Returns:
            The state of all rows in one line, "" where the site offers no files; and the day, whose
            span says on which days the line stays the same.
        """
        if not self._site.features.downloads:
            return "", as_of.fresh()
        lines = self.lines
        now = {
            kind.name: follower_files.rows_now(
                rows, lines[kind.name].json.split(",\n") if rows else ()
            )
            for kind, rows in self._rows.items()
        }
        published = earlier.lists(self._agency.id, but=LISTS) if earlier else None
        comparison = follower_files.compared(now, published, as_of)
        comparison.as_of.adopt(*lists.as_of.span)
        followed = {**lists.lists, **comparison.lists}
        line = follower_files.followed_line(self._agency.id, followed, blocks)
        return line, comparison.as_of

    @functools.cached_property
    def lines(self) -> dict[str, set_rows.SetLines]:
        """Data set → the agency's rows as lines of the files of the whole site."""
        site = self._site
        return {
            kind.name: set_rows.set_lines(site_dataset(kind, site, self._law), rows)
            for kind, rows in self._rows.items()
        }

    def files(self) -> dict[str, bytes]:
        """Return the files of the agency's statistics (CSV, JSON): path below the output folder, content.

        None for the only agency of a site: the whole site's statistics, at the same path, are its
        own.
        """
        kind, site, urls = STATISTICS_COLUMNS, self._site, self._site.urls
        if not self.statistics or urls.single == self._agency.id:
            return {}
        dataset = agency_dataset(
            kind,
            self._agency,
            site,
            self._law,
            landing_page=self._page(STATISTICS, ""),
            modified=last_change(self.statistics),
        )
        table = map(Cells(kind).of, self.statistics)
        contents = {
            "csv": csv_bytes(kind, table, site.texts),
            "json": json_bytes(dataset, self.statistics, code_addresses(site)),
        }
        return {
            urls.attachment(self._agency.id, f"{DOWNLOADS}/{kind.name}.{form}"): content
            for form, content in contents.items()
        }

    def _page(self, name: str, element: str) -> str:
        """Return the address of one of the agency's pages, or of an element on it."""
        urls = self._site.urls
        path = urls.agency(self._agency.id, name)
        # The root of a site that does not know its address is "./", which is an address too.
        address = urls.absolute(path) or urls.address(path) or ROOT
        return f"{address}#{anchor(element)}" if element else address


# An agency's records in the data catalogue (DCAT), made from its data while they are read.

_MAX_GROUPS = 5  # keywords of a dataset that come from groups of its items
# A code of `FREQUENCIES`, for request statistics, which come once a year.
_YEARLY = "hang-nam"


def catalogued(agency: Agency, site: SiteContext, lists: AgencyFiles) -> AgencyRecord | None:
    """Return an agency's record in the data catalogue; `None` where the site has no catalogue."""
    if not site.has_catalogue:
        return None
    records, profile = _Records(agency, site), agency.profile
    publisher = Publisher(
        # As in the JSON-LD of pages, the address of its first page identifies an agency.
        address=site.urls.absolute(site.urls.agency(agency.id)),
        name=profile.name,
        code=profile.official_code or "",
        level=profile.kind.level or "",
        folder=agency.id,
    )
    datasets = (*records.sets(lists.rows, lists.changed), *records.tables())
    return AgencyRecord(publisher, _contact(agency, site), datasets)


def _contact(agency: Agency, site: SiteContext) -> Contact:
    """Return the contact for an agency's data: its first contact point that can be reached, else itself.

    Named by unit or role, never by a person's name.
    """
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
    """Return the description of a data set for the catalogue: what it is, whose, and how many rows.

    Args:
        published: The set.
        texts: Texts in the language of the description.
        publisher: The publisher's name.
        rows: Number of rows; 0 when not counted.
    """
    key = "catalogue.rows_of" if rows else "catalogue.set_of"
    whose = texts.plain(key, name=publisher, count=vn_number(rows))
    return f"{texts[published.description]} {whose}"


class _Records:
    """Makes the catalogue's records of one agency's datasets."""

    def __init__(self, agency: Agency, site: SiteContext) -> None:
        self._agency, self._site = agency, site
        self._name = agency.profile.name
        self._keyword = site.texts["catalogue.keyword"]

    def sets(
        self, rows: Mapping[str, list[Row]], changed: Mapping[str, str]
    ) -> Iterator[DatasetRecord]:
        """Yield a record for each published data set of which the agency has rows.

        Args:
            rows: Rows of each list.
            changed: ISO day of each list's last change.
        """
        agency = self._agency
        counts = {name: len(each) for name, each in rows.items()} | {
            STATISTICS: len(agency.statistics)
        }
        for published in PUBLISHED_SETS:
            name = published.name
            if SetLevel.AGENCY not in published.levels or not counts.get(name):
                continue
            items = list(published_rows(agency.items)) if name == DISCLOSURE else []
            groups = collections.Counter(item.group for item in items if item.group)
            start, end = self._first_and_last_day(name, items)
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
                points=self._condition_kinds() if name == CONDITIONAL else self._points(items),
                keywords=(self._keyword, *(group for group, _ in groups.most_common(_MAX_GROUPS))),
            )

    def _first_and_last_day(self, name: str, items: Sequence[Item | Document]) -> tuple[str, str]:
        """Return the ISO days of the period that a set covers; "" for both if nothing is dated.

        From the earliest to the latest issue of its items; of statistics, from the first year to
        the last.
        """
        if name == STATISTICS:
            years = [each.year for each in self._agency.statistics]
            return f"{min(years)}-01-01", f"{max(years)}-12-31"
        days = [item.issued for item in items if item.issued is not None]
        start = min((day.first.isoformat() for day in days), default="")
        return start, max(map(_last_day, days), default="")

    def tables(self) -> Iterator[DatasetRecord]:
        """Yield a record for each attachment that is a table (CSV, spreadsheet): a dataset by itself.

        It is described by the first item that names it.
        """
        described_paths: set[str] = set()
        for item in published_rows(self._agency.items):
            paths = [path for path in self._tables_of(item) if path not in described_paths]
            described_paths.update(paths)
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
        """Yield the published attachments of an item that are tables."""
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
        """Return the ids of the points of law that items belong to, sorted, each once."""
        places = (self._site.framework.point(name) for item in items for name in item.points)
        return tuple(sorted({place[1].id for place in places if place is not None}))

    def _condition_kinds(self) -> tuple[str, ...]:
        """Return the kinds of conditional information that the agency has: ids, sorted, each once."""
        framework = self._site.framework
        rows = published_rows(self._agency.conditional)
        places = (framework.conditional_kind(row.kind or "") for row in rows)
        return tuple(sorted({f"{pack.id}-{kind.id}" for pack, kind in filter(None, places)}))

    def _page(self, page: str) -> str:
        """Return the absolute address of one of the agency's pages."""
        return self._site.urls.absolute(self._site.urls.agency(self._agency.id, page))


def _commonest(items: Sequence[Item | Document]) -> str:
    """Return the commonest code of `FREQUENCIES` among items; "" if no item states one.

    Of equally common codes the first in `FREQUENCIES` counts, which is the more frequent update.
    """
    counts = collections.Counter(item.frequency for item in items)
    return max(FREQUENCIES, key=lambda code: counts[code]) if counts.keys() & FREQUENCIES else ""


def _last_day(day: PartialDate) -> str:
    """Return the last ISO day of a date that may lack day or month: `2026-02` → `2026-02-28`."""
    month = day.month or 12
    _, days = calendar.monthrange(day.year, month)
    return datetime.date(day.year, month, day.day or days).isoformat()


def _iso(day: datetime.date | None) -> str:
    """Return a day in ISO form (`2026-11-24`); "" for `None`."""
    return day.isoformat() if day is not None else ""
