"""Types of single values: typed text in, checked value out.

Every validator raises `pydantic_core.PydanticCustomError` whose type is the code of a rule (`TT211`);
`explain` turns it into a `Problem` with label and place.
"""

from __future__ import annotations

import base64
import datetime
import difflib
import functools
import itertools
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, TypeVar

import pydantic
from pydantic_core import PydanticCustomError

from access_info.problems import quotable

MAX_TEXT = 5_000
MAX_ID = 80
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
# `2026`, `2026-09`, `2026-09-03`; not `09-2026`.
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_ID = re.compile(r"[^\W_][\w.\-/]*")
# A SHA-256 in hexadecimal, as `sha256sum` writes it.
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)
_COUNT = re.compile(r"\d{1,12}", re.ASCII)
_DECIMAL = re.compile(r"\d{1,9}([.,]\d{1,3})?", re.ASCII)
# Blanks and signs that no address holds (RFC 3986).
_OUTSIDE_ADDRESS = re.compile(r"[\s\"<>\\^`{|}]").search
# A line of a file that ssh-keygen(1) writes: kind of key, the key in base64, perhaps a comment.
_PUBLIC_KEY = re.compile(
    r"(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521)|sk-(?:ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com)"
    r" ([A-Za-z0-9+/]{40,2000}={0,2})(?: .*)?"
)
_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.\-]*):")
_YES = frozenset({"có", "co", "true", "yes", "x", "1"})
_NO = frozenset({"không", "khong", "false", "no", "0"})


def _error(code: str, **context: object) -> PydanticCustomError:
    """Return the error that `explain` turns into a problem of the rule with this code.

    Args:
        code: The rule's code.
        context: Values for the rule's message.
    """
    return PydanticCustomError(code, "invalid", context)


def fold(text: str) -> str:
    """Return a text for comparison, without accents, capitals and signs: `Sở Tư pháp` → `so-tu-phap`."""
    bare = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    unaccented = "".join(char for char in bare if not unicodedata.combining(char))
    return "-".join(re.findall(r"\w+", unaccented))


# No dataclass: pydantic would make a record of it.
class PartialDate:
    """A date of which only the year, or year and month, may be known (`2026`, `2026-09`)."""

    __slots__ = ("day", "month", "year")

    def __init__(self, year: int, month: int | None = None, day: int | None = None) -> None:
        """Make a date of its known parts."""
        self.year = year
        self.month = month
        self.day = day

    @property
    def first(self) -> datetime.date:
        """The earliest day it can mean."""
        return datetime.date(self.year, self.month or 1, self.day or 1)

    @property
    def exact(self) -> datetime.date | None:
        """The day, if it is known."""
        return self.first if self.day else None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PartialDate) and str(self) == str(other)

    def __hash__(self) -> int:
        return hash(str(self))

    def __repr__(self) -> str:
        return f"PartialDate({self})"

    def __str__(self) -> str:
        more = [f"{part:02d}" for part in (self.month, self.day) if part]
        return "-".join([f"{self.year:04d}", *more])


def _date(value: object) -> datetime.date:
    """Return the day that was typed, `2026-09-03`; raise TT211 for another form, TT212 for no day."""
    if isinstance(value, datetime.date):
        return value
    text = _matching(value, _DATE, "TT211")
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise _error("TT212", text=text) from None


def _partial_date(value: object) -> PartialDate:
    """Return the day, month or year that was typed; raise TT211 for another form, TT212 for no day."""
    if isinstance(value, PartialDate):
        return value
    text = _text(value)
    match = _PARTIAL.fullmatch(text)
    if match is None:
        raise _error("TT211", text=text)
    parts = [int(part) for part in match.groups() if part]
    year, month, day = (*parts, 1, 1)[:3]  # what is not stated cannot be wrong
    try:
        datetime.date(year, month, day)
    except ValueError:
        raise _error("TT212", text=text) from None
    return PartialDate(*parts)


