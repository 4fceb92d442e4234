"""Find numbers, e-mail addresses and passwords in a text that belong to a person.

A span is the offset of the first character of a stretch and the offset behind its last one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

from access_info.checks.safety import rules
from access_info.checks.safety.detections import Detection, TextPlace, lowered, masked
from access_info.checks.safety.rule_files import rule_file
from access_info.checks.safety.shapes import PLACES
from access_info.checks.safety.standing import PRIVATE, Standing, person_near
from access_info.checks.safety.texts import NormalizedText
from access_info.model.typed_days import AcceptedDays, day_pattern
from access_info.problems import Rule

_Span: TypeAlias = tuple[int, int]
_Finding: TypeAlias = tuple[Rule, int, int]

# Characters before a number among which a word is searched for that gives the number to a thing.
_MAX_THING_DISTANCE = 45
# “1.500.000”.
_AMOUNT = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_TELEPHONE = re.compile(r"dien thoai|(?<!\w)(?:dt|sdt|di dong|zalo|lien he)(?!\w)")
_LINK = re.compile(r"https?://\S+|www\.\S+")


def _links(plain: str) -> list[_Span]:
    """Return the spans of links in a text; digits in a link are mostly nobody's number."""
    return [match.span() for match in _LINK.finditer(plain)]


def _is_within(spans: list[_Span], plain: str, start: int, signs_of_value: str) -> bool:
    """Tell whether a number or password is a mere part of a link or the like, so that it does not count.

    A value that a link hands over counts all the same: “…?dien-thoai=0912…”.

    Args:
        spans: Links and the like.
        plain: The text.
        start: Where the number begins.
        signs_of_value: Signs behind which a link hands over a value: “=”.
    """
    return plain[start - 1] not in signs_of_value and any(
        first <= start < last for first, last in spans
    )


def _is_money(plain: str, end: int) -> bool:
    """Tell whether a unit of money or measure follows a number that ends here: “500.000 đồng”."""
    return rule_file("numbers").plain("money").match(plain, end) is not None


def _personal_digits(aligned: NormalizedText, *names: str) -> Iterator[_Span]:
    """Yield spans of the digits that patterns of `data/numbers.yml` find, given by name.

    Left out are amounts of money, and numbers that the words between a pattern's keyword and the
    number (its group `gap`) give to something else: “CCCD và số hợp đồng 012…”.
    """
    for match in rule_file("numbers").matches(aligned, *names):
        groups = match.re.groupindex
        start, end = match.span("digits" if "digits" in groups else 0)
        if not (
            _is_money(aligned.plain, end)
            or ("gap" in groups and _is_given_to_other(aligned, *match.span("gap")))
        ):
            yield start, end


def _is_of_thing(plain: str, start: int, *, tax: bool) -> bool:
    """Tell whether the words before a number say that it is of a thing, a contract or a company.

    It is not if they also speak of papers of identity or of a telephone.

    Args:
        plain: The text without accents.
        start: Where the number begins.
        tax: Whether “mã số thuế” says so too. Where numbers of identity are looked for it does not,
            since a person's tax code is the number of identity.
    """
    words = rule_file("numbers")
    before = plain[max(start - _MAX_THING_DISTANCE, 0) : start]
    thing = words.plain("thing_before").search(before)
    if thing is None and tax:
        thing = words.plain("code_before").search(before)
    if thing is None or words.plain("papers").search(thing[0]) or _TELEPHONE.search(thing[0]):
        return False
    return tax or not thing[0].startswith(("ma so thue", "mst"))


def _is_given_to_other(aligned: NormalizedText, start: int, end: int) -> bool:
    """Tell whether the words between a keyword and a number, a span, give the number to something else.

    “CCCD, số hợp đồng: 0123…” is no number of identity.
    """
    words = rule_file("numbers")
    gap = aligned.part(start, end)
    if gap.clean.rstrip().endswith(":"):
        return words.plain("other_label").search(gap.plain) is not None
    if gap.clean.isascii():
        return words.plain("other_bare").search(gap.plain) is not None
    return words.typed("other_thing").search(gap.clean) is not None


