"""Check `co-quan.yml`: contacts, relations, links, regulation, declared points of law."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterator

from access_info.checks import rules
from access_info.checks.context import Context, Keys, problem_with_choices
from access_info.checks.items import check_file, check_scheme
from access_info.checks.law_places import unknown_point
from access_info.legal.framework import LawPoint
from access_info.loading.folders import PROFILE
from access_info.model.agency import AgencyProfile, ContactPoint, Correction, Feedback
from access_info.model.items import Item
from access_info.model.types import did_you_mean, fold, is_web_address
from access_info.model.vocabularies import AGENCY_KINDS, CHANNEL_ALIASES, CHANNEL_TYPES
from access_info.problems import Problem

# Quyết định 20/2020/QĐ-TTg: “H01.05”, “Z01ABC”; not “h1-5”.
_CODE = re.compile(
    r"(?=.{3,35}$)[A-Y]\d{2}(\.[0-9A-Z]+)*|Z(0[1-9]|[1-9]\d)[0-9A-Z]{1,32}", re.ASCII
)
# “van-thu@mau.example”; not “van-thu mau.example”.
_EMAIL = re.compile(r"[^\s@,;<>\"]+@[^\s@,;<>\"]+\.[^\s@,;<>\".]+")
# “0298 3812 000”, “(0298) 3812 000 máy lẻ 12”; not “máy lẻ 12”.
# “0912 000 111”, “+84 912.000.111”; not “0298 3812 000”.
_MOBILE = re.compile(r"\D*(?:0|\+?84\D*)[35789](?:\D*\d){8}(?!\D*\d).*")
_PHONE = re.compile(r"[+(]?\d[\d\s.()\-–/,;]{1,60}(\s*\(?(số máy lẻ|máy lẻ|ext)\.?:?\s*\d+\)?)?")
_SAMPLE_NAMES = frozenset(kind.sample_name for kind in AGENCY_KINDS.values())
_CHANNEL_WORDS = (
    set(CHANNEL_TYPES) | set(CHANNEL_ALIASES) | {fold(label) for label in CHANNEL_TYPES.values()}
)


def is_official_code(text: str) -> bool:
    """Tell whether a text is shaped like an agency's code by Decision 20/2020/QĐ-TTg: “H01.05”."""
    return bool(_CODE.fullmatch(text))


def check_profile(context: Context) -> Iterator[Problem]:
    """Yield what is wrong with the values of an agency's profile, `co-quan.yml`."""
    agency = context.loaded.agency
    if agency is None:
        return
    profile = agency.profile
    locate = context.loaded.locate
    if profile.name in _SAMPLE_NAMES:
        yield rules.SAMPLE_NAME.at(locate(PROFILE, "ten"), text=profile.name)
    if profile.official_code and not is_official_code(profile.official_code):
        yield rules.OFFICIAL_CODE.at(locate(PROFILE, "ma_dinh_danh"), text=profile.official_code)
    if profile.unit_field and not profile.kind.is_service_unit:
        yield rules.UNIT_FIELD.at(locate(PROFILE, "linh_vuc", key=True), type=profile.type)
    yield from _check_contacts(context, profile)
    yield from _check_relations(context, profile)
    yield from _check_links(context, profile)
    for number, entry in enumerate(profile.channels):
        if entry.kind and fold(entry.kind) not in _CHANNEL_WORDS:
            yield problem_with_choices(
                rules.CHANNEL,
                locate(PROFILE, "kenh", number, "loai"),
                text=entry.kind,
                hint=did_you_mean(entry.kind, CHANNEL_TYPES),
                choices=CHANNEL_TYPES,
            )
    founded, ended = profile.founded, profile.dissolved
    if founded and ended and founded.date and ended.date and ended.date < founded.date:
        yield rules.ENDED_BEFORE_FOUNDED.at(
            locate(PROFILE, "cham_dut", "ngay"), start=founded.date, end=ended.date
        )
    yield from _check_regulation_and_files(context, profile)
    yield from _check_declared_points(context, profile)


def _check_contacts(context: Context, profile: AgencyProfile) -> Iterator[Problem]:
    """Yield telephone numbers and e-mail addresses of contacts that cannot be right.

    A number without digits enough (TT344), a mobile number, which is a person's (TT354), a wrong
    address (TT343).
    """
    locate = context.loaded.locate
    contacts: list[tuple[Keys, AgencyProfile | ContactPoint | Feedback]] = [((), profile)]
    contacts += [(("dau_moi", n), contact) for n, contact in enumerate(profile.contact_points)]
    if profile.spokesperson:
        contacts.append((("nguoi_phat_ngon",), profile.spokesperson))
    if profile.feedback:
        contacts.append((("phan_anh",), profile.feedback))
    for keys, contact in contacts:
        phone, email = contact.phone, contact.email
        is_phone = phone is not None and _PHONE.fullmatch(phone) is not None
        if phone and (not is_phone or _MOBILE.fullmatch(phone)):
            rule = rules.MOBILE if is_phone else rules.PHONE
            yield rule.at(locate(PROFILE, *keys, "dien_thoai"), key="dien_thoai", text=phone)
        if email and not _EMAIL.fullmatch(email):
            yield rules.EMAIL.at(locate(PROFILE, *keys, "email"), key="email", text=email)
    for number, channel in enumerate(profile.channels):
        typed = channel.address or ""
        if "@" in typed and not is_web_address(typed) and not _EMAIL.fullmatch(typed):
            place = locate(PROFILE, "kenh", number, "dia_chi")
            yield rules.EMAIL.at(place, key="dia_chi", text=typed)


