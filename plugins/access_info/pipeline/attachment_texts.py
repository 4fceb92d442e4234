"""Attachments that stand where others stood → what changed in their text, if the gate lets it be told."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from access_info.changes.difference import AgencyChange
from access_info.changes.records import Loss, LossKind
from access_info.changes.texts import TextChange, TextState, compared
from access_info.scanning import scan_all

_NONE: frozenset[str] = frozenset()


@dataclasses.dataclass(frozen=True)
class Side:
    """One of two states, judged with its attachments.

    Attributes:
        folder: The folder of agencies.
        judged: Agencies whose attachments the gate has seen.
        withheld: Attachments of each that must not be shown, by path below its folder.
    """

    folder: Path
    judged: frozenset[str]
    withheld: Mapping[str, frozenset[str]]


def with_texts(
    agencies: Iterable[AgencyChange], before: Side, after: Side, cache: Path
) -> Iterator[AgencyChange]:
    """The same agencies, their attachments' texts compared.

    Nothing is told of an attachment that the gate withholds on either side, nor of one that it
    has not seen.

    Args:
        agencies: What changed in each.
        before: The earlier state.
        after: The later one.
        cache: The folder in which the gate's own readings are kept.
    """
    changes = tuple(agencies)
    paths: dict[tuple[str, TextChange], tuple[Path, Path]] = {}
    withheld: set[tuple[str, TextChange]] = set()
    for agency in changes:
        old = agency.was or agency.id
        if not agency.texts or old not in before.judged or agency.id not in after.judged:
            continue
        hidden_before = before.withheld.get(old, _NONE)
        hidden_after = after.withheld.get(agency.id, _NONE)
        for one in agency.texts:
            name = one.was or one.name
            if name in hidden_before or one.name in hidden_after:
                withheld.add((agency.id, one))
            else:
                both = before.folder / old / name, after.folder / agency.id / one.name
                paths[agency.id, one] = both
    scans = scan_all(dict.fromkeys(path for both in paths.values() for path in both), cache=cache)
    for agency in changes:
        seen = []
        for one in agency.texts:
            key = agency.id, one
            if key in withheld:
                seen.append(dataclasses.replace(one, state=TextState.WITHHELD))
            elif key in paths:
                was, now = (scans[path] for path in paths[key])
                seen.append(compared(one, was, now))
            else:
                seen.append(one)
        emptied = (
            Loss(
                LossKind.ATTACHMENT,
                agency.id,
                f"{one.name}: nay không còn chữ nào",
                one.name.removeprefix("tep/"),
                one.name,
            )
            for one in seen
            if one.emptied and one.used_by
        )
        yield dataclasses.replace(
            agency, texts=tuple(seen), losses=tuple(dict.fromkeys((*agency.losses, *emptied)))
        )
