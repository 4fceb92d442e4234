"""Attachments in which the gate found nothing are not judged again, until anything about them changes."""

from __future__ import annotations

import random

import never_issued_numbers
import pytest
from judged_agencies import DAY, FRAMEWORK

from access_info.checks import safety
from access_info.model.jurisdiction import Jurisdiction
from access_info.pipeline.preparation import inspection
from access_info.pipeline.preparation.inspection import InspectionContext, inspect_agency

SECRET = f"Số căn cước: {never_issued_numbers.identity(random.Random(7))}"  # noqa: S311 - no secret


@pytest.fixture
def agency(tmp_path):
    """An agency with an attachment that holds nothing wrong."""
    folder = tmp_path / "agencies" / "xa-mau"
    (folder / "tep").mkdir(parents=True)
    (folder / "co-quan.yml").write_text('ten: "Xã Mẫu"\nloai: "xa"\n', "utf-8")
    rows = 'muc:\n- ma: "2026-001"\n  ten: "Quy chế"\n  tep: ["{name}"]\n'
    (folder / "cong-khai.yml").write_text(rows.format(name="quy-che.txt"), "utf-8")
    (folder / "tep/quy-che.txt").write_text("Quy chế tiếp công dân.", "utf-8")
    return folder


@pytest.fixture
def judged(agency, tmp_path, monkeypatch):
    """Inspect the agency; return the attachments that were judged, and the codes of all problems."""
    names = []
    judge = safety.violations_in_attachment

    def noted(name, path, scan, **given):
        names.append(name)
        return judge(name, path, scan, **given)

    monkeypatch.setattr(safety, "violations_in_attachment", noted)

    def inspect():
        names.clear()
        shared = InspectionContext(
            agency.parent,
            frozenset({"xa-mau"}),
            FRAMEWORK,
            Jurisdiction(),
            DAY,
            cache=tmp_path / "cache",
            attachments=True,
        )
        problems = inspect_agency(shared, "xa-mau").problems
        return [*names], [problem.code for problem in problems]

    return inspect


def test_what_was_found_clean_is_not_judged_again(judged):
    assert judged() == (["tep/quy-che.txt"], [])
    assert judged() == ([], [])


def test_another_content_is_judged(judged, agency):
    judged()
    (agency / "tep/quy-che.txt").write_text(SECRET, "utf-8")
    assert judged() == (["tep/quy-che.txt"], ["TT611"])
    # Of a file in which something was found nothing is remembered: it is judged each time.
    assert judged() == (["tep/quy-che.txt"], ["TT611"])


def test_the_same_content_by_another_name_is_judged(judged, agency):
    judged()
    path = agency / "cong-khai.yml"
    path.write_text(path.read_text("utf-8").replace("quy-che", "quy-che-mat"), "utf-8")
    (agency / "tep/quy-che.txt").rename(agency / "tep/quy-che-mat.txt")
    assert judged()[0] == ["tep/quy-che-mat.txt"]


def test_another_version_of_the_program_judges_anew(judged, monkeypatch):
    judged()
    monkeypatch.setattr(inspection, "code_key", lambda: "khác")
    assert judged()[0] == ["tep/quy-che.txt"]
