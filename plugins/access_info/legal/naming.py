"""Names for every fact of the laws, by which a jurisdiction can say that it checked one.

A fact's name is its `ma`, with the law's id before it; where a list has words for ids (channels,
forms, duties), the list's name is put between them: `l01-d23k3`, `l01-kenh-buu-chinh`.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias, TypeVar

from access_info.legal.calendar import Calendar
from access_info.legal.packs import (
    Costs,
    CountingRules,
    LawPack,
    Obligation,
    ObligationBasis,
    YearTable,
)
from access_info.legal.provisions import AgencyScope, Fact, InformationKind, Instrument, NamedList
from access_info.model.fields import Record, fields_of
from access_info.model.vocabularies import AGENCY_TYPES

R = TypeVar("R", bound=Record)
AnyFact: TypeAlias = "Fact | Instrument | InformationKind | LawPack | Obligation"
Change: TypeAlias = Callable[[str, Any], Any]
Keys: TypeAlias = tuple[str | int, ...]

CALENDAR = "lich"
# An id that says itself which law is meant.
_OF_A_LAW = re.compile(r"l\d+-")
# Lists whose ids are words that other lists may use too.
_WORDED = frozenset(
    {
        *("pham_vi", "van_ban_huong_dan", "hinh_thuc", "kenh", "bieu_mau", "chuyen_muc"),
        *("quy_che", "dong_danh_muc", "thu_tuc", "nghia_vu", "neu_ten"),
    }
)


@dataclasses.dataclass(frozen=True, slots=True)
class NamedFact:
    """A fact of the law with the name that a jurisdiction gives it.

    Attributes:
        name: The name that `kiem_chung` of a jurisdiction uses.
        fact: The fact.
        law: Id of the fact's pack, or "" (duties, days off).
        keys: The keys that lead to the fact's id in its file.
        duty: The duty in words, of a fact that says only where a law lays it down; else "".
    """

    name: str
    fact: AnyFact
    law: str
    keys: Keys = ()
    duty: str = ""

    @property
    def id_in_file(self) -> str:
        """Its id as its file has it."""
        return str(getattr(self.fact, "id", "") or getattr(self.fact, "year", self.name))

    @property
    def title(self) -> str:
        """What it says, in short."""
        return f"Căn cứ của nghĩa vụ “{self.duty}”" if self.duty else title_of(self.fact)

    @property
    def citation(self) -> str:
        """Where the law says it, or ""."""
        return str(getattr(self.fact, "citation", ""))


def title_of(fact: AnyFact) -> str:
    """Return what a fact says, in short."""
    if isinstance(fact, LawPack):
        return fact.full_name
    if isinstance(fact, AgencyScope):
        return f"Áp dụng cho {AGENCY_TYPES[fact.type]}"
    if isinstance(fact, NamedList):
        return f"Danh sách được nêu tên: {fact.title}"
    for name in ("title", "what", "label", "actual"):
        words = getattr(fact, name, None)
        if words:
            return str(words)
    return f"Ngày nghỉ năm {getattr(fact, 'year', '')}"


def pack_facts(pack: LawPack, obligations: Iterable[Obligation] = ()) -> tuple[NamedFact, ...]:
    """Return every fact of a pack that has a name, the law itself first.

    Args:
        pack: The pack.
        obligations: The duties, whose titles are in `nghia-vu.yml`.
    """
    duties = {duty.id: duty.title for duty in obligations}
    facts = [NamedFact(pack.id, pack, pack.id, ("ma",))]

    def note(key: str, keys: Keys, record: Any) -> Any:  # noqa: ANN401 - any record of a fact
        name = _fact_name(pack.id, key, record)
        if name:
            duty = ""
            if isinstance(record, ObligationBasis):
                duty = duties.get(record.id, record.id)
            facts.append(NamedFact(name, record, pack.id, (*keys, "ma"), duty))
        return record

    _exchange_facts(pack, "", (), note)
    return tuple(facts)


def calendar_facts(rules: CountingRules, years: Iterable[YearTable]) -> Iterator[NamedFact]:
    """Yield the rules of counting and the years' tables as named facts."""
    for doc in fields_of(CountingRules):
        rule = getattr(rules, doc.name)
        if rule is not None and rule.id:
            yield NamedFact(f"{CALENDAR}-{rule.id}", rule, "", ("quy_tac", doc.key, "ma"))
    for index, table in enumerate(years):
        yield NamedFact(f"{CALENDAR}-{table.year}", table, "", ("nam", index, "nam"))


def changed_calendar(calendar: Calendar, change: Change) -> Calendar:
    """Return a calendar with each rule and each year exchanged for what `change` returns."""
    rules = {
        doc.name: change(f"{CALENDAR}-{rule.id}", rule)
        for doc in fields_of(CountingRules)
        if (rule := getattr(calendar.rules, doc.name)) is not None and rule.id
    }
    return dataclasses.replace(
        calendar,
        rules=calendar.rules.model_copy(update=rules),
        years={year: change(f"{CALENDAR}-{year}", table) for year, table in calendar.years.items()},
    )


def obligation_facts(obligations: Iterable[Obligation]) -> Iterator[NamedFact]:
    """Yield each duty as a named fact: whom the duty binds."""
    for index, item in enumerate(obligations):
        yield NamedFact(item.id, item, "", ("nghia_vu", index, "ma"))


def changed_pack(pack: LawPack, change: Change) -> LawPack:
    """Return a pack with each named fact exchanged for what `change` returns.

    Args:
        pack: The pack.
        change: Name and fact → the new fact.
    """

    def exchange(key: str, _: Keys, record: Any) -> Any:  # noqa: ANN401 - any record of a fact
        name = _fact_name(pack.id, key, record)
        return change(name, record) if name else record

    changed: LawPack = _exchange_facts(change(pack.id, pack), "", (), exchange)
    return changed


def _exchange_facts(
    record: R, key: str, keys: Keys, change: Callable[[str, Keys, Any], Any]
) -> Any:  # noqa: ANN401
    """Return a record in which every fact, and then the record, is exchanged for what `change` returns.

    Args:
        record: The record.
        key: The key of the pack's list that holds the record; "" for the pack.
        keys: The keys that lead to the record in the file.
        change: List's key, keys and fact → the new fact.
    """
    updates: dict[str, Any] = {}
    for doc in fields_of(type(record)):
        value = getattr(record, doc.name)
        if not value or doc.record is None or not _is_fact(doc.record):
            continue
        at = (*keys, doc.key)
        if doc.many:
            new = tuple(
                _exchange_facts(fact, key or doc.key, (*at, index), change)
                for index, fact in enumerate(value)
            )
            if any(before is not after for before, after in zip(value, new, strict=True)):
                updates[doc.name] = new
        elif (changed := _exchange_facts(value, key or doc.key, at, change)) is not value:
            updates[doc.name] = changed
    record = record.model_copy(update=updates) if updates else record
    return change(key, keys, record) if key else record


def _is_fact(record: type[Record]) -> bool:
    return issubclass(record, Fact | Instrument | InformationKind)


def _fact_name(law: str, key: str, record: Record) -> str:
    """Return the name of a fact; "" if its file gives it no id."""
    id_ = str(getattr(record, "id", None) or "")
    if isinstance(record, Costs):
        id_ = "chi-phi"
    if not id_ or _OF_A_LAW.match(id_):
        return id_
    middle = f"{key.replace('_', '-')}-" if key in _WORDED else ""
    return f"{law}-{middle}{id_}"
