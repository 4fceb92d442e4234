"""Checks of the province's own settings, `_dia-ban.yml`."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

from access_info.checks import rules
from access_info.checks.everyday_words import check_everyday_words
from access_info.checks.grid import check_grid
from access_info.checks.law_checks import check_law_checks
from access_info.checks.law_places import unknown_point
from access_info.checks.profile import is_official_code
from access_info.checks.profile_rules import OFFICIAL_CODE
from access_info.checks.reviewers import check_reviewers
from access_info.checks.safety.names import is_person
from access_info.checks.safety.values import violations_in_documents
from access_info.legal.deadlines import MOST_DAYS
from access_info.legal.framework import Framework
from access_info.loading.folders import JURISDICTION_FILE, bad_agency_id, is_agency_id
from access_info.model.colours import BLACK, LEAST_CONTRAST, WHITE, contrast, is_colour, readable
from access_info.model.declarations.suggestions import did_you_mean
from access_info.model.jurisdiction import EVERYTHING, Jurisdiction, PaperHeads
from access_info.problems import Problem
from access_info.source import SourceDocument

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
    elif (ratio := contrast(text, WHITE)) < LEAST_CONTRAST:
        shown = f"{ratio:.1f}".replace(".", ",")
        nearest = readable(text, WHITE, BLACK)
        yield rules.PALE_COLOUR.at(place, text=text, ratio=shown, nearest=nearest)


def _codes(settings: Jurisdiction, document: SourceDocument) -> Iterator[Problem]:
    """Warn of codes of the jurisdiction that are not shaped as such codes are."""
    official, unit = settings.official_code, settings.unit_code
    if official and not is_official_code(official):
        yield OFFICIAL_CODE.at(document.locate(("ma_dinh_danh",)), text=official)
    if unit and not _UNIT_CODE.fullmatch(unit):
        yield rules.UNIT_CODE.at(document.locate(("ma_don_vi_hanh_chinh",)), text=unit)


def _limits(settings: Jurisdiction, document: SourceDocument) -> Iterator[Problem]:
    for number, limit in enumerate(settings.local_limits):
        if limit.value is not None and limit.value > MOST_DAYS:
            place = document.locate(("thoi_han_rieng", number, "gia_tri"))
            yield rules.LIMIT_TOO_LONG.at(place, value=limit.value, most=MOST_DAYS)


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
