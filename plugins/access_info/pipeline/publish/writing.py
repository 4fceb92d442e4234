"""What the processes share that write a site's files."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path

from access_info.model.registry import Attachment
from access_info.pipeline.incremental.memory import Memory
from access_info.pipeline.preparation.agency import AgencyTask
from access_info.pipeline.publish.filling import Filling


@dataclasses.dataclass(frozen=True)
class Writing:
    """State that writing workers inherit.

    Attributes:
        out: The new output folder.
        previous: The site, or `None`.
        spare: The output folder before that, which may be spoilt, or `None`.
        task: What renders agencies whose fragments are not in the fragment store.
        filling: Shells, and what is known only when all agencies are.
        last: What the last builds wrote.
        attachments: By agency.
        rendered: Agencies whose fragments stand in the fragment store.
        embed: Whether pages are offered for frames too.
        shell_key: Key of all that every page shares.
    """

    out: Path
    previous: Path | None
    spare: Path | None
    task: AgencyTask
    filling: Filling
    last: Memory
    attachments: Mapping[str, Mapping[str, Attachment]]
    rendered: frozenset[str]
    embed: bool
    shell_key: str
