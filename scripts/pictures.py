#!/usr/bin/env python3
"""Take the pictures of the guides anew, from the real screens: the form and the pages of the demo.

``tests/browser/editor/pictures.test.mjs`` walks through the screens; without this command it compares
what they say with the record written here. Needs what ``scripts/test.py`` needs.

With ``--guests`` those of our pages in other people's sites instead, on one sheet for each kind of page:
a record of how they looked, to be looked at whenever styles have changed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import _browser
import _editor
import _guests
import _setup

FOLDER = _setup.ROOT / "content" / "huong-dan" / "hinh"
WALK = _browser.CHECKS / "editor" / "pictures.test.mjs"
RECORD = WALK.with_name("pictures.json")
SHEETS = _browser.CHECKS / "guest" / "pictures"
# What decides how the screens look, beside what they say.
_STYLES = _setup.ROOT / "plugins" / "access_info" / "assets"
_DAY = "1795478400"  # 2026-11-24 in Hà Nội: whenever they are taken, pictures show the same day


def looks() -> str:
    """Hash the style sheets of our pages and of the form, and the lock that names the CMS.

    Returns:
        SHA-256 in hex, the same whatever line ends git wrote.
    """
    lock, form = _editor.FOLDER / "package-lock.json", _editor.FOLDER / "src"
    digest = hashlib.sha256()
    for path in sorted((lock, *form.glob("*.css"), *_STYLES.rglob("*.css"))):
        content = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{path.name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def record(folder: Path) -> str:
    """Tell what pictures there are and what each shows.

    Args:
        folder: Where the walk left them, with ``seen.json``.

    Returns:
        The text of the record.
    """
    seen = json.loads((folder / "seen.json").read_text(encoding="utf-8"))
    pictures = {
        name: {
            "sha256": hashlib.sha256((folder / f"{name}.webp").read_bytes()).hexdigest(),
            "seen": lines,
        }
        for name, lines in seen.items()
    }
    record_ = {"looks": looks(), "pictures": pictures}
    return json.dumps(record_, ensure_ascii=False, indent=2) + "\n"


def take(folder: Path) -> None:
    """Build the demo with its form, walk through it and leave the pictures in a folder.

    Args:
        folder: An empty one.

    Raises:
        SetupError: The demo could not be built, or the walk did not come to its end.
    """
    site = folder / "site"
    form = {_editor.VARIABLE: str(_editor.bundle()), "SOURCE_DATE_EPOCH": _DAY}
    build = (
        str(_setup.PYTHON),
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "--quiet",
        "--site-dir",
        str(site),
    )
    walk = (_browser.node(), "--test", str(WALK))
    tools = {"CHROMIUM": _browser.chromium(), "PYTHON": str(_setup.PYTHON)}
    for command, variables in (
        (build, form),
        (walk, {**tools, "SITE": str(site), "PICTURES": str(folder)}),
    ):
        environment = _setup.environment(variables)
        done = subprocess.run(command, cwd=_setup.ROOT, env=environment, check=False)
        if done.returncode:
            raise _setup.SetupError("Chưa chụp được hình, lý do ở ngay trên. Hình cũ còn nguyên.")


def take_guests(folder: Path, each: Path | None) -> None:
    """Build other people's sites with our section, and leave the sheets of their pictures in a folder.

    Args:
        folder: An empty one.
        each: Where every picture is left whole, as PNG.

    Raises:
        SetupError: A site could not be built, or not every picture was taken.
    """
    failed = _guests.build(folder / "site")
    walk = [_browser.node(), str(SHEETS.with_suffix(".mjs")), str(folder)]
    walk += ["--each", str(each)] if each else []
    tools = {"CHROMIUM": _browser.chromium(), "GUESTS": str(folder / "site")}
    environment = _setup.environment(tools)
    if failed or subprocess.run(walk, cwd=_setup.ROOT, env=environment, check=False).returncode:
        raise _setup.SetupError("Chưa chụp được hình, lý do ở ngay trên. Hình cũ còn nguyên.")


def main() -> int:
    """Take the pictures and write their record.

    Returns:
        0 when all were taken, 2 when not; then nothing has changed.
    """
    _setup.speak_utf8()
    parser = argparse.ArgumentParser(description="Chụp lại các hình của hướng dẫn.")
    parser.add_argument(
        "--guests", action="store_true", help="chụp trang của ta trong trang người khác"
    )
    parser.add_argument(
        "--each", type=Path, metavar="THƯ-MỤC", help="với --guests: giữ cả từng hình, để xem"
    )
    options = parser.parse_args()
    cache = _setup.ROOT / ".cache"
    try:
        _setup.ensure(_setup.TEST)
        # Inside the repository, since a browser from a sandboxed package cannot read /tmp.
        with tempfile.TemporaryDirectory(dir=cache, prefix="hinh-") as name:
            folder = Path(name)
            if options.guests:
                take_guests(folder, options.each)
                return _keep(folder, SHEETS)
            take(folder)
            text = record(folder)
            code = _keep(folder, FOLDER)
    except _setup.SetupError as error:
        print(error, file=sys.stderr)
        return 2
    RECORD.write_text(text, encoding="utf-8", newline="\n")
    return code


def _keep(folder: Path, target: Path) -> int:
    """Put new pictures in the place of all old ones."""
    target.mkdir(exist_ok=True)
    for old in target.glob("*.webp"):
        old.unlink()
    taken = sorted(folder.glob("*.webp"))
    for path in taken:
        (target / path.name).write_bytes(path.read_bytes())
    print(f"Đã chụp {len(taken)} hình vào {target.relative_to(_setup.ROOT).as_posix()}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
