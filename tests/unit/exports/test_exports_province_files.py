"""The files of a province's list: one of all agencies, or their own."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import pickle
import tracemalloc

import exported_lists
import pytest
from workbook_xml import Book

from access_info.exports.columns import DISCLOSURE_COLUMNS
from access_info.exports.formats import (
    FORMATS,
    AgencyList,
    ProvinceList,
    parts_file,
    write_province_files,
)
from access_info.pages.rendering.environment import load_texts

NAMES = ("bo-mau", "so-mau", "xa-a", "xa-b", "xa-c")
LISTED = parts_file("cong-khai")


def province_of(folder, names=NAMES, *, rows_of=lambda number: number + 1):
    """A list of some agencies, each with as many items as `rows_of` says, and its own files."""
    files = {form: {} for form in FORMATS}
    dataset = exported_lists.dataset(DISCLOSURE_COLUMNS, [], title="Cả tỉnh")
    for number, name in enumerate(names):
        items = [
            {"ma": f"{name}-{item}", "ten": f"Văn bản {item} của {name}"}
            for item in range(rows_of(number))
        ]
        agency = exported_lists.agency(items, name=name)
        rows = exported_lists.rows_of(DISCLOSURE_COLUMNS, agency)
        given = AgencyList(
            dataset=exported_lists.dataset(DISCLOSURE_COLUMNS, rows),
            rows=rows,
            texts=load_texts(),
        )
        for form, list_format in FORMATS.items():
            path = files[form][name] = folder / f"{name}.{form}"
            path.write_bytes(list_format.agency(given))
    return ProvinceList(dataset=dataset, files=files, texts=load_texts())


@pytest.fixture
def province(tmp_path):
    return province_of(tmp_path)


@pytest.fixture
def out(tmp_path):
    folder = tmp_path / "tai-ve"
    folder.mkdir()
    return folder


def identifiers(path):
    """The first column of a file of any format."""
    match path.suffix:
        case ".json":
            return [row["@id"].partition("#")[2] for row in json.loads(path.read_bytes())["items"]]
        case ".csv":
            text = path.read_bytes().decode("utf-8-sig")
            return [row[0] for row in csv.reader(io.StringIO(text, newline=""))][1:]
        case _:
            return [row[f"A{line}"] for line, row in enumerate(Book(path.read_bytes()).rows(), 1)][
                1:
            ]


def listed_parts(out):
    return json.loads((out / LISTED).read_bytes())["distribution"]


def test_a_small_list_has_a_file_of_all_agencies_in_each_format(province, out):
    names = write_province_files(out, province)
    assert sorted(names) == sorted(path.name for path in out.iterdir())
    assert names == [*(f"cong-khai.{form}" for form in FORMATS), LISTED]
    wanted = [f"{name}-{item}" for number, name in enumerate(NAMES) for item in range(number + 1)]
    assert [identifiers(out / name) for name in names[:-1]] == [wanted] * 3
    assert [part["downloadURL"] for part in listed_parts(out)] == names[:-1]
    assert all(part["publisher"] == [*NAMES] for part in listed_parts(out))


def test_a_large_list_is_in_the_agencies_files(province, out):
    assert write_province_files(out, province, most_bytes=2_000) == [LISTED]
    assert [path.name for path in out.iterdir()] == [LISTED]
    parts = listed_parts(out)
    assert {part["mediaType"] for part in parts} == {each.media_type for each in FORMATS.values()}
    for form, list_format in FORMATS.items():
        mine = [part for part in parts if part["mediaType"] == list_format.media_type]
        assert [part["publisher"] for part in mine] == [[name] for name in NAMES]
        places = [(out / part["downloadURL"]).resolve() for part in mine]
        assert places == [path.resolve() for path in province.files[form].values()]


def test_the_list_of_a_large_lists_files_changes_only_with_agencies_and_day(province, out):
    write_province_files(out, province, most_bytes=2_000)
    before = (out / LISTED).read_bytes()
    province.files["csv"]["xa-a"].write_bytes(province.files["csv"]["xa-b"].read_bytes())
    write_province_files(out, province, most_bytes=2_000)
    assert (out / LISTED).read_bytes() == before


def test_the_task_can_be_given_to_another_process(province, out, tmp_path):
    other = tmp_path / "khac"
    other.mkdir()
    copy = pickle.loads(pickle.dumps(province))  # noqa: S301 - our own
    assert write_province_files(other, copy, most_bytes=10**6) == write_province_files(
        out, province, most_bytes=10**6
    )
    assert {path.name: path.read_bytes() for path in other.iterdir()} == {
        path.name: path.read_bytes() for path in out.iterdir()
    }


def test_memory_does_not_grow_with_the_agencies(out, tmp_path):
    few = province_of(tmp_path, ["xa-a", "xa-b"], rows_of=lambda _: 60)

    def peak(count):
        files = {
            form: {str(number): paths["xa-b"] for number in range(count)}
            for form, paths in few.files.items()
        }
        many = dataclasses.replace(few, files=files)
        tracemalloc.start()
        write_province_files(out, many, most_bytes=10**9)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(1)
    assert peak(60) < 1.2 * peak(20)
