"""Understand the columns of a list: their contents, the field each fills, those that mark a row's list."""

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

# Legends of signs: “P - phải công khai; K - không được tiếp cận” → the kind of list that each sign means.

_SEPARATE = re.compile(r"[;.\n]|,(?=\s*\W?\w{1,3}\W?\s*(?:[-–—:=]|là\b))")
_SIGN = re.compile(r"[“\"'(\[]?\w{1,3}[”\"')\]]?")
_MAX_LINE = 300
_LEGEND_CELLS = 2
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def sign_of(text: str) -> str:
    """Return a cell's words in the form in which signs are compared: “(Mức A)” → “a”."""
    bare = unicodedata.normalize("NFC", text).strip(" ()[]“”\"'.").casefold()
    return pattern("before_sign").sub("", bare)


def counts_up(texts: Sequence[str]) -> bool:
    """Tell whether signs only number the rows from the top (1, 2, 3 or a, b, c): then they mean no list."""
    count = len(texts)
    return list(texts) in ([str(n + 1) for n in range(count)], list(_LETTERS[:count]))


def signs_explained(texts: Iterable[str]) -> Mapping[str, Kind]:
    """Return sign → kind of list, by the legend in the lines around a table.

    `P - phải công khai; K - không được tiếp cận` → `{"p": PUBLIC, "k": CLOSED}`. Empty without a legend,
    where it contradicts itself, or where something else than signs, such as a colour, may mean closed.
    """
    kinds: dict[str, Kind] = {}
    for text in texts:
        entries = list(_legend_entries(text)) if len(text) <= _MAX_LINE else []
        if not any(sign for sign, _ in entries):
            # Something else than signs of a column may mean closed: a colour, an asterisk.
            explains = says("formatting", text) or text.lstrip(" (").startswith("*")
            if explains and CLOSED in kinds_in(text):
                return {}
            continue
        for sign, kind in entries:
            if not sign or kind is None or kinds.setdefault(sign, kind) != kind:
                return {}
    return kinds if len(set(kinds.values())) > 1 else {}


def closed_sign_row(sheet: Sheet) -> int | None:
    """Return the row of a legend whose sign means closed: “Z | không được tiếp cận”; `None` for none.

    A legend is a table of signs and words; numbers in order count as signs only if they mean several kinds.
    """
    signs: list[str] = []
    rows: dict[Kind | None, int] = {}
    for row in sheet.rows:
        texts = sheet.texts(row)
        if len(texts) == _LEGEND_CELLS and _SIGN.fullmatch(texts[0]):
            signs.append(sign_of(texts[0]))
            for _, kind in _legend_entries(": ".join(texts)[:_MAX_LINE]):
                rows.setdefault(kind, row)
    is_legend = len(rows) > 1 or (len(signs) > 1 and not counts_up(signs))
    return rows.get(CLOSED) if is_legend else None


def short_lines(sheet: Sheet) -> Iterator[str]:
    """Yield the text of each row of one or two cells, which may be a line of a legend: “K: …”."""
    for row in sheet.rows:
        texts = sheet.texts(row)
        if len(texts) <= _LEGEND_CELLS:
            yield ": ".join(texts)


def _legend_entries(text: str) -> Iterator[tuple[str, Kind | None]]:
    """Yield (sign, kind) of each clause of a legend that names a kind of list.

    `P - công khai; K - mật` → `("p", PUBLIC), ("k", CLOSED)`. The sign is "" for a clause without one,
    the kind `None` for a clause that names several.
    """
    for clause in _SEPARATE.split(unicodedata.normalize("NFC", text)):
        entry = match_of("legend_entry", clause.strip())
        meaning = entry["words"] if entry else clause
        named = kind_of_label(meaning.strip())
        kinds = kinds_in(meaning) or ({named} if named is not None else set())
        if kinds:
            sign = sign_of(entry["sign"]) if entry else ""
            yield sign, next(iter(kinds)) if len(kinds) == 1 else None


# Contents of a column → how well they suit a field.

_MAX_SAMPLE = 200
# Share of a column's cells from which a content counts as that of the column; and half of them.
_MIN_MOSTLY, _HALF = 0.6, 0.5


