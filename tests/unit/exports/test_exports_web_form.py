"""The form on the web: made from the declarations, valid for the CMS, and about one agency at a time."""

from __future__ import annotations

import datetime
import json
import re
import sys
from pathlib import Path

import jsonschema
import pytest

from access_info.exports.web_form import (
    PEOPLE_FIELD,
    AgencyForm,
    ForgeError,
    NoProposalsError,
    agency_form,
    choices,
    common_form,
    forge_of,
    jurisdiction_form,
)
from access_info.legal.framework import load_framework
from access_info.model.derived import FILE_KINDS
from access_info.model.fields import Record, fields_of
from access_info.model.items import Document, Item, NamedPeople

ROOT = Path(__file__).parents[3]
# What the form's own script takes out of a file before the CMS sees it.
OURS = ("kind", "begun", "changed")
SCRIPTS = ROOT / "scripts"
DAY = datetime.date(2026, 11, 25)
URL = "https://github.com/tinh-mau/tctt"
FORGES = {
    "github": {"repo_url": URL, "edit_base": f"{URL}/edit/main/agencies/"},
    "gitlab": {
        "repo_url": "https://gitlab.tinh.mau.example/a/b/c",
        "edit_base": "https://gitlab.tinh.mau.example/a/b/c/-/edit/chinh/du%20lieu/agencies/",
    },
}


@pytest.fixture(scope="module")
def framework():
    loaded, problems = load_framework(None)
    assert loaded is not None
    assert not problems
    return loaded


def _forge(kind="github", **options):
    return forge_of(folder="agencies", options=options, **FORGES[kind])


def _records(record: type[Record], seen: set[type[Record]]) -> set[type[Record]]:
    if record not in seen:
        seen.add(record)
        for doc in fields_of(record):
            if doc.record is not None:
                _records(doc.record, seen)
    return seen


def _same(record: type[Record], fields: list[dict]) -> None:
    docs = list(fields_of(record))
    assert [(doc.key, doc.label) for doc in docs] == [
        (field["name"], field["label"]) for field in fields
    ]
    for doc, declared in zip(docs, fields, strict=True):
        if declared["widget"] == PEOPLE_FIELD:
            assert doc.record is NamedPeople  # one box, whose script fills in the rest
        elif doc.record is not None:
            _same(doc.record, declared["fields"])


def test_every_declared_field_is_in_the_form_in_order_with_its_label(framework):
    form = common_form(framework, forge=_forge(), on=DAY, title="Tỉnh Mẫu")
    for kind in FILE_KINDS:
        if kind.name != "trang":
            _same(kind.record, form["fields"][kind.name])


def test_every_closed_list_of_the_model_can_be_chosen_from(framework):
    """A vocabulary that is added to the model must be given its words here."""
    offered = choices(framework, DAY)
    records: set[type[Record]] = set()
    for kind in FILE_KINDS:
        _records(kind.record, records)
    for record in records:
        schema = record.model_json_schema(by_alias=True)
        for key, value in schema["properties"].items():
            enums = [part["enum"] for part in (value, *value.get("anyOf", ())) if "enum" in part]
            if enums:
                assert list(offered.get((record, key), ())) == enums[0], (record, key)


def test_points_of_the_law_in_force_come_first_with_words(framework):
    points = choices(framework, DAY)[Item, "diem"]
    assert points == choices(framework, DAY)[Document, "diem"]
    listed = list(points)
    assert listed[0] == "l01-d17k1a1"
    assert points["l01-d17k1c3"].startswith("c3. Nội quy")
    older = choices(framework, datetime.date(2026, 8, 31))[Item, "diem"]
    assert next(iter(older)).startswith("l104-")
    laws = [id_.partition("-")[0] for id_ in listed]
    assert laws == sorted(laws), "one law after the other"


