"""Icons from the set that ships with mkdocs-material, as inline SVG, each read once."""

from __future__ import annotations

import functools
import importlib.util
from pathlib import Path

import markupsafe

# Three sets lie there, each with its licence: Material Design Icons, Font Awesome, Octicons.
_FOLDER = "templates/.icons"


@functools.cache
def icon(name: str) -> markupsafe.Markup:
    """Return an icon that screen readers pass over: words beside it must say what it shows.

    Args:
        name: Path below the set without its ending: `material/magnify`.

    Raises:
        ValueError: The set has no icon of that name.
    """
    path = _set() / f"{name}.svg"
    if not path.is_file():
        raise ValueError(f"mkdocs-material has no icon “{name}”")
    svg = path.read_text(encoding="utf-8").strip()
    opening = '<svg class="ai-icon" aria-hidden="true"'
    return markupsafe.Markup(  # noqa: S704 - a file of the installed package
        svg.replace('<svg xmlns="http://www.w3.org/2000/svg"', opening, 1)
    )


@functools.cache
def icon_named(name: str, *, otherwise: str) -> markupsafe.Markup:
    """Return the icon that data name, or another where they name none that there is."""
    try:
        return icon(f"material/{name}")
    except ValueError:
        return icon(otherwise)


@functools.cache
def _set() -> Path:
    """Find the folder of icons; the package itself, which loads a theme's code, is not run."""
    found = importlib.util.find_spec("material")
    if found is None or not found.submodule_search_locations:
        raise ValueError("mkdocs-material is not installed")
    return Path(found.submodule_search_locations[0], _FOLDER)
