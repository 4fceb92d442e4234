"""Sorts the mandatory list for its page: under points of the law, then the agency's own groups, then rows.

An item stands once, under its first point of the law in force; its other points link to it. An item that
names only points of another law stands last, with a hint at the corresponding points: the program never
files an item under a new law by itself.
"""

from __future__ import annotations

import dataclasses
import datetime
import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

import markupsafe

from access_info.legal.framework import Framework
from access_info.legal.packs import LawPack
from access_info.legal.provisions import Point
from access_info.model.agency import PageWithdrawal, WithdrawnFile
from access_info.model.as_of import AsOf
from access_info.model.items import (
    CONDITIONAL,
    DISCLOSURE,
    LISTS,
    ConditionalItem,
    Document,
    Item,
    Withdrawal,
)
from access_info.model.registry import Agency
from access_info.model.types import vn_date
from access_info.model.vocabularies import EXPIRED, ITEM_STATUSES, SUPERSEDED
from access_info.pages.rendering.environment import Texts, agency_name
from access_info.pages.rendering.paths import (
    COMPLIANCE,
    CORRECTIONS,
    OVERVIEW,
    PROSE,
    REGULATION,
    STATISTICS,
    ascii_letter,
)
from access_info.pages.rendering.site import SiteContext

# A row of either list.
ListRow: TypeAlias = Item | Document | ConditionalItem


@dataclasses.dataclass(slots=True)
class ListEntry:
    """A row of one of the lists as its page shows it.

    Attributes:
        item: The item or document.
        child: Whether it is a document under the item of the row above.
        kind: Title of its kind of information, or "".
        state: Words on whether it was withdrawn, replaced or has expired, or "".
        hint: Words on the points of the law in force where it might belong, or "".
        withdrawn: Whether it was withdrawn: only its name may be shown.
        elsewhere: Whether it only names the item of the documents below it, whose row is on another page.
        further: Blocks of the list that hold documents of this item, each with their number.
    """

    item: ListRow
    child: bool = False
    kind: str = ""
    state: str = ""
    hint: str = ""
    withdrawn: bool = False
    elsewhere: bool = False
    further: dict[str, int] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(slots=True)
class PointSection:
    """A section of the mandatory list: the rows under one point of the law.

    Attributes:
        anchor: Element id of the heading.
        title: The heading.
        point: The point; `None` for the sections of unfiled and of ended items.
        note: A sentence under the heading of a section without a point.
        groups: Rows by the agency's own headings, in the order these first appear; before them "" for none.
        links: Items that stand under another point but belong under this one too.
        count: Number of items that stand here.
        href: Link to the point's own page.
    """

    anchor: str
    title: str
    point: Point | None = None
    note: str = ""
    groups: dict[str, list[ListEntry]] = dataclasses.field(default_factory=dict)
    links: list[Item] = dataclasses.field(default_factory=list)
    count: int = 0
    href: str = ""

    def add(self, item: Item, entries: Iterable[ListEntry]) -> None:
        """Add an item's rows to the group whose heading the item names; a withdrawn item's to none."""
        group = "" if item.is_withdrawn else item.group or ""
        if not group and group not in self.groups:
            # First: behind a group, rows without a heading would seem to belong to it.
            self.groups = {group: [], **self.groups}
        self.groups.setdefault(group, []).extend(entries)
        self.count += 1


