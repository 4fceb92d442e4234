"""A member that means harm: nothing of it gets out of its place, costs much, or is taken for more than text."""

from __future__ import annotations

import contextlib
import dataclasses
import gzip
import json
import resource
import shutil
import time

import published_members as published
import pytest

from access_info.nation.copies import MemberStanding
from access_info.nation.sources import ReadingAccess

pytestmark = pytest.mark.whole_site
ITEMS = "tai-ve/cong-khai.json"
ZEROS = gzip.compress(b"0" * 50_000_000)
HOSTILE = "<script>alert(1)</script>\u202egnp.exe\x07\ud800\u0000 {{7*7}} =cmd|' /C calc'!A0"


def manifest(place):
    return json.loads((place.site / "manifest.json").read_bytes())


def list_as(place, data):
    (place.site / "manifest.json").write_text(json.dumps(data), "utf-8")


def refused(place, words):
    state = place.read()
    assert state.standing is MemberStanding.NEVER, state
    [failure] = state.failures
    assert words in failure, failure
    assert place.rows() == []


def test_strings_are_text_without_what_hides(place):
    def change(data):
        data["items"][0].update(title=HOSTILE, note="x" * 1_000_000)
        data["concepts"]["status"] = {"la": {"prefLabel": HOSTILE}}
        data["items"][0]["status"] = "la"

    published.edit(place.site, "cong-khai", change)
    assert place.read().standing is MemberStanding.CURRENT
    row = place.rows()[0]
    assert row["title"] == "<script>alert(1)</script>gnp.exe {{7*7}} =cmd|' /C calc'!A0"
    assert row["status"] == {"notation": "la", "prefLabel": row["title"]}
    assert len(row["note"]) == 5_000
    json.dumps(place.rows()).encode()


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("//la.example/x", ""),
        ("https://la.example/", "https://la.example/"),
        ("../../x", ""),
        ("a/%2e%2e/%2E./x", ""),
        ("a/../../x", ""),
        ("\\\\la.example\\x", ""),
        ('"><script>', ""),
        ("x y", ""),
        ("a\nb", "ab"),
        ("data:text/html,x", "data:text/html,x"),
        ("/https://la@la.example/", "https://la@la.example/"),
        ("co-quan/a/#b", "co-quan/a/#b"),
        ("./", ""),
        ("h" * 5_000, ""),
    ],
)
def test_a_row_leads_to_the_member_alone(place, address, safe):
    published.edit(place.site, "cong-khai", lambda data: data["items"][0].update({"@id": address}))
    place.read()
    assert place.rows()[0]["landingPage"] == f"{place.server.url}{safe}"


def test_other_addresses_are_of_the_web(place):
    links = [
        "javascript:x",
        "https://la.example/a",
        "http://la.example:8/b?c=d",
        "https://u:p@la/",
        "x\u202ey",
    ]

    def change(data):
        data["items"][0].update(downloadURL=["tep/a.pdf", *links])

    published.edit(place.site, "cong-khai", change)
    place.read()
    assert place.rows()[0]["downloadURL"] == [
        f"{place.server.url}tep/a.pdf",
        "https://la.example/a",
        "http://la.example:8/b?c=d",
    ]


@pytest.mark.parametrize(
    "text",
    [
        b'{"items":' + b"[" * 100_000,
        b"[" * 2_000_000,
        b'{"schemaVersion":"2.0","items":[],"x":' + b"9" * 10_000 + b"}",
        b'{"schemaVersion":"2.0","items":[NaN]}',
        b'{"schemaVersion":' + b'{"a":' * 900 + b"1" + b"}" * 900 + b',"items":[]}',
        gzip.compress(b"0" * 20_000_000),
        b"\xff\xfe" + b"{\x00",
        b"",
        b"null",
        b'"items":[\n',
    ],
)  # fmt: skip
def test_json_that_is_none_of_ours(place, text):
    (place.site / ITEMS).write_bytes(text)
    published.list_files(place.site)
    refused(place, f"tệp {ITEMS}")


def test_numbers_that_are_none(place):
    given = '"year":2026,"received":%s,"refused":-5,"pending":0,"late":1e300'
    path = place.site / "tai-ve/thong-ke.json"
    text = '{"@id":"a/","publisher":"xa-doi","year":2026}'
    shutil.copy(place.site / ITEMS, path)
    published.edit(place.site, "thong-ke", lambda data: data.update(items=[json.loads(text)]))
    good = path.read_text("utf-8").replace('"year": 2026', given % ("9" * 300))
    path.write_text(good, "utf-8")
    published.list_files(place.site)
    assert place.read().failures == ()
    assert place.rows("thong-ke")[0].keys() == {"landingPage", "publisher", "year", "pending"}
    path.write_text(good.replace("9" * 300, "1e999"), "utf-8")
    published.list_files(place.site)
    assert "không đúng lược đồ ở “received”" in place.read().failures[0]


@pytest.mark.parametrize(
    "name", ["../../thoat.json", "/etc/thoat.json", "tai-ve/../../thoat.json", "tai-ve\\..\\thoat.json", "a//b"]
)  # fmt: skip
def test_a_list_of_files_that_leads_out(place, name, tmp_path):
    data = manifest(place)
    data["files"][name] = data["files"][ITEMS]
    list_as(place, data)
    refused(place, "không phải đường dẫn trong trang")
    assert not list(tmp_path.rglob("thoat.json"))


