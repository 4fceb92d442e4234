"""CSV: what Excel opens, byte for byte, and no cell that acts."""

from __future__ import annotations

import csv
import io

import exported_lists
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from access_info.exports.columns import CONDITIONAL_COLUMNS, DISCLOSURE_COLUMNS, LIST_COLUMNS
from access_info.exports.tables import csv_bytes, csv_lines, csv_table, province_csv, table_columns
from access_info.office_files.formulas import guard, unguard
from access_info.pages.rendering.environment import load_texts

WORDS = load_texts()
DANGEROUS = set("=+-@\t\r\n＝＋－＠﹦﹢﹣﹫")


def parsed(content):
    """As a spreadsheet reads it."""
    assert content.startswith(b"\xef\xbb\xbf")
    text = content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def file_of(kind, agency=None):
    return csv_bytes(
        kind, exported_lists.table_of(kind, exported_lists.rows_of(kind, agency)), WORDS
    )


@pytest.mark.parametrize("kind", LIST_COLUMNS)
def test_golden(kind):
    exported_lists.golden(f"{kind.name}.csv", file_of(kind))


def test_lines_end_and_are_quoted_as_rfc_4180_wants():
    content = file_of(DISCLOSURE_COLUMNS)
    lines = content.removeprefix(b"\xef\xbb\xbf").split(b"\r\n")
    assert lines.pop() == b""
    assert len(lines) == 1 + len(exported_lists.rows_of(DISCLOSURE_COLUMNS))
    special = set(',"\r\n')
    written = [cells for cells in parsed(content) if any(special & set(cell) for cell in cells)]
    assert written
    for line, cells in zip(lines, parsed(content), strict=True):
        quoted = [
            '"' + cell.replace('"', '""') + '"' if special & set(cell) else cell for cell in cells
        ]
        assert line.decode() == ",".join(quoted)


@given(st.lists(st.lists(st.text(alphabet="a1 ,;\"'=\r\n\tệ"), min_size=2, max_size=4), max_size=4))
def test_lines_are_those_of_the_standard_library(table):
    lines = io.StringIO(newline="")
    csv.writer(lines).writerows([[guard(cell) for cell in cells] for cells in table])
    assert csv_lines(table) == lines.getvalue()
    content = csv_bytes(DISCLOSURE_COLUMNS, table, WORDS)
    assert list(csv_table(content)) == table


def test_the_first_line_holds_the_labels_of_the_model():
    titles = parsed(file_of(DISCLOSURE_COLUMNS))[0]
    assert titles[:3] == ["Mã mục", "Tên thông tin", "Mã cơ quan"]
    assert "Ngày ban hành" in titles
    assert "Hiệu lực: từ ngày" in titles


@given(st.text())
@example("=1")
@example("'=1")
@example("''=1")
@example("'abc")
@example(" '\t@x")
@example("\u200b=1")
@example("-5")
@example("+84 901")
def test_a_guarded_cell_never_starts_a_formula_and_comes_back_whole(text):
    cell = guard(text)
    assert unguard(cell) == text
    unseen = cell.lstrip(" \u3000\u00a0\u200b\ufeff\x00\x0b\x0c\x1c\x1d\x1e\x1f\x85")
    assert unseen[:1] not in DANGEROUS
    assert cell in {text, f"'{text}"}


@given(st.text(alphabet=st.sampled_from([*DANGEROUS, "'", " ", "\u3000", "a", "1", '"', ",", ";"])))
def test_the_same_of_texts_full_of_trouble(text):
    assert unguard(guard(text)) == text
    assert guard(text)[:1] not in DANGEROUS


@pytest.mark.parametrize("text", ["12/QĐ-UBND", "2026-001", "Điều 5", "https://a.example/=", "(x)"])
def test_ordinary_text_stays_unchanged(text):
    assert guard(text) == text


@given(st.lists(st.text(min_size=1), min_size=1, max_size=4))
def test_any_text_comes_back_from_the_file(texts):
    rows = [
        {"identifier": str(number), "title": text, "note": text, "accessURL": [text]}
        for number, text in enumerate(texts)
    ]
    table = exported_lists.table_of(DISCLOSURE_COLUMNS, rows)
    content = csv_bytes(DISCLOSURE_COLUMNS, table, WORDS)
    head, *lines = parsed(content)
    assert len(lines) == len(rows)
    for line, cells in zip(lines, table, strict=True):
        assert [unguard(cell) for cell in line] == cells
        assert len(line) == len(head)


@pytest.mark.parametrize("text", exported_lists.HOSTILE)
@pytest.mark.parametrize("kind", LIST_COLUMNS)
def test_hostile_text_in_every_field(text, kind):
    agency = exported_lists.hostile(text)
    lines = parsed(file_of(kind, agency))
    cells = exported_lists.table_of(kind, exported_lists.rows_of(kind, agency))
    assert [[unguard(cell) for cell in line] for line in lines[1:]] == cells
    assert not [cell for line in lines for cell in line if cell[:1] in DANGEROUS]


def test_a_provinces_file_is_the_agencies_files_under_a_common_title():
    other = exported_lists.agency(name="Xã =A")
    files = [
        file_of(DISCLOSURE_COLUMNS),
        file_of(DISCLOSURE_COLUMNS, exported_lists.agency([])),
        file_of(DISCLOSURE_COLUMNS, other),
    ]
    whole = b"".join(province_csv(DISCLOSURE_COLUMNS, iter(files), WORDS))
    both = exported_lists.rows_of(DISCLOSURE_COLUMNS) + exported_lists.rows_of(
        DISCLOSURE_COLUMNS, other
    )
    table = exported_lists.table_of(DISCLOSURE_COLUMNS, both)
    assert whole == csv_bytes(DISCLOSURE_COLUMNS, table, WORDS)


def test_a_file_with_other_columns_is_refused():
    with pytest.raises(ValueError, match="not a list"):
        list(province_csv(DISCLOSURE_COLUMNS, [file_of(CONDITIONAL_COLUMNS)], WORDS))


def test_no_titles_need_a_guard():
    for kind in LIST_COLUMNS:
        for column in table_columns(kind, WORDS):
            assert guard(column.title) == column.title
