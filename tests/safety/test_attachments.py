"""What is said of an attachment, from what was found in it; and which waivers let it pass."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path

import pytest
from loaded_program import laws_of_today

from access_info.checks import check_agency
from access_info.checks.jurisdiction import check_jurisdiction
from access_info.checks.safety import rules
from access_info.loading import load_agency, load_jurisdiction
from access_info.loading.folders import read_folder
from access_info.model.as_of import AsOf
from access_info.model.signatures import FileSignature, FileSignatureState
from access_info.problems import Severity, Withheld, errors, failures, rules_of
from access_info.scanning import AttachmentScan, MarkKind, ScanMark, ScannedTable, ScannedText

FRAMEWORK, _ = laws_of_today()
DAY = datetime.date(2026, 11, 24)
PROFILE = 'ten: "Sở Mẫu"\nloai: so\n'
ROW = 'muc:\n- ma: "2026-001"\n  ten: "Quyết định"\n  tep: ["a.pdf"]\n'
WAIVER = (
    '  mien_tru:\n  - quy_tac: "{code}"\n    vai_tro: "Chánh Văn phòng"\n    ngay: 2026-09-03\n'
    '    ly_do: "Luật buộc công khai"\n    het_han: {until}\n'
)


def scanned(*texts, marks=()):
    return AttachmentScan("0" * 64, 10, "pdf", tuple(texts), tuple(marks))


def checked(tmp_path, scan, *, rows=ROW, profile=PROFILE, as_of=None):
    folder = tmp_path / "so-mau"
    (folder / "tep").mkdir(parents=True, exist_ok=True)
    (folder / "tep" / "a.pdf").write_bytes(b"%PDF")
    (folder / "co-quan.yml").write_text(profile, encoding="utf-8")
    (folder / "cong-khai.yml").write_text(rows, encoding="utf-8")
    return check_agency(
        load_agency(read_folder(folder)),
        framework=FRAMEWORK,
        agencies=frozenset({"so-mau"}),
        as_of=as_of or AsOf(DAY),
        scan=lambda _: scan,
    ).problems


def first_lines(tmp_path, problems):
    return [problem.format(tmp_path / "so-mau").split("\n")[0] for problem in problems]


def test_every_mark_has_a_rule():
    # Whether somebody has looked at a scan is asked elsewhere.
    assert set(rules.OF_MARK) == set(MarkKind) - {MarkKind.SCAN}
    of_files = [rule for rule in rules_of(rules) if "TT640" <= rule.code < "TT700"]
    of_signatures = rules.OF_SIGNATURE_STATE.values()
    assert list(rules.OF_MARK.values()) == [rule for rule in of_files if rule not in of_signatures]


@pytest.mark.parametrize(
    ("kind", "detail", "wanted"),
    [
        (MarkKind.HIDDEN_ROWS, "5 hàng", "lỗi [TT641] Danh sách: bảng tính có hàng ẩn (5 hàng)."),
        (MarkKind.HIDDEN_COLUMNS, "C, D", "lỗi [TT642] Danh sách: bảng tính có cột ẩn (C, D)."),
        (MarkKind.HIDDEN_SHEET, "", "lỗi [TT643] Danh sách: có trang tính ẩn."),
        (MarkKind.HIDDEN_TEXT, "", "lỗi [TT644] Danh sách: có chữ ẩn."),
        (MarkKind.COMMENT, "2", "lỗi [TT645] Danh sách: có nhận xét của người soạn (2)."),
        (MarkKind.TRACKED_CHANGE, "", "lỗi [TT646] Danh sách: còn vết sửa chưa chấp nhận."),
        (MarkKind.AUTHOR, "", "lỗi [TT647] Danh sách: thuộc tính của tệp ghi tên người."),
        (MarkKind.GPS, "", "lỗi [TT648] Danh sách: ảnh ghi tọa độ nơi chụp."),
        (MarkKind.EMBEDDED, "", "lỗi [TT649] Danh sách: có tệp khác nhúng bên trong."),
        (MarkKind.MACRO, "", "lỗi [TT650] Danh sách: có macro."),
        (MarkKind.ACTIVE_CONTENT, "", "lỗi [TT651] Danh sách: có nội dung tự chạy."),
        (MarkKind.TOO_LARGE, "25 MB", "lỗi [TT652] Danh sách: tệp lớn hơn 20 MB (25 MB)."),
        (MarkKind.UNREADABLE, "", "lỗi [TT653] Danh sách: không mở được tệp để rà soát."),
        (MarkKind.ENCRYPTED, "", "lỗi [TT654] Danh sách: tệp đặt mật khẩu nên không rà soát được."),
        (
            MarkKind.NO_TEXT_LAYER,
            "",
            "cảnh báo [TT661] Danh sách: chỉ là ảnh quét, không có lớp chữ.",
        ),
        (
            MarkKind.HIDDEN_FIGURES,
            "C",
            "cảnh báo [TT667] Danh sách: bảng tính có hàng hoặc cột ẩn, trong đó chỉ có số hay mã ngắn (C).",
        ),
    ],
)
def test_a_mark_is_reported_with_its_place(tmp_path, kind, detail, wanted):
    problems = checked(tmp_path, scanned(marks=[ScanMark(kind, "Danh sách", detail)]))
    assert first_lines(tmp_path, problems) == [f"tep/a.pdf:1:1: {wanted}"]
    (problem,) = problems
    held = Withheld("tep/a.pdf") if problem.severity is Severity.ERROR else None
    assert problem.withheld == held


def test_figures_hidden_beside_names_are_withheld(tmp_path):
    named = tuple((str(n), name, "x") for n, name in enumerate(("Lê Mẫu", "Võ Thử", "Bùi Nháp"), 1))
    table = ScannedTable("Danh sách", (("STT", "Họ và tên", "Ghi chú"), *named))
    for detail, code in (("từ cột C", "TT642"), ("1 hàng: 4", "TT641")):
        mark = ScanMark(MarkKind.HIDDEN_FIGURES, "Danh sách", detail)
        scan = dataclasses.replace(scanned(marks=[mark]), tables=(table,))
        assert code in [problem.code for problem in checked(tmp_path, scan)]


def test_text_is_reported_with_its_page_and_the_number_masked(tmp_path):
    scan = scanned(
        ScannedText("trang 1", "SỞ MẪU\nTỐI MẬT\nBÁO CÁO", first=True),
        ScannedText("trang 2", "Ông Nguyễn Văn Mẫu, CCCD 079285123456"),
        ScannedText("trang 5", "Bà Trần Thị Mẫu, CCCD 079285123457"),
    )
    first, second = first_lines(tmp_path, checked(tmp_path, scan))
    assert first.startswith("tep/a.pdf:1:1: lỗi [TT601] Trang 1: có dấu “TỐI MẬT”.")
    assert "Trang 2 và 1 chỗ khác: có số định danh" in second
    assert "“********3456”" in second
    assert "079285" not in first + second


def test_a_stamp_counts_on_the_first_page_or_under_a_letterhead(tmp_path):
    inner = ScannedText("trang 3", "Phụ lục\nMẬT\n12")
    head = ScannedText("trang 4", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nMẬT\nKẾ HOẠCH")
    assert checked(tmp_path, scanned(inner)) == ()
    assert [problem.code for problem in checked(tmp_path, scanned(head))] == ["TT601"]


def rows_of(*rows):
    """A sheet as `scanning` reads it: a text for each row, cells with their headings."""
    headings = rows[0]
    return [
        ScannedText(
            f"Danh sách!A{number}",
            "\n".join(f"{head}: {cell}" for head, cell in zip(headings, row, strict=True)),
        )
        for number, row in enumerate(rows[1:], start=2)
    ]


def test_a_cell_means_what_its_column_says(tmp_path):
    scan = scanned(
        *rows_of(
            ["STT", "Họ và tên", "Năm sinh", "Số tài khoản", "Địa chỉ", "Số CMND"],
            ["1", "Nguyễn Văn Mẫu", "05/6/2085", "0000123456789", "thôn 3, xã Mẫu", "987654321"],
            ["2", "Trần Thị Mẫu", "06/6/2085", "0000123456780", "thôn 4, xã Mẫu", "987654322"],
        )
    )
    messages = {problem.code: problem.message for problem in checked(tmp_path, scan)}
    assert set(messages) == {"TT612", "TT617", "TT618", "TT619"}
    assert messages["TT612"].startswith("Danh sách!A2 và 1 chỗ khác: ")


def test_a_table_of_companies_and_money_is_clean(tmp_path):
    scan = scanned(
        *rows_of(
            ["STT", "Tên nhà thầu", "Mã số thuế", "Địa chỉ", "Điện thoại", "Giá trúng thầu"],
            ["1", "Công ty Mẫu", "0501442989", "số 5 đường Mẫu", "0298 3812 345", "1.234.567.890"],
            ["2", "Công ty Ví Dụ", "0100109106", "thôn 3", "1900 1234", "987.654.321"],
        )
    )
    assert checked(tmp_path, scan) == ()


SECRET_TEXT = scanned(ScannedText("trang 1", "Gọi 0571 234 567", first=True))


def waived(code="TT614", until="2027-03-03"):
    return ROW + WAIVER.format(code=code, until=until)


def test_a_waiver_lets_its_rule_pass_for_the_row_s_files(tmp_path):
    assert [problem.code for problem in checked(tmp_path, SECRET_TEXT)] == ["TT614"]
    assert checked(tmp_path, SECRET_TEXT, rows=waived()) == ()
    other = checked(tmp_path, SECRET_TEXT, rows=waived("TT615"))
    assert [problem.code for problem in other] == ["TT639", "TT614"]


@pytest.mark.parametrize("blank", ["", " ", "\u00a0"])
def test_a_waiver_without_words_for_its_reason_lets_nothing_pass(tmp_path, blank):
    rows = waived().replace("Luật buộc công khai", blank)
    problems = checked(tmp_path, SECRET_TEXT, rows=rows)
    assert [problem.code for problem in problems] == ["TT636", "TT614"]


def test_every_row_that_names_a_file_must_waive_the_rule(tmp_path):
    second = '- ma: "2026-002"\n  ten: "Bản sao"\n  tep: ["a.pdf"]\n'
    problems = checked(tmp_path, SECRET_TEXT, rows=waived() + second)
    assert [problem.code for problem in problems] == ["TT614"]
    for named in (
        'quy_che: {tep: "a.pdf"}',
        'ke_hoach_cong_khai: {tep: "tep/a.pdf"}',
        'bao_cao:\n- {ky: "2025"}\n- {ky: "2026", tep: "a.pdf"}',
    ):
        problems = checked(tmp_path, SECRET_TEXT, rows=waived(), profile=f"{PROFILE}{named}\n")
        assert [problem.code for problem in problems] == ["TT614"], named


def test_a_document_that_names_a_file_must_waive_the_rule_itself(tmp_path):
    rows = waived().replace("a.pdf", "b.pdf")
    (tmp_path / "so-mau" / "tep").mkdir(parents=True)
    (tmp_path / "so-mau" / "tep" / "b.pdf").write_bytes(b"%PDF")
    below = '  van_ban:\n  - ma: "2026-002"\n    ten: "Phụ lục"\n    tep: ["tep/a.pdf"]\n'
    waiver = "".join(
        f"  {line}\n" for line in WAIVER.format(code="TT614", until="2027-03-03").splitlines()
    )
    codes = {}
    for name, text in (("without", rows + below), ("with", rows + below + waiver)):
        problems = checked(tmp_path, SECRET_TEXT, rows=text)
        codes[name] = [(problem.code, Path(problem.location.path).name) for problem in problems]
    assert codes == {"without": [("TT614", "a.pdf")], "with": []}


def test_what_is_in_the_top_is_reported_at_its_later_place(tmp_path):
    top = ScannedText("đầu văn bản", "Gọi 0571 234 567\nGọi 0571 234 568", first=True)
    alone = checked(tmp_path, scanned(top))
    assert [problem.message.partition(":")[0] for problem in alone] == ["Đầu văn bản"]
    again = (ScannedText("đoạn 3", "Gọi 0571 234 567"), ScannedText("đoạn 9", "Gọi 0571 234 568"))
    for texts, where in (
        ((top, again[0]), "Đoạn 3"),
        ((top, *again), "Đoạn 3 và 1 chỗ khác"),
        ((*again, again[1], top), "Đoạn 3 và 1 chỗ khác"),
    ):
        (problem,) = checked(tmp_path, scanned(*texts))
        assert problem.message.startswith(f"{where}: ")


def test_signatures_are_reported_by_their_state_each_once(tmp_path):
    state = FileSignatureState
    signatures = (
        FileSignature(state.INTACT, "Nguyễn Văn Mẫu"),
        FileSignature(state.BROKEN, "Trần Thị Mẫu"),
        FileSignature(state.BROKEN, "Sở Mẫu", stamp=True),
        FileSignature(state.BROKEN, "Trần Thị Mẫu"),
        FileSignature(state.CHANGED, "Lê Văn Mẫu 079285123456"),
        FileSignature(state.UNREADABLE, detail="thiếu chứng thư"),
    )
    scan = dataclasses.replace(scanned(), signatures=signatures)
    lines = first_lines(tmp_path, checked(tmp_path, scan))
    assert [line.partition("Tệp: ")[2] for line in lines] == [
        "nội dung không còn đúng như khi được ký số (chữ ký của Trần Thị Mẫu; dấu thời gian của Sở Mẫu).",
        "phần đã ký còn nguyên, nhưng có phần sửa thêm sau khi ký số.",
        "có chữ ký số nhưng không đọc được (thiếu chứng thư).",
    ]
    assert "079285123456" not in "".join(lines)


@pytest.mark.parametrize(
    ("day", "code", "severity"),
    [
        (datetime.date(2026, 9, 2), "TT614", Severity.ERROR),
        (datetime.date(2027, 3, 4), "TT638", Severity.WARNING),
    ],
)
def test_a_waiver_holds_from_its_day_to_its_last(tmp_path, day, code, severity):
    (problem,) = checked(tmp_path, SECRET_TEXT, rows=waived(), as_of=AsOf(day))
    assert (problem.code, problem.severity) == (code, severity)
    assert problem.withheld == Withheld("tep/a.pdf")


def test_the_days_on_which_the_same_comes_out_are_known(tmp_path):
    as_of = AsOf(DAY)
    checked(tmp_path, SECRET_TEXT, rows=waived(), as_of=as_of)
    assert as_of.span == (datetime.date(2026, 9, 3), datetime.date(2027, 3, 3))
    as_of = AsOf(datetime.date(2027, 3, 4))
    checked(tmp_path, SECRET_TEXT, rows=waived(), as_of=as_of)
    assert as_of.span == (datetime.date(2027, 3, 4), datetime.date.max)
    as_of = AsOf(DAY)
    checked(tmp_path, scanned(), rows=waived(), as_of=as_of)
    assert as_of.span == (datetime.date.min, datetime.date.max)


def test_no_waiver_makes_a_state_secret_public(tmp_path):
    scan = scanned(ScannedText("trang 1", "TUYỆT MẬT", first=True))
    problems = checked(tmp_path, scan, rows=waived("TT601"))
    assert [problem.code for problem in problems] == ["TT635", "TT601"]
    assert errors(problems) == []
    assert len(failures(problems)) == 2


def test_a_build_leaves_out_the_row_or_the_document_that_holds_the_value(tmp_path):
    rows = (
        'muc:\n- ma: "2026-001"\n  ten: "Quyết định"\n  van_ban:\n  - ma: "2026-002"\n'
        '    ten: "Gọi 0571 234 567"\n- ma: "2026-003"\n  ten: "Gọi 0571 234 567"\n'
    )
    problems = checked(
        tmp_path, scanned(), rows=rows, profile=PROFILE + 'huyen_cu: "CCCD 079285123456"\n'
    )
    assert [problem.withheld for problem in problems] == [
        Withheld("co-quan.yml", ("huyen_cu",)),
        Withheld("cong-khai.yml", ("muc", 0, "van_ban", 0)),
        Withheld("cong-khai.yml", ("muc", 1)),
    ]


@pytest.mark.parametrize(
    "typed",
    [
        'ghi_chu: "Gọi 0571\n    234 567"',
        "ghi_chu: >\n    Gọi 0571\n    234 567",
        "ghi_chu: |\n    Gọi\n    0571 234 567",
        "van_ban:\n  - ma: 2026-009\n    ghi_chu: Gọi 0571 234 567",
    ],
)
def test_a_value_is_read_as_meant(tmp_path, typed):
    rows = f'muc:\n- ma: "2026-001"\n  ten: "Quyết định"\n  {typed}\n'
    assert "TT614" in [problem.code for problem in checked(tmp_path, scanned(), rows=rows)]


def test_an_author_s_name_is_reported_and_not_shown(tmp_path):
    person = ScanMark(MarkKind.AUTHOR, "tác giả", "Nguyễn Văn Mẫu")
    office = ScanMark(MarkKind.AUTHOR, "tác giả", "Sở Mẫu")
    (problem,) = checked(tmp_path, scanned(marks=[person, office]))
    assert problem.message == "Tác giả: thuộc tính của tệp ghi tên người."


def test_a_file_s_name_is_read_too(tmp_path):
    folder = tmp_path / "so-mau" / "tep"
    folder.mkdir(parents=True)
    (folder / "can_cuoc_079285123456.pdf").write_bytes(b"%PDF")
    (problem,) = checked(tmp_path, scanned())
    assert problem.code == "TT611"
    assert problem.message.startswith("Tên tệp: có số định danh")


def test_settings_of_the_province_stop_a_build(tmp_path):
    (tmp_path / "_dia-ban.yml").write_text(
        'thong_bao: "Hỏi anh Mẫu, 0571 234 567"\ngiam_sat: {dien_thoai: "0571 234 567"}\n',
        encoding="utf-8",
    )
    settings, document, problems = load_jurisdiction(tmp_path)
    problems += check_jurisdiction(
        settings, document, framework=FRAMEWORK, agencies=frozenset({"so-mau"})
    )
    assert [(error.code, error.location.line) for error in errors(problems)] == [("TT614", 1)]


def test_the_golden_places_are_paths_of_files(tmp_path):
    (problem,) = checked(tmp_path, SECRET_TEXT)
    assert Path(problem.location.path) == tmp_path / "so-mau" / "tep" / "a.pdf"


def rows_with_titles(*titles):
    return "muc:\n" + "".join(
        f'- ma: "2026-{number:03}"\n  ten: "{title}"\n  tep: ["a.pdf"]\n'
        for number, title in enumerate(titles)
    )


@pytest.mark.parametrize(
    ("titles", "is_published"),
    [
        (["Quyết định khen thưởng năm 2026"], True),
        (["Quyết định khen thưởng năm 2026", "Danh sách trúng cử đại biểu"], True),
        (["Quyết định khen thưởng năm 2026", "Báo cáo"], False),
        (["Báo cáo", "Quyết định khen thưởng năm 2026"], False),
        (["Báo cáo"], False),
    ],
)
def test_names_are_public_only_where_every_title_of_the_file_is_of_a_public_act(
    tmp_path, titles, is_published
):
    told = scanned(ScannedText("trang 1", "Ông Nguyễn Văn Mẫu, sinh ngày 5/9/1990"))
    problems = checked(tmp_path, told, rows=rows_with_titles(*titles))
    caught = {problem.code for problem in problems if problem.withheld == Withheld("tep/a.pdf")}
    assert ("TT618" in caught) is not is_published
