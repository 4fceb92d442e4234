"""Files made to hurt: refused at once with plain words, or read as if nothing were."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from handmade_office_files import (
    HEADINGS,
    ROW,
    SHEET,
    document,
    in_sheet,
    million_rows,
    ods,
    ods_row,
    repacked,
    word_table,
    workbook,
)
from import_command import CASES, lay_out, run
from work_counting import steps_of

from access_info.imports.office import read_as_plain, read_office
from access_info.office_files import refusal
from access_info.problems import Problem, rules_of

pytestmark = [pytest.mark.sampled, pytest.mark.usefixtures("new_readers")]

# What an ordinary list of two rows takes is 7,000 steps.
MOST_STEPS, MOST_MEGABYTES = 500_000, 200
GOOD = workbook()
ENTITIES = b'<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;&b;">]>'
MACRO_TYPE = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
SHEET_TYPE = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
REMOTE = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://x/attachedTemplate" Target="https://la.example/a.dotm" '
    'TargetMode="External"/></Relationships>'
)


def _with_doctype(part):
    return ENTITIES + part.split(b"?>", 1)[-1]


def _wide(cell):
    return (
        f'<table:table-row><table:table-cell table:number-columns-repeated="1048576" '
        f'office:value-type="string"><text:p>{cell}</text:p></table:table-cell></table:table-row>'
    )


REFUSED = {
    "a-part-that-unfolds.xlsx": ("TT764", lambda: repacked(GOOD, {SHEET: b"0" * 50_000_000})),
    "many-parts.xlsx": (
        "TT764",
        lambda: repacked(GOOD, {f"xl/{number}.xml": b"<a/>" for number in range(2_100)}),
    ),
    "deep.xlsx": (
        "TT765",
        lambda: repacked(GOOD, in_sheet("</sheetData>", "<a>" * 30_000 + "</sheetData>")),
    ),
    "macro.xlsx": ("TT766", lambda: repacked(GOOD, {"xl/vbaProject.bin": b"x"})),
    "named-otherwise.xlsx": (
        "TT766",
        lambda: repacked(
            GOOD, {"[Content_Types].xml": lambda part: part.replace(SHEET_TYPE, MACRO_TYPE)}
        ),
    ),
    "other-book.xlsx": ("TT766", lambda: repacked(GOOD, {"xl/externalLinks/a.xml": b"<a/>"})),
    "object.xlsx": ("TT766", lambda: repacked(GOOD, {"xl/embeddings/oleObject1.bin": b"x"})),
    "template.docx": (
        "TT766",
        lambda: repacked(document(word_table([ROW])), {"word/_rels/settings.xml.rels": REMOTE}),
    ),
    "entities.xlsx": ("TT767", lambda: repacked(GOOD, {"xl/sharedStrings.xml": _with_doctype})),
    "entities-in-sheet.xlsx": ("TT767", lambda: repacked(GOOD, {SHEET: _with_doctype})),
    "entities.docx": (
        "TT767",
        lambda: repacked(document(""), {"word/document.xml": _with_doctype}),
    ),
    "entities.ods": (
        "TT767",
        lambda: repacked(ods(ods_row(("&d;",))), {"content.xml": _with_doctype}),
    ),
    "rows-alike.ods": ("TT764", lambda: ods(ods_row(HEADINGS) + ods_row(ROW, 1_048_576))),
    "cells-alike.ods": ("TT764", lambda: ods(ods_row(HEADINGS) + _wide("a"))),
    "secret.ods": (
        "TT763",
        lambda: ods("", extra={"META-INF/manifest.xml": "<a><encryption-data/></a>"}),
    ),
    "nested.docx": (
        "TT764",
        lambda: document("<w:tbl><w:tr><w:tc>" * 500 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 500),
    ),
    "large.csv": ("TT764", lambda: b"a,b,c\n" * 4_000_000),
    "large-cell.csv": ("TT764", lambda: b'a,b\n"' + b"x" * 15_000_000 + b'"\n'),
    "quotes.csv": ("TT764", lambda: b'"' * 10_000_000),
    "half.xlsx": ("TT765", lambda: GOOD[: len(GOOD) // 2]),
    "nothing.xlsx": ("TT762", lambda: b"  \n"),
    "picture.xlsx": ("TT762", lambda: b"\x89PNG\r\n\x1a\n" + b"0" * 100),
    "letter.doc": (
        "TT761",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
    ),
    "secret.xlsx": (
        "TT763",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
    ),
    "letter.rtf": ("TT761", lambda: b"{\\rtf1 a}"),
    "letter.pdf": ("TT761", lambda: b"%PDF-1.7\n"),
    "page.xls": ("TT761", lambda: b"<html><table><tr><td>STT</td></tr></table></html>"),
    "binary.xlsb": ("TT761", lambda: repacked(GOOD, {"xl/workbook.bin": b"x"})),
    "letter.odt": (
        "TT761",
        lambda: repacked(ods(""), {"mimetype": b"application/vnd.oasis.opendocument.text"}),
    ),
    "cut.xls": ("TT762", lambda: (CASES / "danh-muc-04.xls").read_bytes()[:15_000]),
}


def _steps(content, name):
    """How much work the reader has with a file, counted in this process."""
    return steps_of(lambda: read_as_plain(content, name))


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_at_once_in_plain_words(tmp_path, name):
    code, make = REFUSED[name]
    content = make()
    path = tmp_path / name
    path.write_bytes(content)
    outcome = read_office(path)
    assert isinstance(outcome, Problem)
    assert outcome.code == code, outcome.message
    assert _steps(content, name) < MOST_STEPS


READ = {
    "merged.xlsx": in_sheet(
        "</sheetData>",
        "</sheetData><mergeCells>" + '<mergeCell ref="A3:XFD1048576"/>' * 500 + "</mergeCells>",
    ),
    "linked.xlsx": in_sheet(
        "</sheetData>",
        "</sheetData><hyperlinks>"
        + '<hyperlink ref="A1:XFD1048576" r:id="x"/>' * 500
        + "</hyperlinks>",
    ),
    "far.xlsx": in_sheet(
        "</sheetData>",
        '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>a</t></is></c></row></sheetData>',
    ),
    "announced.xlsx": in_sheet('<dimension ref="A1:F2"/>', '<dimension ref="A1:XFD1048576"/>'),
}


@pytest.mark.parametrize("name", READ)
def test_absurd_ranges_do_no_harm(tmp_path, name):
    path = tmp_path / name
    content = repacked(GOOD, READ[name])
    path.write_bytes(content)
    book = read_office(path)
    assert not isinstance(book, Problem)
    assert [cell.flat for cell in book.grids[0].cells] == [*HEADINGS, *ROW]
    assert _steps(content, name) < MOST_STEPS


DAYLESS = {
    "day.xlsx": lambda: repacked(
        GOOD,
        in_sheet(
            "</sheetData>",
            '<row r="9"><c r="A9" t="d"><v>2026-13-45</v></c></row></sheetData>',
        ),
    ),
    "day.ods": lambda: ods(
        ods_row(["2026-13-45"]).replace(
            'office:value-type="string"', 'office:value-type="date" office:date-value="2026-13-45"'
        )
    ),
}


@pytest.mark.parametrize("name", DAYLESS)
def test_a_day_that_is_none_is_read_as_text(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(DAYLESS[name]())
    cell = read_office(path).grids[0].cells[-1]
    assert (cell.kind, cell.text) == ("text", "2026-13-45")


ODD_PLACES = ['r="A0"', 'r="a1"', 'r="AAAA1"', 'r="A99999999"', 'r=""']


@pytest.mark.parametrize("place", ODD_PLACES)
def test_cells_named_oddly_are_not_guessed(tmp_path, place):
    path = tmp_path / "o.xlsx"
    row = f'<row r="9"><c {place}><v>1</v></c></row></sheetData>'
    path.write_bytes(repacked(GOOD, in_sheet("</sheetData>", row)))
    assert read_office(path).code == "TT765"


TASK = "access_info.imports.office:read_as_plain"
MEASURE = (
    "import re, sys\n"
    "status = open('/proc/self/status', encoding='ascii')\n"
    "from access_info.office_files.child import main\n"
    f"sys.argv[1:] = ['list', '{TASK}']\n"
    "main()\n"
    "print(re.search(r'VmHWM:\\s+(\\d+) kB', status.read())[1], file=sys.stderr)\n"
)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is told by /proc alone")
@pytest.mark.parametrize("cells", [2])
@pytest.mark.exhaustive
def test_a_million_empty_rows(tmp_path, cells):
    path = tmp_path / "danh-muc.xlsx"
    content = million_rows(cells=cells)
    path.write_bytes(content)
    done = subprocess.run(
        [sys.executable, "-c", MEASURE],
        input=json.dumps({"path": str(path), "given": {}}).encode(),
        capture_output=True,
        check=True,
    )
    assert "Kế hoạch công khai" in done.stdout.decode()
    assert int(done.stderr) < MOST_MEGABYTES * 1024
    assert _steps(content, path.name) < MOST_STEPS


def test_nobody_sees_a_trace(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    lay_out(tmp_path)
    path = tmp_path / "hỏng.xlsx"
    path.write_bytes(GOOD[: len(GOOD) // 2])
    code, out, err = run(capsys, path)
    assert (code, out) == (1, "")
    assert err == (
        "hỏng.xlsx:1:1: lỗi [TT765] Bên trong tệp hỏng, không đọc hết được.\n"
        "    → Mở tệp bằng Word, Excel hoặc LibreOffice, lưu lại rồi chạy lại lệnh.\n"
    )


def _words(book):
    return {cell.text for grid in book.grids for cell in grid.cells}


@pytest.mark.parametrize("seed", range(12))
def test_damaged_bytes_anywhere_never_raise(tmp_path, seed):
    names = ("danh-muc-04.xls", "danh-muc-04.ods", "danh-muc-01.xlsx", "danh-muc-02.docx")
    content = bytearray((CASES / names[seed % 4]).read_bytes())
    for at in range(seed * 37 + 5, len(content), 97 + seed * 13):
        content[at] ^= 0x55
    path = tmp_path / "danh-muc"
    path.write_bytes(content)
    outcome = read_office(path)
    if isinstance(outcome, Problem):
        assert outcome.code in {rule.code for rule in rules_of(refusal)}
        assert outcome.location.path == path.as_posix()
        return
    assert outcome.grids
    whole = read_office(CASES / names[seed % 4])
    # Every part of these files has a checksum, but for those of old Excel: a damaged word is no word.
    if not names[seed % 4].endswith(".xls"):
        assert _words(outcome) <= _words(whole)
