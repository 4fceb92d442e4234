"""Agencies as a grid of tiles, each with the sign, word, colour and pattern of its state."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence

import markupsafe

from access_info.pages.pictures.looks import LOOKS

_COLUMNS = (4, 6, 8, 12)


@dataclasses.dataclass(frozen=True, slots=True)
class Tile:
    """One agency.

    Attributes:
        name: What stands on it.
        look: A name of `LOOKS`.
        state: The word of its state.
        href: Where it leads, else "".
        place: Column and row, each from 1; `None` where the order says it.
    """

    name: str
    look: str
    state: str
    href: str = ""
    place: tuple[int, int] | None = None


def tile_grid(title: str, tiles: Sequence[Tile]) -> markupsafe.Markup:
    """Write tiles as a list, which is its own text: name, sign and word of each state.

    Tiles with places stand there on a wide screen, gaps between them; on a narrow one, and where no
    tile has a place, they follow one another. Those without a place come after those with one.
    """
    placed = [tile for tile in tiles if tile.place is not None]
    free = [tile for tile in tiles if tile.place is None]
    lists = [_list(_with_gaps(placed), _columns(placed)), _list(free, 0)]
    if not tiles:
        return markupsafe.Markup("")
    return markupsafe.Markup(
        '<figure class="ai-picture"><figcaption>{}</figcaption>{}</figure>'
    ).format(title, markupsafe.Markup("").join(lists))


def _columns(tiles: Iterable[Tile]) -> int:
    """Return how many columns hold all tiles, of those for which `pictures.css` has a rule."""
    most = max((tile.place[0] for tile in tiles if tile.place), default=0)
    return next((columns for columns in _COLUMNS if columns >= most), most) if most else 0


def _with_gaps(tiles: Sequence[Tile]) -> Iterator[Tile | None]:
    """Yield tiles row by row, and `None` for each empty place before the last of a row."""
    by_place = {tile.place: tile for tile in tiles}
    for row in range(1, max((tile.place[1] for tile in tiles if tile.place), default=0) + 1):
        for column in range(1, _columns(tiles) + 1):
            yield by_place.get((column, row))


def _list(tiles: Iterable[Tile | None], columns: int) -> markupsafe.Markup:
    entries = markupsafe.Markup("").join(_entry(tile) for tile in tiles)
    if not entries:
        return entries
    return markupsafe.Markup('<ul class="ai-p-tile-grid{}">{}</ul>').format(
        f" ai-p-columns-{columns}" if columns else "", entries
    )


def _entry(tile: Tile | None) -> markupsafe.Markup:
    if tile is None:
        return markupsafe.Markup('<li class="ai-p-vacant" aria-hidden="true"></li>')
    escape, look = markupsafe.escape, LOOKS[tile.look]
    tag, href = ("a", f' href="{escape(tile.href)}"') if tile.href else ("span", "")
    # Agencies stand on the page of each duty: `format` would take ten times as long.
    return markupsafe.Markup(  # noqa: S704 - escaped here
        f'<li><{tag} class="ai-p-tile ai-look-{tile.look}"{href}><span>{escape(tile.name)}</span> '
        f'<b><i aria-hidden="true">{look.sign}</i> {escape(tile.state)}</b></{tag}>'
    )
