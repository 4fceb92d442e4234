"""Signatures of files: whose, whether the signed bytes are whole, and what came after."""

from __future__ import annotations

import base64
import functools
import io
import re
import sys
import zipfile

import pytest
import signed_pdfs as pdfs
import typst
from pyhanko.sign.fields import SigSeedSubFilter
from unsafe_attachments import bytes_of, document, with_part

from access_info.model.signatures import FileSignature, FileSignatureState
from access_info.scanning import opening, scan, scan_all
from access_info.scanning import signatures as roots_folder
from access_info.scanning.signatures import may_be_signed, pdf_signatures, signatures_of
from access_info.scanning.signatures.pdf_signatures import read_signatures

INTACT, CHANGED = FileSignatureState.INTACT, FileSignatureState.CHANGED
BROKEN, UNREADABLE = FileSignatureState.BROKEN, FileSignatureState.UNREADABLE
UNJUDGED = FileSignatureState.UNJUDGED


@functools.cache
def once() -> bytes:
    return pdfs.signed(pdfs.plain_pdf())


@functools.cache
def both_signed() -> bytes:
    return pdfs.signed(once(), pdfs.person(pdfs.SECOND), field="Hai")


def states(content):
    return [signature.state for signature in read_signatures(content)]


def test_a_signature_names_its_signer_and_the_claimed_day():
    assert read_signatures(once()) == (FileSignature(INTACT, signer=pdfs.SIGNER, day="2026-09-03"),)


def test_a_changed_byte_breaks_a_signature():
    assert states(once().replace(b"so 12", b"so 13")) == [BROKEN]


def test_a_page_replaced_after_signing_is_a_change():
    assert states(pdfs.rewritten(once())) == [CHANGED]


@pytest.mark.parametrize(
    "later",
    [
        pdfs.form_filled,
        pdfs.time_stamped,
        pdfs.with_validation_data,
        lambda content: pdfs.signed(content, pdfs.person(pdfs.SECOND), field="Hai"),
        lambda content: pdfs.with_validation_data(pdfs.time_stamped(pdfs.form_filled(content))),
    ],
    ids=["form", "stamp", "dss", "second", "all"],
)
def test_what_signatures_allow_to_come_after_is_no_change(later):
    assert set(states(later(once()))) == {INTACT}


def test_a_document_certified_against_any_change_is_changed_by_a_filled_form():
    certified = pdfs.signed(pdfs.plain_pdf(), certify=True)
    assert states(certified) == [INTACT]
    assert states(pdfs.form_filled(certified)) == [CHANGED]


def test_a_change_between_two_signatures_concerns_the_first():
    between = pdfs.signed(pdfs.rewritten(once()), pdfs.person(pdfs.SECOND), field="Hai")
    assert states(between) == [CHANGED, INTACT]


def test_a_time_stamp_over_the_file_is_a_machine_s():
    (alone,) = read_signatures(pdfs.time_stamped(pdfs.plain_pdf()))
    assert (alone.stamp, alone.state, alone.day) == (True, INTACT, "2026-09-03")
    stamped = pdfs.time_stamped(pdfs.plain_pdf())
    assert states(stamped.replace(b"so 12", b"so 13")) == [BROKEN]
    person = read_signatures(pdfs.signed(pdfs.plain_pdf(), stamped=True))
    assert [(each.stamp, each.state) for each in person] == [(False, INTACT)]


def test_every_kind_of_signature_that_programs_write_is_read():
    for kind in (SigSeedSubFilter.PADES, SigSeedSubFilter.ADOBE_PKCS7_DETACHED):
        assert states(pdfs.signed(pdfs.plain_pdf(), kind=kind)) == [INTACT]


@pytest.mark.parametrize(
    ("pattern", "instead"),
    [
        (rb"/Contents <[0-9a-fA-F]+>", b"/Contents <0000>"),
        (rb"/Contents <[0-9a-fA-F]+>", b"/Contents <>"),
        (rb"/Contents <[0-9a-fA-F]+>", b"/Contents 12"),
        (rb"/adbe\.pkcs7\.detached", b"/adbe.pkcs7.sha1"),
        (rb"/adbe\.pkcs7\.detached", b"/adbe.x509.rsa_sha1"),
        (rb"/ByteRange \[[^\]]*\]", b"/ByteRange 7"),
        (rb"/AcroForm", b"/AcroFarm"),
        (rb"/FT /Sig", b"/FT /Sog"),
    ],
)
def test_what_cannot_be_judged_is_unreadable_and_never_broken(pattern, instead):
    content = re.sub(pattern, lambda match: instead.ljust(len(match[0])), once())
    assert content != once()
    (signature,) = read_signatures(content)
    assert signature.state is UNREADABLE
    assert signature.detail


def test_weak_hashes_vouch_for_nothing(monkeypatch):
    monkeypatch.setattr("access_info.scanning.signatures.pdf_signatures._WEAK", {"sha256"})
    (signature,) = read_signatures(once())
    assert (signature.state, signature.signer) == (UNREADABLE, pdfs.SIGNER)


def test_a_signature_that_leaves_out_more_than_itself_does_not_cover_the_file():
    """The bytes left out are chosen by whoever signs: a page's words may be among them."""
    content = pdfs.signed_leaving_out(pdfs.plain_pdf(), b"so 12")
    assert states(content) == [CHANGED]
    assert states(content.replace(b"so 12", b"so 13")) == [CHANGED]
    assert states(content.replace(b"Quyet", b"Quyek")) == [BROKEN]


