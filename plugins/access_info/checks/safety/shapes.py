"""Hold patterns of names, numbers and homes, for finding them in texts that nobody reads again before they are public."""

from __future__ import annotations

import re

from access_info.checks.safety.texts import NormalizedText

CAPITAL = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"


def either(words: str) -> str:
    """Return a pattern for words typed with all of their accents or with none.

    “tôi là” and “toi la” match, “tới là” does not.

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


# The first word of an address, and the rest: “số 5 đường Mẫu”, “thôn 2, xã Mẫu”, “12/3 ngõ Mẫu”.
HOUSE = (
    r"(?:so nha|so(?= ?\d)|thon|xom|ap|khom|to(?= (?:dan pho|\d))|tdp|khu pho|kp|khu(?= \d)|ban(?! nhan dan)|buon|lang|ngo|ngach"
    r"|hem|duong|phuong|xa(?! hoi)|thi tran|\d{1,4}[a-z]?(?:/\d+)*(?= (?:duong|pho|ngo|hem|\w)))"
    r"(?![^\s\d]\w)[^\n;]{2,80}"
)
# An address that says more than a ward: “thôn Mẫu …”, “số 5 …”.
EXACT_HOUSE = re.compile(
    r"(?:so nha|so|thon|xom|ap|khom|to|tdp|khu pho|kp|khu|ban|buon|lang|ngo|hem)\b[^,]*(?:\d|\w)"
)
# Words for where somebody lives, that mean nothing else before an address: “HKTT”, “hộ khẩu thường
# trú”, “ĐKTT”, “địa chỉ nhà”, “nơi đăng ký tạm trú”, “chỗ ở hiện nay”, “trú tại”, “cư ngụ”, “nhà tôi ở”.
HOME_WORDS = (
    r"hktt|ho khau(?: thuong tru)?|dk(?:hk)?tt|dia chi (?:thuong tru|nha(?: rieng)?|tam tru)|noi (?:dang ky )?(?:thuong|tam) tru"
    r"|noi cu tru|cu tru(?= ?:)|noi o(?: hien (?:nay|tai))?|cho o(?: hien (?:nay|tai))?|(?:thuong|tam) tru(?: tai)?"
    r"|(?<!luu )(?<!cu )tru tai|cu ngu(?: tai)?|ngu tai|cu tru tai|tru quan|nha toi(?: o)?(?: tai)?|toi o(?: tai)?"
)
_GAP = r"(?P<gap>(?: cua [^:;\n]{3,45}(?=:))?[\s:,.\-]*(?:tai\s+)?)"
# “Thường trú: thôn 2, xã Mẫu”, “nơi ở của ông Mẫu: số 5 đường Mẫu”.
STRONG_HOME = re.compile(rf"(?<!\w)(?P<word>{HOME_WORDS}){_GAP}(?P<house>{HOUSE})")
# What a text about its writer's home begins with; a form loses the rest of the sentence.
OF_THE_WRITER = f"(?:{either('địa chỉ nhà|nhà tôi(?: ở)?|tôi ở')}|thường trú|tạm trú)"


# Place of birth in a number of identity: 0 and the code of one of the 63 provinces before 1 Jul 2025
# (TT 07/2016/TT-BCA Art. 7; merged provinces keep what was issued).
PLACES = frozenset(
    re.findall(
        r"\d{3}",
        "001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 "
        "035 036 037 038 040 042 044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 "
        "070 072 074 075 077 079 080 082 083 084 086 087 089 091 092 093 094 095 096",
    )
)
# “0912.345.678”, “+84 912 345 678”, “84-912345678”.
MOBILE_SHAPE = re.compile(r"(?<!\d)(?:\+?84|0)[\s.-]?[35789](?:[\s.-]?\d){8}(?!\d)")
# “079203123456”, “079 203 123 456”: twelve digits that begin with a province's code.
IDENTITY_SHAPE = re.compile(r"(?<!\d)0(?:\s?\d){11}(?!\d)")
# “chứng minh: 012 345 678”, “Căn cước 012345678”.
OLD_IDENTITY_SHAPE = re.compile(
    rf"(?P<ahead>{either('cmnd|cmtnd|cmt|cccd|căn cước|chứng minh')}[^\d\n]{{0,30}})\d{{3}}\s?\d{{3}}\s?\d{{3}}(?!\d)",
    re.IGNORECASE,
)
# “dau-moi@mau.example”: a letter box anywhere.
MAILBOX = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
# Nine digits and more, with blanks or points between them: “0712 345 678 9”.
LONG_NUMBER = re.compile(r"\d[\d .]{7,}\d")
