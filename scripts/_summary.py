"""The page that an officer prints for those who decide: what it is, why, effort, risks.

Runs inside ``.venv``. Writes one sheet of A4 with the papers' own template and fonts (PDF/A-2a, PDF/UA-1).
"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from access_info.exports.documents.paper import (
    Column,
    Paper,
    ParagraphLook,
    Table,
    literal,
)
from access_info.exports.documents.pdf import Typesetter

if TYPE_CHECKING:
    from collections.abc import Iterable

FILE = Path(__file__).resolve().parent.parent / "content" / "huong-dan" / "mot-trang.pdf"
_DAY = datetime.date(2026, 11, 28)
_SIZE = 11.5

TITLE = "Chuyên mục Tiếp cận thông tin của tỉnh: đề xuất dùng thử"
_NOTE = "Bản tóm tắt một trang để trao đổi, không phải văn bản hành chính"
_WHAT = (
    "Công cụ mã nguồn mở dựng chuyên mục “Tiếp cận thông tin” cho mọi sở, xã, phường, đơn vị sự nghiệp của tỉnh, từ"
    " danh mục Word, Excel đang có. Kết quả là các trang làm sẵn: đặt được ở máy chủ đang có, nhúng được vào cổng hiện"
    " nay, không cần phần mềm máy chủ riêng. Không tiền bản quyền (giấy phép MIT); dữ liệu là tệp văn bản thường, đổi"
    " nhà thầu vẫn dùng tiếp."
)
_WHY = (
    "Luật Tiếp cận thông tin 01/2026/QH16 có hiệu lực từ ngày 01/9/2026, thay Luật 104/2016/QH13. Khi còn luật cũ, Công"
    " văn 1255/UBND-NC ngày 05/7/2023 của UBND tỉnh Kiên Giang (nay thuộc tỉnh An Giang) nêu rằng nhiều nơi chưa có quy chế, danh mục, đầu mối, và"
    " đề nghị năm việc; chuyên mục giúp làm từng việc như sau:"
)
# What the letter asks for, in our words, and what a site shows of it or does for it.
ITEMS = (
    (
        "1. Phổ biến luật; bố trí và tập huấn đầu mối",
        (
            "Trang giải thích luật và cách yêu cầu bằng lời dễ hiểu. Mỗi cơ quan có trang đầu mối: đơn vị, điện thoại, nơi"
            " tiếp nhận. Có bài tập huấn hai giờ cho người nhập."
        ),
    ),
    (
        "2. Công bố quy chế, hai danh mục; duy trì chuyên mục",
        "Mỗi cơ quan có đủ các trang ấy theo một mẫu; nhập thẳng từ tệp Word, Excel, xuất lại thành phụ lục để ký.",
    ),
    (
        "3. Rà soát bí mật; dữ liệu đầy đủ, dễ tra cứu, kết nối được",
        (
            "Chặn dấu mật, số căn cước… trước khi đăng rồi người duyệt quyết định. Tìm không cần gõ dấu. Tải về được tệp"
            " Excel, CSV, JSON; cổng dữ liệu khác tự lấy được."
        ),
    ),
    (
        "4. Thuận lợi cho người khuyết tật, biên giới, hải đảo, nơi khó khăn",
        (
            "Kiểm tra tự động theo WCAG 2.2 mức AA (chuẩn quốc tế cho người khuyết tật); xem lần đầu tải không quá 30 kB; mất mạng vẫn đọc lại được; có gói chép"
            " vào USB và bản in để niêm yết."
        ),
    ),
    (
        "5. Theo dõi, đôn đốc; thống kê từng năm",
        (
            "Trang tình hình thực hiện: cơ quan nào đạt, thiếu, quá hạn việc gì, kèm bằng chứng, không chấm điểm. Có sẵn dự"
            " thảo công văn đôn đốc, báo cáo; số liệu năm đọc từ sổ theo dõi."
        ),
    ),
)
_EFFORT = (
    (
        "Nửa ngày:",
        "nhà thầu và một cán bộ dựng trang đầu tiên theo hướng dẫn; sau đó mỗi cơ quan một tệp Word hoặc Excel.",
    ),
    ("Hai giờ:", "tập huấn mỗi lớp người nhập, tại phòng máy, trên tỉnh mẫu hư cấu."),
    (
        "Thường xuyên:",
        "một người giữ kho dữ liệu; mỗi cơ quan một người nhập, một người duyệt. Ước chừng vài giờ mỗi tháng, chưa đo ở tỉnh nào.",
    ),
    (
        "Tiền:",
        "máy chủ và tên miền tỉnh đã có thì không thêm; còn lại là công của nhà thầu (dựng, chuyển dữ liệu cũ, bảo trì).",
    ),
)
_RISKS = (
    (
        "Chưa tỉnh nào dùng thật.",
        "Làm thử với ba cơ quan trong một tháng; dừng lúc nào thì trang đã dựng vẫn mở được.",
    ),
    (
        "Phần pháp luật mới đọc theo bản chép,",
        (
            "chưa đối chiếu Công báo, chưa có luật sư kiểm tra, chưa thấy nghị định chi tiết của luật mới. Sở Tư pháp đối chiếu"
            " trước khi công bố; chỗ chưa chắc được trang ghi rõ."
        ),
    ),
    (
        "Máy có thể bỏ sót bí mật, thông tin riêng.",
        "Đặt bắt buộc người duyệt thì không mục nào tự lên trang; có sẵn cách gỡ trong giờ đầu.",
    ),
    (
        "Phụ thuộc một người biết kỹ thuật.",
        (
            "Mọi bước là lệnh ghi trong hướng dẫn; hai người cùng biết. Một thư viện giao diện hết được hỗ trợ ngày 05/5/2027;"
            " trang dựng được mà không cần nó."
        ),
    ),
)
_ASKED = (
    "Cho làm thử ba cơ quan trong một tháng; giao một cơ quan chủ trì và người duyệt; sau đó quyết định tiếp. Việc cần"
    " quyết, danh sách việc và mẫu quyết định (ví dụ): hướng dẫn “Từ chưa có gì đến trang đầu tiên trong nửa ngày”."
)
# Filled in by hand.
_BY = f"Ngày {'.' * 14} Người đề xuất, điện thoại: {'.' * 24} Trang mẫu: {'.' * 24}"


def paper() -> Paper:
    """Write the page.

    Returns:
        A paper that takes one sheet.
    """
    sheet = Paper(title=TITLE, author="Tiếp cận thông tin", day=_DAY)
    sheet.paragraph(TITLE.upper(), "Title", ParagraphLook(size=13.5))
    sheet.paragraph(_NOTE, "Title", ParagraphLook(bold=False, italic=True, size=_SIZE, after=4))
    _heading(sheet, "Là gì")
    _text(sheet, _WHAT)
    _heading(sheet, "Vì sao")
    _text(sheet, _WHY)
    columns = (Column("Công văn đề nghị", 52), Column("Công cụ đáp ứng thế nào", 113))
    rows = tuple((asked, shown) for asked, shown in ITEMS)
    caption = "Năm việc của công văn và phần của công cụ"
    sheet.table(Table(caption, columns, rows, above=True))
    _heading(sheet, "Công sức")
    _points(sheet, _EFFORT)
    _heading(sheet, "Rủi ro và cách xử lý")
    _points(sheet, _RISKS)
    _heading(sheet, "Đề nghị")
    _text(sheet, _ASKED)
    sheet.paragraph(_BY, "Normal", ParagraphLook(size=_SIZE, before=5, first=0))
    return sheet


def content() -> bytes:
    """Typeset the page.

    Returns:
        The PDF file, the same bytes every time.
    """
    with Typesetter() as typesetter:
        return typesetter.pdf_bytes(paper())


def _heading(sheet: Paper, text: str) -> None:
    sheet.paragraph(text, "Heading1", ParagraphLook(size=12.5, first=0, before=6, after=3))


def _text(sheet: Paper, text: str) -> None:
    sheet.paragraph(text, "Normal", ParagraphLook(size=_SIZE, align="both", after=2))


def _points(sheet: Paper, points: Iterable[tuple[str, str]]) -> None:
    for first, rest in points:
        look = ParagraphLook(size=_SIZE, align="both", after=1, sides=(4, 0))
        sheet.paragraph(literal(f"– {first} {rest}"), "Normal", look)


def main() -> None:
    """Write the file anew."""
    FILE.write_bytes(content())


if __name__ == "__main__":
    main()
