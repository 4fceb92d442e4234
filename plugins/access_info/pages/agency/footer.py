"""What stands at the foot of an agency's page: how far to trust it, what else can be had."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import re
from urllib.parse import quote

from access_info.model.items import CONDITIONAL, DISCLOSURE
from access_info.model.jurisdiction import Oversight
from access_info.model.registry import Agency
from access_info.pages.agency.links import page_links
from access_info.pages.agency.list_files import pdf_names
from access_info.pages.rendering.paths import ACCURACY, CONTACT, DOWNLOADS, FORM
from access_info.pages.rendering.site import SiteContext
from access_info.pages.rendering.urls import Urls

# Element of the page of contacts that says where to report an error.
_REPORT = "phan-anh"
_NO_LETTERS = re.compile(r"\W+")
# What a value in a query may hold as it is (RFC 3986, 3.4).
_QUERY = "/:(),"
# What stands between words is much the same everywhere.
_quoted = functools.lru_cache(maxsize=256)(functools.partial(quote, safe=_QUERY))


@dataclasses.dataclass(frozen=True)
class FootTools:
    """Facts and links at the foot.

    Attributes:
        verified: The day the page's data was last verified.
        licence: How the data may be used again, or "".
        contact: Link to the place that says where to report an error; "" of an agency that says no
            such place, or is no more.
        successors: Of an agency that is no more: who now holds its records, by link to the place
            that says where to report an error, and folder name.
        office: The oversight office, where there is nobody else to tell.
        issue: Address of a form for errors, filled in, or "".
        downloads: Links to the list as files, each with its kind.
        embed: Link to the page that tells how to embed, or "".
        open_data: Link to the page about downloads, or "".
        report: Link to where an error is reported first of all.
        terms: Link to the terms on which the data may be used again.
    """

    verified: datetime.date | None
    licence: str
    contact: str
    successors: tuple[tuple[str, str], ...]
    office: Oversight | None
    issue: str
    downloads: tuple[tuple[str, str], ...]
    embed: str
    open_data: str
    report: str
    terms: str


def foot_tools(
    agency: Agency, site: SiteContext, page: str, heading: str, *, ended: bool
) -> FootTools:
    """Gather the facts and links at the foot of one page of an agency.

    Args:
        agency: The agency.
        site: What pages share.
        page: Name of the page (`rendering.paths`).
        heading: Its heading.
        ended: Whether the agency is no more.
    """
    urls, features, place = site.urls, site.features, site.place
    path = urls.agency(agency.id, page)
    downloads: tuple[tuple[str, str], ...] = ()
    if features.downloads and _rows(agency, page):
        downloads = tuple(
            (
                urls.relative_file(path, urls.attachment(agency.id, f"{DOWNLOADS}/{page}.{form}")),
                label,
            )
            for form, label in features.formats
        )
        downloads += _pdf_files(agency, site, page, path)
    links = page_links(urls, agency.id, page)
    accuracy = urls.relative(path, urls.site(ACCURACY))
    contact, successors = _tell(agency, site, path, links.contact, ended=ended)
    return FootTools(
        verified=_verified(agency, page),
        licence=place.licence or "",
        contact=contact,
        successors=successors,
        office=None if contact or successors else site.place.oversight,
        issue=_issue(features.issue_url, f"{heading} ({agency.short_name})", urls.absolute(path)),
        downloads=downloads,
        embed=links.embedding if features.embed and not ended else "",
        open_data=links.open_data if features.downloads else "",
        report=contact or (successors[0][0] if successors else f"{accuracy}#bao-sai"),
        terms=f"{accuracy}#dung-lai",
    )


def form_link(urls: Urls, path: str) -> str:
    """Return the relative link from a page to the form on the web."""
    return urls.relative_file(path, f"{urls.shared(FORM)}/index.html").removesuffix("index.html")


def _tell(
    agency: Agency, site: SiteContext, path: str, contact: str, *, ended: bool
) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Link to where the agency, or the successors of an ended one, are told of an error."""
    profile = agency.profile
    if not ended:
        can_be_told = (
            *(profile.feedback, profile.contact_points, profile.channels),
            *(profile.phone, profile.email, profile.address),
        )
        return (f"{contact}#{_REPORT}" if any(can_be_told) or not site.place.oversight else ""), ()
    names = [name for name in agency.profile.successors if name in site.agencies]
    urls = site.urls
    return "", tuple(
        (f"{urls.relative(path, urls.agency(name, CONTACT))}#{_REPORT}", name) for name in names
    )


def _pdf_files(
    agency: Agency, site: SiteContext, page: str, path: str
) -> tuple[tuple[str, str], ...]:
    """Link to the list as PDF files, numbered where there are several."""
    names = pdf_names(agency, page) if site.features.pdf else ()
    urls = site.urls
    return tuple(
        (
            urls.relative_file(path, urls.attachment(agency.id, f"{DOWNLOADS}/{name}")),
            f"PDF {number}" if len(names) > 1 else "PDF",
        )
        for number, name in enumerate(names, 1)
    )


def _rows(agency: Agency, page: str) -> bool:
    return bool({DISCLOSURE: agency.items, CONDITIONAL: agency.conditional}.get(page))


def _verified(agency: Agency, page: str) -> datetime.date | None:
    """Return the last day on which anybody verified a row of the page's list, or `None`."""
    days: list[datetime.date | None] = []
    if page == DISCLOSURE:
        days = [item.verified for item in agency.items]
    elif page == CONDITIONAL:
        days = [item.verified for item in agency.conditional]
    return max((day for day in days if day is not None), default=None)


def _issue(template: str, title: str, url: str) -> str:
    """Fill the page's title and address into the address of a form for errors."""
    return template.replace("{title}", _in_query(title)).replace("{url}", _in_query(url))


def _in_query(text: str) -> str:
    """Quote text for a query; letters of any script stay, at a third of the bytes."""
    if text.isascii():
        return quote(text, safe=_QUERY)
    return _NO_LETTERS.sub(lambda match: _quoted(match[0]), text)
