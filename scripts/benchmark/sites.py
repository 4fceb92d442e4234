"""The same province for our plugin, for Hugo, and as plain Markdown for MkDocs and Zensical."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from benchmark import markdown
from benchmark.province import agencies

ROOT = Path(__file__).resolve().parents[2]
HUGO = Path(__file__).resolve().parent / "hugo"
# Noon of the day the made-up data is judged at, in Vietnam: for our plugin; Hugo has it in its own
# configuration.
EPOCH = "1795496400"


@dataclass(frozen=True)
class Package:
    """A checkout whose generator is measured, with its own settings and hand-written pages.

    Attributes:
        root: The checkout's folder.
    """

    root: Path = ROOT

    @property
    def plugins(self) -> Path:
        """The folder that Python finds the package in."""
        return self.root / "plugins"


@dataclass(frozen=True, kw_only=True)
class Site:
    """A way to build the province.

    Attributes:
        command: Program and arguments.
        further: Commands that follow it.
        cwd: Folder to run them in.
        site: The folder they build.
        leftovers: What earlier builds left beside it, to be gone before a cold build.
        spared: Folders within those that stay.
        environment: Variables of its own.
    """

    command: Sequence[str]
    further: Sequence[Sequence[str]] = ()
    cwd: Path
    site: Path
    leftovers: Sequence[Path] = ()
    spared: Sequence[Path] = ()
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def commands(self) -> Sequence[Sequence[str]]:
        """All commands in order."""
        return (self.command, *self.further)

    def clear(self) -> None:
        """Move away all that an earlier build made, but what is spared.

        Removing it would slow down what is timed next: ext4 does not give out anew what was freed
        in the last minute, and searches past it.
        """
        self.clear_site()
        for folder in self.leftovers:
            moved = self._move(folder)
            for spared in self.spared:
                if moved and spared.is_relative_to(folder):
                    old = moved / spared.relative_to(folder)
                    if old.exists():
                        spared.parent.mkdir(parents=True, exist_ok=True)
                        old.rename(spared)

    def clear_site(self) -> None:
        """Move away the site alone: what earlier builds left beside it is there for the next."""
        self._move(self.site)

    def _move(self, folder: Path) -> Path | None:
        if not folder.exists():
            return None
        target = Path(tempfile.mkdtemp(dir=self.cwd, prefix=MOVED), folder.name)
        return folder.rename(target)


MOVED = "truoc-"


# What Hugo's project does not make: the two are compared over the Vietnamese pages alone.
_BEYOND = """      languages: []
      search: false
      downloads: false
      embed: false
      offline: false
      oversight: false
"""
_WHOLE_SITE = "      whole_site: true\n"


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
    write_settings(work, Package(), complete=complete)
    return agencies.write_agencies(work / "agencies", count)


def write_settings(work: Path, package: Package, *, complete: bool) -> None:
    """Write a package's own settings and hand-written pages, without agencies.

    Args:
        work: A folder that holds neither.
        package: Whose they are.
        complete: With all that the settings offer, not just the pages that Hugo makes too.
    """
    settings = (package.root / "mkdocs.yml").read_text(encoding="utf-8")
    if _WHOLE_SITE not in settings:
        raise ValueError("mkdocs.yml has no whole_site to put settings after")
    if not complete:
        settings = settings.replace(_WHOLE_SITE, _WHOLE_SITE + _BEYOND)
    work.mkdir(parents=True, exist_ok=True)
    (work / "mkdocs.yml").write_text(settings, encoding="utf-8", newline="\n")
    shutil.copytree(package.root / "content", work / "content")


def ours(work: Path, python: Path, package: Package | None = None) -> Site:
    """``mkdocs build`` with Material: all checks are on.

    What was read out of attachments stays from build to build: a file is opened once in its life.
    """
    cache = work / ".cache"
    return Site(
        command=[str(python), "-m", "mkdocs", "build", "--quiet"],
        cwd=work,
        site=work / "site",
        leftovers=[cache],
        spared=[cache / place for place in SCANS],
        environment={"PYTHONPATH": str((package or Package()).plugins)},
    )


# Below the cache: what was read out of attachments, by today's commits and by earlier ones.
SCANS = (Path("access-info", "scans.db"), Path("access-info", "scan"))


def hugo(work: Path, binary: Path, *, pagefind: Path | None = None) -> Site:
    """Set up the committed Hugo project on the same files.

    Args:
        work: The folder with agencies and hand-written pages.
        binary: Hugo.
        pagefind: With it, also lists as files, pages for frames and feeds, and this program's search
            over the pages: what comes nearest to our complete site.
    """
    places = {
        "../../../agencies": work / "agencies",
        "../../../content": work / "content",
        "../../../plugins": ROOT / "plugins",
    }
    config = (HUGO / "hugo.yaml").read_text(encoding="utf-8")
    for relative, absolute in places.items():
        config = config.replace(relative, absolute.as_posix())
    # A file is opened once in its life, as with ours: size and hash of attachments are there already.
    scans: dict[str, dict[str, object]] = {}
    for attachment in (work / "agencies").glob("*/tep/*"):
        content = attachment.read_bytes()
        known = {"size": len(content), "hash": hashlib.sha256(content).hexdigest()}
        scans.setdefault(attachment.parent.parent.name, {})[attachment.name] = known
    path = work / "scans.json"
    path.write_text(json.dumps(scans), encoding="utf-8")
    config += f"    - {{source: {path.as_posix()}, target: data/scans.json}}\n"
    path = work / "hugo.yaml"
    path.write_text(config, encoding="utf-8")
    configs = [str(path), *([str(HUGO / "complete.yaml")] if pagefind else [])]
    name = "peer" if pagefind else "hugo"
    target, cache = work / f"{name}-site", work / f"{name}-cache"
    options = ["--quiet", "--noBuildLock", "--source", str(HUGO), "--config", ",".join(configs)]
    options += ["--destination", str(target), "--cacheDir", str(cache)]
    search = ["--silent", "--site", str(target), "--glob", _SEARCHED, "--root-selector", "main"]
    return Site(
        command=[str(binary), *options],
        further=[[str(pagefind), *search]] if pagefind else [],
        cwd=work,
        site=target,
        leftovers=[cache],
    )


def without_collector(site: Site) -> Site:
    """Let Hugo collect no garbage, as ours does not, until it holds half of the machine's memory."""
    half = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2
    return replace(site, environment={"GOGC": "off", "GOMEMLIMIT": str(half)})


