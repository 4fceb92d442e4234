"""Whatever stands in a list's sheet is in a field, in the remarks, or told with its address."""

from __future__ import annotations

import re

from example_counts import examples
from hypothesis import given
from hypothesis import strategies as st

from access_info.imports.lists.cells import is_order
from access_info.imports.lists.reading import read_lists
from access_info.model.types import fold
from access_info.office_files.document import Book, Cell, Grid

HEADINGS = (
    *("STT", "Tên thông tin", "Số, ký hiệu", "Ngày ban hành", "Hình thức công khai"),
    *("Đơn vị phụ trách", "Địa chỉ truy cập", "Ghi chú", "Mã TTHC"),
)
ORDERS = ("1", "2.", "3", "I", "II.", "A", "a)", "1.1", "-", "Mới", "4 (sửa)", "", "")
WORDS = (
    *("Kế hoạch công khai", "LĨNH VỰC HỘ TỊCH", "Tổng cộng", "Chủ tịch", "Nơi nhận", "(02 mục)"),
    *("12/KH-UBND", "03/9/2026", "tháng 9/2026", "Niêm yết", "Phòng Kinh tế", "x", "của xã"),
    *("https://mau.example/a", "Xem tại đây", "Ghi chú: chưa đủ", "1.000590", "Quý III/2026", "0"),
    *("ngày 01 tháng 02 năm 2026", "Số: 45/BC-UBND ngày 10/7/2026", "a@mau.example", "như sau:"),
)
# What a field says in its own way, told by other tests, and what is no more than an invitation.
IN_OTHER_WORDS = re.compile(r"x|xem-tai-day|.*\d.*2026|so-45.*")


@st.composite
def grids(draw):
    """A list with words in odd places: over it, beside it, under it and merged."""
    top = draw(st.integers(0, 2))
    texts = {(top + 1, number): text for number, text in enumerate(HEADINGS, 2)}
    for row in range(1, top + 1):
        texts[row, draw(st.integers(1, 12))] = f"Trên bảng {row}"
    for row in range(top + 2, top + 2 + draw(st.integers(1, 9))):
        texts[row, 2] = draw(st.sampled_from(ORDERS))
        for column in draw(st.lists(st.integers(1, 12), max_size=7, unique=True)):
            if column != 2:
                texts[row, column] = f"{draw(st.sampled_from(WORDS))}"
    last = {row: column for (row, column), text in sorted(texts.items()) if text}
    cells = [
        Cell(
            row,
            column,
            text,
            columns=draw(st.sampled_from((1, 9)))
            if last[row] == column > 1 and row > top + 1
            else 1,
        )
        for (row, column), text in sorted(texts.items())
        if text
    ]
    return Grid(name="DM", number=1, kind="sheet", cells=tuple(cells))


def lost(grid):
    """Texts of a grid that a reading tells nowhere."""
    read = read_lists(Book(grids=(grid,)), path="/a.xlsx", name="cong-khai", sheet=None)
    assert read.tables
    read_text = fold(" ; ".join(text for item in read.items for text in item.fields.values()))
    headings = {part for column in read.tables[0].columns for part in column.heading.split(" / ")}
    rows = {int(re.sub(r"\D", "", where)) for table in read.tables for where, _ in table.left}
    places = {(problem.location.line, problem.location.column) for problem in read.problems}
    for cell in grid.cells:
        is_reported = (
            cell.row in rows
            or (cell.row, cell.column) in places
            or cell.text in headings
            or fold(cell.text) in read_text
        )
        order = cell.column == 2 and is_order(cell.text)
        if not (is_reported or order or IN_OTHER_WORDS.fullmatch(fold(cell.text))):
            yield grid.address(cell.row, cell.column), cell.text


@examples(60)
@given(grids())
def test_nothing_is_lost(grid):
    assert list(lost(grid)) == []
