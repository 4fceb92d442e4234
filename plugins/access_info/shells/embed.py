"""The shell of pages that other portals show in a frame: no chrome, the host's width."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import jinja2

from access_info.shells.security import policy_element
from access_info.shells.shell import Shell, slot

_FOLDER = Path(__file__).parent.parent / "templates" / "embed"
_POLICY = "\ufdd6"


@dataclasses.dataclass(frozen=True)
class EmbedTexts:
    """Words around an embedded page.

    Attributes:
        language: BCP 47 tag.
        notice: A sentence at the top of every page, or "".
        skip: The link that skips to the content.
        has_canonical: Whether pages know their absolute address.
        full: Words of the link to the whole page.
        pages: Name of the list of pages.
    """

    language: str
    notice: str
    skip: str
    has_canonical: bool
    full: str
    pages: str


def embed_shell(texts: EmbedTexts, *, depth: int) -> Shell:
    """The shell of embedded pages that lie `depth` folders below the site's root."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    root = "../" * depth or "./"
    page = environment.get_template("shell.html.jinja").render(
        texts=texts, root=root, slot=slot, policy=_POLICY
    )
    return Shell.of(page.replace(_POLICY, policy_element(page)))
