"""What must hold of any agency, under today's laws and under small ones made up for tests."""

from __future__ import annotations

import dataclasses
import datetime

from assessment_cases import IMPOSSIBLE, laws, settled, small_laws
from example_counts import examples
from hypothesis import assume, example, given
from hypothesis import strategies as st
from imagined_agencies import COMPLETE_CONDITIONAL, FIRST, Imagined, agencies, complete_items
from known_points import in_force, known_points

from access_info.assessment.coverage import COVERS, Cover
from access_info.assessment.findings import Finding, PartStatus, Status
from access_info.model.agency import AgencyProfile
from access_info.model.as_of import AsOf

FRAMEWORKS = st.sampled_from((small_laws(), laws()))
# The same in every run, some 25 ms each; others come with `--hypothesis-profile=default`.
EXAMPLES = examples(50)
ORDER = (Status.ABSENT, Status.UNJUDGED, Status.OVERDUE, Status.PARTIAL, Status.MET)
RANK = {status: rank for rank, status in enumerate(ORDER)}
DAYS = st.dates(min_value=datetime.date(2018, 7, 1), max_value=datetime.date(2028, 12, 31))


@st.composite
def _agency_and_day(draw):
    day = draw(DAYS)
    return draw(agencies(day, draw(FRAMEWORKS))), day


def _all(assessment) -> tuple[Finding, ...]:
    return (*assessment.findings, *assessment.extras)


def _by_duty(assessment) -> dict[str, Finding]:
    return {finding.duty: finding for finding in _all(assessment)}


@EXAMPLES
@given(_agency_and_day(), st.integers(0, 366))
def test_time_alone_never_makes_a_duty_met(imagined, later):
    agency, day = imagined
    end = day + datetime.timedelta(days=later)
    assume(end.year == day.year)
    assume(agency.framework.in_force(end) is agency.framework.in_force(day))
    after = _by_duty(agency.on(end))
    for duty, finding in _by_duty(agency.on(day)).items():
        if finding.status in {Status.OVERDUE, Status.ABSENT}:
            assert after[duty].status is not Status.MET, duty


@EXAMPLES
@given(st.data(), _agency_and_day(), st.integers(0, 3))
def test_a_complete_row_never_lowers_and_its_removal_never_raises(data, imagined, at):
    agency, day = imagined
    item = data.draw(complete_items(day, agency.framework))
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


def _listed_only(framework, point, **more):
    """An agency with one row that names a point and says neither where nor since when to read it."""
    item = {"ma": "2026-000", "ten": "Danh mục", "diem": [point]}
    profile = {"ten": "Cơ quan Mẫu", "loai": "van-phong-ubnd"}
    return Imagined(profile, (item,), framework=framework, **more)


HOUSING = [f"l01-d17k1m{number}" for number in (1, 2, 3, 4)]
ASSIGNED = {"diem": HOUSING[0], "co_quan": ["co-quan-mau"]}


@EXAMPLES
@given(_agency_and_day())
@example((_listed_only(laws(), "l01-d17k1m"), datetime.date(2026, 9, 1)))
@example(
    (
        _listed_only(laws(), "l01-d17k1m", place={"kiem_chung": settled(HOUSING)}),
        datetime.date(2026, 9, 1),
    )
)
@example(
    (
        _listed_only(laws(), "l01-d17k1m", place={"phan_cong": [ASSIGNED]}),
        datetime.date(2026, 9, 1),
    )
)
@example((_listed_only(small_laws(), "l92-d5k1b"), datetime.date(2026, 9, 1)))
def test_what_is_declared_or_only_suggested_counts_in_no_denominator(imagined):
    agency, day = imagined
    assessment = agency.on(day)
    law = assessment.law
    known = known_points(agency, law, day)
    ends = [transition.due for transition in law.transitions if transition.due is not None]
    waits = bool(ends) and day <= min(ends)
    points = [known.point(point, waits=waits) for point in law.points]
    new = [state for point in law.points for state in known.new(point)]
    wanted = {
        "phu-diem": (points.count("yes"), len(points) - points.count("")),
        "loai-moi": (new.count("yes"), len(new) - new.count("")),
    }
    for finding in assessment.findings:
        for judgement in finding.judgements:
            if judgement.part.way in wanted and judgement.of:
                assert (judgement.met, judgement.of) == wanted[judgement.part.way]
            if judgement.part.way == "loai-moi":
                assert (judgement.met, judgement.of) == wanted["loai-moi"]
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
    law = agency.framework.in_force(day)
    ids = [point.id for point in law.points] + [kind.id for _, kind in law.kinds]
    entry = {"diem": data.draw(st.sampled_from(ids)), "ly_do": "Không phát sinh"}
    declared = [*agency.profile.get("khong_phat_sinh", ()), entry]
    more = dataclasses.replace(agency, profile=agency.profile | {"khong_phat_sinh": declared})
    before, after = _by_duty(agency.on(day)), _by_duty(more.on(day))
    for way in ("phu-diem", "loai-moi"):
        widths = _widths(before, way)
        for duty, width in _widths(after, way).items():
            assert width <= widths.get(duty, width)


