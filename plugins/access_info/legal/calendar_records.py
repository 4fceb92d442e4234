"""`lich-nghi.yml`: the days off and the swapped working days of civil servants, by year."""

from __future__ import annotations

from access_info.legal.provisions import Fact, Statement
from access_info.legal.vocabularies import YearStatus
from access_info.model.declarations.fields import Record, field
from access_info.model.declarations.types import Count, Date, Many, Text
from access_info.model.verification import Verification, VerificationValue


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
    def is_unverified(self) -> bool:
        """Whether the days were checked less well than the rest of their year."""
        return self.verification is Verification.UNVERIFIED


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
