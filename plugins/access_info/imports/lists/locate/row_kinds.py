"""Columns that say of each row which list it belongs to: ticked ones, or one of words."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence

from access_info.imports.lists.locate.signs import counts_up, sign_of
from access_info.imports.lists.words.headings import lowest_tier
from access_info.imports.lists.words.kinds import (
    CLOSED,
    CONDITIONAL,
    PUBLIC,
    Kind,
    kind_of_code,
    kind_of_label,
    kind_of_level,
    kinds_in,
)
from access_info.model.declarations.types import fold
from access_info.office_files.document import Cell

# “x”, “(✓)”, “Có”; not “không”.
_YES = re.compile(r"\(?\s*(?:[xX×✓✔☑☒vV+*•●√✅1]|có|được|yes|đúng|đ|true)\s*\)?", re.IGNORECASE)
# “-”, “Không được”, “Thường”; not “Không công khai”.
_NO = re.compile(
    r"[-–—.…0☐□○o\s]*|(?:không|ko|kg)(?:\s+được|\s+có)?|no|sai|false|(?:bình )?thường|không mật",
    re.IGNORECASE,
)
# Some people cross out with these, others tick.
_UNCLEAR = re.compile(r"[✗✘?❌]+")
# `muc-do-tiep-can`, `phan-loai`; not `ten-thong-tin`.
_CLASSIFYING = re.compile(
    r"(?:phan-loai|muc-do|cap-do|loai|nhom|danh-muc|dien|pham-vi|che-do|hinh-thuc-tiep-can|quyen-tiep-can|kha-nang-tiep-can"
    r"|tiep-can|thuoc|muc|cap|do-mat|do-mo|quyen|access|level|status|security)(?:-|$)"
)
# Below “Hình thức”, “Công khai” is one of the forms.
# `hinh-thuc-cong-khai`; not `hinh-thuc-tiep-can`.
_FORMS = re.compile(r"(?:hinh-thuc|phuong-thuc|cach-thuc|kenh)(?!-tiep-can)(?:-|$)")
# Whatever stands below these, but for “Thường”, is some degree of secrecy.
# `do-mat`, `cap-do-mat`; not `mat-do-dan-so`.
_SECRECY = re.compile(r"(?:(?:muc|cap|muc-do|cap-do)-)?do-mat(?!-do)(?:-|$)")
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
                if _UNCLEAR.fullmatch(cell.flat):
                    return None
                if cell.flat and not _NO.fullmatch(cell.flat):
                    kinds.add(kind)
        return frozenset(kinds)

    def _is_blank(self, text: str) -> bool:
        """Tell whether a cell names no kind; “Không” names one only beside “Công khai”."""
        if self.signs:
            return sign_of(text) not in self.signs and bool(_NO.fullmatch(text))
        is_code = PUBLIC in self.named_kinds and kind_of_code(text) is not None
        return bool(_NO.fullmatch(text)) and not is_code

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
        and _CLASSIFYING.match(_folded_tier(heading))
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
        cells = [cell.flat for cell in held.get(number, ()) if not _NO.fullmatch(cell.flat)]
        kinds = [kind_of_level(text) for text in cells]
        known = {kind for kind in kinds if kind is not None}
        often = sum(kind is not None for kind in kinds) * _HALF >= len(kinds)
        classes = _CLASSIFYING.match(_folded_tier(heading)) is not None
        if known - {PUBLIC} and (often or (classes and CLOSED in known)):
            return RowKinds(named=number, named_kinds=frozenset(known))
        if cells and _SECRECY.match(_folded_tier(heading)):
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
    if not positive or _FORMS.match(_folded_tier(heading)):
        return frozenset()
    named = frozenset(kind for text in positive if (kind := kind_of_code(text)) is not None)
    # “Có” and “Không” alone say nothing of which list.
    all_named = all(kind_of_code(text) is not None for text in texts)
    if PUBLIC in named and all_named:
        named |= {kind for text in texts if (kind := kind_of_code(text)) is not None}
        return named if named - {PUBLIC} else frozenset()
    classes = _CLASSIFYING.match(_folded_tier(heading)) is not None
    return named if classes and named - {PUBLIC} and len(named) > 1 else frozenset()


def _folded_tier(heading: str) -> str:
    return fold(lowest_tier(heading).replace("_", " "))


def _conditions(ticked: Mapping[int, Kind], worded: set[int]) -> frozenset[int]:
    return frozenset(number for number in worded if ticked[number] == CONDITIONAL)


def is_mark(text: str) -> bool:
    """Tell whether a cell says yes or no and nothing else."""
    return bool(_YES.fullmatch(text) or _NO.fullmatch(text))


def _kind_of_heading(heading: str, cells: Sequence[Cell]) -> Kind | None:
    """Find the kind that a heading names; of ticked columns, also one it only speaks of."""
    parts = [part for part in heading.split(" / ") if part.strip()]
    if parts and _FORMS.match(fold(parts[0])):
        return None
    tiers = [kind_of_label(part) for part in parts]
    named = next((kind for kind in reversed(tiers) if kind is not None), None)
    if named is None and cells and all(is_mark(cell.flat) for cell in cells):
        kinds = kinds_in(" ".join(parts)) - {PUBLIC}
        return next(iter(kinds)) if len(kinds) == 1 else None
    return named


def _is_words(cell: Cell) -> bool:
    """Tell whether a cell says more than a mark does."""
    return not is_mark(cell.flat) and _UNCLEAR.fullmatch(cell.flat) is None
