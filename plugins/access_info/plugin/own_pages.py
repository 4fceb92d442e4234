"""The site's own pages in our frame: hand-written ones, and the page for unknown addresses.

On a site that is ours alone (`whole_site`) every page has the same document around it, made from the
same templates as the pages that come from data; MkDocs's theme gives its events, not its looks.
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
from access_info.plugin.published_pages import feed_of_all, home_languages
from access_info.shells.page import policy_element

_EDIT = "content.action.edit"


@dataclasses.dataclass(frozen=True)
class OwnPages:
    """Puts hand-written pages into the frame.

    Attributes:
        prepared: The site.
        config: MkDocs's.
        nav: The site's navigation.
        files: The site's files.
    """

    prepared: Prepared
    config: MkDocsConfig
    nav: Navigation
    files: Files

    def shells(self) -> PlainShells:
        """Make the shells of our pages, with what the site's owner adds to the frame."""
        staff = [
            (file.url, key)
            for source, key in STAFF
            if (file := self.files.get_file_from_path(source)) is not None
        ]
        owner = OwnerParts(
            staff=tuple(staff),
            more=tuple(self._more()),
            styles=tuple(str(path) for path in self.config.extra_css),
            palette=isinstance(self.config.theme.get("palette"), list),
            copyright=self.config.copyright or "",
        )
        return PlainShells(self.prepared, owner=owner)

    def page_values(self, page: Page, context: TemplateContext) -> dict[str, object]:
        """Gather what the document around a hand-written page shows."""
        side = self._side(page)
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
        return self._values(
            slots,
            root=f"{get_relative_url('.', page.url)}/",
            edit=bool(edit_url),
            home=page.is_homepage,
            body_class="ai-prose-columns" if side else "ai-prose",
            canonical=bool(page.canonical_url),
        )

    def not_found_values(self, root: str) -> dict[str, object]:
        """Gather what the document of the page for unknown addresses shows.

        Args:
            root: Absolute path of the site's front page.
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
        return self._values(slots, root=root, body_class="ai-fragment")

    def _values(
        self,
        slots: Mapping[str, str | None],
        *,
        root: str,
        body_class: str,
        edit: bool = False,
        home: bool = False,
        canonical: bool = False,
    ) -> dict[str, object]:
        """Return what the template of the document asks for.

        Args:
            slots: HTML by name of the slot; escaped.
            root: Link to the site's root.
            body_class: Class of the body.
            edit: Whether there is a link to edit the page.
            home: Whether it is the front page.
            canonical: Whether it has an absolute address.
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
        """Render what the front page's head says of feeds and other languages."""
        head, feed = "", feed_of_all(self.prepared)
        if feed:
            name = markupsafe.escape(self.config.site_name)
            href = markupsafe.escape(get_relative_url(feed, page.url))
            head = (
                f'<link rel="alternate" type="application/atom+xml" title="{name}" href="{href}">'
            )
        return head + "".join(
            f'<link rel="alternate" hreflang="{tag}" href="{markupsafe.escape(absolute)}">'
            for tag, _, _, absolute in home_languages(self.prepared)
            if absolute
        )

    def _languages(self, page: Page) -> str:
        """Render links to the front page in other languages; "" if there are none."""
        links = [
            f'<a lang="{tag}" hreflang="{tag}" '
            f'href="{markupsafe.escape(get_relative_url(address, page.url))}">'
            f"{markupsafe.escape(name)}</a>"
            for tag, name, address, _ in home_languages(self.prepared)[1:]
        ]
        return f'<p class="ai-languages">{" · ".join(links)}</p>' if links else ""

    def _crumbs(self, page: Page) -> str:
        """Render the way to a page through the navigation."""
        home = get_relative_url("./", page.url)
        links: list[tuple[str, str | markupsafe.Markup]] = [(home, load_texts()["site.home"])]
        for section in reversed(list(page.ancestors)):
            first = _first_page(section)
            if first is not None and first is not page:
                links.append((get_relative_url(first.url, page.url), str(section.title)))
        return crumb_list(links, str(page.title))

    def _side(self, page: Page) -> str:
        """Render the part of the navigation that a page stands in, if it has others."""
        top = next(reversed(list(page.ancestors)), None)
        if not isinstance(top, Section):
            return ""
        label = markupsafe.escape(top.title or "")
        items = _entries(top.children, page)
        menu = markupsafe.escape(load_texts()["site.menu"])
        return (
            f'<details class="ai-menu ai-side-nav"><summary>{menu}</summary>'
            f'<nav aria-label="{label}"><ul class="ai-nav-list">{items}</ul></nav></details>'
        )

    def _more(self) -> Iterator[tuple[str, str]]:
        """Yield the parts of the navigation that are neither ours nor for staff: address, title."""
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
    """Put a page under a Content-Security-Policy that fits it."""
    mark = '<meta charset="utf-8">'
    return output.replace(mark, mark + policy_element(output), 1)


def _entries(items: Iterable[StructureItem], page: Page) -> str:
    return "".join(_entry(item, page) for item in items)


def _entry(item: StructureItem, page: Page) -> str:
    """Render an entry of the navigation with those below it."""
    title = markupsafe.escape(item.title or "")
    if isinstance(item, Section):
        return f"<li>{title}<ul>{_entries(item.children, page)}</ul></li>"
    url = getattr(item, "url", "")
    href = markupsafe.escape(url if "://" in url else get_relative_url(url, page.url))
    current = ' aria-current="page"' if item is page else ""
    return f'<li><a href="{href}"{current}>{title}</a></li>'


def _first_page(item: StructureItem) -> Page | None:
    """Return the page itself, or the first page of a part of the navigation."""
    while isinstance(item, Section) and item.children:
        item = item.children[0]
    return item if isinstance(item, Page) else None
