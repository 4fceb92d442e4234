"""Turns a list into an annex to be signed and printed; also a year's figures into such a paper.

Whoever signs sees what is to be public; importing the signed file again changes nothing:

- Rows stand by the agency's own groups, those without a group first, each group under a Roman
  number; within a group in the clerk's order. An import finds rows by their id, wherever they stand.
- Documents under an item follow it as `1.1`, `1.2`.
- What is ended, superseded or withdrawn is not signed again and is left out, with the documents
  under it; an import keeps such rows.
- All addresses of a row are shown. Attachments are not: the annex is about the information.
- Columns that the whole list leaves empty are left out. What has no column (points of the law,
  days of review …) stays in the data as it is.
- The last column holds the ids.
"""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from access_info.exports.columns import DISCLOSURE_COLUMNS, ListColumns
from access_info.exports.dataset import Concepts, DatasetTexts
from access_info.exports.documents import official
from access_info.exports.documents.official import is_committee, name_forms, name_of_body_above
from access_info.exports.documents.paper import (
    WIDE,
    Blank,
    CellLine,
    Column,
    Paper,
    ParagraphLook,
    RowGroup,
    Style,
    Table,
    literal,
    lower_first,
)
from access_info.legal.framework import Framework
from access_info.model.agency import AgencyProfile
from access_info.model.fields import fields_of
from access_info.model.items import ConditionalItem, Document, Item
from access_info.model.jurisdiction import Jurisdiction
from access_info.model.registry import Agency
from access_info.model.types import is_web_address, vn_date, vn_partial
from access_info.office_files.document import roman

# The issuer of a list, who is named in the annex's letterhead and signs it.

# A remark in brackets at the end of an agency's name, left out in papers: `Sở Mẫu (cũ)`.
_REMARK = re.compile(r"\s*\([^()]*\)\s*$")
# An agency signs by its head, a committee in the name of all (Decree 30/2020/NĐ-CP, Art. 13).
_COMMITTEE_ROLES = ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
# Beginning of an agency's name → title of its head.
_HEADS = (
    ("sở", "GIÁM ĐỐC"),
    ("văn phòng", "CHÁNH VĂN PHÒNG"),
    ("thanh tra", "CHÁNH THANH TRA"),
    ("ban", "TRƯỞNG BAN"),
    ("bộ", "BỘ TRƯỞNG"),
    ("chi cục", "CHI CỤC TRƯỞNG"),
    ("cục", "CỤC TRƯỞNG"),
    ("phòng", "TRƯỞNG PHÒNG"),
    ("trường", "HIỆU TRƯỞNG"),
    ("viện", "VIỆN TRƯỞNG"),
    ("trạm", "TRƯỞNG TRẠM"),
    ("trung tâm", "GIÁM ĐỐC"),
    ("bệnh viện", "GIÁM ĐỐC"),
    ("thư viện", "GIÁM ĐỐC"),
    ("bảo tàng", "GIÁM ĐỐC"),
    ("quỹ", "GIÁM ĐỐC"),
)


@dataclasses.dataclass(frozen=True)
class Issuer:
    """The agency that issues a list, as the letterhead and the signature name it.

    Attributes:
        name: The full name, without a remark in brackets.
        above: The body it belongs to, in capitals, or "".
        lines: The lines of its name, in capitals.
        roles: The lines above the signature: in whose name, and in which role, its head signs.
        symbol: What follows `QĐ-` in the number of its decisions, or "".
    """

    name: str
    above: str
    lines: tuple[str, ...]
    roles: tuple[str, ...]
    symbol: str = ""


def issuer_of(
    profile: AgencyProfile, place: Jurisdiction, parent: str, words: DatasetTexts
) -> Issuer:
    """Return how an agency is named as issuer of a list, and in which role its head signs.

    Args:
        profile: The agency.
        place: The jurisdiction.
        parent: The full name of the agency it belongs to, or "".
        words: The texts.
    """
    name = _REMARK.sub("", profile.name) or profile.name
    _, above, lines = name_forms(name, place, words)
    if is_committee(name):
        return Issuer(name, "", lines, _COMMITTEE_ROLES, "UBND")
    parent = _REMARK.sub("", parent)
    if profile.kind.is_service_unit and parent and not is_committee(parent):
        # Below a department the unit's own name is not shortened.
        above, lines = name_of_body_above(parent, words), (name.upper(),)
    elif profile.kind.is_subordinate_body and not above:
        if parent:
            above = name_of_body_above(parent, words)
        elif profile.kind.is_under_province_committee and place.kind.is_province and place.name:
            above = words.plain("documents.committee", place=place.name.upper())
    return Issuer(name, above, lines, (_title_of_head(name, words),))


