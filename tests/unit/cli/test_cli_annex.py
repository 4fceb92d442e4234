"""`access-info annex`: files, words and exit codes; and the demo's lists, out and in again."""

from __future__ import annotations

from pathlib import Path

import annexes
import pytest
from annexes import command, imported, lay_out, nothing

from access_info.loading.folders import agency_ids

ROOT = Path(__file__).parents[3]
LIST = 'muc:\n- ma: "2026-001"\n  ten: "Quy chế"\n'


@pytest.fixture
def place(tmp_path, monkeypatch):
    lay_out(tmp_path, disclosure=LIST)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(folder="phu-luc"):
    return sorted(path.name for path in Path(folder).iterdir())


def test_files_are_written_and_reported(place, capsys):
    code, out, err = command(capsys, "--agency", "xa-mau")
    assert (code, err) == (0, "")
    assert names() == ["xa-mau-cong-khai.docx", "xa-mau-cong-khai.xlsx"]
    assert out.splitlines() == [
        "Đã lập 2 tệp trong “phu-luc”:",
        "  xa-mau-cong-khai.docx: danh mục thông tin phải được công khai, 1 dòng",
        "  xa-mau-cong-khai.xlsx: danh mục thông tin phải được công khai, 1 dòng",
        "Ủy ban nhân dân xã Mẫu: danh mục thông tin tiếp cận có điều kiện không có mục nào còn hiệu lực.",
    ]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--format", "docx"], ["xa-mau-cong-khai.docx"]),
        (["--format", "xlsx", "--list", "cong-khai"], ["xa-mau-cong-khai.xlsx"]),
        (["--list", "co-dieu-kien"], None),
    ],
)
def test_only_requested_files_are_written(place, capsys, arguments, expected):
    code, _, _ = command(capsys, "--agency", "xa-mau", "--out", "ra", *arguments)
    assert code == 0
    assert (names("ra") if Path("ra").exists() else None) == expected


def test_a_file_that_somebody_worked_on_stays(place, capsys):
    command(capsys, "--agency", "xa-mau")
    assert command(capsys, "--agency", "xa-mau")[0] == 0  # the same once more
    file = Path("phu-luc/xa-mau-cong-khai.xlsx")
    file.write_text("sửa", encoding="utf-8")
    code, _, err = command(capsys, "--agency", "xa-mau")
    assert code == 2
    assert "có thể đã có người sửa" in err
    assert command(capsys, "--agency", "xa-mau", "--force")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "còn thiếu: --agency"),
        (["--agency", "xa-khac"], "Không có cơ quan “xa-khac”"),
        (["--agency", "xa-mau", "--agencies", "khong-co"], "Không có thư mục “khong-co”"),
        (["--agency", "xa-mau", "--out", "tep.txt"], "là một tệp"),
        (["--agency", "xa-mau", "--list", "khac"], "chọn một trong"),
    ],
)
def test_used_wrongly(place, capsys, arguments, message):
    Path("tep.txt").write_text("x", encoding="utf-8")
    code, _, err = command(capsys, *arguments)
    assert code == 2
    assert message in err


def test_data_with_errors_or_secrets_is_not_signed(place, capsys):
    Path("agencies/xa-mau/cong-khai.yml").write_text(
        'muc:\n- ma: "2026-001"\n  ten: "Quy chế"\n  ngay_ban_hanh: "2026-02-31"\n',
        encoding="utf-8",
    )
    code, out, err = command(capsys, "--agency", "xa-mau")
    assert (code, out) == (1, "")
    assert "TT212" in err
    assert "chưa lập được danh mục" in err
    assert not Path("phu-luc").exists()


@pytest.mark.exhaustive
def test_every_list_of_the_demo_comes_back_unchanged(tmp_path, capsys):
    agencies = ROOT / "agencies"
    known = agency_ids(agencies)[0]
    code, out, err = command(
        capsys, "--agency", *known, "--agencies", str(agencies), "--out", str(tmp_path)
    )
    assert (code, err) == (0, "")
    files = [line.split(":")[0].strip() for line in out.splitlines() if line.startswith("  ")]
    assert sorted(files) == names(tmp_path)
    lists = [(agency, name) for agency in known for name in annexes.KINDS]
    written_lists = [
        f"{agency}-{name}" for agency, name in lists if f"{agency}-{name}.docx" in files
    ]
    assert len(written_lists) > 20
    for agency, name in lists:
        if f"{agency}-{name}" not in written_lists:
            continue
        count = annexes.annex(agencies / agency, name).count
        for ending in ("docx", "xlsx"):
            outcome = imported(tmp_path / f"{agency}-{name}.{ending}", agencies / agency, name)
            assert outcome == nothing(count), (agency, name, ending)
