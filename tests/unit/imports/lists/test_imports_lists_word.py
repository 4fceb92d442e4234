"""What Word keeps beside plain text: changes, numbers, fields, merged and nested tables."""

from __future__ import annotations

import pytest
from handmade_office_files import document
from import_command import filled, items, lay_out, plan_of, run

pytestmark = pytest.mark.sampled

HEADINGS = ("TT", "Tên thông tin", "Số, ký hiệu", "Ngày ban hành", "Địa chỉ", "Ghi chú")


@pytest.fixture
def work(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lay_out(tmp_path)


def _run(text, look=""):
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def _p(inside, about=""):
    return f"<w:p><w:pPr>{about}</w:pPr>{inside}</w:p>"


def _cell(inside, about=""):
    whole = inside if "<w:p>" in inside else _p(inside if "<w:" in inside else _run(inside))
    return f"<w:tc><w:tcPr>{about}</w:tcPr>{whole}</w:tc>"


def _row(*cells, about=""):
    content = "".join(cell if cell.startswith("<w:tc>") else _cell(cell) for cell in cells)
    return f"<w:tr><w:trPr>{about}</w:trPr>{content}</w:tr>"


def _table(*rows):
    return f"<w:tbl>{_row(*HEADINGS)}{''.join(rows)}</w:tbl>"


def _plan(work, capsys, body, **parts):
    path = work.parent.parent / "danh-muc.docx"
    path.write_bytes(document(body, **parts))
    code, plan = plan_of(capsys, path)
    assert code == 0, plan["problems"]
    return plan


def test_what_was_inserted_counts_and_what_was_deleted_does_not(work, capsys):
    title = (
        _run("Kế hoạch ")
        + '<w:ins w:id="1" w:author="a">' + _run("công khai") + "</w:ins>"
        + '<w:del w:id="2"><w:r><w:delText> mật</w:delText></w:r></w:del>'
        + '<w:moveTo w:id="3">' + _run(" 2026") + "</w:moveTo>"
        + '<w:moveFrom w:id="4">' + _run(" 2025") + "</w:moveFrom>"
    )  # fmt: skip
    gone = _row("2", "Đã xóa", "", "", "", "", about='<w:del w:id="5"/>')
    plan = _plan(work, capsys, _table(_row("1", _cell(title), "", "", "", ""), gone))
    assert [filled(item) for item in items(plan)] == [{"ten": "Kế hoạch công khai 2026"}]
    assert any("Track Changes" in note for note in plan["notes"])


def test_links_of_every_kind(work, capsys):
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> HYPERLINK "https://mau.example/b" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + _run("Xem")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )  # fmt: skip
    simple = (
        '<w:fldSimple w:instr=\' HYPERLINK "https://mau.example/c" \\l "muc-1" \'>'
        + _run("tại đây")
        + "</w:fldSimple>"
    )
    tip = (
        '<w:fldSimple w:instr=\' HYPERLINK \\o "Mở" "https://mau.example/h" \'>'
        + _run("Xem")
        + "</w:fldSimple>"
    )
    place = "<w:fldSimple w:instr=' HYPERLINK \\l \"muc1\" '>" + _run("Xem") + "</w:fldSimple>"
    link = f'<w:hyperlink r:id="a">{_run("Tại đây")}</w:hyperlink>'
    bad = f'<w:hyperlink r:id="bad">{_run("Tại đây")}</w:hyperlink>'
    rows = [
        _row("1", "Một", "", "", _cell(link), ""),
        _row("2", "Hai", "", "", _cell(field), ""),
        _row("3", "Ba", "", "", _cell(simple), ""),
        _row("4", "Bốn", "", "", "mau.gov.vn/d; https://mau.example/e.", ""),
        _row("5", "Năm", "", "", _cell(bad), ""),
        _row("6", "Sáu", "", "", "Xem tại đây", ""),
        _row("7", "Bảy", "", "", "Bộ phận Một cửa", ""),
        _row("8", "Tám", "", "", _cell(tip), ""),
        _row("9", "Chín", "", "", _cell(place), ""),
    ]
    links = {"a": "https://mau.example/a", "bad": "javascript:alert(1)"}
    plan = _plan(work, capsys, _table(*rows), links=links)
    assert [item["dia_chi"] for item in items(plan)] == [
        "https://mau.example/a",
        "https://mau.example/b",
        "https://mau.example/c#muc-1",
        "https://mau.example/e",
        "",
        "",
        "Bộ phận Một cửa",
        "https://mau.example/h",
        "",
    ]
    assert items(plan)[3]["ghi_chu"] == "Địa chỉ: mau.gov.vn/d"
    codes = [(problem["code"], problem["line"], problem["column"]) for problem in plan["problems"]]
    assert codes == [("TT775", 6, 5), ("TT776", 7, 5), ("TT776", 10, 5)]


