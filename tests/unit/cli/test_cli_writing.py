"""Commands that write data, at once: the sum of both, or one is refused by name; nothing is lost."""

from __future__ import annotations

import functools
import itertools
import os
import signal
import subprocess
import sys

import pytest
from concurrent_commands import AGENCY, COMMANDS, IMPORTED, WAITS, Running, fifo, lay_out, words
from proposal_repository import LIST, PLACE

import access_info.imports.lists.run as list_run
from access_info.changes import entries as corrections
from access_info.changes import entries as withdrawals
from access_info.cli import entries, main, statistics, typed
from access_info.pipeline.review import reviewing
from access_info.pipeline.review.formatting import format_agency
from access_info.source.documents import read_yaml
from access_info.source.replacing import editing

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="forks and sends signals"),
    pytest.mark.exhaustive,
]
PAIRS = list(itertools.combinations_with_replacement(sorted(COMMANDS), 2))
# What a clerk adds in another program, at the end of a list.
BY_HAND = '- ma: "2026-900"\n  ten: "Mục vừa gõ tay"\n'


@pytest.fixture
def place(tmp_path, monkeypatch):
    lay_out(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _rows(place, name="cong-khai.yml"):
    path = place / AGENCY / name
    rows = read_yaml(path).data["muc"] if path.is_file() else []
    assert isinstance(rows, list)
    return rows


def _done(place, command: str, times: int) -> bool:
    """Whether everything that a command was to write is there, having run so many times."""
    names = [row["ten"] for row in _rows(place)]
    if command == "import":
        return (
            sum("đường phố" in name or "tiêm chủng" in name for name in names) == IMPORTED * times
        )
    if command == "issue":
        return sum("kiểm kê đất đai" in name for name in names) == times
    if command == "correct":
        return len({row["ma"] for row in _rows(place, "dinh-chinh.yml")}) == times
    if command == "withdraw":
        removed = not (place / AGENCY / "tep/quy-che.txt").exists()
        return removed and _rows(place)[0].get("tinh_trang") == "da-rut"
    if command == "fmt":
        profile = next(iter(format_agency(place / AGENCY)))
        return profile.path.name == "co-quan.yml" and not profile.changes
    files = {
        "statistics": AGENCY / "thong-ke/2026.yml",
        "new": AGENCY.parent / "xa-moi/cong-khai.yml",
        "schema": AGENCY.parent / "_mau/cong-khai.yml",
    }
    return (place / files[command]).is_file()


@pytest.mark.parametrize(("first", "other"), PAIRS)
def test_two_commands_at_once_both_do_their_work(first, other, place):
    with editing(place / "agencies"):
        both = [Running(place, words(first, "a")), Running(place, words(other, "b"))]
        for running in both:
            running.wait_for(WAITS)
        # Neither has read anything yet: what is saved now is there for both.
        with (place / AGENCY / "cong-khai.yml").open("a", encoding="utf-8") as file:
            file.write(BY_HAND)
    ended = [running.end() for running in both]
    is_same = first == other
    if first == other == "new":
        assert sorted(code for code, _ in ended) == [0, 2]
        assert "Đã có thư mục “agencies/xa-moi”" in "".join(output for _, output in ended)
    else:
        assert [code for code, _ in ended] == [0, 0], ended
    for command in {first, other}:
        assert _done(place, command, 2 if is_same else 1), (command, ended)
    rows = _rows(place)
    imports, forms = (first, other).count("import"), (first, other).count("issue")
    assert len(rows) == 3 + IMPORTED * imports + forms
    assert len({row["ma"] for row in rows}) == len(rows)
    assert "Mục vừa gõ tay" in [row["ten"] for row in rows]


@pytest.mark.exhaustive
def test_all_at_once(place):
    typed = [(command, which) for command in COMMANDS for which in "ab"]
    with editing(place / "agencies"):
        running = [Running(place, words(command, which)) for command, which in typed]
        for process in running:
            process.wait_for(WAITS)
    ended = [process.end() for process in running]
    refused = [typed[n][0] for n, (code, _) in enumerate(ended) if code]
    assert refused == ["new"], ended
    assert [command for command in COMMANDS if not _done(place, command, 2)] == []
    assert len(_rows(place)) == 2 + 2 * IMPORTED + 2


def test_who_waits_learns_for_whom_and_gives_up_in_time(place, monkeypatch, capsys):
    soon = functools.partial(editing, timeout=0.6)
    monkeypatch.setattr(typed, "editing", soon)
    with fifo(place / "agencies/_dia-ban.yml") as path:
        holder = Running(place, words("correct", "a"))
        gate = os.open(path, os.O_WRONLY)  # opens once the command reads it, its lock held
        before = (place / AGENCY / "cong-khai.yml").read_bytes()
        assert main(["fmt"]) == 2
        err = capsys.readouterr().err
        assert "[TT872] Lệnh “access-info correct” trên máy “" in err
        assert "Đợi lệnh ấy xong rồi chạy lại" in err
        assert (place / AGENCY / "cong-khai.yml").read_bytes() == before
        assert main(["fmt", "--check"]) == 1  # only reads, so that it need not wait
        os.write(gate, PLACE.encode())
        os.close(gate)
        assert holder.end()[0] == 0


def test_a_lock_ends_with_its_process(place):
    with fifo(place / "agencies/_dia-ban.yml") as path:
        killed = Running(place, words("correct", "a"))
        gate = os.open(path, os.O_WRONLY)  # the lock is held from here on
        waiting = Running(place, words("withdraw", "b"))
        waiting.wait_for(WAITS)
        assert killed.process.pid is not None
        os.kill(killed.process.pid, signal.SIGKILL)
        os.close(gate)
    (place / "agencies/_dia-ban.yml").write_text(PLACE, "utf-8")
    assert killed.end()[0] == -signal.SIGKILL
    assert waiting.end()[0] == 0
    assert _done(place, "withdraw", 1)
    assert _rows(place, "dinh-chinh.yml") == []
    assert main(words("correct", "b")) == 0
    assert _done(place, "correct", 1)


def _then(monkeypatch, owner, name, act):
    """Lets something happen right after a function of a room has done its work."""
    real = getattr(owner, name)

    def both(*arguments, **options):
        result = real(*arguments, **options)
        if name.startswith("format_"):
            result = list(result)
        act()
        return result

    monkeypatch.setattr(owner, name, both)


@pytest.mark.parametrize(
    ("command", "hook", "file", "code"),
    [
        ("import", (list_run, "rewritten_files"), "cong-khai.yml", 1),
        ("fmt", (entries, "format_agency"), "cong-khai.yml", 1),
        ("correct", (corrections, "rewrite_yaml"), "dinh-chinh.yml", 2),
        ("withdraw", (withdrawals, "rewrite_yaml"), "cong-khai.yml", 2),
        ("issue", (reviewing, "with_new_item"), "cong-khai.yml", 1),
        ("statistics", (statistics, "year_file"), "thong-ke/2026.yml", 1),
        ("new", (entries, "starter_files"), "../xa-moi/co-quan.yml", 2),
    ],
)
def test_what_is_saved_between_reading_and_writing_stays(  # noqa: PLR0917 - fixtures
    command, hook, file, code, place, monkeypatch, capsys
):
    path = (place / AGENCY / file).resolve()

    def save():
        path.parent.mkdir(exist_ok=True)
        with path.open("a", encoding="utf-8") as opened:
            opened.write(BY_HAND)

    _then(monkeypatch, *hook, save)
    before = path.read_text("utf-8") if path.is_file() else ""
    assert main(words(command, "a")) == code
    captured = capsys.readouterr()
    assert f"[TT871] Tệp “{path.name}” vừa đổi" in captured.err
    assert "tệp vừa đổi, chạy lại" in captured.err
    assert "Đã ghi" not in captured.out
    assert "--apply" not in captured.out
    assert path.read_text("utf-8") == before + BY_HAND
    assert (place / AGENCY / "tep/quy-che.txt").is_file()
    assert [path.name for path in path.parent.iterdir() if path.name.startswith(".")] == []


def test_programs_learn_of_the_wait_too(place, monkeypatch, capsys):
    path = place / AGENCY / "cong-khai.yml"
    _then(
        monkeypatch, list_run, "rewritten_files", lambda: path.write_text(LIST + BY_HAND, "utf-8")
    )
    assert main([*words("import", "a"), "--format=json"]) == 1
    out = capsys.readouterr().out
    assert '"written": false' in out
    assert '"TT871"' in out


def test_a_form_that_cannot_be_taken_back_leaves_what_was_saved(place):
    """The item is written and checked; somebody saves the list while it is being checked."""
    (place / AGENCY / "la.yml").write_text("x: 1\n", "utf-8")  # an error, so that it is taken back
    path = place / AGENCY / "cong-khai.yml"
    with fifo(place / "agencies/_dia-ban.yml") as settings:
        running = Running(place, words("issue", "a"))
        gate = os.open(settings, os.O_WRONLY)
        with path.open("a", encoding="utf-8") as opened:
            opened.write(BY_HAND)
        saved = path.read_bytes()
        os.write(gate, PLACE.encode())
        os.close(gate)
        code, output = running.end()
    assert code == 1
    assert "[TT871] Tệp “cong-khai.yml” vừa đổi" in output
    assert path.read_bytes() == saved
    assert "kiểm kê đất đai".encode() in saved


NO_ROOM = """
import resource, sys
from access_info.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
sys.exit(main(sys.argv[1:]))
"""


def test_a_file_that_finds_no_room_is_named_and_stays(place):
    before = (place / AGENCY / "cong-khai.yml").read_bytes()
    done = subprocess.run(
        [sys.executable, "-c", NO_ROOM, *words("import", "a")],
        cwd=place,
        # Python would leave the half of a compiled module that finds room, for all who come after.
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2
    named = (place / AGENCY / "cong-khai.yml").as_posix()
    assert done.stderr == f"Không đọc hoặc ghi được “{named}”: tệp lớn quá mức được phép.\n"
    assert (place / AGENCY / "cong-khai.yml").read_bytes() == before
    assert [path.name for path in (place / AGENCY).iterdir() if path.name.startswith(".")] == []
