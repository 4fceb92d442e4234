#!/usr/bin/env python3
"""Write the one-page summary for those who decide, content/huong-dan/mot-trang.pdf, anew.

What it says is in ``_summary.py``; ``tests/repo/test_summary.py`` tells when the file is old.
"""

from __future__ import annotations

import subprocess
import sys

import _setup


def main() -> int:
    """Set up and write the file.

    Returns:
        0 when it was written, 2 when not; then the old one is still there.
    """
    _setup.speak_utf8()
    try:
        python = _setup.ensure(_setup.TEST)
    except _setup.SetupError as error:
        print(error, file=sys.stderr)
        return 2
    command = (str(python), str(_setup.ROOT / "scripts" / "_summary.py"))
    done = subprocess.run(command, cwd=_setup.ROOT, env=_setup.environment(), check=False)
    if done.returncode:
        print("Chưa ghi được bản một trang, lý do ở ngay trên. Bản cũ còn nguyên.", file=sys.stderr)
        return 2
    print("Đã ghi content/huong-dan/mot-trang.pdf.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
