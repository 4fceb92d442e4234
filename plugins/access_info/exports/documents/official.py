"""Blocks that every official paper has (Decree 30/2020/NĐ-CP, Annex I and II).

Numbers in comments are those of the decree's boxes. The decree sets no widths of columns: 40 to 60
is how papers look in practice.
"""

from __future__ import annotations

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from access_info.exports.dataset import DatasetTexts
from access_info.exports.documents.office import Office
from access_info.exports.documents.phrases import Phrase, literal, phrase
from access_info.exports.documents.word import BODY, WIDTH, Paper, line_below, write

_LEFT, _RIGHT = 66.0, WIDTH - 66.0
_CENTER = WD_ALIGN_PARAGRAPH.CENTER
_MM = 25.4 / 72
# Width of characters in Times New Roman bold, in em: measured on these words, and on capitals.
_MOTTO_EM = 12.22
_CAPITAL_EM = 0.62
_RULE_SHARE = 0.4  # a third to a half of the text's length


def head(
    paper: Paper, office: Office, number: Phrase, subject: Phrase, words: DatasetTexts
) -> None:
    """Write boxes 1 to 4, and 5b where there is a subject.

    Args:
        paper: The document.
        office: Who issues it.
        number: `Số: …`.
        subject: `V/v …` of an official letter; empty for a paper that has a title.
        words: The texts.
    """
    names(paper, office.above, office.lines, words)
    left, right = paper.grid((_LEFT, _RIGHT))
    _centered(left.paragraphs[0], number, size=13)  # 3
    if subject:
        about = _centered(left.add_paragraph(), subject, size=12)  # 5b
        about.paragraph_format.space_before = Pt(6)
    dated = phrase(words, "documents.place_date", place=office.seat)
    _centered(right.paragraphs[0], dated, size=14, italic=True)  # 4
    paper.paragraph("", style="Normal")


def names(
    paper: Paper, above: str, lines: tuple[str, ...], words: DatasetTexts, *, width: float = WIDTH
) -> None:
    """Write boxes 1 and 2 alone, as on a paper that is issued with another one.

    Args:
        paper: The document.
        above: The body that the issuer belongs to, in capitals, or "".
        lines: Its own name in capitals, one line each.
        words: The texts.
        width: Of the text, in millimetres.
    """
    share = width * _LEFT / WIDTH
    left, right = paper.grid((share, width - share))
    issuer_lines = [(above, False)] if above else []
    issuer_lines += [(line, True) for line in lines]
    first = left.paragraphs[0]
    for text, bold in issuer_lines:
        # 2: 12–13 pt; a blank is marked as such.
        _centered(first, literal(text), size=13, bold=bold)
        first = left.add_paragraph()
    length = len(lines[-1]) * _CAPITAL_EM * 13 * _MM
    line_below(first, min(length, share) * _RULE_SHARE, share)
    nation = _centered(right.paragraphs[0], words["list.nation"], size=13, bold=True)  # 1
    nation.paragraph_format.keep_together = True
    _centered(right.add_paragraph(), words["list.motto"], size=14, bold=True)
    line_below(right.add_paragraph(), _MOTTO_EM * 14 * _MM, width - share)


def addressee(paper: Paper, runs: Phrase) -> None:
    """Write box 9a for one addressee, on the line of `Kính gửi:`."""
    paragraph = paper.paragraph(runs, align=_CENTER)
    paragraph.paragraph_format.first_line_indent = Mm(0)
    paragraph.paragraph_format.space_after = Pt(12)


def title(paper: Paper, kind: str, about: str, note: str, *, width: float = WIDTH) -> None:
    """Write box 5a of a paper that has a title."""
    paper.paragraph(kind, style="Title")
    paper.paragraph(about, style="Title")
    paragraph = paper.paragraph(note, style="Title", bold=False, italic=True)
    paragraph.paragraph_format.space_after = Pt(5)
    rule = paper.paragraph("", style="Normal")
    line_below(rule, 50, width)
    rule.paragraph_format.space_after = Pt(10)


def foot(paper: Paper, words: DatasetTexts) -> None:
    """Write boxes 7 and 9b: room for the signer, and the recipients."""
    gap = paper.paragraph("", style="Normal", size=6, keep=True)
    gap.paragraph_format.line_spacing = Pt(8)
    left, right = paper.grid((_LEFT, _RIGHT))
    write(left.paragraphs[0], words["documents.recipients"], size=12, bold=True, italic=True)
    for key in ("as_above", "others", "archive"):
        write(left.add_paragraph(), phrase(words, f"documents.{key}"), size=11)
    _centered(right.paragraphs[0], phrase(words, "documents.signer_role"), size=BODY, bold=True)
    for _ in range(4):
        right.add_paragraph()
    _centered(right.add_paragraph(), phrase(words, "documents.signer_name"), size=BODY, bold=True)


def signature(
    paper: Paper, roles: tuple[str, ...], words: DatasetTexts, *, width: float = WIDTH
) -> None:
    """Write box 7 alone, in the right half: the signer's role, and room to sign.

    Args:
        paper: The document, behind its last words.
        roles: In whose name and as what, a line each, in capitals.
        words: The texts.
        width: Of the text, in millimetres.
    """
    runs = [*map(literal, roles), *[literal("")] * 4, phrase(words, "documents.signer_name")]
    for number, run in enumerate(runs, 1):
        paragraph = paper.paragraph(run, style="Normal", align=_CENTER, bold=True)
        paragraph.paragraph_format.left_indent = Mm(width * _LEFT / WIDTH)
        # The signature must not stand alone on a page.
        paragraph.paragraph_format.keep_with_next = number < len(runs)


def annex_title(
    paper: Paper, name: str, about: str, attached: Phrase, *, width: float = WIDTH
) -> None:
    """Write the head of an annex (model 2.1).

    Args:
        paper: The document, at the annex's first page.
        name: `Phụ lục I`.
        about: Its title, in capitals.
        attached: To which paper it belongs.
        width: Of the text, in millimetres.
    """
    paragraph = paper.paragraph(name, style="Title")
    paragraph.paragraph_format.space_before = Pt(0)
    paper.paragraph(about, style="Title")
    paragraph = paper.paragraph(attached, style="Title", bold=False, italic=True)
    rule = paper.paragraph("", style="Normal")
    line_below(rule, 40, width)
    rule.paragraph_format.space_after = Pt(6)


def draft_note(paper: Paper, heading: str, notes: list[Phrase]) -> None:
    """Write a box of what the officer must know before signing, apart from the paper's text."""
    (cell,) = paper.grid((WIDTH,), style="Table Grid")
    write(cell.paragraphs[0], heading, size=11, bold=True)
    for note in notes:
        paragraph = write(cell.add_paragraph(), note, size=11)
        paragraph.paragraph_format.space_before = Pt(2)


def _centered(
    paragraph: Paragraph,
    runs: Phrase | str,
    *,
    size: float,
    bold: bool | None = None,
    italic: bool | None = None,
) -> Paragraph:
    paragraph.alignment = _CENTER
    return write(paragraph, runs, size=size, bold=bold, italic=italic)
