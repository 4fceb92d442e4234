"""Phrases typed with slips: a letter too many, too few, another, or two exchanged."""

from __future__ import annotations

from collections.abc import Sequence

_FEWEST = 2
_MOST_SLIPS = 2
# Words of their own that are one letter away from a word of a phrase.
_OTHERS = frozenset(
    {"thong", "phong", "chong", "trong", "cong", "dong", "cap", "cao", "cai", "cac", "con", "cam", "tien", "hiep",
     "diep", "hai", "phan", "khau", "khoi", "kha", "thai", "dan", "chan", "can", "ban", "han", "tan", "lan"}
)  # fmt: skip


def fuzzy_span(folded: str, phrases: Sequence[str]) -> list[tuple[int, int]]:
    """Find one of some phrases in a folded text, each word with at most one slip.

    Args:
        folded: The text, its words parted by `-`.
        phrases: The phrases, folded.

    Returns:
        Begin and end of the first that is found, in characters; empty for none.
    """
    words = folded.split("-")
    starts = [0]
    for word in words:
        starts.append(starts[-1] + len(word) + 1)
    for phrase in phrases:
        wanted = phrase.split("-")
        for at in range(len(words) - len(wanted) + 1):
            if _is_like(words[at : at + len(wanted)], wanted):
                return [(starts[at], starts[at + len(wanted)] - 1)]
    return []


def _is_like(words: Sequence[str], wanted: Sequence[str]) -> bool:
    slips = 0
    for word, right in zip(words, wanted, strict=True):
        if word == right:
            continue
        if word in _OTHERS or len(word) < _FEWEST or not _is_slip(word, right):
            return False
        slips += 1
    return slips <= _MOST_SLIPS


def _is_slip(word: str, right: str) -> bool:
    """Tell whether two words differ by one letter put in, left out, changed or exchanged."""
    if abs(len(word) - len(right)) > 1:
        return False
    same = next(
        (at for at, (a, b) in enumerate(zip(word, right, strict=False)) if a != b),
        min(len(word), len(right)),
    )
    a, b = word[same:], right[same:]
    exchanged = a[:2] == b[:2][::-1] and a[2:] == b[2:] and len(a) > 1
    return exchanged or a[1:] == b[1:] or a[1:] == b or a == b[1:]
