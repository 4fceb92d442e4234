"""How seldom values of agencies' data repeat themselves, and how long titles and notes are.

``python -m benchmark.distinctness AGENCIES…`` prints a line of JSON for each folder. What is made up
for the benchmark must repeat itself no more than what real agencies write: caches, indexes and
compressors gain from repetition.
"""

from __future__ import annotations

import json
import re
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from access_info.source.documents import read_yaml

_LONG = 20
# “xa-mau/cong-khai.yml”, “xa-mau/cong-khai/quyet-dinh.yml”
_IS_LIST = re.compile(r"^[^/]+/(?:cong-khai|co-dieu-kien)(?:/[^/]+)?\.yml$")


def measure(folder: Path) -> dict[str, float | list[int]]:
    """Measure all data files below a folder of agencies, but the sample's.

    Args:
        folder: An ``agencies/`` folder.

    Returns:
        `values`: how many there are; `distinct`, `distinct_long`: the share of them that are
        distinct, and of those of 20 characters and more; `titles`, `notes`: the nine deciles of
        their lengths in characters.
    """
    values: list[str] = []
    titles: list[int] = []
    notes: list[int] = []
    for path in sorted(folder.rglob("*.yml")):
        name = path.relative_to(folder).as_posix()
        if name.startswith("_mau/"):
            continue
        data = read_yaml(path).data
        values += _texts(data)
        titles += map(len, _fields(name, data, "ten"))
        notes += map(len, _fields(name, data, "ghi_chu"))
    long = [value for value in values if len(value) >= _LONG]
    return {
        "values": len(values),
        "distinct": _share(values),
        "distinct_long": _share(long),
        "titles": _deciles(titles),
        "notes": _deciles(notes),
    }


def _fields(name: str, data: Any, key: str) -> Iterator[str]:  # noqa: ANN401 - whatever YAML holds
    """Yield a field of the rows of a file, if that is a list of an agency's."""
    rows = data.get("muc") if isinstance(data, dict) and _IS_LIST.search(name) else None
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict) and isinstance(row.get(key), str):
            yield row[key]


def _texts(value: Any) -> Iterator[str]:  # noqa: ANN401 - whatever YAML holds
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for below in value.values():
            yield from _texts(below)
    elif isinstance(value, list):
        for below in value:
            yield from _texts(below)


def _share(values: list[str]) -> float:
    return round(len(set(values)) / len(values), 3) if values else 0.0


def _deciles(lengths: list[int]) -> list[int]:
    if len(lengths) < 2:  # noqa: PLR2004
        return lengths
    return [round(length) for length in statistics.quantiles(lengths, n=10)]


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        print(json.dumps(measure(Path(argument))))
