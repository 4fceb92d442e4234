"""Columns of a list: what they hold, which say of each row which list it is of, and the field that each fills."""

from __future__ import annotations

import collections
import dataclasses
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, TypeAlias

from access_info.imports.lists.cells import ListCell, Sheet
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
)
from access_info.imports.lists.wordings import folded, match_of, pattern, says
from access_info.office_files.document import Cell

# Keys to signs: “P - phải công khai; K - không được tiếp cận” → the kind that each sign means.

_SEPARATE = re.compile(r"[;.\n]|,(?=\s*\W?\w{1,3}\W?\s*(?:[-–—:=]|là\b))")
_SIGN = re.compile(r"[“\"'(\[]?\w{1,3}[”\"')\]]?")
_MAX_LINE = 300
_KEY_CELLS = 2
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def sign_of(text: str) -> str:
    """Return a cell's words as they are compared as a sign: “(Mức A)” → “a”."""
    bare = unicodedata.normalize("NFC", text).strip(" ()[]“”\"'.").casefold()
    return pattern("before_sign").sub("", bare)


def counts_up(texts: Sequence[str]) -> bool:
    """Tell whether signs only number the rows, one after the other, from above."""
    count = len(texts)
    return list(texts) in ([str(n + 1) for n in range(count)], list(_LETTERS[:count]))


def signs_explained(texts: Iterable[str]) -> Mapping[str, Kind]:
    """Return each sign with its kind, by lines around a table; none where there is no key, or a doubt."""
    kinds: dict[str, Kind] = {}
    for text in texts:
        entries = list(_key_entries(text)) if len(text) <= _MAX_LINE else []
        if not any(sign for sign, _ in entries):
            # Something else than signs of a column may mean closed: a colour, an asterisk.
            explains = says("look", text) or text.lstrip(" (").startswith("*")
            if explains and CLOSED in kinds_in(text):
                return {}
            continue
        for sign, kind in entries:
            if not sign or kind is None or kinds.setdefault(sign, kind) != kind:
                return {}
    return kinds if len(set(kinds.values())) > 1 else {}


def closed_sign_row(sheet: Sheet) -> int | None:
    """Return the row of a table of signs that means closed: “Z | không được tiếp cận”.

    Numbers in order count as signs only where they mean several kinds.
    """
    signs: list[str] = []
    rows: dict[Kind | None, int] = {}
    for row in sheet.rows:
        texts = sheet.texts(row)
        if len(texts) == _KEY_CELLS and _SIGN.fullmatch(texts[0]):
            signs.append(sign_of(texts[0]))
            for _, kind in _key_entries(": ".join(texts)[:_MAX_LINE]):
                rows.setdefault(kind, row)
    is_key = len(rows) > 1 or (len(signs) > 1 and not counts_up(signs))
    return rows.get(CLOSED) if is_key else None


def short_lines(sheet: Sheet) -> Iterator[str]:
    """Yield the rows of a grid that are short enough to be a key: those of a cell or two."""
    for row in sheet.rows:
        texts = sheet.texts(row)
        if len(texts) <= _KEY_CELLS:
            yield ": ".join(texts)


def _key_entries(text: str) -> Iterator[tuple[str, Kind | None]]:
    """Yield the sign and the kind of each clause that speaks of a kind.

    The sign is "" where there is none, the kind `None` where the clause speaks of several.
    """
    for clause in _SEPARATE.split(unicodedata.normalize("NFC", text)):
        entry = match_of("key_entry", clause.strip())
        meaning = entry["words"] if entry else clause
        named = kind_of_label(meaning.strip())
        kinds = kinds_in(meaning) or ({named} if named is not None else set())
        if kinds:
            sign = sign_of(entry["sign"]) if entry else ""
            yield sign, next(iter(kinds)) if len(kinds) == 1 else None


# Contents of a column → how well they agree with a field.

_MAX_SAMPLE = 200
_MIN_MOSTLY, _HALF = 0.6, 0.5


