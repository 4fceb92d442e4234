"""Office files in the layouts that agencies give their lists, with invented content.

Whatever stands in a closed list holds `MARK`, which must come out nowhere.
"""

from __future__ import annotations

import io
import unicodedata

import xlsxwriter
from handmade_office_files import document, word_table

from access_info.office_files.text import _TCVN3

MARK = "KINMARK"
CLOSED_ROWS = [("1", f"Kế hoạch phòng thủ {MARK}", "Ban chỉ huy"), ("2", f"Hồ sơ {MARK}", "Xã đội")]
PUBLIC_ROWS = [("1", "Dự toán ngân sách", "Văn phòng"), ("2", "Quyết toán ngân sách", "Văn phòng")]
CONDITIONAL_ROWS = [("1", "Hồ sơ hộ tịch", "Tư pháp"), ("2", "Hồ sơ doanh nghiệp", "Phòng Kinh tế")]
PLAIN = ("STT", "Tên thông tin", "Đơn vị phụ trách")
PUBLIC = ("DANH MỤC THÔNG TIN PHẢI ĐƯỢC CÔNG KHAI",)
CONDITIONAL = ("DANH MỤC THÔNG TIN TIẾP CẬN CÓ ĐIỀU KIỆN",)
CLOSED = ("DANH MỤC THÔNG TIN CÔNG DÂN KHÔNG ĐƯỢC TIẾP CẬN",)
BOTH = (["Dự toán ngân sách", "Quyết toán ngân sách"], ["Hồ sơ hộ tịch", "Hồ sơ doanh nghiệp"])
PUBLIC_ONLY = (BOTH[0], [])


def paragraph(text):
    """A paragraph of Word."""
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def word(*parts):
    """A document: texts are paragraphs, lists of rows are tables."""
    return document(
        "".join(paragraph(part) if isinstance(part, str) else word_table(part) for part in parts)
    )


