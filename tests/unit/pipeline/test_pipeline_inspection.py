"""Inspection of agencies: one sequence for every command, each step and predecessor once."""

from __future__ import annotations

import datetime
import random
import re
from pathlib import Path

import never_issued_numbers
import pytest
from judged_agencies import DAY, FRAMEWORK

from access_info.model.jurisdiction import Jurisdiction
from access_info.pipeline.preparation import inspection
from access_info.pipeline.preparation.inspection import InspectionContext, inspect_agency

PLUGINS = Path(__file__).resolve().parents[3] / "plugins"
ID = never_issued_numbers.identity(random.Random(7))  # noqa: S311 - no secret
ENDED = 'ten: "Xã Cũ"\nloai: "xa"\ncham_dut: {ngay: "2026-10-01"}\n'
HEIR = 'ten: "Xã Mới"\nloai: "xa"\ntien_than: ["xa-cu", "xa-cu", "khong-co", "NAME"]\n'
WAIVED = f"""muc:
- ma: "2026-001"
  ten: "Danh mục {ID}"
  diem: ["l01-d17k1a2"]
  ngay_ban_hanh: "2026-09-01"
  mien_tru:
  - quy_tac: "TT611"
    vai_tro: "Chủ tịch"
    ngay: "2026-09-03"
    ly_do: "Luật buộc phải công khai"
    het_han: "DAY"
"""


def province(folder, *, waived_until="2026-12-31"):
    for name in ("xa-cu", "xa-moi", "xa-moi-hai"):
        (folder / name).mkdir(parents=True)
        text = ENDED if name == "xa-cu" else HEIR.replace("NAME", name)
        (folder / name / "co-quan.yml").write_text(text, "utf-8")
    text = WAIVED.replace("DAY", waived_until)
    (folder / "xa-cu" / "cong-khai.yml").write_text(text, "utf-8")
    return folder


def context(folder, **options):
    known = frozenset(path.name for path in folder.iterdir())
    return InspectionContext(folder, known, FRAMEWORK, Jurisdiction(), DAY, **options)


def test_a_predecessor_is_inspected_once_for_all_its_heirs(tmp_path):
    shared = context(province(tmp_path / "a"))
    first, second = (inspect_agency(shared, name) for name in ("xa-moi", "xa-moi-hai"))
    assert [each.id for each in first.predecessors] == ["xa-cu"]
    assert first.predecessors[0] is second.predecessors[0]
    assert first.loaded is first.loaded
    # What an heir gets is the same whether or not another was inspected before.
    alone = inspect_agency(context(tmp_path / "a"), "xa-moi-hai")
    assert (second.problems, second.assessment) == (alone.problems, alone.assessment)
    assert second.as_of.span == alone.as_of.span


def test_predecessors_are_remembered_up_to_a_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(inspection, "_MAX_PREDECESSORS", 2)
    shared = context(province(tmp_path / "a"))
    first = shared.inspect_predecessor("xa-cu")
    shared.inspect_predecessor("xa-moi")
    assert shared.inspect_predecessor("xa-cu") is first
    shared.inspect_predecessor("xa-moi-hai")
    assert shared.inspect_predecessor("xa-cu") is first
    assert shared.inspect_predecessor("xa-moi").id == "xa-moi"
    shared.inspect_predecessor("xa-moi-hai")
    assert shared.inspect_predecessor("xa-cu") is not first


def test_every_heir_s_outcome_ends_with_a_waiver_of_the_predecessor(tmp_path):
    """What a lapsed waiver withholds changes the duties of all heirs, not of the first alone."""
    shared = context(province(tmp_path / "a"))
    for name in ("xa-moi", "xa-moi-hai"):
        heir = inspect_agency(shared, name)
        assert heir.as_of.span == (datetime.date.min, datetime.date.max)
        assert heir.predecessors
        assert heir.as_of.span[1] == datetime.date(2026, 12, 31)


def test_nothing_that_the_gate_caught_reaches_an_heir(tmp_path):
    heir = inspect_agency(context(province(tmp_path / "a", waived_until="2026-11-01")), "xa-moi")
    [predecessor] = heir.predecessors
    assert any(problem.withheld for problem in predecessor.problems)
    assert ID in repr(predecessor.loaded.rows)
    assert ID not in repr((predecessor.redacted.judged.rows, predecessor.agency, heir.assessment))


@pytest.mark.parametrize("step", ["check_agency", "redact"])
def test_the_steps_are_called_nowhere_else(step):
    """Without its check and its redaction no agency is shown: the order is written once."""
    callers = {
        path.relative_to(PLUGINS).as_posix()
        for path in PLUGINS.rglob("*.py")
        if re.search(rf"(?<!def )\b{step}\(", path.read_text("utf-8"))
    }
    assert callers == {"access_info/pipeline/preparation/inspection.py"}
