"""Hold the words of lists of people: headings of columns, offices in cells, what a list is about.

Headings are looked at without accents; offices with them wherever a cell has any, for “phó” is no
“phố” and “trưởng” no “trường”.
"""

from __future__ import annotations

import functools
import re

from access_info.checks.safety.texts import NormalizedText


def _words(*words: str) -> re.Pattern[str]:
    """Return a pattern for any of some wordings, each as whole words."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")


# “Họ và tên”, “ho_ten”, “Họ, chữ đệm và tên”: people of any sort.
_ANYBODY = (
    r"ho,? (?:va |& |/ ?)?ten",
    r"ho,? (?:va )?(?:ten )?(?:chu |ten )?(?:dem|lot)(?:,? (?:va )?ten)?",
    r"hoten|full ?name|danh tinh|quy danh|ong ?[/(,]? ?ba\)?",
    "(?:ten )?(?:hoi|doan|dang|to|xa) vien",
)
# “Người phụ trách”, “Người được phân công”: what an office has people do.
_AT_OFFICE = "|".join(
    (
        "ky|phat ngon|dung dau|lien he|tiep nhan|thuc hien|truc|phu trach|ung cu|hanh nghe|soan|chu tri",
        "tiep|giai quyet|xu ly|thu ly|theo doi|giam sat|tham dinh|huong dan|ra de|dan doan|quyet dinh",
        "ban hanh|dai dien|lap|trung (?:tuyen|cu)|lam viec|dam nhiem|trong coi|kiem tra|quan ly|van hanh",
        "bao ve|duoc (?:phan cong|bo nhiem|cu|tuyen)",
    )
)
# “Tên chủ hộ”, “Người nộp hồ sơ”, “Bệnh nhân”, “Hộ được giúp đỡ”: people to whom an office turns.
_CLIENTS = (
    "ten (?:chu(?! (?:ho kinh|doanh|co so))|hoc sinh|hs|chau|tre|em|be|nguoi|benh nhan|cong dan|ca nhan|doi tuong|(?:hoc|sinh) vien)",
    "ten (?:ho|nhan khau|me|cha|bo|con|vo|chong|nan nhan|khach hang)|than nhan|khach hang|cu tri",
    "chu ho(?! kinh doanh)|ho (?:gia dinh|dan|duoc|nhan|co|ngheo|can|vay|kho|chan nuoi|san xuat|bi|no|vi pham)",
    "cac ho|nan nhan|hoc sinh|hoc vien|sinh vien|benh nhan|nguoi benh|cong dan|doi tuong|chu (?:su dung|dat|rung|nuoi|vuon)",
    rf"nguoi (?!{_AT_OFFICE})\w+",
)
NAMES = _words(*_ANYBODY, *_CLIENTS)
CLIENTS = _words(*_CLIENTS)
# “ten_ho” is “tên hộ” or “tên hồ”: what stands below says which.
UNSURE_NAMES = _words("ten ho")
# With its accents it says so itself.
LAKES = _words("hồ(?! sơ)", "hồ chứa")
# “Cán bộ phụ trách”, “Người ký”, “Hiệu trưởng”: who is named for an office, a work, an honour.
OFFICE_HOLDERS = _words(
    f"nguoi (?:{_AT_OFFICE})",
    "lai xe|giam khao|giam thi|thu ky|thanh vien|to pho|truong tieu ban",
    "can bo|cong chuc|vien chuc|lanh dao|phu trach|chu tri|chu nhiem(?! ho)|phoi hop|giam doc|dai bieu",
    r"hieu truong|truong (?:thon|ap|ban|khu|xom|phong|khoa|doan|nhom)|chu tich|bi thu|thu truong|to truong",
    r"(?:nguoi )?dai dien(?! ho)|phap luat|giao vien|gvcn|bac si|truc(?: \w+){0,2}|tiep cong dan|dien gia",
    "gv|cbcc(?:vc)?|ccvc|cnv|bao cao vien|luat su|cong chung vien|dau gia vien|tac gia|nghe nhan|liet si|ung cu vien|chu co so",
    "chu (?:doanh nghiep|ho kinh doanh|hkd|cua hang|quan|trang trai|nha hang)|nguoi ban hanh|ky ten|chu ky|thanh phan|dau moi|giang vien|huong dan|trong tai",
)
# “Tên đường”, “Đơn vị”, “Thôn”: what may bear a person's name and is nobody.
NOBODY = _words(
    "ten (?:duong|pho|truong|cau|cong trinh|du an|doanh nghiep|cong ty|co so|san pham|thu tuc|di tich|le hoi)",
    "ten (?:co quan|don vi|xa|phuong|thon|ap|to|goi thau|tai san|tuyen|moi|cu|sach|de tai|van ban)",
    r"duong(?: pho)?|pho|tuyen|doan(?: duong)?|tu|den|diem (?:dau|cuoi)|truong|don vi|co quan|xa|phuong",
    r"thon|ap|xom|khu pho|dia (?:ban|diem|phuong|chi)|di tich|cong trinh|du an|doanh nghiep|nhan vat|danh nhan",
    r"noi dung|trich yeu|goi thau|nha thau(?: \w+)*|chuc vu|chuc danh|ghi chu|noi (?:cong tac|o|sinh)",
    "tinh|huyen|cho|ten hang|hang muc|loai|nguon|ket qua|mon|linh vuc|chu dau tu|nha dau tu",
)
# “Chức vụ”, “Đơn vị công tác”, “Nhiệm vụ được phân công”: with offices below, the list is a roster.
OFFICES = _words(
    r"chuc (?:vu|danh|trach)|don vi|co quan|noi cong tac|phong(?: ban)?|to chuc(?: hanh nghe)?",
    "linh vuc|nhiem vu|phu trach|vi tri|bo phan|cap bac|trinh do|hoc (?:ham|vi)|chuyen (?:mon|khoa|nganh)",
    "khoa|cchn|chung chi|pham vi|ngach|phan cong|thanh phan|vai tro|cong viec|nghe nghiep",
)
# Whoever has a place of work, an office, a duty beside the name is listed for it, whatever it is called.
AT_WORK = _words(
    "(?:don vi|noi|co quan)(?: dang)? cong tac",
    "thanh phan|nhiem ky|thoi ky|chuc (?:vu|danh|trach)|ngach|nhiem vu|phu trach|phan cong|vi tri viec lam",
)
_ACCENTED_OFFICE = _words(
    r"chủ tịch|phó|p\.? ?ct|pct|ct|trưởng|giám đốc|bí thư|ủy viên|uỷ viên|chuyên viên",
    "công chức|viên chức|cán bộ|văn phòng|kế toán|thủ quỹ|văn thư|chỉ huy|giáo viên|gv",
    "giảng viên|bác sĩ|bs|điều dưỡng|y sĩ|dược sĩ|hộ sinh|kỹ thuật viên|thanh tra|kiểm sát",
    "thẩm phán|hội thẩm|thư ký|thành viên|tổ viên|chánh|cục|sở|phòng|ubnd|hđnd|mttq|ubmttq",
    "đảng ủy|ban|công an|quân sự|tư pháp|địa chính|luật sư|công chứng|đấu giá viên",
    "kiến trúc sư|kỹ sư|đại biểu|cộng tác viên|hòa giải viên|nhân viên|lái xe|bảo vệ",
    "tổng biên tập|hội trưởng|hội lhpn|hội nông dân|đoàn thanh niên|hội phụ nữ",
    "hội cựu chiến binh|nội khoa|ngoại khoa|phụ khoa|cchn",
)
# Offices of people, not of bodies: they count in whatever column.
_POSITION = _words(
    "chủ tịch|phó|pct|trưởng|giám đốc|bí thư|ủy viên|uỷ viên|chuyên viên|kế toán|thủ quỹ",
    "văn thư|chỉ huy|giáo viên|bác sĩ|điều dưỡng|thanh tra viên|thư ký|chánh|hội trưởng",
)
_PLAIN_OFFICE = _words(
    "pct|(?:pho )?(?:chu tich|giam doc|bi thu)|(?:pho )?truong (?:ban|phong|thon|ap|khoa)",
    "uy vien|chuyen vien|cong chuc|vien chuc|can bo|ke toan|van thu|giao vien|bac si",
    "thanh tra|thu ky|thanh vien|ubnd|hdnd|mttq",
)
# “Năm sinh”, “Số CCCD”, “Mức hỗ trợ”, “Lớp”, “Hành vi vi phạm”: facts of private life, or of those
# who turn to an office.
PRIVATE = _words(
    r"(?:ngay,? ?)?(?:thang,? ?)?(?:nam )?sinh|ns|cccd|cmnd|can cuoc|dinh danh|thuong tru|tam tru|noi o|cho o|hktt",
    "so tien|muc (?:huong|ho tro|tro cap|phat|giam|vay|dong)|kinh phi ho tro|lop(?! (?:boi duong|day|dao tao|tap huan|hoc))|hoan canh|nhan khau|so khau",
    "ho ngheo|can ngheo|benh|chan doan|vi pham|hanh vi|ky luat|so the(?! (?:luat su|nha bao|hanh nghe))|bhyt|bhxh|tai khoan|thua|to ban do|ma ho so",
    "quan he|chu ho(?! kinh doanh)|khuyet tat|dang tat|muc do|doi tuong|phu huynh|con ong|(?:ten )?(?:cha|me)|no thue|so no",
)
# Columns that say whom else a row is about: “Tên doanh nghiệp”, “Nhà thầu”.
BODIES = _words(
    "doanh nghiep|cong ty|nha thau|co so|hop tac xa|htx|to chuc|chu dau tu|nha dau tu|ten don vi|ten truong|truong",
    "(?<!chu )ho kinh doanh|trang trai|cua hang|van phong|phong kham|nha thuoc|quay thuoc",
)
BODY = _words(
    "cong ty|cty|tnhh|doanh nghiep|dntn|htx|hop tac xa|co so|cua hang|ho kinh doanh|hkd",
    "nha thau|truong|th|thcs|thpt|mn|chi nhanh|quay thuoc|nha thuoc|phong kham|trang trai",
    "van phong|trung tam|lien danh|xuong|nha hang|khach san|benh vien|ngan hang",
)
# What begins words with capitals that are a heading, a place, a sum: “HỌ VÀ TÊN”, “Thôn Đông”.
NO_NAME = _words(
    "danh sách|danh sach|họ và|ho va ten|họ tên|ho ten|họ đệm|tên|tổng|cộng|thôn|xóm|ấp|bản",
    "buôn|sóc|tổ|khu|khóm|xã|phường|huyện|tỉnh|lớp|trường|hộ|số|kết quả|bảng|phụ lục|ubnd",
    "ủy ban|uỷ ban|hội|chi|nơi|đơn vị|địa chỉ|chức|ngày|người|chủ hộ|dân tộc|không|đã|chưa",
    "trúng|đạt|công ty|cty|htx|dntn|doanh nghiệp|trung tâm|phòng|ban|sở|cơ sở|nhóm|đội|khoa",
    "gói|dự án|quỹ|trạm|chợ|cầu|đường|ngõ|đình|chùa|đền|nhà|nghĩa trang|di tích|công trình",
    "giới tính|ghi chú",
)
# A list of streets, named after people.
STREETS = _words(
    "gia dat|(?:dat|doi) ten|ten (?:duong|pho)|tuyen (?:duong|pho)|duong pho|do thi hoa",
)
# What titles call bodies and honours for short, without accents.
SHORT_FORMS = {
    "hdnd": "hoi dong nhan dan",
    "vnah": "viet nam anh hung",
    "llvt": "luc luong vu trang",
    "liet sy": "liet si",
}
# By what a list is known to be of people of the groups `PRIVATE_GROUPS`, in whose keys the law's data say
# whom else it has published by name (`gom` of `neu_ten`).
SENSITIVE: dict[str, re.Pattern[str]] = {
    "ngheo": _words(
        "(?<!giam )(?<!vi nguoi )(?<!vi )(?:can |thoat |ho |nguoi |sinh )?ngheo(?! ben vung)(?! da chieu)",
        "bao tro xa hoi|doi tuong bao tro|tro cap|tro giup xa hoi|cuu tro|cuu doi|than nhan|(?:ho|gia dinh|doi tuong) chinh sach|nha tam|nha tinh (?:thuong|nghia)",
        r"hoan canh (?:dac biet )?(?:kho khan|ngheo)|don than|neo don",
    ),
    "tre-em": _words(
        "mo coi|tre bi|danh sach (?:tre|chau)|tre em (?:mo coi|co hoan canh|khuyet tat|bi|ngheo|suy|lao dong)",
        "tre so sinh|tiem chung|suy dinh duong|bo hoc",
    ),
    "con-nuoi": _words("con nuoi"),
    "nan-nhan": _words(
        "nan nhan|bi bao luc|bao luc gia dinh|xam hai|mua ban nguoi|chat doc|bi hai|(?<!dong bao bi )thiet hai"
    ),
    "suc-khoe": _words(
        "khuyet tat|tam than|benh nhan|mac benh|benh (?:nang|hiem|man tinh)|chan doan|hiv|duong tinh|f0|methadone",
        "nghi om|om dau|thai san|cai nghien|nghien(?! cuu)|dieu tri|thuong binh|benh binh|dang tat|kham suc khoe",
    ),
    "quan-su": _words("nghia vu quan su|nhap ngu|quan du bi|goi kham"),
    "vi-pham": _words(
        "vi pham|xu phat|muc phat|ky luat|bi can|bi cao|pham nhan|an treo|an tich|tien an|tu tha|dac xa|truy na",
        "giao duc tai (?:xa|phuong)|to cao|khieu nai|no thue|nguoi no|cuong che|phai thi hanh an|ma tuy",
    ),
}


@functools.lru_cache(maxsize=8192)
def names_office(cell: str) -> bool:
    """Tell whether a cell names an office, or an agency where one is held: “Phó Chủ tịch”, “Văn phòng UBND”.

    Remembered, for cells repeat.
    """
    text = NormalizedText(cell)
    if text.clean.casefold() == text.plain:
        return _PLAIN_OFFICE.search(text.plain) is not None
    return _ACCENTED_OFFICE.search(text.clean.casefold()) is not None


@functools.lru_cache(maxsize=8192)
def names_position(cell: str) -> bool:
    """Tell whether a cell names an office that only a person holds: “giáo viên”; remembered too."""
    return _POSITION.search(NormalizedText(cell).clean.casefold()) is not None


def is_heading(words: str) -> bool:
    """Tell whether plain words are the heading of a column and nothing else, so that they are no name.

    In capitals “KHÁCH HÀNG” and “ĐƠN VỊ” look like names of persons.
    """
    return any(
        heading.fullmatch(words)
        for heading in (NAMES, OFFICE_HOLDERS, NOBODY, OFFICES, PRIVATE, BODIES)
    )
