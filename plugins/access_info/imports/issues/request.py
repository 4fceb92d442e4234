"""A filled-in form → what it asks for: a correction, a new item, a new agency."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from urllib.parse import unquote, urlsplit

from access_info.imports.issues import rules
from access_info.imports.issues.form import MOST_ANSWER, Answers
from access_info.imports.issues.redaction import without_sender
from access_info.loading.folders import is_agency_id
from access_info.model.declarations.suggestions import nearest
from access_info.model.declarations.typed_days import AcceptedDays, read_day
from access_info.model.declarations.types import fold, is_web_address
from access_info.model.vocabularies import AGENCY_TYPES
from access_info.problems import Location, Problem, Rule

_IN_FORMS = AcceptedDays(
    day_first="/.-", year_first="-", month_of_year="/.-", year_month="-", year=True
)
_COMMITTEE = "uy-ban-nhan-dan-"
_AGENCIES = "co-quan"


class Wish(StrEnum):
    """Name what a form asks for; the value is the form's name."""

    CORRECTION = "thong-tin-sai"
    NEW_AGENCY = "thieu-co-quan"
    NEW_ITEM = "de-nghi-cong-khai"
    AGENCY_CORRECTION = "de-nghi-dinh-chinh"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Known:
    """Hold what is known of an agency that a form may speak of.

    Attributes:
        names: Its names, as people may type them.
        items: Ids of its rows.
        text: The text of its data files.
    """

    names: tuple[str, ...]
    items: frozenset[str] = frozenset()
    text: str = ""


@dataclasses.dataclass(frozen=True, kw_only=True)
class IssueRequest:
    """Hold what is to be done.

    Attributes:
        wish: What kind.
        agency: Folder name, of a new agency too.
        values: By YAML key, as typed in the file; by name for a correction.
    """

    wish: Wish
    agency: str
    values: Mapping[str, str | list[str]]


def request_of(
    answers: Answers, agencies: Callable[[], Mapping[str, Known]], *, place: Path
) -> tuple[IssueRequest | None, list[Problem]]:
    """Understand a form.

    Args:
        answers: The form as it was filled in.
        agencies: Gives all agencies, by folder name.
        place: Where the text stands, for problems.

    Returns:
        The request, or `None` when a problem stops it, and all problems.
    """
    reading = _RequestReading(answers, agencies(), Location(place.resolve().as_posix()))
    request = reading.request()
    return request, reading.problems


