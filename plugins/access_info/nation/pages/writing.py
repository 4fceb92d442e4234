"""Writes all pages of the nation, and the styles and scripts that they need."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from access_info.model.nation import Nation
from access_info.nation.contract import MemberPart
from access_info.nation.data.national import NationalData
from access_info.nation.pages.about import (
    about_page,
    connections_page,
    not_found_page,
    open_data_page,
)
from access_info.nation.pages.duties import DutyPages
from access_info.nation.pages.figures import figures_page
from access_info.nation.pages.frame import NationFrame, NationPage
from access_info.nation.pages.law_points import law_page
from access_info.nation.pages.places import home_page, province_page, provinces_page
from access_info.nation.pages.view import NationView, nation_view
from access_info.pages.rendering.day_sheet import day_sheet
from access_info.pipeline.publish.site_files import AS_OF, assets

# What only pages that a province has need.
_NOT_HERE = ("embed", "frame-height", "noto-sans-khmer", "request", "theme")


def write_pages(
    parts: Sequence[MemberPart],
    nation: Nation,
    out: Path,
    as_of: datetime.date,
    *,
    site_url: str = "",
    data: NationalData | None = None,
    search: NationPage | None = None,
) -> list[str]:
    """Write the pages.

    Args:
        parts: The members' parts, in the nation's order.
        nation: The nation.
        out: The output folder.
        as_of: The day of the build.
        site_url: Absolute address of the site's root with a final slash, or "".
        data: What there is to download, or `None`.
        search: The search page; without one nothing leads to a search.

    Returns:
        The paths of the pages that search engines may list, below the output folder.
    """
    view = nation_view(
        parts, nation, as_of, site_url=site_url, data=data, has_search=search is not None
    )
    frame = NationFrame(view)
    listed = []
    for page in _pages(view):
        _write(out / page.file, frame.whole(page).encode())
        listed.append(page.file)
    if search is not None:
        _write(out / search.file, frame.whole(search).encode())
        listed.append(search.file)
    lost = not_found_page(view)
    _write(out / lost.file, frame.whole(lost).encode())
    return listed


def write_assets(
    out: Path, nation: Nation, as_of: datetime.date, *, own: Mapping[str, bytes] | None = None
) -> list[str]:
    """Write styles and scripts, the same as a province's site has.

    Args:
        out: The output folder.
        nation: The nation.
        as_of: The day of the build.
        own: Files of this site's own, by path below the output folder; one may replace a province's.

    Returns:
        The paths of the files.
    """
    files = {
        f"assets/{name}": content
        for name, content in assets().items()
        if not name.rpartition("/")[2].startswith(_NOT_HERE)
    }
    files[AS_OF] = day_sheet(as_of, nation.main_colour).encode()
    files |= own or {}
    for path, content in files.items():
        _write(out / path, content)
    return list(files)


def _pages(view: NationView) -> Iterator[NationPage]:
    yield home_page(view)
    yield provinces_page(view)
    yield from (province_page(view, member) for member in view.shown)
    yield from DutyPages(view).pages()
    yield figures_page(view)
    yield law_page(view)
    yield open_data_page(view)
    yield connections_page(view)
    yield about_page(view)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
