"""Numbers that have the look of somebody's, and that nobody was ever given.

A detector must be tried with numbers that have the right structure, and a public repository must not
hold one that could be a person's. So each kind is made to be read as real and to be impossible:

- identity number (12 digits: place, century and sex, year, six digits): of a person born in 2080 to
  2099. The detector reads no clock, so it takes any year of the century; nobody can have the number
  before that year. Numbers near their words only (no structure): place 099, which is no place.
- old identity card (9 digits): begins with 9; the series were the provinces' 01 to 38, and none has
  been issued since the card ended. From memory, no published table was found.
- mobile telephone: a prefix that the numbering plan has not opened; `test_numbers` asks the library
  `phonenumbers` whether it is a number of anybody, and it must say no. The detector goes by the shape
  (03, 05, 07, 08, 09), because the plan grows.
- passport: letter Q with four zeros; no series is known to begin so (from memory). A foreign one: two
  letters with Q, X or Z and four zeros, likewise.
- bank account: no national format exists, so none can be shown to be impossible; these begin with four
  zeros, where banks write branch and kind of account (from memory). They are read only near words.
- social insurance: place 00; health insurance card: group ZZ, which is no group, and place 00.
- plate: place code 42, 44, 45, 46, 87, 91 or 96, never given out (from memory).
- e-mail: what stands before @ has two dots in a row, which RFC 5321 (section 4.1.2) does not allow.
- bank card: fifteen zeros and the check digit, no issuer's.
- names are "Mẫu", "Ví Dụ", "Thử"; days of birth lie in 2080 to 2099; hamlets are called Mẫu.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable

PLACES = ("001", "031", "036", "040", "048", "052", "066", "068", "079", "082", "089", "091", "096")
UNOPENED = ("050", "053", "054", "057", "071", "072", "073", "074", "075", "080")
PLATES = ("42", "44", "45", "46", "87", "91", "96")
_WIDE = {ord("0") + digit: 0xFF10 + digit for digit in range(10)}
_HAIR = "\u00a0"


def digits(rng: random.Random, count: int) -> str:
    """So many digits."""
    return "".join(rng.choice("0123456789") for _ in range(count))


def identity(rng: random.Random) -> str:
    """Of somebody born in 2080 to 2099."""
    return rng.choice(PLACES) + rng.choice("23") + rng.choice("89") + digits(rng, 7)


def without_structure(rng: random.Random) -> str:
    """Twelve digits of no place, read only near words."""
    return "0999" + digits(rng, 8)


def old_identity(rng: random.Random) -> str:
    """Nine digits of no province."""
    return "9" + digits(rng, 8)


def mobile(rng: random.Random) -> str:
    """Ten digits with a prefix not opened."""
    return rng.choice(UNOPENED) + digits(rng, 7)


def passport(rng: random.Random) -> str:
    """A letter and seven digits, the first four zeros."""
    return "Q0000" + digits(rng, 3)


def foreign_passport(rng: random.Random) -> str:
    """Two letters that no country's passports begin with, four zeros (from memory)."""
    return rng.choice(("XQ", "QZ", "ZX")) + "0000" + digits(rng, 3)


def account(rng: random.Random) -> str:
    """Thirteen digits, the first four zeros."""
    return "0000" + digits(rng, 9)


def insurance(rng: random.Random) -> str:
    """Ten digits of no place."""
    return "00" + digits(rng, 8)


def health_card(rng: random.Random) -> str:
    """Two letters and thirteen digits, of no group and no place."""
    return "ZZ900" + digits(rng, 10)


def plate(rng: random.Random) -> str:
    """A car's plate of no place."""
    return f"{rng.choice(PLATES)}A-{digits(rng, 3)}.{digits(rng, 2)}"


def motorcycle(rng: random.Random) -> str:
    """A motorcycle's plate of no place."""
    return f"{rng.choice(PLATES)}-B1 {digits(rng, 3)}.{digits(rng, 2)}"


def email(rng: random.Random) -> str:
    """What no server accepts: two dots in a row."""
    host = rng.choice(("gmail.com", "yahoo.com", "yahoo.com.vn", "hotmail.com", "outlook.com"))
    return f"nguoi..mau{digits(rng, 2)}@{host}"


