"""The points of the law that a file puts its items under: codes or citations → codes."""

from __future__ import annotations

import dataclasses
import datetime
import re

from access_info.imports.lists.locate.columns import ListColumn
from access_info.imports.lists.read.items import NewItem
from access_info.imports.lists.read.reading import ReadFile
from access_info.imports.lists.read.reading_tables import ReadTable
from access_info.imports.lists.words import rules
from access_info.imports.lists.words.fields import LABELS
from access_info.legal.framework import Framework
from access_info.legal.packs import LawPack
from access_info.legal.provisions import CitedPlace, parse_citation, places_in_law
from access_info.problems import Location, Problem

POINTS, _NOTE, _JOIN = "diem", "ghi_chu", "; "
_PARTS = re.compile(r"[;\n]")
_CODES = re.compile(r"[,\s]+")


class PointWords:
    """What people write for points of the laws."""

    def __init__(self, framework: Framework, as_of: datetime.date) -> None:
        """Take the laws.

        Args:
            framework: The laws.
            as_of: A citation that names no law means the one in force on this day.
        """
        self._framework = framework
        self._usual = framework.in_force(as_of)

    def code(self, text: str) -> str:
        """Find the code of a point, or of a kind of information under one; "" for none."""
        found = self._framework.point(text)
        if found is None:
            return ""
        _, point, kind = found
        return kind.id if kind is not None else point.id

    def codes(self, text: str) -> tuple[list[str], list[str]]:
        """Split a cell's words into the codes that they surely mean, and the words that mean none.

        Args:
            text: Its text, parts of it divided by semicolons.
        """
        known: list[str] = []
        unknown: list[str] = []
        for part in filter(None, map(str.strip, _PARTS.split(text))):
            codes = self._part(part)
            known += codes
            if not codes:
                unknown.append(part)
        return list(dict.fromkeys(known)), unknown

    def _part(self, text: str) -> list[str]:
        named = [self.code(word) for word in _CODES.split(text) if word]
        if all(named):
            return named
        codes = []
        for citation in parse_citation(text, law_number=self._usual.number):
            pack = self._law(citation.instrument)
            for place in citation.places:
                code = _point_at(pack, place) if pack is not None else ""
                if not code:
                    return []
                codes.append(code)
        return codes

    def _law(self, instrument: str) -> LawPack | None:
        if not instrument:
            return self._usual
        named = [pack for pack in self._framework.packs if pack.number in instrument]
        return named[0] if len(named) == 1 else None


def with_points(read: ReadFile, words: PointWords, path: str) -> tuple[ReadFile, list[Problem]]:
    """Put codes in the place of what a file says of points; words that mean none go to the remarks.

    Args:
        read: The file as understood.
        words: The words for points.
        path: The file, absolute, with `/`.
    """
    problems: list[Problem] = []
    tables = []
    for table in read.tables:
        column = next((column for column in table.columns if column.field == POINTS), None)
        if column is None:
            tables.append(table)
            continue
        items = tuple(
            _coded(item, words, table, column, path, problems=problems) for item in table.items
        )
        tables.append(dataclasses.replace(table, items=items))
    return dataclasses.replace(read, tables=tuple(tables)), problems


def _coded(
    item: NewItem,
    words: PointWords,
    table: ReadTable,
    column: ListColumn,
    path: str,
    *,
    problems: list[Problem],
) -> NewItem:
    codes, unknown = words.codes(item.fields.get(POINTS, ""))
    fields = {**item.fields, POINTS: _JOIN.join(codes)}
    given = item.given
    for text in unknown:
        place = Location(path, item.row, column.number)
        cell = table.grid.address(item.row, column.number)
        problems.append(rules.POINT_UNKNOWN.at(place, cell=cell, text=text))
    if unknown:
        remark = f"{LABELS[POINTS].capitalize()}: {_JOIN.join(unknown)}"
        fields[_NOTE] = _JOIN.join(part for part in (fields[_NOTE], remark) if part)
        given |= {_NOTE}
    return dataclasses.replace(item, fields=fields, given=given)


def _point_at(pack: LawPack, place: CitedPlace) -> str:
    """Find the one point of a law at a place; "" where there is none, or several."""
    found = [
        point.id
        for point in pack.points
        if places_in_law(point.citation, law_number=pack.number) == (place,)
    ]
    return found[0] if len(found) == 1 else ""
