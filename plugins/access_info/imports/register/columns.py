"""One declaration of the register's columns: the template, its guide and the reader use it.

No column set is prescribed: these follow from what Law 104/2016/QH13 Art. 24 and 26-32 and Decree
13/2018/NĐ-CP Art. 8, 10 and 12(4) have an agency receive, decide and report.
"""

from __future__ import annotations

import dataclasses
from typing import Literal, TypeAlias

from access_info.model.types import fold

TITLE = "Sổ theo dõi cung cấp thông tin theo yêu cầu"
SHEET = "Sổ"

# A "word" is one of a short list; "text" is free and is never read.
Shape: TypeAlias = Literal["number", "day", "word", "money", "text"]


@dataclasses.dataclass(frozen=True, kw_only=True)
class RegisterColumn:
    """One column of the register.

    Attributes:
        name: Name in code.
        title: What stands in the header.
        help: What the clerk writes there.
        example: One value as it is typed; "" for columns about people.
        shape: What its cells hold.
        width: Characters that the sheet shows.
        also: Other headers that mean the same.
        past: Whether its day tells what happened, and so cannot lie ahead.
    """

    name: str
    title: str
    help: str
    example: str = ""
    shape: Shape = "text"
    width: float = 10.5
    also: tuple[str, ...] = ()
    past: bool = False

    @property
    def short(self) -> str:
        """Its title without what is in brackets."""
        return self.title.partition(" (")[0]

    @property
    def is_read(self) -> bool:
        """Whether figures are made from it; without it a register cannot be counted."""
        return self.shape != "text"


