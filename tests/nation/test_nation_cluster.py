"""A nation built on a real Dask cluster: the same bytes, whoever dies meanwhile."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest
from dask_cluster import dask_cluster
from site_builds import digests
from small_nations import SITE_URL, program_path, small_nation

from access_info.nation.work import Cluster, ClusterError, WorkError, cluster_runner, local_runner

pytestmark = pytest.mark.whole_site

CODES = tuple(f"{number:02}" for number in range(1, 9))
LOST = "Mất liên lạc với bộ điều phối"


@pytest.fixture(scope="module")
def nation(built, tmp_path_factory):
    """Eight members."""
    return small_nation(built, tmp_path_factory.mktemp("ca-nuoc"), CODES)


@pytest.fixture(scope="module")
def expected(nation):
    """What processes of this machine write."""
    done = nation.build("--out", "tai-cho", "--cache", "nho-tai-cho", "--jobs", "2")
    assert done.returncode == 0, done.stderr
    return digests(nation.folder / "tai-cho")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """Two workers, for all tests but that of certificates."""
    with dask_cluster(tmp_path_factory.mktemp("cum"), 2) as cluster:
        yield cluster


def begin(nation, cluster, name, *words):
    """`nation build` on a cluster, with a site and a cache of its own, which goes on by itself."""
    typed = ("nation", "build", "--out", name, "--cache", f"nho-{name}", "--site-url", SITE_URL)
    return subprocess.Popen(
        [sys.executable, "-m", "access_info", *typed, "--scheduler", cluster.address, *words],
        cwd=nation.folder,
        env={**program_path(), "SOURCE_DATE_EPOCH": "1795478400", "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def parts(nation, name):
    matches = (nation.folder / f"nho-{name}").glob("phan/*/*")
    return {path: path.stat().st_ino for path in matches if "dang-lam-" not in path.name}


def wait_for_some(nation, name, process):
    """Wait until some of the members have been worked out, and not all."""
    end = time.monotonic() + 120
    while not parts(nation, name):
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < end
        time.sleep(0.01)
    assert len(parts(nation, name)) < len(CODES)


def ended(process):
    """Its code, what it printed, and what went wrong, without how far it was."""
    output, errors = process.communicate(timeout=240)
    message = [line for line in errors.splitlines() if not line.startswith("Đang ")]
    return process.returncode, output, message


def test_the_same_bytes_as_on_single_machine(nation, expected, cluster):
    code, output, errors = ended(begin(nation, cluster, "cum"))
    assert (code, errors) == (0, [])
    assert "hiện 8/8 tỉnh" in output
    assert digests(nation.folder / "cum") == expected


def test_over_tls_with_certificates_of_our_proper_and_by_single_worker(
    nation, expected, authority, tmp_path
):
    folder = tmp_path / "chung-thu"
    folder.mkdir()
    ca, cert, key = (folder / name for name in ("ca.pem", "cert.pem", "key.pem"))
    authority.cert_pem.write_to_path(ca)
    issued = authority.issue_cert("127.0.0.1", "localhost")
    issued.private_key_pem.write_to_path(key)
    for blob in issued.cert_chain_pems:
        blob.write_to_path(cert, append=True)
    tls = ("--tls-ca-file", str(ca), "--tls-cert", str(cert), "--tls-key", str(key))
    with dask_cluster(tmp_path / "cum", 1, tls=tls, scheme="tls") as cluster:
        assert cluster.address.startswith("tls://")
        code, _, errors = ended(begin(nation, cluster, "cum-tls", "--tls", str(folder)))
        assert (code, errors) == (0, [])
        without = ended(begin(nation, cluster, "khong"))
    assert digests(nation.folder / "cum-tls") == expected
    assert without[0] == 1
    assert "Địa chỉ tls:// cần chứng thư" in without[2][0]


def test_a_worker_that_is_killed_half_way_is_replaced(nation, expected, cluster):
    process = begin(nation, cluster, "mat-may")
    wait_for_some(nation, "mat-may", process)
    cluster.kill_worker()
    code, _, errors = ended(process)
    assert (code, errors) == (0, [])
    assert digests(nation.folder / "mat-may") == expected


@pytest.mark.parametrize(
    ("words", "excerpt"),
    [
        (("tcp://10.9.8.7:8786",), "không mã hóa"),
        (("tls://10.9.8.7:8786",), "Địa chỉ tls:// cần chứng thư"),
        (("tls://10.9.8.7:8786", "--tls", "."), "thiếu tệp ca.pem, cert.pem, key.pem"),
        (("may-1:8786",), "không phải địa chỉ bộ điều phối"),
    ],
)
def test_an_address_that_anyone_could_use_is_refused(nation, words, excerpt):
    done = nation.build("--out", "tu-choi", "--scheduler", *words)
    assert done.returncode == 1
    assert excerpt in done.stderr
    assert not (nation.folder / "tu-choi").exists()


def test_workers_that_have_another_program_are_named(cluster, tmp_path, monkeypatch):
    monkeypatch.setattr("access_info.nation.work._program", lambda: "9.9.9 (0123456789ab)")
    with (
        pytest.raises(ClusterError, match="Cài cùng một bản trên mọi máy"),
        cluster_runner(Cluster(address=cluster.address), [tmp_path]),
    ):
        pass
    assert not list(tmp_path.iterdir())


def test_without_its_scheduler_a_build_ends_and_the_next_goes_on(nation, expected, cluster):
    """The last one: it takes the cluster away."""
    name = "mat-dieu-phoi"
    out = nation.folder / name
    assert nation.build("--out", name, "--cache", "nho-khac").returncode == 0
    before = {path: path.stat().st_mtime_ns for path in [out, *out.rglob("*")]}
    process = begin(nation, cluster, name)
    wait_for_some(nation, name, process)
    cluster.scheduler.kill()
    code, _, errors = ended(process)
    assert code == 1, errors
    assert [line.partition(" tcp://")[0] for line in errors] == [LOST]
    assert {path: path.stat().st_mtime_ns for path in [out, *out.rglob("*")]} == before
    done = parts(nation, name)
    assert len(done) > 0
    again = nation.build("--out", name, "--cache", f"nho-{name}")
    assert again.returncode == 0, again.stderr
    assert digests(out) == expected
    assert done.items() <= parts(nation, name).items()


def test_a_process_that_is_ended_from_outside_is_reported():
    with pytest.raises(WorkError, match="bị dừng giữa chừng"), local_runner(1) as run:
        run.map(_die, [1], "chết")


def _die(_):
    os.kill(os.getpid(), signal.SIGKILL)
