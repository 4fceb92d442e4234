"""Read a PDF: text, tables, hidden words, scanned pages, comments and active content (ISO 32000-2)."""

from __future__ import annotations

import ctypes
import dataclasses
import io
import itertools
import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import pypdfium2
from pypdfium2 import raw

from access_info.office_files import refusal
from access_info.office_files.archive import local, tree
from access_info.office_files.refusal import RefusedFileError
from access_info.scanning.scans import LINES_ABOVE, MIN_ROWS, Extracted, MarkKind, ScannedTable
from access_info.scanning.zipped import HALF

# What is drawn on a page: its pictures, and words that people cannot see.

# The most brightness (0 to 255) of dark colours, the least of white ones.
_DARK = 60
_WHITE = 250
# Points of the sides of a box from which it may hide words; less is a line.
_MIN_BOX = 5.0
# Items drawn on a page that are looked at.
MAX_OBJECTS = 4_000

# Left, bottom, right and top, in points.
Box = tuple[float, float, float, float]


def drawn_on(page: Any, text: Any) -> tuple[list[Any], list[str]]:  # noqa: ANN401 - the library has no types
    """Return a page's pictures, and in words for people the ways in which words on it are hidden.

    Words are hidden under a dark box, by white letters without a picture or coloured area under them,
    or by invisible letters on a page without pictures: over scanned pages text recognition writes
    such letters.

    Args:
        page: The page.
        text: The page's text.
    """
    words: list[Box] = []
    grounds: list[Box] = []
    white: list[Box] = []
    pictures = []
    is_covered = is_invisible = False
    for item in itertools.islice(page.get_objects(max_depth=3), MAX_OBJECTS):
        if item.type == raw.FPDF_PAGEOBJ_TEXT:
            box = item.get_bounds()
            words.append(box)
            is_white = item.level == 0 and _is_colour(item, least=_WHITE)
            if _is_invisible(item):
                is_invisible = True
            elif is_white and not any(_crosses(ground, box) for ground in grounds):
                white.append(box)
        elif item.type == raw.FPDF_PAGEOBJ_PATH:
            is_covered = is_covered or _covers(item, words, text)
            if _is_filled(item) and not _is_colour(item, least=_WHITE):
                grounds.append(item.get_bounds())
        else:
            grounds.append(item.get_bounds())
            pictures += [item] if item.type == raw.FPDF_PAGEOBJ_IMAGE else []
    hidden = {
        "chữ nằm dưới ô tô đen": is_covered,
        "chữ vô hình": is_invisible and not pictures,
        "chữ trắng trên nền trắng": any(text.get_text_bounded(*box).strip() for box in white),
    }
    return pictures, [how for how, is_so in hidden.items() if is_so]


def _covers(item: Any, words: list[Box], text: Any) -> bool:  # noqa: ANN401
    """Tell whether an item is a dark box over letters drawn before it: words blacked out, yet readable.

    Args:
        item: The item drawn.
        words: Boxes of the letters drawn so far.
        text: The page's text.
    """
    # Within a form a box has the form's own measures.
    is_dark = words and not item.level and _is_filled(item) and _is_colour(item, most=_DARK)
    if not is_dark:
        return False
    box = item.get_bounds()
    if box[2] - box[0] < _MIN_BOX or box[3] - box[1] < _MIN_BOX:
        return False
    return any(_crosses(box, word) for word in words) and bool(text.get_text_bounded(*box).strip())


def _is_invisible(item: Any) -> bool:  # noqa: ANN401
    """Tell whether letters are drawn in the invisible mode: neither filled nor outlined."""
    mode = raw.FPDFTextObj_GetTextRenderMode(item.raw)
    return bool(mode == raw.FPDF_TEXTRENDERMODE_INVISIBLE)


def _is_filled(item: Any) -> bool:  # noqa: ANN401
    """Tell whether a path is filled, not only outlined."""
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item.raw, mode, stroke)
    return bool(mode.value)


