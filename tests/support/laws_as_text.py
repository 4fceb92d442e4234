"""All that the laws hold as text to read: facts, counts, days, whom duties bind, which cases try them."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator

from assessment_cases import IMPOSSIBLE, assessment_cases

from access_info.assessment.findings import STATUSES, Status
from access_info.legal.framework import Framework
from access_info.legal.naming import NamedFact, calendar_facts, pack_facts, title_of
from access_info.legal.packs import LawPack
from access_info.legal.provisions import DutyPart
from access_info.model.fields import Record, fields_of
from access_info.model.vocabularies import AGENCY_TYPES

# They stand in the fact's line already, or are told apart below it.
_ELSEWHERE = {"ma", "ten", "can_cu", "da_kiem_chung", "ten_en", "ghi_chu", "ten_ngan"}
_ELSEWHERE |= {"chu", "loai", "viec"}


def laws_as_text(framework: Framework) -> str:
    """One line for each thing that somebody could add, change or take away."""
    lines: list[str] = []
    for pack in (*framework.packs, *framework.supplements):
        lines += [*_law(framework, pack), ""]
    lines += ["# Các nghĩa vụ", *_duties(framework), ""]
    lines += ["# Nghĩa vụ theo loại cơ quan và ngày", *_binding(framework), ""]
    lines += ["# Ca thử của từng nghĩa vụ (tests/cases/assessment)", *_tried(framework), ""]
    lines += ["# Lịch"]
    calendar = framework.calendar
    lines += map(_fact, calendar_facts(calendar.rules, calendar.years.values()))
    return "\n".join(lines) + "\n"


def _law(framework: Framework, pack: LawPack) -> Iterator[str]:
    until = f" đến {pack.in_force_to}" if pack.in_force_to else ""
    after = f", thay bởi {pack.replaced_by}" if pack.replaced_by else ""
    yield f"# {pack.id} {pack.slug}: {pack.full_name}"
    yield f"hiệu lực: từ {pack.in_force_from}{until}{after}; yêu cầu từ {pack.requests_from}"
    yield f"số điều: {pack.articles}; đối chiếu: {pack.verification}"
    facts = pack_facts(pack, framework.obligations)
    counts = Counter(str(fact.keys[0]) for fact in facts)
    kinds = Counter(str(kind.novelty) for _, kind in pack.kinds)
    yield "đếm: " + ", ".join(f"{name} {count}" for name, count in counts.items() if name != "ma")
    yield f"loại thông tin: {sum(kinds.values())} ({_counted(kinds)})"
    bases = Counter(basis.status for basis in pack.obligation_bases)
    yield f"nghĩa vụ theo tình trạng: {_counted(bases)}"
    for fact in facts[1:]:
        yield _fact(fact)
        if parts := getattr(fact.fact, "parts", ()):
            yield from map(_part, parts)


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items())) or "không"


def _fact(fact: NamedFact) -> str:
    checked = getattr(fact.fact, "verification", "")
    marks = [mark for mark in (fact.citation, str(checked)) if mark]
    title = fact.title if not fact.duty else title_of(fact.fact) if fact.law == "" else fact.duty
    return " | ".join([fact.name, title, *marks, *_rest(fact.fact)])


def _rest(record: Record) -> Iterator[str]:
    """The fields that differ from one kind of fact to the other."""
    for doc in fields_of(type(record)):
        value = getattr(record, doc.name)
        if doc.key in _ELSEWHERE or value in (None, (), "", False):
            continue
        if isinstance(value, tuple) and all(isinstance(text, str) for text in value):
            yield f"{doc.key}: {', '.join(value)}"
        elif doc.many and isinstance(value, tuple):
            yield f"{doc.key}: {len(value)}"
        elif not isinstance(value, Record):
            yield f"{doc.key}: {value}"


def _part(part: DutyPart) -> str:
    return "    " + " | ".join([part.title, *(text for text in _rest(part) if text)])


def _duties(framework: Framework) -> Iterator[str]:
    for duty in framework.obligations:
        binds = ", ".join(duty.binds)
        arise = " | được khai không phát sinh" if duty.may_not_arise else ""
        yield f"{duty.id} | {duty.title} | {binds} | {duty.verification}{arise}"
        yield from map(_part, duty.parts)


def _days(framework: Framework) -> list[datetime.date]:
    """The first and the last day of each law, and of each type of agency that it stops binding."""
    days: set[datetime.date] = set()
    for pack in framework.packs:
        days |= {pack.in_force_from, pack.in_force_from - datetime.timedelta(days=1)}
        ends = [scope.until for scope in pack.scope if scope.until is not None]
        days |= {day + datetime.timedelta(days=more) for day in ends for more in (0, 1)}
    return sorted(days)


def duties_binding(framework: Framework, agency_type: str, on: datetime.date) -> list[str]:
    """Ids of the duties of a type of agency under the law in force on a day, in file order."""
    law = framework.in_force(on)
    if not law.covers(on) or not law.binds(agency_type, on):
        return []
    bound = framework.obligations_of(law)
    return [duty.id for duty, _ in bound if duty.binds_type(agency_type)]


def _binding(framework: Framework) -> Iterator[str]:
    for type_ in AGENCY_TYPES:
        yield f"{type_}:"
        for day in _days(framework):
            duties = duties_binding(framework, type_, day)
            more = [pack.id for pack in framework.supplements_for(type_, day)]
            kinds = framework.in_force(day).suggested_kinds(type_)
            also = f"; thêm {', '.join(more)}" if more else ""
            yield f"    {day}: {len(duties)} ({_short(duties)}){also}; gợi ý {len(kinds)} loại"


def _short(ids: Iterable[str]) -> str:
    return " ".join(id_.removeprefix("OB-") for id_ in ids) or "không"


def _tried(framework: Framework) -> Iterator[str]:
    """What no case tries and no reason excuses reads `chưa có ca`: to be written, then taken in."""
    have = {
        (entry["luat"], entry["nghia_vu"], entry["tinh_trang"])
        for case in assessment_cases()
        for entry in case.expected
    }
    for law in framework.packs:
        for duty, _ in framework.obligations_of(law):
            never = [s for s in STATUSES if (duty.id, Status(s)) in IMPOSSIBLE]
            tried = [s for s in STATUSES if (law.id, duty.id, s) in have]
            left = [s for s in STATUSES if s not in {*never, *tried}]
            remarks = [f"có ca: {', '.join(tried) or 'không'}"]
            remarks += [f"không thể: {', '.join(never)}"] if never else []
            remarks += [f"CHƯA CÓ CA: {', '.join(left)}"] if left else []
            yield f"{law.id} {duty.id}: {'; '.join(remarks)}"
        unknown = {obligation.id for obligation in framework.obligations} - {
            obligation.id for obligation, _ in framework.obligations_of(law)
        }
        for id_ in sorted(unknown):
            mark = "có ca" if any((law.id, id_, s) in have for s in STATUSES) else "CHƯA CÓ CA"
            yield f"{law.id} {id_}: luật này không có; {mark}"
