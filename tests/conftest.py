"""What all tests share: a run says the same as the one before it; `--update` writes files anew."""

from __future__ import annotations

import os
import signal

from hypothesis import HealthCheck, settings

# A busy machine is no fault, and a test that fails once in a hundred runs helps nobody: the cases are
# the same in every run. Look further with `--hypothesis-profile=default`.
settings.register_profile(
    "repeatable",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("repeatable")


def pytest_addoption(parser):
    parser.addoption(
        "--update", action="store_true", help="write files of what is expected anew, to be read"
    )


def pytest_configure(config):
    if config.getoption("update"):
        os.environ["GOLDEN"] = "write"


# A run in the background ignores Ctrl-C and would hand that down to the programs that tests stop by it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