def _is_colour(item: Any, *, least: int = 0, most: int = 255) -> bool:  # noqa: ANN401
    """Tell whether an item's fill is nearly opaque, and its red, green and blue are all from `least` to `most`."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFPageObj_GetFillColor(item.raw, red, green, blue, alpha):
        return False
    parts = (red.value, green.value, blue.value)
    return min(parts) >= least and max(parts) <= most and alpha.value > 2 * _DARK


def _crosses(box: tuple[float, ...], word: tuple[float, ...]) -> bool:
    """Tell whether a box lies over a stretch of text, over more than half of its height."""
    height = min(box[3], word[3]) - max(box[1], word[1])
    width = min(box[2], word[2]) - max(box[0], word[0])
    return width > 0 and height > (word[3] - word[1]) / 2


# Tables of a page: words that stand together are cells, cells that stand below each other columns.

# Two words with capitals in a row, as names have: a page with fewer than three is not searched for tables.
_NAMELIKE = re.compile(r"(?<!\w)(?:(?![a-z\d_])\w[\w']*[ \r\n]{1,3}(?![a-z\d_])\w|(?:văn|thị) \w)")
# Stretches of text of a page that are looked at.
_MAX_RUNS = 4_000
# Widest gap between words of one cell, and between lines of one table, in heights of a line.
_CELL_GAP = 0.6
_LINE_GAP = 3.2
# Words whose middles differ by less, in heights of a line, stand on one line.
_SAME_LINE = 0.5
_MIN_CELLS = 2
# Lines of one cell between two rows of a table, at the most.
_MAX_BETWEEN = 2
_ANY_SPACES = re.compile(r"\s+")


@dataclasses.dataclass(frozen=True, slots=True)
class _Run:
    """The box of a stretch of words on a page, in points from the page's lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> float:
        """The height of the box's middle above the lower edge of the page."""
        return (self.bottom + self.top) / 2

    @property
    def height(self) -> float:
        """The height of the box, at least 1 point."""
        return max(self.top - self.bottom, 1.0)

    def joined(self, other: _Run) -> _Run:
        """Return the box of these words together with words further right on the line."""
        return _Run(
            self.left,
            min(self.bottom, other.bottom),
            max(self.right, other.right),
            max(self.top, other.top),
        )

    def words(self, text: Any) -> str:  # noqa: ANN401 - no types
        """Return the words in the box, from the page's text."""
        words = text.get_text_bounded(self.left, self.bottom, self.right, self.top)
        return _ANY_SPACES.sub(" ", words).strip()


def add_page_tables(text: Any, number: int, extracted: Extracted) -> None:  # noqa: ANN401 - no types
    """Add the tables of a page that may hold names; one that continues from the page before is joined to it.

    A table of as many columns as the one that ended the page before continues it.

    Args:
        text: The page's text, as pypdfium2 reads it.
        number: The page's number, from 0.
        extracted: The result to add to.
    """
    if len(_NAMELIKE.findall(text.get_text_range())) < MIN_ROWS:
        return
    lines = _lines_of_cells(text)
    if sum(len(line) >= _MIN_CELLS for line in lines) < MIN_ROWS:
        return
    above: list[str] = []
    for is_table, group in _grouped(lines):
        if not is_table:
            above += [" ".join(run.words(text) for run in line) for line in group[-LINES_ABOVE:]]
            continue
        rows = _aligned(group, text)
        before = extracted.tables[-1] if extracted.tables else None
        # The page before this one, counted from 1.
        ended_before = before is not None and before.where.endswith(f"trang {number}")
        if before is not None and ended_before and len(rows[0]) == len(before.rows[0]):
            where = f"{before.where}, trang {number + 1}"
            joined = ScannedTable(where, (*before.rows, *map(tuple, rows)), before.above)
            extracted.tables[-1] = joined
        else:
            extracted.add_table(f"trang {number + 1}", rows, above[-LINES_ABOVE:])
        above = []


def _lines_of_cells(text: Any) -> list[list[_Run]]:  # noqa: ANN401
    """Return the lines of a page from top to bottom, each as the boxes of its cells from left to right."""
    runs = [_Run(*text.get_rect(index)) for index in range(min(text.count_rects(), _MAX_RUNS))]
    lines: list[list[_Run]] = []
    for run in sorted(runs, key=lambda run: -run.middle):
        line = lines[-1] if lines else None
        if line and abs(line[0].middle - run.middle) < _SAME_LINE * line[0].height:
            line.append(run)
        else:
            lines.append([run])
    return [_cells(line) for line in lines]


