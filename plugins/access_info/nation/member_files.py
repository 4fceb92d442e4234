"""The files of a member: which are used, whether they fit our schemas, and their rows made safe to use.

jsonschema-rs judges a row of the longest list in 1.3 µs, fastjsonschema in 5.2 µs (11,200 rows, medians of
three), and it knows the draft that the schemas are of.
"""

from __future__ import annotations

import contextlib
import functools
import json
import math
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import urljoin, urlsplit

import jsonschema_rs

from access_info.exports.columns import ExportColumn, ListColumns, Shape
from access_info.exports.describe import json_schema
from access_info.exports.formats import parts_file, shared_file
from access_info.exports.json_files import BadListError, JsonList
from access_info.exports.published_sets import PUBLISHED_SETS
from access_info.exports.rows import Row
from access_info.exports.set_columns import AGENCY_COLUMNS
from access_info.model.items import DISCLOSURE
from access_info.model.types import MAX_TEXT, is_web_address
from access_info.nation.copies import MemberCopy
from access_info.pages.rendering.environment import load_texts

# Addresses that a member's data hold: its own pages lie below its address, whatever the data say.

_MAX_ADDRESS = 2_000
# Steps upwards, also as browsers read them: `/../`, `/%2e%2E/`.
_UPWARDS = re.compile(r"/(?:\.|%2e){1,2}(?:[/?#]|$)", re.IGNORECASE)
# Plain addresses, which nearly all are and which are safe without parsing: `https://mau.example/van-ban/05-kh#a`.
# That no step begins with a dot (`/.`) is tested apart.
_PLAIN = re.compile(r"https?://[a-z0-9][a-z0-9.-]*/[\w\-~!$&'()*+,;=:@?#/.]*", re.ASCII)


class MemberAddresses:
    """Makes the addresses in a member's data absolute and drops those that must not be linked to.

    Attributes:
        url: The member's own address, with a final slash.
    """

    def __init__(self, url: str, base: str = "") -> None:
        """Remember the member's address.

        Args:
            url: Its address, with a final slash.
            base: The `@base` of its data, to which addresses in them are relative; "" without one.
        """
        self.url = url
        self._base = base if is_web_address(base) else ""

    def own(self, address: object) -> str:
        """Return an absolute address of one of the member's own pages; for any other its root.

        So a row's link never leads to a site of somebody else.
        """
        text = self.safe_address(address)
        return text if text.startswith(self.url) else self.url

    def safe_address(self, address: object) -> str:
        """Return an address in the member's data, of any site, as an absolute one that is safe to link to.

        It is resolved against the data's base; an address below that base is moved to where the member
        is really served. "" for what is no text, too long, malformed or no web address, climbs upwards
        (`/../`) or holds a user's name or invisible characters.
        """
        if not isinstance(address, str) or len(address) > _MAX_ADDRESS:
            return ""
        # Nearly all are plain, which is quickly seen.
        if _PLAIN.fullmatch(address) and "/." not in address:
            return self._moved(address)
        try:
            text = self._moved(urljoin(self._base or self.url, address))
            parts = urlsplit(text)
        except ValueError:
            return ""
        if not is_web_address(text) or not text.isprintable() or _UPWARDS.search(parts.path):
            return ""
        return text if parts.hostname and parts.username is None else ""

    def _moved(self, address: str) -> str:
        """Return an address with the site's stated base replaced by the member's real address.

        A member's site may have been built for another address than it is served at.
        """
        if self._base and address.startswith(self._base):
            return self.url + address[len(self._base) :]
        return address


# Text that may come from anyone, made safe to show: without invisible characters, and of limited length.

# Control characters but tab and line feed, marks that turn the direction of writing (UAX #9), separators of
# lines, surrogates, and code points that are no characters. Joiners of Khmer letters stay.
_OUT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ufdd0-\ufdef"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


def shown(text: str, most: int = MAX_TEXT) -> str:
    """Return a text safe to show: cut, and without invisible or direction-turning characters.

    Args:
        text: The text.
        most: The most characters it may have; by default no field of our generator has more.
    """
    clean = _OUT.sub("", text) if _OUT.search(text) else text
    return clean if len(clean) <= most else f"{clean[: most - 1]}…"


