"""Numbers, letter boxes and passwords in a text that belong to a person.

A span is the first character of a stretch and the one after its last.
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

_MAX_THING_DISTANCE = 45
_AMOUNT = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_TELEPHONE = re.compile(r"dien thoai|(?<!\w)(?:dt|sdt|di dong|zalo|lien he)(?!\w)")
_LINK = re.compile(r"https?://\S+|www\.\S+")


def _links(plain: str) -> list[_Span]:
    return [match.span() for match in _LINK.finditer(plain)]


def _is_within(spans: list[_Span], plain: str, start: int, signs_of_value: str) -> bool:
    """Tell whether a place is within a link; what one gives as a value, “…?dien-thoai=…”, is not."""
    return plain[start - 1] not in signs_of_value and any(
        first <= start < last for first, last in spans
    )


def _is_money(plain: str, end: int) -> bool:
    """Tell whether a unit follows a number that ends here."""
    return rule_file("numbers").plain("money").match(plain, end) is not None


def _spans(aligned: NormalizedText, *names: str) -> Iterator[_Span]:
    """Yield the digits that patterns find, unless they are money or the words before give them to another thing."""
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

    Args:
        plain: The text.
        start: Where the number begins.
        tax: Whether a tax code is a company's: a person's is the number of identity itself.
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
    """Tell whether what stands between a word and a number gives the number to something else."""
    words = rule_file("numbers")
    gap = aligned.part(start, end)
    if gap.clean.rstrip().endswith(":"):
        return words.plain("other_label").search(gap.plain) is not None
    if gap.clean.isascii():
        return words.plain("other_bare").search(gap.plain) is not None
    return words.typed("other_thing").search(gap.clean) is not None


_MIN_GROUP = 3
# “12.10.2026”, which may stand in a row of digits.
_DATE_LIKE = re.compile(day_pattern(AcceptedDays(day_first=".- ", gap="", centuries=(19, 20))))
# “0 335.500.000”: a cell that holds nothing, and an amount in the next one.
_NOUGHT_AND_AMOUNT = re.compile(r"0\s+[1-9]\d{0,2}(?:\.\d{3}){2}")
_LABEL = re.compile(r"[^\n:|]{2,30}: ?")
# Of whoever is named so far before a number, the number is; what follows it seldom says more.
_BEFORE, _AFTER = 110, 50
_RIGHT_BEFORE = 40
_OFFICE = frozenset({Standing.OFFICE})
_NAMED_IN_ACTS = PRIVATE | {Standing.ACT}


def _contacts(aligned: NormalizedText, place: TextPlace) -> Iterator[_Finding]:
    """Yield mobile numbers outside of fields for them."""
    if place is TextPlace.CONTACT:
        return
    spans = [
        *_spans(aligned, "telephone_without_nought"),
        *_mobiles(aligned, cell=place is TextPlace.BODY),
    ]
    for start, end in spans:
        yield _given_for_use(aligned, start, end, rules.MOBILE, "invites"), start, end


def _letter_boxes(aligned: NormalizedText, place: TextPlace) -> Iterator[_Finding]:
    """Yield letter boxes of free hosts."""
    for match in rule_file("numbers").matches(aligned, "free_mailbox"):
        rule = (
            rules.FREE_MAILBOX
            if place is TextPlace.CONTACT
            else _given_for_use(aligned, *match.span(), rules.EMAIL, "invites")
        )
        yield rule, *match.span()


def _given_for_use(
    aligned: NormalizedText, start: int, end: int, rule: Rule, publicly: str
) -> Rule:
    """Return the rule for a number: the milder one where the text gives it for people to use.

    Args:
        aligned: The text.
        start: First character of the number.
        end: The character after its last one.
        rule: The strict rule.
        publicly: The pattern of words that give it so: `invites` or `collects`.
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
    """Tell whether whoever is named right before a number is named as a holder of an office."""
    near = {"before": _RIGHT_BEFORE, "after": 0}
    return person_near(aligned, start, start, of=_OFFICE, **near) and not person_near(
        aligned, start, start, of=_NAMED_IN_ACTS, **near
    )


