"""The files of a province's list, and their parts."""

from __future__ import annotations

import csv
import dataclasses
import hashlib
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


def test_a_file_that_is_not_too_large_is_its_only_part(province, out):
    names = write_province_files(out, province)
    assert sorted(names) == sorted(path.name for path in out.iterdir())
    assert names == [*(f"cong-khai.{form}" for form in FORMATS), LISTED]
    wanted = [f"{name}-{item}" for number, name in enumerate(NAMES) for item in range(number + 1)]
    assert [identifiers(out / name) for name in names[:-1]] == [wanted] * 3
    assert [part["downloadURL"] for part in listed_parts(out)] == names[:1] + names[2:3]
    assert all(part["publisher"] == [*NAMES] for part in listed_parts(out))


@pytest.mark.parametrize("most_bytes", [1, 2_000, 5_000, 9_000])
def test_a_file_that_is_too_large_comes_in_parts_too(province, out, most_bytes):
    write_province_files(out, province, most_bytes=10**9)
    whole = {path.name: path.read_bytes() for path in out.iterdir() if path.name != LISTED}
    names = write_province_files(out, province, most_bytes=most_bytes)
    assert sorted(names) == sorted(path.name for path in out.iterdir())
    assert {name: (out / name).read_bytes() for name in whole} == whole
    for media_type, form in (("text/csv", "csv"), ("application/json", "json")):
        parts = [part for part in listed_parts(out) if part["mediaType"] == media_type]
        if len(whole[f"cong-khai.{form}"]) <= most_bytes:
            assert [part["downloadURL"] for part in parts] == [f"cong-khai.{form}"]
            continue
        assert [part["downloadURL"] for part in parts] == [
            f"cong-khai-phan-{number}.{form}" for number in range(1, len(parts) + 1)
        ]
        # Whole agencies in order; rows and all else are as in the whole file.
        assert [name for part in parts for name in part["publisher"]] == [*NAMES]
        rows = []
        for part in parts:
            content = (out / part["downloadURL"]).read_bytes()
            assert len(content) == part["byteSize"]
            assert part["byteSize"] <= most_bytes or len(part["publisher"]) == 1
            assert hashlib.sha256(content).hexdigest() == part["checksum"]["checksumValue"]
            part_rows = identifiers(out / part["downloadURL"])
            assert {row.rpartition("-")[0] for row in part_rows} == {*part["publisher"]}
            rows += part_rows
            envelope = b"[" if form == "json" else b"\r\n"
            assert (
                content.partition(envelope)[0] == whole[f"cong-khai.{form}"].partition(envelope)[0]
            )
        assert rows == identifiers(out / f"cong-khai.{form}")


def test_the_task_can_be_given_to_another_process(province, out, tmp_path):
    other = tmp_path / "khac"
    other.mkdir()
    copy = pickle.loads(pickle.dumps(province))  # noqa: S301 - our own
    assert write_province_files(other, copy, most_bytes=5_000) == write_province_files(
        out, province, most_bytes=5_000
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
        write_province_files(out, many, most_bytes=200_000)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(1)
    assert peak(60) < 1.2 * peak(20)
