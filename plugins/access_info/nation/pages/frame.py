"""What stands around the nation's pages: header, menu, breadcrumb, footer, as on the members' sites."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Sequence
from urllib.parse import urlsplit

import markupsafe

from access_info.nation.pages.view import (
    ABOUT,
    CONNECTIONS,
    DUTIES,
    FIGURES,
    LAW,
    OPEN_DATA,
    PROVINCES,
    SEARCH,
    NationView,
    cut,
    to,
)
from access_info.pages.rendering.environment import SOURCE, environment, load_texts
from access_info.pages.rendering.site import crumb_list
from access_info.pipeline.preparation.page_data import LICENCE
from access_info.pipeline.publish.site_files import SIGN
from access_info.program import GENERATOR
from access_info.shells.page import (
    AGENCIES_SLOT,
    FIND_SLOT,
    FooterColumn,
    MenuEntry,
    PlainTexts,
    Shell,
    plain_shell,
)
from access_info.shells.page import DUTIES_SLOT as AT_DUTIES
from access_info.shells.page import FIGURES_SLOT as AT_FIGURES

NOT_FOUND = "404"
_AT = {SEARCH: FIND_SLOT, PROVINCES: AGENCIES_SLOT, DUTIES: AT_DUTIES, FIGURES: AT_FIGURES}
_CURRENT = ' aria-current="page"'
_WITHIN = ' aria-current="true"'
_STYLE = '<link rel="stylesheet" href="{root}assets/access-info/{name}.css">'


@dataclasses.dataclass(frozen=True, kw_only=True)
class NationPage:
    """A page to be put into its frame.

    Attributes:
        path: Its folder below the site's root; "" for the front page, `404` for unknown addresses.
        kind: What sort of page, for tests and styles.
        title: What it is called.
        description: A sentence.
        content: HTML.
        above: Folder and name of each page between the front page and this one.
        styles: Further style sheets, by name.
        head: HTML for its head, with `{root}` where the way to the site's root stands.
        scripts: Names of scripts that it needs.
    """

    path: str
    kind: str
    title: str
    description: str
    content: str
    above: Sequence[tuple[str, str]] = ()
    styles: Sequence[str] = ()
    head: str = ""
    scripts: Sequence[str] = ()

    @property
    def file(self) -> str:
        """Path of its file below the output folder."""
        if self.path == NOT_FOUND:
            return "404.html"
        return f"{self.path}/index.html" if self.path else "index.html"


class NationFrame:
    """Puts pages into their frame."""

    def __init__(self, view: NationView) -> None:
        """Take the nation; shells are rendered as they are first needed, one for each depth."""
        self._view = view
        self._shells = functools.cache(self._shell)

    def whole(self, page: NationPage) -> str:
        """Return a page with all that stands around it."""
        is_lost = page.path == NOT_FOUND
        depth = 0 if is_lost or not page.path else len(page.path.split("/"))
        root = "../" * depth or "./"
        shell = self._shells(depth, is_home=not page.path, is_lost=is_lost)
        head = "".join(_STYLE.format(root=root, name=name) for name in page.styles)
        scripts = "".join(
            f'<script src="{root}assets/access-info/{name}.js" defer></script>'
            for name in page.scripts
        )
        place = _AT.get(page.path.split("/")[0], "")
        texts = {
            "title": page.title,
            "description": page.description,
            "kind": page.kind,
            "canonical": self._view.site_url + (f"{page.path}/" if page.path else ""),
        }
        fragments = {
            "head": head + page.head.replace("{root}", root),
            "content": page.content,
            "scripts": scripts,
            "crumbs": self._crumbs(page),
            **({place: _CURRENT if page.path in _AT else _WITHIN} if place else {}),
        }
        whole = shell.fill(texts=texts, fragments=fragments)
        if is_lost and self._view.site_url:
            # It is shown at any depth.
            whole = whole.replace('="./', f'="{urlsplit(self._view.site_url).path or "/"}')
        return whole

    def _crumbs(self, page: NationPage) -> str:
        here = "" if page.path == NOT_FOUND else page.path
        ways: list[tuple[str, str | markupsafe.Markup]] = [
            (to(here, folder), name) for folder, name in (("", "Trang đầu"), *page.above)
        ]
        return crumb_list(ways, page.title)

    def _shell(self, depth: int, *, is_home: bool, is_lost: bool) -> Shell:
        texts = frame_texts(self._view)
        if is_lost:
            texts = dataclasses.replace(texts, has_canonical=False)
        return plain_shell(texts, depth=depth, home=is_home)


def frame_texts(view: NationView) -> PlainTexts:
    """Gather the words around pages."""
    texts, nation = load_texts(), view.nation
    name = cut(nation.name)
    return PlainTexts(
        language=SOURCE,
        name=texts["site.section"],
        generator=GENERATOR,
        place_name=f"Cả nước – {name}",
        site_name=f"{texts['site.section']} cả nước – {name}",
        sign=SIGN,
        notice=nation.notice or "",
        notice_label=texts["site.notice"],
        skip=texts["site.skip"],
        home="",
        search=texts["site.search"],
        search_box="Tìm trên cả nước",
        search_hint=texts["site.search_hint"],
        search_button=texts["site.search_button"],
        search_address=f"{SEARCH}/" if view.has_search else "",
        menu=texts["site.site_pages"],
        links=tuple(_menu(view)),
        agency_pages="",
        crumbs=texts["site.crumbs"],
        edit="",
        tells_age=False,
        stale="",
        has_canonical=bool(view.site_url),
        worker="",
        palette=f"{texts['site.to_dark']}\n{texts['site.to_light']}",
        office=_office(view),
        updated=texts["footer.updated"],
        footer=(
            FooterColumn(
                texts["footer.help"],
                (
                    (f"{ABOUT}/#bao-sai", texts["footer.report"]),
                    (f"{ABOUT}/", "Về trang này"),
                    (f"{CONNECTIONS}/", "Tình trạng kết nối"),
                ),
            ),
            FooterColumn(
                texts["footer.reuse"],
                (
                    (f"{OPEN_DATA}/", texts["foot.open_data"]),
                    (f"{OPEN_DATA}/#{LICENCE}", texts["footer.terms"]),
                ),
            ),
            FooterColumn(
                "Xem thêm",
                (
                    (f"{LAW}/", "Theo điều khoản của luật"),
                    (f"{FIGURES}/", "Thống kê"),
                    *([(nation.portal, texts["site.portal"])] if nation.portal else []),
                ),
            ),
        ),
    )


def _menu(view: NationView) -> list[MenuEntry]:
    texts = load_texts()
    entries = [
        MenuEntry(AGENCIES_SLOT, f"{PROVINCES}/", "Tỉnh, thành phố"),
        MenuEntry(AT_DUTIES, f"{DUTIES}/", texts["site.duties"]),
        MenuEntry(AT_FIGURES, f"{FIGURES}/", "Thống kê"),
    ]
    if view.has_search:
        entries.insert(0, MenuEntry(FIND_SLOT, f"{SEARCH}/", texts["site.find"]))
    return entries


def _office(view: NationView) -> markupsafe.Markup:
    template = environment().get_template("parts/office.html.jinja")
    return markupsafe.Markup(  # noqa: S704 - rendered with autoescape
        template.render(office=view.nation.oversight, place=view.nation)
    )


def fragment(template: str, /, **values: object) -> str:
    """Render a template of the nation's pages."""
    return environment().get_template(f"nation/{template}.html.jinja").render(**values)