def _cells(line: Sequence[_Run]) -> list[_Run]:
    """Return the cells of a line: stretches of words that stand near each other are one cell."""
    cells: list[_Run] = []
    for run in sorted(line, key=lambda run: run.left):
        if cells and run.left - cells[-1].right < _CELL_GAP * max(run.height, cells[-1].height):
            cells[-1] = cells[-1].joined(run)
        else:
            cells.append(run)
    return cells


def _grouped(lines: Sequence[list[_Run]]) -> Iterator[tuple[bool, list[list[_Run]]]]:
    """Yield (whether it is a table, lines) of each stretch of lines of a page, from the top.

    Lines of several cells, near to each other, are a table. Up to two lines of one cell belong to it if
    a row follows near below: they name a group. A line close below a row is the second line of a cell.
    """
    table: list[list[_Run]] = []
    others: list[list[_Run]] = []
    for line in lines:
        last = others[-1] if others else table[-1] if table else None
        near = last is not None and last[0].bottom - line[0].top < _LINE_GAP * line[0].height
        if len(line) < _MIN_CELLS:
            if table and not others and _is_close(table[-1], line):
                table.append(line)
                continue
            if table and len(others) >= _MAX_BETWEEN:
                yield True, table
                table = []
            others.append(line)
        elif table and near:
            table += [*others, line]
            others = []
        else:
            if table:
                yield True, table
            if others:
                yield False, others
            table, others = [line], []
    if table:
        yield True, table
    if others:
        yield False, others


def _aligned(lines: Sequence[Sequence[_Run]], text: Any) -> list[list[str]]:  # noqa: ANN401
    """Return the lines of a table as rows of texts, with the same number of columns.

    The columns are those of the most frequent number of cells; a cell goes to the column that it overlaps
    most. A line that continues the row above is joined to it.

    Args:
        lines: The lines of the table.
        text: The page's text.
    """
    usual = Counter(len(line) for line in lines if len(line) >= _MIN_CELLS)
    width = max(usual, key=lambda cells: (usual[cells] * cells, cells))
    full = [line for line in lines if len(line) == width]
    columns = [
        (min(cell.left for cell in cells), max(cell.right for cell in cells))
        for cells in zip(*full, strict=True)
    ]
    rows: list[list[str]] = []
    for previous, line in itertools.pairwise([[], *lines]):
        cells = [""] * width
        places = []
        for cell in line:
            shared = [min(cell.right, right) - max(cell.left, left) for left, right in columns]
            column = shared.index(max(shared))
            places.append(column)
            cells[column] = f"{cells[column]} {cell.words(text)}".strip()
        if rows and _continues(previous, line, places):
            rows[-1] = [f"{a} {b}".strip() for a, b in zip(rows[-1], cells, strict=True)]
        else:
            rows.append(cells)
    return rows


def _continues(previous: Sequence[_Run], line: Sequence[_Run], places: Sequence[int]) -> bool:
    """Tell whether a line continues the row above, of which a cell has several lines.

    Such a line stands close, has fewer cells, and none in the first column.

    Args:
        previous: The line above.
        line: The line.
        places: Columns of the line's cells, from 0.
    """
    return 0 not in places and _is_close(previous, line) and len(line) < max(len(previous), 2)


def _is_close(previous: Sequence[_Run], line: Sequence[_Run]) -> bool:
    """Tell whether a line follows the one above within half the height of a line."""
    return previous[0].bottom - line[0].top < line[0].height / 2


# Kinds of actions that run or send something; of annotations that play something.
_RUNS = frozenset({"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Rendition", "/Movie"})
_PLAYED = frozenset({"/RichMedia", "/Screen", "/3D", "/Movie", "/Sound"})
# Kinds of annotations that are no people's comments: links, form fields, printers' marks.
_QUIET = frozenset({"/Link", "/Widget", "/Popup", "/PrinterMark", "/TrapNet", "/Watermark"})
# Keys of an annotation, a signature and the file under which words stand.
_WORDS = ("/Contents", "/RC", "/V", "/DV", "/TU", "/Subj")
_SIGNATURE_WORDS = ("/Name", "/Reason", "/Location", "/ContactInfo")
_PROPERTIES = ("/Title", "/Subject", "/Keywords")
MAX_PAGES_WITH_NOTES = 500
_MAX_MARKS = 2_000
_MAX_BOOKMARKS = 2_000
_MAX_DEPTH = 10