def test_little_is_required_and_an_id_is_given_by_the_form(framework):
    form = common_form(framework, forge=_forge(), on=DAY, title="x")["fields"]
    profile = {field["name"]: field for field in form["co-quan"]}
    assert [key for key, field in profile.items() if field["required"]] == ["ten", "loai"]
    (rows,) = form["cong-khai"]
    assert not [row["name"] for row in rows["fields"] if row["required"]]
    assert rows["fields"][0]["widget"] == "ma-muc"
    assert rows["allow_duplicate"] is False


def test_a_file_that_somebody_looked_through_is_chosen_and_its_hash_is_left_to_the_form(framework):
    form = common_form(framework, forge=_forge(), on=DAY, title="x")["fields"]
    (rows,) = form["cong-khai"]
    row = {field["name"]: field for field in rows["fields"]}
    review = {field["name"]: field for field in row["ra_soat_mat"]["fields"]}
    name, digest = review["tep"]["fields"]
    assert (name["widget"], name["multiple"]) == ("file", False)
    assert (digest["widget"], digest["required"]) == ("string", False)
    assert review["tep"]["summary"] == "{{ten}}"


@pytest.mark.parametrize("kind", FORGES)
def test_the_configuration_is_valid_by_the_schema_of_the_cms(framework, kind):
    forge = _forge(kind)
    config = common_form(framework, forge=forge, on=DAY, title="Tỉnh Mẫu")
    agency = AgencyForm("so-mau", "Sở Mẫu", frozenset({"co-quan.yml"}), (), 2026)
    place = jurisdiction_form("Tỉnh Mẫu", folder=forge.folder, year=2026)
    for part in (agency_form(agency, folder=forge.folder), place):
        files = [
            {key: value for key, value in file.items() if key not in OURS}
            | {"format": "tctt", "fields": config["fields"][file["kind"]]}
            for file in part["files"]
        ]
        collection = {"name": part["id"], "label": part["name"], "files": files}
        whole = {**config["config"], "collections": [collection]}
        validator = jsonschema.Draft7Validator(json.loads(_schema().read_text("utf-8")))
        errors = sorted(validator.iter_errors(whole), key=str)
        assert not errors, errors[0].message[:500]


def _schema() -> Path:
    """The CMS's own schema, from its package; fetched once, as the form's bundle needs it too."""
    path = SCRIPTS / "editor/node_modules/@sveltia/cms/schema/sveltia-cms.json"
    if not path.exists():
        sys.path.insert(0, str(SCRIPTS))
        import _node  # noqa: PLC0415 - a script's module, found only so

        _node.install(SCRIPTS / "editor")
    return path


@pytest.mark.parametrize(
    ("texts", "files"),
    [
        (
            {"co-quan.yml", "cong-khai.yml", "thong-ke/2024.yml", "trang/a.md"},
            [
                "co-quan",
                "cong-khai",
                "co-dieu-kien",
                "thong-ke-2026",
                "thong-ke-2025",
                "thong-ke-2024",
                "dinh-chinh",
            ],
        ),
        (
            {"co-quan.yml", "cong-khai/a.yml", "cong-khai/b.yml", "thong-ke/2026.yaml"},
            [
                "co-quan",
                "cong-khai-a",
                "cong-khai-b",
                "co-dieu-kien",
                "thong-ke-2026",
                "thong-ke-2025",
                "dinh-chinh",
            ],
        ),
    ],
)
def test_an_agencys_files_are_those_there_and_those_that_may_begin(texts, files):
    form = agency_form(AgencyForm("so-mau", "Sở", frozenset(texts), ("2",), 2026), folder="x/y")
    assert [file["name"] for file in form["files"]] == files
    assert form["files"][0]["file"] == "x/y/so-mau/co-quan.yml"
    paths = {file["file"].removeprefix("x/y/so-mau/") for file in form["files"]}
    assert {text for text in texts if not text.endswith(".md")} <= paths


