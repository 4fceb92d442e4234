"""Files made to hurt, and things that are no files: nothing runs, nothing leaks, the sender is told."""

from __future__ import annotations

import io
import os
import sys
import zipfile

import pytest
from handmade_office_files import million_rows, repacked, workbook
from inbox_command import table

from access_info.pipeline.inbox import intake

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="names and links of POSIX")
HIDDEN = "Kế hoạch để ở thư mục khác"


def _bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as bomb:
        bomb.writestr("[Content_Types].xml", "<Types>spreadsheetml</Types>")
        bomb.writestr("xl/worksheets/sheet1.xml", b"\0" * 300_000_000)
    return file.getvalue()


HOSTILE = {
    "trong.xlsx": (b"", "tệp trống"),
    "macro.xlsm": (repacked(workbook(), {"xl/vbaProject.bin": b"x"}), "macro"),
    "bom.xlsx": (_bomb(), "lớn khác thường"),
    "chuong-trinh.xlsx": (b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff" + bytes(range(256)) * 40, "→"),
    "kich-ban.csv": (b"#!/bin/sh\ntouch /tmp/chay\n", "→"),
    "mat-khau.docx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") + bytes(600), "mật khẩu"),
    "hong.docx": (workbook()[:900], "hỏng"),
    "anh.xlsx": (b"\x89PNG\r\n\x1a\n" + bytes(100), "tệp ảnh"),
    "ban.pdf": (b"%PDF-1.7\n", "tệp PDF"),
    "thuc-the.xlsx": (repacked(workbook(), {"xl/workbook.xml": lambda part: part.replace(b"<workbook", b'<!DOCTYPE x [<!ENTITY a "b">]><workbook', 1)}), "DTD"),
    "nen.zip": (repacked(workbook(), drop=("[Content_Types].xml",)), "tệp nén"),
}  # fmt: skip

LETTER = b"Delivered-To: hop-thu@mau.example\r\nReceived: by mau.example\r\nMIME-Version: 1.0\r\n\r\nxin gui\r\n"
ARCHIVE, PICTURE, ATTACHED = (
    "Giải nén rồi gửi từng tệp",
    "gõ lại bảng vào Excel",
    "lưu tệp đính kèm ra máy rồi gửi tệp ấy",
)
DOWNLOAD = "tải tệp về"
# What clerks send beside lists, by what the reply tells them to send in its place.
INSTEAD = {
    "goi.zip": (repacked(workbook(), drop=("[Content_Types].xml",)), ARCHIVE),
    "goi.7z": (b"7z\xbc\xaf\x27\x1c" + bytes(60), ARCHIVE),
    "goi.tar.xz": (b"\xfd7zXZ\0" + bytes(60), ARCHIVE),
    "goi.tar": (b"a.docx" + bytes(251) + b"ustar\x0000" + bytes(300), ARCHIVE),
    "IMG_1.heic": (b"\0\0\0\x24ftypheic" + bytes(60), PICTURE),
    "anh.webp": (b"RIFF\x24\1\0\0WEBPVP8 " + bytes(60), PICTURE),
    "anh.bmp": (b"BM\x36\0\x2a\0\0\0\0\0\x36" + bytes(60), PICTURE),
    "anh.jpg": (b"\xff\xd8\xff\xe0" + bytes(60), PICTURE),
    "thu.eml": (LETTER, ATTACHED),
    "thu-2.eml": ("MIME-Version: 1.0\nFrom: Văn thư <van-thu@mau.example>\n\nX\n".encode(), ATTACHED),
    "thu.msg": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "__properties_version1.0".encode("utf-16-le"), ATTACHED),
    "trang.mht": (b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n<table>", ".docx"),
    "xem.txt": ("Danh mục, mời xem: https://docs.google.com/spreadsheets/d/1/edit?usp=sharing\n".encode(), DOWNLOAD),
    "so.gsheet": (b'{"":"WARNING!","doc_id":"1x","email":"a@b.example"}', DOWNLOAD),
    "so.url": (b"[InternetShortcut]\r\nURL=https://o.mau.example/1\r\n", DOWNLOAD),
    "so.lnk": (b"L\0\0\0\x01\x14\x02\0" + bytes(60), DOWNLOAD),
    "trong.docx": (b"", "Mở tệp gốc xem còn nội dung không, lưu lại rồi gửi bản vừa lưu"),
}  # fmt: skip


@pytest.mark.parametrize("name", INSTEAD)
def test_a_file_of_another_kind_is_answered_with_what_to_send_instead(name, inbox):
    content, wording = INSTEAD[name]
    inbox.send(name, content)
    assert inbox.run() == 0
    assert wording in inbox.result("tra-loi.txt")
    assert inbox.branches() == []


def test_a_short_list_with_addresses_is_a_list(inbox):
    rows = "Tên thông tin;Số, ký hiệu;Địa chỉ\nKế hoạch năm 2027;1/KH-UBND;https://mau.example/1\n"
    inbox.send("a.csv", rows.encode())
    assert inbox.run() == 0
    assert len(inbox.branches()) == 1


def test_what_must_not_be_opened_becomes_replies_and_nothing_else(inbox, capsys):
    for name, (content, _) in HOSTILE.items():
        inbox.send(name, content)
    inbox.send("tot.csv", table("Kế hoạch năm 2027"))
    assert inbox.run() == 0
    out = capsys.readouterr().out
    assert f"1 thành nhánh chờ duyệt, 0 không có gì mới, {len(HOSTILE)} chưa dùng được" in out
    replies = [path.read_text("utf-8") for path in inbox.work.glob("ket-qua/*/*/tra-loi.txt")]
    for name, (_, wording) in HOSTILE.items():
        (reply,) = [text for text in replies if f"Tệp: {name}\n" in text]
        assert "chưa dùng được, chưa đưa gì vào danh mục" in reply
        assert wording in reply
        assert "Gửi tệp Excel (.xlsx, .xls)" in reply
    assert not any((inbox.den / "xa-mau").iterdir())


