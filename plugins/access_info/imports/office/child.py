"""The process that reads a file: the only one that opens it.

Started with the file's path; writes the grids, or why there are none, as JSON to its output.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from access_info.scanning.limits import limit_process

MOST_MEMORY = 700_000_000
MOST_SECONDS = 20
MOST_TEXT = 40_000_000


def main() -> int:
    """Reads the file that is named first."""
    limit_process(memory=MOST_MEMORY, seconds=MOST_SECONDS)
    # After the limits, so that what libraries do when they are loaded is limited too.
    from access_info.imports.office.kinds import read_any  # noqa: PLC0415
    from access_info.imports.office.plain import as_plain  # noqa: PLC0415
    from access_info.imports.office.refusal import RefusedError  # noqa: PLC0415

    try:
        told: dict[str, Any] = {"book": as_plain(read_any(Path(sys.argv[1]).read_bytes()))}
    except RefusedError as refused:
        told = {"code": refused.code, "values": refused.values}
    except MemoryError:
        told = {"code": "TT768", "values": {"what": "bộ nhớ"}}
    except Exception:  # noqa: BLE001 - whatever a library does with a hostile file, it is said plainly
        told = {"code": "TT765", "values": {}}
    text = json.dumps(told, ensure_ascii=False)
    if len(text) > MOST_TEXT:
        text = json.dumps({"code": "TT764", "values": {"what": "chữ trong các ô dài khác thường"}})
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
