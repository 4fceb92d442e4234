"""Seven members read by processes at once: each is judged by itself, none stops the others."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import gzip
import json
import multiprocessing
import shutil
import time
from concurrent.futures import ProcessPoolExecutor

import published_members as published
import pytest
from member_server import member_server
from read_place import DAY, NOW

from access_info.model.nation import Member, Nation
from access_info.nation.copies import MemberStanding, drop_former_members, member_copies
from access_info.nation.member_files import MemberSets
from access_info.nation.reading import read_member
from access_info.nation.sources import cidr

pytestmark = pytest.mark.whole_site
ITEMS = "tai-ve/cong-khai.json"
KINDS = ("khỏe", "tắt", "chậm", "sai mã băm", "đăng lại", "đưa lại bản cũ", "phá hoại")


@pytest.fixture
def nation(built, authority, tmp_path):
    """Seven members that are all well, with what serves them."""
    with contextlib.ExitStack() as stack:
        servers = []
        for number in range(1, len(KINDS) + 1):
            folder = published.publish(
                built,
                tmp_path / f"tinh-{number}",
                code=f"0{number}",
                url="https://mot.mau.example/",
            )
            servers.append(stack.enter_context(member_server(folder, authority)))
        members = tuple(
            Member(ma=f"0{number}", ten=f"Tỉnh {kind}", dia_chi=server.url)
            for number, (kind, server) in enumerate(zip(KINDS, servers, strict=True), 1)
        )
        yield Nation(ten="Nước Mẫu", thanh_vien=members), dict(zip(KINDS, servers, strict=True))


@pytest.fixture(scope="module")
def pool():
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as processes:
        yield processes


@pytest.fixture
def read_all(pool):
    """Reads all members as a build does: in two processes, in any order."""

    def read(members, cache, access, now):
        task = functools.partial(read_member, cache=cache, access=access, now=now)
        return list(pool.map(task, members))

    return read


def harm(servers):
    """Let six of them go wrong, each in its way."""
    servers["tắt"].shutdown()
    servers["tắt"].server_close()

    def slow(handler):
        with contextlib.suppress(OSError):
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n")
            while True:
                handler.wfile.write(b"x")
                time.sleep(0.2)

    servers["chậm"].tricks["*"] = slow
    folder = servers["sai mã băm"].folder
    published.edit(folder, "cong-khai", lambda data: data["items"][0].update(title="Đã đổi"))
    (folder / ITEMS).write_bytes((folder / ITEMS).read_bytes().replace(b"Quy", b"QUY", 1))
    folder = servers["đăng lại"].folder
    published.list_files(folder, created="2026-11-25")
    published.list_files(servers["đưa lại bản cũ"].folder, created="2026-11-01")
    hostile = servers["phá hoại"]
    data = json.loads((hostile.folder / "manifest.json").read_bytes())
    data["files"][ITEMS]["sha256"] = "0" * 64
    (hostile.folder / "manifest.json").write_text(json.dumps(data), "utf-8")
    hostile.tricks[f"/{ITEMS}"] = lambda handler: handler.answer(
        200, gzip.compress(b"0" * 50_000_000), **{"Content-Encoding": "gzip"}
    )


def test_each_member_is_judged_by_itself(nation, read_all, access, tmp_path):
    country, servers = nation
    cache = tmp_path / "cache"
    first = read_all(country.members, cache, access, NOW)
    assert [(state.standing, state.failures) for state in first] == [
        (MemberStanding.CURRENT, ())
    ] * len(KINDS)
    harm(servers)
    states = dict(zip(KINDS, read_all(country.members, cache, access, NOW + DAY), strict=True))
    current = {kind for kind, state in states.items() if state.standing is MemberStanding.CURRENT}
    assert current == {"khỏe", "đăng lại"}
    assert {state.standing for kind, state in states.items() if kind not in current} == {
        MemberStanding.STALE
    }
    words_of_failures = {
        "tắt": "máy chủ từ chối kết nối",
        "chậm": "quá thời gian cho phép",
        "sai mã băm": f"tệp {ITEMS} không đúng mã băm ghi trong manifest.json",
        "đưa lại bản cũ": "cũ hơn bản ngày 24/11/2026 đã đọc",
        "phá hoại": "máy chủ nén tệp dù không được hỏi",
    }
    assert {
        kind: words in states[kind].failures[0] for kind, words in words_of_failures.items()
    } == dict.fromkeys(words_of_failures, True)
    copies = member_copies(cache, country)
    assert [copy.state for copy in copies] == list(states.values())
    assert [len(list(MemberSets(copy).rows("cong-khai"))) for copy in copies] == [6] * len(KINDS)
    assert "Đã đổi" not in published.texts_below(cache)
    late = read_all(country.members, cache, access, NOW + 32 * DAY)
    assert [state.is_shown for state in late] == [kind in {"khỏe", "đăng lại"} for kind in KINDS]
    assert [copy.state.name for copy in member_copies(cache, country)] == [
        f"Tỉnh {kind}" for kind in KINDS
    ]
    drop_former_members(cache, Nation(ten="Nước Mẫu", thanh_vien=country.members[:1]))
    assert [path.name for path in (cache / "thanh-vien").iterdir()] == ["01"]


def test_members_of_a_shared_server_take_turns(place, read_all, authority, tmp_path):
    """Two files at a time, whichever processes ask."""
    folder = tmp_path / "chung"
    codes = ["01", "02", "03"]
    for code in codes:
        shutil.copytree(place.site, folder / code)
        for path in (folder / code).rglob("*.json"):
            text = path.read_text("utf-8")
            path.write_text(text.replace('"notation":"01"', f'"notation":"{code}"'), "utf-8")
        published.list_files(folder / code)
    waiting: list[str] = []
    most = 0
    with member_server(folder, authority) as server:

        def slow(handler):
            # What is answered already has not ended here yet: only who still waits counts.
            nonlocal most
            waiting.append(handler.path)
            most = max(most, len(waiting))
            time.sleep(0.05)
            waiting.remove(handler.path)
            handler.file(folder / handler.path.lstrip("/"))

        server.tricks["*"] = slow
        members = [Member(ma=code, ten=code, dia_chi=f"{server.url}{code}/") for code in codes]
        patient = dataclasses.replace(place.access, most_seconds=60.0, patience=20.0)
        states = read_all(members, tmp_path / "cache", patient, NOW)
    assert [state.failures for state in states] == [()] * 3
    assert most == 2


def test_a_reading_that_is_killed_leaves_the_copy_of_before(place):
    """The files of a new copy lie there, its state does not yet."""
    good = place.read()
    before = place.folder / "trang-thai.json"
    text = before.read_bytes()
    published.edit(place.site, "cong-khai", lambda data: data["items"].pop())
    place.read()
    new = place.copy.folder
    shutil.copytree(new, place.folder / "tep" / f".{new.name}.1")
    before.write_bytes(text)
    place.server.tricks["*"] = lambda handler: handler.answer(503, b"")
    # The old files were dropped with the new state, which is gone: nothing is shown that is not whole.
    assert place.read().standing is MemberStanding.EXPIRED
    place.server.tricks.clear()
    assert place.read().digest != good.digest
    assert len(place.titles()) == 5
    assert [path.name for path in (place.folder / "tep").iterdir()] == [new.name]


@pytest.mark.parametrize(
    ("text", "network"),
    [("10.1.0.0/16", "10.1.0.0/16"), (" 127.0.0.1 ", "127.0.0.1/32"), ("fd00::/8", "fd00::/8")],
)
def test_a_network_is_named(text, network):
    assert cidr(text) == network


@pytest.mark.parametrize("text", ["10.1.2.3/16", "mạng nhà", "", "0.0.0.0/99"])
def test_what_names_no_network_is_refused(text):
    with pytest.raises(ValueError, match="không phải dải mạng"):
        cidr(text)
