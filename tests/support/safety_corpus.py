"""The corpus of the secrecy gate: texts that each rule must find, and texts that look like it."""

from __future__ import annotations

import dataclasses
import hashlib
import random
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from never_issued_numbers import bare, fill

SAFETY = Path(__file__).parents[1] / "safety"
CORPUS = SAFETY / "corpus"
LATER_CORPUS = SAFETY / "corpus-2"
ORDINARY = "thuong"


@dataclasses.dataclass(frozen=True)
class Sample:
    """One text of the corpus.

    Attributes:
        rule: Code that must find it, or that its neighbour must not be found by.
        text: With made-up numbers filled in.
        place: `gia-tri`, `lien-he`, `dau-trang` or `trong-trang`: where the text stands.
        wanted: Whether the rule must find something in it.
    """

    rule: str
    text: str
    place: str
    wanted: bool


def samples(folder: Path = CORPUS) -> Iterator[Sample]:
    """Every text, as written and as other machines would have typed it."""
    ordinary = folder / f"{ORDINARY}.yml"
    common = _read(ordinary)["gan"] if ordinary.exists() else []
    for path in sorted(folder.glob("TT*.yml")):
        data = _read(path)
        place = data.get("noi", "gia-tri")
        for wanted, entries in ((True, data["dung"]), (False, [*data["gan"], *common])):
            for entry in entries:
                template, where = (
                    (entry, place)
                    if isinstance(entry, str)
                    else (entry["chu"], entry.get("noi", place))
                )
                seed = hashlib.sha256(f"{path.stem} {template}".encode()).digest()
                for round_, look in enumerate(_looks(template, wanted=wanted)):
                    rng = random.Random(seed + bytes([round_]))  # noqa: S311
                    yield Sample(path.stem, look(fill(template, rng)), where, wanted)


def counts(folder: Path = CORPUS) -> dict[str, tuple[int, int]]:
    """True and near-miss texts of each rule as written, without those shared by all."""
    return {
        path.stem: (len(_read(path)["dung"]), len(_read(path)["gan"]))
        for path in sorted(folder.glob("TT*.yml"))
    }


def _looks(template: str, *, wanted: bool) -> list[Any]:
    """As typed; with separate accents; with hard spaces; names in upper case tell nothing new."""
    looks = [
        lambda text: text,
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace(" ", "\u00a0"),
    ]
    if not wanted:
        looks += [bare, str.lower]
    return looks


def _read(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return data
