"""Atom feeds: news in order, dated by the data, valid."""

from __future__ import annotations

import dataclasses
import datetime
import re
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import exported_lists
import pytest
from exported_feeds import entries_of, feed, item, news_of

from access_info.exports.follower_feed import MAX_ENTRIES, FeedEntry, FeedMonths, feed_bytes

ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T00:00:00\+07:00")


def agency_feed(feed, entries):
    return feed_bytes(dataclasses.replace(feed, folder="so-mau"), FeedMonths(entries))


def province_feed(feed, entries):
    return feed_bytes(feed, FeedMonths(entries))


def parsed(content):
    assert content.startswith(b"<?xml version='1.0' encoding='utf-8'?>\n<feed ")
    return ET.fromstring(content)  # noqa: S314 - our own file


def texts(root, path):
    return [
        node.text for node in root.iterfind("/".join(f"{ATOM}{part}" for part in path.split("/")))
    ]


def test_golden():
    exported_lists.golden("tin.atom", agency_feed(feed(rights="Ghi rõ nguồn"), entries_of()))


def test_news_is_new_changed_or_corrected_newest_first():
    assert [(entry.day, entry.title, entry.summary) for entry in news_of()] == [
        (
            "2026-10-10",
            "Đính chính: Quy chế tổ chức cung cấp thông tin",
            "Nội dung sai: 15 ngày. Nội dung đúng: 12 ngày",
        ),
        ("2026-10-05", "Cập nhật: Quy chế tổ chức cung cấp thông tin", "12/QĐ-STP"),
        ("2026-09-24", "Cập nhật: Hồ sơ hộ tịch", "Người có thông tin đồng ý"),
    ]


def test_what_was_published_last_is_new_and_documents_name_their_item():
    agency = exported_lists.agency(
        [
            item("1", ngay_cong_khai="2026-10-02"),
            item("2", ngay_cong_khai="2026-10-01", ngay_cap_nhat="2026-10-01"),
            item("3", van_ban=[item("4", ngay_cong_khai="2026-09-30")]),
        ],
        [],
        [],
    )
    assert [(entry.title, entry.summary) for entry in entries_of(agency)] == [
        ("Mới: Mục 1", ""),
        ("Mới: Mục 2", ""),
        ("Mới: Mục 4 – Mục 3", ""),
    ]


def test_a_document_is_always_named_with_its_item():
    document = {"ma": "2", "ten": "Quý I", "so_ky_hieu": "8/BC", "ngay_cong_khai": "2026-10-02"}
    log = [{"ma": "9", "muc_lien_quan": "2", "ngay_dinh_chinh": "2026-10-03"}]
    agency = exported_lists.agency([item("1", van_ban=[document])], [], log)
    assert [(entry.title, entry.summary) for entry in entries_of(agency)] == [
        ("Đính chính: Quý I – Mục 1", ""),
        ("Mới: Quý I – Mục 1", "8/BC"),
    ]


def test_what_was_withdrawn_is_no_news_and_is_not_named_by_a_correction():
    gone = item("1", ngay_cap_nhat="2026-10-01", rut={"ngay": "2026-10-02", "ly_do": "x"})
    gone["van_ban"] = [item("2", ngay_cong_khai="2026-09-01")]
    log = [{"ma": "9", "muc_lien_quan": "1", "ngay_dinh_chinh": "2026-10-03"}]
    assert [entry.title for entry in news_of(exported_lists.agency([gone], [], log))] == [
        "Đính chính: 1"
    ]


def test_a_day_to_come_is_no_news_and_the_cache_learns_until_when():
    agency = exported_lists.agency(
        [
            item("1", ngay_cong_khai="2026-11-20"),
            item("2", ngay_cong_khai="2026-10-01", ngay_cap_nhat="2026-12-05"),
            item("3", ngay_cong_khai="2026-12-01"),
        ],
        [],
        [],
    )
    as_of = exported_lists.as_of()
    entries = entries_of(agency, as_of)
    assert [(entry.day, entry.title) for entry in entries] == [
        ("2026-11-20", "Mới: Mục 1"),
        ("2026-10-01", "Mới: Mục 2"),
    ]
    assert as_of.span == (datetime.date(2026, 11, 20), datetime.date(2026, 11, 30))
    later = entries_of(agency, exported_lists.as_of(datetime.date(2026, 12, 5)))
    assert [entry.title for entry in later] == ["Cập nhật: Mục 2", "Mới: Mục 3", "Mới: Mục 1"]


def test_at_most_fifty_and_those_of_the_same_day_always_in_the_same_order():
    items = [item(f"{number:03}", ngay_cong_khai="2026-10-01") for number in range(60)]
    newest = item("x", ngay_cong_khai="2026-10-02")
    forwards = entries_of(exported_lists.agency([*items, newest], [], []))
    backwards = entries_of(exported_lists.agency([newest, *reversed(items)], [], []))
    assert forwards == backwards
    assert len(FeedMonths(forwards).entries) == MAX_ENTRIES
    assert forwards[0].title == "Mới: Mục x"


