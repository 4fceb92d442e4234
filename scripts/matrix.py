#!/usr/bin/env python3
"""Tell a workflow on which systems and Pythons it runs what: the rows of ``.github/matrix.json``.

    python3 scripts/matrix.py >> "$GITHUB_OUTPUT"

Standard library only: it runs before anything is installed.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

MATRIX = Path(__file__).resolve().parent.parent / ".github" / "matrix.json"


def main() -> int:
    """Print a line for each list: its name, and its rows as a workflow's `fromJSON` reads them."""
    for name, rows in json.loads(MATRIX.read_text(encoding="utf-8")).items():
        print(f"{name}={json.dumps(rows)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
