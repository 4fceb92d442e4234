"""A list of people is withheld in any kind of file, unless law has its kind published by name."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from listed_people import KINDS, as_pdf, as_xlsx, tables
from loaded_program import laws_of_today
from unsafe_attachments import bytes_of, document, pdf

from access_info.checks import check_agency
from access_info.checks.safety.list_words import SENSITIVE
from access_info.checks.safety.listed_people import listed_people
from access_info.legal.vocabularies import PRIVATE_GROUPS
from access_info.loading import load_agency
from access_info.loading.folders import read_folder
from access_info.model.as_of import AsOf
from access_info.problems import Withheld
from access_info.scanning import ScannedTable, scan, scan_all

FRAMEWORK, _ = laws_of_today()
PROFILE = 'ten: "Sở Mẫu"\nloai: so\n'
BAD, ORDINARY = tables("bad"), tables("ordinary")
NAMES = ("Nguyễn Văn Mẫu", "Trần Thị Thử", "Lê Văn Nháp")
PEOPLE = [["STT", "Họ và tên", "Thôn"], *([str(n), name, "Đông"] for n, name in enumerate(NAMES))]
WAIVER = (
    '  mien_tru:\n  - quy_tac: "TT625"\n    vai_tro: "Chánh Văn phòng"\n    ngay: 2026-09-03\n'
    '    ly_do: "Luật buộc niêm yết"\n    het_han: 2027-03-03\n'
)


def item(number, title, *files, points=""):
    filed = f"\n  diem: [{points}]" if points else ""
    names = ", ".join(f'"{name}"' for name in files)
    return f'- ma: "2026-{number:03}"\n  ten: "{title}"{filed}\n  tep: [{names}]\n'


class Remembered(set):
    """Files in which nothing was found, by name and digest."""

    def holds(self, name, digest):
        return (name, digest) in self

    def add(self, name, digest):
        super().add((name, digest))


def problems_of(folder, files, rows, *, pages=(), cleared=None, profile=PROFILE):
    """What the gate says of lists in an agency's attachments and data."""
    agency = folder / "so-mau"
    (agency / "tep").mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (agency / "tep" / name).write_bytes(content)
    (agency / "co-quan.yml").write_text(profile, encoding="utf-8")
    (agency / "cong-khai.yml").write_text(f"muc:\n{rows}", encoding="utf-8")
    for name, text in pages:
        (agency / "trang").mkdir(exist_ok=True)
        (agency / "trang" / name).write_text(text, encoding="utf-8")
    scans = scan_all([agency / "tep" / name for name in files])
    checked = check_agency(
        load_agency(read_folder(agency)),
        framework=FRAMEWORK,
        agencies=frozenset({"so-mau"}),
        as_of=AsOf(datetime.date(2026, 11, 24)),
        scan=scans.__getitem__,
        cleared=cleared,
    )
    return [problem for problem in checked.problems if problem.code in {"TT625", "TT628", "TT639"}]


def some(entries, kind):
    """All tables in two kinds of file, which cost the most thought; some of them in the others."""
    return entries if kind in {"xlsx", "pdf"} else entries[::4]


def withheld_titles(folder, entries, kind):
    files = {
        f"{number}.{kind}": KINDS[kind](entry["bang"], entry.get("tren", ""))
        for number, entry in enumerate(entries)
    }
    rows = "".join(
        item(number, entry["muc"], f"{number}.{kind}", points=entry.get("diem", ""))
        for number, entry in enumerate(entries)
    )
    problems = problems_of(folder, files, rows)
    names = {problem.withheld.file for problem in problems if problem.withheld is not None}
    return {entries[int(Path(name).stem)]["muc"] for name in names}


@pytest.mark.parametrize("kind", KINDS)
def test_lists_of_people_are_withheld_in_every_kind_of_file(tmp_path, kind):
    entries = some(BAD, kind)
    assert {entry["muc"] for entry in entries} - withheld_titles(tmp_path, entries, kind) == set()


