"""Builds the section with a host's page around each of ours, and puts it into the host's site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from access_info.pages.rendering.environment import SOURCE
from access_info.pipeline.into.placing import PlacesTakenError, put_into
from access_info.pipeline.preparation.options import Options
from access_info.pipeline.preparation.prepare import Prepared
from access_info.pipeline.publish.frames import PlainShells
from access_info.pipeline.publish.plain_site import build_plain_site
from access_info.pipeline.publish.site_files import guest_styles
from access_info.pipeline.publish.sitemap import SITEMAP, pack_sitemap, with_our_pages
from access_info.shells import HostPage, Shell, guest_content, guest_shell
from access_info.source import read_present, replace_file

__all__ = ["HostShells", "PlacesTakenError", "build_into"]


class HostShells:
    """Gives a host's page as the shell of ours."""

    def __init__(self, prepared: Prepared, host: HostPage) -> None:
        """Take the section and the page.

        Args:
            prepared: The section.
            host: The page around ours.
        """
        self._plain, self._host = PlainShells(prepared), host
        self._cache = prepared.options.cache

    def __call__(
        self, depth: int, *, edit: bool, nav: bool, language: str = SOURCE, home: bool = False
    ) -> Shell:
        """Return the shell of pages at a depth, with or without a navigation of their own."""
        del edit
        texts = self._plain.texts(language)
        content = guest_content(texts, depth=depth, host=self._host.host, nav=nav, home=home)
        page = self._host.at(depth, content)
        return guest_shell(page, depth=depth, canonical=texts.has_canonical)

    def embed(self, depth: int) -> Shell:
        """Return the shell of pages for other portals' frames."""
        return self._plain.embed(depth)

    def assets(self, shells: Iterable[Shell]) -> Mapping[str, str]:
        """Return the styles of pages in somebody else's site."""
        del shells
        return guest_styles(self._cache)


def build_into(options: Options, *, site: Path, host: HostPage, stage: Path) -> Prepared:
    """Build the section and put it into a host's site, which changes only if there is no error.

    Args:
        options: What to build, with a prefix.
        site: The host's finished site.
        host: The page around ours.
        stage: Where the section alone is kept, for the next build to go on from.

    Returns:
        What was prepared, with all problems.

    Raises:
        PlacesTakenError: Files of the host stand where ours belong.
        OSError: Something cannot be written; the place is named.
    """
    prepared = build_plain_site(
        options, out=stage, shells_of=lambda prepared: HostShells(prepared, host)
    )
    if prepared.stops or prepared.context is None:
        return prepared
    put_into(site, stage, prefix=options.prefix)
    listed = read_present(site / SITEMAP)
    if listed is not None and options.site_url:
        new = with_our_pages(listed.decode("utf-8"), prepared).encode()
        if new != listed:
            replace_file(site / SITEMAP, new, before=listed)
            if (site / f"{SITEMAP}.gz").is_file():
                pack_sitemap(site)
    return prepared
