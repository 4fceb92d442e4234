"""Represent what rules find in a text, and lower a rule where the text says why something is public."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections import defaultdict
from collections.abc import Mapping
from enum import Flag, StrEnum, auto
from typing import Any, NamedTuple

from access_info.checks.safety import rules
from access_info.checks.safety.texts import NormalizedText, Wordings, Words, data_files
from access_info.problems import Location, Problem, Rule, Severity, Withheld

_SHOWN_LETTERS = 4  # at the end of a masked number


class TextPlace(StrEnum):
    """The place of a text, since rules differ by it.

    A stamp counts where stamps are put, a telephone number where nobody expects one. `VALUE`: of a
    data file. `CONTACT`: a field for contacts. `TOP`: the top of an attachment. `BODY`: the rest of
    one, or a free page.
    """

    VALUE = "gia-tri"
    CONTACT = "lien-he"
    TOP = "dau-trang"
    BODY = "trong-trang"


class Suspicion(Flag):
    """The kinds of rules that may find something in a text, as a quick look (`detect.suspicions_in`) tells.

    `PERSONS`: births, homes, facts and names. `OTHERS`: marks, numbers, passwords.
    """

    NOTHING = 0
    PERSONS = auto()
    OTHERS = auto()
    EVERYTHING = PERSONS | OTHERS


@dataclasses.dataclass(frozen=True, slots=True, order=True)
class Detection:
    """A part of a text that breaks a rule, by its offsets in the text as given.

    Attributes:
        start: Offset of its first character.
        end: Offset behind its last one.
        code: Of the rule.
        masked: What may be shown of the part.
        rule: The rule.
    """

    start: int
    end: int
    code: str
    masked: str
    rule: Rule = dataclasses.field(compare=False)


def masked(text: str) -> str:
    """Return a number as it may be shown: “012345678901” → “********8901”; of four letters or fewer nothing.

    Decree 252/2026/NĐ-CP (Art. 4) lets offices show a number of identity so.
    """
    bare = "".join(char for char in text if char.isalnum())
    return "*" * 8 + (bare[-_SHOWN_LETTERS:] if len(bare) > _SHOWN_LETTERS else "")


class GateViolation(NamedTuple):
    """A rule that is broken at some place of an agency's data.

    Attributes:
        rule: The rule.
        target: The row, page, value or attachment that a build leaves out because of it.
        location: Where somebody has to mend it.
        where: The place in words, for people: “ghi_chu”, "Trang 2".
        text: What may be shown of what was found.
        detail: More about a mark of a file.
    """

    rule: Rule
    target: Withheld
    location: Location
    where: str
    text: str = ""
    detail: str = ""

    def problem(self) -> Problem:
        """Return the problem to report; if it is an error, it names what a build leaves out."""
        problem = self.rule.at(self.location, where=self.where, text=self.text, detail=self.detail)
        if self.rule.severity is Severity.ERROR:
            return dataclasses.replace(problem, withheld=self.target)
        return problem


# A text so short (a title, a note, a row) is one statement; a longer one is one per sentence.
_MAX_STATEMENT_LENGTH = 320
# Characters between a detection and a ground in one sentence.
_MAX_DISTANCE = 400
_SENTENCE_ENDS = re.compile(r"[.;!?]\s|\n")
_DENIALS = frozenset({"không", "chưa", "đừng", "cấm", "khỏi", "khong", "chua", "dung"})
# How many words before a wording may hold the one that denies it.
_MAX_DENIAL_DISTANCE = 3
_Span = tuple[int, int]


# By name, the reasons why a text itself may be public.
_GROUNDS: Mapping[str, Mapping[str, Any]] = data_files()["grounds"]["grounds"]


@functools.cache
def _wordings() -> Wordings[tuple[str, str]]:
    """Return the wordings of grounds, each with the ground and its list: (“posted”, “unless”).

    A ground holds where one of its `wordings` stands, none of `unless` and, if it has any, one of
    `with`.
    """
    return Wordings(
        (wording, (name, key))
        for name, ground in _GROUNDS.items()
        for key in ("wordings", "unless", "with")
        for wording in ground.get(key, ())
    )


def lowered(text: NormalizedText, rule: Rule, start: int, end: int) -> Rule:
    """Return the warning `STATED_GROUND` where the text says why something is public, else the rule itself.

    “Niêm yết công khai …” or “mẫu điền sẵn” beside a number makes a warning of the error. Which
    grounds lower which rules stands in `data/grounds.yml`; rules that withhold nothing stay.

    Args:
        text: The text.
        rule: The rule that was broken.
        start: First character of the detection, in the text's forms.
        end: The character behind its last one.
    """
    if not rule.withholds:
        return rule

    def stands_near(ground_name: str, part: str) -> bool:
        """Tell whether a wording of a ground stands in the statement of which the detection is part.

        `part` is the list of wordings that is meant: `wordings`, `unless` or `with`.
        """
        spans = _spans_of_grounds(text).get((ground_name, part), ())
        return any(_share_statement(text.clean, span, (start, end)) for span in spans)

    is_stated = any(
        rule.code in ground["lowers"].split()
        and stands_near(name, "wordings")
        and not stands_near(name, "unless")
        and ("with" not in ground or stands_near(name, "with"))
        for name, ground in _GROUNDS.items()
    )
    return rules.STATED_GROUND if is_stated else rule


@functools.lru_cache(maxsize=1)  # asked for every detection of one text
def _spans_of_grounds(text: NormalizedText) -> Mapping[tuple[str, str], list[_Span]]:
    """Return (ground, list) → spans of its wordings in a text, except wordings of grounds that a word before denies.

    “Chưa được niêm yết” is no ground.
    """
    words = Words(text)
    spans: dict[tuple[str, str], list[_Span]] = defaultdict(list)
    for first, last, (name, key) in _wordings().found_in(words):
        if key == "wordings" and not _GROUNDS[name].get("denied") and _is_denied(words, first):
            continue
        spans[name, key].append((words.starts[first], words.ends[last - 1]))
    return spans


def _is_denied(words: Words, first: int) -> bool:
    """Tell whether one of the three words before a wording denies it: “chưa được niêm yết”."""
    before = range(max(first - _MAX_DENIAL_DISTANCE, 0), first)
    return any(words.exact(index) in _DENIALS for index in before)


def _share_statement(clean: str, one: _Span, other: _Span) -> bool:
    """Tell whether two spans of a text belong to one statement: a short text, or one sentence."""
    if len(clean) <= _MAX_STATEMENT_LENGTH:
        return True
    (_, end), (start, _) = sorted((one, other))
    between = clean[end:start]
    return len(between) <= _MAX_DISTANCE and not _SENTENCE_ENDS.search(between)
