"""`co-quan.yml`: who the agency is and how to reach it (schema.org, vCard)."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

from access_info.model.fields import Record, field
from access_info.model.types import (
    Count,
    Date,
    Decimal,
    ItemId,
    Link,
    Many,
    RequiredText,
    Text,
    YesNo,
)
from access_info.model.verification import Review
from access_info.model.vocabularies import (
    AGENCY_KINDS,
    AGENCY_TYPES,
    UNIT_FIELDS,
    AgencyKind,
    AgencyType,
    UnitField,
    alternatives,
)

_COMMITTEE = re.compile(r"^(?:ủy|uỷ) ban nhân dân ", re.IGNORECASE)


class FormerName(Record):
    """A name the agency bore until a day."""

    name: Text | None = field("ten", "Tên cũ", example="Phòng Tư pháp huyện Mẫu")
    until: Date | None = field("den_ngay", "Đến ngày", example="2025-06-30")


class Event(Record):
    """The founding or ending of an agency."""

    date: Date | None = field("ngay", "Ngày", example="2025-07-01")
    act: Text | None = field("can_cu", "Văn bản", example="Nghị quyết số 01/NQ-HĐND")


class Decision(Record):
    """A decision's number and date."""

    number: Text | None = field("so", "Số quyết định", example="05/QĐ-STP")
    date: Date | None = field("ngay", "Ngày", example="2026-09-01")


class ContactPoint(Record):
    """Who takes requests for information (2026 law Art. 17(1)(u); vCard)."""

    unit: Text | None = field("don_vi", "Đơn vị", example="Văn phòng Sở")
    role: Text | None = field("vai_tro", "Vai trò", example="Đầu mối cung cấp thông tin")
    person: Text | None = field(
        "nguoi",
        "Người phụ trách",
        "Chức vụ, hoặc họ tên nếu cơ quan công khai họ tên.",
        example="Chánh Văn phòng",
    )
    phone: Text | None = field("dien_thoai", "Điện thoại", "Số của cơ quan.")
    email: Text | None = field("email", "Thư điện tử", example="dau-moi@mau.example")
    decision: Decision | None = field("quyet_dinh", "Quyết định phân công")

    @property
    def is_stated(self) -> bool:
        """Whether it names a unit, person, phone or email to turn to, not a role alone."""
        return bool(self.unit or self.person or self.phone or self.email)


class Reception(Record):
    """The place where people are received (2016 law Art. 33, 2026 law Art. 11)."""

    place: Text | None = field("noi", "Nơi tiếp nhận", example="Phòng Tiếp công dân, tầng 1")
    equipment: Text | None = field("thiet_bi", "Trang thiết bị", example="Bàn viết, máy tính")
    self_copying: YesNo | None = field(
        "tu_chup",
        "Được tự chụp, chép",
        "Người yêu cầu được dùng điện thoại để chụp: có hay không.",
        example="có",
    )


class Channel(Record):
    """A way to send a request (2026 law Art. 24(1))."""

    kind: Text | None = field(
        "loai",
        "Loại kênh",
        "truc-tiep, buu-chinh, thu-dien-tu, cong-thong-tin, cong-du-lieu, cong-dich-vu-cong, "
        "ung-dung …",
        example="thu-dien-tu",
    )
    address: Link | None = field("dia_chi", "Địa chỉ", example="tiepnhan@mau.example")


class Feedback(Record):
    """Where complaints and petitions go (Decree 13/2018 Art. 11(1))."""

    address: Link | None = field("dia_chi", "Địa chỉ", example="Số 1 đường Mẫu, phường Mẫu")
    phone: Text | None = field("dien_thoai", "Điện thoại")
    email: Text | None = field("email", "Thư điện tử", example="phananh@mau.example")


class Section(Record):
    """The access-to-information section on the agency's own portal."""

    address: Link | None = field(
        "dia_chi", "Địa chỉ chuyên mục", example="https://mau.example/tctt"
    )
    checked: Date | None = field("ngay_kiem_tra", "Ngày kiểm tra", example="2026-10-01")