def card(rng: random.Random) -> str:
    """Sixteen digits of no issuer, with a right check digit (Luhn)."""
    body = "0000 0000 00" + digits(rng, 2) + " 0000"
    bare = body.replace(" ", "")[:-1]
    total = 0
    for place, digit in enumerate(reversed(bare)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return f"{body[:-1]}{-total % 10}"


def birthday(rng: random.Random) -> str:
    """A day in 2080 to 2099."""
    return f"{rng.randint(1, 28):02d}/{rng.randint(1, 12):02d}/{rng.randint(2080, 2099)}"


def birth_year(rng: random.Random) -> str:
    """A year in 2080 to 2099."""
    return str(rng.randint(2080, 2099))


def name(rng: random.Random) -> str:
    """Of nobody."""
    return rng.choice(
        ("Nguyễn Văn Mẫu", "Trần Thị Ví Dụ", "Lê Thử", "Phạm Thị Mẫu", "Đỗ Ví Dụ", "Võ Văn Thử Mẫu")
    )


def house(rng: random.Random) -> str:
    """A home in a hamlet that is not there."""
    number = rng.randint(1, 99)
    return rng.choice(
        (
            f"thôn {number}, xã Mẫu, tỉnh Mẫu",
            f"số nhà {number}, tổ 3, phường Mẫu",
            f"ấp Mẫu {number}, xã Ví Dụ",
            f"khu phố {number}, phường Mẫu, thành phố Mẫu",
            f"số {number} đường Mẫu, phường Ví Dụ, tỉnh Mẫu",
        )
    )


KINDS: dict[str, Callable[[random.Random], str]] = {
    "cccd": identity,
    "muoi_hai": without_structure,
    "cmnd": old_identity,
    "dt": mobile,
    "ho_chieu": passport,
    "ho_chieu_nuoc_ngoai": foreign_passport,
    "tk": account,
    "bhxh": insurance,
    "bhyt": health_card,
    "bien_so": plate,
    "bien_may": motorcycle,
    "thu": email,
    "the": card,
    "ngay_sinh": birthday,
    "nam_sinh": birth_year,
    "nguoi": name,
    "nha": house,
}


def _grouped(text: str, sign: str) -> str:
    """Groups of three, as identity numbers are dictated; four, three, three for ten digits."""
    first = len(text) % 3 + 3 if len(text) % 3 else 3
    return sign.join([text[:first], *(text[i : i + 3] for i in range(first, len(text), 3))])


LOOKS: dict[str, Callable[[str], str]] = {
    "cach": lambda text: _grouped(text, " "),
    "cham": lambda text: _grouped(text, "."),
    "gach": lambda text: _grouped(text, "-"),
    "cung": lambda text: _grouped(text, _HAIR),
    "rong": lambda text: text.translate(_WIDE),
    "ocr": " ".join,
    "tach": lambda text: f"{text[:5]} {text[5:]}",
    "so": lambda text: text[1:],  # a spreadsheet that took it for an amount
    "84": lambda text: "+84" + text[1:],
    "84cach": lambda text: "+84 " + _grouped(text[1:], " "),
    "84ngoac": lambda text: f"(+84) {text[1:]}",
    "84cham": lambda text: "+84." + _grouped(text[1:], "."),
    "khong84": lambda text: "84" + text[1:],
    "dau": lambda text: text[:4],
    "duoi": lambda text: f"{text[4:7]} {text[7:]}",
}


def fill(template: str, rng: random.Random) -> str:
    """A text with `{kind}` and `{kind:look}` filled in."""

    class Slot:
        def __init__(self, kind: str) -> None:
            self.kind = kind

        def __format__(self, look: str) -> str:
            number = KINDS[self.kind](rng)
            return LOOKS[look](number) if look else number

    return template.format_map({kind: Slot(kind) for kind in KINDS})


def bare(text: str) -> str:
    """A text without Vietnamese accents, as old telephones typed."""
    spread = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return unicodedata.normalize(
        "NFC", "".join(char for char in spread if not unicodedata.combining(char))
    )
