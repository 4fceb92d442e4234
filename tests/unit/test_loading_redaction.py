"""What is withheld is taken out of all data of its agency, not only of the row where it was caught."""

from __future__ import annotations

import pytest

from access_info.loading import load_agency, redact
from access_info.loading.folders import read_folder
from access_info.model.registry import UNDER_REVIEW
from access_info.problems import Withheld

FILES = {
    "co-quan.yml": 'ten: "Sở Mẫu"\nloai: so\nquy_che: {so_ky_hieu: "1/QĐ", tep: "kin.txt"}\n',
    "cong-khai/mot.yml": 'muc:\n- ma: "2026-001"\n  ten: "Một"\n  tep: ["kin.txt", "mo.txt"]\n',
    "cong-khai/hai.yml": 'muc:\n- ma: "2026-002"\n  ten: "Hai"\n  van_ban:\n'
    '  - ma: "2026-003"\n    ten: "Ba"\n    tep: ["tep/kin.txt"]\n',
    "tep/kin.txt": "kín",
    "tep/mo.txt": "mở",
}


@pytest.fixture
def loaded(tmp_path):
    for name, text in FILES.items():
        path = tmp_path / "so-mau" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return load_agency(read_folder(tmp_path / "so-mau"))


def test_a_withheld_file_is_named_in_no_data_though_no_row_of_them_was_caught(loaded):
    redacted = redact(loaded, [Withheld("tep/kin.txt")])
    agency = redacted.shown.agency
    items = {item.title: item for item in agency.items}
    assert agency.profile.regulation.file == UNDER_REVIEW
    assert tuple(items["Một"].files) == (UNDER_REVIEW, "mo.txt")
    (document,) = items["Hai"].documents
    assert (document.title, tuple(document.files)) == ("Ba", (UNDER_REVIEW,))
    assert set(agency.attachments) == {"tep/mo.txt"}
    assert redacted.files == {"tep/kin.txt"}


def test_files_of_a_withheld_row_are_named_by_no_other_data(loaded):
    redacted = redact(loaded, [Withheld("cong-khai/hai.yml", ("muc", 0))])
    agency = redacted.shown.agency
    assert redacted.files == {"tep/kin.txt"}
    items = {item.id: item for item in agency.items}
    assert items["2026-002"].title == UNDER_REVIEW
    assert tuple(items["2026-001"].files) == (UNDER_REVIEW, "mo.txt")
    assert agency.profile.regulation.file == UNDER_REVIEW
    # For duties a file stays a file: nobody fails them because something of theirs is looked at.
    assert redacted.judged.agency.profile.regulation.file == "kin.txt"
