"""Check `_dia-ban.yml`, the settings of a jurisdiction, and `quoc-gia.yml`, those of a nation."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from access_info.checks import rules
from access_info.checks.law_places import unknown_point
from access_info.checks.profile import is_official_code
from access_info.checks.safety.standing import is_person
from access_info.checks.safety.violations import violations_in_documents
from access_info.legal import rules as legal_rules
from access_info.legal.calendar import MAX_PERIOD_DAYS
from access_info.legal.framework import Framework, adds_to, facts_by_name
from access_info.legal.naming import AnyFact
from access_info.legal.provisions import InformationKind
from access_info.loading.folders import JURISDICTION_FILE, bad_agency_id, is_agency_id
from access_info.model.fields import fields_of
from access_info.model.jurisdiction import (
    BLACK,
    EVERYTHING,
    MAX_COLUMNS,
    MAX_ROWS,
    MIN_CONTRAST,
    WHITE,
    Jurisdiction,
    LawCheck,
    PaperHeads,
    contrast,
    is_account,
    is_colour,
    readable,
)
from access_info.model.nation import Nation
from access_info.model.types import did_you_mean, is_web_address
from access_info.model.verification import NOVELTIES, NOVELTY_RESULTS, Verification
from access_info.problems import Problem
from access_info.source.documents import SourceDocument


def check_grid(
    settings: Jurisdiction, document: SourceDocument, agencies: frozenset[str]
) -> Iterator[Problem]:
    """Yield problems of the grid that shows the agencies as a map.

    Cells outside of it (TT357), two agencies in one cell (TT358), an agency with two cells (TT359),
    unknown agencies (TT312).

    Args:
        settings: The settings.
        document: Their file.
        agencies: Folder names of all agencies.
    """
    cells: dict[tuple[int, int], str] = {}
    seen: set[str] = set()
    for number, entry in enumerate(settings.grid):
        agency = entry.agency or ""
        if agency:
            yield from _agency(document, agency, agencies, "o_luoi", number, "co_quan")
        if agency and agency in seen:
            place = document.locate(("o_luoi", number, "co_quan"))
            yield rules.TWICE_IN_GRID.at(place, agency=agency)
        seen.add(agency)
        # A cell needs both numbers or neither.
        values = (("cot", entry.column, MAX_COLUMNS), ("hang", entry.row, MAX_ROWS))
        for key, value, most in values:
            if any(other is not None for _, other, _ in values) and not 1 <= (value or 0) <= most:
                keys = ("o_luoi", number, key) if value is not None else ("o_luoi", number)
                yield rules.GRID_NUMBER.at(document.locate(keys), agency=agency, key=key, most=most)
        if entry.place is not None:
            column, row = entry.place
            other = cells.setdefault(entry.place, agency)
            if other != agency:
                place = document.locate(("o_luoi", number, "cot"))
                yield rules.SAME_CELL.at(place, column=column, row=row, other=other, agency=agency)


def check_everyday_words(settings: Jurisdiction, document: SourceDocument) -> Iterator[Problem]:
    """Yield entries of `tu_dong_nghia` (everyday word → official word) of which a half is missing (TT339)."""
    for number, entry in enumerate(settings.everyday_words):
        missing = [
            f"“{key}”" for key, given in (("goi", entry.said), ("la", entry.meant)) if not given
        ]
        if missing:
            place = document.locate(("tu_dong_nghia", number))
            yield rules.HALF_A_SYNONYM.at(place, missing=", ".join(missing))


def check_law_checks(
    settings: Jurisdiction, document: SourceDocument, framework: Framework
) -> Iterator[Problem]:
    """Yield problems of `kiem_chung`, the notes of people who compared facts of our law packs with the law's text.

    A note names a fact that one before names (TT425) or that does not exist (TT421), lacks a field
    (TT424) or has an unfit result (TT422, TT423).
    """
    facts = facts_by_name(framework) if settings.law_checks else {}
    seen: dict[str, int] = {}
    for number, check in enumerate(settings.law_checks):
        place = document.locate(("kiem_chung", number, "ma"))
        name = check.fact or ""
        if name in seen:
            yield legal_rules.REPEATED_CHECK.at(place, id=name, line=seen[name])
            continue
        if name:
            seen[name] = place.line or 0
        yield from _check_fields(check, number, document)
        named_fact = facts.get(name)
        if named_fact is not None:
            yield from _check_result(named_fact.fact, check, number, document)
        elif name:
            yield legal_rules.UNKNOWN_FACT.at(place, id=name, hint=did_you_mean(name, facts))


def _check_fields(check: LawCheck, number: int, document: SourceDocument) -> Iterator[Problem]:
    """Yield a problem (TT424) for each field that a law check lacks; all are needed to repeat the check."""
    for doc in fields_of(LawCheck):
        if not getattr(check, doc.name):
            yield legal_rules.CHECK_INCOMPLETE.at(
                document.locate(("kiem_chung", number)),
                id=check.fact or f"thứ {number + 1}",
                key=doc.key,
                label=doc.label,
                example=doc.example,
            )


def _check_result(
    fact: AnyFact, check: LawCheck, number: int, document: SourceDocument
) -> Iterator[Problem]:
    """Yield the problem of a result that does not fit the fact (TT422), or says nothing new of it (TT423).

    A kind of information is found to be new in this law or not; any other fact is found right by a
    copy or by the official text.
    """
    result = check.result
    if not result:
        return
    place = document.locate(("kiem_chung", number, "gia_tri"))
    of_kind = isinstance(fact, InformationKind)
    if of_kind is not (result in NOVELTY_RESULTS):
        what = "một loại thông tin" if of_kind else "một điều của luật"
        choices = list(NOVELTY_RESULTS) if of_kind else list(Verification)[1:]
        yield legal_rules.UNFIT_RESULT.at(
            place, id=check.fact, what=what, value=result, choices=" hoặc ".join(choices)
        )
    elif not adds_to(fact, result):
        known = (
            NOVELTIES[fact.novelty]
            if isinstance(fact, InformationKind)
            else fact.verification.label
        )
        yield legal_rules.WITHOUT_EFFECT.at(place, id=check.fact, known=known, value=result)


def check_reviewers(settings: Jurisdiction, document: SourceDocument) -> Iterator[Problem]:
    """Yield names that cannot be accounts at the forge (TT851), and a lack of common reviewers (TT852).

    A common reviewer approves the files that belong to no agency.
    """
    for number, entry in enumerate(settings.reviewers):
        for index, account in enumerate(entry.accounts):
            if not is_account(account):
                place = document.locate(("nguoi_duyet", number, "tai_khoan", index))
                yield rules.BAD_ACCOUNT.at(place, text=account)
    if settings.reviewers and all(entry.agency != EVERYTHING for entry in settings.reviewers):
        yield rules.NO_COMMON_REVIEWER.at(document.locate(("nguoi_duyet",), key=True))


# A province has two digits and a commune five; districts, which are no more, had three.
_UNIT_CODE = re.compile(r"\d{2}|\d{3}|\d{5}", re.ASCII)


def check_jurisdiction(
    settings: Jurisdiction,
    document: SourceDocument | None,
    *,
    framework: Framework,
    agencies: frozenset[str],
) -> Iterator[Problem]:
    """Yield what is wrong with the values of `_dia-ban.yml`.

    Args:
        settings: The settings as read.
        document: Their file, or `None` if there is none.
        framework: The law.
        agencies: Folder names of all agencies.
    """
    if document is None:
        return
    yield from _check_safety(document)
    yield from _check_limits(settings, document)
    yield from check_colour(settings.main_colour, document)
    yield from _check_codes(settings, document)
    yield from _check_papers(settings, document)
    for number, assignment in enumerate(settings.assignments):
        text = assignment.point
        if text and framework.point(text) is None:
            keys = ("phan_cong", number, "diem")
            yield unknown_point(framework, document, keys, key="diem", text=text)
        for index, name in enumerate(assignment.agencies):
            yield from _agency(document, name, agencies, "phan_cong", number, "co_quan", index)
    for number, review in enumerate(settings.office_reviews):
        text = review.obligation
        if text and framework.obligation(text) is None:
            yield rules.UNKNOWN_DUTY.at(
                document.locate(("danh_gia", number, "nghia_vu")),
                text=text,
                hint=did_you_mean(text, [duty.id for duty in framework.obligations]),
            )
        if review.agency:
            yield from _agency(document, review.agency, agencies, "danh_gia", number, "co_quan")
    yield from check_grid(settings, document, agencies)
    yield from check_law_checks(settings, document, framework)
    yield from check_everyday_words(settings, document)
    for number, entry in enumerate(settings.reviewers):
        if entry.agency and entry.agency != EVERYTHING:
            yield from _agency(document, entry.agency, agencies, "nguoi_duyet", number, "co_quan")
    yield from check_reviewers(settings, document)
    for number, redirect in enumerate(settings.redirects):
        if redirect.old and not is_agency_id(redirect.old):
            place = document.locate(("chuyen_huong", number, "tu"))
            yield bad_agency_id(redirect.old, place)
        if redirect.new:
            yield from _agency(document, redirect.new, agencies, "chuyen_huong", number, "den")


def _check_safety(document: SourceDocument) -> Iterator[Problem]:
    """Yield what the secrecy gate finds in the settings.

    As nothing of them can be left out of a build, it stops the build.
    """
    for find in violations_in_documents({JURISDICTION_FILE: document}):
        # An error that withholds nothing stops the build.
        yield dataclasses.replace(find.problem(), withheld=None)


def check_colour(text: str | None, document: SourceDocument) -> Iterator[Problem]:
    """Yield the problem of a main colour: no colour (TT337) or too pale to read (TT338).

    The cure names the nearest colour that can be read.
    """
    if not text:
        return
    place = document.locate(("mau_chu_dao",))
    if not is_colour(text):
        yield rules.NO_COLOUR.at(place, text=text)
    elif (ratio := contrast(text, WHITE)) < MIN_CONTRAST:
        shown = f"{ratio:.1f}".replace(".", ",")
        nearest = readable(text, WHITE, BLACK)
        yield rules.PALE_COLOUR.at(place, text=text, ratio=shown, nearest=nearest)


def _check_codes(settings: Jurisdiction, document: SourceDocument) -> Iterator[Problem]:
    """Yield a problem for a wrongly shaped code of the jurisdiction: its identification (TT341), its unit (TT360)."""
    official, unit = settings.official_code, settings.unit_code
    if official and not is_official_code(official):
        yield rules.OFFICIAL_CODE.at(document.locate(("ma_dinh_danh",)), text=official)
    if unit and not _UNIT_CODE.fullmatch(unit):
        yield rules.UNIT_CODE.at(document.locate(("ma_don_vi_hanh_chinh",)), text=unit)


def _check_limits(settings: Jurisdiction, document: SourceDocument) -> Iterator[Problem]:
    """Yield the jurisdiction's own time limits that are too long to be meant (TT334)."""
    for number, limit in enumerate(settings.local_limits):
        if limit.value is not None and limit.value > MAX_PERIOD_DAYS:
            place = document.locate(("thoi_han_rieng", number, "gia_tri"))
            yield rules.LIMIT_TOO_LONG.at(place, value=limit.value, most=MAX_PERIOD_DAYS)


