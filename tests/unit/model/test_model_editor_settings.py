"""What an editor shows while data are typed: schemas found, fields explained, choices offered."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from access_info.cli.generated import json_choices
from access_info.model.derived import FILE_KINDS, json_schemas, record_of, sample_files
from access_info.model.fields import Record, fields_of

ROOT = Path(__file__).parents[3]
AGENCIES = ROOT / "agencies"
SETTINGS = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))
SCHEMAS = json_schemas(json_choices())
DEMO = sorted(path for path in AGENCIES.rglob("*.yml") if "_mau" not in path.parts)


def _matches(pattern: str, path: str) -> bool:
    """A pattern as editors read it: `*` stands for a part of one name."""
    return re.fullmatch(re.escape(pattern).replace(r"\*", "[^/]*"), path) is not None


@pytest.mark.parametrize("path", DEMO, ids=lambda path: path.relative_to(AGENCIES).as_posix())
def test_every_data_file_has_its_schema(path):
    name = path.relative_to(ROOT).as_posix()
    matching = [
        schema
        for schema, patterns in SETTINGS["yaml.schemas"].items()
        if any(_matches(pattern, name) for pattern in patterns)
    ]
    [kind] = [
        kind
        for kind in FILE_KINDS
        if kind.record is record_of(path.relative_to(AGENCIES).as_posix())
    ]
    assert matching == [f"./agencies/_mau/schema/{kind.name}.json"]
    assert (ROOT / matching[0]).is_file()


def test_no_other_yaml_of_the_repository_is_taken_for_data():
    patterns = [path for each in SETTINGS["yaml.schemas"].values() for path in each]
    others = ["mkdocs.yml", ".github/workflows/pages.yml", "plugins/access_info/locale/vi.yml"]
    others += ["agencies/so-mau/tep/co-quan.yml", "agencies/README.yml"]
    assert [name for name in others for pattern in patterns if _matches(pattern, name)] == []


def test_a_sample_names_its_schema_also_as_a_copy(tmp_path):
    agencies = tmp_path / "agencies"
    shutil.copytree(AGENCIES / "_mau", agencies / "_mau")
    shutil.copytree(AGENCIES / "_mau", agencies / "so-mau", ignore=shutil.ignore_patterns("schema"))
    seen = 0
    for name, text in sample_files().items():
        match = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
        if match is None:
            continue
        seen += 1
        for folder in ("_mau", "so-mau"):
            assert ((agencies / folder / name).parent / match[1]).resolve().is_file()
    assert seen == len(FILE_KINDS) - 2


def test_only_these_settings_are_in_git():
    names = ["settings.json", "extensions.json"]
    for name, ignored in [*((name, False) for name in names), ("launch.json", True)]:
        result = subprocess.run(
            ["git", "check-ignore", "-q", f".vscode/{name}"], cwd=ROOT, check=False
        )
        if result.returncode == 128:
            pytest.skip("no repository")
        assert (result.returncode == 0) is ignored


def test_text_stays_as_typed():
    assert SETTINGS["files.encoding"] == "utf8"
    assert SETTINGS["files.eol"] == "\n"
    assert SETTINGS["yaml.format.enable"] is False
    assert SETTINGS["[yaml]"]["editor.insertSpaces"] is True
    assert SETTINGS["yaml.schemaStore.enable"] is False


def _objects(schema):
    return [part for part in (schema, *schema.get("$defs", {}).values()) if "properties" in part]


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_field_is_explained_in_vietnamese(name):
    for part in _objects(SCHEMAS[name]):
        for value in part["properties"].values():
            assert value["markdownDescription"].startswith("**")
            assert re.sub(r"\\(.)", r"\1", value["markdownDescription"]).startswith(
                f"**{value['title']}**"
            )
            for held in (value, value.get("items", {})):
                if "enum" in held:
                    assert len(held["enum"]) == len(held["enumDescriptions"])


def _records(record: type[Record]):
    yield record
    for doc in fields_of(record):
        if doc.record is not None:
            yield from _records(doc.record)


CHOICES = json_choices()


def test_choices_are_of_fields_that_exist():
    known = {
        (record, doc.key)
        for kind in FILE_KINDS
        for record in _records(kind.record)
        for doc in fields_of(record)
    }
    assert set(CHOICES) <= known


@pytest.mark.parametrize(
    ("record", "key"), CHOICES, ids=lambda choice: getattr(choice, "__name__", choice)
)
def test_what_is_offered_is_accepted(record, key):
    [doc] = [doc for doc in fields_of(record) if doc.key == key]
    required = {field.key: "so" for field in fields_of(record) if field.required}
    for value, label in CHOICES[record, key].items():
        assert label
        record.model_validate({**required, key: [value] if doc.many else value})


def test_points_of_the_law_are_offered_with_their_words():
    items = SCHEMAS["cong-khai"]["$defs"]["Item"]["properties"]["diem"]["items"]
    offered = {item["label"]: item["description"] for item in items["defaultSnippets"]}
    assert "l01-d17k1c3" in offered
    assert len(offered["l01-d17k1c3"]) > 10
    frequency = SCHEMAS["cong-khai"]["$defs"]["Item"]["properties"]["tan_suat"]["defaultSnippets"]
    assert {"label": "hang-quy", "description": "Hằng quý", "body": "hang-quy"} in frequency


def test_a_row_to_begin_with_has_every_required_field():
    row = SCHEMAS["cong-khai"]["properties"]["muc"]["items"]["defaultSnippets"][0]
    assert list(row["body"])[:2] == ["ma", "ten"]
    assert row["label"] == "Thêm: Các mục"