class Profile:
    """What a column's filled cells below its heading hold.

    Attributes:
        filled: How many cells are filled.
        distinct: How many different texts there are, for each filled cell.
        share: Share of the cells that hold each kind of content, from 0 to 1.
    """

    def __init__(self, cells: Sequence[ListCell]) -> None:
        """Count the contents of the first cells."""
        sample = cells[:_MAX_SAMPLE]
        self.filled = len(sample)
        counts = collections.Counter(kind for cell in sample for kind in cell.contents)
        self.share = collections.defaultdict(
            float, {kind: count / len(sample) for kind, count in counts.items()}
        )
        self.distinct = len({cell.flat.casefold() for cell in sample}) / max(len(sample), 1)

    def mostly(self, kind: str) -> bool:
        """Tell whether most cells hold a kind of content."""
        return self.share[kind] > _MIN_MOSTLY

    def agreement(self, field: str) -> float:
        """Return how well the cells suit a field: above 0 for it, below 0 against it, 0 if unknown."""
        if not self.filled:
            return 0.0
        share, distinct = self.share, self.distinct
        date, link, order, long = share["date"], share["link"], share["order"], share["long"]
        day_or_link = max(date, link)
        day = 4.0 * date - 5.0 * max(link, share["unit"], share["form"]) - 2.0 * long
        # The names of items may lead somewhere; “Xem tại đây”, row after row, is no name.
        same = link if distinct < _HALF else share["address"]
        no_name = max(date, order, share["id"], same if long < _HALF else 0.0)
        # A symbol alone names no document.
        symbols = 1.0 if share["symbol"] > _MIN_MOSTLY > share["document"] else 0.0
        no_number = max(date, share["address"], order * 0.5)
        no_group = max(date, link, order)
        scores = {
            ORDER: 4.0 if self.mostly("order") else -6.0 + 6.0 * order,
            ID: 4.0 if self.mostly("id") else -6.0,
            NUMBER_AND_DAY: 4.0 * share["document-day"] + share["document"] - 5.0 * link,
            "ten": 3.0 * long + distinct - 5.0 * no_name,
            "so_ky_hieu": 4.0 * share["document"] - 5.0 * no_number - 3.0 * share["form"] - symbols,
            "ngay_ban_hanh": day,
            "ngay_cong_khai": day,
            "ngay_cap_nhat": day,
            POSTED_FROM: day if date else -6.0,
            POSTED_TO: day if date else -6.0,
            "dia_chi": 4.0 * link - 4.0 * max(date, share["unit"] * 0.5) - (0.0 if link else 0.4),
            "don_vi": 3.0 * share["unit"] - 4.0 * day_or_link,
            "hinh_thuc": 4.0 * share["form"] - 4.0 * day_or_link,
            "thoi_diem": 2.0 * share["moment"] - 1.5 * share["span"] - 4.0 * link,
            "thoi_han": 2.0 * share["span"] - 1.5 * share["moment"] - 4.0 * link,
            "can_cu": 3.0 * share["basis"] - 4.0 * day_or_link,
            "tinh_trang": 4.0 * share["tinh_trang"] - 1.0 if share["tinh_trang"] else -6.0,
            "tan_suat": 3.0 * share["tan_suat"] - 1.0 - 4.0 * day_or_link,
            "nhom": 2.0 - 3.0 * distinct - 4.0 * no_group if self.filled > 3 else -2.0 * no_group,  # noqa: PLR2004
        }
        return scores.get(field, 0.0)


def names_form(heading: str) -> bool:
    """Tell whether a heading begins with a form of disclosure: “Niêm yết”, “Phát loa”."""
    return pattern("form").match(folded(heading)) is not None


# Columns that say of each row which list it belongs to: ticked ones, or one of words.

_MAX_CODE = 3


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

    @property
    def names_public(self) -> bool:
        """Whether rows of the public list are marked too, so that one without a mark is in doubt."""
        return PUBLIC in (*self.ticked.values(), *self.named_kinds)

    def kinds(self, cells: Sequence[Cell]) -> frozenset[Kind] | None:
        """Return the kinds that a row is marked for; `None` where a mark is ambiguous.

        Args:
            cells: Its cells, merged ones from above and those of rows that go on with it included.
        """
        kinds: set[Kind] = set()
        for cell in cells:
            if cell.column == self.named and not self._is_blank(cell.flat):
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
            return sign_of(text) not in self.signs and says("no", text)
        is_code = PUBLIC in self.named_kinds and kind_of_code(text) is not None
        return says("no", text) and not is_code


