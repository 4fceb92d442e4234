"""Keys made by ssh-keygen itself, and what is published of them."""

from __future__ import annotations

import subprocess
from pathlib import Path

import tiny_province

PLACE = tiny_province.PLACE + 'khoa_cong_khai: ["{key}"]\n'


def make(path: Path, *, password: str = "") -> str:
    """Write a new secret key; return the line of its public half."""
    subprocess.run(
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", password, "-C", "thử", "-f", path], check=True
    )
    return path.with_name(f"{path.name}.pub").read_text("utf-8").strip()


def lay_out(folder: Path, key: str) -> Path:
    """Write the tiny province, which publishes a key."""
    tiny_province.lay_out(folder)
    (folder / "agencies/_dia-ban.yml").write_text(PLACE.format(key=key), "utf-8")
    return folder


def is_signed(site: Path, name: str, signers: Path) -> bool:
    """What ssh-keygen says of a file of a site, typed as the site itself tells it."""
    done = subprocess.run(
        [
            *("ssh-keygen", "-Y", "verify", "-n", "tiep-can-thong-tin", "-I", "tiep-can-thong-tin"),
            *("-f", signers, "-s", f"{name}.sig"),
        ],
        cwd=site,
        input=(site / name).read_bytes(),
        capture_output=True,
        check=False,
    )
    return done.returncode == 0
