"""Commands that take long, each ended at some moments of its run, and what each says of how far it is."""

from __future__ import annotations

import functools
import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import asking_here
import pytest
import tiny_province
from killed import ended_before
from proposal_repository import git
from site_builds import digests
from web_server import Server, serving

from access_info.cli import check as link_check
from access_info.cli import main
from access_info.cli.progress import terminal_progress

pytestmark = pytest.mark.skipif(os.name == "nt", reason="has no groups of processes")

MOMENTS = 4
# So many that workers read them.
MORE = 25
NOTHING = "Đã dừng theo yêu cầu: chưa ghi gì, mọi thứ vẫn như trước khi chạy lệnh.\n"
WRITTEN = "Đã dừng theo yêu cầu: đã ghi xong "
COMMANDS = {
    "annex": ["annex", "--agency", "xa-doi", "xa-1", "--format", "all", "--out", "ra"],
    "bundle": ["bundle", "--out", "ra", "--zip"],
    "diff": ["diff", "main", "de-nghi", "--out", "ra.txt"],
    "findings": ["check", "--findings", "--jobs", "2"],
    "letter": ["letter", "--out", "ra", "--pdf", "--agency", "xa-doi", "xa-1"],
    "report": ["report", "--out", "ra", "--pdf", "--agencies-annex"],
    "review": ["review", "main", "de-nghi", "--bundle", "ra"],
    "snapshot": ["snapshot", "--out", "ra", "--jobs", "2"],
}
# What else takes long.
ALSO = {
    "build": ["build", "--out", "ra", "--no-cache"],
    "check": ["check", "--no-cache"],
    "import": ["import", "danh-muc.csv", "--agency", "xa-1", "--list", "cong-khai"],
}
# For a second run in the same place.
OPTIONS = dict.fromkeys(("annex", "letter", "report"), "--force")
SUPPORT = Path(__file__).parents[1] / "support"
PLUGINS = Path(__file__).parents[2] / "plugins"


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    """Lays out a province in a repository, and a proposal for it, once of each size."""

    @functools.cache
    def laid_out(*, few):
        folder = tmp_path_factory.mktemp("tinh") / "tinh"
        tiny_province.lay_out(folder, more=0 if few else MORE)
        (folder / "danh-muc.csv").write_text(
            "STT,Tên thông tin,Ngày ban hành,Hình thức công khai\n1,Quy chế làm việc,01/10/2026,Cổng\n",
            "utf-8",
        )
        git(folder, "init", "--quiet", "--initial-branch=main")
        git(folder, "add", "--all", "--force")
        git(folder, "commit", "--quiet", "--message", "bắt đầu")
        git(folder, "switch", "--quiet", "--create", "de-nghi")
        path = folder / "agencies/xa-doi/cong-khai.yml"
        path.write_text(path.read_text("utf-8").replace("số 1", "một"), "utf-8")
        git(folder, "commit", "--quiet", "--all", "--message", "[xa-doi] đổi tên")
        git(folder, "switch", "--quiet", "main")
        return folder

    return laid_out


def _files(folder):
    """Everything but what is remembered for the next run."""
    return {name: digest for name, digest in digests(folder).items() if not name.startswith((".git/", ".cache/"))}  # fmt: skip


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_ends_cleanly_at_many_moments(name, begun, tmp_path):
    command = ["access_info", *COMMANDS[name]]
    start = begun(few="--jobs" not in command)
    folder, whole = tmp_path / "tinh", tmp_path / "ca"
    shutil.copytree(start, whole)
    before = _files(whole)
    counted = ended_before(whole, command, 0, anything=True)
    assert counted.code == 0, counted.said
    assert counted.changes > MOMENTS
    after = _files(whole)
    shutil.copytree(start, folder)
    for number in range(MOMENTS):
        due = 1 + number * (counted.changes - 1) // MOMENTS
        ended = ended_before(folder, command, due, anything=True)
        where = f"moment {due} of {counted.changes}: {ended.said}"
        assert ended.code == 130, where
        assert not ended.left, where
        assert ended.temporary == (), where
        assert "Traceback" not in ended.said, where
        left = _files(folder)
        if ended.said.endswith(NOTHING):
            assert left == before, where
        else:
            assert ended.said.splitlines()[-1].startswith(WRITTEN), where
            assert left.items() <= {**before, **after}.items(), where
            shutil.rmtree(folder)
            shutil.copytree(start, folder)
        assert not list(folder.glob(".cache/**/spool-*")), where
    assert ended_before(folder, command, 0).code == 0
    assert _files(folder) == after


def test_asking_addresses_ends_while_a_server_rests(tmp_path):
    """A process from the start, since it asks in threads; it is ended once it has asked."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(120)
        folder = _naming(tmp_path, f"http://127.0.0.1:{server.getsockname()[1]}/")
        asking = subprocess.Popen(
            [sys.executable, "-m", "asking_here", "check", "--links", "--out", "ra"],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": os.pathsep.join((str(SUPPORT), str(PLUGINS)))},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            start_new_session=True,
        )
        with asking:
            connection, _ = server.accept()
            with connection:
                os.killpg(asking.pid, signal.SIGINT)
                output, _ = asking.communicate(timeout=asking_here.PATIENCE / 2)
    assert asking.returncode == 130
    assert output == NOTHING
    assert not (folder / "ra").exists()


def _naming(folder, address):
    """A province with an agency that names an address."""
    agency = folder / "agencies/xa-1/co-quan.yml"
    agency.parent.mkdir(parents=True)
    agency.write_text(f'{tiny_province.profile("xã Một")}trang_web: "{address}"\n', "utf-8")
    return folder


@pytest.fixture
def hurried(monkeypatch):
    """Each run reports as if it took long."""
    paced = functools.partial(terminal_progress, soon=0, pause=0)
    monkeypatch.setattr("access_info.cli.commands.terminal_progress", paced)
    monkeypatch.setattr("access_info.waiting._ALARM_SECONDS", 0.01)


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize("name", [*COMMANDS, *ALSO])
def test_a_command_reports_progress_unless_quiet(name, begun, tmp_path, monkeypatch, capfd):
    folder = tmp_path / "tinh"
    shutil.copytree(begun(few=True), folder)
    monkeypatch.chdir(folder)
    words = {**COMMANDS, **ALSO}[name]
    for quiet in (False, True):
        main(
            [*words, *([OPTIONS[name]] if name in OPTIONS else []), *(["--quiet"] if quiet else [])]
        )
        lines = [line for line in capfd.readouterr().err.splitlines() if line.startswith("Đang ")]
        assert bool(lines) is not quiet
        assert all(line.endswith(".") for line in lines)


@pytest.mark.usefixtures("hurried")
def test_asking_addresses_reports_progress(tmp_path, monkeypatch, capfd):
    with serving(Server()) as server:
        monkeypatch.chdir(_naming(tmp_path, f"{server.address}/xa-1/"))
        monkeypatch.setattr(link_check, "Asking", asking_here.ASKING)
        for words, reports in (([], True), (["--quiet"], False), (["--format", "json"], False)):
            assert main(["check", "--links", "--out", "ra", *words]) == 0
            assert ("Đang hỏi từng địa chỉ: 1/1" in capfd.readouterr().err) is reports