# JSON that may come from anyone: parsed only as far as its size lets memory be foreseen.

# A value takes about a hundred bytes in memory, whatever it takes in a file: `[],[],[]`.
_MAX_VALUES = 1_000_000
_MAX_BYTES = 32_000_000
# Each value is preceded by one of these, so that counting them bounds the number of values.
_MARKS = (b",", b"[", b"{")


def parse_json(text: bytes) -> Any:  # noqa: ANN401 - whatever it is
    """Parse JSON of a member, which may be anything, in bounded memory.

    Raises:
        ValueError: It is no JSON, is longer or has more values than a file of our generator can
            have, is nested too deep, or holds `NaN` or `Infinity`.
    """
    if len(text) > _MAX_BYTES or sum(map(text.count, _MARKS)) > _MAX_VALUES:
        raise ValueError("too much")
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except RecursionError:
        raise ValueError("nested too deep") from None


def _refuse_constant(name: str) -> None:
    """Raise for `NaN` and `Infinity`, which Python's parser takes though JSON has no such numbers."""
    raise ValueError(f"{name} is no number of JSON")


# Which files of a member are used, and how they are called: as `exports.published_sets` names them.

FOLDER = "tai-ve/"
CATALOGUE = "danh-muc.jsonld"
SET_NAMES = tuple(each.name for each in PUBLISHED_SETS)
# Without any of these a member shows nothing; a list is only there while it has rows.
NEEDED: tuple[str, ...] = (AGENCY_COLUMNS.name, DISCLOSURE)
# `../co-quan/xa-mau-hoa/tai-ve/cong-khai.json`; not `../../etc/passwd`.
_PART = re.compile(r"\.\./(co-quan/[a-z0-9-]{1,80}/tai-ve/([a-z-]+)\.json)", re.ASCII)


def parts_path(name: str) -> str:
    """Return the path of the file that lists the parts of a divided set: `tai-ve/cong-khai.phan.json`."""
    return f"{FOLDER}{parts_file(name)}"


def used_paths(files: Mapping[str, Path]) -> Iterator[str]:
    """Yield the path of every file that the national site uses, of those that a member lists.

    Args:
        files: Path below the member's root → where the file is, or will be. Files that list the
            parts of a set must be there: they are read.

    Raises:
        ValueError: A file that lists the parts of a set is not valid, or lists one that is not there.
    """
    if CATALOGUE in files:
        yield CATALOGUE
    for name in SET_NAMES:
        if parts_path(name) in files:
            yield parts_path(name)
        paths = set_paths(name, files)
        yield from paths
        shared = f"{FOLDER}{shared_file(name)}"
        if shared in files and any(not path.startswith(FOLDER) for path in paths):
            yield shared


def set_paths(name: str, files: Mapping[str, Path]) -> list[str]:
    """Return the paths of the files with the rows of a set, in order; none if there is no such set.

    A large list is published in the files of its agencies alone.

    Args:
        name: The set's name.
        files: Path below the member's root → where the file is.

    Raises:
        ValueError: The file that lists the parts is not valid, or lists a part that is not there.
    """
    if parts_path(name) in files:
        data = parse_json(files[parts_path(name)].read_bytes())
        entries = data.get("distribution") if isinstance(data, dict) else None
        if not isinstance(entries, list):
            raise BadListError("no list of parts")
        names = [str(entry.get("downloadURL")) for entry in entries if isinstance(entry, dict)]
        matches = filter(None, map(_PART.fullmatch, dict.fromkeys(names)))
        if parts := [match[1] for match in matches if match[2] == name]:
            if not all(part in files for part in parts):
                raise BadListError("a part that is not there")
            return parts
    whole = f"{FOLDER}{name}.json"
    return [whole] if whole in files else []


