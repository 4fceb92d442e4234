"""Links from one agency to another, checked when all of them are known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from access_info.checks import follow
from access_info.checks.rules import DEAD_LINK
from access_info.loading.folders import PAGES_FOLDER
from access_info.pipeline.outcome import Outcome, SiteOutcome
from access_info.problems import Location, Problem


def dead_references(outcomes: Mapping[str, Outcome]) -> Iterator[Problem]:
    """Values that name an item which the other agency does not have."""
    references = [item for outcome in outcomes.values() for item in outcome.references]
    targets = {item.agency for item in references}
    ids = {
        name: frozenset(outcomes[name].item_ids.split("\n")) for name in targets if name in outcomes
    }
    yield from follow(iter(references), ids)


def dead_links(
    outcomes: Mapping[str, Outcome], site: SiteOutcome, agencies: Path
) -> Iterator[Problem]:
    """Links of free pages that lead to no page, no file, or no place on a page."""
    if not any(outcome.links for outcome in outcomes.values()):
        return
    pages = {entry.path: entry for entry in site.pages}
    for outcome in outcomes.values():
        pages.update((entry.path, entry) for entry in outcome.pages)
    for outcome in outcomes.values():
        for link in outcome.links:
            if link.path.startswith("="):
                name = "tep/" + link.path.partition("/tep/")[2]
                fine = name in outcome.attachments or name in outcome.withheld
            else:
                page = pages.get(link.path)
                fine = page is not None and (not link.anchor or link.anchor in page.anchors)
            if not fine:
                path = agencies / outcome.id / PAGES_FOLDER / f"{link.page}.md"
                yield DEAD_LINK.at(_place_of(path, link.target), text=link.target)


def _place_of(path: Path, target: str) -> Location:
    """Where a link is written in a Markdown file."""
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), 1):
        column = line.find(target)
        if column >= 0:
            return Location(path.as_posix(), number, column + 1)
    return Location(path.as_posix())
