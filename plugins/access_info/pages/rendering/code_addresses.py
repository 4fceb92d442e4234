"""Where the page is that tells what a code means: each code's address, for ever (SKOS)."""

from __future__ import annotations

import functools
from collections.abc import Callable

from access_info.pages.rendering.paths import LAWS
from access_info.pages.rendering.site import SiteContext, point_path


def code_addresses(site: SiteContext) -> Callable[[str, str], str]:
    """Return what tells where a code of a column has its page and anchor, below the site's root.

    Args:
        site: What pages share.
    """
    framework, urls = site.framework, site.urls

    def point(code: str) -> str:
        place = framework.point(code)
        if place is None:
            return ""
        pack, of, _ = place
        return f"{urls.address(point_path(urls, pack, of))}#{code}"

    def conditional_kind(code: str) -> str:
        pack_and_kind = framework.conditional_kind(code)
        if pack_and_kind is None:
            return ""
        pack, kind = pack_and_kind
        return f"{urls.address(urls.site(f'{LAWS}/{pack.slug}'))}#{kind.id}"

    by_column: dict[str, Callable[[str], str]] = {
        "subject": point,
        "accessRights": conditional_kind,
    }

    @functools.cache
    def address(column: str, code: str) -> str:
        of = by_column.get(column)
        return of(code) if of is not None else ""

    return address
