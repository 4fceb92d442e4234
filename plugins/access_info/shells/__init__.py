"""What is around a fragment. Knows no agency and no MkDocs."""

from __future__ import annotations

from access_info.shells.plain import PlainTexts, plain_shell
from access_info.shells.shell import Shell, slot

__all__ = ["PlainTexts", "Shell", "plain_shell", "slot"]
