"""How many examples a property tries: all of them, or a few in the quick lane."""

from __future__ import annotations

from typing import Any

from hypothesis import settings

FEW = "few"


def examples(count: int, **others: Any) -> settings:
    """Settings of a property that tries this many examples; in the quick lane the profile's few.

    Args:
        count: In a whole run.
        others: Further settings of Hypothesis, as they are.
    """
    if settings.get_current_profile_name() == FEW:
        return settings(**others)
    return settings(max_examples=count, **others)
