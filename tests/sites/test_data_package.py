"""The demo's CSV files as a Data Package, judged by frictionless."""

from __future__ import annotations

import csv
import json
import re
import shutil

import pytest
from frictionless import Package

# frictionless's own.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def site(demo):
    return demo / "site"


def _copied(site, folder, names):
    """The package with some of its resources, in a folder where they can be changed."""
    package = json.loads((site / "datapackage.json").read_text("utf-8"))
    package["resources"] = [each for each in package["resources"] if each["name"] in names]
    paths = [path for each in package["resources"] for path in (each["path"], each["schema"])]
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(site / path, folder / path)
    (folder / "datapackage.json").write_text(json.dumps(package), "utf-8")
    return folder / "datapackage.json"


def _errors(path):
    report = Package(str(path)).validate()
    return report.flatten(["type", "rowNumber", "fieldName"])


def test_all_of_it_is_valid(site):
    package = Package(str(site / "datapackage.json"))
    report = package.validate()
    assert report.valid, report.to_summary()
    files = {path.relative_to(site).as_posix() for path in site.glob("**/tai-ve/*.csv")}
    assert {resource.path for resource in package.resources} == files
    assert len(files) >= 29


def test_a_day_that_is_none_is_named_with_its_row(site, tmp_path):
    path = _copied(site, tmp_path, {"so-tu-phap.cong-khai", "co-quan"})
    table = tmp_path / "co-quan/so-tu-phap/tai-ve/cong-khai.csv"
    text = table.read_bytes().decode("utf-8-sig")
    with table.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    number, day = next(
        (number, row["Ngày công khai"])
        for number, row in enumerate(rows, 2)
        if number > 5 and row["Ngày công khai"]
    )
    lines = text.splitlines(keepends=True)
    assert len(lines) == len(rows) + 1
    lines[number - 1] = lines[number - 1].replace(f",{day},", ",2026-13-99,")
    table.write_bytes(("\ufeff" + "".join(lines)).encode())
    errors = _errors(path)
    assert {kind for kind, _, _ in errors} == {"type-error"}
    assert ["type-error", number, "Ngày công khai"] in errors
    assert {row for kind, row, _ in errors if kind == "type-error"} == {number}


def test_the_same_row_may_not_come_again(site, tmp_path):
    path = _copied(site, tmp_path, {"so-tu-phap.cong-khai", "co-quan"})
    table = tmp_path / "co-quan/so-tu-phap/tai-ve/cong-khai.csv"
    lines = table.read_bytes().splitlines(keepends=True)
    table.write_bytes(b"".join([*lines, lines[-1]]))
    kinds = {kind for kind, *_ in _errors(path)}
    assert {"primary-key", "unique-error"} <= kinds


def test_an_agency_that_is_not_listed_is_named(site, tmp_path):
    path = _copied(site, tmp_path, {"so-tu-phap.cong-khai", "co-quan"})
    assert _errors(path) == []
    table = tmp_path / "tai-ve/co-quan.csv"
    lines = table.read_bytes().splitlines(keepends=True)
    table.write_bytes(b"".join(line for line in lines if not line.startswith(b"so-tu-phap,")))
    assert "foreign-key" in {kind for kind, *_ in _errors(path)}


def test_every_column_is_declared(site):
    for path in (site / "tai-ve").glob("*.cot.json"):
        schema = json.loads(path.read_text("utf-8"))
        table = path.with_name(path.name.replace(".cot.json", ".csv"))
        with table.open(encoding="utf-8-sig", newline="") as lines:
            titles = next(csv.reader(lines))
        fields = schema["fields"]
        assert [field["name"] for field in fields] == titles
        assert set(schema["primaryKey"]) <= set(titles)
        days = {field["name"] for field in fields if field["type"] == "date"}
        named = {title for title in titles if re.search("(?<!Số )[Nn]gày", title)}
        # Of what was made long ago the year alone may be known.
        assert named - {"Ngày ban hành"} <= days
