"""List the tree of `agencies/`: folders, data files, attachments, the files of the province."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import io
import json
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias
from xml.etree.ElementTree import Element, ParseError

import defusedxml.ElementTree
from defusedxml import DefusedXmlException

from access_info.loading import rules
from access_info.model.items import CONDITIONAL, DISCLOSURE, LISTS
from access_info.model.jurisdiction import Jurisdiction
from access_info.model.registry import Attachment
from access_info.model.types import did_you_mean, fold
from access_info.problems import Location, Problem
from access_info.source.cure_rules import UNREADABLE
from access_info.source.documents import SourceDocument

JURISDICTION_FILE = "_dia-ban.yml"
PROFILE = "co-quan.yml"
DISCLOSURE_FILE = LISTS[DISCLOSURE].file
CONDITIONAL_FILE = LISTS[CONDITIONAL].file
CORRECTIONS = "dinh-chinh.yml"
DATA_FILES = (PROFILE, DISCLOSURE_FILE, CONDITIONAL_FILE, CORRECTIONS)
DISCLOSURE_FOLDER: str = DISCLOSURE
STATISTICS_FOLDER = "thong-ke"
FILES_FOLDER = "tep"
PAGES_FOLDER = "trang"
FOLDERS = (DISCLOSURE_FOLDER, STATISTICS_FOLDER, FILES_FOLDER, PAGES_FOLDER)
# Folders of pages of ours, beside those of agencies.
RESERVED_IDS = frozenset({"loai", "a-z"})

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_YAML_ENDING = re.compile(r"\.(ya?ml)(\.txt)?$", re.IGNORECASE)
# Endings that a browser would run: “.html”, “.svg”, “.js”; not “.json”.
_ACTIVE_ENDING = re.compile(
    r"\.(?:x?html?|xht|shtml|mht|mhtml|svgz?|xml|xslt?|m?js|hta|swf)$", re.IGNORECASE
)
# Files of systems and editors: “.git”, “~$so.docx”, “Thumbs.db”, “a~”, “a.bak”; not “a.yml”.
_CLUTTER = re.compile(r"^(\.|~\$|Thumbs\.db$|desktop\.ini$)|~$|\.(bak|swp|tmp)$", re.IGNORECASE)


@dataclasses.dataclass(frozen=True)
class AgencyFolder:
    """The files of one agency on disk.

    Attributes:
        id: The folder's name.
        path: The folder.
        texts: Data files and free pages by path below the folder, with `/`.
        attachments: Files below `tep/`, by path below the folder.
        problems: What is wrong with names and kinds of files.
    """

    id: str
    path: Path
    texts: Mapping[str, Path]
    attachments: Mapping[str, Attachment]
    problems: tuple[Problem, ...]
    _digests: dict[str, str] = dataclasses.field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def appearance(self) -> str:
        """Return a hash of the names, sizes and times of all files, without reading any; "" if one cannot be seen.

        It tells cheaply whether anything has changed. No program can set a file's change time (stat(2),
        `st_ctime`), so that equal appearance means equal content, as in git's index.
        """
        digest = hashlib.blake2b(digest_size=16)
        for name, path in self.texts.items():
            try:
                stat = path.stat()
            except OSError:
                return ""
            seen = (name, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)
            digest.update(repr(seen).encode())
        for name, attachment in self.attachments.items():
            digest.update(f"{name} {attachment.size} {attachment.changed}".encode())
        digest.update(repr(self.problems).encode())
        return digest.hexdigest()

    def digest(self, name: str) -> str:
        """Return the SHA-256 of an attachment, whose file is read only once.

        Args:
            name: Its path below the folder.

        Raises:
            OSError: The file cannot be read.
        """
        if name not in self._digests:
            with (self.path / name).open("rb") as file:
                self._digests[name] = hashlib.file_digest(file, "sha256").hexdigest()
        return self._digests[name]

    def contents(self) -> str:
        """Return a hash of everything that the agency's pages are made from, attachments byte by byte.

        Raises:
            OSError: An attachment cannot be read.
        """
        digest = hashlib.blake2b(self.fingerprint().encode(), digest_size=16)
        for name in self.attachments:
            digest.update(self.digest(name).encode())
        return digest.hexdigest()

    def fingerprint(self) -> str:
        """Return a hash of everything by which the agency's duties are judged.

        That is the bytes of data files, and of attachments the names and sizes, which saves reading them.
        """
        digest = hashlib.blake2b(digest_size=16)
        for name, path in self.texts.items():
            try:
                content = path.read_bytes()
            except OSError:
                content = b"?"
            digest.update(f"{name}\0{len(content)}\0".encode())
            digest.update(content)
        for name, attachment in self.attachments.items():
            digest.update(f"{name}\0{attachment.size}\0".encode())
        for problem in self.problems:
            digest.update(repr(problem).encode())
        return digest.hexdigest()


def is_agency_id(name: str) -> bool:
    """Tell whether a name can be an agency's folder and a part of addresses: “so-tu-phap”."""
    return bool(ID.fullmatch(name)) and name not in RESERVED_IDS


