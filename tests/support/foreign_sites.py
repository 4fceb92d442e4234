"""A small site of somebody else's, with plugins of theirs, into which our section is put."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import yaml
from site_builds import read as read_html

sys.path.append(str(Path(__file__).parents[2] / "scripts"))
import _foreign_plugins

PREFIX = "tiep-can-thong-tin"
SITE_URL = "https://chu-nha.mau.example/"
LIST = f"{PREFIX}/co-quan/so-mot/cong-khai"
_AGENCY = 'ten: "{}"\nloai: so\n'
_PICTURE = Path(__file__).parents[2] / "content/huong-dan/hinh/chon-tep.webp"
FILES = {
    "docs/index.md": f"""\
# Chủ nhà

- [một mục]({LIST}.md#2026-001), [thư mục]({PREFIX}/co-quan/so-mot/), [sở]({PREFIX}/co-quan/so-mot.md)
- [chuyên mục]({PREFIX}/index.md), [tìm kiếm]({PREFIX}/tim-kiem.md), [bài](bai/mot.md)
- [danh mục]({PREFIX}/co-quan/so-hai/cong-khai/index.md), [như trang]({PREFIX}/co-quan/so-hai/cong-khai.html)

![hình](hinh.webp)
""",
    "docs/bai/index.md": "# Các bài\n\nMở đầu.\n",
    "docs/bai/mot.md": f"# Bài một\n\n[danh mục](../{LIST}.md)\n",
    "agencies/_dia-ban.yml": 'ten: "Tỉnh Mẫu"\nloai: "tinh"\n',
    "agencies/so-mot/co-quan.yml": _AGENCY.format("Sở Một <b> & con"),
    "agencies/so-mot/cong-khai.yml": (
        'muc:\n- ma: "2026-001"\n  ten: "Bảng giá < đất & rừng"\n  ngay_cong_khai: 2026-05-01\n'
    ),
    "agencies/so-hai/co-quan.yml": _AGENCY.format("Sở Hai"),
    "agencies/so-hai/cong-khai.yml": 'muc:\n- ma: "2026-002"\n  ten: "Bảng lương"\n',
}
SETTINGS = {
    "site_name": "Chủ nhà",
    "site_url": SITE_URL,
    "theme": {"name": "material", "language": "vi", "font": False},
    "validation": {
        "links": {"anchors": "warn", "unrecognized_links": "warn", "absolute_links": "warn"}
    },
}


@dataclasses.dataclass
class Guest:
    """A plugin of the site's own.

    Attributes:
        options: Its options.
        files: What the site has for it.
        settings: What it needs of the site's settings.
        page: A page of which what it does is seen, below the site's folder.
        shows: What stands in that page then.
        name: As settings name it.
    """

    options: dict
    files: dict[str, str] = dataclasses.field(default_factory=dict)
    settings: dict = dataclasses.field(default_factory=dict)
    page: str = ""
    shows: str = ""


def lay_out(folder: Path, plugins: list, *guests: Guest, ours: bool = True, **settings) -> Path:
    """Write the site.

    Args:
        folder: Where.
        plugins: Their settings in order; "access-info" stands for ours.
        guests: Plugins whose files and settings it has.
        ours: Whether it has our section, and links into it.
        settings: Further ones, of the plugin of ours where they are called `our_…`.
    """
    options = {"agencies": "agencies", "prefix": PREFIX, "jobs": 1}
    options |= {name[4:]: value for name, value in settings.items() if name[:4] == "our_"}
    listed = [
        {"access-info": options} if plugin == "access-info" else plugin
        for plugin in plugins
        if ours or plugin != "access-info"
    ]
    whole, files = dict(SETTINGS), dict(FILES)
    for guest in guests:
        whole |= guest.settings
        files |= guest.files
    whole |= {name: value for name, value in settings.items() if name[:4] != "our_"}
    if not ours:
        files = {
            name: "".join(line for line in text.splitlines(keepends=True) if PREFIX not in line)
            for name, text in files.items()
        }
    elif not options["prefix"]:
        files = {name: text.replace(f"{PREFIX}/", "") for name, text in files.items()}
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    shutil.copyfile(_PICTURE, folder / "docs/hinh.webp")
    (folder / "mkdocs.yml").write_text(
        yaml.safe_dump({**whole, "plugins": listed}, allow_unicode=True, sort_keys=False),
        encoding="utf-8",
    )
    return folder


def keep_in_git(folder: Path) -> None:
    """Make the site a repository with one commit."""
    for words in (
        ("init", "-q", "-b", "main"),
        ("add", "-A"),
        ("-c", "user.name=Mẫu", "-c", "user.email=mau@mau.example", "commit", "-qm", "mẫu"),
    ):
        subprocess.run(["git", *words], cwd=folder, check=True)


def build(
    folder: Path,
    *,
    version: str = "newest",
    tool: tuple[str, ...] = ("mkdocs", "build", "--strict"),
) -> subprocess.CompletedProcess[str]:
    """Build the site by a command of the environment with others' plugins."""
    environ = {name: value for name, value in os.environ.items() if name[:6] != "PYTHON"}
    programs = _foreign_plugins.python(version).parent
    path = f"{programs}{os.pathsep}{environ['PATH']}"  # mike calls mkdocs
    return subprocess.run(
        [shutil.which(tool[0], path=path) or tool[0], *tool[1:]],
        cwd=folder,
        env={
            **environ,
            "PATH": path,
            "NO_MKDOCS_2_WARNING": "1",
            "DISABLE_MKDOCS_2_WARNING": "true",
            "PYTHONUTF8": "1",
            "SOURCE_DATE_EPOCH": "1795478400",
            "GIT_AUTHOR_NAME": "Mẫu",
            "GIT_AUTHOR_EMAIL": "mau@mau.example",
            "GIT_COMMITTER_NAME": "Mẫu",
            "GIT_COMMITTER_EMAIL": "mau@mau.example",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )


def faults(site: Path, *, prefix: str = PREFIX, entry: bool = True) -> list[str]:
    """Say what does not work in a built site.

    Args:
        site: Where it was built.
        prefix: Of our section.
        entry: Whether its navigation has to have an entry of ours.
    """
    faults = []
    page = read_html(site / "index.html")
    for link in page.links:
        target, anchor = urldefrag(urljoin(SITE_URL, link))
        if not target.startswith(SITE_URL):
            continue
        path = site / unquote(target.removeprefix(SITE_URL))
        path = path / "index.html" if path.is_dir() or target.endswith("/") else path
        if not path.is_file():
            faults.append(f"{link} leads nowhere")
        elif anchor and anchor not in read_html(path).ids and path.suffix == ".html":
            faults.append(f"{link} has no such place")
    ours = [link for link in page.links if "so-mot" in link and "cong-khai" in link]
    if not any(link.endswith("#2026-001") for link in ours):
        faults.append("the page links to no row of ours")
    head = prefix or "phap-luat"
    if entry and not any(urldefrag(link)[0].startswith(head) for link in page.links):
        faults.append("its navigation does not know us")
    if f"{SITE_URL}{prefix}".rstrip("/") not in (site / "sitemap.xml").read_text("utf-8"):
        faults.append("the sitemap does not know us")
    faults += search_faults(site)
    return faults


def search_faults(site: Path) -> list[str]:
    """Say what the site's own search does not know of ours."""
    index = json.loads((site / "search/search_index.json").read_text("utf-8"))
    entries = {entry["location"]: entry for entry in index["docs"]}
    places = [place for place in entries if "#2026-001" in place]
    if not places or not any(place.partition("#")[0] in entries for place in places):
        return ["the search knows no row of ours"]
    return [
        f"the search leads to {place}, which is not there"
        for place in entries
        if not ((path := site / unquote(place.partition("#")[0])).is_file() or path.is_dir())
    ]
