"""Lists that grow with the program, in expected texts: `⟨…⟩` stands for what the list holds today."""

from __future__ import annotations

from access_info.model.fields import fields_of
from access_info.model.items import Item
from access_info.model.vocabularies import AGENCY_TYPES


def with_lists(text: str) -> str:
    """Put today's lists into an expected text."""
    for mark, values in {
        "⟨mọi loại cơ quan⟩": AGENCY_TYPES,
        "⟨mọi trường của mục⟩": [doc.key for doc in fields_of(Item)],
    }.items():
        text = text.replace(mark, ", ".join(values))
    return text
