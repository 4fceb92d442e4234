"""`access-info fmt` and the files that people looked through: hashes are filled in, and never renewed."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from access_info.cli import main


def _run(capsys, *arguments: str) -> tuple[int, str, str]:
    code = main(["fmt", *arguments])
    return code, *capsys.readouterr()


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    agency = tmp_path / "agencies" / "so-mau"
    agency.mkdir(parents=True)
    (agency / "co-quan.yml").write_text('ten: "Sở Mẫu"\nloai: "so"\n', encoding="utf-8")
    return agency


REVIEWED = """\
muc:
  - ma: "2026-001"
    ten: "Quyết định"
    tep: ["a.pdf"]
    ra_soat_mat:
      vai_tro: "Chánh Văn phòng"
      ngay: "2026-09-03"
      ket_qua: "Không có nội dung mật"
      tep:
        - ten: "{name}" # đã xem cả hai trang
{digest}    van_ban:
      - ma: "2026-002"
        ten: "Văn bản"
        ra_soat_mat:
          tep:
            - bam: "{known}"
"""
CONTENT, LATER = b"%PDF-1.7 a", b"%PDF-1.7 b"
DIGEST = hashlib.sha256(CONTENT).hexdigest()


def _reviewed(folder, *, name="a.pdf", digest="", known="0" * 64):
    line = f'          bam: "{digest}"\n' if digest else ""
    (folder / "tep").mkdir(exist_ok=True)
    (folder / "tep" / "a.pdf").write_bytes(CONTENT)
    (folder / "cong-khai.yml").write_text(
        REVIEWED.format(name=name, digest=line, known=known), "utf-8"
    )


def test_hashes_of_files_that_were_looked_through_are_filled_in(folder, capsys):
    _reviewed(folder, known=DIGEST)
    code, out, err = _run(capsys)
    assert (code, err) == (0, "")
    text = (folder / "cong-khai.yml").read_text("utf-8")
    assert "đã xem cả hai trang" in text
    assert [text.count(line) for line in ('ten: "a.pdf"', f'bam: "{DIGEST}"')] == [2, 2]
    assert "dòng 10: đã điền tên, mã băm của tệp đã rà soát “a.pdf”" in out
    assert _run(capsys, "--check")[0] == 0


def test_a_hash_that_stands_there_is_never_renewed(folder, capsys):
    _reviewed(folder, digest=DIGEST)
    _run(capsys)
    before = (folder / "cong-khai.yml").read_bytes()
    (folder / "tep" / "a.pdf").write_bytes(LATER)
    code, _, err = _run(capsys)
    assert (code, (folder / "cong-khai.yml").read_bytes()) == (0, before)
    assert "cong-khai.yml:12:12: cảnh báo [TT664] “bam”: tệp “a.pdf” nay là tệp khác" in err


def test_a_file_that_is_not_there_gets_no_hash(folder, capsys):
    _reviewed(folder, name="khac.pdf")
    _run(capsys)
    assert (folder / "cong-khai.yml").read_text("utf-8").count("bam:") == 1


def test_hashes_are_filled_in_wherever_a_file_can_stand(folder, capsys):
    entry = '{i}ra_soat_mat:\n{i}  tep:\n{i}    - ten: "a.pdf"\n'
    (folder / "tep").mkdir()
    (folder / "tep" / "a.pdf").write_bytes(CONTENT)
    (folder / "co-quan.yml").write_text(
        'ten: "Sở Mẫu"\nloai: "so"\nquy_che:\n'
        + entry.format(i="  ")
        + 'bao_cao:\n  - ky: "2026"\n'
        + entry.format(i="    ")
        + "ke_hoach_cong_khai:\n"
        + entry.format(i="  "),
        "utf-8",
    )
    assert _run(capsys)[0] == 0
    assert (folder / "co-quan.yml").read_text("utf-8").count(DIGEST) == 3


def test_a_hash_in_capitals_is_the_same_hash(folder, capsys):
    _reviewed(folder, digest=DIGEST.upper(), known=DIGEST.upper())
    assert _run(capsys)[::2] == (0, "")
    text = (folder / "cong-khai.yml").read_text("utf-8")
    assert [text.count(line) for line in ('ten: "a.pdf"', DIGEST.upper(), DIGEST)] == [2, 2, 0]


def test_a_hash_of_two_files_alike_is_given_neither_name(folder, capsys):
    _reviewed(folder, digest=DIGEST, known=DIGEST)
    (folder / "tep" / "b.pdf").write_bytes(CONTENT)
    assert _run(capsys)[::2] == (0, "")
    assert (folder / "cong-khai.yml").read_text("utf-8").count('ten: "a.pdf"') == 1
