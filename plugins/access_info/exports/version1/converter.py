"""What turns a list of version 2 into version 1: a program of its own, shown to those who need it."""

from __future__ import annotations

from pathlib import Path

_PROGRAM = Path(__file__).with_name("to_version1.py")


def converter_text() -> str:
    """Return the program's text: Python, nothing but the standard library."""
    return _PROGRAM.read_text(encoding="utf-8")
