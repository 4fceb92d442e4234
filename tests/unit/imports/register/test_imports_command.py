"""`access-info statistics`: what it prints, and that no name is ever in it."""

from __future__ import annotations

import json

import pytest
from register_command import PRESENT, ROWS, YAML, lay_out, present, run, year_of
from register_files import MARK, register

from access_info.cli import main
from access_info.imports.register.columns import COLUMNS

WRONG = [ROWS[0] | {"Ngày trả": "2026-09-02", "Chi phí": -1}, ROWS[1] | {"Căn cứ từ chối": ""}]
PRINTED = """\
so.xlsx:2:15: lỗi [TT734] Ô Sổ!O2: ngày trả (02/9/2026) trước ngày nhận (03/9/2026, ô Sổ!B2).
    → Sửa ngày ở một trong hai ô.
so.xlsx:2:17: lỗi [TT726] Ô Sổ!Q2: nội dung cột “Chi phí” không phải số đồng nguyên từ 0 đến \
49.999.999.
    → Chỉ ghi chữ số, ví dụ 12000; không thu thì để trống.
so.xlsx:3:14: lỗi [TT740] Ô Sổ!N3 bỏ trống, trong khi ô Sổ!M3 ghi là từ chối.
    → Ghi một mã trong: d27k1, d27k2, d27k3, d27k4, d27k5, d27k6.
"""


