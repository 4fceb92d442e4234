"""The memory of builds: what the last one made, so that the next redoes only what changed."""

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
# Kinds of rows in the database: an agency's build, the pages about all agencies, the context key, the files of
# the site, those of the spare. A row of the first two begins with the context key that it was made under.
_BUILD, _SITE, _CONTEXT, _PUBLISHED, _SPARE = ("build", "site", "context", "published", "spare")
# The field of a build that is stored apart, as it is parsed only when needed.
_DETAILS = "details"


@dataclasses.dataclass(frozen=True)
class Memory:
    """Results and files of the last build.

    Attributes:
        context_key: Hash of code, laws, jurisdiction and options that all pages depend on.
        builds: Results by agency.
        site: Result of the pages about all agencies.
        published: Files of the site, by agency; under the empty name, those about all agencies.
        spare: Files of the site before that one, whose folder is kept to be reused, by agency.
    """

    context_key: str = ""
    builds: dict[str, AgencyBuild] = dataclasses.field(default_factory=dict)
    site: SiteBuild = dataclasses.field(default_factory=SiteBuild)
    published: dict[str, Published] = dataclasses.field(default_factory=dict)
    spare: dict[str, Published] = dataclasses.field(default_factory=dict)

    def is_same_as(self, other: Memory) -> bool:
        """Tell whether both memories hold the same objects: then nothing need be written.

        Objects are compared by identity, which is fast; an equal copy only costs a needless write.
        """
        return (
            self.context_key == other.context_key
            and self.site is other.site
            and self.published is other.published
            and self.spare is other.spare
            and self.builds.keys() == other.builds.keys()
            and all(build is other.builds[name] for name, build in self.builds.items())
        )


def recall(path: Path | None) -> Memory:
    """Read a memory from its file: all undamaged rows that were made under its context key.

    Args:
        path: The file; `None` where nothing is remembered. An empty memory is returned then, and
            also if the file cannot be used.
    """
    rows = read_rows(path) if path is not None else {}
    context_key = rows.get((_CONTEXT, ""), b"").decode()
    builds: dict[str, AgencyBuild] = {}
    site = SiteBuild()
    published: dict[str, dict[str, Published]] = {_PUBLISHED: {}, _SPARE: {}}
    for (kind, name), content in rows.items():
        key, _, rest = content.partition(b"\n")
        # A row that another version of the program wrote may have another form; it is passed over.
        with contextlib.suppress(ValueError):
            if kind in published:
                published[kind][name] = Published.stored(content)
            elif key.decode() == context_key and kind == _BUILD:
                builds[name] = _build(rest)
            elif key.decode() == context_key and kind == _SITE:
                site = _site_adapter().validate_json(rest)
    return Memory(context_key, builds, site, published[_PUBLISHED], published[_SPARE])


def context_key_in(path: Path) -> str:
    """Read only the context key of a stored memory, which is quick; "" if the file cannot be used."""
    return read_rows(path, only=(_CONTEXT, "")).get((_CONTEXT, ""), b"").decode()


def remember(path: Path | None, memory: Memory) -> None:
    """Write a memory to its file, in which only the rows that differ are rewritten; `None`: do nothing."""
    if path is not None:
        write_rows(path, functools.partial(_rows, memory))


def _rows(memory: Memory) -> Iterator[tuple[RowKey, bytes]]:
    """Yield the database rows of a memory as ((kind, agency), content)."""
    key = memory.context_key.encode()
    yield (_CONTEXT, ""), key
    yield (_SITE, ""), key + b"\n" + _site_adapter().dump_json(memory.site)
    names, adapter = _fields_but_details()
    for name, build in memory.builds.items():
        light = adapter.dump_json(tuple(getattr(build, field) for field in names))
        yield (_BUILD, name), b"\n".join((key, light, build.details.as_json()))
    for kind, files in ((_PUBLISHED, memory.published), (_SPARE, memory.spare)):
        for name, written in files.items():
            yield (kind, name), written.as_bytes()


def _build(content: bytes) -> AgencyBuild:
    """Restore an agency's build; its details stay unparsed, since few pages ask for them.

    Args:
        content: A JSON line of the build's fields in declared order, then a line of details.
    """
    light, _, details = content.partition(b"\n")
    names, adapter = _fields_but_details()
    fields = dict(zip(names, adapter.validate_json(light), strict=True))
    return AgencyBuild(**fields, details=BuildDetails.stored(details))


@functools.cache
def _fields_but_details() -> tuple[tuple[str, ...], pydantic.TypeAdapter[tuple[Any, ...]]]:
    """Return the names of a build's fields but `details`, and what turns their values to JSON and back.

    The values are stored as one list in this order, which is shorter and faster than with names.
    """
    types: Mapping[str, Any] = typing.get_type_hints(AgencyBuild)
    names = tuple(field.name for field in dataclasses.fields(AgencyBuild) if field.name != _DETAILS)
    values = tuple(types[name] for name in names)
    return names, pydantic.TypeAdapter(tuple[values])  # type: ignore[valid-type]


@functools.cache
def _site_adapter() -> pydantic.TypeAdapter[SiteBuild]:
    """Return what converts a `SiteBuild` to JSON and back; built once, since that is slow."""
    return pydantic.TypeAdapter(SiteBuild)


@functools.cache
def code_key() -> str:
    """Hash the program itself, since pages made by another version must be made anew.

    Covers code, templates, texts and laws, and whether the library that checks signatures is
    installed.
    """
    digest = hashlib.blake2b(digest_size=16)
    digest.update(b"%d" % is_installed(Extra.SIGNATURES))
    for folder, names, files in os.walk(_PACKAGE):
        # Changed in place: `os.walk` then goes on in this order, without compiled Python files.
        names[:] = sorted(name for name in names if name != "__pycache__")
        for name in sorted(files):
            path = Path(folder, name)
            digest.update(path.relative_to(_PACKAGE).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
