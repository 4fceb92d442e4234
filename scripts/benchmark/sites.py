"""The same province three times: for our plugin, for Hugo, and as plain Markdown."""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmark import agencies, markdown

ROOT = Path(__file__).resolve().parents[2]
HUGO = Path(__file__).resolve().parent / "hugo"
# Noon of the day the made-up data is judged at, in Vietnam: for our plugin; Hugo has it in its own
# configuration.
EPOCH = "1795496400"


@dataclass(frozen=True, kw_only=True)
class Site:
    """A way to build the province.

    Attributes:
        command: Program and arguments.
        cwd: Folder to run it in.
        site: The folder it builds.
        leftovers: What earlier builds left beside it, to be gone before a cold build.
    """

    command: Sequence[str]
    cwd: Path
    site: Path
    leftovers: Sequence[Path] = ()

    def clear(self) -> None:
        """Move away all that an earlier build made.

        Removing it would slow down what is timed next: ext4 does not give out anew what was freed
        in the last minute, and searches past it.
        """
        for folder in (self.site, *self.leftovers):
            if folder.exists():
                folder.rename(Path(tempfile.mkdtemp(dir=self.cwd, prefix="truoc-"), folder.name))


# What Hugo's project does not make: the two are compared over the Vietnamese pages alone.
_BEYOND = """      languages: []
      search: false
      downloads: false
      embed: false
      offline: false
      oversight: false
"""


def write_province(work: Path, count: int, *, complete: bool = False) -> int:
    """Write what the first two read: agencies, and this repository's own pages and settings.

    Args:
        work: An empty folder.
        count: How many agencies.
        complete: With all that this repository's settings offer, not just the pages that Hugo makes
            too.

    Returns:
        Bytes of YAML.
    """
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    (work / "mkdocs.yml").write_text(settings, encoding="utf-8", newline="\n")
    pages = settings.replace("      whole_site: true\n", "      whole_site: true\n" + _BEYOND)
    if pages == settings:
        raise ValueError("mkdocs.yml has no whole_site to put settings after")
    if not complete:
        (work / "mkdocs.yml").write_text(pages, encoding="utf-8", newline="\n")
    shutil.copytree(ROOT / "content", work / "content")
    return agencies.write_agencies(work / "agencies", count)


def ours(work: Path, python: Path) -> Site:
    """``mkdocs build`` with Material: all checks are on."""
    return Site(
        command=[str(python), "-m", "mkdocs", "build", "--quiet"],
        cwd=work,
        site=work / "site",
        leftovers=[work / ".cache"],
    )


def hugo(work: Path, binary: Path) -> Site:
    """Set up the committed Hugo project on the same files."""
    places = {
        "../../../agencies": work / "agencies",
        "../../../content": work / "content",
        "../../../plugins": ROOT / "plugins",
    }
    config = (HUGO / "hugo.yaml").read_text(encoding="utf-8")
    for relative, absolute in places.items():
        config = config.replace(relative, absolute.as_posix())
    path = work / "hugo.yaml"
    path.write_text(config, encoding="utf-8")
    target = work / "hugo-site"
    options = ["--quiet", "--noBuildLock", "--source", str(HUGO), "--config", str(path)]
    options += ["--destination", str(target), "--cacheDir", str(work / "hugo-cache")]
    return Site(
        command=[str(binary), *options],
        cwd=work,
        site=target,
        leftovers=[work / "hugo-cache"],
    )


def plain_mkdocs(work: Path, python: Path, count: int) -> Site:
    """Set up the agencies as Markdown pages in Material, without any plugin of ours."""
    folder = work / "markdown"
    markdown.write_pages(folder / "content", count)
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    # Its own navigation and plugins: none, so that all pages are listed and search is off, as in
    # ours; the theme prunes the list for each page, which is the faster of its two ways.
    for key in ("nav", "plugins"):
        config = re.sub(rf"^{key}:\n(?:[ #].*\n|\n)*", "", config, flags=re.MULTILINE)
    config = config.replace("  features:\n", "  features:\n    - navigation.prune\n")
    (folder / "mkdocs.yml").write_text(config + "\nplugins: []\n", encoding="utf-8")
    command = [str(python), "-m", "mkdocs", "build", "--quiet"]
    return Site(command=command, cwd=folder, site=folder / "site")


def hugo_binary(environment: Path) -> Path:
    """Hugo itself, not the Python script that starts it.

    Args:
        environment: The virtual environment it is installed in.
    """
    name = "hugo.exe" if sys.platform == "win32" else "hugo"
    return next(iter(sorted(environment.glob(f"**/site-packages/hugo/binaries/{name}"))))


def variables(base: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of every measured command.

    Compiled modules are part of an installed program, as Hugo's own binary is: a machine that tells
    Python to keep none would have every build compile the program anew.
    """
    others = {name: value for name, value in base.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**others, "SOURCE_DATE_EPOCH": EPOCH}
