"""Files for those who keep a copy: the state of every row, and what changed, came and went."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from pathlib import Path

from access_info.exports.columns import LIST_COLUMNS
from access_info.exports.dataset import COMPARED, OF_DATA
from access_info.exports.follower_feed import FeedEntry, removed_entries
from access_info.exports.follower_files import (
    CHANGES_FILE,
    ROWS_FILE,
    FollowedChange,
    FollowedLists,
    LinesFile,
    compared,
    followed_line,
    members_of,
    read_followed,
    row_changes,
)
from access_info.exports.set_columns import AGENCY_COLUMNS, STANDING_COLUMNS
from access_info.model.registry import AsOf
from access_info.pages.rendering.paths import COMPLIANCE, DOWNLOADS, OVERVIEW
from access_info.pages.rendering.site import SiteContext
from access_info.pages.rendering.urls import Urls
from access_info.pipeline.incremental.contributions import read_followed_line
from access_info.pipeline.incremental.earlier import EarlierState
from access_info.pipeline.preparation.agency import AgencyTask
from access_info.pipeline.preparation.contributed import contributed
from access_info.pipeline.preparation.prepare import Prepared

# Sets whose page is not called as they are; an agency's own row is its first page.
_PAGES = {STANDING_COLUMNS.name: COMPLIANCE, AGENCY_COLUMNS.name: OVERVIEW}


def earlier_key(prepared: Prepared) -> str:
    """Build the key of what files about all agencies take from what was published before."""
    earlier = prepared.context.earlier if prepared.context is not None else None
    return earlier.key(prepared.options.as_of, prepared.names) if earlier is not None else ""


def gone_entries(prepared: Prepared, site: SiteContext) -> Iterator[FeedEntry]:
    """Yield what says that the rows are there no more of agencies that are there no more."""
    for name, lists in _gone_agencies(prepared):
        pages: dict[str, str] = {
            kind.name: site.urls.absolute(site.urls.agency(name, kind.name))
            for kind in LIST_COLUMNS
        }
        yield from removed_entries(lists, pages, folder=name, present=())


def write_follower_files(
    prepared: Prepared, site: SiteContext, task: AgencyTask, out: Path
) -> Iterator[str]:
    """Write the state of every row, and what changed: one agency at a time.

    Yields:
        Paths of the files, below the output folder.
    """
    context = prepared.context
    if context is None or not prepared.options.downloads:
        return
    earlier, as_of = context.earlier, prepared.options.as_of
    members = {
        "modifiedFrom": OF_DATA if earlier is None else COMPARED,
        "@base": site.urls.site_url,
    }
    folder = site.urls.site(DOWNLOADS)
    (out / folder).mkdir(parents=True, exist_ok=True)
    paths = [f"{folder}/{name}" for name in (ROWS_FILE, CHANGES_FILE)]
    with (out / paths[0]).open("wb") as rows_file, (out / paths[1]).open("wb") as changes_file:
        rows = LinesFile(rows_file, members, "agencies")
        changes = LinesFile(changes_file, members, "changes")
        for line in earlier.change_lines(as_of) if earlier else ():
            changes.add(line)
        for name, line in _all_lines(prepared, task):
            if line:
                rows.add(line)
            if earlier is not None:
                for change in _changes(name, earlier, line, as_of.isoformat(), site.urls):
                    changes.add(change.line())
        rows.end()
        changes.end()
    yield from paths


def _changes(
    name: str, earlier: EarlierState, line: str, day: str, urls: Urls
) -> Iterator[FollowedChange]:
    after = read_followed(members_of(line.encode())) if line else {}

    def page(kind: str) -> str:
        return urls.address(urls.agency(name, _PAGES.get(kind, kind)))

    return row_changes(name, earlier.lists(name), after, day, page)


def _all_lines(prepared: Prepared, task: AgencyTask) -> Iterator[tuple[str, str]]:
    """Yield each agency with its line, those that are there no more too, sorted."""
    gone = (
        (name, followed_line(name, lists) if lists else "")
        for name, lists in _gone_agencies(prepared)
    )
    return heapq.merge(contributed(task, prepared.builds, read_followed_line), gone)


def _gone_agencies(prepared: Prepared) -> Iterator[tuple[str, FollowedLists]]:
    """Yield agencies that were published and are not, with what is still told of their rows."""
    earlier = prepared.context.earlier if prepared.context is not None else None
    if earlier is None:
        return
    for name in sorted(earlier.places):
        if name not in prepared.names:
            as_of = AsOf(prepared.options.as_of)
            yield name, compared({}, earlier.lists(name), as_of).lists
