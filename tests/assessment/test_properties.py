"""What must hold of any agency: time, complete rows, denominators, the order of statuses."""

from __future__ import annotations

import dataclasses
import datetime

from assessed import IMPOSSIBLE, laws
from examples import examples
from hypothesis import assume, given
from hypothesis import strategies as st
from imagined import COMPLETE_CONDITIONAL, FIRST, agencies, complete_items

from access_info.assessment import COVERS, Cover, Finding, Standing, Status
from access_info.model.agency import AgencyProfile
from access_info.model.registry import AsOf

OLD, NEW = laws().packs
EXAMPLES = examples(150)
ORDER = (Status.ABSENT, Status.UNJUDGED, Status.OVERDUE, Status.PARTIAL, Status.MET)
RANK = {status: rank for rank, status in enumerate(ORDER)}
DAYS = st.dates(min_value=datetime.date(2018, 7, 1), max_value=datetime.date(2028, 12, 31))


@st.composite
def _agency_and_day(draw):
    day = draw(DAYS)
    return draw(agencies(day)), day


def _all(assessment) -> tuple[Finding, ...]:
    return (*assessment.findings, *assessment.extras)


def _by_duty(assessment) -> dict[str, Finding]:
    return {one.duty: one for one in _all(assessment)}


@EXAMPLES
@given(_agency_and_day(), st.integers(0, 366))
def test_time_alone_never_makes_a_duty_met(imagined, later):
    agency, day = imagined
    end = day + datetime.timedelta(days=later)
    assume(end.year == day.year)
    assume(laws().in_force(end) is laws().in_force(day))
    after = _by_duty(agency.on(end))
    for duty, finding in _by_duty(agency.on(day)).items():
        if finding.status in {Status.OVERDUE, Status.ABSENT}:
            assert after[duty].status is not Status.MET, duty


@EXAMPLES
@given(st.data(), _agency_and_day(), st.integers(0, 3))
def test_a_complete_row_never_lowers_and_its_removal_never_raises(data, imagined, at):
    agency, day = imagined
    item = data.draw(complete_items(day))
    items = (*agency.items[:at], item, *agency.items[at:])
    more = dataclasses.replace(agency, items=items)
    before, after = _by_duty(agency.on(day)), _by_duty(more.on(day))
    for duty, finding in before.items():
        if finding.status in RANK and after[duty].status in RANK:
            assert RANK[after[duty].status] >= RANK[finding.status], duty


@EXAMPLES
@given(_agency_and_day())
def test_the_same_of_a_row_of_the_conditional_list(imagined):
    agency, day = imagined
    more = dataclasses.replace(agency, conditional=(*agency.conditional, COMPLETE_CONDITIONAL))
    before, after = _by_duty(agency.on(day)), _by_duty(more.on(day))
    for duty, finding in before.items():
        if finding.status in RANK:
            assert RANK[after[duty].status] >= RANK[finding.status], duty


def _named(law, texts) -> set[str]:
    """Ids of points and kinds of a law that texts name."""
    found = set()
    for text in texts:
        place = laws().point(text)
        if place is not None and place[0].id == law.id:
            found.add((place[2] or place[1]).id)
    return found


@dataclasses.dataclass(frozen=True)
class _Known:
    """What an agency's data say of points and kinds, read without the room's help."""

    named: set[str]
    declared: set[str]
    arising: set[str]

    def point(self, point) -> str:
        """`yes`: counts and is there; `no`: counts and is not; "": counts nowhere."""
        if point.id in self.named or any(kind.id in self.named for kind in point.kinds):
            lacking = any(self.kind(point, kind) == "no" for kind in point.kinds)
            return "no" if lacking else "yes"
        kinds = {kind.id for kind in point.kinds}
        if point.id in self.declared or (kinds and kinds <= self.declared):
            return ""
        wanted = point.id in self.arising or kinds & self.arising - self.declared
        return "no" if wanted else ""

    def kind(self, point, kind) -> str:
        if kind.id in self.named:
            return "yes"
        if kind.id in self.declared or point.id in self.declared:
            return ""
        return "no" if kind.id in self.arising else ""


