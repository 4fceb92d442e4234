"""What the plugin does at each of MkDocs's events; the work is the pipeline's, as for the command line."""

from __future__ import annotations

import contextlib
import dataclasses
import gc
import logging
import os
import posixpath
import shutil
import sys
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urljoin, urlsplit

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler
from mkdocs.utils.templates import TemplateContext

from access_info.exports.web_form import ForgeError, NoProposalsError, forge_of
from access_info.loading import last_days
from access_info.pipeline import (
    BadEpochError,
    FormOptions,
    Layout,
    Options,
    PlainShells,
    Prepared,
    WrongPlaceError,
    day_of_build,
    prepare,
)
from access_info.pipeline.incremental.memory import Memory, StoredMemory
from access_info.pipeline.incremental.reuse import Published
from access_info.pipeline.publish.catalogue import address_notice
from access_info.pipeline.publish.filling import ShellOf
from access_info.pipeline.publish.output import (
    CacheClaim,
    private_folder,
    restore_and_tidy,
    sibling,
)
from access_info.pipeline.publish.plain_site import keep, keep_preview
from access_info.pipeline.publish.shared_files import (
    ROBOTS,
    SITEMAP,
    newest_day,
    pack_sitemap,
    robots_text,
    with_our_pages,
)
from access_info.pipeline.publish.site import publish
from access_info.pipeline.publish.site_files import published_bytes, site_signer, size_notice
from access_info.pipeline.trust.manifest import SigningError, key_in
from access_info.plugin.config import AccessInfoConfig, settings_folder
from access_info.plugin.inputs import note_inputs
from access_info.plugin.own_pages import OwnPages, guarded
from access_info.plugin.published_pages import (
    PublishedPages,
    add_entries,
    add_to_search,
    with_form_link,
)
from access_info.plugin.theme import (
    OWN_FOLDER,
    SITE_FOLDER,
    ThemeShells,
    leave_out_hidden,
    leave_out_idle,
)
from access_info.problems import Severity, withheld_line
from access_info.processes import end_workers
from access_info.search import SearchRecord
from access_info.source.replacing import error_at, system_words
from access_info.source.templating.bytecode import bytecode, keep_templates
from access_info.waiting import (
    NO_PROGRESS,
    STOPPED,
    PacedProgress,
    Progress,
    Stage,
    listen,
    what_is_left,
    with_alarms,
)

if TYPE_CHECKING:
    from access_info.plugin import AccessInfoPlugin


# Problems in MkDocs's log, and what stops a build.

_log = get_plugin_logger("access_info")


def report_problems(prepared: Prepared, *, strict: bool) -> None:
    """Log every problem in the data; stop the build, before the old site is touched, if one forbids it.

    Args:
        prepared: The site, as read and checked.
        strict: Whether MkDocs runs with `--strict`, where a warning stops the build too.

    Raises:
        PluginError: There is an error, or in a strict build a warning; or the site is to be signed
            and cannot be.
    """
    count = 0
    for problem in prepared.problems:
        level = logging.ERROR if problem.severity is Severity.ERROR else logging.WARNING
        if problem.withheld is not None or not problem.counted:
            # Below a warning, so that MkDocs's `--strict` does not count it: an item that is withheld
            # is left out, and the rest of the site is published.
            level = logging.INFO
        count += level > logging.INFO
        _log.log(level, problem.format(Path.cwd()))
    left_out = withheld_line(prepared.problems)
    if left_out:
        _log.info(left_out)
    if prepared.stops:
        raise PluginError(
            f"Dữ liệu có lỗi nên chưa dựng được trang ({count} lỗi và cảnh báo, xem các dòng "
            "phía trên). Trang đã dựng lần trước vẫn còn nguyên."
        )
    if strict and count:
        raise PluginError(
            f"Có {count} cảnh báo và đang dựng ở chế độ --strict nên dừng lại. Trang đã dựng "
            "lần trước vẫn còn nguyên."
        )
    try:
        site_signer(prepared)
    except SigningError as error:
        raise PluginError(f"access-info: {error}") from None


def raise_readably(error: Exception, place: Path) -> None:
    """Raise an error of the system (disk full, no right to write) or of signing in Vietnamese words.

    Args:
        error: The error that stopped the build. Of any other kind, nothing is raised: MkDocs reports it.
        place: The output folder, named in the message where the error names no file.

    Raises:
        PluginError: With the words.
    """
    if isinstance(error, OSError | SigningError):
        words = system_words(error_at(error, place)) if isinstance(error, OSError) else error
        raise PluginError(f"access-info: {words}") from error