def _line(text: str, start: int, end: int) -> _Span:
    """Return the span of the line around a number, with the line before if that is its label.

    “Trưởng thôn: Nguyễn Văn Mẫu”, and on the next line “Di động: …”.
    """
    last = text.find("\n", end)
    first = text.rfind("\n", 0, start) + 1
    if first and _LABEL.fullmatch(text, first, start):
        first = text.rfind("\n", 0, first - 1) + 1
    return first, last if last >= 0 else len(text)


def _mobiles(aligned: NormalizedText, *, cell: bool) -> Iterator[_Span]:
    """Yield numbers shaped as the plan shapes mobile ones (03, 05, 07, 08, 09 and eight digits).

    Shape, not a list of opened prefixes: the plan grows faster than libraries.
    """
    plain = aligned.plain
    for start, end in _spans(aligned, "mobile"):
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
    """Tell whether a nought by itself stands before an amount, and no word says that it is a telephone."""
    if not _NOUGHT_AND_AMOUNT.fullmatch(plain, start, end):
        return False
    return not _TELEPHONE.search(plain[max(start - 30, 0) : start])


def _is_tax_code(text: str) -> bool:
    """Accept ten digits with the check digit of a company's tax code."""
    from stdnum.vn import mst  # noqa: PLC0415 - only when a cell holds such a number alone

    return text.isdigit() and mst.is_valid(text)


_YEARS = re.compile(r"(?:(?:19|20)\d\d\D?){4}")
_BOOKS = frozenset({"tk", "tai khoan"})


def _accounts(aligned: NormalizedText) -> Iterator[_Finding]:
    """Yield accounts and cards."""
    for start, end in {*_labelled_accounts(aligned), *_accounts_at_banks(aligned)}:
        yield _given_for_use(aligned, start, end, rules.ACCOUNT, "collects"), start, end
    for span in {*_cards(aligned)}:
        yield rules.ACCOUNT, *span


def _labelled_accounts(aligned: NormalizedText) -> Iterator[_Span]:
    plain, words = aligned.plain, rule_file("numbers")
    for match in words.matches(aligned, "account"):
        digits = match["digits"]
        if not (
            _is_of_treasury(plain, *match.span("digits"))
            or words.plain("treasury_number").match(digits)
            or _is_given_to_other(aligned, *match.span("gap"))
            or _is_money(plain, match.end())
            or (words.plain("ledger").fullmatch(digits) and match["word"] in _BOOKS)
        ):
            yield match.span("digits")


def _accounts_at_banks(aligned: NormalizedText) -> Iterator[_Span]:
    plain = aligned.plain
    for start, end in _spans(aligned, "after_bank", "before_bank", "transferred"):
        if not (_is_of_treasury(plain, start, end) or _is_of_thing(plain, start, tax=True)):
            yield start, end


def _cards(aligned: NormalizedText) -> Iterator[_Span]:
    """Yield sixteen digits with the check digit of a card, in fours or behind a word for one."""
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
_NAMED = frozenset(Standing) - {Standing.FIGURE}
_HEX = re.compile(r"[0-9a-f]{24,}")
_NINE_DIGITS = re.compile(r"\d{9}")


def numbers_in(aligned: NormalizedText, place: TextPlace) -> Iterator[Detection]:
    """Yield every number that leads to a person."""
    plain = aligned.plain
    detections = [
        *(_detections(aligned, place) if _SIX_DIGITS.search(plain) else ()),
        *(_letter_boxes(aligned, place) if _AT.search(plain) else ()),
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
            if "@" in text or rule in _LETTER_BOXES
            else None
        )
        shown = f"{masked('')}@{host[0].replace(' ', '')}" if host else masked(text.upper())
        rule = lowered(aligned, rule, start, end)  # noqa: PLW2901 - the same or a milder one
        yield Detection(first, last, rule.code, shown, rule)