class _RequestReading:
    def __init__(self, answers: Answers, agencies: Mapping[str, Known], place: Location) -> None:
        self._answers = answers
        self._fields = answers.fields
        self._agencies = agencies
        self._place = place
        self._questions = {name: label for label, name in answers.form.questions.items()}
        self.problems: list[Problem] = []

    def request(self) -> IssueRequest | None:
        if self._answers.form.name not in list(Wish):
            self._tell(rules.NOT_DATA, form=self._answers.form.name)
            return None
        missing = self._answers.missing
        for question in missing:
            self._tell(rules.UNANSWERED, question=question)
        for name in self._answers.cut:
            self._tell(rules.CUT, question=self._questions[name], most=MOST_ANSWER)
        if missing:
            return None
        wish = Wish(self._answers.form.name)
        make = {
            Wish.CORRECTION: self._correction,
            Wish.AGENCY_CORRECTION: self._correction,
            Wish.NEW_ITEM: self._item,
            Wish.NEW_AGENCY: self._new_agency,
        }[wish]
        return make(wish)

    def _tell(self, rule: Rule, **values: object) -> None:
        self.problems.append(rule.at(self._place, **values))

    def _correction(self, wish: Wish) -> IssueRequest | None:
        text = self._fields.get("trang") or self._fields.get("co-quan", "")
        agency = self._agency(text)
        if agency is None:
            return None
        known = self._agencies[agency]
        item = self._fields.get("muc", "").strip() or _anchor(text)
        if item and item not in known.items:
            if "muc" in self._fields:
                near = nearest(item, known.items)
                hint = f" Có phải “{near[0]}”?" if near else ""
                self._tell(rules.UNKNOWN_ROW, agency=agency, text=item, hint=hint)
                return None
            item = ""
        values: dict[str, str | list[str]] = {
            name: self._redacted(name, known.text)
            for name in ("sai", "dung")
            if name in self._fields
        }
        day = self._day("ngay-phat-hien", whole=True)
        values |= {"muc": item} if item else {}
        values |= {"ngay-phat-hien": day} if day else {}
        return IssueRequest(wish=wish, agency=agency, values=values)

    def _item(self, wish: Wish) -> IssueRequest | None:
        agency = self._agency(self._fields["co-quan"])
        if agency is None:
            return None
        day = self._day("ngay-ban-hanh", whole=False)
        addresses = [line.strip() for line in self._fields.get("dia-chi", "").split("\n")]
        note = self._fields.get("ghi-chu", "")
        # What is no address is still something that was said.
        odd = [line for line in addresses if line and not is_web_address(line)]
        note = "\n".join((note, *odd)).strip() if odd else note
        values: dict[str, str | list[str]] = {
            "ten": self._fields["ten"],
            "diem": re.findall(r"[\w.-]+", self._fields.get("diem", "")),
            "so_ky_hieu": self._fields.get("so-ky-hieu", ""),
            "ngay_ban_hanh": day,
            "don_vi": self._fields.get("don-vi", ""),
            "dia_chi": [line for line in addresses if is_web_address(line)],
            "ghi_chu": note,
        }
        filled = {key: value for key, value in values.items() if value}
        return IssueRequest(wish=wish, agency=agency, values=filled)

    def _new_agency(self, wish: Wish) -> IssueRequest | None:
        name = " ".join(self._fields["ten"].split())
        kind = fold(self._fields["loai"])
        types = {fold(label): key for key, label in AGENCY_TYPES.items()} | {
            key: key for key in AGENCY_TYPES
        }
        if kind not in types:
            self._tell(rules.UNANSWERED, question=self._questions["loai"])
            return None
        suggested = _ascii(fold(name).removeprefix(_COMMITTEE)) or "co-quan-moi"
        wanted = self._fields.get("ma", "").strip() or suggested
        if not is_agency_id(wanted) or wanted in self._agencies:
            taken = wanted in self._agencies
            reason = "đã có cơ quan khác dùng" if taken else "không dùng làm địa chỉ được"
            other = f"{suggested}-2" if taken else suggested
            self._tell(rules.BAD_NEW_ID, text=wanted, reason=reason, suggested=other)
            return None
        site = self._fields.get("trang-web", "").strip()
        values: dict[str, str | list[str]] = {"ten": name, "loai": types[kind]}
        values |= {"trang_web": site} if is_web_address(site) else {}
        return IssueRequest(wish=wish, agency=wanted, values=values)

    def _agency(self, text: str) -> str | None:
        ids = list(dict.fromkeys(_matches(text, self._agencies)))
        if len(ids) == 1:
            return ids[0]
        near = ids or nearest(text, self._agencies, count=3)
        hint = f" Gần giống: {', '.join(near[:3])}." if near else ""
        self._tell(rules.UNCLEAR_AGENCY, text=text, hint=hint)
        return None

    def _redacted(self, name: str, known: str) -> str:
        text, removed = without_sender(self._fields[name], known=known)
        if removed:
            self._tell(rules.REDACTED, question=self._questions[name], what=", ".join(removed))
        return text

    def _day(self, name: str, *, whole: bool) -> str:
        typed = self._fields.get(name, "").strip()
        day = as_date(typed)
        if typed and (not day or (whole and day.count("-") < 2)):  # noqa: PLR2004 - year, month, day
            self._tell(rules.UNCLEAR_DATE, question=self._questions[name], text=typed)
            return ""
        return day


def as_date(typed: str) -> str:
    """Return a day as people write it, the way data holds it; "" when it is none."""
    day = read_day(typed, _IN_FORMS)
    return day.iso if day is not None else ""


def _matches(text: str, agencies: Mapping[str, Known]) -> Iterator[str]:
    """Yield agencies that an address, an id or a name stands for; the surest way first."""
    if is_web_address(text):
        try:
            path = urlsplit(text).path
        except ValueError:
            return
        parts = [unquote(part) for part in path.split("/") if part]
        below = [parts[at + 1] for at, part in enumerate(parts[:-1]) if part == _AGENCIES]
        yield from (part for part in below or parts if part in agencies)
        if not below and len(agencies) == 1:
            yield from agencies
        return
    typed = text.strip().lower()
    if typed in agencies:
        yield typed
        return
    folded = fold(text)
    for name, known in agencies.items():
        if folded and folded in {fold(known_name) for known_name in known.names}:
            yield name


def _anchor(address: str) -> str:
    try:
        return unquote(urlsplit(address).fragment)
    except ValueError:
        return ""


def _ascii(text: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", text))[:60].strip("-")
