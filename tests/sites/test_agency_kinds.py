"""A kind of agency that did not exist: a row of the table and the law's reach, nothing else."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from letters_and_reports import Docx
from search_index import piece
from site_builds import AS_OF, dead_links, read

from access_info.cli import main

ROWS = """\
    AgencyKind(
        id="tran",
        label="Ủy ban nhân dân trấn",
        sample_name="Ủy ban nhân dân trấn …",
        level=Level.COMMUNE,
        area="trấn",
        parent=_PROVINCE_COMMITTEE,
    ),
    AgencyKind(
        id="cuc",
        label="Cục đặt tại tỉnh",
        sample_name="Cục …",
        level=Level.CENTRAL,
        initials=Initials.AFTER_FIRST_WORD,
    ),
"""
REACH = "".join(
    f'  - {{loai: {kind}, can_cu: "Điều 1", da_kiem_chung: ban-chep}}\n' for kind in ("tran", "cuc")
)
# As lists name them: of a committee, its place.
LISTED = {"tran-an": "Trấn An", "cuc-kiem-lam-bac": "Cục Kiểm lâm Bắc"}
NAMES = {"tran-an": "Ủy ban nhân dân trấn An", "cuc-kiem-lam-bac": "Cục Kiểm lâm Bắc"}
SAMPLES = {"tran-an": "Ủy ban nhân dân trấn …", "cuc-kiem-lam-bac": "Cục …"}
LABELS = ("Ủy ban nhân dân trấn", "Cục đặt tại tỉnh")
PLACE = """\
ten: "Tỉnh Thử"
loai: tinh
giam_sat:
  ten: "Sở Tư pháp tỉnh Thử"
"""


def run(folder: Path, *words: str) -> str:
    """Run a command by the repository's own copy of the generator; return what it prints."""
    environ = {"PYTHONPATH": str(folder / "plugins"), "PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1"}
    result = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1795478400", **environ},
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def insert(path: Path, after: str, text: str) -> None:
    content = path.read_text("utf-8")
    assert content.count(after) == 1
    path.write_text(content.replace(after, after + text), "utf-8", newline="\n")


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    """Build a province with an agency of each new kind: judged once the law reaches them."""
    folder = tmp_path_factory.mktemp("kho") / "tinh-thu"
    assert main(["init", str(folder), "--name", "Tỉnh Thử"]) == 0
    package = folder / "plugins/access_info"
    insert(package / "model/vocabularies.py", "_AGENCY_KINDS = (\n", ROWS)
    (folder / "agencies/_dia-ban.yml").write_text(PLACE, "utf-8", newline="\n")
    for name, full in NAMES.items():
        run(folder, "access_info", "new", name, "--type", name.partition("-")[0])
        profile = folder / "agencies" / name / "co-quan.yml"
        text = profile.read_text("utf-8")
        assert f'ten: "{SAMPLES[name]}"\n' in text
        profile.write_text(text.replace(SAMPLES[name], full), "utf-8", newline="\n")
        rows = 'muc:\n- ma: "2026-001"\n  ten: "Quy chế"\n  diem: ["l01-d17k1c3"]\n'
        (profile.parent / "cong-khai.yml").write_text(rows, "utf-8", newline="\n")
    unbound = run(folder, "access_info", "letter", "--out", "thu", "--as-of", AS_OF)
    assert "Không có công văn nào phải lập." in unbound
    insert(package / "legal/data/luat-01-2026.yml", "pham_vi:\n", REACH)
    run(folder, "access_info", "schema")
    run(folder, "mkdocs", "build", "--strict")
    return folder


def page(repository: Path, name: str) -> str:
    return (repository / "site" / name / "index.html").read_text("utf-8")


def document(repository: Path, name: str) -> str:
    return Docx((repository / name).read_bytes()).text


def test_every_list_of_kinds_offers_them(repository):
    schema = json.loads((repository / "agencies/_mau/schema/co-quan.json").read_text("utf-8"))
    assert schema["properties"]["loai"]["enum"][:2] == ["tran", "cuc"]
    assert "tran, cuc, van-phong-ubnd" in (repository / "content/bien-tap/truong.md").read_text(
        "utf-8"
    )
    form = (repository / ".github/ISSUE_TEMPLATE/2-thieu-co-quan.yml").read_text("utf-8")
    assert "        - Ủy ban nhân dân trấn\n        - Cục đặt tại tỉnh\n" in form
    assert "0 lỗi, 0 cảnh báo" in run(repository, "access_info", "check", "--as-of", AS_OF)


def test_pages_know_its_label_its_superior_and_its_level(repository):
    assert dead_links(repository / "site") == []
    listed = read(repository / "site/co-quan/index.html").text
    above = {"tran-an": "Ủy ban nhân dân tỉnh Thử<br>", "cuc-kiem-lam-bac": ""}
    for (name, full), label in zip(NAMES.items(), LABELS, strict=True):
        assert f"{label} {LISTED[name]}" in listed
        assert f"{label}" in read(repository / f"site/co-quan/{name}/index.html").text
        head = f"<p>{above[name]}<strong>{full}</strong>"
        assert head in page(repository, f"co-quan/{name}/cong-khai")
    assert "data-national" not in page(repository, "co-quan/tran-an/cach-yeu-cau")
    assert "data-national" in page(repository, "co-quan/cuc-kiem-lam-bac/cach-yeu-cau")


def test_search_abbreviates_only_the_names_that_people_abbreviate(repository):
    folder = repository / "site/tim-kiem/du-lieu"
    short = re.search(r'"short":\{[^}]*\}', (folder / piece(folder, "w")).read_text("utf-8"))[0]
    assert '"cuc klb":' in short
    assert '"uy bndta":' not in short


def test_an_agency_is_judged_by_the_law_that_applies(repository):
    judged = read(repository / "site/giam-sat/bang/index.html").text
    for name in LISTED.values():
        assert name in judged
    run(repository, "access_info", "letter", "--type", "tran", "--out", "thu", "--as-of", AS_OF)
    assert [path.name for path in (repository / "thu").iterdir()] == ["tran-an.docx"]


def test_a_letter_urges_on_whom_the_office_may(repository):
    run(repository, "access_info", "letter", "--out", "cong-van", "--as-of", AS_OF)
    text = document(repository, "cong-van/tran-an.docx")
    assert "V/v đôn đốc thực hiện\n" in text
    assert "Kính gửi: Ủy ban nhân dân trấn An." in text
    assert "V/v thực hiện\n" in document(repository, "cong-van/cuc-kiem-lam-bac.docx")


def test_an_annex_is_numbered_and_signed_as_its_issuer_is(repository):
    run(repository, "access_info", "annex", "--agency", *NAMES, "--as-of", AS_OF)
    committee = document(repository, "phu-luc/tran-an-cong-khai.docx")
    assert committee.startswith("ỦY BAN NHÂN DÂN\nTRẤN AN\n")
    assert "/QĐ-UBND ngày" in committee
    assert "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n" in committee
    central = document(repository, "phu-luc/cuc-kiem-lam-bac-cong-khai.docx")
    assert central.startswith("CỤC KIỂM LÂM BẮC\n")
    assert "UBND" not in central