def bad_agency_id(name: str, location: Location) -> Problem:
    """Return the problem of a name that cannot be an agency's folder; the cure names one that can."""
    right = fold(name) or "so-tu-phap"
    if right in RESERVED_IDS:
        right = f"co-quan-{right}"
    return rules.BAD_FOLDER.at(location, name=name, right=right)


def agency_ids(agencies: Path) -> tuple[list[str], list[Problem]]:
    """Return the names of the agencies' folders, sorted, and problems of what should not be there."""
    if not agencies.is_dir():
        return [], [rules.NO_FOLDER.at(Location(agencies.as_posix()), name=agencies.name)]
    ids: list[str] = []
    problems: list[Problem] = []
    for entry, name in _usable_entries(agencies, problems):
        if name.startswith("_") or not entry.is_dir():
            problems.extend(_problem_of_unknown_name(entry, (JURISDICTION_FILE,)))
        elif not is_agency_id(name):
            problems.append(bad_agency_id(name, _place(entry)))
        else:
            ids.append(name)
    return ids, problems


def read_folder(path: Path) -> AgencyFolder:
    """List the files of one agency's folder, without reading them."""
    texts: dict[str, Path] = {}
    attachments: dict[str, Attachment] = {}
    problems: list[Problem] = []
    for entry, name in _usable_entries(path, problems):
        if entry.is_dir():
            if name == FILES_FOLDER:
                attachments = dict(_attachments(Path(entry.path), FILES_FOLDER, problems))
            elif name in FOLDERS:
                texts.update(_text_files(Path(entry.path), name, problems))
            else:
                problems.append(_unknown_file(_place(entry), name, (*DATA_FILES, *FOLDERS)))
        elif name in DATA_FILES:
            texts[name] = Path(entry.path)
        else:
            problems.extend(_problem_of_unknown_name(entry, DATA_FILES))
    if PROFILE not in texts:
        endings = [problem for problem in problems if problem.code == rules.WRONG_ENDING.code]
        if not any(f"“{PROFILE}”" in problem.cure for problem in endings):
            place = Location((path / PROFILE).as_posix())
            problems.append(rules.NO_PROFILE.at(place, name=path.name))
    ordered = {name: texts[name] for name in sorted(texts, key=_reading_order)}
    return AgencyFolder(path.name, path, ordered, attachments, tuple(problems))


def _reading_order(name: str) -> tuple[int, str]:
    """Return a sort key of a path below the folder: data files in their fixed order, then the others by name."""
    return (DATA_FILES.index(name) if name in DATA_FILES else len(DATA_FILES), name)