def sheets(**named):
    """A workbook: rows by the name of each sheet, in which `_` stands for a space."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        for name, rows in named.items():
            sheet = book.add_worksheet(name.replace("_", " "))
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return file.getvalue()


def text(*rows):
    """A file of text."""
    return "\n".join(";".join(row) for row in rows).encode()


def decision(first, second, third):
    """A decision with three annexes, each with the lines over its table."""
    return word(
        [("ỦY BAN NHÂN DÂN XÃ MẪU", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")],
        "QUYẾT ĐỊNH",
        "Ban hành các danh mục thông tin của Ủy ban nhân dân xã Mẫu",
        "Căn cứ Luật Tiếp cận thông tin về thông tin công dân không được tiếp cận;",
        "Điều 1. Ban hành kèm theo Quyết định này Danh mục thông tin phải được công khai (Phụ lục I), "
        "Danh mục thông tin tiếp cận có điều kiện (Phụ lục II) và Danh mục thông tin không được tiếp "
        "cận (Phụ lục III).",
        [("Nơi nhận:", "TM. ỦY BAN NHÂN DÂN")],
        *first,
        [PLAIN, *PUBLIC_ROWS],
        *second,
        [PLAIN, *CONDITIONAL_ROWS],
        *third,
        [PLAIN, *CLOSED_ROWS],
    )


def _unaccented(words):
    bare = unicodedata.normalize("NFD", words.replace("Đ", "D").replace("đ", "d"))
    return "".join(char for char in bare if not unicodedata.combining(char))


def _as_tcvn3(words):
    signs = {letter: sign for sign, letter in _TCVN3.items()}
    return "".join(signs.get(char, char) for char in words)


def _font(words, name):
    look = f'<w:rPr><w:rFonts w:ascii="{name}" w:hAnsi="{name}"/></w:rPr>'
    return f"<w:p><w:r>{look}<w:t>{words}</w:t></w:r></w:p>"


def marked(
    closed="x", headings=("Công khai rộng rãi", "Có điều kiện", "Không được tiếp cận"), yes="x"
):
    """A table whose columns mark each row, two rows a list."""
    return [
        (*PLAIN, *headings),
        *((*row, yes, "", "") for row in PUBLIC_ROWS),
        *((str(int(row[0]) + 2), *row[1:], "", yes, "") for row in CONDITIONAL_ROWS),
        *((str(int(row[0]) + 4), *row[1:], "", "", closed) for row in CLOSED_ROWS),
    ]


ALONE = {
    "two lines": ("PHỤ LỤC III", "DANH MỤC THÔNG TIN CÔNG DÂN", "KHÔNG ĐƯỢC TIẾP CẬN"),
    "broken inside the words": ("PHỤ LỤC III", "DANH MỤC THÔNG TIN KHÔNG", "ĐƯỢC TIẾP CẬN"),
    "small letters": ("Phụ lục 3", "Danh mục thông tin công dân", "không được tiếp cận"),
    "one line": ("Phụ lục III. Danh mục thông tin không cung cấp", "(Kèm theo Quyết định số 1/QĐ-UBND)"),
    "without accents": ("PHU LUC III", "DANH MUC THONG TIN KHONG DUOC TIEP CAN"),
    "decomposed": (unicodedata.normalize("NFD", "Danh mục thông tin không được tiếp cận"),),
    "a slip": ("DANH MỤC THÔNG TIN KHÔGN ĐƯỢC TIẾP CẬNG",),
    "run together": ("DANH MỤC THÔNG TIN KHÔNGĐƯỢC TIẾPCẬN",),
    "letters apart": ("K H Ô N G  Đ Ư Ợ C  T I Ế P  C Ậ N",),
    "in brackets": ("PHỤ LỤC III", "(Thông tin công dân không được tiếp cận)"),
    "an article of a regulation": ("Điều 8. Thông tin công dân không được tiếp cận",),
    "a part": ("C. THÔNG TIN KHÔNG CÔNG KHAI",),
    "a sentence": ("Các thông tin sau đây công dân không được tiếp cận:",),
    "secrets": ("PHỤ LỤC III", "DANH MỤC BÍ MẬT NHÀ NƯỚC CỦA XÃ"),
    "secret documents": ("Danh mục tài liệu mật",),
    "not yet": ("DANH MỤC THÔNG TIN CHƯA ĐƯỢC CÔNG KHAI",),
    "inside only": ("DANH MỤC TÀI LIỆU LƯU HÀNH NỘI BỘ",),
    "number alone, told by the decision": ("PHỤ LỤC III",),
    "a note behind": ("PHỤ LỤC III DANH MỤC KHÔNG ĐƯỢC TIẾP CẬN", "Phụ lục này kèm theo Quyết định"),
    "quoting the law": ("DANH MỤC KHÔNG ĐƯỢC TIẾP CẬN THEO ĐIỀU 15 LUẬT TIẾP CẬN THÔNG TIN",),
}  # fmt: skip
# What stands over a table of the public list, though it speaks of the closed one.
OPEN = {
    "but for": ("DANH MỤC THÔNG TIN PHẢI CÔNG KHAI", "(trừ thông tin không được tiếp cận)"),
    "but for, in the line": (
        "Danh mục thông tin phải công khai, trừ thông tin không được tiếp cận",
    ),
    "not among": ("DANH MỤC THÔNG TIN CÔNG KHAI (không bao gồm thông tin không được tiếp cận)",),
    "protection of secrets": (
        "DANH MỤC THÔNG TIN PHẢI CÔNG KHAI",
        "Lĩnh vực bảo vệ bí mật nhà nước",
    ),
    "after all three": (
        "DANH MỤC THÔNG TIN PHẢI CÔNG KHAI VÀ THÔNG TIN KHÔNG ĐƯỢC TIẾP CẬN",
        "A. THÔNG TIN PHẢI ĐƯỢC CÔNG KHAI",
    ),
    "attached to a decision on all": (
        "PHỤ LỤC I. THÔNG TIN PHẢI ĐƯỢC CÔNG KHAI",
        "(Kèm theo Quyết định ban hành danh mục công khai và không được tiếp cận)",
    ),
    "declassified": ("DANH MỤC THÔNG TIN PHẢI CÔNG KHAI (đã giải mật bí mật nhà nước)",),
}
_PART = [
    ("A", "THÔNG TIN PHẢI ĐƯỢC CÔNG KHAI", ""), *PUBLIC_ROWS,
    ("B", "THÔNG TIN TIẾP CẬN CÓ ĐIỀU KIỆN", ""), *CONDITIONAL_ROWS,
    ("C", "THÔNG TIN KHÔNG ĐƯỢC TIẾP CẬN", ""), *CLOSED_ROWS,
]  # fmt: skip
_BROKEN = [
    *(("DANH MỤC THÔNG TIN PHẢI CÔNG KHAI",), PLAIN, *PUBLIC_ROWS),
    *(("DANH MỤC THÔNG TIN CÔNG DÂN",), ("KHÔNG ĐƯỢC TIẾP CẬN",), PLAIN, *CLOSED_ROWS),
]
LAYOUTS = {
    "decision.docx": (
        decision(("PHỤ LỤC I", *PUBLIC), ("PHỤ LỤC II", *CONDITIONAL), ("PHỤ LỤC III", *CLOSED)), BOTH,
    ),
    "numbers-only.docx": (decision(("PHỤ LỤC I",), ("PHỤ LỤC II",), ("PHỤ LỤC III",)), BOTH),
    "three-sheets.xlsx": (
        sheets(
            PL1_Cong_khai=[PUBLIC, PLAIN, *PUBLIC_ROWS],
            PL2_Co_dieu_kien=[CONDITIONAL, PLAIN, *CONDITIONAL_ROWS],
            PL3_Khong_cung_cap=[CLOSED, PLAIN, *CLOSED_ROWS],
        ),
        BOTH,
    ),
    "names-of-sheets-only.xlsx": (
        sheets(CK=[PLAIN, *PUBLIC_ROWS], CĐK=[PLAIN, *CONDITIONAL_ROWS], KTC=[PLAIN, *CLOSED_ROWS]), BOTH,
    ),
    "titles-only.xlsx": (
        sheets(
            Sheet1=[PUBLIC, PLAIN, *PUBLIC_ROWS], Sheet2=[CONDITIONAL, PLAIN, *CONDITIONAL_ROWS],
            Sheet3=[("PHỤ LỤC III",), CLOSED, (), PLAIN, *CLOSED_ROWS],
        ),
        BOTH,
    ),
    "parts-of-one-table.xlsx": (sheets(DM=[("DANH MỤC THÔNG TIN CỦA XÃ",), PLAIN, *_PART]), BOTH),
    "parts-of-one-table.docx": (word("DANH MỤC THÔNG TIN CỦA XÃ", [PLAIN, *_PART]), BOTH),
    "parts.csv": (text(PLAIN, *_PART), BOTH),
    "below-each-other.xlsx": (
        sheets(DM=[PUBLIC, PLAIN, *PUBLIC_ROWS, (), CONDITIONAL, PLAIN, *CONDITIONAL_ROWS, (), CLOSED, PLAIN,
                   *CLOSED_ROWS]),
        BOTH,
    ),
    "closed-first.xlsx": (
        sheets(DM=[CLOSED, PLAIN, *CLOSED_ROWS, (), PUBLIC, ("TT", "Tên văn bản", "Số, ký hiệu", "Ghi chú"),
                   ("1", "Dự toán ngân sách", "1/QĐ"), ("2", "Quyết toán ngân sách", "2/QĐ")]),
        PUBLIC_ONLY,
    ),
    "title-in-two-rows.csv": (text(*_BROKEN), PUBLIC_ONLY),
    "closed-in-groups.docx": (
        word(*PUBLIC, [PLAIN, *PUBLIC_ROWS], "PHỤ LỤC II", *CLOSED, "I. Lĩnh vực quốc phòng",
             [PLAIN, CLOSED_ROWS[0]], "II. Lĩnh vực tổ chức", [PLAIN, CLOSED_ROWS[1]]),
        PUBLIC_ONLY,
    ),
    "closed-goes-on.docx": (
        word(*PUBLIC, [PLAIN, *PUBLIC_ROWS], *CLOSED, [PLAIN, CLOSED_ROWS[0]], "", [CLOSED_ROWS[1]]), PUBLIC_ONLY,
    ),
    "closed-without-headings.docx": (
        word(*PUBLIC, [PLAIN, *PUBLIC_ROWS], *CLOSED, [("1", MARK), ("2", MARK)]), PUBLIC_ONLY,
    ),
    "closed-in-paragraphs.docx": (
        word(*PUBLIC, [PLAIN, *PUBLIC_ROWS], *CLOSED, f"1. Kế hoạch {MARK}", f"2. Hồ sơ {MARK}"), PUBLIC_ONLY,
    ),
    "old-letters.docx": (
        document(
            _font(_as_tcvn3("Danh mục thông tin phải được công khai"), ".VnTime")
            + word_table([PLAIN, *PUBLIC_ROWS])
            + _font(_as_tcvn3("Danh mục thông tin không được tiếp cận"), ".VnTime")
            + word_table([PLAIN, *CLOSED_ROWS])
        ),
        PUBLIC_ONLY,
    ),
    "title-in-a-table.docx": (
        word([PUBLIC], [PLAIN, *PUBLIC_ROWS], [("PHỤ LỤC III",), CLOSED], [PLAIN, *CLOSED_ROWS]), PUBLIC_ONLY,
    ),
    "title-in-the-table.docx": (
        word([PUBLIC, PLAIN, *PUBLIC_ROWS], "", [CLOSED, PLAIN, *CLOSED_ROWS]), PUBLIC_ONLY,
    ),
    "ticks.xlsx": (sheets(DM=marked()), BOTH),
    "ticks-in-words.xlsx": (sheets(DM=marked(closed="Có", yes="có")), BOTH),
    "ticks-with-reasons.xlsx": (sheets(DM=marked(closed=f"Bí mật nhà nước {MARK}", yes="✓")), BOTH),
    "ticks-unaccented.csv": (
        text(*marked(headings=("Cong khai", "Co dieu kien", "Khong duoc tiep can"), yes="1")), BOTH,
    ),
    "ticks-under-a-heading.docx": (word(*PUBLIC, marked(yes="v")), BOTH),
    "a-column-of-words.xlsx": (
        sheets(DM=[(*PLAIN, "Phân loại"), *((*row, "Công khai") for row in PUBLIC_ROWS),
                   *((*row, "Tiếp cận có điều kiện") for row in CONDITIONAL_ROWS),
                   *((*row, "Không được tiếp cận") for row in CLOSED_ROWS)]),
        BOTH,
    ),
    "one-column-of-ticks.xlsx": (
        sheets(DM=[PUBLIC, (*PLAIN, "Không được tiếp cận"), *((*row, "") for row in PUBLIC_ROWS),
                   *((*row, "x") for row in CLOSED_ROWS)]),
        PUBLIC_ONLY,
    ),
    "conditional-without-conditions.docx": (word(*CONDITIONAL, [PLAIN, *CONDITIONAL_ROWS]), ([], BOTH[1])),
    "lists-beside-each-other.xlsx": (
        sheets(DM=[(*PUBLIC, "", "", "", *CLOSED), (*PLAIN, "", *PLAIN),
                   *((*row, "", *other) for row, other in zip(PUBLIC_ROWS, CLOSED_ROWS, strict=True))]),
        PUBLIC_ONLY,
    ),
    "two-tiers.docx": (
        word("DANH MỤC THÔNG TIN", [("STT", "Tên thông tin", "Mức độ tiếp cận", "", ""),
                                    ("", "", "Công khai", "Có điều kiện", "Không được tiếp cận"),
                                    *((*row[:2], "x", "", "") for row in PUBLIC_ROWS),
                                    *((*row[:2], "", "x", "") for row in CONDITIONAL_ROWS),
                                    *((*row[:2], "", "", "x") for row in CLOSED_ROWS)]),
        BOTH,
    ),
    "a-heading-with-more.xlsx": (
        sheets(DM=[PUBLIC, (*PLAIN, "Không công khai (đánh x)"), *((*row, "") for row in PUBLIC_ROWS),
                   *((*row, "x") for row in CLOSED_ROWS)]),
        PUBLIC_ONLY,
    ),
    "yes-and-no.xlsx": (
        sheets(DM=[("STT", "Tên thông tin", "Công khai", "Không công khai"),
                   *((*row[:2], "Có", "Không") for row in PUBLIC_ROWS),
                   *((*row[:2], "Không", "Có") for row in CLOSED_ROWS)]),
        PUBLIC_ONLY,
    ),
    "headings-again.xlsx": (
        sheets(DM=[PUBLIC, PLAIN, *PUBLIC_ROWS, ("PHỤ LỤC III",), CLOSED, PLAIN, *CLOSED_ROWS,
                   ("PHỤ LỤC II",), CONDITIONAL, PLAIN, *CONDITIONAL_ROWS]),
        BOTH,
    ),
    "short-names.xlsx": (
        sheets(TT_phải_CK=[PLAIN, *PUBLIC_ROWS], TT_có_ĐK=[PLAIN, *CONDITIONAL_ROWS],
               TT_không_TC=[PLAIN, *CLOSED_ROWS]),
        BOTH,
    ),
    "open-items-that-name-lists.xlsx": (
        sheets(DM=[PUBLIC, PLAIN, *PUBLIC_ROWS, ("3", "Danh mục thông tin công dân không được tiếp cận", "x")]),
        ([*BOTH[0], "Danh mục thông tin công dân không được tiếp cận"], []),
    ),
    "open-groups-about-secrets.xlsx": (
        sheets(DM=[PUBLIC, PLAIN, ("I", "LĨNH VỰC BẢO VỆ BÍ MẬT NHÀ NƯỚC", ""), PUBLIC_ROWS[0],
                   ("II", "Bí mật kinh doanh", ""), PUBLIC_ROWS[1]]),
        PUBLIC_ONLY,
    ),
    "open-small-beside-large.docx": (
        word([("STT", "Tên thông tin", "Số, ký hiệu", "Ngày ban hành", "Ghi chú"),
              ("1", "Dự toán ngân sách", "1/QĐ", "03/9/2026", ""),
              ("2", "Quyết toán ngân sách", "2/QĐ", "03/9/2026", "")],
             "", [("STT", "Tên thông tin", "Điều kiện tiếp cận"), *CONDITIONAL_ROWS]),
        BOTH,
    ),
    "open-a-sentence.docx": (
        word(*PUBLIC, "Thông tin không được tiếp cận không nêu trong danh mục này.", [PLAIN, *PUBLIC_ROWS]),
        PUBLIC_ONLY,
    ),
    **{
        f"alone-{number}.docx": (
            decision(("PHỤ LỤC I", *PUBLIC), ("PHỤ LỤC II", *CONDITIONAL), lines), BOTH,
        )
        for number, lines in enumerate(ALONE.values(), 1)
    },
    **{
        f"sheet-{number}.xlsx": (
            sheets(Cong_khai=[PUBLIC, PLAIN, *PUBLIC_ROWS],
                   Sheet2=[*((line,) for line in lines), PLAIN, *CLOSED_ROWS]),
            PUBLIC_ONLY,
        )
        for number, lines in enumerate(ALONE.values(), 1)
        if lines != ("PHỤ LỤC III",)
    },
    **{
        f"open-{number}.docx": (word(*lines, [PLAIN, *PUBLIC_ROWS]), PUBLIC_ONLY)
        for number, lines in enumerate(OPEN.values(), 1)
    },
    **{
        f"open-{number}.csv": (text(*((line,) for line in lines), PLAIN, *PUBLIC_ROWS), PUBLIC_ONLY)
        for number, lines in enumerate(OPEN.values(), 1)
    },
}  # fmt: skip
