"""The steps of ``scripts/test.py``: each runs a tool and tells how much passed.

A step never stops the next one: whoever fixes things wants to see all that is wrong at once.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import _browser
import _durations
import _editor
import _faults
import _foreign_plugins
import _guests
import _harvester
import _node
import _ocr
import _programs
import _record
import _setup
from _outcomes import Outcome, outcome_in, outcome_of, sum_up, timed
from benchmark import real, sites

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

# Linux keeps this folder in memory. Tests make and remove some hundred thousand small files, of which
# each removal takes a disk a millisecond.
_IN_MEMORY = Path("/dev/shm")  # noqa: S108 - only the place; the folder in it gets a name of its own
_ROOM = 6 << 30
_AT_ONCE = (os.cpu_count() or 1) + 1
# A file of browser tests that hangs is ended, in milliseconds; the longest takes some three minutes.
_PATIENCE = 1_200_000
_FAULT = "TRƯỢT "  # of a page, as the browser checks tell it
_CLOSING_LINE = re.compile(r"^(\d+) passed, (\d+) failed$")


def run_fast(*, pytest_arguments: Sequence[str]) -> int:
    """Run what needs no whole site, no browser and no environment of its own.

    Args:
        pytest_arguments: Handed to pytest as they are.

    Returns:
        0 when everything passed, else 1.
    """
    with tempfile.TemporaryDirectory(prefix="kiem-tra-") as folder:
        results = Path(folder) / "pytest.xml"
        steps: dict[str, Callable[[], Outcome]] = {
            **_STYLE,
            "lint-imports": lambda: _tool("lint-imports", "--no-logo"),
            "pytest --fast": lambda: _pytest(results, ("--fast", *pytest_arguments)),
        }
        return sum_up(_timed_each(steps))


def run_faults(names: Sequence[str]) -> int:
    """See whether the tests find the faults of ``tests/faults/``.

    Args:
        names: Of which faults; none: all.

    Returns:
        0 when each is found, else 1.
    """
    faults = [fault for fault in _faults.read() if not names or fault.name in names]
    unknown = sorted({*names} - {fault.name for fault in faults})
    if unknown:
        print(f"tests/faults/ không có lỗi tên {', '.join(unknown)}.", file=sys.stderr)
        return 1
    return sum_up({"faults": timed("faults", lambda: _faults.run(faults))})


def run_all(*, all_pages: bool, record: bool, pytest_arguments: Sequence[str]) -> int:
    """Run every step and close with one line for all of them.

    Args:
        all_pages: Open every page in the browser rather than one of each kind.
        record: Write what the browser checks found for the accessibility statement.
        pytest_arguments: Handed to pytest as they are.

    Returns:
        0 when everything passed, else 1.
    """
    # Inside the repository, since a browser from a sandboxed package cannot read /tmp.
    cache = _setup.ROOT / ".cache"
    cache.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache, prefix="kiem-tra-") as folder:
        work = Path(folder)
        material, plain, bundle = work / "material", work / "plain", work / "goi"
        hundred, theme, form = work / "tram-muc", work / "theme", work / "bieu-mau"
        guests = work / "trang-khac"
        programs: dict[str, Callable[[], Outcome]] = {
            "Tesseract": _recogniser,
            "nginx, LibreOffice, curl": _programs_there,
            "gói npm": _node_packages_there,
        }
        libraries: dict[str, Callable[[], Outcome]] = {
            "CKAN": _catalogue_reader,
            "plugin và giao diện khác": _foreign_plugins_there,
            "gói thư viện": _wheels_there,
        }
        style: dict[str, Callable[[], Outcome]] = {
            **_STYLE,
            "mypy": lambda: _tool("mypy"),
            "lint-imports": lambda: _tool("lint-imports", "--no-logo"),
        }
        browser: dict[str, Callable[[], Outcome]] = {
            "mkdocs build --strict": lambda: _tool(
                "mkdocs", "build", "--strict", "--site-dir", str(material)
            ),
            "access-info build": lambda: _tool("access-info", "build", "--out", str(plain)),
            "mkdocs build, trăm mục": lambda: _hundred(hundred),
            "mkdocs build, Markdown": lambda: _theme_alone(theme),
            "access-info bundle": lambda: _tool("access-info", "bundle", "--out", str(bundle)),
            "mkdocs build, biểu mẫu": lambda: _with_form(form),
            "mkdocs build, trong trang khác": lambda: _hosts(guests),
            "trình duyệt, biểu mẫu": lambda: _browser_tests(
                "editor", SITE=str(form), PYTHON=str(_setup.PYTHON)
            ),
            "trình duyệt, chính các phép thử": lambda: _browser_tests("check.test.mjs"),
            "trình duyệt, người đọc": lambda: _browser_tests(
                "reader",
                SITE=str(material),
                PLAIN=str(plain),
                BUNDLE=str(bundle),
                HUNDRED=str(hundred),
                THEME=str(theme),
                PYTHON=str(_setup.PYTHON),
                FIREFOX=_browser.firefox(),
            ),
            "trình duyệt, giao diện Material": lambda: _pages(material, all_pages=all_pages),
            "trình duyệt, giao diện trơn": lambda: _pages(
                plain, all_pages=all_pages, frame=not record
            ),
            "trình duyệt, trong trang khác": lambda: _browser_tests("guest", GUESTS=str(guests)),
            **{
                f"trình duyệt, trong trang dùng {host}": partial(_pages, guests / host, guest=host)
                for host in _guests.CHECKED
            },
        }
        tests = partial(_pytest, work / "pytest.xml", pytest_arguments)
        outcomes = _timed_each(programs)
        if record:
            outcomes |= _timed_each({**libraries, **style, **browser})
            results = (_results(material), _results(plain))
            outcomes |= _timed_each({"ghi kết quả trợ năng": lambda: _write_record(results)})
            # Last, since a test compares the record with the pages' code.
            outcomes["pytest"] = timed("pytest", tests)
            _durations.write(work / "pytest.xml")
        else:
            beside: dict[str, Callable[[], Outcome]] = {
                **libraries,
                "pytest": partial(tests, log=work / "pytest.log"),
            }
            with ThreadPoolExecutor(1) as pool:
                running = pool.submit(_timed_each, beside)
                outcomes |= _timed_each({**style, **browser})
                outcomes |= running.result()
    return sum_up(outcomes)


def _timed_each(steps: Mapping[str, Callable[[], Outcome]]) -> dict[str, Outcome]:
    return {name: timed(name, step) for name, step in steps.items()}


def _tool(name: str, *arguments: str) -> Outcome:
    """Run a command that pip installed into the environment."""
    program = _setup.BIN / (f"{name}.exe" if _setup.WINDOWS else name)
    return outcome_of(_run(str(program), *arguments))


def _run(*command: str, **variables: str) -> int:
    environment = _setup.environment(variables)
    done = subprocess.run(command, cwd=_setup.ROOT, env=environment, check=False)
    return done.returncode


def _pytest(results: Path, arguments: Sequence[str], *, log: Path | None = None) -> Outcome:
    """Run pytest, in a process more than there are cores: tests now and then wait for others to answer.

    A skip is told with its reason, and counted apart.

    Args:
        results: Where they are written, in JUnit's format.
        arguments: Handed to pytest as they are.
        log: What holds back what it prints until it ends, while other steps print theirs.
    """
    # Tests of a file share the sites that it builds. tests/conftest.py puts the longest files first,
    # so that no core waits for another at the end.
    options = (
        *("-q", "-rs", f"--numprocesses={_AT_ONCE}", "--dist=loadfile", "--no-loadscope-reorder"),
        f"--junit-xml={results}",
    )
    with _scratch() as variables, log.open("wb") if log else contextlib.nullcontext() as output:
        done = subprocess.run(
            (str(_setup.PYTHON), "-m", "pytest", *options, *arguments),
            cwd=_setup.ROOT,
            env=_setup.environment(variables),
            stdout=output,
            stderr=subprocess.STDOUT if log else None,
            check=False,
        )
    if log:
        print(log.read_text("utf-8", errors="replace"))
    return outcome_in(results, done.returncode)


@contextlib.contextmanager
def _scratch() -> Iterator[dict[str, str]]:
    """Give the tests a folder in memory for what they write, where there is one with room enough.

    Yields:
        The variables that say so; none where temporary files stay where the system has them.
    """
    room = shutil.disk_usage(_IN_MEMORY).free if _IN_MEMORY.is_dir() else 0
    if room < _ROOM:
        yield {}
        return
    with tempfile.TemporaryDirectory(dir=_IN_MEMORY, prefix="kiem-tra-") as folder:
        yield {"TMPDIR": folder}


_STYLE: dict[str, Callable[[], Outcome]] = {
    "ruff check": lambda: _tool("ruff", "check"),
    "ruff format": lambda: _tool("ruff", "format", "--check"),
}


def _recogniser() -> Outcome:
    """See to the program that reads scans; without it pytest leaves its tests out."""
    _ocr.ensure()
    return Outcome(passed=1)


def _catalogue_reader() -> Outcome:
    """See to the parser that harvests catalogues; without it pytest leaves its test out."""
    _harvester.HARVESTER.ensure()
    return Outcome(passed=1)


def _foreign_plugins_there() -> Outcome:
    """See to the plugins and themes of others that tests put our section beside."""
    _foreign_plugins.ensure()
    return Outcome(passed=1)


def _wheels_there() -> Outcome:
    """See to the wheels that the built package is installed with; without them its test is left out."""
    with _setup.alone():
        _setup.fetched(_setup.RUN, (str(_setup.PYTHON), "-m", "pip"))
    return Outcome(passed=1)


def _node_packages_there() -> Outcome:
    """See to npm's packages before pytest and the browsers, which run beside each other, ask for them."""
    _browser.node()
    _node.install(_editor.FOLDER)
    return Outcome(passed=1)


