"""Telephone numbers and letter boxes in a text, and whether the text itself gives them for people to use."""

from __future__ import annotations

import re
from collections.abc import Iterator

from access_info.checks.safety import rules
from access_info.checks.safety.detections import TextPlace
from access_info.checks.safety.names import person_near
from access_info.checks.safety.normalized_text import NormalizedText
from access_info.checks.safety.numbers.surroundings import is_money, is_of_thing, says_telephone
from access_info.checks.safety.people.standing import PRIVATE, Standing
from access_info.checks.safety.rule_files import rule_file
from access_info.model.declarations.typed_days import AcceptedDays, day_pattern
from access_info.problems import Rule

_FEW = 3
# “12.10.2026”, which may stand in a row of digits.
_DATE_LIKE = re.compile(day_pattern(AcceptedDays(day_first=".- ", gap="", centuries=(19, 20))))
# “0 335.500.000”: a cell that holds nothing, and an amount in the next one.
_NOUGHT_AND_AMOUNT = re.compile(r"0\s+[1-9]\d{0,2}(?:\.\d{3}){2}")
_LABEL = re.compile(r"[^\n:|]{2,30}: ?")
# Of whoever is named so far before a number, the number is; what follows it seldom says more.
_BEFORE, _AFTER = 110, 50
_RIGHT_BEFORE = 40
_BEFORE_NOUGHT = 30
_OFFICE = frozenset({Standing.OFFICE})
_OTHERS = PRIVATE | {Standing.ACT}


def contacts_in(aligned: NormalizedText, place: TextPlace) -> Iterator[tuple[Rule, int, int]]:
    """Yield mobile numbers outside of fields for them: rule, first character, the one after the last."""
    if place is TextPlace.CONTACT:
        return
    spans = [
        *_without_nought(aligned),
        *_mobiles(aligned, cell=place is TextPlace.BODY),
    ]
    for start, end in spans:
        yield given_for_use(aligned, start, end, rules.MOBILE, "invites"), start, end


def letter_boxes_in(aligned: NormalizedText, place: TextPlace) -> Iterator[tuple[Rule, int, int]]:
    """Yield letter boxes of free hosts."""
    for match in rule_file("numbers").matches("free_mailbox", aligned):
        rule = (
            rules.FREE_MAILBOX
            if place is TextPlace.CONTACT
            else given_for_use(aligned, *match.span(), rules.EMAIL, "invites")
        )
        yield rule, *match.span()


def given_for_use(aligned: NormalizedText, start: int, end: int, rule: Rule, publicly: str) -> Rule:
    """Return the rule for a number: the milder one where the text gives it for people to use.

    Args:
        aligned: The text.
        start: First character of the number.
        end: The character after its last one.
        rule: The strict rule.
        publicly: The pattern that says so.
    """
    words = rule_file("contacts")
    first, last = _line(aligned.clean, start, end)
    around = aligned.part(max(first, start - _BEFORE), min(last, end + _AFTER))
    line = aligned.part(max(first, start - 2 * _BEFORE), min(last, end + 2 * _BEFORE))
    is_asked = words.has(publicly, around)
    in_office = words.has("official", around) or _is_of_office(aligned, start)
    if rule is rules.MOBILE and not in_office:
        in_office = words.has("is_directory", aligned)
    if words.has("is_private", line) and not (in_office and words.has("is_office_line", line)):
        # Whoever is in office may ask people to call or to give, whatever private person it is for.
        is_for_all = words.has("gives_to_all", line) or (is_asked and in_office)
        return rules.CONTACT if is_for_all and not words.has("is_own", line) else rule
    if rule is not rules.ACCOUNT:
        is_asked = is_asked or in_office or words.has("serves", line)
    return rules.CONTACT if is_asked else rule


def _is_of_office(aligned: NormalizedText, start: int) -> bool:
    """Tell whether whoever is named right before a number is named as a holder of an office."""
    near = {"before": _RIGHT_BEFORE, "after": 0}
    return person_near(aligned, start, start, of=_OFFICE, **near) and not person_near(
        aligned, start, start, of=_OTHERS, **near
    )


def _line(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the line begins and ends; a cell of a row goes on from the one before it.

    “Trưởng thôn: Nguyễn Văn Mẫu”, and on the next line “Di động: …”.
    """
    last = text.find("\n", end)
    first = text.rfind("\n", 0, start) + 1
    if first and _LABEL.fullmatch(text, first, start):
        first = text.rfind("\n", 0, first - 1) + 1
    return first, last if last >= 0 else len(text)


def _mobiles(aligned: NormalizedText, *, cell: bool) -> Iterator[tuple[int, int]]:
    """Yield numbers shaped as the plan shapes mobile ones (03, 05, 07, 08, 09 and eight digits).

    Shape, not a list of opened prefixes: the plan grows faster than libraries.
    """
    words, plain = rule_file("numbers"), aligned.plain
    for match in words.matches("mobile", aligned):
        groups = [len(group) for group in re.findall(r"\d+", match[0])]
        scattered = max(groups) < _FEW and max(groups) > 1
        if (
            scattered
            or is_money(plain, match.end())
            or _DATE_LIKE.match(match[0])
            or _is_nought_and_amount(plain, *match.span())
            or words.plain("coordinate").fullmatch(match[0])
            or is_of_thing(plain, match.start(), tax=True)
        ):
            continue
        if cell and plain.strip() == match[0] and _is_tax_code(match[0]):
            continue  # a cell of a table, whose heading is not here
        yield match.span()


def _is_nought_and_amount(plain: str, start: int, end: int) -> bool:
    """Tell whether a nought by itself stands before an amount, and no word says that it is a telephone."""
    if not _NOUGHT_AND_AMOUNT.fullmatch(plain, start, end):
        return False
    return not says_telephone(plain[max(start - _BEFORE_NOUGHT, 0) : start])


def _without_nought(aligned: NormalizedText) -> Iterator[tuple[int, int]]:
    for match in rule_file("numbers").matches("telephone_without_nought", aligned):
        if not is_money(aligned.plain, match.end()):
            yield match.span("digits")


def _is_tax_code(text: str) -> bool:
    """Accept ten digits with the check digit of a company's tax code."""
    from stdnum.vn import mst  # noqa: PLC0415 - only when a cell holds such a number alone

    return text.isdigit() and mst.is_valid(text)
