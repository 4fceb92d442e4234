"""`_dia-ban.yml`: the province (or one agency's own portal), owned by its oversight office."""

from __future__ import annotations

import re

from access_info.model.fields import Record, field
from access_info.model.types import Count, Date, Link, Many, PublicKey, Text, YesNo
from access_info.model.verification import CheckResult
from access_info.model.vocabularies import (
    JURISDICTION_KINDS,
    JURISDICTION_TYPES,
    UNSTATED,
    JurisdictionKind,
    JurisdictionType,
    TimeUnit,
    alternatives,
)

# The largest grid of agencies: a wider one would not fit a screen, a longer one is a slip.
MAX_COLUMNS = 12
MAX_ROWS = 60
# In `nguoi_duyet`: every file for which no other reviewers are named.
EVERYTHING = "*"
# The file at the repository's root that forges read reviewers from.
CODE_OWNERS = "CODEOWNERS"
# `@nhom/to`, `a.b@mau.gov.vn`; not `@nhom//to`.
_ACCOUNT = re.compile(
    r"@[A-Za-z0-9][A-Za-z0-9._-]{0,99}(?:/[A-Za-z0-9][A-Za-z0-9._-]{0,99}){0,5}"
    r"|[A-Za-z0-9][A-Za-z0-9._+-]{0,99}@[A-Za-z0-9][A-Za-z0-9-]{0,62}(?:\.[A-Za-z0-9-]{1,63}){1,5}"
)


def is_account(text: str) -> bool:
    """Tell whether a forge takes a text for an account: `@name`, `@group/team`, an e-mail."""
    return bool(_ACCOUNT.fullmatch(text))


class Oversight(Record):
    """The office that watches over the law's being kept."""

    name: Text | None = field("ten", "Tên", example="Sở Tư pháp tỉnh Mẫu")
    address: Text | None = field("dia_chi", "Địa chỉ", example="Số 2 đường Mẫu, phường Mẫu")
    phone: Text | None = field("dien_thoai", "Điện thoại")
    email: Text | None = field("email", "Thư điện tử", example="giam-sat@mau.example")


class PaperHead(Record):
    """Who issues a paper, in which post one signs it, who gets it: no person by name."""

    issuer: Text | None = field(
        "co_quan",
        "Cơ quan ban hành",
        "Bỏ trống thì là cơ quan giám sát.",
        example="Sở Tư pháp tỉnh Mẫu",
    )
    posts: Many[Text] = field(
        "chuc_vu_ky",
        "Chức vụ người ký",
        "Mỗi dòng một quyền hạn hoặc chức vụ, viết như trên văn bản; không ghi tên người.",
        many=True,
        example=["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"],
    )
    addressees: Many[Text] = field(
        "kinh_gui",
        "Kính gửi",
        "Công văn gửi một cơ quan thì không cần: nơi nhận là cơ quan ấy.",
        many=True,
        example=["Các sở, ban, ngành tỉnh Mẫu"],
    )
    recipients: Many[Text] = field(
        "noi_nhan", "Nơi nhận khác", many=True, example=["Ủy ban nhân dân tỉnh Mẫu (để báo cáo)"]
    )


class PaperHeads(Record):
    """Drafts of the oversight office that the site offers, each with who issues it."""

    to_one: PaperHead | None = field("cong_van_rieng", "Công văn gửi một cơ quan")
    to_all: PaperHead | None = field("cong_van_chung", "Công văn gửi mọi cơ quan")
    report: PaperHead | None = field("bao_cao", "Báo cáo")
    compared: Text | None = field(
        "cong_van_doi_chieu",
        "Công văn đối chiếu",
        "Công văn của địa bàn mà trang nghĩa vụ nhắc tới, khi các mục của nó đánh số như bộ nghĩa vụ.",
        example="Công văn số 01/UBND-NC ngày 05/01/2027 của Ủy ban nhân dân tỉnh Mẫu",
    )