@pytest.mark.parametrize("kind", KINDS)
def test_rosters_results_and_places_are_published(tmp_path, kind):
    assert withheld_titles(tmp_path, some(ORDINARY, kind), kind) == set()


def test_the_message_counts_and_names_nobody(tmp_path):
    (problem,) = problems_of(
        tmp_path, {"a.xlsx": as_xlsx(PEOPLE)}, item(1, "Kết quả rà soát hộ nghèo", "a.xlsx")
    )
    assert problem.message.startswith(
        "Sheet: có danh sách nêu tên 3 người (hộ nghèo, người được trợ giúp)."
    )
    assert problem.withheld == Withheld("tep/a.xlsx")
    assert not any(name in problem.format(tmp_path) for name in NAMES)


@pytest.mark.parametrize(
    ("title", "points", "published"),
    [
        ("Danh sách", "", False),
        ("Danh sách", "l01-d17k1r2", True),
        ("Danh sách", "r2", True),
        ("Danh sách", "l01-d17k1a2", False),
        ("Danh sách", "l01-d17k1a2, l01-d17k1r2", False),
        ("Danh sách khen thưởng", "", True),
        ("Danh sách người bị xử phạt", "l01-d17k1i1", True),
        ("Danh sách người bị xử phạt", "l01-d17k1r2", False),
        ("Danh sách khen thưởng hộ nghèo", "", False),
        # The kind of list must cover each group: of these it covers one, all, none.
        ("Danh sách trẻ em bị xử phạt", "l01-d17k1i1", False),
        ("Danh sách người bị xử phạt, khiếu nại", "l01-d17k1i1", True),
        ("Danh sách bệnh nhân", "l01-d17k1i1", False),
        ("Danh sách bệnh nhân", "l01-d17k1n5", False),
    ],
)
def test_law_says_which_kinds_are_published_by_name(tmp_path, title, points, published):
    problems = problems_of(
        tmp_path, {"a.xlsx": as_xlsx(PEOPLE)}, item(1, title, "a.xlsx", points=points)
    )
    assert (problems == []) is published


@pytest.mark.parametrize(
    ("heading", "published"), [("Mức phạt", True), ("Bệnh nhân", False), ("Hộ nghèo", False)]
)
def test_a_column_may_show_a_group_that_the_kind_does_not_cover(tmp_path, heading, published):
    rows = [["STT", "Họ và tên", heading], *PEOPLE[1:]]
    title = "Danh sách người bị xử phạt"
    problems = problems_of(
        tmp_path, {"a.xlsx": as_xlsx(rows)}, item(1, title, "a.xlsx", points="l01-d17k1i1")
    )
    assert (problems == []) is published


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Công khai kết quả kiểm tra hồ sơ cấp Giấy chứng nhận lần đầu", "TT628"),
        ("Danh sách cá nhân ủng hộ đồng bào bị thiệt hại do bão", "TT628"),
        ("Danh sách đóng góp quỹ vì người nghèo thôn Thượng", "TT628"),
        ("Kế hoạch chúc thọ, mừng thọ năm 2026", "TT628"),
        ("Niêm yết danh sách hộ nghèo nhận quà của nhà hảo tâm", "TT625"),
        ("Danh sách hộ nhận tiền ủng hộ bão số 3", "TT625"),
        ("Danh sách hộ sử dụng đất", "TT625"),
        ("Bảng bồi thường, hỗ trợ dự án kè sông", "TT625"),
    ],
)
def test_what_law_has_posted_is_warned_of_and_the_rest_is_withheld(tmp_path, title, code):
    (problem,) = problems_of(tmp_path, {"a.xlsx": as_xlsx(PEOPLE)}, item(1, title, "a.xlsx"))
    assert problem.code == code
    assert (problem.withheld is not None) == (code == "TT625")


