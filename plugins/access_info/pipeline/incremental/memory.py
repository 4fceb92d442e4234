"""The memory of builds: what the last one made, so that the next redoes only what changed."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import os
import typing
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pydantic

from access_info.extras import Extra, is_installed
from access_info.pipeline.incremental.agency_build import AgencyBuild, SiteBuild
from access_info.pipeline.incremental.build_details import BuildDetails
from access_info.pipeline.incremental.reuse import Published
from access_info.unchanged.store import RESULTS, Store, StoredResult

_PACKAGE = Path(__file__).parents[2]
# The producers of a memory's results, which all lie under the context key that they were made under.
_BUILD, _PAGES, _PUBLISHED, _SPARE = ("build", "pages", "published", "spare")
# The field of a build that is stored apart, as it is parsed only when needed.
_DETAILS = "details"


@dataclasses.dataclass(frozen=True)
class Memory:
    """Results and files of the last build.

    Attributes:
        context_key: Hash of code, laws, jurisdiction and options that all pages depend on.
        builds: Results by agency.
        site: StoredResult of the pages about all agencies.
        published: Files of the site, by agency; under the empty name, those about all agencies.
        spare: Files of the site before that one, whose folder is kept to be reused, by agency.
    """

    context_key: str = ""
    builds: dict[str, AgencyBuild] = dataclasses.field(default_factory=dict)
    site: SiteBuild = dataclasses.field(default_factory=SiteBuild)
    published: dict[str, Published] = dataclasses.field(default_factory=dict)
    spare: dict[str, Published] = dataclasses.field(default_factory=dict)

    def parts(self) -> dict[tuple[str, str], AgencyBuild | SiteBuild | Published]:
        """Return everything that it holds, by producer and agency."""
        return {
            (_PAGES, ""): self.site,
            **{(_BUILD, name): build for name, build in self.builds.items()},
            **{(_PUBLISHED, name): files for name, files in self.published.items()},
            **{(_SPARE, name): files for name, files in self.spare.items()},
        }


class StoredMemory:
    """Where the memory of one kind of work is stored: builds, previews, checks."""

    def __init__(self, cache: Path | None, work: str) -> None:
        """Name the place; nothing is read.

        Args:
            cache: The cache folder; `None` where nothing is remembered.
            work: The kind of work: a word.
        """
        self._store = Store(cache / RESULTS) if cache is not None else None
        self._work = work

    def recall(self, *, like: str = "") -> Memory:
        """Return what was remembered last: all undamaged results under its context key.

        Args:
            like: How the context key must begin.

        Returns:
            The memory; an empty one if nothing is remembered, or under another key.
        """
        if self._store is None:
            return Memory()
        context_key, _ = self._store.digests(f"{self._work} {_PAGES}").get("", ("", b""))
        if not context_key.startswith(like):
            return Memory()
        found = {
            producer: {
                name: content
                for name, (key, content) in self._store.all_of(f"{self._work} {producer}").items()
                if key == context_key
            }
            for producer in (_BUILD, _PAGES, _PUBLISHED, _SPARE)
        }
        pages = found[_PAGES].get("")
        return Memory(
            context_key,
            {name: _build(content) for name, content in found[_BUILD].items()},
            _site_adapter().validate_json(pages) if pages else SiteBuild(),
            {name: Published.stored(content) for name, content in found[_PUBLISHED].items()},
            {name: Published.stored(content) for name, content in found[_SPARE].items()},
        )

    def remember(self, memory: Memory, last: Memory) -> None:
        """Store a memory; what is the same object as in the last one is stored already.

        Args:
            memory: What is to be remembered.
            last: What was recalled, or an empty memory.
        """
        if self._store is None:
            return
        key = memory.context_key
        known, new = last.parts(), memory.parts()
        self._store.put(
            (
                StoredResult(f"{self._work} {producer}", name, key, _stored(result))
                for (producer, name), result in new.items()
                if key != last.context_key or result is not known.get((producer, name))
            ),
            gone=((f"{self._work} {producer}", name) for producer, name in known.keys() - new),
        )


def _stored(result: AgencyBuild | SiteBuild | Published) -> bytes:
    """Return a part of a memory as it is stored."""
    if isinstance(result, Published):
        return result.as_bytes()
    if isinstance(result, SiteBuild):
        return _site_adapter().dump_json(result)
    names, adapter = _fields_but_details()
    light = adapter.dump_json(tuple(getattr(result, field) for field in names))
    return b"\n".join((light, result.details.as_json()))


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
