"""Members that are down, slow, wrong, old or strange: the last good copy stays, and it is told why."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import json
import shutil
import time

import published_members as published
import pytest
from read_place import DAY
from site_builds import AS_OF

from access_info.nation.copies import MemberStanding

pytestmark = pytest.mark.whole_site
ITEMS = "tai-ve/cong-khai.json"


def failure_after(place, trouble):
    """Read a member well, then in trouble: its rows stay as they were, and it says why not."""
    good = place.read()
    before = place.titles()
    assert good.standing is MemberStanding.CURRENT
    trouble()
    state = place.read(DAY)
    assert state.standing is MemberStanding.STALE
    assert (state.digest, state.reached, state.created) == (good.digest, good.reached, AS_OF)
    assert place.titles() == before
    [failure] = state.failures
    return failure


def test_a_server_that_is_down(place):
    failure = failure_after(place, lambda: (place.server.shutdown(), place.server.server_close()))
    assert failure == (
        "Không đọc được trang: máy chủ từ chối kết nối. Lần dựng sau sẽ đọc lại; nếu vẫn vậy thì báo nơi giữ trang."
    )


def crumbs(handler):
    """A byte now and then, for ever: each comes in time, the whole never does."""
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    with contextlib.suppress(OSError):
        while True:
            handler.wfile.write(b"1\r\nx\r\n")
            handler.wfile.flush()
            time.sleep(0.1)


def slow_head(handler):
    with contextlib.suppress(OSError):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
        while True:
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.1)


def slow_chunk(handler):
    """A chunk whose size never ends."""
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    with contextlib.suppress(OSError):
        while True:
            handler.wfile.write(b"0")
            handler.wfile.flush()
            time.sleep(0.1)


@pytest.mark.parametrize("trick", [crumbs, slow_head, slow_chunk])
def test_a_server_that_never_ends_is_given_up(place, trick):
    place.access = dataclasses.replace(place.access, most_seconds=1.5)
    place.server.tricks["/manifest.json"] = trick
    began = time.monotonic()
    state = place.read()
    assert time.monotonic() - began < 5
    assert "quá thời gian cho phép" in state.failures[0] or "không trả lời kịp" in state.failures[0]


def test_a_server_that_says_nothing_is_given_up(place):
    place.server.tricks["/manifest.json"] = lambda _: time.sleep(3)
    place.access = dataclasses.replace(place.access, patience=0.5)
    state = place.read()
    assert "máy chủ không trả lời kịp" in state.failures[0]


def test_a_file_that_is_not_what_its_hash_says(place):
    def spoil():
        path = place.site / ITEMS
        published.list_files(place.site, created="2026-11-25")
        path.write_bytes(path.read_bytes().replace("Mẫu".encode(), "Lạ!".encode(), 1))
        listed = json.loads((place.site / "manifest.json").read_bytes())
        listed["files"][ITEMS]["size"] = path.stat().st_size
        listed["files"][ITEMS]["sha256"] = "0" * 64
        (place.site / "manifest.json").write_text(json.dumps(listed), "utf-8")

    failure = failure_after(place, spoil)
    assert f"tệp {ITEMS} không đúng mã băm ghi trong manifest.json" in failure
    assert "Lạ!" not in published.texts_below(place.cache)


def test_an_old_list_of_files_is_a_replay(place, tmp_path):
    shutil.copytree(place.site, tmp_path / "cu")
    published.list_files(tmp_path / "cu", created="2026-11-20")
    failure = failure_after(place, lambda: published.again(place.site, tmp_path / "cu"))
    assert failure.startswith("Trang đưa ra bản ngày 20/11/2026, cũ hơn bản ngày 24/11/2026 đã đọc")


def test_a_list_of_files_from_the_future_is_refused(place):
    published.list_files(place.site, created="2027-01-01")
    state = place.read()
    assert state.failures[0].startswith("Tệp manifest.json ghi ngày 01/01/2027, chưa tới.")


def test_versions_later_and_unknown(place):
    def later(version):
        def change(data):
            data.update(schemaVersion=version, newMember={"a": [1]})
            data["items"][0].update(newColumn={"b": 1})

        published.edit(place.site, "cong-khai", change)

    later("2.7")
    state = place.read()
    assert (state.standing, state.data_version) == (MemberStanding.CURRENT, "2.7")
    cures = {"3.0": "nâng cấp access-info", "1.0": "tỉnh ấy cần nâng cấp bộ dựng rồi đăng lại"}
    for version, cure in cures.items():
        later("2.7")
        failure = failure_after(place, lambda version=version: later(version))
        assert f"tệp {ITEMS} theo bản {version} của dữ liệu" in failure
        assert "chương trình này chỉ đọc được bản 2" in failure
        assert cure in failure


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda data: data["items"][2].update(title=5), "dòng dữ liệu thứ 3 không đúng lược đồ ở “title”"),
        (lambda data: data["items"][1].update(publisher="la"), "thứ 2 có mã “la” mà phần đầu không giải thích"),
        (lambda data: data.pop("title"), "phần đầu không đúng lược đồ"),
        (lambda data: data.update(shared="x", concepts=5), "ở “concepts”"),
        (lambda data: data.update(shared=str(data.pop("concepts"))), "phần đầu không đúng lược đồ"),
        (lambda data: data.update(items=[7]), "không phải JSON đọc được"),
        (lambda data: data.update({"@context": []}), "phần đầu không đúng lược đồ ở “@context”"),
    ],
)  # fmt: skip
def test_data_against_the_schema(place, change, words):
    failure = failure_after(place, lambda: published.edit(place.site, "cong-khai", change))
    assert failure.startswith("Dữ liệu của trang chưa dùng được: ")
    assert words in failure


def test_a_member_of_another_code_is_refused_by_name(place):
    place.named(ma="02", ten="Tỉnh Mẫu Hai")
    state = place.read()
    assert state.standing is MemberStanding.NEVER
    assert state.name == "Tỉnh Mẫu Hai"
    assert state.failures[0].startswith(
        "Trang này là của đơn vị hành chính mã “01”, không phải “02”."
    )
    for path in (place.site / "tai-ve").glob("*.json"):
        path.write_text(path.read_text("utf-8").replace('"notation":"01",', ""), "utf-8")
    published.list_files(place.site)
    place.named()
    state = place.read()
    assert "không ghi mã đơn vị hành chính" in state.failures[0]


def test_signatures(place, tmp_path):
    key, public = published.make_key(tmp_path)
    other, _ = published.make_key(tmp_path / "khac")
    place.named(khoa=public)
    state = place.read()
    assert state.standing is MemberStanding.NEVER
    assert state.failures[0].startswith("Trang không có chữ ký manifest.json.sig")
    published.list_files(place.site, key=key)
    assert place.read().standing is MemberStanding.CURRENT
    before = place.titles()
    published.edit(place.site, "cong-khai", lambda data: data["items"].pop(), key=other)
    state = place.read(DAY)
    assert state.standing is MemberStanding.STALE
    assert state.failures[0].startswith("Chữ ký manifest.json.sig không phải của khóa")
    published.list_files(place.site)
    state = place.read(DAY)
    assert state.failures[0].startswith("Trang không có chữ ký manifest.json.sig")
    assert place.titles() == before


def test_a_copy_that_was_checked_with_another_key_is_not_trusted(place, tmp_path):
    """The list of files is the very one that was read before: it must be checked with the key of today."""
    key, public = published.make_key(tmp_path)
    other, public_of_other = published.make_key(tmp_path / "khac")
    place.named(khoa=public)
    published.list_files(place.site, key=key)
    assert place.read().standing is MemberStanding.CURRENT
    place.named(khoa=public_of_other)
    for after in (datetime.timedelta(hours=1), DAY):
        state = place.read(after)
        assert state.standing is MemberStanding.STALE
        assert state.failures[0].startswith("Chữ ký manifest.json.sig không phải của khóa")
    published.list_files(place.site, key=other)
    assert place.read(DAY).standing is MemberStanding.CURRENT
    place.named(khoa=public)
    assert place.read(DAY).standing is MemberStanding.STALE


def test_a_key_added_later_is_required_of_a_copy_read_without_one(place, tmp_path):
    assert place.read().standing is MemberStanding.CURRENT
    place.named(khoa=published.make_key(tmp_path)[1])
    state = place.read()
    assert state.standing is MemberStanding.STALE
    assert state.failures[0].startswith("Trang không có chữ ký manifest.json.sig")


def test_a_signed_list_that_was_seen_is_not_forgotten_when_its_files_fail(place, tmp_path):
    key, public = published.make_key(tmp_path)
    place.named(khoa=public)
    published.list_files(place.site, created="2026-11-20", key=key)
    place.read()
    published.edit(
        place.site, "cong-khai", lambda data: data["items"].pop(), created="2026-11-22", key=key
    )
    shutil.copytree(place.site, tmp_path / "cu")
    published.edit(
        place.site, "cong-khai", lambda data: data["items"].pop(), created="2026-11-24", key=key
    )
    (place.site / ITEMS).write_bytes(b"{}")
    assert place.read().standing is MemberStanding.STALE
    published.again(place.site, tmp_path / "cu")
    state = place.read()
    assert "cũ hơn bản ngày 24/11/2026 đã đọc" in state.failures[0]
    assert len(place.titles()) == 6


def test_what_is_too_old_is_only_named(place):
    place.read()
    place.server.tricks["*"] = lambda handler: handler.answer(503, b"")
    late = [place.read(DAY * days) for days in (30, 31)]
    assert [state.standing for state in late] == [MemberStanding.STALE, MemberStanding.EXPIRED]
    assert late[1].reached == "2026-11-24T09:00:00+00:00"
    assert not late[1].files
    assert place.titles() == []
    assert list((place.folder / "tep").iterdir()) == []
    place.server.tricks.clear()
    back = place.read(DAY * 40)
    assert back.standing is MemberStanding.CURRENT
    assert len(place.titles()) == 6
