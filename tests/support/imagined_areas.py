"""Made-up areas that share borders point by point, with islets beside them: no real place's."""

from __future__ import annotations

import itertools
import math
import random

SIDE = 100.0


def edge(here, there, points, wild):
    """A wavy line between two corners; the same both ways, so that neighbours share it."""
    first, last = sorted((here, there))
    draw = random.Random(f"{first}{last}")  # noqa: S311 - a made-up place
    across, down = last[0] - first[0], last[1] - first[1]
    length = math.hypot(across, down)
    waves = [(draw.uniform(-wild, wild), number) for number in (1, 2, 3, 5, 8)]
    line = []
    for step in range(points + 1):
        part = step / points
        away = sum(size * math.sin(math.pi * number * part) / number for size, number in waves)
        line.append(
            (
                first[0] + across * part - down / length * away,
                first[1] + down * part + across / length * away,
            )
        )
    line[0], line[-1] = first, last
    return line if here == first else line[::-1]


def areas(columns, rows, *, points=6, wild=6.0, seed=0):
    """Areas of a grid with crooked corners and wavy borders: name → its one polygon."""
    draw = random.Random(seed)  # noqa: S311 - a made-up place
    corners = {
        (x, y): (x * SIDE + draw.uniform(-20, 20), y * SIDE + draw.uniform(-20, 20))
        for x in range(columns + 1)
        for y in range(rows + 1)
    }
    shapes = {}
    for x in range(columns):
        for y in range(rows):
            turns = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1), (x, y)]
            ring = []
            for here, there in itertools.pairwise(turns):
                ring += edge(corners[here], corners[there], points, wild)[:-1]
            shapes[f"o-{x}-{y}"] = ((((*ring, ring[0]),)),)
    return shapes


def islet(x, y, wide, high, corners=5):
    """A small island around a place."""
    ring = [
        (
            x + wide / 2 * math.cos(2 * math.pi * n / corners),
            y + high / 2 * math.sin(2 * math.pi * n / corners),
        )
        for n in range(corners)
    ]
    return ((*ring, ring[0]),)


def feature(agency, polygons, **properties):
    """GeoJSON of one area."""
    coordinates = [[[list(spot) for spot in ring] for ring in rings] for rings in polygons]
    return {
        "type": "Feature",
        "properties": {"co_quan": agency, **properties},
        "geometry": {"type": "MultiPolygon", "coordinates": coordinates},
    }


def collection(*features):
    return {"type": "FeatureCollection", "features": list(features)}
