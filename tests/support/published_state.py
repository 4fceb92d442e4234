"""Sites built one after another, each going on from the one published before."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from access_info.cli import main


def build(folder: Path, day: str, *, previous: Path | None = None, **options: object) -> Path:
    """A site of the agencies in a folder as of a day, with its manifest; the folder of the site."""
    out = folder / "site" if options.pop("cached", False) else folder / f"site-{day}"
    words = ["build", "--agencies", str(folder / "agencies"), "--out", str(out), "--as-of", day]
    words += ["--site-url", "https://tinh.mau.example/", "--no-content"]
    words += ["--previous", str(previous)] if previous else []
    words += [f"--{name}={value}" for name, value in options.items()]
    words += [] if out.name == "site" else ["--no-cache"]
    assert main(words) == 0
    return out


def publish(site: Path, target: Path) -> Path:
    """Keep what a follower fetches of a site: its manifest, and what the next build reads beside it."""
    shutil.rmtree(target, ignore_errors=True)
    for path in (site / "manifest.json", *_rows_files(site), site / "tai-ve/thay-doi.json"):
        if path.is_file():
            place = target / path.relative_to(site)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(path.read_bytes())
    return target / "manifest.json"


def rows_of(site: Path) -> dict[str, dict]:
    """Agency → what `dong.json`, or the files in its place, tell of its rows."""
    lines = [
        line for path in _rows_files(site) for line in json.loads(path.read_bytes())["agencies"]
    ]
    return {line.pop("agency"): line for line in lines}


def _rows_files(site: Path) -> list[Path]:
    return [*site.glob("tai-ve/dong.json"), *sorted(site.glob("tai-ve/dong/*.json"))]


def changes_of(site: Path, *, lists: tuple[str, ...] = ("cong-khai", "co-dieu-kien")) -> list[dict]:
    """What `thay-doi.json` tells of the rows of some lists."""
    changes = json.loads((site / "tai-ve/thay-doi.json").read_bytes())["changes"]
    return [change for change in changes if change["list"] in lists]
