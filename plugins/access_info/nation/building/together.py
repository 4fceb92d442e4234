"""Putting together: the site from the parts of all members."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Sequence
from pathlib import Path

from access_info.model.nation import Nation
from access_info.nation.contract import MemberPart
from access_info.nation.data.listing import write_listing
from access_info.nation.data.national import write_data
from access_info.nation.pages.frame import NationPage
from access_info.nation.pages.writing import write_assets, write_pages
from access_info.nation.search import page as search_page
from access_info.nation.search.index import write_nation_index
from access_info.nation.work.runner import Runner
from access_info.pages.rendering.paths import SEARCH
from access_info.pipeline.publish.site_files import nation_search
from access_info.pipeline.trust.manifest import Signer

_INDEX = f"{SEARCH}/du-lieu"
_SEARCH_SCRIPT = "assets/access-info/search.js"


@dataclasses.dataclass(frozen=True, kw_only=True)
class NationSite:
    """A site to be written.

    Attributes:
        nation: The nation.
        parts: The members' parts, in the nation's order.
        as_of: The day that it is right on.
        site_url: Absolute address of its root with a final slash, or "".
        signing: What signs the list of its files, or `None`.
    """

    nation: Nation
    parts: Sequence[MemberPart]
    as_of: datetime.date
    site_url: str
    signing: Signer | None


def put_together(site: NationSite, out: Path, run: Runner) -> None:
    """Write a site; equal parts give equal bytes, whoever does the work.

    Args:
        site: The site.
        out: An empty folder that all workers reach.
        run: Does the work.
    """
    parts, nation, as_of, site_url = site.parts, site.nation, site.as_of, site.site_url
    data = write_data(parts, out, nation, as_of=as_of, site_url=site_url)
    (out / _INDEX).mkdir(parents=True)
    write_nation_index(parts, out / _INDEX, run)
    search = _search_page(parts)
    write_assets(out, nation, as_of, own={_SEARCH_SCRIPT: nation_search().encode()})
    pages = write_pages(parts, nation, out, as_of, site_url=site_url, data=data, search=search)
    write_listing(
        parts,
        out,
        nation,
        pages=pages,
        as_of=as_of,
        site_url=site_url,
        known=data.hashes,
        signing=site.signing,
    )


def _search_page(parts: Sequence[MemberPart]) -> NationPage:
    return NationPage(
        path=SEARCH,
        kind="tim-kiem",
        title=search_page.TITLE,
        description=search_page.DESCRIPTION,
        content=search_page.search_fragment(part.state for part in parts),
        head=search_page.HEAD,
    )
