"""What the benchmark's made-up members publish is what a build of their data publishes."""

from __future__ import annotations

import hashlib
import json

from site_builds import access_info

from benchmark.nation import members
from benchmark.province import agencies

MEMBER = members.MadeUpMember(number=3, agencies=4)
SETS = ("co-quan", "cong-khai", "co-dieu-kien", "thong-ke", "tinh-trang", "dinh-chinh", "phap-luat")


def test_the_same_data_as_a_build_writes(tmp_path):
    members.write_data(tmp_path / "agencies", MEMBER)
    built = access_info(
        tmp_path,
        "build",
        "--out",
        "site",
        "--site-url",
        MEMBER.url,
        "--as-of",
        agencies.AS_OF.isoformat(),
    )
    assert built.returncode == 0, built.stderr
    members.write_member(tmp_path, MEMBER)
    published = tmp_path / MEMBER.code
    for name in SETS:
        path = f"tai-ve/{name}.json"
        assert (published / path).read_bytes() == (tmp_path / "site" / path).read_bytes(), name
    listed = json.loads((published / "manifest.json").read_text("utf-8"))["files"]
    for path, entry in listed.items():
        content = (published / path).read_bytes()
        assert entry == {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    assert "danh-muc.jsonld" in listed


def test_no_two_members_have_an_agency_in_common():
    numbers = [number for member in members.nation() for number in member.numbers]
    assert len(set(numbers)) == len(numbers) == members.MEMBERS * members.AGENCIES


def test_a_changed_row_changes_its_list_alone(tmp_path):
    before, after = tmp_path / "truoc", tmp_path / "sau"
    for folder, change in ((before, 0), (after, 1)):
        folder.mkdir()
        members.write_member(folder, MEMBER, change=change)
    changed = {
        name
        for name in SETS
        if (before / MEMBER.code / f"tai-ve/{name}.json").read_bytes()
        != (after / MEMBER.code / f"tai-ve/{name}.json").read_bytes()
    }
    assert changed == {"cong-khai"}
