"""What all marks share: a picture beside the table of its figures, numbers, the frame of an SVG.

Positions across are percentages of the element's width and those down are heights of its letters: a
picture is as wide as there is room while its letters keep the reader's size (SVG 2, section 8.9; WCAG
2.2, success criterion 1.4.4).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import markupsafe

from access_info.pages.rendering.escaping import escaped

EMPTY = markupsafe.Markup("")
_LETTER_HEIGHT = 14
# Columns of a table of names and what one column says of them.
_PAIR = 2
# Room for one digit or letter of 14 px, in pixels, and the narrowest picture: a phone of 320 px.
LETTER = 8.5
NARROWEST = 272


@dataclasses.dataclass(frozen=True, slots=True)
class Drawing:
    """A picture and the table of the same figures; false where there is nothing to draw.

    Attributes:
        picture: HTML with SVG in it.
        table: HTML of a table that says all that the picture shows.
    """

    picture: markupsafe.Markup = EMPTY
    table: markupsafe.Markup = EMPTY

    def __bool__(self) -> bool:
        """Tell whether anything was drawn."""
        return bool(self.picture)


def decimal(value: float, digits: int = 3) -> str:
    """Write a number of SVG with few decimals: `12.5`, `100`."""
    return f"{value:.{digits}f}".rstrip("0").rstrip(".") or "0"


def down(pixels: float) -> str:
    """Write a height as so many letters' heights: what is 14 pixels where letters are, is `1em`."""
    return f"{decimal(pixels / _LETTER_HEIGHT)}em"


def across(part: float, whole: float) -> str:
    """Write a share of a picture's width: `12.5%`."""
    return f"{decimal(100 * part / whole, 2)}%"


def fits(words: str, share: float) -> bool:
    """Tell whether words have room within a share of the narrowest picture."""
    return len(words) * LETTER + LETTER / 2 <= share * NARROWEST


def frame(body: str, *, words: str, look: str) -> markupsafe.Markup:
    """Put the elements of a picture into an SVG that screen readers take for one image.

    What it is of stands above it, as a heading of the figure or of its row.

    Args:
        body: Its elements, escaped.
        words: All its figures as text.
        look: Class of the element, of which the style sheet knows how high it is.
    """
    label = markupsafe.escape(words)
    return markupsafe.Markup(  # noqa: S704 - escaped here and by the caller
        f'<svg class="{look}" role=img aria-label="{label}">{body}</svg>'
    )


def linked(words: str, href: str) -> markupsafe.Markup:
    """Escape words, as a link where they have an address."""
    if not href:
        return markupsafe.escape(words)
    return markupsafe.Markup('<a href="{}">{}</a>').format(href, words)


def tabulate(
    caption: str,
    head: Sequence[str],
    rows: Sequence[tuple[markupsafe.Markup | str, Sequence[str]]],
    *,
    names: str = "",
) -> markupsafe.Markup:
    """Write figures as a table: a heading for each column, the first cell of a row names it.

    Args:
        caption: What the table holds.
        head: Headings, the first over the rows' names.
        rows: The row's name and its cells, as many as there are further headings.
        names: Class of a table whose columns a style sheet names on a phone; "" where each cell says
            its column's name itself.
    """
    headings = "".join(f"<th scope=col>{escaped(words)}" for words in head)
    # What the only column holds is what the caption says.
    is_told = bool(names) or len(head) == _PAIR
    labels = ["" if is_told else f' data-label="{escaped(words)}"' for words in head[1:]]
    body = "".join(
        f"<tr><th scope=row>{escaped(name)}"
        + "".join(f"<td{label}>{escaped(cell)}" for label, cell in zip(labels, cells, strict=True))
        for name, cells in rows
    )
    look = f"ai-list ai-figures {names}".rstrip()
    return markupsafe.Markup(  # noqa: S704 - escaped above
        f'<table class="{look}"><caption>{escaped(caption)}<thead><tr>{headings}'
        f"<tbody>{body}</table>"
    )
