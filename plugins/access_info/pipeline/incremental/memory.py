"""What the last build left: builds and files, so that the next does only what changed."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import hashlib
import os
import typing
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pydantic

from access_info.extras import Extra, is_installed
from access_info.pipeline.incremental.agency_build import AgencyBuild, SiteBuild
from access_info.pipeline.incremental.build_details import BuildDetails
from access_info.pipeline.incremental.reuse import Published
from access_info.pipeline.incremental.row_store import RowKey, read_rows, write_rows

_PACKAGE = Path(__file__).parents[2]
# Kinds of rows. The first three hold on their first line the context key under which they were made.
_BUILD, _SITE, _CONTEXT, _PUBLISHED, _SPARE = ("build", "site", "context", "published", "spare")
_DETAILS = "details"


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

    def is_same_as(self, other: Memory) -> bool:
        """Tell, without comparing contents, that this is what another one was made of."""
        return (
            self.context_key == other.context_key
            and self.site is other.site
            and self.published is other.published
            and self.spare is other.spare
            and self.builds.keys() == other.builds.keys()
            and all(build is other.builds[name] for name, build in self.builds.items())
        )


def recall(path: Path | None) -> Memory:
    """Read the memory in a file: what is whole of it, and nothing if it cannot be used."""
    rows = read_rows(path) if path is not None else {}
    context_key = rows.get((_CONTEXT, ""), b"").decode()
    builds: dict[str, AgencyBuild] = {}
    site = SiteBuild()
    published: dict[str, dict[str, Published]] = {_PUBLISHED: {}, _SPARE: {}}
    for (kind, name), content in rows.items():
        key, _, rest = content.partition(b"\n")
        # What another version of the program wrote may have another form.
        with contextlib.suppress(ValueError):
            if kind in published:
                published[kind][name] = Published.stored(content)
            elif key.decode() == context_key and kind == _BUILD:
                builds[name] = _build(rest)
            elif key.decode() == context_key and kind == _SITE:
                site = _site_adapter().validate_json(rest)
    return Memory(context_key, builds, site, published[_PUBLISHED], published[_SPARE])


def context_key_in(path: Path) -> str:
    """Read no more of a memory than the key under which it was made; "" if it cannot be used."""
    return read_rows(path, only=(_CONTEXT, "")).get((_CONTEXT, ""), b"").decode()


def remember(path: Path | None, memory: Memory) -> None:
    """Write what differs in a memory from what is in a file."""
    if path is not None:
        write_rows(path, functools.partial(_rows, memory))


def _rows(memory: Memory) -> Iterator[tuple[RowKey, bytes]]:
    key = memory.context_key.encode()
    yield (_CONTEXT, ""), key
    yield (_SITE, ""), key + b"\n" + _site_adapter().dump_json(memory.site)
    names, adapter = _light_fields()
    for name, build in memory.builds.items():
        light = adapter.dump_json(tuple(getattr(build, field) for field in names))
        yield (_BUILD, name), b"\n".join((key, light, build.details.as_json()))
    for kind, files in ((_PUBLISHED, memory.published), (_SPARE, memory.spare)):
        for name, written in files.items():
            yield (kind, name), written.as_bytes()


def _build(content: bytes) -> AgencyBuild:
    """Read an agency's build but its details, which few ask for.

    Args:
        content: A line of its fields in declared order, a line of details.
    """
    light, _, details = content.partition(b"\n")
    names, adapter = _light_fields()
    fields = dict(zip(names, adapter.validate_json(light), strict=True))
    return AgencyBuild(**fields, details=BuildDetails.stored(details))


@functools.cache
def _light_fields() -> tuple[tuple[str, ...], pydantic.TypeAdapter[tuple[Any, ...]]]:
    """List the fields of a build but its details, and make what writes and reads their values."""
    types: Mapping[str, Any] = typing.get_type_hints(AgencyBuild)
    names = tuple(field.name for field in dataclasses.fields(AgencyBuild) if field.name != _DETAILS)
    values = tuple(types[name] for name in names)
    return names, pydantic.TypeAdapter(tuple[values])  # type: ignore[valid-type]


@functools.cache
def _site_adapter() -> pydantic.TypeAdapter[SiteBuild]:
    return pydantic.TypeAdapter(SiteBuild)


@functools.cache
def code_key() -> str:
    """Hash the program itself: its code, templates, texts, laws, and what it has to judge files with."""
    digest = hashlib.blake2b(digest_size=16)
    digest.update(b"%d" % is_installed(Extra.SIGNATURES))
    for folder, names, files in os.walk(_PACKAGE):
        # In place, so that the walk goes on in order and without what Python compiled.
        names[:] = sorted(name for name in names if name != "__pycache__")
        for name in sorted(files):
            path = Path(folder, name)
            digest.update(path.relative_to(_PACKAGE).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
