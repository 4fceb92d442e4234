#!/usr/bin/env python3
"""Install Tesseract with Vietnamese, so that proposals are judged with the words in their scans too.

Where it cannot be installed the review goes on without it, and says so: this never fails.
"""

from __future__ import annotations

import sys

import _ocr
import _setup


def main() -> int:
    """Install it, or say how."""
    _setup.speak_utf8()
    try:
        _ocr.ensure()
    except _setup.SetupError as error:
        print(error, file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
