"""The theme's page as a shell: rendered once for each depth, with slots.

Its scripts stay away and its styles are cut to what applies: Material's own weigh 60 kB compressed.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import html
import re
from collections.abc import Iterable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2
import material
import rcssmin
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from access_info.pages.rendering.translations import SOURCE, Texts, load_texts
from access_info.pipeline import Prepared
from access_info.pipeline.incremental.memory import code_key
from access_info.pipeline.publish.frames import embed_texts, main_links
from access_info.pipeline.publish.site_files import joined_styles
from access_info.pipeline.trust.program import GENERATOR
from access_info.plugin.entries import frame_words, site_entries
from access_info.shells import Shell, embed_shell, policy_element, slot
from access_info.source import read_cached, write_cached
from access_info.source.placeholders import Placeholder

_FOLDER = Path(__file__).parent.parent / "templates" / "theme"
SHELL_FOLDER = _FOLDER / "shell"
FRAME_FOLDER = _FOLDER / "frame"
SITE_FOLDER = _FOLDER / "site"
OWN_FOLDER = _FOLDER / "own"
CONTENT_ID = "noi-dung-chinh"
FRAME = "assets/access-info/frame.css"
# The measure of a theme whose `rem` is larger, over our tokens and parts.
_STYLE_FILES = ("tokens.css", "parts.css", "lists.css", "print.css")
_GUEST = Path(__file__).parent.parent / "assets" / "access-info" / "theme.css"
# What only the theme's own scripts need: `<input class="md-toggle" id="__drawer">`,
# ` data-md-component="header"` but not its element.
_IDLE = re.compile(
    r'\s*(?:<input class="md-toggle"[^>]*>|<label class="md-overlay"[^>]*></label>'
    r'|<div class="md-dialog".*?</div>\s*</div>)'
    r'| data-md-component="[^"]*"',
    re.S,
)
# `<a href="#x" class="md-skip">Skip</a>`: up to its words, which are replaced.
_SKIP = re.compile(r'(class="md-skip">)[^<]*')
# `<meta name="generator" content="mkdocs">`: what made this page is our own program.
_GENERATOR = re.compile(r'(<meta name="generator" content=")[^"]*')
# Material's name for its dark colours.
_DARK = "slate"


@dataclasses.dataclass(frozen=True)
class ThemeShells:
    """Makes shells from the site's own Material theme.

    Attributes:
        config: MkDocs's.
        nav: The site's navigation.
        files: The site's files.
        environment: The theme's templates, after all plugins have had their say.
        prepared: The site.
    """

    config: MkDocsConfig
    nav: Navigation
    files: Files
    environment: jinja2.Environment
    prepared: Prepared

    def __call__(
        self, depth: int, *, edit: bool, nav: bool, language: str, home: bool = False
    ) -> Shell:
        """Render the shell for a depth, with or without an edit link and own navigation."""
        build_context = self.prepared.context
        if build_context is None:
            raise ValueError("the laws cannot be read")
        page = SimpleNamespace(
            title=slot("title"),
            url="x/" * depth,
            abs_url=None,
            meta={"description": slot("description")},
            canonical_url=slot("canonical") if self.config.site_url else None,
            edit_url=slot("edit_url") if edit else None,
            toc=[SimpleNamespace(url=f"#{CONTENT_ID}", title="", children=[])],
            content=slot("content"),
            is_homepage=False,
            previous_page=None,
            next_page=None,
            ancestors=[],
            parent=None,
            children=None,
            active=False,
            is_page=True,
            is_section=False,
            is_link=False,
            file=None,
        )
        context: dict[str, Any] = dict(
            get_context(self.nav, self.files, self.config, page)  # type: ignore[arg-type]
        )
        links = [("./", load_texts()["site.home"]), *site_entries(self.prepared)]
        if language != SOURCE:
            back = load_texts(language).phrase(load_texts()["site.language"])
            links = [*main_links(build_context, language), ("./", back)]
        frame = frame_words(self.prepared, language=language)
        context["access_info"] = {
            **frame,
            "links": links,
            "policy": Placeholder.POLICY,
            "own_nav": nav,
            "home_page": home,
            "slot": slot,
            "content_id": CONTENT_ID,
        }
        template = self._overlay.get_template("access-info/page.html")
        page_html = self._in_language(language, template, context)
        page_html = lean(page_html, load_texts(language)["site.skip"])
        return Shell.of(Placeholder.POLICY.fill(page_html, policy_element(page_html)))

    def embed(self, depth: int) -> Shell:
        """Return the shell of pages for other portals' frames, which has no theme."""
        if self.prepared.context is None:
            raise ValueError("the laws cannot be read")
        return embed_shell(embed_texts(self.prepared.context), depth=depth)

    def _in_language(
        self, language: str, template: jinja2.Template, context: dict[str, Any]
    ) -> str:
        """Render the theme's page in a language, whatever the site's own is.

        The site's name and the names of colour switches are translated; the owner's copyright
        line is marked as Vietnamese.
        """
        config, theme = self.config, self.config.theme
        previous = theme["language"], theme.get("palette"), config.site_name, config.copyright
        theme["language"] = language
        if language != SOURCE:
            texts = load_texts(language)
            theme["palette"] = _palette(theme.get("palette"), texts)
            config.site_name = self._site_name(texts)
            if config.copyright:
                config.copyright = f'<span lang="{SOURCE}">{config.copyright}</span>'
        try:
            return template.render(context)
        finally:
            theme["language"], theme["palette"], config.site_name, config.copyright = previous

    def _site_name(self, texts: Texts) -> str:
        build_context = self.prepared.context
        if build_context is None or not build_context.place.name:
            return texts["site.home_title"]
        return texts.plain("site.home_title_of", name=build_context.place.name)

    def assets(self, shells: Iterable[Shell]) -> dict[str, str]:
        """Make the one style sheet of the frame: the theme's rules that apply, then ours.

        Args:
            shells: All that were made.
        """
        folder = Path(material.__file__).parent / "templates" / "assets" / "stylesheets"
        sheets = [
            next(folder.glob(f"{name}.*.css")).read_text(encoding="utf-8")
            for name in ("main", "palette")
        ]
        pages = ["".join(shell.parts[::2]) for shell in shells]
        pages.append(_colours(self.config.theme.get("palette")))
        ours = joined_styles(_STYLE_FILES) + rcssmin.cssmin(_GUEST.read_text(encoding="utf-8"))
        return {FRAME: self._trimmed(sheets, pages) + ours}

    def _trimmed(self, sheets: list[str], pages: list[str]) -> str:
        """Cut the theme's sheets to the rules that apply; this takes long and is cached."""
        from access_info.shells.styles import trim  # noqa: PLC0415 - a site that is ours needs none

        cache = self.prepared.options.cache
        if cache is None:
            return trim(sheets, pages)
        parts = "\0".join([code_key(), *sheets, *pages])
        digest = hashlib.blake2b(parts.encode(), digest_size=16).hexdigest()
        place = cache / "frame" / f"{digest}.css"
        trimmed = read_cached(place)
        if trimmed is None:
            trimmed = trim(sheets, pages).encode()
            write_cached(place, trimmed, cache=cache)
        return trimmed.decode()

    @functools.cached_property
    def _overlay(self) -> jinja2.Environment:
        """The theme with our page and cured partials; what the site's owner changed wins."""
        loaders: list[jinja2.BaseLoader] = []
        if self.config.theme.custom_dir:
            loaders.append(jinja2.FileSystemLoader(self.config.theme.custom_dir))
        loaders.append(jinja2.FileSystemLoader([SHELL_FOLDER, FRAME_FOLDER]))
        if self.environment.loader is not None:
            loaders.append(self.environment.loader)
        return self.environment.overlay(loader=jinja2.ChoiceLoader(loaders))


