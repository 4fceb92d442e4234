"""Words that stand in pictures alone: read by the program that the system has, and judged as any other."""

from __future__ import annotations

import io
import random
import shutil
import subprocess
from pathlib import Path

import never_issued_numbers as numbers
import pytest
from PIL import Image
from scanned_pages import drawn_page
from unsafe_attachments import bytes_of, document, pdf

from access_info.checks.safety.detect import detect
from access_info.checks.safety.detections import TextPlace
from access_info.cli import main
from access_info.scanning import INSTALL, forget_scan, recogniser, scan_all, with_words
from access_info.scanning import ocr as recognising
from access_info.scanning.ocr import reading
from access_info.scanning.ocr import reading as inks
from access_info.unchanged.store import SCANS, Store

pytestmark = [
    pytest.mark.skipif(recogniser() is None, reason=f"no Tesseract with Vietnamese: {INSTALL}"),
    pytest.mark.usefixtures("new_readers"),
]

NUMBER = numbers.identity(random.Random(7))  # noqa: S311 - the same number every time
ORDINARY = ("Ke hoach cong tac nam 2026", "So: 12/KH-UBND", "Kinh phi: 1.250.000.000 dong")


def _pictured(content):
    file = document("Kèm theo")
    file.add_picture(content)
    return bytes_of(file)


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """Texts of each file that were read in its pictures."""
    folder = tmp_path_factory.mktemp("anh")
    small = folder / "nguon.png"
    small.write_bytes(drawn_page(f"CCCD so {NUMBER}", kind="PNG"))
    files = {
        "so.pdf": drawn_page("Danh sach", f"CCCD so {NUMBER}"),
        "thuong.pdf": drawn_page(*ORDINARY),
        "dau do.pdf": drawn_page("XXXXXXXX XXXXXXXXXX", "Noi dung", red=f"CCCD {NUMBER}"),
        "so.docx": _pictured(str(small)),
        "khong anh.pdf": pdf([[(50, 700, "Một trang có nhiều chữ")]]),
        "hong.png": drawn_page("x", kind="PNG")[:200],
    }
    with Image.open(small) as page:
        page.crop((0, 30, 1100, 150)).resize((500, 110)).save(small)
    files["nho.docx"] = _pictured(str(small))  # no scan, for it is small
    small.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    scans = scan_all(sorted(folder.iterdir()))
    reader = with_words(scans, recogniser())
    return {path.name: reader[path].texts[len(scans[path].texts) :] for path in scans}


def codes(texts):
    return {
        detection.code
        for text in texts
        for detection in detect(text.text, TextPlace.TOP if text.first else TextPlace.BODY)
    }


def test_a_number_that_is_pixels_alone_is_found_and_its_page_is_named(read):
    assert codes(read["so.pdf"]) == {"TT611"}
    assert {text.where for text in read["so.pdf"]} == {"trang 1, chữ nhận dạng từ ảnh"}
    assert codes(read["so.docx"]) == {"TT611"}
    assert codes(read["nho.docx"]) == {"TT611"}
    assert read["so.docx"][0].where == "ảnh image1.png, chữ nhận dạng từ ảnh"


def test_an_ordinary_page_is_read_and_says_nothing(read):
    words = " ".join(text.text for text in read["thuong.pdf"])
    assert "12/KH-UBND" in words
    assert "1.250.000.000" in words
    assert codes(read["thuong.pdf"]) == set()


def test_red_ink_is_read_apart_from_what_it_lies_on(read):
    red = [text for text in read["dau do.pdf"] if NUMBER in text.text.replace(" ", "")]
    assert red, read["dau do.pdf"]
    assert red[0].first  # where stamps are


def test_a_frame_of_red_ink_is_taken_from_round_its_words():
    page = Image.open(io.BytesIO(drawn_page("Van ban", red="CCCD 12", kind="PNG"))).rotate(
        4, fillcolor="white"
    )
    ink = inks.red_ink(page)
    (words,) = inks.framed(ink)
    dark = [picture.histogram()[0] for picture in (ink, words)]
    assert 0 < dark[1] < dark[0] * 0.7
    assert inks.without_red(page).histogram()[:128] != [0] * 128  # black letters stay
    assert inks.red_ink(page.convert("L")) is None
    assert inks.red_ink(Image.new("RGB", (500, 500), "white")) is None
    banner = Image.new("RGB", (1600, 1600), (200, 20, 20))
    assert list(inks.framed(inks.red_ink(banner))) == []