def read_objects(content: bytes, extracted: Extracted) -> None:
    """Read what is not on the pages: properties, attached files, comments, form fields, bookmarks, actions.

    A part that this reader finds damaged is marked as unread; the pages were read already.

    Args:
        content: The file's bytes.
        extracted: The result to add to.
    """
    from pypdf import PdfReader  # noqa: PLC0415 - heavy
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    damage = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError)
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            extracted.add_mark(MarkKind.ENCRYPTED)
            return
        for read in (_about, _catalogue, _pages, _fields, _bookmarks):
            try:
                read(reader, extracted)
            except damage:
                extracted.add_mark(MarkKind.UNREADABLE, "", "một phần của tệp bị hỏng")
    except damage:
        extracted.add_mark(MarkKind.UNREADABLE, "", "một phần của tệp bị hỏng")


def _about(reader: Any, extracted: Extracted) -> None:  # noqa: ANN401 - its own types are loose
    """Add the properties of the file: author, title, subject, keywords."""
    about = reader.metadata or {}
    author = str(about.get("/Author") or "").strip()
    if author:
        extracted.add_mark(MarkKind.AUTHOR, "tác giả", author)
    extracted.add_text(
        "thông tin về tệp", "\n".join(str(about.get(key) or "") for key in _PROPERTIES)
    )
    metadata = _resolved(_root(reader).get("/Metadata"))
    if metadata is None:
        return
    try:
        root = tree(metadata.get_data())
    except RefusedFileError:
        return
    for element in root.iter():
        words = " ".join("".join(element.itertext()).split())
        if local(element) == "creator" and words:
            extracted.add_mark(MarkKind.AUTHOR, "tác giả", words)
        elif local(element) in {"title", "description", "subject"}:
            extracted.add_text("thông tin về tệp", words)


def _catalogue(reader: Any, extracted: Extracted) -> None:  # noqa: ANN401
    """Mark actions and scripts that run when the file is opened, and files attached within it."""
    root = _root(reader)
    if any(_is_active(action) for action in _actions(root)):
        extracted.add_mark(MarkKind.ACTIVE_CONTENT)
    names = _resolved(root.get("/Names")) or {}
    if "/JavaScript" in names:
        extracted.add_mark(MarkKind.ACTIVE_CONTENT)
    if "/EmbeddedFiles" in names:
        attached = [name for name, _ in itertools.islice(reader.attachments.items(), 20)]
        if attached:
            extracted.add_mark(MarkKind.EMBEDDED, "", ", ".join(attached))
    if root.get("/AF") is not None:
        extracted.add_mark(MarkKind.EMBEDDED)
    if "/XFA" in (_resolved(root.get("/AcroForm")) or {}):
        extracted.add_mark(MarkKind.ACTIVE_CONTENT)


def _pages(reader: Any, extracted: Extracted) -> None:  # noqa: ANN401
    """Add the annotations of each page, and mark actions that run something."""
    for number, page in enumerate(itertools.islice(reader.pages, MAX_PAGES_WITH_NOTES), 1):
        where = f"trang {number}"
        if any(_is_active(action) for action in _actions(page)):
            extracted.add_mark(MarkKind.ACTIVE_CONTENT, where)
        for mark in itertools.islice(_resolved(page.get("/Annots")) or (), _MAX_MARKS):
            _annotation(_resolved(mark) or {}, where, extracted)


def _annotation(mark: Any, where: str, extracted: Extracted) -> None:  # noqa: ANN401
    """Add the words of an annotation, and mark a comment, an attached file or an action in it."""
    kind = str(mark.get("/Subtype"))
    words = [_value(_resolved(mark.get(key))) for key in _WORDS]
    address = _resolved(mark.get("/A")) or {}
    words.append(str(address.get("/URI") or ""))
    extracted.add_text(f"ghi chú, {where}", "\n".join(filter(None, words)))
    if kind not in _QUIET and words[0].strip():
        extracted.add_mark(MarkKind.COMMENT, where)
    if kind == "/FileAttachment":
        extracted.add_mark(MarkKind.EMBEDDED, where)
    if kind in _PLAYED or any(_is_active(action) for action in _actions(mark)):
        extracted.add_mark(MarkKind.ACTIVE_CONTENT, where)