class Article(Record):
    """One article of the internal regulation."""

    number: Text | None = field("so", "Số điều", example="1")
    title: Text | None = field("ten", "Tên điều", example="Phạm vi điều chỉnh")
    text: Text | None = field("van_ban", "Nội dung", example="Quy chế này quy định …")


class Regulation(Record):
    """The internal regulation on providing information (2016 law Art. 34(1)(h))."""

    number: Text | None = field("so_ky_hieu", "Số, ký hiệu", example="12/QĐ-STP")
    issued: Date | None = field("ngay_ban_hanh", "Ngày ban hành", example="2026-09-15")
    signer: Text | None = field("nguoi_ky", "Người ký (chức vụ)", example="Giám đốc Sở")
    address: Link | None = field("dia_chi", "Địa chỉ truy cập", example="https://mau.example/qc")
    file: Text | None = field("tep", "Tệp", "Tên tệp trong thư mục tep/.", example="quy-che.pdf")
    secrecy_review: Review | None = field("ra_soat_mat", "Rà soát nội dung mật")
    contents: Many[Text] = field(
        "noi_dung",
        "Nội dung bắt buộc đã có",
        "Mã các nội dung: dau-moi, chuyen-giao, phan-loai, cap-nhat, trinh-tu.",
        example=["dau-moi", "chuyen-giao", "phan-loai", "cap-nhat", "trinh-tu"],
        many=True,
    )
    articles: Many[Article] = field("dieu", "Các điều", many=True)


class Support(Record):
    """A measure for a group that needs help (2026 law Art. 3, 11, 18(3))."""

    group: Text | None = field(
        "doi_tuong",
        "Đối tượng",
        "nguoi-khuyet-tat, dan-toc-thieu-so, bien-gioi-hai-dao, vung-kho-khan hoặc chữ tự do.",
        example="nguoi-khuyet-tat",
    )
    measure: Text | None = field("bien_phap", "Biện pháp", example="Có người giúp điền phiếu")


class Activity(Record):
    """One act of dissemination or training."""

    date: Date | None = field("ngay", "Ngày", example="2026-09-20")
    kind: Text | None = field(
        "loai", "Loại", "tuyen-truyen, tap-huan hoặc khac.", example="tap-huan"
    )
    content: Text | None = field("noi_dung", "Nội dung", example="Tập huấn Luật Tiếp cận thông tin")
    people: Count | None = field("so_nguoi", "Số người dự", example=40)


class NotArising(Record):
    """A point of the law, or a duty, that does not arise at this agency, with the reason."""

    point: Text | None = field("diem", "Điểm hoặc nghĩa vụ", example="l01-d17k1e")
    reason: Text | None = field("ly_do", "Lý do", example="Không quản lý vốn tại doanh nghiệp")


class Report(Record):
    """A report sent upward."""

    period: Text | None = field("ky", "Kỳ báo cáo", example="2026")
    recipient: Text | None = field("noi_nhan", "Nơi nhận", example="Sở Tư pháp")
    date: Date | None = field("ngay", "Ngày gửi", example="2026-12-15")
    file: Text | None = field("tep", "Tệp")
    secrecy_review: Review | None = field("ra_soat_mat", "Rà soát nội dung mật")


class WithdrawnFile(Record):
    """An attachment that was taken down (2026 law Art. 22): what names it says when and why."""

    file: RequiredText = field(
        "tep",
        "Tệp đã rút",
        "Tên tệp trong thư mục tep/ trước khi rút.",
        example="bang-ke.pdf",
        required=True,
    )
    title: Text | None = field(
        "ten", "Gọi là", "Chữ hiện thay tên tệp, khi chính tên tệp cũng phải giữ kín."
    )
    date: Date | None = field("ngay", "Ngày rút", example="2026-10-01")
    reason: Text | None = field("ly_do", "Lý do rút", example="Có thông tin đời sống riêng tư")


class DisclosurePlan(Record):
    """The commune's disclosure plan (Law 10/2022/QH15 Art. 14(1))."""

    number: Text | None = field("so_ky_hieu", "Số, ký hiệu", example="01/KH-UBND")
    date: Date | None = field("ngay", "Ngày", example="2026-01-15")
    address: Link | None = field("dia_chi", "Địa chỉ truy cập")
    file: Text | None = field("tep", "Tệp")
    secrecy_review: Review | None = field("ra_soat_mat", "Rà soát nội dung mật")


