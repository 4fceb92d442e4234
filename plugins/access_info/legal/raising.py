"""The laws with what a jurisdiction checked: facts verified, kinds of information settled."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable
from typing import Any

from access_info.legal.citations import rests_on_another
from access_info.legal.framework import Framework
from access_info.legal.naming import (
    AnyFact,
    NamedFact,
    calendar_facts,
    changed_calendar,
    changed_pack,
    obligation_facts,
    pack_facts,
)
from access_info.legal.packs import LawPack
from access_info.legal.provisions import InformationKind
from access_info.model.jurisdiction import LawCheck
from access_info.model.verification import NOVELTY_RESULTS, FactCheck, Novelty, Verification


def facts_by_name(framework: Framework) -> dict[str, NamedFact]:
    """Map the name of every fact that a jurisdiction may check to the fact, in file order."""
    facts = [
        fact
        for pack in (*framework.packs, *framework.supplements)
        for fact in pack_facts(pack, framework.obligations)
    ]
    facts += obligation_facts(framework.obligations)
    facts += calendar_facts(framework.calendar.rules, framework.calendar.years.values())
    return {fact.name: fact for fact in facts}


def raised(framework: Framework, checks: Iterable[LawCheck], on: datetime.date) -> Framework:
    """Apply what a jurisdiction checked by a day to the laws.

    A check that adds nothing or is incomplete changes nothing; the room `checks` reports it.

    Args:
        framework: The laws as their packs have them.
        checks: `kiem_chung` of the jurisdiction.
        on: The day of judgement; a check of a later day is not yet made.
    """
    by_name: dict[str, LawCheck] = {}
    for check in checks:
        if check.fact and is_whole(check) and check.date is not None and check.date <= on:
            # Of two checks of one fact the later row is the mistake, as the room `checks` says.
            by_name.setdefault(check.fact, check)
    if not by_name:
        return framework

    def change(name: str, fact: Any) -> Any:  # noqa: ANN401 - any record of a fact
        check = by_name.get(name)
        return fact if check is None else _checked(fact, check)

    def pack_of(pack: LawPack) -> LawPack:
        whole = by_name.get(pack.id)
        done = changed_pack(pack, change)
        return done if whole is None else changed_pack(done, _by_the_whole(whole, pack))

    return dataclasses.replace(
        framework,
        packs=tuple(map(pack_of, framework.packs)),
        supplements=tuple(map(pack_of, framework.supplements)),
        obligations=tuple(
            change(fact.name, fact.fact) for fact in obligation_facts(framework.obligations)
        ),
        calendar=changed_calendar(framework.calendar, change),
    )


def is_whole(check: LawCheck) -> bool:
    """Tell whether a check says what was found, by whom, when and where."""
    return bool(check.result and check.role and check.date and check.act)


def raises(fact: AnyFact, result: str) -> bool:
    """Tell whether a result says more of a fact than its pack does, or confirms it."""
    if isinstance(fact, InformationKind):
        return fact.novelty is Novelty.UNCLEAR and result in NOVELTY_RESULTS
    if result in NOVELTY_RESULTS:
        return False
    return Verification(result).rank >= max(fact.verification.rank, Verification.COPY.rank)


def _checked(fact: Any, check: LawCheck) -> Any:  # noqa: ANN401 - any record of a fact
    result = check.result or ""
    if not raises(fact, result):
        return fact
    who = FactCheck.model_validate({"vai_tro": check.role, "ngay": check.date, "can_cu": check.act})
    if isinstance(fact, InformationKind):
        return fact.model_copy(update={"novelty": NOVELTY_RESULTS[result], "checked": who})
    changes: dict[str, Any] = {"verification": Verification(result), "checked": who}
    if isinstance(fact, LawPack):
        changes["note"] = None  # it says of the text as the pack has it how that was checked
    return fact.model_copy(update=changes)


def _by_the_whole(check: LawCheck, pack: LawPack) -> Any:  # noqa: ANN401 - a change of facts
    """Return a change that applies a check of the whole law to each fact read in a copy of it."""

    def change(name: str, fact: Any) -> Any:  # noqa: ANN401 - any record of a fact
        if name == pack.id or isinstance(fact, InformationKind):
            return fact
        is_read = fact.verification is Verification.COPY and fact.checked is None
        cited = getattr(fact, "citation", "")
        if not is_read or not cited or rests_on_another(cited, law_number=pack.number):
            return fact
        return _checked(fact, check)

    return change
