"""Other people's sites with our section in them: the same hand-written pages in each theme.

What stands in ``tests/browser/guest/host/`` is such a site's own; ours is put in as its owner would, with
hardly an option. Standard library only, like ``_setup``.
"""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import _setup

if TYPE_CHECKING:
    from pathlib import Path

PAGES = _setup.ROOT / "tests" / "browser" / "guest" / "host"
PREFIX = "tiep-can-thong-tin"
# The demo is judged at this day, whenever it is built.
DAY = "2026-11-24"

_SITE = f"""\
site_name: "Xã Thử"
site_url: https://xa-thu.example/cong/
repo_url: https://forge.example/xa-thu/cong
repo_name: "Kho của xã"
edit_uri: edit/main/docs/
docs_dir: docs
copyright: "Xã Thử là xã hư cấu."
use_directory_urls: true

nav:
  - index.md
  - "Giới thiệu":
      - gioi-thieu/index.md
      - "Cơ cấu": gioi-thieu/co-cau.md
  - "Dịch vụ":
      - dich-vu/index.md
      - "Đất đai":
          - "Biến động": dich-vu/dat-dai/bien-dong.md
  - "Tin tức": tin-tuc.md
not_in_nav: lich-cat-dien.md

plugins:
  - search
  - access-info:
      snapshots: tom-tat
      prefix: {PREFIX}
      as_of: {DAY}
"""
_VIETNAMESE_ONLY = "      languages: []\n"
_MATERIAL = """
theme:
  name: material
  language: vi
  font: false
  logo: hinh/dau.svg
  features:
    - search.suggest
    - content.action.edit
{features}  palette:
    - scheme: default
      primary: teal
      accent: amber
      toggle:
        icon: material/weather-night
        name: "Sang nền tối"
    - scheme: slate
      primary: teal
      accent: amber
      toggle:
        icon: material/weather-sunny
        name: "Sang nền sáng"

markdown_extensions:
  - toc:
      permalink: true
"""
_FEATURES = (
    "navigation.tabs",
    "navigation.tabs.sticky",
    "navigation.instant",
    "navigation.sections",
    "navigation.top",
    "toc.follow",
)
# Neither asks a host for the colours of code.
_OTHER = """
theme:
  name: {name}
  highlightjs: false
"""
_WHOLE_SITE = "      whole_site: true\n"
# Each theme's settings; `own` is no guest, but what the others are compared with.
# `tabs` is Material with what changes most about where things stand and how pages are opened.
HOSTS = {
    "own": _VIETNAMESE_ONLY + _WHOLE_SITE + _MATERIAL.format(features=""),
    "material": _MATERIAL.format(features="") + "\nextra_css: [kieu-rieng.css]\n",
    "tabs": _VIETNAMESE_ONLY
    + _MATERIAL.format(features="".join(f"    - {name}\n" for name in _FEATURES)),
    "readthedocs": _VIETNAMESE_ONLY
    + _OTHER.format(name="readthedocs")
    + "  locale: vi\n  logo: hinh/dau.svg\n",
    "mkdocs": _VIETNAMESE_ONLY
    + _OTHER.format(name="mkdocs")
    + "  locale: vi\n  color_mode: auto\n  user_color_mode_toggle: true\n",
}

# In which of them axe, the W3C's checker and the like are run; `tests/browser/guest/kinds.mjs` says on what.
CHECKED = ("material", "readthedocs", "mkdocs")


def build(out: Path) -> list[str]:
    """Build every site, one below each theme's name.

    Args:
        out: A folder that is not there yet.

    Returns:
        The themes whose site could not be built.
    """
    shutil.copytree(PAGES, out / "docs")
    for data in ("agencies", "tom-tat"):
        shutil.copytree(_setup.ROOT / data, out / data)
    return [name for name in HOSTS if not _build(out, name)]


def _build(work: Path, name: str) -> bool:
    settings = work / f"{name}.yml"
    settings.write_text(_SITE + HOSTS[name], encoding="utf-8", newline="\n")
    command = [str(_setup.PYTHON), "-m", "mkdocs", "build", "--quiet", "--strict"]
    command += ["--config-file", str(settings), "--site-dir", str(work / name)]
    done = subprocess.run(command, cwd=work, env=_setup.environment(), check=False)
    return done.returncode == 0
