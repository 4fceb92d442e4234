"""The rows of an agency's two lists: what must be disclosed, and what has conditional access (DCAT: datasets)."""

from __future__ import annotations

import dataclasses
import hashlib
import re
import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

import pydantic

from access_info.model.as_of import AsOf
from access_info.model.fields import Record, field
from access_info.model.types import AnyDate, Date, ItemId, Link, Many, Text
from access_info.model.verification import Review
from access_info.model.vocabularies import (
    ENDED_STATUSES,
    ITEM_STATUSES,
    NAMING_ANSWERS,
    WITHDRAWN,
    ItemStatus,
    NamingAnswer,
)

# State of a row of either list, read from its status and its withdrawal.


class RowState:
    """State of a row of either list, read from two of its fields."""

    if TYPE_CHECKING:
        status: str | None
        withdrawn: Withdrawal | None

    @property
    def is_withdrawn(self) -> bool:
        """Whether the row was taken down, so that only its name may be shown (2026 law, Art. 22)."""
        return self.withdrawn is not None or self.status == WITHDRAWN

    @property
    def is_ended(self) -> bool:
        """Whether the row says that it is expired, superseded or withdrawn."""
        return self.withdrawn is not None or self.status in ENDED_STATUSES


# Whether people may be named in a row's title and note: the clerk's answer, and the words that it holds for.

NAMED_PEOPLE = "ten_nguoi"
ANSWER, DIGEST = "ket_luan", "bam"
_DIGEST_LENGTH = 16
# Named one by one, since `\s` is not the same in the form's script (`scripts/editor/src/people.js`).
_BLANKS = re.compile(
    "[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+"
)


class NamedPeople(Record):
    """The answer to the question whether people may be named in title and note."""

    answer: NamingAnswer | None = field(
        ANSWER,
        "Kết luận",
        f"{next(iter(NAMING_ANSWERS))}: đã đọc, được nêu tên những người ấy. Không được thì xóa tên.",
    )
    digest: Text | None = field(
        DIGEST,
        "Mã của tên và ghi chú đã đọc",
        "Để trống: biểu mẫu hoặc lệnh fmt tự điền. Tên thông tin hay ghi chú đổi thì phải trả lời lại.",
    )

    def holds_for(self, title: str | None, note: str | None) -> bool:
        """Tell whether the answer was given for just these words: else it must be given anew.

        Args:
            title: The row's title.
            note: Its note.
        """
        return self.answer is not None and self.digest == naming_digest(title, note)


def answer_in(row: Mapping[str, Any]) -> NamedPeople | None:
    """Return a row's answer on named people; `None` if there is none, or it is not valid.

    Args:
        row: Plain data of an item or of a document under it.
    """
    typed = row.get(NAMED_PEOPLE)
    if not isinstance(typed, Mapping):
        return None
    try:
        return NamedPeople.model_validate(typed)
    except pydantic.ValidationError:
        return None


def words_to_read(row: Mapping[str, Any]) -> tuple[str, str]:
    """Return title and note of a row, in which people may be named; "" for one that is absent or no text.

    Args:
        row: Plain data of an item or of a document under it.
    """
    title, note = (row.get(key) for key in ("ten", "ghi_chu"))
    return title if isinstance(title, str) else "", note if isinstance(note, str) else ""


def naming_digest(title: str | None, note: str | None) -> str:
    """Return the digest of title and note for which an answer on named people holds.

    It is 16 hexadecimal digits of their SHA-256. Accents composed or not, and blanks of any kind
    and number, make no difference.

    Args:
        title: The row's title; absent and empty are the same.
        note: Its note.
    """
    words = "\n".join(_with_single_blanks(text or "") for text in (title, note))
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:_DIGEST_LENGTH]


