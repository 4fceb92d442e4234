"""Checks of `_dia-ban.yml`, the settings of a jurisdiction, and of `quoc-gia.yml`, those of a nation."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from access_info.checks import rules
from access_info.checks.law_places import unknown_point
from access_info.checks.profile import is_official_code
from access_info.checks.safety.standing import is_person
from access_info.checks.safety.violations import violations_in_documents
from access_info.legal import rules as legal_rules
from access_info.legal.calendar import MAX_PERIOD_DAYS
from access_info.legal.framework import Framework, facts_by_name, raises
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
from access_info.problems import Problem, Rule
from access_info.source import SourceDocument


def check_grid(
    settings: Jurisdiction, document: SourceDocument, agencies: frozenset[str]
) -> Iterator[Problem]:
    """Yield cells out of the grid, cells of two agencies and agencies with two cells.

    Args:
        settings: The jurisdiction.
        document: `_dia-ban.yml`, which can locate each value.
        agencies: Folder names of all agencies.
    """
    cells: dict[tuple[int, int], str] = {}
    seen: set[str] = set()
    for number, entry in enumerate(settings.grid):
        agency = entry.agency or ""
        place = document.locate(("o_luoi", number, "co_quan"))
        if agency and agency not in agencies:
            hint = did_you_mean(agency, agencies)
            yield rules.UNKNOWN_AGENCY.at(place, key="co_quan", text=agency, hint=hint)
        if agency and agency in seen:
            yield rules.TWICE_IN_GRID.at(place, agency=agency)
        seen.add(agency)
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
    """Check that each entry says what is said and what is meant."""
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
    """Yield law checks that name no fact, do not fit it, or cannot be checked again.

    Args:
        settings: The jurisdiction.
        document: `_dia-ban.yml`, which can locate each value.
        framework: The laws as their packs have them.
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
        yield from _lacking(check, number, document)
        named_fact = facts.get(name)
        if named_fact is not None:
            yield from _result(named_fact.fact, check, number, document)
        elif name:
            yield legal_rules.UNKNOWN_FACT.at(place, id=name, hint=did_you_mean(name, facts))


def _lacking(check: LawCheck, number: int, document: SourceDocument) -> Iterator[Problem]:
    for doc in fields_of(LawCheck):
        if not getattr(check, doc.name):
            yield legal_rules.CHECK_INCOMPLETE.at(
                document.locate(("kiem_chung", number)),
                id=check.fact or f"thứ {number + 1}",
                key=doc.key,
                label=doc.label,
                example=doc.example,
            )


def _result(
    fact: AnyFact, check: LawCheck, number: int, document: SourceDocument
) -> Iterator[Problem]:
    """Yield a result that does not fit the fact, or adds nothing to it."""
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
    elif not raises(fact, result):
        known = (
            NOVELTIES[fact.novelty]
            if isinstance(fact, InformationKind)
            else fact.verification.label
        )
        yield legal_rules.WITHOUT_EFFECT.at(place, id=check.fact, known=known, value=result)


def check_reviewers(settings: Jurisdiction, document: SourceDocument) -> Iterator[Problem]:
    """Check that forges know the accounts, and that somebody approves common files."""
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
    """Check the references of `_dia-ban.yml` to points, duties and agencies."""
    if document is None:
        return
    yield from _unsafe(document)
    yield from _limits(settings, document)
    yield from check_colour(settings.main_colour, document)
    yield from _codes(settings, document)
    yield from _papers(settings, document)
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


def _unsafe(document: SourceDocument) -> Iterator[Problem]:
    """Yield what the gate detects; nothing of the settings can be withheld, so it stops a build."""
    for find in violations_in_documents({JURISDICTION_FILE: document}):
        yield dataclasses.replace(find.problem(), withheld=None)


