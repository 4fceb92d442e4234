"""Understand single cells of a list: ordinals, days, codes, document numbers, addresses."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import re
from collections.abc import Mapping
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

from access_info.imports.lists.wordings import expanded, folded, match_of, pattern, says, wordings
from access_info.model.typed_days import AcceptedDays, TypedDay, day_pattern, read_day, typed_day
from access_info.model.vocabularies import FREQUENCIES, ITEM_STATUSES
from access_info.office_files.document import Cell, Grid

# Words of a cell → codes that the data knows, and the other way round.

CODED: Mapping[str, Mapping[str, str]] = {"tan_suat": FREQUENCIES, "tinh_trang": ITEM_STATUSES}


def code_of(field: str, text: str) -> str:
    """Return the code of frequency or status that a cell's words mean; "" for none.

    Args:
        field: `tan_suat` or `tinh_trang`.
        text: The words: `Hằng quý`, `01 lần/năm`, `Hết hiệu lực từ 01/9/2026`.
    """
    plain = folded(text)
    if plain in CODED[field]:
        return plain
    if field == "tinh_trang" and says("partly_valid", plain):
        return ""
    for code, matcher in _code_patterns(field):
        if matcher.fullmatch(plain) or (field == "tinh_trang" and matcher.match(plain)):
            return code
    return ""


def says_only(field: str, text: str) -> bool:
    """Tell whether a cell says nothing beyond its code, so that no remark need keep the rest.

    So does `Hết hiệu lực`; `Hết hiệu lực từ 01/9/2026` says more.
    """
    plain = folded(text)
    if field == "tan_suat" or plain in CODED[field]:
        return True
    return any(matcher.fullmatch(plain) for _, matcher in _code_patterns(field))


@functools.cache
def _code_patterns(field: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return (code, pattern of the folded words that mean it) for each code of a field."""
    codes = wordings()["codes"][field].items()
    return tuple((code, re.compile(f"(?:{expanded(is_)})(?=-|$)")) for code, is_ in codes)


def label_of(field: str, code: str) -> str:
    """Return the label of a code, or of words that mean one; other words stay as they are."""
    label = CODED[field].get(code) or CODED[field].get(code_of(field, code))
    return label or code


def code_of_label(field: str, label: str) -> str:
    """Return the code of a label; other words stay as they are."""
    return next((code for code, known_label in CODED[field].items() if known_label == label), label)


# Ordinals (“marks”) before groups and items: `II.`, `A`, `1.1`, `-`; and rows that are no items.

MarkKind: TypeAlias = Literal["roman", "letter", "decimal", "sub", "sign", ""]

_ROMAN = re.compile(r"[IVXLC]+")
# “II.”, “A)”, “1.2.3”, “(b)”; not “12a”.
_MARK = re.compile(
    r"\(?(?P<mark>(?:[IVXLC]{1,9}|[A-ZĐ])(?:\.\d{1,3}){0,3}|[a-zđ]|\d{1,4}(?:\.\d{1,3}){0,3})"
    r"(?P<end>[-.)/:]{0,2})"
)
# “Mục 3”, “(3)”, “1.2a)”; not “Mục lục”.
_ORDER = re.compile(r"(?:(?:mục|số|stt)\s*)?[\s\d.,()/*+–-]+[a-zđ]?[.)]?", re.IGNORECASE)
_SIGN = re.compile(r"\s*[-–—+*•●]\s*(?=[^\W\d]|\d)")
_MAX_SIGNATURE = 160
_MAX_SUM = 80


def mark_kind(text: str, before: str = "") -> MarkKind:
    """Return the kind of an ordinal: roman, letter, decimal, sub (`1.2`) or sign; "" for other text.

    Args:
        text: A cell's text.
        before: The ordinal before this one: `I` is a letter after `H`, else a roman number.
    """
    if text in {"-", "–", "+", "*", "•"}:
        return "sign"
    match = _MARK.fullmatch(text)
    if match is None:
        return ""
    mark = match["mark"]
    if "." in mark:
        return "sub"
    if mark[0].isdigit():
        return "decimal"
    if _ROMAN.fullmatch(mark):
        follows = len(before) == 1 and chr(ord(before) + 1) == mark
        return "letter" if follows else "roman"
    return "letter"