class Profile:
    """Statistics of the contents of a column's cells.

    Attributes:
        filled: How many filled cells were counted.
        distinct: Number of different texts divided by `filled`: 1 if no text repeats.
        share: Kind of content (`ListCell.contents`) → share of the cells that hold it, from 0 to 1.
    """

    def __init__(self, cells: Sequence[ListCell]) -> None:
        """Count the contents of a column's filled cells, the first 200 of them."""
        sample = cells[:_MAX_SAMPLE]
        self.filled = len(sample)
        counts = collections.Counter(kind for cell in sample for kind in cell.contents)
        self.share = collections.defaultdict(
            float, {kind: count / len(sample) for kind, count in counts.items()}
        )
        self.distinct = len({cell.flat.casefold() for cell in sample}) / max(len(sample), 1)

    def mostly(self, kind: str) -> bool:
        """Tell whether more than 60 % of the cells hold a kind of content."""
        return self.share[kind] > _MIN_MOSTLY

    def agreement(self, field: str) -> float:
        """Return how well the cells suit a field: above 0 for, below 0 against, 0 if they do not tell.

        The weights are heuristic: contents that only this field has count for it, contents of other fields
        against it. The score is added to what the heading says (`meanings`).
        """
        if not self.filled:
            return 0.0
        share, distinct = self.share, self.distinct
        date, link, order, long = share["date"], share["link"], share["order"], share["long"]
        day_or_link = max(date, link)
        day = 4.0 * date - 5.0 * max(link, share["unit"], share["form"]) - 2.0 * long
        # The names of items may lead somewhere; “Xem tại đây”, row after row, is no name.
        repeated_link = link if distinct < _HALF else share["address"]
        no_name = max(date, order, share["id"], repeated_link if long < _HALF else 0.0)
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


# Columns that say which list each row belongs to: one to tick for each list, or one that names the list.

_MAX_CODE = 3


@dataclasses.dataclass(frozen=True)
class RowKinds:
    """The columns of a table that say which list each row belongs to.

    Attributes:
        ticked: Column number → the list for which the column is ticked.
        named: Number of the column that names each row's list; 0 for none.
        named_kinds: The lists that this column names.
        worded: Columns of the conditional list that hold the conditions in words instead of ticks.
        parallel: Whether each list stands in a column of its own, which cannot be read row by row.
        signs: Sign in the column `named` → list, where a legend explains the signs.
    """

    ticked: Mapping[int, Kind] = dataclasses.field(default_factory=dict)
    named: int = 0
    named_kinds: frozenset[Kind] = frozenset()
    worded: frozenset[int] = frozenset()
    parallel: bool = False
    signs: Mapping[str, Kind] = dataclasses.field(default_factory=dict)

    @property
    def columns(self) -> frozenset[int]:
        """Numbers of the columns that only say which list a row belongs to."""
        return frozenset(self.ticked) | ({self.named} if self.named else set())

    @property
    def names_public(self) -> bool:
        """Whether rows of the public list are marked too; then a row without a mark is in doubt."""
        return PUBLIC in (*self.ticked.values(), *self.named_kinds)

    def kinds(self, cells: Sequence[Cell]) -> frozenset[Kind] | None:
        """Return the lists that a row is marked for; `None` where a mark is not understood.

        Args:
            cells: The row's cells, with merged cells from above and those of its continuation rows.
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
        """Tell whether a cell of the column `named` names no list.

        “Không” counts as blank, unless signs or “Công khai” in the same column give it a meaning.
        """
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
    """Find the columns of a table that say which list each row belongs to.

    Args:
        headings: Column number → heading, several tiers joined by “ / ”.
        held: Column number → filled cells below the heading.
        titles: Numbers of the columns whose headings mean the name of an item.
        signs: Sign → list, by a legend around the table.
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
    # Is there a column of names besides those of the lists?
    has_name = bool(titles - set(ticked))
    several = len(set(ticked.values())) > 1
    if several and worded and not has_name:
        # The names of each list's items stand in a column of their own.
        return RowKinds(parallel=True)
    # A single list's column counts if it is ticked, or says in words what else restricts named items.
    by_marks = not worded or (has_name and PUBLIC not in ticked.values())
    filled = has_name or any(held[number] for number in ticked)
    if several or (ticked and by_marks and filled):
        conditions = frozenset(number for number in worded if ticked[number] == CONDITIONAL)
        return RowKinds(ticked, worded=conditions)
    return RowKinds()


def _kinds_named(heading: str, cells: Sequence[ListCell]) -> frozenset[Kind]:
    """Return the lists that a column names row by row, in words or codes; none for other columns.

    Words (“Không được tiếp cận”) go before codes (“Đóng”), which mean other things in columns such
    as forms of disclosure. A column of secrecy (“Độ mật”) means the closed list.
    """
    words = _class_words(heading)
    is_class = says("class_heading", words)
    texts = [cell.flat for cell in cells if not says("no", cell.flat)]
    worded = _kinds_in_words(texts, is_class=is_class)
    if texts and worded <= {PUBLIC} and says("secrecy_heading", words):
        return frozenset({CLOSED})
    if worded or not texts or says("forms_heading", words):
        return worded
    return _kinds_in_codes(cells, is_class=is_class)