def _title_of_head(name: str, words: DatasetTexts) -> str:
    """Return the title of an agency's head, by how its name begins (`Sở …` → `GIÁM ĐỐC`); else a blank."""
    start = f"{name.casefold()} "
    for beginning, title in _HEADS:
        if start.startswith(f"{beginning} "):
            return title
    return Blank(words["documents.signer_role"])


# Addresses in narrow cells: a link to the whole address, of which only the beginning is shown.

# Characters that fit into two lines of a cell.
_MAX_SHOWN_ADDRESS = 34
_JOIN = "; "


def short_address(address: str) -> str:
    """Return an address as a cell shows it: in full if short, else `https://host/…`."""
    if len(address) <= _MAX_SHOWN_ADDRESS:
        return address
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}/…"


def address_lines(addresses: tuple[str, ...]) -> list[tuple[str, bool]]:
    """Return the lines of a cell of addresses, each as (text, whether it is a web address).

    Each web address has a line. Places in words (“Bộ phận một cửa”) share the last one, joined by `; `,
    as an import expects them.
    """
    webs = [address for address in addresses if is_web_address(address)]
    places = [address for address in addresses if not is_web_address(address)]
    return [
        *((address, True) for address in webs),
        *([(_JOIN.join(places), False)] if places else []),
    ]


# The content of an annex, from which DOCX, PDF and XLSX are written.

ORDER, ISSUED, ADDRESSES, ID = "order", "issued", "addresses", "id"
# The fields that columns show, of the two lists; a column that no row fills is left out unless here.
_ALWAYS = frozenset({ORDER, "title", "condition", ID})
_DISCLOSURE = (
    *(ORDER, "title", "number", ISSUED, "legal_basis", "forms", "timing", "duration", "unit"),
    *(ADDRESSES, "note", ID),
)
_CONDITIONAL = (
    *(ORDER, "title", "kind", "condition", "consent_from", "form", "unit", "legal_basis", "note"),
    ID,
)
# Widths in millimetres: of columns whose text must not be broken; the least of all others.
_FIXED = {ORDER: 12.0, ISSUED: 23.0, ID: 17.0, ADDRESSES: 28.0}
_NARROWEST = 13.0
_CENTERED = frozenset({ORDER, ISSUED, "form", ID})
# Stands in the file's properties if no record names a day.
NO_DAY = datetime.date(2000, 1, 1)
_BLANK = "\N{NO-BREAK SPACE}" * 8  # to be written into by hand
_Record = Item | Document | ConditionalItem


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class AnnexColumn(Column):
    """A column of an annex; `field` is the model's field that it shows, or `ORDER` for the numbers."""

    field: str


@dataclasses.dataclass(frozen=True)
class AnnexRow:
    """A row of an annex.

    Attributes:
        mark: Its number: `II` of a group, `3` of an item, `3.1` of a document under it.
        group: The name of the group, if the row is its heading; else "".
        texts: The text for each column; "" in the column of addresses.
        addresses: Web addresses of the information, or words that say where it is.
        issued: The day of issue, where day, month and year are known.
    """

    mark: str
    group: str = ""
    texts: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    issued: datetime.date | None = None


@dataclasses.dataclass(frozen=True)
class SignedList:
    """The content of a list as an annex to be signed.

    Attributes:
        issuer: The agency that issues it.
        kind: The first line of its title, in capitals: `DANH MỤC`.
        about: The second line of its title: whose information it lists.
        attached: The note to which decision it belongs, with blanks.
        columns: Its columns.
        rows: Its rows.
        count: How many rows are items or documents rather than headings of groups.
        day: The latest day in its rows, which dates it; the file's properties name no other.
    """

    issuer: Issuer
    kind: str
    about: str
    attached: str
    columns: tuple[AnnexColumn, ...]
    rows: tuple[AnnexRow, ...]
    count: int
    day: datetime.date

    @property
    def title(self) -> str:
        """The title for the file's properties: `Danh mục thông tin …`."""
        return f"{self.kind.capitalize()} {lower_first(self.about)}"


