"""Contents of a column → how well they agree with a field."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from access_info.imports.lists.words.coded import CODED, code_of
from access_info.imports.lists.words.dates import part_of_day
from access_info.imports.lists.words.fields import ID, NUMBER_AND_DAY, ORDER, POSTED_FROM, POSTED_TO
from access_info.model.declarations.typed_days import AcceptedDays, day_pattern
from access_info.model.declarations.types import fold
from access_info.office_files.document import Cell

# “12.”, “1.2.3”, “IV)”, “-”; not “12a”.
_ORDER = re.compile(r"\(?(?:\d{1,4}(?:\.\d{1,3}){0,3}|[IVXLC]{1,9}|[A-ZĐa-zđ])[.)]?|[-–+*•]")
IDENTIFIER = re.compile(r"(?:19|20)\d{2}-\d{1,5}(?:[-.]\d+)?", re.ASCII)
# “12/QĐ-UBND”, “45/2026/NQ-HĐND”; not “3/9/2026”.
DOCUMENT = re.compile(r"\d{1,6}[A-Za-z]?\s*/\s*(?:(?:19|20)\d{2}\s*/\s*)?[A-ZĐa-zđ][\w&.\-–]*")
_DAY_IN = re.compile(
    rf"ngày\s+\d|{day_pattern(AcceptedDays(day_first='/.-', gap=''))}", re.IGNORECASE
)
_ADDRESS = re.compile(r"https?://|www\.|[\w-]+\.(?:gov|edu|com|org|vn)\b", re.IGNORECASE)
# `phong-tu-phap`, `van-phong-uy-ban`; not `van-ban`.
_UNIT = re.compile(
    r"\b(?:phong|van-phong|trung-tam|bo-phan|(?<!van-)ban|so|uy-ban|ubnd|cong-an|to|chi-cuc|truong|khoa)\b"
)
# `niem-yet-tai-tru-so`, `dang-tin`; not `dang-ky`.
_FORM = re.compile(
    r"\b(?:niem-yet|dang-(?:cong|web|trang|tin|bai|mang)|phat-(?:loa|thanh)|cong-thong-tin|trang-thong-tin|truyen-thanh|cong-bao|dich-vu-cong|ttdt|trang-web|bang-tin"
    r"|zalo|facebook|fanpage|loa|tru-so|mot-cua|nha-van-hoa|phuong-tien-thong-tin)\b"
)
# `pho-chu-tich`, `cong-chuc-tu-phap`; not `so-tu-phap`.
_POST = re.compile(
    r"^(?:(?:pho-)?(?:chu-tich|giam-doc|hieu-truong|truong-(?:phong|ban|thon|khoa|tram)|chanh-van-phong)|cong-chuc|can-bo"
    r"|vien-chuc|chuyen-vien|ke-toan|van-thu|thu-quy|van-phong|dia-chinh|tu-phap|tai-chinh|phong|ban|bo-phan|to|doi|khoa)"
    r"(?:-|$)"
)
# `ke-tu-ngay-ky`, `trong-05-ngay`; not `trong-tuan`.
_MOMENT = re.compile(r"\b(?:ke-tu|sau-khi|ngay-sau|khi-co|truoc-ngay|cham-nhat|trong-\d+)\b")
# `it-nhat-30-ngay`, `den-het-nam-2026`; not `nam-2026`.
_SPAN = re.compile(r"\b(?:it-nhat|den-khi|den-het|\d+-(?:ngay|thang|nam)|lien-tuc|vinh-vien)\b")
_BASIS = re.compile(r"\b(?:dieu-\d|khoan-\d|luat|nghi-dinh|thong-tu)\b")
# “Số: 123”, “123/2026/”; not “123/QĐ”.
_BARE_NUMBER = re.compile(
    r"(?:số\s*:?\s*)?\d{1,6}[A-Za-z]?\s*/?(?:\s*(?:19|20)\d{2}\s*/?)?", re.IGNORECASE
)
# “QĐ-UBND”, “/TB-UBND”; not “12/QĐ-UBND”.
_SYMBOL = re.compile(r"/?\s*[A-ZĐ][\w&.]*(?:\s*[-–/]\s*[A-ZĐ][\w&.]*)+|/\s*[A-ZĐ][\w&.]*")
TICK = re.compile(r"[xX×✓✔☑☒vV+]|có", re.IGNORECASE)
_SAMPLE = 200
_LONG = 25
_MOST = 500


@dataclasses.dataclass(frozen=True)
class Profile:
    """Shares of a column's filled cells by the kind of their content, each from 0 to 1.

    Attributes:
        filled: How many cells are filled.
        shares: By kind.
        distinct: How many different texts there are, for each filled cell.
    """

    filled: int
    shares: dict[str, float]
    distinct: float

    def of(self, kind: str) -> float:
        """Return the share of a kind, from 0 to 1."""
        return self.shares.get(kind, 0.0)


def profile(cells: Sequence[Cell]) -> Profile:
    """Count which part of a column's cells is of which kind: dates, links, numbers.

    Args:
        cells: Its filled cells below the heading.
    """
    sample = cells[:_SAMPLE]
    if not sample:
        return Profile(0, {}, 0.0)
    counts: dict[str, int] = {}
    for cell in sample:
        for kind in _kinds(cell):
            counts[kind] = counts.get(kind, 0) + 1
    shares = {kind: count / len(sample) for kind, count in counts.items()}
    return Profile(
        len(sample), shares, len({cell.flat.casefold() for cell in sample}) / len(sample)
    )


def _kinds(cell: Cell) -> set[str]:
    # A cell's beginning tells its kind; on long words some patterns take long.
    text = cell.flat[:_MOST]
    kinds = set()
    folded = fold(text[:300])
    if _ORDER.fullmatch(text):
        kinds.add("order")
    if IDENTIFIER.fullmatch(text):
        kinds.add("id")
    if _BARE_NUMBER.fullmatch(text):
        kinds.add("bare-number")
    if _SYMBOL.fullmatch(text):
        kinds.add("symbol")
    kinds |= {field for field in CODED if code_of(field, text)}
    if cell.kind == "date" or part_of_day(text) is not None:
        kinds.add("date")
    if DOCUMENT.search(text) and len(text) < 200:  # noqa: PLR2004
        kinds.add("document")
        if _DAY_IN.search(text):
            kinds.add("document-day")
    if cell.links or _ADDRESS.search(text):
        kinds.add("link")
    if _ADDRESS.search(text):
        kinds.add("address")
    if len(text) > _LONG:
        kinds.add("long")
    for kind, pattern in _WORDS:
        if pattern.search(folded):
            kinds.add(kind)
    return kinds


_WORDS = (
    ("post", _POST),
    ("unit", _UNIT),
    ("form", _FORM),
    ("moment", _MOMENT),
    ("span", _SPAN),
    ("basis", _BASIS),
)


def names_form(heading: str) -> bool:
    """Tell whether a heading begins with a form of disclosure: “Niêm yết”, “Phát loa”."""
    return _FORM.match(fold(heading)) is not None


def agreement(field: str, held: Profile) -> float:
    """Score how well cells suit a field: above 0 for it, below 0 against it, 0 if unknown."""
    if not held.filled:
        return 0.0
    return _AGREE[field](held) if field in _AGREE else 0.0


def _order(held: Profile) -> float:
    return 4.0 if held.of("order") > 0.6 else -6.0 + 6.0 * held.of("order")  # noqa: PLR2004


def _id(held: Profile) -> float:
    return 4.0 if held.of("id") > 0.6 else -6.0  # noqa: PLR2004


def _title(held: Profile) -> float:
    wrong = max(held.of("date"), held.of("order"), held.of("id"))
    # The names of items may lead somewhere; “Xem tại đây”, row after row, is no name.
    same = held.of("link") if held.distinct < 0.5 else held.of("address")  # noqa: PLR2004
    bare = same if held.of("long") < 0.5 else 0.0  # noqa: PLR2004
    return 3.0 * held.of("long") + held.distinct - 5.0 * max(wrong, bare)


def _number(held: Profile) -> float:
    wrong = max(held.of("date"), held.of("address"), held.of("order") * 0.5)
    # A symbol alone names no document.
    halved = 1.0 if held.of("symbol") > 0.6 > held.of("document") else 0.0  # noqa: PLR2004
    return 4.0 * held.of("document") - 5.0 * wrong - 3.0 * held.of("form") - halved


def _number_and_day(held: Profile) -> float:
    return 4.0 * held.of("document-day") + held.of("document") - 5.0 * held.of("link")


def _day(held: Profile) -> float:
    other = max(held.of("link"), held.of("unit"), held.of("form"))
    return 4.0 * held.of("date") - 5.0 * other - 2.0 * held.of("long")


def _link(held: Profile) -> float:
    bare = 0.0 if held.of("link") else 0.4
    return 4.0 * held.of("link") - 4.0 * max(held.of("date"), held.of("unit") * 0.5) - bare


def _unit(held: Profile) -> float:
    return 3.0 * held.of("unit") - 4.0 * max(held.of("date"), held.of("link"))


def _forms(held: Profile) -> float:
    return 4.0 * held.of("form") - 4.0 * max(held.of("date"), held.of("link"))


def _moment(held: Profile) -> float:
    return 2.0 * held.of("moment") - 1.5 * held.of("span") - 4.0 * held.of("link")


def _span(held: Profile) -> float:
    return 2.0 * held.of("span") - 1.5 * held.of("moment") - 4.0 * held.of("link")


def _basis(held: Profile) -> float:
    return 3.0 * held.of("basis") - 4.0 * max(held.of("date"), held.of("link"))


def _status(held: Profile) -> float:
    return 4.0 * held.of("tinh_trang") - 1.0 if held.of("tinh_trang") else -6.0


def _frequency(held: Profile) -> float:
    return 3.0 * held.of("tan_suat") - 1.0 - 4.0 * max(held.of("date"), held.of("link"))


def _posted(held: Profile) -> float:
    return _day(held) if held.of("date") else -6.0


def _group(held: Profile) -> float:
    wrong = max(held.of("date"), held.of("link"), held.of("order"))
    return 2.0 - 3.0 * held.distinct - 4.0 * wrong if held.filled > 3 else -2.0 * wrong  # noqa: PLR2004


_AGREE = {
    ORDER: _order,
    ID: _id,
    NUMBER_AND_DAY: _number_and_day,
    "ten": _title,
    "so_ky_hieu": _number,
    "ngay_ban_hanh": _day,
    "dia_chi": _link,
    "don_vi": _unit,
    "hinh_thuc": _forms,
    "thoi_diem": _moment,
    "thoi_han": _span,
    "can_cu": _basis,
    "nhom": _group,
    "tinh_trang": _status,
    "tan_suat": _frequency,
    "ngay_cong_khai": _day,
    "ngay_cap_nhat": _day,
    POSTED_FROM: _posted,
    POSTED_TO: _posted,
}
