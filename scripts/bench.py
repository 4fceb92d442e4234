#!/usr/bin/env python3
"""Time our build against Hugo's on a made-up province, in one run, on the same disk.

Two comparisons, in turn, in another order each round:

- the Vietnamese pages, which Hugo's project makes too, word for word;
- the complete site, as this repository's settings have it, against what comes nearest to it: Hugo
  with lists as CSV and JSON, pages for frames and feeds, and Pagefind over its pages.

Ours is built cold (no cache, no earlier site; what was read out of attachments stays), then with
nothing changed, with one row of one agency edited, from a restored cache alone, and with no module
compiled. The figures are medians over the rounds. Memory is looked at in one more build that is not
timed. Hugo runs as it comes and without its collector of garbage, as ours does; the better of both is
what ours is compared with. Plain MkDocs with Material, and Zensical, are built from Markdown, and only
up to 120 agencies: beyond that they take minutes.

Then what people wait for: commands, drawn edits and the files they change, lists of unusual length
(``benchmark/waits.py``); `--waits` measures this alone.

`--before` measures another checkout of ours on the same data in the same run; `--package` measures it
instead of this one. `--record` keeps the figures in ``benchmark/records``, those of the other checkout
as `before`, and the report compares with that.

`--nation` measures a national site instead, made from what made-up provinces publish
(``benchmark/nation``).

`--phone` measures pages and the search in a slowed Chromium behind a slow link (``benchmark/phone``).

Needs nothing but Python: it makes its own environment (see ``_setup``), and measures from within it
(``benchmark/command.py``).
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator

import _setup


def main() -> int:
    """Set up, and measure from within the environment.

    Returns:
        0 when everything was measured, 1 when a build failed or the two sites differ, 2 when the
        set-up failed.
    """
    _setup.speak_utf8()
    try:
        with _stdout_on_stderr():
            python = _setup.ensure(_setup.TEST)
    except _setup.SetupError as error:
        print(error, file=sys.stderr)
        return 2
    if not _setup.VENV.samefile(sys.prefix):
        command = [str(python), __file__, *sys.argv[1:]]
        return subprocess.run(command, check=False).returncode
    # What it needs is installed only now.
    from benchmark import command as benchmark_command  # noqa: PLC0415

    return benchmark_command.run(python)


@contextlib.contextmanager
def _stdout_on_stderr() -> Iterator[None]:
    """Whatever the set-up and its child processes say stays out of the report."""
    sys.stdout.flush()
    console = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        sys.stdout.flush()
        os.dup2(console, 1)
        os.close(console)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