def signed_list(
    agency: Agency,
    kind: ListColumns,
    framework: Framework,
    issuer: Issuer,
    words: DatasetTexts,
) -> SignedList | None:
    """Return one list of an agency as an annex: rows in force, numbered, in groups.

    Args:
        agency: The agency.
        kind: Which list.
        framework: The laws, for the words of codes.
        issuer: The agency as issuer.
        words: The texts.

    Returns:
        The annex; `None` when there is nothing to list.
    """
    disclosure = kind is DISCLOSURE_COLUMNS
    items: Sequence[Item | ConditionalItem] = agency.items if disclosure else agency.conditional
    rows = list(_numbered_records([item for item in items if not item.is_ended]))
    records = [record for _, record in rows if not isinstance(record, str)]
    if not records:
        return None
    values = _wordings(framework)
    labels = {field.name: field.label for field in fields_of(kind.record)}
    labels[ORDER] = words["documents.list_order"]
    fields = [
        field
        for field in (_DISCLOSURE if disclosure else _CONDITIONAL)
        if field in _ALWAYS or any(getattr(record, field) for record in records)
    ]
    annex_rows = tuple(
        AnnexRow(mark, group=record)
        if isinstance(record, str)
        else _annex_row(mark, record, fields, values)
        for mark, record in rows
    )
    widths = _widths(fields, [row.texts for row in annex_rows if not row.group])
    about = "documents.list_disclosure" if disclosure else "documents.list_conditional"
    return SignedList(
        issuer=issuer,
        kind=words["documents.list_kind"],
        about=words.plain(about, agency=issuer.name),
        attached=words.plain(
            "documents.list_attached",
            blank=_BLANK,
            symbol=issuer.symbol or _BLANK,
            agency=issuer.name,
        ),
        columns=tuple(
            AnnexColumn(labels[field], column_width, field in _CENTERED, field=field)
            for field, column_width in zip(fields, widths, strict=True)
        ),
        rows=annex_rows,
        count=len(records),
        day=max((_latest_day(record) for record in records), default=NO_DAY),
    )


def _numbered_records(items: Sequence[Any]) -> Iterator[tuple[str, _Record | str]]:
    """Yield (number, record or name of a group) for each row of the annex, in order.

    `("I", "Kế hoạch")`, then `("1", item)`, `("1.1", document under it)`. Items without a group come
    first, under no name. Documents that have ended are left out.
    """
    groups: dict[str, list[Any]] = {"": []}
    for item in items:
        groups.setdefault(" ".join((getattr(item, "group", "") or "").split()), []).append(item)
    number = 0
    for order, (group, members) in enumerate(groups.items()):
        if group:
            yield roman(order), group
        for item in members:
            number += 1
            yield str(number), item
            documents = getattr(item, "documents", ())
            living = (document for document in documents if not document.is_ended)
            for below, document in enumerate(living, 1):
                yield f"{number}.{below}", document


def _annex_row(
    number: str,
    record: _Record,
    fields: Sequence[str],
    wordings: dict[str, Callable[[Any], str]],
) -> AnnexRow:
    """Return the row of an item or document in the annex of a list that is printed to be signed.

    Args:
        number: Its number, `1` or `1.1`.
        record: The item or document.
        fields: The field that each column shows.
        wordings: Field → function that words its value, for values that are more than text.
    """
    texts = []
    for field in fields:
        value = number if field == ORDER else getattr(record, field)
        wording = wordings.get(field, str)
        # Addresses are set as links, and so kept apart in the row's `addresses`.
        texts.append("" if not value or field == ADDRESSES else wording(value))
    issued = getattr(record, ISSUED, None)
    return AnnexRow(
        number,
        texts=tuple(texts),
        addresses=tuple(address for address in getattr(record, ADDRESSES, ()) if address),
        issued=issued.exact if issued is not None else None,
    )


def _widths(fields: Sequence[str], texts: Sequence[tuple[str, ...]]) -> list[float]:
    """Return the widths of columns in millimetres, wider for more text, so that rows are not high.

    Args:
        fields: The field that each column shows; some have a fixed width.
        texts: The texts of each row.
    """
    # The squares let long texts weigh more; the exponent keeps widths from differing too much.
    wants = [sum(len(row[number]) ** 2 for row in texts) ** 0.4 for number in range(len(fields))]
    widths = [_FIXED.get(field, 0.0) for field in fields]
    free = [number for number, field in enumerate(fields) if field not in _FIXED]
    spare = WIDE - sum(widths) - _NARROWEST * len(free)
    wanted = sum(wants[number] for number in free) or 1.0
    for number in free:
        widths[number] = _NARROWEST + spare * wants[number] / wanted
    return widths