@contextlib.contextmanager
def opened_list(path: str, files: Mapping[str, Path]) -> Iterator[tuple[JsonList, str]]:
    """Open a file with rows of a set; its head then also holds what agencies' files only refer to.

    Args:
        path: Its path below the member's root.
        files: Path below the member's root → where the file is.

    Yields:
        The file, and the `@base` of the member's whole site, or "".

    Raises:
        ValueError: It is no list, or what it refers to is not there.
    """
    with files[path].open("rb") as file:
        listed = head = JsonList(file, parse_json)
        if not path.startswith(FOLDER):
            shared = f"{FOLDER}{shared_file(set_of(path))}"
            if shared not in files:
                raise BadListError("a shared head that is not there")
            with files[shared].open("rb") as shared_content:
                head = JsonList(shared_content, parse_json)
            listed.head = {**head.head, **listed.head}
        context = head.head.get("@context")
        yield listed, str(context.get("@base") or "") if isinstance(context, dict) else ""


# Rows that may hold anything → rows whose values have the shapes of their columns, as plain data.

Maker: TypeAlias = Callable[[Any], Any]
# More numbers than a count, days or đồng can have.
_MAX_NUMBER = 1e15
_MAX_ENTRIES = 1_000
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)
# Columns of shape “text” that hold a web address.
_WEB_TEXTS = frozenset({"url"})


def text_of(value: object) -> str:
    """Return a value that is a text, safe to show; "" for any other value."""
    return shown(value) if isinstance(value, str) else ""


class SafeRows:
    """Makes the rows of one file safe to use: only known columns, with values of the columns' shapes."""

    def __init__(self, kind: ListColumns, addresses: MemberAddresses) -> None:
        """Choose for each column the function that makes its values safe.

        Args:
            kind: The columns of the set.
            addresses: Makes addresses of the member's pages absolute.
        """
        self._addresses = addresses
        self._makers = {column.name: self._maker(column) for column in kind.columns}
        self._root = addresses.url
        self._has_address = "landingPage" in self._makers

    def row(self, row: Mapping[str, Any]) -> Row:
        """Return a row with its known columns only; values of the wrong shape are left out."""
        safe: Row = {}
        for name, value in row.items():
            make = self._makers.get(name)
            # 0 is a number like any other; every other empty value means: of the wrong shape.
            if make is not None and ((safe_value := make(value)) or safe_value == 0):
                safe[name] = safe_value
        if self._has_address:
            safe.setdefault("landingPage", self._root)
        return safe

    def _maker(self, column: ExportColumn) -> Maker:
        """Return the function that makes a value safe for a column.

        It returns something empty (or `None`) for a value that has not the column's shape.
        """
        shape: Shape = column.shape
        if column.name in _WEB_TEXTS:
            return _web_text
        member_object = _object_of(*[part.name for part in column.parts])
        makers: dict[Shape, Maker] = {
            "text": text_of,
            "number": _number,
            "day": _day,
            "partial-day": _day,
            "address": self._addresses.own,
            "object": member_object,
            "concept": _concept,
            "links": _many(self._addresses.safe_address),
            "files": _many(self._addresses.safe_address),
            "pages": _many(self._addresses.own),
            "places": _many(text_of),
            "texts": _many(text_of),
            "concepts": _many(_concept),
            "counts": _many(_counted),
            "objects": _many(member_object),
        }
        return makers[shape]


def _number(value: object) -> float | None:
    """Return a finite number from 0 up; `None` for any other value."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if math.isfinite(value) and 0 <= value <= _MAX_NUMBER else None


def _day(value: object) -> str:
    """Return an ISO day, month or year; "" for any other value."""
    return value if isinstance(value, str) and _DAY.fullmatch(value) else ""


def _web_text(value: object) -> str:
    """Return a value that is a web address, as a text safe to show; "" for any other value."""
    text = text_of(value)
    return text if is_web_address(text) else ""


def _counted(value: object) -> dict[str, str]:
    """Return a concept with its count; empty if the count is no number."""
    counted = _count_of(value)
    return counted if counted.get("count", "").isdecimal() else {}


def _object_of(*members: str) -> Callable[[object], dict[str, str]]:
    """Return a function that reduces a value to an object with these members, all of them texts.

    Equal objects are made once and shared: the same few concepts stand in many rows.
    """

    @functools.lru_cache(maxsize=2_048)
    def object_of(*texts: str) -> dict[str, str]:
        """Return the object with these texts as its members; empty texts are left out."""
        pairs = zip(members, map(shown, texts), strict=True)
        return {name: text for name, text in pairs if text}

    def make(value: object) -> dict[str, str]:
        """Return the shared object of a value's members; empty if the value is no object."""
        if not isinstance(value, Mapping):
            return {}
        texts = [value.get(name) for name in members]
        # Cut before the cache holds them, as they may be of any length; one character more than
        # allowed, so that `shown` still sees that they are too long.
        return object_of(*[text[: MAX_TEXT + 1] if isinstance(text, str) else "" for text in texts])

    return make


