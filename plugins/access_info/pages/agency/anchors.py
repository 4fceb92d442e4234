"""Element ids of an agency's pages that links of others may name."""

from __future__ import annotations

from collections.abc import Iterable

from access_info.legal.packs import LawPack
from access_info.model.items import CONDITIONAL, DISCLOSURE
from access_info.model.registry import Agency, ProsePage
from access_info.pages.agency.links import AgencyLinks
from access_info.pages.rendering.page import Page
from access_info.pages.rendering.paths import CONTACT, CORRECTIONS, PROSE, REQUEST
from access_info.pages.rendering.prose import Rendered
from access_info.pages.rendering.urls import Urls, ascii_letter


def page_anchors(
    agency: Agency,
    urls: Urls,
    *,
    links: AgencyLinks,
    law: LawPack,
    pages: Iterable[Page],
    prose: Iterable[tuple[ProsePage, Rendered]],
) -> dict[str, frozenset[str]]:
    """Map the path of each page to the element ids that links of others may name.

    Args:
        agency: Whose pages.
        urls: Where pages stand.
        links: What its items are called.
        law: The law that its list is filed by.
        pages: All its pages.
        prose: Its free pages, rendered.
    """
    anchors = {page.path: frozenset[str]() for page in pages}

    def put(page: str, ids: Iterable[str]) -> None:
        anchors[urls.agency(agency.id, page)] = frozenset(ids)

    points = {f"diem-{ascii_letter(point.letter)}" for point in law.points}
    put(DISCLOSURE, points.union(links.labels))
    put(CONDITIONAL, links.conditional_labels)
    put(CORRECTIONS, (correction.id for correction in agency.corrections))
    put(CONTACT, ("dau-moi", "kenh", "phan-anh", "ho-tro"))
    put(REQUEST, ("tom-tat", "cac-buoc", "buoc-3", "noi-nhan", "thoi-han", "mau-phieu"))
    for page, rendered in prose:
        put(f"{PROSE}/{page.name}", rendered.anchors)
    return anchors
