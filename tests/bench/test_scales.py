"""The benchmark's own instruments: memory of a family of processes, and records of earlier runs."""

from __future__ import annotations

import os
import sys

import pytest

from benchmark import memory, records
from benchmark.measure import CommandError
from benchmark.sites import Package

MEBI = 1024 * 1024
# A parent with 40 MiB, and a child with 60 MiB more, both for as long as a look takes.
FAMILY = f"""
import subprocess, sys, time
held = b"a" * (40 * {MEBI})
child = "import time; held = b'b' * (60 * {MEBI}); time.sleep(1.2)"
subprocess.run([sys.executable, "-c", child])
"""


@pytest.mark.skipif(
    sys.platform != "linux", reason="chỉ Linux cho biết bộ nhớ của mọi tiến trình con"
)
def test_memory_of_the_parent_and_of_all(tmp_path):
    peaks = memory.peaks([[sys.executable, "-c", FAMILY]], cwd=tmp_path, environment=os.environ)
    assert 45 < peaks.parent_mib < 70
    assert 100 < peaks.total_mib < 150
    with pytest.raises(CommandError, match="exit code 3"):
        memory.peaks(
            [[sys.executable, "-c", "raise SystemExit(3)"]], cwd=tmp_path, environment=os.environ
        )


def test_records_keep_runs_by_size_of_one_commit(tmp_path, monkeypatch):
    monkeypatch.setattr(records, "FOLDER", tmp_path / "records")
    assert records.read_record("before")["runs"] == {}
    for count, seconds in ((120, 10.0), (1200, 99.0), (120, 9.9)):
        figures = {"agencies": count, "cores": 2, "complete": {"cpu_s": seconds}}
        record = records.write_record("before", Package(), figures)
    assert record == records.read_record("before")
    assert list(record["runs"]) == ["120", "1200"]
    assert record["runs"]["120"]["complete"]["cpu_s"] == 9.9
    assert {"day", "machine", "python", "cores"} <= set(record["runs"]["120"])
    assert records.growth(record) == (120, 1200, pytest.approx(1.0))
    other = '{"commit": "khac", "code": "khac", "runs": {"5": {}}}'
    (tmp_path / "records" / "before.json").write_text(other)
    assert list(records.write_record("before", Package(), figures)["runs"]) == ["120"]
    assert records.growth(records.read_record("before")) is None
