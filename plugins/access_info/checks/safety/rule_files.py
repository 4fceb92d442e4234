"""Read the data files of the gate's rules: what each rule says to people, its words, its patterns.

`data/NAME.yml` holds `sentences` that several rules repeat, `rules`, lists of `words` and
`patterns`. A word is written as people type it, with its accents; “(a|b)” stands for either, “(a|)”
may be left out. A pattern is a regular expression in which `{name}` stands for a list of words or
another pattern. `{name!}` stands for a list of words that every match needs: by these words the
quick look knows which texts to look at.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from string import Template
from typing import Any

from access_info.checks.safety.texts import NormalizedText, data_files, spellings
from access_info.problems import Rule, Severity

# What a match of a pattern must hold: for each set of names of lists of words, a word of one of these lists.
Required = tuple[frozenset[str], ...]
_REFERENCE = re.compile(r"\{([a-z_]+)!?\}")
_OPTIONAL_SIGN = re.compile(r"\)?(?:[?*]|\{0)")
# Fields of a rule that hold text for people.
_TEXTS = ("title", "message", "cure", "why", "wrong", "right")


class TextForm(Enum):
    """The form of a text that a pattern is tried on.

    PLAIN: without accents, in lower case. TYPED: with accents, in lower case. CAPITALS: as typed,
    with the pattern's words in capitals, as on stamps. The value is the attribute of
    `NormalizedText` that holds the form.
    """

    PLAIN = "plain"
    TYPED = "low"
    CAPITALS = "clean"


class RuleFile:
    """A data file of the gate; its patterns are compiled when first asked for.

    Attributes:
        name: Of the file, without ending.
        rules: The rules by the name that code calls them by.
        entries: The rules as written, by code, with their examples.
        in_rows: Names of patterns whose every match holds a “|”, as rows of tables do.
        patterns: As written, by name.
        plain_only: Whether texts are always tried without accents, whatever was typed.
    """

    def __init__(self, name: str, data: Mapping[str, Any], sentences: Mapping[str, str]) -> None:
        """Take over a data file as read.

        Args:
            name: Of the file, without ending.
            data: Its content.
            sentences: Sentences that several rules repeat, for `$name` in their texts.
        """
        self.name = name
        self.entries: dict[str, dict[str, Any]] = data.get("rules", {})
        self.rules = {
            entry["name"]: _rule(code, entry, sentences) for code, entry in self.entries.items()
        }
        self.patterns: dict[str, str | list[str]] = data.get("patterns", {})
        self.in_rows: frozenset[str] = frozenset(data.get("in_rows", ()))
        self.plain_only = data.get("looked_at") == "plain"
        self._words: dict[str, list[str]] = data.get("words", {})
        self._compiled: dict[tuple[str, TextForm], re.Pattern[str]] = {}

    def plain(self, name: str) -> re.Pattern[str]:
        """Return a pattern for `NormalizedText.plain`: without accents, in lower case."""
        return self._compile(name, TextForm.PLAIN)

    def typed(self, name: str) -> re.Pattern[str]:
        """Return a pattern for `NormalizedText.low`: with accents, in lower case."""
        return self._compile(name, TextForm.TYPED)

    def matches(self, aligned: NormalizedText, *names: str) -> Iterator[re.Match[str]]:
        """Yield each match of patterns in a text: with accents, or without if it was typed so.

        A pattern whose words are not in the text is not even compiled.
        """
        is_plain = self.plain_only or aligned.clean.isascii()
        possible = (name for name in names if (self.name, name) not in aligned.impossible)
        yield from self.find(aligned, TextForm.PLAIN if is_plain else TextForm.TYPED, *possible)

    def find(self, aligned: NormalizedText, form: TextForm, *names: str) -> Iterator[re.Match[str]]:
        """Yield each match of patterns in one form of a text, such as `CAPITALS` for stamps."""
        for name in names:
            yield from self._compile(name, form).finditer(getattr(aligned, form.value))

    def has(self, aligned: NormalizedText, *names: str) -> bool:
        """Tell whether one of the patterns matches in a text, as in `matches`."""
        return next(self.matches(aligned, *names), None) is not None

    def known_by_words(self) -> Mapping[str, list[Required]]:
        """Return, by name of a pattern, which lists of words each of its alternatives needs.

        Patterns that are only parts of others are left out, and those with an alternative that
        needs no words, since the quick look cannot know these by words.
        """
        parts = {
            reference[1]
            for name in self.patterns
            for piece in self.pieces(name)
            for reference in _REFERENCE.finditer(piece)
        }
        required = {
            name: [self._lists_needed_by(piece) for piece in self.pieces(name)]
            for name in self.patterns
            if name not in parts
        }
        return {name: lists for name, lists in required.items() if all(lists)}

    def pieces(self, name: str) -> list[str]:
        """Return the alternatives of a pattern, as written."""
        entry = self.patterns[name]
        return [entry] if isinstance(entry, str) else entry

    def _lists_needed_by(self, piece: str) -> Required:
        """Return the lists of words without which an alternative of a pattern cannot match.

        These are the `{name!}` in it, and those in patterns that it refers to and that are not
        optional. A pattern of several alternatives counts with the first list of each: one of these
        must be there.
        """
        required: list[frozenset[str]] = []
        for reference in _REFERENCE.finditer(piece):
            name = reference[1]
            if name in self._words:
                if reference[0].endswith("!}"):
                    required.append(frozenset({name}))
            elif not _OPTIONAL_SIGN.match(piece, reference.end()):
                below = [self._lists_needed_by(part) for part in self.pieces(name)]
                if len(below) == 1:
                    required += below[0]
                elif all(below):
                    required.append(frozenset().union(*(lists[0] for lists in below)))
        return tuple(required)

    def spellings_of(self, lists: Iterable[str]) -> Iterator[str]:
        """Yield all spellings of the wordings in some lists, each with its accents and without."""
        for name in lists:
            for wording in self.wordings(name):
                yield wording
                yield NormalizedText(wording).plain

    def wordings(self, name: str) -> Iterator[str]:
        """Yield all spellings of a list of words; an optional blank (“( |)”) is taken as a blank."""
        for word in self._words[name]:
            yield from spellings(word.replace("( |)", " "))

    def _compile(self, name: str, form: TextForm) -> re.Pattern[str]:
        """Return a pattern for a form of texts, compiled once."""
        pattern = self._compiled.get((name, form))
        if pattern is None:
            pattern = re.compile(self.source(name, form), re.MULTILINE)
            self._compiled[name, form] = pattern
        return pattern

    def source(self, name: str, form: TextForm) -> str:
        """Return a list of words or a pattern as a regular expression, with all `{name}` in it filled in."""
        words = self._words.get(name)
        if words is not None:
            return "|".join(_word_as_pattern(word, form) for word in words)
        return "|".join(
            _REFERENCE.sub(
                lambda reference: f"(?:{self.source(reference[1], form)})",
                _bare_pattern(piece) if form is TextForm.PLAIN else piece,
            )
            for piece in self.pieces(name)
        )


def _rule(code: str, entry: Mapping[str, Any], sentences: Mapping[str, str]) -> Rule:
    """Return a rule from its entry in the data.

    Args:
        code: `TT…`.
        entry: The entry as read; all its values are texts.
        sentences: Sentences that several rules repeat, for `$name` in its texts.
    """
    texts = {
        field: Template(entry[field]).substitute(sentences) for field in _TEXTS if field in entry
    }
    return Rule(
        code=code,
        severity=Severity(entry["severity"]),
        withholds=entry.get("withholds") == "true",
        counted=entry.get("counted") != "false",
        **texts,
    )


def _word_as_pattern(word: str, form: TextForm) -> str:
    """Return a word of the data as a regular expression: choices as such, “.” as a point, a blank as any blanks."""
    if form is TextForm.PLAIN:
        word = _bare_pattern(word)
    elif form is TextForm.CAPITALS:
        word = word.upper()
    word = word.replace("( |)", r"\s*").replace(".", r"\.").replace("(", "(?:")
    return re.sub(r" +", r"\\s+", word)


def _bare_pattern(pattern: str) -> str:
    """Return a regular expression without the accents of its letters; its signs stay as they are."""
    return "".join(
        letter if letter.isascii() else NormalizedText(letter).plain for letter in pattern
    )


@functools.cache
def rule_file(name: str) -> RuleFile:
    """Return a data file of the gate's rules, made once.

    Args:
        name: Its name without folder and ending: `marks`.
    """
    files = data_files()
    return RuleFile(name, files[name], files["sentences"]["sentences"])