def _check_papers(settings: Jurisdiction, document: SourceDocument) -> Iterator[Problem]:
    """Yield names of persons in the heads of draft letters and reports (TT340).

    The drafts are public, so that heads name posts and bodies only.
    """
    papers = settings.papers or PaperHeads()
    heads = (
        ("cong_van_rieng", papers.to_one),
        ("cong_van_chung", papers.to_all),
        ("bao_cao", papers.report),
    )
    texts = (
        (("van_ban", paper, key, number), text)
        for paper, head in heads
        if head is not None
        for key, listed in (
            ("chuc_vu_ky", head.posts),
            ("kinh_gui", head.addressees),
            ("noi_nhan", head.recipients),
        )
        for number, text in enumerate(listed)
    )
    for keys, text in texts:
        if is_person(text):
            yield rules.PERSON_IN_PAPER.at(document.locate(keys), key=keys[2], text=text)


def _agency(
    document: SourceDocument, name: str, agencies: frozenset[str], *keys: str | int
) -> Iterator[Problem]:
    """Yield a problem (TT312) if a name in the settings is not the folder of an agency.

    Args:
        document: The file.
        name: The name as typed.
        agencies: Folder names of all agencies.
        keys: The path of the name in the file.
    """
    if name not in agencies:
        yield rules.UNKNOWN_AGENCY.at(
            document.locate(keys),
            key=str(next(key for key in reversed(keys) if isinstance(key, str))),
            text=name,
            hint=did_you_mean(name, agencies),
        )