def _check_relations(context: Context, profile: AgencyProfile) -> Iterator[Problem]:
    """Yield related agencies, such as predecessors, that look like a folder name and are none (TT312)."""
    locate = context.loaded.locate
    for key, names in (
        ("tien_than", profile.predecessors),
        ("ke_thua", profile.successors),
        ("don_vi_su_nghiep", profile.service_units),
    ):
        for number, name in enumerate(names):
            place = functools.partial(locate, PROFILE, key, number)
            yield from context.agency_reference(name, key, place)
    if profile.parent:
        yield from context.agency_reference(
            profile.parent, "truc_thuoc", functools.partial(locate, PROFILE, "truc_thuoc")
        )


def _check_links(context: Context, profile: AgencyProfile) -> Iterator[Problem]:
    """Yield links of the profile that lack “https://” (TT345)."""
    links: list[tuple[tuple[str, ...], str | None]] = [
        (("trang_web",), profile.website),
        (("cong_cap_tren",), profile.parent_portal),
        (("chuyen_muc", "dia_chi"), profile.section.address if profile.section else None),
        (("quy_che", "dia_chi"), profile.regulation.address if profile.regulation else None),
    ]
    for keys, text in links:
        yield from check_scheme(context, PROFILE, keys, key=keys[-1], text=text or "")


def _check_regulation_and_files(context: Context, profile: AgencyProfile) -> Iterator[Problem]:
    """Yield unknown contents of the regulation (TT349), and files of the profile that are not there."""
    locate, plan = context.loaded.locate, profile.disclosure_plan
    if profile.regulation:
        known = dict.fromkeys(
            content.id for pack in context.framework.packs for content in pack.regulation_contents
        )
        for number, text in enumerate(profile.regulation.contents):
            if text not in known:
                yield problem_with_choices(
                    rules.REGULATION_CONTENT,
                    locate(PROFILE, "quy_che", "noi_dung", number),
                    text=text,
                    hint=did_you_mean(text, known),
                    choices=known,
                )
    files = [
        (("quy_che", "tep"), profile.regulation.file if profile.regulation else None),
        (("ke_hoach_cong_khai", "tep"), plan.file if plan else None),
        *(
            (("bao_cao", number, "tep"), report.file)
            for number, report in enumerate(profile.reports)
        ),
    ]
    for keys, file in files:
        if file:
            yield from check_file(context, file, "tep", PROFILE, *keys)


def _check_declared_points(context: Context, profile: AgencyProfile) -> Iterator[Problem]:
    """Yield problems of a profile's declarations on points of the law.

    Of `khong_phat_sinh` (information of this point never arises here): the point is unknown (TT311),
    is a duty that always arises (TT336), or a row shows that it did arise (TT335). Of `phat_sinh`
    (it does arise): the point is unknown (TT311).
    """
    locate = context.loaded.locate
    framework = context.framework
    document = context.loaded.documents.get(PROFILE)
    rows = (row.record for row in context.loaded.rows)
    named = {text for record in rows if type(record) is Item for text in record.points}
    for number, entry in enumerate(profile.not_arising):
        text = entry.point
        if text and framework.point(text) is None and framework.obligation(text) is None:
            keys = ("khong_phat_sinh", number, "diem")
            yield unknown_point(framework, document, keys, key="diem", text=text)
        elif (duty := framework.obligation(text or "")) and not duty.may_not_arise:
            yield rules.ALWAYS_ARISES.at(
                locate(PROFILE, "khong_phat_sinh", number, "diem"),
                text=duty.id,
                title=duty.title,
                allowed=", ".join(
                    obligation.id
                    for obligation in framework.obligations
                    if obligation.may_not_arise
                ),
            )
        elif text and (other := _place_of_contradiction(context, text, named)):
            yield rules.DECLARED_BUT_THERE.at(
                locate(PROFILE, "khong_phat_sinh", number, "diem"), text=text, other=other
            )
    for number, text in enumerate(profile.arising):
        if framework.point(text) is None:
            place = ("phat_sinh", number)
            yield unknown_point(framework, document, place, key="phat_sinh", text=text)


def _is_same_point(first: LawPoint | None, second: LawPoint) -> bool:
    """Tell whether two points of law, or kinds of information under them, are the same.

    They are compared by identity, since comparing all their words is slow.
    """
    return first is not None and first[1] is second[1] and first[2] is second[2]


def _place_of_contradiction(context: Context, declared: str, named: Collection[str]) -> str:
    """Return the place of a row that contradicts “does not arise”: “muc.yml, dòng 12”; "" if none does.

    An item under the point contradicts it; a correction contradicts the duty about corrections.

    Args:
        context: The agency.
        declared: The point, kind or duty that is declared not to arise.
        named: Points and kinds as rows name them.
    """
    framework = context.framework
    point, duty = framework.point(declared), framework.obligation(declared)
    same = {text for text in named if point and _is_same_point(framework.point(text), point)}
    is_of_corrections = duty is not None and duty.is_of_corrections
    for row in context.loaded.rows if same or is_of_corrections else ():
        record = row.record
        if type(record) is Item:
            arose = not record.is_ended and not same.isdisjoint(record.points)
        else:
            arose = is_of_corrections and type(record) is Correction
        if arose:
            return f"{row.file}, dòng {context.loaded.locate(row.file, *row.keys).line}"
    return ""
