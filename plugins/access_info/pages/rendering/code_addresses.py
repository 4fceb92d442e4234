"""Where the page is that tells what a code means: each code's address, for ever (SKOS)."""

from __future__ import annotations

import functools
from collections.abc import Callable

from access_info.legal.packs import LawPack
from access_info.pages.rendering.paths import DATA_CODES, LAWS
from access_info.pages.rendering.site import SiteContext, point_path

# Columns whose codes stand on the page of codes, each with the heading that they stand under.
SCHEMES = {
    "disclosureForm": "hinh-thuc",
    "accrualPeriodicity": "tan-suat",
    "status": "tinh-trang",
    "classification": "loai-co-quan",
    "obligation": "nghia-vu",
    "type": "loai-quy-dinh",
    "verification": "doi-chieu",
    "novelty": "tinh-moi",
}
# Of what a law lays down, the part of its page that elements are called after.
DEADLINE, GROUND, RULE = "thoi-han", "tu-choi", "quy-dinh"


def code_anchor(column: str, code: str) -> str:
    """Return the element id of a code on the page of codes."""
    return f"{SCHEMES[column]}-{code.lower()}"


def code_addresses(site: SiteContext) -> Callable[[str, str], str]:
    """Return what tells where a code of a column has its page and anchor, below the site's root.

    Args:
        site: What pages share.
    """
    framework = site.framework
    codes_page = site.urls.address(site.urls.site(DATA_CODES))
    laws = {pack.id: pack for pack in (*framework.packs, *framework.supplements)}

    def law(code: str) -> str:
        return fact_address(site, laws[code], "luat", code) if code in laws else ""

    def point(code: str) -> str:
        place = framework.point(code)
        return fact_address(site, place[0], "diem", code) if place is not None else ""

    def conditional_kind(code: str) -> str:
        known = framework.conditional_kind(code)
        return fact_address(site, known[0], "loai-co-dieu-kien", code) if known is not None else ""

    def ground(code: str) -> str:
        known = framework.refusal_ground(code)
        return fact_address(site, known[0], "can-cu-tu-choi", code) if known is not None else ""

    by_column: dict[str, Callable[[str], str]] = {
        "subject": point,
        "accessRights": conditional_kind,
        "refusedByGround": ground,
        "legislation": law,
    }

    @functools.cache
    def address(column: str, code: str) -> str:
        of = by_column.get(column)
        if of is not None:
            return of(code)
        return f"{codes_page}#{code_anchor(column, code)}" if column in SCHEMES else ""

    return address


def fact_address(site: SiteContext, law: LawPack, of: str, code: str) -> str:
    """Return where a page tells a fact of a law: page and anchor, below the site's root.

    Args:
        site: What pages share.
        law: The law.
        of: What the fact is: `luat`, `diem`, `loai-thong-tin`, `co-dieu-kien`, `thoi-han`,
            `can-cu-tu-choi`, `nghia-vu`, `quy-dinh-them`.
        code: Its id, with the law's before it.
    """
    urls = site.urls
    page = urls.address(urls.site(f"{LAWS}/{law.slug}"))
    below = code.removeprefix(f"{law.id}-")
    match of:
        case "luat":
            return page
        case "diem" | "loai-thong-tin":
            place = site.framework.point(code)
            if place is None:
                return page
            return f"{urls.address(point_path(urls, place[0], place[1]))}#{code}"
        case "thoi-han":
            return f"{page}#{DEADLINE}-{code}"
        case "can-cu-tu-choi":
            return f"{page}#{GROUND}-{below}"
        case "quy-dinh-them":
            return f"{page}#{RULE}-{code}"
        case "loai-co-dieu-kien":
            return f"{page}#{below}"
        case _:
            return f"{page}#{code.lower()}"
