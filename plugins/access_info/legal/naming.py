"""Give every fact of the laws a name, by which a jurisdiction can note that it has checked the fact.

The name is the fact's `ma` with the law's id before it; where a list has words for ids (channels,
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
# An id that begins with that of its law: “l01-…”.
_WITH_LAW = re.compile(r"l\d+-")
# Lists whose ids are words that other lists may use too.
_LISTS_WITH_WORDS_AS_IDS = frozenset(
    {
        *("pham_vi", "van_ban_huong_dan", "hinh_thuc", "kenh", "bieu_mau", "chuyen_muc"),
        *("quy_che", "dong_danh_muc", "thu_tuc", "nghia_vu", "neu_ten"),
    }
)


@dataclasses.dataclass(frozen=True, slots=True)
class NamedFact:
    """A fact of the law with the name by which a jurisdiction refers to it.

    Attributes:
        name: The name, as used in `kiem_chung` of a jurisdiction.
        fact: The fact.
        law: Id of the fact's pack; "" for duties and days off, which belong to no pack.
        keys: The keys that lead to the fact's id in its file.
        duty: The duty in words, for a fact that only says where a law lays the duty down; else "".
    """

    name: str
    fact: AnyFact
    law: str
    keys: Keys = ()
    duty: str = ""

    @property
    def id_in_file(self) -> str:
        """Its id as typed in its file, which may be shorter than its name."""
        return str(getattr(self.fact, "id", "") or getattr(self.fact, "year", self.name))

    @property
    def title(self) -> str:
        """Its content in a few words."""
        return f"Căn cứ của nghĩa vụ “{self.duty}”" if self.duty else title_of(self.fact)

    @property
    def citation(self) -> str:
        """The article, clause or point that says it; "" for none."""
        return str(getattr(self.fact, "citation", ""))


def title_of(fact: AnyFact) -> str:
    """Return the content of a fact in a few words, from the first of some fields that it has."""
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
    """Return every fact of a pack that has a name; the law as a whole is the first.

    Args:
        pack: The pack.
        obligations: The duties; their titles stand in `nghia-vu.yml`, not in the pack.
    """
    duties = {duty.id: duty.title for duty in obligations}
    facts = [NamedFact(pack.id, pack, pack.id, ("ma",))]

    def note(key: str, keys: Keys, record: Any) -> Any:  # noqa: ANN401 - any record of a fact
        """Note a fact that has a name, and leave the record as it is."""
        name = _fact_name(pack.id, key, record)
        if name:
            is_basis = isinstance(record, ObligationBasis)
            duty = duties.get(record.id, record.id) if is_basis else ""
            facts.append(NamedFact(name, record, pack.id, (*keys, "ma"), duty))
        return record

    _with_facts_exchanged(pack, "", (), note)
    return tuple(facts)


def calendar_facts(rules: CountingRules, years: Iterable[YearTable]) -> Iterator[NamedFact]:
    """Yield the rules of counting days and the tables of years as named facts."""
    for doc in fields_of(CountingRules):
        rule = getattr(rules, doc.name)
        if rule is not None and rule.id:
            yield NamedFact(f"{CALENDAR}-{rule.id}", rule, "", ("quy_tac", doc.key, "ma"))
    for index, table in enumerate(years):
        yield NamedFact(f"{CALENDAR}-{table.year}", table, "", ("nam", index, "nam"))


def calendar_with_facts_exchanged(calendar: Calendar, change: Change) -> Calendar:
    """Return a calendar with each rule and each year's table replaced by what `change` returns for it.

    So the jurisdiction's own checks of these facts are noted in the calendar.

    Args:
        calendar: The calendar.
        change: (the fact's name, the fact) → the fact to stand there instead, or the same.
    """
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
    """Yield each duty as a named fact; what can be checked of it is whom it binds."""
    for index, item in enumerate(obligations):
        yield NamedFact(item.id, item, "", ("nghia_vu", index, "ma"))


def pack_with_facts_exchanged(pack: LawPack, change: Change) -> LawPack:
    """Return a pack with each named fact replaced by what `change` returns for it.

    Args:
        pack: The pack.
        change: (name, fact) → the new fact.
    """

    def exchange(key: str, _: Keys, record: Any) -> Any:  # noqa: ANN401 - any record of a fact
        """Return the new fact for one that has a name."""
        name = _fact_name(pack.id, key, record)
        return change(name, record) if name else record

    changed: LawPack = _with_facts_exchanged(change(pack.id, pack), "", (), exchange)
    return changed


def _with_facts_exchanged(
    record: R, key: str, keys: Keys, change: Callable[[str, Keys, Any], Any]
) -> Any:  # noqa: ANN401
    """Return a record in which all facts below it, and then itself, are replaced by what `change` returns.

    Args:
        record: The record.
        key: The key of the pack's list that holds the record; "" for the pack.
        keys: The keys that lead to the record in the file.
        change: (list's key, keys, fact) → the new fact.
    """
    updates: dict[str, Any] = {}
    for doc in fields_of(type(record)):
        value = getattr(record, doc.name)
        if not value or doc.record is None or not _is_fact(doc.record):
            continue
        at = (*keys, doc.key)
        if doc.many:
            new = tuple(
                _with_facts_exchanged(fact, key or doc.key, (*at, index), change)
                for index, fact in enumerate(value)
            )
            if any(before is not after for before, after in zip(value, new, strict=True)):
                updates[doc.name] = new
        elif (changed := _with_facts_exchanged(value, key or doc.key, at, change)) is not value:
            updates[doc.name] = changed
    record = record.model_copy(update=updates) if updates else record
    return change(key, keys, record) if key else record


def _is_fact(record: type[Record]) -> bool:
    """Tell whether a class of records is of facts, which can be checked."""
    return issubclass(record, Fact | Instrument | InformationKind)


def _fact_name(law: str, key: str, record: Record) -> str:
    """Return the name of a fact; "" if it has no id in its file.

    Args:
        law: Id of the pack.
        key: The key of the pack's list that holds it.
        record: The fact.
    """
    id_ = str(getattr(record, "id", None) or "")
    if isinstance(record, Costs):
        id_ = "chi-phi"
    if not id_ or _WITH_LAW.match(id_):
        return id_
    middle = f"{key.replace('_', '-')}-" if key in _LISTS_WITH_WORDS_AS_IDS else ""
    return f"{law}-{middle}{id_}"
