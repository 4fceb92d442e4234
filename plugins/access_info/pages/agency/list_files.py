"""Names of the PDF files of an agency's lists, where the site offers them."""

from __future__ import annotations

from collections.abc import Sequence

from access_info.model.items import CONDITIONAL, DISCLOSURE, ConditionalItem, Item
from access_info.model.registry import Agency

# A longer list comes in several files: Typst would take too much memory for a single one.
MOST_ROWS = 1_000


def pdf_names(agency: Agency, page: str) -> tuple[str, ...]:
    """Name the PDF files of the list on a page; none for what is no list or lists nothing.

    Args:
        agency: The agency.
        page: Name of the page (`rendering.paths`).
    """
    lists: dict[str, Sequence[Item | ConditionalItem]] = {
        DISCLOSURE: agency.items,
        CONDITIONAL: agency.conditional,
    }
    # What has ended stands on no paper, nor do documents under it.
    living = [item for item in lists.get(page, ()) if not item.is_ended]
    rows = len(living) + sum(
        not document.is_ended for item in living for document in getattr(item, "documents", ())
    )
    parts = -(-rows // MOST_ROWS)
    if parts == 1:
        return (f"{page}.pdf",)
    return tuple(f"{page}-phan-{number}.pdf" for number in range(1, parts + 1))
