"""The part of the page about open data that tells how to check files: hashes, signature, lines to copy."""

from __future__ import annotations

import dataclasses
import posixpath
import shlex

from access_info.pages.rendering.paths import OPEN_DATA, PUBLIC_KEYS
from access_info.pages.rendering.site import SiteContext

# Names of the lists at the root of what is ours, and what signatures are for (`pipeline.trust`, where a test
# holds them against these).
MANIFEST, SUMS, SIGNATURE, NAMESPACE = (
    "manifest.json",
    "SHA256SUMS",
    ".sig",
    "tiep-can-thong-tin",
)


@dataclasses.dataclass(frozen=True)
class Checking:
    """How files can be checked.

    Attributes:
        files: The lists of hashes: link and name.
        keys: Link to the public keys, or "" where nothing is signed.
        lines: As they are typed, "" while the site's address is unknown.
    """

    files: tuple[tuple[str, str], ...]
    keys: str
    lines: str


def checking(site: SiteContext) -> Checking:
    """Gather what the part says, for the page's path in this site."""
    urls = site.urls
    page = urls.site(OPEN_DATA)
    files = tuple((urls.relative_file(page, urls.shared(name)), name) for name in (MANIFEST, SUMS))
    signed = bool(site.place.public_keys)
    keys = urls.relative_file(page, urls.site(PUBLIC_KEYS)) if signed else ""
    return Checking(files, keys, _lines(site, signed=signed) if urls.site_url else "")


def _lines(site: SiteContext, *, signed: bool) -> str:
    """Write the lines that a programmer types in the folder of the files that were taken."""
    urls = site.urls
    names = [SUMS, SUMS + SIGNATURE] if signed else [SUMS]
    paths = [urls.shared(name) for name in names]
    paths += [urls.site(PUBLIC_KEYS)] if signed else []
    fetched = " ".join(f"-O {shlex.quote(urls.site_url + path)}" for path in paths)
    keys = posixpath.basename(PUBLIC_KEYS)
    check = f"ssh-keygen -Y verify -n {NAMESPACE} -I {NAMESPACE} -f {keys} -s {SUMS}{SIGNATURE} < {SUMS}"
    lines = [
        f"curl --fail {fetched}",
        *([check] if signed else []),
        f"sha256sum --check --ignore-missing {SUMS}",
    ]
    return "\n".join(lines)