def test_the_homes_in_a_posted_list_are_posted_with_it(tmp_path):
    rows = [["Hộ ông (bà)", "Chỗ ở"], *([name, "số 5 đường Mẫu"] for name in NAMES)]
    for title, codes in (
        ("Công khai kết quả kiểm tra hồ sơ cấp Giấy chứng nhận lần đầu", ["TT628", "TT628"]),
        ("Danh sách hộ sử dụng đất", ["TT625"]),
    ):
        found = problems_of(tmp_path, {"a.xlsx": as_xlsx(rows)}, item(1, title, "a.xlsx"))
        assert [problem.code for problem in found] == codes


def test_lakes_and_who_receives_citizens_are_no_list_of_people():
    lakes = [
        ("Tên hồ", "Xã"),
        ("Hồ Ayun Hạ", "Thử"),
        ("Hồ Hoàng Ân", "Mẫu"),
        ("Hồ Biển Mẫu", "Thử"),
    ]
    bare = [("ten_ho", "xa"), ("Núi Một", "An"), ("Định Bình", "Vĩnh"), ("Ayun Hạ", "Chư A")]
    received = [("Ngày", "Người tiếp", "Chức vụ"), *(("5/1", name, "Chủ tịch") for name in NAMES)]
    households = [("ten_ho", "so_khau"), *((name, "4") for name in NAMES)]
    for ordinary in (lakes, bare, received):
        assert list(listed_people(ScannedTable("Sheet", tuple(ordinary)))) == []
    assert list(listed_people(ScannedTable("Sheet", tuple(households))))


def test_every_item_that_names_the_file_must_be_of_such_a_kind(tmp_path):
    files = {"a.xlsx": as_xlsx(PEOPLE)}
    rows = item(1, "Danh sách", "a.xlsx", points="r2")
    assert problems_of(tmp_path, files, rows) == []
    assert len(problems_of(tmp_path, files, rows + item(2, "Phụ lục", "a.xlsx"))) == 1


def test_a_waiver_lets_a_list_pass(tmp_path):
    files = {"a.xlsx": as_xlsx(PEOPLE)}
    assert problems_of(tmp_path, files, item(1, "Danh sách", "a.xlsx") + WAIVER) == []


def test_what_is_remembered_of_a_file_hangs_on_no_item(tmp_path):
    files = {"a.xlsx": as_xlsx(PEOPLE), "b.xlsx": as_xlsx([["Số"], ["1"], ["2"], ["3"]])}
    remembered = Remembered()
    rows = item(1, "Danh sách", "a.xlsx", points="r2") + item(2, "Số liệu", "b.xlsx")
    assert problems_of(tmp_path, files, rows, cleared=remembered) == []
    assert [name for name, _ in remembered] == ["tep/b.xlsx"]
    rows = item(1, "Danh sách", "a.xlsx") + item(2, "Số liệu", "b.xlsx")
    assert len(problems_of(tmp_path, files, rows, cleared=remembered)) == 1


def test_a_list_goes_on_over_pages(tmp_path):
    rows = [["STT", "Họ tên", "Chức vụ"]]
    rows += [[str(number), name, "Chuyên viên"] for number, name in enumerate(NAMES * 12)]
    lefts = (40, 90, 300)
    pages = [
        [
            (left, 780 - 20 * number, cell)
            for number, row in enumerate(part)
            for left, cell in zip(lefts, row, strict=True)
        ]
        for part in (rows[:20], rows[20:])
    ]
    file = tmp_path / "a.pdf"
    file.write_bytes(pdf(pages))
    (table,) = scan(file).tables
    assert (table.where, len(table.rows)) == ("trang 1, trang 2", 37)
    assert table.rows[20] == tuple(rows[20])


def test_cells_may_hold_several_lines(tmp_path):
    name = "Nguyễn Ngọc Hoàng Thị Bích Mẫu"
    file = tmp_path / "a.pdf"
    file.write_bytes(as_pdf([["STT", "Họ tên", "Ghi chú"], *[["1", name, "x"]] * 3]))
    (table,) = scan(file).tables
    assert [row[1] for row in table.rows] == ["Họ tên", *[name] * 3]


