"""The plugin: thin over the pipeline that the command line runs too."""

from __future__ import annotations

import gc
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Link, Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from access_info.exports.web_form import ForgeError
from access_info.pipeline import (
    BadEpochError,
    PlainShells,
    Prepared,
    WrongPlaceError,
    day_of_build,
    prepare,
)
from access_info.pipeline.incremental.agency_build import PageEntry
from access_info.pipeline.incremental.memory import Memory, recall
from access_info.pipeline.publish.filling import ShellOf
from access_info.pipeline.publish.output import private_folder, restore_and_tidy, sibling
from access_info.pipeline.publish.plain_site import keep, keep_preview
from access_info.pipeline.publish.site import publish
from access_info.pipeline.publish.sitemap import SITEMAP, with_our_pages
from access_info.plugin.entries import frame_words, home_path, site_entries
from access_info.plugin.inputs import note_inputs
from access_info.plugin.links import add_linked_pages, taken_addresses, with_form_link
from access_info.plugin.long_build import LongBuild
from access_info.plugin.options import build_options
from access_info.plugin.own_pages import OwnPages, guarded
from access_info.plugin.report import raise_readably, report_problems, report_site, was_warned
from access_info.plugin.search_engines import finish_sitemap, listed_pages
from access_info.plugin.theme import OWN_FOLDER, SITE_FOLDER, ThemeShells
from access_info.plugin.theme_files import leave_out_hidden, leave_out_idle
from access_info.search import SearchRecord
from access_info.source.templating.bytecode import bytecode

if TYPE_CHECKING:
    from access_info.plugin import AccessInfoPlugin
    from access_info.plugin.config import AccessInfoConfig


