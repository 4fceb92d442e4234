"""The register's columns and the words of its short lists: the template, its guide and the reader use them.

No column set is prescribed: these follow from what Law 104/2016/QH13 Art. 24 and 26-32 and Decree
13/2018/NĐ-CP Art. 8, 10 and 12(4) have an agency receive, decide and report.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Literal, TypeAlias

from access_info.imports.office.sheets.sheet_xml import MOST_ROWS
from access_info.model.declarations.suggestions import nearest
from access_info.model.declarations.types import fold
from access_info.problems import quotable

TITLE = "Sổ theo dõi cung cấp thông tin theo yêu cầu"
SHEET = "Sổ"
# A year's costs are a count of at most 12 digits, whatever the number of rows.
MOST_COST = 10**12 // MOST_ROWS - 1

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


# The words of the register's short lists, and what clerks type in their place.

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


class ReceptionChannel(StrEnum):
    """How a request came: the keys of `tiep_nhan` in a year's file."""

    IN_PERSON = "truc_tiep"
    POST = "buu_chinh"
    ONLINE = "mang"

    def means(self, channel_id: str) -> bool:
        """Tell whether a law's channel is this one, as `buu-chinh-fax` is `POST`."""
        return channel_id.startswith(self.value.replace("_", "-"))


class Workload(StrEnum):
    """The amount of work of a request, by which the law's period is chosen."""

    SIMPLE = "simple"
    COMPLEX = "complex"
    CONDITIONAL = "conditional"


class Result(StrEnum):
    """What became of a request: the keys of `ket_qua` in a year's file."""

    FULL = "day_du"
    PARTIAL = "mot_phan"
    REFUSED = "tu_choi"
    TRANSFERRED = "chuyen"
    WITHDRAWN = "rut"
    PENDING = "dang_xu_ly"

    @property
    def is_answer(self) -> bool:
        """Whether the agency itself answered, so that its time counts."""
        return self in {Result.FULL, Result.PARTIAL, Result.REFUSED}

    @property
    def has_day(self) -> bool:
        """Whether the day on which it came about must be known."""
        return self.is_answer or self is Result.TRANSFERRED


class YesOrNo(StrEnum):
    """Yes or no."""

    YES = "yes"
    NO = "no"


@dataclasses.dataclass(frozen=True)
class Vocabulary:
    """A short list of words that a column of the register allows.

    Attributes:
        labels: What the drop-down list offers, by key.
        synonyms: Folded words that mean a key.
    """

    labels: dict[str, str]
    synonyms: dict[str, str]

    def find(self, value: object) -> str | None:
        """Return the key that a cell means; accents, case and spaces do not matter."""
        return self.synonyms.get(fold(value)) if isinstance(value, str) else None

    def near(self, value: object) -> str:
        """Return the label most like a cell's words, or ""; the words themselves stay secret."""
        if not isinstance(value, str):
            return ""
        near = nearest(value[:80], self.synonyms)
        return self.labels[self.synonyms[near[0]]] if near else ""


def vocabulary(entries: Iterable[tuple[str, str, tuple[str, ...]]]) -> Vocabulary:
    """Build a short list.

    Args:
        entries: Key, label, and what else clerks type for it.
    """
    labels: dict[str, str] = {}
    synonyms: dict[str, str] = {}
    for key, label, also in entries:
        labels[key] = label
        synonyms |= dict.fromkeys(map(fold, (label, *also)), key)
    return Vocabulary(labels, synonyms)


KINDS = vocabulary(
    [
        (Workload.SIMPLE, "Đơn giản", ("có sẵn", "đơn giản, có sẵn")),
        (Workload.COMPLEX, "Phức tạp", ("phải tập hợp", "phức tạp, phải tập hợp")),
        (Workload.CONDITIONAL, "Có điều kiện", ("tiếp cận có điều kiện",)),
    ]
)
RESULTS = vocabulary(
    [
        (Result.FULL, "Cung cấp đầy đủ", ("đầy đủ", "cung cấp toàn bộ", "toàn bộ")),
        (Result.PARTIAL, "Cung cấp một phần", ("một phần",)),
        (Result.REFUSED, "Từ chối", ("từ chối cung cấp",)),
        (Result.TRANSFERRED, "Chuyển cơ quan khác", ("chuyển",)),
        (Result.WITHDRAWN, "Người yêu cầu rút", ("rút", "rút yêu cầu")),
        (Result.PENDING, "Đang xử lý", ("đang giải quyết", "chưa trả lời")),
    ]
)
ANSWERS = vocabulary([(YesOrNo.YES, "Có", ("x", "1")), (YesOrNo.NO, "Không", ("0",))])
CHANNELS = (
    (ReceptionChannel.IN_PERSON, "Trực tiếp", ("tại trụ sở",)),
    (ReceptionChannel.POST, "Bưu chính", ("bưu điện", "fax")),
    (
        ReceptionChannel.ONLINE,
        "Mạng điện tử",
        ("mạng", "qua mạng", "internet", "email", "thư điện tử"),
    ),
)


def address(sheet: str, row: int, column: int) -> str:
    """Name a cell as Excel's own formulas do: `Sổ!I14`, `'Sổ 2026'!I14`; `I14` in a CSV file."""
    from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell  # noqa: PLC0415 - seldom used

    cell = str(xl_rowcol_to_cell(row - 1, column - 1))
    return f"{quotable(str(quote_sheetname(sheet)))}!{cell}" if sheet else cell