def test_a_repository_on_github_needs_nothing_more():
    forge = _forge()
    assert (forge.kind, forge.repo, forge.branch, forge.folder) == (
        *("github", "tinh-mau/tctt"),
        *("main", "agencies"),
    )
    assert forge.origins == ("https://api.github.com",)
    assert forge.graphql == "https://api.github.com/graphql"
    backend = forge.backend()
    # Without a server of one's own nobody else's may be asked for a sign-in.
    assert backend["auth_methods"] == ["token"]
    assert backend["open_authoring"] is True
    assert backend["commit_messages"]["update"] == "[{agency}] Cập nhật {{slug}}"
    signed = _forge(sign_in="https://dang-nhap.mau.example/").backend()
    assert signed["base_url"] == "https://dang-nhap.mau.example"
    assert signed["auth_methods"] == ["oauth"]


def test_a_repository_on_a_private_gitlab():
    forge = _forge("gitlab", app_id="abc")
    assert (forge.repo, forge.branch, forge.folder) == ("a/b/c", "chinh", "du lieu/agencies")
    assert forge.api == "https://gitlab.tinh.mau.example/api/v4"
    assert forge.graphql == "https://gitlab.tinh.mau.example/api/graphql"
    assert forge.origins == ("https://gitlab.tinh.mau.example",)
    backend = forge.backend()
    assert (backend["auth_type"], backend["app_id"]) == ("pkce", "abc")
    assert backend["auth_methods"] == ["oauth"]
    assert "open_authoring" not in backend
    elsewhere = _forge("gitlab", app_id="abc", sign_in="https://dang-nhap.mau.example")
    assert elsewhere.origins[-1] == elsewhere.backend()["base_url"]


def test_a_forge_of_unknown_make_must_be_named():
    url = "https://forge.mau.example/a/b"
    with pytest.raises(ForgeError, match="đúng phần mềm đang chạy"):
        forge_of(repo_url=url, edit_base="", folder="agencies", options={})
    named = forge_of(repo_url=url, edit_base="", folder="agencies", options={"forge": "github"})
    assert named is not None
    assert (named.api, named.branch) == ("https://forge.mau.example/api/v3", "main")
    assert named.graphql == "https://forge.mau.example/api/graphql"
    assert forge_of(repo_url="", edit_base="", folder="agencies", options={}) is None


@pytest.mark.parametrize(
    ("host", "options", "name"),
    [
        ("codeberg.org", {}, "Forgejo"),
        ("gitea.tinh.mau.example", {}, "Gitea"),
        ("forge.mau.example", {"forge": "forgejo"}, "Forgejo"),
    ],
)
def test_a_forge_without_proposals_is_told_plainly(host, options, name):
    with pytest.raises(NoProposalsError) as refusal:
        forge_of(repo_url=f"https://{host}/a/b", edit_base="", folder="agencies", options=options)
    words = str(refusal.value)
    assert name in words
    assert "thẳng vào nhánh chính" in words
    assert "Các trang vẫn được dựng đủ" in words
    assert not re.search("github|gitlab", words, re.IGNORECASE)


@pytest.mark.parametrize(
    ("texts", "kind", "begun", "changed"),
    [
        ({"co-quan.yml"}, "co-quan", "Khai thông tin cơ quan", "Sửa thông tin cơ quan"),
        (
            *({"co-quan.yml"}, "cong-khai"),
            *("Thêm thông tin công khai", "Thêm, sửa thông tin công khai"),
        ),
        (
            *({"cong-khai/dat-dai.yml"}, "cong-khai-dat-dai"),
            "Thêm thông tin công khai (dat-dai)",
            "Thêm, sửa thông tin công khai (dat-dai)",
        ),
        (set(), "thong-ke-2026", "Thêm số liệu năm 2026", "Sửa số liệu năm 2026"),
    ],
)
def test_a_file_is_headed_by_what_is_done_in_it(texts, kind, begun, changed):
    form = agency_form(AgencyForm("xa", "Xã Mẫu", frozenset(texts), (), 2026), folder="x")
    [file] = [file for file in form["files"] if file["name"] == kind]
    assert (file["begun"], file["changed"]) == (f"{begun} – Xã Mẫu", f"{changed} – Xã Mẫu")
