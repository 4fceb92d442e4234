"""Whom the laws bind: duties, suggested kinds, the commune's further law."""

from __future__ import annotations

import datetime
from collections import Counter

import pytest

from access_info.legal.framework import load_framework
from access_info.model.vocabularies import AGENCY_TYPES

FRAMEWORK, PROBLEMS = load_framework()
assert FRAMEWORK is not None, PROBLEMS
OLD, NEW = FRAMEWORK.packs
(GRASSROOTS,) = FRAMEWORK.supplements
AFTER = datetime.date(2026, 9, 1)
BEFORE = datetime.date(2026, 8, 31)


@pytest.mark.parametrize(
    ("agency_type", "on", "count"),
    [
        ("van-phong-ubnd", AFTER, 18),
        ("xa", AFTER, 17),
        ("dac-khu", AFTER, 17),
        ("so", AFTER, 16),
        ("trung-uong", AFTER, 18),
        ("su-nghiep", AFTER, 15),
        ("cap-huyen", AFTER, 0),
        ("van-phong-ubnd", BEFORE, 16),
        ("xa", BEFORE, 15),
        ("su-nghiep", BEFORE, 0),
        ("cap-huyen", datetime.date(2025, 6, 30), 15),
        ("cap-huyen", datetime.date(2025, 7, 1), 0),
        ("xa", datetime.date(2018, 6, 30), 0),
    ],
)
def test_duties_bind_by_type_and_day(agency_type, on, count):
    duties = FRAMEWORK.obligations_for(agency_type, on)
    assert len(duties) == count
    assert [duty.id for duty in duties] == sorted(duty.id for duty in duties)


def test_duties_say_whom_they_bind_why_and_how_firmly():
    assert all(item.reason and item.parts for item in FRAMEWORK.obligations)
    # Those rest on the decree that was not found.
    unverified = ["OB-01", "OB-03", "OB-05", "OB-12", "OB-13", "OB-14"]
    assert [item.id for item in FRAMEWORK.obligations if item.verification == "khong"] == unverified
    assert {item.verification for item in FRAMEWORK.obligations} == {"khong", "ban-chep"}
    bases = FRAMEWORK.obligations_of(NEW)
    assert [one.id for one in bases if one.basis.verification == "khong"] == unverified
    statuses = Counter(bound.basis.status for bound in FRAMEWORK.obligations_of(NEW))
    assert statuses == {"trong-luat": 12, "chua-xac-minh": 3, "mot-phan": 2, "thay-doi": 1}
    back_publication = FRAMEWORK.obligation("OB-17")
    assert "su-nghiep" not in back_publication.binds
    (bound,) = [one for one in FRAMEWORK.obligations_of(NEW) if one.id == "OB-17"]
    (transition,) = [one for one in NEW.transitions if one.id in bound.basis.periods]
    assert transition.due == datetime.date(2027, 3, 1)


@pytest.mark.parametrize(
    ("agency_type", "field", "within", "without"),
    [
        ("xa", None, {"l5", "a1"}, {"m1", "n5", "o1"}),
        ("so", None, {"m1"}, {"l5", "n5"}),
        ("su-nghiep", "y-te", {"n5", "s1"}, {"o1", "m1"}),
        ("su-nghiep", "giao-duc", {"o1", "s1"}, {"n5"}),
        ("su-nghiep", "khac", {"s1"}, {"n5", "o1"}),
        ("su-nghiep", None, {"s1"}, {"n5", "o1"}),
        ("cap-huyen", None, set(), {"a1"}),
    ],
)
def test_kinds_are_suggested_by_type_and_field(agency_type, field, within, without):
    kinds = {kind.alias for kind in FRAMEWORK.suggested_kinds(NEW, agency_type, field)}
    assert within <= kinds
    assert not without & kinds
    assert FRAMEWORK.suggested_kinds(OLD, agency_type, field) == ()


def test_a_central_body_may_have_every_kind():
    assert len(FRAMEWORK.suggested_kinds(NEW, "trung-uong")) == 88


@pytest.mark.parametrize("agency_type", AGENCY_TYPES)
def test_the_grassroots_law_binds_communes_only(agency_type):
    found = FRAMEWORK.supplements_for(agency_type, AFTER)
    assert found == ((GRASSROOTS,) if agency_type in {"xa", "phuong", "dac-khu"} else ())
    assert FRAMEWORK.supplements_for(agency_type, datetime.date(2023, 6, 30)) == ()
