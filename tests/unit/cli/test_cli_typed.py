"""What a person who does not know commands types: each slip is answered with what to type instead."""

from __future__ import annotations

from pathlib import Path

import pytest
from import_command import PROFILE, lay_out

from access_info.cli import main
from access_info.cli.typed import Targets

TABLE = "STT;Tên thông tin;Số, ký hiệu;Ngày ban hành\n1;Quy chế;12/QĐ-UBND;03/9/2026\n"
QUOTES = 'Trong lệnh có ngoặc cong (“ ”) của Word: gõ lại ngoặc kép thẳng (").\n'
SPACES = (
    'Tên tệp có dấu cách thì đặt trong ngoặc kép, ví dụ "Danh mục 2026.docx"; mã cơ quan thì không có '
    "dấu cách.\n"
)
ASK = "Xem hướng dẫn: access-info import --help\n"
HOW = "Cách gõ: access-info import TỆP --agency MÃ\n"
WHAT = (
    " Mã cơ quan là tên thư mục của cơ quan trong đó, cũng là phần cuối địa chỉ trang của cơ quan; chưa có "
    "thì báo người quản trị của tỉnh.\n"
)


@pytest.fixture
def place(tmp_path, monkeypatch):
    lay_out(tmp_path)
    other = tmp_path / "agencies" / "so-tai-chinh"
    other.mkdir()
    (other / "co-quan.yml").write_text(PROFILE, encoding="utf-8")
    (tmp_path / "danh-muc.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "Danh mục (bản cuối).csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "~$nh-muc.csv").write_bytes(b"\x06Mau\x00")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def refusal_of(capsys, *typed):
    """What a command that was typed wrongly is answered."""
    code = main(list(typed))
    out, err = capsys.readouterr()
    assert (code, out) == (2, "")
    return err


def test_a_name_with_accents_spaces_and_brackets_is_read(place, capsys):
    assert main(["import", "Danh mục (bản cuối).csv", "--agency", "xa-mau"]) == 0
    assert "[2026-001] Quy chế (12/QĐ-UBND)" in capsys.readouterr().out


@pytest.mark.parametrize("typed", ["Xa-Mau", "xã Mẫu", "xã-mẫu", "“xa-mau”", "xa mau"])
@pytest.mark.parametrize("command", ["import", "annex", "bundle"])
def test_an_agency_is_meant_whatever_its_accents_case_and_quotes(place, capsys, command, typed):
    file = ["danh-muc.csv"] if command == "import" else []
    more = ["--out", "x"] if command == "bundle" else []
    assert refusal_of(capsys, command, *file, "--agency", typed, *more) == (
        f"Không có cơ quan “{typed}” trong “agencies”. Có phải ý bạn là “xa-mau”?\n"
    )


@pytest.mark.parametrize("command", ["check", "fmt", "preview"])
def test_a_dash_of_word_is_read_where_agencies_and_files_are_typed(place, capsys, command):
    assert (
        refusal_of(capsys, command, "xã Mẫu") == "Không có “xã Mẫu”. Có phải ý bạn là “xa-mau”?\n"
    )
    assert refusal_of(capsys, command, "khong-co") == (
        "Không có “khong-co”. Gõ mã cơ quan (tên thư mục của cơ quan), hoặc đường dẫn tới một tệp của cơ "
        "quan.\n"
    )


