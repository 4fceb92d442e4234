"""Small facts about an agency that its pages show."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import markupsafe

from access_info.legal.framework import Framework
from access_info.legal.packs import LawPack
from access_info.model.as_of import AsOf
from access_info.model.items import CONDITIONAL, DISCLOSURE, LISTS, ConditionalItem, Item
from access_info.model.registry import Agency
from access_info.pages.agency.disclosure import withdrawal_words
from access_info.pages.rendering.environment import agency_name
from access_info.pages.rendering.paths import (
    COMPLIANCE,
    CORRECTIONS,
    OVERVIEW,
    PROSE,
    REGULATION,
    STATISTICS,
)
from access_info.pages.rendering.site import SiteContext

NEWS = 5
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
    newest: list[tuple[Item, datetime.date]] = []
    for item, day in dated:
        if len(newest) == NEWS:
            break
        if as_of.reached(day):
            newest.append((item, day))
    return newest


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
            "state": withdrawal_words(item, site.texts) if item.is_withdrawn else "",
            "withdrawn": item.is_withdrawn,
        }
        for item in agency.conditional
    ]


def conditional_kind(item: ConditionalItem, framework: Framework) -> str:
    """Return the title of the kind of conditional access that an item names, or ""."""
    kind = framework.conditional_kind(item.kind) if item.kind else None
    return kind[1].title if kind is not None else ""
