"""A finished site sent to S3-compatible storage: a server of its own, asked by the program's own library."""

from __future__ import annotations

import re
import socket

import boto3
import pytest
from s3_storage import BUCKET, TARGET, s3_storage, stored
from site_builds import digests
from small_nations import small_nation

from access_info.nation.sending import StorageError, send_site

FILES = {
    "index.html": "trang đầu",
    "tinh/01/index.html": "một tỉnh",
    "manifest.json": "{}",
    "SHA256SUMS": "",
    "assets/access-info/search.js": "1",
    "du-lieu/01/cong-khai.csv.gz": "nén",
    "danh-muc.jsonld": "{}",
}
_REQUEST = re.compile(r'"(PUT|DELETE|POST) (/\S*) HTTP')


@pytest.fixture
def endpoint(monkeypatch):
    with s3_storage(monkeypatch) as address:
        yield address


@pytest.fixture
def site(tmp_path):
    folder = tmp_path / "site"
    for path, text in FILES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return folder


@pytest.fixture
def writes(caplog):
    """What is written to the storage, in order."""
    caplog.set_level("INFO", "werkzeug")

    def requests():
        lines = [_REQUEST.search(record.getMessage()) for record in caplog.records]
        caplog.clear()
        return [f"{match[1]} {match[2].removeprefix('/kho/')}" for match in lines if match]

    return requests


def test_data_come_first_and_the_front_page_last(endpoint, site, writes):
    sent = send_site(site, TARGET)
    assert (sent.files, sent.same, sent.deleted) == (len(FILES), 0, 0)
    puts = [line for line in writes() if line.startswith("PUT ca-nuoc/")]
    assert puts[0] == "PUT ca-nuoc/assets/access-info/search.js"
    assert set(puts[1:3]) == {
        "PUT ca-nuoc/du-lieu/01/cong-khai.csv.gz",
        "PUT ca-nuoc/danh-muc.jsonld",
    }
    assert puts[3] == "PUT ca-nuoc/tinh/01/index.html"
    assert set(puts[4:6]) == {"PUT ca-nuoc/manifest.json", "PUT ca-nuoc/SHA256SUMS"}
    assert puts[6:] == ["PUT ca-nuoc/index.html"]
    assert stored() == {f"ca-nuoc/{path}" for path in FILES}


def test_files_are_served_as_what_they_are(endpoint, site):
    send_site(site, TARGET)
    client = boto3.client("s3")
    kinds = {
        path: client.head_object(Bucket=BUCKET, Key=f"ca-nuoc/{path}")["ContentType"]
        for path in FILES
    }
    assert kinds["index.html"] == "text/html; charset=utf-8"
    assert kinds["assets/access-info/search.js"] == "text/javascript; charset=utf-8"
    assert kinds["du-lieu/01/cong-khai.csv.gz"] == "application/gzip"
    assert kinds["danh-muc.jsonld"] == "application/ld+json; charset=utf-8"


def test_only_what_changed_is_sent_and_what_is_gone_is_deleted_at_the_end(endpoint, site, writes):
    send_site(site, TARGET)
    writes()
    assert (sent := send_site(site, TARGET)).files == 0
    assert (sent.same, writes()) == (len(FILES), [])
    (site / "index.html").write_text("trang khác", "utf-8")  # of as many bytes
    (site / "du-lieu/01/cong-khai.csv.gz").unlink()
    sent = send_site(site, TARGET)
    assert (sent.files, sent.deleted) == (1, 1)
    assert [line.partition("?")[0] for line in writes()] == ["PUT ca-nuoc/index.html", "POST /kho"]
    assert stored() == {f"ca-nuoc/{path}" for path in FILES if not path.endswith(".gz")}


def test_a_place_that_holds_something_else_is_left_alone(endpoint, site):
    boto3.client("s3").put_object(Bucket=BUCKET, Key="ca-nuoc/luan-van.txt", Body=b"x")
    with pytest.raises(StorageError, match="đang chứa thứ khác"):
        send_site(site, TARGET)
    assert stored() == {"ca-nuoc/luan-van.txt"}


@pytest.mark.parametrize(
    ("target", "excerpt"),
    [
        ("s3://khong-co/ca-nuoc", "không có kho lưu trữ ấy"),
        ("kho-la://a", "không phải nơi lưu trữ"),
    ],
)
def test_what_cannot_be_written_to_is_reported(endpoint, site, target, excerpt):
    with pytest.raises(StorageError, match=excerpt):
        send_site(site, target)


def test_a_folder_elsewhere_is_storage_too(site, tmp_path):
    target = tmp_path / "noi khac"
    assert send_site(site, str(target)).files == len(FILES)
    (site / "tinh/01/index.html").unlink()
    assert send_site(site, str(target)).deleted == 1
    assert digests(target) == digests(site)


@pytest.mark.whole_site
def test_a_nation_is_built_and_sent(endpoint, built, tmp_path):
    nation = small_nation(built, tmp_path / "ca-nuoc", ("01",))
    done = nation.build("--to", TARGET)
    assert done.returncode == 0, done.stderr
    assert re.search(rf"Đã gửi tới {TARGET}: \d\d+ tệp, 0 tệp đã có sẵn, xóa 0 tệp\.", done.stdout)
    files = {path.relative_to(nation.out).as_posix() for path in nation.out.rglob("*.*")}
    assert {f"ca-nuoc/{path}" for path in files} <= stored()
    again = nation.build("--to", TARGET)
    assert f"Đã gửi tới {TARGET}: 0 tệp" in again.stdout


@pytest.mark.whole_site
def test_storage_that_is_down_leaves_the_finished_site(endpoint, built, tmp_path):
    nation = small_nation(built, tmp_path / "ca-nuoc", ("01",))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    down = {"AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}", "AWS_MAX_ATTEMPTS": "1"}
    done = nation.build("--to", TARGET, **down)
    assert done.returncode == 1
    message = done.stderr.splitlines()[-1]
    assert message.startswith(f"Không ghi được vào {TARGET}: không kết nối được")
    assert (nation.out / "index.html").is_file()
