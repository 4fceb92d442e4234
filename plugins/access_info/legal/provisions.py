"""Define the records of a law pack: one for each kind of provision.

Every provision names its citation and what it was compared with: nothing yet, a copy of the
instrument, or the official gazette. So pages can show that something is not verified.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

from access_info.legal.vocabularies import (
    PERIOD_UNITS,
    SERVICE_UNIT,
    BodyGroup,
    PartList,
    PeriodUnit,
    PrivateGroup,
    Stage,
    Way,
)
from access_info.model.fields import Record, field
from access_info.model.types import Count, Date, Link, Many, Text, YesNo
from access_info.model.verification import FactCheck, Novelty, NoveltyValue, VerificationValue
from access_info.model.vocabularies import AGENCY_KINDS, AgencyType

# Closed lists of values in the law packs: value in the data → label for people.


# The parts of a duty, declared in the pack; each is judged in one of a few ways.


class DutyPart(Record):
    """One part of a duty, and how data show that it is met.

    `assessment` has one judge for each way; a duty of a known way needs no program.
    """

    title: Text = field(
        "ten", "Phần phải có", "Ghi như điều còn thiếu.", example="người ký quy chế", required=True
    )
    way: Way = field(
        "cach",
        "Cách xét",
        "Một trong các cách mà chương trình biết, ví dụ co-truong.",
        example="co-truong",
        required=True,
    )
    paths: Many[Text] = field(
        "truong",
        "Trường",
        "Một trong các trường này có là đủ. Với danh sách: có ở một mục bất kỳ.",
        example=["quy_che.nguoi_ky"],
        many=True,
    )
    rows: PartList | None = field(
        "danh_sach",
        "Danh sách",
        "cong-khai, co-dieu-kien, quy-che, niem-yet hoặc truyen-thanh, tùy cách xét.",
        example="cong-khai",
    )
    except_kinds: Many[Text] = field(
        "tru_loai",
        "Trừ các loại có điều kiện",
        "Dòng thuộc các loại này (mã như d16k4) thì phần này không xét.",
        many=True,
    )
    values: Many[Text] = field("gia_tri", "Giá trị", "Một trong các giá trị này.", many=True)
    needs: Many[Text] = field(
        "kem_theo", "Trường của từng mục", "Mục thiếu trường nào thì phần này chưa đủ.", many=True
    )
    months: Count | None = field("so_thang", "Trong số tháng", example=36)
    laws: Many[Text] = field("luat", "Chỉ theo luật", "Mã luật; bỏ trống: mọi luật.", many=True)
    is_aside: YesNo = field(
        "di_kem", "Chỉ đi kèm", "Một mình phần này chưa phải bằng chứng.", default=False
    )


# An id is compared as typed, never without accents: point “đ” and point “d” differ.
Code = Text
# “l01-d17k1a1”: group 1 is “a1”.
_AFTER_PLACE = re.compile(r"[^-]+-d\d+k\d+(.+)")


class Fact(Record):
    """Anything a law says, with where it says so and whether that was checked."""

    citation: Text = field(
        "can_cu",
        "Căn cứ",
        "Điểm, khoản, điều của văn bản.",
        example="khoản 3 Điều 26",
        required=True,
    )
    verification: VerificationValue = field(
        "da_kiem_chung",
        "Đã đối chiếu với",
        "khong: chưa xác minh; ban-chep: một bản chép của văn bản; cong-bao: Công báo.",
        example="ban-chep",
        required=True,
    )
    note: Text | None = field("ghi_chu", "Ghi chú")
    checked: FactCheck | None = field("doi_chieu", "Ai đối chiếu, khi nào")


class Statement(Fact):
    """A rule in words."""

    id: Code | None = field("ma", "Mã")
    title: Text = field("ten", "Nội dung", example="Bí mật nhà nước", required=True)


class InformationKind(Record):
    """A kind of information within a point; its citation and verification are the point's."""

    id: Code = field(
        "ma", "Mã loại thông tin", "Mã điểm và số thứ tự.", example="l01-d17k1a1", required=True
    )
    title: Text = field("ten", "Tên", example="Kế hoạch công tác hằng năm", required=True)
    novelty: NoveltyValue = field(
        "moi",
        "Mới so với luật trước và luật khác",
        "chac-chan: chưa luật nào yêu cầu công khai; khong: đã có luật yêu cầu; chua-ro: luật trước không nêu, "
        "luật khác có thể đã yêu cầu.",
        example="khong",
        required=True,
    )
    other_law: Text | None = field("luat_khac", "Văn bản khác đã yêu cầu hoặc có thể đã yêu cầu")
    checked: FactCheck | None = field("doi_chieu", "Ai đối chiếu, khi nào")
    bodies: Many[BodyGroup] = field(
        "noi",
        "Nơi thường phát sinh",
        "Gợi ý: tinh, xa, su-nghiep, y-te, giao-duc.",
        example=["tinh", "xa"],
        many=True,
    )

    @property
    def is_new(self) -> bool:
        """Whether it is certain that no law required to publish it before."""
        return self.novelty is Novelty.NEW

    @property
    def may_wait_for_transition(self) -> bool:
        """Whether publishing may wait until the last day of the transition, as the law allows for new kinds.

        True of kinds that are new, or where that is unclear; not of those an older law named.
        """
        return self.novelty is not Novelty.NAMED_BEFORE

    @property
    def alias(self) -> str:
        """The short id: the point's letter and the number, `l01-d17k1a1` → `a1`."""
        match = _AFTER_PLACE.fullmatch(self.id)
        return match[1] if match else self.id

    def suggested_for(self, agency_type: str, unit_field: str | None = None) -> bool:
        """Tell whether this kind usually arises at an agency: our suggestion, not law.

        Args:
            agency_type: A key of `AGENCY_KINDS`.
            unit_field: For a public service unit, a value of `UNIT_FIELDS`.
        """
        kind = AGENCY_KINDS[agency_type]
        if kind.is_service_unit:
            return SERVICE_UNIT in self.bodies or unit_field in self.bodies
        return kind.is_central or kind.level in self.bodies


