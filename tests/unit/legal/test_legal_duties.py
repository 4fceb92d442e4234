"""Whom the laws bind: duties, suggested kinds, the commune's further law."""

from __future__ import annotations

import datetime

import pytest
from laws_as_text import duties_binding
from loaded_program import laws_of_today

from access_info.model.vocabularies import AGENCY_TYPES

FRAMEWORK, PROBLEMS = laws_of_today()
assert FRAMEWORK is not None, PROBLEMS
OLD, NEW = FRAMEWORK.packs
(GRASSROOTS,) = FRAMEWORK.supplements
AFTER = datetime.date(2026, 9, 1)
BEFORE = datetime.date(2026, 8, 31)


@pytest.mark.parametrize(
    ("agency_type", "on", "within", "without"),
    [
        ("van-phong-ubnd", AFTER, {"OB-01", "OB-14", "OB-17", "OB-18"}, set()),
        ("xa", AFTER, {"OB-01", "OB-17", "OB-18"}, {"OB-14"}),
        ("dac-khu", AFTER, {"OB-01", "OB-17", "OB-18"}, {"OB-14"}),
        ("so", AFTER, {"OB-01", "OB-17"}, {"OB-14", "OB-18"}),
        ("trung-uong", AFTER, {"OB-01", "OB-14", "OB-17", "OB-18"}, set()),
        ("su-nghiep", AFTER, {"OB-01", "OB-16"}, {"OB-14", "OB-17", "OB-18"}),
        ("cap-huyen", AFTER, set(), {"OB-01", "OB-14"}),
        ("van-phong-ubnd", BEFORE, {"OB-01", "OB-14"}, {"OB-17", "OB-18"}),
        ("xa", BEFORE, {"OB-01", "OB-16"}, {"OB-14", "OB-17", "OB-18"}),
        ("su-nghiep", BEFORE, set(), {"OB-01", "OB-16"}),
        ("cap-huyen", datetime.date(2025, 6, 30), {"OB-01", "OB-16"}, {"OB-14", "OB-17"}),
        ("cap-huyen", datetime.date(2025, 7, 1), set(), {"OB-01", "OB-16"}),
        ("xa", datetime.date(2018, 6, 30), set(), {"OB-01", "OB-16"}),
    ],
)
def test_duties_bind_by_type_and_day(agency_type, on, within, without):
    duties = duties_binding(FRAMEWORK, agency_type, on)
    assert within <= set(duties)
    assert not without & set(duties)
    assert bool(duties) is bool(within)
    assert duties == sorted(duties)


def test_duties_say_whom_they_bind_why_and_how_firmly():
    assert all(item.reason and item.parts for item in FRAMEWORK.obligations)
    assert {item.verification for item in FRAMEWORK.obligations} <= {"khong", "ban-chep"}
    # Whom a duty binds is no surer than where the law lays it down.
    unread = {item.id for item in FRAMEWORK.obligations if item.verification == "khong"}
    bases = [basis for _, basis in FRAMEWORK.obligations_of(NEW)]
    assert {basis.id for basis in bases if basis.verification == "khong"} == unread
    assert all(basis.status != "trong-luat" for basis in bases if basis.id in unread)
    back_publication = FRAMEWORK.obligation("OB-17")
    assert "su-nghiep" not in back_publication.binds
    (bound,) = [basis for basis in bases if basis.id == "OB-17"]
    (transition,) = [transition for transition in NEW.transitions if transition.id in bound.periods]
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
    kinds = {kind.alias for kind in NEW.suggested_kinds(agency_type, field)}
    assert within <= kinds
    assert not without & kinds
    assert OLD.suggested_kinds(agency_type, field) == ()


def test_a_central_body_may_have_every_kind():
    assert [*NEW.suggested_kinds("trung-uong")] == [kind for _, kind in NEW.kinds]


@pytest.mark.parametrize("agency_type", AGENCY_TYPES)
def test_the_grassroots_law_binds_communes_only(agency_type):
    supplements = FRAMEWORK.supplements_for(agency_type, AFTER)
    assert supplements == ((GRASSROOTS,) if agency_type in {"xa", "phuong", "dac-khu"} else ())
    assert FRAMEWORK.supplements_for(agency_type, datetime.date(2023, 6, 30)) == ()