def report_site(options: Options, published: Mapping[str, Published]) -> None:
    """Log that the site is nearly too large for some hosts, and what is missing without `site_url`.

    Args:
        options: The options of the build.
        published: The files written, by agency.
    """
    # Logged as information: not even a strict build stops for these.
    for notice in (size_notice(published_bytes(published.values())), address_notice(options)):
        if notice:
            _log.info(notice)


def was_warned() -> bool:
    """Tell whether MkDocs has counted a warning: with `--strict` it then fails the build at its end."""
    handlers = logging.getLogger("mkdocs").handlers
    return any(isinstance(item, CountHandler) and item.get_counts() for item in handlers)


# Progress of a long build in MkDocs's log, and its end when somebody interrupts it (Ctrl+C).

_PAUSE = 10.0  # seconds between two lines


class LongBuild:
    """The progress lines and the interruption of one run of MkDocs, for the person who waits for it.

    Attributes:
        progress: Writes a line into the log every few seconds.
    """

    def __init__(self) -> None:
        """Begin without progress lines from alarms; `begin` starts those."""
        self.progress = PacedProgress(_log_stage, soon=_PAUSE, pause=_PAUSE)
        self._alarm = contextlib.ExitStack()
        self._stopped = False

    def begin(self, command: str) -> None:
        """Let signals interrupt the build from now on, and log progress even during one long step.

        Args:
            command: MkDocs's command. `serve` is left alone: MkDocs itself ends a preview.
        """
        if command != "serve":
            listen()
            self._alarm.enter_context(with_alarms(self.progress))

    def was_stopped(self) -> bool:
        """Tell whether the build is being interrupted; if so, end its worker processes too.

        Afterwards no process of ours writes, so the output folder can be removed. The progress lines end
        in any case.
        """
        self._alarm.close()
        self._stopped = isinstance(sys.exception(), KeyboardInterrupt)
        if self._stopped:
            end_workers()
        return self._stopped

    def end(self) -> None:
        """End the process in Vietnamese words if the build was interrupted: MkDocs's are English.

        Raises:
            SystemExit: `was_stopped` has seen an interruption.
        """
        if self._stopped:
            sys.stderr.write(f"{what_is_left()}\n")
            raise SystemExit(STOPPED)


def _log_stage(stage: Stage) -> None:
    """Write the stage that a build has reached into MkDocs's log."""
    _log.info(f"đang {stage.as_line(time.monotonic())}")


# What search engines are told about the site's own pages: `sitemap.xml` and `robots.txt`.


def listed_pages(
    prepared: Prepared, docs: Path, pages: Iterable[File], *, whole_site: bool
) -> list[File]:
    """List the site's own pages for MkDocs's sitemap: all without `robots: noindex`.

    With `whole_site` each page also gets the day of its last commit as its day of change (else the
    day of the newest data), since the day of the build that MkDocs notes would change every day.

    Args:
        prepared: The site.
        docs: The folder of the site's own pages.
        pages: All the site's own pages.
        whole_site: Whether the site consists of this plugin's pages alone (the option).
    """
    listed = [
        file for file in pages if file.page is None or file.page.meta.get("robots") != "noindex"
    ]
    if whole_site and prepared.context is not None:
        changed, newest = last_days(docs), newest_day(prepared)
        for file in listed:
            if file.page is not None:
                file.page.update_date = changed.get(file.src_uri, newest)
    return listed


def finish_sitemap(out: Path, site_url: str, *, whole_site: bool) -> None:
    """Pack the sitemap without the hour of the build; write `robots.txt` unless the owner has one.

    Without the hour the packed file stays the same from build to build.

    Args:
        out: The output folder.
        site_url: Absolute address of the site, or "".
        whole_site: Whether the site is this plugin's alone; only then it gets a `robots.txt`.
    """
    if (out / SITEMAP).is_file():
        pack_sitemap(out)
    text = robots_text(site_url) if whole_site else ""
    if text and not (out / ROBOTS).exists():
        (out / ROBOTS).write_text(text, encoding="utf-8", newline="\n")


# The plugin's options and MkDocs's settings as options of a build.

# Environment variable that names the folder of the web form's scripts (`scripts/build.py --with-editor`).
BUNDLE = "ACCESS_INFO_EDITOR"