def _value(value: Any) -> str:  # noqa: ANN401
    """Return a field's value as text; for a signature, the signer's name, reason and place."""
    if isinstance(value, dict):
        return "\n".join(filter(None, (_value(value.get(key)) for key in _SIGNATURE_WORDS)))
    return str(value or "")


def _fields(reader: Any, extracted: Extracted) -> None:  # noqa: ANN401
    """Add the values filled into the fields of a form."""
    fields = (reader.get_fields() or {}).values()
    values = (_value(_resolved(field.get("/V"))) for field in fields)
    extracted.add_text("ô điền trong tệp", "\n".join(filter(None, values)))


def _bookmarks(reader: Any, extracted: Extracted) -> None:  # noqa: ANN401
    """Add the titles of the file's bookmarks."""
    titles = itertools.islice(_titles(reader.outline), _MAX_BOOKMARKS)
    extracted.add_text("mục lục của tệp", "\n".join(titles))


def _titles(outline: Any) -> Iterator[str]:  # noqa: ANN401
    """Yield the titles of bookmarks, nested ones too."""
    for entry in outline:
        if isinstance(entry, list):
            yield from _titles(entry)
        else:
            yield str(entry.title or "")


def _root(reader: Any) -> Any:  # noqa: ANN401
    """Return the PDF's catalogue (the root of its objects); {} for none."""
    return _resolved(reader.trailer["/Root"]) or {}


def _resolved(value: Any) -> Any:  # noqa: ANN401
    """Return the object that a reference points to; any other value as it is."""
    return value.get_object() if hasattr(value, "get_object") else value


def _actions(holder: Any) -> Iterator[Any]:  # noqa: ANN401
    """Yield the actions of a page, an annotation or the file: what is done when it is opened, clicked or left."""
    for key in ("/OpenAction", "/A"):
        action = _resolved(holder.get(key))
        if isinstance(action, dict):
            yield action
    more = _resolved(holder.get("/AA"))
    if isinstance(more, dict):
        yield from (_resolved(action) for action in more.values())


def _is_active(action: Any, depth: int = 0) -> bool:  # noqa: ANN401
    """Tell whether an action, or an action that follows it, runs or sends something."""
    if not isinstance(action, dict) or depth > _MAX_DEPTH:
        return False
    if action.get("/S") in _RUNS:
        return True
    following = _resolved(action.get("/Next"))
    several = following if isinstance(following, list) else [following]
    return any(_is_active(_resolved(next_action), depth + 1) for next_action in several)


# Pages that are scans: pictures with a layer of words that a machine read, or without.

# Letters that a page must hold to count as text; a scan may bear a stamp or a number in print.
_FEW_LETTERS = 20
# Letters to be seen on a page that is no scan: a brochure on a coloured ground. What a signature,
# a stamp or a caption puts on a scanned page is shorter, three signatures together too.
_WRITTEN_PAGE = 800
# Letters that recognition of a scanned page writes at least; a hidden mark or a number is shorter.
_LAYER = 100
# A picture alone on a page covers more of it than a logo does.
_LOGO = 0.05
# Lines and curves of a page whose letters were all drawn as curves; a frame or a rule has fewer.
_DRAWN_LETTERS = 50
_CELLS = 100


class ScanState(NamedTuple):
    """The judgement of whether a page is a scan.

    Attributes:
        is_scanned: Whether the page is a scan, which people must look at.
        is_silent: Whether its words are in no text layer, so that nothing could be searched.
    """

    is_scanned: bool
    is_silent: bool