def test_headings_of_two_rows_stand_over_their_columns(tmp_path):
    office_file = document()
    table = office_file.add_table(5, 4)
    for row, cells in enumerate(
        (
            ("STT", "Họ tên", "Năm sinh", ""),
            ("", "", "Nam", "Nữ"),
            *(("1", n, "", "") for n in NAMES),
        )
    ):
        for cell, text in zip(table.rows[row].cells, cells, strict=True):
            cell.text = text
    table.cell(0, 2).merge(table.cell(0, 3))
    table.cell(0, 1).merge(table.cell(1, 1))
    file = tmp_path / "a.docx"
    file.write_bytes(bytes_of(office_file))
    (scanned,) = scan(file).tables
    assert {len(row) for row in scanned.rows} == {4}
    (people,) = listed_people(scanned)
    assert people.count == 3
    assert "nam sinh" in people.about


def test_an_old_workbook_hands_over_its_tables():
    old = Path(__file__).parents[1] / "cases" / "imports" / "lists" / "danh-muc-04.xls"
    assert max(len(table.rows) for table in scan(old).tables) > 15


def test_a_list_of_lines_in_a_document_is_a_list(tmp_path):
    office_file = document(
        "Các hộ còn nợ quỹ:", *(f"{n}. {name}, thôn 2" for n, name in enumerate(NAMES))
    )
    problems = problems_of(
        tmp_path, {"a.docx": bytes_of(office_file)}, item(1, "Thông báo", "a.docx")
    )
    assert [problem.code for problem in problems] == ["TT625"]


def test_a_list_that_the_profile_names_is_of_no_kind(tmp_path):
    files = {"a.xlsx": as_xlsx(PEOPLE)}
    rows = item(1, "Danh sách", "a.xlsx", points="r2")
    assert problems_of(tmp_path, files, rows) == []
    for named, count in (("a.xlsx", 1), ("tep/a.xlsx", 1), ("b.xlsx", 0)):
        profile = f'{PROFILE}quy_che: {{tep: "{named}"}}\n'
        assert len(problems_of(tmp_path, files, rows, profile=profile)) == count


def test_a_note_and_a_page_hold_lists_too(tmp_path):
    lines = "\n".join(f"    {number}. {name}" for number, name in enumerate(NAMES))
    rows = '- ma: "2026-001"\n  ten: "Thông báo"\n  ghi_chu: |\n' + lines + "\n"
    table = "| Tên chủ hộ | Mức |\n|---|---|\n" + "".join(f"| {name} | 1 |\n" for name in NAMES)
    pages = [("ho.md", f'---\nten: "Các hộ"\n---\n\n{table}')]
    problems = problems_of(tmp_path, {}, rows, pages=pages)
    assert [problem.withheld for problem in problems] == [
        Withheld("cong-khai.yml", ("muc", 0)),
        Withheld("trang/ho.md"),
    ]


def test_a_table_under_another_is_judged_apart():
    roster = [("Họ tên", "Chức vụ"), *((name, "Chuyên viên") for name in NAMES)]
    households = [("HỘ ĐƯỢC HỖ TRỢ", ""), ("Họ tên", "Thôn"), *((name, "Đông") for name in NAMES)]
    (people,) = listed_people(ScannedTable("Sheet", (*roster, *households)))
    assert people.about.startswith("ho duoc ho tro")
    assert list(listed_people(ScannedTable("Sheet", tuple(roster)))) == []


def test_groups_of_private_people_are_known_to_law_and_gate():
    assert set(SENSITIVE) == set(PRIVATE_GROUPS)


def test_each_list_that_law_publishes_says_where():
    named = FRAMEWORK.named_lists
    assert len(named) > 5
    for each in named:
        assert each.kinds or each.wordings
        assert each.citation
        assert each.reason