def _with_single_blanks(text: str) -> str:
    """Return a text with composed accents and single spaces instead of any blanks."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", text)).strip(" ")


# The sample's waiver excuses it: a duty telephone, at a prefix that nobody can have.
_NOTE = "Trực ban ngoài giờ: 0571 234 567"
_STATUSES = tuple(ITEM_STATUSES)
_NAMED_PEOPLE = (
    "Người được nêu tên trong mục",
    "Chỉ trả lời khi có cảnh báo TT624. Ai không được nêu tên thì xóa tên người ấy. Sửa tên mục hay ghi chú rồi thì trả lời lại.",
)


class Period(Record):
    """A span of days, open where a day is absent."""

    start: Date | None = field("tu", "Từ ngày", example="2026-09-03")
    end: Date | None = field("den", "Đến ngày", example="2026-10-03")


class Titles(Record):
    """The title in other languages."""

    en: Text | None = field("en", "Tên tiếng Anh", example="Regulation on providing information")
    km: Text | None = field("km", "Tên tiếng Khmer")


class Withdrawal(Record):
    """Why an item was taken down."""

    date: Date | None = field("ngay", "Ngày rút", example="2026-10-01")
    reason: Text | None = field("ly_do", "Lý do rút", example="Có thông tin đời sống riêng tư")


class Waiver(Record):
    """A reasoned, dated exception from one rule of the secrecy gate."""

    rule: Text | None = field("quy_tac", "Quy tắc được miễn", "Mã của quy tắc.", example="TT622")
    role: Text | None = field("vai_tro", "Người quyết định (chức vụ)", example="Chánh Văn phòng")
    date: Date | None = field("ngay", "Ngày quyết định", example="2026-09-03")
    reason: Text | None = field("ly_do", "Lý do", example="Số điện thoại của cơ quan")
    expires: Date | None = field("het_han", "Hết hạn", example="2027-03-03")


class _Row(RowState, Record):
    """Fields that an item and a document under it have in common."""

    id: ItemId = field(
        "ma",
        "Mã mục",
        "Mã riêng của mục, dạng năm-số thứ tự. Đã đặt thì không đổi: mã là một phần của địa chỉ.",
        example="2026-001",
        required=True,
        default="",
    )
    title: Text | None = field(
        "ten",
        "Tên thông tin",
        "Tên văn bản hoặc tên loại thông tin. Chưa có tên thì phải có số, ký hiệu.",
        example="Quy chế tổ chức cung cấp thông tin",
    )
    group: Text | None = field(
        "nhom",
        "Nhóm",
        "Nhóm của riêng cơ quan, hiện bên trong từng điểm của luật.",
        example="Quy chế, nội quy",
    )
    points: Many[Text] = field(
        "diem",
        "Điểm của luật",
        "Mã điểm (hoặc mã loại thông tin trong điểm) của khoản 1 Điều 17; ghi điểm chính trước.",
        example=["l01-d17k1c3"],
        many=True,
    )
    number: Text | None = field(
        "so_ky_hieu", "Số, ký hiệu", "Chép đúng như trên văn bản.", example="12/QĐ-UBND"
    )
    issued: AnyDate | None = field(
        "ngay_ban_hanh",
        "Ngày ban hành",
        "Ngày tạo ra thông tin; nếu chỉ biết tháng hoặc năm thì ghi 2026-09 hoặc 2026.",
        example="2026-09-01",
    )
    legal_basis: Text | None = field(
        "can_cu",
        "Căn cứ",
        "Văn bản quy định phải công khai, ghi tự do.",
        example="Luật Tiếp cận thông tin",
    )
    forms: Many[Text] = field(
        "hinh_thuc",
        "Hình thức công khai",
        "Mã hình thức (cong-tttdt, niem-yet, cong-bao …) hoặc chữ tự do.",
        example=["cong-tttdt", "niem-yet"],
        many=True,
    )
    timing: Text | None = field(
        "thoi_diem",
        "Thời điểm công khai",
        "Khi nào công khai, ghi tự do.",
        example="Trong 05 ngày làm việc kể từ ngày ban hành",
    )
    published: Date | None = field(
        "ngay_cong_khai", "Ngày công khai", "Ngày đã đăng hoặc niêm yết.", example="2026-09-03"
    )
    duration: Text | None = field(
        "thoi_han",
        "Thời hạn công khai",
        "Công khai trong bao lâu, ghi tự do.",
        example="Thường xuyên",
    )
    posting: Period | None = field("niem_yet", "Thời gian niêm yết", "Từ ngày nào đến ngày nào.")
    unit: Text | None = field("don_vi", "Đơn vị chịu trách nhiệm", example="Văn phòng HĐND và UBND")
    addresses: Many[Link] = field(
        "dia_chi",
        "Địa chỉ truy cập",
        "Địa chỉ trang có thông tin, bắt đầu bằng https://.",
        example=["https://mau.example/van-ban/12"],
        many=True,
    )
    files: Many[Text] = field(
        "tep",
        "Tệp đính kèm",
        "Tên tệp trong thư mục tep/ của cơ quan.",
        example=["quy-che-cung-cap-thong-tin.pdf"],
        many=True,
    )
    frequency: Text | None = field(
        "tan_suat",
        "Tần suất cập nhật",
        "hang-ngay, hang-tuan, hang-thang, hang-quy, sau-thang, hang-nam, khi-co-thay-doi hoặc "
        "mot-lan.",
        example="khi-co-thay-doi",
    )
    modified: Date | None = field(
        "ngay_cap_nhat", "Ngày cập nhật", "Ngày nội dung thay đổi lần cuối.", example="2026-09-03"
    )
    verified: Date | None = field(
        "ngay_ra_soat",
        "Ngày rà soát",
        "Ngày xem lại gần nhất và thấy vẫn đúng.",
        example="2026-10-01",
    )
    secrecy_review: Review | None = field("ra_soat_mat", "Rà soát nội dung mật")
    status: ItemStatus | None = field(
        "tinh_trang",
        "Tình trạng",
        " hoặc ".join((", ".join(_STATUSES[:-1]), _STATUSES[-1])) + ".",
        example="con-hieu-luc",
    )
    replaced_by: Text | None = field(
        "thay_the_boi", "Được thay thế bởi", "Mã mục thay thế, hoặc số ký hiệu văn bản."
    )
    in_force: Period | None = field("hieu_luc", "Hiệu lực", "Từ ngày nào đến ngày nào.")
    procedure_code: Text | None = field(
        "ma_tthc", "Mã thủ tục hành chính", "Mã trên Cơ sở dữ liệu quốc gia về thủ tục hành chính."
    )
    titles: Titles | None = field("ten_khac", "Tên bằng tiếng khác")
    broadcast: Period | None = field("truyen_thanh", "Thời gian truyền thanh")
    withdrawn: Withdrawal | None = field("rut", "Rút khỏi danh mục")
    waivers: Many[Waiver] = field("mien_tru", "Miễn trừ quy tắc", many=True)
    named_people: NamedPeople | None = field(NAMED_PEOPLE, *_NAMED_PEOPLE)
    note: Text | None = field("ghi_chu", "Ghi chú", example=_NOTE)

    @property
    def label(self) -> str:
        """The row's name for people: its title, else its number, else its id."""
        return self.title or self.number or self.id

    def is_over(self, as_of: AsOf) -> bool:
        """Tell whether the row is ended, or out of force by its own dates: no duty concerns it then.

        Args:
            as_of: The day of judgement.
        """
        if self.is_ended:
            return True
        end = self.in_force.end if self.in_force is not None else None
        return end is not None and as_of.passed(end)

    def is_public(self, as_of: AsOf) -> bool:
        """Tell whether the public can read the row's document.

        It has a file or address, or states that it was published or posted up by that day.

        Args:
            as_of: The day of judgement.
        """
        if self.is_withdrawn:
            return False
        if self.addresses or self.files:
            return True
        posted = self.posting.start if self.posting is not None else None
        return any(day is not None and as_of.reached(day) for day in (self.published, posted))


