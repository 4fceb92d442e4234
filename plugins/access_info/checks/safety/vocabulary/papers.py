"""Numbers and addresses that lead to a person, without accents unless an example has them."""

from __future__ import annotations

import re

from access_info.checks.safety.vocabulary.people import either
from access_info.model.declarations.typed_days import AcceptedDays, day_pattern

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
# What people put between groups of digits, and what shows that a number ends: not in “1.012345”, not in “12/QĐ”.
_SEP = r"[ .\-]"
_AFTER = r"(?!\d)(?![.,]\d)(?!/\s?(?!cccd|cmnd|can cuoc)[a-z])"
# Twelve digits as people group them: “079 203 123 456”, “0792 0312 3456”, “079203 123456”.
IDENTITY = re.compile(
    rf"(?<!\w)(?<!\d[.,])(?:0\d{{11}}|0\d\d({_SEP})\d{{3}}\1\d{{3}}\1\d{{3}}|0\d{{3}}({_SEP})\d{{4}}\2\d{{4}}"
    rf"|0\d\d({_SEP})\d{{3}}\3\d{{6}}|0\d\d({_SEP})\d{{9}}|0\d\d({_SEP})\d\5\d\d\5\d{{6}}"
    rf"|0\d{{5}}({_SEP})\d{{6}}){_AFTER}(?!{_SEP}\d{{3}}(?!\d))"
)
# Digits with up to two signs before each: “079.2.03-123456”.
_ANY = rf"\d(?:{_SEP}{{0,2}}\d)"
# “CCCD”, “C.M.N.D”, “ĐDCN”, “căn cước”, “số định danh”, “CMT”, “chứng minh thư”: papers of identity; “chứng
# minh” alone is “to prove”.
_OLD_PAPERS = r"c[ .]?m[ .]?n[ .]?d|cmtnd|cmt|(?<=so )cm(?=\W)|chung minh nhan dan|chung minh thu|(?<=so )chung minh"
_PAPERS = rf"c[ .]?c[ .]?c[ .]?d|{_OLD_PAPERS}|d[ .]?d[ .]?c[ .]?n|can cuoc|dinh danh"
IDENTITY_WORDS = (
    rf"(?<!\w)(?:so )?(?:{_PAPERS}"
    r"|ho chieu|(?:giay phep lai xe|gplx|bang lai)(?: hang [a-f]\d?)?)(?![^\W\d])"
)
# “CCCD: 079203123456”, “hộ chiếu, định danh số 0792 0312 3456”: near such words any twelve digits.
NEAR_IDENTITY = re.compile(rf"{IDENTITY_WORDS}[^\d;]{{0,40}}?({_ANY}{{11}})(?!{_SEP}?\d){_AFTER}")
# “CCCD 79203123456”: a spreadsheet that takes a number for an amount drops its first nought.
IDENTITY_WITHOUT_NOUGHT = re.compile(
    rf"{IDENTITY_WORDS}[^\d;]{{0,30}}?(?<!\d)([1-9]\d{{10}})(?!\d){_AFTER}"
)
# “SĐT 912345678”.
MOBILE_WITHOUT_NOUGHT = re.compile(
    r"(?<!\w)(?:sdt|dt|dien thoai|di dong|so dt|zalo)(?!\w)[^\d;\n]{0,15}?(?<!\d)([35789]\d{8})(?!\d)"
    rf"{_AFTER}"
)
# “CMND 012 345 678”, “căn cước số 012345678”: nine digits.
OLD_IDENTITY = re.compile(
    rf"(?<!\w)(?:{_OLD_PAPERS}|c[ .]?c[ .]?c[ .]?d|can cuoc)(?![^\W\d])(?P<gap>[^\d;]{{0,30}}?)"
    rf"(?P<digits>{_ANY}{{8}})(?!{_SEP}?\d){_AFTER}"
)
# “Hộ chiếu B1234567”, “HC số C 1234567”.
PASSPORT = re.compile(
    r"(?:ho chieu|passport|(?<!\w)(?:hc(?= so|:)|pp(?= no)))(?!\w)[^;\d]{0,30}?(?<!\w)([a-z] ?\d{7,8})(?!\w)(?!/)"
)
# “0912 345 678”, “+84 (0)912.345.678”, “(091) 234-5678”: as the plan of numbers shapes mobile ones.
MOBILE = re.compile(
    rf"(?<!\d)(?<!\d[.,\-])(?:\(?(?:\+|00)?84\)?{_SEP}?(?:\(0\)|0)?{_SEP}?|\(?0 ?)[35789](?:[ .\-()]{{0,2}}\d){{8}}(?![a-z_]){_AFTER}"
    rf"(?![ .\-]\d{{3}}(?!\d))"
)
# “12.10.2026”, which may stand in a row of digits.
DATE_LIKE = re.compile(day_pattern(AcceptedDays(day_first=".- ", gap="", centuries=(19, 20))))
# Metres from a meridian, with millimetres: nobody groups a telephone number so.
COORDINATE = re.compile(r"\d{7}\.\d{3}")
# “mau@gmail.com”, “mau (at) yahoo dot com”.
FREE_MAILBOX = re.compile(
    r"[\w.+%\-]*[\w+%\-] ?(?:@|\(at\)|\[at\]|(?<= )at ) ?"
    r"(?:gmail|googlemail|yahoo|ymail|rocketmail|hotmail|outlook|live|msn|icloud|me|aol|gmx|mail"
    r"|proton|protonmail|yandex|zoho|zohomail|tutanota) ?(?:[.,]|dot(?= )|\(dot\)) ?(?:com(?: ?\. ?vn)?|vn|net|org|me|ru|de)"
    r"(?![\w\-]|\.\w)"
)
# “STK: 0123 4567 89”, “tài khoản ngân hàng số 0123456789”.
ACCOUNT = re.compile(
    r"(?<!\w)(?P<word>stk|so tk|tk(?: ngan hang)?(?: so)?|(?:so )?tai khoan(?: ngan hang)?(?: so)?"
    r"|account(?: no| number)?)(?!\w)(?P<gap>[^\d;]{0,30}?(?:;\s*(?:so|stk)(?!\w)[\s:]*)?)"
    rf"(?P<digits>{_ANY}{{5,18}})(?!{_SEP}?\d){_AFTER}"
)
_BANK = (
    r"(?:ngan hang(?: [a-z]+){0,6}|vietcombank|vcb|agribank|bidv|viet ?in ?bank|techcombank|tcb|mb ?bank|mb|acb|sacombank|vp ?bank|tp ?bank"
    r"|hd ?bank|vib|shb|lp ?bank|lien ?viet ?post ?bank|msb|ocb|sea ?bank|exim ?bank|scb|pvcom ?bank|nam a bank|bac a bank"
    r"|kien ?long ?bank|viet ?bank|nhcsxh|timo|cake)"
)
# Beside a bank's name a long number is an account; telephones with a code of place are not.
_PLAIN_ACCOUNT = r"(?!0[1-9]\d{8,9}(?!\d)|1[89]00)\d{8,19}"
# “Vietcombank chi nhánh Mẫu: 0123456789”, “0123456789 - Agribank”, “chuyển khoản 0123456789”.
ACCOUNT_AT_BANK = re.compile(
    rf"(?<!\w){_BANK}(?: (?:chi nhanh|cn|pgd)(?: [a-z]+){{1,4}})?\s*[:\-,(]?\s*(?:so )?(?<!\d)({_PLAIN_ACCOUNT})(?!\d){_AFTER}"
    rf"|(?<![\w.,\-])({_PLAIN_ACCOUNT})\s*[;,(\-]?\s*(?:tai |mo tai )?{_BANK}(?!\w)"
    rf"|(?<!\w)(?:chuyen khoan|chuyen tien|ck)(?: vao| den| toi| qua| cho)?(?: so| stk)?\s*:?\s*({_PLAIN_ACCOUNT})(?!\d){_AFTER}"
)
# An office's account: “Kho bạc Nhà nước”, “3713.0.1234567”; “112 1121” is one of book-keeping.
TREASURY = re.compile(r"kho bac|kbnn")
TREASURY_NUMBER = re.compile(r"\d{4}\.\d\.\d{5,7}(?:\.\d+)?")
LEDGER = re.compile(r"[1-9]\d\d(?: [1-9]\d\d){1,5}")
# “Số thẻ 1234 5678 9012 3456”, if its check digit is right.
CARD = re.compile(
    rf"(?<!\w)(?:so the|the (?:atm|tin dung|ngan hang|ghi no|visa|master(?:card)?|napas))(?!\w)"
    rf"[^\d;]{{0,25}}?(\d{{4}}(?:{_SEP}?\d{{4}}){{3}}){_AFTER}"
)
# “BHXH 0123456789”, “thẻ BHYT số DN 4 79 0123456789”.
INSURANCE = re.compile(
    r"(?<!\w)(?:bhxh|bao hiem xa hoi|bhyt|bao hiem y te)(?!\w)(?P<gap>[^\d;]{0,40}?)"
    rf"(?:(?P<digits>{_ANY}{{9}})(?!{_SEP}?\d){_AFTER}|(?<!\w)(?P<card>[a-z]{{2}} ?\d ?\d\d ?\d{{10}})(?!\d))"
)
# “Biển số 29A-123.45”, “xe máy 29-B1 123.45”.
PLATE = re.compile(
    r"(?<!\w)(?:bien so|bien kiem soat|bks|bien xe|bien(?= \d\d)|bs(?= ?:? ?\d\d)|so xe"
    r"|(?:mo to|o to|xe may)(?= \d\d)|xe(?: o to| mo to| may| con| tai| khach| ban tai)?(?= ?:? ?\d\d))(?!\w)[^\d;]{0,20}?"
    r"(?<!\w)(\d\d ?-? ?[a-z]{1,2}\d?[ \-.]{0,2}(?:\d{3}\.?\d{2}|\d{4}))(?!\w)"
)
# Wider shapes, for texts that become public without a second look: nothing around the digits matters.
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
