"""Comments, notes, boxes, pages' heads and hidden cells that speak of closure: asked, never read."""

from __future__ import annotations

import pytest
from annotated_list_layouts import GONE, REMAINING, TITLE, ods_book, ods_cells, ods_sheet, word_rows
from closed_list_layouts import CLOSED, CLOSED_ROWS, MARK, PLAIN, paragraph, sheets
from handmade_office_files import document
from import_command import lay_out, plan_of, run

from access_info.office_files.old_workbook import printed

pytestmark = pytest.mark.sampled

ROWS = (PLAIN, *REMAINING, GONE)
CLOSING = ("Không công khai mục này", "Mật", "đừng đăng mục này lên web", "Chỉ dùng trong cơ quan")


@pytest.fixture
def work(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lay_out(tmp_path)


def _note(kind, text):
    return f'<w:{kind} w:id="2"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:{kind}>'


def _noted(kind, text, *, on_title=False):
    """A document with a footnote, an endnote or a comment on its last row, or on its title."""
    mark = f'<w:r><w:{kind}Reference w:id="2"/></w:r>'
    title = f"<w:p><w:r><w:t>{TITLE}</w:t></w:r>{mark if on_title else ''}</w:p>"
    table = word_rows(ROWS, at=3, extra="" if on_title else mark)
    return document(title + table, **{f"{kind}s": _note(kind, text)})


def _noted_twice(first, second):
    """A document with two footnotes in one cell of its last row."""
    marks = "".join(f'<w:r><w:footnoteReference w:id="{number}"/></w:r>' for number in (2, 3))
    notes = _note("footnote", first) + _note("footnote", second).replace('w:id="2"', 'w:id="3"')
    title = f"<w:p><w:r><w:t>{TITLE}</w:t></w:r></w:p>"
    return document(title + word_rows(ROWS, at=3, extra=marks), footnotes=notes)


def _commented_ods(text):
    more = (
        f"<office:annotation><dc:creator>A</dc:creator><text:p>{text}</text:p></office:annotation>"
    )
    return ods_book("".join(map(ods_cells, ((TITLE,), *ROWS[:-1]))) + ods_cells(GONE, extra=more))


def _hidden_ods(row, *, column=""):
    hidden = ods_cells(row, row='table:visibility="collapse"')
    return ods_book(
        f"{column}{''.join(map(ods_cells, ((TITLE,), *ROWS[:-1])))}{hidden}{ods_cells(GONE)}"
    )


def _box(text, shape="frame"):
    inside = f"<draw:text-box><text:p>{text}</text:p></draw:text-box>"
    inside = inside if shape == "frame" else f"<text:p>{text}</text:p>"
    return f"<draw:{shape}>{inside}</draw:{shape}>"


_HIDDEN_COLUMNS = (
    '<table:table-column table:number-columns-repeated="3"/>'
    '<table:table-column table:visibility="collapse"/>'
)
_LEVELLED = [
    (TITLE,),
    *((*row, text) for row, text in zip(ROWS, ("Mức độ", "", "", "Mật"), strict=True)),
]
LEGEND = "Nền xanh: công khai; nền đỏ: không công khai"
DOUBTFUL = {
    **{f"comment-{n}.docx": _noted("comment", text) for n, text in enumerate(CLOSING)},
    **{f"footnote-{n}.docx": _noted("footnote", text) for n, text in enumerate(CLOSING)},
    **{f"endnote-{n}.docx": _noted("endnote", text) for n, text in enumerate(CLOSING)},
    "first-footnote.docx": _noted_twice(CLOSING[0], "Kiểm tra lại số liệu"),
    "second-footnote.docx": _noted_twice("Kiểm tra lại số liệu", CLOSING[0]),
    **{f"comment-{n}.ods": _commented_ods(text) for n, text in enumerate(CLOSING)},
    **{
        f"{kind}-on-title.docx": _noted(kind, "Mục 3 lưu hành nội bộ", on_title=True)
        for kind in ("comment", "footnote", "endnote")
    },
    "hidden-heading.ods": _hidden_ods(("C", "THÔNG TIN KHÔNG ĐƯỢC TIẾP CẬN", "")),
    "hidden-column.ods": ods_book(_HIDDEN_COLUMNS + "".join(map(ods_cells, _LEVELLED))),
    "box-on-a-cell.ods": ods_book(
        "".join(map(ods_cells, ((TITLE,), *ROWS[:-1]))) + ods_cells(GONE, extra=_box("Dòng tô đỏ: mật"))
    ),
    "colours.ods": ods_sheet((TITLE,), *ROWS, ("", LEGEND)),
    "colours.xlsx": sheets(DM=[(TITLE,), *ROWS, ("", LEGEND)]),
    "colours.docx": document(paragraph(TITLE) + word_rows([*ROWS, ("", LEGEND, "")])),
    "key-over-the-title.xlsx": sheets(DM=[("", "Không công khai"), (TITLE,), *ROWS]),
    "key-over-the-title.ods": ods_sheet(("", "Không công khai"), (TITLE,), *ROWS),
}  # fmt: skip
GROUPS = ("Mật", "Nội bộ", "KCK", "LHNB", "Không phổ biến", "Thông tin công dân không được biết")
DOUBTFUL |= {
    f"group-{number}.xlsx": sheets(
        DM=[(TITLE,), PLAIN, ("I", "Ngân sách", ""), *REMAINING, ("II", name, ""), *CLOSED_ROWS]
    )
    for number, name in enumerate(GROUPS)
}


@pytest.mark.parametrize("name", DOUBTFUL)
def test_closure_that_names_no_row_is_a_question(work, capsys, name):
    path = work.parent.parent / name
    path.write_bytes(DOUBTFUL[name])
    code, out, err = run(capsys, path, "--apply")
    assert code == 1
    assert "[TT799]" in err
    assert MARK not in out + err
    assert not (work / "cong-khai.yml").exists()


AROUND = {
    "head.ods": ods_sheet(*ROWS, head=CLOSED[0]),
    "foot.ods": ods_sheet(*ROWS, foot=CLOSED[0]),
    "box.ods": ods_sheet(*ROWS, before=f"<table:shapes>{_box(CLOSED[0])}</table:shapes>"),
    "shape.ods": ods_sheet(*ROWS, before=f"<table:shapes>{_box(CLOSED[0], 'custom-shape')}</table:shapes>"),
}  # fmt: skip


@pytest.mark.parametrize("name", AROUND)
def test_a_closed_title_around_a_sheet_closes_the_sheet(work, capsys, name):
    path = work.parent.parent / name
    path.write_bytes(AROUND[name])
    code, plan = plan_of(capsys, path, "--apply")
    assert (code, [problem["code"] for problem in plan["problems"]]) == (1, ["TT787"])
    assert MARK not in str(plan)


INNOCENT = {
    "comment.docx": _noted("comment", "Kiểm tra lại số liệu"),
    "law.docx": _noted("footnote", "Xem Điều 15 Luật Tiếp cận thông tin: không được tiếp cận"),
    "registration.docx": _noted("comment", "Đã có giấy, không đăng ký lại"),
    "comment.ods": _commented_ods("Hỏi lại phòng Kinh tế"),
    "head.ods": ods_sheet((TITLE,), *ROWS, head="Xã Mẫu"),
}


@pytest.mark.parametrize("name", INNOCENT)
def test_other_remarks_ask_nothing(work, capsys, name):
    path = work.parent.parent / name
    path.write_bytes(INNOCENT[name])
    code, plan = plan_of(capsys, path)
    assert (code, len(plan["new"]), plan["problems"]) == (0, 3, [])


def test_a_hidden_row_of_a_spreadsheet_is_not_read(work, capsys):
    path = work.parent.parent / "a.ods"
    path.write_bytes(_hidden_ods(("4", f"Kế hoạch {MARK}ẨN", "Ban")))
    code, plan = plan_of(capsys, path)
    assert (code, len(plan["new"])) == (0, 3)
    assert f"{MARK}ẨN" not in str(plan)


def test_a_code_that_is_not_known_is_a_question_with_its_column(work, capsys):
    levels = ("Mức độ", "Công khai", "Công khai", "K")
    rows = [(*row, level) for row, level in zip(ROWS, levels, strict=True)]
    path = work.parent.parent / "a.xlsx"
    path.write_bytes(sheets(DM=[(TITLE,), *rows]))
    code, _, err = run(capsys, path, "--apply")
    assert code == 1
    assert "[TT786] DM!A5: hàng này có chữ ở cột “Mức độ” không rõ là danh mục nào" in err


@pytest.mark.parametrize("word", ["Nội bộ", "noi_bo", "LHNB"])
def test_internal_is_a_level_among_others(work, capsys, word):
    levels = ("Phạm vi", "Công khai", "Công khai", word)
    rows = [(*row, level) for row, level in zip(ROWS, levels, strict=True)]
    path = work.parent.parent / "a.xlsx"
    path.write_bytes(sheets(DM=rows))
    code, plan = plan_of(capsys, path, "--apply")
    assert (code, [item["ten"] for item in plan["new"]]) == (0, [row[1] for row in REMAINING])
    assert MARK not in str(plan)


def test_a_single_closed_word_is_a_question_until_the_other_rows_are_marked(work, capsys):
    path = work.parent.parent / "a.xlsx"
    for mark, code in (("", 1), ("Công khai", 0)):
        levels = ("Ghi chú", mark, mark, "Không công khai")
        path.write_bytes(
            sheets(DM=[(*row, level) for row, level in zip(ROWS, levels, strict=True)])
        )
        done, plan = plan_of(capsys, path)
        assert (done, len(plan["new"])) == (code, 2 if mark else 0)
        if not mark:
            assert "ở cột “Ghi chú”" in plan["problems"][0]["message"]


@pytest.mark.parametrize("name", ["Có điều kiện", "Tiếp cận có điều kiện"])
def test_a_group_under_conditions_does_not_become_public(work, capsys, name):
    path = work.parent.parent / "a.xlsx"
    rows = [(TITLE,), PLAIN, ("I", "Ngân sách", ""), *REMAINING, ("II", name, ""), GONE]
    path.write_bytes(sheets(DM=rows))
    code, plan = plan_of(capsys, path, "--apply")
    assert (code, [problem["code"] for problem in plan["problems"]]) == (1, ["TT783"])
    assert MARK not in str(plan)


def test_heads_and_feet_of_old_workbooks():
    def record(kind, data):
        return kind.to_bytes(2, "little") + len(data).to_bytes(2, "little") + data

    text = '&L&"Arial,Bold"Không công khai'
    head = len(text).to_bytes(2, "little") + b"\1" + text.encode("utf-16-le")
    foot = b"\x06\0\0Page&P"
    stream = (
        record(0x0809, b"\0" * 16) + record(0x14, head) + record(0x15, foot) + record(0x0A, b"")
    )
    assert [line.split() for line in printed(stream, 0)] == [["Không", "công", "khai"], ["Page"]]
