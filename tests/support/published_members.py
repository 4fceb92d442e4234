"""Sites that made-up members of a nation publish: a real build of the tiny province, under other names."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import signing_keys
import tiny_province
from site_builds import AS_OF, mkdocs

from access_info.pipeline.trust.manifest import write_lists

CODE = "91"
URL = "https://thu.mau.example/"
LISTS = "tai-ve"


def build(folder: Path) -> Path:
    """Build the tiny province, which says its code, and return its site."""
    tiny_province.lay_out(folder)
    place = folder / "agencies" / "_dia-ban.yml"
    place.write_text(f'{tiny_province.PLACE}ma_don_vi_hanh_chinh: "{CODE}"\n', "utf-8")
    done = mkdocs(folder, "-q")
    assert done.returncode == 0, done.stderr
    return folder / "site"


def publish(site: Path, folder: Path, *, code: str, url: str, created: str = AS_OF) -> Path:
    """Copy what a nation reads of a site into a folder, as of another member."""
    folder.mkdir(parents=True)
    lists = [*(site / LISTS).glob("*.json"), *site.glob(f"co-quan/*/{LISTS}/*.json")]
    for path in [site / "danh-muc.jsonld", *sorted(lists)]:
        text = path.read_text("utf-8").replace(URL, url)
        text = text.replace(f'"notation":"{CODE}"', f'"notation":"{code}"')
        target = folder / path.relative_to(site)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    list_files(folder, created=created)
    return folder


def list_files(
    folder: Path, *, created: str = AS_OF, key: Path | None = None, most: int = 1_000
) -> None:
    """Write the manifest of what is in a folder, in parts where it is more than `most` files; sign it with a key."""
    manifest, signature = folder / "manifest.json", folder / "manifest.json.sig"
    files = []
    for path in sorted(folder.rglob("*.json*")):
        if path not in {manifest, signature}:
            content = path.read_bytes()
            name = path.relative_to(folder).as_posix()
            files.append((name, len(content), hashlib.sha256(content).digest()))
    facts = {
        "schemaVersion": "1.0",
        "created": created,
        "generator": {"name": "tiep-can-thong-tin", "version": "1.2.3"},
    }
    write_lists(folder, facts, files, None, most=most)
    (folder / "SHA256SUMS").unlink()
    signature.unlink(missing_ok=True)
    if key is not None:
        subprocess.run(
            ["ssh-keygen", "-q", "-Y", "sign", "-n", "tiep-can-thong-tin", "-f", key, manifest],
            check=True,
            capture_output=True,
        )


def edit(folder: Path, name: str, change: Callable[[dict], None], **listed: object) -> None:
    """Change a list's file as data, and list the files anew."""
    path = folder / LISTS / f"{name}.json"
    data = json.loads(path.read_bytes())
    change(data)
    rows = ",\n".join(json.dumps(row, ensure_ascii=False) for row in data.pop("items"))
    head = json.dumps(data, ensure_ascii=False)[:-1]
    text = f'{head},\n"items":[\n{rows}\n]}}\n'
    path.write_bytes(text.encode("utf-8", "backslashreplace"))  # halves of characters
    list_files(folder, **listed)


def texts_below(folder: Path) -> str:
    """Every file's text, joined."""
    return "\n".join(
        path.read_bytes().decode("utf-8", "replace")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    )


def make_key(folder: Path) -> tuple[Path, str]:
    """Make a key for signing; return its path, and the public half as `khoa` holds it."""
    folder.mkdir(exist_ok=True)
    key = folder / "khoa"
    public = signing_keys.make(key)
    Path(key).chmod(0o600)
    return key, " ".join(public.split()[:2])


def again(folder: Path, source: Path) -> None:
    """Put a folder as it was in another's place."""
    shutil.rmtree(folder)
    shutil.copytree(source, folder)