class Point(Fact):
    """A lettered point of the article that lists what must be disclosed."""

    id: Code = field("ma", "Mã điểm", example="l01-d17k1a", required=True)
    letter: Code = field("chu", "Chữ của điểm", example="a", required=True)
    title: Text = field(
        "ten", "Tên", "Viết gọn bằng lời của ta.", example="Tài sản công", required=True
    )
    short_title: Text = field(
        "ten_ngan", "Tên ngắn", "Cho mục lục.", example="Tài sản công", required=True
    )
    icon: Code | None = field(
        "bieu_tuong",
        "Biểu tượng",
        "Tên trong bộ Material Design Icons, hiện cạnh tên ngắn ở trang đầu.",
        example="terrain",
    )
    title_en: Text | None = field("ten_en", "Tên tiếng Anh")
    maps_from: Many[Code] = field("tu_diem", "Từ các điểm của luật trước", many=True)
    link: Link | None = field("lien_ket", "Địa chỉ văn bản chính thức")
    kinds: Many[InformationKind] = field("loai", "Các loại thông tin", many=True)

    @property
    def novelty(self) -> Novelty:
        """Whether no older law named any of its kinds: the answer for all kinds together.

        A point without kinds counts as named before.
        """
        novelties = {kind.novelty for kind in self.kinds} or {Novelty.NAMED_BEFORE}
        if Novelty.NAMED_BEFORE in novelties:
            return Novelty.NAMED_BEFORE
        return Novelty.NEW if novelties == {Novelty.NEW} else Novelty.UNCLEAR


class PortalItem(Fact):
    """A content that must be on the agency's portal."""

    id: Code = field("ma", "Mã", example="l104-d19k1a", required=True)
    title: Text = field("ten", "Nội dung", required=True)
    title_en: Text | None = field("ten_en", "Tên tiếng Anh")