def test_a_signer_is_traced_to_a_root_that_is_given_and_to_no_other():
    mine = base64.b64encode(pdfs.root().pem()).decode()
    other = base64.b64encode(pdfs.identity("Gốc khác", authority=True).pem()).decode()
    assert [each.root for each in read_signatures(once(), [other, mine])] == [pdfs.ROOT]
    assert [each.root for each in read_signatures(once(), [other])] == [""]
    stranger = pdfs.signed(pdfs.plain_pdf(), pdfs.identity("Người tự cấp"))
    assert [each.root for each in read_signatures(stranger, [mine])] == [""]
    # Whoever may only issue certificates, or stamp the time, signs for nobody.
    authority = pdfs.signed(pdfs.plain_pdf(), pdfs.root())
    assert [each.root for each in read_signatures(authority, [mine])] == [""]


def test_a_certificate_must_be_valid_on_the_day_that_is_claimed(monkeypatch):
    mine = base64.b64encode(pdfs.root().pem()).decode()
    monkeypatch.setattr(pdfs, "SIGNED_ON", pdfs.SIGNED_ON.replace(year=2031))
    late = pdfs.signed(pdfs.plain_pdf())
    assert [(each.day, each.root) for each in read_signatures(late, [mine])] == [("2031-09-03", "")]


def test_names_in_certificates_are_a_short_line():
    with pytest.warns(UserWarning, match="length must be"):
        odd = pdfs.identity("Nguyễn\u202eVăn\n" + "Mẫu " * 100)
    (signature,) = read_signatures(pdfs.signed(pdfs.plain_pdf(), odd))
    assert signature.signer.startswith("Nguyễn Văn Mẫu")
    assert len(signature.signer) == 120


def test_only_a_file_that_names_signed_bytes_is_read_for_signatures():
    assert not may_be_signed(pdfs.plain_pdf())
    assert not may_be_signed(b"%PDF /ByteRanges /XByteRange")
    assert may_be_signed(once())
    assert may_be_signed(b"%PDF /By#74e#52ange[0 1 2 3]")


def test_a_long_chain_of_bookmarks_does_not_make_a_signature_unreadable():
    """What came after is compared along chains of objects, each a call within a call."""
    words = "\n".join(f"= Mục {number}\n{number}" for number in range(400))
    long = pdfs.signed(typst.compile(words.encode(), format="pdf"))
    assert states(pdfs.with_validation_data(long)) == [INTACT]
    assert states(long) == [INTACT]


def test_what_takes_too_long_is_unreadable_and_the_process_goes_on(monkeypatch):
    def endless(*_):
        yield FileSignature(INTACT)
        while True:
            pass

    monkeypatch.setattr(pdf_signatures, "_signatures", endless)
    monkeypatch.setattr(pdf_signatures, "_MAX_COMPUTING", 0.05)
    assert states(once()) == [INTACT, UNREADABLE]
    monkeypatch.undo()
    assert states(once()) == [INTACT]


def test_a_signature_is_not_judged_where_the_reader_does_not_load(monkeypatch):
    monkeypatch.setitem(sys.modules, pdf_signatures.__name__, None)
    (signature,) = signatures_of(once(), ())
    assert (signature.state, signature.detail) == (UNJUDGED, "đã cài mà không nạp được")
    assert signatures_of(pdfs.plain_pdf(), ()) == ()


def test_scans_hold_signatures_and_are_stored_with_them(tmp_path, monkeypatch):
    (tmp_path / "ky.pdf").write_bytes(both_signed())
    (tmp_path / "thuong.pdf").write_bytes(pdfs.plain_pdf())
    cache = tmp_path / "nho"
    scanned = scan_all([tmp_path / "ky.pdf", tmp_path / "thuong.pdf"], cache=cache)
    first = scanned[tmp_path / "ky.pdf"]
    assert [each.signer for each in first.signatures] == [pdfs.SIGNER, pdfs.SECOND]
    assert scanned[tmp_path / "thuong.pdf"].signatures == ()
    assert first.marks == ()

    def never(_):
        raise AssertionError("opened again")

    with monkeypatch.context() as patch:
        patch.setattr(opening, "_ask_all", lambda files: never(files) if files else iter(()))
        assert scan(tmp_path / "ky.pdf", cache=cache) == first
    shipped = tmp_path / "goc"
    shipped.mkdir()
    (shipped / "goc.pem").write_bytes(pdfs.root().pem())
    monkeypatch.setattr(
        opening, "shipped_roots", functools.partial(roots_folder.shipped_roots, shipped)
    )
    opening.code_version.cache_clear()
    traced = scan(tmp_path / "ky.pdf", cache=cache)
    opening.code_version.cache_clear()
    assert {each.root for each in traced.signatures} == {pdfs.ROOT}


def test_no_root_is_shipped_without_its_origin():
    """The folder is documented; until somebody who can vouch for a root adds it, it holds none."""
    assert roots_folder.shipped_roots() == ()


def _opendocument(*names):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("content.xml", *names):
            archive.writestr(name, "<a/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "present"),
    [
        ("a.docx", bytes_of(document("Mẫu")), False),
        ("b.docx", with_part(bytes_of(document("Mẫu")), "_xmlsignatures/sig1.xml", "<a/>"), True),
        ("c.odt", _opendocument(), False),
        ("d.odt", _opendocument("META-INF/documentsignatures.xml"), True),
        ("e.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), False),
        (
            "f.doc",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "_xmlsignatures".encode("utf-16-le") + bytes(600),
            True,
        ),
    ],
)
def test_office_files_tell_of_the_presence_of_a_signature_alone(name, content, present, tmp_path):
    (tmp_path / name).write_bytes(content)
    signatures = scan(tmp_path / name).signatures
    assert signatures == ((FileSignature(FileSignatureState.PRESENT),) if present else ())
