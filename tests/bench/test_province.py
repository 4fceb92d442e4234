"""The benchmark's data is as real lists are: without a fault, as distinct, as long, always the same."""

from __future__ import annotations

import pytest

from access_info.pipeline import Options, prepare
from access_info.scanning import scan_all
from benchmark import distinctness, sites
from benchmark.province import agencies

VINH_BAO = sites.ROOT / "tests" / "sites" / "vinh-bao" / "agencies"
COUNT = 21
KINDS = {"pdf", "docx", "xlsx", "pptx", "odt", "ods", "csv", "png"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tinh") / "agencies"
    agencies.write_agencies(folder, COUNT)
    return folder


def test_an_exemplary_agency_without_a_fault(folder):
    prepared = prepare(Options(agencies=folder, as_of=agencies.AS_OF), fragment_store=None)
    assert not prepared.problems
    assert len(prepared.builds) == COUNT
    files = agencies.agency(7)
    assert len(files["cong-khai.yml"]["muc"]) == 100
    assert len(files["co-dieu-kien.yml"]["muc"]) == 50
    assert len(files["co-quan.yml"]["quy_che"]["dieu"]) == 12
    assert sum(name.startswith("thong-ke/") for name in files) == 8
    size = sum(path.stat().st_size for path in folder.rglob("*.yml"))
    assert 80_000 < size / COUNT < 110_000


def test_the_same_bytes_every_time(folder, tmp_path):
    agencies.write_agencies(tmp_path, COUNT)
    paths = [path for path in folder.rglob("*") if path.is_file()]
    for path in paths:
        assert path.read_bytes() == (tmp_path / path.relative_to(folder)).read_bytes()
    kinds = {path.suffix.removeprefix(".") for path in paths}
    assert kinds == KINDS | {"yml", "md"}


def test_values_are_as_distinct_and_titles_as_long_as_real_ones(folder):
    made_up, real = distinctness.measure(folder), distinctness.measure(VINH_BAO)
    assert 0.32 < made_up["distinct"] < 0.43
    assert made_up["distinct_long"] > real["distinct_long"] > 0.5
    for ours, theirs in zip(made_up["titles"], real["titles"], strict=True):
        assert abs(ours - theirs) < 10 or 0.9 < ours / theirs < 1.1
    assert sum(made_up["notes"]) == pytest.approx(sum(real["notes"]), rel=0.15)


def test_attachments_are_read_and_hide_nothing(folder):
    scans = scan_all(sorted(folder.glob("xa-0002/tep/*")) + sorted(folder.glob("xa-00[13]*/tep/*")))
    assert {scan.kind for scan in scans.values()} == KINDS
    for path, scan in scans.items():
        assert scan.marks == (), path
        text = "\n".join(part.text for part in scan.texts)
        if scan.kind != "png":
            assert len(text) > 3_000, path
            assert "60. " in text, path


def test_an_edit_changes_a_single_agency(tmp_path):
    agencies.write_agencies(tmp_path, 5)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.yml")}
    agencies.change_agency(tmp_path, 5, step=1)
    once = {path: path.read_bytes() for path in before}
    agencies.change_agency(tmp_path, 5, step=2)
    changed = [path for path in before if once[path] != before[path]]
    assert [path.name for path in changed] == ["cong-khai.yml"]
    assert changed[0].read_bytes() != once[changed[0]]
    assert not prepare(
        Options(agencies=tmp_path, as_of=agencies.AS_OF), fragment_store=None
    ).problems
