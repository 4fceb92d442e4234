"""Define a law as one record, with every field of its pack file, and read the law files."""

from __future__ import annotations

import dataclasses
import datetime
import functools
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Generic, TypeVar

from access_info.legal import rules
from access_info.legal.provisions import (
    AgencyScope,
    Borrowing,
    CitedPlace,
    Code,
    ConditionalKind,
    Deadline,
    DisclosureForm,
    DutyPart,
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
from access_info.legal.vocabularies import (
    BASIS_STATUSES,
    EVERY_AGENCY,
    BasisStatus,
    Bound,
    LawRole,
    YearStatus,
)
from access_info.model.binding import bind
from access_info.model.fields import Record, field, fields_of
from access_info.model.types import Count, Date, Link, Many, Text, YesNo
from access_info.model.verification import FactCheck, Verification, VerificationValue
from access_info.problems import Location, Problem
from access_info.source.documents import SourceDocument, read_yaml

# The duties of agencies, each written once; each law's basis for them is in its own pack.


class Obligation(Record):
    """A duty that data can show to be met or not."""

    id: Code = field("ma", "Mã nghĩa vụ", example="OB-01", required=True)
    title: Text = field("ten", "Nghĩa vụ", required=True)
    title_en: Text | None = field("ten_en", "Tên tiếng Anh")
    absent: Text | None = field(
        "khi_chua_co",
        "Khi chưa có gì",
        "Một câu nói rằng chưa làm gì, thay cho việc kể từng phần.",
        example="Chưa có quy chế nội bộ",
    )
    letter_items: Text | None = field("muc_cong_van", "Mục trong công văn đối chiếu")
    binds: Many[Bound] = field(
        "doi_tuong",
        "Ai phải thực hiện",
        "moi-co-quan, hoặc các loại cơ quan.",
        example=["moi-co-quan"],
        required=True,
    )
    reason: Text = field("ly_do", "Vì sao", required=True)
    parts: Many[DutyPart] = field(
        "phan", "Các phần", "Thiếu phần nào thì mới đạt một phần.", many=True
    )
    may_not_arise: YesNo = field(
        "khai_khong_phat_sinh",
        "Được khai không phát sinh",
        "Có cơ quan không có gì thuộc nghĩa vụ này, như chưa từng có thông tin sai.",
        default=False,
    )
    verification: VerificationValue = field(
        "da_kiem_chung",
        "Đã đối chiếu với",
        "Về việc ai phải thực hiện.",
        example="ban-chep",
        required=True,
    )
    checked: FactCheck | None = field("doi_chieu", "Ai đối chiếu, khi nào")

    def parts_under(self, law: str) -> tuple[DutyPart, ...]:
        """Return the parts of the duty that count under one law."""
        return tuple(part for part in self.parts if not part.laws or law in part.laws)

    @property
    def is_of_corrections(self) -> bool:
        """Whether it is a duty about corrections, so that the log of corrections shows whether it arose."""
        return any(part.way.startswith("dinh-chinh-") for part in self.parts)

    def binds_type(self, agency_type: str) -> bool:
        """Tell whether the duty is addressed to a type of agency.

        Whether the law's scope names that type is another question.
        """
        return EVERY_AGENCY in self.binds or agency_type in self.binds


class ObligationBasis(Fact):
    """The place where one law lays a duty down, and how firmly."""

    id: Code = field("ma", "Mã nghĩa vụ", example="OB-01", required=True)
    status: BasisStatus = field(
        "tinh_trang",
        "Tình trạng",
        "trong-luat, nghi-dinh, mot-phan, chua-xac-minh, thay-doi.",
        example="trong-luat",
        required=True,
    )
    periods: Many[Code] = field(
        "theo", "Theo thời hạn hoặc điều khoản chuyển tiếp", "Mã trong cùng tệp.", many=True
    )

    @property
    def status_label(self) -> str:
        """The status in words."""
        return BASIS_STATUSES[self.status]

    @property
    def is_sure(self) -> bool:
        """Whether the text of the law, read at least in a copy, lays the duty down."""
        return (
            self.status not in {"chua-xac-minh", "thay-doi"}
            and self.verification is not Verification.UNVERIFIED
        )


class ObligationFile(Record):
    """`nghia-vu.yml`."""

    letter: Text | None = field("cong_van_doi_chieu", "Công văn đối chiếu")
    obligations: Many[Obligation] = field("nghia_vu", "Các nghĩa vụ", many=True)


# The records of the request procedure: channels, grounds of refusal, forms, costs.


class RequestChannel(Fact):
    """A way to send a request."""

    id: Code = field("ma", "Mã kênh", example="truc-tiep", required=True)
    title: Text = field("ten", "Tên kênh", example="Trực tiếp tại trụ sở", required=True)
    examples: Many[Text] = field("gom", "Gồm", many=True)


class RefusalGround(Fact):
    """A reason for which a request may be refused."""

    id: Code = field("ma", "Mã căn cứ từ chối", example="d27k1", required=True)
    title: Text = field("ten", "Căn cứ từ chối", required=True)


# The field in which a requester says what is wanted; a form without it is the agency's own.
WANTED = "noi-dung"
_IF_ANY = "(nếu có)"


class FormField(Record):
    """One field of a form."""

    id: Code | None = field("ma", "Mã ô", "Hai luật có cùng một ô thì cùng mã.", example="ho-ten")
    title: Text = field("ten", "Ô phải điền", required=True)
    lines: Count = field("so_dong", "Số dòng để viết", example=3, default=1)
    hint: Text | None = field("goi_y", "Gợi ý khi điền")
    verification: VerificationValue = field("da_kiem_chung", "Đã đối chiếu với", required=True)
    channel: Code | None = field("kenh", "Chỉ có khi luật có kênh", example="fax")
    purpose: Code | None = field(
        "tu_dien", "Trình duyệt tự điền", "Giá trị autocomplete của HTML.", example="name"
    )

    @property
    def confirmed(self) -> bool:
        """Whether a law, decree or circular names the field."""
        return self.verification is not Verification.UNVERIFIED

    @property
    def is_optional(self) -> bool:
        """Whether only those fill it in who have something to say: its name ends with “(nếu có)”."""
        return self.title.endswith(_IF_ANY)


class ProcedureForm(Fact):
    """A form of the request procedure; its layout was never seen, some fields are confirmed."""

    id: Code = field("ma", "Số mẫu", example="01a", required=True)
    title: Text = field("ten", "Tên mẫu", required=True)
    fields: Many[FormField] = field("o", "Các ô", many=True)

    @property
    def confirmed_fields(self) -> tuple[FormField, ...]:
        """The fields that a law, decree or circular names."""
        return tuple(item for item in self.fields if item.confirmed)

    @property
    def is_requesters(self) -> bool:
        """Whether the requester fills it in, and not the agency."""
        return any(item.id == WANTED for item in self.confirmed_fields)


class Costs(Fact):
    """The costs that a requester pays, and when none are due."""

    fee: Text = field("phi", "Phí, lệ phí", required=True)
    actual: Text = field("thuc_te", "Chi phí thực tế", required=True)
    free_when: Many[Statement] = field("mien", "Không phải trả khi", many=True)
    reductions: Many[Statement] = field("giam", "Mức tính ở vùng khó khăn", many=True)
    payment: Many[Statement] = field("thanh_toan", "Cách thanh toán", many=True)
    rates: Statement = field("muc_gia", "Đơn giá", required=True)


class Procedure(Fact):
    """An entry of the national catalogue of administrative procedures."""

    id: Code = field("ma", "Mã thủ tục", example="1.116556", required=True)
    title: Text = field("ten", "Tên thủ tục", required=True)


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
        """The part of an address that stands for the law, from its number: `luat-01-2026`."""
        return "-".join(["luat", *self.number.split("/")[:2]])

    @property
    def full_name(self) -> str:
        """Name and number: “Luật Tiếp cận thông tin số 01/2026/QH16”."""
        return f"{self.name} số {self.number}"

    @property
    def short_name(self) -> str:
        """A short name that only this law has, for tables: “Luật 01/2026/QH16”."""
        return f"Luật {self.number}"

    @property
    def requests_from(self) -> datetime.date:
        """The first day on which a filed request falls under this law.

        A transition rule may set another day than that of the law itself (2026 law: Art. 31(4)).
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
        """Whether an agency is responsible for the information of agencies whose work it has taken over."""
        return any(item.succession for item in self.transitions)

    def deadlines_for(self, stage: str, channel: str | None = None) -> tuple[Deadline, ...]:
        """Return the periods of a stage; with a channel, only those of that channel and of all channels."""
        return tuple(
            deadline
            for deadline in self.deadlines
            if deadline.stage == stage and (channel is None or deadline.channel in {None, channel})
        )

    def mark(self, fact: Fact | Instrument) -> Verification | None:
        """Return the verification to show next to a fact; `None` if that of the whole law is enough.

        How the law as a whole was checked is said once. A fact says it again only if it was checked
        less well, or has a note why it is not verified.
        """
        verification = fact.verification
        if verification is Verification.UNVERIFIED and fact.note is not None:
            return verification
        return verification if verification.rank < self.verification.rank else None

    @property
    def kinds(self) -> Iterator[tuple[Point, InformationKind]]:
        """(point, kind) of every kind of information, in order."""
        return ((point, kind) for point in self.points for kind in point.kinds)

    def suggested_kinds(
        self, agency_type: str, unit_field: str | None = None
    ) -> tuple[InformationKind, ...]:
        """Return the kinds of information that usually arise at an agency: our suggestion, not law.

        Args:
            agency_type: A key of `AGENCY_KINDS`.
            unit_field: Field of work of a public service unit, a value of `UNIT_FIELDS`.
        """
        return tuple(kind for _, kind in self.kinds if kind.suggested_for(agency_type, unit_field))


# Lists that make sense in their own law alone: whom it binds, its points, periods, channels and days.
_BOUND_TO_LAW = {"pham_vi", "diem", "neu_ten", "thoi_han", "kenh", "chuyen_tiep", "nghia_vu"}
# Parts that a later law may borrow: lists of provisions to which no other list refers.
BORROWABLE = {
    doc.key: doc.name
    for doc in fields_of(LawPack)
    if doc.many and doc.record is not None and issubclass(doc.record, Fact)
    if doc.key not in _BOUND_TO_LAW
}


# The articles, clauses and points that a law has: numbers only (`dieu-khoan-….yml`).


class Clause(Record):
    """A numbered clause with the letters of its points."""

    number: Text = field("so", "Số khoản", example="1", required=True)
    points: Many[Code] = field("diem", "Các điểm", example=["a", "b"], many=True)


class LawArticle(Record):
    """A numbered article with its clauses."""

    number: Text = field("so", "Số điều", example="26", required=True)
    clauses: Many[Clause] = field(
        "khoan", "Các khoản", "Bỏ trống: điều không chia khoản.", many=True
    )


class LeftOut(Record):
    """A place that no fact of the pack cites, and why that is right."""

    place: Text = field("o", "Điều, khoản, điểm", example="khoản 4 Điều 26", required=True)
    reason: Text = field("ly_do", "Vì sao không có trong gói luật", required=True)


class LawStructure(Record):
    """All articles, clauses and points of one law."""

    law: Code = field("luat", "Mã luật", example="l01", required=True)
    source: Text | None = field("nguon", "Nguồn đã đọc")
    articles: Many[LawArticle] = field("dieu", "Các điều", many=True)
    left_out: Many[LeftOut] = field("khong_neu", "Nơi không điều nào của gói nhắc tới", many=True)

    @functools.cached_property
    def places(self) -> frozenset[CitedPlace]:
        """Every article, clause and point of the law."""
        places: set[CitedPlace] = set()
        for article in self.articles:
            places.add(CitedPlace(article.number))
            for clause in article.clauses:
                places.add(CitedPlace(article.number, clause.number))
                places.update(
                    CitedPlace(article.number, clause.number, point) for point in clause.points
                )
        return frozenset(places)


# `lich-nghi.yml`: the days off and the swapped working days of civil servants, by year.


class DaysOff(Record):
    """Weekdays off on one occasion; weekends are never listed."""

    title: Text = field("ten", "Dịp nghỉ", example="Quốc khánh", required=True)
    days: Many[Date] = field(
        "ngay", "Các ngày", "Năm-tháng-ngày.", example=["2026-09-01"], required=True
    )
    verification: VerificationValue | None = field(
        "da_kiem_chung", "Đã đối chiếu với", "Bỏ trống: như cả năm."
    )

    @property
    def title_with_doubt(self) -> str:
        """The occasion, with a mark if its days are not verified although their year is."""
        if self.verification is Verification.UNVERIFIED:
            return f"{self.title}, {self.verification.label}"
        return self.title


class WorkedDay(Record):
    """A weekend day worked in exchange for a weekday off."""

    day: Date = field("ngay", "Ngày làm bù", example="2026-08-22", required=True)
    instead_of: Date | None = field("thay_cho", "Thay cho ngày", example="2026-08-31")


class OpenDay(Record):
    """A day about which a decision may still come."""

    day: Date = field("ngay", "Ngày", example="2026-11-23", required=True)
    note: Text = field("ghi_chu", "Điều chưa rõ", required=True)


class YearTable(Fact):
    """The days off, the swapped working days and the undecided days of one year."""

    year: Count = field("nam", "Năm", example=2026, required=True)
    status: YearStatus = field(
        "tinh_trang", "Tình trạng", "chinh-thuc hoặc du-kien.", example="chinh-thuc", required=True
    )
    days_off: Many[DaysOff] = field("nghi", "Ngày nghỉ", many=True)
    worked: Many[WorkedDay] = field("lam_bu", "Ngày làm bù", many=True)
    open_days: Many[OpenDay] = field("chua_ro", "Ngày chưa rõ", many=True)


class CountingRules(Record):
    """The rules by which days are counted, each with its citation."""

    first_day: Statement = field("ngay_dau", "Ngày đầu", required=True)
    last_day: Statement = field("ngay_cuoi", "Ngày cuối", required=True)
    working_days: Statement = field("ngay_lam_viec", "Ngày làm việc", required=True)
    culture_day: Statement | None = field("ngay_van_hoa", "Ngày Văn hóa Việt Nam")


class CalendarFile(Record):
    """`lich-nghi.yml`: the rules of counting and one table for each year."""

    rules: CountingRules = field("quy_tac", "Quy tắc tính", required=True)
    years: Many[YearTable] = field("nam", "Các năm", many=True)


# Reads the files of the law folders into records; the packs are whatever files lie there.

DATA = Path(__file__).parent / "data"
CALENDAR_FILE = "lich-nghi.yml"
OBLIGATION_FILE = "nghia-vu.yml"
# Names of files that list a law's articles start with this.
STRUCTURE = "dieu-khoan-"
_ENDING = ".yml"
# Endings of files that somebody wants to be read, but that are not.
_WRONG_ENDINGS = (".yaml", ".yml", ".yml.txt", ".yaml.txt")

R = TypeVar("R", bound=Record)


@dataclasses.dataclass(frozen=True, slots=True)
class LawFile(Generic[R]):
    """A file of the law folders.

    Attributes:
        record: Its content.
        document: Its text, which knows the place of each value.
    """

    record: R
    document: SourceDocument

    def at(self, *keys: str | int) -> Location:
        """Return the place of a value by its path of keys."""
        return self.document.locate(keys)


@dataclasses.dataclass(frozen=True, slots=True)
class LawFiles:
    """Everything that was read from the law folders.

    Attributes:
        packs: The laws, in the order of file names.
        structures: Which articles laws have, in the order of file names.
        obligations: `nghia-vu.yml`.
        calendar: `lich-nghi.yml`.
        problems: Files that could not be read, and values that do not fit the records.
    """

    packs: tuple[LawFile[LawPack], ...]
    structures: tuple[LawFile[LawStructure], ...]
    obligations: LawFile[ObligationFile] | None
    calendar: LawFile[CalendarFile] | None
    problems: tuple[Problem, ...]


def read_law_files(folders: Iterable[Path]) -> LawFiles:
    """Read all files of some folders; a file in a later folder replaces one of the same name.

    A file with another ending than `.yml` is a problem: somebody wants it to be read.
    """
    problems: list[Problem] = []
    paths: dict[str, Path] = {}
    for folder in folders:
        if not folder.is_dir():
            problems.append(rules.NO_FOLDER.at(Location(folder.as_posix()), name=folder.name))
            continue
        for path in sorted(folder.iterdir()):
            if path.name.endswith(_ENDING):
                paths[path.name] = path
            elif path.is_file() and path.name.lower().endswith(_WRONG_ENDINGS):
                fix = path.name.split(".")[0] + _ENDING
                problems.append(
                    rules.BAD_ENDING.at(Location(path.as_posix()), name=path.name, fix=fix)
                )
    calendar = _read(CalendarFile, paths.pop(CALENDAR_FILE, None), problems)
    obligations = _read(ObligationFile, paths.pop(OBLIGATION_FILE, None), problems)
    structures: list[LawFile[LawStructure] | None] = []
    packs: list[LawFile[LawPack] | None] = []
    for name, path in sorted(paths.items()):
        if name.startswith(STRUCTURE):
            structures.append(_read(LawStructure, path, problems))
        else:
            packs.append(_read(LawPack, path, problems))
    return LawFiles(
        packs=tuple(filter(None, packs)),
        structures=tuple(filter(None, structures)),
        obligations=obligations,
        calendar=calendar,
        problems=tuple(problems),
    )


def _read(record: type[R], path: Path | None, problems: list[Problem]) -> LawFile[R] | None:
    """Return a file as a record; `None` if there is no file, or if it cannot be used.

    What is wrong with it is added to `problems`.
    """
    if path is None:
        return None
    document = read_yaml(path)
    if not document.readable:
        problems.extend(document.problems)
        return None
    bound = bind(record, document)
    problems.extend(bound.problems)
    return None if bound.record is None else LawFile(bound.record, document)
