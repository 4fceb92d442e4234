"""Version 1 of JSON: as it always was, and what version 2 is turned into by the program shown."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys

import exported_lists
import jsonschema
import pytest

from access_info.exports import DISCLOSURE_COLUMNS, LIST_COLUMNS, schema_of_version1
from access_info.exports.dataset import Party
from access_info.exports.joined_json import province_json
from access_info.exports.json_files import json_bytes
from access_info.exports.version1 import (
    converter_text,
    province_json_of_version1,
    version1_bytes,
)
from access_info.pages.rendering.environment import load_texts

WORDS = load_texts()
MOST_LINES = 30


def file_of(kind, agency=None):
    rows = exported_lists.rows_of(kind, agency)
    return version1_bytes(exported_lists.dataset(kind, rows), rows)


@pytest.mark.parametrize("kind", LIST_COLUMNS)
def test_golden(kind):
    exported_lists.golden(f"version1/{kind.name}.json", file_of(kind))


@pytest.mark.parametrize("kind", LIST_COLUMNS)
def test_golden_schema(kind):
    schema = schema_of_version1(kind, WORDS, address="https://tinh.mau.example/s.json")
    text = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
    exported_lists.golden(f"version1/{kind.name}.schema.json", text.encode())


@pytest.mark.parametrize("name", ["lạ", "waivers", "secrecyReview"])
def test_the_schema_refuses_a_member_that_is_not_declared(name):
    check = jsonschema.Draft202012Validator(schema_of_version1(DISCLOSURE_COLUMNS, WORDS))
    data = json.loads(file_of(DISCLOSURE_COLUMNS))
    check.validate(data)
    data["items"][0][name] = "x"
    with pytest.raises(jsonschema.ValidationError):
        check.validate(data)


def test_a_provinces_file_holds_the_rows_of_all_agencies():
    agencies = [
        exported_lists.agency(),
        exported_lists.agency([]),
        exported_lists.agency(name='"items":[\n'),
    ]
    files = [file_of(DISCLOSURE_COLUMNS, agency) for agency in agencies]
    dataset = exported_lists.dataset(DISCLOSURE_COLUMNS, [], title="Cả tỉnh")
    whole = b"".join(province_json_of_version1(dataset, iter(files)))
    rows = [
        row for agency in agencies for row in exported_lists.rows_of(DISCLOSURE_COLUMNS, agency)
    ]
    assert whole == version1_bytes(dataset, rows)


def test_a_file_of_another_make_is_refused():
    dataset = exported_lists.dataset(DISCLOSURE_COLUMNS, [])
    with pytest.raises(ValueError, match="not a list"):
        list(province_json_of_version1(dataset, [b'{"items": []}']))


def converted(content, tmp_path):
    """What the program that readers are shown makes of a file, run by itself."""
    program, given = tmp_path / "doi-ve-ban-1.py", tmp_path / "cho.json"
    program.write_text(converter_text(), encoding="utf-8")
    given.write_bytes(content)
    command = [sys.executable, "-I", program, given]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


def test_the_program_is_short():
    assert len(converter_text().splitlines()) <= MOST_LINES


@pytest.mark.parametrize("kind", LIST_COLUMNS)
def test_the_program_turns_version2_into_version1(kind, tmp_path):
    rows = exported_lists.rows_of(kind)
    dataset = exported_lists.dataset(kind, rows)
    first = json.loads(version1_bytes(dataset, rows))
    schema = f"{exported_lists.SITE}/du-lieu/{kind.name}.v1.schema.json"
    content = json_bytes(dataset, rows, exported_lists.concept_address)
    assert converted(content, tmp_path) == first | {"$schema": schema}
    party = Party(name="Tỉnh Mẫu", address="")
    whole = dataclasses.replace(dataset, publisher=party)
    of_all = b"".join(province_json(whole, lambda: [content, content]))
    assert converted(of_all, tmp_path) == first | {
        "$schema": schema,
        "publisher": {"name": "Tỉnh Mẫu"},
        "items": first["items"] * 2,
    }
