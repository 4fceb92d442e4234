"""The page that searches the whole nation."""

from __future__ import annotations

from collections.abc import Iterable

import markupsafe

from access_info.nation.copies import MemberState
from access_info.pages.rendering.environment import environment
from access_info.pages.rendering.paths import SEARCH

TITLE = "Tìm kiếm"
DESCRIPTION = (
    "Tìm trong danh mục của mọi cơ quan trên cả nước: theo tên, số ký hiệu, tỉnh hay cơ quan."
)
# Further tags in the page's head; scripts and styles are those of a member's search page.
HEAD = (
    '<link rel="stylesheet" href="{root}assets/access-info/search.css">'
    '<script src="{root}assets/access-info/search-start.js" async blocking="render" fetchpriority="high"></script>'
    '<link rel="preload" as="script" href="du-lieu/muc-luc.js">'
)
_INDEX = "du-lieu/"


def search_fragment(members: Iterable[MemberState]) -> markupsafe.Markup:
    """Render the content of the page `tim-kiem/`, whose index is in `tim-kiem/du-lieu/`.

    Args:
        members: All members, in order; to the search pages of those read before, links are offered.
    """
    ways = [
        (f"{member.url}{SEARCH}/", f"Tìm trên trang của {member.name}")
        for member in members
        if member.reached
    ]
    template = environment().get_template("nation/search.html.jinja")
    page = {"heading": TITLE}
    return markupsafe.Markup(  # noqa: S704 - rendered with escapes
        template.render(page=page, index=_INDEX, ways=ways, ask="", ask_words="")
    )