def _text(value: object) -> str:
    """Return a typed text without blanks around it; raise TT205 for a list or group, TT207 if too long."""
    if isinstance(value, str):
        if len(value) > MAX_TEXT:
            raise _error("TT207", length=len(value), most=MAX_TEXT)
        return value.strip()
    if isinstance(value, int | float):
        return str(value)
    raise _error("TT205")


def _matching(value: object, pattern: re.Pattern[str], code: str) -> str:
    """Return a typed text that a pattern matches; raise the rule of `code` for any other."""
    text = _text(value)
    if not pattern.fullmatch(text):
        raise _error(code, text=text)
    return text


def _count(value: object) -> int:
    """Return a whole number from 0 up; raise TT213 for any other value."""
    return value if isinstance(value, int) else int(_matching(value, _COUNT, "TT213"))


def _decimal(value: object) -> float:
    """Return a number, its decimals typed after a comma or dot; raise TT218 for any other value."""
    if isinstance(value, int | float):
        return float(value)
    return float(_matching(value, _DECIMAL, "TT218").replace(",", "."))


def _yes_no(value: object) -> bool:
    """Return whether `có` or `không` was typed, or a like word; raise TT214 for any other."""
    if isinstance(value, bool):
        return value
    text = _text(value).casefold()
    if text in _YES:
        return True
    if text in _NO:
        return False
    raise _error("TT214", text=text)


def _id(value: object) -> str:
    """Return an id that can be part of an address; raise TT216 for any other."""
    text = "" if value is None else _text(value)
    if not text:
        return ""  # a check reports the missing id, with one to paste
    if len(text) > MAX_ID or not _ID.fullmatch(text):
        raise _error("TT216", text=text)
    return text


def _digest(value: object) -> str:
    """Return a SHA-256 in small hexadecimal digits, "" for an empty text; raise TT220 for any other."""
    text = _text(value).lower()
    if text and not _DIGEST.fullmatch(text):
        raise _error("TT220", text=text)
    return text


def _public_key(value: object) -> str:
    """Return a public key of ssh-keygen, "" for an empty text; raise TT225 for any other.

    The error does not repeat the text, which may be the secret key.
    """
    text = " ".join(_text(value).split())
    if text and not public_key(text):
        raise _error("TT225", text="")
    return public_key(text)


def public_key(line: str) -> str:
    """Return `kind key` of a line as ssh-keygen(1) writes it into a `.pub` file; "" if it is none."""
    match = _PUBLIC_KEY.fullmatch(line.strip())
    if match is None:
        return ""
    try:
        blob = base64.b64decode(match[2], validate=True)
    except ValueError:
        return ""
    # The key begins with the name of its kind, after the name's length (RFC 4253 section 6.6).
    kind = match[1].encode()
    is_of_kind = blob.startswith(len(kind).to_bytes(4, "big") + kind)
    return f"{match[1]} {match[2]}" if is_of_kind else ""


def _link(value: object) -> str:
    """Return a web address or plain words; raise TT217 for any scheme but http(s), mailto and tel.

    Another scheme (`javascript:`) could run code when a reader follows the link.
    """
    text = _text(value)
    if text.startswith(("https://", "http://")):
        return text
    bare = "".join(char for char in text if char.isprintable() and not char.isspace())
    match = _SCHEME.match(bare)
    if match and match[1].lower() not in {"http", "https", "mailto", "tel"}:
        rest = bare[match.end() :]
        # `localhost:80/x` or "Điện thoại: 0296" are words with a colon, not a scheme.
        if not rest[:1].isdigit() and match[1].isascii() and bare == text:
            raise _error("TT217", text=text)
    return text


# Cached, as lists, tables and pages check the same addresses.
@functools.lru_cache(1 << 12)
def is_web_address(text: str) -> bool:
    """Tell whether a link value may become an `href`."""
    return text.startswith(("https://", "http://")) and not _OUTSIDE_ADDRESS(text)