def test_what_has_no_pictures_or_is_broken_has_no_such_words(read):
    assert read["khong anh.pdf"] == read["hong.png"] == ()


def test_what_was_read_is_kept_by_hash_and_version_and_forgotten_with_its_file(
    tmp_path, monkeypatch
):
    path, cache = tmp_path / "a.pdf", tmp_path / "nho"
    path.write_bytes(drawn_page(*ORDINARY))
    scans = scan_all([path], cache=cache)
    first = with_words(scans, recogniser(), cache=cache)
    stored = Store(cache / SCANS)
    assert stored.all_of("ocr").keys() == stored.all_of("scan").keys() == {first[path].digest}

    def nothing_again(files, *_, **__):
        assert not files
        return iter(())

    monkeypatch.setattr(recognising, "ask_each", nothing_again)
    assert with_words(scans, recogniser(), cache=cache) == first
    forget_scan(path, cache=cache)
    assert stored.all_of("ocr") == stored.all_of("scan") == {}


def test_pages_of_a_file_are_bounded(tmp_path, monkeypatch):
    content = drawn_page("Trang", kind="TIFF")
    calls = []
    monkeypatch.setattr(reading, "_table", lambda *given: calls.append(given) or "")
    monkeypatch.setattr(reading, "MAX_PICTURES", 0)
    answer = reading.read_pictures(content, "a.tiff", program="x")
    assert (answer["read"], answer["whole"], calls) == (0, False, [])


def test_a_program_that_never_ends_is_ended(tmp_path, monkeypatch):
    spinning = tmp_path / "tesseract"
    spinning.write_text("#!/bin/sh\nwhile :; do :; done\n", "utf-8")
    spinning.chmod(0o700)
    monkeypatch.setattr(reading, "_SECONDS", 1)
    answer = reading.read_pictures(drawn_page("x"), "a.pdf", program=str(spinning))
    assert answer == {"texts": [], "read": 1, "whole": True}


def _agency(folder: Path, content: bytes) -> None:
    home = folder / "agencies" / "so-mau"
    (home / "tep").mkdir(parents=True)
    (home / "co-quan.yml").write_text('ten: "Sở Mẫu"\nloai: so\n', "utf-8")
    rows = 'muc:\n- ma: "2026-001"\n  ten: "Quyết định"\n  tep: ["a.pdf"]\n'
    (home / "cong-khai.yml").write_text(rows, "utf-8")
    (home / "tep" / "a.pdf").write_bytes(content)


def test_check_reads_pictures_when_asked(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    _agency(tmp_path, drawn_page(f"CCCD so {NUMBER}"))
    # Neither a check nor a build, which remembers what is clear, opens a picture.
    assert main(["build", "--jobs=1", "--out", "trang"]) == 0
    assert main(["check", "--jobs=1"]) == 0
    assert "TT611" not in capsys.readouterr().err
    assert main(["check", "--jobs=1", "--ocr"]) == 1
    messages = capsys.readouterr().err
    assert "lỗi [TT611] Trang 1, chữ nhận dạng từ ảnh" in messages
    assert NUMBER not in messages
    assert "TT662" in messages  # words that were read make no scan reviewed


def test_a_machine_without_the_program_is_told_how_to_get_it(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    _agency(tmp_path, drawn_page(*ORDINARY))
    monkeypatch.setattr(shutil, "which", lambda _: None)
    recogniser.cache_clear()
    try:
        assert main(["check", "--jobs=1", "--ocr"]) == 0
        assert f"sudo {INSTALL}" in capsys.readouterr().err
    finally:
        monkeypatch.undo()
        recogniser.cache_clear()


def test_the_program_is_the_systems_own():
    reader = recogniser()
    assert Path(reader.program).is_absolute()
    version = subprocess.run([reader.program, "--version"], capture_output=True, check=True)
    assert b"tesseract" in version.stdout + version.stderr
