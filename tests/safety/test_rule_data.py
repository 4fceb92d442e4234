"""Rules are data: their examples hold, their patterns stay short, and the quick look misses none of them."""

from __future__ import annotations

import ast
import hashlib
import random
import unicodedata
from pathlib import Path

import pytest
from never_issued_numbers import bare, fill

from access_info.checks import safety
from access_info.checks.safety import rules
from access_info.checks.safety.detect import detect, suspicion_of, suspicions_in
from access_info.checks.safety.detections import TextPlace
from access_info.checks.safety.rule_files import rule_file

ROOM = Path(safety.__file__).parent
FILES = sorted(path.stem for path in (ROOM / "data").glob("*.yml"))
LONGEST = 160
FEWEST = 2
# Waivers are no texts.
SPOKEN = [file for file in rules.FILES if file != "waiver_rules"]


def examples(kind):
    for file in SPOKEN:
        for code, entry in rule_file(file).entries.items():
            for example in entry.get(kind, ()):
                text, place = (
                    (example, "gia-tri")
                    if isinstance(example, str)
                    else (example["chu"], example["noi"])
                )
                seed = hashlib.sha256(f"{code} {text}".encode()).digest()
                yield code, fill(text, random.Random(seed)), TextPlace(place)  # noqa: S311


def codes_in(text, place):
    return {detection.code for detection in detect(text, place)}


def test_every_rule_has_examples():
    for file in SPOKEN:
        for code, entry in rule_file(file).entries.items():
            if "whole" in entry:  # of a file or a table as a whole: it says who tries it
                continue
            assert len(entry["hits"]) >= FEWEST, code
            assert len(entry["misses"]) >= FEWEST, code


@pytest.mark.parametrize(("code", "text", "place"), list(examples("hits")))
def test_a_rule_finds_its_examples(code, text, place):
    assert code in codes_in(text, place)


@pytest.mark.parametrize(("code", "text", "place"), list(examples("misses")))
def test_a_rule_passes_over_look_alikes(code, text, place):
    assert code not in codes_in(text, place)


def typed_otherwise(text, rng):
    """Return a text in random case, with its accents or none, with other blanks and another form."""
    case = rng.choice((str.lower, str.upper, str.title, str.swapcase, _mixed(rng), str))
    accents = rng.choice((bare, str, str))
    blank = rng.choice((" ", "  ", "\u00a0", " \u00a0"))
    form = rng.choice(("NFC", "NFD"))
    return unicodedata.normalize(form, accents(case(text)).replace(" ", blank))


def _mixed(rng):
    return lambda text: "".join(rng.choice((letter.lower(), letter.upper())) for letter in text)


@pytest.mark.parametrize(("text", "place"), [(text, place) for _, text, place in examples("hits")])
def test_the_quick_look_passes_over_nothing_that_a_rule_finds(text, place):
    rng = random.Random(text)  # noqa: S311
    for _ in range(12):
        typed = typed_otherwise(text, rng)
        composed = unicodedata.normalize("NFC", typed)
        if any(detect(typed, place)):
            assert suspicion_of(composed), typed
            assert dict(suspicions_in(["Kế hoạch", composed, "Báo cáo"])).keys() == {1}, typed


@pytest.mark.parametrize("name", FILES)
def test_patterns_of_data_are_short(name):
    file = rule_file(name)
    long = [
        piece for pattern in file.patterns for piece in file.pieces(pattern) if len(piece) > LONGEST
    ]
    assert long == []


def test_patterns_in_code_are_short():
    long = [
        f"{path.name}: {text}"
        for path in sorted(ROOM.rglob("*.py"))
        for text in _patterns_in(path)
        if len(text) > LONGEST
    ]
    assert long == []


def _patterns_in(path):
    """Yield the text of each pattern that a module compiles, as far as it is typed there."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"re.compile", "lazy_pattern"}:
            yield "".join(
                part.value
                for part in ast.walk(node)
                if isinstance(part, ast.Constant) and isinstance(part.value, str)
            )


def test_every_pattern_of_rows_holds_a_stroke():
    for name in FILES:
        file = rule_file(name)
        for pattern in file.in_rows:
            assert all(r"\|" in piece for piece in file.pieces(pattern)), pattern
