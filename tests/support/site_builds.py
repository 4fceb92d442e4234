"""Sites built for real, by the commands that people type."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import tiny_province
import warm

ROOT = Path(__file__).parents[2]
SITES = ROOT / "tests" / "sites"
AS_OF = "2026-11-24"


# What decides about an interpreter when it starts.
_OF_INTERPRETERS = ("PYTHON", "LC_", "TZ")


def run(*command: str, cwd: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """A command in our environment, its output kept; a process from the start only where it must be."""
    env = {
        **os.environ,
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONUTF8": "1",
        "SOURCE_DATE_EPOCH": "1795478400",  # 2026-11-24 in Hà Nội
        **environ,
    }
    if not any(name.startswith(_OF_INTERPRETERS) for name in environ):
        return warm.run(command, cwd, env)
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=cwd,
        env=env,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def mkdocs(folder: Path, *options: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """`mkdocs build` of the site in a folder."""
    return run("mkdocs", "build", *options, cwd=folder, **environ)


def access_info(folder: Path, *words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """A command of ours in a folder."""
    return run("access_info", *words, cwd=folder, **environ)


def copy(source: Path, target: Path) -> Path:
    """A copy of a site without what builds left in it."""
    shutil.copytree(source, target, ignore=shutil.ignore_patterns(".cache", "site", ".site-*"))
    return target


def digests(folder: Path) -> dict[str, str]:
    """Every file below a folder with a hash of its content."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@dataclasses.dataclass
class Html:
    """What a page says, as far as tests ask; `active` is what could run."""

    text: str
    links: list[str]
    ids: list[str]
    resources: list[str]
    active: list[str]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.html = Html("", [], [], [], [])
        self._hidden = 0
        self._script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self._hidden += tag in {"script", "style"}
        # Data in a script's element are never run.
        is_data = values.get("type") in {"application/json", "application/ld+json"}
        self._script = tag == "script" and not values.get("src") and not is_data
        self.html.active += [f"{tag} {name}" for name in values if name.startswith("on")]
        self.html.active += [
            f"{tag} {value}"
            for name, value in attrs
            if name in {"href", "src", "action"} and (value or "").strip().startswith("javascript")
        ]
        if identifier := values.get("id"):
            self.html.ids.append(identifier)
        if tag == "a" and (href := values.get("href")) is not None:
            self.html.links.append(href)
        source = values.get("src") or (values.get("href") if tag == "link" else None)
        if source:
            self.html.resources.append(source)

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.html.text += data
        elif self._script:
            self.html.active.append(data)


def read(page: Path) -> Html:
    """A built page."""
    return _parsed(page.read_text(encoding="utf-8"))


@functools.lru_cache(maxsize=2_000)  # many tests read every page of the demo
def _parsed(text: str) -> Html:
    reader = _Reader()
    reader.feed(text)
    reader.html.text = " ".join(reader.html.text.split())
    return reader.html


def dead_links(site: Path) -> list[str]:
    """Every link inside a site that leads to no file, or to no element of a page."""
    pages = {page.relative_to(site).as_posix(): read(page) for page in site.rglob("*.html")}
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    anchors = {path: set(html.ids) for path, html in pages.items()}
    agencies = {Path(file).parts[1] for file in files if file.startswith("co-quan/")}
    dead = []
    for path, html in pages.items():
        if path == "404.html":
            continue
        for link in html.links:
            if ":" in link or link.startswith("/"):
                continue
            target, fragment = urldefrag(urljoin(f"https://x/{path}", link))
            file = unquote(target.removeprefix("https://x/").partition("?")[0])
            if file.endswith("/") or not file:
                file += "index.html"
            if file not in files:
                dead.append(f"{path} → {link}")
            # `#co-quan=so-mau` is for the form's script, `#q=gia%20dat` for the search's.
            elif "=" in fragment:
                if (
                    agencies
                    and not fragment.startswith("q=")
                    and fragment.partition("co-quan=")[2] not in agencies
                ):
                    dead.append(f"{path} → {link} (không có cơ quan này)")
            elif fragment and file in pages and unquote(fragment) not in anchors[file]:
                dead.append(f"{path} → {link} (không có chỗ này)")
    return dead


def copy_demo(target: Path, *agencies: str) -> Path:
    """The repository's own site to change at will, or some of its agencies without its guides."""
    target.mkdir(parents=True)
    for name in ("agencies", "content", "tom-tat"):
        shutil.copytree(ROOT / name, target / name)
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    if agencies:
        shutil.rmtree(target / "content")
        (target / "content").mkdir()
        (target / "content/viet-tay.md").write_text("# Viết tay\n\nHư cấu.\n", "utf-8")
        settings = re.sub(r"^nav:\n(?:  .*\n)+|^not_in_nav:.*\n", "", settings, flags=re.M)
        for folder in (target / "agencies").iterdir():
            if folder.is_dir() and folder.name not in {*agencies, "_mau"}:
                shutil.rmtree(folder)
        (target / "agencies/_dia-ban.yml").write_text(tiny_province.PLACE, "utf-8")
        for name in agencies:
            profile = target / "agencies" / name / "co-quan.yml"
            without_superior = re.sub(
                r"^truc_thuoc:.*\n", "", profile.read_text("utf-8"), flags=re.M
            )
            profile.write_text(without_superior, "utf-8")
    (target / "mkdocs.yml").write_text(settings, "utf-8")
    return target
