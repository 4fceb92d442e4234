"""Writes what a site's files are known again by: `manifest.json`, `SHA256SUMS`, and their signatures."""

from __future__ import annotations

import hashlib
import heapq
import json
import os
import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from access_info.legal.packs import LawPack
from access_info.pages.rendering.environment import vn_size
from access_info.pages.rendering.paths import DOWNLOADS, OPEN_DATA
from access_info.pipeline.incremental.agency_build import short_digest
from access_info.pipeline.incremental.reuse import Published, hash_of
from access_info.pipeline.preparation.prepare import Prepared
from access_info.pipeline.trust.manifest import (
    BESIDES,
    VERSION,
    Signer,
    SizedHash,
    signer,
    write_lists,
)
from access_info.program import generator_facts, program_line

# Members that name files of the followers' (below the manifest's folder), where these exist.
_FURTHER = {"rows": f"{DOWNLOADS}/dong.json", "changes": f"{DOWNLOADS}/thay-doi.json"}


def site_signer(prepared: Prepared) -> Signer | None:
    """Look whether the site can be signed, where it is to be; `None` where it is not.

    Raises:
        SigningError: It cannot.
    """
    options = prepared.options
    if options.signing_key is None or options.preview:
        return None
    sources = options.agencies.parent
    outside = sources if sources != sources.parent else options.agencies
    return signer(options.signing_key, prepared.build_context.place.public_keys, outside=outside)


def manifest_key(prepared: Prepared, signer: Signer | None) -> str:
    """Build the key of what a manifest says besides files, whose own keys tell of them."""
    facts = json.dumps(_facts(prepared), ensure_ascii=False)
    parts = (facts, prepared.build_context.urls.prefix, signer.public if signer else "")
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()


def write_manifest(
    prepared: Prepared, out: Path, published: Mapping[str, Published], signer: Signer | None
) -> Iterator[str]:
    """Write the manifest of all files of a site, and `SHA256SUMS` last.

    They stand at the root of what is ours and cover all below it: in a site of somebody else's, its
    other pages are that one's own to vouch for.

    Args:
        prepared: The site.
        out: The output folder, to which nothing else is added any more.
        published: What is known of the files that the build wrote or took over.
        signer: What signs both, or `None`.

    Yields:
        Paths of the files, below the output folder.
    """
    folder = prepared.build_context.urls.shared("")
    root = out / folder
    root.mkdir(parents=True, exist_ok=True)
    facts = _facts(prepared)
    facts |= {member: path for member, path in _FURTHER.items() if (root / path).is_file()}
    names = write_lists(root, facts, _files(out, folder, published), signer)
    yield from (posixpath.join(folder, name) for name in names)


def _facts(prepared: Prepared) -> dict[str, Any]:
    """Gather what a manifest says of the site as a whole."""
    context = prepared.build_context
    address = context.urls.absolute(context.urls.site(""))
    laws = [*context.framework.packs, *context.framework.supplements]
    numbers = ((law.number, law.in_force_from) for law in laws)
    return {
        "schemaVersion": VERSION,
        "created": prepared.options.as_of.isoformat(),
        **({"url": address} if address else {}),
        "generator": {**generator_facts(), "line": program_line(numbers)},
        "laws": [_law(law) for law in laws],
    }


def _law(law: LawPack) -> dict[str, Any]:
    """Say how and when a law was checked as a whole."""
    day = law.checked.date.isoformat() if law.checked and law.checked.date else ""
    return {
        "identifier": law.id,
        "verification": law.verification.value,
        **({"checked": day} if day else {}),
    }


def _files(out: Path, folder: str, published: Mapping[str, Published]) -> Iterator[SizedHash]:
    """Yield path below a folder, size and SHA-256 of all in it but manifest and the like, by path.

    What neither the build nor an earlier one wrote is read here: pages of MkDocs' own.
    """
    known = heapq.merge(*(item.sized_hashes() for item in published.values()))
    first: SizedHash | None = next(known, None)
    root = out / folder
    for path in _paths_below(root):
        name = posixpath.join(folder, path)
        while first is not None and first[0] < name:
            first = next(known, None)
        if path in BESIDES:
            continue
        if first is not None and first[0] == name:
            yield path, first[1], first[2]
        else:
            yield path, (root / path).stat().st_size, hash_of(root / path)