def build_options(
    settings: AccessInfoConfig,
    config: MkDocsConfig,
    progress: Progress = NO_PROGRESS,
    *,
    preview: bool,
) -> Options:
    """Turn the plugin's options and MkDocs's settings into options of a build.

    Args:
        settings: Options of the plugin.
        config: MkDocs's settings.
        progress: Is told how far the build is.
        preview: Whether this is `mkdocs serve`, where somebody waits for each edit to show.
    """
    start = settings_folder(config)
    docs = Path(config.docs_dir)
    prefix = settings.prefix
    taken = any((docs / prefix / name).is_file() for name in ("index.md", "README.md"))
    agencies = Path(settings.agencies)
    edit_base = _edit_base(config, agencies)
    options = Options(
        agencies=agencies,
        as_of=day_of_build(settings.as_of, os.environ),
        prefix=prefix,
        directory_urls=config.use_directory_urls,
        site_url=config.site_url or "",
        layout=Layout(settings.layout),
        root_taken=taken,
        edit_base=edit_base,
        repo_url=config.repo_url or "",
        issue_url=settings.issue_url,
        languages=tuple(settings.languages),
        search=settings.search,
        downloads=settings.downloads,
        embed=settings.embed,
        offline=settings.offline,
        oversight=settings.oversight,
        papers=settings.papers,
        pdf=settings.pdf,
        snapshots=_path(settings.snapshots),
        links=_path(settings.links),
        previous=_path(settings.previous),
        preview=preview,
        laws=_path(settings.laws),
        cache=start / ".cache" / "access-info" if settings.cache else None,
        signing_key=key_in(os.environ),
        form=_form(
            settings,
            repo_url=config.repo_url or "",
            edit_base=edit_base,
            folder=posixpath.relpath(agencies.as_posix(), start.as_posix()),
        ),
        progress=progress,
    )
    return dataclasses.replace(options, jobs=settings.jobs) if settings.jobs else options


def _edit_base(config: MkDocsConfig, agencies: Path) -> str:
    """Return the forge's address under which the agencies' files are edited, or "".

    MkDocs knows that of its documents (`edit_uri`); the agencies' folder lies relative to these.
    """
    if not config.edit_uri:
        return ""
    base = urljoin((config.repo_url or "").rstrip("/") + "/", config.edit_uri)
    below = posixpath.relpath(agencies.as_posix(), Path(config.docs_dir).as_posix())
    return urljoin(base.rstrip("/") + "/", below + "/")


def _path(text: str) -> Path | None:
    """Return the path that an option holds; `None` where it is empty."""
    return Path(text) if text else None


def _form(
    settings: AccessInfoConfig, *, repo_url: str, edit_base: str, folder: str
) -> FormOptions | None:
    """Return the options of the form on the web; `None` without its scripts, or a forge for proposals.

    Raises:
        ForgeError: The settings don't say which software the forge runs (GitHub, GitLab, …).
    """
    bundle = os.environ.get(BUNDLE, "")
    if not bundle:
        return None
    # Publishing goes on without a form, where proposals have nowhere to go.
    try:
        forge = forge_of(
            repo_url=repo_url, edit_base=edit_base, folder=folder, options=settings.editor
        )
    except NoProposalsError as error:
        _log.info(str(error))
        return None
    if forge is None:
        _log.info("chưa có biểu mẫu: thêm repo_url vào mkdocs.yml để biết gửi bản đề nghị vào đâu")
        return None
    return FormOptions(bundle=Path(bundle), forge=forge)