class Deadline(Fact):
    """A period that the law sets, with its unit."""

    id: Code = field("ma", "Mã thời hạn", example="l01-cung-cap", required=True)
    stage: Stage = field("giai_doan", "Giai đoạn", example="cung-cap", required=True)
    what: Text = field("viec", "Việc", example="Cung cấp thông tin", required=True)
    value: Count = field("gia_tri", "Số ngày", example=12, required=True)
    unit: PeriodUnit = field(
        "don_vi", "Đơn vị", "ngay, ngay-lam-viec hoặc ngay-lap-tuc.", example="ngay", required=True
    )
    channel: Code | None = field("kenh", "Kênh", "Mã kênh nếu chỉ áp dụng cho một kênh.")

    @property
    def words(self) -> str:
        """The period as people read it: `12 ngày`, `05 ngày làm việc`, `ngay lập tức`."""
        if self.unit == "ngay-lap-tuc":
            return PERIOD_UNITS[self.unit]
        return f"{self.value:02d} {PERIOD_UNITS[self.unit]}"


class ConditionalKind(Fact):
    """A kind of information that is open only under a condition."""

    id: Code = field("ma", "Mã loại có điều kiện", example="d16k1", required=True)
    title: Text = field("ten", "Loại thông tin", required=True)
    condition: Text = field("dieu_kien", "Điều kiện", required=True)


class DisclosureForm(Fact):
    """A way of making information public."""

    id: Code = field("ma", "Mã hình thức", example="cong-tttdt", required=True)
    label: Text = field("ten", "Tên hình thức", required=True)


class SectionContent(Fact):
    """A content that the access-to-information section must carry."""

    id: Code = field("ma", "Mã", example="danh-muc", required=True)
    title: Text = field("ten", "Nội dung", required=True)
    if_any: YesNo = field("neu_co", "Chỉ khi có", default=False)


class RegulationContent(Fact):
    """A content that the internal regulation must settle."""

    id: Code = field("ma", "Mã", example="dau-moi", required=True)
    title: Text = field("ten", "Nội dung", required=True)


class RowMinimum(Fact):
    """A content that a row of the mandatory list must state at the least."""

    id: Code | None = field("ma", "Mã", example="ten")
    title: Text = field("ten", "Nội dung", required=True)
    keys: Many[Text] = field(
        "truong", "Trường tương ứng", "Một trong các trường của mục.", many=True
    )
    if_any: YesNo = field("neu_co", "Chỉ khi có", default=False)


class Instrument(Record):
    """A decree or circular that carries the law out; its number may be unknown."""

    id: Code | None = field("ma", "Mã", example="chi-phi")
    title: Text = field("ten", "Văn bản", required=True)
    number: Text | None = field("so", "Số, ký hiệu")
    mandates: Many[Text] = field("giao_tai", "Giao tại", many=True)
    verification: VerificationValue = field("da_kiem_chung", "Đã đối chiếu với", required=True)
    note: Text | None = field("ghi_chu", "Ghi chú")
    checked: FactCheck | None = field("doi_chieu", "Ai đối chiếu, khi nào")


class Transition(Fact):
    """A rule for what began under the older law."""

    id: Code = field("ma", "Mã", example="d31k4", required=True)
    title: Text = field("ten", "Nội dung", required=True)
    due: Date | None = field("han", "Hạn", example="2027-03-01")
    requests_before: Date | None = field(
        "yeu_cau_gui_truoc", "Yêu cầu gửi trước ngày này theo luật trước", example="2026-09-01"
    )
    succession: YesNo = field(
        "ke_thua",
        "Cơ quan kế thừa chịu trách nhiệm",
        "có: thông tin của cơ quan đã chấm dứt được xét ở cơ quan kế thừa.",
        default=False,
    )