def _no_entries_if_absent(value: object) -> object:
    """Return an empty list for a key typed without a value."""
    return () if value is None else value


T = TypeVar("T")
Many = Annotated[tuple[T, ...], pydantic.BeforeValidator(_no_entries_if_absent)]


def _required_text(value: object) -> str:
    """Return a text that is not empty; raise TT202 for an empty one."""
    text = "" if value is None else _text(value)
    if not text:
        raise _error("TT202")
    return text


Text = Annotated[str, pydantic.BeforeValidator(_text)]
RequiredText = Annotated[str, pydantic.BeforeValidator(_required_text)]
Date = Annotated[datetime.date, pydantic.PlainValidator(_date, json_schema_input_type=str)]
AnyDate = Annotated[PartialDate, pydantic.PlainValidator(_partial_date, json_schema_input_type=str)]
Count = Annotated[int, pydantic.PlainValidator(_count, json_schema_input_type=int)]
Decimal = Annotated[float, pydantic.PlainValidator(_decimal, json_schema_input_type=float)]
YesNo = Annotated[bool, pydantic.PlainValidator(_yes_no, json_schema_input_type=bool)]
Digest = Annotated[
    str,
    pydantic.PlainValidator(_digest, json_schema_input_type=str),
    pydantic.WithJsonSchema({"type": "string", "pattern": "^[0-9A-Fa-f]{64}$"}),
]
PublicKey = Annotated[str, pydantic.PlainValidator(_public_key, json_schema_input_type=str)]
ItemId = Annotated[str, pydantic.PlainValidator(_id, json_schema_input_type=str)]
Link = Annotated[str, pydantic.PlainValidator(_link, json_schema_input_type=str)]


def vocabulary(choices: dict[str, str]) -> Any:  # noqa: ANN401 - builds an Annotated type
    """Build the type of a field that takes values of a fixed list, typed as value or as label.

    Accents, case and spaces do not matter.

    Args:
        choices: Value → Vietnamese label.
    """
    typed = {label: key for key, label in choices.items()} | {key: key for key in choices}
    return Annotated[str, choice_validator(choices, typed), choice_schema(choices)]


Choice = TypeVar("Choice", bound=str)


def choice_validator(
    choices: Iterable[str], typed: Mapping[str, Choice]
) -> pydantic.PlainValidator:
    """Build the validator of a value from a fixed list; accents, case and spaces do not matter.

    Args:
        choices: The values to choose from, for the message TT215.
        typed: Text that may be typed → the value that it means.
    """
    folded = {fold(text): value for text, value in typed.items()}

    def choose(value: object) -> Choice:
        """Return the value that a typed text means; raise TT215 if it means none."""
        text = _text(value)
        choice = typed.get(text) or folded.get(fold(text))
        if choice is None:
            raise _error("TT215", text=text, choices=", ".join(choices))
        return choice

    return pydantic.PlainValidator(choose, json_schema_input_type=str)


def choice_schema(choices: Mapping[Choice, str]) -> pydantic.WithJsonSchema:
    """Build the JSON Schema of a value from a fixed list, with the labels beside the values."""
    return pydantic.WithJsonSchema(
        {"type": "string", "enum": list(choices), "enumDescriptions": list(choices.values())}
    )


# Dates as Vietnamese readers write them (Decree 30/2020/NĐ-CP, Annex I).

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_PADDED_MONTHS = 2


@functools.lru_cache(maxsize=4096)
def vn_date(day: datetime.date) -> str:
    """Return a day as text: `05/7/2026`, `01/02/2026`.

    Decree 30/2020 writes a leading zero for days below 10 and for months 1 and 2 only.
    """
    return f"{day.day:02d}/{_month(day.month)}/{day.year}"


