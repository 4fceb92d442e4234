"""Calendars of coming due dates: valid, stable, and about what is to come only."""

from __future__ import annotations

import datetime
import re

import exported_lists
import icalendar
import judged_agencies
import pytest
from judged_agencies import WORDS, finding, judgement, lack

from access_info.assessment.findings import PartStatus, Status
from access_info.exports.due_calendar import due_calendar
from access_info.model.as_of import AsOf

PAGE = "https://tinh.mau.example/co-quan/xa-mau/"
SOON = datetime.date(2026, 12, 1)
LATER = datetime.date(2027, 2, 1)
PAST = datetime.date(2026, 11, 23)


def calendar_of(*findings, page=PAGE, day=judged_agencies.DAY, **options):
    return due_calendar(
        agency_id="xa-mau",
        name="Ủy ban nhân dân xã Mẫu",
        findings=findings,
        page=page,
        words=WORDS,
        as_of=AsOf(day),
        **options,
    )


def events(content):
    return {str(event["UID"]): event for event in icalendar.Calendar.from_ical(content).events}


def fresh(due, *, way="ngay-con-han", duty="OB-05", **values):
    return finding(
        duty, Status.MET, judgement("kiểm tra", status=PartStatus.MET, way=way, due=due), **values
    )


def rows(*pairs, duty="OB-06"):
    lacks = [
        lack(f"cập nhật {row}", row, f"Văn bản {row}", file="cong-khai.yml", due=due)
        for row, due in pairs
    ]
    status = PartStatus.LACKING
    return finding(
        duty, Status.PARTIAL, judgement("tần suất", *lacks, status=status, way="theo-tan-suat")
    )


def test_golden():
    content = calendar_of(
        fresh(LATER, title="Duy trì chuyên mục; cổng, trang"),
        rows(("2026-003", SOON), ("2026-001", LATER), ("2026-002", PAST)),
        finding(
            "OB-14",
            Status.PARTIAL,
            judgement("báo cáo", way="dinh-ky", due=LATER),
            title="Báo cáo",
            basis="thay-doi",
        ),
    )
    # Git knows one kind of line end; which one the file has is tested below.
    exported_lists.golden_text(
        judged_agencies.FOLDER / "han.ics", content.decode().replace("\r\n", "\n")
    )


def test_rfc_5545():
    content = calendar_of(rows(("2026-003", SOON)), fresh(LATER, title="Tên rất dài " * 30))
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    read = icalendar.Calendar.from_ical(content)
    assert (read["VERSION"], read["METHOD"]) == ("2.0", "PUBLISH")
    assert read["PRODID"]
    for event in read.events:
        assert not event.errors
        assert type(event["DTSTART"].dt) is datetime.date
        assert "DTEND" not in event
        assert event["URL"] == PAGE
        assert event["DTSTAMP"].dt == datetime.datetime(2026, 11, 23, 17, tzinfo=datetime.UTC)


def test_an_event_keeps_its_id_when_its_day_moves():
    before = events(calendar_of(rows(("2026-003", SOON)), fresh(SOON)))
    after = events(calendar_of(rows(("2026-003", LATER)), fresh(LATER)))
    assert (
        before.keys()
        == after.keys()
        == {
            "xa-mau.OB-06.theo-tan-suat.2026-003@tinh.mau.example",
            "xa-mau.OB-05.ngay-con-han@tinh.mau.example",
        }
    )
    assert {event["DTSTART"].dt for event in before.values()} == {SOON}
    assert {event["DTSTART"].dt for event in after.values()} == {LATER}


def test_ids_of_two_provinces_differ():
    ours = events(calendar_of(fresh(SOON)))
    two = events(calendar_of(fresh(SOON), page="https://khac.example/co-quan/xa-mau/"))
    none = events(calendar_of(fresh(SOON), page=""))
    assert len({*ours, *two, *none}) == 3
    assert "URL" not in next(iter(none.values()))


