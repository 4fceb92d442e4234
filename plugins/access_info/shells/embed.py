"""The shell of pages that other portals show in a frame: no chrome, the host's width."""

from __future__ import annotations

import dataclasses

from access_info.shells.pages import shell_from
from access_info.shells.shell import Shell


@dataclasses.dataclass(frozen=True)
class EmbedTexts:
    """Words around an embedded page.

    Attributes:
        language: BCP 47 tag.
        notice: A sentence at the top of every page, or "".
        skip: The link that skips to the content.
        tells_age: Whether an old copy says that it is one.
        has_canonical: Whether pages know their absolute address.
        full: Words of the link to the whole page.
        pages: Name of the list of pages.
        accessibility: Words of the link to the accessibility statement, or "".
        accessibility_address: Where it stands below the site's root.
    """

    language: str
    notice: str
    skip: str
    tells_age: bool
    has_canonical: bool
    full: str
    pages: str
    accessibility: str = ""
    accessibility_address: str = ""


def embed_shell(texts: EmbedTexts, *, depth: int) -> Shell:
    """Render the shell of embedded pages that lie `depth` folders below the site's root."""
    return shell_from("embed/shell.html.jinja", depth=depth, texts=texts)