def is_order(text: str) -> bool:
    """Tell whether a text is only an ordinal: `12.`, `(3)`, `IV.1`, `Mục 3`."""
    return _ORDER.fullmatch(text) is not None or mark_kind(text) != ""


def continues_text(text: str) -> bool:
    """Tell whether a text continues a sentence above: it begins with a small letter, perhaps behind “(”."""
    return text.lstrip("(")[:1].islower()


def listed_entries(text: str) -> list[str]:
    """Return the entries of a cell that lists several, each behind a dash or bullet; [] for other cells.

    `- Niêm yết tại trụ sở - Loa truyền thanh` → `["Niêm yết tại trụ sở", "Loa truyền thanh"]`
    """
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) == 1 and _SIGN.match(text):
        lines = re.split(rf"\s(?={re.escape(text.strip()[0])}\s)", text.strip())
    if len(lines) < 2 or not all(map(_SIGN.match, lines)):  # noqa: PLR2004
        return []
    return [entry for line in lines if (entry := _SIGN.sub("", line, count=1).strip(" ;.,"))]


def bare_mark(text: str) -> str:
    """Return an ordinal without its full stop, colon, brackets, dash or slash: `(1.)` → `1`."""
    return text.strip("().: /-")


def split_mark(text: str) -> tuple[str, str]:
    """Return a heading's ordinal ("" for none) and words: `II. Hộ tịch` → `("II", "Hộ tịch")`."""
    match = match_of("heading_mark", text)
    if match is None:
        return "", text
    return match["mark"], match["text"].strip()


def names_group(text: str) -> bool:
    """Tell whether words name a group of items: “Lĩnh vực …”, “Nhóm …”, or all capitals."""
    letters = [char for char in text if char.isalpha()]
    capitals = len(letters) > 2 and text == text.upper()  # noqa: PLR2004
    return capitals or says("group_word", text)


def names_sum(text: str) -> bool:
    """Tell whether words are the label of a row of totals and nothing else: “Tổng cộng”, “Cộng”."""
    # Without accents, “Cộng” and “Cổng” are one word.
    if len(text) <= _MAX_SUM and says("excel_sum", text):
        return True
    spelt = text.isascii() or says("sum_with_accents", text)
    plain = folded(text)
    if len(text) > _MAX_SUM or not spelt or not says("sum", plain):
        return False
    return not (text.isascii() and plain.startswith(("cong-thong-tin", "cong-van")))


def names_balance(text: str) -> bool:
    """Tell whether words are the label of a row of balances: “Chênh lệch thu chi”, “Số dư cuối kỳ”."""
    return len(text) <= _MAX_SUM and says("balance", text)


def is_note(text: str) -> bool:
    """Tell whether words alone in a row are a remark on the table: “(…)”, “* …”, “Ghi chú: …”."""
    in_brackets = text.startswith("(") and text.endswith(")")
    return in_brackets or text.startswith("*") or says("note", text)


def is_signature(text: str) -> bool:
    """Tell whether words belong to the signatures below a table: a signer's post, place and day."""
    signs = says("signer", text) or says("place_and_day", text)
    return signs and len(text) <= _MAX_SIGNATURE


# A day as offices type it → a day, a month or a year.

