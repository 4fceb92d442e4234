"""What the secrecy gate costs by itself, for each 100,000 characters of agencies' data.

``python -m benchmark.gate AGENCIES`` does the work once and nothing else, in a process of its own:
what the gate remembers of earlier texts is part of what it costs.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from access_info.checks.safety.detect import detect
from access_info.checks.safety.violations import first_of_each_rule, violations_in_data
from access_info.loading import load_agency
from access_info.loading.folders import agency_ids, read_folder

_PORTION = 100_000
# All rules look closely at it.
_SUSPICIOUS = (
    "TỐI MẬT. Bà Mẫu, CCCD 999345678901, số 5 đường Mẫu, điện thoại 0571 234 567, bệnh án 1."
)


def gate(folder: Path) -> tuple[int, float]:
    """Pass all data files and free pages of a folder of agencies through the gate.

    Args:
        folder: An ``agencies/`` folder.

    Returns:
        Characters, and seconds of processor time for each 100,000 of them; reading is not counted.
    """
    ids, _ = agency_ids(folder)
    loaded = [load_agency(read_folder(folder / agency_id)) for agency_id in ids]
    characters = sum(
        _length(document.data) for agency in loaded for document in agency.documents.values()
    )
    characters += sum(
        len(page.body) for agency in loaded if agency.agency for page in agency.agency.pages
    )
    list(detect(_SUSPICIOUS))
    # Patterns are compiled once in a process, however much it reads; what was seen is forgotten again.
    for agency in loaded:
        list(violations_in_data(agency))
    first_of_each_rule.cache_clear()
    gc.collect()
    gc.freeze()  # what was read beforehand does not count, nor does the collector's walk over it
    start = time.process_time()
    for agency in loaded:
        for _ in violations_in_data(agency):
            pass
    return characters, (time.process_time() - start) * _PORTION / max(characters, 1)


def _length(value: Any) -> int:  # noqa: ANN401 - whatever YAML holds
    if isinstance(value, str):
        return len(value)
    below: Iterable[Any] = ()
    if isinstance(value, dict):
        below = value.values()
    elif isinstance(value, list):
        below = value
    return sum(map(_length, below))


if __name__ == "__main__":
    count, seconds = gate(Path(sys.argv[1]))
    print(f"{count} {seconds:.4f}")
