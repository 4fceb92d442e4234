"""What the last build left: builds and files, so that the next does only what changed."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import os
from pathlib import Path

import pydantic

from access_info.pipeline.incremental.agency_build import AgencyBuild, SiteBuild
from access_info.pipeline.incremental.reuse import Seen
from access_info.source import read_cached, write_cached

_PACKAGE = Path(__file__).parents[2]


@dataclasses.dataclass(frozen=True)
class Published:
    """Files that a build wrote for one agency.

    Attributes:
        key: Of the shells, names and data that went into them.
        files: Path below the output folder → what it looked like.
        digest: Of all of them, as `reuse.digest_of` makes it.
    """

    key: str
    files: dict[str, Seen]
    digest: str = ""


@dataclasses.dataclass(frozen=True)
class Memory:
    """What the last build left.

    Attributes:
        context_key: Key of code, laws, jurisdiction and options.
        builds: By agency.
        site: Pages about all agencies.
        published: Files of the site, by agency; under the empty name, those about all agencies.
        spare: Files of the output folder before the site, by agency.
    """

    context_key: str = ""
    builds: dict[str, AgencyBuild] = dataclasses.field(default_factory=dict)
    site: SiteBuild = dataclasses.field(default_factory=SiteBuild)
    published: dict[str, Published] = dataclasses.field(default_factory=dict)
    spare: dict[str, Published] = dataclasses.field(default_factory=dict)


@functools.cache
def _adapter() -> pydantic.TypeAdapter[Memory]:
    return pydantic.TypeAdapter(Memory)


def recall(path: Path | None) -> Memory:
    """Read the memory in a file; it is empty if there is none or it cannot be used."""
    if path is None:
        return Memory()
    content = read_cached(path)
    try:
        return Memory() if content is None else _adapter().validate_json(content)
    except ValueError:
        return Memory()


def remember(path: Path | None, memory: Memory) -> None:
    """Write a memory, whole or not at all."""
    if path is None:
        return
    write_cached(path, _adapter().dump_json(memory), cache=path.parent)


@functools.cache
def code_key() -> str:
    """Hash the program itself: its code, templates, texts, laws."""
    digest = hashlib.blake2b(digest_size=16)
    for folder, names, files in os.walk(_PACKAGE):
        # In place, so that the walk goes on in order and without what Python compiled.
        names[:] = sorted(name for name in names if name != "__pycache__")
        for name in sorted(files):
            path = Path(folder, name)
            digest.update(path.relative_to(_PACKAGE).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
