"""Two agencies whose lists have a hundred items with titles that people wrote.

One is the demo's commune, filled up from the lists of the demo's other agencies; the other is a
commune that publishes its administrative procedures. Made-up titles repeat themselves, and so
compress to less and wrap to fewer lines than real ones do.
"""

from __future__ import annotations

import re
import shutil
from itertools import count
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ITEMS = 100
DEMO, PUBLISHED = "xa-mau-hoa", "xa-vinh-bao"
_DEMO = ROOT / "agencies"
_PUBLISHED = ROOT / "tests" / "sites" / "vinh-bao" / "agencies"
_ITEM = re.compile(r"^(?=- ma: )", re.MULTILINE)
_TITLE = re.compile(r"^(?:- |  )ten: (.+)$", re.MULTILINE)
_ID = re.compile(r"^(- |  - )ma: .+$", re.MULTILINE)
# An item's own files and earlier or later items lie in its own agency's folder.
_BOUND = re.compile(r"^ +(?:tep|thay_the_boi):", re.MULTILINE)


def write_real_agencies(folder: Path) -> None:
    """Add both to a folder of agencies."""
    shutil.copytree(_DEMO / DEMO, folder / DEMO)
    listed = folder / DEMO / "cong-khai.yml"
    items = _items(listed)
    items += _others({_TITLE.findall(item)[0] for item in items})
    listed.write_text("muc:\n" + "".join(items[:ITEMS]), encoding="utf-8", newline="\n")

    shutil.copytree(_PUBLISHED / PUBLISHED, folder / PUBLISHED)
    decisions, procedures = sorted((folder / PUBLISHED / "cong-khai").glob("*.yml"))
    chosen = _items(procedures)[: ITEMS - len(_items(decisions))]
    procedures.write_text("muc:\n" + "".join(chosen), encoding="utf-8", newline="\n")


def _others(known: set[str]) -> list[str]:
    """Items of the demo's other agencies, each title once, with ids of their own."""
    number = count(301)
    items = []
    for path in sorted((*_DEMO.glob("*/cong-khai.yml"), *_DEMO.glob("*/cong-khai/*.yml"))):
        if f"/{DEMO}/" in path.as_posix() or "/_mau/" in path.as_posix():
            continue
        for item in _items(path):
            title = next(iter(_TITLE.findall(item)), "")
            if title and title not in known and not _BOUND.search(item):
                known.add(title)
                items.append(_ID.sub(lambda got: f'{got[1]}ma: "2026-{next(number)}"', item))
    return items


def _items(path: Path) -> list[str]:
    return _ITEM.split(path.read_text(encoding="utf-8"))[1:]
