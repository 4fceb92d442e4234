"""What a page for unknown addresses says: a search box, and the pages that are most likely meant."""

from __future__ import annotations

import json
from collections.abc import Iterable

import markupsafe

from access_info.pages.rendering.environment import environment
from access_info.pages.rendering.paths import ASK, DIRECTORY, SEARCH
from access_info.pages.rendering.site import SiteContext


def not_found_fragment(
    site: SiteContext, *, home: str, pages: Iterable[tuple[str, str]] = ()
) -> markupsafe.Markup:
    """Render what a page for unknown addresses says.

    Args:
        site: What pages share.
        home: Link to the front page.
        pages: Pages that may be meant: address below the front page, name. A script compares their
            addresses with the one that was asked for; without it the main entries remain.
    """
    urls, many = site.urls, site.urls.single is None
    known = json.dumps(list(pages), ensure_ascii=False, separators=(",", ":"))
    template = environment(site.language).get_template("site/not_found.html.jinja")
    return markupsafe.Markup(  # noqa: S704 - rendered with autoescape
        template.render(
            home=home,
            search=home + urls.address(urls.site(SEARCH)) if site.features.search else "",
            agencies=home + urls.address(urls.site(DIRECTORY)) if many else "",
            ask=home + urls.address(urls.site(ASK)) if many else "",
            script=f"{home}assets/access-info/not-found.js",
            # No `</script>` of a name may end the element.
            known=markupsafe.Markup(known.replace("<", "\\u003c")),  # noqa: S704
        )
    )
