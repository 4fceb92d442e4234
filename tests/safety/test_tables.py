"""A list of people is withheld in any kind of file, unless law has its kind published by name."""

from __future__ import annotations

import datetime

import pytest
from listed_people import KINDS, tables
from loaded_program import laws_of_today

from access_info.checks import check_agency
from access_info.loading import load_agency, read_folder
from access_info.model.registry import AsOf
from access_info.scanning import scan_all

FRAMEWORK, _ = laws_of_today()
PROFILE = 'ten: "Sở Mẫu"\nloai: so\n'
BAD, ORDINARY = tables("bad"), tables("ordinary")


def item(number, entry, *files):
    points = f"\n  diem: [{entry['diem']}]" if "diem" in entry else ""
    names = ", ".join(f'"{name}"' for name in files)
    return f'- ma: "2026-{number:03}"\n  ten: "{entry["muc"]}"{points}\n  tep: [{names}]\n'


def problems_of(folder, files, rows, *, pages=(), scan=None):
    """What the gate says of an agency with these attachments, of `TT625` only."""
    agency = folder / "so-mau"
    (agency / "tep").mkdir(parents=True)
    for name, content in files.items():
        (agency / "tep" / name).write_bytes(content)
    (agency / "co-quan.yml").write_text(PROFILE, encoding="utf-8")
    (agency / "cong-khai.yml").write_text(f"muc:\n{rows}", encoding="utf-8")
    for name, text in pages:
        (agency / "trang").mkdir(exist_ok=True)
        (agency / "trang" / name).write_text(text, encoding="utf-8")
    scans = scan_all([agency / "tep" / name for name in files])
    found_all = check_agency(
        load_agency(read_folder(agency)),
        framework=FRAMEWORK,
        agencies=frozenset({"so-mau"}),
        as_of=AsOf(datetime.date(2026, 11, 24)),
        scan=scans.__getitem__,
    ).problems
    return [problem for problem in found_all if problem.code == "TT625"]


def withheld_files(folder, entries, kind):
    make = KINDS[kind]
    files = {
        f"{number}.{kind}": make(entry["bang"], entry.get("tren", ""))
        for number, entry in enumerate(entries)
    }
    rows = "".join(item(number, entry, f"{number}.{kind}") for number, entry in enumerate(entries))
    return {problem.withheld.file for problem in problems_of(folder, files, rows)}


@pytest.mark.parametrize("kind", KINDS)
def test_lists_of_people_are_withheld_in_every_kind_of_file(tmp_path, kind):
    withheld = withheld_files(tmp_path, BAD, kind)
    missed = [
        entry["muc"] for number, entry in enumerate(BAD) if f"tep/{number}.{kind}" not in withheld
    ]
    assert missed == []


@pytest.mark.parametrize("kind", KINDS)
def test_rosters_results_and_places_are_published(tmp_path, kind):
    withheld = withheld_files(tmp_path, ORDINARY, kind)
    alarms = [
        entry["muc"] for number, entry in enumerate(ORDINARY) if f"tep/{number}.{kind}" in withheld
    ]
    assert alarms == []
