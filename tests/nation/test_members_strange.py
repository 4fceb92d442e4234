"""Members that are strange without meaning harm: what is the matter is told in words, and others are not kept."""

from __future__ import annotations

import datetime
import json
import os

import pytest
from member_server import member_server

from access_info.nation.copies import MemberStanding

pytestmark = pytest.mark.whole_site
ITEMS = "tai-ve/cong-khai.json"


def refused(place, words):
    state = place.read()
    assert state.standing is MemberStanding.NEVER, state
    [failure] = state.failures
    assert words in failure, failure
    assert place.rows() == []


def test_a_name_in_a_list_of_files_may_hold_anything(place):
    listed = place.site / "manifest.json"
    data = json.loads(listed.read_bytes())
    data["files"]["a//\x1b[31m\u202e" + "x" * 100_000] = data["files"][ITEMS]
    listed.write_text(json.dumps(data), "utf-8")
    refused(place, "“a//�[31m�" + "x" * 71 + "…” không phải đường dẫn trong trang")


@pytest.mark.parametrize("path", ["/manifest.json", f"/{ITEMS}"])
def test_a_page_in_the_place_of_a_file(place, path):
    """As a host shows that has no such file, or wants a login first."""
    page = b"\n<!DOCTYPE html><h1>404</h1>"
    place.server.tricks[path] = lambda handler: handler.answer(200, page)
    refused(place, "máy chủ trả lời bằng một trang web, không phải tệp được hỏi")


@pytest.mark.parametrize(
    ("status", "words"),
    [(401, " (đòi đăng nhập)"), (429, " (đang bị hỏi quá nhiều)"), (503, " (máy chủ đang hỏng)"), (206, "")],
)  # fmt: skip
def test_what_a_server_answers_is_in_words(place, status, words):
    place.server.tricks["*"] = lambda handler: handler.answer(status, b"")
    refused(place, f"máy chủ trả lời mã {status}{words}. ")


@pytest.mark.skipif(os.name == "nt", reason="has no pipes with names")
@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, lambda path: path.symlink_to("/dev/zero")])
def test_something_else_in_the_place_of_a_file_of_a_folder(place, make):
    place.named(dia_chi="https://mot.mau.example/", nguon=str(place.site))
    (place.site / ITEMS).unlink()
    make(place.site / ITEMS)
    refused(place, f"tệp {ITEMS}: thứ mang tên này trong thư mục nguồn không phải một tệp")


@pytest.mark.parametrize(
    ("names", "until", "words"),
    [
        (["localhost"], datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC), "đã hết hạn"),
        (["khac.mau.example"], None, "không phải của tên miền này"),
    ],
)
def test_certificate_of_another_host(place, authority, names, until, words):
    times = {"not_before": until - datetime.timedelta(days=9), "not_after": until} if until else {}
    folder = place.server.folder
    with member_server(folder, authority, authority.issue_cert(*names, **times)) as server:
        place.named(dia_chi=server.url)
        refused(place, f"chứng thư số của máy chủ {words}. ")