class LocalDay(Record):
    """A day off, or a worked one, that differs from the national table; it wins over it."""

    date: Date | None = field("ngay", "Ngày", example="2026-11-23")
    off: YesNo | None = field("nghi", "Nghỉ", "có: nghỉ; không: làm việc.", example="có")
    act: Text | None = field("can_cu", "Căn cứ", example="Công văn số 01/UBND-NC")


class LocalLimit(Record):
    """A time limit shorter than the law's, with the decision that set it."""

    what: Text | None = field(
        "viec",
        "Việc",
        "Việc được rút ngắn thời hạn.",
        example="Cung cấp thông tin đơn giản, có sẵn",
    )
    value: Count | None = field("gia_tri", "Thời hạn", example=3)
    unit: TimeUnit | None = field(
        "don_vi", "Đơn vị", "ngay hoặc ngay-lam-viec.", example="ngay-lam-viec"
    )
    act: Text | None = field("can_cu", "Căn cứ", example="Quyết định số 01/QĐ-UBND")
    since: Date | None = field(
        "tu_ngay", "Áp dụng từ ngày", "Chỉ hiện trên trang từ ngày này.", example="2026-09-15"
    )


class Freshness(Record):
    """Days after which a list, or a copy of a page, counts as stale."""

    days: Count | None = field("so_ngay", "Rà soát trong số ngày", example=180)
    stale_copy_days: Count | None = field("ban_sao_cu", "Bản sao cũ sau số ngày", example=30)


class Assignment(Record):
    """Which agencies answer for a kind of information."""

    point: Text | None = field("diem", "Điểm hoặc loại thông tin", example="l01-d17k1m")
    agencies: Many[Text] = field(
        "co_quan", "Cơ quan", "Mã thư mục.", many=True, example=["so-xay-dung"]
    )
    act: Text | None = field("can_cu", "Căn cứ")


class OfficeReview(Record):
    """The oversight office's own judgement on one duty of one agency."""

    obligation: Text | None = field("nghia_vu", "Nghĩa vụ", example="OB-02")
    agency: Text | None = field("co_quan", "Cơ quan", "Mã thư mục.", example="so-tu-phap")
    date: Date | None = field("ngay", "Ngày", example="2026-11-01")
    role: Text | None = field("vai_tro", "Người đánh giá (chức vụ)", example="Phòng Nghiệp vụ")
    note: Text | None = field("ghi_chu", "Nhận xét", example="Đã kiểm tra tại chỗ")


class LawCheck(Record):
    """A fact of the law that the jurisdiction compared with its text, or a kind that it settled."""

    fact: Text | None = field(
        "ma",
        "Mã của điều trong gói luật",
        "Mã ghi ở trang “Mã các điều luật”; mã luật, ví dụ l01, là mọi điều đã đọc trong bản chép.",
        example="l01-cung-cap",
    )
    result: CheckResult | None = field(
        "gia_tri",
        "Kết quả",
        "Với điều luật: ban-chep, cong-bao (chỉ nâng, không hạ). Với loại thông tin: moi (chưa luật nào yêu cầu "
        "công khai trước ngày luật có hiệu lực) hoặc khong-moi.",
        example="cong-bao",
    )
    role: Text | None = field(
        "vai_tro", "Người đối chiếu (chức vụ, đơn vị)", example="Phòng Xây dựng và Kiểm tra văn bản"
    )
    date: Date | None = field("ngay", "Ngày đối chiếu", example="2026-12-01")
    act: Text | None = field(
        "can_cu", "Căn cứ", "Đối chiếu với văn bản nào.", example="Công báo số 01 ngày 01/5/2026"
    )


class Reviewers(Record):
    """Whose approval a change to an agency's data needs."""

    agency: Text | None = field(
        "co_quan",
        "Cơ quan",
        "Mã thư mục; dấu * là mọi tệp còn lại: tệp này, trang hướng dẫn, mã nguồn, cơ quan chưa ghi.",
        example="*",
    )
    accounts: Many[Text] = field(
        "tai_khoan",
        "Tài khoản",
        "Tên trên nơi giữ kho, ví dụ @tai-khoan, @nhom/to, hoặc thư điện tử. Ghi xong thì chạy "
        "access-info schema để ghi lại tệp CODEOWNERS.",
        many=True,
        example=["@tai-khoan"],
    )


