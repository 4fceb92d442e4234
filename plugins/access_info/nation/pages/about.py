"""Pages about the site itself, and the writing of all pages with their styles and scripts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

import markupsafe

from access_info.exports.published_sets import PUBLISHED_SETS
from access_info.nation.copies import MemberStanding, NationalSite
from access_info.nation.data import (
    CSV,
    FOLDER,
    INDEX_TABLE,
    PARTS,
    SCHEMAS,
    NationalData,
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
from access_info.pipeline.preparation.page_data import LICENCE, PUBLISHER
from access_info.pipeline.publish.site_files import AS_OF, assets
from access_info.pipeline.trust.manifest import MANIFEST, SIGNATURE, SUMS

# The look and the words of how far a member's copy can be shown.
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


class Connection(NamedTuple):
    """How it stands with reading a member.

    Attributes:
        name: What it is called.
        href: Its own site.
        look: Name of a state's look.
        words: The state in words.
        reached: When it was last read unharmed; "" if never.
        since: Since when it cannot be read; "" where it can.
        created: The day that its figures are of.
        age: How old they are, in days; `None` where it is not known.
        version: Of its data.
        generator: Version of what made its site.
        failures: Why it was not read.
    """

    name: str
    href: str
    look: str
    words: str
    reached: str
    since: str
    created: str
    age: int | None
    version: str
    generator: str
    failures: list[str]


def connections_page(view: NationView) -> NationPage:
    """Render the page that tells of each member whether it could be read."""
    title = "Tình trạng kết nối"
    connections = [_connection(view, member) for member in view.members]
    counts = [
        (look, words, sum(1 for member in view.members if member.state.standing is standing))
        for standing, (look, words) in _STANDINGS.items()
    ]
    page = NationPage(
        path=CONNECTIONS,
        kind="ket-noi",
        title=title,
        description="Trang của từng tỉnh lấy được lúc nào, số liệu ngày nào, vì sao chưa lấy được.",
        styles=("oversight",),
    )
    return page.showing(
        "connections",
        connections=connections,
        counts=[each for each in counts if each[2]],
        keep_days=view.nation.keep_days,
    )


def _connection(view: NationView, member: ShownMember) -> Connection:
    state = member.state
    look, words = _STANDINGS[state.standing]
    created = day_of(state.created)
    return Connection(
        name=member.name,
        href=web(state.url, ""),
        look=look,
        words=words,
        reached=day_words(state.reached),
        since=day_words(state.reached) if state.standing is not MemberStanding.CURRENT else "",
        created=day_words(state.created),
        age=max(0, (view.as_of - created).days) if created else None,
        version=cut(state.data_version, 20),
        generator=cut(f"bộ dựng {state.generator.rpartition(' ')[2]}", 40)
        if state.generator
        else "",
        failures=[cut(words, 500) for words in state.failures[:10]],
    )


class DataSetShown(NamedTuple):
    """A set of the merged data.

    Attributes:
        name: In addresses.
        title: What it is called.
        description: A sentence or two.
        rows: How many it has.
        size: Bytes of its files in CSV.
        members: Of how many provinces.
        files: Name, link, rows, CSV's and NDJSON's link, size and hash, by province.
    """

    name: str
    title: str
    description: str
    rows: int
    size: int
    members: int
    files: list[tuple[str, list[tuple[str, str, int, int, str]]]]


def open_data_page(view: NationView) -> NationPage:
    """Render the page of all that there is to download."""
    title, data = load_texts()["foot.open_data"], view.data
    sets = list(_sets(view)) if data is not None else []
    # Whether there is a sample does not depend on the site's address: only what it begins with does.
    address = view.site_url or "https://dia-chi-trang.example/"
    page = NationPage(
        path=OPEN_DATA,
        kind="du-lieu-mo",
        title=title,
        description="Dữ liệu của các tỉnh ghép lại, danh mục dữ liệu của từng tỉnh, cách kiểm tra tệp đã tải.",
    )
    return page.showing(
        "open_data",
        sets=sets,
        index=to(OPEN_DATA, HOME) + f"{FOLDER}/{PARTS}",
        table=to(OPEN_DATA, HOME) + f"{FOLDER}/{INDEX_TABLE}",
        schemas=to(OPEN_DATA, HOME) + SCHEMAS,
        catalogue=[
            (to(OPEN_DATA, HOME) + CATALOGUE_JSON, "JSON-LD"),
            (to(OPEN_DATA, HOME) + CATALOGUE_TURTLE, "Turtle"),
        ]
        if data is not None and data.has_catalogue
        else [],
        members=[(web(member.state.url, ""), member.name) for member in view.shown],
        lists=[(to(OPEN_DATA, HOME) + name, name) for name in (MANIFEST, SUMS)],
        keys=to(OPEN_DATA, HOME) + PUBLIC_KEYS if view.nation.public_keys else "",
        signature=SIGNATURE,
        licence=view.nation.licence,
        licence_id=LICENCE,
        publisher_id=PUBLISHER,
        name=cut(view.nation.name),
        office=view.nation.oversight,
        examples=list(_examples(view, address)) if sets else [],
    )


def _sets(view: NationView) -> Iterator[DataSetShown]:
    texts = load_texts()
    by_set: dict[str, list[NationalPart]] = {}
    for each in view.data.parts if view.data is not None else ():
        by_set.setdefault(each.part.set, []).append(each)
    for published in PUBLISHED_SETS:
        held = by_set.get(published.name, [])
        if not held:
            continue
        by_member: dict[str, list[tuple[str, str, int, int, str]]] = {}
        for each in held:
            part = each.part
            label = "CSV" if part.form == CSV else "NDJSON"
            entry = to(OPEN_DATA, HOME) + each.path, label, part.rows, part.size, part.sha256
            by_member.setdefault(cut(each.member.name), []).append(entry)
        tables = [each.part for each in held if each.part.form == CSV]
        yield DataSetShown(
            name=published.name,
            title=texts[published.title],
            description=texts[published.description],
            rows=sum(part.rows for part in tables),
            size=sum(part.size for part in tables),
            members=len(by_member),
            files=list(by_member.items()),
        )


def _examples(view: NationView, address: str) -> Iterator[tuple[str, str, str]]:
    if view.data is None:
        return
    first = view.data.parts[0]
    words = {
        "address": address + first.path,
        "name": first.part.name,
        "sha256": first.part.sha256,
        "index": f"{address}{FOLDER}/{PARTS}",
        "set": first.part.set,
    }
    for name, title, lines in _EXAMPLES:
        yield name, title, lines.format_map(words)


def about_page(view: NationView) -> NationPage:
    """Render where all this comes from, how far it can be trusted, whom to tell of mistakes."""
    title = "Về trang này"
    page = NationPage(
        path=ABOUT,
        kind="ve-trang-nay",
        title=title,
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
    known = [(f"{member.path}/", member.name) for member in view.shown]
    known += [
        (f"{DUTIES}/", texts["site.duties"]),
        (f"{LAW}/", "Theo điều khoản của luật"),
        (f"{OPEN_DATA}/", texts["foot.open_data"]),
    ]
    listed = json.dumps(known, ensure_ascii=False, separators=(",", ":"))
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

# What only pages that a province has need.
_NOT_HERE = ("embed", "frame-height", "noto-sans-khmer", "request", "theme")


def write_pages(
    site: NationalSite, data: NationalData | None = None, search: NationPage | None = None
) -> list[str]:
    """Write the pages.

    Args:
        site: The site.
        data: What there is to download, or `None`.
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
    yield home_page(view)
    yield provinces_page(view)
    yield from (province_page(view, member) for member in view.shown)
    yield from DutyPages(view).pages()
    yield figures_page(view)
    yield law_page(view)
    yield open_data_page(view)
    yield connections_page(view)
    yield about_page(view)
