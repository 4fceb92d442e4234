"""Words that stand before a person's name, and family names."""

from __future__ import annotations

from access_info.checks.safety.normalized_text import NormalizedText

CAPITAL = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"


def either(words: str) -> str:
    """Return a pattern for words typed with all of their accents or with none.

    “tôi là” and “toi la” are one, “tới là” is another.

    Args:
        words: A pattern in lower case.
    """
    return f"(?:{words}|{NormalizedText(words).plain})"


# “ông Mẫu”, “đồng chí Mẫu”: how a person is addressed. Plain, “bé” is “be” and “cụ” is “cu”; but “co”
# is “có”, “cơ”, “chu” is “chủ”, “bac” is “bắc”, “cau” is “câu”: these count with their accents only.
TITLES = ("ông", "bà", "anh", "chị", "em", "cháu", "bé", "cụ", "đồng chí")
TITLES_WITH_ACCENTS = ("cô", "chú", "bác", "cậu")
# What a person does who turns to an office: “gửi”, “tố cáo”.
REPORTING = "gửi|báo|phản ánh|kiến nghị|khiếu nại|tố cáo|đứng đơn"
# “người gửi: Nguyễn Văn Mẫu”, “người phản ánh là …”.
SENDERS = f"người (?:viết|{REPORTING})"
# “tên tôi là …”, “Họ và tên: …”, “Ký tên …”: how somebody gives a name.
NAMING_ONESELF = "tên (?:của )?tôi là|tôi tên(?: là)?|tôi là|em là|cháu là"
NAME_LABELS = "họ và tên|họ tên|ký tên"

# Family names of most people in the country; rarer ones are known by the title before them. The first
# nine in ten people bear: they count whatever their accents.
FREQUENT_FAMILIES = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Đào|Đoàn|Trương|Lâm|Mai"
    "|Trịnh|Cao|Lương|Lưu|Tạ|Thái|Châu|Tô|Quách|Danh|Thạch"
)
OTHER_FAMILIES = (
    "Phùng|Hà|Sơn|Kim|Tăng|La|Từ|Vương|Chu|Triệu|Nông|Hứa|Giàng|Vàng|Lò|Cà|Quàng|Thào|Sùng|Vừ|Đồng|Tống|Văn"
    "|Nghiêm|Kiều|Khổng|Ông|Âu|Mạc|Phí|Doãn|Vi|Ma|Lục|Bế"
)
_FAMILY = f"{FREQUENT_FAMILIES}|{OTHER_FAMILIES}"
_PLAIN_FAMILY = "|".join(
    sorted({NormalizedText(name).plain.title() for name in _FAMILY.split("|")})
)
# “Nguyễn Văn Mẫu”, “NGUYỄN VĂN MẪU”, “Nguyen Van Mau”.
FAMILY_NAME = (
    rf"(?<!\w)(?:{_FAMILY}|{_FAMILY.upper()}|{_PLAIN_FAMILY}|{_PLAIN_FAMILY.upper()})"
    rf"(?: [{CAPITAL}]\w*){{1,5}}(?!\w)"
)
