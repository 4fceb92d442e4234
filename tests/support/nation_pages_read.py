"""What the nation's pages say, and members of whom only the facts matter."""

from __future__ import annotations

import dataclasses
import html
import re

from nation_sites import AS_OF, SITE
from site_builds import read

from access_info.model.nation import Nation
from access_info.nation.copies import NationalSite
from access_info.nation.pages.about import write_pages


def of(kind, *values, **more):
    """Facts told in the order of their fields."""
    names = [field.name for field in dataclasses.fields(kind)]
    return kind(**dict(zip(names, values, strict=False)), **more)


def pages(site):
    return {path.relative_to(site).as_posix(): read(path) for path in site.rglob("*.html")}


def text(site, path):
    """What a page's main part says, a blank between elements."""
    return " ".join(lines_of(site / path / "index.html").split())


def lines_of(page):
    """What a page's main part says, an element a line."""
    main = re.search(r"<main.*</main>", page.read_text("utf-8"), re.S)[0]
    words = html.unescape(
        re.sub(r"<svg.*?</svg>|<script.*?</script>|<[^>]+>", "\n", main, flags=re.S)
    )
    return "".join(f"{line.strip()}\n" for line in words.splitlines() if line.strip())


def nation_of(parts):
    members = [
        {"ma": part.state.code, "ten": part.state.name, "dia_chi": part.state.url} for part in parts
    ]
    return Nation(ten="Nước Mẫu", thanh_vien=members)


def written(parts, out, **more):
    out.mkdir()
    write_pages(site_of(parts, nation_of(parts), out), **more)
    return out


def site_of(parts, nation, out):
    return NationalSite(nation=nation, parts=parts, out=out, as_of=AS_OF, site_url=SITE)
