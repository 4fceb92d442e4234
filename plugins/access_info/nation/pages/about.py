"""Pages about the site itself, and the writing of all pages with their styles and scripts."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import markupsafe

from access_info.exports.published_sets import PUBLISHED_SETS
from access_info.nation.copies import MemberStanding, NationalSite
from access_info.nation.data import (
    CSV,
    FOLDER,
    INDEX_TABLE,
    PARTS,
    SCHEMAS,
    NationalPart,
)
from access_info.nation.pages.duties import DutyPages, figures_page
from access_info.nation.pages.frame import (
    ABOUT,
    CONNECTIONS,
    DUTIES,
    HOME,
    LAW,
    NOT_FOUND,
    OPEN_DATA,
    PROVINCES,
    SEARCH,
    NationFrame,
    NationPage,
    NationView,
    ShownMember,
    cut,
    day_of,
    day_words,
    nation_view,
    to,
    web,
)
from access_info.nation.pages.places import home_page, law_page, province_page, provinces_page
from access_info.pages.rendering.day_sheet import day_sheet
from access_info.pages.rendering.environment import load_texts
from access_info.pages.rendering.paths import CATALOGUE_JSON, CATALOGUE_TURTLE, PUBLIC_KEYS
from access_info.pipeline.preparation.open_data import LICENCE, PUBLISHER
from access_info.pipeline.publish.site_files import AS_OF, assets
from access_info.pipeline.trust.manifest import MANIFEST, SIGNATURE, SUMS

# Whether a member's copy is shown → the CSS class and the words that say so.
_STANDINGS = {
    MemberStanding.CURRENT: ("good", "Vừa lấy được"),
    MemberStanding.STALE: ("soon", "Đang hiện bản cũ"),
    MemberStanding.EXPIRED: ("late", "Bản cũ đã quá hạn, chỉ còn tên"),
    MemberStanding.NEVER: ("miss", "Chưa lấy được lần nào"),
}
_EXAMPLES = (
    (
        "curl",
        "Lấy một tệp và kiểm tra mã SHA-256 (dòng lệnh)",
        'curl --fail --remote-name {address}\necho "{sha256}  {name}" | sha256sum --check',
    ),
    (
        "pandas",
        "Ghép mọi tỉnh thành một bảng (Python, pandas)",
        """import json
from urllib.parse import urljoin
from urllib.request import urlopen

import pandas as pd

muc_luc = "{index}"
with urlopen(muc_luc) as tra_loi:
    tep = json.load(tra_loi)["distribution"]