def _detections(aligned: NormalizedText, place: TextPlace) -> Iterator[_Finding]:
    detections = [
        *_papers(aligned),
        *_accounts(aligned),
        *_insurance(aligned),
        *_plates(aligned),
        *_contacts(aligned, place),
    ]
    yield from detections
    if place is not TextPlace.CONTACT and _NINE_DIGITS.search(aligned.plain):
        taken = [(start, end) for _, start, end in detections]
        yield from _beside_persons(aligned, taken)


def _papers(aligned: NormalizedText) -> Iterator[_Finding]:
    """Yield numbers of identity, old and new, and of passports."""
    plain, words = aligned.plain, rule_file("numbers")
    for start, end in _spans(aligned, "near_papers"):
        yield rules.IDENTITY, start, end
    for start, end in _spans(aligned, "identity"):
        if _is_identity(plain[start:end]) and not _is_of_thing(plain, start, tax=False):
            yield rules.IDENTITY, start, end
    for start, end in _spans(aligned, "without_nought"):
        if _is_identity("0" + plain[start:end]):
            yield rules.IDENTITY, start, end
    for span in _spans(aligned, "old_identity"):
        yield rules.OLD_IDENTITY, *span
    for match in words.matches(aligned, "old_identity_cell"):
        if not words.has(aligned, "counts_money") and person_near(
            aligned, *match.span(), before=0, after=0
        ):
            yield rules.OLD_IDENTITY, *match.span("digits")
    for span in _spans(aligned, "passport", "bare_passport", "passport_cell"):
        yield rules.PASSPORT, *span
    for match in words.matches(aligned, "boxed_passport"):
        if person_near(aligned, *match.span(), before=60, after=0):
            yield rules.PASSPORT, *match.span("digits")


def _insurance(aligned: NormalizedText) -> Iterator[_Finding]:
    """Yield numbers of social and health insurance."""
    words = rule_file("numbers")
    for start, end in _spans(aligned, "insurance"):
        if not _AMOUNT.fullmatch(aligned.plain, start, end):
            yield rules.INSURANCE, start, end
    for match in words.matches(aligned, "health_card"):
        yield rules.INSURANCE, *match.span("digits")
    for match in words.matches(aligned, "insurance_label") if words.has(aligned, "insured") else ():
        start, end = match.span("digits")
        if not (
            _is_money(aligned.plain, end) or _is_of_thing(aligned.plain, start, tax=False)
        ) and person_near(aligned, match.start(), end, before=120, after=80, of=_NAMED_IN_ACTS):
            yield rules.INSURANCE, start, end


def _plates(aligned: NormalizedText) -> Iterator[_Finding]:
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
            aligned, start, end, before=120, after=80, of=_NAMED
        )
        yield rules.PLATE if is_owned else rules.CONTACT, start, end


def _beside_persons(aligned: NormalizedText, taken: list[_Span]) -> Iterator[_Finding]:
    """Yield long numbers that nothing explains, beside somebody's name: theirs, whatever they are."""
    plain = aligned.plain
    for start, end in _spans(aligned, "long_number"):
        digits = plain[start:end]
        if not (
            any(first < end and start < last for first, last in taken)
            or digits.endswith("000")
            or digits.startswith(("02", "1800", "1900", "20"))
            or _is_of_thing(plain, start, tax=True)
        ) and (
            person_near(aligned, start, end, before=120, after=80)
            or person_near(aligned, start, end, before=_RIGHT_BEHIND, after=0, of=_OFFICE)
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


_PATTERNS = (
    *("told", "beside", "code", "code_is", "digits", "digits_are", "lock", "pair", "with_login"),
    *("typed_in", "cell", "login_cell", "dotted_cell", "address_cell", "code_told"),
)


def passwords_in(aligned: NormalizedText) -> Iterator[Detection]:
    """Yield passwords, once each; nothing of one is shown, for its last letters would tell a part."""
    words = rule_file("credentials")
    spans = {match.span("token") for match in words.matches(aligned, *_PATTERNS)}
    links = _links(aligned.plain)
    for start, end in sorted(spans):
        if _is_within(links, aligned.plain, start, ":="):
            continue
        first, last = aligned.span(start, end)
        rule = lowered(aligned, rules.PASSWORD, start, end)
        yield Detection(first, last, rule.code, masked(""), rule)
