"""Checks of what people of a place call things (`tu_dong_nghia` of `_dia-ban.yml`)."""

from __future__ import annotations

from collections.abc import Iterator

from access_info.checks import rules
from access_info.model.jurisdiction import Jurisdiction
from access_info.problems import Problem
from access_info.source import SourceDocument


def check_everyday_words(settings: Jurisdiction, document: SourceDocument) -> Iterator[Problem]:
    """Check that each entry says what is said and what is meant."""
    for number, entry in enumerate(settings.everyday_words):
        missing = [
            f"“{key}”" for key, given in (("goi", entry.said), ("la", entry.meant)) if not given
        ]
        if missing:
            place = document.locate(("tu_dong_nghia", number))
            yield rules.HALF_A_SYNONYM.at(place, missing=", ".join(missing))