def vn_partial(date: PartialDate) -> str:
    """Return a date of which less may be known: `05/7/2026`, `tháng 7/2026`, `năm 2026`."""
    if date.exact is not None:
        return vn_date(date.exact)
    if date.month is not None:
        return f"tháng {_month(date.month)}/{date.year}"
    return f"năm {date.year}"


def vn_weekday(day: datetime.date) -> str:
    """Return the weekday within a sentence: `thứ Hai` … `Chủ nhật`."""
    return _WEEKDAYS[day.weekday()]


def _month(month: int) -> str:
    return f"{month:02d}" if month <= _PADDED_MONTHS else str(month)


# Suggestions of the known name that somebody most likely meant by an unknown one.

# Comparing with thousands of names takes seconds.
_MAX_COMPARED = 300
_ALIKE = 0.6
# “2026-099” begins as “2026-001” does.
_ALIKE_START = len("2026-")
_MAX_LISTED = 8


def nearest(text: str, known: Iterable[str], *, count: int = 1, alike: float = _ALIKE) -> list[str]:
    """Return the known names most like a text, the likeliest first; accents, case, signs do not count.

    A name with other numbers is another name, not a slip of the hand. The order of the names does
    not matter, so that every run suggests the same.

    Args:
        text: The text as typed.
        known: The names that exist.
        count: The most names to return.
        alike: The share of a name, from 0 to 1, that must be the same.
    """
    names = known if isinstance(known, frozenset) else frozenset(known)
    return list(_nearest(text, names, count, alike))


def did_you_mean(text: str, known: Iterable[str], *, alike: float = _ALIKE) -> str:
    """Return ` Có phải ý bạn là “…”?` for the nearest known name; "" when none is near.

    Args:
        text: The text as typed.
        known: The names that exist.
        alike: The share of a name, from 0 to 1, that must be the same.
    """
    near = nearest(text, known, alike=alike)
    return f" Có phải ý bạn là “{quotable(near[0])}”?" if near else ""


def did_you_mean_or_listed(text: str, known: Iterable[str]) -> str:
    """Return a question for the nearest known name, else a list of names that begin alike.

    Args:
        text: The text as typed.
        known: The names that exist; "" is returned if there are none.
    """
    names = sorted(known)
    hint = did_you_mean(text, names)
    if hint or not names:
        return hint
    alike = [name for name in names if name[:_ALIKE_START] == text[:_ALIKE_START]] or names
    shown = ", ".join(quotable(name) for name in alike[:_MAX_LISTED])
    more = len(alike) - _MAX_LISTED
    return f" Có các mã: {shown}{f' và {more} mã nữa' if more > 0 else ''}."


@functools.lru_cache(maxsize=4096)
def _nearest(text: str, known: frozenset[str], count: int, alike: float) -> tuple[str, ...]:
    """Return the known names most like a text; cached, as the same slip is often looked up many times.

    Of many names only those that begin like the text are compared.
    """
    folded = _by_folded_name(known)
    typed = fold(text)
    pool: Iterable[str] = folded
    if len(folded) > _MAX_COMPARED:
        # A slip is mostly at the end of an id.
        stem = typed[: max(len(typed) - 2, 1)]
        pool = itertools.islice((name for name in folded if name.startswith(stem)), _MAX_COMPARED)
    near = difflib.get_close_matches(typed, list(pool), count, alike)
    return tuple(folded[name] for name in near if _numbers_in(name) == _numbers_in(typed))


@functools.lru_cache(maxsize=64)
def _by_folded_name(known: frozenset[str]) -> dict[str, str]:
    """Map names by their folded form; of several with the same form, the first in order."""
    names: dict[str, str] = {}
    for name in sorted(known):
        names.setdefault(fold(name), name)
    return names


def _numbers_in(text: str) -> list[str]:
    """Return the numbers in a text, without zeros before them."""
    return [digits.lstrip("0") for digits in re.findall(r"[0-9]+", text)]
