"""What is read: plain data, every scalar as typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain] | None"
# Path of a value from the top: names in mappings, numbers in lists.
Keys: TypeAlias = Sequence[str | int]
