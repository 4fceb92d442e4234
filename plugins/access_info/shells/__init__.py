"""What is around a fragment. Knows no agency and no MkDocs."""

from __future__ import annotations

from access_info.shells.embed import EmbedTexts, embed_shell
from access_info.shells.guest import (
    CONTENT_ID,
    GUEST_END,
    GUEST_FOLDER,
    GUEST_START,
    guest_content,
    guest_head,
    guest_sheet,
    guest_shell,
    headings,
)
from access_info.shells.host_page import HostPage, HostPageError
from access_info.shells.plain import (
    AGENCIES,
    ASK,
    DUTIES,
    FIGURES,
    FIND,
    FooterColumn,
    MenuEntry,
    PlainTexts,
    plain_shell,
)
from access_info.shells.security import policy_element
from access_info.shells.shell import Shell
from access_info.source.placeholders import slot

__all__ = [
    "AGENCIES",
    "ASK",
    "CONTENT_ID",
    "DUTIES",
    "FIGURES",
    "FIND",
    "GUEST_END",
    "GUEST_FOLDER",
    "GUEST_START",
    "EmbedTexts",
    "FooterColumn",
    "HostPage",
    "HostPageError",
    "MenuEntry",
    "PlainTexts",
    "Shell",
    "embed_shell",
    "guest_content",
    "guest_head",
    "guest_sheet",
    "guest_shell",
    "headings",
    "plain_shell",
    "policy_element",
    "slot",
]
