"""Every address that the data names, with where it stands."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from access_info.loading.folders import JURISDICTION_FILE, agency_ids, read_folder
from access_info.model.declarations.types import is_web_address
from access_info.problems import Location
from access_info.source import Plain, SourceDocument, read_prose, read_yaml


@dataclasses.dataclass(frozen=True)
class Named:
    """An address in the data.

    Attributes:
        address: As it was typed, and as pages link to it.
        agency: Folder name of the agency; "" for the jurisdiction.
        location: Where it stands.
    """

    address: str
    agency: str
    location: Location


def named_addresses(agencies: Path, only: frozenset[str] | None = None) -> Iterator[Named]:
    """Yield the addresses of all agencies, or of some, in the order of their files.

    What cannot be read is passed over: `check` tells of it.

    Args:
        agencies: The folder of agencies.
        only: Folder names of the agencies that are asked for; `None` for all.
    """
    if only is None and (agencies / JURISDICTION_FILE).is_file():
        yield from _of(read_yaml(agencies / JURISDICTION_FILE), "")
    for agency in agency_ids(agencies)[0]:
        if only is not None and agency not in only:
            continue
        for name, path in read_folder(agencies / agency).texts.items():
            document = read_yaml(path) if name.endswith(".yml") else read_prose(path).fields
            yield from _of(document, agency)


def by_agency(named: Sequence[Named]) -> Mapping[str, set[str]]:
    """Group the addresses of agencies by folder name."""
    addresses: dict[str, set[str]] = {}
    for entry in named:
        if entry.agency:
            addresses.setdefault(entry.agency, set()).add(entry.address)
    return addresses


def _of(document: SourceDocument, agency: str) -> Iterator[Named]:
    if document.complete:
        for keys, address in _addresses(document.data, ()):
            yield Named(address, agency, document.locate(keys))


def _addresses(
    value: Plain, keys: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _addresses(item, (*keys, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _addresses(item, (*keys, number))
    elif isinstance(value, str) and is_web_address(value.strip()):
        yield keys, value.strip()