def test_no_other_agency_is_suggested_where_none_is_alike(place, capsys):
    """Whoever follows a wrong guess writes into another agency."""
    typed = "xa-khong-co"
    answer = refusal_of(capsys, "import", "danh-muc.csv", "--agency", typed)
    assert answer == f"Không có cơ quan “{typed}” trong “agencies”.{WHAT}"


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("danh-muc", " Có phải ý bạn là “danh-muc.csv”?\n"),
        ("danh muc.csv", " Có phải ý bạn là “danh-muc.csv”?\n"),
        ("“danh-muc.csv”", " Có phải ý bạn là “danh-muc.csv”?\n"),
        ("danh-muc.csv.csv", " Có phải ý bạn là “danh-muc.csv”?\n"),
        ("danh muc (ban cuoi)", " Có phải ý bạn là “Danh mục (bản cuối).csv”?\n"),
        ("bang.docx", "\nỞ đây có: “Danh mục (bản cuối).csv”, “danh-muc.csv”.\n"),
        (
            "agencies/bang.docx",
            "\nChép tệp vào thư mục đang mở cửa sổ lệnh, hoặc gõ cả đường dẫn trong ngoặc kép.\n",
        ),
        ("agencies", ": đó là một thư mục.\n"),
    ],
)
def test_a_file_that_is_not_there(place, capsys, typed, hint):
    answer = refusal_of(capsys, "import", typed, "--agency", "xa-mau")
    assert answer == f"Không có tệp “{typed}”{'' if hint[0] == ':' else '.'}{hint}"


def test_a_lock_file_of_word_is_no_list(place, capsys):
    assert refusal_of(capsys, "import", "~$nh-muc.csv", "--agency", "xa-mau") == (
        "“~$nh-muc.csv” là tệp tạm, Word hay Excel tự tạo khi đang mở một tệp.\n"
        "Lưu và đóng tệp ấy, rồi nhập tệp cùng tên không có ~$ ở đầu.\n"
    )


@pytest.mark.parametrize(
    "command", [["import", "../danh-muc.csv", "--agency", "xa-mau"], ["check", "xa-mau"]]
)
def test_in_another_folder_the_command_says_where_to_go(place, monkeypatch, capsys, command):
    again = "rồi gõ lại, hoặc thêm --agencies THƯ_MỤC nếu dữ liệu ở chỗ khác.\n"
    inside = place / "agencies" / "xa-mau"
    monkeypatch.chdir(inside)
    first = "Không có thư mục “agencies”.\nMở cửa sổ lệnh ở "
    assert refusal_of(capsys, *command) == f"{first}“{place}” {again}"
    outside = place / "khac"
    outside.mkdir()
    (place / "agencies").rename(place / "du-lieu")
    monkeypatch.chdir(outside)
    assert refusal_of(capsys, *command) == (
        f"{first}thư mục của kho (thư mục có “agencies” bên trong) {again}"
    )


@pytest.mark.parametrize("typed", ["–agency", "—agency", "-agency", "--agancy"])
def test_an_option_with_the_wrong_dashes_or_letters(place, capsys, typed):
    assert refusal_of(capsys, "import", "danh-muc.csv", typed, "xa-mau") == (
        f"Lệnh chưa đúng: còn thiếu: --agency.\n{HOW}"
        f"“{typed}” có phải là --agency không? Trước tên là hai dấu trừ (--).\n{ASK}"
    )


def test_words_that_are_left_over(place, capsys):
    command = ["import", "danh-muc.csv", "--agency", "xa-mau"]
    assert refusal_of(capsys, *command, "–apply") == (
        "Lệnh chưa đúng: không hiểu: –apply.\n"
        f"“–apply” có phải là --apply không? Trước tên là hai dấu trừ (--).\n{ASK}"
    )
    unknown = "Lệnh chưa đúng: không hiểu: "
    assert refusal_of(capsys, *command, "--xyz") == f"{unknown}--xyz.\n{ASK}"
    assert refusal_of(capsys, "import", "Danh", "mục.csv", *command[2:]) == (
        f"{unknown}mục.csv.\n{SPACES}{ASK}"
    )
    assert refusal_of(capsys, "import", "“Danh", "mục.csv”", *command[2:]) == (
        f"{unknown}mục.csv”.\n{QUOTES}{ASK}"
    )


def test_what_is_missing_is_reported_with_how_to_type_the_command(place, capsys):
    assert refusal_of(capsys, "import", "danh-muc.csv") == (
        f"Lệnh chưa đúng: còn thiếu: --agency.\n{HOW}{ASK}"
    )


def test_an_item_that_has_a_number_only_stops_with_a_question(place, capsys):
    Path("bang.csv").write_text(TABLE.replace("Quy chế", ""), encoding="utf-8")
    assert main(["import", "bang.csv", "--agency", "xa-mau", "--apply"]) == 1
    shown = capsys.readouterr()
    assert "[TT784]" in shown.out + shown.err
    assert not Path("agencies/xa-mau/cong-khai.yml").exists()