class Document(_Row):
    """One document under an item that names a category."""

    id: ItemId = field(
        "ma",
        "Mã văn bản",
        "Mã riêng của văn bản, không trùng mã mục nào. Đã đặt thì không đổi.",
        example="2026-002",
        required=True,
        default="",
    )


class Item(_Row):
    """One row of the mandatory-disclosure list: a document or a category of documents."""

    documents: Many[Document] = field(
        "van_ban",
        "Văn bản thuộc mục này",
        "Khi mục là một loại thông tin: từng văn bản cụ thể, cùng các trường như một mục.",
        many=True,
    )

    def is_public(self, as_of: AsOf) -> bool:
        """Tell whether the public can read the item's document, or one in force under it.

        Args:
            as_of: The day of judgement.
        """
        return super().is_public(as_of) or any(
            not document.is_over(as_of) and document.is_public(as_of) for document in self.documents
        )


class ConditionalItem(RowState, Record):
    """One row of the conditional-access list (2016 law Art. 7, 2026 law Art. 16)."""

    id: ItemId = field(
        "ma",
        "Mã mục",
        "Mã riêng của mục, không đổi.",
        example="2026-901",
        required=True,
        default="",
    )
    title: Text | None = field("ten", "Tên thông tin", example="Hồ sơ hộ tịch của công dân")
    kind: Text | None = field(
        "loai",
        "Loại thông tin có điều kiện",
        "Mã khoản của luật, ví dụ d16k1 hoặc d16k2.",
        example="d16k1",
    )
    condition: Text | None = field(
        "dieu_kien", "Điều kiện tiếp cận", example="Được người có thông tin đồng ý bằng văn bản"
    )
    consent_from: Text | None = field(
        "nguoi_dong_y", "Người phải đồng ý", example="Người có thông tin trong hồ sơ"
    )
    form: Text | None = field("mau", "Mẫu văn bản đồng ý", example="06")
    unit: Text | None = field("don_vi", "Đơn vị giữ thông tin", example="Văn phòng")
    legal_basis: Text | None = field("can_cu", "Căn cứ", example="Điều 16 Luật Tiếp cận thông tin")
    status: ItemStatus | None = field("tinh_trang", "Tình trạng", example="con-hieu-luc")
    modified: Date | None = field("ngay_cap_nhat", "Ngày cập nhật", example="2026-09-03")
    verified: Date | None = field("ngay_ra_soat", "Ngày rà soát", example="2026-10-01")
    titles: Titles | None = field("ten_khac", "Tên bằng tiếng khác")
    withdrawn: Withdrawal | None = field("rut", "Rút khỏi danh mục")
    waivers: Many[Waiver] = field("mien_tru", "Miễn trừ quy tắc", many=True)
    named_people: NamedPeople | None = field(NAMED_PEOPLE, *_NAMED_PEOPLE)
    note: Text | None = field("ghi_chu", "Ghi chú", example=_NOTE)

    @property
    def label(self) -> str:
        """The row's name for people: its title, else its id."""
        return self.title or self.id

    def is_over(self, as_of: AsOf) -> bool:  # noqa: ARG002 - such rows state no last day
        """Tell whether the row is ended, by its status alone.

        Args:
            as_of: The day of judgement, which rows of the other list need.
        """
        return self.is_ended