class SiteEvents:
    """Answers MkDocs's events: turns agencies' YAML into pages beside the hand-written ones.

    All that can fail happens in `on_config`, before any output is touched; `on_post_build` writes
    our pages and puts the new site in place of the old. An event in two parts (`…_first`, `…_last`)
    runs before and after the other plugins'. “Our frame” is the header, menu and footer of the plugin's
    own templates, which stand around every page with the option `whole_site`.
    """

    def __init__(self, plugin: AccessInfoPlugin) -> None:
        """Begin empty: `on_config` reads the site.

        Args:
            plugin: The plugin that MkDocs loaded: it passes events on to this object, and has the options.
        """
        self._plugin = plugin
        self._long, self._serving, self._dirty = LongBuild(), False, False
        self._settings_only = False
        self._prepared: Prepared | None = None
        self._memory = Memory()
        self._stored = StoredMemory(None, "site")
        self._claim = CacheClaim(None)
        self._fragment_store: Path | None = None
        self._site_dir: Path | None = None
        self._last_preview: Path | None = None
        self._pages: PublishedPages | None = None
        # A plugin may run the build of a further language within this one, as i18n does at its end.
        self._in_site_build = self._in_language_build = self._is_written = False
        self._written: dict[str, Published] | None = None
        self._nav: Navigation | None = None
        self._files: Files | None = None
        self._environment: jinja2.Environment | None = None
        self._documents: list[SearchRecord] = []
        self._markdown_pages: dict[str, str] = {}

    @property
    def config(self) -> AccessInfoConfig:
        """The plugin's options in `mkdocs.yml`."""
        return self._plugin.config

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Note MkDocs's command: `serve` is a preview, which never replaces the site."""
        gc.freeze()  # loaded modules stay, and need not be searched for cycles again and again
        self._long.begin(command)
        self._serving, self._dirty = command == "serve", dirty
        # mike reads the settings alone under a command of its own; its build is another process.
        self._settings_only = command not in {"build", "gh-deploy", "serve"}

    def on_config_first(self, config: MkDocsConfig) -> MkDocsConfig:
        """Have MkDocs write into a new folder beside the site, which replaces the site when complete.

        This part runs before plugins that note the output folder. Nothing is done in the build of a
        further language, which is part of the same site, nor where a command only reads settings.
        """
        if not self._in_site_build and not self._settings_only:
            self._tidy()
            self._site_dir = None  # that of an earlier build, when previewing
            self._write_into_new_folder(config)
        return config

    def on_config_last(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read, check and render everything that can fail, before output is touched.

        Called again within a build, for a further language, only the pages are written.

        Raises:
            PluginError: The data or the settings don't allow a site.
        """
        if self._settings_only:
            return config
        if self._in_site_build:
            # Write now, while the settings are still those of the site's own language.
            if not self._is_written:
                self._write(config, may_skip=False)
            self._in_language_build = True
            return config
        self._write_into_new_folder(config)
        try:
            # MkDocs reads SOURCE_DATE_EPOCH too: a wrong one is an error even where `as_of` is set.
            day_of_build(None, os.environ)
            options = build_options(self.config, config, self._long.progress, preview=self._serving)
            self._fragment_store = private_folder(options.cache)
            self._claim = CacheClaim(options.cache)
            if self._claim.cache != options.cache:
                _log.info(
                    "một lần dựng khác đang chạy trong thư mục này và đang dùng kết quả của lần "
                    "trước; lần này dựng lại từ đầu, trang vẫn như nhau"
                )
            options = dataclasses.replace(options, cache=self._claim.cache)
        except (BadEpochError, ForgeError, WrongPlaceError) as error:
            raise PluginError(f"access-info: {error}") from None
        config.watch += [path.as_posix() for path in (options.agencies, options.laws) if path]
        self._stored = StoredMemory(options.cache, "preview" if self._serving else "site")
        self._memory = self._stored.recall()
        keep_templates(options.cache)
        prepared = prepare(
            options,
            fragment_store=self._fragment_store,
            memory=self._memory,
            home=bool(options.prefix) or not options.root_taken,
        )
        try:
            report_problems(prepared, strict=config.strict)
        except PluginError:
            self._tidy(drop=True)
            raise
        self._prepared = prepared
        self._documents, self._markdown_pages = [], {}
        leave_out_hidden(config.theme)
        if config.theme.name == "material" and self.config.whole_site:
            position = 1 if config.theme.custom_dir else 0
            config.theme.dirs[position:position] = [SITE_FOLDER.as_posix(), OWN_FOLDER.as_posix()]
        self._in_site_build, self._is_written = True, False
        return config

    def _write_into_new_folder(self, config: MkDocsConfig) -> None:
        """Have MkDocs write into a new folder, so that the old site stays until the new one is complete.

        A plugin may have changed `site_dir` since the first call: then a new folder is made beside that.
        """
        chosen = Path(config.site_dir)
        is_new_folder = self._site_dir is not None and chosen.name.startswith(
            f".{self._site_dir.name}-new-"
        )
        if not self._serving and not self._dirty and not is_new_folder:
            self._site_dir = chosen
            config.site_dir = sibling(chosen).as_posix()

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Rename the folder of the last preview, so that `publish` can take unchanged pages from it.

        MkDocs is about to empty that folder.
        """
        site = Path(config.site_dir)
        if self._serving and site.is_dir() and not self._in_language_build:
            self._last_preview = site.with_name(f".{site.name}-old-{os.getpid()}")
            shutil.rmtree(self._last_preview, ignore_errors=True)
            site.rename(self._last_preview)

    def on_files_first(self, files: Files, *, config: MkDocsConfig) -> None:
        """Add our pages to MkDocs's files, so that other plugins can link to them."""
        prepared = self._ready()
        self._pages = None
        if prepared.context is not None:
            self._pages = PublishedPages(prepared, prepared.context.urls, config)
            self._pages.add_to(files)

    def on_files_hidden(self, files: Files, *, config: MkDocsConfig) -> None:
        """Hide our pages from MkDocs and from plugins that read, copy or list all pages themselves.

        From here to `on_nav` navigations are made: the pages that MkDocs then makes for our files bear
        the titles given in them.
        """
        if self._pages is not None:
            self._pages.hidden = self._pages.navigating = True

    def on_files_last(self, files: Files, *, config: MkDocsConfig) -> None:
        """Remove files that no reader needs; refuse a file of the site's own at an address of ours.

        Raises:
            PluginError: A file of the site's own would be written where one of our pages stands.
        """
        leave_out_idle(files, config, whole_site=self.config.whole_site)
        if self._pages is not None:
            self._pages.find_by_any_name(files)
            if taken := self._pages.taken(files):
                raise PluginError(
                    "access-info: các tệp sau trùng địa chỉ với trang dựng từ dữ liệu, "
                    f"hãy đổi tên hoặc chuyển chỗ: {', '.join(taken)}"
                )

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Add our entries to the site's navigation, if `nav` in the settings asks for that.

        Navigation and files of the main build are noted for our shells. Until here MkDocs made plain
        pages for entries of the navigation that lead to ours; now they become pages of ours.
        """
        if not self._in_language_build:
            self._nav, self._files = nav, files
        if self._pages is not None:
            self._pages.end_navigation(files)
        if self.config.nav:
            add_entries(nav, self._ready(), first=self.config.whole_site)
        return nav

    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str | None:
        """Put the link to the web form where a hand-written page marks its place."""
        return with_form_link(markdown, source=page.url, prepared=self._ready())

    def on_env_first(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> None:
        """Show our pages to plugins again: MkDocs has read the pages that it reads."""
        if self._pages is not None:
            self._pages.hidden = False

    def on_env_last(
        self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files
    ) -> jinja2.Environment:
        """Note the theme's templates for our shells; hide our pages, as MkDocs lists what to write."""
        env.bytecode_cache = bytecode("theme")
        if self._pages is not None:
            self._pages.hidden = True
        if not self._in_language_build:
            self._environment, self._files = env, files
        return env

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Give the template of a hand-written page the values for our frame, where we have one."""
        if self._has_our_frame(config):
            context |= self._own_pages(config).page_values(page, context)  # type: ignore[typeddict-item]
        return context

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Give `sitemap.xml` the pages for search engines, and `404.html` the values for our frame."""
        if template_name == SITEMAP:
            context["pages"] = listed_pages(
                self._ready(),
                Path(config.docs_dir),
                context["pages"],
                whole_site=self.config.whole_site,
            )
        if template_name == "404.html" and self._has_our_frame(config):
            context |= self._own_pages(config).not_found_values(
                urlsplit(config.site_url or "").path or "/"
            )  # type: ignore[typeddict-item]
        return context

    def on_post_template(
        self, output_content: str, *, template_name: str, config: MkDocsConfig
    ) -> str | None:
        """Add our pages to `sitemap.xml`; in our frame put `404.html` under a Content-Security-Policy."""
        if template_name == "404.html" and self._has_our_frame(config):
            return guarded(output_content)
        if template_name != SITEMAP or not config.site_url:
            return None
        return with_our_pages(output_content, self._ready())

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str | None:
        """Note a hand-written page for our search and for browsers' copies; finish its HTML.

        `robots: noindex` in the front matter is written into the head, and a page in our frame gets a
        Content-Security-Policy.
        """
        hidden = page.meta.get("robots") == "noindex"
        self._markdown_pages[page.url] = f"{page.title}\n{page.content}"
        if self.config.whole_site and not hidden and page.title:
            self._documents.append(SearchRecord(str(page.title), page.url))
        if hidden:
            output = output.replace("</head>", '<meta name="robots" content="noindex"></head>', 1)
        return guarded(output) if self._has_our_frame(config) else output

    def on_post_build_first(self, *, config: MkDocsConfig) -> None:
        """Show our pages to plugins again, and add them to the host's search before it is written."""
        if self._pages is not None:
            self._pages.hidden = False
        if not self.config.whole_site and not self._in_language_build:
            add_to_search(config, self._ready())

    def on_post_build_last(self, *, config: MkDocsConfig) -> None:
        """Write our pages; then put the new site in the old one's place.

        A strict build with a warning leaves the old site; a preview has no old site.
        """
        if self._in_language_build:
            self._in_language_build = False
            return
        prepared = self._ready()
        out = Path(config.site_dir)
        finish_sitemap(out, config.site_url or "", whole_site=self.config.whole_site)
        if not self._is_written:
            self._write(config, may_skip=self._site_dir is not None)
        published = self._written
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
                    spare=self._spare,
                    stored=self._stored,
                )
                files = self._memory.published if published is None else published
                report_site(prepared.options, files)
                note_inputs(config, prepared.options, os.environ)
        else:
            keep_preview(prepared, published or {}, self._memory, out=out, stored=self._stored)
        self._tidy()

    @property
    def _spare(self) -> Path | None:
        """The folder that keeps the last site but one, whose files the next build may use again."""
        cache = self._ready().options.cache
        return cache / "site" if cache is not None and self._site_dir is not None else None

    def _write(self, config: MkDocsConfig, *, may_skip: bool) -> None:
        """Write our pages into MkDocs's output folder.

        Args:
            config: MkDocs's settings.
            may_skip: Whether nothing need be written where nothing changed since the last build.
        """
        previous = self._last_preview if self._serving else self._site_dir
        self._written = publish(
            self._ready(),
            self._shells(config),
            out=Path(config.site_dir),
            previous=previous if previous is not None and previous.is_dir() else None,
            spare=self._spare,
            last=self._memory,
            may_skip=may_skip,
            documents=tuple(self._documents),
            markdown_pages=self._markdown_pages,
        )
        self._is_written = True

    def on_build_error(self, *, error: Exception) -> None:
        """Remove the unfinished output, so that the last good site stays; report the error readably."""
        self._tidy(drop=True)
        raise_readably(error, self._site_dir or Path.cwd())

    def on_shutdown(self) -> None:
        """Remove the folders that a preview or an interrupted build would leave behind."""
        self._tidy(drop=self._long.was_stopped())
        gc.freeze()  # the process ends: a last search for cycles would take a tenth of the build
        self._long.end()

    def _shells(self, config: MkDocsConfig) -> ShellOf:
        """Return what gives each page of ours its shell: our frame with `whole_site`, else the theme's page.

        With `whole_site` on another theme than Material our frame has no links of the site's own.
        """
        prepared = self._ready()
        pages = self._own_pages(config)
        if self._has_our_frame(config):
            return pages.shells()
        if self.config.whole_site:
            return PlainShells(prepared)
        if self._environment is None:
            raise PluginError("MkDocs did not hand over its templates")
        return ThemeShells(config, pages.nav, pages.files, self._environment, prepared)

    def _own_pages(self, config: MkDocsConfig) -> OwnPages:
        """Return the object that gives hand-written pages the values for our frame.

        Raises:
            PluginError: MkDocs's events came in another order than they should.
        """
        if self._nav is None or self._files is None:
            raise PluginError("MkDocs did not hand over its navigation and files")
        return OwnPages(self._ready(), config, self._nav, self._files)

    def _has_our_frame(self, config: MkDocsConfig) -> bool:
        """Tell whether hand-written pages stand in our frame too: with `whole_site`, on Material."""
        ready = self._prepared is not None and self._prepared.context is not None
        return ready and config.theme.name == "material" and self.config.whole_site

    def _ready(self) -> Prepared:
        """Return the site that `on_config` prepared.

        Raises:
            PluginError: `on_config` has not run.
        """
        if self._prepared is None:
            raise PluginError("on_config has not run")
        return self._prepared

    def _tidy(self, *, drop: bool = False) -> None:
        """Remove this build's private folders, and free the cache for other builds.

        Args:
            drop: Whether the unfinished new site is removed too, and the old one put back.
        """
        if drop and self._site_dir is not None:
            restore_and_tidy(self._site_dir)
        for folder in (self._fragment_store, self._last_preview):
            if folder is not None:
                shutil.rmtree(folder, ignore_errors=True)
        self._fragment_store = self._last_preview = None
        self._claim.end()
        self._in_site_build = self._in_language_build = False