# A telephone number that is written in groups has at least one of so many digits.
_MIN_GROUP = 3
# “12.10.2026”, which may stand in a row of digits.
_DATE_LIKE = re.compile(day_pattern(AcceptedDays(day_first=".- ", gap="", centuries=(19, 20))))
# “0 335.500.000”: a cell that holds nothing, and an amount in the next one.
_NOUGHT_AND_AMOUNT = re.compile(r"0\s+[1-9]\d{0,2}(?:\.\d{3}){2}")
# “Di động: ”.
_LABEL = re.compile(r"[^\n:|]{2,30}: ?")
# Whoever is named so many characters before a number is its owner; what follows it seldom says more.
_BEFORE, _AFTER = 110, 50
# So near, a number is surely of whoever is named.
_RIGHT_BEFORE = 40
_IN_OFFICE = frozenset({Standing.OFFICE})
_PRIVATE_OR_IN_ACT = PRIVATE | {Standing.ACT}


def _mobile_contacts(aligned: NormalizedText, place: TextPlace) -> Iterator[_Finding]:
    """Yield (rule, start, end) of mobile numbers, except in fields for contacts.

    `MOBILE`, or `CONTACT` where the text gives the number to the public.
    """
    if place is TextPlace.CONTACT:
        return
    spans = [
        *_personal_digits(aligned, "telephone_without_nought"),
        *_mobile_numbers(aligned, cell=place is TextPlace.BODY),
    ]
    for start, end in spans:
        yield _milder_if_for_public(aligned, start, end, rules.MOBILE, "invites"), start, end


def _email_addresses(aligned: NormalizedText, place: TextPlace) -> Iterator[_Finding]:
    """Yield (rule, start, end) of e-mail addresses at free providers such as Gmail.

    `FREE_MAILBOX` in a field for contacts, where an office should use its own; else `EMAIL`, or
    `CONTACT` where the text gives the address to the public.
    """
    for match in rule_file("numbers").matches(aligned, "free_mailbox"):
        rule = (
            rules.FREE_MAILBOX
            if place is TextPlace.CONTACT
            else _milder_if_for_public(aligned, *match.span(), rules.EMAIL, "invites")
        )
        yield rule, *match.span()


def _milder_if_for_public(
    aligned: NormalizedText, start: int, end: int, rule: Rule, publicly: str
) -> Rule:
    """Return `CONTACT` instead of the strict rule where a number is given to the public for use.

    “Mọi thắc mắc xin gọi 0912…” or the telephone of whoever is in office is meant to be read by all.
    Where words nearby say that the number is a private person's, more is asked for; of an account
    the office of its holder alone is never enough.

    Args:
        aligned: The text.
        start: First character of the number.
        end: The character behind its last one.
        rule: The strict rule: `MOBILE`, `EMAIL` or `ACCOUNT`.
        publicly: Name of the pattern (`data/contacts.yml`) of words that invite to use it: `invites`
            or `collects`.
    """
    words = rule_file("contacts")
    first, last = _line(aligned.clean, start, end)
    around = aligned.part(max(first, start - _BEFORE), min(last, end + _AFTER))
    line = aligned.part(max(first, start - 2 * _BEFORE), min(last, end + 2 * _BEFORE))
    is_asked = words.has(around, publicly)
    in_office = words.has(around, "official") or _is_of_office(aligned, start)
    if rule is rules.MOBILE and not in_office:
        in_office = words.has(aligned, "is_directory")
    if words.has(line, "is_private") and not (in_office and words.has(line, "is_office_line")):
        # Whoever is in office may ask people to call or to give, whatever private person it is for.
        is_for_all = words.has(line, "gives_to_all") or (is_asked and in_office)
        return rules.CONTACT if is_for_all and not words.has(line, "is_own") else rule
    if rule is not rules.ACCOUNT:
        is_asked = is_asked or in_office or words.has(line, "serves")
    return rules.CONTACT if is_asked else rule


def _is_of_office(aligned: NormalizedText, start: int) -> bool:
    """Tell whether right before a number somebody is named as holder of an office, and no private person."""
    near = {"before": _RIGHT_BEFORE, "after": 0}
    return person_near(aligned, start, start, of=_IN_OFFICE, **near) and not person_near(
        aligned, start, start, of=_PRIVATE_OR_IN_ACT, **near
    )


def _line(text: str, start: int, end: int) -> _Span:
    """Return the span of the line around a number, and of the line before if that is its label.

    The line before says whose the number is: “Trưởng thôn: Nguyễn Văn Mẫu”, then “Di động: …”.
    """
    last = text.find("\n", end)
    first = text.rfind("\n", 0, start) + 1
    if first and _LABEL.fullmatch(text, first, start):
        first = text.rfind("\n", 0, first - 1) + 1
    return first, last if last >= 0 else len(text)


