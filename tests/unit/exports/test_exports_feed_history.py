"""Feeds tell what is gone (RFC 6721), and hand over what no longer fits in (RFC 5005)."""

from __future__ import annotations

import datetime

import exported_lists
import feedparser
import pytest
from exported_feeds import entries_of, feed, item
from exported_lists import SITE
from lxml import etree

from access_info.exports.follower_feed import (
    MAX_AGENCY_ENTRIES,
    MAX_ARCHIVED,
    MAX_ENTRIES,
    FeedEntry,
    FeedMonths,
    feed_bytes,
    feed_files,
    removed_entries,
)
from access_info.exports.follower_files import FollowedRow, RowNow, compared
from access_info.model.as_of import AsOf

NAMES = {"a": "http://www.w3.org/2005/Atom", "at": "http://purl.org/atompub/tombstones/1.0"}
PAGE = f"{SITE}/co-quan/so-mau/"
ADDRESS = f"{PAGE}tin.xml"


def written(entries, **values):
    given = feed(ADDRESS, **values)
    return {
        path: etree.fromstring(content) for path, content in feed_files(given, "tin.xml", entries)
    }


def tombstones(root):
    return [(node.get("ref"), node.get("when")) for node in root.findall("at:deleted-entry", NAMES)]


def many(count, year="2026"):
    return [
        FeedEntry(
            f"{year}-03-{1 + number % 28:02}", f"{PAGE}cong-khai/#{year}-{number:03}", "Mới: x"
        )
        for number in range(count)
    ]


def test_a_withdrawal_moves_the_feed_and_names_nothing():
    before = item("1", ngay_cong_khai="2026-09-01", so_ky_hieu="7/MẬT")
    other = item("2", ngay_cong_khai="2026-09-02")
    after = {**before, "rut": {"ngay": "2026-10-02", "ly_do": "Có đời tư"}}
    first, then = (
        written(entries_of(exported_lists.agency([given, other], [], [])))["tin.xml"]
        for given in (before, after)
    )
    assert tombstones(first) == []
    assert tombstones(then) == [(f"{PAGE}#1", "2026-10-02T00:00:00+07:00")]
    updated = [root.findtext("a:updated", namespaces=NAMES)[:10] for root in (first, then)]
    assert updated == ["2026-09-02", "2026-10-02"]
    text = etree.tostring(then, encoding="unicode")
    assert not any(word in text for word in ("Mục 1", "7/MẬT", "đời tư"))


def test_a_withdrawal_dated_back_is_no_earlier_than_the_entry():
    gone = item("1", ngay_cong_khai="2026-10-05", rut={"ngay": "2026-10-01", "ly_do": "x"})
    root = written(entries_of(exported_lists.agency([gone], [], [])))["tin.xml"]
    assert tombstones(root) == [(f"{PAGE}#1", "2026-10-05T00:00:00+07:00")]


def test_with_an_item_its_documents_go_too():
    gone = item("1", rut={"ngay": "2026-10-02", "ly_do": "x"})
    gone["van_ban"] = [item("2", ngay_cong_khai="2026-09-01")]
    other = item("3", van_ban=[item("4", rut={"ngay": "2026-10-01", "ly_do": "x"})])
    root = written(entries_of(exported_lists.agency([gone, other], [], [])))["tin.xml"]
    assert [(ref.rpartition("#")[2], when[:10]) for ref, when in tombstones(root)] == [
        ("1", "2026-10-02"),
        ("2", "2026-10-02"),
        ("4", "2026-10-01"),
    ]


def test_a_row_removed_from_the_data_has_a_tombstone():
    lists = {"cong-khai": {"2026 1": FollowedRow("", "2026-11-02"), "2": FollowedRow("ab", "")}}
    entries = removed_entries(lists, {"cong-khai": PAGE}, folder="so-mau", present=())
    assert tombstones(written([*entries])["tin.xml"]) == [
        (f"{PAGE}#2026%201", "2026-11-02T00:00:00+07:00")
    ]


def test_a_silent_change_is_news_on_the_day_of_the_build():
    agency = exported_lists.agency([item("1", ngay_cong_khai="2026-09-01")], [], [])
    [was] = entries_of(agency, earlier={"cong-khai": {"1": FollowedRow("0" * 16, "2026-09-01")}})
    assert (was.day, was.title) == ("2026-11-24", "Cập nhật: Mục 1")
    [new] = entries_of(agency, earlier={})
    assert (new.day, new.title, new.first_day) == ("2026-11-24", "Mới: Mục 1", "2026-09-01")


def test_points_and_agencies_are_categories():
    entry = FeedEntry("2026-10-01", f"{PAGE}#1", "Mới: x", agency="Sở <Mẫu>", folder="so-mau",
                      points="l01-d17k1c3 lạ")  # fmt: skip
    given = feed(
        f"{SITE}/tin.xml", agencies=f"{SITE}/co-quan/", point={"l01-d17k1c3": "Quy chế & "}.get
    )
    [read] = feedparser.parse(feed_bytes(given, FeedMonths([entry]))).entries
    assert [(tag.term, tag.scheme, tag.label) for tag in read.tags] == [
        ("so-mau", f"{SITE}/co-quan/", None),
        ("l01-d17k1c3", None, "Quy chế & "),
        ("lạ", None, None),
    ]


