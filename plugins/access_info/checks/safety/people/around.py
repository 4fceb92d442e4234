"""What stands around words with capitals and says that they name somebody, and no place."""

from __future__ import annotations

from access_info.checks.safety.wordings import Words

# Last words of what somebody leads a place or a house as: “chủ tịch”, “giám đốc”, “bí thư”.
_LEADERS = frozenset({"tịch", "đốc", "trưởng", "thư", "nhiệm"})
_LED = frozenset(
    {"ubnd", "hđnd", "xã", "phường", "trung", "tâm", "sở", "trạm", "bệnh", "viện", "trường"}
)
_FARTHEST_LEADER = 4
_DEALT_WITH = frozenset({("đối", "với"), ("doi", "voi"), ("người", "nghiện")})
_OPENING_SIGNS = frozenset({":", ";", ".", "|", "-", "–"})
# What a place does not: “Lý Mẫu mắc …”.
_DOINGS = frozenset({"mắc", "nghiện", "xin", "trộm", "đánh", "trú", "ngụ"})


def is_led(words: Words, index: int) -> bool:
    """Tell whether a word ends who leads what: “Chủ tịch UBND xã”, “Giám đốc Trung tâm”.

    Args:
        words: The text's words.
        index: Of the word.
    """
    least = max(index - _FARTHEST_LEADER, 0)
    while index > least and words.exact(index) not in _LEADERS:
        if words.exact(index) not in _LED:
            return False
        index -= 1
    return index >= 0 and words.exact(index) in _LEADERS


def acts_as_person(words: Words, at: int, end: int) -> bool:
    """Tell whether words are dealt with, or do something, as only people are: “đối với Kim Mẫu”.

    Args:
        words: The text's words.
        at: Index of the first one.
        end: Index of the word after the last one.
    """
    if at > 1 and (words.exact(at - 2), words.exact(at - 1)) in _DEALT_WITH:
        return words.between(at - 1, at) == " "
    if end >= len(words) or words.between(end - 1, end) != " ":
        return False
    return (not at or words.between(at - 1, at).strip() in _OPENING_SIGNS) and (
        words.exact(end) in _DOINGS
    )
