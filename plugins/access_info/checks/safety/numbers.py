"""Numbers and addresses that lead to one person, found by their structure or by the words near them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from access_info.checks.safety import rules
from access_info.checks.safety.detections import Detection, TextPlace, masked
from access_info.checks.safety.normalized_text import NormalizedText
from access_info.checks.safety.vocabulary import papers
from access_info.problems import Rule

# Nobody born earlier was given a number, for the numbers began in 2016.
_OLDEST = 15
_FEW = 3
# What a number is when one of these stands before it: not a person's.
_OTHER_NUMBER = re.compile(
    r"(?:so tien|bang so|kinh phi|gia tri|thanh tien|se-?ri|se ri|so khung|(?:may|dong co|so khung)[^\n]{0,20} so may|issn|tbmt|goi thau|ma hang"
    r"|ma(?: so)? nhan vien|luu luong|ma vach|barcode|hop dong|hoa don|ma don|don hang|giao dich|bien lai|van don|serial|so seri"
    r"|ma ho so|ho so so|so lo|lo san xuat|ma san pham|isbn|imei|giay phep (?:so|xay dung)|quyet dinh"
    r"|so phieu|ma so thue|mst|ma so (?:doanh nghiep|htx|hop tac xa)|msdn|dkkd|dkdn|(?<!\w)[xy] ?[=:]|toa do|kinh do|vi do"
    r"|dang ky (?:doanh nghiep|kinh doanh|hop tac xa|ho kinh doanh|thanh lap)|ma dinh danh (?:dien tu|co quan))"
    # After a colon only the number itself: in "Cán bộ hợp đồng: Mẫu 09…" it is the person's.
    r"[^;:\n]{0,24}(?::\W*(?:(?:so|ma)\W+)?)?$"
)
# Between a word and a number: then the number is not the word's. Names may be "Tiền", "Thu", "Năm".
_OTHER_THING = re.compile(
    r"(?<!\w)(?:mức|tiền|tổng|lệ phí|kinh phí|giá|tháng|năm|ngày|quyết toán|mst|mã số thuế|điện thoại|đt|sđt|tổng đài"
    r"|fax|hotline|quyết định|thu(?! hưởng)|chi(?! nhánh)|đóng|đồng)(?!\w)"
)
_OTHER_BARE = re.compile(
    r"(?<!\w)(?:muc|tien|tong|le phi|kinh phi|thang|nam|ngay|quyet toan|mst|ma so thue|dien thoai|dt|sdt|tong dai"
    r"|fax|hotline|quyet dinh|dong)(?!\w)"
)
# Before a colon they say what the number is for ("số tài khoản nhận tiền:"), but for these.
_OTHER_LABEL = re.compile(
    r"(?<!\w)(?:mst|mã số thuế|ma so thue|điện thoại|dien thoai|đt|dt|sđt|sdt|tổng đài|tong dai|fax|hotline|năm|nam)(?!\w)"
)
_SOME_CODE = re.compile(r"(?<!\w)ma(?: so)?(?: [a-z]+){1,3}\s*:?\s*$")
_MONEY = re.compile(
    r"\s*(?:dong|d|vnd|trieu|ty|nguoi|ho so|truong hop|m2|km2|%|tan|luot|cuoc|kg|kwh|m3|km)(?!\w)"
)
_AMOUNT = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_LETTER_BOXES = (rules.EMAIL, rules.FREE_MAILBOX)
# A number of a person has as many digits or more (a plate: “29A-1234”), and between two of them no more
# than this: “29 - AB - 123”.
_SIX_DIGITS = re.compile(r"(?:\d\D{0,7}){5}\d")
_AT = re.compile(r"@|[(\[]at[)\]]| at ")
_LINK = re.compile(r"https?://\S+|www\.\S+")
_HEX = re.compile(r"[0-9a-f]{24,}")


def numbers_in(aligned: NormalizedText, place: TextPlace) -> Iterator[Detection]:
    """Yield every number that leads to a person."""
    plain = aligned.plain
    detections = [
        *(_detections(aligned, place) if _SIX_DIGITS.search(plain) else ()),
        *(_letter_boxes(plain, place) if _AT.search(plain) else ()),
    ]
    if not detections:
        return
    taken = [match.span() for match in (*_LINK.finditer(plain), *_HEX.finditer(plain))]
    for rule, start, end in detections:
        if any(first <= start < last and plain[start - 1] != "=" for first, last in taken):
            continue
        first, last = aligned.span(start, end)
        text = plain[start:end]
        host = re.search(r"[a-z]+(?: ?\. ?[a-z]+)+$", text) if rule in _LETTER_BOXES else None
        shown = f"{masked('')}@{host[0].replace(' ', '')}" if host else masked(text.upper())
        yield Detection(first, last, rule.code, shown, rule)


def _detections(aligned: NormalizedText, place: TextPlace) -> Iterator[tuple[Rule, int, int]]:
    plain = aligned.plain
    yield from _identities(plain)
    for match in papers.OLD_IDENTITY.finditer(plain):
        if not _is_money(plain, match.end()) and not _between(aligned, *match.span("gap")):
            yield rules.OLD_IDENTITY, *match.span("digits")
    for match in papers.PASSPORT.finditer(plain):
        yield rules.PASSPORT, *match.span(1)
    yield from _money(aligned)
    for match in papers.INSURANCE.finditer(plain):
        if match["card"]:
            yield rules.INSURANCE, *match.span("card")
        elif not (
            _between(aligned, *match.span("gap"))
            or _is_money(plain, match.end())
            or _AMOUNT.fullmatch(match["digits"])
        ):
            yield rules.INSURANCE, *match.span("digits")
    for match in papers.PLATE.finditer(plain):
        yield rules.PLATE, *match.span(1)
    if place is not TextPlace.CONTACT:
        yield from _without_nought(plain)
        yield from _mobiles(plain, cell=place is TextPlace.BODY)


def _letter_boxes(plain: str, place: TextPlace) -> Iterator[tuple[Rule, int, int]]:
    for match in papers.FREE_MAILBOX.finditer(plain):
        yield rules.FREE_MAILBOX if place is TextPlace.CONTACT else rules.EMAIL, *match.span()


def _mobiles(plain: str, *, cell: bool) -> Iterator[tuple[Rule, int, int]]:
    """Yield numbers shaped as the plan shapes mobile ones (03, 05, 07, 08, 09 and eight digits).

    Shape, not a list of opened prefixes: the plan grows faster than libraries.
    """
    for match in papers.MOBILE.finditer(plain):
        groups = [len(group) for group in re.findall(r"\d+", match[0])]
        scattered = max(groups) < _FEW and max(groups) > 1
        if (
            scattered
            or _is_money(plain, match.end())
            or papers.DATE_LIKE.match(match[0])
            or papers.COORDINATE.fullmatch(match[0])
            or _is_other(plain, match, tax=True)
        ):
            continue
        if cell and plain.strip() == match[0] and _is_tax_code(match[0]):
            continue  # a cell of a table, whose heading is not here
        yield rules.MOBILE, *match.span()


def _identities(plain: str) -> Iterator[tuple[Rule, int, int]]:
    """Yield twelve digits near words, or built as a number of identity."""
    near = {
        match.span(1)
        for match in papers.NEAR_IDENTITY.finditer(plain)
        if not _is_money(plain, match.end(1))
    }
    for start, end in sorted(near):
        yield rules.IDENTITY, start, end
    for match in papers.IDENTITY.finditer(plain):
        if (
            match.span() not in near
            and _is_identity(match[0])
            and not _is_money(plain, match.end())
            and not _is_other(plain, match, tax=False)
        ):
            yield rules.IDENTITY, *match.span()
    for match in papers.IDENTITY_WITHOUT_NOUGHT.finditer(plain):
        if _is_identity("0" + match[1]) and not _is_money(plain, match.end()):
            yield rules.IDENTITY, *match.span(1)


def _without_nought(plain: str) -> Iterator[tuple[Rule, int, int]]:
    for match in papers.MOBILE_WITHOUT_NOUGHT.finditer(plain):
        if not _is_money(plain, match.end()):
            yield rules.MOBILE, *match.span(1)


def _money(aligned: NormalizedText) -> Iterator[tuple[Rule, int, int]]:
    """Yield accounts and cards, but the agency's own at the Treasury and those of book-keeping."""
    plain = aligned.plain
    for match in papers.ACCOUNT.finditer(plain):
        around = plain[max(match.start() - 40, 0) : match.end() + 80]
        digits = match["digits"]
        if (
            papers.TREASURY.search(around)
            or papers.TREASURY_NUMBER.match(digits)
            or _between(aligned, *match.span("gap"))
            or _is_money(plain, match.end())
            or (papers.LEDGER.fullmatch(digits) and match["word"] in {"tk", "tai khoan"})
        ):
            continue
        yield rules.ACCOUNT, *match.span("digits")
    for match in papers.ACCOUNT_AT_BANK.finditer(plain):
        start, end = match.span(match.lastindex or 0)
        around = plain[max(start - 40, 0) : end + 80]
        before = plain[max(start - 45, 0) : start]
        if not (
            papers.TREASURY.search(around) or _is_money(plain, end) or _OTHER_NUMBER.search(before)
        ):
            yield rules.ACCOUNT, start, end
    for match in papers.CARD.finditer(plain):
        from stdnum import luhn  # noqa: PLC0415 - only when a card's words are there

        if luhn.is_valid(re.sub(r"\D", "", match[1])):
            yield rules.ACCOUNT, *match.span(1)


