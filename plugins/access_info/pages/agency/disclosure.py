"""The mandatory list in the order of the law: points, the clerk's groups, rows.

An item stands once, under its first point of the law in force; its other points link to it.
What names only the other law's points stands last with the cross-walk's candidates as a hint:
nothing is filed anew by machine.
"""

from __future__ import annotations

import dataclasses
import datetime
import itertools
from collections.abc import Callable, Iterable, Iterator

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


@dataclasses.dataclass(slots=True)
class ListEntry:
    """A row of the mandatory list as its page shows it.

    Attributes:
        item: The item or document.
        child: Whether it is a document under the row above.
        kind: Title of its kind of information, or "".
        state: Words about its standing, or "".
        hint: Where it might belong, or "".
        withdrawn: Whether only its name may be shown.
    """

    item: Item | Document
    child: bool = False
    kind: str = ""
    state: str = ""
    hint: str = ""
    withdrawn: bool = False


@dataclasses.dataclass(slots=True)
class ListGroup:
    """Rows under one heading of the clerk's own; an empty title is none."""

    title: str
    entries: list[ListEntry] = dataclasses.field(default_factory=list)


@dataclasses.dataclass(slots=True)
class PointSection:
    """Rows under one point of the law.

    Attributes:
        anchor: Element id of its heading.
        title: Its heading.
        point: The point; `None` for what is unfiled or ended.
        note: A sentence under the heading of a section without point.
        groups: Rows by the clerk's groups, in the order they first appear.
        links: Items that stand elsewhere but belong here too.
        count: Items standing here.
        href: Link to the point's own page.
    """

    anchor: str
    title: str
    point: Point | None = None
    note: str = ""
    groups: list[ListGroup] = dataclasses.field(default_factory=list)
    links: list[Item] = dataclasses.field(default_factory=list)
    count: int = 0
    href: str = ""

    def add(self, item: Item, entries: Iterable[ListEntry]) -> None:
        """Put an item's rows into the group it names."""
        title = item.group or ""
        group = next((known for known in self.groups if known.title == title), None)
        if group is None:
            group = ListGroup(title)
            self.groups.append(group)
        group.entries.extend(entries)
        self.count += 1


class Filing:
    """Files items under one law as of one day."""

    def __init__(
        self,
        framework: Framework,
        law: LawPack,
        as_of: AsOf,
        texts: Texts,
        item_link: Callable[[str], str],
    ) -> None:
        """Take the law, the day and the language that items are filed by.

        Args:
            framework: All laws, for points of the others.
            law: The law in force.
            as_of: The day of judgement.
            texts: The page's language.
            item_link: An item's id, or words → a link to it, or the words.
        """
        self._framework = framework
        self._law = law
        self._as_of = as_of
        self._texts = texts
        self._item_link = item_link

    def sections(self, items: Iterable[Item]) -> list[PointSection]:
        """File items into sections in the law's order; unfiled and ended items stand last."""
        sections = {
            point.id: PointSection(
                anchor=f"diem-{ascii_letter(point.letter)}",
                title=point.short_title,
                point=point,
            )
            for point in self._law.points
        }
        unfiled = PointSection(
            "chua-xep",
            self._texts.plain("disclosure.unfiled", law=self._law.full_name),
            note=self._texts["disclosure.unfiled_text"],
        )
        ended = PointSection("da-het", self._texts["disclosure.ended"])
        for item in items:
            entry = self.entry(item)
            documents = () if entry.withdrawn else item.documents
            entries = [entry, *(self.entry(document, child=True) for document in documents)]
            points = self._points_and_kind(item, entry)
            if item.is_over(self._as_of):
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
        """Make the row of an item, or of a document under it, with words about its standing."""
        if item.status is None and item.withdrawn is None and item.in_force is None:
            return ListEntry(item, child)
        return ListEntry(item, child, state=self._state(item), withdrawn=item.is_withdrawn)

    def _state(self, item: Item | Document) -> str:
        """Say that an item was withdrawn, replaced, has expired or is not in force yet; else ""."""
        texts = self._texts
        if item.is_withdrawn:
            return withdrawal_words(item.withdrawn, texts)
        if item.status == SUPERSEDED:
            if not item.replaced_by:
                return ITEM_STATUSES[SUPERSEDED]
            return markupsafe.Markup("{}: {}").format(
                texts["disclosure.replaced_by"], self._item_link(item.replaced_by)
            )
        period = item.in_force
        if period and period.end and self._as_of.passed(period.end):
            after = period.end + datetime.timedelta(days=1)
            return f"{texts['disclosure.expired']} {vn_date(after)}"
        if item.status == EXPIRED:
            return ITEM_STATUSES[EXPIRED]
        if period and period.start and not self._as_of.reached(period.start):
            return f"{texts['disclosure.upcoming']} {vn_date(period.start)}"
        return ""

    def _points_and_kind(self, item: Item, entry: ListEntry) -> list[Point]:
        """List an item's points of the law in force, each once; note their kind in its row."""
        points: list[Point] = []
        for name in item.points:
            place = self._framework.point(name)
            if place is None:
                continue
            pack, point, kind = place
            if pack.id != self._law.id:
                continue
            if kind is not None and not entry.kind:
                entry.kind = kind.title
            if point not in points:
                points.append(point)
        return points

    def _hint(self, item: Item) -> str:
        """Say under which points of the law in force an item of another law's might belong."""
        points = dict.fromkeys(
            self._texts.plain("disclosure.point", letter=point.letter).lower()
            for name in item.points
            for point in self._framework.corresponding_points(name, self._law)
        )
        return self._texts.plain("disclosure.maybe", points=", ".join(points)) if points else ""


