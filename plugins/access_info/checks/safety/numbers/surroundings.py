"""What the words around a number say it is: an amount, a thing's, somebody else's."""

from __future__ import annotations

import re

from access_info.checks.safety.normalized_text import NormalizedText
from access_info.checks.safety.rule_files import rule_file

_REACH = 45
_AMOUNT = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_TELEPHONE = re.compile(r"dien thoai|(?<!\w)(?:dt|sdt|di dong|zalo|lien he)(?!\w)")
_LINK = re.compile(r"https?://\S+|www\.\S+")


def links_in(plain: str) -> list[tuple[int, int]]:
    """Return where a text has links; what one gives as a value, “…?dien-thoai=…”, counts all the same."""
    return [match.span() for match in _LINK.finditer(plain)]


def is_money(plain: str, end: int) -> bool:
    """Tell whether a unit follows a number that ends here."""
    return rule_file("numbers").plain("money").match(plain, end) is not None


def is_amount(digits: str) -> bool:
    """Tell whether digits are grouped as an amount is."""
    return _AMOUNT.fullmatch(digits) is not None


def says_telephone(plain: str) -> bool:
    """Tell whether words speak of a telephone."""
    return _TELEPHONE.search(plain) is not None


def is_of_thing(plain: str, start: int, *, tax: bool) -> bool:
    """Tell whether the words before say that a number is of a thing, a contract or a company.

    Args:
        plain: The text.
        start: Where the number begins.
        tax: Whether a tax code is a company's: a person's is the number of identity itself.
    """
    words = rule_file("numbers")
    before = plain[max(start - _REACH, 0) : start]
    thing = words.plain("thing_before").search(before)
    if thing is None and tax:
        thing = words.plain("code_before").search(before)
    if thing is None:
        return False
    if words.plain("papers").search(thing[0]) or says_telephone(thing[0]):
        return False
    return tax or not thing[0].startswith(("ma so thue", "mst"))


def is_given_to_other(aligned: NormalizedText, start: int, end: int) -> bool:
    """Tell whether what stands between a word and a number gives the number to something else."""
    words = rule_file("numbers")
    gap = aligned.part(start, end)
    if gap.clean.rstrip().endswith(":"):
        return words.plain("other_label").search(gap.plain) is not None
    if gap.clean.isascii():
        return words.plain("other_bare").search(gap.plain) is not None
    return words.typed("other_thing").search(gap.clean) is not None
