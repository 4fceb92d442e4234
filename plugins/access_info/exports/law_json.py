"""A law as its pages tell it, for machines: each fact with its citation and how it was checked."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from access_info.legal.naming import NamedFact, pack_facts
from access_info.legal.packs import LawPack, Obligation
from access_info.legal.provisions import InformationKind
from access_info.model.verification import FactCheck


def law_json(law: LawPack, address: str, obligations: Iterable[Obligation]) -> bytes:
    """Write the facts of one law as a JSON file.

    Args:
        law: The law, with what the jurisdiction checked.
        address: The address of its page, absolute where the site knows its own.
        obligations: The duties of all laws, whose titles name what this law lays down.

    Returns:
        JSON; adding a key to it is no break.
    """
    whole, *facts = pack_facts(law, obligations)
    data = {
        "identifier": law.id,
        "name": law.full_name,
        "legislationIdentifier": law.number,
        "url": address,
        "inForceFrom": law.in_force_from.isoformat(),
        "inForceTo": law.in_force_to.isoformat() if law.in_force_to else None,
        **_checked(whole),
        "facts": [
            {
                "identifier": fact.name,
                "text": fact.title,
                **({"citation": fact.citation} if fact.citation else {}),
                **_checked(fact),
            }
            for fact in facts
        ],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _checked(fact: NamedFact) -> dict[str, Any]:
    """Return a fact's check: `verification`, or a kind of information's `novelty`, and by whom."""
    record = fact.fact
    if isinstance(record, InformationKind):
        fields: dict[str, Any] = {"novelty": record.novelty.value}
        if record.other_law:
            fields["otherLaw"] = record.other_law
    else:
        fields = {"verification": record.verification.value}
    return fields | ({"checked": _who(record.checked)} if record.checked else {})


def _who(check: FactCheck) -> dict[str, str]:
    day = check.date.isoformat() if check.date else ""
    return {"role": check.role or "", "date": day, "act": check.act or ""}
