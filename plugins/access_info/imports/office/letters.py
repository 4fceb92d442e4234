"""Pieces of text with their fonts → clean text; remembers what was in old encodings."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from access_info.imports.office.grid import Cell, Grid
from access_info.imports.office.old_letters import (
    OldLetters,
    from_font,
    from_look,
    letters_of_font,
)
from access_info.imports.office.refusal import counted
from access_info.imports.office.text import tidy

_NAMES = {"tcvn3": "TCVN3 (ABC)", "vni": "VNI"}
# As many cells whose letters leave no doubt tell that a file was typed in the old way.
_SURE = 3


@dataclasses.dataclass(frozen=True, slots=True)
class Piece:
    """Text in one font.

    Attributes:
        text: As kept.
        font: The font's name; "" when not known.
        bold: Whether it is bold.
    """

    text: str
    font: str = ""
    bold: bool = False


class Letters:
    """Makes clean text of pieces, and says what was converted."""

    def __init__(self) -> None:
        """Nothing was seen yet."""
        self._by_font: dict[OldLetters, int] = {"tcvn3": 0, "vni": 0}
        self._by_look = 0

    def text(self, pieces: Sequence[Piece]) -> str:
        """The clean text of a cell.

        Args:
            pieces: What it is made of, in order.
        """
        kinds = set()
        told = []
        for piece in pieces:
            new = from_font(piece.text, piece.font)
            kind = letters_of_font(piece.font)
            if new is not None and new != piece.text and kind is not None:
                kinds.add(kind)
            told.append(piece.text if new is None else new)
        if kinds:
            for kind in kinds:
                self._by_font[kind] += 1
            return tidy("".join(told))
        whole = "".join(told)
        looked = from_look(whole)
        if looked is not None:
            self._by_look += 1
            return tidy(looked)
        return tidy(whole)

    def again(self, grids: Sequence[Grid]) -> tuple[Grid, ...]:
        """Grids with the rest converted, where letters alone told that a file is in TCVN3."""
        if self._by_look < _SURE:
            return tuple(grids)
        return tuple(
            dataclasses.replace(grid, cells=tuple(map(self._again, grid.cells))) for grid in grids
        )

    def _again(self, cell: Cell) -> Cell:
        told = from_look(cell.text, sure=False)
        if told is None:
            return cell
        self._by_look += 1
        return dataclasses.replace(cell, text=told)

    @property
    def notes(self) -> list[str]:
        """What was converted, for people."""
        notes = [
            f"{counted(count)} ô gõ bằng bảng mã cũ {_NAMES[kind]} (biết theo phông chữ), đã đổi "
            "sang Unicode."
            for kind, count in self._by_font.items()
            if count
        ]
        if self._by_look:
            notes.append(
                f"{counted(self._by_look)} ô gõ bằng bảng mã cũ TCVN3 (ABC) (nhận ra theo chữ), đã "
                "đổi sang Unicode; nên đọc lại."
            )
        return notes
