"""What the search index costs by itself: records of a built site's agencies → the index's files.

``python -m benchmark.index CACHE OUT`` does the work once and nothing else, to be measured whole.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from access_info.legal.framework import load_framework
from access_info.model.vocabularies import AGENCY_TYPES
from access_info.pipeline.incremental.contributions import RECORDS, Contributions
from access_info.search import SearchedSite, SearchRecord, read_records, write_index


def build(cache: Path, out: Path) -> tuple[int, float]:
    """Make the index of all agencies.

    Args:
        cache: The folder in which a build has left agencies' contributions.
        out: Where the files go.

    Returns:
        Records and seconds of processor time, reading and writing included.
    """
    framework, _ = load_framework(None)
    if framework is None:
        raise ValueError("the laws cannot be read")
    points = {point.id: point.short_title for pack in framework.packs for point in pack.points}
    gc.disable()  # as in a build's worker
    start = time.process_time()
    stored = Contributions(cache, "site")
    agencies = {name: (name, "xa") for name in sorted(stored.keys())}
    out.mkdir(parents=True, exist_ok=True)
    site = SearchedSite(agencies=agencies, types=AGENCY_TYPES, points=points)
    count = 0

    def counted() -> Iterator[SearchRecord]:
        nonlocal count
        for count, record in enumerate(_records(stored), 1):  # noqa: B007 - told at the end
            yield record

    write_index(counted(), site, out)
    return count, time.process_time() - start


def _records(stored: Contributions) -> Iterator[SearchRecord]:
    """Read the records of contributions, an agency at a time."""
    with stored.reader(RECORDS) as read:
        for name, key in sorted(stored.keys().items()):
            yield from read_records(filter(None, read(name, key) or ()))


if __name__ == "__main__":
    count, seconds = build(Path(sys.argv[1]), Path(sys.argv[2]))
    print(f"{count} {seconds:.3f}")
