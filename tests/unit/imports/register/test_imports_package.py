"""Files that are no register, or more than one: refused before they are unfolded, never raised."""

from __future__ import annotations

import datetime
import json
import random
import struct
import zipfile
import zlib

import pytest
from loaded_program import laws_of_today
from register_files import MARK, register, repacked, sheet_xml

from access_info.imports.register import reading
from access_info.imports.register.extraction import extract
from access_info.imports.register.reading import read_register
from access_info.office_files.limits import LIMITS, MAX_ENTRIES, Purpose
from access_info.office_files.sandbox import Failure

pytestmark = pytest.mark.exhaustive

FRAMEWORK, _ = laws_of_today()
AS_OF = datetime.date(2026, 11, 24)
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
ROW = {
    "STT": 1, "Ngày nhận": "2026-09-03", "Kênh": "Trực tiếp", "Kết quả": "Từ chối",
    "Căn cứ từ chối": "d27k3", "Ngày trả": "2026-09-10", "Chi phí": 12_000,
}  # fmt: skip


def _read(path):
    return read_register(path, framework=FRAMEWORK, as_of=AS_OF)


@pytest.fixture
def in_process(monkeypatch):
    """Read in this process: hundreds of damaged files, each as the child would read it."""

    def ask(path, _purpose, _task, **given):
        try:
            answer = extract(path.read_bytes(), path.name, **given)
        except Exception:  # noqa: BLE001 - as the child does
            return Failure.BROKEN
        return json.loads(json.dumps(answer))

    monkeypatch.setattr(reading, "ask_child", ask)


def _problems(path):
    return [(problem.code, problem.message) for problem in _read(path).problems]


@pytest.fixture
def good(tmp_path):
    return register(tmp_path / "so.xlsx", [ROW])


def test_a_good_file_is_read(good):
    read = _read(good)
    assert (len(read.requests), read.problems, read.sheet) == (1, (), "Sổ")


def test_thousands_of_rows_that_are_alike(tmp_path):
    """As squeezed, and as full of shared words, as an honest register can be."""
    rows = [ROW | {"STT": number} for number in range(1, 3_001)]
    read = _read(register(tmp_path / "so.xlsx", rows))
    assert (len(read.requests), read.problems) == (3_000, ())


def test_more_parts_than_a_workbook_has(good):
    repacked(good, {f"xl/{number}.xml": b"<a/>" for number in range(MAX_ENTRIES)})
    assert _problems(good) == [
        ("TT703", "Tệp này lớn khác thường nên không mở: bên trong có hơn 2.000 phần.")
    ]


def test_more_bytes_than_a_workbook_has(good):
    repacked(good, {"xl/a.xml": bytes(LIMITS[Purpose.REGISTER].file)})
    assert _problems(good) == [
        ("TT703", "Tệp này lớn khác thường nên không mở: bung ra trên 100 MB.")
    ]


def test_a_file_too_large_to_be_read_at_all(tmp_path):
    path = tmp_path / "so.xlsx"
    with path.open("wb") as file:
        file.truncate(LIMITS[Purpose.REGISTER].file + 1)
    assert _problems(path) == [("TT703", "Tệp này lớn khác thường nên không mở: trên 100 MB.")]


def test_small_parts_may_be_squeezed_as_well_as_they_like(good):
    repacked(good, {"xl/a.xml": b"<a>" + b" " * 900_000 + b"</a>"})
    assert _problems(good) == []


@pytest.mark.parametrize("honest_checksum", [False, True])
def test_a_false_length_does_not_reach_the_reader(good, honest_checksum):
    """The list of parts says that a sheet is 300 bytes long, where it is two million."""
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 20_000))
    content = sheet_xml(rows)
    repacked(good, {SHEET: content})
    data = bytearray(good.read_bytes())
    at = data.index(b"PK\x01\x02")
    while data[at + 46 : at + 46 + len(SHEET)] != SHEET.encode():
        at = data.index(b"PK\x01\x02", at + 1)
    struct.pack_into("<I", data, at + 24, 300)
    if honest_checksum:
        struct.pack_into("<I", data, at + 16, zlib.crc32(content[:300]))
    good.write_bytes(data)
    assert [code for code, _ in _problems(good)] == ["TT704"]


def test_entities_are_never_unfolded(good):
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    cell = '<row r="1"><c r="A1" t="inlineStr"><is><t>&a{n};</t></is></c></row>'
    for level in (0, 9):  # the first would do no harm
        declared = f'<!DOCTYPE w [<!ENTITY a0 "ha">{laughs}]>'.encode()
        repacked(good, {SHEET: declared + sheet_xml(cell.format(n=level))})
        assert [code for code, _ in _problems(good)] == ["TT704"]


