"""The adapter to MkDocs, and its only importer.

MkDocs loads a plugin whenever it starts: so the options alone stand here, and the program is loaded by the
first event of a build (`SiteEvents`).
"""

from __future__ import annotations

import functools
import gc
from typing import TYPE_CHECKING, Any

from mkdocs.config.base import ConfigErrors, ConfigWarnings, ValidationError
from mkdocs.plugins import BasePlugin, event_priority

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
    on_config = _handed_on("on_config", -50)  # after plugins that still change the configuration
    on_pre_build = _handed_on("on_pre_build")
    on_files = _handed_on("on_files", -100)  # after every plugin that adds files
    on_nav = _handed_on("on_nav")
    on_env = _handed_on("on_env", -100)  # after every plugin that adds to the environment
    on_page_markdown = _handed_on("on_page_markdown")
    on_page_context = _handed_on("on_page_context")
    on_post_page = _handed_on("on_post_page")
    on_template_context = _handed_on("on_template_context")
    on_post_template = _handed_on("on_post_template")
    on_post_build = _handed_on(
        "on_post_build", -100
    )  # after every plugin that writes into the site
    on_build_error = _handed_on("on_build_error")
    on_shutdown = _handed_on("on_shutdown")
