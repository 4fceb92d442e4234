"""Accounts at banks and cards, but the agency's own at the Treasury and those of book-keeping."""

from __future__ import annotations

import re
from collections.abc import Iterator

from access_info.checks.safety import rules
from access_info.checks.safety.normalized_text import NormalizedText
from access_info.checks.safety.numbers.contacts import given_for_use
from access_info.checks.safety.numbers.surroundings import is_given_to_other, is_money, is_of_thing
from access_info.checks.safety.rule_files import rule_file
from access_info.problems import Rule

_AT_BANKS = ("after_bank", "before_bank", "transferred")
_YEARS = re.compile(r"(?:(?:19|20)\d\d\D?){4}")
_BOOKS = frozenset({"tk", "tai khoan"})


def accounts_in(aligned: NormalizedText) -> Iterator[tuple[Rule, int, int]]:
    """Yield accounts and cards: rule, first character, the one after the last."""
    for start, end in {*_accounts(aligned), *_at_banks(aligned)}:
        yield given_for_use(aligned, start, end, rules.ACCOUNT, "collects"), start, end
    for span in {*_cards(aligned)}:
        yield rules.ACCOUNT, *span


def _accounts(aligned: NormalizedText) -> Iterator[tuple[int, int]]:
    plain, words = aligned.plain, rule_file("numbers")
    for match in words.matches("account", aligned):
        digits = match["digits"]
        if not (
            _is_of_treasury(plain, *match.span("digits"))
            or words.plain("treasury_number").match(digits)
            or is_given_to_other(aligned, *match.span("gap"))
            or is_money(plain, match.end())
            or (words.plain("ledger").fullmatch(digits) and match["word"] in _BOOKS)
        ):
            yield match.span("digits")


def _at_banks(aligned: NormalizedText) -> Iterator[tuple[int, int]]:
    plain = aligned.plain
    for name in _AT_BANKS:
        for match in rule_file("numbers").matches(name, aligned):
            start, end = match.span("digits")
            if not (
                _is_of_treasury(plain, start, end)
                or is_money(plain, end)
                or is_of_thing(plain, start, tax=True)
            ):
                yield start, end


def _cards(aligned: NormalizedText) -> Iterator[tuple[int, int]]:
    """Yield sixteen digits with the check digit of a card, in fours or behind a word for one."""
    for match in rule_file("numbers").matches("card", aligned):
        from stdnum import luhn  # noqa: PLC0415 - only for digits that look like a card's

        digits = re.sub(r"\D", "", match["digits"])
        behind = rule_file("numbers").plain("card_before").search(aligned.plain[: match.start()])
        if (match[2] or behind) and not _YEARS.fullmatch(match["digits"]) and luhn.is_valid(digits):
            yield match.span("digits")
    for match in rule_file("numbers").matches("odd_card", aligned):
        from stdnum import luhn  # noqa: PLC0415

        if luhn.is_valid(re.sub(r"\D", "", match["digits"])):
            yield match.span("digits")


def _is_of_treasury(plain: str, start: int, end: int) -> bool:
    """Tell whether the Treasury keeps an account; where it only pays into one, it does not."""
    words = rule_file("numbers")
    first, last = max(start - 60, 0), end + 80
    around = plain[first:last]
    if words.plain("of_owner").search(around):
        return False
    if words.plain("treasury_owns").search(around):
        return True
    treasury = _distance("treasury_near", plain, start, end)
    if treasury is None:
        return False
    bank = _distance("at_a_bank", plain, start, end)
    if bank is not None and bank < treasury:
        return False
    return bool(
        words.plain("at_treasury").search(around) or not words.plain("of_private").search(around)
    )


def _distance(name: str, plain: str, start: int, end: int) -> int | None:
    """Return how far from a number the nearest match of a pattern is, in characters."""
    matches = rule_file("numbers").plain(name).finditer(plain, max(start - 60, 0), end + 80)
    return min((max(start - match.end(), match.start() - end) for match in matches), default=None)