def test_numbers_that_word_counts(work, capsys):
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    )

    def auto(number, text=""):
        about = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
        return _cell(
            _p(_run(text) if text else "", about), '<w:gridSpan w:val="6"/>' if text else ""
        )

    body = _table(
        _row(auto(2, "Kế hoạch")),
        _row(auto(1), "Một", "", "", "", ""),
        _row(auto(1), "Hai", "", "", "", ""),
        _row(auto(2, "Báo cáo")),
        _row(auto(1), "Ba", "", "", "", ""),
    )
    plan = _plan(work, capsys, body, numbering=numbering)
    read_fields = [(item["nhom"], item["ten"]) for item in items(plan)]
    assert read_fields == [("Kế hoạch", "Một"), ("Kế hoạch", "Hai"), ("Báo cáo", "Ba")]


def test_old_letters_by_font_run_by_run(work, capsys):
    old = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
    capitals = '<w:rFonts w:ascii=".VnTimeH" w:hAnsi=".VnTimeH"/>'
    vni = '<w:rFonts w:ascii="VNI-Times" w:hAnsi="VNI-Times"/>'
    title = _run("Ch­", old) + "<w:r><w:rPr>" + old + "</w:rPr><w:softHyphen/></w:r>" + _run(
        "¬ng tr×nh ", old
    )  # fmt: skip
    rows = [
        _row("1", _cell(_run("Ch\u00ad¬ng tr×nh ", old) + _run("công tác")), "", "", "", ""),
        _row("2", _cell(_run("kÕ ho¹ch", capitals)), "", "", "", ""),
        _row("3", _cell(_run("Keá hoaïch coâng khai", vni)), "", "", "", ""),
        _row("4", _cell(title), "", "", "", ""),
    ]
    plan = _plan(work, capsys, _table(*rows))
    assert [item["ten"] for item in items(plan)][:3] == [
        "Chương trình công tác",
        "KẾ HOẠCH",
        "Kế hoạch công khai",
    ]
    assert any("TCVN3 (ABC)" in note for note in plan["notes"])
    assert any("VNI" in note for note in plan["notes"])


def test_footnotes_comments_hidden_words_and_boxes(work, capsys):
    noted = _run("Quy chế") + '<w:r><w:footnoteReference w:id="2"/></w:r>'
    hidden = _run("Báo cáo") + _run(" nội bộ", "<w:vanish/>")
    plan = _plan(
        work,
        capsys,
        _table(
            _row("1", _cell(noted), "", "", "", "Mới"), _row("2", _cell(hidden), "", "", "", "")
        ),
        footnotes=f'<w:footnote w:id="2">{_p(_run(" Thay quy chế cũ."))}</w:footnote>',
        comments=f'<w:comment w:id="0">{_p(_run("sửa đi"))}</w:comment>',
    )
    assert [filled(item) for item in items(plan)] == [
        {"ten": "Quy chế", "ghi_chu": "Mới; Chú thích: Thay quy chế cũ."},
        {"ten": "Báo cáo"},
    ]
    assert plan["notes"] == [
        "Lời nhận xét (comment) bên lề không đọc.",
        "Có chữ ẩn (Hidden), không đọc.",
    ]


def test_merged_cells_hold_for_every_row_they_span(work, capsys):
    first, more = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = _table(
        _row("1", "Một", _cell("1/QĐ-UBND", first), "03/9/2026", "", ""),
        _row("2", "Hai", _cell("", more), "04/9/2026", "", ""),
        _row("3", _cell("Ba", first), "3/QĐ-UBND", "", "https://mau.example/3", ""),
        _row("", _cell("", more), "", "", "https://mau.example/3b", ""),
        _row("4", _cell("Bốn", first), "4/QĐ-UBND", "", "", ""),
        _row("5", _cell("", more), "5/QĐ-UBND", "", "", ""),
    )
    plan = _plan(work, capsys, body)
    read_fields = [(item["ten"], item["so_ky_hieu"], item["dia_chi"]) for item in items(plan)]
    assert read_fields == [
        ("Một", "1/QĐ-UBND", ""),
        ("Hai", "1/QĐ-UBND", ""),
        ("Ba", "3/QĐ-UBND", "https://mau.example/3; https://mau.example/3b"),
        ("Bốn", "4/QĐ-UBND", ""),
        ("Bốn", "5/QĐ-UBND", ""),
    ]