# All pages but those for frames, which hold the same words.
_SEARCHED = "{index.html,{bien-tap,co-quan,huong-dan,phap-luat}/**/*.html}"


def plain_mkdocs(work: Path, python: Path, count: int) -> Site:
    """Set up the agencies as Markdown pages in Material, without any plugin of ours."""
    folder = work / "markdown"
    markdown.write_pages(folder / "content", count)
    write_plain_settings(folder)
    command = [str(python), "-m", "mkdocs", "build", "--quiet"]
    return Site(command=command, cwd=folder, site=folder / "site")


def zensical(plain: Site, python: Path) -> Site:
    """Set up the same Markdown pages with the same settings for Zensical.

    Args:
        plain: The site of `plain_mkdocs`.
        python: The environment's interpreter.
    """
    folder = plain.cwd.with_name("zensical")
    shutil.copytree(plain.cwd, folder)
    command = [str(python), "-m", "zensical", "build"]
    return Site(command=command, cwd=folder, site=folder / "site", leftovers=[folder / ".cache"])


def write_plain_settings(folder: Path) -> None:
    """Write settings of this repository's theme and Markdown, without plugins and navigation."""
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    # Its own navigation and plugins: none, so that all pages are listed and search is off, as in
    # ours; the theme prunes the list for each page, which is the faster of its two ways.
    for key in ("nav", "plugins"):
        config = re.sub(rf"^{key}:\n(?:[ #].*\n|\n)*", "", config, flags=re.MULTILINE)
    config = config.replace("  features:\n", "  features:\n    - navigation.prune\n")
    (folder / "mkdocs.yml").write_text(config + "\nplugins: []\n", encoding="utf-8")


def hugo_binary(environment: Path) -> Path:
    """Hugo itself, not the Python script that starts it.

    Args:
        environment: The virtual environment it is installed in.
    """
    return _program(environment, "hugo/binaries/hugo")


def pagefind_binary(environment: Path) -> Path:
    """Pagefind itself.

    Args:
        environment: The virtual environment it is installed in.
    """
    return _program(environment, "pagefind_bin/pagefind")


def _program(environment: Path, name: str) -> Path:
    ending = ".exe" if sys.platform == "win32" else ""
    return next(iter(sorted(environment.glob(f"**/site-packages/{name}{ending}"))))


def variables(base: Mapping[str, str], site: Site | None = None) -> dict[str, str]:
    """Return the environment of every measured command.

    Compiled modules are part of an installed program, as Hugo's own binary is: a machine that tells
    Python to keep none would have every build compile the program anew.

    Args:
        base: The environment to begin with.
        site: What is built, whose package Python shall find.
    """
    others = {name: value for name, value in base.items() if name != "PYTHONDONTWRITEBYTECODE"}
    own = site.environment if site else {}
    return {**others, **own, "SOURCE_DATE_EPOCH": EPOCH}
