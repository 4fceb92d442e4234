"""The demo's agencies, judged day by day over the change of laws, of years and of the transition."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from assessment_cases import load

from access_info.assessment.agency_context import has_ended
from access_info.assessment.findings import Status
from access_info.legal.vocabularies import PART_LISTS
from access_info.loading.folders import agency_ids
from access_info.model.as_of import AsOf

pytestmark = pytest.mark.sampled

AGENCIES = Path(__file__).parents[3] / "agencies"
IDS, _ = agency_ids(AGENCIES)
FIRST, LAST = datetime.date(2026, 8, 25), datetime.date(2027, 3, 5)
DAYS = [FIRST + datetime.timedelta(days=number) for number in range((LAST - FIRST).days + 1)]


def _judged(agency):
    alone = load(AGENCIES, agency)
    named = alone.loaded.agency.profile.predecessors
    return load(AGENCIES, agency, tuple(predecessor for predecessor in named if predecessor in IDS))


def test_the_demo_has_an_agency_that_others_merged_into():
    assert max(len(_judged(agency).predecessors) for agency in IDS) >= 2


@pytest.mark.parametrize("agency", IDS)
def test_findings_hold_for_as_long_as_they_say(agency):
    judged = _judged(agency)
    same: list[int] = []
    spans = []
    before = None
    for day in DAYS:
        as_of = AsOf(day)
        assessment = judged.on(day, as_of)
        same.append((same[-1] if same else 0) + (assessment != before))
        spans.append(as_of.span)
        before = assessment
    for number, (start, end) in enumerate(spans):
        assert start <= DAYS[number] <= end
        first, last = max(start, FIRST), min(end, LAST)
        assert same[(first - FIRST).days] == same[number] == same[(last - FIRST).days]
    ended = has_ended(judged.loaded.agency, AsOf(LAST))
    assert len(set(same)) >= (1 if ended else 2)


@pytest.mark.parametrize("agency", IDS)
def test_every_lack_has_a_file_and_reads_as_something_to_add(agency):
    judged = _judged(agency)
    for day in (FIRST, datetime.date(2026, 11, 24), LAST):
        assessment = judged.on(day)
        for finding in (*assessment.findings, *assessment.extras):
            assert finding.citation or finding.status is Status.NOT_APPLICABLE
            for lack in finding.lacks:
                file, _, line = judged.place_of(lack.spot).rpartition(":")
                assert int(line) >= 1
                known = file.removeprefix("../").partition("/")[0]
                lists = {f"{name}.yml" for name in PART_LISTS} | {"co-quan.yml", "dinh-chinh.yml"}
                assert known in {*lists, "cong-khai", "thong-ke", *IDS, "_dia-ban.yml"}
                assert not lack.what.startswith(("mỗi ", "chưa ", "cột ")), lack.what
                assert lack.what == lack.what.strip().rstrip(".;")
                assert lack.what[:1] == lack.what[:1].lower()
