"""What the page that tells how to ask an agency shows beside the agency's own data."""

from __future__ import annotations

from access_info.legal.answers import answers
from access_info.legal.packs import LawPack
from access_info.model.as_of import AsOf
from access_info.model.registry import Agency
from access_info.pages.rendering.paths import ASK, MONTHS, REQUEST
from access_info.pages.rendering.reach import reach_of
from access_info.pages.rendering.site import SiteContext
from access_info.pages.request.form import due_part, search_index
from access_info.pages.request.law_parts import form_path, local_limits, request_part


def asking_values(
    agency: Agency, site: SiteContext, law: LawPack, as_of: AsOf, *, ended: bool
) -> dict[str, object]:
    """Return what the template shows.

    Args:
        agency: The agency.
        site: What pages share.
        law: The law in force.
        as_of: The day of judgement.
        ended: Whether the agency is no more, so that others are asked.
    """
    urls = site.urls
    path = urls.agency(agency.id, REQUEST)
    first = next(form for form in law.forms if form.is_requesters)
    values: dict[str, object] = {
        "oversight": site.place.oversight,
        "form_page": urls.relative(path, form_path(urls, first)),
    }
    if ended:
        return values
    limits = tuple(local_limits(law, site, as_of, agency.profile.kind))
    lone = urls.single is not None
    return values | {
        "reach": reach_of(agency.profile),
        "law_part": request_part(law, site, urls.depth(path), limits),
        "due_part": due_part(law, site),
        "deadlines": [item.deadline for item in answers(law)],
        "months": urls.relative(path, urls.site(MONTHS)),
        "search": search_index(site, path) if lone else "",
        "ask": "" if lone else urls.relative(path, urls.site(ASK)),
    }
