"""Apply waivers: who may let one rule of the gate pass for one row, and until when."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum, auto

from access_info.checks import rules as other_rules
from access_info.checks.context import Context, attachment_path
from access_info.checks.safety import rules
from access_info.checks.safety.detections import GateViolation
from access_info.checks.safety.standing import publishes_names
from access_info.loading import Row
from access_info.loading.folders import PROFILE
from access_info.model.as_of import AsOf
from access_info.model.items import Waiver
from access_info.model.types import did_you_mean, vn_date
from access_info.problems import Location, Problem, Rule, Withheld, rules_of

_ABOUT_WAIVERS = (
    *(rules.NOT_WAIVABLE, rules.INCOMPLETE_WAIVER, rules.UNKNOWN_RULE),
    *(rules.LAPSED_WAIVER, rules.UNUSED_WAIVER),
)
# A state secret is made public by declassifying it, never by a note in data (Law 117/2025/QH15).
_NEVER_WAIVED = (rules.SECRET, rules.RECALLED)
_GATE: dict[str, Rule] = {rule.code: rule for rule in rules_of(rules) if rule not in _ABOUT_WAIVERS}
# Fields of a waiver that have to be filled: (key in YAML, attribute).
_NEEDED = (("vai_tro", "role"), ("ngay", "date"), ("ly_do", "reason"), ("het_han", "expires"))


class _State(Enum):
    """Whether a waiver holds on the day: yes, no longer, or not yet."""

    VALID = auto()
    LAPSED = auto()
    NOT_YET = auto()


@dataclasses.dataclass(eq=False)
class _CompleteWaiver:
    """A waiver with all its fields, for one rule and one row.

    Attributes:
        rule: The rule that it lets pass.
        waiver: The waiver as typed.
        row: The row that it stands in.
        location: Where it stands.
        expiry: Where its last day stands.
        used: Whether a violation was there that it lets pass.
    """

    rule: Rule
    waiver: Waiver
    row: Withheld
    location: Location
    expiry: Location
    used: bool = False

    def state(self, as_of: AsOf) -> _State:
        """Return whether the waiver holds on the day.

        Asked only of waivers that are needed, since `as_of` notes until when an answer is right.
        """
        date, expires = self.waiver.date, self.waiver.expires
        if date is None or expires is None or not as_of.reached(date):
            return _State.NOT_YET
        return _State.LAPSED if as_of.passed(expires) else _State.VALID


def judge(context: Context, violations: Sequence[GateViolation], as_of: AsOf) -> Iterator[Problem]:
    """Yield a problem for each violation that no waiver lets pass, and for what is wrong with waivers.

    An attachment needs a waiver in every row that names it. A violation with a lapsed waiver gives
    TT638 in place of its own problem, once for each waiver and file or row; unused waivers (TT639)
    come last.

    Args:
        context: The agency.
        violations: What the gate has found.
        as_of: The day.
    """
    if not violations and not any(
        "mien_tru" in document.text for document in context.loaded.documents.values()
    ):
        return
    held, problems = _read(context)
    yield from problems
    owners = _rows_naming_attachments(context)
    lapsed: dict[tuple[Location, Withheld], tuple[_CompleteWaiver, GateViolation]] = {}
    for violation in violations:
        rows = (
            owners.get(violation.target.file, ())
            if violation.target.file.startswith("tep/")
            else (violation.target,)
        )
        waivers = [held.get((row, violation.rule.code)) for row in rows]
        for waiver in filter(None, waivers):
            waiver.used = True
        states = {waiver: waiver.state(as_of) for waiver in filter(None, waivers)}
        if not rows or None in waivers or _State.NOT_YET in states.values():
            yield violation.problem()
            continue
        late = next((waiver for waiver in states if states[waiver] is _State.LAPSED), None)
        if late is not None:
            lapsed.setdefault((late.location, violation.target), (late, violation))
    for late, violation in lapsed.values():
        yield _lapsed_problem(late, violation)
    for held_waiver in held.values():
        if not held_waiver.used:
            yield rules.UNUSED_WAIVER.at(held_waiver.location, text=held_waiver.rule.code)


def _lapsed_problem(held: _CompleteWaiver, violation: GateViolation) -> Problem:
    """Return the problem of a waiver that has lapsed; what it let pass is withheld again."""
    expires = held.waiver.expires
    file = violation.target.file
    problem = rules.LAPSED_WAIVER.at(
        held.expiry,
        text=held.rule.code,
        day=vn_date(expires) if expires else "",
        what=f"tệp {file.removeprefix('tep/')}" if file.startswith("tep/") else "mục này",
        detected=f"{violation.where}: {violation.text}" if violation.text else violation.where,
    )
    return dataclasses.replace(problem, withheld=violation.target)


def _read(context: Context) -> tuple[dict[tuple[Withheld, str], _CompleteWaiver], list[Problem]]:
    """Return (row, code of the rule) → complete waiver, and the problems of the other waivers."""
    held: dict[tuple[Withheld, str], _CompleteWaiver] = {}
    problems: list[Problem] = []
    for row, keys, record in context.records():
        for number, waiver in enumerate(record.waivers):
            place = (*keys, "mien_tru", number)
            held_waiver = _complete_waiver(context, row, place, waiver, problems)
            if held_waiver is not None:
                held.setdefault((held_waiver.row, held_waiver.rule.code), held_waiver)
    return held, problems


def _complete_waiver(
    context: Context,
    row: Row,
    keys: tuple[str | int, ...],
    waiver: Waiver,
    problems: list[Problem],
) -> _CompleteWaiver | None:
    """Return a waiver if it is complete; else add what is wrong to `problems` and return `None`.

    A waiver for a rule that is unknown (TT637) or never waived (TT635), or whose last day is before
    its first, withholds the row; an incomplete one (TT636) only lets nothing pass.
    """

    def locate(*more: str) -> Location:
        """Return the place of a field of the waiver."""
        return context.loaded.locate(row.file, *keys, *more)

    code = (waiver.rule or "").strip().upper()
    target = Withheld(row.file, keys[:-2])
    missing = [key for key, name in _NEEDED if not str(getattr(waiver, name) or "").strip()]
    missing = [key for key in missing if row.lacks(keys[2:], key)]
    if code and code not in _GATE:
        hint = did_you_mean(code, _GATE)
        problem = rules.UNKNOWN_RULE.at(locate("quy_tac"), text=code, hint=hint)
    elif code and _GATE[code] in _NEVER_WAIVED:
        problem = rules.NOT_WAIVABLE.at(locate("quy_tac"), text=code, title=_GATE[code].title)
    elif not code or missing:
        lacks = ", ".join(missing if code else ["quy_tac", *missing])
        problems.append(rules.INCOMPLETE_WAIVER.at(locate(), text=code or "này", missing=lacks))
        return None
    elif waiver.date and waiver.expires and waiver.expires < waiver.date:
        problem = other_rules.PERIOD_REVERSED.at(
            locate("het_han"), key="mien_tru", start=waiver.date, end=waiver.expires
        )
    else:
        return _CompleteWaiver(_GATE[code], waiver, target, locate(), locate("het_han"))
    problems.append(dataclasses.replace(problem, withheld=target))
    return None


def _rows_naming_attachments(context: Context) -> Mapping[str, Sequence[Withheld]]:
    """Return by attachment the rows that name it, of which each must waive a rule for the file to pass.

    The profile counts as a row where it names a file (regulation, plan, report). It has no waivers,
    so such a file never passes.
    """
    owners = {
        path: [Withheld(row.file, keys) for row, keys, _ in records]
        for path, records in context.naming_records.items()
    }
    for path in files_of_profile(context):
        owners.setdefault(path, []).append(Withheld(PROFILE))
    return owners


def published_files(context: Context) -> frozenset[str]:
    """Return the attachments in which names may stand, for they belong to public acts.

    All rows and documents that name the file have a title of such an act: of who is elected,
    awarded, appointed.
    """
    return frozenset(
        path
        for path, records in context.naming_records.items()
        if all(
            publishes_names(record.title or getattr(row.record, "title", None) or "")
            for row, _, record in records
        )
    )


def files_of_profile(context: Context) -> Iterator[str]:
    """Yield the attachments that the profile names, by path below the agency's folder."""
    if context.loaded.agency is None:
        return
    profile = context.loaded.agency.profile
    for group in (profile.regulation, profile.disclosure_plan, *profile.reports):
        path = attachment_path(group.file) if group is not None and group.file else None
        if path is not None:
            yield path