def scan_state(page: Any, text: Any, pictures: Sequence[Any]) -> ScanState:  # noqa: ANN401 - the library has no types
    """Return whether a page is a scan, and whether it lacks a layer of recognised words.

    A page is a scan if pictures cover most of it and few visible letters stand on them; or if it has hardly
    any letters but a picture larger than a logo, or no letters but many curves, which may be letters.

    Args:
        page: The page.
        text: The page's text.
        pictures: The page's pictures, as the library gives them.
    """
    letters = text.count_chars()
    share = _share_covered(page.get_cropbox(), map(box_of, pictures)) if pictures else 0.0
    if share > HALF:
        layer, written = _count_letters(page, text)
        is_scanned = written < _WRITTEN_PAGE
        return ScanState(is_scanned, is_scanned and layer < _LAYER)
    if letters >= _FEW_LETTERS or (letters and not pictures):
        return ScanState(is_scanned=False, is_silent=False)
    if pictures:
        return ScanState(share >= _LOGO, is_silent=True)
    objects = sum(1 for _ in itertools.islice(page.get_objects(max_depth=2), _DRAWN_LETTERS))
    return ScanState(objects >= _DRAWN_LETTERS, objects > 0)


def box_of(item: Any) -> Box:  # noqa: ANN401
    """Return the box of a drawn item in the coordinates of the page.

    An item within a form (a reusable drawing) has the form's coordinates, which are converted.
    """
    left, bottom, right, top = item.get_bounds()
    corners = [(left, bottom), (left, top), (right, bottom), (right, top)]
    form = item.container
    while form is not None:
        matrix = form.get_matrix()
        corners = [matrix.on_point(x, y) for x, y in corners]
        form = form.container
    across, up = zip(*corners, strict=True)
    return min(across), min(up), max(across), max(up)


def _share_covered(page: Box, boxes: Iterable[Box]) -> float:
    """Return the share of a page, 0 to 1, that boxes cover together, counted on a grid of 100 × 100."""
    left, bottom, right, top = page
    if right <= left or top <= bottom:
        return 0.0
    rows = [bytearray(_CELLS) for _ in range(_CELLS)]
    for box in boxes:
        first, last = _grid_cells(box[0], box[2], left, right)
        low, high = _grid_cells(box[1], box[3], bottom, top)
        for row in rows[low:high]:
            row[first:last] = b"\1" * (last - first)
    return sum(map(sum, rows)) / _CELLS**2


def _grid_cells(start: float, end: float, low: float, high: float) -> tuple[int, int]:
    """Return the first cell, and the one behind the last, that a stretch covers on the grid's 100 cells.

    Args:
        start: Begin of the stretch.
        end: End of the stretch.
        low: Lower or left edge of the page.
        high: Upper or right edge of the page.
    """
    scale = _CELLS / (high - low)
    first, last = (round((min(max(at, low), high) - low) * scale) for at in (start, end))
    return first, max(first, last)


def _count_letters(page: Any, text: Any) -> tuple[int, int]:  # noqa: ANN401
    """Return the number of hidden letters, and of visible ones, on a page with a picture.

    Text recognition writes letters that are invisible, or draws them before the picture that then hides them.
    Letters drawn after the largest picture are visible.
    """
    largest, place, hidden = 0.0, -1, 0
    shown: list[tuple[int, int]] = []
    objects = page.get_objects(max_depth=3, textpage=text)
    for number, item in enumerate(itertools.islice(objects, MAX_OBJECTS)):
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = box_of(item)
            if (right - left) * (top - bottom) > largest:
                largest, place = (right - left) * (top - bottom), number
        elif item.type == raw.FPDF_PAGEOBJ_TEXT:
            letters = len(item.extract().strip())
            if _is_invisible(item):
                hidden += letters
            else:
                shown.append((number, letters))
    under = sum(letters for number, letters in shown if number < place)
    return hidden + under, sum(letters for number, letters in shown if number > place)


_MAX_PAGES = 3_000
# Shares of the first page where stamps are: its upper part, its foot.
_TOP = 0.5
_FOOT = 0.12
# Earlier versions of a file that are read, the latest ones.
_MAX_REVISIONS = 4
_END_OF_FILE = re.compile(rb"%%EOF[\r\n]*")
_SPACES = re.compile(r"[ \t\u00a0]+")


