"""Titles at the head or foot of pages, in drawn boxes, over lists of unknown headings: none leaks."""

from __future__ import annotations

import io
import json

import pytest
import xlsxwriter
from closed_list_layouts import (
    CLOSED,
    CLOSED_ROWS,
    MARK,
    PLAIN,
    PUBLIC,
    PUBLIC_ROWS,
    paragraph,
    sheets,
)
from handmade_office_files import document, word_table
from import_command import lay_out, plan_of, run

pytestmark = pytest.mark.sampled


@pytest.fixture
def work(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lay_out(tmp_path)


def _section(kind, *, ends=True, extra=""):
    """The end of a section whose pages have a head or a foot."""
    properties = f'<w:sectPr><w:{kind}Reference w:type="default" r:id="{kind}"/>{extra}</w:sectPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr></w:p>" if ends else properties


def _table(rows):
    return word_table([PLAIN, *rows])


def _printed(kind, *, lines=CLOSED):
    head = "".join(map(paragraph, lines))
    body = f"{paragraph(PUBLIC[0])}{_table(PUBLIC_ROWS)}<w:p><w:pPr><w:sectPr/></w:pPr></w:p>"
    return document(f"{body}{_table(CLOSED_ROWS)}{_section(kind, ends=False)}", **{kind: head})


def _drawn(*, header="", box=""):
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        for title, rows in ((PUBLIC, PUBLIC_ROWS), ((), CLOSED_ROWS)):
            sheet = book.add_worksheet()
            for number, row in enumerate([title, PLAIN, *rows]):
                sheet.write_row(number, 0, row)
        if header:
            sheet.set_header(header)
        if box:
            sheet.insert_textbox("F1", box)
    return file.getvalue()


FILES = {
    "head.docx": _printed("header"),
    "foot.docx": _printed("footer"),
    "head-of-two-lines.docx": _printed("header", lines=("THÔNG TIN KHÔNG ĐƯỢC", "TIẾP CẬN")),
    "head.xlsx": _drawn(header="&L&\"Arial,Bold\"&14Danh mục thông tin không được tiếp cận&RTrang &P"),
    "box.xlsx": _drawn(box="DANH MỤC THÔNG TIN\nKHÔNG ĐƯỢC TIẾP CẬN"),
    "unknown-headings.xlsx": sheets(
        DM=[CLOSED, ("TT", "Việc", "Ai giữ"), *CLOSED_ROWS, (), PUBLIC, PLAIN, *PUBLIC_ROWS]
    ),
    "ticked-for-a-short-name.xlsx": sheets(
        DM=[
            (*PLAIN, "CK", "KTC"),
            *((*row, "x", "") for row in PUBLIC_ROWS),
            *((*row, "", "x") for row in CLOSED_ROWS),
        ]
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_the_closed_list_is_counted_alone(work, capsys, name):
    path = work.parent.parent / name
    path.write_bytes(FILES[name])
    code, plan = plan_of(capsys, path, "--apply")
    _, out, err = run(capsys, path)
    assert (code, plan["problems"]) == (0, [])
    assert [item["ten"] for item in plan["new"]] == [row[1] for row in PUBLIC_ROWS]
    assert any("không đọc" in skip["reason"] for skip in plan["skipped"]), plan["skipped"]
    assert MARK not in json.dumps(plan) + out + err + (work / "cong-khai.yml").read_text("utf-8")


def test_the_closing_words_are_named(work, capsys):
    path = work.parent.parent / "a.docx"
    path.write_bytes(FILES["head.docx"])
    _, out, _ = run(capsys, path)
    assert (
        "  Bảng 2, theo chữ ở đầu, chân trang in hoặc hộp chữ “DANH MỤC THÔNG TIN CÔNG DÂN KHÔNG ĐƯỢC "
        "TIẾP CẬN”: danh mục không được tiếp cận, không đọc, 2 hàng\n"
    ) in out


def test_the_head_of_a_first_page_counts_where_shown(work, capsys):
    reference = '<w:headerReference w:type="first" r:id="header"/>'
    head = paragraph(CLOSED[0])
    for shown, code in (("<w:titlePg/>", 1), ("", 0)):
        path = work.parent.parent / "a.docx"
        body = f"{_table(PUBLIC_ROWS)}<w:sectPr>{reference}{shown}</w:sectPr>"
        path.write_bytes(document(body, header=head))
        assert plan_of(capsys, path)[0] == code


def test_a_head_of_another_list_than_the_title_is_a_question(work, capsys):
    path = work.parent.parent / "a.docx"
    body = f"{paragraph('DANH MỤC THÔNG TIN TIẾP CẬN CÓ ĐIỀU KIỆN')}{_table(PUBLIC_ROWS)}"
    path.write_bytes(document(body + _section("header", ends=False), header=paragraph(PUBLIC[0])))
    code, plan = plan_of(capsys, path)
    assert (code, [problem["code"] for problem in plan["problems"]]) == (1, ["TT783"])


REPEALED = (
    "Điều 2. Bãi bỏ các thông tin sau trong Danh mục thông tin phải được công khai:",
    "B. Thông tin đưa ra khỏi Danh mục thông tin phải được công khai",
    "DANH MỤC THÔNG TIN BỊ BÃI BỎ",
)
NOT_REPEALED = (
    "Sửa đổi, bổ sung, bãi bỏ một số thông tin trong Danh mục thông tin phải được công khai",
    "DANH MỤC THÔNG TIN PHẢI CÔNG KHAI (bãi bỏ Quyết định số 3/QĐ-UBND)",
    "Danh mục thủ tục hành chính bị bãi bỏ phải được công khai",
)


@pytest.mark.parametrize(
    ("title", "count"),
    [*((title, 2) for title in REPEALED), *((title, 4) for title in NOT_REPEALED)],
)
def test_items_that_a_decision_takes_out_are_no_new_ones(work, capsys, title, count):
    others = [("3", "Thông báo cũ", "Văn phòng"), ("4", "Nội quy cũ", "Văn phòng")]
    path = work.parent.parent / "a.docx"
    lines = paragraph(PUBLIC[0]), _table(PUBLIC_ROWS), paragraph(title), _table(others)
    path.write_bytes(document("".join(lines)))
    code, plan = plan_of(capsys, path)
    assert (code, len(plan["new"])) == (0, count)
    assert {problem["code"] for problem in plan["problems"]} == ({"TT797"} if count == 2 else set())
