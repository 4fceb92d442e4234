"""Texts by authors who have seen neither the gate nor older texts, and what the gate does with them.

`tests/safety/strangers/BRIEF.md` is what the authors were given.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import random
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml
from never_issued_numbers import fill

from access_info.checks.safety.detect import detect, suspicion_of
from access_info.checks.safety.detections import TextPlace
from access_info.checks.safety.standing import names_alone

FOLDER = Path(__file__).parents[1] / "safety" / "strangers"
# Figures are kept with four digits.
_ROUNDED = 0.0001
WITHHOLD, WARN, PASS = "giu", "nhac", "qua"
_PLACES = {
    "tieu-de": TextPlace.VALUE,
    "ghi-chu": TextPlace.VALUE,
    "hang": TextPlace.BODY,
    "trich": TextPlace.BODY,
}


@dataclasses.dataclass(frozen=True, slots=True)
class StrangerText:
    """A text with its author's label.

    Attributes:
        kind: Key of the brief's tables.
        label: `giu`, `nhac` or `qua`.
        place: Where it stands.
        text: With made-up numbers filled in.
    """

    kind: str
    label: str
    place: TextPlace
    text: str


@dataclasses.dataclass(frozen=True, slots=True)
class GateFigures:
    """How the gate meets a set, each as a share from 0 to 1.

    Attributes:
        withheld: Of the texts or files to withhold, those that are.
        told: Of those to withhold or to warn of, those that are told in either way.
        warned_withheld: Of those to warn of, those that are withheld.
        alarmed: Of the ordinary ones, those that are told.
        ordinary_withheld: Of the ordinary ones, those that are withheld.
    """

    withheld: float
    told: float
    warned_withheld: float
    alarmed: float
    ordinary_withheld: float


def read_set(name: str) -> list[Any]:
    """Read the entries of a set as written, or the titles of a list."""
    text = (FOLDER / f"{name}.yml").read_text(encoding="utf-8")
    listed: list[Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return listed


def numbers_of(*words: str) -> random.Random:
    """Return what fills number signs, the same for the same words every time."""
    return random.Random(hashlib.sha256(" ".join(words).encode()).digest())  # noqa: S311


def texts(name: str) -> Iterator[StrangerText]:
    """Yield the texts of a set."""
    for entry in read_set(name):
        template = entry["chu"]
        text = unicodedata.normalize("NFC", fill(template, numbers_of(name, template)))
        yield StrangerText(entry["loai"], entry["nhan"], _PLACES[entry["noi"]], text)


def verdict(text: StrangerText) -> str:
    """Return what the gate does: `giu`, `nhac` or `qua`."""
    if text.place is TextPlace.VALUE and not suspicion_of(text.text):
        return PASS
    rules = [detection.rule for detection in detect(text.text, text.place)]
    if any(rule.withholds for rule in rules):
        return WITHHOLD
    is_named = text.place is TextPlace.VALUE and names_alone(text.text)
    return WARN if rules or is_named else PASS


def title_warnings(name: str) -> float:
    """Return how many of 100 titles of an ordinary list are told.

    Args:
        name: A list of titles, `titles-1`.
    """
    titles = read_set(name)
    told = sum(
        verdict(StrangerText("ten", PASS, _PLACES["tieu-de"], unicodedata.normalize("NFC", title)))
        != PASS
        for title in titles
    )
    return 100 * told / len(titles)


def figures(given: Iterable[StrangerText]) -> GateFigures:
    """Weigh a set of texts."""
    return weighed((text.label, verdict(text)) for text in given)


def weighed(pairs: Iterable[tuple[str, str]]) -> GateFigures:
    """Weigh verdicts.

    Args:
        pairs: The author's label and the gate's verdict of each text or file.
    """
    judged = list(pairs)

    def share(labels: set[str], verdicts: set[str]) -> float:
        chosen = [verdict for label, verdict in judged if label in labels]
        return sum(verdict in verdicts for verdict in chosen) / len(chosen)

    return GateFigures(
        withheld=share({WITHHOLD}, {WITHHOLD}),
        told=share({WITHHOLD, WARN}, {WITHHOLD, WARN}),
        warned_withheld=share({WARN}, {WITHHOLD}),
        alarmed=share({PASS}, {WITHHOLD, WARN}),
        ordinary_withheld=share({PASS}, {WITHHOLD}),
    )


def assert_no_worse(name: str, figures: GateFigures) -> None:
    """Compare a set's figures with those in `today.json`, which better ones take the place of.

    Args:
        name: The set, `set-1` or `files-1`.
        figures: What the gate does with it.
    """
    floors = json.loads((FOLDER / "today.json").read_text(encoding="utf-8"))[name]
    for figure, value in dataclasses.asdict(figures).items():
        worse = floors[figure] - value if figure in {"withheld", "told"} else value - floors[figure]
        assert worse < _ROUNDED, f"{name}: {figure} {value:.4f}, {floors[figure]} trước đây"
