"""A small made-up nation whose members publish in folders, built by the command that operators type."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
from pathlib import Path

import published_members as published
import site_builds

CODES = ("01", "02", "03", "04")
SITE_URL = "https://ca-nuoc.mau.example/"


@dataclasses.dataclass
class SmallNation:
    """A nation.

    Attributes:
        folder: Where its file lies, and all that is made.
    """

    folder: Path
    codes: tuple[str, ...] = CODES

    def site(self, code: str) -> Path:
        """What a member publishes."""
        return self.folder / "tinh" / code

    @property
    def out(self) -> Path:
        return self.folder / "site"

    @property
    def cache(self) -> Path:
        return self.folder / ".cache" / "ca-nuoc"

    def write(self, **sources: str) -> None:
        """Write the nation's file; members may be read from elsewhere."""
        members = [
            {
                "ma": code,
                "ten": f"Tỉnh Mẫu {code}",
                "dia_chi": f"https://tinh-{code}.mau.example/",
                "nguon": sources.get(f"tinh_{code}", f"tinh/{code}"),
            }
            for code in self.codes
        ]
        nation = {"ten": "Nước Mẫu", "thanh_vien": members}
        (self.folder / "quoc-gia.yml").write_text(
            json.dumps(nation, ensure_ascii=False, indent=1), "utf-8"
        )

    def build(self, *words: str, **environ: str) -> subprocess.CompletedProcess[str]:
        """`access-info nation build`, to its end."""
        typed = ("nation", "build", "--out", "site", "--site-url", SITE_URL, *words)
        return site_builds.access_info(self.folder, *typed, **environ)

    def parts(self) -> dict[str, int]:
        """What has been worked out, by code of the member: which folder on the disk."""
        return {
            path.parent.name: path.stat().st_ino
            for path in self.cache.glob("phan/*/*")
            if not path.name.startswith("dang-lam-")
        }


def small_nation(built: Path, folder: Path, codes: tuple[str, ...] = CODES) -> SmallNation:
    """Publish the members, and write the nation's file."""
    nation = SmallNation(folder, codes)
    for code in codes:
        published.publish(
            built, nation.site(code), code=code, url=f"https://tinh-{code}.mau.example/"
        )
    nation.write()
    return nation


def program_path() -> dict[str, str]:
    """What programs of their own need to be those of this folder."""
    return {"PYTHONPATH": str(site_builds.ROOT / "plugins"), "PATH": os.environ["PATH"]}
