"""Links that lead nowhere, told beside them: since when, and whom to ask instead."""

from __future__ import annotations

import re

import markupsafe

from access_info.model.registry import Agency
from access_info.model.types import vn_date
from access_info.pages.agency.links import PageLinks, page_links
from access_info.pages.rendering.environment import anchor_element, phone_link
from access_info.pages.rendering.site import SiteContext
from access_info.pages.rendering.translations import Texts


def with_dead_links(
    content: str, agency: Agency, site: SiteContext, page: str, *, ended: bool
) -> str:
    """Put a few words behind each dead link of a page's fragment.

    The finished fragment is searched, so that pages of agencies without dead links cost nothing.

    Args:
        content: HTML of ours.
        agency: Whose page.
        site: What pages share.
        page: The page's name, as links between an agency's pages know it.
        ended: Whether the agency has ended, so that nobody there can be asked.
    """
    dead = site.dead_links.get(agency.id)
    if not dead:
        return content
    texts = site.texts
    contact = "" if ended else _whom_to_ask(agency, page_links(site.urls, agency.id, page), texts)
    ask = markupsafe.Markup("; {} {}").format(texts["links.ask"], contact) if contact else ""
    notes = {
        str(markupsafe.escape(address)): markupsafe.Markup(
            ' <em class="ai-unverified">({}{})</em>'
        ).format(texts.fill("links.dead", date=vn_date(day)), ask)
        for address, day in dead.items()
    }
    either = "|".join(re.escape(address) for address in sorted(notes))
    # `<a href="https://mau.example/cu">quy chế</a>`, the address dead.
    pattern = re.compile(f'<a href="({either})"[^>]*>.*?</a>', re.DOTALL)
    return pattern.sub(lambda match: match[0] + str(notes[match[1]]), content)


def _whom_to_ask(agency: Agency, links: PageLinks, texts: Texts) -> markupsafe.Markup:
    """Render a link to the agency's contact page, with a telephone number where one is known."""
    profile = agency.profile
    link = anchor_element(links.contact, texts["links.contact"])
    phones = [point.phone for point in profile.contact_points if point.phone]
    phone = phones[0] if phones else profile.phone
    return markupsafe.Markup("{} {}").format(link, phone_link(phone)) if phone else link