def test_a_list_inside_a_layout_table_and_a_table_inside_a_list(work, capsys):
    small = f"<w:tbl>{_row('a', 'b')}</w:tbl>"
    inner = _table(_row("1", _cell(_p(_run("Một")) + small + _p("")), "", "", "", ""))
    body = f"<w:tbl>{_row(_cell(_p(_run('UBND XÃ')) + inner + _p('')), 'Độc lập')}</w:tbl>"
    plan = _plan(work, capsys, body)
    assert [item["ten"] for item in items(plan)] == ["Một a; b"]
    reasons = {skip["where"]: skip["reason"] for skip in plan["skipped"]}
    assert "chữ của nó đã đọc vào ô ấy" in reasons["Bảng 3"]


def test_a_table_that_goes_on_after_a_break(work, capsys):
    second = f"<w:tbl>{_row('2', 'Hai', '2/KH-UBND', '', '', '')}</w:tbl>"
    group = _row(_cell("I. KẾ HOẠCH", '<w:gridSpan w:val="6"/>'))
    body = _table(group, _row("1", "Một", "1/KH-UBND", "", "", "")) + _p("") + second
    plan = _plan(work, capsys, body)
    assert [(item["nhom"], item["ten"]) for item in items(plan)] == [
        ("KẾ HOẠCH", "Một"),
        ("KẾ HOẠCH", "Hai"),
    ]


def test_headings_of_two_tiers_ticked_forms_and_bold_groups(work, capsys):
    first, more = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    two = '<w:gridSpan w:val="2"/>'
    body = (
        "<w:tbl>"
        + "".join(
            [
                _row(
                    *(_cell("TT", first), _cell("Tên loại và trích yếu nội dung", first)),
                    *(_cell("Văn bản", two), _cell("Hình thức công khai", two)),
                ),
                _row(
                    *(_cell("", more), _cell("", more)),
                    *("Số/ký hiệu", "Ngày, tháng, năm", "Cổng TTĐT", "Niêm yết"),
                ),
                _row("", _cell(_run("Quy chế, nội quy", "<w:b/>")), "", "", "", ""),
                _row("1", "Quy chế làm việc", "1/QĐ-UBND", "tháng 9/2026", "x", "x"),
                _row("", _cell(_run("Ngân sách", "<w:b/>")), "", "", "", ""),
                _row("2", "Dự toán", "2/QĐ-UBND", "năm 2026", "", "X"),
            ]
        )
        + "</w:tbl>"
    )
    plan = _plan(work, capsys, body)
    keys = ("nhom", "ten", "so_ky_hieu", "ngay_ban_hanh", "hinh_thuc")
    assert [tuple(item[key] for key in keys) for item in items(plan)] == [
        ("Quy chế, nội quy", "Quy chế làm việc", "1/QĐ-UBND", "2026-09", "Cổng TTĐT; Niêm yết"),
        ("Ngân sách", "Dự toán", "2/QĐ-UBND", "2026", "Niêm yết"),
    ]


def test_a_group_named_above_each_table(work, capsys):
    body = "".join(
        _p(_run(name)) + _table(_row("1", title, "", "", "", ""))
        for name, title in (("I. Tài chính", "Dự toán"), ("II. Đất đai", "Quy hoạch"))
    )
    plan = _plan(work, capsys, body)
    assert [(item["nhom"], item["ten"]) for item in items(plan)] == [
        ("Tài chính", "Dự toán"),
        ("Đất đai", "Quy hoạch"),
    ]


def test_a_list_of_paragraphs_is_answered_kindly(work, capsys):
    path = work.parent.parent / "doan-van.docx"
    path.write_bytes(document("".join(_p(_run(f"{n}. Kế hoạch {n}")) for n in range(1, 6))))
    code, _, err = run(capsys, path)
    assert code == 1
    assert "TT772" in err
    assert "(5 đoạn)" in err
    assert "Convert Text to Table" in err
