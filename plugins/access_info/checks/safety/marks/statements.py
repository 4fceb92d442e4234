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

_SURE = ("number_with_sign", "sign_first", "grade_sign", "letter_stamp")
_IN_CAPITALS = ("number_with_sign", "sign_first", "letter_stamp")
# With accents or without, unless the text speaks about secrecy.
_ANYHOW = ("labelled", "long_secret_paper", "numbered_secret", "secret_of_force", "secret_here")
_MENTIONS = (
    *("has_level", "number_with_sign", "sign_first", "secret_here", "state_paper", "opens"),
    *("letter_stamp", "sign_cell", "still_secret"),
)
_REGISTERS = ("registers", "list_of_stamped", "opens")
_LONG = ("tối mật", "tuyệt mật", "toi mat", "tuyet mat")
_PART = re.compile(r"(?:(?!\s-\s)[^,;()\[\]|\n])+")
# A row of a list of papers: the number of one, “45/BC-BCH”, “02-CV/TU”.
_NUMBER_OF_PAPER = re.compile(r"(?<!\w)\d[\w]*[/-][\w-]*[A-ZĐ]{2}")


def statements_in(aligned: NormalizedText, place: TextPlace) -> Iterator[tuple[Rule, int, int]]:
    """Yield where a text gives itself a level, or says that it had one.

    Args:
        aligned: The text.
        place: Where it stands.
    """
    words = rule_file("secrecy")
    if place is TextPlace.TOP or not any(words.has(name, aligned) for name in _MENTIONS):
        return
    clean = aligned.clean
    for name in _REGISTERS:
        for match in words.matches(name, aligned):
            yield rules.DECLASSIFIED, *match.span()
    opened = next(words.matches("was_opened", aligned), None)
    if opened is not None:
        if any(words.matches("names_a_level", aligned)):
            yield rules.DECLASSIFIED, *opened.span()
        return
    yield from ((rules.SECRET, start, end) for start, end in _anyhow(aligned))
    yield from ((rules.SECRET, start, end) for start, end in _of_copies(aligned))
    if clean.isascii():
        yield from ((rules.SECRET, start, end) for start, end in _typed_bare(aligned))
        if not clean.isupper():
            return
    yield from ((rules.SECRET, start, end) for start, end in _levels(aligned))


def _typed_bare(aligned: NormalizedText) -> Iterator[tuple[int, int]]:
    """Yield levels in a text without accents, where “mat” is “mặt” and “mất” too unless it stands as a stamp does."""
    words, clean = rule_file("secrecy"), aligned.clean
    for match in words.matches("secret_paper", aligned):
        yield match.span("level")
    for name in ("bare_level", "bare_paper", "bare_boxed"):
        for match in words.matches(name, aligned):
            level = clean[slice(*match.span("level"))]
            if level.isupper() or (name == "bare_boxed" and level[0].isupper()):
                yield match.span("level")


def _anyhow(aligned: NormalizedText) -> Iterator[tuple[int, int]]:
    """Yield levels that a text gives its own paper, typed with accents or without."""
    words = rule_file("secrecy")
    this = [
        match.span("level")
        for match in words.matches("this_is_graded", aligned)
        if match["level"].endswith(_LONG) or not aligned.clean.isascii()
    ]
    spans = [match.span("level") for name in _ANYHOW for match in words.matches(name, aligned)]
    seen = list(words.matches("stamp_seen", aligned))
    handed = list(words.matches("secret_paper_handed", aligned))
    if not (this or spans or seen or handed) or words.has("lists_levels", aligned):
        return
    yield from this
    mishap, speaks = words.has("has_mishap", aligned), words.has("speaks", aligned)
    if not speaks:
        yield from spans
    if (speaks and not mishap) or not (mishap or words.has("in_hand", aligned)):
        return
    on_page = words.has("on_page", aligned)
    for match in seen:
        level = aligned.clean[slice(*match.span("level"))].split()[-1]
        long = match["level"].endswith(_LONG)
        if mishap or long or on_page or level[0].isupper():
            yield match.span("level")
    if not (speaks or aligned.clean.isascii()):
        yield from (match.span("level") for match in handed)


def _of_copies(aligned: NormalizedText) -> Iterator[tuple[int, int]]:
    """Yield levels in a text that says what is done with the copies of its paper: no rule about secrecy does."""
    words = rule_file("secrecy")
    if several_levels(aligned.clean) or not words.has("has_copies", aligned):
        return
    for match in words.matches("state_paper", aligned):
        yield match.span()
    for name in ("grade_said", "long_level"):
        for match in words.matches(name, aligned):
            if aligned.clean[match.start("level")].isupper():
                yield match.span("level")


def _levels(aligned: NormalizedText) -> Iterator[tuple[int, int]]:
    words = rule_file("secrecy")
    if several_levels(aligned.clean):
        return
    for name in _SURE:
        for match in words.matches(name, aligned):
            if name not in _IN_CAPITALS or aligned.clean[slice(*match.span("level"))].isupper():
                yield match.span("level")
    numbered = _NUMBER_OF_PAPER.search(aligned.clean) is not None
    if numbered or words.has("begins_with_paper", aligned):
        for match in words.matches("own_cell", aligned):
            in_row = match[0].startswith("|") and aligned.clean[match.start("level")].isupper()
            if numbered or in_row:
                yield match.span("level")
    if numbered:
        for match in words.matches("sign_cell", aligned):
            if aligned.clean[slice(*match.span("level"))].isupper():
                yield match.span("level")
    if not words.has("speaks", aligned):
        yield from _unless_spoken_of(aligned)


def _unless_spoken_of(aligned: NormalizedText) -> Iterator[tuple[int, int]]:
    """Yield levels that count only in a text that does not speak about secrecy."""
    words = rule_file("secrecy")
    for name in ("first_words", "in_brackets", "between_dashes"):
        for match in words.matches(name, aligned):
            if _is_stamped(aligned.clean[slice(*match.span("level"))]):
                yield match.span("level")
    if _NUMBER_OF_PAPER.search(aligned.clean):
        for match in words.matches("boxed_low", aligned):
            yield match.span("level")
    for name in (
        "after_urgency",
        "after_number",
        "secret_paper",
        "state_secret",
        "secret_until",
        "still_secret",
    ):
        for match in words.matches(name, aligned):
            yield match.span("level")
    yield from _parts(aligned.clean)
    mishap = words.has("has_mishap", aligned)
    if mishap or any(words.has(name, aligned) for name in ("said_of_this", "in_hand")):
        for match in words.matches("grade_said", aligned):
            if mishap or aligned.clean[match.start("level")].isupper() or " " in match["level"]:
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
