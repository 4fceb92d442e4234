"""JSON: the envelope, the rows, the schema that describes them."""

from __future__ import annotations

import dataclasses
import datetime
import json

import exported_lists
import jsonschema
import pytest
from assessment_cases import laws, settled
from hypothesis import given
from hypothesis import strategies as st
from list_rows import json_rows

from access_info.exports.columns import DISCLOSURE_COLUMNS, LIST_COLUMNS
from access_info.exports.dataset import Concepts, Party
from access_info.exports.describe import describe_fields, json_schema
from access_info.exports.json_files import (
    concept_columns,
    json_bytes,
    json_count,
    province_json,
    row_lines,
    shared_json,
)
from access_info.exports.set_rows import law_json
from access_info.exports.tables import table_columns
from access_info.legal.framework import raised
from access_info.model.jurisdiction import Jurisdiction
from access_info.pages.rendering.environment import load_texts

WORDS = load_texts()


def file_of(kind, agency=None):
    rows = exported_lists.rows_of(kind, agency)
    dataset = exported_lists.dataset(kind, rows, name=agency.profile.name if agency else "Sở Mẫu")
    return json_bytes(dataset, rows, exported_lists.concept_address)


def dataset_of_all(kind=DISCLOSURE_COLUMNS, *, site=f"{exported_lists.SITE}/"):
    dataset = exported_lists.dataset(kind, [], title="Cả tỉnh")
    party = Party(name="Tỉnh Mẫu", address="")
    return dataclasses.replace(dataset, publisher=party, site=site)


def whole_of(files, dataset=None):
    return b"".join(province_json(dataset or dataset_of_all(), lambda: iter(files)))


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
@pytest.mark.parametrize("member", ["}", '},{"@id":', [{"@id": "a"}, {"@id": "b"}]])
def test_a_row_is_a_line_whatever_it_holds(kind, member):
    rows = [{**row, "further": member} for row in exported_lists.rows_of(kind, None)]
    lines = row_lines(exported_lists.dataset(kind, rows), rows).lines
    assert len(lines) == len(rows) > 1
    assert all(json.loads(line)["further"] == member for line in lines)


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
    rows = exported_lists.rows_of(kind, agency)
    assert json_rows(content) == rows
    whole = whole_of([content, content], dataset_of_all(kind))
    assert json_rows(whole) == [*rows, *rows]
    assert json_count(whole) == 2 * len(rows)


