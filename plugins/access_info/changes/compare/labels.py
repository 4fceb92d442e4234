"""Short words for rows, texts and figures in reports of changes."""

from __future__ import annotations

from access_info.changes.compare.records import FieldChange, NamedRow, RowChange
from access_info.changes.compare.rows import StateRow

MOST_SHOWN = 600


def cut(text: str, most: int = MOST_SHOWN) -> str:
    """Cut a text to a length, with “…” at the cut."""
    return text if len(text) <= most else text[: most - 1] + "…"


def shortened(text: str, most: int) -> str:
    """Cut a text between words, for what people read as a sentence."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    return (head.rpartition(" ")[0].rstrip(" ,;:.") or head) + "…"


def row_name(row: RowChange | NamedRow) -> str:
    """Name a row by its id and title."""
    return f"{row.id}{title_in_quotes(row)}"


def title_in_quotes(row: RowChange | NamedRow) -> str:
    """Quote a row's title after its id; "" where the id is all there is."""
    return f" “{cut(row.title, 160)}”" if row.title != row.id else ""


def fallen(change: FieldChange) -> str:
    """Return the mark for a year's figure that is lower than it was; "" for others."""
    try:
        before, after = (
            float(figure.replace(",", ".")) for figure in (change.before, change.after)
        )
    except ValueError:
        return ""
    return " (giảm)" if after < before else ""


def row_label(row: StateRow) -> str:
    """Name a row by its id and its title."""
    return f"{row.id} “{row.title}”" if row.title != row.id else row.id
