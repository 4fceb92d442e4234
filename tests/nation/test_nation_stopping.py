"""Ctrl-C at any moment of a national build: the site stays or is replaced whole, and no process goes on."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import shutil
import signal
import subprocess
import sys
import threading
import time

import boto3
import psutil
import published_members as published
import pytest
import tiny_province
from dask_cluster import dask_cluster
from killed import ended_before
from member_server import member_server
from moto.server import DomainDispatcherApplication, create_backend_app
from site_builds import digests
from small_nations import SITE_URL, program_path, small_nation
from werkzeug.serving import make_server

pytestmark = [
    pytest.mark.whole_site,
    pytest.mark.skipif(os.name == "nt", reason="has no groups of processes"),
]

MOMENTS = 4
CODES = ("01", "02", "03")
SOON = 8.0  # seconds
KNOWN = {"PYTHONUTF8": "1", "SOURCE_DATE_EPOCH": "1795478400"}
NOTHING = (
    "Đã dừng theo yêu cầu: chưa ghi gì. Phần đã đọc, đã tính được giữ ở “.cache/ca-nuoc”: chạy lại lệnh này sẽ làm "
    "tiếp.\n"
)
UNTOUCHED = "Đã dừng theo yêu cầu: chưa ghi gì, mọi thứ vẫn như trước khi chạy lệnh.\n"
WHOLE = NOTHING.replace("chưa ghi gì.", "đã ghi xong “site”; những gì còn lại chưa ghi.")
UNFINISHED = (
    ".site-new-*",
    ".cache/ca-nuoc/phan/*/dang-lam-*",
    ".cache/ca-nuoc/dung/*/.trang-new-*",
)


@dataclasses.dataclass
class Begun:
    """A command that goes on, alone in its group as at a terminal.

    Attributes:
        process: Its first process.
    """

    process: subprocess.Popen[str]

    def family(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def waits_until(self, happened) -> None:
        end = time.monotonic() + 60
        while not happened():
            assert self.process.poll() is None, self.process.communicate()
            assert time.monotonic() < end
            time.sleep(0.01)

    def stopped(self) -> str:
        """Ctrl-C; what it wrote as errors, without how far it was."""
        family = self.family()
        begun = time.monotonic()
        os.killpg(self.process.pid, signal.SIGINT)
        _, errors = self.process.communicate(timeout=60)
        assert time.monotonic() - begun < SOON
        assert self.process.returncode == 130, errors
        _, left = psutil.wait_procs(family, timeout=3)
        assert left == []
        return "".join(
            line for line in errors.splitlines(keepends=True) if not line.startswith("Đang ")
        )


def begin(folder, *words):
    return Begun(
        subprocess.Popen(
            [sys.executable, "-m", "access_info", "nation", "build", "--out", "site", *words],
            cwd=folder,
            env={**os.environ, **program_path(), **KNOWN},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
        )
    )


def unfinished(folder):
    return [path for kind in UNFINISHED for path in folder.glob(kind)]


@pytest.fixture
def nation(built, tmp_path):
    """A nation that has been built, and of which a member has changed since."""
    nation = small_nation(built, tmp_path / "ca-nuoc", CODES)
    done = nation.build()
    assert done.returncode == 0, done.stderr
    return nation


def change(nation):
    published.edit(
        nation.site("02"), "cong-khai", lambda data: data["items"][0].update(title="Tên đã đổi")
    )
    shutil.rmtree(nation.cache / "phan")


def test_a_build_ends_cleanly_at_many_moments(nation, tmp_path):
    before = digests(nation.out)
    change(nation)
    command = ["access_info", "nation", "build", "--out", "site", "--jobs", "2"]
    command += ["--site-url", SITE_URL]
    whole = tmp_path / "ca"
    shutil.copytree(nation.folder, whole)
    counted = ended_before(whole, command, 0)
    assert counted.code == 0, counted.said
    after = digests(whole / "site")
    assert before != after
    for number in range(MOMENTS):
        due = 1 + number * (counted.changes - 1) // (MOMENTS - 1)
        folder = tmp_path / f"luc-{number}"
        shutil.copytree(nation.folder, folder)
        ended = ended_before(folder, command, due)
        where = f"change {due} of {counted.changes}: {ended.said}"
        assert (ended.code, ended.left) == (130, False), where
        assert "Traceback" not in ended.said, where
        assert unfinished(folder) == [], where
        if ended.said.endswith((NOTHING, UNTOUCHED)):
            assert digests(folder / "site") == before, where
        else:
            assert ended.said.endswith(WHOLE), where
            assert digests(folder / "site") == after, where
        again = ended_before(folder, command, 0)
        assert again.code == 0, again.said
        assert digests(folder / "site") == after, where


def test_while_a_member_lets_us_wait(nation, built, authority, tmp_path):
    site = published.publish(
        built, tmp_path / "tinh-04", code="04", url="https://tinh-04.mau.example/"
    )
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    open_again = threading.Event()
    before = digests(nation.out)
    with member_server(site, authority) as server, contextlib.ExitStack() as stack:
        stack.callback(open_again.set)
        server.tricks["*"] = lambda _: open_again.wait(60)
        text = (nation.folder / "quoc-gia.yml").read_text("utf-8")
        text = text.replace("https://tinh-02.mau.example/", server.url)
        text = text.replace(',\n   "nguon": "tinh/02"', "")
        (nation.folder / "quoc-gia.yml").write_text(text, "utf-8")
        words = ("--ca", str(tmp_path / "ca.pem"), "--allow-network", "127.0.0.0/8")
        command = begin(nation.folder, "--jobs", "2", *words)
        command.waits_until(lambda: server.requests)
        assert command.stopped() == NOTHING
    assert digests(nation.out) == before
    assert unfinished(nation.folder) == []


def test_stopped_during_a_members_site(nation):
    tiny_province.lay_out(nation.folder / "kho")
    nation.write(tinh_02="kho")
    before = digests(nation.out)
    command = begin(nation.folder, "--members", "--jobs", "2")
    build_folder = nation.cache / "dung" / "02"
    command.waits_until(lambda: list(build_folder.glob(".trang-new-*/*")))
    assert any("build" in each.cmdline() for each in command.family())
    assert command.stopped() == NOTHING
    assert digests(nation.out) == before
    assert unfinished(nation.folder) == []
    assert not (build_folder / "trang").exists()


def test_while_the_site_is_sent(nation, monkeypatch):
    application = DomainDispatcherApplication(create_backend_app)
    limit, open_again = threading.Semaphore(70), threading.Event()

    def slow(environ, start):
        """The first files go through; then nothing does."""
        is_file = environ["REQUEST_METHOD"] == "PUT" and "/ca-nuoc/" in environ["PATH_INFO"]
        if is_file and not limit.acquire(blocking=False):
            waiting.set()
            open_again.wait(60)
        return application(environ, start)

    waiting = threading.Event()
    server = make_server("127.0.0.1", 0, slow, threaded=True)
    known = {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{server.server_port}",
        "AWS_ACCESS_KEY_ID": "thu",
        "AWS_SECRET_ACCESS_KEY": "thu",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    for name, value in known.items():
        monkeypatch.setenv(name, value)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        storage = boto3.client("s3")
        storage.create_bucket(Bucket="kho-dung")
        before = digests(nation.out)
        command = begin(nation.folder, "--site-url", SITE_URL, "--to", "s3://kho-dung/ca-nuoc")
        command.waits_until(waiting.is_set)
        words = command.stopped()
        stored = [each["Key"] for each in storage.list_objects_v2(Bucket="kho-dung")["Contents"]]
    finally:
        open_again.set()
        server.shutdown()
    assert "Tới s3://kho-dung/ca-nuoc: mới gửi " in words
    assert words.splitlines()[-1].startswith("Đã dừng theo yêu cầu: ")
    assert digests(nation.out) == before
    assert "ca-nuoc/index.html" not in stored


def test_on_a_cluster(nation, tmp_path):
    before = digests(nation.out)
    change(nation)
    with dask_cluster(tmp_path / "cum", 2) as cluster:
        command = begin(nation.folder, "--scheduler", cluster.address)
        command.waits_until(lambda: list(nation.cache.glob("phan/*/*")))
        assert command.stopped() == NOTHING
        assert digests(nation.out) == before
        assert unfinished(nation.folder) == []
        done = nation.build("--scheduler", cluster.address)
        assert done.returncode == 0, done.stderr
        assert digests(nation.out) != before


def test_who_kills_a_build_leaves_no_process_behind(nation):
    before = digests(nation.out)
    change(nation)
    command = begin(nation.folder, "--jobs", "2")
    command.waits_until(lambda: list(nation.cache.glob("phan/*/*")))
    family = command.family()
    assert len(family) == 2
    command.process.kill()
    command.process.communicate()
    _, left = psutil.wait_procs(family, timeout=5)
    assert left == []
    assert digests(nation.out) == before