def read_pdf(content: bytes, extracted: Extracted) -> None:
    """Read a PDF: its pages, earlier versions that it still holds, and everything beside the pages.

    Args:
        content: The file's bytes.
        extracted: The result to add to.

    Raises:
        RefusedFileError: The file cannot be opened, or only with a password.
    """
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise RefusedFileError(refusal.ENCRYPTED) from None
        raise RefusedFileError(refusal.DAMAGED) from None
    silent: list[int] = []
    scanned: list[int] = []
    count = len(document)
    for number in range(min(count, _MAX_PAGES)):
        page = document[number]
        is_scanned, is_silent = _page(page, number, extracted)
        silent += [number + 1] if is_silent else []
        scanned += [number + 1] if is_scanned else []
        page.close()
    if count > _MAX_PAGES:
        extracted.add_mark(MarkKind.UNREADABLE, "", f"trên {_MAX_PAGES} trang, chỉ xem phần đầu")
    for kind, pages in ((MarkKind.NO_TEXT_LAYER, silent), (MarkKind.SCAN, scanned)):
        if pages:
            where = "" if len(pages) == count else f"trang {_shortened(pages)}"
            detail = f"{len(pages)} trang" if kind is MarkKind.SCAN else ""
            extracted.add_mark(kind, where, detail)
    document.close()
    _revisions(content, extracted)
    read_objects(content, extracted)


def _revisions(content: bytes, extracted: Extracted) -> None:
    """Add words of earlier versions that a PDF still holds, since changes are appended to its end.

    Only lines that the present version does not show are added.
    """
    ends = [match.end() for match in _END_OF_FILE.finditer(content)]
    if len(ends) < 2:  # noqa: PLR2004
        return
    shown = {line for text in extracted.texts for line in text.text.split("\n")}
    for end in ends[-1 - _MAX_REVISIONS : -1]:
        try:
            document = pypdfium2.PdfDocument(content[:end])
        except pypdfium2.PdfiumError:
            continue  # the first part of a file made for slow links is no state of its own
        for number in range(min(len(document), _MAX_PAGES)):
            page = document[number]
            lines = _lines(page.get_textpage().get_text_range()).split("\n")
            older = [line for line in lines if line not in shown]
            shown.update(older)
            extracted.add_text(f"bản cũ còn lưu trong tệp, trang {number + 1}", "\n".join(older))
            page.close()
        document.close()


def _page(page: Any, number: int, extracted: Extracted) -> ScanState:  # noqa: ANN401 - the library has no types
    """Read a page's text and tables, mark hidden words; return whether the page is a scan.

    Of the first page, the upper half and the foot are added apart too: stamps such as “MẬT” stand there,
    and often as a stretch of their own in a line that they share with other words.
    """
    where = f"trang {number + 1}"
    text = page.get_textpage()
    pictures, hidden = drawn_on(page, text)
    extracted.pictures = extracted.pictures or bool(pictures)
    if number == 0 and text.count_chars():
        _, bottom, _, top = page.get_mediabox()
        middle, foot = top - (top - bottom) * _TOP, bottom + (top - bottom) * _FOOT
        runs = list(_runs(text))
        extracted.add_text(where, "\n".join(run for run, y in runs if y <= foot), first=True)
        extracted.add_text(where, "\n".join(run for run, y in runs if y >= middle), first=True)
        extracted.add_text(where, _lines(text.get_text_bounded(bottom=middle)), first=True)
    extracted.add_text(where, _lines(text.get_text_range()))
    if text.count_chars():
        add_page_tables(text, number, extracted)
    for how in hidden:
        extracted.add_mark(MarkKind.HIDDEN_TEXT, where, how)
    return scan_state(page, text, pictures)


def _lines(text: str) -> str:
    """Return text with line feeds only, and hyphens for the character that pdfium gives for them."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "-")


def _runs(text: Any) -> Iterator[tuple[str, float]]:  # noqa: ANN401
    """Yield (text, height above the page's lower edge) of each separate stretch of text.

    The two columns of a letterhead share lines, but a stamp under one of them is a stretch of its own.
    """
    for index in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(index)
        run = _SPACES.sub(" ", text.get_text_bounded(left, bottom, right, top)).strip()
        if run:
            yield run, (bottom + top) / 2


def _shortened(numbers: list[int]) -> str:
    """Return page numbers in short form for people: 1, 2, 3, 7 → `1–3, 7`."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    shown = [f"{first}–{last}" if first != last else str(first) for first, last in spans[:10]]
    return ", ".join(shown) + ("…" if len(spans) > len(shown) else "")
