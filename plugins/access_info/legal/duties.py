"""The duties of agencies, each written once; each law's basis for them is in its own pack."""

from __future__ import annotations

import dataclasses

from access_info.legal.parts import DutyPart
from access_info.legal.provisions import Code, Fact
from access_info.legal.vocabularies import BASIS_STATUSES, EVERY_AGENCY, BasisStatus, Bound
from access_info.model.declarations.fields import Record, field
from access_info.model.declarations.types import Many, Text, YesNo
from access_info.model.verification import FactCheck, Verification, VerificationValue


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
        """Return the parts that count under one law."""
        return tuple(part for part in self.parts if not part.laws or law in part.laws)

    @property
    def is_of_corrections(self) -> bool:
        """Whether the log of corrections shows that it arose."""
        return any(part.way.startswith("dinh-chinh-") for part in self.parts)

    def binds_type(self, agency_type: str) -> bool:
        """Tell whether a duty is addressed to a type of agency, whatever the law's scope."""
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
        """Whether the law's own text, read at least in a copy, lays the duty down."""
        return (
            self.status not in {"chua-xac-minh", "thay-doi"}
            and self.verification is not Verification.UNVERIFIED
        )


class ObligationFile(Record):
    """`nghia-vu.yml`."""

    letter: Text | None = field("cong_van_doi_chieu", "Công văn đối chiếu")
    obligations: Many[Obligation] = field("nghia_vu", "Các nghĩa vụ", many=True)


@dataclasses.dataclass(frozen=True, slots=True)
class BoundObligation:
    """A duty under one law.

    Attributes:
        obligation: What must be done, whom it binds and why.
        basis: Where this law lays it down, and how firmly.
        law: Id of that law's pack.
    """

    obligation: Obligation
    basis: ObligationBasis
    law: str

    @property
    def id(self) -> str:
        """The duty's id."""
        return self.obligation.id

    @property
    def title(self) -> str:
        """The duty in words."""
        return self.obligation.title
