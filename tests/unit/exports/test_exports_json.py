"""JSON: the envelope, the rows, the schema that describes them."""

from __future__ import annotations

import datetime
import json

import exported_lists
import jsonschema
import pytest
from assessment_cases import laws, settled
from hypothesis import given
from hypothesis import strategies as st

from access_info.exports import (
    DISCLOSURE_COLUMNS,
    LIST_COLUMNS,
    describe_fields,
    json_schema,
)
from access_info.exports.json_files import json_bytes, json_rows, province_json
from access_info.exports.law_json import law_json
from access_info.exports.tables import table_columns
from access_info.legal.raising import raised
from access_info.model.jurisdiction import Jurisdiction
from access_info.pages.rendering.translations import load_texts

WORDS = load_texts()


def file_of(kind, agency=None):
    rows = exported_lists.rows_of(kind, agency)
    return json_bytes(exported_lists.dataset(kind, rows), rows)


def validator(kind):
    schema = json_schema(kind, WORDS)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )


@pytest.mark.parametrize("kind", LIST_COLUMNS)
def test_golden(kind):
    exported_lists.golden(f"{kind.name}.json", file_of(kind))


@pytest.mark.parametrize("kind", LIST_COLUMNS)
def test_golden_schema(kind):
    schema = json_schema(kind, WORDS, address="https://tinh.mau.example/s.json")
    text = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
    exported_lists.golden(f"{kind.name}.schema.json", text.encode())


@pytest.mark.parametrize("kind", LIST_COLUMNS)
def test_files_are_as_their_schema_says(kind):
    validator(kind).validate(json.loads(file_of(kind)))
    validator(kind).validate(json.loads(file_of(kind, exported_lists.agency([], []))))


@pytest.mark.parametrize("text", exported_lists.HOSTILE)
@pytest.mark.parametrize("kind", LIST_COLUMNS)
def test_hostile_text_comes_back_unchanged(text, kind):
    agency = exported_lists.hostile(text)
    content = file_of(kind, agency)
    validator(kind).validate(json.loads(content))
    assert json_rows(content) == exported_lists.rows_of(kind, agency)


@pytest.mark.parametrize("name", ["lạ", "waivers", "secrecyReview"])
def test_the_schema_refuses_a_member_that_is_not_declared(name):
    data = json.loads(file_of(DISCLOSURE_COLUMNS))
    data["items"][0][name] = "x"
    with pytest.raises(jsonschema.ValidationError):
        validator(DISCLOSURE_COLUMNS).validate(data)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("issued", "01/9/2026"),
        ("status", {"notation": "hỏng", "prefLabel": "x"}),
        ("accessURL", ["javascript:alert(1)"]),
        ("subject", []),
        ("posting", {}),
        ("title", ""),
    ],
)
def test_the_schema_refuses_what_no_row_holds(name, value):
    data = json.loads(file_of(DISCLOSURE_COLUMNS))
    data["items"][0][name] = value
    with pytest.raises(jsonschema.ValidationError):
        validator(DISCLOSURE_COLUMNS).validate(data)


def test_a_single_row_on_each_line():
    rows = exported_lists.rows_of(DISCLOSURE_COLUMNS)
    lines = file_of(DISCLOSURE_COLUMNS).decode().splitlines()
    start = lines.index('"items":[') + 1
    objects = [json.loads(line.rstrip(",")) for line in lines[start : start + len(rows)]]
    assert objects == rows
    assert lines[start + len(rows) :] == ["]}"]


def test_the_envelope_holds_all_that_is_known_and_no_more():
    envelope = json.loads(file_of(DISCLOSURE_COLUMNS))
    del envelope["items"]
    assert envelope == {
        "$schema": "https://tinh.mau.example/du-lieu/cong-khai.schema.json",
        "schemaVersion": "1.0",
        "title": "Danh mục",
        "language": "vi",
        "publisher": {"identifier": "so-mau", "name": "Sở Mẫu"},
        "landingPage": "https://tinh.mau.example/co-quan/so-mau/cong-khai/",
        "license": "Được sử dụng lại, ghi rõ nguồn",
        "applicableLegislation": {
            "identifier": "l01",
            "name": "Luật Tiếp cận thông tin số 01/2026/QH16",
            "verification": "ban-chep",
        },
        "modified": "2026-10-21",
    }


