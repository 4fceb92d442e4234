"""What is made from the declarations: schemas, sample, field reference. Never stale, always right."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import jsonschema
import pytest
from mistake_cases import printed
from ruamel.yaml import YAML
from unsafe_attachments import pdf

from access_info.cli.generated import all_rules, generated_files, json_choices, write_changed
from access_info.model.derived import (
    DESCRIBED_KINDS,
    json_schemas,
    jurisdiction_starter,
    sample_files,
    starter_files,
)
from access_info.model.fields import fields_of
from access_info.model.vocabularies import AGENCY_TYPES
from access_info.pages.reference import field_reference
from access_info.source.documents import parse_yaml

ROOT = Path(__file__).parents[3]
AGENCIES = ROOT / "agencies"
SCHEMAS = json_schemas(json_choices())
KINDS = {
    "co-quan.yml": "co-quan",
    "co-dieu-kien.yml": "co-dieu-kien",
    "dinh-chinh.yml": "dinh-chinh",
    "_dia-ban.yml": "dia-ban",
}


def _kind(path: Path) -> str:
    if path.parent.name in {"thong-ke", "cong-khai"}:
        return path.parent.name
    return KINDS.get(path.name, "cong-khai")


def _as_an_editor_reads(text: str):
    """YAML 1.2 with its types guessed, as the language servers of editors do."""
    return YAML(typ="safe", pure=True).load(text)


DEMO = sorted(path for path in AGENCIES.rglob("*.yml") if "_mau" not in path.parts)


def test_generated_files_are_not_stale():
    files = generated_files(AGENCIES, ROOT / "content")
    families = {rule.code[:3] for rule in all_rules()}
    assert len(files) == 2 * len(DESCRIBED_KINDS) + 8 + len(families)
    for path, text in files.items():
        assert path.read_text(encoding="utf-8") == text, f"chạy lại access-info schema: {path}"
    known = {path for path in files if "_mau" in path.parts}
    assert {path for path in (AGENCIES / "_mau").rglob("*") if path.is_file()} == known


def test_writing_again_changes_nothing(tmp_path):
    files = generated_files(tmp_path / "a", tmp_path / "c")
    assert write_changed(files) == len(files)
    assert write_changed(generated_files(tmp_path / "a", tmp_path / "c")) == 0


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_valid(name):
    schema = SCHEMAS[name]
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "additionalProperties" in schema
    text = json.dumps(schema, ensure_ascii=False)
    for field in (field for part in _objects(schema) for field in part["properties"].values()):
        assert field.get("title"), text[:80]
        assert field.get("description")


def _objects(schema):
    return [part for part in (schema, *schema.get("$defs", {}).values()) if "properties" in part]


def test_a_schema_knows_every_key():
    for kind in DESCRIBED_KINDS:
        assert set(SCHEMAS[kind.name]["properties"]) == {doc.key for doc in fields_of(kind.record)}


@pytest.mark.parametrize("path", DEMO, ids=lambda path: path.relative_to(AGENCIES).as_posix())
def test_the_demo_fits_its_schema(path):
    data = _as_an_editor_reads(path.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(SCHEMAS[_kind(path)]).validate(data)


@pytest.mark.parametrize("kind", DESCRIBED_KINDS, ids=lambda kind: kind.name)
def test_the_sample_fits_its_schema(kind):
    text = sample_files()[kind.sample]
    if kind.name == "trang":
        text = text.split("---\n")[1]
    data = json.loads(json.dumps(_as_an_editor_reads(text), default=str))
    jsonschema.Draft202012Validator(SCHEMAS[kind.name]).validate(data)
    assert set(data) == {doc.key for doc in fields_of(kind.record)}


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("co-quan", {"ten": "Sở", "loai": "sơ"}),
        ("co-quan", {"ten": "Sở"}),
        ("co-quan", {"ten": ["Sở"], "loai": "so"}),
        ("co-quan", {"ten": "Sở", "loai": "so", "name": "x"}),
        ("cong-khai", {"muc": {"ma": "a"}}),
        ("cong-khai", {"muc": [{"ten": "thiếu mã"}]}),
        ("cong-khai", {"muc": [{"ma": "a", "niem_yet": "x"}]}),
        ("thong-ke", {}),
    ],
)
def test_a_schema_refuses_what_we_refuse(kind, typed):
    assert not jsonschema.Draft202012Validator(SCHEMAS[kind]).is_valid(typed)


def test_a_schema_accepts_what_an_editor_would_guess():
    guessed = {
        "ten": "Sở",
        "loai": "so",
        "dien_thoai": 2963812345,
        "tiep_nhan": {"tu_chup": True},
        "email": None,
    }
    jsonschema.Draft202012Validator(SCHEMAS["co-quan"]).validate(guessed)


def test_the_sample_in_place_has_no_problems(tmp_path):
    agencies = tmp_path / "agencies"
    shutil.copytree(AGENCIES / "_mau", agencies / "so-tu-phap")
    shutil.rmtree(agencies / "so-tu-phap" / "schema")
    (agencies / "so-tu-phap" / "_dia-ban.yml").rename(agencies / "_dia-ban.yml")
    (agencies / "so-tu-phap" / "quoc-gia.yml").unlink()  # lies in no folder of agencies
    shutil.copytree(agencies / "so-tu-phap", agencies / "so-xay-dung")
    attachments = agencies / "so-tu-phap" / "tep"
    for name in ("quy-che-cung-cap-thong-tin.pdf", "quy-che.pdf"):
        for agency in ("so-tu-phap", "so-xay-dung"):
            (agencies / agency / "tep").mkdir(exist_ok=True)
            (agencies / agency / "tep" / name).write_bytes(
                pdf([[(50, 700, "Quy chế tổ chức cung cấp thông tin")]])
            )
    assert attachments.is_dir()
    assert printed(agencies, tmp_path / "spool") == ""


@pytest.mark.parametrize("agency_type", AGENCY_TYPES)
def test_a_new_agency_has_no_problems_but_the_samples_name(agency_type, tmp_path):
    for name, codes in (("Cơ quan thử", []), ("", ["TT355"])):
        folder = tmp_path / f"agencies-{len(codes)}" / "co-quan-moi"
        folder.mkdir(parents=True)
        for file, text in starter_files(agency_type, name).items():
            (folder / file).write_text(text, encoding="utf-8")
        problems = printed(folder.parent, tmp_path / "spool")
        assert re.findall(r"\[(TT\d+)\]", problems) == codes


@pytest.mark.parametrize(
    "name", ["Tỉnh Mẫu", 'Tỉnh "Mẫu"', "Tỉnh \\ Mẫu", "Tỉnh: Mẫu # 1", "- Tỉnh"]
)
def test_a_new_jurisdiction_reads_back(name):
    document = parse_yaml(jurisdiction_starter(name).encode(), path="/a/_dia-ban.yml")
    assert document.problems == []
    assert document.data["ten"] == name


def test_the_reference_names_every_field():
    text = field_reference()
    for kind in DESCRIBED_KINDS:
        for doc in fields_of(kind.record):
            assert f"`{doc.key}`" in text
            assert doc.label in text
