"""Hold the law as data: packs, working days, deadlines. No rule of one agency is here."""

from __future__ import annotations
