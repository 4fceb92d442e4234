"""The law as data: packs, working days, deadlines. Holds no rule of one agency."""

from __future__ import annotations