def _wordings(framework: Framework) -> dict[str, Callable[[Any], str]]:
    """Return the fields that hold no plain text (days, codes), each with the function that words a value."""
    form = Concepts(framework).form

    def kind(code: str) -> str:
        """Return the title of a kind of conditional information; an unknown code as it is."""
        pack_and_kind = framework.conditional_kind(code)
        return pack_and_kind[1].title if pack_and_kind is not None else code

    return {
        ISSUED: vn_partial,
        "forms": lambda codes: _JOIN.join(form(code)["prefLabel"] for code in codes if code),
        "kind": kind,
    }


def _latest_day(record: Any) -> datetime.date:  # noqa: ANN401 - of any list
    """Return the latest day in a record (changed, published, issued), by which the annex is dated.

    `NO_DAY` if there is none.
    """
    issued = getattr(record, ISSUED, None)
    days = (record.modified, getattr(record, "published", None), issued and issued.exact)
    return max((day for day in days if day is not None), default=NO_DAY)


# A signed list as a paper: an annex on A4 that lies on its side (Decree 30/2020/NĐ-CP, Annex I).

# Font sizes of the table, in points: of its text; of ids and addresses.
_COLUMN_SIZE, _SMALL = 11, 9
_END = ParagraphLook(align="right", keep=True)


def annex_paper(signed_list: SignedList, words: DatasetTexts, *, blanks: bool = True) -> Paper:
    """Return an annex as a paper with room for the signature.

    Args:
        signed_list: The annex.
        words: The texts.
        blanks: Whether blanks to fill in are shown.
    """
    paper = _list_paper(signed_list, signed_list.attached, words)
    paper.paragraph(words["documents.list_end"], "Normal", _END)
    official.signature(paper, signed_list.issuer.roles, words, blanks=blanks)
    return paper


def _list_paper(signed_list: SignedList, note: str, words: DatasetTexts) -> Paper:
    """Return a paper with a list's letterhead, title and table, without what follows the table.

    For signing the signature follows; for readers, the address of the newest state.

    Args:
        signed_list: The list.
        note: The words under the title.
        words: The texts.
    """
    issuer, about = signed_list.issuer, signed_list.about
    paper = Paper(title=signed_list.title, author=issuer.name, day=signed_list.day, landscape=True)
    _write_issuer(paper, issuer, words)
    official.title(paper, signed_list.kind, about, note)
    rows = tuple(
        RowGroup(row.mark, row.group)
        if row.group
        else tuple(
            tuple(_cell_lines(column, text, row))
            for column, text in zip(signed_list.columns, row.texts, strict=True)
        )
        for row in signed_list.rows
    )
    paper.table(Table(about, signed_list.columns, rows, above=True, size=_COLUMN_SIZE, keep=True))
    return paper


def _write_issuer(paper: Paper, issuer: Issuer, words: DatasetTexts) -> None:
    """Add the letterhead to a paper: the issuer on the left, the nation's name and motto on the right."""
    official.names(paper, issuer.above, issuer.lines, words)
    paper.paragraph("", "Normal", ParagraphLook(size=6))


def _cell_lines(column: AnnexColumn, text: str, row: AnnexRow) -> Iterator[CellLine]:
    """Yield the lines of a cell of the list's table.

    Ids and web addresses are in small characters; a web address, shortened, links to the whole one.
    """
    if column.field == ADDRESSES and row.addresses:
        for line, is_web in address_lines(row.addresses):
            yield (
                CellLine(short_address(line), _SMALL, line)
                if is_web
                else CellLine(line, _COLUMN_SIZE)
            )
        return
    size = _SMALL if column.field == ID else _COLUMN_SIZE
    for line in text.split("\n"):
        yield CellLine(line, size)


# A list as papers that a site offers to readers, without signature.


def published_papers(
    signed_list: SignedList, words: DatasetTexts, *, most: int, address: str
) -> Iterator[Paper]:
    """Yield a list as unsigned papers to read and print; a long list is divided among several.

    Args:
        signed_list: The list.
        words: The texts.
        most: Rows of a paper at most, headings of groups not counted.
        address: The list's address on the web, to find its newest state, or "".
    """
    parts = list(_divided_rows(signed_list.rows, most))
    for number, rows in enumerate(parts, 1):
        part = dataclasses.replace(signed_list, rows=tuple(rows))
        paper = _list_paper(part, _note_under_title(signed_list, words, number, len(parts)), words)
        if address:
            newest = words.plain("documents.list_newest", address=address)
            paper.paragraph(newest, "Normal", ParagraphLook(size=12, before=6))
        yield paper


