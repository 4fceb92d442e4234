"""Members that are read well: over TLS and from folders, only what is new, from where it was left."""

from __future__ import annotations

import json
import shutil
import time

import published_members as published
import pytest
from read_place import DAY
from site_builds import AS_OF

from access_info.model.nation import Nation
from access_info.nation.copies import MemberStanding, drop_former_members, member_copies

pytestmark = pytest.mark.whole_site
ITEMS = "tai-ve/cong-khai.json"


def test_a_member_is_read_over_tls_and_only_what_is_used(place):
    state = place.read()
    assert (state.standing, state.failures) == (MemberStanding.CURRENT, ())
    assert (state.created, state.reached) == (AS_OF, "2026-11-24T09:00:00+00:00")
    assert (state.generator, state.data_version) == ("tiep-can-thong-tin 1.2.3", "2.0")
    assert sorted(place.server.paths()) == sorted(
        ["/manifest.json", *(f"/{path}" for path in state.files)]
    )
    assert {ITEMS, "danh-muc.jsonld", "tai-ve/co-quan.json"} <= set(state.files)
    assert not any(path.endswith((".schema.json", ".cot.json")) for path in state.files)
    assert all(fields["Accept-Encoding"] == "identity" for _, fields in place.server.requests)
    [copy] = member_copies(place.cache, Nation(ten="Nước Mẫu", thanh_vien=(place.member,)))
    assert copy.state == state
    paths = sorted(p.relative_to(copy.folder).as_posix() for p in copy.folder.rglob("*.*"))
    assert paths == sorted(state.files)
    rows = place.rows()
    assert len(rows) == 6
    assert all(row["landingPage"].startswith(place.server.url + "co-quan/xa-doi/") for row in rows)


def test_what_has_not_changed_is_not_fetched_again(place):
    first = place.read()
    place.server.requests.clear()
    assert place.read(DAY / 8).digest == first.digest
    [(path, fields)] = place.server.requests
    assert path == "/manifest.json"
    assert fields["If-None-Match"].startswith('"')
    published.edit(place.site, "cong-khai", lambda data: data["items"][0].update(title="Tên mới"))
    place.server.requests.clear()
    third = place.read(DAY / 8)
    assert place.server.paths() == ["/manifest.json", f"/{ITEMS}"]
    assert third.digest != first.digest
    assert "Tên mới" in place.titles()


def test_a_server_that_always_says_that_nothing_changed_is_not_believed_for_ever(place):
    """As servers do that call a file by its time and size, where all files have one time."""
    manifest = place.site / "manifest.json"

    def same_tag(handler):
        if handler.headers.get("If-None-Match") == '"1-1"':
            handler.answer(304, b"", ETag='"1-1"')
        else:
            handler.answer(200, manifest.read_bytes(), ETag='"1-1"')

    place.server.tricks["/manifest.json"] = same_tag
    place.read()
    published.edit(place.site, "cong-khai", lambda data: data["items"].pop(0))
    assert place.read(DAY / 8).failures == ()
    assert len(place.titles()) == 6
    assert place.read(DAY).failures == ()
    assert len(place.titles()) == 5
    assert [
        fields.get("If-None-Match")
        for path, fields in place.server.requests
        if path == "/manifest.json"
    ] == [None, '"1-1"', None]


def test_an_interrupted_file_goes_on_where_reading_stopped(place):
    """Also the file that begins with what another one had: its hash tells."""
    content = (place.site / ITEMS).read_bytes()

    def broken(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content[:700])
        handler.close_connection = True

    place.server.tricks[f"/{ITEMS}"] = broken
    state = place.read()
    assert state.standing is MemberStanding.NEVER
    assert "kết nối bị ngắt giữa chừng" in state.failures[0]
    [part] = (place.folder / "dang-tai").glob("*.part")
    assert part.read_bytes() == content[:700]
    place.server.tricks.clear()
    place.server.requests.clear()
    assert place.read().standing is MemberStanding.CURRENT
    [request] = [fields for path, fields in place.server.requests if path == f"/{ITEMS}"]
    assert request["Range"] == "bytes=700-"
    assert (place.copy.folder / ITEMS).read_bytes() == content
    assert not (place.folder / "dang-tai").exists()


def test_a_part_that_is_of_something_else_is_fetched_anew(place):
    content = (place.site / ITEMS).read_bytes()
    known = json.loads((place.site / "manifest.json").read_bytes())["files"][ITEMS]["sha256"]
    folder = place.folder / "dang-tai"
    folder.mkdir(parents=True)
    (folder / f"{known}.part").write_bytes(b"x" * 700)
    (folder / "cu.part").write_bytes("Đã rút".encode())
    assert place.read().standing is MemberStanding.CURRENT
    assert (place.copy.folder / ITEMS).read_bytes() == content
    assert "Đã rút" not in published.texts_below(place.cache)


def test_a_withdrawal_is_gone_from_the_cache(place):
    gone = "Danh sách đã rút khỏi trang"
    published.edit(place.site, "cong-khai", lambda data: data["items"][0].update(title=gone))
    place.read()
    assert gone in published.texts_below(place.cache)
    published.edit(place.site, "cong-khai", lambda data: data["items"].pop(0))
    place.read()
    assert gone not in published.texts_below(place.cache)
    assert gone not in place.titles()
    assert len(place.titles()) == 5