def test_a_provinces_file_holds_the_rows_of_all_agencies():
    agencies = [
        exported_lists.agency(),
        exported_lists.agency([]),
        exported_lists.agency(name='"items":[\n'),
    ]
    files = [file_of(DISCLOSURE_COLUMNS, agency) for agency in agencies]
    dataset = exported_lists.dataset(DISCLOSURE_COLUMNS, [], title="Cả tỉnh")
    whole = b"".join(province_json(dataset, iter(files)))
    rows = [
        row for agency in agencies for row in exported_lists.rows_of(DISCLOSURE_COLUMNS, agency)
    ]
    assert whole == json_bytes(dataset, rows)
    validator(DISCLOSURE_COLUMNS).validate(json.loads(whole))


@given(st.text(), st.text())
def test_no_text_of_an_envelope_can_pass_for_rows(title, name):
    rows = [{"identifier": "1", "title": title}]
    content = json_bytes(
        exported_lists.dataset(DISCLOSURE_COLUMNS, [], title=title, name=name), rows
    )
    dataset = exported_lists.dataset(DISCLOSURE_COLUMNS, [])
    assert b"".join(province_json(dataset, [content])) == json_bytes(dataset, rows)


def test_a_file_of_another_make_is_refused():
    with pytest.raises(ValueError, match="not a list"):
        list(province_json(exported_lists.dataset(DISCLOSURE_COLUMNS, []), [b'{"items": []}']))


@pytest.mark.parametrize("kind", LIST_COLUMNS)
def test_the_documentation_names_every_member_and_every_title(kind):
    fields = {field.name: field for field in describe_fields(kind, WORDS)}
    for row in exported_lists.rows_of(kind):
        for name, value in row.items():
            assert name in fields
            assert fields[name].many == isinstance(value, list)
            members = value if isinstance(value, list) else [value]
            for member in members:
                if isinstance(member, dict):
                    assert {f"{name}.{part}" for part in member} <= set(fields)
    titles = {column.title for column in table_columns(kind, WORDS)}
    assert titles == {field.label for field in fields.values() if field.label}
    assert all(field.help_text for field in fields.values() if "." not in field.name)
    assert fields["identifier"].iri == "http://purl.org/dc/terms/identifier"
    always = {field.name for field in fields.values() if field.always}
    assert always == {"identifier", "title", "publisher", "landingPage"}
    for row in exported_lists.rows_of(kind):
        assert always <= set(row)


def test_a_law_gives_machines_what_its_pages_show_with_its_verification():
    law = laws().packs[1]
    data = json.loads(
        law_json(law, "https://tinh.mau.example/phap-luat/luat-01-2026/", laws().obligations)
    )
    assert (data["legislationIdentifier"], data["verification"]) == ("01/2026/QH16", "ban-chep")
    facts = {fact["identifier"]: fact for fact in data["facts"]}
    assert len(facts) == len(data["facts"]) > 300
    assert facts["l01-d26k2-tu-choi"] == {
        "identifier": "l01-d26k2-tu-choi",
        "text": "Bằng văn bản, nêu rõ lý do",
        "citation": "khoản 2 Điều 26",
        "verification": "ban-chep",
    }
    assert facts["l01-d17k1p1"]["novelty"] == "chua-ro"
    place = Jurisdiction.model_validate({"kiem_chung": settled(["l01-d17k1p1"])})
    raised_law = raised(laws(), place.law_checks, datetime.date(2026, 9, 1)).packs[1]
    (kind,) = [
        f
        for f in json.loads(law_json(raised_law, "", laws().obligations))["facts"]
        if "checked" in f
    ]
    assert kind["checked"] == {"role": "Sở Tư pháp", "date": "2026-08-20", "act": "Công văn"}
