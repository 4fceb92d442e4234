"""How long each file of tests took, kept in the repository so that the longest are begun first."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections import defaultdict
from pathlib import Path

PATH = Path(__file__).resolve().parent.parent / "tests" / "durations.json"


def write(results: Path) -> None:
    """Keep what a whole run of pytest took.

    Args:
        results: Its XML in JUnit's format.
    """
    seconds: defaultdict[str, float] = defaultdict(float)
    for case in ET.parse(results).iter("testcase"):  # noqa: S314 (our own tool wrote it)
        seconds[case.get("classname", "").replace(".", "/") + ".py"] += float(case.get("time", 0))
    rounded = {file: round(spent) for file, spent in sorted(seconds.items()) if round(spent)}
    PATH.write_text(json.dumps(rounded, indent=1) + "\n", encoding="utf-8")
