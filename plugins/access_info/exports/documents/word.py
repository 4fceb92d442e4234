"""Writes papers as DOCX files (WordprocessingML, ECMA-376 Part 1); equal papers give equal bytes."""

from __future__ import annotations

import functools
import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal

from access_info.exports.documents.paper import (
    EDGE,
    HEADER,
    LEFT,
    MARGIN,
    PLAIN,
    RIGHT,
    CellLine,
    Chart,
    ChartPart,
    Paper,
    PaperGrid,
    PaperLine,
    PaperParagraph,
    PaperPart,
    PaperRule,
    PaperSection,
    ParagraphLook,
    Phrase,
    RowGroup,
    Run,
    Style,
    Table,
    text_width,
    without_unprintable,
)

# Pieces of a Word document as text: WordprocessingML (ECMA-376 Part 1).

_TWENTIETHS = 1440 / 25.4  # of a point, in a millimetre: Word's unit of lengths
MARGINS = round(MARGIN * _TWENTIETHS)


def twentieths(millimetres: float) -> int:
    """Convert millimetres to twentieths of a point."""
    return round(millimetres * _TWENTIETHS)


def paragraph_xml(
    runs: Phrase | str, style: Style = "Normal", look: ParagraphLook = PLAIN, *, section: str = ""
) -> str:
    """Return a paragraph as XML (17.3.1); blanks, which an officer fills in, are highlighted.

    Args:
        runs: The words.
        style: The id of its style.
        look: The formatting (size, alignment …) in which it differs from the style.
        section: Properties of the section that ends with the paragraph, or "".
    """
    phrase = (Run(runs),) if isinstance(runs, str) else runs
    formatting = _character_properties(look)
    text = "".join(_run(formatting, run.text, blank=run.blank) for run in phrase if run.text)
    parts = ["<w:keepNext/>"] if look.keep else []
    if look.ruled:
        parts.append(
            '<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
        )
    parts += [_spacing(look), _indent(look)]
    if look.align:
        parts.append(f'<w:jc w:val="{look.align}"/>')
    # The size of the paragraph's mark makes an empty paragraph as high as one with words.
    mark = _size_xml(look.size) if look.size is not None else ""
    parts += [f"<w:rPr>{mark}</w:rPr>" if mark else "", section]
    named = f'<w:pStyle w:val="{style}"/>' if style != "Normal" else ""
    properties = named + "".join(parts)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{text}</w:p>"


def _spacing(look: ParagraphLook) -> str:
    """Return the XML of a paragraph's space before and after, and of its line height; "" without any."""
    values = [
        f'w:{name}="{round(points * 20)}"'
        for name, points in (("before", look.before), ("after", look.after), ("line", look.line))
        if points is not None
    ]
    if look.line is not None:
        values.append('w:lineRule="exact"')
    return f"<w:spacing {' '.join(values)}/>" if values else ""


def _indent(look: ParagraphLook) -> str:
    """Return the XML of a paragraph's indents; "" without any."""
    values = []
    if look.sides is not None:
        left, right = map(twentieths, look.sides)
        values += [f'w:left="{left}" w:right="{right}"']
    if look.first is not None:
        values.append(f'w:firstLine="{twentieths(look.first)}"')
    return f"<w:ind {' '.join(values)}/>" if values else ""


def _character_properties(look: ParagraphLook) -> str:
    """Return the XML of bold, italic and size where they differ from the paragraph's style (17.3.2.28)."""
    switched = {None: "", True: "<w:{name}/>", False: '<w:{name} w:val="0"/>'}
    weight = switched[look.bold].format(name="b") + switched[look.italic].format(name="i")
    return weight + (_size_xml(look.size) if look.size is not None else "")


def _run(formatting: str, text: str, *, blank: bool) -> str:
    """Return a run, characters formatted alike, as XML (17.3.2).

    Args:
        formatting: XML of the characters' formatting.
        text: The characters.
        blank: Whether an officer must fill them in; then they are highlighted.
    """
    look = formatting + ('<w:highlight w:val="yellow"/>' if blank else "")
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f"<w:r>{properties}{_characters(text)}</w:r>"


