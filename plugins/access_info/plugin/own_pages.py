"""Puts hand-written pages, and the page for unknown addresses, into the plugin's own frame.

With the option `whole_site` every page has the same header, menu and footer around it (the frame, or
shell), made from the same templates as the pages that come from data. MkDocs's theme renders nothing then.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping

import markupsafe
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url
from mkdocs.utils.templates import TemplateContext, script_tag_filter

from access_info.pages.province.site_pages import not_found_fragment
from access_info.pages.rendering.environment import load_texts
from access_info.pages.rendering.site import crumb_list
from access_info.pipeline import OwnerParts, PlainShells, Prepared
from access_info.pipeline.publish.filling import STAFF, STAFF_FOLDERS, likely_pages
from access_info.plugin.published_pages import feed_of_all, front_page_by_language
from access_info.shells.page import policy_element

# Material's feature by which a site's owner asks for a link to edit each page.
_EDIT = "content.action.edit"


@dataclasses.dataclass(frozen=True)
class OwnPages:
    """The values that the frame's template needs for hand-written pages of a site.

    Attributes:
        prepared: The site.
        config: MkDocs's settings.
        nav: The site's navigation.
        files: The site's files.
    """

    prepared: Prepared
    config: MkDocsConfig
    nav: Navigation
    files: Files

    def shells(self) -> PlainShells:
        """Make the frames of our pages, with the links, styles and copyright of the site's owner."""
        staff = [
            (file.url, key)
            for source, key in STAFF
            if (file := self.files.get_file_from_path(source)) is not None
        ]
        owner = OwnerParts(
            staff=tuple(staff),
            more=tuple(self._further_parts()),
            styles=tuple(str(path) for path in self.config.extra_css),
            palette=isinstance(self.config.theme.get("palette"), list),
            copyright=self.config.copyright or "",
        )
        return PlainShells(self.prepared, owner=owner)

    def page_values(self, page: Page, context: TemplateContext) -> dict[str, object]:
        """Return the values for the frame's template around a hand-written page.

        A page below the navigation's top level has its part of the navigation as a menu beside it.
        """
        side = self._side_menu(page)
        features = self.config.theme.get("features") or []
        edit_url = page.edit_url if _EDIT in features else ""
        scripts = [
            script_tag_filter(context, script)  # type: ignore[arg-type]
            for script in self.config.extra_javascript
        ]
        description = page.meta.get("description") or self.config.site_description or ""
        slots = {
            "title": markupsafe.escape(page.title or ""),
            "description": markupsafe.escape(description),
            "canonical": markupsafe.escape(page.canonical_url or ""),
            "edit_url": markupsafe.escape(edit_url or ""),
            "kind": "trang-dau" if page.is_homepage else "bai-viet",
            "head": self._home_head(page) if page.is_homepage else "",
            "languages": self._languages(page),
            "crumbs": "" if page.is_homepage else self._crumbs(page),
            "content": f'{side}<div class="ai-prose">{page.content}</div>'
            if side
            else page.content,
            "scripts": "".join(scripts),
        }
        return self._template_values(
            slots,
            root=f"{get_relative_url('.', page.url)}/",
            edit=bool(edit_url),
            home=page.is_homepage,
            body_class="ai-prose-columns" if side else "ai-prose",
            canonical=bool(page.canonical_url),
        )

    def not_found_values(self, root: str) -> dict[str, object]:
        """Return the values for the frame's template around the page for unknown addresses.

        Args:
            root: Absolute path of the site's front page: the page is shown at any depth of folders.
        """
        texts = load_texts()
        title = texts["site.not_found_title"]
        slots = {
            "title": markupsafe.escape(title),
            "description": markupsafe.escape(texts["site.not_found_text"]),
            "kind": "khong-tim-thay",
            "crumbs": crumb_list([(root, texts["site.home"])], title),
            "content": "",
        }
        if (context := self.prepared.context) is not None:
            pages = likely_pages(self.prepared)
            slots["content"] = not_found_fragment(context.site, home=root, pages=pages)
        return self._template_values(slots, root=root, body_class="ai-fragment")

    def _template_values(
        self,
        slots: Mapping[str, str | None],
        *,
        root: str,
        body_class: str,
        edit: bool = False,
        home: bool = False,
        canonical: bool = False,
    ) -> dict[str, object]:
        """Return the values that the frame's template asks for.

        Args:
            slots: HTML by name of the slot, already escaped.
            root: Link to the site's root.
            body_class: Class of the body.
            edit: Whether the page has a link to edit it.
            home: Whether the page is the front page.
            canonical: Whether the page has an absolute address.
        """
        filled = {name: markupsafe.Markup(value or "") for name, value in slots.items()}  # noqa: S704
        texts = self.shells().texts()
        return {
            "texts": dataclasses.replace(texts, has_canonical=canonical),
            "fill": lambda name: filled.get(name, ""),
            "root": root,
            "policy": "",
            "edit": edit,
            "nav_of_agency": False,
            "home": home,
            "body_class": body_class,
        }

    def _home_head(self, page: Page) -> str:
        """Render the `<link rel="alternate">` of the front page: to the feed and to other languages."""
        head, feed = "", feed_of_all(self.prepared)
        if feed:
            name = markupsafe.escape(self.config.site_name)
            href = markupsafe.escape(get_relative_url(feed, page.url))
            head = (
                f'<link rel="alternate" type="application/atom+xml" title="{name}" href="{href}">'
            )
        return head + "".join(
            f'<link rel="alternate" hreflang="{front.tag}" href="{markupsafe.escape(front.absolute)}">'
            for front in front_page_by_language(self.prepared)
            if front.absolute
        )

    def _languages(self, page: Page) -> str:
        """Render links from a page to the front page in other languages; "" if there are none."""
        links = [
            f'<a lang="{front.tag}" hreflang="{front.tag}" '
            f'href="{markupsafe.escape(get_relative_url(front.address, page.url))}">'
            f"{markupsafe.escape(front.language)}</a>"
            for front in front_page_by_language(self.prepared)[1:]
        ]
        return f'<p class="ai-languages">{" · ".join(links)}</p>' if links else ""

    def _crumbs(self, page: Page) -> str:
        """Render the breadcrumb of a page: the parts of the navigation above it.

        A part has no page of its own; its link leads to its first page.
        """
        home = get_relative_url("./", page.url)
        links: list[tuple[str, str | markupsafe.Markup]] = [(home, load_texts()["site.home"])]
        for section in reversed(list(page.ancestors)):
            first = _first_page(section)
            if first is not None and first is not page:
                links.append((get_relative_url(first.url, page.url), str(section.title)))
        return crumb_list(links, str(page.title))

    def _side_menu(self, page: Page) -> str:
        """Render the menu beside a page: its part of the navigation; "" for a page at the top level."""
        top = next(reversed(list(page.ancestors)), None)
        if not isinstance(top, Section):
            return ""
        label = markupsafe.escape(top.title or "")
        items = _menu_entries(top.children, page)
        menu = markupsafe.escape(load_texts()["site.menu"])
        return (
            f'<details class="ai-menu ai-side-nav"><summary>{menu}</summary>'
            f'<nav aria-label="{label}"><ul class="ai-nav-list">{items}</ul></nav></details>'
        )

    def _further_parts(self) -> Iterator[tuple[str, str]]:
        """Yield address and title of the navigation's parts for the frame's footer.

        Left out are the front page and the pages for staff, which the frame links to elsewhere; links
        to other sites come last.
        """
        for item in self.nav.items:
            first = _first_page(item)
            if first is None or first is self.nav.homepage:
                continue
            if not first.file.src_uri.startswith(STAFF_FOLDERS):
                yield first.url, str(item.title or first.title)
        for item in self.nav.items:
            if isinstance(item, Link) and "://" in item.url:
                yield item.url, str(item.title)


def guarded(output: str) -> str:
    """Return a page's HTML with a Content-Security-Policy that allows the scripts which stand in it."""
    mark = '<meta charset="utf-8">'
    return output.replace(mark, mark + policy_element(output), 1)


def _menu_entries(items: Iterable[StructureItem], page: Page) -> str:
    """Render entries of the navigation as list items, with links from a page."""
    return "".join(_menu_entry(item, page) for item in items)


def _menu_entry(item: StructureItem, page: Page) -> str:
    """Render an entry of the navigation: a link, or a part's title with the entries below it."""
    title = markupsafe.escape(item.title or "")
    if isinstance(item, Section):
        return f"<li>{title}<ul>{_menu_entries(item.children, page)}</ul></li>"
    url = getattr(item, "url", "")
    href = markupsafe.escape(url if "://" in url else get_relative_url(url, page.url))
    current = ' aria-current="page"' if item is page else ""
    return f'<li><a href="{href}"{current}>{title}</a></li>'


def _first_page(item: StructureItem) -> Page | None:
    """Return the page itself, or the first page in a part of the navigation; `None` if there is none."""
    while isinstance(item, Section) and item.children:
        item = item.children[0]
    return item if isinstance(item, Page) else None
