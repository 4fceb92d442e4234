"""The folder of the province's own files: its emblem, and the boundaries of its communes."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

import defusedxml.ElementTree
from defusedxml import DefusedXmlException

from access_info.loading import place_rules as rules
from access_info.loading.rules import SYMLINK
from access_info.model.jurisdiction import Jurisdiction
from access_info.problems import Location, Problem
from access_info.source import SourceDocument

PLACE_FOLDER = "_dia-ban"
EMBLEMS = ("bieu-trung.svg", "bieu-trung.png")
BOUNDARIES = "ranh_gioi.geojson"
MOST_BYTES = 20_000
_MOST_PIXELS = 1024
_SVG = "{http://www.w3.org/2000/svg}"
# Elements that draw, and nothing that runs, loads or embeds (SVG 2, appendix of elements).
_DRAWN = frozenset(
    {
        *(
            "svg",
            "g",
            "defs",
            "title",
            "desc",
            "use",
            "symbol",
            "path",
            "rect",
            "circle",
            "ellipse",
        ),
        *("line", "polyline", "polygon", "text", "tspan", "clipPath", "mask", "pattern"),
        *("linearGradient", "radialGradient", "stop"),
    }
)
# `url(#a)` stays within the picture; `url(https://…)`, `url(data:…)` do not.
_OUTSIDE = re.compile(r"url\(\s*[\"']?(?!#)|@import|javascript:|expression\(|\\", re.IGNORECASE)


@dataclasses.dataclass(frozen=True)
class Emblem:
    """The province's emblem, checked: it can be shown as a picture and do nothing else.

    Attributes:
        name: Its file.
        digest: Of its bytes: pages made with another must be made again.
        content: Its bytes; left out of `repr`, which keys are made from.
    """

    name: str
    digest: str
    content: bytes = dataclasses.field(repr=False)


def read_place_files(
    agencies: Path, settings: Jurisdiction, document: SourceDocument | None
) -> tuple[Emblem | None, list[Problem]]:
    """Read the emblem that the settings name, and judge all that lies in the province's folder.

    Args:
        agencies: The folder of agencies.
        settings: The jurisdiction.
        document: Its file, which can locate each value.
    """
    folder = agencies / PLACE_FOLDER
    problems = list(_strange(folder))
    name = settings.emblem
    if not name or document is None:
        return None, problems
    place = document.locate(("bieu_trung",))
    file = folder / name
    if name not in EMBLEMS or not file.is_file() or file.is_symlink():
        return None, [*problems, rules.NO_EMBLEM.at(place, name=name)]
    content = file.read_bytes()
    reason = _fault(name, content)
    if reason:
        bad = rules.BAD_EMBLEM.at(Location(file.as_posix()), name=name, reason=reason)
        return None, [*problems, bad]
    return Emblem(name, hashlib.blake2b(content, digest_size=16).hexdigest(), content), problems


def _strange(folder: Path) -> Iterator[Problem]:
    """Yield what has no place in the province's folder."""
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.is_symlink():
            yield SYMLINK.at(Location(path.as_posix()), name=path.name)
        elif not path.is_file() or path.name not in {*EMBLEMS, BOUNDARIES}:
            yield rules.STRANGE_FILE.at(Location(path.as_posix()), name=path.name)


def _fault(name: str, content: bytes) -> str:
    """Say why a picture cannot be an emblem; "" when it can."""
    if len(content) > MOST_BYTES:
        return f"nặng {len(content)} byte, nhiều nhất {MOST_BYTES}"
    if name.endswith(".png"):
        return _png_fault(content)
    try:
        root = defusedxml.ElementTree.fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError):
        return "không đọc được như một hình SVG"
    if root.tag != f"{_SVG}svg":
        return "không phải hình SVG"
    return next(filter(None, map(_element_fault, root.iter())), "")


def _element_fault(element: Element) -> str:
    """Say what an element of a picture may not be or have; "" when it only draws."""
    tag = str(element.tag)
    if not tag.startswith(_SVG) or tag.removeprefix(_SVG) not in _DRAWN:
        return f"có phần tử “{tag.rpartition('}')[2]}”"
    for key, value in element.attrib.items():
        name = key.rpartition("}")[2]
        if name.lower().startswith("on"):
            return f"có thuộc tính chạy lệnh “{name}”"
        if (name == "href" and not value.startswith("#")) or _OUTSIDE.search(value):
            return f"có thuộc tính “{name}” dẫn ra ngoài hình"
    return ""


def _png_fault(content: bytes) -> str:
    from PIL import Image  # noqa: PLC0415 - slow to import, and most emblems are SVG

    try:
        with Image.open(io.BytesIO(content), formats=("PNG",)) as image:
            image.verify()
            width, height = image.size
    except (OSError, SyntaxError, ValueError):
        return "không đọc được như một hình PNG"
    if max(width, height) > _MOST_PIXELS:
        return f"rộng {width} và cao {height} điểm, nhiều nhất {_MOST_PIXELS}"
    return ""