def _usable_entries(path: Path, problems: list[Problem]) -> Iterator[tuple[os.DirEntry[str], str]]:
    """Yield (entry, name in NFC) of the files and folders in a folder, sorted by name.

    Files of systems and editors, such as `.git` and `Thumbs.db`, are left out. A link or a pipe
    gives a problem, added to `problems`, instead.
    """
    try:
        with os.scandir(path) as scanned:
            entries = sorted(scanned, key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        name = unicodedata.normalize("NFC", entry.name)
        if _CLUTTER.search(name):
            continue
        if entry.is_symlink():
            problems.append(rules.SYMLINK.at(_place(entry), name=name))
        elif not entry.is_dir() and not entry.is_file():
            problems.append(UNREADABLE.at(_place(entry), reason="đây không phải tệp thường"))
        else:
            yield entry, name


def _place(entry: os.DirEntry[str]) -> Location:
    """Return the place of an entry; only made for problems, since there are very many entries."""
    return Location(Path(entry.path).as_posix())


def _text_files(folder: Path, name: str, problems: list[Problem]) -> Iterator[tuple[str, Path]]:
    """Yield (path below the agency's folder, file) of the data files or free pages in a sub-folder.

    Problems of other files are added to `problems`.

    Args:
        folder: The sub-folder.
        name: Its name.
        problems: Takes the problems.
    """
    ending = ".md" if name == PAGES_FOLDER else ".yml"
    for entry, shown in _usable_entries(folder, problems):
        if entry.is_dir():
            problems.append(rules.STRAY_FILE.at(_place(entry), name=shown))
        elif not shown.endswith(ending):
            right = _right_ending(shown, ending)
            rule = rules.WRONG_ENDING if right else rules.STRAY_FILE
            problems.append(rule.at(_place(entry), name=shown, right=right))
        elif name == STATISTICS_FOLDER and not re.fullmatch(r"\d{4}\.yml", shown, re.ASCII):
            problems.append(rules.YEAR_NAME.at(_place(entry), name=shown))
        elif name == PAGES_FOLDER and not ID.fullmatch(shown[:-3]):
            problems.append(rules.PAGE_NAME.at(_place(entry), name=shown, right=fold(shown[:-3])))
        else:
            yield f"{name}/{shown}", Path(entry.path)


def _attachments(
    folder: Path, prefix: str, problems: list[Problem]
) -> Iterator[tuple[str, Attachment]]:
    """Yield (path below the agency's folder, attachment) of all files in a folder and below.

    Files whose names differ only in capitals, and files that a browser would run, are added to
    `problems` instead.

    Args:
        folder: The folder.
        prefix: Its path below the agency's folder.
        problems: Takes the problems.
    """
    seen: dict[str, str] = {}
    for entry, name in _usable_entries(folder, problems):
        other = seen.setdefault(name.casefold(), name)
        if other != name:
            problems.append(rules.SAME_NAME.at(_place(entry), name=name, other=other))
        elif entry.is_dir():
            yield from _attachments(Path(entry.path), f"{prefix}/{name}", problems)
        elif _ACTIVE_ENDING.search(name):
            problems.append(rules.ACTIVE_FILE.at(_place(entry), name=name))
        else:
            stat = entry.stat()
            yield f"{prefix}/{name}", Attachment(size=stat.st_size, changed=stat.st_mtime_ns)


def _problem_of_unknown_name(entry: os.DirEntry[str], known: tuple[str, ...]) -> Iterator[Problem]:
    """Yield the problem of a file that is none of the `known` ones, so that no mistyped name goes unnoticed.

    TT141: a known name but for the ending, `a.yaml`; TT145: another YAML file; TT146: any other
    file. Folders without the ending of a YAML file, and README.md, are let pass.
    """
    name = unicodedata.normalize("NFC", entry.name)
    if name in known or name == "README.md":
        return
    corrected = _right_ending(name, ".yml")  # "" if no other ending was meant
    if corrected in known:
        yield rules.WRONG_ENDING.at(_place(entry), name=name, right=corrected)
    elif corrected or _YAML_ENDING.search(name):
        yield _unknown_file(_place(entry), name, known)
    elif not entry.is_dir():
        yield rules.STRAY_FILE.at(_place(entry), name=name)


def _right_ending(name: str, ending: str) -> str:
    """Return the name with the right ending, if it has one that is easily mistaken for it: “a.yml.txt” → “a.yml”.

    "" if the ending is right, or an altogether different one.

    Args:
        name: The file's name.
        ending: The right ending, “.yml” or “.md”.
    """
    pattern = _YAML_ENDING if ending == ".yml" else re.compile(r"\.(md|markdown)(\.txt)?$", re.I)
    match = pattern.search(name)
    if match is None or name.endswith(ending):
        return ""
    return name[: match.start()].lower() + ending


def _unknown_file(location: Location, name: str, known: tuple[str, ...]) -> Problem:
    """Return the problem (TT145) of a file or folder with an unknown name; the cure lists the known ones."""
    problem = rules.UNKNOWN_FILE.at(location, name=name, hint=did_you_mean(name, known), choices="")
    cure = rules.UNKNOWN_FILE.cure.format(choices=", ".join(known))
    return dataclasses.replace(problem, cure=cure)


PLACE_FOLDER = "_dia-ban"
EMBLEMS = ("bieu-trung.svg", "bieu-trung.png")
BOUNDARIES = "ranh_gioi.geojson"
MAX_PICTURE_BYTES = 20_000
_MAX_PIXELS = 1024
# The namespace of SVG, as it stands before the names of parsed elements.
_SVG = "{http://www.w3.org/2000/svg}"
# Elements of SVG that only draw, and neither run, load nor embed anything (SVG 2, appendix of elements).
_DRAWING_ELEMENTS = frozenset(
    {
        *("svg", "g", "defs", "title", "desc", "use", "symbol"),
        *(
            "path",
            "rect",
            "circle",
            "ellipse",
            "line",
            "polyline",
            "polygon",
            "text",
            "tspan",
            "clipPath",
            "mask",
            "pattern",
        ),
        *("linearGradient", "radialGradient", "stop"),
    }
)
# `url(#a)` stays within the picture; `url(https://…)`, `url(data:…)` do not.
_OUTSIDE = re.compile(r"url\(\s*[\"']?(?!#)|@import|javascript:|expression\(|\\", re.IGNORECASE)


@dataclasses.dataclass(frozen=True)
class Emblem:
    """The province's emblem, checked: it can only be shown as a picture.

    Attributes:
        name: Its file.
        digest: Hash of its bytes: pages with another emblem have to be made again.
        content: Its bytes; left out of `repr`, from which keys of caches are made.
    """

    name: str
    digest: str
    content: bytes = dataclasses.field(repr=False)


def read_place_files(
    agencies: Path, settings: Jurisdiction, document: SourceDocument | None
) -> tuple[Emblem | None, list[Problem]]:
    """Read the emblem that the settings name, and check what else lies in the province's folder.

    Args:
        agencies: The folder of agencies.
        settings: The settings of the jurisdiction.
        document: Their file.

    Returns:
        The emblem, or `None` if there is none that can be used; and the problems.
    """
    folder = agencies / PLACE_FOLDER
    problems = list(_unexpected_files(folder))
    name = settings.emblem
    if not name or document is None:
        return None, problems
    place = document.locate(("bieu_trung",))
    file = folder / name
    if name not in EMBLEMS or not file.is_file() or file.is_symlink():
        return None, [*problems, rules.NO_EMBLEM.at(place, name=name)]
    content = file.read_bytes()
    reason = _fault_of_picture(name, content)
    if reason:
        bad = rules.BAD_EMBLEM.at(Location(file.as_posix()), name=name, reason=reason)
        return None, [*problems, bad]
    return Emblem(name, hashlib.blake2b(content, digest_size=16).hexdigest(), content), problems


def _unexpected_files(folder: Path) -> Iterator[Problem]:
    """Yield a problem for each file that has no place in the province's folder."""
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.is_symlink():
            yield rules.SYMLINK.at(Location(path.as_posix()), name=path.name)
        elif not path.is_file() or path.name not in {*EMBLEMS, BOUNDARIES}:
            yield rules.STRANGE_FILE.at(Location(path.as_posix()), name=path.name)


def _fault_of_picture(name: str, content: bytes) -> str:
    """Return in words why a picture cannot be the emblem; "" if it can."""
    if len(content) > MAX_PICTURE_BYTES:
        return f"nặng {len(content)} byte, nhiều nhất {MAX_PICTURE_BYTES}"
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
    """Return in words what an element of an SVG may not be or have; "" if it only draws."""
    tag = str(element.tag)
    if not tag.startswith(_SVG) or tag.removeprefix(_SVG) not in _DRAWING_ELEMENTS:
        return f"có phần tử “{tag.rpartition('}')[2]}”"
    for key, value in element.attrib.items():
        name = key.rpartition("}")[2]
        if name.lower().startswith("on"):
            return f"có thuộc tính chạy lệnh “{name}”"
        if (name == "href" and not value.startswith("#")) or _OUTSIDE.search(value):
            return f"có thuộc tính “{name}” dẫn ra ngoài hình"
    return ""


def _png_fault(content: bytes) -> str:
    """Return in words why a PNG cannot be the emblem; "" if it can."""
    from PIL import Image  # noqa: PLC0415 - slow to import, and most emblems are SVG

    try:
        with Image.open(io.BytesIO(content), formats=("PNG",)) as image:
            image.verify()
            width, height = image.size
    except (OSError, SyntaxError, ValueError):
        return "không đọc được như một hình PNG"
    if max(width, height) > _MAX_PIXELS:
        return f"rộng {width} và cao {height} điểm, nhiều nhất {_MAX_PIXELS}"
    return ""


MAX_BOUNDARIES_BYTES = 8_000_000
# Roughly where Vietnam lies, in degrees: longitude, latitude (west, south, east, north).
_ROUGHLY_VIETNAM = (101.5, 5.5, 118.5, 24.0)
# The largest coordinate of a plan that has coordinates of its own, and no degrees.
_MAX_LOCAL = 100_000.0
_CODE = re.compile(r"^ma_dinh_danh:\s*[\"']?([^\"'\s#]+)", re.MULTILINE)

Spot: TypeAlias = tuple[float, float]
Polygon: TypeAlias = tuple[tuple[Spot, ...], ...]


@dataclasses.dataclass(frozen=True)
class Boundaries:
    """The outlines of the agencies' areas, for a map.

    Attributes:
        shapes: Folder name → polygons, each an outer ring and its holes; rings are closed.
        geographic: Whether coordinates are longitude and latitude in degrees (WGS 84), and not
            those of a plan.
        digest: Hash of everything that this was read from.
        location: The file.
    """

    shapes: Mapping[str, tuple[Polygon, ...]]
    geographic: bool
    digest: str
    location: Location


class _Unusable(Exception):  # noqa: N818 - never leaves this module
    """The reason why a shape cannot be drawn, in words for people."""


def read_boundaries(agencies: Path, ids: Sequence[str]) -> tuple[Boundaries | None, list[Problem]]:
    """Read the outlines of the agencies' areas (GeoJSON), if there are any, and check each.

    Args:
        agencies: The folder of agencies.
        ids: Folder names of all agencies.

    Returns:
        The outlines, or `None` without a file or if one of them has a problem; and the problems.
    """
    path = agencies / PLACE_FOLDER / BOUNDARIES
    if not path.exists() and not path.is_symlink():
        return None, []
    location = Location(path.as_posix())
    if path.is_symlink() or path.parent.is_symlink():
        return None, [rules.SYMLINK.at(location, name=path.name)]
    try:
        return _read_outlines(path, agencies, ids)
    except _Unusable as error:
        most = MAX_BOUNDARIES_BYTES // 1_000_000
        return None, [rules.BAD_BOUNDARIES.at(location, reason=str(error), most=most)]


def _read_outlines(
    path: Path, agencies: Path, ids: Sequence[str]
) -> tuple[Boundaries | None, list[Problem]]:
    """Read the file of outlines; return them, or `None` and the problems of single shapes.

    Raises:
        _Unusable: The file as a whole cannot be used.
    """
    location = Location(path.as_posix())
    content, features = _features_in_file(path)
    shapes: dict[str, tuple[Polygon, ...]] = {}
    problems: list[Problem] = []
    codes = functools.cache(lambda: dict(_codes(agencies, ids)))
    for number, feature in enumerate(features, 1):
        try:
            polygons = tuple(_polygons(feature))
            text = _owner_of(feature)
        except _Unusable as error:
            problems.append(rules.BAD_SHAPE.at(location, number=number, reason=str(error)))
            continue
        agency = text if text in ids else codes().get(text)
        if agency is None:
            hint = did_you_mean(text, ids)
            problems.append(rules.UNKNOWN_SHAPE.at(location, number=number, text=text, hint=hint))
        else:
            shapes[agency] = shapes.get(agency, ()) + polygons
    if problems:
        return None, problems
    geographic = _is_geographic(shapes)
    digest = hashlib.blake2b(content + repr(sorted(shapes)).encode(), digest_size=16).hexdigest()
    return Boundaries(shapes, geographic, digest, location), []


def _features_in_file(path: Path) -> tuple[bytes, list[Any]]:
    """Return the bytes of a GeoJSON file and the features in it.

    Raises:
        _Unusable: It is too large or no such file.
    """
    try:
        if path.stat().st_size > MAX_BOUNDARIES_BYTES:
            raise _Unusable(f"tệp lớn hơn {MAX_BOUNDARIES_BYTES // 1_000_000} MB")
        content = path.read_bytes()
        data = json.loads(content, parse_constant=_refuse_constant)
    except (OSError, ValueError, RecursionError) as error:
        raise _Unusable("nội dung không phải JSON") from error
    if not isinstance(data, dict) or data.get("type") != "FeatureCollection":
        raise _Unusable("không có “FeatureCollection”")
    features = data.get("features")
    if not isinstance(features, list) or not features:
        raise _Unusable("không có hình nào trong “features”")
    return content, features


def _refuse_constant(text: str) -> float:
    """Refuse `NaN` and `Infinity`, which Python's JSON takes for numbers."""
    raise ValueError(text)


def _owner_of(feature: Any) -> str:  # noqa: ANN401 - anything that JSON holds
    """Return whose area a feature is: the folder or the code of an agency, as typed.

    Raises:
        _Unusable: It does not say so.
    """
    for key in ("co_quan", "ma_dinh_danh"):
        value = _value_of_key(_value_of_key(feature, "properties"), key)
        if isinstance(value, str) and value.strip():
            return value.strip()
    raise _Unusable("chưa ghi là của cơ quan nào")


def _value_of_key(value: Any, key: str) -> Any:  # noqa: ANN401 - anything that JSON holds
    """Return a value of a JSON object; `None` for anything else."""
    return value.get(key) if isinstance(value, dict) else None


def _polygons(feature: Any) -> Iterator[Polygon]:  # noqa: ANN401 - anything that JSON holds
    """Yield the polygons of a feature.

    Raises:
        _Unusable: It has none.
    """
    geometry = _value_of_key(feature, "geometry")
    kind = _value_of_key(geometry, "type")
    if kind not in ("Polygon", "MultiPolygon"):
        raise _Unusable("không phải hình vùng (Polygon, MultiPolygon)")
    coordinates = _value_of_key(geometry, "coordinates")
    polygons = [coordinates] if kind == "Polygon" else coordinates
    if not isinstance(polygons, list) or not polygons:
        raise _Unusable("không có tọa độ")
    for rings in polygons:
        if not isinstance(rings, list) or not rings:
            raise _Unusable("không có tọa độ")
        yield tuple(_ring(ring) for ring in rings)


def _ring(ring: Any) -> tuple[Spot, ...]:  # noqa: ANN401 - anything that JSON holds
    """Return a ring as pairs of coordinates.

    Raises:
        _Unusable: It is not closed.
    """
    spots = tuple(_spot(position) for position in ring) if isinstance(ring, list) else ()
    if len(spots) < 4 or spots[0] != spots[-1]:  # noqa: PLR2004 - RFC 7946, section 3.1.6
        raise _Unusable("có đường viền chưa khép kín")
    return spots


def _spot(position: Any) -> Spot:  # noqa: ANN401 - anything that JSON holds
    """Return a position as (x, y).

    Raises:
        _Unusable: These are no numbers, or too large.
    """
    if isinstance(position, list) and len(position) >= 2:  # noqa: PLR2004 - height may follow
        x, y = position[:2]
        if all(type(value) in {int, float} and abs(value) <= _MAX_LOCAL for value in (x, y)):
            return float(x), float(y)
    raise _Unusable("có tọa độ không phải số, hoặc số quá lớn")


def _is_geographic(shapes: Mapping[str, tuple[Polygon, ...]]) -> bool:
    """Tell whether all coordinates are degrees around Vietnam; else, if none is negative, they are those of a plan.

    Raises:
        _Unusable: They can be neither, or enclose no area.
    """
    rings = [ring for polygons in shapes.values() for polygon in polygons for ring in polygon]
    xs, ys = ([spot[axis] for ring in rings for spot in ring] for axis in (0, 1))
    if min(xs) == max(xs) or min(ys) == max(ys):
        raise _Unusable("các hình không có diện tích")
    west, south, east, north = _ROUGHLY_VIETNAM
    if west <= min(xs) and max(xs) <= east and south <= min(ys) and max(ys) <= north:
        return True
    if min(*xs, *ys) >= 0:
        return False
    raise _Unusable("có tọa độ nằm ngoài Việt Nam")


def _codes(agencies: Path, ids: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield (identification code, folder name) of each agency.

    Only the line of the code is read, for there are many profiles.
    """
    for agency in ids:
        try:
            text = (agencies / agency / PROFILE).read_text(encoding="utf-8")
        except (OSError, ValueError):
            continue
        match = _CODE.search(text)
        if match is not None:
            yield match[1], agency
