"""The page about open data, written when the files that it tells of are there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from access_info.model.as_of import AsOf
from access_info.pipeline.preparation.data_pages.open_data import open_data_page
from access_info.pipeline.preparation.prepare import Prepared
from access_info.pipeline.publish.filling import Filling


def write_open_data(prepared: Prepared, filling: Filling, out: Path) -> Iterator[str]:
    """Write the page about open data, and yield its path below the output folder.

    Args:
        prepared: The site.
        filling: What stands around pages.
        out: The output folder, where all files that the page tells of already are.
    """
    context, options = prepared.context, prepared.options
    if context is None or not options.downloads:
        return
    summaries = [build.summary for build in prepared.builds.values() if build.summary is not None]
    as_of = AsOf(options.as_of)
    page = open_data_page(summaries, context.site, as_of, out).dated(as_of)
    file = filling.urls.file(page.path)
    (out / file).parent.mkdir(parents=True, exist_ok=True)
    (out / file).write_bytes(filling.in_shell(page).encode())
    yield file
