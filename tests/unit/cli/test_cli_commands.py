"""The table of commands: what help, completion and `--version` load, and that each command is there."""

from __future__ import annotations

import importlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from access_info.cli import main
from access_info.cli.commands import COMMANDS, Group, whole_parser

DOCS = {doc.name: doc for doc in whole_parser().documented()}
LIGHT = {"cli", "extras", "problems", "program", "unchanged", "waiting"}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_has_its_function(command):
    module = importlib.import_module(f"access_info.cli.{command.module}")
    assert callable(getattr(module, f"{command.name}_command"))


def test_the_help_shows_every_command_once_below_its_group(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    below: dict[str, list[str]] = {}
    for line in capsys.readouterr().out.splitlines():
        if line.endswith(":") and not line.startswith(" "):
            names = below[line.removesuffix(":")] = []
        elif line.startswith("  ") and line[2:3].isalpha():
            names.append(line.split()[0])
    for group in Group:
        assert below[group] == [each.name for each in COMMANDS if each.group is group]


def _loaded(words: list[str], folder: Path) -> set[str]:
    """Modules of the program that a command leaves loaded."""
    code = (
        "import sys\nfrom access_info.cli import main\n"
        f"try: main({words!r})\nexcept SystemExit: pass\n"
        "print('\\n' + ' '.join(name for name in sys.modules if name.startswith('access_info.')))"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize(
    "words", [["--help"], ["--version"], ["check", "--help"], ["build", "--help"], ["check", "--x"]]
)
def test_help_version_and_slips_load_no_room(words, tmp_path):
    rooms = {name.split(".")[1] for name in _loaded(words, tmp_path)}
    slip = {"model", "source"} if words[-1] == "--x" else set()
    assert rooms <= LIGHT | slip


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_loads_no_command(shell, tmp_path):
    modules = {f"access_info.cli.{command.module}" for command in COMMANDS}
    loaded = _loaded(["completion", shell], tmp_path)
    assert loaded & modules == {"access_info.cli.completion"}


@pytest.fixture
def script(capsys):
    def make(shell: str) -> str:
        assert main(["completion", shell]) == 0
        return capsys.readouterr().out

    return make


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_knows_every_command_and_option(script, shell):
    text = script(shell)
    for name, doc in DOCS.items():
        assert all(word in text for word in name.split())
        for option in doc.options:
            word = option.typed.split()[0]
            if word.startswith("--"):
                assert (f"-l {word[2:]} " if shell == "fish" else word) in text
    if interpreter := shutil.which(shell):
        subprocess.run([interpreter, "-n"], input=text.encode(), check=True)


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        (["ch"], {"check"}),
        (["check", "--fe"], {"--fetch", "--fetch-only"}),
        (["nation", "b"], {"build"}),
        (["nation", "build", "--sch"], {"--scheduler"}),
        (["--v"], {"--version"}),
        (["khong-co", "--x"], set()),
    ],
)
def test_bash_completes(script, typed, completed):
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("no bash here")
    words = " ".join(["access-info", *typed])
    asked = f'COMP_WORDS=({words}); COMP_CWORD={len(typed)}; _access_info; echo "${{COMPREPLY[@]}}"'
    done = subprocess.run(
        [bash], input=f"{script('bash')}{asked}\n".encode(), capture_output=True, check=True
    )
    assert set(done.stdout.decode().split()) == completed