def _known(agency, law, day) -> _Known:
    rows = [
        one
        for item in agency.items
        if _in_force(item, day)
        for one in (item, *(doc for doc in item.get("van_ban", ()) if _in_force(doc, day)))
    ]
    assigned = [
        one["diem"] for one in agency.place.get("phan_cong", ()) if "co-quan-mau" in one["co_quan"]
    ]
    declared = [
        one["diem"] for one in agency.profile.get("khong_phat_sinh", ()) if one.get("ly_do")
    ]
    return _Known(
        _named(law, [text for row in rows for text in row.get("diem", ())]),
        _named(law, declared),
        _named(law, [*agency.profile.get("phat_sinh", ()), *assigned]),
    )


def _in_force(row, day) -> bool:
    ends = row.get("hieu_luc", {}).get("den")
    return row.get("tinh_trang") != "het-hieu-luc" and (ends is None or ends >= str(day))


@EXAMPLES
@given(_agency_and_day())
def test_what_is_declared_or_only_suggested_counts_in_no_denominator(imagined):
    agency, day = imagined
    assessment = agency.on(day)
    law = assessment.law
    known = _known(agency, law, day)
    points = [known.point(point) for point in law.points]
    new = []
    for point in law.points:
        kinds = [known.kind(point, kind) for kind in point.kinds if kind.is_new]
        if kinds and len(kinds) == len(point.kinds) and not any(kinds):
            kinds = [known.point(point)]
        new += kinds
    wanted = {
        "phu-diem": (points.count("yes"), len(points) - points.count("")),
        "loai-moi": (new.count("yes"), len(new) - new.count("")),
    }
    for finding in assessment.findings:
        for one in finding.judgements:
            if one.part.way in wanted and one.of:
                assert (one.met, one.of) == wanted[one.part.way]
            if one.part.way == "loai-moi":
                assert (one.met, one.of) == wanted["loai-moi"]
    counts = {cover: assessment.coverage.count(Cover(cover)) for cover in COVERS}
    assert sum(counts.values()) == len(law.points)
    for point in assessment.coverage.points:
        spoken = known.named | known.arising
        if point.cover in {Cover.COVERED, Cover.MISSING}:
            assert spoken & {point.point.id, *(kind.kind.id for kind in point.kinds)}
        for kind in point.kinds:
            if kind.cover is Cover.MISSING:
                assert kind.kind.id in known.arising - known.declared


@EXAMPLES
@given(st.data(), _agency_and_day())
def test_a_declaration_never_widens_a_denominator(data, imagined):
    agency, day = imagined
    law = laws().in_force(day)
    ids = [point.id for point in law.points] + [kind.id for _, kind in law.kinds]
    entry = {"diem": data.draw(st.sampled_from(ids)), "ly_do": "Không phát sinh"}
    declared = [*agency.profile.get("khong_phat_sinh", ()), entry]
    more = dataclasses.replace(agency, profile=agency.profile | {"khong_phat_sinh": declared})
    before, after = _by_duty(agency.on(day)), _by_duty(more.on(day))
    for duty in ("OB-02", "OB-17"):
        widths = [
            {one.part.way: one.of for one in found[duty].judgements} for found in (before, after)
        ]
        for way in set(widths[0]) & set(widths[1]) & {"phu-diem", "loai-moi"}:
            assert widths[1][way] <= widths[0][way]


