"""What `access-info statistics --apply` writes: whole, in its place, nothing by hand lost."""

from __future__ import annotations

import os

import pytest
from register_command import PRESENT, YAML, lay_out, present, run, year_of

from access_info.cli import main


@pytest.fixture
def work(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lay_out(tmp_path)


def test_the_year_file_is_written_on_demand(work, capsys):
    code, out, _ = run(capsys, "--apply")
    assert code == 0
    assert out.endswith("\nĐã ghi agencies/so-mau/thong-ke/2026.yml.\n")
    assert year_of(work).read_bytes() == YAML.encode()
    assert [path.name for path in year_of(work).parent.iterdir()] == ["2026.yml"]
    assert main(["check", "--jobs", "1"]) == 0


def _identity(path):
    """What a file that nobody wrote keeps; reading it changes the time of access."""
    stat = path.stat()
    return stat.st_ino, stat.st_mtime_ns


def test_a_second_time_there_is_nothing_to_write(work, capsys):
    run(capsys, "--apply")
    before = _identity(year_of(work))
    code, out, _ = run(capsys, "--apply")
    assert code == 0
    assert out.endswith("\nTệp hiện có đã đúng như vậy, không phải ghi.\n")
    assert _identity(year_of(work)) == before


def test_what_no_register_knows_stays(work, capsys):
    present(work)
    code, out, _ = run(capsys)
    assert code == 0
    shown, _, changes = out.partition("Khác với tệp hiện có:\n")
    narrative = 'chu_dong_cong_khai: "45"\nkho_khan: |\n  Chưa có phần mềm.\n  Thiếu người.\n'
    assert shown.endswith(YAML + narrative + "\n")
    assert changes.splitlines()[:5] == [
        "  tiep_nhan.buu_chinh (Bưu chính): (không có) → 0",
        "  tiep_nhan.mang (Mạng điện tử): 5 → 2",
        "  ket_qua.day_du (Cung cấp đầy đủ): 6 → 1",
        "  ket_qua.mot_phan (Cung cấp một phần): (không có) → 0",
        "  ket_qua.tu_choi.d27k1 (Từ chối, theo căn cứ): 0 → (không có)",
    ]
    assert changes.endswith(
        "\nLời chú (dòng bắt đầu bằng #) trong tệp hiện có sẽ không còn.\n"
        "Mới cho xem, chưa ghi gì. Thêm --apply để ghi.\n"
    )
    assert year_of(work).read_text(encoding="utf-8") == PRESENT
    assert run(capsys, "--apply")[0] == 0
    assert year_of(work).read_text(encoding="utf-8") == YAML + narrative


def test_the_present_file_must_be_readable(work, capsys):
    present(work, 'nam: 2026\ntiep_nham:\n  mang: "1"\n')
    code, out, err = run(capsys, "--apply")
    assert code == 1
    assert err.startswith("agencies/so-mau/thong-ke/2026.yml:2:1: lỗi [TT201] ")
    assert out == "Có 1 lỗi, 0 cảnh báo: chưa tính số liệu, chưa ghi gì.\n"
    assert "tiep_nham" in year_of(work).read_text(encoding="utf-8")


def test_mistakes_of_other_files_do_not_matter(work, capsys):
    (work / "agencies" / "so-mau" / "cong-khai.yml").write_text("muc: [\n", encoding="utf-8")
    (work / "agencies" / "Sở Khác").mkdir()
    assert run(capsys)[0] == 0


@pytest.mark.parametrize("whole_folder", [True, False])
def test_no_link_is_written_through(work, capsys, whole_folder, tmp_path_factory):
    outside = tmp_path_factory.mktemp("ngoai")
    if whole_folder:
        year_of(work).parent.symlink_to(outside)
    else:
        (outside / "2026.yml").write_text("nam: 2026\n", encoding="utf-8")
        year_of(work).parent.mkdir()
        year_of(work).symlink_to(outside / "2026.yml")
    before = {path.name: path.read_bytes() for path in outside.iterdir()}
    code, _, err = run(capsys, "--apply")
    assert code == 1
    assert "[TT142]" in err
    assert {path.name: path.read_bytes() for path in outside.iterdir()} == before


def test_a_file_that_cannot_be_written_whole_stays_unchanged(work, capsys):
    present(work)
    (
        year_of(work).parent / f".2026.yml.{os.getpid()}.new"
    ).mkdir()  # where the new file would be made
    code, _, err = run(capsys, "--apply")
    assert code == 2
    assert err.startswith(f"Không đọc hoặc ghi được “{year_of(work)}”")
    assert year_of(work).read_text(encoding="utf-8") == PRESENT


def test_a_file_in_the_place_of_the_folder(work, capsys):
    year_of(work).parent.write_text("", encoding="utf-8")
    code, _, err = run(capsys, "--apply")
    assert code == 2
    assert "Không đọc hoặc ghi được" in err
    assert year_of(work).parent.read_text(encoding="utf-8") == ""
