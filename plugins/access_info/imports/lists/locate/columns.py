"""Columns of a list → the field that each fills, by its heading and by the cells below it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from typing import Literal, TypeAlias

from access_info.imports.lists.locate.contents import TICK, agreement, names_form, profile
from access_info.imports.lists.locate.row_kinds import RowKinds
from access_info.imports.lists.words.fields import (
    BARE_NUMBER,
    FIELDS,
    ID,
    KIND,
    NUMBER_AND_DAY,
    ORDER,
    ListName,
)
from access_info.imports.lists.words.headings import (
    LONGEST,
    MAYBE,
    WITHIN,
    is_other,
    lowest_tier,
    meanings,
)
from access_info.model.declarations.types import fold
from access_info.office_files.document import Cell

Confidence: TypeAlias = Literal["chắc chắn", "có thể", "không rõ"]

_BY_CONTENT = 0.6
_WORST = -3.0
_DOUBTFUL = -0.5
# `so-van-ban`, `van-ban-so`; not `so-thu-tu`.
_NUMBER_HEADING = re.compile(
    r"so(?:-(?:van-ban|vb|hieu|quyet-dinh|qd|cong-van|hieu-van-ban))?|van-ban-so"
)
# `don-vi-phu-trach`, `can-bo-cong-khai-thong-tin`; not `don-vi-ban-hanh`.
_IN_CHARGE = re.compile(
    r"(?:(?P<person>nguoi|can-bo|cong-chuc|vien-chuc)|co-quan|don-vi|bo-phan|phong|ban|to|khoa)(?:-(?:co-quan|don-vi|bo-phan|phong|ban))*"
    r"-(?:phu-trach|thuc-hien|chu-tri|cong-khai|chiu-trach-nhiem|dau-moi|dang|luu-giu)(?:-(?:chuc-danh|thong-tin|cong-khai))*"
)
# `so-va-ky-hieu`, `ky-hieu-van-ban`; not `so-van-ban`.
_SYMBOL_HEADING = re.compile(
    r"(?:so-)?(?:va-)?(?:ky-)?hieu(?:-(?:van-ban|vb))?|kh|ky-hieu.*|so-ky-hieu.*"
)


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
        in_charge = _IN_CHARGE.fullmatch(fold(lowest_tier(heading)))
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
        ORDER in meanings(heading, "cong-khai") and fold(heading) != "so"
        for heading in headings.values()
    )
    parts: dict[str, int] = {}
    for number, heading in headings.items():
        last = fold(lowest_tier(heading))
        about = profile(held.get(number, []))
        if about.of("bare-number") > _BY_CONTENT and _NUMBER_HEADING.fullmatch(last):
            if counted or last != "so":
                parts.setdefault(BARE_NUMBER, number)
        elif about.of("symbol") > _BY_CONTENT and _SYMBOL_HEADING.fullmatch(last):
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
    if named and all(TICK.fullmatch(cell.flat) or cell.flat.isdigit() for cell in cells):
        return any(TICK.fullmatch(cell.flat) for cell in cells)
    forms = "hinh_thuc" in meanings(over, name) and "hinh_thuc" not in meanings(last_tier, name)
    ticks = sum(TICK.fullmatch(cell.flat) is not None for cell in cells)
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
