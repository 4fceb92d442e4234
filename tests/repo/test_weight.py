"""The package stays light: what it needs is counted, and a start of MkDocs loads none of the program.

How large its core is, `test_wheel.py` measures.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

from access_info.extras import _PURPOSES, Extra

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
# Raising it is a decision with a reason; what only a command needs is an extra.
MOST_DEPENDENCIES = 25
# What is imported by another name than it is installed by.
IMPORTED_AS = {
    "ahocorasick-rs": "ahocorasick_rs",
    "mkdocs-material": "material",
    "pillow": "PIL",
    "python-calamine": "python_calamine",
    "python-frontmatter": "frontmatter",
    "python-stdnum": "stdnum",
    "pyyaml": "yaml",
    "zxing-cpp": "zxingcpp",
}


def names(requirements):
    return [re.match(r"[\w-]+", each)[0] for each in requirements]


def imported():
    """Packages that some module imports, wherever in it."""
    packages = set()
    for path in (ROOT / "plugins/access_info").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                packages |= {each.name.partition(".")[0] for each in node.names}
            elif isinstance(node, ast.ImportFrom):
                packages.add(node.module.partition(".")[0])
    return packages


def test_few_packages_are_needed():
    assert len(PROJECT["dependencies"]) <= MOST_DEPENDENCIES


def test_every_needed_package_is_imported():
    needed = names(PROJECT["dependencies"])
    unused = {IMPORTED_AS.get(name, name.replace("-", "_")) for name in needed} - imported()
    assert unused == set()


def test_every_extra_is_known_to_the_program():
    extras = PROJECT["optional-dependencies"]
    assert {*extras} == {*Extra, "all"}
    assert set(names(extras["all"])) == {PROJECT["name"]}
    assert set(extras["all"][0].partition("[")[2].rstrip("]").split(",")) == {*Extra}
    for extra, (library, _) in _PURPOSES.items():
        assert library in {name.replace("-", "_").lower() for name in names(extras[extra])}


def test_a_start_of_mkdocs_loads_none_of_the_program():
    """Nor does `access-info --help`: models of data take most of a second to make."""
    code = (
        "import sys, access_info.plugin, access_info.cli.commands as commands\n"
        "try: commands.run_command(['--help'])\n"
        "except SystemExit: pass\n"
        "print(*sorted(name for name in sys.modules if name.startswith(('access_info.', 'pydantic'))))"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    loaded = done.stdout.splitlines()[-1].split()
    rooms = {name.split(".")[1] for name in loaded if "." in name and name[0] == "a"}
    assert rooms <= {"cli", "extras", "plugin", "problems", "unchanged", "waiting"}
    assert not any(name.startswith("pydantic") for name in loaded)
    assert "access_info.plugin.events" not in loaded
