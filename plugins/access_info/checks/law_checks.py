"""Checks of what a jurisdiction compared with the law's text (`kiem_chung` of `_dia-ban.yml`)."""

from __future__ import annotations

from collections.abc import Iterator

from access_info.legal import rules
from access_info.legal.framework import Framework, facts_by_name, raises
from access_info.legal.naming import AnyFact
from access_info.legal.provisions import InformationKind
from access_info.model.fields import fields_of
from access_info.model.jurisdiction import Jurisdiction, LawCheck
from access_info.model.types import did_you_mean
from access_info.model.verification import NOVELTIES, NOVELTY_RESULTS, Verification
from access_info.problems import Problem
from access_info.source import SourceDocument


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
            yield rules.REPEATED_CHECK.at(place, id=name, line=seen[name])
            continue
        if name:
            seen[name] = place.line or 0
        yield from _lacking(check, number, document)
        named_fact = facts.get(name)
        if named_fact is not None:
            yield from _result(named_fact.fact, check, number, document)
        elif name:
            yield rules.UNKNOWN_FACT.at(place, id=name, hint=did_you_mean(name, facts))


def _lacking(check: LawCheck, number: int, document: SourceDocument) -> Iterator[Problem]:
    for doc in fields_of(LawCheck):
        if not getattr(check, doc.name):
            yield rules.CHECK_INCOMPLETE.at(
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
        yield rules.UNFIT_RESULT.at(
            place, id=check.fact, what=what, value=result, choices=" hoặc ".join(choices)
        )
    elif not raises(fact, result):
        known = (
            NOVELTIES[fact.novelty]
            if isinstance(fact, InformationKind)
            else fact.verification.label
        )
        yield rules.WITHOUT_EFFECT.at(place, id=check.fact, known=known, value=result)
