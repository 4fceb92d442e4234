"""Papers that say in free words who may read them, and what becomes of them afterwards.

A clerk writes no stamp but a sentence: that the paper is not to be copied or to leave the house, that only
somebody may see it, that it goes back after the meeting. Each is a few kinds of words in one order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from access_info.checks.safety import rules
from access_info.checks.safety.normalized_text import NormalizedText
from access_info.checks.safety.rule_files import rule_file
from access_info.problems import Rule

# They say it of no paper unless one is named in the text.
_OF_A_PAPER = (
    *("only_to", "only_they", "returned_after", "left_behind", "taken_after", "at_the_end"),
    *("after_returned", "behind_doors", "only_read", "not_carried", "kept_quiet", "for_no_one"),
    *(
        "for_no_reader",
        "disposed",
        "undisclosed",
        "closed_paper",
        "kept_from_press",
        "numbered_copy",
    ),
)
_CLEAR = (
    "uncopied",
    "unspread",
    "held_inside",
    "opened_by",
    "house_closed",
    "own_copy",
    "sent_to",
    "in_house",
    "house_first",
    "talked_in_house",
    "only_for",
    "kept_for",
    "unissued",
    "not_others",
    "by_name",
    "called_back",
    "closed_until",
)
# Of a handbook or a draft: it may well be published.
_SIGNS = " ()[]|,;-"
_ENDS = (". ", "\n", "|")
_DOUBTFUL = (
    *("house_paper", "for_the_house", "within_the_house", "used_here", "not_final"),
    "for_a_course",
    "draft_in_house",
    "sent_within",
    "house_asked",
    "house_notice",
)
# What a clerk calls a group of rows.
_NAME_OF_GROUP = "Nội bộ"
_NAMES_A_PAPER = ("names_a_paper", "handed_round")
# Of these whatever is said is a warning.
_MILD = ("is_handbook", "is_unfinished")


def readership_in(aligned: NormalizedText) -> Iterator[tuple[Rule, int, int]]:
    """Yield where a text says that it is for few: rule, first character, the one after the last."""
    words = rule_file("readers")
    if aligned.clean.strip() == _NAME_OF_GROUP:
        return

    def found(names: tuple[str, ...]) -> list[re.Match[str]]:
        matches = [match for name in names for match in words.matches(name, aligned)]
        return [match for match in matches if not _is_rule_for_others(aligned, *match.span())]

    clear, of_a_paper, doubtful = found(_CLEAR), found(_OF_A_PAPER), found(_DOUBTFUL)
    if of_a_paper and not any(words.has(name, aligned) for name in _NAMES_A_PAPER):
        of_a_paper = []
    if clear or of_a_paper:
        is_mild = any(words.has(name, aligned) for name in _MILD)
        rule = rules.REVIEW_MARK if is_mild else rules.INTERNAL
        yield from ((rule, *match.span()) for match in clear)
        for match in of_a_paper:
            if not words.typed("of_goods").search(match[0]):
                yield rule, *match.span()
    for match in doubtful:
        written = aligned.clean[match.start() : match.end()]
        shouted = written.strip(_SIGNS).isupper() and not aligned.clean.isupper()
        yield (rules.INTERNAL if shouted else rules.REVIEW_MARK), *match.span()


def _is_rule_for_others(aligned: NormalizedText, start: int, end: int) -> bool:
    """Tell whether the sentence speaks of citizens, staff or papers in general."""
    first, last = _sentence(aligned.clean, start, end)
    return rule_file("readers").has("speaks_to_others", aligned.part(first, last))


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence, the line or the cell begins and ends that holds a part of a text."""
    before = [text.rfind(sign, 0, start) for sign in _ENDS]
    after = [at for sign in _ENDS if (at := text.find(sign, end)) >= 0]
    return max(before) + 1, min(after, default=len(text))
