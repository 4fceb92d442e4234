"""The adapter to MkDocs, and its only importer.

MkDocs loads a plugin whenever it starts: so the options alone stand here, and the program is loaded by the
first event of a build (`SiteEvents`).
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


def _handed_on(event: str, priority: float = 0) -> Any:  # noqa: ANN401 - each event has a signature of its own
    """Return an event that `SiteEvents` answers.

    Args:
        event: Its name there.
        priority: Among other plugins; those of higher numbers come first.
    """

    @event_priority(priority)
    def answered(plugin: AccessInfoPlugin, *given: Any, **named: Any) -> Any:  # noqa: ANN401 - as above
        return getattr(plugin.events, event)(*given, **named)

    return answered


class AccessInfoPlugin(BasePlugin[AccessInfoConfig]):
    """Reads the options, and hands events on."""

    def load_config(
        self,
        options: dict[str, Any],
        config_file_path: str | None = None,
    ) -> tuple[ConfigErrors, ConfigWarnings]:
        """Read the options; one that does not exist is an error that names the nearest."""
        unknown = unknown_options(dict(options))
        known = {key: value for key, value in dict(options).items() if key not in dict(unknown)}
        errors, warnings = super().load_config(known, config_file_path)
        errors += [(name, ValidationError(message)) for name, message in unknown]
        return errors, warnings

    @functools.cached_property
    def events(self) -> SiteEvents:
        """What answers events; loaded for the first."""
        # Hardly anything that a build makes holds itself, least of all what is loaded here: Python's 700
        # objects between two searches for cycles are too few.
        gc.set_threshold(100_000)
        from access_info.plugin.events import SiteEvents  # noqa: PLC0415

        return SiteEvents(self)

    on_startup = _handed_on("on_startup")
    on_config = CombinedEvent(
        # Before plugins that note where to write, as print-site does; after those that still change settings.
        _handed_on("on_config_first", 100),
        _handed_on("on_config_last", -50),
    )
    on_pre_build = _handed_on("on_pre_build")
    on_files = CombinedEvent(
        # Before plugins that note which pages there are, as redirects does; before those that make
        # navigations of all pages or copies of all files; after those that add files, or replace all.
        _handed_on("on_files_first", 50),
        _handed_on("on_files_hidden", -99),
        _handed_on("on_files_last", -200),
    )
    on_nav = _handed_on("on_nav", -200)  # after every plugin that makes another navigation
    on_page_markdown = _handed_on("on_page_markdown")
    on_env = CombinedEvent(
        # Before plugins that go through all pages, as autorefs does; after those that add to templates.
        _handed_on("on_env_first", 100),
        _handed_on("on_env_last", -200),
    )
    on_page_context = _handed_on("on_page_context")
    on_template_context = _handed_on("on_template_context")
    on_post_template = _handed_on("on_post_template")
    on_post_page = _handed_on("on_post_page")
    on_post_build = CombinedEvent(
        # Before the search writes its index; after plugins that write, or build another language.
        _handed_on("on_post_build_first", 100),
        _handed_on("on_post_build_last", -200),
    )
    on_build_error = _handed_on("on_build_error")
    on_shutdown = _handed_on("on_shutdown")
