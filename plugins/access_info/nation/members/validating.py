"""Whether a member's files are what our published schemas say; the validators are compiled.

jsonschema-rs judges a row of the longest list in 1.3 µs, fastjsonschema in 5.2 µs (11,200 rows, medians of
three), and it knows the draft that the schemas are of.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jsonschema_rs

from access_info.exports.describe import json_schema
from access_info.exports.json_files import JsonList
from access_info.exports.published_sets import PUBLISHED_SETS
from access_info.nation.members.bounded_json import parse_json
from access_info.nation.members.published import CATALOGUE, FOLDER, SET_NAMES
from access_info.nation.members.words import shown
from access_info.pages.rendering.translations import load_texts

_COLUMNS = {each.name: each.columns for each in PUBLISHED_SETS}
_MAJOR_VERSION = "2"
_LONGEST = 60


class InvalidFileError(Exception):
    """A file that is not as its schema says; the text says why, in Vietnamese."""


def validate(name: str, path: Path) -> None:
    """Check one file; what its schema does not name may be there, and later minor versions are read.

    Args:
        name: Its path below the member's root.
        path: Where it is.

    Raises:
        InvalidFileError: It does not fit.
    """
    set_name = set_of(name)
    try:
        if set_name:
            _validate_list(set_name, name, path)
        elif name == CATALOGUE and not isinstance(parse_json(path.read_bytes()), dict):
            raise InvalidFileError(f"tệp {name} không phải danh mục DCAT")
    except (ValueError, RecursionError):
        raise InvalidFileError(f"tệp {name} không phải JSON đọc được, hoặc quá lớn") from None


def set_of(name: str) -> str:
    """Return the set that a file has rows of; "" if it has none."""
    file = name.removeprefix(FOLDER)
    if file.endswith(".phan.json"):
        return ""
    stem = file.partition(".")[0].partition("-phan-")[0]
    return stem if stem in SET_NAMES else ""


def _validate_list(set_name: str, name: str, path: Path) -> None:
    with path.open("rb") as file:
        listed = JsonList(file, parse_json)
        _check_version(listed.head, name)
        validators = _validators(set_name)
        if (place := _wrong(validators.head, {**listed.head, "items": []})) is not None:
            raise InvalidFileError(f"tệp {name}: phần đầu {place}")
        expanded = listed.expansion()
        for number, row in enumerate(listed.written(), 1):
            if (place := _wrong(validators.row, row)) is not None:
                raise InvalidFileError(f"tệp {name}: dòng dữ liệu thứ {number} {place}")
            try:
                expanded(row)
            except KeyError as code:
                text = shown(str(code.args[0]), _LONGEST)
                raise InvalidFileError(
                    f"tệp {name}: dòng dữ liệu thứ {number} có mã “{text}” mà phần đầu không giải thích"
                ) from None


def _check_version(head: Mapping[str, Any], name: str) -> None:
    """Raise `InvalidFileError` if the first number of a file's version is not the one that is read."""
    version = str(head.get("schemaVersion", ""))
    major = version.partition(".")[0]
    if major != _MAJOR_VERSION:
        newer = major.isdigit() and int(major) > int(_MAJOR_VERSION)
        cure = (
            "trang dùng bộ dựng mới hơn thì nâng cấp access-info ở đây"
            if newer
            else "tỉnh ấy cần nâng cấp bộ dựng rồi đăng lại"
        )
        raise InvalidFileError(
            f"tệp {name} theo bản {shown(version, _LONGEST) or '(không ghi)'} của dữ liệu, chương trình này chỉ đọc "
            f"được bản {_MAJOR_VERSION}; {cure}"
        )


def _wrong(validator: jsonschema_rs.Draft202012Validator, value: Any) -> str | None:  # noqa: ANN401 - JSON
    """Say where a value does not fit; `None` if it does."""
    if validator.is_valid(value):
        return None
    error = next(iter(validator.iter_errors(value)), None)
    places = [str(each) for each in error.instance_path] if error is not None else []
    where = f" ở “{shown('.'.join(places), _LONGEST)}”" if places else ""
    return f"không đúng lược đồ{where}"


@dataclasses.dataclass(frozen=True)
class _Validators:
    """What judges the files of a set.

    Attributes:
        head: Judges all but the rows.
        row: Judges one row.
    """

    head: jsonschema_rs.Draft202012Validator
    row: jsonschema_rs.Draft202012Validator


@functools.cache
def _validators(name: str) -> _Validators:
    """Compile what judges a set, once in a process."""
    schema = _opened(json_schema(_COLUMNS[name], load_texts()))
    properties = schema["properties"]
    properties.pop("schemaVersion")
    # A whole jurisdiction's file leaves nothing to others, as those of its agencies may.
    schema["required"] += (schema.pop("anyOf", None) or [{"required": []}])[0]["required"]
    row = properties["items"].pop("items")
    return _Validators(
        jsonschema_rs.Draft202012Validator(schema), jsonschema_rs.Draft202012Validator(row)
    )


def _opened(schema: Any) -> Any:  # noqa: ANN401 - JSON
    """Return a schema that lets in what it does not name: later minor versions have it."""
    if isinstance(schema, list):
        return [_opened(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        name: _opened(value)
        for name, value in schema.items()
        if not (name == "additionalProperties" and value is False)
    }
