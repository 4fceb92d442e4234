"""What a finished site's files are known by: sitemap, `robots.txt`, `manifest.json`, `SHA256SUMS`, signatures."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from access_info.model.nation import Nation
from access_info.nation.contract import MemberPart
from access_info.pages.rendering.paths import PUBLIC_KEYS
from access_info.pipeline.incremental.reuse import hash_of
from access_info.pipeline.publish.shared_files import ROBOTS, SITEMAP, robots_text, write_sitemap
from access_info.pipeline.trust.manifest import (
    BESIDES,
    VERSION,
    Signer,
    allowed_signers,
    signer,
    write_lists,
)
from access_info.program import generator_facts, program_line

NATION_FILE = "quoc-gia.yml"


def nation_signer(nation: Nation, nation_file: Path, key: Path | None) -> Signer | None:
    """Look whether the site can be signed, where it is to be; `None` where it is not.

    Args:
        nation: The nation.
        nation_file: Its file, beside which no secret key may lie.
        key: Path of the secret key, or `None`.

    Raises:
        SigningError: It cannot.
    """
    if key is None:
        return None
    outside = nation_file.absolute().parent
    return signer(key, nation.public_keys, outside=outside, named_in=NATION_FILE)


def write_listing(
    parts: Sequence[MemberPart],
    out: Path,
    nation: Nation,
    *,
    pages: Iterable[str],
    as_of: datetime.date,
    site_url: str = "",
    known: Mapping[str, tuple[int, bytes]] | None = None,
    signing: Signer | None = None,
) -> list[str]:
    """Write what lists the site's files; nothing is added to the output folder after this.

    Args:
        parts: The members' parts.
        out: The output folder.
        nation: The nation.
        pages: Paths of the pages that search engines may list, below the output folder.
        as_of: The day of the build.
        site_url: Absolute address of the site's root with a final slash, or "".
        known: Size and SHA-256 of files that need not be read again, by path.
        signing: What signs the lists, or `None`.

    Returns:
        The paths of what was written.
    """
    written = []
    if nation.public_keys:
        path = out / PUBLIC_KEYS
        path.parent.mkdir(exist_ok=True)
        path.write_text(allowed_signers(nation.public_keys), encoding="utf-8", newline="\n")
        written.append(PUBLIC_KEYS)
    if site_url:
        newest = max((part.state.created for part in parts if part.state.is_shown), default="")
        day = newest or as_of.isoformat()
        addresses = [site_url + path.removesuffix("index.html") for path in pages]
        write_sitemap(out, [(address, day) for address in addresses])
        written += [SITEMAP, f"{SITEMAP}.gz"]
        if robots := robots_text(site_url):
            (out / ROBOTS).write_text(robots, encoding="utf-8", newline="\n")
            written.append(ROBOTS)
    facts = {
        "schemaVersion": VERSION,
        "created": as_of.isoformat(),
        **({"url": site_url} if site_url else {}),
        "generator": {**generator_facts(), "line": program_line(())},
    }
    return [*written, *write_lists(out, facts, _files(out, known or {}), signing)]


def _files(out: Path, known: Mapping[str, tuple[int, bytes]]) -> Iterator[tuple[str, int, bytes]]:
    """Yield path, size and SHA-256 of all files but those that list them, by path."""
    for path in sorted(_paths(out)):
        if path in BESIDES:
            continue
        size, sha256 = known.get(path) or ((out / path).stat().st_size, hash_of(out / path))
        yield path, size, sha256


def _paths(out: Path) -> Iterator[str]:
    for folder, _, names in os.walk(out):
        below = Path(folder).relative_to(out).as_posix()
        yield from (name if below == "." else f"{below}/{name}" for name in names)