def _divided_rows(rows: Sequence[AnnexRow], most: int) -> Iterator[list[AnnexRow]]:
    """Yield rows in parts of at most so many; a part that begins within a group repeats its heading.

    Args:
        rows: The rows.
        most: Rows of a part at most, headings of groups not counted.
    """
    part: list[AnnexRow] = []
    count = 0
    heading: AnnexRow | None = None
    for row in rows:
        if row.group:
            heading = row
        elif count == most:
            # A heading must not end a part without rows below it: it is moved to the next.
            if part[-1].group:
                part.pop()
            yield part
            part, count = [heading] if heading else [], 0
        part.append(row)
        count += not row.group
    yield part


def _note_under_title(signed_list: SignedList, words: DatasetTexts, number: int, parts: int) -> str:
    """Return the words under the title of an unsigned paper: which part of the list, its day, no signature.

    `(Phần 1 trong 2 phần; cập nhật ngày 02/10/2026; bản để đọc và in, …)`

    Args:
        signed_list: The list.
        words: The texts.
        number: Number of the part, from 1.
        parts: How many parts there are.
    """
    facts = []
    if parts > 1:
        facts.append(words.plain("documents.list_part", number=number, parts=parts))
    if signed_list.day != NO_DAY:
        facts.append(words.plain("documents.list_day", date=vn_date(signed_list.day)))
    sentence = "; ".join([*facts, words["documents.list_unsigned"]])
    return f"({sentence[:1].upper()}{sentence[1:]})"


# A year's figures of an agency as a paper that can be signed (Decree 13/2018/NĐ-CP, Art. 12(4)).

_FIGURES_SIZE = 12  # font size of the table, in points


@dataclasses.dataclass(frozen=True, kw_only=True)
class SignedYear:
    """An agency's figures about requests in one year, as texts for a paper to be signed.

    Attributes:
        year: The year.
        figures: (label, value) of each figure, as text.
        remarks: Sentences about the figures, such as that there were no requests.
        opinions: (heading, text) of what the agency says in its own words.
    """

    year: int
    figures: tuple[tuple[str, str], ...]
    remarks: tuple[str, ...] = ()
    opinions: tuple[tuple[str, str], ...] = ()


def year_paper(
    stated: SignedYear, issuer: Issuer, words: DatasetTexts, *, blanks: bool = True
) -> Paper:
    """Return a year's figures as a paper with room for the signature.

    Args:
        stated: The figures.
        issuer: The agency that issues them.
        words: The texts.
        blanks: Whether blanks to fill in are shown.
    """
    about = words.plain("documents.year_about", year=stated.year, agency=issuer.name)
    kind = words["documents.year_kind"]
    paper = Paper(
        title=f"{kind.capitalize()} {lower_first(about)}",
        author=issuer.name,
        day=datetime.date(stated.year, 12, 31),
        undated=True,
    )
    attached = words.plain(
        "documents.year_attached", blank=_BLANK, symbol=issuer.symbol or _BLANK, agency=issuer.name
    )
    _write_issuer(paper, issuer, words)
    official.title(paper, kind, about, attached)
    columns = (
        Column(words["documents.list_order"], 12, centered=True),
        Column(words["statistics.figure"], 118),
        Column(words["statistics.value"], 35, centered=True),
    )
    rows = tuple(
        (str(number), label, value) for number, (label, value) in enumerate(stated.figures, 1)
    )
    if rows:
        paper.table(Table(about, columns, rows, above=True, size=_FIGURES_SIZE))
    # (words, style of the paragraph) below the table, of which the last has the mark of the end behind it.
    texts: list[tuple[str, Style]] = [(remark, "BodyText") for remark in stated.remarks]
    for heading, text in stated.opinions:
        texts.append((heading, "Heading2"))
        texts += [(line, "BodyText") for line in text.split("\n")]
    end_mark = words["documents.list_end"]
    for number, (text, style) in enumerate(texts, 1):
        is_last = number == len(texts)
        look = ParagraphLook(before=6 if style == "BodyText" else None, keep=is_last)
        paper.paragraph(literal(text + end_mark if is_last else text), style, look)
    if not texts:
        paper.paragraph(end_mark, "Normal", _END)
    official.signature(paper, issuer.roles, words, blanks=blanks)
    return paper
