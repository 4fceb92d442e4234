"""Which hand-written pages belong to a build, by what was typed and what lies beside the data."""

from __future__ import annotations

from pathlib import Path

from access_info.cli.terminal.usage import UsageError
from access_info.pipeline.hand_written import HandWrittenFolder, content_files
from access_info.source import SITE_SETTINGS, SiteSettings, SiteSettingsError, site_settings

# Where there is no `mkdocs.yml` to name another one.
FOLDER = "content"


def content_beside(
    agencies: Path, typed: Path | None, *, without: bool
) -> HandWrittenFolder | None:
    """Return the hand-written pages of a site, or `None` if it has none.

    Args:
        agencies: The folder of agencies; the site's settings lie beside it.
        typed: The folder of pages as typed, or `None`.
        without: Whether pages are to be left out.

    Raises:
        UsageError: There is no such folder, or the settings cannot be followed without MkDocs.
    """
    if without:
        return None
    if typed is not None and not typed.is_dir():
        raise UsageError(f"Không có thư mục “{typed}”.")
    file = agencies.parent / SITE_SETTINGS
    if not file.is_file():
        folder = typed or agencies.parent / FOLDER
        return HandWrittenFolder(folder.resolve(), SiteSettings()) if folder.is_dir() else None
    try:
        settings = site_settings(file.read_text("utf-8", "replace"))
    except SiteSettingsError as error:
        raise UsageError(f"Trang viết tay: {error}.") from None
    folder = typed or agencies.parent / settings.folder
    return HandWrittenFolder(folder.resolve(), settings) if folder.is_dir() else None


def places_of(content: HandWrittenFolder | None, agencies: Path) -> tuple[Path, ...]:
    """List what decides about hand-written pages, there or not."""
    beside = (agencies.parent / SITE_SETTINGS, agencies.parent / FOLDER)
    return beside if content is None else (*beside, content.folder)


def page_count(content: HandWrittenFolder | None) -> int:
    """Count the pages that a folder holds."""
    files = content_files(content.folder).values() if content is not None else ()
    return sum(file.is_page for file in files)