class AgencyProfile(Record):
    """An agency as it describes itself."""

    name: RequiredText = field(
        "ten", "Tên cơ quan", "Tên đầy đủ.", example="Sở Tư pháp tỉnh Mẫu", required=True
    )
    short_name: Text | None = field("ten_ngan", "Tên ngắn", example="Sở Tư pháp")
    type: AgencyType = field(
        "loai",
        "Loại cơ quan",
        f"{alternatives(AGENCY_TYPES)}.",
        example="so",
        required=True,
    )
    unit_field: UnitField | None = field(
        "linh_vuc",
        "Lĩnh vực",
        f"Chỉ với đơn vị sự nghiệp: {alternatives(UNIT_FIELDS)}.",
    )
    official_code: Text | None = field(
        "ma_dinh_danh",
        "Mã định danh điện tử",
        "Theo Quyết định 20/2020/QĐ-TTg, ví dụ H01.05.",
    )
    parent: Text | None = field(
        "truc_thuoc", "Trực thuộc", "Mã thư mục của cơ quan cấp trên, hoặc tên cơ quan đó."
    )
    former_names: Many[FormerName] = field("ten_cu", "Tên cũ", many=True)
    founded: Event | None = field("thanh_lap", "Thành lập")
    dissolved: Event | None = field("cham_dut", "Chấm dứt hoạt động")
    predecessors: Many[Text] = field(
        "tien_than", "Cơ quan tiền thân", "Mã thư mục hoặc tên các cơ quan đã nhập vào.", many=True
    )
    successors: Many[Text] = field(
        "ke_thua", "Cơ quan kế thừa", "Mã thư mục hoặc tên cơ quan nay giữ hồ sơ.", many=True
    )
    former_district: Text | None = field("huyen_cu", "Huyện cũ", "Thuộc huyện nào trước 01/7/2025.")
    address: Text | None = field("dia_chi", "Địa chỉ", example="Số 1 đường Mẫu, phường Mẫu")
    phone: Text | None = field("dien_thoai", "Điện thoại")
    email: Text | None = field("email", "Thư điện tử", example="so-tu-phap@mau.example")
    website: Link | None = field(
        "trang_web", "Trang thông tin điện tử", example="https://so-tu-phap.mau.example"
    )
    hours: Text | None = field(
        "gio_lam_viec", "Giờ làm việc", example="7:30–11:30, 13:30–17:00, thứ Hai đến thứ Sáu"
    )
    contact_points: Many[ContactPoint] = field("dau_moi", "Đầu mối cung cấp thông tin", many=True)
    reception: Reception | None = field("tiep_nhan", "Nơi tiếp nhận yêu cầu")
    channels: Many[Channel] = field("kenh", "Kênh tiếp nhận yêu cầu", many=True)
    feedback: Feedback | None = field("phan_anh", "Nơi nhận phản ánh, khiếu nại")
    procedure: Link | None = field(
        "tthc",
        "Thủ tục cung cấp thông tin",
        "Mã hoặc địa chỉ thủ tục hành chính.",
        example="1.116556",
    )
    section: Section | None = field("chuyen_muc", "Chuyên mục trên cổng của cơ quan")
    regulation: Regulation | None = field("quy_che", "Quy chế nội bộ")
    support: Many[Support] = field("ho_tro", "Biện pháp hỗ trợ", many=True)
    activities: Many[Activity] = field("hoat_dong", "Hoạt động tuyên truyền, tập huấn", many=True)
    not_arising: Many[NotArising] = field("khong_phat_sinh", "Không phát sinh", many=True)
    service_units: Many[Text] = field(
        "don_vi_su_nghiep",
        "Đơn vị sự nghiệp thuộc phạm vi luật",
        "Mã thư mục hoặc tên các đơn vị cung ứng dịch vụ cơ bản, thiết yếu.",
        many=True,
    )
    spokesperson: ContactPoint | None = field("nguoi_phat_ngon", "Người phát ngôn")
    parent_portal: Link | None = field("cong_cap_tren", "Cổng của cấp trên có liên kết đến")
    arising: Many[Text] = field(
        "phat_sinh", "Loại thông tin có phát sinh", "Mã các loại thông tin cơ quan có.", many=True
    )
    reports: Many[Report] = field("bao_cao", "Báo cáo đã gửi", many=True)
    disclosure_plan: DisclosurePlan | None = field("ke_hoach_cong_khai", "Kế hoạch công khai")
    withdrawn_files: Many[WithdrawnFile] = field(
        "tep_da_rut",
        "Tệp đã rút",
        "Những tệp đính kèm đã gỡ: chỗ nào dẫn tới tệp thì ghi đã rút. Lệnh access-info withdraw ghi giúp.",
        many=True,
    )

    @property
    def kind(self) -> AgencyKind:
        """The agency's kind: what is true of every agency of its type."""
        return AGENCY_KINDS[self.type]

    @property
    def listed_name(self) -> str:
        """The name for lists; a commune's is the unit's even where no short name is given.

        `Ủy ban nhân dân xã Mẫu Lâm` → `Xã Mẫu Lâm`, as its neighbours call themselves.
        """
        if self.short_name or not self.kind.is_committee or self.kind.is_province_committee:
            return self.short_name or self.name
        rest = _COMMITTEE.sub("", self.name)
        return rest[0].upper() + rest[1:] if rest.startswith(f"{self.kind.area} ") else self.name


