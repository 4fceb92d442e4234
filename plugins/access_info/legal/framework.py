"""Put all laws together: which one governs a day or a request, and what each id means.

Instances are frozen and can be pickled, so that worker processes can be given one.
"""

from __future__ import annotations

import dataclasses
import datetime
import functools
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from access_info.legal.calendar import Calendar
from access_info.legal.naming import (
    AnyFact,
    Change,
    NamedFact,
    calendar_facts,
    calendar_with_facts_exchanged,
    obligation_facts,
    pack_facts,
    pack_with_facts_exchanged,
)
from access_info.legal.packs import (
    BORROWABLE,
    DATA,
    LawPack,
    Obligation,
    ObligationBasis,
    ProcedureForm,
    RefusalGround,
    read_law_files,
)
from access_info.legal.provisions import (
    Borrowing,
    ConditionalKind,
    Fact,
    InformationKind,
    NamedList,
    Point,
    rests_on_another,
)
from access_info.model.jurisdiction import LawCheck
from access_info.model.verification import NOVELTY_RESULTS, FactCheck, Novelty, Verification
from access_info.problems import Problem, errors, in_order

# Packs as in their files become packs as pages need them, with last days and borrowed parts filled in.

_DAY = datetime.timedelta(days=1)


def assemble(packs: Iterable[LawPack]) -> tuple[LawPack, ...]:
    """Return the laws by date, each with its last day and with what it borrows from an older law.

    A law says which older one it replaces, and the older one then ends: so adding a law means
    adding one file.

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
        done[pack.id] = pack.model_copy(update=_borrowed_lists(pack, done))
    return tuple(done.values())


def _borrowed_lists(pack: LawPack, older: Mapping[str, LawPack]) -> dict[str, Any]:
    """Return the lists that a law takes from an older one while its own rules are not yet known.

    A list of its own that is not empty wins.
    """
    borrowed: dict[str, Any] = {}
    for borrowing in pack.borrows:
        for part in borrowing.parts:
            name = BORROWABLE[part]
            if not getattr(pack, name):
                facts: Sequence[Fact] = getattr(older[borrowing.law], name)
                borrowed[name] = tuple(_unverified(fact, borrowing) for fact in facts)
    return borrowed


def _unverified(fact: Fact, borrowing: Borrowing) -> Fact:
    """Return a borrowed fact marked as unverified, since nobody has checked it for the law that borrows it.

    Fields of a form for channels that the new law does not have are left out.
    """
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


F = TypeVar("F", ConditionalKind, RefusalGround)
LawPoint: TypeAlias = "tuple[LawPack, Point, InformationKind | None]"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Framework:
    """All law packs, duties and the calendar that the whole site uses.

    Attributes:
        packs: Access-to-information laws by date, at least one.
        supplements: Other laws that add rules for some types of agency, by date.
        obligations: The duties.
        calendar: Working days, with the jurisdiction's own days once they have been added.
    """

    packs: tuple[LawPack, ...]
    supplements: tuple[LawPack, ...]
    obligations: tuple[Obligation, ...]
    calendar: Calendar

    def in_force(self, on: datetime.date) -> LawPack:
        """Return the law in force on a day; for days before the first law, that one."""
        started = [pack for pack in self.packs if pack.in_force_from <= on]
        return started[-1] if started else self.packs[0]

    def for_request(self, filed: datetime.date) -> LawPack:
        """Return the law that governs a request filed on a day, even if it is answered under a later law."""
        for pack in reversed(self.packs):
            if filed >= pack.requests_from:
                return pack
        return self.packs[0]

    def pack(self, id_or_slug: str) -> LawPack | None:
        """Return a law by id (`l01`), slug (`luat-01-2026`) or number (`01/2026/QH16`), or `None`."""
        wanted = _comparable(id_or_slug)
        for pack in (*self.packs, *self.supplements):
            if wanted in {_comparable(pack.id), _comparable(pack.slug), _comparable(pack.number)}:
                return pack
        return None

    def supplements_for(self, agency_type: str, on: datetime.date) -> tuple[LawPack, ...]:
        """Return the further laws that bind a type of agency on a day, beyond the access-to-information law."""
        return tuple(
            pack for pack in self.supplements if pack.covers(on) and pack.binds(agency_type, on)
        )

    def point(self, id_: str) -> LawPoint | None:
        """Return (law, point, kind) for the id of a point or kind, or for a kind's alias; or `None`.

        An alias that several laws use always means that of the earliest law.
        """
        meaning = self._points.get(id_)
        return self._points.get(_comparable(id_)) if meaning is None else meaning

    def corresponding_points(self, id_: str, target_pack: LawPack) -> tuple[Point, ...]:
        """Return the points of another law that a point or kind corresponds to, by `tu_diem` of the packs.

        It goes from law to law in between: only neighbours are compared in the packs. A hint for people
        (our own comparison): nothing is moved by it.

        Args:
            id_: The id of the point or kind.
            target_pack: The other law, older or newer.
        """
        meaning = self.point(id_)
        if meaning is None:
            return ()
        pack, point, _ = meaning
        order = {other.id: number for number, other in enumerate(self.packs)}
        if pack.id not in order or target_pack.id not in order:
            return ()
        step = 1 if order[target_pack.id] > order[pack.id] else -1
        reached = {point.id}
        for number in range(order[pack.id], order[target_pack.id], step):
            newer = self.packs[max(number, number + step)]
            for other in newer.points:
                if step > 0 and reached.intersection(other.maps_from):
                    reached.add(other.id)
                elif step < 0 and other.id in reached:
                    reached.update(other.maps_from)
        return tuple(other for other in target_pack.points if other.id in reached)

    def obligation(self, id_: str) -> Obligation | None:
        """Return a duty by its id, such as `OB-01`; or `None`."""
        return self._obligations.get(_comparable(id_))

    def obligations_of(self, pack: LawPack) -> tuple[tuple[Obligation, ObligationBasis], ...]:
        """Return (duty, where the law lays it down) of every duty of a law, whoever is bound by it."""
        bases = {basis.id: basis for basis in pack.obligation_bases}
        return tuple((duty, bases[duty.id]) for duty in self.obligations if duty.id in bases)

    def conditional_kind(self, id_: str) -> tuple[LawPack, ConditionalKind] | None:
        """Return (law, kind) of conditional access by the kind's id, `d16k1` or `l01-d16k1`; or `None`."""
        return self._conditional_kinds.get(_comparable(id_))

    def refusal_ground(self, id_: str) -> tuple[LawPack, RefusalGround] | None:
        """Return (law, ground) by the id of a ground of refusal, `d27k3` or `l01-d27k3`; or `None`."""
        return self._refusal_grounds.get(_comparable(id_))

    @functools.cached_property
    def named_lists(self) -> tuple[NamedList, ...]:
        """The kinds of lists that any of the laws has published with people's names."""
        packs = (*self.packs, *self.supplements)
        return tuple(named for pack in packs for named in pack.named_lists)

    @functools.cached_property
    def _points(self) -> dict[str, LawPoint]:
        """What each id of a point or kind means; and each alias, in the earliest law, unless it is an id."""
        index: dict[str, LawPoint] = {}
        for pack in self.packs:
            for point in pack.points:
                index[_comparable(point.id)] = pack, point, None
            for point, kind in pack.kinds:
                index[_comparable(kind.id)] = pack, point, kind
        for pack in self.packs:
            for point, kind in pack.kinds:
                index.setdefault(_comparable(kind.alias), (pack, point, kind))
        return index

    @functools.cached_property
    def _obligations(self) -> dict[str, Obligation]:
        """The duties by id; of two with one id, the first."""
        return {_comparable(item.id): item for item in reversed(self.obligations)}

    @functools.cached_property
    def _conditional_kinds(self) -> dict[str, tuple[LawPack, ConditionalKind]]:
        """The kinds of conditional access, with their laws, by id."""
        return _by_id((pack, kind) for pack in self.packs for kind in pack.conditional_kinds)

    @functools.cached_property
    def _refusal_grounds(self) -> dict[str, tuple[LawPack, RefusalGround]]:
        """The grounds of refusal, with their laws, by id."""
        return _by_id((pack, ground) for pack in self.packs for ground in pack.refusal_grounds)


