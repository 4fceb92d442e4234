"""Further ways by which a closed row could come in: each is closed, or asked about."""

from __future__ import annotations

import pytest
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

GONE = ("3", f"Hồ sơ {MARK}", "Xã đội")
FIRST = paragraph(PUBLIC[0]) + word_table([PLAIN, *PUBLIC_ROWS])
SECOND = word_table([PLAIN, *CLOSED_ROWS])


@pytest.fixture
def work(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lay_out(tmp_path)


def _drawn(text):
    """A title in WordArt."""
    path = f'<v:textpath string="{text}"/>'
    shape = f'<v:shape xmlns:v="urn:schemas-microsoft-com:vml">{path}</v:shape>'
    return f"<w:p><w:r><w:pict>{shape}</w:pict></w:r></w:p>"


def _hidden_row():
    cells = "".join(f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in GONE)
    row = f"<w:tr><w:trPr><w:hidden/></w:trPr>{cells}</w:tr>"
    return FIRST.replace("</w:tbl>", f"{row}</w:tbl>")


def _framed():
    """A table in a cell, under a title in the cell above."""
    rows = (paragraph(CLOSED[0]), SECOND)
    cells = "".join(f"<w:tr><w:tc>{inside}<w:p/></w:tc></w:tr>" for inside in rows)
    return f"{FIRST}<w:tbl>{cells}</w:tbl>"


CLOSING = {
    "wordart.docx": document(FIRST + _drawn(CLOSED[0]) + SECOND),
    "hidden-row.docx": document(_hidden_row()),
    "framed.docx": document(_framed()),
}


@pytest.mark.parametrize("name", CLOSING)
def test_only_the_public_rows_are_taken(work, capsys, name):
    path = work.parent.parent / name
    path.write_bytes(CLOSING[name])
    code, plan = plan_of(capsys, path, "--apply")
    assert (code, [item["ten"] for item in plan["new"]]) == (0, [row[1] for row in PUBLIC_ROWS])
    assert MARK not in str(plan)


def _unseen(kind):
    text = CLOSED[0]
    if kind == "hidden":
        inside = f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>{text}</w:t></w:r>"
    else:
        inside = f"<w:del><w:r><w:delText>{text}</w:delText></w:r></w:del>"
    return document(f"{FIRST}<w:p>{inside}</w:p>{SECOND}")


def _pictured(text):
    """A picture between two tables, with words for those who do not see it."""
    inside = (
        f'<wp:inline xmlns:wp="urn:wp"><wp:docPr id="1" name="Hình 1" descr="{text}"/></wp:inline>'
    )
    return document(f"{FIRST}<w:p><w:r><w:drawing>{inside}</w:drawing></w:r></w:p>{SECOND}")


def _column(heading, *texts, name=GONE[1]):
    rows = (PLAIN, *PUBLIC_ROWS, (GONE[0], name, GONE[2]))
    more = zip(rows, (heading, *texts), strict=True)
    return sheets(DM=[PUBLIC, *((*row, text) for row, text in more)])


DOUBTFUL = {
    "hidden-title.docx": (_unseen("hidden"), "TT799"),
    "picture.docx": (_pictured(CLOSED[0]), "TT799"),
    "deleted-title.docx": (_unseen("deleted"), "TT799"),
    "long-note.xlsx": (_column("Ghi chú", "", "", "Không công khai theo Luật Bảo vệ"), "TT786"),
    "inside.xlsx": (_column("Ghi chú", "", "", "Lưu nội bộ, không đưa ra ngoài"), "TT786"),
    "no-form.xlsx": (_column("Hình thức công khai", "Niêm yết", "Niêm yết", "Không"), "TT786"),
    "secrecy.xlsx": (_column("Độ mật", "Thường", "Thường", "M"), "TT786"),
    "may-not.xlsx": (_column("Tiếp cận", "Được", "Được", "Không được"), "TT786"),
    **{
        f"name-{number}.xlsx": (_column("Ghi chú", "", "", "", name=name), "TT786")
        for number, name in enumerate(
            (
                f"Hồ sơ {MARK} (Mật)",
                f"[KHÔNG CÔNG KHAI] Hồ sơ {MARK}",
                f"Hồ sơ {MARK} - không công khai",
                f"Hồ sơ {MARK} (lưu hành nội bộ)",
            )
        )
    },
}


@pytest.mark.parametrize("name", DOUBTFUL)
def test_doubt_becomes_a_question(work, capsys, name):
    content, wanted = DOUBTFUL[name]
    path = work.parent.parent / name
    path.write_bytes(content)
    code, out, err = run(capsys, path, "--apply")
    assert code == 1
    assert f"[{wanted}]" in err
    assert MARK not in out + err
    assert not (work / "cong-khai.yml").exists()


@pytest.mark.parametrize(
    "name", ["Khám chuyên khoa (mắt)", "Tài sản - Mất", "Danh sách (Răng - hàm - mặt)"]
)
def test_words_that_only_look_like_secret_ask_nothing(work, capsys, name):
    path = work.parent.parent / "a.xlsx"
    path.write_bytes(_column("Ghi chú", "", "", "", name=name))
    code, plan = plan_of(capsys, path)
    assert (code, len(plan["new"]), plan["problems"]) == (0, 3, [])