class AgencyScope(Fact):
    """A type of agency that the law binds."""

    type: AgencyType = field("loai", "Loại cơ quan", example="so", required=True)
    until: Date | None = field("den_ngay", "Đến hết ngày", example="2025-06-30")

    @property
    def id(self) -> str:
        """The type, which serves as id since a law names each type once."""
        return str(self.type)


class ExtraRule(Fact):
    """A further rule of disclosure that another law lays on some agencies."""

    id: Code = field("ma", "Mã", example="l10-ke-hoach", required=True)
    title: Text = field("ten", "Nội dung", required=True)
    value: Count | None = field("gia_tri", "Số ngày", example=30)
    unit: PeriodUnit | None = field("don_vi", "Đơn vị")
    clauses: Many[Text] = field("khoan", "Áp dụng cho các khoản", many=True)
    exceptions: Many[Text] = field("ngoai_le", "Khoản niêm yết thường xuyên", many=True)
    parts: Many[DutyPart] = field(
        "phan", "Các phần", "Bỏ trống: chỉ nêu để biết, không đánh giá.", many=True
    )


class Borrowing(Record):
    """The parts that this law takes from an older law, as its own rules are not yet known."""

    law: Code = field("luat", "Mã luật trước", example="l104", required=True)
    parts: Many[Text] = field(
        "phan", "Phần tạm dùng", "Tên trường của tệp kia.", example=["bieu_mau"], many=True
    )
    note: Text = field("ghi_chu", "Ghi chú hiện trên trang", required=True)
    without: Many[Code] = field("bo_kenh", "Bỏ các ô của kênh", example=["fax"], many=True)


class NamedList(Fact):
    """A kind of list that law has published with the names of the people in it."""

    id: Code = field("ma", "Mã", example="khen-thuong", required=True)
    title: Text = field("ten", "Danh sách", example="Người được khen thưởng", required=True)
    reason: Text = field(
        "vi_sao", "Vì sao nêu tên", example="Luật buộc công khai kết quả khen thưởng", required=True
    )
    kinds: Many[Code] = field(
        "loai",
        "Loại thông tin",
        "Mã loại thông tin mà danh sách ấy là nội dung chính.",
        example=["l01-d17k1r2"],
        many=True,
    )
    wordings: Many[Text] = field(
        "cach_goi",
        "Cách gọi",
        "Chữ trong tên mục, đầu bảng cho biết là danh sách ấy.",
        example=["khen thưởng", "tặng thưởng"],
        many=True,
    )
    only_plain: YesNo = field(
        "tru_cot_rieng_tu",
        "Trừ bảng có cột riêng tư",
        "có: cách gọi không đủ khi bảng còn ghi năm sinh, nơi ở, số tiền, bệnh… của người ấy.",
        default=False,
    )
    only_posted: YesNo = field(
        "chi_niem_yet",
        "Chỉ niêm yết",
        "có: luật cho nêu tên ở nơi niêm yết, trong một thời hạn, hoặc ở một buổi lễ; đưa lên mạng thì nhắc đọc lại.",
        default=False,
    )
    covers: Many[PrivateGroup] = field(
        "gom",
        "Kể cả người",
        "Diện người mà luật cho nêu tên dù riêng tư.",
        example=["vi-pham"],
        many=True,
    )


# Citations as people write them → articles, clauses and points.

# “khoản 3 Điều 26 Nghị định 224/2026/NĐ-CP”: matches from “Nghị định” to the end.
_INSTRUMENT = re.compile(
    r"\b(?:Bộ luật|Luật|Nghị định|Nghị quyết|Thông tư|Quyết định|Công văn|Thông báo|Phụ lục)\b.*"
)
# An aside in brackets: “(sửa đổi năm 2026)”.
_ASIDE = re.compile(r"\([^()]*\)")
# “điểm đ”, “khoản 2”, “Điều 10”, “khoản 2a” or “đến”; not “Điều kiện”, “khoản này”.
_PLACE_WORD = re.compile(
    r"\b(điểm|khoản|điều)\s+([a-zđ]|\d{1,3}[a-zđ]?)(?![\w])|\b(đến)\b", re.IGNORECASE
)


