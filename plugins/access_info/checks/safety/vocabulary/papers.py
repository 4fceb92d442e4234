"""Shapes of numbers and addresses that lead to a person, for texts that become public without a second look.

Nothing around the digits matters. What the gate goes by, with the words near a number, is in
`data/numbers.yml`.
"""

from __future__ import annotations

import re

from access_info.checks.safety.vocabulary.people import either

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
