"""Golden cases: every duty in every status that can occur, under each law that knows the duty."""

from __future__ import annotations

import datetime

import pytest
from assessment_cases import IMPOSSIBLE, assessment_cases, in_place, laws, lay_out

from access_info.assessment.duties import JUDGES
from access_info.assessment.findings import STATUSES, PartStatus, Status
from access_info.legal.vocabularies import WAYS
from access_info.pipeline import Options
from access_info.pipeline.preparation.context import read_build_context

CASES = {case.name: case for case in assessment_cases()}


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory):
    """Every case, loaded once."""
    return {name: lay_out(case, tmp_path_factory.mktemp(name)) for name, case in CASES.items()}


def _finding_of(judged, expected):
    assessment = judged.on(datetime.date.fromisoformat(expected["ngay"]))
    findings = (*assessment.findings, *assessment.extras)
    (finding,) = [finding for finding in findings if finding.duty == expected["nghia_vu"]]
    return finding


@pytest.mark.parametrize("name", CASES)
def test_case(name, laid_out):
    judged = laid_out[name]
    expected = CASES[name].expected
    assert [
        judged.shape_of(_finding_of(judged, entry), entry["ngay"]) for entry in expected
    ] == list(expected)


def test_no_case_has_a_status_that_cannot_occur():
    """Which statuses of which duty have a case stands in `tests/cases/legal/today.txt`."""
    have = {
        (entry["nghia_vu"], Status(entry["tinh_trang"]))
        for case in CASES.values()
        for entry in case.expected
    }
    assert have & set(IMPOSSIBLE) == set()


def test_a_duty_that_a_law_does_not_know_gives_its_reason():
    old, new = laws().packs
    unknown = {obligation.id for obligation, _ in laws().obligations_of(new)} - {
        obligation.id for obligation, _ in laws().obligations_of(old)
    }
    reasons = {
        entry["nghia_vu"]: entry["ly_do"]
        for case in CASES.values()
        for entry in case.expected
        if entry["luat"] == old.id and entry["nghia_vu"] in unknown
    }
    assert {"OB-17", "OB-18"} <= set(reasons)
    assert set(reasons.values()) == {f"{old.full_name} không có nghĩa vụ này."}


def test_every_rule_of_another_law_has_a_case_in_each_possible_status():
    (pack,) = laws().supplements
    have: dict[str, set[str]] = {}
    for case in CASES.values():
        for entry in case.expected:
            if entry["luat"] == pack.id:
                have.setdefault(entry["nghia_vu"], set()).add(entry["tinh_trang"])
    assert set(have) == {rule.id for rule in pack.extra_rules}
    for rule in pack.extra_rules:
        if not rule.parts:
            assert have[rule.id] == {"khong-danh-gia-duoc"}
        else:
            assert "dat" in have[rule.id]
            assert len(have[rule.id]) >= 2


def test_every_way_has_a_judge_and_cases_that_pass_and_fail(laid_out):
    assert set(JUDGES) == set(WAYS)
    seen = {
        (judgement.part.way, judgement.status is PartStatus.MET)
        for name, case in CASES.items()
        for expected in case.expected
        for judgement in _finding_of(laid_out[name], expected).judgements
        if judgement.status is not PartStatus.NOT_APPLICABLE
    }
    assert seen == {(way, met) for way in WAYS for met in (True, False)}


def test_a_case_is_named_after_its_duty_and_status():
    for name, case in CASES.items():
        duty, _, rest = name.partition("_")
        expected_statuses = {(entry["nghia_vu"], entry["tinh_trang"]) for entry in case.expected}
        if duty in {"ke-thua", "khong-ap-dung"}:
            continue
        assert duty in {expected_duty for expected_duty, _ in expected_statuses}, name
        if (status := rest.partition("_")[0]) in STATUSES:
            assert (duty, status) in expected_statuses, name


def test_days_off_are_put_into_the_calendar_as_the_pipeline_does(laid_out, tmp_path):
    case = CASES["OB-06_dat_lich-nghi"]
    judged = lay_out(case, tmp_path / "agencies")
    context, problems = read_build_context(
        Options(agencies=tmp_path / "agencies", as_of=datetime.date(2026, 11, 24))
    )
    assert problems == []
    assert context.framework.calendar.local == in_place(judged.place).calendar.local
    assert context.framework.calendar.local
    without = laid_out["OB-06_dat"].framework.calendar
    assert without.local == {}