def test_the_same_long_text_in_many_cells(good):
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 4_000))
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    words = "".join(random.Random(1).choices("abcdefgh", k=30_000))  # noqa: S311 - no secret
    strings = f'<sst xmlns="{space}"><si><t>{words}</t></si></sst>'
    repacked(good, {SHEET: sheet_xml(cells), STRINGS: strings.encode()})
    assert _problems(good) == [
        ("TT703", "Tệp này lớn khác thường nên không mở: chữ trong các ô dài khác thường.")
    ]


def test_sheets_that_are_wide_and_long_and_hold_little(tmp_path):
    """What is empty takes no room, so only the register's own sheet matters."""
    names = ["Sổ", "Hai", "Ba"]
    path = register(tmp_path / "so.xlsx", [ROW], sheets=names, hidden=names[1:], far="IV20000")
    assert [code for code, _ in _problems(path)] == []


@pytest.mark.parametrize(
    "cell", ['r="A0"', 'r="a1"', 'r="AAAA1"', 'r="A99999999"', 'r="A-1"', 'r="1A"', 'r=""']
)
def test_cells_named_oddly_are_not_guessed(good, cell):
    repacked(good, {SHEET: sheet_xml(f'<row r="1"><c {cell}><v>1</v></c></row>')})
    assert [code for code, _ in _problems(good)] == ["TT704"]


@pytest.mark.exhaustive
def test_a_million_empty_rows_are_no_rows(good):
    """What is left when borders were drawn down to the end of the sheet."""
    with zipfile.ZipFile(good) as archive:
        xml = archive.read(SHEET).decode()
    empty = "".join(f'<row r="{n}" ht="15"/>' for n in range(3, 1_048_577))
    styled = '<row r="1048576"><c r="A1048576" s="1"/><c r="T1048576" s="1"></c></row>'
    assert xml.count("</sheetData>") == 1
    repacked(good, {SHEET: xml.replace("</sheetData>", f"{empty}{styled}</sheetData>").encode()})
    read = _read(good)
    assert (len(read.requests), read.problems) == (1, ())


def test_pictures_and_what_is_no_xml_are_no_obstacle(good):
    repacked(good, {"xl/media/image1.png": bytes(range(256)) * 40, "xl/a.vml": b"<a><br></a>"})
    assert _problems(good) == []


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_parts_packed_in_ways_that_no_office_program_uses(good, method):
    with zipfile.ZipFile(good, "a", method) as archive:
        archive.writestr("xl/a.xml", b"<a/>")
    assert [code for code, _ in _problems(good)] == ["TT704"]


def test_a_locked_zip(good):
    data = bytearray(good.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    good.write_bytes(data)
    assert [code for code, _ in _problems(good)] == ["TT702"]


def _damaged(content, chance):
    data = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(data))
        to = min(len(data), at + chance.randint(1, 30))
        way = chance.randrange(4)
        if way == 0:
            del data[at:to]
        elif way == 1:
            data[at:at] = data[at:to]
        elif way == 2:
            data[at] = chance.choice(b'0123456789<>"/ ABsvt')
        else:
            number = chance.choice([b"-1", b"99999999999", b"1e30", b"NaN", b"0"])
            digits = [place for place in range(at, to) if 48 <= data[place] <= 57]
            if digits:
                data[digits[0] : digits[0] + 1] = number
        if not data:
            break
    return bytes(data)


@pytest.mark.parametrize("seed", range(8))
def test_damaged_parts_never_raise_and_never_tell_names(tmp_path, seed, in_process):
    chance = random.Random(seed)  # noqa: S311 - the same damage every time
    path = register(tmp_path / "so.xlsx", [ROW | {"STT": number} for number in range(1, 8)])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    original = path.read_bytes()
    outcomes = set()
    for _ in range(60):
        name = chance.choice([SHEET, STRINGS, "xl/styles.xml", "xl/workbook.xml", *parts])
        path.write_bytes(original)
        repacked(path, {name: _damaged(parts[name], chance)})
        read = _read(path)
        text = repr(read)
        assert MARK not in text
        outcomes |= {problem.code for problem in read.problems} or {"well"}
    assert {"well", "TT704"} <= outcomes


@pytest.mark.parametrize("seed", range(4))
def test_damaged_files_never_raise(tmp_path, seed, in_process):
    chance = random.Random(seed)  # noqa: S311 - the same damage every time
    path = register(tmp_path / "so.xlsx", [ROW])
    original = path.read_bytes()
    refused = 0
    for _ in range(60):
        path.write_bytes(_damaged(original, chance))
        read = _read(path)
        assert MARK not in repr(read)
        refused += bool(read.problems)
    assert refused > 20
