"""A law as one record: every field of its pack file."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from access_info.legal.duties import ObligationBasis
from access_info.legal.provisions import (
    AgencyScope,
    Borrowing,
    Code,
    ConditionalKind,
    Deadline,
    DisclosureForm,
    ExtraRule,
    Fact,
    InformationKind,
    Instrument,
    NamedList,
    Point,
    PortalItem,
    RegulationContent,
    RowMinimum,
    SectionContent,
    Statement,
    Transition,
)
from access_info.legal.requests import (
    Costs,
    FormField,
    Procedure,
    ProcedureForm,
    RefusalGround,
    RequestChannel,
)
from access_info.legal.vocabularies import LawRole
from access_info.model.declarations.fields import Record, field
from access_info.model.declarations.types import Count, Date, Link, Many, Text
from access_info.model.verification import FactCheck, Verification, VerificationValue

__all__ = [
    "AgencyScope",
    "Borrowing",
    "ConditionalKind",
    "Costs",
    "Deadline",
    "DisclosureForm",
    "ExtraRule",
    "Fact",
    "FormField",
    "InformationKind",
    "Instrument",
    "LawPack",
    "NamedList",
    "ObligationBasis",
    "Point",
    "PortalItem",
    "Procedure",
    "ProcedureForm",
    "RefusalGround",
    "RegulationContent",
    "RequestChannel",
    "RowMinimum",
    "SectionContent",
    "Statement",
    "Transition",
    "suggested_kinds",
]


class LawPack(Record):
    """One law. `Framework` fills in its end and what it borrows from the law before it."""

    id: Code = field("ma", "Mã luật", example="l01", required=True)
    number: Text = field("so", "Số luật", example="01/2026/QH16", required=True)
    name: Text = field("ten", "Tên luật", example="Luật Tiếp cận thông tin", required=True)
    role: LawRole = field("vai_tro", "Vai trò", "chinh hoặc bo-sung.", default="chinh")
    passed: Date | None = field("thong_qua", "Ngày thông qua", example="2026-04-23")
    in_force_from: Date = field(
        "hieu_luc_tu", "Có hiệu lực từ", example="2026-09-01", required=True
    )
    in_force_citation: Text | None = field(
        "can_cu_hieu_luc", "Căn cứ ngày có hiệu lực", example="khoản 1 Điều 30"
    )
    in_force_to: Date | None = field(
        "hieu_luc_den",
        "Ngày cuối còn hiệu lực",
        "Bỏ trống nếu luật sau ghi “thay_the”: ngày được tính tự động.",
    )
    replaces: Code | None = field("thay_the", "Thay thế luật", "Mã luật.", example="l104")
    replaces_citation: Text | None = field(
        "can_cu_thay_the", "Căn cứ thay thế", example="khoản 2 Điều 30"
    )
    replaced_by: Text | None = field(
        "duoc_thay_boi", "Được thay bởi luật số", "Bỏ trống: được điền tự động."
    )
    chapters: Count | None = field("so_chuong", "Số chương")
    articles: Count | None = field("so_dieu", "Số điều")
    verification: VerificationValue = field(
        "da_kiem_chung",
        "Đã đối chiếu với",
        "Của cả văn bản; điều nào khác thì ghi ở điều ấy.",
        example="ban-chep",
        required=True,
    )
    checked: FactCheck | None = field("doi_chieu", "Ai đối chiếu, khi nào")
    note: Text | None = field("ghi_chu", "Ghi chú")
    kinds_note: Text | None = field("ghi_chu_loai", "Ghi chú về các loại thông tin")
    link: Link | None = field("lien_ket", "Địa chỉ văn bản chính thức")
    sources: Many[Text] = field("nguon", "Nguồn đã đọc", many=True)
    scope: Many[AgencyScope] = field("pham_vi", "Loại cơ quan phải thực hiện", many=True)
    instruments: Many[Instrument] = field("van_ban_huong_dan", "Văn bản hướng dẫn", many=True)
    general_rules: Many[Statement] = field("quy_dinh_chung", "Quy định chung", many=True)
    citizens: Many[Statement] = field("cong_dan", "Quyền và nghĩa vụ của công dân", many=True)
    requesters: Many[Statement] = field("nguoi_yeu_cau", "Người được yêu cầu", many=True)
    requestable: Many[Statement] = field("duoc_yeu_cau", "Thông tin được yêu cầu", many=True)
    suppliers: Many[Statement] = field("co_quan_cung_cap", "Cơ quan cung cấp", many=True)
    not_accessible: Many[Statement] = field("khong_duoc_tiep_can", "Không được tiếp cận", many=True)
    conditional_kinds: Many[ConditionalKind] = field(
        "dieu_kien", "Tiếp cận có điều kiện", many=True
    )
    prohibited: Many[Statement] = field("hanh_vi_cam", "Hành vi bị nghiêm cấm", many=True)
    liability: Many[Statement] = field("xu_ly_vi_pham", "Xử lý vi phạm", many=True)
    points: Many[Point] = field("diem", "Các điểm phải công khai", many=True)
    named_lists: Many[NamedList] = field("neu_ten", "Danh sách được nêu tên người", many=True)
    proactive: Many[Statement] = field("chu_dong", "Chủ động công khai thêm", many=True)
    disclosure_forms: Many[DisclosureForm] = field("hinh_thuc", "Hình thức công khai", many=True)
    disclosure_rules: Many[Statement] = field("cach_cong_khai", "Cách công khai", many=True)
    support: Many[Statement] = field("ho_tro", "Hỗ trợ người yếu thế, vùng khó khăn", many=True)
    portal_rules: Many[Statement] = field("cong_thong_tin", "Quy định về cổng thông tin", many=True)
    portal_items: Many[PortalItem] = field("phai_len_cong", "Phải đăng trên cổng", many=True)
    deadlines: Many[Deadline] = field("thoi_han", "Thời hạn", many=True)
    channels: Many[RequestChannel] = field("kenh", "Kênh nhận yêu cầu", many=True)
    procedure_rules: Many[Statement] = field("giai_quyet", "Giải quyết yêu cầu", many=True)
    refusal_grounds: Many[RefusalGround] = field("tu_choi", "Căn cứ từ chối", many=True)
    refusal_form: Statement | None = field("hinh_thuc_tu_choi", "Hình thức từ chối")
    corrections: Many[Statement] = field("dinh_chinh", "Cách đính chính", many=True)
    costs: Costs | None = field("chi_phi", "Chi phí")
    complaints: Many[Statement] = field("khieu_nai", "Khiếu nại, khởi kiện, tố cáo", many=True)
    oversight: Many[Statement] = field("giam_sat", "Giám sát, theo dõi", many=True)
    forms: Many[ProcedureForm] = field("bieu_mau", "Biểu mẫu", many=True)
    section_contents: Many[SectionContent] = field("chuyen_muc", "Nội dung chuyên mục", many=True)
    regulation_contents: Many[RegulationContent] = field("quy_che", "Nội dung quy chế", many=True)
    row_minimum: Many[RowMinimum] = field("dong_danh_muc", "Mỗi dòng danh mục phải có", many=True)
    statistics: Many[Statement] = field("so_lieu", "Nội dung báo cáo", many=True)
    procedures: Many[Procedure] = field("thu_tuc", "Thủ tục hành chính", many=True)
    transitions: Many[Transition] = field("chuyen_tiep", "Chuyển tiếp", many=True)
    obligation_bases: Many[ObligationBasis] = field("nghia_vu", "Nghĩa vụ", many=True)
    extra_content_count: Count | None = field("so_noi_dung", "Số nội dung phải công khai")
    extra_rules: Many[ExtraRule] = field("quy_dinh_them", "Quy định thêm", many=True)
    borrows: Many[Borrowing] = field("tam_dung", "Tạm dùng quy định của luật trước", many=True)

    @property
    def slug(self) -> str:
        """The law's part of an address, from its number: `luat-01-2026`."""
        return "-".join(["luat", *self.number.split("/")[:2]])

    @property
    def full_name(self) -> str:
        """Name and number."""
        return f"{self.name} số {self.number}"

    @property
    def short_name(self) -> str:
        """What tells it from any other law, for thousands of cells: `Luật 01/2026/QH16`."""
        return f"Luật {self.number}"

    @property
    def requests_from(self) -> datetime.date:
        """The first day on which a request is filed under this law.

        A transition rule may set another day than the law's own start (for the 2026 law:
        Art. 31(4)).
        """
        days = (item.requests_before for item in self.transitions)
        return next((day for day in days if day is not None), self.in_force_from)

    def covers(self, day: datetime.date) -> bool:
        """Tell whether the law is in force on a day."""
        return self.in_force_from <= day and (self.in_force_to is None or day <= self.in_force_to)

    def binds(self, agency_type: str, on: datetime.date) -> bool:
        """Tell whether the law's scope names a type of agency on a day."""
        return any(
            scope.type == agency_type and (scope.until is None or on <= scope.until)
            for scope in self.scope
        )

    @property
    def passes_on(self) -> bool:
        """Whether agencies answer for the information of those whose work they took over."""
        return any(item.succession for item in self.transitions)

    def deadlines_for(self, stage: str, channel: str | None = None) -> tuple[Deadline, ...]:
        """Return the periods of a stage; with a channel, only that channel's and any channel's."""
        return tuple(
            deadline
            for deadline in self.deadlines
            if deadline.stage == stage and (channel is None or deadline.channel in {None, channel})
        )

    def deadline(self, deadline_id: str) -> Deadline | None:
        """Find a period by its id."""
        return next((item for item in self.deadlines if item.id == deadline_id), None)

    def mark(self, fact: Fact | Instrument) -> Verification | None:
        """Return the verification that must be shown beside a fact, if any.

        How the law as a whole was checked is said once; a fact says it again only if it was
        checked less well, or if it says why it is not verified.
        """
        verification = fact.verification
        if verification is Verification.UNVERIFIED and fact.note is not None:
            return verification
        return verification if verification.rank < self.verification.rank else None

    @property
    def kinds(self) -> Iterator[tuple[Point, InformationKind]]:
        """Every kind of information with its point, in order."""
        return ((point, kind) for point in self.points for kind in point.kinds)


def suggested_kinds(
    pack: LawPack, agency_type: str, unit_field: str | None = None
) -> tuple[InformationKind, ...]:
    """Suggest the kinds of information that usually arise at a type of agency: not law.

    Args:
        pack: The law.
        agency_type: A value of `AGENCY_TYPES`.
        unit_field: For a public service unit, a value of `UNIT_FIELDS`.
    """
    return tuple(kind for _, kind in pack.kinds if kind.suggested_for(agency_type, unit_field))
