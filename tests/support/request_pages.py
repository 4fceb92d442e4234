"""Pages that lead to a request, rendered for made-up agencies under the laws of today."""

from __future__ import annotations

import datetime
from html.parser import HTMLParser

from loaded_program import laws_of_today

from access_info.model.agency import AgencyProfile
from access_info.model.as_of import AsOf
from access_info.model.jurisdiction import Jurisdiction
from access_info.model.registry import Agency
from access_info.pages.agency.pages import agency_pages
from access_info.pages.province.request_pages import ask_page, form_pages
from access_info.pages.rendering.paths import Urls
from access_info.pages.rendering.site import AgencySummary, SiteContext

FRAMEWORK, PROBLEMS = laws_of_today()
assert FRAMEWORK is not None, PROBLEMS
OLD, NEW = FRAMEWORK.packs
NOW, BEFORE = datetime.date(2026, 11, 25), datetime.date(2026, 8, 31)
HOSTILE = "<script>alert(1)</script>&\"'"


def site(place=None, **values):
    urls = values.pop("urls", Urls())
    agencies = values.pop("agencies", frozenset({"so-mau"}))
    return SiteContext(FRAMEWORK, place or Jurisdiction(), urls, agencies, **values)


def summary(name, *, title="", kind="so", ended="", **values):
    return AgencySummary(
        id=name,
        name=title or name,
        short_name=title or name,
        type=kind,
        items=1,
        ended=ended,
        successors=values.pop("successors", ()),
        points={},
        **values,
    )


def pages_by_path(summaries, context=None, day=NOW):
    context, as_of = context or site(), AsOf(day)
    living = sum(not agency.ended for agency in summaries)
    pages = [*form_pages(living, context, as_of)]
    if context.urls.single is None:
        pages.append(ask_page(summaries, context, as_of))
    return {page.path: page for page in pages}


def agency_page(context=None, day=NOW, **fields):
    profile = AgencyProfile.model_validate({"ten": "Sở Mẫu", "loai": "so", **fields})
    pages = agency_pages(Agency("so-mau", profile), context or site(), AsOf(day)).pages
    return next(page for page in pages if page.path.endswith("cach-yeu-cau"))


class Elements(HTMLParser):
    """Every element with its attributes."""

    def __init__(self, html):
        super().__init__()
        self.elements = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def of(self, tag):
        return [attrs for name, attrs in self.elements if name == tag]
