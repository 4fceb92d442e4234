"""`_dia-ban/ranh_gioi.geojson`: the outlines of agencies' areas, for a map (RFC 7946)."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from access_info.loading import folders, rules
from access_info.loading.place_files import BOUNDARIES, PLACE_FOLDER
from access_info.model.types import did_you_mean
from access_info.problems import Location, Problem

MOST_BYTES = 8_000_000
# Roughly where Vietnam lies, in degrees: longitude, latitude (west, south, east, north).
_ROUGHLY_VIETNAM = (101.5, 5.5, 118.5, 24.0)
# Coordinates of a plan of its own, which no place on Earth has.
_MOST_LOCAL = 100_000.0
_CODE = re.compile(r"^ma_dinh_danh:\s*[\"']?([^\"'\s#]+)", re.MULTILINE)

Spot: TypeAlias = tuple[float, float]
Polygon: TypeAlias = tuple[tuple[Spot, ...], ...]


@dataclasses.dataclass(frozen=True)
class Boundaries:
    """Outlines by agency.

    Attributes:
        shapes: Folder name → polygons, each an outer ring and its holes; rings are closed.
        geographic: Whether coordinates are longitude and latitude in degrees (WGS 84).
        digest: Hash of all that this was read from.
        location: The file.
    """

    shapes: Mapping[str, tuple[Polygon, ...]]
    geographic: bool
    digest: str
    location: Location


class _Unusable(Exception):  # noqa: N818 - never leaves this module
    """Why a shape cannot be drawn, in words for people."""


def read_boundaries(agencies: Path, ids: Sequence[str]) -> tuple[Boundaries | None, list[Problem]]:
    """Read the outlines, if there are any, and check each.

    Args:
        agencies: The folder of agencies.
        ids: Folder names of all agencies.

    Returns:
        The outlines; `None` where there is no file, or one with a problem; and the problems.
    """
    path = agencies / PLACE_FOLDER / BOUNDARIES
    if not path.exists() and not path.is_symlink():
        return None, []
    location = Location(path.as_posix())
    if path.is_symlink() or path.parent.is_symlink():
        return None, [rules.SYMLINK.at(location, name=path.name)]
    try:
        content, features = _features(path)
    except _Unusable as error:
        most = MOST_BYTES // 1_000_000
        return None, [rules.BAD_BOUNDARIES.at(location, reason=str(error), most=most)]
    shapes: dict[str, tuple[Polygon, ...]] = {}
    problems: list[Problem] = []
    names = _NamesOfShapes(agencies, ids)
    for number, feature in enumerate(features, 1):
        try:
            polygons = tuple(_polygons(feature))
            text = _named(feature)
        except _Unusable as error:
            problems.append(rules.BAD_SHAPE.at(location, number=number, reason=str(error)))
            continue
        agency = names.agency(text)
        if agency is None:
            hint = did_you_mean(text, ids)
            problems.append(rules.UNKNOWN_SHAPE.at(location, number=number, text=text, hint=hint))
        else:
            shapes[agency] = shapes.get(agency, ()) + polygons
    if problems:
        return None, problems
    try:
        geographic = _is_geographic(shapes)
    except _Unusable as error:
        most = MOST_BYTES // 1_000_000
        return None, [rules.BAD_BOUNDARIES.at(location, reason=str(error), most=most)]
    digest = hashlib.blake2b(content + repr(sorted(shapes)).encode(), digest_size=16).hexdigest()
    return Boundaries(shapes, geographic, digest, location), []


def _features(path: Path) -> tuple[bytes, list[Any]]:
    """Return a file's bytes and the features in it."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _Unusable(f"tệp lớn hơn {MOST_BYTES // 1_000_000} MB")
        content = path.read_bytes()
        data = json.loads(content, parse_constant=_no_number)
    except (OSError, ValueError, RecursionError) as error:
        raise _Unusable("nội dung không phải JSON") from error
    if not isinstance(data, dict) or data.get("type") != "FeatureCollection":
        raise _Unusable("không có “FeatureCollection”")
    features = data.get("features")
    if not isinstance(features, list) or not features:
        raise _Unusable("không có hình nào trong “features”")
    return content, features


