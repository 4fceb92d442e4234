"""The adapter to MkDocs: the only package here that imports it.

MkDocs loads a plugin whenever it starts: so only the options are read here, and
the rest of the program is loaded by the first event of a build (`SiteEvents`).
"""

from __future__ import annotations

import functools
import gc
from typing import TYPE_CHECKING, Any

from mkdocs.config.base import ConfigErrors, ConfigWarnings, ValidationError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority

from access_info.plugin.config import AccessInfoConfig, unknown_options

if TYPE_CHECKING:
    from access_info.plugin.events import SiteEvents

__all__ = ["AccessInfoPlugin"]


def _passed_on(event: str, priority: float = 0) -> Any:  # noqa: ANN401 - each event has a signature of its own
    """Return a method for one of MkDocs's events, which passes it on to `SiteEvents`.

    That class, and with it the whole program, is loaded only when the first event happens.

    Args:
        event: Name of the method of `SiteEvents`.
        priority: Order among plugins; MkDocs calls those with higher numbers first.
    """

    @event_priority(priority)
    def pass_on(plugin: AccessInfoPlugin, *given: Any, **named: Any) -> Any:  # noqa: ANN401 - as above
        """Call the method of `SiteEvents` with MkDocs's arguments."""
        return getattr(plugin.events, event)(*given, **named)

    return pass_on


class AccessInfoPlugin(BasePlugin[AccessInfoConfig]):
    """What MkDocs loads: it reads the options, and passes each event on to `SiteEvents`."""

    def load_config(
        self,
        options: dict[str, Any],
        config_file_path: str | None = None,
    ) -> tuple[ConfigErrors, ConfigWarnings]:
        """Read the options from `mkdocs.yml`; return errors and warnings.

        MkDocs only warns of an unknown option; here it is an error that names the nearest known one.
        """
        unknown = unknown_options(dict(options))
        known = {key: value for key, value in dict(options).items() if key not in dict(unknown)}
        errors, warnings = super().load_config(known, config_file_path)
        errors += [(name, ValidationError(message)) for name, message in unknown]
        return errors, warnings

    @functools.cached_property
    def events(self) -> SiteEvents:
        """The object that answers events; the program is loaded at the first access."""
        # A build makes hardly any objects in reference cycles: Python's search for them after every 700
        # new objects costs time for nothing.
        gc.set_threshold(100_000)
        from access_info.plugin.events import SiteEvents  # noqa: PLC0415

        return SiteEvents(self)

    on_startup = _passed_on("on_startup")
    on_config = CombinedEvent(
        # Before plugins that note where to write, as print-site does; after those that still change settings.
        _passed_on("on_config_first", 100),
        _passed_on("on_config_last", -50),
    )
    on_pre_build = _passed_on("on_pre_build")
    on_files = CombinedEvent(
        # Before plugins that note which pages there are, as redirects does; before those that make
        # navigations of all pages or copies of all files; after those that add files, or replace all.
        _passed_on("on_files_first", 50),
        _passed_on("on_files_hidden", -99),
        _passed_on("on_files_last", -200),
    )
    on_nav = _passed_on("on_nav", -200)  # after every plugin that makes another navigation
    on_page_markdown = _passed_on("on_page_markdown")
    on_env = CombinedEvent(
        # Before plugins that go through all pages, as autorefs does; after those that add to templates.
        _passed_on("on_env_first", 100),
        _passed_on("on_env_last", -200),
    )
    on_page_context = _passed_on("on_page_context")
    on_template_context = _passed_on("on_template_context")
    on_post_template = _passed_on("on_post_template")
    on_post_page = _passed_on("on_post_page")
    on_post_build = CombinedEvent(
        # Before the search writes its index; after plugins that write, or build another language.
        _passed_on("on_post_build_first", 100),
        _passed_on("on_post_build_last", -200),
    )
    on_build_error = _passed_on("on_build_error")
    on_shutdown = _passed_on("on_shutdown")
