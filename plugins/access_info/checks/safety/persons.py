"""What is told of a person who is named: birth, home, and the sensitive kinds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from access_info.checks.safety import rules
from access_info.checks.safety.detections import Detection, masked
from access_info.checks.safety.names import (
    is_official,
    is_person,
    person_near,
    titled_before,
)
from access_info.checks.safety.normalized_text import NormalizedText
from access_info.checks.safety.vocabulary.homes import EXACT_HOUSE, HOME, HOUSE
from access_info.checks.safety.vocabulary.people import (
    CAPITALS,
    PLAIN_GROWN_UPS,
    PLAIN_NAME_LABELS,
)
from access_info.model.declarations.typed_days import AcceptedDays, day_pattern
from access_info.problems import Rule

# Without accents, as the text is looked at: "5/9/1990", "5 thang 9, nam 1990", "1990-09-05".
_DAY = day_pattern(
    AcceptedDays(
        day_first="/.-", year_first="-", words=True, accents=False, gap=" ?", centuries=(19, 20)
    )
)
_SLASHED_DAY = day_pattern(AcceptedDays(day_first="/", gap="", centuries=(19, 20)))
# "tuyển sinh", "thí sinh", "khai sinh", "vệ sinh" are no birth.
_NO_BIRTH = "".join(
    rf"(?<!{word} )"
    for word in ("tuyen", "thi", "hoc", "ve", "phat", "khai", "an", "nay", "sinh", "khi", "ho")
)
_BIRTH_LABEL = re.compile(
    rf"(?<!\w)(?:ngay,? ?thang,? ?nam sinh|ngay sinh|sinh ngay(?= ?:)|dob|date of birth)(?: cua [^:;\n]{{3,45}}(?=:))?[\s:,.\-]*(?:ngay\s+)?({_DAY})(?!\d)"
)
_BIRTH_DAY = re.compile(
    rf"(?<!\w){_NO_BIRTH}(?:sinh(?: ngay)?|s/n|sn|ns|s(?=\.))[\s:,.]+(?:ngay\s+)?({_DAY})(?!\d)"
)
_BIRTH_YEAR = re.compile(
    rf"(?<!\w){_NO_BIRTH}(?:sinh nam|nam sinh|sinh|sn|s/n|ns)(?: cua [^:;\n]{{3,45}}(?=:))?\s*:?\s*((?:19|20)\d\d)(?![\d/.\-])"
)
_BARE_BIRTH = re.compile(
    rf"(?<![\d/])({_SLASHED_DAY})\)?\s*[-,;|/]?\s*(?:gioi tinh:? ?)?(?:nam|nu)(?!\w)"
)
_BARE_YEAR = re.compile(r"\(((?:19|20)\d\d)\)")
_HOUSE_OF = re.compile(
    rf"(?<!\w)(?:dia chi(?: lien he)?(?: tai)?(?P<owner> cua (?:{PLAIN_GROWN_UPS}) [^:\n]{{3,40}})?|(?:hien |dang |hien dang )?o(?: tai)?)[\s:]+(?P<house>{HOUSE})"
)
# A household and, in brackets or after a comma, where it is; not from whose house to whose a road runs.
_HOUSEHOLD = re.compile(
    rf"(?<!\w)(?<!tu )(?<!den )(?<!nha )(?<!qua )(?:(?:ho|gia dinh) (?:{PLAIN_GROWN_UPS})\s*:?|(?P<bare>ho(?= [a-z]))|ho:|chu ho\s*:?)\s+"
)
_AT_HOME = re.compile(rf"^\W*nha (?:{PLAIN_GROWN_UPS})\s+", re.MULTILINE)
_ITS_HOUSE = re.compile(rf"\s*[,(\-]\s*(?P<house>{HOUSE})")
_ROAD = re.compile(r"(?<!\w)(?:tu|den|duong|tuyen|doan|ngo|hem|cong|kenh|ranh)(?!\w)")
_NAME_LABEL = re.compile(rf"(?<!\w){PLAIN_NAME_LABELS}\s*: ?\w")
_PAPERS_LABEL = re.compile(
    r"(?<!\w)(?:ngay sinh|nam sinh|ngay,? thang,? nam sinh|(?:so )?(?:cccd|cmnd|can cuoc|dinh danh)[^:\n]{0,20})\s*: ?\d"
)
_HEALTH = re.compile(
    r"(?<!\w)(?:(?:mac|bi) (?:benh|chung)|benh tam than|bi liet|chay than|nhoi mau|tai bien|xo gan|chan thuong|bi tai nan|gay (?:chan|tay|xuong)|loc mau|hoa tri|xa tri|nhiem hiv|bi hiv|duong tinh|(?:duoc )?chan doan|khuyet tat (?:dac biet )?nang"
    r"|dang (?:khuyet )?tat|dang khuyet tat|bi tam than|tam than phan liet|tu ky|benh an so|tinh trang benh|ung thu"
    r"|benh nhan|(?:loai|muc do|la nguoi|bi) khuyet tat|tinh trang suc khoe|chat doc (?:da cam|hoa hoc)|(?:co|bi) hiv|methadone"
    r"|ty le (?:ton thuong|thuong tat)|thuong binh (?:hang )?\d|bai nao|suy than|tieu duong|dai thao duong|dot quy"
    r"|bam sinh|tram cam|dong kinh|benh (?:lao|phoi|gan|than|tim|hiem ngheo)|viem gan|mang thai|cam diec|mu loa)(?!\w)"
)
_ORIGIN = re.compile(
    r"(?<!\w)(?:dan toc|ton giao)\s*:\s*\w+"
    r"|ton giao (?:cong giao|thien chua|phat giao|tin lanh|cao dai|hoa hao|hoi giao|bani)(?!\w)"
    r"|(?<!dong bao )(?<!nguoi )(?<!\w)dan toc (?:kinh|tay|thai|muong|khmer|kho me|hoa|nung|mong|hmong|dao|gia rai|ede|e de"
    r"|ba na|san chay|cham|co ho|xo dang|san diu|hre|ra glai|mnong|xtieng|tho|khang|kho mu|gie trieng|co tu|ta oi|ma|co"
    r"|cho ro|ha nhi|xinh mun|chu ru|lao|la chi|la hu|lu|lo lo|chut|mang|pa then|co lao|cong|bo y|si la|pu peo|brau"
    r"|o du|ro mam|ngai)(?!\w)|(?<!\w)theo dao [a-z]+"
)
_NAMED_ORIGIN = re.compile(
    r"(?:la )?(?:(?:nguoi|dong bao) (?:dan toc )?(?:kinh|tay|thai|muong|khmer|kho[ -]?me|hoa|nung|mong|hmong|gia rai|e ?de|ba na"
    r"|cham|co ho|xo dang|san diu|hre|ra glai|mnong|xtieng|kho mu|ha nhi|dao)|(?:la )?(?:tin do|giao dan|phat tu)"
    r"|(?:theo )?dao (?:phat|thien chua|cong giao|tin lanh|cao dai|hoa hao|hoi|ba la mon|balamon)"
    r"|theo (?:dao )?(?:cong giao|thien chua|phat giao|tin lanh|cao dai|hoa hao|hoi giao|bani))(?!\w)"
)
_OFFENCE = re.compile(
    r"(?<!\w)(?:(?:tien an|tien su(?= ?:|,| ve|\d| \d)|bi (?:can|cao|ket an|khoi to|tam giam|bat|truy na|xu phat|phat)|pham nhan|pham toi"
    r"|an phat tu|chap hanh (?:xong )?an|(?:nghien|su dung trai phep)(?: chat)? ma tuy|nguoi nghien|cai nghien"
    r"|nguoi (?:bi )?(?:xu phat|to cao|khieu nai|lam chung|hai))(?!\w)"
    r"|(?:khieu nai|to cao)[^\n.;:]{0,30}(?= cua (?:ong|ba|anh|chi|cong dan|ho) ))"
)
# What an authority does to somebody, and whom it names.
_MEASURE = re.compile(
    r"(?<!\w)(?:xu phat|phat tien|cuong che|khai tru|giang chuc|(?:tam )?dinh chi|tuoc|to cao|khieu nai|(?:xu ly |thi hanh )?ky luat|canh cao|khien trach|ha bac luong|cach chuc|buoc thoi viec"
    r"|giao duc tai (?:xa|phuong|thi tran|dac khu)|co so (?:giao duc bat buoc|cai nghien)|truong giao duong"
    r"|quan ly tai gia dinh|tam giu|khoi to|truy to|truy na|ket an|thi hanh an)(?!\w)[^\n.;:]{0,60}?(?<!\w)"
    r"(?P<whom>doi voi(?! (?:(?:ho|gia dinh) )?(?:ong|ba|anh|chi|em|dong chi|can bo|cong chuc|vien chuc|dang vien) )"
    r"|ong|ba|anh|chi|em|dong chi|bi can|bi cao|can bo|cong chuc|vien chuc|dang vien) "
)
_PROSECUTED = re.compile(
    r"(?<!\w)(?:xu phat|cuong che|truy na|khoi to|truy to|bat giu|bat tam giam|ket an) "
)
_TREATED = re.compile(r"(?:dang )?dieu tri (?!tai (?:giam|cho))")
_BODY = re.compile(
    r"(?<!\w)(?:(?:mau )?van tay|mong mat|adn|(?:du lieu )?sinh trac hoc|nhom mau\s*:?"
    r"|(?:anh|hinh|ban chup|anh chup|ban scan)(?: the)? (?:can cuoc(?: cong dan)?|cccd|cmnd|chung minh nhan dan))(?!\w)"
)
_BODY_CONTEXT = re.compile(
    r"giam doc|trung tam|tap huan|may van tay|thiet bi|nguoi yeu cau|quy trinh|goi thau"
)
_HEALTH_CONTEXT = re.compile(
    r"nguoi ky|bac si|benh vien|hoi bao tro|(?<!\w)khoa |phat bieu|hoi nghi"
)
_SENTENCE = 90
_LIST_HEADS: tuple[tuple[Rule, re.Pattern[str], re.Pattern[str]], ...] = (
    (
        rules.BIRTH,
        re.compile(r"ngay sinh|nam sinh|(?<!\w)ns(?!\w)"),
        re.compile(rf"(?:{_DAY})(?!\d)"),
    ),
    (
        rules.HEALTH,
        re.compile(r"(?:dang|loai) (?:khuyet )?tat|muc do khuyet tat|chan doan|ten benh"),
        re.compile(r"\w{2,}$"),
    ),
    (
        rules.ORIGIN,
        re.compile(r"dan toc|ton giao"),
        re.compile(
            r"(?:kinh|tay|thai|muong|khmer|hoa|nung|mong|dao|cham|ede|phat giao|cong giao|tin lanh)(?!\w)"
        ),
    ),
)
_NAMES_HEAD = re.compile(rf"(?<!\w){PLAIN_NAME_LABELS}(?!\w)")


def persons_in(aligned: NormalizedText) -> Iterator[Detection]:
    """Yield birth, home and sensitive facts near a name."""
    for rule, start, end in _detections(aligned):
        yield _hit(aligned, rule, start, end)
    if "\n" in aligned.plain:
        for rule, start, end in _lists(aligned):
            yield _hit(aligned, rule, start, end)


def _hit(aligned: NormalizedText, rule: Rule, start: int, end: int) -> Detection:
    first, last = aligned.span(start, end)
    shown = aligned.clean[start:end].strip()
    if rule in (rules.HEALTH, rules.ORIGIN, rules.BIOMETRIC, rules.OFFENCE):
        shown = shown.split(":")[0]  # the kind, not the fact
    else:
        # The last letters of an address would only tell a part of it.
        shown = masked("" if rule is rules.HOME else shown)
    return Detection(first, last, rule.code, shown, rule)


def _births(aligned: NormalizedText) -> Iterator[tuple[Rule, int, int]]:
    """Yield days and years of birth."""
    plain = aligned.plain
    for match in _BIRTH_LABEL.finditer(plain):
        yield rules.BIRTH, *match.span(1)
    for match in _BIRTH_DAY.finditer(plain):
        if person_near(aligned, match.start(), match.end(), before=80, after=60):
            yield rules.BIRTH, *match.span(1)
    for match in _BARE_BIRTH.finditer(plain):
        if titled_before(aligned, match.start(), family=True):
            yield rules.BIRTH, *match.span(1)
    for match in _BARE_YEAR.finditer(plain):
        if titled_before(aligned, match.start()) and not is_official(aligned, *match.span()):
            yield rules.BIRTH, *match.span(1)
    for match in _BIRTH_YEAR.finditer(plain):
        # "Ông …, thôn 2 - sinh năm …": a fact that stands for itself, and of whom stands before.
        apart = plain[: match.start()].rstrip()[-1:] in {"-", ",", ";", "(", "|"}
        named = titled_before(aligned, match.start(), family=True) or person_near(
            aligned, *match.span(), before=0, after=0, within=True
        )
        named = named or person_near(
            aligned, *match.span(), before=45 if apart else 0, after=40, titled=True
        )
        if named and not is_official(aligned, *match.span()):
            yield rules.BIRTH, *match.span(1)


def _detections(aligned: NormalizedText) -> Iterator[tuple[Rule, int, int]]:
    plain = aligned.plain
    yield from _births(aligned)
    yield from _homes(aligned)
    yield from _statements(aligned)
    for rule, pattern, context in (
        (rules.HEALTH, _HEALTH, _HEALTH_CONTEXT),
        (rules.ORIGIN, _ORIGIN, None),
        (rules.BIOMETRIC, _BODY, _BODY_CONTEXT),
    ):
        for match in pattern.finditer(plain):
            start, end = match.span()
            around = plain[max(start - _SENTENCE, 0) : end + _SENTENCE]
            if (
                (context is None or not context.search(around))
                and not is_official(aligned, start, end)
                and person_near(aligned, start, end, before=_SENTENCE, after=60)
            ):
                yield rule, start, end


def _statements(aligned: NormalizedText) -> Iterator[tuple[Rule, int, int]]:
    """Yield origin, faith and offences of somebody named beside them."""
    plain = aligned.plain
    for match in _NAMED_ORIGIN.finditer(plain):
        if titled_before(aligned, match.start(), family=True) and not is_official(
            aligned, *match.span()
        ):
            yield rules.ORIGIN, *match.span()
    for match in _OFFENCE.finditer(plain):
        start, end = match.span()
        about_person = titled_before(aligned, start, family=True) or person_near(
            aligned, start, end, before=_SENTENCE, after=40, titled=True
        )
        if about_person and not is_official(aligned, start, end):
            yield rules.OFFENCE, start, end
    for match in _MEASURE.finditer(plain):
        name = CAPITALS.match(aligned.clean, match.end())
        if (
            name is not None
            and (match["whom"] != "doi voi" or is_person(name[0]))
            and not is_official(aligned, *match.span())
        ):
            yield rules.OFFENCE, match.start(), match.start("whom")
    for match in _PROSECUTED.finditer(plain):
        name = CAPITALS.match(aligned.clean, match.end())
        if name is not None and is_person(name[0]):
            yield rules.OFFENCE, match.start(), match.end()
    for match in _TREATED.finditer(plain):
        if titled_before(aligned, match.start(), family=True) and not is_official(
            aligned, *match.span()
        ):
            yield rules.HEALTH, *match.span()


def _homes(aligned: NormalizedText) -> Iterator[tuple[Rule, int, int]]:
    plain = aligned.plain
    for match in HOME.finditer(plain):
        start, end = match.span("house")
        label = ":" in match["gap"] and EXACT_HOUSE.match(match["house"]) is not None
        if (
            label
            or person_near(aligned, match.start("gap"), start, before=0, after=0, within=True)
            or person_near(aligned, match.start(), start, before=120, after=0)
            or person_near(aligned, start, end, before=0, after=80, titled=True)
        ):
            yield rules.HOME, start, end
    for match in (*_HOUSEHOLD.finditer(plain), *_AT_HOME.finditer(plain)):
        name = CAPITALS.match(aligned.clean, match.end())
        house = _ITS_HOUSE.match(plain, name.end()) if name else None
        # "Hộ Nguyễn …", and not "họ Nguyễn".
        household = aligned.clean[match.start() : match.start() + 2].casefold() == "hộ"
        bare = match.groupdict().get("bare") is not None
        if bare and not (household and name and is_person(name[0])):
            continue
        if (
            house is not None
            and EXACT_HOUSE.match(house["house"])
            and not _ROAD.search(plain, max(match.start() - 60, 0), match.start())
            and " den " not in house["house"]
        ):
            yield rules.HOME, *house.span("house")
    # In a row of people's papers an address is where they live.
    row = _NAME_LABEL.search(plain) is not None and _PAPERS_LABEL.search(plain) is not None
    for match in _HOUSE_OF.finditer(plain):
        private = row and match[0].startswith("dia chi")
        if (
            private
            or match["owner"]
            or titled_before(aligned, match.start(), family=match[0].startswith("hien"))
        ):
            yield rules.HOME, *match.span("house")


def _lists(aligned: NormalizedText) -> Iterator[tuple[Rule, int, int]]:
    """Yield rows of a table of people: a line of headings, then lines with a name and the fact."""
    heads: list[tuple[Rule, re.Pattern[str]]] = []
    at = 0
    for line in aligned.plain.split("\n"):
        if _NAMES_HEAD.search(line):
            heads = [(rule, fact) for rule, head, fact in _LIST_HEADS if head.search(line)]
        elif heads and line.strip():
            for rule, fact in heads:
                match = fact.search(line)
                if match and person_near(
                    aligned, at, at + len(line), before=0, after=0, within=True
                ):
                    yield rule, at + match.start(), at + match.end()
        at += len(line) + 1
