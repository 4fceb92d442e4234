"""The Change List of files: the last change of each, deletions too, carried on from build to build."""

from __future__ import annotations

import pytest

from access_info.exports.followers.resource_sync import (
    ChangedFile,
    ChangeList,
    capabilities_bytes,
    carried_on,
    change_list_bytes,
    read_change_list,
)
from access_info.pipeline.publish.manifest_files import is_followed

BASE = "https://tinh.mau.example/"
UP = f"{BASE}tai-ve/resourcesync.xml"
A, B = "a" * 64, "b" * 64
BEGUN = ChangeList("2026-11-01", {})


def step(listed, before, now, day, first_day="2025-01-01"):
    files = [(path, len(path), digest) for path, digest in now.items()]
    return carried_on(listed, before, files, day=day, first_day=first_day)


def described(listed):
    return {path: (change.change, change.day) for path, change in listed.changes.items()}


def test_created_updated_deleted():
    states = [
        {"x": A, "y": A},
        {"x": A, "y": B, "z": A},
        {"y": B, "z": A},
        {"x": B, "y": B, "z": A},
    ]
    listed = BEGUN
    for number in range(1, len(states)):
        listed = step(listed, states[number - 1], states[number], f"2026-11-0{number + 1}")
    assert described(listed) == {
        "y": ("updated", "2026-11-02"),
        "z": ("created", "2026-11-02"),
        "x": ("created", "2026-11-04"),
    }
    assert listed.since == "2026-11-01"
    assert step(listed, states[-1], states[-1], "2026-11-05") == listed


def test_old_changes_end():
    listed = step(BEGUN, {"x": A}, {}, "2026-11-02")
    assert step(listed, {}, {}, "2027-12-07", "2026-11-02") == ChangeList(
        "2026-11-02", listed.changes
    )
    assert step(listed, {}, {}, "2027-12-08", "2026-11-03") == ChangeList("2026-11-03", {})


def test_written_and_read_back():
    changes = [
        ChangedFile(path="tep/a & b.pdf", day="2026-11-03", change="created", sha256=A, size=7),
        ChangedFile(path="tin.xml", day="2026-11-02", change="updated", sha256=B, size=9),
        ChangedFile(path="tep/lộ.pdf", day="2026-11-02", change="deleted"),
    ]
    listed = ChangeList("2026-11-01", {change.path: change for change in changes})
    content = change_list_bytes(listed, base=BASE, capabilities=UP)
    assert read_change_list(content, base=BASE) == listed
    assert read_change_list(content, base="https://khac.example/").changes == {}
    lines = content.decode().splitlines()
    assert lines[4] == (
        f"<url><loc>{BASE}tep/l%E1%BB%99.pdf</loc><lastmod>2026-11-02T00:00:00+07:00</lastmod>"
        '<rs:md change="deleted" datetime="2026-11-02T00:00:00+07:00"/></url>'
    )
    assert [line.partition("</loc>")[0].rpartition("/")[2] for line in lines[4:7]] == [
        "l%E1%BB%99.pdf", "tin.xml", "a%20%26%20b.pdf",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"<urlset/>",
        b'<!DOCTYPE x [<!ENTITY a "b">]><urlset/>',
        capabilities_bytes(change_list=BASE, page=BASE),
        change_list_bytes(ChangeList("hôm qua", {}), base=BASE, capabilities=UP),
        change_list_bytes(
            ChangeList("2026-11-01", {"x": ChangedFile(path="x", day="2026-11-01", change="lost")}),
            base=BASE,
            capabilities=UP,
        ),
    ],
)
def test_anything_else_is_refused(content):
    with pytest.raises(ValueError):  # noqa: PT011 - any
        read_change_list(content, base=BASE)


@pytest.mark.parametrize(
    ("path", "followed"),
    [
        ("tai-ve/cong-khai.json", True),
        ("co-quan/xa/tai-ve/thong-ke.csv", True),
        ("co-quan/xa/tep/a/b.pdf", True),
        ("tin.xml", True),
        ("co-quan/xa/tin-2025.xml", True),
        ("danh-muc.ttl", True),
        ("datapackage.json", True),
        ("phap-luat/luat-01.json", True),
        ("lich-han.ics", True),
        ("tai-ve/dong.json", False),
        ("tai-ve/thay-doi.xml", False),
        ("index.html", False),
        ("sitemap.xml", False),
        ("assets/access-info/tep.js", False),
        ("tim-kiem/du-lieu/t1.js", False),
        ("manifest.json", False),
    ],
)
def test_what_counts_as_data(path, followed):
    assert is_followed(path) == followed