# Above this length a cell holds no number and day.
_MAX_DIVIDED = 1_000
# Serial day numbers of the years 1954 to 2105; smaller and larger numbers are no days.
_SERIALS = range(20_000, 75_000)
# A time of day stands behind the point.
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)
_EPOCH = datetime.date(1899, 12, 30)
_SIGNS = "/.-–"
_IN_CELLS = AcceptedDays(
    day_first=_SIGNS,
    year_first="-/.",
    month_of_year=_SIGNS,
    year_month="-",
    year=True,
    words=True,
    short_years=True,
    around=True,
    centuries=(19, 20, 21),
    years=range(1945, 2200),
)
_BEHIND_NUMBERS = day_pattern(AcceptedDays(day_first="/.-", words=True))
_OF_SPANS = day_pattern(
    AcceptedDays(day_first="/.-", year_first="/.-", words=True, short_years=True)
)
# “từ ngày 01/9/2026 đến hết ngày 30/9/2026”, “01/9/2026 – 30/9/2026”.
_SPAN = re.compile(
    rf"(?:từ\s+)?(?:ngày\s+)?({_OF_SPANS})\s*(?:đến|tới|[-–—→])\s*(?:hết\s+)?(?:ngày\s+)?({_OF_SPANS})\.?",
    re.IGNORECASE,
)
# A day at the end of a number: “3582/QĐ-UBND ngày 08/9/2026”, “… (08/9/2026)”.
_AT_END = re.compile(
    r"^(?P<number>.+?)[\s,;(]*(?:(?:ban hành\s+|ký\s+)?ngày\s+|,\s*|\(|\n|;\s*|\s-\s)\s*"
    rf"(?P<day>{_BEHIND_NUMBERS})\)?(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
# A document number that a narrow cell breaks over lines: “45”, “/BC-”, “UBND”.
_BROKEN = re.compile(r"\s*\n\s*(?=[/‐‑-]\S)|(?<=\w[/‐‑-])\s*\n\s*")
_HYPHEN = re.compile("[\u2010\u2011]")
# What shows that a second number or day follows.
_HOW_MANY = re.compile(r"\d/|/[A-ZĐ]|ngày\s+\d", re.IGNORECASE)


def part_of_day(text: str) -> str | None:
    """Return the day, month or year in a cell's text, as the data writes it; else `None`.

    `03/9/2026` → `2026-09-03`, `tháng 9/2026` → `2026-09`. `None` also for a quarter, which the data
    cannot hold, and for a day that would have to be guessed: `2/13/2026`.
    """
    day = read_day(" ".join(text.split()), _IN_CELLS)
    return day.iso if day is not None else None


def day_of_serial(digits: str) -> str | None:
    """Return the day of a workbook's serial day number shown as a plain number; else `None`.

    `46268` → `2026-09-03`
    """
    match = _SERIAL.fullmatch(digits)
    if match and int(match[1]) in _SERIALS:
        return (_EPOCH + datetime.timedelta(days=int(match[1]))).isoformat()
    return None


def day_as_typed(text: str) -> TypedDay | None:
    """Return a day as typed, with whether day or month comes first; `None` for text of another shape.

    The day need not exist: `31/11/2026`.
    """
    return typed_day(" ".join(text.split()), _IN_CELLS)


def span_of(text: str) -> tuple[str, str] | None:
    """Return first and last day of a period; `None` unless both are whole days.

    `từ 01/9/2026 đến 30/9/2026` → `("2026-09-01", "2026-09-30")`
    """
    match = _SPAN.fullmatch(" ".join(text.split()))
    parts = [part_of_day(match[part]) for part in (1, 2)] if match else []
    # No months or years.
    days = [day for day in parts if day and len(day) == len("2026-09-03")]
    return (days[0], days[1]) if len(days) == 2 and days[0] <= days[1] else None  # noqa: PLR2004


def number_and_day(text: str) -> tuple[str, str, str] | None:
    """Divide a document's number and its day into (number, day, rest); `None` unless it is one of each.

    `Quyết định số 12/QĐ-UBND ngày 03/9/2026 của UBND xã` → `("12/QĐ-UBND", "2026-09-03", "của UBND xã")`
    """
    match = _AT_END.match(_BROKEN.sub("", text)) if len(text) <= _MAX_DIVIDED else None
    if match is None:
        return None
    day = part_of_day(match["day"])
    number = " ".join(match["number"].split()).rstrip(" ,;(-")
    rest = " ".join(match["rest"].split()).strip(" .;,)")
    # Two numbers with their days are not one.
    if day is None or _HOW_MANY.search(rest) or number.count("/") > number.count("-") + 2:
        return None
    return bare_number(number), day, rest


def numbers_in_line(text: str) -> str:
    """Return the document numbers of a cell on one line, separated by “; ”.

    Numbers that a narrow cell breaks over several lines (`45`, `/BC-`, `UBND`) are joined again.
    """
    joined = (
        _HYPHEN.sub("-", _BROKEN.sub("", number)) for number in listed_entries(text) or [text]
    )
    bare = (pattern("number_word").sub("", number) for number in joined)
    return "; ".join(" ".join(number.split()) for number in bare)


def bare_number(text: str) -> str:
    """Return a document's number without words before it: `Quyết định số 12/QĐ-UBND` → `12/QĐ-UBND`."""
    rest = pattern("kind_of_document").sub("", text)
    return rest if rest and "/" in rest else text


# Web addresses of a cell: those that it links to, and those in its text.

_IN_TEXT = re.compile(r"(?:https?://|www\.)[^\s<>\"“”|{}^`\\]+", re.IGNORECASE)
# “mau.gov.vn/van-ban/12”; nothing of “phap@mau.gov.vn”.
_BARE = re.compile(
    r"(?<![\w@./-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:vn|com|org|net|info|example)(?![\w-])"
    r"(?:/[^\s<>\"“”|{}^`\\]*)?",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.\-]*):")