@dataclasses.dataclass(frozen=True, slots=True, order=True)
class CitedPlace:
    """An article, clause or point of a law.

    Attributes:
        article: Number of the article: “26”.
        clause: Number of the clause in it, or "".
        point: Letter of the point in the clause, or "".
    """

    article: str
    clause: str = ""
    point: str = ""

    def __str__(self) -> str:
        parts = (("điểm", self.point), ("khoản", self.clause), ("Điều", self.article))
        return " ".join(f"{word} {value}" for word, value in parts if value)

    @property
    def above(self) -> CitedPlace | None:
        """The clause that a point is in, or the article that a clause is in; `None` for an article."""
        if self.point:
            return CitedPlace(self.article, self.clause)
        return CitedPlace(self.article) if self.clause else None


@dataclasses.dataclass(frozen=True, slots=True)
class Citation:
    """One part of a citation: some places, and the instrument that they are in.

    Attributes:
        places: The places that it names, in order.
        instrument: The law or decree, as written; "" for the law whose pack has the citation.
    """

    places: tuple[CitedPlace, ...]
    instrument: str = ""


def parse_citation(text: str, *, law_number: str = "") -> tuple[Citation, ...]:
    """Return the parts of a citation, each with its places and its instrument.

    “khoản 3 Điều 26; Điều 5 Nghị định 224/2026/NĐ-CP” → two parts.

    Args:
        text: The citation as in a pack; words that are no citation yield no place.
        law_number: Number of the law itself (`01/2026/QH16`), which is no other instrument.
    """
    citations = []
    for part in _ASIDE.sub(" ", text).split(";"):
        other = _INSTRUMENT.search(part)
        instrument = other[0].strip(" .") if other else ""
        if law_number and law_number in instrument:
            instrument = ""
        places = tuple(_places_named(part[: other.start()] if other else part))
        if places or instrument:
            citations.append(Citation(places, instrument))
    return tuple(citations)


def places_in_law(text: str, *, law_number: str = "") -> tuple[CitedPlace, ...]:
    """Return the articles, clauses and points of the law itself that a citation names."""
    return tuple(
        place
        for citation in parse_citation(text, law_number=law_number)
        if not citation.instrument
        for place in citation.places
    )


def rests_on_another(text: str, *, law_number: str = "") -> bool:
    """Tell whether a citation also names another instrument, which a check of this law does not cover."""
    return any(citation.instrument for citation in parse_citation(text, law_number=law_number))


def _places_named(text: str) -> Iterator[CitedPlace]:
    """Yield the places that a citation of one instrument names: “điểm a, b khoản 2 Điều 5” → two.

    Points are noted until their clause comes, and clauses until their article.
    """
    points: list[str] = []
    inner: list[tuple[str, str]] = []
    last, is_range = "", False
    for match in _PLACE_WORD.finditer(text):
        word, value = (match[1] or "").casefold(), (match[2] or "").casefold()
        if not word:
            is_range = True
        elif word == "điểm":
            points.append(value)
        elif word == "khoản":
            if is_range and inner and inner[-1][0].isdigit() and value.isdigit() and not points:
                inner += [
                    (str(number), "") for number in range(int(inner[-1][0]) + 1, int(value) + 1)
                ]
            else:
                inner += [(value, point) for point in points or [""]]
            points, is_range = [], False
        else:
            if is_range and last.isdigit() and value.isdigit() and not inner:
                yield from (
                    CitedPlace(str(number)) for number in range(int(last) + 1, int(value) + 1)
                )
            elif inner:
                yield from (CitedPlace(value, clause, point) for clause, point in inner)
            else:
                # An article without clauses may have points of its own.
                yield from (CitedPlace(value, "", point) for point in points or [""])
            points, inner, last, is_range = [], [], value, False