@pytest.mark.exhaustive
def test_a_million_empty_rows_end_within_their_limits(inbox):
    inbox.send("trieu.xlsx", million_rows(cells=0))
    assert inbox.run() == 0
    (receipt,) = inbox.receipts()
    assert receipt["stage"] in {"proposed", "refused"}


NAMES = [
    "--upload-pack=touch chay.csv",
    "-rf.csv",
    "a\nb.csv",
    "a\u202evsc.exe",
    "$(touch chay).csv",
    "`touch chay`;touch chay;.csv",
    "a' OR '1.csv",
    "x" * 251 + ".csv",
    "_\u200fﷺ.csv",
    "\x1b[2J.csv",
]


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_no_name_is_more_than_a_name(name, inbox, capsys):
    inbox.send(name, table("Kế hoạch năm 2027"))
    assert inbox.run() == 0
    out, err = capsys.readouterr()
    assert (out + err).replace("\n", "").isprintable()
    assert "\n" not in out.partition(" → ")[0]
    assert not [path for path in inbox.folder.rglob("chay*") if ".git" not in path.parts]
    texts = [path.read_text("utf-8") for path in inbox.work.glob("ket-qua/*/*/*")]
    assert all(text.replace("\n", "").isprintable() for text in texts)
    names = [path.name for path in inbox.work.glob("goc/xa-mau/*")]
    assert all(len(entry.partition(".")[0]) == 64 for entry in names)


def test_a_name_that_is_no_text_is_no_hindrance(inbox):
    raw = os.fsencode(inbox.den / "xa-mau") + b"/danh-m\xff\xfec.csv"
    with open(raw, "wb") as file:  # noqa: PTH123 - a Path of such a name is the point
        file.write(table("Kế hoạch năm 2027"))
    assert inbox.run() == 0
    assert len(inbox.branches()) == 1


def test_links_folders_and_pipes_are_not_followed_or_opened(inbox, capsys):
    secret = inbox.folder / "mat.csv"
    secret.write_bytes(table(HIDDEN))
    there = inbox.den / "xa-mau"
    (there / "loi-tat.csv").symlink_to(secret)
    (there / "dut.csv").symlink_to("khong-co")
    (there / "vong").symlink_to(there)
    (there / "thu-muc").mkdir()
    (there / "thu-muc/a.csv").write_bytes(table("Kế hoạch năm 2027"))
    os.mkfifo(there / "ong.csv")
    for _ in range(2):
        assert inbox.run() == 0
    assert HIDDEN.encode() not in inbox.objects()
    assert inbox.branches() == []
    assert not any(HIDDEN in path.read_text("utf-8") for path in inbox.work.glob("ket-qua/*/*/*"))
    replies = [path.read_text("utf-8") for path in inbox.work.glob("ket-qua/*/*/tra-loi.txt")]
    assert len(replies) == 5
    assert sum("lối tắt" in text for text in replies) == 3
    assert sum("Đây là một thư mục" in text for text in replies) == 1
    assert secret.read_bytes() == table(HIDDEN)
    assert (there / "thu-muc/a.csv").exists()


def test_an_agencys_folder_that_is_a_link_is_not_entered(inbox, capsys):
    elsewhere = inbox.folder / "khac"
    elsewhere.mkdir()
    (elsewhere / "a.csv").write_bytes(table(HIDDEN))
    (inbox.den / "xa-mau").rmdir()
    (inbox.den / "xa-mau").symlink_to(elsewhere)
    assert inbox.run() == 1
    assert "[TT883]" in capsys.readouterr().err
    assert (elsewhere / "a.csv").exists()
    assert inbox.branches() == []


def test_a_huge_file_is_never_read(inbox, monkeypatch):
    huge = inbox.den / "xa-mau/lon.xlsx"
    with huge.open("wb") as file:
        file.truncate(50 << 30)  # sparse
    assert inbox.run() == 0
    assert not huge.exists()
    assert "Tệp lớn trên 100 MB" in inbox.result("tra-loi.txt")
    (saved,) = inbox.work.glob("goc/xa-mau/*")
    assert saved.stat().st_size == 50 << 30
    assert inbox.run(day="2027-01-30") == 0
    assert not list(inbox.work.glob("goc/xa-mau/*"))


def test_a_file_that_grows_while_being_copied_waits(inbox, monkeypatch, capsys):
    sent = inbox.send("a.csv", table("Kế hoạch năm 2027"))
    whole = intake._same
    looks = []

    def grown(entry: os.stat_result, other: os.stat_result) -> bool:
        looks.append(entry)
        if len(looks) == 1:
            with sent.open("ab") as file:
                file.write(b"x,y\n")
        return whole(entry, other)

    with monkeypatch.context() as patched:
        patched.setattr(intake, "_same", grown)
        assert inbox.run() == 0
    assert "1 tệp còn đang ghi" in capsys.readouterr().out
    assert sent.exists()
    assert not list(inbox.work.glob("goc/xa-mau/*"))
    assert inbox.run() == 0
    assert len(inbox.branches()) == 1


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may do all")
def test_a_file_that_may_not_be_read_is_reported(inbox, capsys):
    inbox.send("a.csv", table("Kế hoạch năm 2027")).chmod(0)
    inbox.send("b.csv", table("Kế hoạch năm 2028"))
    assert inbox.run() == 1
    assert "[TT887]" in capsys.readouterr().err
    assert len(inbox.branches()) == 1