def _kinds_in_words(texts: Sequence[str], *, is_class: bool) -> frozenset[Kind]:
    """Return the lists that the cells of a column name in words: “Không được tiếp cận”; else none.

    Half of the cells must name a list, among them another than the public one.

    Args:
        texts: The cells, without those that say “không”.
        is_class: Whether the heading is one such as “Loại”: then one cell that names the closed list
            is enough.
    """
    named = [kind for text in texts if (kind := kind_of_level(text)) is not None]
    kinds = frozenset(named)
    is_half = 2 * len(named) >= len(texts)
    if kinds - {PUBLIC}:
        return kinds if is_half or (is_class and CLOSED in kinds) else frozenset()
    # “K” among “Công khai” may mean a list too: whoever has the file is asked.
    has_code = any(len(text) <= _MAX_CODE for text in texts)
    return kinds if is_class and is_half and has_code else frozenset()


def _kinds_in_codes(cells: Sequence[ListCell], *, is_class: bool) -> frozenset[Kind]:
    """Return the lists that the cells of a column name by codes: “Mở”, “Đóng”; none where codes mean other things.

    Two lists must be named: by every cell, or under a heading such as “Loại” (`is_class`).
    """
    codes = [kind_of_code(cell.flat) for cell in cells]
    # “Có” and “Không” alone say nothing of which list.
    named = frozenset(
        kind
        for cell, kind in zip(cells, codes, strict=True)
        if kind is not None and not says("no", cell.flat)
    )
    if PUBLIC in named and None not in codes:
        named |= {kind for kind in codes if kind is not None}
        return named if named - {PUBLIC} else frozenset()
    return named if is_class and named - {PUBLIC} and len(named) > 1 else frozenset()


def _class_words(heading: str) -> str:
    """Return the lowest tier of a heading, ready to be compared with headings such as “Loại”."""
    return lowest_tier(heading).replace("_", " ")


def _kind_of_heading(heading: str, cells: Sequence[ListCell]) -> Kind | None:
    """Return the list that a heading stands for; `None` for other headings.

    A heading over ticks may say more than the list's name: “Thông tin không được cung cấp cho công dân”.
    """
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
# Least `Profile.agreement` of the cells with a field, so that the field is taken, and taken as sure.
_MIN_AGREEMENT = -3.0
_MIN_AGREEMENT_SURE = -0.5


@dataclasses.dataclass(frozen=True)
class ListColumn:
    """A column of a list, and the field that it fills.

    Attributes:
        number: The column's number in the grid.
        heading: The words over it, several tiers joined by “ / ”; "" for none.
        field: The key of the field that it fills; "" when that is not known.
        confidence: How sure the field is, in words for the report.
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
    """Choose the field that each column fills, by its heading and by the cells below it.

    The best pairs of column and field are chosen first; each field goes to one column only, except
    the ticked columns of disclosure forms, which all fill `hinh_thuc`.

    Args:
        headings: Column number → heading.
        held: Column number → filled cells below the heading.
        name: The list whose fields can be filled.
        marks: The columns that say which list each row belongs to.
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
    """Return the fields that a column can fill, with how much speaks for each.

    The heading decides; a column without one, or with an unknown one, is judged by its cells.

    Args:
        heading: The column's heading.
        about: Statistics of its cells.
        name: The list whose fields can be filled.
        ordered: Whether another column is headed as that of ordinals.
    """
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
    """Return the fields of two columns that hold a document's number apart from its symbol.

    `123` | `TB-UBND` → both columns; none in lists that keep number and symbol together.
    """
    others = (heading for heading in headings.values() if folded(heading) != "so")
    # “Số” alone heads the ordinals, unless another column has them.
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
    """Tell whether a column is named for a disclosure form and ticked for items disclosed in it.

    Under “Niêm yết”: `x`, empty, `x`.
    """
    over, _, last_tier = heading.rpartition(" / ")
    if not cells:
        return False
    ticks = sum(cell.is_tick for cell in cells)
    named = name == "cong-khai" and names_form(last_tier)
    if named and all(cell.is_tick or cell.flat.isdigit() for cell in cells):
        return ticks > 0
    forms = "hinh_thuc" in meanings(over, name) and "hinh_thuc" not in meanings(last_tier, name)
    return forms and 2 * ticks >= len(cells) and all(len(cell.flat) <= LONGEST for cell in cells)