class SiteEvents:
    """Turns agencies' YAML into pages, and puts hand-written ones into the same frame.

    All that can fail happens in `on_config`, before any output is touched; `on_post_build` writes
    our pages and puts the new site in place of the old. Each event says what it does.
    """

    def __init__(self, plugin: AccessInfoPlugin) -> None:
        """Begin with nothing known: `on_config` reads the site.

        Args:
            plugin: What hands events on, and has the options.
        """
        self._plugin = plugin
        self._long, self._serving, self._dirty = LongBuild(), False, False
        self._prepared: Prepared | None = None
        self._memory = Memory()
        self._memory_file: Path | None = None
        self._fragment_store: Path | None = None
        self._site_dir: Path | None = None
        self._parked: Path | None = None
        self._pages: dict[str, PageEntry] | None = None
        self._nav: Navigation | None = None
        self._files: Files | None = None
        self._environment: jinja2.Environment | None = None
        self._documents: list[SearchRecord] = []
        self._markdown_pages: dict[str, str] = {}

    @property
    def config(self) -> AccessInfoConfig:
        """The options."""
        return self._plugin.config

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Note whether this is a preview, which never replaces the site."""
        gc.freeze()  # what is loaded stays, and need not be searched for cycles again and again
        self._long.begin(command)
        self._serving, self._dirty = command == "serve", dirty

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read, check and render everything that can fail, before output is touched."""
        self._tidy()
        try:
            # MkDocs reads SOURCE_DATE_EPOCH too: a wrong one must be told even where `as_of` is set.
            day_of_build(None, os.environ)
            options = build_options(self.config, config, self._long.progress, preview=self._serving)
            self._fragment_store = private_folder(options.cache)
        except (BadEpochError, ForgeError, WrongPlaceError) as error:
            raise PluginError(f"access-info: {error}") from None
        config.watch += [path.as_posix() for path in (options.agencies, options.laws) if path]
        if options.cache is not None:
            self._memory_file = options.cache / ("serve.db" if self._serving else "site.db")
        self._memory = recall(self._memory_file)
        prepared = prepare(
            options,
            fragment_store=self._fragment_store,
            memory=self._memory,
            home=bool(options.prefix) or not options.root_taken,
        )
        try:
            report_problems(prepared, strict=config.strict)
        except PluginError:
            self._tidy()
            raise
        self._prepared = prepared
        self._pages, self._documents, self._markdown_pages = None, [], {}
        leave_out_hidden(config.theme)
        if config.theme.name == "material" and self.config.whole_site:
            position = 1 if config.theme.custom_dir else 0
            config.theme.dirs[position:position] = [SITE_FOLDER.as_posix(), OWN_FOLDER.as_posix()]
        if not self._serving and not self._dirty:
            self._site_dir = Path(config.site_dir)
            config.site_dir = sibling(self._site_dir).as_posix()
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Set a preview's last pages aside: MkDocs is about to empty its folder."""
        site = Path(config.site_dir)
        if self._serving and site.is_dir():
            self._parked = site.with_name(f".{site.name}-old-{os.getpid()}")
            shutil.rmtree(self._parked, ignore_errors=True)
            site.rename(self._parked)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> None:
        """Refuse a document of the site's own that would take one of our pages' places."""
        leave_out_idle(files, config, whole_site=self.config.whole_site)
        build_context, entries = self._ready().context, self._ready().entries
        if build_context is not None and (
            taken := taken_addresses(files, build_context.urls, entries)
        ):
            raise PluginError(
                "access-info: các tệp sau trùng địa chỉ với trang dựng từ dữ liệu, "
                f"hãy đổi tên hoặc chuyển chỗ: {', '.join(taken)}"
            )

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Add our entries to the site's navigation."""
        self._nav, self._files = nav, files
        if self.config.nav:
            entries = [Link(words, address) for address, words in site_entries(self._ready())]
            after_home = self.config.whole_site and nav.homepage in nav.items[:1]
            position = 1 if after_home else len(nav.items)
            nav.items[position:position] = entries
        return nav

    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str | None:
        """Make links to our pages and the form resolve, so that MkDocs checks anchors."""
        prepared = self._ready()
        if prepared.context is None:
            return None
        if self._pages is None:
            self._pages = {entry.path: entry for entry in prepared.entries}
        add_linked_pages(
            markdown,
            source=page.file.src_uri,
            files=files,
            config=config,
            urls=prepared.context.urls,
            pages=self._pages,
        )
        return with_form_link(markdown, source=page.url, prepared=prepared)

    def on_env(
        self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files
    ) -> jinja2.Environment:
        """Keep the theme's templates for our shells."""
        prepared = self._ready()
        if prepared.context is not None:
            env.globals["access_info"] = frame_words(prepared, home=home_path(config.site_url))
        env.bytecode_cache = bytecode("theme")
        self._environment = env
        self._files = files
        return env

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Give a hand-written page what the document around it shows."""
        if self._is_ours(config):
            context |= self._own_pages(config).page_values(page, context)  # type: ignore[typeddict-item]
        return context

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Give the page for unknown addresses what is around it; list in the sitemap what may be found."""
        if template_name == SITEMAP:
            context["pages"] = listed_pages(self._ready(), config, context["pages"])
        if template_name == "404.html" and self._is_ours(config):
            context |= self._own_pages(config).not_found_values(home_path(config.site_url))  # type: ignore[typeddict-item]
        return context

    def on_post_template(
        self, output_content: str, *, template_name: str, config: MkDocsConfig
    ) -> str | None:
        """Add our pages to the sitemap; guard the 404 page of a site that is ours."""
        if template_name == "404.html" and self._is_ours(config):
            return guarded(output_content)
        if template_name != SITEMAP or not config.site_url:
            return None
        return with_our_pages(output_content, self._ready())

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str | None:
        """Honour `robots: noindex` in a page's front matter; guard a site that is ours."""
        hidden = page.meta.get("robots") == "noindex"
        self._markdown_pages[page.url] = f"{page.title}\n{page.content}"
        if self.config.whole_site and not hidden and page.title:
            self._documents.append(SearchRecord(str(page.title), page.url))
        if hidden:
            output = output.replace("</head>", '<meta name="robots" content="noindex"></head>', 1)
        return guarded(output) if self._is_ours(config) else output

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write our pages; then put the new site in the old one's place."""
        prepared = self._ready()
        out = Path(config.site_dir)
        finish_sitemap(out, config)
        previous = self._parked if self._serving else self._site_dir
        cache = prepared.options.cache
        spare = cache / "site" if cache is not None and self._site_dir is not None else None
        published = publish(
            prepared,
            self._shells(config),
            out=out,
            previous=previous if previous is not None and previous.is_dir() else None,
            spare=spare,
            last=self._memory,
            may_skip=self._site_dir is not None,
            documents=tuple(self._documents),
            markdown_pages=self._markdown_pages,
        )
        if self._site_dir is not None:
            config.site_dir = self._site_dir.as_posix()
            if config.strict and was_warned():
                # MkDocs stops after this event: the last good site stays.
                shutil.rmtree(out, ignore_errors=True)
            else:
                keep(
                    prepared,
                    published,
                    self._memory,
                    new=out,
                    out=self._site_dir,
                    spare=spare,
                    file=self._memory_file,
                )
                files = self._memory.published if published is None else published
                report_site(prepared.options, files)
                note_inputs(config, prepared.options, os.environ)
        else:
            keep_preview(prepared, published or {}, out=out, file=self._memory_file)
        self._tidy()

    def on_build_error(self, *, error: Exception) -> None:
        """Remove what was begun; the last good site stays."""
        self._tidy(drop=True)
        raise_readably(error, self._site_dir or Path.cwd())

    def on_shutdown(self) -> None:
        """Remove what a preview, or a build that somebody ended, would leave behind."""
        self._tidy(drop=self._long.was_stopped())
        gc.freeze()  # the process ends: to look for cycles in all that it made is a tenth of a build
        self._long.end()

    def _shells(self, config: MkDocsConfig) -> ShellOf:
        """Choose Material's page around ours; with any other theme, our own plain page."""
        prepared = self._ready()
        if config.theme.name != "material":
            return PlainShells(prepared)
        pages = self._own_pages(config)
        if self._is_ours(config):
            return pages.shells()
        if self._environment is None:
            raise PluginError("MkDocs did not hand over its templates")
        return ThemeShells(config, pages.nav, pages.files, self._environment, prepared)

    def _own_pages(self, config: MkDocsConfig) -> OwnPages:
        """Return what puts hand-written pages into our frame."""
        if self._nav is None or self._files is None:
            raise PluginError("MkDocs did not hand over its navigation and files")
        return OwnPages(self._ready(), config, self._nav, self._files)

    def _is_ours(self, config: MkDocsConfig) -> bool:
        """Tell whether our frame stands around the site's own pages too."""
        ready = self._prepared is not None and self._prepared.context is not None
        return ready and config.theme.name == "material" and self.config.whole_site

    def _ready(self) -> Prepared:
        if self._prepared is None:
            raise PluginError("on_config has not run")
        return self._prepared

    def _tidy(self, *, drop: bool = False) -> None:
        """Remove private folders, and where `drop` says so what was begun of a site."""
        if drop and self._site_dir is not None:
            restore_and_tidy(self._site_dir)
        for folder in (self._fragment_store, self._parked):
            if folder is not None:
                shutil.rmtree(folder, ignore_errors=True)
        self._fragment_store = self._parked = None
