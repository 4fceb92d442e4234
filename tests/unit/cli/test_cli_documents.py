"""`access-info letter` and `access-info report`: files, words and exit codes."""

from __future__ import annotations

import datetime
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import judged_agencies
import pytest
from letters_and_reports import Docx

from access_info.cli import main

PLUGINS = Path(__file__).parents[3] / "plugins"
PLACE = 'ten: "Tỉnh Mẫu"\nloai: tinh\ngiam_sat:\n  ten: "Sở Tư pháp tỉnh Mẫu"\nra_soat:\n  so_ngay: 180\n'


@pytest.fixture
def province(tmp_path, monkeypatch):
    """A department that lacks things, a commune that ended and its heir."""
    files = {
        "_dia-ban.yml": PLACE,
        "so-mau/co-quan.yml": 'ten: "Sở Mẫu"\nloai: so\n',
        "xa-cu/co-quan.yml": 'ten: "Xã Cũ"\nloai: xa\ncham_dut:\n  ngay: "2025-07-01"\n',
        "xa-cu/cong-khai.yml": "muc:\n"
        + "".join(f'- ma: "2024-{n:03}"\n  ten: "Văn bản {n}"\n' for n in range(1, 6)),
        "xa-moi/co-quan.yml": 'ten: "Xã Mới"\nloai: xa\ntien_than:\n- "xa-cu"\n- "Xã khác"\n',
    }
    for name, text in files.items():
        path = tmp_path / "agencies" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(capsys, *arguments):
    code = main([*arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def letter(capsys, *arguments):
    return run(capsys, "letter", "--out", "thu", "--as-of", "2026-11-24", *arguments)


def names(folder="thu"):
    return sorted(path.name for path in Path(folder).iterdir())


def test_letters_are_written_and_reported(province, capsys):
    code, out, err = letter(capsys, "--deadline", "2026-12-18")
    assert (code, err) == (0, "")
    assert names() == ["so-mau.docx", "xa-moi.docx"]
    lines = out.splitlines()
    assert lines[0] == "Đã lập 2 công văn trong “thu”:"
    assert re.fullmatch(r"  so-mau\.docx: Sở Mẫu, \d+ nội dung", lines[1])
    assert "Không lập vì đã chấm dứt hoạt động: Xã Cũ." in lines
    text = Docx(Path("thu/xa-moi.docx").read_bytes()).text
    assert "trước ngày 18/12/2026," in text


def test_a_successor_answers_for_what_its_predecessor_left(province, capsys):
    letter(capsys, "--agency", "xa-moi")
    text = Docx(Path("thu/xa-moi.docx").read_bytes()).text
    assert "2024-001" in text
    assert "(thông tin của Xã Cũ)" in text


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--agency", "so-mau"], ["so-mau.docx"]),
        (["--agency", "so-mau", "xa-moi"], ["so-mau.docx", "xa-moi.docx"]),
        (["--agency", "so-mau", "--agency", "xa-moi"], ["so-mau.docx", "xa-moi.docx"]),
        (["--type", "xa"], ["xa-moi.docx"]),
        (["--type", "xa", "so"], ["so-mau.docx", "xa-moi.docx"]),
        (["--agency", "so-mau", "--status", "chua-co"], ["so-mau.docx"]),
    ],
)
def test_which_agencies(province, capsys, arguments, expected):
    assert letter(capsys, *arguments)[0] == 0
    assert names() == expected


def test_nothing_to_demand_is_reported_and_nothing_written(province, capsys):
    code, out, _ = letter(capsys, "--agency", "xa-cu")
    assert (code, Path("thu").exists()) == (0, False)
    assert out == ("Không có công văn nào phải lập.\nKhông lập vì đã chấm dứt hoạt động: Xã Cũ.\n")
    code, out, _ = letter(capsys, "--status", "dat-mot-phan")
    assert "Không lập vì không còn nội dung nào phải đôn đốc: Sở Mẫu; Xã Mới." in out
    assert run(capsys, "letter", "--out", "chung", "--to-all", "--as-of", "2026-11-24")[0] == 0
    assert names("chung") == ["tat-ca.docx"]


