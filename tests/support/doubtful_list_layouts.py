"""Layouts of lists of which nothing may be guessed."""

from __future__ import annotations

from closed_list_layouts import (
    CLOSED,
    CLOSED_ROWS,
    CONDITIONAL,
    CONDITIONAL_ROWS,
    MARK,
    PLAIN,
    PUBLIC,
    PUBLIC_ROWS,
    marked,
    sheets,
    text,
    word,
)

# Files of which nothing may be guessed: the code of the question.
QUESTIONS = {
    "annex-without-title.docx": (
        word(*PUBLIC, [PLAIN, *PUBLIC_ROWS], *CLOSED, [PLAIN, *CLOSED_ROWS], "PHỤ LỤC IV", [PLAIN, *CLOSED_ROWS]),
        "TT785",
    ),
    "sheet-without-title.xlsx": (
        sheets(A=[PUBLIC, PLAIN, *PUBLIC_ROWS], B=[CLOSED, PLAIN, *CLOSED_ROWS], C=[PLAIN, *CLOSED_ROWS]),
        "TT785",
    ),
    "on-request.docx": (
        word(*PUBLIC, [PLAIN, *PUBLIC_ROWS], "DANH MỤC THÔNG TIN CUNG CẤP THEO YÊU CẦU", [PLAIN, *CLOSED_ROWS]),
        "TT785",
    ),
    "annex-by-name.xlsx": (
        sheets(PL_01=[PUBLIC, PLAIN, *PUBLIC_ROWS], PL_02=[PLAIN, *CLOSED_ROWS]), "TT785",
    ),
    "title-of-the-next.docx": (word([PLAIN, *PUBLIC_ROWS], *CLOSED, [PLAIN, *CLOSED_ROWS]), "TT785"),
    "both-in-the-name cong-khai va khong-tiep-can.csv": (text(PLAIN, *PUBLIC_ROWS, *CLOSED_ROWS), "TT785"),
    "issued-as-one.docx": (
        word("Về việc ban hành Danh mục thông tin không được tiếp cận", "PHỤ LỤC",
             "(Kèm theo Quyết định số 1/QĐ-UBND)", [PLAIN, *CLOSED_ROWS]),
        "TT787",
    ),
    "all-lists-in-one.docx": (
        word("DANH MỤC THÔNG TIN PHẢI CÔNG KHAI, KHÔNG ĐƯỢC TIẾP CẬN", [PLAIN, *PUBLIC_ROWS, *CLOSED_ROWS]),
        "TT785",
    ),
    "name-of-the-column.csv": (text(("STT", "Tên thông tin không được tiếp cận", "Ghi chú"), *CLOSED_ROWS), "TT794"),
    "title-and-sheet.xlsx": (sheets(Có_điều_kiện=[PUBLIC, PLAIN, *PUBLIC_ROWS]), "TT783"),
    "title-and-column.docx": (
        word(*PUBLIC, [("STT", "Tên thông tin", "Điều kiện tiếp cận"), *CONDITIONAL_ROWS]), "TT783",
    ),
    "title-and-forms.docx": (
        word(*CONDITIONAL, [("STT", "Tên thông tin", "Hình thức công khai"), ("1", "Dự toán", "Niêm yết"),
                            ("2", "Quyết toán", "Niêm yết")]),
        "TT783",
    ),
    "unmarked.xlsx": (sheets(DM=[*marked(), ("7", f"Hàng {MARK}", "", "", "", "")]), "TT786"),
    "marked-twice.xlsx": (sheets(DM=[*marked(), ("7", f"Hàng {MARK}", "", "x", "", "x")]), "TT786"),
    "crossed.xlsx": (sheets(DM=[*marked(), ("7", f"Hàng {MARK}", "", "✗", "", "")]), "TT786"),
    "only-closed.docx": (word(*CLOSED, [PLAIN, *CLOSED_ROWS]), "TT787"),
    "danh-muc-khong-duoc-tiep-can.csv": (text(PLAIN, *CLOSED_ROWS), "TT787"),
    "one-list-a-column.xlsx": (
        sheets(DM=[("STT", "Thông tin công khai", "Thông tin có điều kiện", "Thông tin không được tiếp cận"),
                   ("1", "Dự toán", "Hồ sơ hộ tịch", MARK), ("2", "Quyết toán", "Hồ sơ đất", MARK)]),
        "TT790",
    ),
}  # fmt: skip