_concept = _object_of("notation", "prefLabel")
_count_of = _object_of("notation", "prefLabel", "count")


def _many(make: Maker) -> Maker:
    """Return a function that makes the entries of a list safe, each by another function.

    Empty entries are left out; a value that is no list gives an empty one.
    """

    def make_all(value: object) -> list[Any]:
        """Return the safe entries of a list, the first thousand at most."""
        if not isinstance(value, list):
            return []
        return [entry for each in value[:_MAX_ENTRIES] if (entry := make(each))]

    return make_all


# The rows of a member's good copy, made safe to use: known columns of known shapes, and nothing else.

_COLUMNS = {each.name: each.columns for each in PUBLISHED_SETS}


class MemberSets:
    """The sets of data in a member's copy, read as rows that are safe to use.

    Attributes:
        copy: The copy.
    """

    def __init__(self, copy: MemberCopy) -> None:
        """Remember the copy; nothing is read yet."""
        self.copy = copy

    def rows(self, name: str) -> Iterator[Row]:
        """Yield the rows of a set, in the form in which this program itself makes them for export.

        Nothing is yielded if the member has no such set.
        Whatever the file held, a row has only columns that we know, of the shapes that they have;
        `landingPage` is an address below the member's own. Text is text: it must still be escaped.
        Rows share what is equal in them, as concepts: nothing of a row may be changed.

        Args:
            name: `cong-khai`, `co-dieu-kien`, `co-quan`, `thong-ke`, `tinh-trang`, `dinh-chinh` or
                `phap-luat`.
        """
        for path in set_paths(name, self._files):
            with opened_list(path, self._files) as (listed, base):
                addresses = MemberAddresses(self.copy.state.url, base)
                yield from map(SafeRows(_COLUMNS[name], addresses).row, listed.rows())

    def stated(self, name: str, key: str) -> str:
        """Return a text that is stated of a whole set, above its rows, safe to show; "" if there is none.

        Args:
            name: The set.
            key: The key in the head: `modified`.
        """
        for path in set_paths(name, self._files)[:1]:
            if parts_path(name) in self._files:
                return text_of(parse_json(self._files[parts_path(name)].read_bytes()).get(key))
            with opened_list(path, self._files) as (listed, _):
                return text_of(listed.head.get(key))
        return ""

    @functools.cached_property
    def _files(self) -> Mapping[str, Path]:
        """The member's files by path below its root; none of a member that is not shown."""
        state = self.copy.state
        return {path: self.copy.folder / path for path in state.files if state.is_shown}


# Whether a member's files fit our published schemas; the validators are compiled.

# The first number of the version that files must have.
_VERSION = "2"
_MAX_QUOTE = 60


class InvalidFileError(Exception):
    """A file does not fit its schema; the text says why, in Vietnamese."""


def validate(name: str, files: Mapping[str, Path]) -> None:
    """Check one file of a member against the schema of its kind.

    Members that the schema does not name are allowed: later minor versions may have them.

    Args:
        name: Its path below the member's root.
        files: Path below the member's root → where the file is.

    Raises:
        InvalidFileError: The file does not fit.
    """
    set_name = set_of(name)
    try:
        if set_name:
            _validate_list(set_name, name, files)
        elif name == CATALOGUE and not isinstance(parse_json(files[name].read_bytes()), dict):
            raise InvalidFileError(f"tệp {name} không phải danh mục DCAT")
    except (ValueError, RecursionError):
        raise InvalidFileError(f"tệp {name} không phải JSON đọc được, hoặc quá lớn") from None