# Front matter of an agency's free pages, `trang/*.md`.


class PageWithdrawal(Record):
    """Why a free page was taken down: without examples, or every copy of the sample would be."""

    date: Date | None = field("ngay", "Ngày rút")
    reason: Text | None = field("ly_do", "Lý do rút")


class FreePage(Record):
    """Front matter of `trang/*.md`."""

    title: Text | None = field("tieu_de", "Tiêu đề trang", example="Lịch tiếp công dân")
    description: Text | None = field("mo_ta", "Mô tả ngắn")
    modified: Date | None = field("ngay_cap_nhat", "Ngày cập nhật", example="2026-10-01")
    withdrawn: PageWithdrawal | None = field(
        "rut", "Rút trang", "Địa chỉ trang ở lại, chỉ còn tiêu đề, ngày rút và lý do."
    )

    @property
    def is_withdrawn(self) -> bool:
        """Whether the page is taken down; an empty group `rut`, as in the sample, does not count."""
        return self.withdrawn is not None and bool(self.withdrawn.date or self.withdrawn.reason)


# `thong-ke/YYYY.yml`: a year's figures (Decree 13/2018 Art. 12(4)).


class Received(Record):
    """Requests received, by channel."""

    in_person: Count | None = field("truc_tiep", "Trực tiếp", example=3)
    by_post: Count | None = field("buu_chinh", "Bưu chính", example=1)
    online: Count | None = field("mang", "Mạng điện tử", example=8)

    @property
    def total(self) -> int:
        """Requests received by all channels together."""
        return (self.in_person or 0) + (self.by_post or 0) + (self.online or 0)


class Results(Record):
    """What became of the requests received."""

    full: Count | None = field("day_du", "Cung cấp đầy đủ", example=10)
    partial: Count | None = field("mot_phan", "Cung cấp một phần", example=1)
    refused: dict[str, Count | None] | None = field(
        "tu_choi", "Từ chối, theo căn cứ", "Mã căn cứ từ chối của luật: số lượng, ví dụ d27k3: 1."
    )
    transferred: Count | None = field("chuyen", "Chuyển cơ quan khác", example=0)
    withdrawn: Count | None = field("rut", "Người yêu cầu rút", example=0)
    pending: Count | None = field("dang_xu_ly", "Đang xử lý", example=1)

    @property
    def refused_total(self) -> int:
        """Requests refused on any ground."""
        return sum(count or 0 for count in (self.refused or {}).values())

    @property
    def total(self) -> int:
        """Requests with any outcome, pending ones included."""
        known = (self.full, self.partial, self.transferred, self.withdrawn, self.pending)
        return sum(count or 0 for count in known) + self.refused_total


