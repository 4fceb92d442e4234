"""The laws of the whole country, by which members' rows are sorted; a member's additions to them do not count."""

from __future__ import annotations

from access_info.legal.framework import Framework, load_framework


def national_laws() -> Framework:
    """Load the laws of the whole country, without any jurisdiction's additions.

    Raises:
        ValueError: They cannot be read.
    """
    framework, _ = load_framework(None)
    if framework is None:
        raise ValueError("the laws cannot be read")
    return framework
