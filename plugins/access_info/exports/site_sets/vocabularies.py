"""The codes of the sets beside the lists, each with its words: every code that a set may hold."""

from __future__ import annotations

from collections.abc import Mapping

from access_info.assessment import STATUSES
from access_info.exports.concepts import Concept
from access_info.legal.framework import Framework
from access_info.model.verification import NOVELTIES, VERIFICATIONS
from access_info.model.vocabularies import AGENCY_TYPES

# What a fact of a law is, as far as facts are a set of their own.
FACT_TYPES: Mapping[str, str] = {
    "luat": "Luật",
    "diem": "Điểm của luật",
    "loai-thong-tin": "Loại thông tin trong một điểm",
    "loai-co-dieu-kien": "Loại thông tin tiếp cận có điều kiện",
    "thoi-han": "Thời hạn",
    "can-cu-tu-choi": "Căn cứ từ chối",
    "nghia-vu": "Căn cứ của nghĩa vụ",
    "quy-dinh-them": "Quy định thêm của luật khác",
}
_PLAIN: Mapping[str, Mapping[str, str]] = {
    "classification": AGENCY_TYPES,
    "status": STATUSES,
    "verification": {key.value: words for key, words in VERIFICATIONS.items()},
    "novelty": {key.value: words for key, words in NOVELTIES.items()},
    "type": FACT_TYPES,
}


def coded(column: str, code: str, framework: Framework) -> Concept:
    """Return a code of a column as a concept; without a meaning, its own words.

    Args:
        column: The column's name.
        code: As the data has it.
        framework: The laws, for the words of what they lay down.
    """
    if column == "refusedByGround":
        law_and_ground = framework.refusal_ground(code)
        if law_and_ground is None:
            return {"prefLabel": code}
        law, ground = law_and_ground
        words = f"{ground.title} ({ground.citation} {law.short_name})"
        return {"notation": f"{law.id}-{ground.id}", "prefLabel": words}
    words = _PLAIN[column].get(code, "")
    return {"notation": code, "prefLabel": words} if words else {"prefLabel": code}


def site_vocabularies(
    name: str, framework: Framework, forms: Mapping[str, str]
) -> Mapping[str, Mapping[str, str]]:
    """Return, by column, all codes that a set may hold, each with its words.

    Args:
        name: The set's.
        framework: The laws.
        forms: Forms of disclosure by code.
    """
    packs = (*framework.packs, *framework.supplements)
    grounds = (coded("refusedByGround", ground, framework) for ground in _grounds(framework))
    duties = {item.id: item.title for item in framework.obligations}
    duties |= {rule.id: rule.title for pack in framework.supplements for rule in pack.extra_rules}
    by_set: Mapping[str, Mapping[str, Mapping[str, str]]] = {
        "co-quan": {"classification": AGENCY_TYPES},
        "thong-ke": {
            "refusedByGround": {each["notation"]: each["prefLabel"] for each in grounds},
        },
        "tinh-trang": {
            "obligation": duties,
            "status": STATUSES,
        },
        "dinh-chinh": {"disclosureForm": forms},
        "phap-luat": {
            "type": FACT_TYPES,
            "legislation": {pack.id: pack.full_name for pack in packs},
            "verification": _PLAIN["verification"],
            "novelty": _PLAIN["novelty"],
        },
    }
    return by_set[name]


def _grounds(framework: Framework) -> list[str]:
    return [f"{pack.id}-{ground.id}" for pack in framework.packs for ground in pack.refusal_grounds]