def set_of(name: str) -> str:
    """Return the set whose rows a file holds, by its name: `co-quan/xa-mau/tai-ve/thong-ke.json` → `thong-ke`.

    It is "" for files without rows of a set.
    """
    stem = name.rpartition(FOLDER)[2].removesuffix(".json")
    return stem if stem in SET_NAMES else ""


def _validate_list(set_name: str, name: str, files: Mapping[str, Path]) -> None:
    """Check a file with rows of a set: its version, its head, and each of its rows.

    Raises:
        InvalidFileError: Something does not fit, or a row has a code that the head does not explain.
    """
    with opened_list(name, files) as (listed, _):
        _check_version(listed.head, name)
        head_validator, row_validator = _validators(set_name)
        if (place := _wrong(head_validator, {**listed.head, "items": []})) is not None:
            raise InvalidFileError(f"tệp {name}: phần đầu {place}")
        expanded = listed.expansion()
        for number, row in enumerate(listed.written(), 1):
            if (place := _wrong(row_validator, row)) is not None:
                raise InvalidFileError(f"tệp {name}: dòng dữ liệu thứ {number} {place}")
            try:
                expanded(row)
            except KeyError as code:
                text = shown(str(code.args[0]), _MAX_QUOTE)
                raise InvalidFileError(
                    f"tệp {name}: dòng dữ liệu thứ {number} có mã “{text}” mà phần đầu không giải thích"
                ) from None


def _check_version(head: Mapping[str, Any], name: str) -> None:
    """Raise if a file is of another main version of our data format than this program reads.

    Raises:
        InvalidFileError: Its main version is another.
    """
    version = str(head.get("schemaVersion", ""))
    if version.partition(".")[0] != _VERSION:
        cure = (
            "tỉnh ấy cần nâng cấp bộ dựng rồi đăng lại"
            if version.startswith("1.")
            else "trang dùng bộ dựng mới hơn thì nâng cấp access-info ở đây"
        )
        raise InvalidFileError(
            f"tệp {name} theo bản {shown(version, _MAX_QUOTE) or '(không ghi)'} của dữ liệu, chương trình này chỉ đọc "
            f"được bản {_VERSION}; {cure}"
        )


def _wrong(validator: jsonschema_rs.Draft202012Validator, value: Any) -> str | None:  # noqa: ANN401 - JSON
    """Say where a value does not fit its schema, as the end of a sentence; `None` if it fits."""
    if validator.is_valid(value):
        return None
    error = next(iter(validator.iter_errors(value)), None)
    places = [str(each) for each in error.instance_path] if error is not None else []
    where = f" ở “{shown('.'.join(places), _MAX_QUOTE)}”" if places else ""
    return f"không đúng lược đồ{where}"


@functools.cache
def _validators(
    name: str,
) -> tuple[jsonschema_rs.Draft202012Validator, jsonschema_rs.Draft202012Validator]:
    """Return the validators of a set's head and of one of its rows, compiled once in a process.

    They are apart so that rows can be checked one by one while a large file is read.
    """
    schema = _without_closed_objects(json_schema(_COLUMNS[name], load_texts()))
    properties = schema["properties"]
    properties.pop("schemaVersion")  # `_check_version` says more plainly what is wrong
    # The published schema allows (`anyOf`) that an agency's file leaves some members out, as the file of the
    # whole jurisdiction has them. A member of the nation publishes the latter: it must have them.
    schema["required"] += (schema.pop("anyOf", None) or [{"required": []}])[0]["required"]
    row = properties["items"].pop("items")
    return jsonschema_rs.Draft202012Validator(schema), jsonschema_rs.Draft202012Validator(row)


def _without_closed_objects(schema: Any) -> Any:  # noqa: ANN401 - JSON
    """Return a copy of a schema that allows members it does not name, as later minor versions have."""
    if isinstance(schema, list):
        return [_without_closed_objects(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        name: _without_closed_objects(value)
        for name, value in schema.items()
        if not (name == "additionalProperties" and value is False)
    }
