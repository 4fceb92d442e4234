"""Signs that a key explains mark rows where all is certain; where it is not, people are asked."""

from __future__ import annotations

import openpyxl
import pytest
from closed_list_layouts import word
from import_command import lay_out, plan_of, run

pytestmark = pytest.mark.sampled

WITHHELD = "Hồ sơ Trăng Khuất"
HEADINGS = ("STT", "Tên thông tin", "Phân loại", "Đơn vị")
KEY = "Ghi chú: P - thông tin phải công khai; Đ - tiếp cận có điều kiện; K - không được tiếp cận"
ROWS = (
    ("1", "Quyết định A", "P", "Văn phòng"),
    ("2", WITHHELD, "K", "Văn phòng"),
    ("3", "Hồ sơ B", "Đ", "Văn phòng"),
)
PLAIN = ("STT", "Tên thông tin", "Đơn vị", "Hình thức")
STARRED = (
    ("1", "Quyết định A", "Văn phòng", "Niêm yết"),
    ("2", f"{WITHHELD} (*)", "Công an", ""),
    ("3", "Kế hoạch C", "Văn phòng", "Niêm yết"),
)
NOTE = "Ghi chú: (*) Thông tin không được tiếp cận"
TITLE = "Danh mục thông tin phải được công khai"


@pytest.fixture
def work(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lay_out(tmp_path)


def _csv(work, *rows):
    path = work.parent.parent / "danh-muc.csv"
    path.write_text("".join(f"{';'.join(row)}\n" for row in rows), encoding="utf-8")
    return path


def _names(capsys, work, path, *options):
    """Names by list, and the codes of what is wrong; the closed row is nowhere."""
    code, plan = plan_of(capsys, path, "--apply", *options)
    written = "".join(file.read_text(encoding="utf-8") for file in work.glob("*.yml"))
    assert WITHHELD not in str(plan) + written
    names = {t["list"]: [item["fields"]["ten"] for item in t["items"]] for t in plan["tables"]}
    return code, names, {problem["code"] for problem in plan["problems"]}


@pytest.mark.parametrize("is_above", [True, False])
def test_letters_of_a_key_mark_each_row(work, capsys, is_above):
    key = ("", f'"{KEY}"')
    path = _csv(work, *([key] if is_above else []), HEADINGS, *ROWS, *([] if is_above else [key]))
    code, names, problems = _names(capsys, work, path)
    assert names == {"cong-khai": ["Quyết định A"], "co-dieu-kien": ["Hồ sơ B"]}
    assert (code, problems) == (0, set())


@pytest.mark.parametrize(
    ("key", "rows"),
    [
        (f"{KEY}; còn lại không công khai", ROWS),
        (f"{KEY}; P là không cung cấp", ROWS),
        (KEY, (*ROWS, ("4", "Kế hoạch D", "M", "Văn phòng"))),
        ("P - công khai. K - không công khai. Hàng tô đỏ: không được tiếp cận", ROWS[:2]),
    ],
)
def test_a_key_with_a_doubt_is_a_question(work, capsys, key, rows):
    code, names, problems = _names(capsys, work, _csv(work, HEADINGS, *rows, ("", f'"{key}"')))
    assert (code, names) == (1, {})
    assert problems <= {"TT785", "TT786", "TT799"}


def test_numbers_of_order_are_no_levels(work, capsys):
    key = "Mức 1 là công khai; mức 2 là có điều kiện; mức 3 là không được tiếp cận"
    headings = ("Mục", "Tên thông tin", "Mức", "Đơn vị")
    rows = (
        ("1", WITHHELD, "3", "Công an"),
        ("2", "Hồ sơ B", "2", "Xã"),
        ("3", "Kế hoạch", "1", "Xã"),
    )
    path = _csv(work, headings, *rows, ("", f'"{key}"'))
    assert _names(capsys, work, path)[1] == {
        "cong-khai": ["Kế hoạch"],
        "co-dieu-kien": ["Hồ sơ B"],
    }
    bare = [(*row[:2], "") for row in rows]
    path = _csv(work, ("Mục", "Tên thông tin", "Đơn vị"), *bare, ("", f'"{key}"'))
    work.joinpath("cong-khai.yml").unlink()
    work.joinpath("co-dieu-kien.yml").unlink()
    code, names, problems = _names(capsys, work, path)
    assert (code, names, problems) == (1, {}, {"TT799"})


@pytest.mark.parametrize("meaning", ["Công dân không được tiếp cận", "Không cung cấp"])
def test_a_key_on_another_sheet_lets_no_row_in(work, capsys, meaning):
    path = work.parent.parent / "danh-muc.xlsx"
    book = openpyxl.Workbook()
    for row in (HEADINGS, ("1", "Quyết định A", "X1", "Xã"), ("2", WITHHELD, "Z", "Công an")):
        book.active.append(row)
    key = book.create_sheet("Chú giải")
    for row in (("Cấp", "Ý nghĩa"), ("X1", "Công khai, niêm yết tại trụ sở"), ("Z", meaning)):
        key.append(row)
    book.save(path)
    _, names, _ = _names(capsys, work, path)
    assert names in ({}, {"cong-khai": ["Quyết định A"]})


def test_a_row_without_a_sign_is_a_question(work, capsys):
    path = _csv(work, HEADINGS, *ROWS, ("4", "Kế hoạch D", "", "Văn phòng"), ("", f'"{KEY}"'))
    code, _, problems = _names(capsys, work, path)
    assert (code, problems) == (1, {"TT786"})


def test_a_colour_next_to_a_key_is_a_question(work, capsys):
    colour = ("", "Hàng tô đỏ: không được tiếp cận")
    path = _csv(work, HEADINGS, ROWS[0], ROWS[1], ("", f'"{KEY}"'), colour)
    code, names, problems = _names(capsys, work, path)
    assert (code, names) == (1, {})
    assert "TT799" in problems


def test_rows_with_the_asterisk_of_a_note_are_counted(work, capsys):
    path = _csv(work, (TITLE,), PLAIN, *STARRED, ("", NOTE))
    _, names, problems = _names(capsys, work, path)
    assert names == {"cong-khai": ["Quyết định A", "Kế hoạch C"]}
    assert problems == set()
    _, out, err = run(capsys, path)
    assert "1 hàng có dấu * không được tiếp cận, không đọc" in out
    assert WITHHELD not in out + err


# Below the row of the secret file, a row that only goes on with it.
MORE = {"name": ("", "và phụ lục kèm theo{}", "", ""), "office": ("", "", "phường Mẫu{}", "")}


@pytest.mark.parametrize("more", MORE.values(), ids=MORE)
def test_the_asterisk_may_stand_where_an_item_goes_on(work, capsys, more):
    bare, signed, amid = (
        tuple(cell.format(sign) for cell in more) for sign in ("", " (*)", " * a")
    )
    begun = (STARRED[0], ("2", WITHHELD, "Công an", ""))
    starred = ("3", "Kế hoạch C (*)", "Văn phòng", "")
    for rows in ((*begun, signed, starred), (*begun, bare, signed, starred)):
        _, names, problems = _names(capsys, work, _csv(work, (TITLE,), PLAIN, *rows, ("", NOTE)))
        assert (names, problems) == ({"cong-khai": ["Quyết định A"]}, set())
    path = _csv(work, (TITLE,), PLAIN, *begun, amid, starred, ("", NOTE))
    code, names, problems = _names(capsys, work, path)
    assert (code, names) == (1, {})
    assert "TT799" in problems


@pytest.mark.parametrize(
    "rows",
    [
        # Nowhere a sign; on a heading; on a group; of two kinds; amid words; over what stands under.
        (PLAIN, STARRED[0], STARRED[2], ("", NOTE)),
        (("STT", "Tên thông tin (*)", "Đơn vị", "Hình thức"), *STARRED, ("", NOTE)),
        (PLAIN, ("I", "LĨNH VỰC ĐẤT ĐAI (*)", "", ""), *STARRED, ("", NOTE)),
        (PLAIN, ("I", "LĨNH VỰC ĐẤT ĐAI", "(*)", ""), *STARRED, ("", NOTE)),
        (PLAIN, *STARRED, ("4", "Kế hoạch D (**)", "", "Niêm yết"), ("", NOTE)),
        (PLAIN, *STARRED, ("4", "Kế hoạch * D", "", "Niêm yết"), ("", NOTE)),
        (PLAIN, *STARRED[:2], ("2.1", "Kế hoạch D", "", "Niêm yết"), ("", NOTE)),
        (PLAIN, *STARRED, ("", NOTE), ("", "(*) Số liệu tạm tính")),
        (PLAIN, *STARRED, ("", f"{NOTE}, trừ mục 2 được công khai")),
    ],
)
def test_an_asterisk_with_a_doubt_is_a_question(work, capsys, rows):
    code, names, problems = _names(capsys, work, _csv(work, (TITLE,), *rows))
    assert (code, names) == (1, {})
    assert "TT799" in problems


def test_the_key_to_a_look_is_no_title(work, capsys):
    path = work.parent.parent / "danh-muc.docx"
    look = "(Những dòng in nghiêng: đề nghị đưa sang danh mục không được tiếp cận)"
    path.write_bytes(word(TITLE, look, (PLAIN, *STARRED)))
    code, names, problems = _names(capsys, work, path)
    assert (code, names, problems) == (1, {}, {"TT799"})


def test_a_look_of_what_has_conditions_is_a_question_that_a_column_answers(work, capsys):
    key = ("", "Nền vàng: tiếp cận có điều kiện")
    rows = [(row[0], row[1].replace(WITHHELD, "Hồ sơ B"), *row[2:]) for row in STARRED]
    rows[1] = ("2", "Hồ sơ B", "Công an", "")
    more = ("", "Nền xanh: phải được công khai")
    assert _names(capsys, work, _csv(work, key, more, PLAIN, *rows))[2] == {"TT743"}
    marked = [(*row, "Có điều kiện" if row[0] == "2" else "Công khai") for row in rows]
    path = _csv(work, key, more, (*PLAIN, "Mức độ tiếp cận"), *marked)
    code, names, problems = _names(capsys, work, path)
    assert names == {"cong-khai": ["Quyết định A", "Kế hoạch C"], "co-dieu-kien": ["Hồ sơ B"]}
    assert (code, problems) == (0, set())


REGISTER = ("STT", "Số, ký hiệu", "Tên hồ sơ", "Thời hạn bảo quản", "Tờ số")
FILED = ("1", "01/VP", "Hồ sơ kỳ họp", "20 năm", "12")


def test_a_register_of_an_archive_is_a_question_that_its_title_answers(work, capsys):
    assert _names(capsys, work, _csv(work, REGISTER, FILED))[2] == {"TT742"}
    named = {"cong-khai": ["Hồ sơ kỳ họp"]}
    chosen = ("--sheet", "Tệp CSV", "--list", "cong-khai")
    assert _names(capsys, work, _csv(work, REGISTER, FILED), *chosen)[1] == named
    assert _names(capsys, work, _csv(work, (TITLE,), REGISTER, FILED))[1] == named


def test_marks_next_to_a_colour_leave_a_doubt(work, capsys):
    headings = ("STT", "Tên thông tin", "Đơn vị", "Tiếp cận có điều kiện")
    rows = (("1", "Quyết định A", "Văn phòng", ""), ("2", WITHHELD, "Công an", ""))
    more = ("3", "Hồ sơ B", "Văn phòng", "x")
    look = ("", "Hàng tô đỏ: không được tiếp cận")
    code, names, problems = _names(capsys, work, _csv(work, (TITLE,), headings, *rows, more, look))
    assert (code, names, problems) == (1, {}, {"TT799"})