def _programs_there() -> Outcome:
    """See to the programs that serve and open what is built; without one its tests fail."""
    _programs.ensure()
    return Outcome(passed=1)


def _with_form(out: Path) -> Outcome:
    """Build the demo as it is deployed: with the form."""
    program = _setup.BIN / ("mkdocs.exe" if _setup.WINDOWS else "mkdocs")
    command = (str(program), "build", "--strict", "--site-dir", str(out))
    return outcome_of(_run(*command, **{_editor.VARIABLE: str(_editor.bundle())}))


def _hundred(out: Path) -> Outcome:
    """Agencies with a hundred items each, two made-up and two real, to weigh and to print."""
    with tempfile.TemporaryDirectory(dir=out.parent) as folder:
        sites.write_province(Path(folder), 2, complete=True)
        real.write_real_agencies(Path(folder) / "agencies")
        return _built(sites.ours(Path(folder), _setup.PYTHON), out)


def _theme_alone(out: Path) -> Outcome:
    """Build the demo's pages as Markdown in the same theme, to compare weights with."""
    with tempfile.TemporaryDirectory(dir=out.parent) as folder:
        return _built(sites.plain_mkdocs(Path(folder), _setup.PYTHON, 2), out)


def _hosts(out: Path) -> Outcome:
    """Build other people's sites with our section in them."""
    failed = _guests.build(out)
    return Outcome(passed=len(_guests.HOSTS) - len(failed), failed=len(failed), names=tuple(failed))