def check_colour(text: str | None, document: SourceDocument) -> Iterator[Problem]:
    """Refuse a main colour that letters cannot be read in or on, and name the nearest that passes.

    Args:
        text: The colour as typed, if one was.
        document: The file that says it.
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


def _codes(settings: Jurisdiction, document: SourceDocument) -> Iterator[Problem]:
    """Warn of codes of the jurisdiction that are not shaped as such codes are."""
    official, unit = settings.official_code, settings.unit_code
    if official and not is_official_code(official):
        yield rules.OFFICIAL_CODE.at(document.locate(("ma_dinh_danh",)), text=official)
    if unit and not _UNIT_CODE.fullmatch(unit):
        yield rules.UNIT_CODE.at(document.locate(("ma_don_vi_hanh_chinh",)), text=unit)


def _limits(settings: Jurisdiction, document: SourceDocument) -> Iterator[Problem]:
    for number, limit in enumerate(settings.local_limits):
        if limit.value is not None and limit.value > MAX_PERIOD_DAYS:
            place = document.locate(("thoi_han_rieng", number, "gia_tri"))
            yield rules.LIMIT_TOO_LONG.at(place, value=limit.value, most=MAX_PERIOD_DAYS)


def _papers(settings: Jurisdiction, document: SourceDocument) -> Iterator[Problem]:
    """Yield where a paper's head names a person: drafts lie open, and name posts and bodies."""
    papers = settings.papers or PaperHeads()
    heads = (
        ("cong_van_rieng", papers.to_one),
        ("cong_van_chung", papers.to_all),
        ("bao_cao", papers.report),
    )
    for paper, head in heads:
        for key, texts in (
            ("chuc_vu_ky", head.posts if head else ()),
            ("kinh_gui", head.addressees if head else ()),
            ("noi_nhan", head.recipients if head else ()),
        ):
            for number, text in enumerate(texts):
                if is_person(text):
                    place = document.locate(("van_ban", paper, key, number))
                    yield rules.PERSON_IN_PAPER.at(place, key=key, text=text)


def _agency(
    document: SourceDocument, name: str, agencies: frozenset[str], *keys: str | int
) -> Iterator[Problem]:
    if name not in agencies:
        yield rules.UNKNOWN_AGENCY.at(
            document.locate(keys),
            key=str(next(key for key in reversed(keys) if isinstance(key, str))),
            text=name,
            hint=did_you_mean(name, agencies),
        )


MOST_KEEP_DAYS = 366
# As in `_dia-ban.yml`.


def check_nation(nation: Nation, document: SourceDocument) -> Iterator[Problem]:
    """Check what the file of a nation says of it and of its members.

    Args:
        nation: The nation.
        document: Its file, which can locate each value.
    """
    yield from check_colour(nation.main_colour, document)
    if not 1 <= nation.keep_days <= MOST_KEEP_DAYS:
        place = document.locate(("giu_toi_da",))
        yield rules.BAD_KEEP_DAYS.at(place, days=nation.keep_days, most=MOST_KEEP_DAYS)
    if not document.data.get("thanh_vien"):
        yield rules.NO_MEMBER.at(document.locate(("thanh_vien",)))
    codes = [member.code for member in nation.members]
    yield from _each(document, "ma", codes, _is_code, (rules.NO_UNIT_CODE, rules.SAME_MEMBER))
    addresses = [member.url for member in nation.members]
    yield from _each(
        document, "dia_chi", addresses, is_site_address, (rules.BAD_ADDRESS, rules.SAME_ADDRESS)
    )


def is_site_address(text: str) -> bool:
    """Tell whether a text is the address of a site's root, reached by HTTPS."""
    try:
        parts = urlsplit(text)
        host = parts.hostname if parts.port != 0 else None
    except ValueError:
        return False
    plain = parts.scheme == "https" and parts.username is None and not parts.query
    return bool(plain and host and not parts.fragment and is_web_address(text))


def _is_code(text: str) -> bool:
    return bool(_UNIT_CODE.fullmatch(text))


def _each(
    document: SourceDocument,
    key: str,
    texts: list[str],
    is_good: Callable[[str], bool],
    broken: tuple[Rule, Rule],
) -> Iterator[Problem]:
    """Check one field of every member: its shape, and that no two have the same."""
    bad, same = broken
    seen: set[str] = set()
    for number, text in enumerate(texts):
        place = document.locate(("thanh_vien", number, key))
        if not is_good(text):
            yield bad.at(place, text=text)
        elif text in seen:
            yield same.at(place, text=text)
        seen.add(text)