def _no_number(text: str) -> float:
    raise ValueError(text)


def _named(feature: Any) -> str:  # noqa: ANN401 - anything that JSON holds
    """Return what a feature says it is the area of."""
    properties = feature.get("properties") if isinstance(feature, dict) else None
    for key in ("co_quan", "ma_dinh_danh"):
        value = properties.get(key) if isinstance(properties, dict) else None
        if isinstance(value, str) and value.strip():
            return value.strip()
    raise _Unusable("chưa ghi là của cơ quan nào")


def _polygons(feature: Any) -> Iterator[Polygon]:  # noqa: ANN401 - anything that JSON holds
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon") or not isinstance(geometry, dict):
        raise _Unusable("không phải hình vùng (Polygon, MultiPolygon)")
    coordinates = geometry.get("coordinates")
    polygons = [coordinates] if kind == "Polygon" else coordinates
    if not isinstance(polygons, list) or not polygons:
        raise _Unusable("không có tọa độ")
    for rings in polygons:
        if not isinstance(rings, list) or not rings:
            raise _Unusable("không có tọa độ")
        yield tuple(_ring(ring) for ring in rings)


def _ring(ring: Any) -> tuple[Spot, ...]:  # noqa: ANN401 - anything that JSON holds
    spots = tuple(_spot(position) for position in ring) if isinstance(ring, list) else ()
    if len(spots) < 4 or spots[0] != spots[-1]:  # noqa: PLR2004 - RFC 7946, section 3.1.6
        raise _Unusable("có đường viền chưa khép kín")
    return spots


def _spot(position: Any) -> Spot:  # noqa: ANN401 - anything that JSON holds
    if isinstance(position, list) and len(position) >= 2:  # noqa: PLR2004 - height may follow
        x, y = position[:2]
        if all(type(value) in {int, float} and abs(value) <= _MOST_LOCAL for value in (x, y)):
            return float(x), float(y)
    raise _Unusable("có tọa độ không phải số, hoặc số quá lớn")


def _is_geographic(shapes: Mapping[str, tuple[Polygon, ...]]) -> bool:
    """Tell degrees from the coordinates of a plan; refuse what is neither."""
    spots = [
        spot
        for polygons in shapes.values()
        for rings in polygons
        for ring in rings
        for spot in ring
    ]
    xs, ys = [x for x, _ in spots], [y for _, y in spots]
    if min(xs) == max(xs) or min(ys) == max(ys):
        raise _Unusable("các hình không có diện tích")
    west, south, east, north = _ROUGHLY_VIETNAM
    if west <= min(xs) and max(xs) <= east and south <= min(ys) and max(ys) <= north:
        return True
    if min(*xs, *ys) >= 0:
        return False
    raise _Unusable("có tọa độ nằm ngoài Việt Nam")


class _NamesOfShapes:
    """What features call agencies: a folder's name, or the code in its profile."""

    def __init__(self, agencies: Path, ids: Sequence[str]) -> None:
        self._agencies = agencies
        self._ids = ids
        self._codes: dict[str, str] | None = None

    def agency(self, text: str) -> str | None:
        """Return the folder's name; `None` if no agency is called so."""
        if text in self._ids:
            return text
        if self._codes is None:
            self._codes = dict(self._read_codes())
        return self._codes.get(text)

    def _read_codes(self) -> Iterator[tuple[str, str]]:
        """Yield code and folder name; only the line is read, for profiles are many."""
        for agency in self._ids:
            try:
                text = (self._agencies / agency / folders.PROFILE).read_text(encoding="utf-8")
            except (OSError, ValueError):
                continue
            match = _CODE.search(text)
            if match is not None:
                yield match[1], agency