def test_an_unknown_command(place, capsys):
    first = "Lệnh chưa đúng: LỆNH: không có 'Import'; chọn một trong: "
    answer = refusal_of(capsys, "Import", "danh-muc.csv")
    assert answer.startswith(first)
    assert answer.endswith(". Có phải ý bạn là “import”?\nXem hướng dẫn: access-info --help\n")
    assert "Có phải" not in refusal_of(capsys, "nhap", "danh-muc.csv")


def test_duplicate_rows_are_reported(place, capsys):
    head, row = TABLE.splitlines()
    other = row.replace("12/", "13/")
    Path("bang.csv").write_text("\n".join([head, row, other, row, ""]), encoding="utf-8")
    assert main(["import", "bang.csv", "--agency", "xa-mau"]) == 0
    assert (
        "Hàng giống hệt nhau, vẫn lấy mỗi hàng thành một mục: Tệp CSV, hàng 2 và hàng 4. Gõ thừa thì xóa "
        "hàng thừa trong tệp rồi nhập lại.\n"
    ) in capsys.readouterr().out
    Path("bang.csv").write_text("\n".join([head, row, other, ""]), encoding="utf-8")
    assert main(["import", "bang.csv", "--agency", "xa-mau"]) == 0
    assert "giống hệt" not in capsys.readouterr().out


def test_a_column_of_offices_by_its_short_name(place, capsys):
    head, row = TABLE.splitlines()
    Path("bang.csv").write_text(f"{head};Phòng, ban\n{row};Văn phòng\n", encoding="utf-8")
    assert main(["import", "bang.csv", "--agency", "xa-mau", "--apply"]) == 0
    assert "    “Phòng, ban” → đơn vị chịu trách nhiệm (chắc chắn)\n" in capsys.readouterr().out
    written = Path("agencies/xa-mau/cong-khai.yml").read_text(encoding="utf-8")
    assert '  don_vi: "Văn phòng"\n' in written


# Path below a folder → whether it belongs to: everything, an agency, a file, an agency and a file.
COVERED = {
    "agencies/a/x.yml": "yyyy",
    "agencies/a/y.yml": "yynn",
    "agencies/b/x.yml": "ynny",
    "agencies/ab/x.yml": "ynnn",
    "agencies/_dia-ban.yml": "ynnn",
    "luat/goi.yml": "yyny",
}


@pytest.mark.parametrize("path", COVERED)
def test_what_was_typed_covers_its_files_and_agencies_only(tmp_path, path):
    root = tmp_path / "agencies"
    file = frozenset({root / "a/x.yml"})
    none, first, second = frozenset(), frozenset({"a"}), frozenset({"b"})
    chosen = [
        Targets(root),
        Targets(root, first),
        Targets(root, none, file),
        Targets(root, second, file),
    ]
    covered = "".join("y" if each.cover(tmp_path / path) else "n" for each in chosen)
    assert covered == COVERED[path]
    assert [each.agencies for each in chosen] == [None, first, first, first | second]
    settings = Targets(root, none, frozenset({root / "_dia-ban.yml"}))
    assert settings.agencies == none


def test_of_many_rows_that_may_not_be_public_the_first_are_named(place, capsys):
    head = TABLE.splitlines()[0]
    rows = [f"{n};Lịch trực, điện thoại riêng 0912 345 678;{n}/LT;03/9/2026" for n in range(1, 53)]
    Path("bang.csv").write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    assert main(["import", "bang.csv", "--agency", "xa-mau"]) == 0
    lines = capsys.readouterr().out.splitlines()
    shown_lines = lines[lines.index(next(line for line in lines if "sẽ bị chặn" in line)) + 1 :]
    places = [line.partition(":")[0] for line in shown_lines if line.startswith("  Tệp CSV")]
    assert places == [f"  Tệp CSV, hàng {number}" for number in range(2, 52)]
    assert "  … và 2 hàng nữa" in shown_lines