_WEB = frozenset({"http", "https"})
_POST = frozenset({"mailto", "tel"})
_UNSAFE_CHARS = re.compile(r"[\s\"<>\\^`{|}]")
_TRAILING = ".,;:)]}»”'"


@dataclasses.dataclass(frozen=True)
class Links:
    """The web addresses of a cell.

    Attributes:
        addresses: The valid addresses, in order, each once.
        refused: The unsafe or broken ones, such as `javascript:…`.
        rest: The cell's other words, unless they only say “xem tại đây”.
        empty: Whether the words say “xem tại đây” while there is no link.
    """

    addresses: tuple[str, ...]
    refused: tuple[str, ...]
    rest: str
    empty: bool


def links_of(text: str, targets: tuple[str, ...]) -> Links:
    """Return the addresses of a cell, and its words beside them.

    Args:
        text: The cell's text.
        targets: The targets of the cell's hyperlinks.
    """
    taken: list[str] = []
    refused: list[str] = []
    for target in targets:
        address = _address(target)
        (refused if address is None else taken).append(target if address is None else address)
    rest = text
    for address in taken:
        if address.startswith(("mailto:", "tel:")):
            rest = rest.replace(address.partition(":")[2].partition("?")[0], " ", 1)
    written = [match[0].rstrip(_TRAILING) for match in _IN_TEXT.finditer(text)]
    if not written and not taken:
        written = [match[0].rstrip(_TRAILING) for match in _BARE.finditer(text)]
    for shown in written:
        rest = rest.replace(shown, " ", 1)
        address = _address(shown)
        # The text shows the address it leads to, perhaps cut short.
        if address is not None and not any(_shows(address, known) for known in taken):
            taken.append(address)
    if not written and not taken and not refused:
        scheme = _SCHEME.match(text)
        if scheme and scheme[1].lower() in {"javascript", "data", "vbscript", "file"}:
            return Links((), (text,), "", empty=False)
    rest = " ".join(rest.split()).strip(" ;,.:-–|()")
    inviting = bool(rest) and says("inviting", rest)
    empty = inviting and not taken and not refused
    if inviting or not folded(rest):
        rest = ""
    return Links(tuple(dict.fromkeys(taken)), tuple(dict.fromkeys(refused)), rest, empty)


