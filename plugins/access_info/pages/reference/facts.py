"""A page for editors: every fact of the laws by the name that a jurisdiction calls it. Markdown."""

from __future__ import annotations

from collections.abc import Iterable

from access_info.legal.framework import Framework
from access_info.legal.naming import NamedFact, calendar_facts, obligation_facts, pack_facts
from access_info.legal.provisions import InformationKind
from access_info.model.verification import NOVELTIES, Novelty, Verification
from access_info.pages.reference.declarations import escape, head

# The state of most facts, which is said once above them and not beside each.
_USUAL = (Verification.COPY, Novelty.NAMED_BEFORE)
_MOST = f"Không ghi gì thêm là {Verification.COPY.label}.\n\n"


def fact_reference(framework: Framework) -> str:
    """Write a page of Markdown that lists every fact of the laws by its name.

    Args:
        framework: The laws as their packs have them.
    """
    text = head(
        title="Mã các điều luật",
        description="Mã của từng điều trong các gói luật, để ghi vào kiem_chung của _dia-ban.yml",
        intro="Địa bàn đối chiếu một điều với Công báo, hoặc xác định một loại thông tin có mới không, thì ghi mã "
        "dưới đây vào `kiem_chung` của `agencies/_dia-ban.yml`. Cách ghi: trang "
        "[Các trường dữ liệu](truong.md#dia-ban).",
    )
    for pack in (*reversed(framework.packs), *framework.supplements):
        text += _section(pack.full_name, pack.slug, pack_facts(pack, framework.obligations))
    text += _section(
        "Ai phải thực hiện nghĩa vụ", "nghia-vu", obligation_facts(framework.obligations)
    )
    calendar = framework.calendar
    years = calendar_facts(calendar.rules, calendar.years.values())
    return text + _section("Cách tính ngày, ngày nghỉ", "lich-nghi", years)


def _section(title: str, anchor: str, facts: Iterable[NamedFact]) -> str:
    lines = "".join(f"- {_line(fact)}\n" for fact in facts)
    return f"\n## {escape(title)} {{ #{anchor} }}\n\n{_MOST}{lines}"


def _line(fact: NamedFact) -> str:
    """Write a fact's line: name, what it says, where; how it was checked, if unusual."""
    known = fact.fact.novelty if isinstance(fact.fact, InformationKind) else fact.fact.verification
    words = NOVELTIES[known] if isinstance(known, Novelty) else known.label
    where = f" ({escape(fact.citation)})" if fact.citation else ""
    # By identity: `khong` is a value of both lists.
    usual = any(known is verification for verification in _USUAL)
    mark = "" if usual else f" *{escape(words[:1].upper() + words[1:])}.*"
    return f"`{fact.name}`: {escape(fact.title)}{where}.{mark}"