NUMBER = RegisterColumn(
    name="number",
    title="Số thứ tự",
    help="Số của yêu cầu trong năm, mỗi yêu cầu một số, không dùng lại.",
    example="1",
    shape="number",
    width=6,
    also=("STT", "Số TT", "TT"),
)
RECEIVED = RegisterColumn(
    name="received",
    title="Ngày nhận",
    help="Ngày cơ quan nhận được yêu cầu. Yêu cầu được tính vào năm của ngày này.",
    example="03/9/2026",
    shape="day",
    also=("Ngày, giờ nhận", "Ngày tiếp nhận", "Ngày nhận yêu cầu"),
    past=True,
)
CHANNEL = RegisterColumn(
    name="channel",
    title="Kênh",
    help="Yêu cầu đến bằng đường nào: chọn trong danh sách. Fax ghi là Bưu chính; thư điện tử, cổng "
    "thông tin, Cổng Dịch vụ công ghi là Mạng điện tử.",
    example="Mạng điện tử",
    shape="word",
    width=11,
    also=("Kênh tiếp nhận", "Kênh nhận"),
)
REQUESTER = RegisterColumn(
    name="requester",
    title="Người yêu cầu",
    help="Họ tên, nơi ở, cách liên hệ.",
    width=18,
    also=("Họ tên người yêu cầu", "Họ và tên người yêu cầu"),
)
ORGANISATION = RegisterColumn(
    name="organisation",
    title="Đại diện/tổ chức",
    help="Người đại diện, hoặc tổ chức, đoàn thể, doanh nghiệp gửi thay, nếu có.",
    width=15,
    also=("Đại diện", "Tổ chức"),
)
CONTENT = RegisterColumn(
    name="content",
    title="Nội dung",
    help="Thông tin được yêu cầu: tên văn bản, hồ sơ.",
    width=26,
    also=("Nội dung yêu cầu", "Thông tin yêu cầu"),
)
KIND = RegisterColumn(
    name="kind",
    title="Loại (đơn giản/phức tạp/có điều kiện)",
    help="Chọn trong danh sách. Cần để tính hạn theo luật khi không ghi hạn; bỏ trống thì tính theo "
    "hạn dài nhất của luật.",
    example="Đơn giản",
    shape="word",
    width=11,
    also=("Loại", "Loại yêu cầu", "Loại thông tin"),
)
VALID = RegisterColumn(
    name="valid",
    title="Ngày hợp lệ",
    help="Ngày yêu cầu đủ nội dung theo luật. Bỏ trống nếu hợp lệ ngay khi nhận.",
    example="03/9/2026",
    shape="day",
    also=("Ngày yêu cầu hợp lệ",),
    past=True,
)
DUE = RegisterColumn(
    name="due",
    title="Hạn trả lời",
    help="Ngày cuối phải trả lời. Bỏ trống thì hạn được tính theo luật áp dụng cho ngày nhận.",
    example="15/9/2026",
    shape="day",
    also=("Hạn", "Thời hạn trả lời", "Hạn giải quyết"),
)
EXTENDED = RegisterColumn(
    name="extended",
    title="Ngày gia hạn",
    help="Ngày ra văn bản gia hạn, nếu có.",
    example="14/9/2026",
    shape="day",
    also=("Ngày thông báo gia hạn",),
    past=True,
)
NEW_DUE = RegisterColumn(
    name="new_due",
    title="Hạn mới",
    help="Ngày cuối phải trả lời sau khi gia hạn.",
    example="25/9/2026",
    shape="day",
    also=("Hạn sau gia hạn",),
)
UNIT = RegisterColumn(
    name="unit",
    title="Đơn vị xử lý",
    help="Phòng, ban, bộ phận được giao.",
    width=12,
    also=("Đơn vị thực hiện",),
)
RESULT = RegisterColumn(
    name="result",
    title="Kết quả",
    help="Chọn trong danh sách. Chưa trả lời thì để trống hoặc ghi Đang xử lý.",
    example="Cung cấp đầy đủ",
    shape="word",
    width=13,
    also=("Kết quả giải quyết",),
)
GROUND = RegisterColumn(
    name="ground",
    title="Căn cứ từ chối",
    help="Khi từ chối, hoặc chỉ cung cấp một phần: chọn một căn cứ trong danh sách; ghi mã như d27k1 "
    "là đủ. Nhiều căn cứ thì ghi căn cứ chính.",
    example="d27k1",
    shape="word",
    width=16,
    also=("Lý do từ chối",),
)
ANSWERED = RegisterColumn(
    name="answered",
    title="Ngày trả",
    help="Ngày cung cấp thông tin, từ chối hoặc chuyển yêu cầu. Người yêu cầu rút thì không cần ghi.",
    example="10/9/2026",
    shape="day",
    also=("Ngày trả lời", "Ngày trả kết quả", "Ngày cung cấp"),
    past=True,
)
FORM = RegisterColumn(
    name="form",
    title="Hình thức, số trang",
    help="Cung cấp bằng bản in, bản sao hay tệp; bao nhiêu trang.",
    width=11,
    also=("Hình thức", "Hình thức cung cấp"),
)
COST = RegisterColumn(
    name="cost",
    title="Chi phí (đồng)",
    help="Số tiền đã thu, chỉ ghi chữ số. Không thu thì để trống hoặc ghi 0.",
    example="12000",
    width=10,
    shape="money",
    also=("Chi phí",),
)
COMPLAINT = RegisterColumn(
    name="complaint",
    title="Khiếu nại",
    help="Có khiếu nại về yêu cầu này không: Có hoặc Không; để trống là không.",
    example="Không",
    shape="word",
    width=9,
)
LAWSUIT = RegisterColumn(
    name="lawsuit",
    title="Khởi kiện",
    help="Có khởi kiện về yêu cầu này không: Có hoặc Không; để trống là không.",
    example="Không",
    shape="word",
    width=9,
)
NOTE = RegisterColumn(name="note", title="Ghi chú", help="Điều cần nhớ thêm.", width=14)

COLUMNS = (
    NUMBER,
    RECEIVED,
    CHANNEL,
    REQUESTER,
    ORGANISATION,
    CONTENT,
    KIND,
    VALID,
    DUE,
    EXTENDED,
    NEW_DUE,
    UNIT,
    RESULT,
    GROUND,
    ANSWERED,
    FORM,
    COST,
    COMPLAINT,
    LAWSUIT,
    NOTE,
)


def column_of(header: object) -> RegisterColumn | None:
    """Find the column that a header means, whatever its case, accents, spaces and bracketed words.

    Args:
        header: What a cell of the header holds.
    """
    if not isinstance(header, str):
        return None
    return _BY_HEADER.get(fold(header)) or _BY_HEADER.get(fold(header.partition("(")[0]))


_BY_HEADER = {
    fold(words): column
    for column in COLUMNS
    for words in (column.title, column.short, *column.also)
}