def test_of_several_days_the_earliest_counts_and_equal_days_share_an_event():
    many = finding(
        "OB-12",
        Status.ABSENT,
        judgement("a", lack("hoạt động", due=LATER), way="trong-nam", due=LATER),
        judgement("b", lack("nội dung", due=LATER), way="trong-nam", due=LATER),
        judgement("c", lack("số người", due=SOON), way="dinh-ky", due=SOON),
    )
    coming = events(calendar_of(many))
    assert {uid: str(event["DESCRIPTION"]) for uid, event in coming.items()} == {
        "xa-mau.OB-12.trong-nam@tinh.mau.example": ("hoạt động\nnội dung\nCăn cứ: khoản 2 Điều 90"),
        "xa-mau.OB-12.dinh-ky@tinh.mau.example": "số người\nCăn cứ: khoản 2 Điều 90",
    }
    repeated = events(calendar_of(rows(("2026-003", LATER), ("2026-003", SOON))))
    assert [event["DTSTART"].dt for event in repeated.values()] == [SOON]


@pytest.mark.parametrize(
    ("due", "days"), [(None, [LATER]), (LATER, [LATER]), (SOON, [SOON, LATER]), (PAST, [LATER])]
)
def test_a_part_that_lacks_something_has_a_day_too(due, days):
    """Else whoever subscribes learns of the row's day, or of none, and not of the duty's."""
    where = ("2026-003", "Văn bản") if due != LATER else ()
    item = finding(
        "OB-06", Status.PARTIAL, judgement("tần suất", lack("cập nhật", *where, due=due), due=LATER)
    )
    coming = events(calendar_of(item)).values()
    assert sorted(event["DTSTART"].dt for event in coming) == days


def test_what_has_passed_or_does_not_apply_is_not_coming():
    assert calendar_of() == b""
    assert calendar_of(fresh(PAST), rows(("2026-001", PAST))) == b""
    gone = finding("OB-05", Status.NOT_APPLICABLE, judgement("x", due=SOON))
    assert calendar_of(gone) == b""
    assert calendar_of(fresh(judged_agencies.DAY)) != b""


def test_the_cache_learns_for_which_days_the_calendar_holds():
    as_of = AsOf(judged_agencies.DAY)
    due_calendar(
        agency_id="x",
        name="X",
        findings=[fresh(SOON), rows(("1-001", PAST))],
        page=PAGE,
        words=WORDS,
        as_of=as_of,
    )
    assert as_of.span == (judged_agencies.DAY, SOON)


def test_a_given_stamp_keeps_the_bytes_from_day_to_day():
    stamp = datetime.date(2026, 11, 20)
    next_day = judged_agencies.DAY + datetime.timedelta(1)
    assert calendar_of(fresh(SOON), stamp=stamp) == calendar_of(
        fresh(SOON), stamp=stamp, day=next_day
    )
    assert calendar_of(fresh(SOON)) != calendar_of(fresh(SOON), day=next_day)


def test_what_the_law_does_not_say_is_marked_as_such():
    unsure = fresh(SOON, citation="chưa thấy trong Luật", basis="chua-xac-minh")
    (event,) = events(calendar_of(unsure)).values()
    assert str(event["DESCRIPTION"]).endswith(
        "Theo chỉ đạo / nghị định chưa xác minh. Về căn cứ: chưa thấy trong Luật"
    )


def test_every_agency_of_the_province():
    whole = judged_agencies.demo()
    seen = set()
    for agency in whole.agencies:
        content = due_calendar(
            agency_id=agency.id,
            name=agency.name,
            findings=(*agency.findings, *agency.extras),
            page=f"https://tinh.mau.example/co-quan/{agency.id}/",
            words=WORDS,
            as_of=AsOf(whole.as_of),
        )
        assert bool(content) is not agency.ended
        coming = events(content) if content else {}
        assert not seen & coming.keys()
        seen |= coming.keys()
        assert all(event["DTSTART"].dt >= whole.as_of for event in coming.values())
    assert len(seen) > 30


@pytest.mark.parametrize("text", [*exported_lists.HOSTILE, "BEGIN:VEVENT\r\nX:1", "dài " * 1000])
def test_hostile_data_stays_text(text):
    item = finding(
        "OB-06",
        Status.PARTIAL,
        judgement(text, lack(text, "2026-001", text, due=SOON), way="theo-tan-suat"),
        title=text,
        citation=text or "x",
    )
    content = calendar_of(item)
    assert content.count(b"BEGIN:VEVENT\r\n") == 1
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]", content)
    (event,) = events(content).values()
    assert event["DTSTART"].dt == SOON
