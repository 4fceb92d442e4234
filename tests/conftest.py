"""What all tests share: each run says the same; a quick lane leaves the long ones out; `--update` writes files anew."""

from __future__ import annotations

import gc
import json
import os
import signal
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from example_counts import FEW
from hypothesis import HealthCheck, settings

# A busy machine is no fault, and a test that fails once in a hundred runs helps nobody: the cases are
# the same in every run. Look further with `--hypothesis-profile=default`.
settings.register_profile(
    "repeatable",
    deadline=None,
    derandomize=True,
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(FEW, settings.get_profile("repeatable"), max_examples=8)
settings.load_profile("repeatable")

# A run in the background ignores Ctrl-C and would hand that down to the programs that tests stop by it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# Thousands of tests are collected, and stay: to look for cycles among them again and again is in vain.
gc.set_threshold(20_000, 20, 50)

# Left out by `--fast`; what each means stands in pyproject.toml.
_LONG = ("whole_site", "new_environment", "exhaustive")
_WHOLE_SITES = {"sites", "bench", "guests"}
_SAMPLE = 3
# Written by `scripts/test.py --record`, in seconds.
_DURATIONS = Path(__file__).parent / "durations.json"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--fast",
        action="store_true",
        help="the quick lane: no whole site, no new environment, few examples",
    )
    parser.addoption(
        "--update", action="store_true", help="write files of what is expected anew, to be read"
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--fast"):
        settings.load_profile(FEW)
    if config.getoption("--update"):
        os.environ["GOLDEN"] = "write"


def pytest_collection_finish() -> None:
    gc.freeze()


@pytest.fixture(autouse=True, scope="session")
def _loaded_once() -> Iterator[None]:
    """Commands that tests run in this process find the program loaded."""
    from loaded_program import loaded_program  # noqa: PLC0415 - no test without the program pays for it

    with loaded_program():
        yield


@pytest.fixture
def new_readers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Foreign files are read by new interpreters, as outside the tests."""
    from access_info.office_files import sandbox  # noqa: PLC0415 - as above

    monkeypatch.setattr(sandbox, "subprocess", subprocess)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if Path(item.nodeid).parts[1] in _WHOLE_SITES:
            item.add_marker("whole_site")
    # Processes take the files in this order: the longest first, so that none is waited for at the end.
    seconds = json.loads(_DURATIONS.read_text("utf-8"))
    items.sort(key=lambda item: -seconds.get(item.nodeid.partition("::")[0], 0))
    if not config.getoption("--fast"):
        return
    quick = [item for item in items if not any(map(item.get_closest_marker, _LONG))]
    chosen = _sampled(quick)
    config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
    items[:] = [item for item in quick if item in chosen]


def _sampled(items: list[pytest.Item]) -> set[pytest.Item]:
    """Of each test marked `sampled` a few cases, spread over all; of the others every case."""
    names = [item.nodeid.partition("[")[0] for item in items]
    totals = Counter(names)
    position: Counter[str] = Counter()
    chosen = set()
    for item, name in zip(items, names, strict=True):
        step = max(1, totals[name] // _SAMPLE) if item.get_closest_marker("sampled") else 1
        if position[name] % step == 0:
            chosen.add(item)
        position[name] += 1
    return chosen
