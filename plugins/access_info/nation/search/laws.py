"""The laws of the whole country, by which members' rows are sorted; what a member adds to them stays its own."""

from __future__ import annotations

from access_info.legal.framework import Framework, load_framework


def national_laws() -> Framework:
    """Load the laws.

    Raises:
        ValueError: They cannot be read.
    """
    framework, _ = load_framework(None)
    if framework is None:
        raise ValueError("the laws cannot be read")
    return framework
