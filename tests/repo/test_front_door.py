"""What someone meets who opens the repository for the first time."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = ["python3 scripts/build.py", "python3 scripts/test.py"]


def _read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("readme", ["README.md", "README.vi.md"])
def test_readmes_open_with_two_pictures_three_sentences_and_the_two_commands(readme):
    text = _read(readme)
    opening = re.match(
        r"# .+\n\n((?:!\[[^\]]{40,}\]\(content/huong-dan/hinh/[\w-]+\.webp\)\n\n){2})"
        r"((?:[^\n#`]+\n)+)\n```sh\n(.+?)```\n",
        text,
        flags=re.DOTALL,
    )
    assert opening, "a title, pictures, what it is, then the commands, before anything else"
    names = re.findall(r"([\w-]+)\.webp", opening[1])
    assert names == ["trang-dau", "tinh-hinh"]
    assert len(re.findall(r"[.](?=\s)", opening[2])) == 3
    lines = opening[3].splitlines()
    assert [line.split("#")[0].strip() for line in lines] == COMMANDS
    assert len(text.splitlines()) < 200


@pytest.mark.parametrize(
    ("readme", "headings"),
    [
        ("README.md", ("Adopt it", "What it does that others do not", "Limits")),
        ("README.vi.md", ("Áp dụng", "Làm được gì mà nơi khác chưa", "Giới hạn")),
    ],
)
def test_readmes_tell_how_to_adopt_what_is_different_with_sources_and_limits(readme, headings):
    parts = dict(re.findall(r"^## (.+)\n\n((?:(?!## ).*\n)*)", _read(readme), re.MULTILINE))
    adopt, different, limits = (parts[name] for name in headings)
    assert len(re.findall(r"^\d\. ", adopt, re.MULTILINE)) == 5
    assert "content/huong-dan/nua-ngay.md" in adopt
    rows = [line for line in different.splitlines() if line.startswith("|")][2:]
    assert len(rows) >= 7
    assert [row for row in rows if "](https://" not in row] == []
    assert "2027" in limits
    assert len(re.findall(r"^- ", limits, re.MULTILINE)) >= 6


def test_ci_runs_the_test_command_and_nothing_else():
    lines = [line for line in _read(".ci/run").splitlines() if not line.startswith(("#", "set "))]
    assert lines == ['cd "$(dirname "$0")/.."', "exec python3 scripts/test.py"]


@pytest.mark.parametrize("script", ["scripts/build.py", "scripts/test.py"])
def test_an_old_python_gets_as_far_as_the_explanation(script):
    """It must parse, and meet the check before it meets anything that needs a newer Python."""
    tree = ast.parse(_read(script), feature_version=(3, 6))
    _docstring, imported, check = tree.body[:3]
    assert isinstance(imported, ast.Import)
    assert [alias.name for alias in imported.names] == ["sys"]
    assert isinstance(check, ast.If)
    assert "version_info" in ast.unparse(check.test)
    needed = tomllib.loads(_read("pyproject.toml"))["project"]["requires-python"]
    assert needed == ">=3.11"
    assert "(3, 11)" in ast.unparse(check.test)


@pytest.mark.parametrize(
    "document",
    [
        *("README.md", "README.vi.md", "CONTRIBUTING.md", "DEVELOPERS.md"),
        *("CHANGELOG.md", "SECURITY.md"),
    ],
)
def test_links_between_documents_lead_somewhere(document):
    text = _read(document)
    slugs = {
        re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")
        for heading in re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
    }
    links = re.findall(r"\]\(([^)\s]+)\)", text)
    for link in links:
        if link.startswith("#"):
            assert link[1:] in slugs, link
        elif not link.startswith("https://"):
            assert (ROOT / link.split("#")[0]).exists(), link


def test_the_changelog_speaks_to_its_four_readers():
    newest = re.split(r"^## ", _read("CHANGELOG.md"), flags=re.MULTILINE)[1]
    headings = re.findall(r"^### (.+)$", newest, flags=re.MULTILINE)
    assert headings == ["Công dân", "Biên tập viên", "Cơ quan giám sát", "Nhà phát triển"]


def test_developers_see_the_rooms_as_they_are():
    """The picture says what `lint-imports` holds, layer by layer."""
    linted = tomllib.loads(_read("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    (layers,) = [rule["layers"] for rule in linted if rule.get("containers") == ["access_info"]]
    (picture,) = re.findall(r"```mermaid\n(.*?)```", _read("DEVELOPERS.md"), re.DOTALL)
    assert [label.replace(" · ", " | ") for label in re.findall(r'"(.+?)"', picture)] == layers
    arrows = re.findall(r"(\w)(?:\[.*?\])? --> (?=(\w))", picture)
    assert [after for _, after in arrows] == [chr(ord(above) + 1) for above, _ in arrows]
    assert len(arrows) == len(layers) - 1


def test_developers_are_sent_to_what_exists():
    """Each path that the guide names is there, from the root or from the package, or is made by a command."""
    bases = [ROOT, ROOT / "plugins/access_info", ROOT / "scripts", ROOT / ".github/workflows"]
    named = re.findall(
        r"`([\w./*-]+(?:/|\.(?:py|yml|md|toml|txt|css|js|html|jinja|json|mjs)))`",
        _read("DEVELOPERS.md"),
    )
    known = {path.name for path in (ROOT / "plugins").rglob("*")}
    made = {line.strip("/") for line in _read(".gitignore").splitlines()}
    assert len(named) > 80
    lost = [
        path
        for path in dict.fromkeys(named)
        if path.strip("/") not in made
        and not any(list(base.glob(path.strip("/"))) for base in bases)
        and (("/" in path.strip("/")) or path not in known)
    ]
    assert lost == []