def _mobile_numbers(aligned: NormalizedText, *, cell: bool) -> Iterator[_Span]:
    """Yield spans of digits shaped like a mobile number: 03, 05, 07, 08 or 09 and eight more digits.

    The shape counts and no list of prefixes in use, since the numbering plan grows faster than
    libraries. Dates, amounts, coordinates and tax codes of the same shape are left out.

    Args:
        aligned: The text.
        cell: Whether the text may be one cell of a table, whose heading is not at hand.
    """
    plain = aligned.plain
    for start, end in _personal_digits(aligned, "mobile"):
        number = plain[start:end]
        groups = [len(group) for group in re.findall(r"\d+", number)]
        is_scattered = max(groups) < _MIN_GROUP and max(groups) > 1
        if not (
            is_scattered
            or _DATE_LIKE.match(number)
            or _is_nought_and_amount(plain, start, end)
            or rule_file("numbers").plain("coordinate").fullmatch(number)
            or _is_of_thing(plain, start, tax=True)
            # a cell of a table, whose heading is not here
            or (cell and plain.strip() == number and _is_tax_code(number))
        ):
            yield start, end


def _is_nought_and_amount(plain: str, start: int, end: int) -> bool:
    """Tell whether ten digits are an empty cell and the amount in the next one: “0 335.500.000”.

    Not where a word before says that they are a telephone number.
    """
    if not _NOUGHT_AND_AMOUNT.fullmatch(plain, start, end):
        return False
    return not _TELEPHONE.search(plain[max(start - 30, 0) : start])


def _is_tax_code(text: str) -> bool:
    """Tell whether a text is ten digits with the check digit of a company's tax code."""
    from stdnum.vn import mst  # noqa: PLC0415 - only when a cell holds such a number alone

    return text.isdigit() and mst.is_valid(text)


_YEARS = re.compile(r"(?:(?:19|20)\d\d\D?){4}")
_WORDS_OF_LEDGERS = frozenset({"tk", "tai khoan"})


def _accounts(aligned: NormalizedText) -> Iterator[_Finding]:
    """Yield (rule, start, end) of bank accounts and cards.

    `ACCOUNT`, or `CONTACT` for an account to which the text asks people to pay or give.
    """
    for start, end in {*_labelled_accounts(aligned), *_accounts_at_banks(aligned)}:
        yield _milder_if_for_public(aligned, start, end, rules.ACCOUNT, "collects"), start, end
    for span in {*_cards(aligned)}:
        yield rules.ACCOUNT, *span


def _labelled_accounts(aligned: NormalizedText) -> Iterator[_Span]:
    """Yield spans of accounts behind a label (“STK: …”), except the Treasury's and those of book-keeping."""
    plain, words = aligned.plain, rule_file("numbers")
    for match in words.matches(aligned, "account"):
        digits = match["digits"]
        if not (
            _is_treasury_account(plain, *match.span("digits"))
            or words.plain("treasury_number").match(digits)
            or _is_given_to_other(aligned, *match.span("gap"))
            or _is_money(plain, match.end())
            or (words.plain("ledger").fullmatch(digits) and match["word"] in _WORDS_OF_LEDGERS)
        ):
            yield match.span("digits")


def _accounts_at_banks(aligned: NormalizedText) -> Iterator[_Span]:
    """Yield spans of accounts beside the name of a bank or a word for a transfer, except the Treasury's."""
    plain = aligned.plain
    for start, end in _personal_digits(aligned, "after_bank", "before_bank", "transferred"):
        if not (_is_treasury_account(plain, start, end) or _is_of_thing(plain, start, tax=True)):
            yield start, end


def _cards(aligned: NormalizedText) -> Iterator[_Span]:
    """Yield spans of card numbers with the right check digit, in fours or behind a word for a card.

    Four years in a row (“2023 2024 2025 2026”) are none.
    """
    words = rule_file("numbers")
    in_fours = (
        match
        for match in words.matches(aligned, "card")
        if not _YEARS.fullmatch(match["digits"])
        and (match[2] or words.plain("card_before").search(aligned.plain[: match.start()]))
    )
    for match in (*in_fours, *words.matches(aligned, "odd_card")):
        from stdnum import luhn  # noqa: PLC0415 - only for digits that look like a card's

        if luhn.is_valid(re.sub(r"\D", "", match["digits"])):
            yield match.span("digits")


def _is_treasury_account(plain: str, start: int, end: int) -> bool:
    """Tell whether an account is held at the State Treasury, so that it is an office's and no person's.

    A Treasury that only pays into the account does not hold it.
    """
    words = rule_file("numbers")
    first, last = max(start - 60, 0), end + 80  # that may say whose account it is
    around = plain[first:last]
    if words.plain("of_owner").search(around):
        return False
    if words.plain("treasury_owns").search(around):
        return True
    treasury = _distance_to_match("treasury_near", plain, start, end)
    if treasury is None:
        return False
    bank = _distance_to_match("at_a_bank", plain, start, end)
    if bank is not None and bank < treasury:
        return False
    return bool(
        words.plain("at_treasury").search(around) or not words.plain("of_private").search(around)
    )


