"""Reads the files of the law folders into records; the packs are whatever files lie there."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from pathlib import Path
from typing import Generic, TypeVar

from access_info.legal import rules
from access_info.legal.calendar_records import CalendarFile
from access_info.legal.duties import ObligationFile
from access_info.legal.packs import LawPack
from access_info.legal.structure import LawStructure
from access_info.model.declarations.binding import bind
from access_info.model.declarations.fields import Record
from access_info.problems import Location, Problem
from access_info.source import SourceDocument, read_yaml

DATA = Path(__file__).parent / "data"
CALENDAR_FILE = "lich-nghi.yml"
OBLIGATION_FILE = "nghia-vu.yml"
# Names of files that list a law's articles start with this.
STRUCTURE = "dieu-khoan-"
_ENDING = ".yml"

R = TypeVar("R", bound=Record)


@dataclasses.dataclass(frozen=True, slots=True)
class Read(Generic[R]):
    """A record and the document that it was read from, which can locate each value."""

    record: R
    document: SourceDocument


@dataclasses.dataclass(frozen=True, slots=True)
class LawFiles:
    """Everything that was read from the law folders.

    Attributes:
        packs: The laws, by file name.
        obligations: `nghia-vu.yml`.
        calendar: `lich-nghi.yml`.
        structures: Which articles laws have, by file name.
        problems: Files that could not be read, and values that do not fit the records.
    """

    packs: tuple[Read[LawPack], ...]
    obligations: Read[ObligationFile] | None
    calendar: Read[CalendarFile] | None
    problems: tuple[Problem, ...]
    structures: tuple[Read[LawStructure], ...] = ()


def read_law_files(folders: Iterable[Path]) -> LawFiles:
    """Read every file of the folders; one in a later folder replaces its namesake.

    Args:
        folders: The folder that comes with the program, then the caller's own.
    """
    problems: list[Problem] = []
    paths: dict[str, Path] = {}
    for folder in folders:
        if not folder.is_dir():
            problems.append(rules.NO_FOLDER.at(Location(folder.as_posix()), name=folder.name))
            continue
        for path in sorted(folder.iterdir()):
            if path.name.endswith(_ENDING):
                paths[path.name] = path
            elif path.is_file() and _looks_like_a_pack(path.name):
                fix = path.name.split(".")[0] + _ENDING
                problems.append(
                    rules.BAD_ENDING.at(Location(path.as_posix()), name=path.name, fix=fix)
                )
    calendar = _read(CalendarFile, paths.pop(CALENDAR_FILE, None), problems)
    obligations = _read(ObligationFile, paths.pop(OBLIGATION_FILE, None), problems)
    structure_names = [name for name in sorted(paths) if name.startswith(STRUCTURE)]
    structures = [_read(LawStructure, paths.pop(name), problems) for name in structure_names]
    packs = [_read(LawPack, paths[name], problems) for name in sorted(paths)]
    return LawFiles(
        packs=tuple(pack for pack in packs if pack is not None),
        obligations=obligations,
        calendar=calendar,
        problems=tuple(problems),
        structures=tuple(structure for structure in structures if structure is not None),
    )


def _read(record: type[R], path: Path | None, problems: list[Problem]) -> Read[R] | None:
    if path is None:
        return None
    document = read_yaml(path)
    if not document.readable:
        problems.extend(document.problems)
        return None
    bound = bind(record, document)
    problems.extend(bound.problems)
    return None if bound.record is None else Read(bound.record, document)


def _looks_like_a_pack(name: str) -> bool:
    return name.lower().endswith((".yaml", ".yml", ".yml.txt", ".yaml.txt"))