def _first_that_fits(agency, day, finding) -> set[Status]:
    """The status by the design's order, from the agency's data and what was seen of each part."""
    law = laws().in_force(day)
    profile = AgencyProfile.model_validate(agency.profile)
    duty = laws().obligation(finding.duty)
    reasons = {one.point: one.reason for one in profile.not_arising if one.reason}
    founded = profile.founded.date if profile.founded else None
    asked = [one for one in finding.judgements if one.standing is not Standing.NOT_ASKED]
    standings = [one.standing for one in asked]
    fits = [
        (
            Status.NOT_APPLICABLE,
            not law.binds(profile.type, day)
            or (founded is not None and founded > day)
            or finding.duty not in {basis.id for basis in law.obligation_bases}
            or not ("moi-co-quan" in duty.binds or profile.type in duty.binds)
            or (duty.may_not_arise and finding.duty in reasons)
            or not asked,
        ),
        (Status.ABSENT, not any(one.evidence for one in asked if not one.part.is_aside)),
        (Status.UNJUDGED, Standing.UNKNOWN in standings),
        (Status.OVERDUE, Standing.OVERDUE in standings),
        (Status.PARTIAL, Standing.LACKING in standings),
        (Status.MET, True),
    ]
    return next(status for status, holds in fits if holds)


@EXAMPLES
@given(_agency_and_day())
def test_the_status_is_the_first_that_fits(imagined):
    agency, day = imagined
    for finding in agency.on(day).findings:
        assert finding.status is _first_that_fits(agency, day, finding), finding
        assert (finding.duty, finding.status) not in IMPOSSIBLE
        assert bool(finding.reason) is (finding.status is Status.NOT_APPLICABLE)
        lacking = finding.status not in {Status.NOT_APPLICABLE, Status.MET}
        assert bool(finding.lacks) is lacking
        if finding.status is Status.OVERDUE:
            assert finding.due < day
        for one in finding.judgements:
            assert 0 <= one.met <= max(one.of, 0)
            assert (one.standing is Standing.MET) <= (not one.lacks)
            assert (one.standing is Standing.MET) <= bool(one.evidence)


@EXAMPLES
@given(st.data(), st.one_of(st.sampled_from((datetime.date.max, datetime.date.min)), DAYS))
def test_no_date_raises_and_findings_hold_as_long_as_they_say(data, day):
    edges = st.sampled_from((datetime.date.min, datetime.date.max, day, FIRST))
    agency = data.draw(agencies(NEW.in_force_from, st.one_of(edges, st.dates()).map(str)))
    as_of = AsOf(day)
    found = _all(agency.on(day, as_of=as_of))
    # The last day there is stands for "for ever", so a span never ends before it.
    for other in {*as_of.span} - {datetime.date.max}:
        assert _all(agency.on(other)) == found


@EXAMPLES
@given(_agency_and_day(), st.integers(-30, 30))
def test_an_ended_agency_has_no_duties_from_its_last_day_on(imagined, shift):
    agency, day = imagined
    end = day + datetime.timedelta(days=shift)
    profile = {key: value for key, value in agency.profile.items() if key != "thanh_lap"}
    ended = dataclasses.replace(agency, profile=profile | {"cham_dut": {"ngay": str(end)}})
    alive = dataclasses.replace(agency, profile=profile)
    loaded = ended.loaded()
    assessment = ended.on(day)
    if shift <= 0:
        assert {one.status for one in assessment.findings} == {Status.NOT_APPLICABLE}
        assert assessment.extras == ()
    else:
        assert assessment.findings == alive.on(day).findings
    assert loaded.agency is not None


@EXAMPLES
@given(st.data(), _agency_and_day(), st.booleans())
def test_predecessors_count_once_they_have_ended_under_a_law_that_passes_on(data, imagined, over):
    agency, day = imagined
    other = data.draw(agencies(day))
    end = day if over else day + datetime.timedelta(days=1)
    profile = other.profile | {"cham_dut": {"ngay": str(end)}}
    loaded = dataclasses.replace(other, profile=profile).loaded("xa-cu")
    alone, together = agency.on(day), agency.on(day, loaded)
    changed = {
        one.duty for one, both in zip(alone.findings, together.findings, strict=True) if one != both
    }
    counts = over and laws().in_force(day) is NEW
    assert changed <= ({"OB-08", "OB-16"} if counts else set())
    rows = sum(_in_force(item, day) for item in (*agency.items, *(other.items if counts else ())))
    for one in _by_duty(together)["OB-08"].judgements:
        assert one.of in {0, rows}
        assert one.of or not rows or not agency.place.get("ra_soat")