def test_a_server_gives_two_files_at_once(place):
    def slow(handler):
        time.sleep(0.15)
        handler.file(place.server.folder / handler.path.lstrip("/"))

    place.server.tricks["*"] = slow
    assert place.read().standing is MemberStanding.CURRENT
    assert place.server.busy == 2


def test_a_folder_is_read_as_an_address_is(place, tmp_path):
    place.named(dia_chi="https://mot.mau.example/", nguon=str(place.site))
    state = place.read()
    assert (state.standing, state.failures) == (MemberStanding.CURRENT, ())
    rows = place.rows("co-quan")
    assert {row["landingPage"] for row in rows} >= {"https://mot.mau.example/co-quan/xa-doi/"}
    shutil.move(place.site, tmp_path / "noi-khac")
    gone = place.read(DAY)
    assert gone.standing is MemberStanding.STALE
    assert gone.failures[0].startswith(
        "Không đọc được trang: thư mục nguồn không có tệp manifest.json."
    )
    assert str(tmp_path) not in gone.failures[0]


def test_a_repository_that_nobody_has_built_is_read_at_its_address(place, tmp_path):
    (tmp_path / "kho" / "agencies").mkdir(parents=True)
    for source in (str(tmp_path / "kho"), "https://kho.mau.example/01.git"):
        place.named(nguon=source)
        place.server.requests.clear()
        assert place.read().standing is MemberStanding.CURRENT
        assert "/manifest.json" in place.server.paths()


def test_a_list_that_is_divided_is_read_in_the_agencies_files(place):
    titles, rows = place.read() and place.titles(), place.rows()
    (place.site / ITEMS).unlink()
    agency_list = "co-quan/xa-doi/tai-ve/cong-khai.json"
    listed = [
        {"downloadURL": "../co-quan/xa-doi/tai-ve/cong-khai.csv"},
        {"downloadURL": f"../{agency_list}"},
        {"downloadURL": "../../etc/passwd"},
        {"downloadURL": "../co-quan/../../../tai-ve/cong-khai.json"},
    ]
    parts = {"modified": "2026-11-20", "distribution": listed}
    (place.site / "tai-ve/cong-khai.phan.json").write_text(json.dumps(parts), "utf-8")
    published.list_files(place.site, most=1)
    place.named(dia_chi="https://mot.mau.example/", nguon=str(place.site))
    state = place.read()
    assert (state.standing, state.failures) == (MemberStanding.CURRENT, ())
    assert {agency_list, "danh-sach-tep/co-quan/xa-doi.json", "tai-ve/cong-khai.chung.json"} <= set(
        state.files
    )
    assert ITEMS not in state.files
    assert place.titles() == titles
    moved = [row["landingPage"].partition("/co-quan/")[2] for row in rows]
    assert [row["landingPage"].partition("/co-quan/")[2] for row in place.rows()] == moved
    assert all(row["landingPage"].startswith("https://mot.mau.example/") for row in place.rows())
    (place.site / "tai-ve/cong-khai.chung.json").unlink()
    published.list_files(place.site)
    assert "không phải" in place.read().failures[0]
    listed.append({"downloadURL": "../co-quan/xa-ba/tai-ve/cong-khai.json"})
    (place.site / "tai-ve/cong-khai.phan.json").write_text(json.dumps(parts), "utf-8")
    published.list_files(place.site)
    assert "(….phan.json) bị sai" in place.read().failures[0]


def test_who_is_no_member_any_more_is_forgotten(place):
    place.read()
    place.named(ma="02")
    others = Nation(ten="Nước Mẫu", thanh_vien=(place.member,))
    drop_former_members(place.cache, others)
    assert list((place.cache / "thanh-vien").iterdir()) == []
    assert [copy.state.standing for copy in member_copies(place.cache, others)] == [
        MemberStanding.NEVER
    ]


def test_a_copy_that_was_harmed_is_read_anew(place):
    state = place.read()
    folder = place.copy.folder
    (folder / ITEMS).unlink()
    (folder / "tai-ve/co-quan.json").write_bytes(b"{}")
    again = place.read()
    assert (again.standing, again.digest) == (MemberStanding.CURRENT, state.digest)
    assert len(place.titles()) == 6
    (folder / ITEMS).write_bytes(b"{}")
    place.server.tricks["*"] = lambda handler: handler.answer(503, b"")
    gone = place.read()
    assert gone.standing is MemberStanding.EXPIRED
    (place.folder / "trang-thai.json").write_text("[", "utf-8")
    assert place.read().standing is MemberStanding.NEVER


def test_a_member_that_has_taken_all_lists_away_has_no_rows_at_the_next_run(place):
    assert place.read().standing is MemberStanding.CURRENT
    assert place.rows()
    for name in ("cong-khai", "co-dieu-kien"):
        for path in (place.site / "tai-ve").glob(f"{name}.*"):
            path.unlink()
    published.list_files(place.site)
    state = place.read(DAY)
    assert (state.standing, state.failures) == (MemberStanding.CURRENT, ())
    assert state.data_version == "2.0"
    assert not place.rows()
    assert not [path for path in place.copy.folder.rglob("*.json") if "cong-khai" in path.name]
