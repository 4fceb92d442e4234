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

# Places whose name goes on behind them in capitals: “UBND XÃ MẪU NÔNG”.
_PLACES = frozenset(
    [
        "xã",
        "phường",
        "thôn",
        "ấp",
        "bản",
        "buôn",
        "làng",
        "khóm",
        "xóm",
        "huyện",
        "quận",
        "tỉnh",
        "xa",
        "phuong",
        "thon",
        "ap",
        "buon",
        "lang",
        "khom",
        "xom",
        "huyen",
        "quan",
        "tinh",
    ]
)
_LONGEST_PLACE = 3
_BEARING = (("mang", "tên"), ("mang", "ten"))
_BETWEEN_BEARING = frozenset({"vinh", "dự", "được", "du", "duoc"})


def goes_on_with_place(words: Words, at: int) -> bool:
    """Tell whether a word in capitals only goes on with the name of a place in capitals: “XÃ MẪU NÔNG”.

    Args:
        words: The text's words.
        at: Index of the word.
    """
    for index in range(at - 1, max(at - 1 - _LONGEST_PLACE, -1), -1):
        if not words.written(index).isupper() or words.between(index, index + 1) != " ":
            return False
        if words.exact(index) in _PLACES:
            return True
    return False


def ends_at(words: Words, index: int) -> list[tuple[str, ...]]:
    """Return the one, two and three words that end with a word."""
    return [
        tuple(words.exact(at) for at in range(index - size, index + 1))
        for size in range(min(3, index + 1))
    ]


def bears_name(words: Words, at: int) -> list[tuple[str, ...]]:
    """Return the last words of what is said to bear a name: “Trường (vinh dự được) mang tên …”.

    Args:
        words: The text's words.
        at: Index of the name's first word.

    Returns:
        The last one, two and three; none where nothing is said to bear the name.
    """
    if at <= len(_BEARING) or (words.exact(at - 2), words.exact(at - 1)) not in _BEARING:
        return []
    index = at - 3
    while index > 0 and words.exact(index) in _BETWEEN_BEARING:
        index -= 1
    return ends_at(words, index)


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
