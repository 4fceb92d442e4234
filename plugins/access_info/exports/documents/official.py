"""Adds the letterhead, signature and so on of official documents (Decree 30/2020/NĐ-CP)."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from access_info.exports.dataset import DatasetTexts
from access_info.exports.documents.paper import (
    BODY,
    WIDTH,
    Blank,
    Paper,
    PaperLine,
    PaperParagraph,
    PaperRule,
    ParagraphLook,
    Phrase,
    Run,
    literal,
    lower_first,
    phrase,
)
from access_info.model.jurisdiction import Jurisdiction, Oversight, PaperHead
from access_info.model.vocabularies import JURISDICTION_TYPES

# The issuer of a document, the oversight office, as a letterhead names it.

_COMMITTEE = "ủy ban nhân dân "


@dataclasses.dataclass(frozen=True, kw_only=True)
class Office:
    """The issuer of a document (Decree 30/2020/NĐ-CP, Annex I, blocks 2 and 4).

    Attributes:
        name: Full name; a blank when the jurisdiction does not state it.
        short_name: The name within the document, without the jurisdiction's.
        above: The body it belongs to, in capitals, or "".
        lines: The lines of its own name, in capitals.
        seat: The place in the line of the date.
        area: The jurisdiction within a sentence (`tỉnh Mẫu`), or "".
        address: Postal address, or "".
        phone: Telephone, or "".
        email: E-mail address, or "".
        is_committee: Whether it is the people's committee itself.
        posts: The lines above the signature: in whose name, and in which role, one signs.
        addressees: Whom its paper goes to.
        recipients: Who gets a copy.
    """

    name: str
    short_name: str
    above: str
    lines: tuple[str, ...]
    seat: str
    area: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    is_committee: bool = False
    posts: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()


def is_issuer(name: str, place: Jurisdiction) -> bool:
    """Tell whether an agency issues the letters to single agencies, so that it gets none itself."""
    head = place.papers.to_one if place.papers else None
    office = place.oversight.name if place.oversight else None
    return name == ((head.issuer if head else None) or office)


def office_of(place: Jurisdiction, words: DatasetTexts, head: PaperHead | None = None) -> Office:
    """Return the issuer of a paper: the oversight office, unless the settings name another issuer.

    What the settings do not state becomes a blank for the officer.

    Args:
        place: The jurisdiction's settings.
        words: The texts.
        head: The settings for this kind of paper: issuer, signer, addressees.
    """
    head = head or PaperHead()
    oversight = place.oversight or Oversight()
    name = head.issuer or oversight.name
    if not name or name != oversight.name:
        oversight = Oversight()  # its address and telephone are not the other body's
    if name:
        short_name, above, lines = name_forms(name, place, words)
    else:
        name = short_name = Blank(words["documents.office_unknown"])
        above = Blank(words["documents.above_unknown"])
        lines = (Blank(words["documents.issuer_unknown"]),)
    area, seat = place.name or "", _seat(place)
    return Office(
        name=name,
        short_name=short_name,
        above=above,
        lines=lines,
        seat=seat or Blank(words["documents.seat_unknown"]),
        area=lower_first(area) if seat != area else area,
        address=oversight.address or "",
        phone=oversight.phone or "",
        email=oversight.email or "",
        is_committee=is_committee(name),
        posts=tuple(head.posts),
        addressees=tuple(head.addressees),
        recipients=tuple(head.recipients),
    )


def is_committee(name: str) -> bool:
    """Tell whether a name is that of a people's committee: it begins with “Ủy ban nhân dân”."""
    return name.casefold().startswith(_COMMITTEE)


def name_forms(
    name: str, place: Jurisdiction, words: DatasetTexts
) -> tuple[str, str, tuple[str, ...]]:
    """Return (name in a sentence, body above in capitals or "", own lines in capitals) of an issuer.

    “Sở Tư pháp tỉnh Mẫu” → `("Sở Tư pháp", "UBND TỈNH MẪU", ("SỞ TƯ PHÁP",))`. A people's committee
    stands alone, on two lines.

    Args:
        name: The full name.
        place: The jurisdiction's settings.
        words: The texts.
    """
    area = place.name or ""
    if is_committee(name):
        cut = len(_COMMITTEE)
        return name, "", (name[: cut - 1].upper(), name[cut:].upper())
    if place.kind.is_area and area and name.casefold().endswith(f" {area.casefold()}"):
        short = name[: -len(area)].rstrip()
        above = words.plain("documents.committee", place=area.upper())
        return short, above, (short.upper(),)
    return name, "", (name.upper(),)