@pytest.mark.parametrize(
    "text",
    [
        b"[" * 1_000_000,
        b'{"files":{}}',
        b'{"files":[]}',
        b'{"created":"2026-11-24","files":{"tai-ve/cong-khai.json":{"size":-1,"sha256":"x"}}}',
        b'{"created":"2026-13-45","files":{}}',
        b'{"created":"2026-11-24","files":{}}',
        b"[]," * 2_000_000,
        b"{}",
    ],
)  # fmt: skip
def test_a_list_of_files_that_is_none(place, text):
    (place.site / "manifest.json").write_bytes(text)
    refused(place, "manifest.json")


def test_sizes_that_are_too_much(place):
    data = manifest(place)
    data["files"][ITEMS]["size"] = 10**12
    list_as(place, data)
    refused(place, f"tệp {ITEMS} lớn quá mức (1.000.000 MB, nhiều nhất 64 MB)")
    data["files"][ITEMS]["size"] = data["files"]["tai-ve/co-quan.json"]["size"] = 60_000_000
    list_as(place, data)
    place.access = dataclasses.replace(place.access, most_bytes=100_000_000)
    refused(place, "các tệp dữ liệu lớn quá mức (nhiều nhất 100 MB cả thảy)")


def endless(handler):
    handler.send_response(200)
    handler.end_headers()
    with contextlib.suppress(OSError):
        while True:
            handler.wfile.write(b"0" * 65_536)


def zipped(handler):
    handler.answer(200, ZEROS, **{"Content-Encoding": "gzip"})


def boastful(handler):
    """More bytes than the list says, and a length that says so too."""
    handler.answer(200, b"0" * 5_000_000)


def brief_length(handler):
    """A length that is shorter than what comes."""
    handler.send_response(200)
    handler.send_header("Content-Length", "10")
    handler.end_headers()
    handler.wfile.write(b"0" * 100_000)


@pytest.mark.parametrize(
    ("path", "trick", "words"),
    [
        (f"/{ITEMS}", endless, "nhiều hơn độ lớn ghi trong manifest.json"),
        (f"/{ITEMS}", boastful, "nhiều hơn độ lớn ghi trong manifest.json"),
        (f"/{ITEMS}", brief_length, "kết nối bị ngắt giữa chừng"),
        (f"/{ITEMS}", zipped, "máy chủ nén tệp dù không được hỏi"),
        ("/manifest.json", zipped, "máy chủ nén tệp dù không được hỏi"),
        ("/manifest.json", endless, "lớn quá mức"),
    ],
)
def test_answers_that_do_not_end_or_swell(place, path, trick, words):
    place.server.tricks[path] = trick
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    refused(place, words)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150_000
    assert sum(each.stat().st_size for each in place.folder.rglob("*") if each.is_file()) < 200_000


@pytest.mark.parametrize("path", ["/manifest.json", f"/{ITEMS}"])
@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("https://127.0.0.2/x", "địa chỉ thuộc mạng riêng"),
        ("https://[::ffff:127.0.0.2]/x", "địa chỉ thuộc mạng riêng"),
        ("https://169.254.169.254/latest/meta-data/", "địa chỉ thuộc mạng riêng"),
        ("https://10.0.0.1/", "địa chỉ thuộc mạng riêng"),
        ("http://localhost/", "phải bắt đầu bằng https://"),
        ("file:///etc/passwd", "địa chỉ viết chưa đúng"),
        ("https://[::1", "viết chưa đúng"),
        ("https://u:p@localhost/", "tên người dùng"),
    ],
)
def test_redirects_into_a_private_network(place, path, target, words):
    """Only the one address is allowed here, as `--allow-network 127.0.0.1/32` does."""
    place.access = dataclasses.replace(place.access, networks=("127.0.0.1/32", "::1/128"))
    place.server.tricks[path] = lambda handler: handler.answer(302, b"", Location=target)
    refused(place, words)


def test_redirects_for_ever(place):
    place.server.tricks["*"] = lambda handler: handler.answer(302, b"", Location="/manifest.json")
    refused(place, "chuyển hướng vòng quanh mãi")


def test_a_private_network_is_closed_unless_allowed(place):
    place.access = dataclasses.replace(place.access, networks=())
    refused(
        place,
        "địa chỉ thuộc mạng riêng, không mở thử. Nếu đúng là trang ở mạng nội bộ thì thêm --allow-network",
    )
    assert place.server.requests == []


def test_an_authority_that_is_not_named_is_not_trusted(place):
    place.access = dataclasses.replace(place.access, ca=None)
    refused(place, "chứng thư số của máy chủ không được tin cậy. ")
    refused(place, "Chứng thư do nơi cấp riêng thì thêm --ca vào lệnh dựng.")
    place.access = dataclasses.replace(place.access, ca=place.site / "manifest.json")
    refused(place, "tệp chứng thư ghi ở --ca không đọc được")


def test_networks_are_those_that_are_named():
    access = ReadingAccess(networks=("10.1.0.0/16", "fd00::/8"))
    known = {
        "10.1.2.3": True,
        "::ffff:10.1.2.3": True,
        "10.2.0.1": False,
        "fd00::1": True,
        "127.0.0.1": False,
        "::ffff:127.0.0.1": False,
        "1.1.1.1": True,
        "so": False,
    }
    assert {number: access.allows(number) for number in known} == known


def test_a_slow_member_takes_no_longer_than_allowed(place):
    """Files that each come in time, but too slowly together."""

    def slow(handler):
        time.sleep(0.7)
        handler.file(place.server.folder / handler.path.lstrip("/"))

    place.server.tricks["*"] = slow
    place.access = dataclasses.replace(place.access, most_seconds=1.5)
    began = time.monotonic()
    refused(place, "quá thời gian cho phép")
    assert time.monotonic() - began < 6