def _built(site: sites.Site, out: Path) -> Outcome:
    code = _run(*site.command, "--config-file", str(site.cwd / "mkdocs.yml"))
    if not code:
        site.site.rename(out)
    return outcome_of(code)


def _browser_tests(place: str, **sites: str) -> Outcome:
    """Run a file of browser tests, or all of a folder.

    Args:
        place: Below ``tests/browser``.
        sites: Built sites that the tests open, by name of the environment variable.
    """
    tools = {"JAVA": _browser.java(), "CHROMIUM": _browser.chromium()}
    path = _browser.CHECKS / place
    files = sorted(path.glob("*.test.mjs")) if path.is_dir() else [path]
    command = [_browser.node(), "--test", "--test-force-exit", f"--test-timeout={_PATIENCE}"]
    command += [f"--test-concurrency={_AT_ONCE}"]
    with tempfile.TemporaryDirectory() as folder:
        results = Path(folder) / "node.xml"
        for reporter, destination in (("spec", "stdout"), ("junit", str(results))):
            command += [f"--test-reporter={reporter}", f"--test-reporter-destination={destination}"]
        code = _run(*command, *map(str, files), **tools, **sites)
        return outcome_in(results, code)


def _pages(site: Path, *, all_pages: bool = False, frame: bool = False, guest: str = "") -> Outcome:
    """Run the browser checks on a built site, named after its shell.

    Args:
        site: The site's folder.
        all_pages: Open every page rather than one of each kind.
        frame: Open one of a few kinds, since another site has the same pages in another frame.
        guest: The theme of a site that is not ours, of which the pages that show most are opened.
    """
    name = f"guest-{guest}" if guest else site.name
    node, java, chromium = _browser.node(), _browser.java(), _browser.chromium()
    command = [node, str(_browser.CHECKS / "check.mjs"), "--site", str(site), "--name", name]
    command += ["--chromium", chromium, "--java", java, "--results", str(_results(site))]
    command += ["--all-pages"] if all_pages else ["--frame"] if frame else []
    command += ["--guest", guest] if guest else []
    closing, faults = None, []
    with subprocess.Popen(
        command,
        cwd=_setup.ROOT,
        env=_setup.environment(),
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        for line in process.stdout or ():
            closing = _CLOSING_LINE.match(line.strip())
            if not closing:  # the sum over all steps is the one that closes the run
                print(line, end="")
            if line.startswith(_FAULT):
                faults.append(line.removeprefix(_FAULT).strip())
    if closing is None:
        return Outcome(failed=1)
    return Outcome(passed=int(closing[1]), failed=int(closing[2]), names=tuple(faults))


def _results(site: Path) -> Path:
    """Where the browser checks of a built site leave what they found."""
    return site.with_suffix(".json")


def _write_record(results: Sequence[Path]) -> Outcome:
    _record.write(results)
    return Outcome(passed=1)
