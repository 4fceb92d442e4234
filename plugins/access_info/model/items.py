"""What an agency publishes: the rows of its two lists (DCAT: catalogue and datasets)."""

from __future__ import annotations

from access_info.model.as_of import AsOf
from access_info.model.declarations.fields import Record, field
from access_info.model.declarations.types import AnyDate, Date, ItemId, Link, Many, Text
from access_info.model.named_people import NAMED_PEOPLE, NamedPeople
from access_info.model.reviews import Review
from access_info.model.row_state import RowState
from access_info.model.vocabularies import ITEM_STATUSES, ItemStatus

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
        """What the row is called: its title, else its number."""
        return self.title or self.number or self.id

    def is_over(self, as_of: AsOf) -> bool:
        """Tell whether the row is ended, or out of force by its own dates: no duty is left of it.

        Args:
            as_of: The day.
        """
        if self.is_ended:
            return True
        end = self.in_force.end if self.in_force is not None else None
        return end is not None and as_of.passed(end)

    def is_public(self, as_of: AsOf) -> bool:
        """Tell whether the row can be read by the public, or says since when it can.

        Args:
            as_of: The day.
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
        """Tell whether the item, or a document in force under it, can be read by the public.

        Args:
            as_of: The day.
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
        """What the row is called."""
        return self.title or self.id

    def is_over(self, as_of: AsOf) -> bool:  # noqa: ARG002 - of such rows no day is known
        """Tell whether the row is ended.

        Args:
            as_of: The day.
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
