"""The laws as a set: points, kinds of information, duties, periods, each with how it was checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from access_info.exports.rows import Row, Value
from access_info.exports.site_sets.vocabularies import coded
from access_info.legal.framework import Framework
from access_info.legal.packs import LawPack
from access_info.legal.provisions import Fact, InformationKind, Point
from access_info.model.verification import FactCheck

# A law, what the fact is (a key of `FACT_TYPES`) and its id → the address of where a page tells it.
FactAddress = Callable[[LawPack, str, str], str]


def law_rows(framework: Framework, address: FactAddress) -> Iterator[Row]:
    """Yield a row for each law, point, kind, duty, period and ground of refusal.

    Args:
        framework: The laws, with what the jurisdiction checked.
        address: Where pages tell them.
    """
    duties = {duty.id: duty.title for duty in framework.obligations}
    for law in (*framework.packs, *framework.supplements):
        writer = _FactWriter(framework, law, address)
        yield writer.row("luat", law.id, law.full_name, law)
        for point in law.points:
            yield writer.row("diem", point.id, point.title, point)
            for kind in point.kinds:
                yield writer.kind(point, kind)
        for conditional in law.conditional_kinds:
            code = f"{law.id}-{conditional.id}"
            yield writer.row("loai-co-dieu-kien", code, conditional.title, conditional)
        for deadline in law.deadlines:
            row = writer.row("thoi-han", deadline.id, deadline.what, deadline)
            yield row | {"period": deadline.words}
        for ground in law.refusal_grounds:
            code = f"{law.id}-{ground.id}"
            yield writer.row("can-cu-tu-choi", code, ground.title, ground)
        for basis in law.obligation_bases:
            title = duties.get(basis.id, basis.id)
            yield writer.row("nghia-vu", basis.id, title, basis)
        for rule in law.extra_rules:
            yield writer.row("quy-dinh-them", rule.id, rule.title, rule)


class _FactWriter:
    """The maker of the rows of one law."""

    def __init__(self, framework: Framework, law: LawPack, address: FactAddress) -> None:
        self._framework, self._law, self._address = framework, law, address

    def row(self, of: str, code: str, title: str, fact: Fact | LawPack) -> Row:
        """Build the row of a fact that says itself where the law lays it down."""
        return self._row(
            {
                **self._named(of, code, title),
                "citation": str(getattr(fact, "citation", "")),
                "verification": coded("verification", fact.verification.value, self._framework),
            },
            fact.checked,
        )

    def kind(self, point: Point, kind: InformationKind) -> Row:
        """Build the row of a kind of information, which its point's place in the law is that of."""
        return self._row(
            {
                **self._named("loai-thong-tin", kind.id, kind.title),
                "citation": point.citation,
                "broader": point.id,
                "verification": coded("verification", point.verification.value, self._framework),
                "novelty": coded("novelty", kind.novelty.value, self._framework),
            },
            kind.checked,
        )

    def _named(self, of: str, code: str, title: str) -> dict[str, Value]:
        law = self._law
        return {
            "identifier": code,
            "type": coded("type", of, self._framework),
            "title": title,
            "legislation": {"notation": law.id, "prefLabel": law.full_name},
            "landingPage": self._address(law, of, code),
        }

    def _row(self, values: dict[str, Value], check: FactCheck | None) -> Row:
        if check is not None:
            values |= {
                "checked": check.date.isoformat() if check.date else "",
                "checkedBy": check.role or "",
                "checkedAgainst": check.act or "",
            }
        return {name: value for name, value in values.items() if value}
