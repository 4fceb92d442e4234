"""`python -m access_info`."""

from __future__ import annotations

import sys

from access_info.cli import main

sys.exit(main())