_MAX_KEEP_DAYS = 366


def check_nation(nation: Nation, document: SourceDocument) -> Iterator[Problem]:
    """Yield what is wrong with the file of a nation: its colour, days to keep copies, members (TT371 to TT376)."""
    yield from check_colour(nation.main_colour, document)
    if not 1 <= nation.keep_days <= _MAX_KEEP_DAYS:
        place = document.locate(("giu_toi_da",))
        yield rules.BAD_KEEP_DAYS.at(place, days=nation.keep_days, most=_MAX_KEEP_DAYS)
    if not document.data.get("thanh_vien"):
        yield rules.NO_MEMBER.at(document.locate(("thanh_vien",)))
    codes, addresses = set[str](), set[str]()
    for number, member in enumerate(nation.members):
        place = document.locate(("thanh_vien", number, "ma"))
        if not _UNIT_CODE.fullmatch(member.code):
            yield rules.NO_UNIT_CODE.at(place, text=member.code)
        elif member.code in codes:
            yield rules.SAME_MEMBER.at(place, text=member.code)
        codes.add(member.code)
        place = document.locate(("thanh_vien", number, "dia_chi"))
        if not is_site_address(member.url):
            yield rules.BAD_ADDRESS.at(place, text=member.url)
        elif member.url in addresses:
            yield rules.SAME_ADDRESS.at(place, text=member.url)
        addresses.add(member.url)


def is_site_address(text: str) -> bool:
    """Tell whether a text is the address of a site over HTTPS, without password, query or fragment."""
    try:
        parts = urlsplit(text)
        host = parts.hostname if parts.port != 0 else None
    except ValueError:
        return False
    plain = parts.scheme == "https" and parts.username is None and not parts.query
    return bool(plain and host and not parts.fragment and is_web_address(text))
