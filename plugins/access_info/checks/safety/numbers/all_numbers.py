"""Numbers and addresses that lead to one person, found by their structure or by the words near them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from access_info.checks.safety import rules
from access_info.checks.safety.detections import Detection, TextPlace, masked
from access_info.checks.safety.grounds import lowered
from access_info.checks.safety.names import person_near
from access_info.checks.safety.normalized_text import NormalizedText
from access_info.checks.safety.numbers.accounts import accounts_in
from access_info.checks.safety.numbers.contacts import contacts_in, letter_boxes_in
from access_info.checks.safety.numbers.surroundings import (
    is_amount,
    is_given_to_other,
    is_money,
    is_of_thing,
    links_in,
)
from access_info.checks.safety.people.standing import PRIVATE, Standing
from access_info.checks.safety.rule_files import rule_file
from access_info.checks.safety.vocabulary.papers import PLACES
from access_info.problems import Rule

# Nobody born earlier was given a number, for the numbers began in 2016.
_OLDEST = 15
_LETTER_BOXES = (rules.EMAIL, rules.FREE_MAILBOX)
# What a number most likely is that stands bare beside a person's name.
_BY_LENGTH = {9: rules.OLD_IDENTITY, 10: rules.INSURANCE, 12: rules.IDENTITY}
# A number of a person has as many digits or more (a plate: “29A-1234”), and between two of them no more
# than this: “29 - AB - 123”.
_SIX_DIGITS = re.compile(r"(?:\d\D{0,7}){5}\d")
_AT = re.compile(r"@|[(\[]at[)\]]| at ")
# Who is named right before a number has it, though in office.
_RIGHT_BEHIND = 2
_IN_OFFICE = frozenset({Standing.OFFICE})
_NAMED_IN_ACTS = PRIVATE | {Standing.ACT}
_NAMED = frozenset(Standing) - {Standing.FIGURE}
_HEX = re.compile(r"[0-9a-f]{24,}")
_NINE_DIGITS = re.compile(r"\d{9}")


def numbers_in(aligned: NormalizedText, place: TextPlace) -> Iterator[Detection]:
    """Yield every number that leads to a person."""
    plain = aligned.plain
    detections = [
        *(_detections(aligned, place) if _SIX_DIGITS.search(plain) else ()),
        *(letter_boxes_in(aligned, place) if _AT.search(plain) else ()),
    ]
    if not detections:
        return
    taken = [*links_in(plain), *(match.span() for match in _HEX.finditer(plain))]
    for rule, start, end in detections:
        if any(first <= start < last and plain[start - 1] != "=" for first, last in taken):
            continue
        first, last = aligned.span(start, end)
        text = plain[start:end]
        host = (
            re.search(r"[a-z]+(?: ?\. ?[a-z]+)+$", text)
            if "@" in text or rule in _LETTER_BOXES
            else None
        )
        shown = f"{masked('')}@{host[0].replace(' ', '')}" if host else masked(text.upper())
        rule = lowered(aligned, rule, start, end)  # noqa: PLW2901 - the same or a milder one
        yield Detection(first, last, rule.code, shown, rule)


def _detections(aligned: NormalizedText, place: TextPlace) -> Iterator[tuple[Rule, int, int]]:
    detections = [
        *_identities(aligned),
        *_old_identities(aligned),
        *_passports(aligned),
        *accounts_in(aligned),
        *_insurance(aligned),
        *_plates(aligned),
        *contacts_in(aligned, place),
    ]
    yield from detections
    if place is not TextPlace.CONTACT and _NINE_DIGITS.search(aligned.plain):
        taken = [(start, end) for _, start, end in detections]
        yield from _beside_persons(aligned, taken)


def _identities(aligned: NormalizedText) -> Iterator[tuple[Rule, int, int]]:
    """Yield twelve digits near words, or built as a number of identity."""
    words, plain = rule_file("numbers"), aligned.plain
    near = {
        match.span("digits")
        for match in words.matches("near_papers", aligned)
        if not is_money(plain, match.end("digits"))
    }
    for start, end in sorted(near):
        yield rules.IDENTITY, start, end
    for match in words.matches("identity", aligned):
        if (
            match.span() not in near
            and _is_identity(match[0])
            and not is_money(plain, match.end())
            and not is_of_thing(plain, match.start(), tax=False)
        ):
            yield rules.IDENTITY, *match.span()
    for match in words.matches("without_nought", aligned):
        if _is_identity("0" + match["digits"]) and not is_money(plain, match.end()):
            yield rules.IDENTITY, *match.span("digits")


def _old_identities(aligned: NormalizedText) -> Iterator[tuple[Rule, int, int]]:
    for match in rule_file("numbers").matches("old_identity", aligned):
        if not (
            is_money(aligned.plain, match.end()) or is_given_to_other(aligned, *match.span("gap"))
        ):
            yield rules.OLD_IDENTITY, *match.span("digits")
    for match in rule_file("numbers").matches("old_identity_cell", aligned):
        if not _counts_money(aligned) and person_near(aligned, *match.span(), before=0, after=0):
            yield rules.OLD_IDENTITY, *match.span("digits")


def _counts_money(aligned: NormalizedText) -> bool:
    pattern = rule_file("numbers")
    if aligned.clean.isascii():
        return pattern.plain("counts_money").search(aligned.plain) is not None
    return pattern.typed("counts_money").search(aligned.low) is not None


def _passports(aligned: NormalizedText) -> Iterator[tuple[Rule, int, int]]:
    plain, words = aligned.plain, rule_file("numbers")
    for name in ("passport", "bare_passport", "passport_cell"):
        for match in words.matches(name, aligned):
            if not is_money(plain, match.end()):
                yield rules.PASSPORT, *match.span("digits")
    for match in words.matches("boxed_passport", aligned):
        if person_near(aligned, *match.span(), before=60, after=0):
            yield rules.PASSPORT, *match.span("digits")


def _insurance(aligned: NormalizedText) -> Iterator[tuple[Rule, int, int]]:
    plain, words = aligned.plain, rule_file("numbers")
    for match in words.matches("insurance", aligned):
        if not (
            is_given_to_other(aligned, *match.span("gap"))
            or is_money(plain, match.end())
            or is_amount(match["digits"])
        ):
            yield rules.INSURANCE, *match.span("digits")
    for match in words.matches("health_card", aligned):
        yield rules.INSURANCE, *match.span("digits")
    if words.has("insured", aligned):
        for match in words.matches("insurance_label", aligned):
            if not (
                is_money(plain, match.end()) or is_of_thing(plain, match.start("digits"), tax=False)
            ) and person_near(aligned, *match.span(), before=120, after=80, of=_NAMED_IN_ACTS):
                yield rules.INSURANCE, *match.span("digits")


def _plates(aligned: NormalizedText) -> Iterator[tuple[Rule, int, int]]:
    words = rule_file("numbers")
    spans = {
        match.span("digits")
        for name in ("plate", "of_vehicle", "of_make", "plate_cell")
        for match in words.matches(name, aligned)
    }
    for match in words.matches("bare_plate", aligned):
        if person_near(aligned, *match.span(), before=120, after=80):
            spans.add(match.span("digits"))
    of_business = rule_file("contacts").has("of_business", aligned)
    for start, end in sorted(spans):
        # Whose a vehicle is nobody can look up: a plate tells something of who is named beside it.
        is_owned = not of_business and person_near(
            aligned, start, end, before=120, after=80, of=_NAMED
        )
        yield rules.PLATE if is_owned else rules.CONTACT, start, end


def _beside_persons(
    aligned: NormalizedText, taken: list[tuple[int, int]]
) -> Iterator[tuple[Rule, int, int]]:
    """Yield long numbers that nothing explains, beside somebody's name: theirs, whatever they are."""
    plain = aligned.plain
    for match in rule_file("numbers").matches("long_number", aligned):
        start, end = match.span("digits")
        digits = match["digits"]
        if not (
            any(first < end and start < last for first, last in taken)
            or digits.endswith("000")
            or digits.startswith(("02", "1800", "1900", "20"))
            or is_money(plain, end)
            or is_of_thing(plain, start, tax=True)
        ) and (
            person_near(aligned, start, end, before=120, after=80)
            or person_near(aligned, start, end, before=_RIGHT_BEHIND, after=0, of=_IN_OFFICE)
        ):
            yield _BY_LENGTH.get(len(digits), rules.ACCOUNT), start, end


def _is_identity(text: str) -> bool:
    """Tell whether twelve digits are built as a number of identity.

    Place, century and sex, year, six digits. Any year of this century counts, for no clock is read
    here; of the last one those of people who were alive when numbers began.
    """
    digits = re.sub(r"\D", "", text)
    century, year = digits[3], int(digits[4:6])
    return digits[:3] in PLACES and (century in "23" or (century in "01" and year >= _OLDEST))
