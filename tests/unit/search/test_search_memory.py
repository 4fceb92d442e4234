"""The index is built in sorted runs on disk: memory does not grow with the site."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

from search_index import FEW_WORDS, SMALL, write

from access_info.search import SearchRecord


def test_memory_does_not_grow_with_the_site(tmp_path: Path) -> None:
    peaks = []
    for count in (4, 16):
        folder = tmp_path / str(count)
        folder.mkdir()
        records = (
            SearchRecord(
                f"Kế hoạch {number % 40} về {FEW_WORDS[number % 19]} {agency}",
                f"co-quan/xa-{agency}/cong-khai/#2026-{number:03d}",
                f"xa-{agency}",
                "cong-khai",
                f"{number}/KH-UBND",
            )
            for agency in range(count)
            for number in range(300)
        )
        agencies = {f"xa-{number}": (f"Xã {number}", "xa") for number in range(count)}
        tracemalloc.start()
        write(folder, records, agencies, SMALL)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.4 * peaks[0]
