"""The page that shows every part of the pages in every state, made from the parts themselves."""

from __future__ import annotations

from access_info.model.as_of import AsOf
from access_info.pages.rendering.environment import environment
from access_info.pages.rendering.page import Page
from access_info.pages.rendering.paths import LOOK
from access_info.pages.rendering.site import SiteContext, law_in_force, law_line, style

TITLE = "Mẫu giao diện"
# State and how many, of bars that show whole, mixed and thin parts.
_BARS = (
    ("Ban hành và công bố quy chế", (("good", 4), ("part", 5), ("miss", 7))),
    ("Công khai đúng thời điểm", (("good", 11), ("part", 1), ("late", 3), ("miss", 1))),
    ("Bố trí đầu mối", (("good", 240), ("part", 20), ("unknown", 31), ("late", 9), ("miss", 120))),
    ("Rà soát danh mục", (("good", 0), ("soon", 6), ("miss", 10))),
)


def look_page(site: SiteContext, as_of: AsOf) -> Page:
    """Render the page of parts, for whoever changes a look: search engines do not list it.

    Args:
        site: What pages share.
        as_of: The day of judgement.
    """
    line = law_line(law_in_force(site.framework, as_of), site.language)
    content = (
        environment(site.language)
        .get_template("site/look.html.jinja")
        .render(page={"heading": TITLE, "updated": None, "law_line": line}, bars=_BARS)
    )
    return Page(
        path=site.urls.site(LOOK),
        kind="mau-giao-dien",
        title=TITLE,
        description="Mọi thành phần của giao diện, trong mọi trạng thái.",
        content=content,
        indexed=False,
        head=style(site, site.urls.site(LOOK), "oversight"),
    )