class GridPlace(Record):
    """Where an agency's tile stands in the grid of agencies; without column and row, in order."""

    agency: Text | None = field("co_quan", "Cơ quan", "Mã thư mục.", example="so-tu-phap")
    column: Count | None = field("cot", "Cột", f"Từ 1 đến {MAX_COLUMNS}.", example=2)
    row: Count | None = field("hang", "Hàng", f"Từ 1 đến {MAX_ROWS}.", example=1)

    @property
    def place(self) -> tuple[int, int] | None:
        """Column and row, each from 1; `None` if they are absent or outside the grid."""
        column, row = self.column or 0, self.row or 0
        is_inside = 1 <= column <= MAX_COLUMNS and 1 <= row <= MAX_ROWS
        return (column, row) if is_inside else None


class Redirect(Record):
    """An agency folder that was named anew: its old addresses lead to the new ones."""

    old: Text | None = field("tu", "Mã thư mục cũ", example="so-tu-phap-cu")
    new: Text | None = field("den", "Mã thư mục mới", example="so-tu-phap")


class EverydayWords(Record):
    """What people of the place call something otherwise than agencies do, for the search."""

    said: Many[Text] = field(
        "goi",
        "Người dân gọi là",
        "Mỗi dòng một cách gọi; gõ đủ dấu.",
        many=True,
        example=["đò Phú Đông", "đò ngang Phú Đông"],
    )
    meant: Text | None = field(
        "la",
        "Cơ quan gọi là",
        "Chữ có trong tên văn bản, thủ tục hoặc cơ quan; tìm chữ bên trên thì máy tìm cả chữ này.",
        example="bến phà Phú Đông",
    )


class Jurisdiction(Record):
    """The jurisdiction, with all that its file says of it."""

    name: Text | None = field("ten", "Tên địa bàn", example="Tỉnh Mẫu")
    type: JurisdictionType | None = field(
        "loai", "Loại", f"{alternatives(JURISDICTION_TYPES)}.", example="tinh"
    )
    official_code: Text | None = field(
        "ma_dinh_danh",
        "Mã định danh điện tử",
        "Mã của Ủy ban nhân dân tỉnh, hoặc của cơ quan, theo Quyết định 20/2020/QĐ-TTg; hệ thống khác "
        "nhận ra địa bàn nhờ mã này.",
        example="H99",
    )
    unit_code: Text | None = field(
        "ma_don_vi_hanh_chinh",
        "Mã đơn vị hành chính",
        "Theo danh mục của cơ quan thống kê nhà nước: hai chữ số với tỉnh, thành phố; năm chữ số với xã, "
        "phường, đặc khu. Đặt trong ngoặc kép.",
        example="99",
    )
    notice: Text | None = field(
        "thong_bao",
        "Thông báo trên mọi trang",
        "Hiện ở đầu mọi trang, ví dụ báo đây là bản thử.",
    )
    emblem: Text | None = field(
        "bieu_trung",
        "Biểu trưng",
        "Tên tệp trong agencies/_dia-ban/: bieu-trung.svg hoặc bieu-trung.png, nhiều nhất 20 kB.",
    )
    main_colour: Text | None = field(
        "mau_chu_dao",
        "Màu chủ đạo",
        "Mã màu sáu chữ số, đủ đậm để chữ trắng đọc được trên nền ấy.",
        example="#0a4f86",
    )
    search_examples: Many[Text] = field(
        "goi_y",
        "Gợi ý tìm kiếm",
        "Vài từ người dân hay tìm, hiện dưới ô tìm ở trang đầu.",
        many=True,
        example=["bảng giá đất"],
    )
    oversight: Oversight | None = field("giam_sat", "Cơ quan giám sát")
    papers: PaperHeads | None = field(
        "van_ban",
        "Dự thảo văn bản",
        "Ai ban hành, ai ký, gửi đâu: ghi vào công văn, báo cáo của giám sát.",
    )
    portal: Link | None = field("cong_thong_tin", "Cổng thông tin", example="https://mau.example")
    licence: Text | None = field(
        "giay_phep", "Giấy phép sử dụng lại", example="Được sử dụng lại, ghi rõ nguồn"
    )
    public_keys: Many[PublicKey] = field(
        "khoa_cong_khai",
        "Khóa công khai để kiểm tra chữ ký",
        "Nguyên dòng chữ trong tệp .pub của khóa ký trang; đổi khóa thì giữ lại cả khóa cũ.",
        many=True,
        example=[
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f"
        ],
    )
    days_off: Many[LocalDay] = field("ngay_nghi", "Ngày nghỉ riêng", many=True)
    local_limits: Many[LocalLimit] = field("thoi_han_rieng", "Thời hạn riêng", many=True)
    freshness: Freshness | None = field("ra_soat", "Chính sách rà soát")
    statistics_days: Count | None = field(
        "han_thong_ke",
        "Hạn thống kê năm",
        "Số ngày sau khi hết năm mà cơ quan phải có thống kê của năm đó; luật không đặt ngày.",
        example=31,
    )
    assignments: Many[Assignment] = field("phan_cong", "Phân công", many=True)
    office_reviews: Many[OfficeReview] = field(
        "danh_gia", "Đánh giá của cơ quan giám sát", many=True
    )
    grid: Many[GridPlace] = field(
        "o_luoi",
        "Ô lưới các cơ quan",
        "Cơ quan nào ở ô nào của lưới trên trang tình hình thực hiện, gần giống vị trí trên bản đồ; "
        "bỏ trống cột và hàng thì xếp theo thứ tự ghi.",
        many=True,
    )
    law_checks: Many[LawCheck] = field("kiem_chung", "Đối chiếu luật", many=True)
    reviewers: Many[Reviewers] = field("nguoi_duyet", "Người duyệt", many=True)
    redirects: Many[Redirect] = field("chuyen_huong", "Chuyển hướng địa chỉ cũ", many=True)
    everyday_words: Many[EverydayWords] = field(
        "tu_dong_nghia", "Từ đồng nghĩa khi tìm kiếm", many=True
    )

    @property
    def kind(self) -> JurisdictionKind:
        """The jurisdiction's kind: what is true of every jurisdiction of its type; `UNSTATED` without."""
        return JURISDICTION_KINDS[self.type] if self.type else UNSTATED