@dataclasses.dataclass(frozen=True)
class Filing:
    """Sorts the items of a mandatory list under the points of one law, as of one day.

    Attributes:
        framework: All laws, for items that name points of the others.
        law: The law in force.
        as_of: The day of judgement.
        texts: The page's language.
        item_link: Turns an item's id into a link to it; returns other text as it is.
    """

    framework: Framework
    law: LawPack
    as_of: AsOf
    texts: Texts
    item_link: Callable[[str], str]

    def sections(self, items: Iterable[Item]) -> list[PointSection]:
        """Sort items into sections in the law's order; unfiled items, then ended ones, come last.

        Sections without items are left out.
        """
        sections = {
            point.id: PointSection(
                anchor=f"diem-{ascii_letter(point.letter)}",
                title=point.short_title,
                point=point,
            )
            for point in self.law.points
        }
        unfiled = PointSection(
            "chua-xep",
            self.texts.plain("disclosure.unfiled", law=self.law.full_name),
            note=self.texts["disclosure.unfiled_text"],
        )
        ended = PointSection("da-het", self.texts["disclosure.ended"])
        for item in items:
            entry = self.entry(item)
            documents = () if entry.withdrawn else item.documents
            entries = [entry, *(self.entry(document, child=True) for document in documents)]
            points = self._points_noting_kind(item, entry)
            if item.is_over(self.as_of):
                ended.add(item, entries)
            elif points:
                sections[points[0].id].add(item, entries)
                for point in points[1:]:
                    sections[point.id].links.append(item)
            else:
                entry.hint = self._hint(item)
                unfiled.add(item, entries)
        filed = [section for section in sections.values() if section.count or section.links]
        return filed + [section for section in (unfiled, ended) if section.count]

    def entry(self, item: Item | Document, *, child: bool = False) -> ListEntry:
        """Make the row of an item, or of a document under it (`child`), with words on its state."""
        # Most items are plainly in force: the shortcut saves time on long lists.
        if item.status is None and item.withdrawn is None and item.in_force is None:
            return ListEntry(item, child)
        return ListEntry(item, child, state=self._state_words(item), withdrawn=item.is_withdrawn)

    def _state_words(self, item: Item | Document) -> str:
        """Return words on an item that was withdrawn or replaced, has expired or is yet to begin; or ""."""
        texts = self.texts
        if item.is_withdrawn:
            return withdrawal_words(item.withdrawn, texts)
        if item.status == SUPERSEDED:
            if not item.replaced_by:
                return ITEM_STATUSES[SUPERSEDED]
            return markupsafe.Markup("{}: {}").format(
                texts["disclosure.replaced_by"], self.item_link(item.replaced_by)
            )
        period = item.in_force
        if period and period.end and self.as_of.passed(period.end):
            after = period.end + datetime.timedelta(days=1)
            return f"{texts['disclosure.expired']} {vn_date(after)}"
        if item.status == EXPIRED:
            return ITEM_STATUSES[EXPIRED]
        if period and period.start and not self.as_of.reached(period.start):
            return f"{texts['disclosure.upcoming']} {vn_date(period.start)}"
        return ""

    def _points_noting_kind(self, item: Item, entry: ListEntry) -> list[Point]:
        """List the points of the law in force that an item names, each once.

        The kind of information that the first of them names is noted in `entry`.
        """
        points: list[Point] = []
        for name in item.points:
            place = self.framework.point(name)
            if place is None:
                continue
            pack, point, kind = place
            if pack.id != self.law.id:
                continue
            if kind is not None and not entry.kind:
                entry.kind = kind.title
            if point not in points:
                points.append(point)
        return points

    def _hint(self, item: Item) -> str:
        """Return words on points of the law in force that correspond to an item's points of another law."""
        points = dict.fromkeys(
            self.texts.plain("disclosure.point", letter=point.letter).lower()
            for name in item.points
            for point in self.framework.corresponding_points(name, self.law)
        )
        return self.texts.plain("disclosure.maybe", points=", ".join(points)) if points else ""


def withdrawal_words(
    withdrawal: Withdrawal | PageWithdrawal | WithdrawnFile | None, texts: Texts
) -> str:
    """Return words on when and why an item, a page or a file was withdrawn, as far as stated."""
    words = texts["disclosure.withdrawn"]
    if withdrawal and withdrawal.date:
        words = f"{texts['disclosure.withdrawn_on']} {vn_date(withdrawal.date)}"
    if withdrawal and withdrawal.reason:
        words += f": {withdrawal.reason}"
    return words


# Small facts about an agency that its pages show.

# Items that the front page of the agency names as changed last.
_MAX_NEWS = 5
# Page → our style sheets that it needs beside the one that all pages load.
STYLES = {
    DISCLOSURE: ("items",),
    CONDITIONAL: ("items",),
    STATISTICS: ("oversight", "pictures"),
    COMPLIANCE: ("oversight",),
}
# First words of agencies' names that have a capital only at the beginning of a sentence.
_COMMON_FIRST_WORDS = {"Xã", "Phường", "Thị", "Đặc", "Huyện", "Tỉnh", "Trường", "Trung", "Bệnh"}


def news(agency: Agency, as_of: AsOf) -> list[tuple[Item, datetime.date]]:
    """List the five items changed last with the day of change, newest first, without withdrawn ones.

    A day of change in the future counts only once it is reached.
    """
    dated = [
        (item, day)
        for item in agency.items
        if (day := item.modified or item.published) is not None and not item.is_withdrawn
    ]
    dated.sort(key=lambda pair: pair[1], reverse=True)
    reached = (pair for pair in dated if as_of.reached(pair[1]))
    return list(itertools.islice(reached, _MAX_NEWS))


def updated(
    agency: Agency, page: str, as_of: AsOf, rows: Iterable[ListRow] | None = None
) -> datetime.date | None:
    """Return the day of the last change stated in the data that a page shows; `None` if none is stated.

    A day in the future counts only once it is reached; of a withdrawn item, only that of the withdrawal.

    Args:
        agency: The agency.
        page: Name of the page (`rendering.paths`).
        as_of: The day of judgement.
        rows: The rows on the page of a block; `None` for a page that shows whole lists.
    """
    days: list[datetime.date | None] = []
    if page in {OVERVIEW, DISCLOSURE}:
        days += map(_changed_on, agency.items if rows is None else rows)
    if page in {OVERVIEW, CONDITIONAL}:
        days += map(_changed_on, agency.conditional if rows is None else rows)
    if page in {OVERVIEW, CORRECTIONS}:
        days += [correction.corrected for correction in agency.corrections]
    if page.startswith(f"{PROSE}/"):
        name = page.removeprefix(f"{PROSE}/")
        days += [prose.fields.modified for prose in agency.pages if prose.name == name]
    stated = sorted((day for day in days if day is not None), reverse=True)
    return next(filter(as_of.reached, stated), None)


