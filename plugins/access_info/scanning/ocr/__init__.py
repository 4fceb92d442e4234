"""Words that a machine recognises in pictures: the program, what it is given, and what it reads."""

# Here, for whoever only asks whether the program knows it: what reads pictures is loaded in a child.
from __future__ import annotations

LANGUAGE = "vie"