def _is_identity(text: str) -> bool:
    """Tell whether twelve digits are built as a number of identity.

    Place, century and sex, year, six digits. Any year of this century counts, for no clock is read
    here; of the last one those of people who were alive when numbers began.
    """
    digits = re.sub(r"\D", "", text)
    century, year = digits[3], int(digits[4:6])
    return digits[:3] in papers.PLACES and (
        century in "23" or (century in "01" and year >= _OLDEST)
    )


def _is_other(plain: str, match: re.Match[str], *, tax: bool) -> bool:
    """Tell whether the words before say that a number is of a thing, a contract or a company."""
    before = plain[max(match.start() - 45, 0) : match.start()]
    other = _OTHER_NUMBER.search(before) or (_SOME_CODE.search(before) if tax else None)
    if other is None:
        return False
    word = other[0]
    if re.search(
        rf"{papers.IDENTITY_WORDS}|dien thoai|(?<!\w)(?:dt|sdt|di dong|zalo|lien he)(?!\w)", word
    ):
        return False
    # A person's tax code is the number of identity itself.
    return tax or not word.startswith(("ma so thue", "mst"))


def _between(aligned: NormalizedText, start: int, end: int) -> bool:
    """Tell whether what stands between a word and a number gives the number to something else."""
    gap = aligned.clean[start:end].lower()
    if gap.rstrip().endswith(":"):
        return _OTHER_LABEL.search(gap) is not None
    return (_OTHER_BARE if gap.isascii() else _OTHER_THING).search(gap) is not None


def _is_money(plain: str, end: int) -> bool:
    return _MONEY.match(plain, end) is not None


def _is_tax_code(text: str) -> bool:
    """Accept ten digits with the check digit of a company's tax code."""
    from stdnum.vn import mst  # noqa: PLC0415 - only when a cell holds such a number alone

    return text.isdigit() and mst.is_valid(text)