def _characters(text: str) -> str:
    """Return a run's text as XML, with elements for tabs and line feeds."""
    lines = (
        "<w:tab/>".join(
            f'<w:t xml:space="preserve">{part}</w:t>' if part else "" for part in line.split("\t")
        )
        for line in escaped(text).split("\n")
    )
    return "<w:br/>".join(lines)


def frame_xml(
    caption: str,
    widths: Sequence[int],
    head: str,
    body: str,
    *,
    style: Literal["TableGrid", "TableNormal"] = "TableGrid",
    margins: int = MARGINS,
) -> str:
    """Return the XML of a table around its finished rows.

    Args:
        caption: Its alternative text, or "".
        widths: Widths of its columns, in twentieths of a point.
        head: Cells of the row that repeats on every page, or "".
        body: Its other rows.
        style: `TableGrid` has lines, `TableNormal` none.
        margins: Space left and right of a cell's text, in twentieths of a point.
    """
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    repeated = f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>" if head else ""
    # Whether the first row is formatted as a head; said twice, also as a bit of a number.
    first_row = 1 if head else 0
    caption_xml = f'<w:tblCaption w:val="{escaped(caption)}"/>' if caption else ""
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:left w:w="{margins}" w:type="dxa"/><w:right w:w="{margins}" w:type="dxa"/>'
        f'</w:tblCellMar><w:tblLook w:val="{first_row * 0x20:04X}" w:firstRow="{first_row}"/>'
        f"{caption_xml}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{repeated}{body}</w:tbl>"
    )


def row_xml(cells: str) -> str:
    """Return the XML of a table's row that is not divided between pages, around its finished cells."""
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def cell_xml(lines: str, width: int, *, span: int = 1, fill: str = "") -> str:
    """Return the XML of a table's cell, perhaps over several columns.

    Args:
        lines: Its paragraphs.
        width: In twentieths of a point.
        span: How many columns it takes.
        fill: Its colour as six hexadecimal digits, or "".
    """
    over = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    ground = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{over}{ground}</w:tcPr>{lines}</w:tc>'


def line_xml(runs: str, size: float, *, align: str = "center", keep: bool = False) -> str:
    """Return the XML of a paragraph in a cell, around its finished runs.

    Args:
        runs: The runs.
        size: Size of the characters, in points, which an empty paragraph needs too.
        align: `left`, `center` or `right`.
        keep: Whether it stays on the page of the next paragraph.
    """
    keep_next = "<w:keepNext/>" if keep else ""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="TableCell"/>{keep_next}<w:jc w:val="{align}"/>'
        f"<w:rPr>{_size_xml(size)}</w:rPr></w:pPr>{runs}</w:p>"
    )


def run_xml(
    text: str, size: float, *, bold: bool = False, underlined: bool = False, color: str = ""
) -> str:
    """Return the XML of a run: characters formatted alike.

    Args:
        text: The characters.
        size: In points.
        bold: Whether they are bold.
        underlined: Whether they are underlined.
        color: Six hexadecimal digits, or "" for black.
    """
    look = "<w:b/>" if bold else ""
    look += f'<w:color w:val="{color}"/>' if color else ""
    look += _size_xml(size) + ('<w:u w:val="single"/>' if underlined else "")
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escaped(text)}</w:t></w:r>'


def _size_xml(size: float) -> str:
    """Return the XML of a size of characters, which Word counts in half points."""
    half = round(size * 2)
    return f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