class Timeliness(Record):
    """How long answers took."""

    on_time: Count | None = field("dung_han", "Đúng hạn", example=11)
    extended: Count | None = field("gia_han", "Có gia hạn", example=1)
    late: Count | None = field("qua_han", "Quá hạn", example=0)
    median_days: Decimal | None = field("trung_vi", "Trung vị (ngày)", example="4")
    longest_days: Decimal | None = field("dai_nhat", "Dài nhất (ngày)", example="12")


class YearStatistics(Record):
    """The figures of one year."""

    year: Count = field("nam", "Năm", example=2026, required=True)
    received: Received | None = field("tiep_nhan", "Yêu cầu đã tiếp nhận")
    results: Results | None = field("ket_qua", "Kết quả giải quyết")
    timeliness: Timeliness | None = field("thoi_gian", "Thời gian giải quyết")
    complaints: Count | None = field("khieu_nai", "Khiếu nại", example=0)
    lawsuits: Count | None = field("khoi_kien", "Khởi kiện", example=0)
    costs: Count | None = field("chi_phi", "Chi phí đã thu (đồng)", example=50000)
    proactive: Count | None = field(
        "chu_dong_cong_khai", "Số thông tin đã chủ động công khai", example=45
    )
    difficulties: Text | None = field(
        "kho_khan", "Khó khăn, vướng mắc", example="Chưa có phần mềm theo dõi yêu cầu"
    )
    proposals: Text | None = field("kien_nghi", "Kiến nghị", example="Tổ chức tập huấn hằng năm")


@dataclasses.dataclass(frozen=True, slots=True)
class Disagreement:
    """Two sums of a year's figures that ought to be equal and are not.

    Attributes:
        key: YAML key of the group that holds the first sum.
        what: The first sum in words.
        total: Its value.
        other: The other sum in words.
        expected: Its value.
    """

    key: str
    what: str
    total: int
    other: str
    expected: int


def disagreements(year: YearStatistics) -> Iterator[Disagreement]:
    """Yield the pairs of sums of a year that ought to be equal and are not.

    Outcomes must add up to the requests received, answers on time and late to those answered.
    """
    received, results, time = year.received, year.results, year.timeliness
    if results is None:
        return
    if received is not None and received.total != results.total:
        yield Disagreement(
            "ket_qua",
            "Kết quả giải quyết",
            results.total,
            "số yêu cầu đã tiếp nhận",
            received.total,
        )
    if time is None or time.on_time is None:
        return
    answered = results.total - (results.pending or 0) - (results.withdrawn or 0)
    timed = time.on_time + (time.late or 0)
    # Agencies differ in whether a transferred request counts as answered: both are right.
    if timed not in {answered, answered - (results.transferred or 0)}:
        yield Disagreement(
            "thoi_gian", "Đúng hạn và quá hạn", timed, "số yêu cầu đã trả lời", answered
        )


# `dinh-chinh.yml`: the log of corrected information (2026 law Art. 22, 28).


class Discovery(Record):
    """Who found the mistake and when."""

    date: Date | None = field("ngay", "Ngày phát hiện", example="2026-10-05")
    by: Text | None = field(
        "boi",
        "Bên phát hiện",
        "Cơ quan tự phát hiện, hoặc công dân (không ghi họ tên).",
        example="Công dân",
    )


class Correction(Record):
    """One mistake and its correction."""

    id: ItemId = field("ma", "Mã đính chính", example="2026-dc-01", required=True, default="")
    item: Text | None = field(
        "muc_lien_quan", "Mục liên quan", "Mã mục trong danh mục.", example="2026-001"
    )
    wrong: Text | None = field("noi_dung_sai", "Nội dung sai", example="Thời hạn 15 ngày")
    right: Text | None = field("noi_dung_dung", "Nội dung đúng", example="Thời hạn 12 ngày")
    discovery: Discovery | None = field("phat_hien", "Phát hiện")
    petitioned: Date | None = field("ngay_kien_nghi", "Ngày nhận kiến nghị", example="2026-10-06")
    corrected: Date | None = field("ngay_dinh_chinh", "Ngày đính chính", example="2026-10-10")
    forms: Many[Text] = field(
        "hinh_thuc", "Hình thức đính chính", example=["cong-tttdt"], many=True
    )


class CorrectionLog(Record):
    """The log of an agency's corrections."""

    items: Many[Correction] = field("muc", "Các lần đính chính", many=True)