def _address(target: str) -> str | None:
    """Return an address in the form of the data, with `https://` if it has no scheme; `None` if unsafe."""
    address = target.strip()
    if address.startswith("//"):
        address = f"https:{address}"
    scheme = _SCHEME.match(address)
    kind = scheme[1].lower() if scheme else ""
    if scheme and kind in _POST:
        return None if _UNSAFE_CHARS.search(address) else address
    if not scheme or (kind not in _WEB and "." in kind):
        if not _BARE.fullmatch(address) and not address.lower().startswith("www."):
            return None
        address = f"https://{address}"
    elif kind not in _WEB:
        return None
    elif not address.startswith(("http://", "https://")):
        address = kind + address[scheme.end() - 1 :]
    address = address.replace(" ", "%20")
    if _UNSAFE_CHARS.search(address):
        return None
    try:
        host = urlsplit(address).hostname
    except ValueError:
        return None
    return address if host and not host.startswith(".") else None


def _shows(shown: str, target: str) -> bool:
    """Tell whether an address in a cell's text only repeats the target of its link, perhaps cut short.

    Then the cell has one address, not two.
    """
    a, b = (
        address.removeprefix("https://").removeprefix("http://").rstrip("/")
        for address in (shown, target)
    )
    return a == b or b.startswith(a.rstrip("….")) or a.startswith(b)


# A grid's cells by row, with merged cells where people see them; each with the features of its text.

# “12.”, “1.2.3”, “IV)”, “-”; not “12a”.
_ORDER_SHAPE = re.compile(r"\(?(?:\d{1,4}(?:\.\d{1,3}){0,3}|[IVXLC]{1,9}|[A-ZĐa-zđ])[.)]?|[-–+*•]")
IDENTIFIER = re.compile(r"(?:19|20)\d{2}-\d{1,5}(?:[-.]\d+)?", re.ASCII)
# “12/QĐ-UBND”, “45/2026/NQ-HĐND”; not “3/9/2026”.
DOCUMENT = re.compile(r"\d{1,6}[A-Za-z]?\s*/\s*(?:(?:19|20)\d{2}\s*/\s*)?[A-ZĐa-zđ][\w&.\-–]*")
_DAY_IN = re.compile(
    rf"ngày\s+\d|{day_pattern(AcceptedDays(day_first='/.-', gap=''))}", re.IGNORECASE
)
_ADDRESS = re.compile(r"https?://|www\.|[\w-]+\.(?:gov|edu|com|org|vn)\b", re.IGNORECASE)
# “QĐ-UBND”, “/TB-UBND”; not “12/QĐ-UBND”.
_SYMBOL = re.compile(r"/?\s*[A-ZĐ][\w&.]*(?:\s*[-–/]\s*[A-ZĐ][\w&.]*)+|/\s*[A-ZĐ][\w&.]*")
_NO_LETTER = re.compile(r"[\W_]*")
_WORDED = ("post", "unit", "form", "moment", "span", "basis")
# The beginning of a cell is enough to judge it; some patterns are slow on long text.
_MAX_SHOWING, _MAX_WORDS, _MAX_NUMBER, _MIN_LONG = 500, 300, 199, 26