def test_older_entries_are_in_archives_by_month():
    entries = [*many(MAX_ENTRIES), *many(3, "2025"), *many(2, "2023")]
    entries.append(FeedEntry("2025-03-01", f"{PAGE}cong-khai/#x", ""))
    files = written(entries)
    assert [*files] == ["tin.xml", "tin-2023-03.xml", "tin-2025-03.xml", "tin-2026-03.xml"]
    links = {
        path: {link.get("rel"): link.get("href") for link in root.findall("a:link", NAMES)}
        for path, root in files.items()
    }
    # From the newest back to the oldest, as a reader that missed some goes (RFC 5005, 4).
    way, following = ["tin.xml"], links["tin.xml"].get("prev-archive")
    while following:
        way.append(following.removeprefix(PAGE))
        following = links[way[-1]].get("prev-archive")
    assert way == ["tin.xml", "tin-2026-03.xml", "tin-2025-03.xml", "tin-2023-03.xml"]
    assert {links[path]["current"] for path in way[1:]} == {ADDRESS}
    seen = set()
    for path in way:
        read = feedparser.parse(etree.tostring(files[path]))
        assert not read.bozo
        assert read.feed.id == ADDRESS
        seen |= {(entry.id, entry.link) for entry in read.entries}
    assert seen == {(entry.address, entry.address) for entry in entries if entry.title}
    assert [len(tombstones(files[path])) for path in way] == [1, 0, 1, 0]


def test_archives_of_past_months_are_stable():
    old = [*many(3, "2024"), *many(2, "2025")]
    before = dict(feed_files(feed(ADDRESS), "tin.xml", [*old, *many(60)]))
    after = dict(feed_files(feed(ADDRESS), "tin.xml", [*many(9, "2027"), *old, *many(60)]))
    over = {"tin-2024-03.xml", "tin-2025-03.xml", "tin-2026-03.xml"}
    assert after.keys() - before.keys() == {"tin-2027-03.xml"}
    assert {path for path in before if before[path] == after[path]} == over


def test_a_month_with_very_many_entries_has_several_archives():
    entries = many(MAX_ARCHIVED + 1)
    before = dict(feed_files(feed(ADDRESS), "tin.xml", entries))
    assert [*before] == ["tin.xml", *(f"tin-2026-03-{digit:x}.xml" for digit in range(16))]
    listed = [
        entry.id for path in [*before][1:] for entry in feedparser.parse(before[path]).entries
    ]
    assert sorted(listed) == sorted(entry.address for entry in entries)
    entries[7] = entries[7]._replace(title="Mới: khác")
    after = dict(feed_files(feed(ADDRESS), "tin.xml", entries))
    assert len({path for path in before if before[path] != after[path]} - {"tin.xml"}) == 1


def test_a_feed_that_holds_all_has_no_archive():
    assert [*written(many(MAX_ENTRIES))] == ["tin.xml"]
    assert [*written(many(MAX_AGENCY_ENTRIES), folder="so-mau")] == ["tin.xml"]
    files = written(many(MAX_AGENCY_ENTRIES + 1), folder="so-mau")
    assert [*files] == ["tin.xml", "tin-2026-03.xml"]
    assert [len(root.findall("a:entry", NAMES)) for root in files.values()] == [200, 201]


def test_older_entries_are_short():
    long = "Kế hoạch cải cách hành chính " * 4
    entries = [entry._replace(title=f"Mới: {long}", summary="x") for entry in many(60)]
    root = written(entries, folder="so-mau")["tin.xml"]
    read = feedparser.parse(etree.tostring(root)).entries
    assert {entry.id for entry in read} == {entry.link for entry in read}
    assert [entry.title for entry in read[49:51]] == [
        f"Mới: {long}".strip(),
        "Mới: Kế hoạch cải cách hành chính…",
    ]


@pytest.mark.parametrize(
    ("day", "noted"), [("2026-11-23", 1), ("2026-11-24", 1), ("2026-11-25", 0)]
)
def test_a_row_that_is_gone_stays_noted_for_four_hundred_days(day, noted):
    earlier = {
        "cong-khai": {
            "2026-001": FollowedRow("ab", "2024-01-02"),
            "2026-009": FollowedRow("", "2025-10-20"),
        }
    }
    as_of = AsOf(datetime.date.fromisoformat(day))
    known = compared({"cong-khai": [RowNow("2026-001", "ab")]}, earlier, as_of)
    rows = known.lists["cong-khai"]
    assert rows["2026-001"] == FollowedRow("ab", "2024-01-02")
    assert len(rows) == 1 + noted
    last = datetime.date(2026, 11, 24)
    assert known.as_of.span == (
        (datetime.date.min, last) if noted else (last + datetime.timedelta(1), datetime.date.max)
    )
    changed = compared({"cong-khai": [RowNow("2026-001", "cd")]}, earlier, as_of)
    assert changed.lists["cong-khai"]["2026-001"] == FollowedRow("cd", day, 1)
    assert changed.has_changed("2026-001")
    gone = compared({}, earlier, as_of).lists["cong-khai"]["2026-001"]
    assert gone == FollowedRow("", day)
