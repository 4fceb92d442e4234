"""The index of a made-up province of 250 agencies, more than a script reads at once.

python large.py FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

from access_info.search import SearchedSite, SearchRecord, write_index

_AGENCIES = 250
_ROWS = 80


def main() -> None:
    """Write the index into an existing folder."""
    records = (
        SearchRecord(
            f"Kế hoạch {number} về {('đất đai', 'cấp nước', 'tiêm chủng')[number % 3]}",
            f"co-quan/xa-{agency:04d}/cong-khai/#2026-{number:03d}",
            f"xa-{agency:04d}",
            "cong-khai",
            f"{number}/KH-UBND",
        )
        for agency in range(_AGENCIES)
        for number in range(_ROWS)
    )
    agencies = {f"xa-{number:04d}": (f"Xã Mẫu {number}", "xa") for number in range(_AGENCIES)}
    site = SearchedSite(agencies=agencies, types={"xa": "Xã"}, points={})
    write_index(records, site, Path(sys.argv[1]))


if __name__ == "__main__":
    main()