class ListCell(Cell):
    """A cell of a list with features of its text, each computed once, when first needed."""

    @classmethod
    def of(cls, cell: Cell) -> ListCell:
        """Return a cell as a `ListCell`; one that is a `ListCell` already, unchanged."""
        if isinstance(cell, cls):
            return cell
        return cls(**{field.name: getattr(cell, field.name) for field in dataclasses.fields(cell)})

    @functools.cached_property
    def flat(self) -> str:
        """The cell's text on one line."""
        return " ".join(self.text.split())

    @functools.cached_property
    def mark_kind(self) -> MarkKind:
        """The kind of ordinal that the cell holds and nothing else; "" for other text."""
        return mark_kind(self.flat)

    @functools.cached_property
    def is_tick(self) -> bool:
        """Whether the cell is ticked: “x”, “✓”."""
        return says("tick", self.flat)

    @functools.cached_property
    def is_mark(self) -> bool:
        """Whether the cell only says yes or no: a tick, “có”, “không”, nothing."""
        return says("yes", self.flat) or says("no", self.flat)

    @functools.cached_property
    def is_ditto(self) -> bool:
        """Whether the cell says “như trên” (as above) and has no link."""
        return not self.links and says("ditto", self.flat)

    @functools.cached_property
    def says_something(self) -> bool:
        """Whether the cell holds a link, a letter or a digit, more than dashes and dots."""
        return bool(self.links) or self.is_ditto or not _NO_LETTER.fullmatch(self.flat)

    @functools.cached_property
    def contents(self) -> frozenset[str]:
        """The kinds of content in the cell: a day, a link, a document's number, words of a unit.

        Columns are recognised by the kinds that their cells share.
        """
        text = self.flat[:_MAX_SHOWING]
        plain = folded(text[:_MAX_WORDS])
        address = _ADDRESS.search(text) is not None
        document = DOCUMENT.search(text) is not None and len(text) <= _MAX_NUMBER
        held = {
            "order": _ORDER_SHAPE.fullmatch(text),
            "id": IDENTIFIER.fullmatch(text),
            "bare-number": says("number_alone", text),
            "symbol": _SYMBOL.fullmatch(text),
            "date": self.kind == "date" or part_of_day(text) is not None,
            "document": document,
            "document-day": document and _DAY_IN.search(text),
            "link": self.links or address,
            "address": address,
            "long": len(text) >= _MIN_LONG,
            **{field: code_of(field, text) for field in CODED},
            **{words: pattern(words).search(plain) for words in _WORDED},
        }
        return frozenset(kind for kind, holds in held.items() if holds)


class Sheet:
    """A grid with its cells sorted by row.

    Attributes:
        grid: The grid.
        rows: Numbers of the rows in which a cell begins, in order.
    """

    def __init__(self, grid: Grid) -> None:
        """Sort the cells by row."""
        self.grid = grid
        self._by_row: dict[int, dict[int, ListCell]] = {}
        for cell in map(ListCell.of, grid.cells):
            self._by_row.setdefault(cell.row, {})[cell.column] = cell
        self.rows = sorted(self._by_row)

    def cells_in(self, row: int) -> Mapping[int, ListCell]:
        """Return the cells that begin in a row, by column."""
        return self._by_row.get(row, {})

    def texts(self, row: int) -> list[str]:
        """Return the texts of the filled cells that begin in a row, each on one line."""
        return [cell.flat for cell in self.cells_in(row).values() if cell.flat]

    def seen(self, row: int) -> dict[int, ListCell]:
        """Return the cells that begin in a row or, merged, reach down into it, by first column."""
        return {**self.covering(row), **self.cells_in(row)}

    def covering(self, row: int) -> Mapping[int, ListCell]:
        """Return the merged cells of rows above that reach down into a row, by first column."""
        return self._covering.get(row, {})

    @functools.cached_property
    def _covering(self) -> dict[int, dict[int, ListCell]]:
        """The merged cells that reach down into each row, by row and first column."""
        # A merged cell may reach down to the end of the sheet: only rows that hold anything count.
        covering: dict[int, dict[int, ListCell]] = {}
        tall = [c for cells in self._by_row.values() for c in cells.values() if c.rows > 1]
        for cell in tall:
            for row in self.rows:
                if cell.row < row < cell.row + cell.rows:
                    covering.setdefault(row, {})[cell.column] = cell
        return covering

    def at(self, row: int, column: int) -> ListCell | None:
        """Return the cell that covers a row and column, merged cells included; `None` for none."""
        for cell in self.seen(row).values():
            if cell.column <= column < cell.column + cell.columns:
                return cell
        return None
