"""A list as papers to read and print, as a site offers them: not to be signed, and not signed."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from access_info.exports.dataset import DatasetTexts
from access_info.exports.documents import official
from access_info.exports.documents.annex.content import NO_DAY, AnnexRow, SignedList
from access_info.exports.documents.annex.layout import rows_of
from access_info.exports.documents.paper import WIDE, Paper, ParagraphLook
from access_info.model.types import vn_date


def published_papers(
    signed_list: SignedList, words: DatasetTexts, *, most: int, address: str
) -> Iterator[Paper]:
    """Lay a list out as papers for readers; a long list comes in several.

    Args:
        signed_list: The list.
        words: The texts.
        most: Rows of a paper at most, names of groups not counted.
        address: Where the list stands on the web, or "".
    """
    parts = list(_parts(signed_list.rows, most))
    for number, rows in enumerate(parts, 1):
        part = dataclasses.replace(signed_list, rows=tuple(rows))
        yield _paper(part, words, _note(signed_list, words, number, len(parts)), address)


def _parts(rows: Sequence[AnnexRow], most: int) -> Iterator[list[AnnexRow]]:
    """Divide rows; a part that begins within a group names it again."""
    part: list[AnnexRow] = []
    count = 0
    group: AnnexRow | None = None
    for row in rows:
        if row.group:
            group = row
        elif count == most:
            # A group's name must not stand below the rows of the part before.
            opens = part.pop() if part[-1].group else group
            yield part
            part, count = [opens] if opens else [], 0
        part.append(row)
        count += not row.group
    yield part


def _note(signed_list: SignedList, words: DatasetTexts, number: int, parts: int) -> str:
    """Say which part it is, of which day, and that it is not signed."""
    facts = []
    if parts > 1:
        facts.append(words.plain("documents.list_part", number=number, parts=parts))
    if signed_list.day != NO_DAY:
        facts.append(words.plain("documents.list_day", date=vn_date(signed_list.day)))
    sentence = "; ".join([*facts, words["documents.list_unsigned"]])
    return f"({sentence[:1].upper()}{sentence[1:]})"


def _paper(part: SignedList, words: DatasetTexts, note: str, address: str) -> Paper:
    paper = Paper(title=part.title, author=part.issuer.name, day=part.day, landscape=True)
    official.names(paper, part.issuer.above, part.issuer.lines, words, width=WIDE)
    paper.paragraph("", "Normal", ParagraphLook(size=6))
    official.title(paper, part.kind, part.about, note, width=WIDE)
    paper.add(rows_of(part))
    if address:
        newest = words.plain("documents.list_newest", address=address)
        paper.paragraph(newest, "Normal", ParagraphLook(size=12, before=6))
    return paper