def test_the_feed_has_what_rfc_4287_requires():
    root = parsed(agency_feed(feed(), entries_of()))
    assert root.tag == f"{ATOM}feed"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "vi"
    assert texts(root, "id") == [f"{exported_lists.SITE}/co-quan/so-mau/tin.atom"]
    assert texts(root, "title") == ["Tin của Sở Mẫu"]
    assert texts(root, "author/name") == ["Sở Mẫu"]
    # The day of the last withdrawal.
    assert texts(root, "updated") == ["2026-10-21T00:00:00+07:00"]
    links = {link.get("rel"): link.get("href") for link in root.iterfind(f"{ATOM}link")}
    assert links == {
        "self": f"{exported_lists.SITE}/co-quan/so-mau/tin.atom",
        "alternate": f"{exported_lists.SITE}/co-quan/so-mau/",
    }
    base = root.get("{http://www.w3.org/XML/1998/namespace}base")
    entries = root.findall(f"{ATOM}entry")
    assert len(entries) == 3
    for entry in entries:
        assert len(texts(entry, "id")) == len(texts(entry, "title")) == 1
        assert MOMENT.fullmatch(*texts(entry, "updated"))
        assert urljoin(base, entry.find(f"{ATOM}link").get("href")) == texts(entry, "id")[0]
    assert len(set(texts(root, "entry/id"))) == 3
    assert texts(entries[1], "published") == ["2026-09-03T00:00:00+07:00"]
    assert texts(entries[2], "published") == []


@pytest.mark.parametrize("address", ["", "tin.atom", "../tin.atom"])
def test_no_feed_without_an_address_of_the_site(address):
    assert agency_feed(feed(address), entries_of()) == b""
    assert province_feed(feed(address), entries_of()) == b""


def test_without_news_a_feed_is_dated_by_a_day_that_stays():
    assert agency_feed(feed(), ()) == b""
    root = parsed(agency_feed(feed(since="2026-09-01"), ()))
    assert texts(root, "updated") == ["2026-09-01T00:00:00+07:00"]
    assert texts(root, "id") == [f"{exported_lists.SITE}/co-quan/so-mau/tin.atom"]
    assert texts(root, "author/name") == ["Sở Mẫu"]
    assert root.find(f"{ATOM}entry") is None
    assert texts(parsed(agency_feed(feed(since="2026-09-01"), news_of())), "updated") == [
        "2026-10-10T00:00:00+07:00"
    ]


def test_the_provinces_feed_merges_and_names_the_agencies():
    listed = entries_of()
    two = tuple(
        entry._replace(address=entry.address.replace("so-mau", "xa-mau"), agency="Xã Mẫu")
        for entry in listed
    )
    root = parsed(province_feed(feed(title="Cả tỉnh"), [*two, *listed]))
    assert texts(root, "entry/author/name") == ["Sở Mẫu", "Xã Mẫu"] * 3
    assert [title.rpartition(" – ")[2] for title in texts(root, "entry/title")] == [
        "Sở Mẫu",
        "Xã Mẫu",
    ] * 3
    updated = texts(root, "entry/updated")
    assert updated == sorted(updated, reverse=True)
    assert province_feed(feed(), [*listed, *two]) == province_feed(feed(), [*two, *listed])


def test_fifty_of_many_agencies():
    entries = [
        FeedEntry(f"2026-{1 + number % 12:02}-01", f"https://a.example/{number}", "t", "", "", "A")
        for number in range(600)
    ]
    root = parsed(province_feed(feed(), entries))
    assert texts(root, "entry/updated") == ["2026-12-01T00:00:00+07:00"] * MAX_ENTRIES


def printable(text):
    """What XML can hold of a text."""
    return re.sub(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)


@pytest.mark.parametrize("text", exported_lists.HOSTILE)
def test_hostile_words_of_points_and_agencies_are_labels_of_categories(text):
    entry = FeedEntry("2026-10-01", "https://a.example/#1", "t", folder="so-mau", points="a b")
    whole = parsed(province_feed(feed(point=lambda code: f"{code}{text}"), [entry]))
    labels = [each.get("label") for each in whole.iterfind(f"{ATOM}entry/{ATOM}category")]
    assert labels == [None, *(printable(f"{code}{text}") for code in "ab")]
    (category,) = parsed(agency_feed(feed(author=text), [entry])).iterfind(f"{ATOM}category")
    assert (category.get("label") or "") == printable(text)


@pytest.mark.parametrize("text", exported_lists.HOSTILE)
def test_hostile_text_in_every_field(text):
    agency = exported_lists.hostile(text)
    entries = news_of(agency)
    root = parsed(province_feed(feed(title=text, author=text, rights=text), entries))
    titles = [printable(f"{entry.title} – {entry.agency}") for entry in entries]
    assert texts(root, "entry/title") == titles
    assert texts(root, "entry/author/name") == [printable(agency.profile.name)] * len(entries)
    assert len(entries) == 2
