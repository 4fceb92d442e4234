"""Install what harvests our catalogue in tests, CKAN's parser, in an environment of its own.

Its versions are CKAN's business and need not be ours. Standard library only, like ``_setup``.
"""

from __future__ import annotations

import _setup
from _environments import LockedEnvironment

HARVESTER = LockedEnvironment(
    "scripts/requirements/harvester.txt", _setup.ROOT / ".cache" / "cong-du-lieu"
)
