"""Links from one agency to another, checked when all of them are known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from access_info.checks import follow
from access_info.checks.rules import DEAD_LINK
from access_info.loading.folders import PAGES_FOLDER
from access_info.pages.agency.links import attached
from access_info.pipeline.incremental.agency_build import AgencyBuild, SiteBuild
from access_info.problems import Location, Problem


def dead_references(builds: Mapping[str, AgencyBuild]) -> Iterator[Problem]:
    """Yield a problem for each value that names an item which the other agency lacks."""
    references = [item for build in builds.values() for item in build.references]
    targets = {item.agency for item in references}
    ids = {
        name: frozenset(builds[name].item_ids.split("\n")) - {""}
        for name in targets
        if name in builds
    }
    yield from follow(iter(references), ids)


def dead_links(
    builds: Mapping[str, AgencyBuild], site: SiteBuild, agencies: Path
) -> Iterator[Problem]:
    """Yield a problem for each link of a free page to no page, no file, no place on a page."""
    if not any(build.links for build in builds.values()):
        return
    pages = {entry.path: entry for entry in site.pages}
    for build in builds.values():
        pages.update((entry.path, entry) for entry in build.pages)
    for build in builds.values():
        for link in build.links:
            if link.path.startswith("="):
                name = attached(link.path)
                fine = name in build.attachments or name in build.withheld
            else:
                page = pages.get(link.path)
                fine = page is not None and (not link.anchor or link.anchor in page.anchors)
            if not fine:
                path = agencies / build.id / PAGES_FOLDER / f"{link.page}.md"
                yield DEAD_LINK.at(_place_of(path, link.target), text=link.target)


def _place_of(path: Path, target: str) -> Location:
    """Find where a link is written in a Markdown file."""
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), 1):
        column = line.find(target)
        if column >= 0:
            return Location(path.as_posix(), number, column + 1)
    return Location(path.as_posix())
