"""The corpus holds no number that could be somebody's, and enough of everything."""

from __future__ import annotations

import random
import re

import phonenumbers
import pytest
from never_issued_numbers import KINDS, PLACES, UNOPENED, card, email, identity, mobile
from safety_corpus import CORPUS, counts, samples
from stdnum import luhn

ROUNDS = 200


def numbers_of(make):
    rng = random.Random(7)  # noqa: S311
    return [make(rng) for _ in range(ROUNDS)]


@pytest.mark.parametrize("text", numbers_of(mobile)[:50])
def test_no_telephone_is_anybody_s(text):
    number = phonenumbers.parse(text, "VN")
    assert not phonenumbers.is_valid_number(number)
    assert phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.UNKNOWN


def test_a_prefix_is_opened_for_nobody():
    for prefix in UNOPENED:
        for rest in ("0000000", "1234567", "9999999"):
            assert not phonenumbers.is_valid_number(phonenumbers.parse(prefix + rest, "VN"))


def test_people_are_still_to_be_born():
    for text in numbers_of(identity):
        assert text[:3] in PLACES
        assert 2000 + int(text[4:6]) >= 2080
        assert text[3] in "23"


def test_no_letter_box_can_exist():
    assert all(".." in text.partition("@")[0] for text in numbers_of(email))


def test_cards_have_a_check_digit_and_no_issuer():
    for text in numbers_of(card):
        assert luhn.is_valid(text.replace(" ", ""))
        assert text.startswith("0000 0000 00")


def test_the_corpus_has_enough_of_each():
    totals = counts()
    assert len(totals) >= 20
    for code, (true, near) in totals.items():
        assert true >= 10, code
        assert near >= 20, code


def test_numbers_are_written_by_the_generator_alone():
    # A literal number that looks like somebody's may stand in a near miss only as an amount,
    # a tax code, a bar code, a contract: never where a rule must find it.
    literal = re.compile(r"(?<!\d)0\d{9}(?:\d\d)?(?!\d)")
    for path in CORPUS.glob("TT*.yml"):
        true = path.read_text(encoding="utf-8").partition("\ngan:")[0]
        assert not literal.search(true), path.name


@pytest.mark.parametrize("path", sorted(CORPUS.parent.glob("*/*.yml")), ids=lambda path: path.stem)
def test_look_alikes_are_nobody_s_either(path):
    text = re.sub(r"\d{1,2}[-./]\d{1,2}[-./]\d{4}", "", path.read_text(encoding="utf-8"))  # days
    matcher = phonenumbers.PhoneNumberMatcher(text, "VN")
    reachable = {phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE}
    assert not [
        each.raw_string
        for each in matcher
        if re.match(r"[+(]*(?:0|84)", each.raw_string)
        and phonenumbers.number_type(each.number) in reachable
    ]
    # Of people who live or lived since 1930.
    assert not re.findall(r"(?<!\d)0(?!00)\d\d(?:[01][3-9]\d|[23][0-6]\d)\d{6}(?!\d)", text)


def test_every_kind_is_used():
    texts = "".join(path.read_text(encoding="utf-8") for path in CORPUS.parent.glob("*/*.yml"))
    for kind in KINDS:
        assert "{" + kind in texts, kind


@pytest.mark.exhaustive
def test_filling_is_the_same_every_time():
    assert list(samples()) == list(samples())