@pytest.mark.parametrize("name", ["mới", "orgIdentifier"])
def test_the_schema_allows_additions_and_says_so(name):
    data = json.loads(file_of(DISCLOSURE_COLUMNS))
    data[name] = data["items"][0][name] = data["publisher"][name] = "x"
    data["schemaVersion"] = "2.7"
    data["items"][0]["status"] = "mã-thêm-sau"
    validator(DISCLOSURE_COLUMNS).validate(data)
    assert "để ngỏ" in json_schema(DISCLOSURE_COLUMNS, WORDS)["description"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("issued", "01/9/2026"),
        ("status", {"notation": "con-hieu-luc", "prefLabel": "x"}),
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


def test_the_schema_refuses_another_version():
    data = json.loads(file_of(DISCLOSURE_COLUMNS)) | {"schemaVersion": "3.0"}
    with pytest.raises(jsonschema.ValidationError):
        validator(DISCLOSURE_COLUMNS).validate(data)


def test_a_single_row_on_each_line_with_codes_and_a_short_address():
    rows = exported_lists.rows_of(DISCLOSURE_COLUMNS)
    lines = file_of(DISCLOSURE_COLUMNS).decode().splitlines()
    start = lines.index('"items":[') + 1
    objects = [json.loads(line.rstrip(",")) for line in lines[start : start + len(rows)]]
    assert [each["@id"] for each in objects] == [f"#{row['identifier']}" for row in rows]
    assert all("publisher" not in each and "landingPage" not in each for each in objects)
    assert objects[0]["subject"] == ["l01-d17k1c3", "l104-d17k1a"]
    # The clerk's own words are in no table.
    assert objects[0]["disclosureForm"] == ["cong-tttdt", "Loa phường"]
    assert objects[0]["status"] == "con-hieu-luc"
    assert lines[start + len(rows) :] == ["]}"]


def test_the_envelope_holds_all_that_is_known_and_no_more():
    envelope = json.loads(file_of(DISCLOSURE_COLUMNS))
    del envelope["items"]
    concepts = envelope.pop("concepts")
    assert envelope == {
        "$schema": "https://tinh.mau.example/du-lieu/cong-khai.schema.json",
        "schemaVersion": "2.0",
        "@context": {"@base": "https://tinh.mau.example/co-quan/so-mau/cong-khai/"},
        "title": "Danh mục",
        "language": "vi",
        "publisher": {"@id": "/co-quan/so-mau/", "identifier": "so-mau", "name": "Sở Mẫu"},
        "landingPage": "https://tinh.mau.example/co-quan/so-mau/cong-khai/",
        "license": "Được sử dụng lại, ghi rõ nguồn",
        "applicableLegislation": {
            "identifier": "l01",
            "name": "Luật Tiếp cận thông tin số 01/2026/QH16",
            "verification": "ban-chep",
        },
        "modified": "2026-10-21",
    }
    assert list(concepts) == ["subject", "disclosureForm", "accrualPeriodicity", "status"]
    assert concepts["status"]["da-rut"] == {
        "@id": "/phap-luat/status/#da-rut",
        "prefLabel": "Đã rút",
    }
    assert concepts["accrualPeriodicity"] == {"khi-co-thay-doi": {"prefLabel": "Khi có thay đổi"}}


def test_a_provinces_file_holds_the_rows_of_all_agencies_and_names_them():
    agencies = [
        exported_lists.agency(),
        exported_lists.agency([]),
        exported_lists.agency(name='"items":[\n{"@id":"#'),
    ]
    whole = whole_of([file_of(DISCLOSURE_COLUMNS, agency) for agency in agencies])
    data = json.loads(whole)
    validator(DISCLOSURE_COLUMNS).validate(data)
    rows = [
        row for agency in agencies for row in exported_lists.rows_of(DISCLOSURE_COLUMNS, agency)
    ]
    read = json_rows(whole)
    # All of them are called `so-mau`: the last name stands.
    name = agencies[-1].profile.name
    assert read == [row | {"publisher": {"identifier": "so-mau", "name": name}} for row in rows]
    assert data["publishers"] == {"so-mau": {"@id": "/co-quan/so-mau/", "name": name}}
    assert data["items"][0]["@id"] == "co-quan/so-mau/cong-khai/#2026-001"
    assert all(each["publisher"] == "so-mau" for each in data["items"])
    assert data["concepts"] == json.loads(file_of(DISCLOSURE_COLUMNS))["concepts"]


def test_a_site_that_does_not_know_its_address_has_addresses_below_its_root():
    rows = [
        row | {"landingPage": row["landingPage"].removeprefix(f"{exported_lists.SITE}/")}
        for row in exported_lists.rows_of(DISCLOSURE_COLUMNS)
    ]
    dataset = dataclasses.replace(
        exported_lists.dataset(DISCLOSURE_COLUMNS, rows),
        site="",
        landing_page="co-quan/so-mau/cong-khai/",
    )
    content = json_bytes(dataset, rows)
    assert json_rows(content) == rows
    whole = whole_of([content], dataset_of_all(site=""))
    assert json_rows(whole) == rows
    assert json.loads(whole)["items"][0]["@id"] == "co-quan/so-mau/cong-khai/#2026-001"
    assert "@context" not in json.loads(whole)


@given(st.text(), st.text(min_size=1), st.text())
def test_no_text_of_an_envelope_or_row_can_pass_for_a_row(title, name, words):
    address = f"{exported_lists.SITE}/co-quan/so-mau/cong-khai/#1"
    publisher = {"identifier": "so-mau", "name": name}
    rows = [
        {"identifier": "1", "title": title, "publisher": publisher, "landingPage": address}
        | ({"disclosureForm": [{"prefLabel": words}]} if words else {})
    ] * 2
    dataset = exported_lists.dataset(DISCLOSURE_COLUMNS, [], title=title, name=name)
    content = json_bytes(dataset, rows)
    assert json_rows(content) == rows
    assert json_rows(whole_of([content])) == rows


@pytest.mark.parametrize(
    "content", [b'{"items": []}', b'{"schemaVersion":"1.0",\n"items":[\n\n]}\n']
)
def test_a_file_of_another_make_is_refused(content):
    with pytest.raises(ValueError, match="not a list"):
        whole_of([content])


@pytest.mark.parametrize("kind", LIST_COLUMNS)
def test_the_documentation_names_every_member_and_every_title(kind):
    fields = {field.name: field for field in describe_fields(kind, WORDS)}
    data = json.loads(file_of(kind))
    for row in data["items"]:
        for name, value in row.items():
            assert fields[name].many == isinstance(value, list)
            if isinstance(value, dict):
                assert {f"{name}.{part}" for part in value} <= set(fields)
    for column in data["concepts"]:
        assert f"concepts.{column}.prefLabel" in fields
    titles = {column.title for column in table_columns(kind, WORDS)}
    assert titles == {field.label for field in fields.values() if field.label}
    assert all(field.help_text for field in fields.values() if "." not in field.name)
    assert fields["identifier"].iri == "http://purl.org/dc/terms/identifier"
    assert (fields["publisher"].label, fields["publishers.name"].label) == ("Mã cơ quan", "Cơ quan")
    always = {field.name for field in fields.values() if field.always}
    assert always == {"identifier", "title", "publisher", "@id"}
    for row in data["items"]:
        # The publisher stands above, the identifier in the address.
        assert always - {"publisher", "identifier"} <= set(row)
        assert row["@id"].startswith("#")


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


def test_what_all_agencies_files_share_stands_at_one_address():
    rows = exported_lists.rows_of(DISCLOSURE_COLUMNS)
    dataset = exported_lists.dataset(DISCLOSURE_COLUMNS, rows)
    named = dataclasses.replace(dataset, shared="tai-ve/cong-khai.chung.json")
    content, alone = json_bytes(named, rows), json.loads(file_of(DISCLOSURE_COLUMNS))
    concepts = Concepts(laws())
    labels = {name: concepts.labels(name) for name in concept_columns(DISCLOSURE_COLUMNS)}
    shared_content = shared_json(dataset_of_all(), labels, exported_lists.concept_address)
    shared = json.loads(shared_content)
    data = json.loads(content)
    assert data["shared"] == "/tai-ve/cong-khai.chung.json"
    assert not {"concepts", "license", "language", "applicableLegislation"} & data.keys()
    for each in (data, shared):
        assert each.keys() <= validator(DISCLOSURE_COLUMNS).schema["properties"].keys()
    assert shared["items"] == []
    assert json_rows(content, shared) == rows
    whole = b"".join(province_json(dataset_of_all(), lambda: iter([content]), shared))
    assert json_rows(whole) == rows
    # Of all codes it has those that rows name, with the same words and addresses.
    assert json.loads(whole)["concepts"] == alone["concepts"]


@pytest.mark.parametrize("kind", LIST_COLUMNS)
def test_every_code_that_a_list_may_hold_has_words(kind):
    concepts = Concepts(laws())
    for column in concept_columns(kind):
        labels = concepts.labels(column)
        assert len(labels) > 3
        assert all(words and words != code for code, words in labels.items())
