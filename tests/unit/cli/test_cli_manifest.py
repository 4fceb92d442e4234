"""`access-info manifest --fetch`: the published state comes whole and right, or not at all."""

from __future__ import annotations

import hashlib
import json
import ssl
import threading

import pytest
import trustme
from member_server import MemberServer
from web_server import Server, serving

from access_info.cli import main
from access_info.pipeline import link_check
from access_info.pipeline.link_check import Downloading, NotFetchedError, NotThereError, download

FILES = {"tai-ve/dong.json": b'{"a":[\n]}\n', "tai-ve/thay-doi.json": b'{"b":[\n]}\n'}


@pytest.fixture
def server(tmp_path):
    with serving(Server(folder=tmp_path / "www")) as running:
        lay_out(running)
        yield running


def lay_out(server, **changed):
    digests = {path: {"sha256": hashlib.sha256(data).hexdigest()} for path, data in FILES.items()}
    manifest = {"files": digests, "rows": "tai-ve/dong.json", "changes": "tai-ve/thay-doi.json"}
    files = {**FILES, "manifest.json": json.dumps({**manifest, **changed}).encode()}
    for path, content in files.items():
        (server.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (server.folder / path).write_bytes(content)


def fetch(address, out):
    return main(["manifest", "--fetch", address, "--out", str(out)])


def files_in(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("ending", ["", "/"])
def test_all_three_files_come(server, tmp_path, ending):
    assert fetch(server.address + ending, tmp_path / "truoc") == 0
    assert files_in(tmp_path / "truoc") == files_in(server.folder)


def test_a_first_publication_is_no_failure(server, tmp_path, capsys):
    (server.folder / "manifest.json").unlink()
    assert fetch(server.address, tmp_path / "truoc") == 0
    assert "chưa công bố trạng thái nào" in capsys.readouterr().out
    assert not (tmp_path / "truoc").exists()


def test_a_site_without_downloads_has_no_state(server, tmp_path, capsys):
    (server.folder / "manifest.json").write_text('{"generator": {}, "files": {}}', "utf-8")
    assert fetch(server.address, tmp_path / "truoc") == 0
    assert "không có tệp tải về" in capsys.readouterr().out
    assert not (tmp_path / "truoc").exists()


def test_without_an_address_there_is_nothing_to_fetch(tmp_path, capsys):
    assert fetch(" ", tmp_path / "truoc") == 0
    assert "chưa có địa chỉ trang" in capsys.readouterr().out


@pytest.mark.parametrize(
    "spoilt",
    [
        ("tai-ve/dong.json", b"{}", "mã băm"),
        ("tai-ve/thay-doi.json", None, "thiếu tệp tai-ve/thay-doi.json"),
        ("manifest.json", b"<html>", "các phần phải có"),
    ],
)
def test_what_is_not_whole_leaves_the_last_state(server, tmp_path, capsys, spoilt):
    name, content, reason = spoilt
    fetch(server.address, tmp_path / "truoc")
    before = files_in(tmp_path / "truoc")
    path = server.folder / name
    path.unlink() if content is None else path.write_bytes(content)
    (server.folder / "tai-ve/moi").write_bytes(b"x")
    assert fetch(server.address, tmp_path / "truoc") == 1
    assert reason in capsys.readouterr().err
    assert files_in(tmp_path / "truoc") == before


def test_a_manifest_cannot_lead_out_of_the_site(server, tmp_path, capsys):
    lay_out(
        server,
        rows="../x",
        files={"../x": {"sha256": "0"}, "tai-ve/thay-doi.json": {"sha256": "0"}},
    )
    assert fetch(server.address, tmp_path / "truoc") == 1
    assert "ngoài trang" in capsys.readouterr().err
    assert len(server.paths()) == 1


def test_an_address_of_no_web(tmp_path, capsys):
    assert fetch("ftp://mau.example/", tmp_path) == 2
    assert "https://" in capsys.readouterr().err


HOW = Downloading(most_bytes=100, patience=0.3)


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("500", "mã 500"),
        ("403", "mã 403"),
        ("410", "mã 410"),
        ("cham", "không trả lời kịp"),
        ("ngat", "kết nối bị ngắt"),
        ("302/" * 7, "vòng quanh"),
        ("302/http://a:b/x", "viết chưa đúng"),
    ],
)
def test_a_failure_is_no_404(path, reason):
    with serving(Server()) as server:
        with pytest.raises(NotFetchedError, match=reason):
            download(f"{server.address}/{path}", HOW)
        with pytest.raises(NotThereError):
            download(f"{server.address}/302/404", HOW)
        assert download(f"{server.address}/301/200", HOW) == b""


def test_too_much_is_refused(server):
    (server.folder / "lon").write_bytes(b"x" * 101)
    with pytest.raises(NotFetchedError, match="lớn quá"):
        download(f"{server.address}/lon", HOW)


def test_over_the_internet_only_https(monkeypatch, server):
    monkeypatch.setattr(link_check, "is_public", lambda _: True)
    with pytest.raises(NotFetchedError, match="https"):
        download(f"{server.address}/manifest.json", HOW)
    assert server.seen == []
    with pytest.raises(NotFetchedError, match="không bảo mật"):
        link_check._moved("https://a.example/", "http://a.example/")


def test_certificates_of_private_authorities_are_reported_and_may_be_trusted(tmp_path, capsys):
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    root = tmp_path / "goc.pem"
    authority.cert_pem.write_to_path(root)
    server = MemberServer(tmp_path / "www")
    lay_out(server)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        assert fetch(server.url, tmp_path / "truoc") == 1
        said = capsys.readouterr().err
        assert "trang trả lời nhưng chứng thư số" in said
        assert "--ca TỆP" in said
        assert "SSL_CERT_FILE" in said
        assert not (tmp_path / "truoc").exists()
        trusting = ["manifest", "--fetch", server.url, "--out", str(tmp_path / "truoc")]
        assert main([*trusting, "--ca", str(root)]) == 0
        assert files_in(tmp_path / "truoc") == files_in(server.folder)
        assert main([*trusting, "--ca", str(tmp_path / "www/manifest.json")]) == 2
        assert "không phải dạng PEM" in capsys.readouterr().err
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