def _palette(palette: object, texts: Texts) -> object:
    """Name the switches of the theme's choices of colours in a language."""
    if not isinstance(palette, list):
        return palette
    return [
        {
            **choice,
            "toggle": {
                **choice["toggle"],
                "name": texts["site.to_light" if choice.get("scheme") == _DARK else "site.to_dark"],
            },
        }
        if choice.get("toggle")
        else choice
        for choice in palette
    ]


def _colours(palette: object) -> str:
    """Render elements with every choice of colours: a page has but one until its script runs."""
    choices = palette if isinstance(palette, list) else []
    return "".join(
        f'<body data-md-color-{name}="{html.escape(str(choice.get(name, "")))}">'
        for choice in choices
        for name in ("scheme", "primary", "accent")
    )


def lean(page: str, skip: str) -> str:
    """Remove from a page what only the theme's scripts would use, where they stay away.

    Args:
        page: HTML of a page or a shell.
        skip: Words of the link that skips to the content; the theme's say only "skip".
    """
    page = _SKIP.sub(lambda match: match[1] + html.escape(skip), page)
    page = _GENERATOR.sub(rf"\g<1>{GENERATOR}", page)
    if "ai-header" in page:  # a header of the owner's own may still have a use for them
        page = _IDLE.sub("", page)
    return page if "<pre" in page or "<textarea" in page else re.sub(r"\n\s+", "\n", page)