def _widths(findings, way) -> dict[str, int]:
    """Of each duty that is judged in a way, over how many things."""
    return {
        duty: judgement.of
        for duty, finding in findings.items()
        for judgement in finding.judgements
        if judgement.part.way == way
    }


def _first_that_fits(agency, day, finding) -> set[Status]:
    """The status by the design's order, from the agency's data and what was seen of each part."""
    law = agency.framework.in_force(day)
    profile = AgencyProfile.model_validate(agency.profile)
    duty = agency.framework.obligation(finding.duty)
    reasons = {
        declaration.point: declaration.reason
        for declaration in profile.not_arising
        if declaration.reason
    }
    founded = profile.founded.date if profile.founded else None
    # Who logged a correction cannot say that there was none to make.
    arose = duty.is_of_corrections and bool(agency.corrections)
    applicable = [
        judgement
        for judgement in finding.judgements
        if judgement.status is not PartStatus.NOT_APPLICABLE
    ]
    statuses = [judgement.status for judgement in applicable]
    fits = [
        (
            Status.NOT_APPLICABLE,
            not law.binds(profile.type, day)
            or (founded is not None and founded > day)
            or finding.duty not in {basis.id for basis in law.obligation_bases}
            or not ("moi-co-quan" in duty.binds or profile.type in duty.binds)
            or (duty.may_not_arise and finding.duty in reasons and not arose)
            or not applicable,
        ),
        (
            Status.ABSENT,
            not any(judgement.evidence for judgement in applicable if not judgement.part.is_aside),
        ),
        (Status.UNJUDGED, PartStatus.UNKNOWN in statuses),
        (Status.OVERDUE, PartStatus.OVERDUE in statuses),
        (Status.PARTIAL, PartStatus.LACKING in statuses),
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
        for judgement in finding.judgements:
            assert 0 <= judgement.met <= max(judgement.of, 0)
            assert (judgement.status is PartStatus.MET) <= (not judgement.lacks)
            assert (judgement.status is PartStatus.MET) <= bool(judgement.evidence)


@EXAMPLES
@given(st.data(), st.one_of(st.sampled_from((datetime.date.max, datetime.date.min)), DAYS))
def test_no_date_raises_and_findings_hold_as_long_as_they_say(data, day):
    edges = st.sampled_from((datetime.date.min, datetime.date.max, day, FIRST))
    framework = data.draw(FRAMEWORKS)
    start = framework.packs[1].in_force_from
    agency = data.draw(agencies(start, framework, st.one_of(edges, st.dates()).map(str)))
    as_of = AsOf(day)
    findings = _all(agency.on(day, as_of=as_of))
    # The last day there is stands for "for ever", so a span never ends before it.
    for other in {*as_of.span} - {datetime.date.max}:
        assert _all(agency.on(other)) == findings


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
        assert {finding.status for finding in assessment.findings} == {Status.NOT_APPLICABLE}
        assert assessment.extras == ()
    else:
        assert assessment.findings == alive.on(day).findings
    assert loaded.agency is not None


@EXAMPLES
@given(st.data(), _agency_and_day(), st.booleans())
def test_predecessors_count_once_they_have_ended_under_a_law_that_passes_on(data, imagined, over):
    agency, day = imagined
    other = data.draw(agencies(day, agency.framework))
    end = day if over else day + datetime.timedelta(days=1)
    profile = other.profile | {"cham_dut": {"ngay": str(end)}}
    loaded = dataclasses.replace(other, profile=profile).loaded("xa-cu")
    alone, together = agency.on(day), agency.on(day, loaded)
    changed = {
        finding.duty
        for finding, both in zip(alone.findings, together.findings, strict=True)
        if finding != both
    }
    law = agency.framework.in_force(day)
    counts = over and law.passes_on
    assert changed <= (_inherited(agency.framework) if counts else set())
    rows = sum(in_force(item, day) for item in (*agency.items, *(other.items if counts else ())))
    for width in _widths(_by_duty(together), "moi-dong-con-han").values():
        assert width in {0, rows}
        assert width or not rows or not agency.place.get("ra_soat")


def _inherited(framework) -> set[str]:
    """Duties about rows that are looked at again and about corrections: they pass on."""
    return {
        duty.id
        for duty in framework.obligations
        if duty.is_of_corrections or any(part.way == "moi-dong-con-han" for part in duty.parts)
    }