class DisclosureList(Record):
    """`cong-khai.yml`, or one file of `cong-khai/`."""

    items: Many[Item] = field(
        "muc", "Các mục", "Danh mục thông tin phải được công khai.", many=True
    )


class ConditionalList(Record):
    """`co-dieu-kien.yml`."""

    items: Many[ConditionalItem] = field(
        "muc", "Các mục", "Danh mục thông tin tiếp cận có điều kiện.", many=True
    )


# The two lists that an agency publishes: name, files, titles and rows of each, in one table.

ListName: TypeAlias = Literal["cong-khai", "co-dieu-kien"]
DISCLOSURE: Final = "cong-khai"
CONDITIONAL: Final = "co-dieu-kien"


@dataclasses.dataclass(frozen=True, kw_only=True)
class PublishedList:
    """A list that an agency publishes.

    Attributes:
        name: Its name in data, in addresses of pages and in names of files.
        title: Its title within a sentence.
        content: The sort of information that it lists, within a sentence.
        record: The record of a row.
        file_record: The record of a file of the list.
        in_folder: Whether it may be divided into several files, in a folder of its name.
    """

    name: ListName
    title: str
    content: str
    record: type[Item | ConditionalItem]
    file_record: type[Record]
    in_folder: bool = False

    @property
    def label(self) -> str:
        """The title at the beginning of a line."""
        return self.title[0].upper() + self.title[1:]

    @property
    def file(self) -> str:
        """Name of its file."""
        return f"{self.name}.yml"

    def holds(self, path: str) -> bool:
        """Tell whether a file is one of the list.

        Args:
            path: Path below the agency's folder, with `/`.
        """
        return path == self.file or (self.in_folder and path.startswith(f"{self.name}/"))


LISTS: Mapping[ListName, PublishedList] = {
    DISCLOSURE: PublishedList(
        name=DISCLOSURE,
        title="danh mục thông tin phải được công khai",
        content="thông tin phải công khai",
        record=Item,
        file_record=DisclosureList,
        in_folder=True,
    ),
    CONDITIONAL: PublishedList(
        name=CONDITIONAL,
        title="danh mục thông tin tiếp cận có điều kiện",
        content="thông tin tiếp cận có điều kiện",
        record=ConditionalItem,
        file_record=ConditionalList,
    ),
}


def list_of_file(path: str) -> ListName | None:
    """Return the list that a file belongs to; `None` for other files.

    Args:
        path: Path below the agency's folder, with `/`.
    """
    return next((name for name, each in LISTS.items() if each.holds(path)), None)