bang = pd.concat(
    pd.read_csv(urljoin(muc_luc, moi["downloadURL"]), dtype=str, keep_default_na=False)
    for moi in tep
    if moi["set"] == "{set}" and moi["format"] == "csv.gz"
)
print(len(bang), "dòng")
print(bang["Mã tỉnh"].value_counts())""",
    ),
)


def connections_page(view: NationView) -> NationPage:
    """Render the page that says of each member whether it could be read, and why not."""
    counts = [
        (look, words, sum(member.state.standing is standing for member in view.members))
        for standing, (look, words) in _STANDINGS.items()
    ]
    page = NationPage(
        path=CONNECTIONS,
        kind="ket-noi",
        title="Tình trạng kết nối",
        description="Trang của từng tỉnh lấy được lúc nào, số liệu ngày nào, vì sao chưa lấy được.",
        styles=("oversight",),
    )
    return page.showing(
        "connections",
        connections=[_connection(view, member) for member in view.members],
        counts=[each for each in counts if each[2]],
        keep_days=view.nation.keep_days,
    )


def _connection(view: NationView, member: ShownMember) -> dict[str, Any]:
    """Return the row of a member in the table of connections: when it was read, and why it was not."""
    state = member.state
    look, words = _STANDINGS[state.standing]
    created, version = day_of(state.created), state.generator.rpartition(" ")[2]
    return {
        "name": member.name,
        "href": web(state.url, ""),
        "look": look,
        "words": words,
        "reached": day_words(state.reached),
        # Since when it cannot be read.
        "since": day_words(state.reached) if state.standing is not MemberStanding.CURRENT else "",
        "created": day_words(state.created),
        "age": max(0, (view.as_of - created).days) if created else None,
        "version": cut(state.data_version, 20),
        "generator": cut(f"bộ dựng {version}", 40) if state.generator else "",
        "failures": [cut(failure, 500) for failure in state.failures[:10]],
    }


def open_data_page(view: NationView) -> NationPage:
    """Render the page of everything to download: merged sets, index, schemas, catalogue, hashes."""
    root, data = to(OPEN_DATA, HOME), view.data
    formats = ((CATALOGUE_JSON, "JSON-LD"), (CATALOGUE_TURTLE, "Turtle"))
    page = NationPage(
        path=OPEN_DATA,
        kind="du-lieu-mo",
        title=load_texts()["foot.open_data"],
        description="Dữ liệu của các tỉnh ghép lại, danh mục dữ liệu của từng tỉnh, cách kiểm tra tệp đã tải.",
    )
    return page.showing(
        "open_data",
        sets=list(_sets(data or ())),
        index=f"{root}{FOLDER}/{PARTS}",
        table=f"{root}{FOLDER}/{INDEX_TABLE}",
        schemas=f"{root}{SCHEMAS}",
        # Without the site's address there is no catalogue.
        catalogue=[(root + path, form) for path, form in formats]
        if data is not None and view.site_url
        else [],
        members=[(web(member.state.url, ""), member.name) for member in view.shown],
        lists=[(root + name, name) for name in (MANIFEST, SUMS)],
        keys=root + PUBLIC_KEYS if view.nation.public_keys else "",
        signature=SIGNATURE,
        licence=view.nation.licence,
        licence_id=LICENCE,
        publisher_id=PUBLISHER,
        name=cut(view.nation.name),
        office=view.nation.oversight,
        examples=_examples(data[0], view.site_url) if data else [],
    )


def _sets(files: Iterable[NationalPart]) -> Iterator[dict[str, Any]]:
    """Yield what the page shows of each set of the merged data that has files.

    Args:
        files: The files with rows, by set, then in the members' order.
    """
    texts, published = load_texts(), {each.name: each for each in PUBLISHED_SETS}
    for name, group in itertools.groupby(files, key=lambda file: file.part.set):
        # Of each province: link, form, rows, size and hash of its files.
        by_member: dict[str, list[tuple[str, str, int, int, str]]] = {}
        rows = size = 0
        for file in group:
            part = file.part
            is_table = part.form == CSV
            rows += part.rows if is_table else 0
            size += part.size if is_table else 0
            label = "CSV" if is_table else "NDJSON"
            entry = to(OPEN_DATA, HOME) + file.path, label, part.rows, part.size, part.sha256
            by_member.setdefault(cut(file.member.name), []).append(entry)
        yield {
            "name": name,
            "title": texts[published[name].title],
            "description": texts[published[name].description],
            "rows": rows,
            "size": size,
            "members": len(by_member),
            "files": list(by_member.items()),
        }


def _examples(file: NationalPart, site_url: str) -> list[tuple[str, str, str]]:
    """Return samples of code that use a file of the merged data: name, title, lines.

    Args:
        file: The file.
        site_url: The address of the site; with "" samples have a made-up one.
    """
    address = site_url or "https://dia-chi-trang.example/"
    words = {
        "address": address + file.path,
        "name": file.part.name,
        "sha256": file.part.sha256,
        "index": f"{address}{FOLDER}/{PARTS}",
        "set": file.part.set,
    }
    return [(name, title, lines.format_map(words)) for name, title, lines in _EXAMPLES]


def about_page(view: NationView) -> NationPage:
    """Render the page on where the data come from, how reliable they are, and where to report mistakes."""
    page = NationPage(
        path=ABOUT,
        kind="ve-trang-nay",
        title="Về trang này",
        description="Thông tin ở đây lấy từ đâu, đúng đến đâu, thấy sai thì báo cho ai.",
    )
    return page.showing(
        "about",
        nation=view.nation,
        connections=to(ABOUT, CONNECTIONS),
        provinces=to(ABOUT, PROVINCES),
        open_data=to(ABOUT, OPEN_DATA),
        keep_days=view.nation.keep_days,
    )


def not_found_page(view: NationView) -> NationPage:
    """Render the page for unknown addresses, whose links begin at the site's root."""
    texts = load_texts()
    addresses = [
        *((f"{member.path}/", member.name) for member in view.shown),
        (f"{DUTIES}/", texts["site.duties"]),
        (f"{LAW}/", "Theo điều khoản của luật"),
        (f"{OPEN_DATA}/", texts["foot.open_data"]),
    ]
    listed = json.dumps(addresses, ensure_ascii=False, separators=(",", ":"))
    page = NationPage(
        path=NOT_FOUND,
        kind="404",
        title=texts["site.not_found_title"],
        description=texts["site.not_found_text"],
        scripts=("not-found",),
    )
    # No `</script>` of a name may end the element.
    return page.showing(
        "not_found",
        home="./",
        search=f"./{SEARCH}/" if view.has_search else "",
        provinces=f"./{PROVINCES}/",
        known=markupsafe.Markup(listed.replace("<", "\\u003c")),  # noqa: S704
    )


# Writes all pages of the nation, and the styles and scripts that they need.

# Assets that only pages of a province's site need.
_NOT_HERE = ("divided", "embed", "frame-height", "noto-sans-khmer", "request", "theme")


def write_pages(
    site: NationalSite,
    data: Sequence[NationalPart] | None = None,
    search: NationPage | None = None,
) -> list[str]:
    """Write all pages of the nation.

    Args:
        site: The site.
        data: The files of the merged data to download, or `None`.
        search: The search page; without one nothing leads to a search.

    Returns:
        The paths of the pages that search engines may list, below the output folder.
    """
    view = nation_view(site, data, has_search=search is not None)
    frame = NationFrame(view)
    pages = [*_pages(view), *([search] if search is not None else [])]
    for page in (*pages, not_found_page(view)):
        site.write(page.file, frame.whole(page).encode())
    return [page.file for page in pages]


def write_assets(site: NationalSite) -> None:
    """Write styles and scripts, the same as a province's site has."""
    for name, content in assets().items():
        if not name.rpartition("/")[2].startswith(_NOT_HERE):
            site.write(f"assets/{name}", content)
    site.write(AS_OF, day_sheet(site.as_of, site.nation.main_colour).encode())


def _pages(view: NationView) -> Iterator[NationPage]:
    """Yield all pages for readers, without the search page and the page for unknown addresses."""
    yield home_page(view)
    yield provinces_page(view)
    yield from (province_page(view, member) for member in view.shown)
    yield from DutyPages(view).pages()
    yield figures_page(view)
    yield law_page(view)
    yield open_data_page(view)
    yield connections_page(view)
    yield about_page(view)
