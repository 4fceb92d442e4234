"""Packs as the files have them → packs as pages need them: ends and borrowed parts filled in."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from access_info.legal.consistency.packs import BORROWABLE
from access_info.legal.packs import Borrowing, Fact, LawPack, ProcedureForm
from access_info.model.verification import Verification

_DAY = datetime.timedelta(days=1)


def assemble(packs: Iterable[LawPack]) -> tuple[LawPack, ...]:
    """Sort laws by date; fill in each one's last day in force and what it borrows.

    A law says which older one it replaces; the older one's end follows, so that adding a law
    is adding one file.

    Args:
        packs: Laws that agree with one another.
    """
    done: dict[str, LawPack] = {}
    for pack in sorted(packs, key=lambda pack: (pack.in_force_from, pack.id)):
        if pack.replaces is not None:
            older = done[pack.replaces]
            ended = older.in_force_to or pack.in_force_from - _DAY
            done[older.id] = older.model_copy(
                update={"in_force_to": ended, "replaced_by": pack.number}
            )
        done[pack.id] = pack.model_copy(update=_borrowed(pack, done))
    return tuple(done.values())


def _borrowed(pack: LawPack, older: Mapping[str, LawPack]) -> dict[str, Any]:
    """Copy the parts that this law leaves to rules not yet found from an older law."""
    borrowed: dict[str, Any] = {}
    for borrowing in pack.borrows:
        for part in borrowing.parts:
            name = BORROWABLE[part]
            if not getattr(pack, name):
                facts: Sequence[Fact] = getattr(older[borrowing.law], name)
                borrowed[name] = tuple(_unverified(fact, borrowing) for fact in facts)
    return borrowed


def _unverified(fact: Fact, borrowing: Borrowing) -> Fact:
    changes: dict[str, Any] = {
        "verification": Verification.UNVERIFIED,
        "checked": None,
        "note": borrowing.note,
    }
    if isinstance(fact, ProcedureForm):
        changes["fields"] = tuple(
            item for item in fact.confirmed_fields if item.channel not in borrowing.without
        )
    return fact.model_copy(update=changes)
