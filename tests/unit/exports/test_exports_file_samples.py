"""How files begin, as the page about open data tells it."""

from __future__ import annotations

import exported_lists
import pytest

from access_info.exports.columns import DISCLOSURE_COLUMNS
from access_info.exports.formats import first_lines, modified_day, row_count, table_sample
from access_info.exports.json_files import json_bytes
from access_info.exports.tables import table_csv

TITLES = ("Mã", "Tên", "Trống", "Ghi chú")


def _csv(tmp_path, rows):
    path = tmp_path / "a.csv"
    path.write_bytes(table_csv(TITLES, rows))
    return path


def test_the_first_rows_are_shown_without_empty_columns(tmp_path):
    rows = [(str(number), 'Một "hai",\nba', "", "x" * 200) for number in range(1, 8)]
    sample = table_sample(_csv(tmp_path, rows))
    assert list(sample.titles) == ["Mã", "Tên", "Ghi chú"]
    assert [row[0] for row in sample.cells] == ["1", "2", "3"]
    assert sample.cells[0][1] == 'Một "hai",\nba'
    assert len(sample.cells[0][2]) == 90
    assert sample.cells[0][2].endswith("x…")
    assert sample.more == 1


@pytest.mark.parametrize("count", [0, 1, 3, 4])
def test_short_tables_are_shown_whole(tmp_path, count):
    sample = table_sample(_csv(tmp_path, [("1", "a", "b", "c")] * count))
    assert len(sample.cells) == min(count, 3)


@pytest.mark.parametrize("count", [0, 1, 2, 500])
def test_rows_are_counted_as_they_were_written(tmp_path, count):
    path = tmp_path / "a.json"
    rows = exported_lists.rows_of(DISCLOSURE_COLUMNS)
    dataset = exported_lists.dataset(DISCLOSURE_COLUMNS, rows)
    path.write_bytes(json_bytes(dataset, [rows[0]] * count))
    assert row_count(path) == count


def test_the_day_is_the_envelopes_and_no_rows(tmp_path):
    path = tmp_path / "a.json"
    path.write_text(
        '{"title":"a",\n"modified":"2026-10-05",\n"items":[\n{"modified":"2027-01-01"}\n]}\n'
    )
    assert modified_day(path) == "2026-10-05"
    path.write_text('{"title":"a",\n"items":[\n{"a":1,\\n"modified":"2027-01-01"}\n]}\n')
    assert modified_day(path) == ""


def test_long_files_and_lines_are_cut(tmp_path):
    path = tmp_path / "a.json"
    path.write_text("\n".join(["á" * 5_000, *(str(number) for number in range(100))]), "utf-8")
    lines = first_lines(path).split("\n")
    assert lines[0] == "á" * 239 + "…"
    assert lines[-1] == "…"
    assert lines[1:-1] == [str(number) for number in range(11)]