def _distance_to_match(name: str, plain: str, start: int, end: int) -> int | None:
    """Return the characters between a number and the nearest match of a pattern; `None` if none is near."""
    matches = rule_file("numbers").plain(name).finditer(plain, max(start - 60, 0), end + 80)
    return min((max(start - match.end(), match.start() - end) for match in matches), default=None)


# Of the last century: nobody born before 1915 was given a number of identity, for these began in 2016.
_MIN_YEAR = 15
_RULES_OF_EMAIL = (rules.EMAIL, rules.FREE_MAILBOX)
# What a number without any word most likely is, by its digits, if it stands beside a person's name.
_BY_LENGTH = {9: rules.OLD_IDENTITY, 10: rules.INSURANCE, 12: rules.IDENTITY}
# A number of a person has as many digits or more (a plate: “29A-1234”), and between two of them no more
# than this: “29 - AB - 123”.
_SIX_DIGITS = re.compile(r"(?:\d\D{0,7}){5}\d")
_AT_SIGN = re.compile(r"@|[(\[]at[)\]]| at ")
# Characters between a name and a number right behind it, which is its bearer's, even of somebody in office.
_RIGHT_BEHIND = 2
_ANYBODY_LIVING = frozenset(Standing) - {Standing.FIGURE}
# A digest or the like.
_HEX = re.compile(r"[0-9a-f]{24,}")
_NINE_DIGITS = re.compile(r"\d{9}")


def numbers_in(aligned: NormalizedText, place: TextPlace) -> Iterator[Detection]:
    """Yield the detection of every number, e-mail address and account that leads to a person.

    Only its last digits, or the host of an address, are shown.
    """
    plain = aligned.plain
    detections = [
        *(_all_numbers(aligned, place) if _SIX_DIGITS.search(plain) else ()),
        *(_email_addresses(aligned, place) if _AT_SIGN.search(plain) else ()),
    ]
    if not detections:
        return
    taken = [*_links(plain), *(match.span() for match in _HEX.finditer(plain))]
    for rule, start, end in detections:
        if _is_within(taken, plain, start, "="):
            continue
        first, last = aligned.span(start, end)
        text = plain[start:end]
        host = (
            re.search(r"[a-z]+(?: ?\. ?[a-z]+)+$", text)
            if "@" in text or rule in _RULES_OF_EMAIL
            else None
        )
        shown = f"{masked('')}@{host[0].replace(' ', '')}" if host else masked(text.upper())
        rule = lowered(aligned, rule, start, end)  # noqa: PLW2901 - the same or a milder one
        yield Detection(first, last, rule.code, shown, rule)


def _all_numbers(aligned: NormalizedText, place: TextPlace) -> Iterator[_Finding]:
    """Yield (rule, start, end) of all numbers, last those that stand unexplained beside a name."""
    detections = [
        *_identity_papers(aligned),
        *_accounts(aligned),
        *_insurance(aligned),
        *_licence_plates(aligned),
        *_mobile_contacts(aligned, place),
    ]
    yield from detections
    if place is not TextPlace.CONTACT and _NINE_DIGITS.search(aligned.plain):
        taken = [(start, end) for _, start, end in detections]
        yield from _unexplained_near_names(aligned, taken)


def _identity_papers(aligned: NormalizedText) -> Iterator[_Finding]:
    """Yield (rule, start, end) of numbers of identity, old (`OLD_IDENTITY`) and new, and of passports."""
    plain, words = aligned.plain, rule_file("numbers")
    for start, end in _personal_digits(aligned, "near_papers"):
        yield rules.IDENTITY, start, end
    for start, end in _personal_digits(aligned, "identity"):
        if _is_identity(plain[start:end]) and not _is_of_thing(plain, start, tax=False):
            yield rules.IDENTITY, start, end
    for start, end in _personal_digits(aligned, "without_nought"):
        if _is_identity("0" + plain[start:end]):
            yield rules.IDENTITY, start, end
    for span in _personal_digits(aligned, "old_identity"):
        yield rules.OLD_IDENTITY, *span
    for match in words.matches(aligned, "old_identity_cell"):
        if not words.has(aligned, "counts_money") and person_near(
            aligned, *match.span(), before=0, after=0
        ):
            yield rules.OLD_IDENTITY, *match.span("digits")
    for span in _personal_digits(aligned, "passport", "bare_passport", "passport_cell"):
        yield rules.PASSPORT, *span
    for match in words.matches(aligned, "boxed_passport"):
        if person_near(aligned, *match.span(), before=60, after=0):
            yield rules.PASSPORT, *match.span("digits")