def name_of_body_above(parent: str, words: DatasetTexts) -> str:
    """Return the body above an issuer in capitals, a committee abbreviated: `UBND XÃ MẪU`."""
    if is_committee(parent):
        return words.plain("documents.committee", place=parent[len(_COMMITTEE) :].upper())
    return parent.upper()


def _seat(place: Jurisdiction) -> str:
    """Return the place to stand before a paper's date: the jurisdiction's name without its kind.

    “Tỉnh Mẫu” → `Mẫu`; “Phường 1” stays, as a mere number names no place.
    """
    name = place.name or ""
    kinds = ["Thành phố", *JURISDICTION_TYPES.values()] if place.kind.is_area else []
    for kind in kinds:
        rest = name[len(kind) :].lstrip()
        if name.casefold().startswith(f"{kind.casefold()} ") and not rest[:1].isdigit():
            return rest
    return name


# Millimetres of the left block (issuer, recipients) and of the right one (motto, signature).
_LEFT, _RIGHT = 66.0, WIDTH - 66.0
_MM = 25.4 / 72  # millimetres of a point
# Width of characters in Times New Roman bold, in em: measured on these words, and on capitals.
_MOTTO_EM = 12.22
_CAPITAL_EM = 0.62
_RULE_SHARE = 0.4  # a third to a half of the text's length
_SMALL = 11


def head(
    paper: Paper, office: Office, number: Phrase, subject: Phrase, words: DatasetTexts
) -> None:
    """Add the letterhead: names, number, place and date, subject; above it that this is a draft.

    These are boxes 1 to 4, and 5b, of the decree's layout.

    Args:
        paper: The document.
        office: The office that issues it.
        number: `Số: …`.
        subject: `V/v …` of an official letter; empty for a paper that has a title.
        words: The texts.
    """
    draft = ParagraphLook(align="right", bold=True, size=13, after=4)
    paper.paragraph(words["documents.draft"], "Normal", draft)
    names(paper, office.above, office.lines, words)
    left = [_centered(number, 13)]  # 3
    if subject:
        left.append(_centered(subject, 12, before=6))  # 5b
    dated = phrase(words, "documents.place_date", place=office.seat)
    paper.grid([(_LEFT, left), (_RIGHT, [_centered(dated, 14, italic=True)])])  # 4
    paper.paragraph("", "Normal", ParagraphLook(size=8))


def names(paper: Paper, above: str, lines: tuple[str, ...], words: DatasetTexts) -> None:
    """Add only the names of the issuer (left) and of the nation with its motto (right), both with a rule.

    These are boxes 1 and 2 of the decree's layout. An annex that is issued with a decision has no more.

    Args:
        paper: The document.
        above: The body that the issuer belongs to, in capitals, or "".
        lines: The lines of the issuer's own name, in capitals.
        words: The texts.
    """
    width = paper.width
    # Of the left block: on a page that lies on its side both blocks are wider.
    share = width * _LEFT / WIDTH
    # 2: 12–13 pt; a blank is marked as such.
    left: list[PaperLine] = [_centered(literal(above), 13)] if above else []
    left += [_centered(literal(line), 13, bold=True) for line in lines]
    length = len(lines[-1]) * _CAPITAL_EM * 13 * _MM
    left.append(PaperRule(min(length, share) * _RULE_SHARE, share))
    right: list[PaperLine] = [
        _centered(words["list.nation"], 13, bold=True),  # 1
        _centered(words["list.motto"], 14, bold=True),
        PaperRule(_MOTTO_EM * 14 * _MM, width - share),
    ]
    paper.grid([(share, left), (width - share, right)])


def addressees(
    paper: Paper, names_of: Sequence[str], words: DatasetTexts, *, after: float = 12
) -> None:
    """Add the addressees (box 9a): one on the line of `Kính gửi:`, several as a list below it.

    Args:
        paper: The document.
        names_of: Their names; a `Blank` stays marked.
        words: The texts.
        after: Space below, in points.
    """
    if len(names_of) == 1:
        (name,) = names_of
        line = phrase(words, "documents.letter_to", agency=name)  # a blank stays one
        paper.paragraph(line, "BodyText", ParagraphLook(align="center", first=0, after=after))
        return
    look = ParagraphLook(align="left", first=0, sides=(_LEFT * 0.6, 0), after=0)
    paper.paragraph(words["documents.letter_to_these"], "BodyText", look)
    for number, name in enumerate(names_of, 1):
        end = "." if number == len(names_of) else ";"
        below = after if number == len(names_of) else 0
        look = ParagraphLook(align="left", first=0, sides=(_LEFT * 0.75, 0), after=below)
        paper.paragraph((*literal("- "), *literal(name), *literal(end)), "BodyText", look)


