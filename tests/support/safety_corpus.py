"""The corpus of the secrecy gate: texts that each rule must find, and texts that look like it."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import random
import unicodedata
from collections.abc import Callable, Iterator, Sequence
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
                is_near = not wanted
                for text in (
                    _filled(f"{path.stem} {template}", template, is_near=is_near)
                    if "{" in template
                    else _typed(template, is_near=is_near)
                ):
                    yield Sample(path.stem, text, where, wanted)


def counts(folder: Path = CORPUS) -> dict[str, tuple[int, int]]:
    """True and near-miss texts of each rule as written, without those shared by all."""
    return {
        path.stem: (len(_read(path)["dung"]), len(_read(path)["gan"]))
        for path in sorted(folder.glob("TT*.yml"))
    }


def _filled(seed: str, template: str, *, is_near: bool) -> Iterator[str]:
    """A text with numbers in it, other ones in each way of typing."""
    digest = hashlib.sha256(seed.encode()).digest()
    for round_, look in enumerate(_LOOKS if is_near else _LOOKS_OF_WANTED):
        rng = random.Random(digest + bytes([round_]))  # noqa: S311
        yield look(fill(template, rng))


@functools.cache  # most texts are shared by all rules, and hold no number
def _typed(text: str, *, is_near: bool) -> tuple[str, ...]:
    """A text without numbers in each way of typing."""
    return tuple(look(text) for look in (_LOOKS if is_near else _LOOKS_OF_WANTED))


# As typed; with separate accents; with hard spaces; names in upper case tell nothing new.
_LOOKS_OF_WANTED: Sequence[Callable[[str], str]] = (
    lambda text: text,
    lambda text: unicodedata.normalize("NFD", text),
    lambda text: text.replace(" ", "\u00a0"),
)
_LOOKS = (*_LOOKS_OF_WANTED, bare, str.lower)


def _read(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return data