# Colours as `#rrggbb`: the contrast of two (WCAG 2.2, “contrast ratio”), and shades of a colour.

WHITE, BLACK = "#ffffff", "#000000"
# The least contrast of letters with their background (success criterion 1.4.3, level AA).
MIN_CONTRAST = 4.5
_COLOUR = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)
# Below this part of full light, sRGB is linear (WCAG 2.2, “relative luminance”).
_LINEAR_BELOW = 0.04045


def is_colour(text: str) -> bool:
    """Tell whether a text is a colour, `#0a4f86`."""
    return bool(_COLOUR.fullmatch(text))


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21: whether one can be read on the other."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mixed(colour: str, other: str, share: float) -> str:
    """Return a mixture of two colours; `share` from 0 to 1 is the other colour's part in it."""
    pairs = zip(_red_green_blue(colour), _red_green_blue(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def readable(colour: str, behind: str, towards: str) -> str:
    """Return the colour, or its nearest shade in which letters can be read on a background.

    Args:
        colour: The colour as wished.
        behind: The background.
        towards: Black or white, with which the colour is mixed for its shades.
    """
    steps = (mixed(colour, towards, step / 100) for step in range(101))
    return next(shade for shade in steps if contrast(shade, behind) >= MIN_CONTRAST)


def _red_green_blue(colour: str) -> tuple[int, ...]:
    """Return the three parts of a colour, each from 0 to 255."""
    return tuple(int(colour[start : start + 2], 16) for start in (1, 3, 5))


def _luminance(colour: str) -> float:
    """Return the relative luminance of a colour in sRGB (WCAG 2.2), from 0 to 1."""
    red, green, blue = (
        part / 255 / 12.92 if part / 255 <= _LINEAR_BELOW else ((part / 255 + 0.055) / 1.055) ** 2.4
        for part in _red_green_blue(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
