"""The process that opens files: a path on each line of its input, what was found on each of its output."""

from __future__ import annotations

import dataclasses
import json
import sys
from pathlib import Path

from access_info.scanning.limits import limit_process

_MEMORY, _SECONDS = 1_200_000_000, 240


def main() -> int:
    """Reads files until there are no more."""
    limit_process(memory=_MEMORY, seconds=_SECONDS)
    # After the limits, so that what libraries do when they are loaded is limited too.
    from access_info.scanning.kinds import look_into  # noqa: PLC0415

    output = sys.stdout.buffer
    for line in sys.stdin.buffer:
        extracted = look_into(Path(json.loads(line)))
        output.write(json.dumps(dataclasses.asdict(extracted)).encode() + b"\n")
        output.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