def _paths_below(root: Path) -> Iterator[str]:
    """Yield the path of every file below a folder, in the order of the paths."""
    waiting = [""]
    while waiting:
        here = waiting.pop()
        if here and not here.endswith("/"):
            yield here
            continue
        with os.scandir(root / here) as entries:
            names = [
                f"{here}{entry.name}/" if entry.is_dir(follow_symlinks=False) else here + entry.name
                for entry in entries
            ]
        waiting += sorted(names, reverse=True)


# How large a site is, and whether hosts will take it.

# Hosts that give space away take 1 GB a site (docs.github.com: GitHub Pages limits); somewhat less than
# that, since a site grows.
LARGE_SITE = 900_000_000


def size_notice(size: int) -> str:
    """Say that a site is nearly too large for some hosts; "" when it is not.

    Args:
        size: Bytes of all its files.
    """
    if size < LARGE_SITE:
        return ""
    return (
        f"Cả trang nặng {vn_size(size)}. GitHub Pages và GitLab.com chỉ nhận tới 1 GB một trang: xem hướng dẫn "
        "“Đưa lên mạng”, mục “Trang nặng bao nhiêu”, trước khi trang lớn thêm."
    )


def published_bytes(published: Iterable[Published]) -> int:
    """Sum up the files that a build wrote."""
    return sum(item.size for item in published)


def bytes_below(folder: Path) -> int:
    """Sum up the files in a folder."""
    size = 0
    waiting = [os.fspath(folder)]
    for path in waiting:  # grows on the way
        with os.scandir(path) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                else:
                    size += entry.stat(follow_symlinks=False).st_size
    return size


# What tells a reader's browser which of its saved copies are no longer true.


def content_digests(prepared: Prepared, markdown_pages: Mapping[str, str]) -> str:
    """Write the digests of a site, sorted, a line each.

    Args:
        prepared: The site.
        markdown_pages: Pages that are not made from agencies' data: address below the site's root, and
            what stands on it.
    """
    urls, names, calls = prepared.build_context.urls, prepared.names, prepared.calls
    root = posixpath.dirname(urls.shared("x"))
    # What nothing else stands for belongs to the front page.
    shown_parts: defaultdict[str, list[str]] = defaultdict(list, {"": []})
    for name in prepared.summaries:
        build = prepared.builds[name]
        told = (names.get(other, "") + calls.get(other, "") for other in build.mentions)
        part = _below(f"{urls.folder(name)}/".lstrip("/"), root)
        shown_parts[part].append("\n".join([build.content, *told]))
    every_agency = "\n".join(build.content for build in prepared.builds.values())
    for entry in prepared.site.pages:
        address = urls.address(entry.path)
        # The page about open data shows how files begin that hold every agency's rows.
        more = every_agency if entry.path == urls.site(OPEN_DATA) else ""
        shown_parts[_part(_below(address, root))].append(f"{address}\n{entry.content}{more}")
    for address, text in markdown_pages.items():
        if not root or address.startswith(f"{root}/"):
            shown_parts[_part(_below(address, root))].append(f"{address}\n{short_digest(text)}")
    return "".join(
        f"{short_digest(chr(0).join(sorted(parts)))} {start}\n"
        for start, parts in sorted(shown_parts.items())
    )


def _below(address: str, root: str) -> str:
    """Make an address relative to the folder that everything of ours stands in."""
    return address.removeprefix(f"{root}/") if root else address


def _part(address: str) -> str:
    """Return the part of the site that a page belongs to: its first folder, or itself."""
    first, slash, _ = address.partition("/")
    return first + slash