def _changed_on(row: ListRow) -> datetime.date | None:
    """Return the day of a row's last change; of a withdrawn one that of the withdrawal."""
    if row.is_withdrawn:
        return row.withdrawn.date if row.withdrawn is not None else None
    return row.modified or getattr(row, "published", None)


def superior(agency: Agency, site: SiteContext) -> str | markupsafe.Markup:
    """Return the name of the superior body, which stands above the agency's in a document's head; or "".

    The layout is that of Decree 30/2020. A superior agency on this site gives a placeholder for its name.
    """
    profile, place = agency.profile, site.place
    if profile.parent and profile.parent not in site.agencies:
        return profile.parent
    if profile.kind.is_under_province_committee and place.name and place.kind.is_province:
        name = place.name[0].lower() + place.name[1:]
        return site.texts.plain("list.committee_of", name=name)
    return agency_name(profile.parent) if profile.parent else ""


def in_sentence(name: str) -> str:
    """Return an agency's short name as within a sentence: `Xã Mẫu Hòa` → `xã Mẫu Hòa`."""
    first, blank, rest = name.partition(" ")
    return f"{first.lower()}{blank}{rest}" if first in _COMMON_FIRST_WORDS else name


def edit_file(agency: Agency, page: str) -> str:
    """Return the file to edit to change a page; `co-quan.yml` while that file does not exist."""
    if page.startswith(f"{PROSE}/"):
        return f"{page}.md"
    files = {
        DISCLOSURE: agency.list_files[0] if agency.list_files else None,
        CONDITIONAL: LISTS[CONDITIONAL].file if agency.conditional else None,
        CORRECTIONS: "dinh-chinh.yml" if agency.corrections else None,
        STATISTICS: f"thong-ke/{agency.statistics[0].year:04d}.yml" if agency.statistics else None,
    }
    return files.get(page) or "co-quan.yml"


def has_content(agency: Agency, page: str) -> bool:
    """Tell whether a dissolved agency still has content for a page; else the page says that it is gone."""
    return bool(
        {
            DISCLOSURE: agency.items,
            CONDITIONAL: agency.conditional,
            REGULATION: agency.profile.regulation,
            STATISTICS: agency.statistics,
            CORRECTIONS: agency.corrections,
        }.get(page, page.startswith(PROSE))
    )


def not_arising(agency: Agency, framework: Framework, law: LawPack) -> Iterator[tuple[str, str]]:
    """Yield (point or duty in words, reason) of what the agency declares not to arise (`khong_phat_sinh`).

    Args:
        agency: The agency.
        framework: All laws.
        law: The law in force; a point of another law is cited with that law's name.
    """
    for entry in agency.profile.not_arising:
        place = framework.point(entry.point or "")
        duty = framework.obligation(entry.point or "")
        if place is not None:
            pack, point, kind = place
            label = kind.title if kind is not None else point.title
            citation = point.citation if pack == law else f"{point.citation} {pack.full_name}"
            yield f"{label} ({citation})", entry.reason or ""
        elif duty is not None:
            yield duty.title, entry.reason or ""


def conditional_sections(agency: Agency, site: SiteContext, *, by_kind: bool) -> list[PointSection]:
    """Return the rows of the conditional list, with the title of each one's kind and its state in words.

    Args:
        agency: The agency.
        site: What pages share.
        by_kind: Whether each kind is a section, in the order of the law's numbers; else there is only one.
    """
    rows = [
        ListEntry(
            item,
            kind=conditional_kind(item, site.framework),
            state=withdrawal_words(item.withdrawn, site.texts) if item.is_withdrawn else "",
            withdrawn=item.is_withdrawn,
        )
        for item in agency.conditional
    ]
    if not by_kind:
        return [PointSection("", "", groups={"": rows}, count=len(rows))]
    kinds: dict[str, list[ListEntry]] = {}
    for row in sorted(rows, key=lambda row: getattr(row.item, "kind", None) or "~"):
        kinds.setdefault(row.kind, []).append(row)
    return [
        PointSection(
            f"loai-{number}",
            kind or site.texts["conditional.no_kind"],
            groups={"": entries},
            count=len(entries),
        )
        for number, (kind, entries) in enumerate(kinds.items(), 1)
    ]


def conditional_kind(item: ConditionalItem, framework: Framework) -> str:
    """Return the title of the kind of conditional information that an item names; "" if it names none."""
    kind = framework.conditional_kind(item.kind) if item.kind else None
    return kind[1].title if kind is not None else ""
