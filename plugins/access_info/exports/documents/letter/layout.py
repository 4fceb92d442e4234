"""How both kinds of letters put their requests: numbered headings, lettered lines, the note."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from access_info.exports.dataset import DatasetTexts
from access_info.exports.documents.phrases import Phrase, literal, phrase
from access_info.legal.packs import LawPack
from access_info.model.verification import Verification

# The letters of points (Annex I: the Vietnamese alphabet, without ă, â, ê, ô, ơ, ư).
LETTERS = "abcdđeghiklmnopqrstuvxy"


def group_heading(words: DatasetTexts, name: str, number: int) -> Phrase:
    """Write the line above the duties that stand alike.

    Args:
        words: The texts.
        name: Of the group.
        number: Of the group.
    """
    return (*literal(f"{number}. "), *phrase(words, f"documents.letter_{name}"))


def marks(lines: Sequence[object]) -> list[str]:
    """List the letters of a list's lines; none for a lone line, nor where letters do not suffice."""
    if 1 < len(lines) <= len(LETTERS):
        return list(LETTERS[: len(lines)])
    return [""] * len(lines)


def lettered(lines: Sequence[Phrase]) -> Iterator[Phrase]:
    """Put letters, or dashes, before lines, and the stops of a list behind them."""
    for place, (mark, line) in enumerate(zip(marks(lines), lines, strict=True), 1):
        end = "." if place == len(lines) else ";"
        yield (*literal(f"{mark}) " if mark else "- "), *line, *literal(end))


def copied_ground_note(
    words: DatasetTexts, law: LawPack, grounds: Sequence[Verification | None]
) -> Iterator[Phrase]:
    """Yield a line for the officer where the ground of anything was read in a copy only.

    Args:
        words: The texts.
        law: The law in force.
        grounds: How the ground of each duty that is asked for was checked.
    """
    read = [law.verification, *grounds]
    if any(verification is not Verification.GAZETTE for verification in read):
        yield phrase(words, "documents.note_copy")
