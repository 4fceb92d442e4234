"""A map of areas, each with the colour, pattern and sign of its state."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

import markupsafe

from access_info.pages.pictures.drawings import decimal
from access_info.pages.pictures.looks import LOOKS, hatches, key_of, paint
from access_info.pages.pictures.outlines import WIDTH, MapOutlines

# Bytes of a map, and of what stands around each area's path: its name and sign.
MOST_BYTES = 60_000
_AROUND = 200
# Fewer bytes than these are no outline any more.
_LEAST = 20_000
# Pixels of a letter of a name where the map is as wide as it gets.
_LETTER = 5.6


@dataclasses.dataclass(frozen=True, slots=True)
class Region:
    """An area's state.

    Attributes:
        id: The area, as in `MapOutlines`.
        name: Its name.
        look: A name of `LOOKS`.
        state: The word of its state.
    """

    id: str
    name: str
    look: str
    state: str


def most_path_bytes(areas: int) -> int:
    """Return how many bytes all paths of a map may have, by the number of its areas."""
    return max(_LEAST, MOST_BYTES - 3_000 - _AROUND * areas)


def map_picture(
    key: str, title: str, outlines: MapOutlines, regions: Sequence[Region], *, words: str, note: str
) -> markupsafe.Markup:
    """Draw a map; areas without a state are drawn empty.

    Args:
        key: The picture's own word: letters, digits, hyphens.
        title: What it shows.
        outlines: The areas.
        regions: States of areas; those that the map lacks are left out.
        words: The text alternative: how many are in which state.
        note: What a reader must know of the shapes.
    """
    states = {region.id: region for region in regions}
    drawn = [(area, states.get(area)) for area in outlines.areas]
    looks = [region.look if region else "none" for _, region in drawn]
    shapes, dots, signs = [], [], []
    for (area, region), look in zip(drawn, looks, strict=True):
        outline = outlines.areas[area]
        name = f"<title>{_told(region)}</title>" if region else ""
        fill = paint(key, look)
        if outline.path:
            shapes.append(
                f'<g class="ai-look-{look}"><path{fill} d="{outline.path}">{name}</path></g>'
            )
        if outline.dots:
            dots.append(
                f'<path class="ai-p-ring" d="{outline.dots}"/>'
                f'<path class="ai-p-dots ai-look-{look}" d="{outline.dots}">{name}</path>'
            )
        if region and outline.sign:
            signs.append((region, outline.sign, outline.room))
    escape = markupsafe.escape
    words_of = {region.look: region.state for region in regions}
    meanings = {
        look: f"{surface.sign} {words_of[look]}"
        for look, surface in LOOKS.items()
        if look in words_of
    }
    return markupsafe.Markup(  # noqa: S704 - escaped here and in `_told`, `_sign`
        f'<figure class="ai-picture"><figcaption>{escape(title)}</figcaption>{key_of(key, meanings)}'
        f'<svg class="ai-p-map" role="img" aria-labelledby="{key}-t {key}-d" '
        f'viewBox="0 0 {WIDTH} {outlines.height}"><title id="{key}-t">{escape(title)}</title>'
        f'<desc id="{key}-d">{escape(words)}</desc>{hatches(key, looks)}'
        f"{''.join(shapes)}{''.join(dots)}{''.join(_signs(signs))}</svg><p>{escape(note)}</p></figure>"
    )


def _told(region: Region) -> str:
    return str(markupsafe.escape(f"{region.name}: {region.state}"))


def _signs(regions: Sequence[tuple[Region, tuple[float, float], float]]) -> Iterator[str]:
    """Yield each area's sign and, where it has room, its name for a wide screen.

    Names keep clear of one another at twice their size too, for who reads large letters (WCAG 2.2,
    success criterion 1.4.4).

    Args:
        regions: Areas with the place of their sign and the room across there, the largest first.
    """
    taken = [(x - 10, y - 12, x + 10, y + 12) for _, (x, y), _ in regions]
    for region, (x, y), room in regions:
        sign = f'<text x="{_tenth(x)}" y="{_tenth(y)}" dy=".35em">{LOOKS[region.look].sign}</text>'
        half = len(region.name) * _LETTER
        box = (x - half, y + 13, x + half, y + 36)
        if half <= room and not any(_overlap(box, other) for other in taken):
            taken.append(box)
            name = markupsafe.escape(region.name)
            sign += (
                f'<text class="ai-p-name" x="{_tenth(x)}" y="{_tenth(y)}" dy="1.5em">{name}</text>'
            )
        yield f'<g class="ai-look-{region.look}">{sign}</g>'


def _overlap(
    one: tuple[float, float, float, float], other: tuple[float, float, float, float]
) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _tenth(value: float) -> str:
    return decimal(round(value, 1))
