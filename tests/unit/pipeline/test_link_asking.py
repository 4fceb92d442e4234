"""Asking addresses: what each answer means, how politely it is done, and whom it never asks."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess

import pytest
from web_server import Server, serving

from access_info.assessment.link_results import LinkAnswer, LinkState
from access_info.pipeline.link_check import (
    Asking,
    NowhereError,
    RefusedAddressError,
    ask_all,
    by_agency,
    ip_numbers,
    is_public,
    is_reserved_name,
    named_addresses,
    problems_of,
    target,
)

ALIVE, DEAD, UNKNOWN = LinkState.ALIVE, LinkState.DEAD, LinkState.UNKNOWN


def _asking(**settings) -> Asking:
    usual = {"interval": 0.0, "patience": 0.3, "allowed": lambda _: True, "skips": lambda _: False}
    return Asking(**{**usual, **settings})


@pytest.fixture
def server():
    with serving(Server()) as running:
        yield running


@pytest.mark.parametrize(
    ("path", "state", "code"),
    [
        ("/", ALIVE, 200),
        ("/a?b=c%20d#muc-1", ALIVE, 200),
        ("/chi-get", ALIVE, 200),
        ("/204", ALIVE, 204),
        ("/404", DEAD, 404),
        ("/410", DEAD, 410),
        ("/500", DEAD, 500),
        ("/502", UNKNOWN, 502),
        ("/504", UNKNOWN, 504),
        ("/522", UNKNOWN, 522),
        ("/401", UNKNOWN, 401),
        ("/403", UNKNOWN, 403),
        ("/429", UNKNOWN, 429),
        ("/503", UNKNOWN, 503),
        ("/301/404", DEAD, 404),
        ("/302/302/200", ALIVE, 200),
        ("/302/403", UNKNOWN, 403),
        ("/cham", UNKNOWN, None),
        ("/ngat", UNKNOWN, None),
    ],
)
def test_what_an_answer_means(server, path, state, code):
    [(address, answer)] = ask_all([server.address + path], _asking())
    assert address == server.address + path
    assert (answer.state, answer.code) == (state, code)
    assert bool(answer.reason) == (state is not ALIVE)
    assert not answer.reason.isascii() or state is ALIVE


def test_head_then_get(server):
    dict(ask_all([f"{server.address}/{path}" for path in ("x", "chi-get", "404")], _asking()))
    assert [(method, path) for method, path, _ in server.seen] == [
        ("HEAD", "/x"), ("HEAD", "/chi-get"), ("GET", "/chi-get"), ("HEAD", "/404"), ("GET", "/404"),
    ]  # fmt: skip


def test_where_an_address_has_moved_for_good(server):
    paths = ("301/moi", "308/301/moi", "302/moi", "301/302/moi", "302/301/moi", "301/404")
    answers = dict(ask_all([f"{server.address}/{path}" for path in paths], _asking()))
    assert [answer.moved for answer in answers.values()] == [
        f"{server.address}/moi", f"{server.address}/moi", "", "", "", "",
    ]  # fmt: skip


def test_going_round_and_round(server):
    server.answers = {}
    rounds = f"{server.address}/" + "302/" * 9 + "x"
    [(_, answer)] = ask_all([rounds], _asking())
    assert (answer.state, answer.reason) == (DEAD, "chuyển hướng vòng quanh mãi")
    assert len(server.seen) == 6


def test_nobody_listens():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    [(_, answer)] = ask_all([f"http://127.0.0.1:{port}/"], _asking())
    assert (answer.state, answer.reason) == (DEAD, "máy chủ từ chối kết nối")


def test_the_program_names_itself(server):
    dict(ask_all([server.address], _asking(site="https://tctt.mau.example/")))
    [name] = server.names
    assert name.startswith("tiep-can-thong-tin-link-check/")
    assert name.endswith("(+https://tctt.mau.example/)")
    server.names.clear()
    dict(ask_all([server.address], _asking(site="https://x/\r\nX: y")))
    assert all("\n" not in name and "X: y" not in name for name in server.names)


def test_a_server_is_queried_slowly_and_several_at_once():
    with serving(Server("127.0.0.1")) as first, serving(Server("127.0.0.2")) as other:
        addresses = [f"{server.address}/{n}x" for server in (first, other) for n in range(4)]
        moved = f"{other.address}/302/{first.address}/z"
        answers = dict(ask_all([*addresses, moved], _asking(interval=0.1)))
    assert all(answer.state is ALIVE for answer in answers.values())
    times = [[at for _, _, at in server.seen] for server in (first, other)]
    assert [len(each) for each in times] == [5, 5]
    for each in times:
        assert each[-1] - each[0] > 0.35
    assert times[0][0] < times[1][-1]
    assert times[1][0] < times[0][-1]


def test_a_server_that_asks_for_patience_is_left_alone(server):
    addresses = [f"{server.address}/{path}" for path in ("429", "a", "b")]
    answers = dict(ask_all(addresses, _asking()))
    assert {answer.state for answer in answers.values()} == {UNKNOWN}
    assert "/a" not in server.paths()


def test_each_address_is_queried_once(server):
    answers = list(ask_all([server.address, server.address], _asking()))
    assert len(answers) == len(server.seen) == 1


def test_the_local_network_is_never_queried(server):
    answers = dict(ask_all([server.address, server.address.replace("127.0.0.1", "localhost")], Asking(interval=0, skips=lambda _: False)))  # fmt: skip
    assert {answer.reason for answer in answers.values()} == {
        "địa chỉ thuộc mạng riêng, không mở thử"
    }
    assert server.seen == []


def test_nor_by_way_of_another_server(server):
    with serving(Server("127.0.0.2")) as inner:
        address = f"{server.address}/302/{inner.address}/"
        [(_, answer)] = ask_all([address], _asking(allowed=lambda number: number == "127.0.0.1"))
        assert answer.state is UNKNOWN
        assert inner.seen == []
    for where in ("file:///etc/passwd", "gopher://127.0.0.1/", "ftp://127.0.0.1/x"):
        server.answers.clear()
        with pytest.raises(RefusedAddressError):
            target(where)


def test_names_for_examples_are_passed_over():
    answers = dict(ask_all(["https://so.mau.example/x", "http://a.test/"], Asking()))
    assert {answer.state for answer in answers.values()} == {LinkState.SKIPPED}
    assert is_reserved_name("example")
    assert not is_reserved_name("example.gov.vn")
    assert not is_reserved_name("notexample")


@pytest.mark.parametrize("number", [
    "127.0.0.1", "10.0.0.1", "172.16.9.9", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.1",
    "224.0.0.1", "255.255.255.255", "192.0.2.1", "::1", "::", "fe80::1", "fc00::1", "ff02::1",
    "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "x", "",
])  # fmt: skip
def test_numbers_that_not_everybody_can_reach(number):
    assert not is_public(number)


@pytest.mark.parametrize(
    "number", ["1.1.1.1", "203.162.4.190", "2606:4700:4700::1111", "64:ff9b::101:101"]
)
def test_numbers_that_anyone_can_reach(number):
    assert is_public(number)


@pytest.mark.parametrize(
    ("address", "host", "port", "path"),
    [
        ("https://Mau.GOV.vn", "mau.gov.vn", 443, "/"),
        ("http://mau.gov.vn:8080/a b/c?d=é#x", "mau.gov.vn", 8080, "/a%20b/c?d=%C3%A9"),
        ("https://mau.gov.vn/a%20b", "mau.gov.vn", 443, "/a%20b"),
        ("https://tiếng.vn/", "xn--ting-hv5a.vn", 443, "/"),
        ("http://[2606:4700::1]/x", "2606:4700::1", 80, "/x"),
    ],
)
def test_an_address_ready_for_a_request(address, host, port, path):
    ready = target(address)
    assert (ready.host, ready.port, ready.path) == (host, port, path)


@pytest.mark.parametrize("address", ["https://", "https://a:b/", "https://x@mau.vn/", "https://[::1", "mau.vn", "https://a..é/"])  # fmt: skip
def test_an_address_that_cannot_be_queried(address):
    with pytest.raises(RefusedAddressError):
        target(address)
    [(_, answer)] = ask_all([address], _asking())
    assert answer.state is UNKNOWN


def test_a_name_that_nobody_bears_is_not_a_resolver_that_rests(monkeypatch):
    def nobody(*_args, **_named):
        raise socket.gaierror(socket.EAI_NONAME, "x")

    def resting(*_args, **_named):
        raise socket.gaierror(socket.EAI_AGAIN, "x")

    monkeypatch.setattr(socket, "getaddrinfo", nobody)
    with pytest.raises(NowhereError):
        ip_numbers(target("https://x.vn/"), allowed=is_public)
    monkeypatch.setattr(socket, "getaddrinfo", resting)
    with pytest.raises(RefusedAddressError):
        ip_numbers(target("https://x.vn/"), allowed=is_public)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl")
def test_a_certificate_that_nobody_vouches_for(tmp_path):
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with serving(Server(), context) as server:
        port = server.server_address[1]
        named, numbered = f"https://localhost:{port}/", f"https://127.0.0.1:{port}/"
        [(_, answer)] = ask_all([named], _asking(patience=3))
        assert (answer.state, answer.reason) == (
            LinkState.CERTIFICATE,
            "chứng thư số do máy chủ tự ký",
        )
        trusting = ssl.create_default_context(cafile=str(certificate))
        answers = dict(ask_all([named, numbered], _asking(patience=3, trusted=trusting)))
        assert answers[named].state is ALIVE
        assert answers[numbered].reason == "chứng thư số không phải của địa chỉ này"


NAMED = {
    "_dia-ban.yml": 'ten: "Tỉnh"\ngiam_sat:\n  trang_web: "https://stp.gov.vn"\n',
    "so-a/co-quan.yml": 'ten: "A"\ntrang_web: " https://a.gov.vn/x "\n',
    "so-a/cong-khai.yml": (
        'muc:\n- ma: "1"\n  dia_chi: ["https://b.gov.vn/", "https://a.gov.vn/x", "không phải"]\n'
    ),
    "so-a/trang/lich.md": "---\ntieu_de: L\nnguon: https://c.gov.vn/\n---\n\nhttps://d.gov.vn/\n",
    "so-b/co-quan.yml": 'ten: "B"\n# https://e.gov.vn/\ntrang_web: "https://a.gov.vn/x"\n',
    "so-c/co-quan.yml": 'ten: "C"\ntrang_web: "https://f.gov.vn/\n',
}


@pytest.fixture
def agencies(tmp_path):
    for name, text in NAMED.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def _places(agencies, only=None):
    return [
        (
            named.address.removeprefix("https://"),
            f"{named.location.relative_to(agencies)}:{named.location.line}:{named.location.column}",
        )
        for named in named_addresses(agencies, only)
    ]


def test_every_address_that_the_data_name_is_listed_with_its_place(agencies):
    own = [
        ("a.gov.vn/x", "so-a/co-quan.yml:2:12"),
        ("b.gov.vn/", "so-a/cong-khai.yml:3:13"),
        ("a.gov.vn/x", "so-a/cong-khai.yml:3:34"),
        ("c.gov.vn/", "so-a/trang/lich.md:3:8"),
    ]
    others = [("a.gov.vn/x", "so-b/co-quan.yml:3:12")]
    assert _places(agencies, frozenset({"so-a"})) == own
    assert _places(agencies) == [("stp.gov.vn", "_dia-ban.yml:3:14"), *own, *others]
    of_agency = by_agency(list(named_addresses(agencies)))
    assert {agency: len(addresses) for agency, addresses in of_agency.items()} == {
        "so-a": 3,
        "so-b": 1,
    }


def test_each_place_of_an_address_is_warned_of(agencies):
    answers = {
        "https://stp.gov.vn": LinkAnswer(
            state=LinkState.CERTIFICATE, reason="chứng thư số đã hết hạn"
        ),
        "https://a.gov.vn/x": LinkAnswer(state=DEAD, code=404, reason="trang không còn"),
        "https://b.gov.vn/": LinkAnswer(state=ALIVE, code=200, moved="https://moi.gov.vn/"),
        "https://c.gov.vn/": LinkAnswer(state=UNKNOWN, code=403, reason="x"),
    }
    problems = list(problems_of(named_addresses(agencies), answers))
    assert [(problem.code, problem.location.line) for problem in problems] == [
        *(("TT523", 3), ("TT522", 2), ("TT524", 3), ("TT522", 3), ("TT522", 3)),
    ]
    assert [problem.message for problem in problems[:2]] == [
        "“https://stp.gov.vn”: chứng thư số đã hết hạn.",
        "“https://a.gov.vn/x” không mở được: trang không còn (HTTP 404).",
    ]