def _insurance(aligned: NormalizedText) -> Iterator[_Finding]:
    """Yield (rule, start, end) of numbers of social and health insurance."""
    words = rule_file("numbers")
    for start, end in _personal_digits(aligned, "insurance"):
        if not _AMOUNT.fullmatch(aligned.plain, start, end):
            yield rules.INSURANCE, start, end
    for match in words.matches(aligned, "health_card"):
        yield rules.INSURANCE, *match.span("digits")
    for match in words.matches(aligned, "insurance_label") if words.has(aligned, "insured") else ():
        start, end = match.span("digits")
        if not (
            _is_money(aligned.plain, end) or _is_of_thing(aligned.plain, start, tax=False)
        ) and person_near(aligned, match.start(), end, before=120, after=80, of=_PRIVATE_OR_IN_ACT):
            yield rules.INSURANCE, start, end


def _licence_plates(aligned: NormalizedText) -> Iterator[_Finding]:
    """Yield (rule, start, end) of licence plates.

    `PLATE` beside a person's name. Else `CONTACT`: nobody can look up whose a vehicle is, and a
    business shows its plates.
    """
    words = rule_file("numbers")
    found = words.matches(aligned, "plate", "of_vehicle", "of_make", "plate_cell")
    spans = {match.span("digits") for match in found}
    for match in words.matches(aligned, "bare_plate"):
        if person_near(aligned, *match.span(), before=120, after=80):
            spans.add(match.span("digits"))
    of_business = rule_file("contacts").has(aligned, "of_business")
    for start, end in sorted(spans):
        # Whose a vehicle is nobody can look up: a plate tells something of who is named beside it.
        is_owned = not of_business and person_near(
            aligned, start, end, before=120, after=80, of=_ANYBODY_LIVING
        )
        yield rules.PLATE if is_owned else rules.CONTACT, start, end


def _unexplained_near_names(aligned: NormalizedText, taken: list[_Span]) -> Iterator[_Finding]:
    """Yield (rule, start, end) of long numbers without any word for them, beside a person's name.

    Such a number is that person's, whatever it is. The rule is by its length: nine digits are an old
    number of identity, ten of insurance, twelve a number of identity, others an account.

    Args:
        aligned: The text.
        taken: Spans of numbers that other rules have found.
    """
    plain = aligned.plain
    for start, end in _personal_digits(aligned, "long_number"):
        digits = plain[start:end]
        if not (
            any(first < end and start < last for first, last in taken)
            or digits.endswith("000")  # an amount
            or digits.startswith(("02", "1800", "1900", "20"))  # of an office, or a year
            or _is_of_thing(plain, start, tax=True)
        ) and (
            person_near(aligned, start, end, before=120, after=80)
            or person_near(aligned, start, end, before=_RIGHT_BEHIND, after=0, of=_IN_OFFICE)
        ):
            yield _BY_LENGTH.get(len(digits), rules.ACCOUNT), start, end


def _is_identity(text: str) -> bool:
    """Tell whether twelve digits are built as a number of identity: place, century and sex, year, six digits.

    Of this century every year counts, for no clock is read here; of the last one those of people
    young enough to have got such a number.
    """
    digits = re.sub(r"\D", "", text)
    century, year = digits[3], int(digits[4:6])
    return digits[:3] in PLACES and (century in "23" or (century in "01" and year >= _MIN_YEAR))


_PASSWORD_PATTERNS = (
    *("told", "beside", "code", "code_is", "digits", "digits_are", "lock", "pair", "with_login"),
    *("typed_in", "cell", "login_cell", "dotted_cell", "address_cell", "code_told"),
)


def passwords_in(aligned: NormalizedText) -> Iterator[Detection]:
    """Yield the detection of each password, fully masked, for even its last letters would tell a part."""
    words = rule_file("credentials")
    spans = {match.span("token") for match in words.matches(aligned, *_PASSWORD_PATTERNS)}
    links = _links(aligned.plain)
    for start, end in sorted(spans):
        if _is_within(links, aligned.plain, start, ":="):
            continue
        first, last = aligned.span(start, end)
        rule = lowered(aligned, rules.PASSWORD, start, end)
        yield Detection(first, last, rule.code, masked(""), rule)