def row_kinds(
    headings: Mapping[int, str],
    held: Mapping[int, Sequence[ListCell]],
    titles: frozenset[int],
    signs: Mapping[str, Kind],
) -> RowKinds:
    """Return the columns that say which list a row belongs to.

    Args:
        headings: The words over each column, of several tiers joined by “ / ”.
        held: The filled cells below them.
        titles: Columns whose headings mean the name of an item.
        signs: What signs mean by a key that stands around the table.
    """
    signed = [
        number
        for number, heading in headings.items()
        if number not in titles
        and held[number]
        and says("class_heading", _class_words(heading))
        and all(sign_of(cell.flat) in signs for cell in held[number])
        and not counts_up([sign_of(cell.flat) for cell in held[number]])
    ]
    if len(signed) == 1:
        return RowKinds(named=signed[0], named_kinds=frozenset(signs.values()), signs=signs)
    ticked = {
        number: kind
        for number, heading in headings.items()
        if (kind := _kind_of_heading(heading, held[number])) is not None
    }
    for number, heading in headings.items():
        kinds = _kinds_named(heading, held[number]) if number not in titles else frozenset()
        if kinds:
            # “Điều kiện” beside it may say in words which conditions: such a column is not ticked.
            marked = {
                other: kind
                for other, kind in ticked.items()
                if other != number and all(cell.is_mark for cell in held[other])
            }
            return RowKinds(marked, named=number, named_kinds=kinds)
    worded = {
        number
        for number in ticked
        if any(not cell.is_mark and not says("unclear_mark", cell.flat) for cell in held[number])
    }
    has_name = bool(titles - set(ticked))
    several = len(set(ticked.values())) > 1
    if several and worded and not has_name:
        return RowKinds(parallel=True)
    by_marks = not worded or (has_name and PUBLIC not in ticked.values())
    filled = has_name or any(held[number] for number in ticked)
    if several or (ticked and by_marks and filled):
        conditions = frozenset(number for number in worded if ticked[number] == CONDITIONAL)
        return RowKinds(ticked, worded=conditions)
    return RowKinds()


def _kinds_named(heading: str, cells: Sequence[ListCell]) -> frozenset[Kind]:
    """Return the kinds that a column names, row by row, in words or codes; none for another column.

    Its heading may say anything: what counts is that its cells name kinds, those of “Công khai” and
    others; where only some do, the heading must be that of a class. “Không” is a code only beside that
    of the public list; “Đóng”, “Hạn chế” and the like only where every cell names a kind.
    """
    words = _class_words(heading)
    is_class = says("class_heading", words)
    texts = [cell.flat for cell in cells if not says("no", cell.flat)]
    levels = [kind for text in texts if (kind := kind_of_level(text)) is not None]
    known = frozenset(levels)
    often = 2 * len(levels) >= len(texts)
    if known - {PUBLIC} and (often or (is_class and CLOSED in known)):
        return known
    if texts and says("secrecy_heading", words):
        return frozenset({CLOSED})
    if is_class and often and known and any(len(text) <= _MAX_CODE for text in texts):
        # “K” among “Công khai” may mean a kind: whoever has the file is asked.
        return known
    if not texts or says("forms_heading", words):
        return frozenset()
    named = frozenset(kind for text in texts if (kind := kind_of_code(text)) is not None)
    # “Có” and “Không” alone say nothing of which list.
    codes = [kind_of_code(cell.flat) for cell in cells]
    if PUBLIC in named and None not in codes:
        named |= {kind for kind in codes if kind is not None}
        return named if named - {PUBLIC} else frozenset()
    return named if is_class and named - {PUBLIC} and len(named) > 1 else frozenset()


def _class_words(heading: str) -> str:
    return lowest_tier(heading).replace("_", " ")


def _kind_of_heading(heading: str, cells: Sequence[ListCell]) -> Kind | None:
    """Return the kind that a heading names; of ticked columns, also one it only speaks of."""
    parts = [part for part in heading.split(" / ") if part.strip()]
    if parts and says("forms_heading", parts[0]):
        return None
    for part in reversed(parts):
        if (kind := kind_of_label(part)) is not None:
            return kind
    if cells and all(cell.is_mark for cell in cells):
        kinds = kinds_in(" ".join(parts)) - {PUBLIC}
        return next(iter(kinds)) if len(kinds) == 1 else None
    return None


# Columns of a list → the field that each fills, by its heading and by the cells below it.

