"""The records of the request procedure: channels, grounds of refusal, forms, costs."""

from __future__ import annotations

from access_info.legal.provisions import Code, Fact, Statement
from access_info.model.declarations.fields import Record, field
from access_info.model.declarations.types import Count, Many, Text
from access_info.model.verification import Verification, VerificationValue


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
        """Whether a law, decree or circular names it."""
        return self.verification is not Verification.UNVERIFIED

    @property
    def is_optional(self) -> bool:
        """Whether the law asks for it only of those who have it: its name ends “(nếu có)”."""
        return self.title.endswith(_IF_ANY)


class ProcedureForm(Fact):
    """A form of the request procedure; its layout was never seen, some fields are confirmed."""

    id: Code = field("ma", "Số mẫu", example="01a", required=True)
    title: Text = field("ten", "Tên mẫu", required=True)
    fields: Many[FormField] = field("o", "Các ô", many=True)

    @property
    def confirmed_fields(self) -> tuple[FormField, ...]:
        """Those that a law, decree or circular names."""
        return tuple(item for item in self.fields if item.confirmed)

    @property
    def is_requesters(self) -> bool:
        """Whether a requester fills it in, rather than the agency."""
        return any(item.id == WANTED for item in self.confirmed_fields)

    @property
    def unverified_fields(self) -> tuple[FormField, ...]:
        """Those that were not compared with the original."""
        return tuple(item for item in self.fields if not item.confirmed)


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
