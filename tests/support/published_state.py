"""Sites built one after another, each going on from the one published before."""

from __future__ import annotations

import hashlib
import json
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
    """Keep what a follower fetches of a site: its manifest, of the shape that followers rely on."""
    files = {
        path.relative_to(site).as_posix(): {
            "size": path.stat().st_size,
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        }
        for path in sorted(site.rglob("*"))
        if path.is_file() and path.name != "manifest.json"
    }
    named = {"rows": "tai-ve/dong.json", "changes": "tai-ve/thay-doi.json"}
    (target / "tai-ve").mkdir(parents=True, exist_ok=True)
    for path in named.values():
        (target / path).write_bytes((site / path).read_bytes())
    manifest = target / "manifest.json"
    created = {"created": site.name.removeprefix("site-")}
    manifest.write_text(json.dumps({**created, **named, "files": files}), encoding="utf-8")
    return manifest


def rows_of(site: Path) -> dict[str, dict]:
    """Agency → what `dong.json` tells of its rows."""
    listing = json.loads((site / "tai-ve/dong.json").read_bytes())
    return {line.pop("agency"): line for line in listing["agencies"]}


def changes_of(site: Path) -> list[dict]:
    """What `thay-doi.json` tells."""
    return json.loads((site / "tai-ve/thay-doi.json").read_bytes())["changes"]