def withdrawal_words(
    withdrawal: Withdrawal | PageWithdrawal | WithdrawnFile | None, texts: Texts
) -> str:
    """Say when and why an item, a page or a file was withdrawn."""
    words = texts["disclosure.withdrawn"]
    if withdrawal and withdrawal.date:
        words = f"{texts['disclosure.withdrawn_on']} {vn_date(withdrawal.date)}"
    if withdrawal and withdrawal.reason:
        words += f": {withdrawal.reason}"
    return words


# Small facts about an agency that its pages show.

_MAX_NEWS = 5
# Style sheets of our own that pages need beside the one that all have.
STYLES = {
    DISCLOSURE: ("items",),
    CONDITIONAL: ("items",),
    STATISTICS: ("oversight", "pictures"),
    COMPLIANCE: ("oversight",),
}
# Words for units that begin with a capital only at the beginning of a sentence.
_COMMON_NOUNS = {"Xã", "Phường", "Thị", "Đặc", "Huyện", "Tỉnh", "Trường", "Trung", "Bệnh"}


def news(agency: Agency, as_of: AsOf) -> list[tuple[Item, datetime.date]]:
    """List the items changed last, newest first, without those that are withdrawn."""
    dated = [
        (item, day)
        for item in agency.items
        if (day := item.modified or item.published) is not None and not item.is_withdrawn
    ]
    dated.sort(key=lambda pair: pair[1], reverse=True)
    reached = (pair for pair in dated if as_of.reached(pair[1]))
    return list(itertools.islice(reached, _MAX_NEWS))


def updated(agency: Agency, page: str) -> datetime.date | None:
    """Return the day of the last change that the data of a page names, or `None`."""
    days: list[datetime.date | None] = []
    if page in {OVERVIEW, DISCLOSURE}:
        days += [item.modified or item.published for item in agency.items]
    if page in {OVERVIEW, CONDITIONAL}:
        days += [item.modified for item in agency.conditional]
    if page in {OVERVIEW, CORRECTIONS}:
        days += [correction.corrected for correction in agency.corrections]
    if page.startswith(f"{PROSE}/"):
        name = page.removeprefix(f"{PROSE}/")
        days += [prose.fields.modified for prose in agency.pages if prose.name == name]
    return max((day for day in days if day is not None), default=None)


def superior(agency: Agency, site: SiteContext) -> str | markupsafe.Markup:
    """Name the body above the agency in a document's head (Decree 30/2020); "" if unknown."""
    profile, place = agency.profile, site.place
    if profile.parent and profile.parent not in site.agencies:
        return profile.parent
    if profile.kind.is_under_province_committee and place.name and place.kind.is_province:
        name = place.name[0].lower() + place.name[1:]
        return site.texts.plain("list.committee_of", name=name)
    return agency_name(profile.parent) if profile.parent else ""


def in_sentence(name: str) -> str:
    """Write an agency's short name as within a sentence, `Xã Mẫu Hòa` → `xã Mẫu Hòa`."""
    first, blank, rest = name.partition(" ")
    return f"{first.lower()}{blank}{rest}" if first in _COMMON_NOUNS else name


def edit_file(agency: Agency, page: str) -> str:
    """Name the file that a page is made from; the profile while that file does not exist."""
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
    """Tell whether an agency that has ended still has something to show on a page."""
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
    """Yield what the agency declares not to arise: the point or duty in words, the reason.

    Args:
        agency: Whose declarations.
        framework: All laws.
        law: The law that the page names; only points of another one say which.
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


def conditional_rows(agency: Agency, site: SiteContext) -> list[dict[str, object]]:
    """Make the rows of the conditional list: the item, the title of its kind, its standing."""
    return [
        {
            "item": item,
            "kind": conditional_kind(item, site.framework),
            "state": withdrawal_words(item.withdrawn, site.texts) if item.is_withdrawn else "",
            "withdrawn": item.is_withdrawn,
        }
        for item in agency.conditional
    ]


def conditional_kind(item: ConditionalItem, framework: Framework) -> str:
    """Return the title of the kind of conditional access that an item names, or ""."""
    kind = framework.conditional_kind(item.kind) if item.kind else None
    return kind[1].title if kind is not None else ""