def load_framework(extra: Path | None = None) -> tuple[Framework | None, list[Problem]]:
    """Read the law packs and put them together.

    A test proves that our own packs agree with one another; those of a further folder are checked
    here.

    Args:
        extra: A further folder whose files add laws, or replace files of the same name.

    Returns:
        The framework, or `None` if any file has an error; and all problems, in order.
    """
    files = read_law_files([DATA] if extra is None else [DATA, extra])
    problems = list(files.problems)
    if extra is not None and not errors(problems):
        from access_info.legal.consistency import check_law_files  # noqa: PLC0415 - for these alone

        problems += check_law_files(files, extra.as_posix())
    problems = in_order(problems)
    if errors(problems) or files.calendar is None or files.obligations is None:
        return None, problems
    packs = assemble([read.record for read in files.packs])
    framework = Framework(
        packs=tuple(pack for pack in packs if pack.role == "chinh"),
        supplements=tuple(pack for pack in packs if pack.role != "chinh"),
        obligations=files.obligations.record.obligations,
        calendar=Calendar(
            rules=files.calendar.record.rules,
            years={table.year: table for table in files.calendar.record.years},
        ),
    )
    return framework, problems


def _by_id(facts: Iterable[tuple[LawPack, F]]) -> dict[str, tuple[LawPack, F]]:
    """Return (law, fact) by the fact's id, with and without the law's id before it; the earliest law wins."""
    index: dict[str, tuple[LawPack, F]] = {}
    for pack, fact in facts:
        index.setdefault(_comparable(f"{pack.id}-{fact.id}"), (pack, fact))
        index.setdefault(_comparable(fact.id), (pack, fact))
    return index


