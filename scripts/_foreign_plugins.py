"""Install the plugins and themes of others that tests put our section beside, in environments of their own.

Each lies over the tests' environment, which has what our own plugin needs. Standard library only, like
``_setup``.
"""

from __future__ import annotations

from pathlib import Path

import _setup
from _environments import LockedEnvironment

_ENVIRONMENTS = {
    version: LockedEnvironment(
        f"tests/guests/requirements-{version}.txt",
        _setup.ROOT / ".cache" / f"guests-{version}",
        over_tests=True,
    )
    for version in ("newest", "oldest")
}


def ensure() -> None:
    """See to it that they are there as their locks have them.

    Raises:
        SetupError: They cannot be installed.
    """
    for environment in _ENVIRONMENTS.values():
        environment.ensure()


def python(version: str) -> Path:
    """Return the Python of an environment: with the newest Material, or the oldest that we support.

    Raises:
        SetupError: It cannot be installed.
    """
    _ENVIRONMENTS[version].ensure()
    return _ENVIRONMENTS[version].python
