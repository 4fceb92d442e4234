"""Columns of a list: what they hold, which say of each row which list it is of, and the field that each fills."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal, TypeAlias

from access_info.imports.lists.cells import CODED, Sheet, code_of, part_of_day
from access_info.imports.lists.headings import (
    BARE_NUMBER,
    FIELDS,
    ID,
    KIND,
    LONGEST,
    MAYBE,
    NUMBER_AND_DAY,
    ORDER,
    POSTED_FROM,
    POSTED_TO,
    WITHIN,
    ListName,
    is_other,
    lowest_tier,
    meanings,
)
from access_info.imports.lists.kinds import (
    CLOSED,
    CONDITIONAL,
    PUBLIC,
    Kind,
    kind_of_code,
    kind_of_label,
    kind_of_level,
    kinds_in,
    speaks_of_looks,
)
from access_info.imports.lists.wordings import folded, found, pattern, says
from access_info.imports.office.grid import Cell
from access_info.model.declarations.typed_days import AcceptedDays, day_pattern

# Keys to signs: “P - phải công khai; K - không được tiếp cận” → the kind that each sign means.

_SEPARATE = re.compile(r"[;.\n]|,(?=\s*\W?\w{1,3}\W?\s*(?:[-–—:=]|là\b))")
_SIGN = re.compile(r"[“\"'(\[]?\w{1,3}[”\"')\]]?")
_LONGEST = 300
_MOST_CELLS = 2
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_FEWEST_KINDS = 2


def sign_of(text: str) -> str:
    """Fold a cell for comparison as a sign: “(Mức A)” → “a”.

    Args:
        text: The cell's words.
    """
    bare = unicodedata.normalize("NFC", text).strip(" ()[]“”\"'.").casefold()
    return pattern("before_sign").sub("", bare)


def counts_up(texts: Sequence[str]) -> bool:
    """Tell whether signs only number the rows, one after the other.

    Args:
        texts: The signs of a column, from above.
    """
    count = len(texts)
    return list(texts) in ([str(n + 1) for n in range(count)], list(_LETTERS[:count]))


def signs_explained(texts: Iterable[str]) -> Mapping[str, Kind]:
    """Map each sign to its kind; empty where the texts hold no key, or one in doubt.

    Args:
        texts: Lines and paragraphs around a table.
    """
    kinds: dict[str, Kind] = {}
    for text in texts:
        entries = list(_entries(text)) if len(text) <= _LONGEST else []
        if not any(sign for sign, _ in entries):
            if _is_other_key(text):
                return {}
            continue
        for sign, kind in entries:
            if not sign or kind is None or kinds.setdefault(sign, kind) != kind:
                return {}
    return kinds if len(set(kinds.values())) >= _FEWEST_KINDS else {}


def closed_sign_row(sheet: Sheet) -> int | None:
    """Find the row of a table of signs that means closed: “Z | không được tiếp cận”.

    Args:
        sheet: The grid; numbers in order count as signs only where they mean several kinds.
    """
    signs: list[str] = []
    meanings: dict[Kind | None, int] = {}
    for row in sheet.rows:
        cells = [cell.flat for cell in sheet.cells_in(row).values() if cell.flat]
        if len(cells) != _MOST_CELLS or not _SIGN.fullmatch(cells[0]):
            continue
        signs.append(sign_of(cells[0]))
        for _, kind in _entries(": ".join(cells)[:_LONGEST]):
            meanings.setdefault(kind, row)
    is_key = len(meanings) >= _FEWEST_KINDS or (len(signs) > 1 and not counts_up(signs))
    return meanings.get(CLOSED) if is_key else None


def _is_other_key(text: str) -> bool:
    """Tell whether a line says that something else than signs of a column means closed."""
    explains = speaks_of_looks(text) or text.lstrip(" (").startswith("*")
    return explains and CLOSED in kinds_in(text)


def short_lines(sheet: Sheet) -> Iterator[str]:
    """Yield the rows of a grid that are short enough to be a key: those of a cell or two.

    Args:
        sheet: The grid.
    """
    for row in sheet.rows:
        cells = [cell.flat for cell in sheet.cells_in(row).values() if cell.flat]
        if len(cells) <= _MOST_CELLS:
            yield ": ".join(cells)


def _entries(text: str) -> Iterator[tuple[str, Kind | None]]:
    """Yield the sign and the kind of each clause that speaks of a kind.

    The sign is "" where there is none, the kind `None` where the clause speaks of several.
    """
    for clause in _SEPARATE.split(unicodedata.normalize("NFC", text)):
        entry = found("key_entry", clause.strip())
        words = entry["words"] if entry else clause
        kinds = kinds_in(words) or frozenset(
            {kind} if (kind := kind_of_label(words.strip())) is not None else ()
        )
        if kinds:
            yield (
                sign_of(entry["sign"]) if entry else "",
                next(iter(kinds)) if len(kinds) == 1 else None,
            )


# Contents of a column → how well they agree with a field.

# “12.”, “1.2.3”, “IV)”, “-”; not “12a”.
_ORDER = re.compile(r"\(?(?:\d{1,4}(?:\.\d{1,3}){0,3}|[IVXLC]{1,9}|[A-ZĐa-zđ])[.)]?|[-–+*•]")
IDENTIFIER = re.compile(r"(?:19|20)\d{2}-\d{1,5}(?:[-.]\d+)?", re.ASCII)
# “12/QĐ-UBND”, “45/2026/NQ-HĐND”; not “3/9/2026”.
DOCUMENT = re.compile(r"\d{1,6}[A-Za-z]?\s*/\s*(?:(?:19|20)\d{2}\s*/\s*)?[A-ZĐa-zđ][\w&.\-–]*")
_DAY_IN = re.compile(
    rf"ngày\s+\d|{day_pattern(AcceptedDays(day_first='/.-', gap=''))}", re.IGNORECASE
)
_ADDRESS = re.compile(r"https?://|www\.|[\w-]+\.(?:gov|edu|com|org|vn)\b", re.IGNORECASE)
# “QĐ-UBND”, “/TB-UBND”; not “12/QĐ-UBND”.
_SYMBOL = re.compile(r"/?\s*[A-ZĐ][\w&.]*(?:\s*[-–/]\s*[A-ZĐ][\w&.]*)+|/\s*[A-ZĐ][\w&.]*")
_WORDED = ("post", "unit", "form", "moment", "span", "basis")
_SAMPLE = 200
_LONG = 25
_MOST = 500


@dataclasses.dataclass(frozen=True)
class Profile:
    """Shares of a column's filled cells by the kind of their content, each from 0 to 1.

    Attributes:
        filled: How many cells are filled.
        shares: By kind.
        distinct: How many different texts there are, for each filled cell.
    """

    filled: int
    shares: dict[str, float]
    distinct: float

    def of(self, kind: str) -> float:
        """Return the share of a kind, from 0 to 1."""
        return self.shares.get(kind, 0.0)


def profile(cells: Sequence[Cell]) -> Profile:
    """Count which part of a column's cells is of which kind: dates, links, numbers.

    Args:
        cells: Its filled cells below the heading.
    """
    sample = cells[:_SAMPLE]
    if not sample:
        return Profile(0, {}, 0.0)
    counts: dict[str, int] = {}
    for cell in sample:
        for kind in _kinds(cell):
            counts[kind] = counts.get(kind, 0) + 1
    shares = {kind: count / len(sample) for kind, count in counts.items()}
    return Profile(
        len(sample), shares, len({cell.flat.casefold() for cell in sample}) / len(sample)
    )


def _kinds(cell: Cell) -> set[str]:
    # A cell's beginning tells its kind; on long words some patterns take long.
    text = cell.flat[:_MOST]
    kinds = set()
    plain = folded(text[:300])
    if _ORDER.fullmatch(text):
        kinds.add("order")
    if IDENTIFIER.fullmatch(text):
        kinds.add("id")
    if says("number_alone", text):
        kinds.add("bare-number")
    if _SYMBOL.fullmatch(text):
        kinds.add("symbol")
    kinds |= {field for field in CODED if code_of(field, text)}
    if cell.kind == "date" or part_of_day(text) is not None:
        kinds.add("date")
    if DOCUMENT.search(text) and len(text) < 200:  # noqa: PLR2004
        kinds.add("document")
        if _DAY_IN.search(text):
            kinds.add("document-day")
    if cell.links or _ADDRESS.search(text):
        kinds.add("link")
    if _ADDRESS.search(text):
        kinds.add("address")
    if len(text) > _LONG:
        kinds.add("long")
    kinds |= {kind for kind in _WORDED if pattern(kind).search(plain)}
    return kinds


def names_form(heading: str) -> bool:
    """Tell whether a heading begins with a form of disclosure: “Niêm yết”, “Phát loa”."""
    return pattern("form").match(folded(heading)) is not None


def agreement(field: str, held: Profile) -> float:
    """Score how well cells suit a field: above 0 for it, below 0 against it, 0 if unknown."""
    if not held.filled:
        return 0.0
    return _AGREE[field](held) if field in _AGREE else 0.0


def _order(held: Profile) -> float:
    return 4.0 if held.of("order") > 0.6 else -6.0 + 6.0 * held.of("order")  # noqa: PLR2004


def _id(held: Profile) -> float:
    return 4.0 if held.of("id") > 0.6 else -6.0  # noqa: PLR2004


def _title(held: Profile) -> float:
    wrong = max(held.of("date"), held.of("order"), held.of("id"))
    # The names of items may lead somewhere; “Xem tại đây”, row after row, is no name.
    same = held.of("link") if held.distinct < 0.5 else held.of("address")  # noqa: PLR2004
    bare = same if held.of("long") < 0.5 else 0.0  # noqa: PLR2004
    return 3.0 * held.of("long") + held.distinct - 5.0 * max(wrong, bare)


def _number(held: Profile) -> float:
    wrong = max(held.of("date"), held.of("address"), held.of("order") * 0.5)
    # A symbol alone names no document.
    halved = 1.0 if held.of("symbol") > 0.6 > held.of("document") else 0.0  # noqa: PLR2004
    return 4.0 * held.of("document") - 5.0 * wrong - 3.0 * held.of("form") - halved


def _number_and_day(held: Profile) -> float:
    return 4.0 * held.of("document-day") + held.of("document") - 5.0 * held.of("link")


def _day(held: Profile) -> float:
    other = max(held.of("link"), held.of("unit"), held.of("form"))
    return 4.0 * held.of("date") - 5.0 * other - 2.0 * held.of("long")


def _link(held: Profile) -> float:
    bare = 0.0 if held.of("link") else 0.4
    return 4.0 * held.of("link") - 4.0 * max(held.of("date"), held.of("unit") * 0.5) - bare


def _unit(held: Profile) -> float:
    return 3.0 * held.of("unit") - 4.0 * max(held.of("date"), held.of("link"))


def _forms(held: Profile) -> float:
    return 4.0 * held.of("form") - 4.0 * max(held.of("date"), held.of("link"))


def _moment(held: Profile) -> float:
    return 2.0 * held.of("moment") - 1.5 * held.of("span") - 4.0 * held.of("link")


def _span(held: Profile) -> float:
    return 2.0 * held.of("span") - 1.5 * held.of("moment") - 4.0 * held.of("link")


def _basis(held: Profile) -> float:
    return 3.0 * held.of("basis") - 4.0 * max(held.of("date"), held.of("link"))


def _status(held: Profile) -> float:
    return 4.0 * held.of("tinh_trang") - 1.0 if held.of("tinh_trang") else -6.0


def _frequency(held: Profile) -> float:
    return 3.0 * held.of("tan_suat") - 1.0 - 4.0 * max(held.of("date"), held.of("link"))


def _posted(held: Profile) -> float:
    return _day(held) if held.of("date") else -6.0


def _group(held: Profile) -> float:
    wrong = max(held.of("date"), held.of("link"), held.of("order"))
    return 2.0 - 3.0 * held.distinct - 4.0 * wrong if held.filled > 3 else -2.0 * wrong  # noqa: PLR2004


_AGREE = {
    ORDER: _order,
    ID: _id,
    NUMBER_AND_DAY: _number_and_day,
    "ten": _title,
    "so_ky_hieu": _number,
    "ngay_ban_hanh": _day,
    "dia_chi": _link,
    "don_vi": _unit,
    "hinh_thuc": _forms,
    "thoi_diem": _moment,
    "thoi_han": _span,
    "can_cu": _basis,
    "nhom": _group,
    "tinh_trang": _status,
    "tan_suat": _frequency,
    "ngay_cong_khai": _day,
    "ngay_cap_nhat": _day,
    POSTED_FROM: _posted,
    POSTED_TO: _posted,
}


# Columns that say of each row which list it belongs to: ticked ones, or one of words.

_HALF = 2
_CODE = 3


@dataclasses.dataclass(frozen=True)
class RowKinds:
    """How a table's columns say which list a row belongs to.

    Attributes:
        ticked: Kind by number of the column that is ticked for it.
        named: Number of the column that names the kind in words; 0 for none.
        named_kinds: The kinds that it names.
        worded: Columns of information under conditions that say which conditions.
        parallel: Whether lists stand beside each other, each in a column of its own.
        signs: What the signs of that column mean, where a key explains them.
    """

    ticked: Mapping[int, Kind] = dataclasses.field(default_factory=dict)
    named: int = 0
    named_kinds: frozenset[Kind] = frozenset()
    worded: frozenset[int] = frozenset()
    parallel: bool = False
    signs: Mapping[str, Kind] = dataclasses.field(default_factory=dict)

    @property
    def columns(self) -> frozenset[int]:
        """The columns that say which list a row belongs to, and nothing else."""
        return frozenset(self.ticked) | ({self.named} if self.named else set())

    def kinds(self, cells: Sequence[Cell]) -> frozenset[Kind] | None:
        """Return the kinds that a row is marked for; `None` where a mark is ambiguous.

        Args:
            cells: Its cells, merged ones from above and those of rows that go on with it included.
        """
        kinds: set[Kind] = set()
        for cell in cells:
            if cell.column == self.named and not (self._is_blank(cell.flat)):
                kind = self.signs.get(sign_of(cell.flat)) if self.signs else kind_of_code(cell.flat)
                if kind is None:
                    return None
                kinds.add(kind)
            for number, kind in self.ticked.items():
                if not cell.column <= number < cell.column + cell.columns:
                    continue
                if says("unclear_mark", cell.flat):
                    return None
                if cell.flat and not says("no", cell.flat):
                    kinds.add(kind)
        return frozenset(kinds)

    def _is_blank(self, text: str) -> bool:
        """Tell whether a cell names no kind; “Không” names one only beside “Công khai”."""
        if self.signs:
            return sign_of(text) not in self.signs and bool(says("no", text))
        is_code = PUBLIC in self.named_kinds and kind_of_code(text) is not None
        return bool(says("no", text)) and not is_code

    @property
    def names_public(self) -> bool:
        """Whether rows of the public list are marked too, so that one without a mark is in doubt."""
        return PUBLIC in (*self.ticked.values(), *self.named_kinds)


UNMARKED = RowKinds()


def row_kinds(
    headings: Mapping[int, str],
    held: Mapping[int, Sequence[Cell]],
    titles: frozenset[int],
    signs: Mapping[str, Kind] | None = None,
) -> RowKinds:
    """Find the columns that say which list a row belongs to.

    Args:
        headings: The words over each column, of several tiers joined by “ / ”.
        held: The filled cells below them.
        titles: Columns whose headings mean the name of an item.
        signs: What signs mean by a key that stands around the table.
    """
    signed = _signed(headings, held, titles, signs) if signs else None
    if signed is not None:
        return signed
    ticked = {
        number: kind
        for number, heading in headings.items()
        if (kind := _kind_of_heading(heading, held.get(number, ()))) is not None
    }
    levels = _levels(headings, held, titles)
    if levels is not None:
        # “Điều kiện” beside it may say in words which conditions: such a column is not ticked.
        ticked = {
            number: kind
            for number, kind in ticked.items()
            if number != levels.named and all(is_mark(cell.flat) for cell in held.get(number, ()))
        }
        return dataclasses.replace(levels, ticked=ticked)
    worded = {number for number in ticked if any(map(_is_words, held.get(number, ())))}
    name = bool(titles - set(ticked))
    if len(set(ticked.values())) > 1:
        if worded and not name:
            return RowKinds(parallel=True)
        return RowKinds(ticked, worded=_conditions(ticked, worded))
    if ticked and (not worded or (name and PUBLIC not in ticked.values())):
        filled = any(held.get(number) for number in ticked)
        marks = RowKinds(ticked, worded=_conditions(ticked, worded))
        return marks if filled or name else RowKinds()
    return RowKinds()


def _signed(
    headings: Mapping[int, str],
    held: Mapping[int, Sequence[Cell]],
    titles: frozenset[int],
    signs: Mapping[str, Kind],
) -> RowKinds | None:
    """Find the one column of a class whose cells are all signs of a key."""
    columns = [
        number
        for number, heading in headings.items()
        if number not in titles
        and says("class_heading", _folded_tier(heading))
        and held.get(number)
        and all(sign_of(cell.flat) in signs for cell in held[number])
        and not counts_up([sign_of(cell.flat) for cell in held[number]])
    ]
    if len(columns) != 1:
        return None
    return RowKinds(named=columns[0], named_kinds=frozenset(signs.values()), signs=signs)


def _levels(
    headings: Mapping[int, str], held: Mapping[int, Sequence[Cell]], titles: frozenset[int]
) -> RowKinds | None:
    """Find the column that names each row's kind in words or codes.

    Its heading may say anything: what counts is that its cells name kinds, those of “Công khai” and
    others; where only some do, the heading must be that of a class.
    """
    for number, heading in headings.items():
        if number in titles:
            continue
        cells = [cell.flat for cell in held.get(number, ()) if not says("no", cell.flat)]
        kinds = [kind_of_level(text) for text in cells]
        known = {kind for kind in kinds if kind is not None}
        often = sum(kind is not None for kind in kinds) * _HALF >= len(kinds)
        classes = says("class_heading", _folded_tier(heading))
        if known - {PUBLIC} and (often or (classes and CLOSED in known)):
            return RowKinds(named=number, named_kinds=frozenset(known))
        if cells and says("secrecy_heading", _folded_tier(heading)):
            return RowKinds(named=number, named_kinds=frozenset({CLOSED}))
        if classes and often and known and any(len(text) <= _CODE for text in cells):
            # “K” among “Công khai” may mean a kind: whoever has the file is asked.
            return RowKinds(named=number, named_kinds=frozenset(known))
        codes = _codes(cells, [cell.flat for cell in held.get(number, ())], heading)
        if codes:
            return RowKinds(named=number, named_kinds=codes)
    return None


def _codes(positive: Sequence[str], texts: Sequence[str], heading: str) -> frozenset[Kind]:
    """Return the kinds that a column of codes names; none where it is no such column.

    “Không” is a code only beside that of the public list; “Đóng”, “Hạn chế” and the like only where
    every cell names a kind.
    """
    if not positive or says("forms_heading", _folded_tier(heading)):
        return frozenset()
    named = frozenset(kind for text in positive if (kind := kind_of_code(text)) is not None)
    # “Có” and “Không” alone say nothing of which list.
    all_named = all(kind_of_code(text) is not None for text in texts)
    if PUBLIC in named and all_named:
        named |= {kind for text in texts if (kind := kind_of_code(text)) is not None}
        return named if named - {PUBLIC} else frozenset()
    classes = says("class_heading", _folded_tier(heading))
    return named if classes and named - {PUBLIC} and len(named) > 1 else frozenset()


def _folded_tier(heading: str) -> str:
    return folded(lowest_tier(heading).replace("_", " "))


def _conditions(ticked: Mapping[int, Kind], worded: set[int]) -> frozenset[int]:
    return frozenset(number for number in worded if ticked[number] == CONDITIONAL)


def is_mark(text: str) -> bool:
    """Tell whether a cell says yes or no and nothing else."""
    return bool(says("yes", text) or says("no", text))


def _kind_of_heading(heading: str, cells: Sequence[Cell]) -> Kind | None:
    """Find the kind that a heading names; of ticked columns, also one it only speaks of."""
    parts = [part for part in heading.split(" / ") if part.strip()]
    if parts and says("forms_heading", parts[0]):
        return None
    tiers = [kind_of_label(part) for part in parts]
    named = next((kind for kind in reversed(tiers) if kind is not None), None)
    if named is None and cells and all(is_mark(cell.flat) for cell in cells):
        kinds = kinds_in(" ".join(parts)) - {PUBLIC}
        return next(iter(kinds)) if len(kinds) == 1 else None
    return named


def _is_words(cell: Cell) -> bool:
    """Tell whether a cell says more than a mark does."""
    return not is_mark(cell.flat) and not says("unclear_mark", cell.flat)


# Columns of a list → the field that each fills, by its heading and by the cells below it.

Confidence: TypeAlias = Literal["chắc chắn", "có thể", "không rõ"]

_BY_CONTENT = 0.6
_WORST = -3.0
_DOUBTFUL = -0.5


@dataclasses.dataclass(frozen=True)
class ListColumn:
    """A column of a list.

    Attributes:
        number: Its number in the grid.
        heading: Its words, of several tiers joined by “ / ”; "" for none.
        field: What it fills; "" when that is not known.
        confidence: How sure that is.
    """

    number: int
    heading: str
    field: str
    confidence: Confidence


def columns_of(
    headings: dict[int, str], held: dict[int, list[Cell]], name: ListName, marks: RowKinds
) -> tuple[ListColumn, ...]:
    """Match each column with the field it fills, by its heading and by the cells below it.

    Args:
        headings: The words over each column.
        held: The filled cells below them.
        name: Which list's fields are looked for.
        marks: Which columns say of each row which list it belongs to.
    """
    scores: list[tuple[float, float, int, str]] = []
    ticked = {
        number for number in held if _ticks_form(headings.get(number, ""), held[number], name)
    }
    ordered = any(ORDER in meanings(heading, name) for heading in headings.values() if heading)
    for number in sorted({*headings, *held} - ticked - marks.columns):
        heading = headings.get(number, "")
        about = profile(held.get(number, []))
        means = dict(meanings(heading, name)) if heading else {}
        in_charge = found("in_charge_heading", lowest_tier(heading))
        if in_charge and not means:
            # Names of persons are no unit; their posts are.
            by_post = in_charge["person"] is None or about.of("post") > _BY_CONTENT
            means = {"don_vi": MAYBE} if by_post else {}
        elif not means and not (heading and is_other(heading)):
            means = _by_content(about.of, blank=not heading)
            if ordered:
                means.pop(ORDER, None)
        for field, worth in means.items():
            agrees = agreement(field, about)
            if worth + agrees > 1.0 and agrees >= _WORST:
                scores.append((worth + agrees, worth, number, field))
    fields = set(FIELDS[name]) | {ORDER, ID, NUMBER_AND_DAY}
    chosen: dict[int, tuple[str, Confidence]] = dict.fromkeys(ticked, ("hinh_thuc", "có thể"))
    chosen |= dict.fromkeys(marks.columns, (KIND, "chắc chắn"))
    for total, worth, number, field in sorted(scores, key=lambda score: (-score[0], score[2])):
        taken = {given for given, _ in chosen.values()}
        both = {"so_ky_hieu", NUMBER_AND_DAY}
        if (
            number in chosen
            or field in taken
            or field not in fields
            or (field in both and taken & both)
        ):
            continue
        sure = worth >= WITHIN and total - worth >= _DOUBTFUL
        chosen[number] = field, "chắc chắn" if sure else "có thể"
    if name == "cong-khai":
        chosen |= _joined_numbers(headings, held)
        chosen |= _places_of_posting(headings, held, chosen)
    elif "dieu_kien" not in {given for given, _ in chosen.values()}:
        chosen |= dict.fromkeys(marks.worded, ("dieu_kien", "có thể"))
    return tuple(
        ListColumn(number, headings.get(number, ""), *chosen.get(number, ("", "không rõ")))
        for number in sorted({*headings, *held})
    )


def _joined_numbers(
    headings: dict[int, str], held: dict[int, list[Cell]]
) -> dict[int, tuple[str, Confidence]]:
    """Find the two columns of a list that parts numbers from symbols: `123` and `TB-UBND`."""
    counted = any(
        ORDER in meanings(heading, "cong-khai") and folded(heading) != "so"
        for heading in headings.values()
    )
    parts: dict[str, int] = {}
    for number, heading in headings.items():
        last = folded(lowest_tier(heading))
        about = profile(held.get(number, []))
        if about.of("bare-number") > _BY_CONTENT and says("number_heading", last):
            if counted or last != "so":
                parts.setdefault(BARE_NUMBER, number)
        elif about.of("symbol") > _BY_CONTENT and says("symbol_heading", last):
            parts.setdefault("so_ky_hieu", number)
    if len(parts) < 2:  # noqa: PLR2004 - a number and its symbol
        return {}
    return {number: (field, "chắc chắn") for field, number in parts.items()}


def _places_of_posting(
    headings: dict[int, str],
    held: dict[int, list[Cell]],
    chosen: dict[int, tuple[str, Confidence]],
) -> dict[int, tuple[str, Confidence]]:
    """Find further columns of forms of disclosure: “Nơi đăng” whose cells hold no address."""
    forms = {number for number, (field, _) in chosen.items() if field == "hinh_thuc"}
    return {
        number: ("hinh_thuc", "có thể")
        for number, heading in headings.items()
        if forms
        and chosen.get(number, ("dia_chi", ""))[0] == "dia_chi"
        and "hinh_thuc" in meanings(heading, "cong-khai")
        and held.get(number)
        and not profile(held[number]).of("link")
    }


def _ticks_form(heading: str, cells: list[Cell], name: ListName) -> bool:
    """Tell whether a column is ticked in the rows that use the form its heading names."""
    over, _, last_tier = heading.rpartition(" / ")
    if not cells:
        return False
    named = name == "cong-khai" and names_form(last_tier)
    if named and all(says("tick", cell.flat) or cell.flat.isdigit() for cell in cells):
        return any(says("tick", cell.flat) for cell in cells)
    forms = "hinh_thuc" in meanings(over, name) and "hinh_thuc" not in meanings(last_tier, name)
    ticks = sum(says("tick", cell.flat) for cell in cells)
    return forms and 2 * ticks >= len(cells) and all(len(cell.flat) <= LONGEST for cell in cells)


def _by_content(share: Callable[[str], float], *, blank: bool) -> dict[str, float]:
    """Score the fields that a column's cells suggest where its heading means none."""
    scores = {}
    if share("link") > _BY_CONTENT:
        scores["dia_chi"] = 3.0
    if share("document") > _BY_CONTENT:
        scores["so_ky_hieu"] = 3.0
    if blank and share("date") > _BY_CONTENT:
        scores["ngay_ban_hanh"] = 3.0
    if blank and share("order") > _BY_CONTENT:
        scores[ORDER] = 3.0
    if blank and share("long") > _BY_CONTENT and share("link") < _BY_CONTENT:
        scores["ten"] = 1.0
    return scores