@pytest.fixture
def work(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lay_out(tmp_path)


def test_without_apply_the_command_shows_its_text_and_writes_nothing(work, capsys):
    code, out, err = run(capsys)
    assert (code, err) == (0, "")
    assert out == (
        "Sổ ở trang tính “Sổ”: 3 yêu cầu nhận trong năm 2026, 1 yêu cầu của năm khác không tính.\n"
        "Đang xử lý mà đã quá hạn ở ngày 24/11/2026: 1 yêu cầu (chưa trả lời nên không nằm trong "
        "“qua_han”).\n"
        f"\nagencies/so-mau/thong-ke/2026.yml\n\n{YAML}\n"
        "Chưa có tệp này; các giá trị:\n"
        "  nam (Năm): (không có) → 2026\n"
        "  tiep_nhan.truc_tiep (Trực tiếp): (không có) → 1\n"
        "  tiep_nhan.buu_chinh (Bưu chính): (không có) → 0\n"
        "  tiep_nhan.mang (Mạng điện tử): (không có) → 2\n"
        "  ket_qua.day_du (Cung cấp đầy đủ): (không có) → 1\n"
        "  ket_qua.mot_phan (Cung cấp một phần): (không có) → 0\n"
        "  ket_qua.tu_choi.d27k3 (Từ chối, theo căn cứ): (không có) → 1\n"
        "  ket_qua.chuyen (Chuyển cơ quan khác): (không có) → 0\n"
        "  ket_qua.rut (Người yêu cầu rút): (không có) → 0\n"
        "  ket_qua.dang_xu_ly (Đang xử lý): (không có) → 1\n"
        "  thoi_gian.dung_han (Đúng hạn): (không có) → 2\n"
        "  thoi_gian.gia_han (Có gia hạn): (không có) → 0\n"
        "  thoi_gian.qua_han (Quá hạn): (không có) → 0\n"
        "  thoi_gian.trung_vi (Trung vị (ngày)): (không có) → 6,5\n"
        "  thoi_gian.dai_nhat (Dài nhất (ngày)): (không có) → 9\n"
        "  khieu_nai (Khiếu nại): (không có) → 0\n"
        "  khoi_kien (Khởi kiện): (không có) → 0\n"
        "  chi_phi (Chi phí đã thu (đồng)): (không có) → 12000\n"
        "\nMới cho xem, chưa ghi gì. Thêm --apply để ghi.\n"
    )
    assert not year_of(work).parent.exists()


def test_a_register_that_contradicts_itself_is_refused(work, capsys):
    present(work)
    register(work / "so.xlsx", WRONG)
    code, out, err = run(capsys, "--apply")
    assert (code, err) == (1, PRINTED)
    assert out == "Có 3 lỗi, 0 cảnh báo: chưa tính số liệu, chưa ghi gì.\n"
    assert year_of(work).read_text(encoding="utf-8") == PRESENT


def test_warnings_stop_nothing(work, capsys):
    register(work / "so.xlsx", [ROWS[0] | {"Hạn trả lời": "2026-09-30"}])
    code, out, err = run(capsys, "--apply")
    assert code == 0
    assert "cảnh báo [TT753] Ô Sổ!I2: hạn trả lời 30/9/2026 muộn hơn ngày 15/9/2026" in err
    assert year_of(work).exists()
    assert "Đã ghi" in out


def test_json(work, capsys):
    present(work)
    code, out, err = run(capsys, "--format", "json")
    assert (code, err) == (0, "")
    report = json.loads(out)
    assert list(report) == [
        *("file", "written", "counted", "other_years", "pending_overdue", "figures", "changes"),
        "problems",
    ]
    assert (report["file"], report["written"]) == ("agencies/so-mau/thong-ke/2026.yml", False)
    assert (report["counted"], report["other_years"], report["pending_overdue"]) == (3, 1, 1)
    assert report["figures"]["ket_qua"]["tu_choi"] == {"d27k3": "1"}
    assert report["changes"][1] == {
        "key": "tiep_nhan.mang",
        "label": "Mạng điện tử",
        "old": "5",
        "new": "2",
    }
    assert report["problems"] == []
    assert json.loads(run(capsys, "--format", "json", "--apply")[1])["written"] is True


def test_json_of_a_refusal(work, capsys):
    register(work / "so.xlsx", WRONG)
    code, out, err = run(capsys, "--format", "json")
    assert (code, err) == (1, "")
    report = json.loads(out)
    assert (report["written"], report["figures"], report["changes"]) == (False, None, [])
    assert [
        (problem["code"], problem["line"], problem["column"]) for problem in report["problems"]
    ] == [
        *(("TT734", 2, 15), ("TT726", 2, 17), ("TT740", 3, 14)),
    ]


def test_anotheryear_of(work, capsys):
    code, out, _ = run(capsys, year="2025")
    assert code == 0
    assert "1 yêu cầu nhận trong năm 2025, 3 yêu cầu của năm khác không tính." in out
    assert '\n  buu_chinh: "1"\n' in out


@pytest.mark.exhaustive
def test_names_typed_anywhere_are_printed_nowhere(work, capsys):
    """A name that slipped into any column at all, and a header of it."""
    for column in COLUMNS:
        register(work / "so.xlsx", [ROWS[0] | {column.title: MARK}, ROWS[1]])
        for form in ("text", "json"):
            code, _, _ = run(capsys, "--format", form)
            assert code in {0, 1}, column.name
    register(work / "so.xlsx", ROWS, header=[MARK, *(column.title for column in COLUMNS), MARK])
    assert run(capsys, "--apply")[0] == 0
    assert MARK not in year_of(work).read_text(encoding="utf-8")


def test_the_jurisdictions_days_off_and_laws_are_used(work, capsys):
    days = 'ngay_nghi:\n- {ngay: "2026-09-15", nghi: "có", can_cu: "Thông báo 1"}\n'
    rows = [ROWS[0] | {"Ngày trả": "2026-09-16"}]
    register(work / "so.xlsx", rows)
    assert 'qua_han: "1"' in run(capsys)[1]
    (work / "agencies" / "_dia-ban.yml").write_text(days, encoding="utf-8")
    assert 'qua_han: "0"' in run(capsys)[1]
    (work / "agencies" / "_dia-ban.yml").write_text('ngay_nghi: "x"\n', encoding="utf-8")
    code, _, err = run(capsys)
    assert code == 1
    assert err.startswith("agencies/_dia-ban.yml:1:1: lỗi [TT203]")


def test_a_broken_law_is_reported(work, capsys):
    (work / "luat").mkdir()
    (work / "luat" / "luat-thu.yml").write_text("ma: [\n", encoding="utf-8")
    for arguments in (
        ["so.xlsx", "--agency", "so-mau", "--year", "2026"],
        ["--template", "x.xlsx"],
    ):
        assert main(["statistics", *arguments, "--laws", "luat"]) == 1
        assert capsys.readouterr().err.startswith("luat/luat-thu.yml:")
    assert not (work / "x.xlsx").exists()


def test_the_day_comes_from_the_environment_too(work, capsys, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1788652800")  # 6 September 2026
    code = main(["statistics", "so.xlsx", "--agency", "so-mau", "--year", "2026"])
    _, err = capsys.readouterr()
    assert code == 1
    assert "ghi ngày 07/9/2026, sau ngày tính số liệu 06/9/2026" in err


def test_a_template_is_written_once(work, capsys):
    assert main(["statistics", "--template", "moi.xlsx"]) == 0
    out = capsys.readouterr().out
    assert out == "Đã tạo sổ trống moi.xlsx, cách ghi ở trang “Hướng dẫn” của tệp.\n"
    template = (work / "moi.xlsx").read_bytes()
    assert main(["statistics", "--template", "moi.xlsx"]) == 2
    assert capsys.readouterr().err == "Đã có tệp “moi.xlsx”; chọn tên khác.\n"
    assert (work / "moi.xlsx").read_bytes() == template
    (work / "moi.xlsx").rename(work / "so.xlsx")
    assert '\n  dang_xu_ly: "0"\n' in run(capsys)[1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "Lệnh chưa đúng: còn thiếu: SỔ, --agency, --year.\n"),
        (["so.xlsx", "--year", "2026"], "Lệnh chưa đúng: còn thiếu: --agency.\n"),
        (["so.xlsx", "--agency", "so-mau"], "Lệnh chưa đúng: còn thiếu: --year.\n"),
        (["khac.xlsx", "--agency", "so-mau", "--year", "2026"], "Không có tệp “khac.xlsx”."),
        (
            ["agencies", "--agency", "so-mau", "--year", "2026"],
            "Không có tệp “agencies”: đó là một thư mục.",
        ),
        (
            ["so.xlsx", "--agency", "so-khac", "--year", "2026"],
            "Không có cơ quan “so-khac” trong “agencies”.",
        ),
        (
            ["so.xlsx", "--agency", "so-mau", "--year", "2026", "--agencies", "khac"],
            "Không có thư mục “khac”.",
        ),
        (
            ["so.xlsx", "--agency", "so-mau", "--year", "26"],
            "Lệnh chưa đúng: --year: “26” không phải một năm, ví dụ 2026.",
        ),
        (
            ["so.xlsx", "--agency", "so-mau", "--year", "2027", "--as-of", "2026-11-24"],
            "Năm 2027 chưa tới: số liệu tính đến năm 2026.",
        ),
        (["so.xlsx", "--template", "a.xlsx"], "--template tạo sổ trống, không đọc sổ nào"),
        (["--template", "a.xls"], "Tên tệp “a.xls” phải có đuôi .xlsx."),
        (["--template", "agencies/a.xlsx"], "Sổ có tên người yêu cầu, không để trong thư mục"),
    ],
)
def test_used_wrongly(work, capsys, arguments, message):
    assert main(["statistics", *arguments]) == 2
    out, err = capsys.readouterr()
    assert (out, err[: len(message)]) == ("", message)


def test_a_register_among_the_data_is_not_read(work, capsys):
    (work / "so.xlsx").rename(work / "agencies" / "so-mau" / "so.xlsx")
    arguments = ["agencies/so-mau/so.xlsx", "--agency", "so-mau", "--year", "2026"]
    assert main(["statistics", *arguments]) == 2
    assert "chọn nơi khác" in capsys.readouterr().err


def test_help_is_vietnamese(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["statistics", "--help"])
    assert stopped.value.code == 0
    out = capsys.readouterr().out
    assert "Cách dùng: access-info statistics" in out
    for word in ("usage", "options", "positional", "show this help"):
        assert word not in out
