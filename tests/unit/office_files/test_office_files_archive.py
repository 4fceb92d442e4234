"""A ZIP that two readers may understand in two ways: refused whatever it is opened for."""

from __future__ import annotations

import datetime
import io
import struct
import warnings
import zipfile

import handmade_office_files
import pytest
import register_files
import unsafe_attachments
from loaded_program import laws_of_today

from access_info.imports.office import read_office
from access_info.imports.register.reading import read_register
from access_info.office_files import refusal
from access_info.office_files.archive import Archive, spread, tree
from access_info.office_files.limits import LIMITS, MAX_ENTRIES, Purpose
from access_info.office_files.refusal import RefusedFileError
from access_info.scanning import MarkKind, scan

FRAMEWORK, _ = laws_of_today()
AS_OF = datetime.date(2026, 11, 24)
CITIZEN = "số định danh cá nhân 079099012345"
WORD = "word/document.xml"


def _appended(content, parts, method=zipfile.ZIP_DEFLATED):
    file = io.BytesIO(content)
    with warnings.catch_warnings(), zipfile.ZipFile(file, "a", method) as archive:
        warnings.simplefilter("ignore")  # a name twice
        for name, part in parts:
            archive.writestr(name, part)
    return file.getvalue()


def _doubled(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        name = archive.namelist()[-1]
        return _appended(content, [(name, archive.read(name))])


def _doubled_in_capitals(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        name = archive.namelist()[-1]
        return _appended(content, [(name.upper(), archive.read(name))])


def _declared(content, difference):
    """The file with more or fewer entries than its end record declares."""
    data = bytearray(content)
    at = data.rindex(b"PK\x05\x06")
    for offset in (8, 10):
        (count,) = struct.unpack_from("<H", data, at + offset)
        struct.pack_into("<H", data, at + offset, count + difference)
    return bytes(data)


def _locked(content):
    data = bytearray(content)
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


ODD = {
    "a-part-twice": (_doubled, refusal.DAMAGED),
    "a-part-twice-in-capitals": (_doubled_in_capitals, refusal.DAMAGED),
    "3000-parts": (
        lambda content: _appended(content, [(f"a/{n}.xml", b"<a/>") for n in range(3_000)]),
        refusal.TOO_LARGE,
    ),
    "bzip2": (
        lambda content: _appended(content, [("a.xml", b"<a/>")], zipfile.ZIP_BZIP2),
        refusal.DAMAGED,
    ),
    "lzma": (
        lambda content: _appended(content, [("a.xml", b"<a/>")], zipfile.ZIP_LZMA),
        refusal.DAMAGED,
    ),
    "more-than-declared": (lambda content: _declared(content, -1), refusal.DAMAGED),
    "fewer-than-declared": (lambda content: _declared(content, 1), refusal.DAMAGED),
    "locked": (_locked, refusal.ENCRYPTED),
}


def _good(tmp_path):
    published = unsafe_attachments.bytes_of(unsafe_attachments.document("Mở đầu"))
    return {
        Purpose.SCAN: published,
        Purpose.OCR: published,
        Purpose.LIST: handmade_office_files.workbook(),
        Purpose.REGISTER: register_files.register(tmp_path / "mau.xlsx", [{"STT": 1}]).read_bytes(),
    }


@pytest.mark.parametrize("purpose", [*Purpose][:-1])  # a paper is no foreign file
@pytest.mark.parametrize("name", ODD)
def test_structure_is_judged_alike_for_every_purpose(name, purpose, tmp_path):
    change, reason = ODD[name]
    good = _good(tmp_path)[purpose]
    assert Archive(good, purpose).names
    with pytest.raises(RefusedFileError) as refused:
        Archive(change(good), purpose)
    assert refused.value.code == reason.code


def _scanned(path):
    return [mark.kind for mark in scan(path).marks]


SCANNED = {refusal.ENCRYPTED: MarkKind.ENCRYPTED}
LISTED = {
    refusal.DAMAGED: "TT765",
    refusal.ENCRYPTED: "TT763",
    refusal.TOO_LARGE: "TT764",
}
REGISTERED = {
    refusal.DAMAGED: "TT704",
    refusal.ENCRYPTED: "TT702",
    refusal.TOO_LARGE: "TT703",
}


@pytest.mark.parametrize("name", ODD)
def test_each_room_reports_an_unsafe_file_in_its_words(name, tmp_path):
    change, reason = ODD[name]
    path = tmp_path / "tep.xlsx"
    good = _good(tmp_path)
    path.write_bytes(change(good[Purpose.SCAN]))
    assert _scanned(path) == [SCANNED.get(reason, MarkKind.UNREADABLE)]
    path.write_bytes(change(good[Purpose.LIST]))
    assert read_office(path).code == LISTED[reason]
    path.write_bytes(change(good[Purpose.REGISTER]))
    read = read_register(path, framework=FRAMEWORK, as_of=AS_OF)
    assert [problem.code for problem in read.problems] == [REGISTERED[reason]]


def test_a_document_with_two_bodies_does_not_pass_the_gate_unseen(tmp_path):
    """The first body, which some readers show, held what the second, which ours read, did not."""
    body = unsafe_attachments.bytes_of(unsafe_attachments.document(CITIZEN))
    with zipfile.ZipFile(
        io.BytesIO(unsafe_attachments.bytes_of(unsafe_attachments.document("sạch")))
    ) as clean:
        second = clean.read(WORD)
    path = tmp_path / "van-ban.docx"
    path.write_bytes(_appended(body, [(WORD, second)]))
    assert _scanned(path) == [MarkKind.UNREADABLE]


def test_no_bound_of_the_scanner_is_lower_than_before():
    bounds = LIMITS[Purpose.SCAN]
    assert (bounds.unfolded, bounds.part, bounds.ratio) == (300_000_000, 60_000_000, 200)
    assert (bounds.memory, bounds.computing) == (1_200_000_000, 30)


@pytest.mark.parametrize("count", [MAX_ENTRIES, MAX_ENTRIES + 1])
def test_the_number_of_parts_is_bounded(count):
    content = _appended(b"", [(f"{n}.xml", b"") for n in range(count)])
    if count == MAX_ENTRIES:
        assert len(Archive(content, Purpose.LIST).names) == count
    else:
        with pytest.raises(RefusedFileError, match=refusal.TOO_LARGE.code):
            Archive(content, Purpose.LIST)


def test_a_long_end_record_is_read_too(monkeypatch):
    """ZIP64, as programs write that do not know the number of parts beforehand."""
    content = _appended(b"", [("a.xml", b"<a/>"), ("b.xml", b"<b/>")])
    at = content.rindex(b"PK\x05\x06")
    size, start = struct.unpack_from("<LL", content, at + 12)
    long = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 2, 2, size, start)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, at, 1)
    short = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, size, 0xFFFFFFFF, 0)
    whole = content[:at] + long + locator + short
    assert Archive(whole, Purpose.LIST).names == ("a.xml", "b.xml")


@pytest.mark.parametrize("space", ["", "x:"])
@pytest.mark.parametrize("name", ["descr", "title", "v", "val", "author"])
def test_what_people_write_into_attributes_is_text_too(name, space):
    """What a picture shows, its title; a cell of a copied table, a chart's label, who remarked."""
    shape = f'<a xmlns:x="urn:x"><b><c {space}{name}=" Lời  tả " id="7"/>chữ</b></a>'
    assert spread(tree(shape.encode())) == "Lời  tả\nchữ"


def test_a_paragraph_is_a_line_and_its_pictures_are_described_below():
    paragraph = '<p>b<r val="cỡ"><t descr="ảnh" title="tên">a</t></r></p>'
    cut = f'<a title="một">hai{paragraph}bốn<si><t>n</t>ăm</si></a>'
    assert spread(tree(cut.encode())) == "\n".join(("một", "hai", "ba", "ảnh", "tên", "bốn", "năm"))