def _comparable(text: str) -> str:
    """Return an id as ids are compared: composed characters, no blanks around, lower case."""
    return unicodedata.normalize("NFC", text).strip().casefold()


# The laws with what a jurisdiction checked: facts verified, kinds of information settled.


def facts_by_name(framework: Framework) -> dict[str, NamedFact]:
    """Return every fact that a jurisdiction may check, by its name, in the order of the files."""
    facts = [
        fact
        for pack in (*framework.packs, *framework.supplements)
        for fact in pack_facts(pack, framework.obligations)
    ]
    facts += obligation_facts(framework.obligations)
    facts += calendar_facts(framework.calendar.rules, framework.calendar.years.values())
    return {fact.name: fact for fact in facts}


def raised(framework: Framework, checks: Iterable[LawCheck], on: datetime.date) -> Framework:
    """Return the laws with those facts marked as checked that a jurisdiction had checked by a day.

    A check that adds nothing or is incomplete changes nothing; `checks` reports it.

    Args:
        framework: The laws as in their packs.
        checks: `kiem_chung` of the jurisdiction.
        on: The day of judgement; later checks do not count yet.
    """
    by_name: dict[str, LawCheck] = {}
    for check in checks:
        is_due = check.date is not None and check.date <= on
        if is_due and check.fact and check.result and check.role and check.act:
            # Of two checks of one fact the first counts; `checks` reports the other.
            by_name.setdefault(check.fact, check)
    if not by_name:
        return framework

    def change(name: str, fact: Any) -> Any:  # noqa: ANN401 - any record of a fact
        """Return a fact with its check, if it has one."""
        check = by_name.get(name)
        return fact if check is None else _with_check(fact, check)

    def checked_pack(pack: LawPack) -> LawPack:
        """Return a pack with its checks: first those of single facts, then that of the law as a whole."""
        of_law = by_name.get(pack.id)
        checked = pack_with_facts_exchanged(pack, change)
        return (
            checked
            if of_law is None
            else pack_with_facts_exchanged(checked, _change_by_law(of_law, pack))
        )

    return dataclasses.replace(
        framework,
        packs=tuple(map(checked_pack, framework.packs)),
        supplements=tuple(map(checked_pack, framework.supplements)),
        obligations=tuple(
            change(fact.name, fact.fact) for fact in obligation_facts(framework.obligations)
        ),
        calendar=calendar_with_facts_exchanged(framework.calendar, change),
    )


def adds_to(fact: AnyFact, result: str) -> bool:
    """Tell whether the result of a check says more about a fact than its pack does, or confirms it.

    “Not verified” never does; a kind of information can only be settled where the pack leaves it open.
    """
    if isinstance(fact, InformationKind):
        return fact.novelty is Novelty.UNCLEAR and result in NOVELTY_RESULTS
    if result in NOVELTY_RESULTS:
        return False
    return Verification(result).rank >= max(fact.verification.rank, Verification.COPY.rank)


def _with_check(fact: Any, check: LawCheck) -> Any:  # noqa: ANN401 - any record of a fact
    """Return a fact with the result of a check and who made it; the fact itself if the check adds nothing."""
    result = check.result or ""
    if not adds_to(fact, result):
        return fact
    who = FactCheck.model_validate({"vai_tro": check.role, "ngay": check.date, "can_cu": check.act})
    if isinstance(fact, InformationKind):
        return fact.model_copy(update={"novelty": NOVELTY_RESULTS[result], "checked": who})
    changes: dict[str, Any] = {"verification": Verification(result), "checked": who}
    if isinstance(fact, LawPack):
        changes["note"] = None  # it says of the text as the pack has it how that was checked
    return fact.model_copy(update=changes)


def _change_by_law(check: LawCheck, pack: LawPack) -> Change:
    """Return the change of facts that the check of a law as a whole makes.

    It marks each fact of the law that was read in a copy and that nobody has checked by itself, but none
    that cites another instrument too, whose text was not compared.

    Args:
        check: The check of the law.
        pack: The law as in its pack.
    """

    def change(name: str, fact: Any) -> Any:  # noqa: ANN401 - any record of a fact
        """Return a fact with the check of the law, if that covers it."""
        if name == pack.id or isinstance(fact, InformationKind):
            return fact
        is_read = fact.verification is Verification.COPY and fact.checked is None
        cited = getattr(fact, "citation", "")
        if not is_read or not cited or rests_on_another(cited, law_number=pack.number):
            return fact
        return _with_check(fact, check)

    return change