@pytest.mark.exhaustive
def test_what_an_officer_should_look_at_again(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    agencies = str(judged_agencies.DEMO)
    _, out, _ = letter(capsys, "--agencies", agencies)
    assert "Lưu ý: hạn hoàn thành để trống trong công văn" in out
    assert "Lưu ý: gửi chính cơ quan giám sát: Sở Tư pháp tỉnh Mẫu." in out
    assert "Lưu ý: xem lại thẩm quyền đôn đốc: Ủy ban nhân dân tỉnh Mẫu" in out
    _, out, _ = letter(capsys, "--agencies", agencies, "--force", "--deadline", "2026-12-19")
    assert "Lưu ý: hạn 19/12/2026 là ngày nghỉ (thứ Bảy)." in out


def test_a_letter_that_somebody_worked_on_is_not_written_over(province, capsys):
    letter(capsys)
    edited = Path("thu/so-mau.docx")
    edited.write_bytes(b"da dien so")
    Path("thu/ghi-chu.txt").write_text("của tôi", encoding="utf-8")
    other = Path("thu/xa-moi.docx").read_bytes()
    code, out, err = letter(capsys, "--deadline", "2026-12-18")
    assert (code, out) == (2, "")
    assert err.startswith("Trong “thu” đã có so-mau.docx, xa-moi.docx khác với bản sắp ghi;")
    assert edited.read_bytes() == b"da dien so"
    assert Path("thu/xa-moi.docx").read_bytes() == other
    assert letter(capsys, "--deadline", "2026-12-18", "--force")[0] == 0
    assert edited.read_bytes() != b"da dien so"
    assert names() == ["ghi-chu.txt", "so-mau.docx", "xa-moi.docx"]


def test_the_same_again_changes_nothing(province, capsys):
    letter(capsys)
    before = {path.name: path.stat().st_mtime_ns for path in Path("thu").iterdir()}
    assert letter(capsys)[0] == 0
    assert {path.name: path.stat().st_mtime_ns for path in Path("thu").iterdir()} == before


def test_an_error_in_the_data_stops_before_anything_is_written(province, capsys):
    bad = province / "agencies" / "so-mau" / "cong-khai.yml"
    bad.write_text('muc:\n- ma: "1"\n  ngay_ban_hanh: "2026-02-31"\n  ten: "X"\n', encoding="utf-8")
    for command, what in (("letter", "công văn"), ("report", "báo cáo")):
        code, out, err = run(capsys, command, "--out", "thu", "--as-of", "2026-11-24")
        assert (code, out) == (1, "")
        assert "agencies/so-mau/cong-khai.yml:3:" in err
        assert err.endswith(f"Dữ liệu có lỗi nên chưa lập được {what}.\n")
        assert not Path("thu").exists()
    assert letter(capsys, "--agency", "xa-moi")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--agency", "khong-co"], "Không có cơ quan “khong-co” trong “agencies”."),
        (["--type", "huyen"], "Lệnh chưa đúng: --type: không có 'huyen'; chọn một trong: "),
        (["--status", "dat"], "Lệnh chưa đúng: --status: không có 'dat'; chọn một trong: "),
        (["--deadline", "18/12/2026"], "Lệnh chưa đúng: --deadline: “18/12/2026” không phải ngày"),
        (["--deadline", "2026-11-24"], "Hạn 24/11/2026 không sau ngày xét 24/11/2026."),
        (["--agencies", "khac"], "Không có thư mục “khac”."),
        (["--out", "agencies/_dia-ban.yml"], "“agencies/_dia-ban.yml” là một tệp"),
        (["--laws", "khac"], "Không có thư mục “khac”."),
        (["--to-all", "--type", "xa"], "--to-all là công văn gửi mọi cơ quan: bỏ --agency,"),
    ],
)
def test_used_wrongly(province, capsys, arguments, message):
    code, out, err = letter(capsys, *arguments)
    assert (code, out) == (2, "")
    assert err.startswith(message)


def test_the_report_is_three_files(province, capsys):
    code, out, err = run(capsys, "report", "--as-of", "2026-11-24", "--out", "bc")
    assert (code, err) == (0, "")
    assert names("bc") == ["bao-cao.docx", "bao-cao.html", "ket-qua.xlsx"]
    assert out.startswith(
        "Đã lập báo cáo về 3 cơ quan, tính đến ngày 24/11/2026:\n  bc/bao-cao.docx"
    )


def test_the_day_is_as_typed_or_of_the_epoch(province, capsys, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1787600000")
    run(capsys, "report", "--out", "bc")
    assert "(Tính đến ngày 25/8/2026)" in Path("bc/bao-cao.html").read_text(encoding="utf-8")
    day = datetime.date(2026, 8, 25).isoformat()
    assert run(capsys, "report", "--out", "bc", "--as-of", day)[0] == 0


def written(agencies, out, *, jobs, zone, seed):
    """Everything that both commands write, by name."""
    env = {
        **os.environ,
        "PYTHONPATH": str(PLUGINS),
        "PYTHONHASHSEED": seed,
        "TZ": zone,
        "LC_ALL": "C",
    }
    options = ("--agencies", str(agencies), "--as-of", "2026-11-24", "--jobs", jobs)
    for command in ("letter", "report"):
        done = subprocess.run(
            [sys.executable, "-m", "access_info", command, "--out", str(out / command), *options],
            env=env,
            capture_output=True,
            check=False,
            encoding="utf-8",
        )
        assert done.returncode == 0, done.stderr
    return {
        path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*.*"))
    }


@pytest.mark.exhaustive
def test_the_same_bytes_whatever_the_workers_the_zone_the_hash_seed(tmp_path):
    agencies = tmp_path / "agencies"
    shutil.copytree(judged_agencies.DEMO, agencies)
    # So many that workers are started.
    for number in range(10):
        shutil.copytree(agencies / "so-y-te", agencies / f"so-{number}")
    first = written(agencies, tmp_path / "1", jobs="1", zone="UTC", seed="0")
    two = written(agencies, tmp_path / "2", jobs="3", zone="Pacific/Kiritimati", seed="4711")
    assert len(first) == 16 + 10 + 3
    assert first.keys() == two.keys()
    assert [name for name, content in first.items() if two[name] != content] == []


def test_help_is_vietnamese(capsys):
    for command in ("letter", "report"):
        with pytest.raises(SystemExit) as stopped:
            main([command, "--help"])
        assert stopped.value.code == 0
        text = capsys.readouterr().out
        assert text.startswith(f"Cách dùng: access-info {command}")
        for word in ("usage", "options", "positional", "show this help", "default"):
            assert word not in text
