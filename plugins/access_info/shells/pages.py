"""Our own shells' templates: rendered with slots, under a policy."""

from __future__ import annotations

import functools
from pathlib import Path

import jinja2

from access_info.shells.security import policy_element
from access_info.shells.shell import Shell
from access_info.source.placeholders import Placeholder, slot
from access_info.source.templating.bytecode import bytecode
from access_info.source.templating.layout import compact

_FOLDER = Path(__file__).parent.parent / "templates"


def shell_from(template: str, *, depth: int, **values: object) -> Shell:
    """Render a template as the shell of pages that lie `depth` folders below the site's root.

    Args:
        template: Path below `templates/`.
        depth: Folders between the page and the root.
        values: What the template shows.
    """
    page = rendered(template, depth=depth, policy=Placeholder.POLICY, **values)
    return Shell.of(Placeholder.POLICY.fill(page, policy_element(page)))


def rendered(template: str, *, depth: int, **values: object) -> str:
    """Render a template with slots; the arguments are those of `shell_from`."""
    root = "../" * depth or "./"
    return compact(_environment().get_template(template).render(root=root, slot=slot, **values))


@functools.cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader([_FOLDER, _FOLDER / "theme" / "own"]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
        bytecode_cache=bytecode("shells"),
        trim_blocks=True,
        lstrip_blocks=True,
    )