def title(paper: Paper, kind: str, about: str, note: str) -> None:
    """Add the title of a paper (box 5a), with a rule below.

    Args:
        paper: The document.
        kind: The first line: `BÁO CÁO`.
        about: The second line.
        note: A note in italics under the title.
    """
    paper.paragraph(kind, "Title")
    paper.paragraph(about, "Title")
    paper.paragraph(note, "Title", ParagraphLook(bold=False, italic=True, after=5))
    paper.add(PaperRule(50, paper.width, after=10))


def foot(paper: Paper, office: Office, words: DatasetTexts) -> None:
    """Add the end of an official paper: recipients (box 9b, left), signature (box 7, right)."""
    paper.paragraph("", "Normal", ParagraphLook(size=6, line=8, keep=True))
    left = [
        PaperParagraph(
            (Run(words["documents.recipients"]),),
            look=ParagraphLook(size=12, bold=True, italic=True),
        )
    ]
    named = [literal(f"- {name};") for name in office.recipients]
    lines = [
        phrase(words, "documents.as_above"),
        *(named or [phrase(words, "documents.others")]),
        phrase(words, "documents.archive"),
    ]
    left += [PaperParagraph(line, look=ParagraphLook(size=_SMALL)) for line in lines]
    signed = [literal(role) for role in office.posts] or [phrase(words, "documents.signer_role")]
    right = [_centered(role, BODY, bold=True) for role in signed]
    right += [_centered("", BODY) for _ in range(4)]
    right.append(_centered(phrase(words, "documents.signer_name"), BODY, bold=True))
    paper.grid([(_LEFT, left), (_RIGHT, right)])


def signature(
    paper: Paper, roles: tuple[str, ...], words: DatasetTexts, *, blanks: bool = True
) -> None:
    """Add only the signature (box 7, right): the signer's role, room to sign, the name.

    Args:
        paper: The document, behind its last words.
        roles: The lines of the role, in capitals: in whose name, and as what, one signs.
        words: The texts.
        blanks: Whether blanks to fill in are shown; a PDF file, into which nobody can type, leaves
            them empty.
    """
    sides = (paper.width * _LEFT / WIDTH, 0)
    runs = [*map(literal, roles), *[literal("")] * 4, phrase(words, "documents.signer_name")]
    if not blanks:
        runs = [tuple(run for run in phrase_ if not run.blank) for phrase_ in runs]
    for number, run in enumerate(runs, 1):
        # The signature must not stand alone on a page.
        keep = number < len(runs)
        look = ParagraphLook(align="center", bold=True, sides=sides, keep=keep)
        paper.paragraph(run, "Normal", look)


def begin_annex(
    paper: Paper, name: str, about: str, attached: Phrase, *, landscape: bool = False
) -> None:
    """Begin an annex on a new page, with name, title and note to which paper it belongs (model 2.1).

    Args:
        paper: The document.
        name: `Phụ lục I`.
        about: Its title, in capitals.
        attached: The note to which paper it belongs.
        landscape: Whether its pages lie on their long side.
    """
    paper.begin_section(landscape=landscape)
    paper.paragraph(name, "Title", ParagraphLook(before=0))
    paper.paragraph(about, "Title")
    paper.paragraph(attached, "Title", ParagraphLook(bold=False, italic=True))
    paper.add(PaperRule(40, paper.width, after=6))


def draft_note(paper: Paper, notes: Sequence[Phrase], words: DatasetTexts) -> None:
    """Add a box with notes that the officer must read before signing, and remove from the paper."""
    paper.paragraph("", "Normal", ParagraphLook(size=8))
    heading = Run(words["documents.note_title"])
    lines = [PaperParagraph((heading,), look=ParagraphLook(size=_SMALL, bold=True))]
    lines += [PaperParagraph(note, look=ParagraphLook(size=_SMALL, before=2)) for note in notes]
    paper.grid([(WIDTH, lines)], lined=True)


def _centered(
    runs: Phrase | str,
    size: float,
    *,
    bold: bool | None = None,
    italic: bool | None = None,
    before: float | None = None,
) -> PaperParagraph:
    """Return a centred paragraph of a letterhead or signature, without adding it."""
    look = ParagraphLook(align="center", size=size, bold=bold, italic=italic, before=before)
    return PaperParagraph((Run(runs),) if isinstance(runs, str) else runs, look=look)
