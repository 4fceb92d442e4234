"""Attachments that took others' place → what changed in their text, if the gate lets it be told."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from access_info.changes.difference import AgencyChange, Loss, LossKind, TextChange, TextState
from access_info.changes.texts import compared
from access_info.scanning import scan_all

_NONE: frozenset[str] = frozenset()


@dataclasses.dataclass(frozen=True)
class TextSide:
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
    agencies: Iterable[AgencyChange], before: TextSide, after: TextSide, cache: Path
) -> Iterator[AgencyChange]:
    """Compare the texts of agencies' attachments before and after.

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
        for agency_text in agency.texts:
            name = agency_text.was or agency_text.name
            if name in hidden_before or agency_text.name in hidden_after:
                withheld.add((agency.id, agency_text))
            else:
                both = before.folder / old / name, after.folder / agency.id / agency_text.name
                paths[agency.id, agency_text] = both
    scans = scan_all(dict.fromkeys(path for both in paths.values() for path in both), cache=cache)
    for agency in changes:
        seen = []
        for text in agency.texts:
            key = agency.id, text
            if key in withheld:
                seen.append(dataclasses.replace(text, state=TextState.WITHHELD))
            elif key in paths:
                was, now = (scans[path] for path in paths[key])
                seen.append(compared(text, was, now))
            else:
                seen.append(text)
        emptied = (
            Loss(
                LossKind.ATTACHMENT,
                agency.id,
                f"{text.name}: nay không còn chữ nào",
                text.name.removeprefix("tep/"),
                text.name,
            )
            for text in seen
            if text.emptied and text.used_by
        )
        yield dataclasses.replace(
            agency, texts=tuple(seen), losses=tuple(dict.fromkeys((*agency.losses, *emptied)))
        )