Confidence: TypeAlias = Literal["chắc chắn", "có thể", "không rõ"]
_MIN_AGREEMENT = -3.0
_MIN_AGREEMENT_SURE = -0.5


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
    headings: Mapping[int, str],
    held: Mapping[int, Sequence[ListCell]],
    name: ListName,
    marks: RowKinds,
) -> tuple[ListColumn, ...]:
    """Match each column with the field it fills, by its heading and by the cells below it.

    Args:
        headings: The words over each column.
        held: The filled cells below them.
        name: Which list's fields are looked for.
        marks: Which columns say of each row which list it belongs to.
    """
    profiles = {number: Profile(held[number]) for number in sorted({*headings, *held})}
    scores: list[tuple[float, float, int, str]] = []
    ticked = {
        number for number in profiles if _ticks_form(headings.get(number, ""), held[number], name)
    }
    ordered = any(ORDER in meanings(heading, name) for heading in headings.values() if heading)
    for number, about in profiles.items():
        if number in ticked | marks.columns:
            continue
        heading = headings.get(number, "")
        for field, worth in _possible_fields(heading, about, name, ordered=ordered).items():
            agrees = about.agreement(field)
            if worth + agrees > 1.0 and agrees >= _MIN_AGREEMENT:
                scores.append((worth + agrees, worth, number, field))
    fields = {*FIELDS[name], ORDER, ID, NUMBER_AND_DAY}
    chosen: dict[int, tuple[str, Confidence]] = dict.fromkeys(ticked, ("hinh_thuc", "có thể"))
    chosen |= dict.fromkeys(marks.columns, (KIND, "chắc chắn"))
    for total, worth, number, field in sorted(scores, key=lambda score: (-score[0], score[2])):
        taken = {given for given, _ in chosen.values()}
        both = {"so_ky_hieu", NUMBER_AND_DAY}
        is_free = field in fields - taken and not (field in both and taken & both)
        if is_free and number not in chosen:
            sure = worth >= WITHIN and total - worth >= _MIN_AGREEMENT_SURE
            chosen[number] = field, "chắc chắn" if sure else "có thể"
    if name == "cong-khai":
        chosen |= _number_and_symbol(headings, profiles)
        forms = any(field == "hinh_thuc" for field, _ in chosen.values())
        # Further columns of forms of disclosure: “Nơi đăng” whose cells hold no address.
        chosen |= {
            number: ("hinh_thuc", "có thể")
            for number, heading in headings.items()
            if forms
            and chosen.get(number, ("dia_chi", ""))[0] == "dia_chi"
            and "hinh_thuc" in meanings(heading, "cong-khai")
            and held[number]
            and not profiles[number].share["link"]
        }
    elif "dieu_kien" not in {given for given, _ in chosen.values()}:
        chosen |= dict.fromkeys(marks.worded, ("dieu_kien", "có thể"))
    return tuple(
        ListColumn(number, headings.get(number, ""), *chosen.get(number, ("", "không rõ")))
        for number in profiles
    )


def _possible_fields(
    heading: str, about: Profile, name: ListName, *, ordered: bool
) -> Mapping[str, float]:
    """Return the fields that a column can fill, with how much speaks for each."""
    means = meanings(heading, name) if heading else {}
    in_charge = match_of("in_charge_heading", lowest_tier(heading))
    if means or (heading and is_other(heading) and not in_charge):
        return means
    if in_charge:
        # Names of persons are no unit; their posts are.
        by_post = in_charge["person"] is None or about.mostly("post")
        return {"don_vi": MAYBE} if by_post else {}
    scores = {}
    if about.mostly("link"):
        scores["dia_chi"] = 3.0
    if about.mostly("document"):
        scores["so_ky_hieu"] = 3.0
    if not heading:
        if about.mostly("date"):
            scores["ngay_ban_hanh"] = 3.0
        if about.mostly("order") and not ordered:
            scores[ORDER] = 3.0
        if about.mostly("long") and about.share["link"] < _MIN_MOSTLY:
            scores["ten"] = 1.0
    return scores


def _number_and_symbol(
    headings: Mapping[int, str], profiles: Mapping[int, Profile]
) -> dict[int, tuple[str, Confidence]]:
    """Return the two columns of a list that parts numbers from symbols: `123` and `TB-UBND`."""
    others = (heading for heading in headings.values() if folded(heading) != "so")
    counted = any(ORDER in meanings(heading, "cong-khai") for heading in others)
    parts: dict[str, int] = {}
    for number, heading in headings.items():
        last = lowest_tier(heading)
        if profiles[number].mostly("bare-number") and says("number_heading", last):
            if counted or folded(last) != "so":
                parts.setdefault(BARE_NUMBER, number)
        elif profiles[number].mostly("symbol") and says("symbol_heading", last):
            parts.setdefault("so_ky_hieu", number)
    if len(parts) < 2:  # noqa: PLR2004 - a number and its symbol
        return {}
    return {number: (field, "chắc chắn") for field, number in parts.items()}


def _ticks_form(heading: str, cells: Sequence[ListCell], name: ListName) -> bool:
    """Tell whether a column is ticked in the rows that use the form its heading names."""
    over, _, last_tier = heading.rpartition(" / ")
    if not cells:
        return False
    ticks = sum(cell.is_tick for cell in cells)
    named = name == "cong-khai" and names_form(last_tier)
    if named and all(cell.is_tick or cell.flat.isdigit() for cell in cells):
        return ticks > 0
    forms = "hinh_thuc" in meanings(over, name) and "hinh_thuc" not in meanings(last_tier, name)
    return forms and 2 * ticks >= len(cells) and all(len(cell.flat) <= LONGEST for cell in cells)
