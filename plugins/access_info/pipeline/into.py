"""The section inside a site that another generator has finished."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from access_info.pages.rendering.environment import SOURCE
from access_info.pipeline.preparation.context import Options
from access_info.pipeline.preparation.prepare import Prepared
from access_info.pipeline.publish.filling import PlainShells
from access_info.pipeline.publish.output import restore_and_tidy, sibling, take_place
from access_info.pipeline.publish.plain_site import build_plain_site
from access_info.pipeline.publish.shared_files import SITEMAP, pack_sitemap, with_our_pages
from access_info.pipeline.publish.site_files import FOLDER, guest_styles
from access_info.pipeline.trust.manifest import BESIDES, SUMS
from access_info.shells.guest import guest_content, guest_shell
from access_info.shells.host_page import HostPage
from access_info.shells.page import Shell
from access_info.source.replacing import error_at, read_present, replace_file
from access_info.waiting import undivided

# Puts a finished section into a host's site: nothing of the host's is replaced, all of ours is.


class PlacesTakenError(Exception):
    """Files of the host stand where ours belong.

    Attributes:
        files: Their paths below the site.
    """

    def __init__(self, files: list[str]) -> None:
        """Take the files, in order."""
        super().__init__(", ".join(files))
        self.files = files


def put_into(site: Path, section: Path, *, prefix: str) -> None:
    """Replace what the last run put into a site by a new section: folder by folder, each in one step.

    What lies in these folders and is not ours is kept.

    Args:
        site: The host's finished site.
        section: The new section, with the folders that it has in the site.
        prefix: The folder of its pages; the other is that of styles and scripts.

    Raises:
        PlacesTakenError: Files of the host stand where ours belong; nothing was changed.
        OSError: Something cannot be written.
    """
    folders = (FOLDER, prefix)
    foreign = {folder: sorted(_foreign(site / folder)) for folder in folders}
    taken = [
        f"{folder}/{name}"
        for folder, names in foreign.items()
        for name in names
        if (section / folder / name).exists()
    ]
    above = [part for folder in folders for part in (site / folder).parents if part.is_file()]
    if taken or above:
        raise PlacesTakenError([*(path.relative_to(site).as_posix() for path in above), *taken])
    try:
        new = {}
        for folder, names in foreign.items():
            new[folder] = sibling(site / folder)
            shutil.copytree(section / folder, new[folder], dirs_exist_ok=True)
            for name in names:
                (new[folder] / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(site / folder / name, new[folder] / name)
        with undivided():
            for folder in folders:
                take_place(new[folder], site / folder)
    except BaseException as error:
        for folder in folders:
            restore_and_tidy(site / folder)
        if isinstance(error, OSError):
            raise error_at(error, site) from error
        raise


def _foreign(folder: Path) -> Iterator[str]:
    """Yield the files of a folder, by path below it, that no earlier run of ours has written."""
    ours = set(BESIDES) if (folder / SUMS).is_file() else set()
    if ours:
        lines = (folder / SUMS).read_text("utf-8", "replace").splitlines()
        ours |= {line.partition(" ")[2].lstrip(" *") for line in lines}
    is_assets = (folder / "as-of.css").is_file()
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in ours and not is_assets:
            yield name


# Builds the section with a host's page around each of ours, and puts it into the host's site.


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
