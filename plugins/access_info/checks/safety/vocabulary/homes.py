"""Words of private homes, without accents."""

from __future__ import annotations

import re

from access_info.checks.safety.vocabulary.people import either

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
