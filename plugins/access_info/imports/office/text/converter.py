"""Pieces of text with their fonts → clean text; remembers what was in old encodings."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator, Sequence

from access_info.imports.office.grid import Cell, Grid, Struck
from access_info.imports.office.text.cleaning import tidy
from access_info.imports.office.text.old_encodings import (
    OldLetters,
    converted,
    from_font,
    from_look,
    letters_of_font,
    unicode_seen,
    vni_by_look,
)
from access_info.office_files.refusal import counted

_NAMES = {"tcvn3": "TCVN3 (ABC)", "vni": "VNI"}
# So many cells whose letters leave no doubt tell that a file is in an old encoding.
_SURE = 3
# A number of order before struck words may not be struck itself: `1.2.`, `IV)`, `a.`, or nothing;
# not `Mục 1`.
_ORDER = re.compile(r"\W*(?:\d{1,4}(?:\.\d{1,3})*|[IVXLC]{1,5}|[A-Za-z])?\W*")


@dataclasses.dataclass(frozen=True, slots=True)
class FontPiece:
    """Text in one font.

    Attributes:
        text: As kept.
        font: The font's name; "" when not known.
        bold: Whether it is bold.
        struck: Whether it is struck through.
    """

    text: str
    font: str = ""
    bold: bool = False
    struck: bool = False


def unstruck(pieces: Sequence[FontPiece]) -> tuple[list[FontPiece], Struck]:
    """Return the pieces that are not struck through (all, where all are), and how much is struck.

    Args:
        pieces: The pieces of a cell.
    """
    rest = [piece for piece in pieces if not piece.struck]
    if not any(piece.text.strip() for piece in pieces if piece.struck):
        return list(pieces), ""
    if _ORDER.fullmatch("".join(piece.text for piece in rest)):
        return list(pieces), "whole"
    return rest, "part"


class Letters:
    """The converter of a file's pieces to clean text, which counts what it converted."""

    def __init__(self) -> None:
        """Begin with no encoding seen."""
        self._by_font: dict[OldLetters, int] = {"tcvn3": 0, "vni": 0}
        self._by_look: dict[OldLetters, int] = {"tcvn3": 0, "vni": 0}
        self._unicode = False
        self._looked: set[str] = set()
        self._change: Callable[[str], str] | None = None

    def text(self, pieces: Sequence[FontPiece]) -> str:
        """Turn the pieces of a cell into clean text.

        Args:
            pieces: What the cell is made of, in order.
        """
        kinds = set()
        texts = []
        for piece in pieces:
            new = from_font(piece.text, piece.font)
            kind = letters_of_font(piece.font)
            if new is not None and new != piece.text and kind is not None:
                kinds.add(kind)
            texts.append(piece.text if new is None else new)
        if kinds:
            for kind in kinds:
                self._by_font[kind] += 1
            return tidy("".join(texts))
        whole = "".join(texts)
        looked = from_look(whole)
        if looked is not None:
            self._by_look["tcvn3"] += 1
            self._looked.add(tidy(looked))
            return tidy(looked)
        self._unicode = self._unicode or unicode_seen(whole)
        return tidy(whole)

    def converted_by_look(self, grids: Sequence[Grid]) -> tuple[Grid, ...]:
        """Convert the rest of grids, where letters alone told that the file is in old ones."""
        if self._by_look["tcvn3"] >= _SURE:
            return self._changed(grids, self._tcvn3)
        # What fonts have told is known; without them a file is in one encoding throughout.
        texts = [cell.text for grid in grids for cell in grid.cells if not cell.text.isascii()]
        if not any(self._by_font.values()) and len(texts) >= _SURE and vni_by_look(texts):
            return self._changed(grids, lambda text: converted(text, "vni"), "vni")
        return tuple(grids)

    def lines_converted_by_look(self, lines: Sequence[str]) -> tuple[str, ...]:
        """Convert lines outside grids as `converted_by_look` converted the grids."""
        return tuple(map(self._change, lines)) if self._change else tuple(lines)

    def _tcvn3(self, text: str) -> str:
        """Convert text of a file that holds TCVN3: all of it, where no cell is in Unicode."""
        if text in self._looked:
            return text
        if self._unicode or any(self._by_font.values()):
            return from_look(text, sure=False) or text
        return converted(text, "tcvn3")

    def _changed(
        self, grids: Sequence[Grid], change: Callable[[str], str], kind: OldLetters = "tcvn3"
    ) -> tuple[Grid, ...]:
        new_grids = []
        self._change = change
        for grid in grids:
            cells = []
            for cell in grid.cells:
                new = change(cell.text)
                self._by_look[kind] += new != cell.text
                cells.append(cell if new == cell.text else dataclasses.replace(cell, text=new))
            new_grids.append(
                dataclasses.replace(
                    grid,
                    cells=tuple(cells),
                    before=tuple(map(change, grid.before)),
                    around=tuple(map(change, grid.around)),
                    comments=tuple(_with(change, grid.comments)),
                    concealed=tuple(_with(change, grid.concealed)),
                )
            )
        return tuple(new_grids)

    @property
    def notes(self) -> list[str]:
        """What was converted, for people."""
        notes = [
            f"{counted(count)} ô gõ bằng bảng mã cũ {_NAMES[kind]} (biết theo phông chữ), đã đổi "
            "sang Unicode."
            for kind, count in self._by_font.items()
            if count
        ]
        notes += [
            f"{counted(count)} ô gõ bằng bảng mã cũ {_NAMES[kind]} (nhận ra theo chữ), đã đổi sang "
            "Unicode; nên đọc lại."
            for kind, count in self._by_look.items()
            if count
        ]
        return notes


def _with(change: Callable[[str], str], cells: Sequence[Cell]) -> Iterator[Cell]:
    return (dataclasses.replace(cell, text=change(cell.text)) for cell in cells)
