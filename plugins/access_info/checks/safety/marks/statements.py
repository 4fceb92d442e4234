"""Sentences and cells by which a paper says that it is a state secret, where no stamp's place is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from access_info.checks.safety import rules
from access_info.checks.safety.detections import TextPlace
from access_info.checks.safety.marks.levels import level_of, several_levels
from access_info.checks.safety.normalized_text import NormalizedText
from access_info.checks.safety.rule_files import rule_file
from access_info.problems import Rule

_SURE = ("number_with_sign", "sign_first", "grade_sign")
_IN_CAPITALS = ("number_with_sign", "sign_first")
_PART = re.compile(r"(?:(?!\s-\s)[^,;()\[\]|\n])+")
# A row of a list of papers: the number of one, “45/BC-BCH”, “02-CV/TU”.
_NUMBER_OF_PAPER = re.compile(r"(?<!\w)\d[\w]*[/-][\w-]*[A-ZĐ]{2}")
_BARE_LEVEL = re.compile(
    r"(?:^|[(|:,-]\s*|(?:dong dau|do mat|muc mat|dau)\W+)(MAT|TOI MAT|TUYET MAT)(?![\w])"
)


def statements_in(aligned: NormalizedText, place: TextPlace) -> Iterator[tuple[Rule, int, int]]:
    """Yield where a text gives itself a level, or says that it had one.

    Args:
        aligned: The text.
        place: Where it stands.
    """
    words = rule_file("secrecy")
    if place is TextPlace.TOP or not (
        words.has("has_level", aligned)
        or words.has("number_with_sign", aligned)
        or words.has("sign_first", aligned)
    ):
        return
    clean = aligned.clean
    for match in words.matches("registers", aligned):
        yield rules.DECLASSIFIED, *match.span()
    opened = next(words.matches("was_opened", aligned), None)
    if opened is not None:
        if any(words.matches("names_a_level", aligned)):
            yield rules.DECLASSIFIED, *opened.span()
        return
    if clean.isascii():
        for match in words.matches("secret_paper", aligned):
            yield rules.SECRET, *match.span("level")
        yield from ((rules.SECRET, *match.span(1)) for match in _BARE_LEVEL.finditer(clean))
        if not clean.isupper():
            return
    yield from ((rules.SECRET, start, end) for start, end in _levels(aligned))


def _levels(aligned: NormalizedText) -> Iterator[tuple[int, int]]:
    words = rule_file("secrecy")
    if several_levels(aligned.clean):
        return
    for name in _SURE:
        for match in words.matches(name, aligned):
            if name not in _IN_CAPITALS or aligned.clean[slice(*match.span("level"))].isupper():
                yield match.span("level")
    if _NUMBER_OF_PAPER.search(aligned.clean):
        for match in words.matches("own_cell", aligned):
            yield match.span("level")
    if not words.has("speaks", aligned):
        yield from _unless_spoken_of(aligned)


def _unless_spoken_of(aligned: NormalizedText) -> Iterator[tuple[int, int]]:
    """Yield levels that count only in a text that does not speak about secrecy."""
    words = rule_file("secrecy")
    for name in ("first_words", "in_brackets"):
        for match in words.matches(name, aligned):
            if _is_stamped(aligned.clean[slice(*match.span("level"))]):
                yield match.span("level")
    for name in ("after_urgency", "after_number", "secret_paper", "state_secret"):
        for match in words.matches(name, aligned):
            yield match.span("level")
    yield from _parts(aligned.clean)
    if words.has("said_of_this", aligned):
        for match in words.matches("grade_said", aligned):
            if aligned.clean[match.start("level")].isupper() or " " in match["level"]:
                yield match.span("level")


def _parts(clean: str) -> Iterator[tuple[int, int]]:
    """Yield parts of a sentence that hold a stamp's words and nothing else: “…, cấp độ: Tối mật, …”."""
    for part in _PART.finditer(clean):
        level = level_of(part[0])
        if level is not None and level[0].isupper():
            yield part.span()


def _is_stamped(level: str) -> bool:
    """Tell whether a level is written as stamps are: in capitals, or of two words with a first one."""
    return level.isupper() or (" " in level and level[0].isupper())