def escaped(text: str) -> str:
    """Return a text escaped for XML, without characters that XML cannot hold."""
    text = without_unprintable(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;")


# Charts: stacked bars as a table of coloured cells, which every program that opens DOCX draws alike.

# A bar is divided into so many columns. Word allows 63 in a table, of which one holds the names.
UNITS = 60
_NAMES = 0.55  # the share of the width that names take
_SIZE = 9
_WHITE = "FFFFFF"
_NOTHING = "EFEFEF"  # behind a bar's end, told from a white part
# A figure of so many digits fits on so many units.
_UNITS_A_DIGIT = 1.4


def chart_xml(chart: Chart, *, width: float) -> str:
    """Return the XML of a chart: a table whose first row is the legend, and each other row a bar.

    Args:
        chart: The chart.
        width: Its width in millimetres.
    """
    names = twentieths(width * _NAMES)
    unit = (twentieths(width) - names) // UNITS
    widths = [names, *[unit] * UNITS]
    head = cell_xml(line_xml(run_xml(chart.head, _SIZE, bold=True), _SIZE, align="left"), names)
    legend = ""
    for part in chart.parts:
        # A white square would not be seen, so it is drawn empty.
        sign, color = ("□ ", "") if part.fill == _WHITE else ("■ ", part.fill)
        legend += run_xml(sign, _SIZE, color=color) + run_xml(f"{part.label}  ", _SIZE)
    head += cell_xml(line_xml(legend, _SIZE, align="left"), unit * UNITS, span=UNITS)
    body = "".join(
        row_xml(
            cell_xml(line_xml(run_xml(name, _SIZE), _SIZE, align="left"), names)
            + "".join(_bar_cells(chart, counts, unit))
        )
        for name, counts in chart.rows
    )
    return frame_xml(chart.caption, widths, head, body, margins=28)


def units_of(counts: tuple[int, ...], most: int) -> list[int]:
    """Return how many of a bar's `UNITS` columns each of its parts takes.

    A part with any count takes at least one, so that it is seen; a part without takes none.

    Args:
        counts: The count of each part.
        most: The sum of the longest bar, which takes all columns.
    """
    exact = [count * UNITS / most for count in counts]
    units = [max(1, int(share)) if share else 0 for share in exact]
    room = min(UNITS, round(sum(exact)))
    # Columns lost by rounding down go to the parts that lost most; surplus ones leave the largest parts.
    by_rest = sorted(range(len(exact)), key=lambda place: units[place] - exact[place])
    for place in by_rest:
        if sum(units) < room and counts[place]:
            units[place] += 1
    while sum(units) > UNITS:
        units[max(range(len(units)), key=units.__getitem__)] -= 1
    return units


def _bar_cells(chart: Chart, counts: tuple[int, ...], unit: int) -> Iterator[str]:
    """Yield the XML cells of a bar: its parts, then one cell up to the length of the longest bar."""
    taken = units_of(counts, chart.most)
    for part, count, span in zip(chart.parts, counts, taken, strict=True):
        if span:
            yield cell_xml(_figure_xml(part, count, span), unit * span, span=span, fill=part.fill)
    rest = UNITS - sum(taken)
    if rest:
        yield cell_xml(line_xml("", _SIZE, align="left"), unit * rest, span=rest, fill=_NOTHING)


def _figure_xml(part: ChartPart, count: int, span: int) -> str:
    """Return the XML paragraph in a bar's part: its figure, or nothing if it would not fit.

    Args:
        part: The part.
        count: The figure.
        span: How many columns the part takes.
    """
    shown = str(count)
    fits = span >= len(shown) * _UNITS_A_DIGIT
    color = _WHITE if part.is_dark else ""
    return line_xml(run_xml(shown, _SIZE, color=color) if fits else "", _SIZE)


# A table whose head repeats on every page and whose rows stay whole (17.4).


def _table_xml(table: Table, width: float, link: Callable[[str], str]) -> str:
    """Return the XML of a table; its caption is its alternative text.

    Args:
        table: The table.
        width: Its width in millimetres.
        link: Address → id of the relation by which the document links to it.
    """
    total_width = sum(column.width for column in table.columns)
    widths = [round(width * _TWENTIETHS * column.width / total_width) for column in table.columns]
    aligns: list[str] = ["center" if column.centered else "left" for column in table.columns]
    head = "".join(
        cell_xml(line_xml(run_xml(column.title, table.size, bold=True), table.size), column_width)
        for column, column_width in zip(table.columns, widths, strict=True)
    )
    body = ""
    for number, row in enumerate(table.rows, 1):
        if isinstance(row, RowGroup):
            body += row_xml(_group_cells(row, widths, table.size))
            continue
        keep = table.keep and number == len(table.rows)
        body += row_xml(
            "".join(
                _cell_xml(table.lines_of(cell), column_width, table.size, align, link, keep=keep)
                for cell, column_width, align in zip(row, widths, aligns, strict=True)
            )
        )
    return frame_xml(table.caption, widths, head, body)


def _group_cells(group: RowGroup, widths: Sequence[int], size: float) -> str:
    """Return the cells of the row that names a group of rows, which stays with the row below it.

    The group's number stands in the first column, its name over all others.
    """
    mark, name = (
        line_xml(run_xml(text, size, bold=True), size, align=align, keep=True)
        for text, align in ((group.mark, "center"), (group.name, "left"))
    )
    first, *others = widths
    return cell_xml(mark, first) + cell_xml(name, sum(others), span=len(others))


def _cell_xml(
    lines: Sequence[CellLine],
    width: int,
    size: float,
    align: str,
    link: Callable[[str], str],
    *,
    keep: bool,
) -> str:
    """Return the XML of a cell, a paragraph for each line; a line with an address is a link (17.16.22).

    Args:
        lines: The lines.
        width: The cell's width, in twentieths of a point.
        size: Size of the paragraph of a link, in points, so that it is as high as the others.
        align: `left` or `center`.
        link: Address → id of the relation by which the document links to it.
        keep: Whether the cell stays on the page of what follows.
    """
    paragraphs = ""
    for line in lines:
        if line.address:
            run = run_xml(line.text, line.size, underlined=True)
            leading = f'<w:hyperlink r:id="{link(line.address)}" w:history="1">{run}</w:hyperlink>'
            paragraphs += line_xml(leading, size, align=align, keep=keep)  # as high as the others
            continue
        for text in line.text.split("\n"):
            paragraphs += line_xml(run_xml(text, line.size), line.size, align=align, keep=keep)
    return cell_xml(paragraphs, width)


_TEMPLATE = Path(__file__).parents[2] / "templates" / "documents" / "docx"
# Parts that are the same in every document: name in the archive, file of the template.
_PARTS = (
    ("[Content_Types].xml", "content-types.xml"),
    ("_rels/.rels", "package-rels.xml"),
    ("word/header1.xml", "header.xml"),
    ("word/settings.xml", "settings.xml"),
    ("word/styles.xml", "styles.xml"),
)
_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP archive can tell
_MAX_PROPERTY = 255
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DOCUMENT = (
    f'{_XML}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{_RELATIONS}"><w:body>{{body}}{{section}}</w:body></w:document>'
)
_CORE = (
    f"{_XML}<cp:coreProperties "
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title>'
    "<dc:creator>{author}</dc:creator><cp:lastModifiedBy>{author}</cp:lastModifiedBy>"
    "<cp:revision>1</cp:revision>{times}<dc:language>vi-VN</dc:language></cp:coreProperties>"
)
_TIME = '<dcterms:{name} xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:{name}>'
_OWN_PARTS = "".join(
    f'<Relationship Id="rId{number}" Type="{_RELATIONS}/{kind}" Target="{file}"/>'
    for number, (kind, file) in enumerate(
        (("styles", "styles.xml"), ("settings", "settings.xml"), ("header", "header1.xml")), 1
    )
)
_LINKS = (
    f"{_XML}<Relationships "
    'xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}'
    "</Relationships>"
)


def docx_bytes(paper: Paper) -> bytes:
    """Return a paper as a DOCX file, whose bytes depend on its content alone."""
    return _Body(paper).content()


class _Body:
    """Turns a paper into a DOCX file, noting its links and the section being written."""

    def __init__(self, paper: Paper) -> None:
        """Begin with the paper's first section."""
        self._paper = paper
        self._links: dict[str, str] = {}
        self._section = _section_xml(landscape=paper.landscape, first=True)
        self._width = text_width(landscape=paper.landscape)

    def content(self) -> bytes:
        """Return the file: the parts that all documents share, and this paper's own."""
        paper = self._paper
        body = "".join(self._xml(part) for part in paper.parts)
        document = _DOCUMENT.format(body=body, section=self._section)
        file = io.BytesIO(_template())
        with zipfile.ZipFile(file, "a") as archive:
            _add(archive, "docProps/core.xml", _core_xml(paper))
            _add(archive, "word/_rels/document.xml.rels", self._relations())
            _add(archive, "word/document.xml", document)
        return file.getvalue()

    def _xml(self, part: PaperPart) -> str:
        """Return the XML of a part of the paper, by its kind."""
        match part:
            case PaperParagraph() | PaperRule():
                return _line_xml(part)
            case PaperGrid():
                return _grid_xml(part)
            case Table():
                return _table_xml(part, self._width, self._link)
            case Chart():
                return chart_xml(part, width=self._width)
            case PaperSection():
                return self._next_section(part)

    def _link(self, address: str) -> str:
        """Return the id by which the document's XML leads to an address; a new one for a new address."""
        return self._links.setdefault(address, f"rIdLink{len(self._links) + 1}")

    def _next_section(self, part: PaperSection) -> str:
        """Return the XML that ends the current section, and begin the next on a new page."""
        # The paragraph that ends a section must not push a page of its own.
        look = ParagraphLook(size=1, line=1)
        xml = paragraph_xml("", "Normal", look, section=self._section)
        self._section = _section_xml(landscape=part.landscape, first=False)
        self._width = text_width(landscape=part.landscape)
        return xml

    def _relations(self) -> str:
        """Return the part that maps ids in the document's XML to its styles, header and link targets."""
        links = "".join(
            f'<Relationship Id="{name}" Type="{_RELATIONS}/hyperlink" '
            f'Target="{escaped(address)}" TargetMode="External"/>'
            for address, name in self._links.items()
        )
        return _LINKS.format(relations=_OWN_PARTS + links)


def _line_xml(line: PaperLine) -> str:
    """Return the XML of a paragraph, or of a rule: an empty paragraph with a border and indents."""
    if isinstance(line, PaperParagraph):
        return paragraph_xml(line.runs, line.style, line.look)
    side = max(0.0, (line.width - line.length) / 2)
    look = ParagraphLook(sides=(side, side), before=2, line=4, after=line.after, ruled=True)
    return paragraph_xml("", "Normal", look)


def _grid_xml(grid: PaperGrid) -> str:
    """Return the XML of cells side by side: a table of one row, with lines and margins or without."""
    widths = [twentieths(width) for width, _ in grid.cells]
    row = row_xml(
        "".join(
            cell_xml("".join(map(_line_xml, lines)), width)
            for (_, lines), width in zip(grid.cells, widths, strict=True)
        )
    )
    if grid.lined:
        return frame_xml("", widths, "", row, style="TableGrid", margins=108)
    return frame_xml("", widths, "", row, style="TableNormal", margins=0)


def _section_xml(*, landscape: bool, first: bool) -> str:
    """Return the XML of a section's page size, margins and numbering (ECMA-376 Part 1, 17.6).

    Args:
        landscape: Whether its pages lie on their long side.
        first: Whether it is the paper's first section, which alone names the header: later ones
            inherit it, begin on a new page and count pages anew.
    """
    long, short = twentieths(297), twentieths(210)
    width, height = (long, short) if landscape else (short, long)
    turned = ' w:orient="landscape"' if landscape else ""
    header = '<w:headerReference w:type="default" r:id="rId3"/>' if first else ""
    kind = "" if first else '<w:type w:val="nextPage"/>'
    number = "" if first else '<w:pgNumType w:start="1"/>'
    edge, distance = twentieths(EDGE), twentieths(HEADER)
    return (
        f'<w:sectPr>{header}{kind}<w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
        f'<w:pgMar w:top="{edge}" w:right="{twentieths(RIGHT)}" w:bottom="{edge}" '
        f'w:left="{twentieths(LEFT)}" w:header="{distance}" w:footer="{distance}" w:gutter="0"/>'
        f'{number}<w:cols w:space="720"/><w:titlePg/></w:sectPr>'
    )


def _core_xml(paper: Paper) -> str:
    """Return the part with the document properties: title, author, days (ECMA-376 Part 2, 11)."""
    names = () if paper.undated else ("created", "modified")
    return _CORE.format(
        title=escaped(paper.title[:_MAX_PROPERTY]),
        author=escaped(paper.author[:_MAX_PROPERTY]),
        times="".join(_TIME.format(name=name, day=paper.day) for name in names),
    )


@functools.cache
def _template() -> bytes:
    """Return a ZIP archive of the parts that all documents share, to which each adds its own; cached."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, part in _PARTS:
            _add(archive, name, (_TEMPLATE / part).read_text(encoding="utf-8"))
    return file.getvalue()


def _add(archive: zipfile.ZipFile, name: str, text: str) -> None:
    """Add a part without time and operating system, so that equal papers give equal bytes."""
    entry = zipfile.ZipInfo(name, _NO_TIME)
    entry.create_system = 0
    archive.writestr(entry, text.encode(), zipfile.ZIP_DEFLATED)
