"""References for editors, made from declarations: fields, errors, facts of the law."""

from __future__ import annotations

import itertools
import re
import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

from access_info.checks.rules import why_a_person
from access_info.legal.consistency import NEEDS, fields_on_path
from access_info.legal.framework import Framework
from access_info.legal.naming import NamedFact, calendar_facts, obligation_facts, pack_facts
from access_info.legal.packs import Obligation
from access_info.legal.provisions import DutyPart, InformationKind
from access_info.legal.vocabularies import EVERY_AGENCY, PART_LISTS, WAYS
from access_info.model.agency import AgencyProfile, YearStatistics
from access_info.model.derived import DESCRIBED_KINDS
from access_info.model.fields import FieldDoc, Record, fields_of
from access_info.model.items import LISTS, ConditionalItem, Item
from access_info.model.types import vn_date
from access_info.model.verification import NOVELTIES, NOVELTY_RESULTS, Novelty, Verification
from access_info.model.vocabularies import AGENCY_TYPES
from access_info.problems import Rule, Severity, unfilled
from access_info.source.rewriting import dump_yaml

# Pages for editors, made from declarations: every field, every problem. Markdown.

_HEAD = """---
title: {title}
description: {description}
robots: noindex
search:
  exclude: true
---

<!-- Trang do lệnh access-info schema sinh ra, đừng sửa tay. -->

# {title}

{intro}
"""
_WITHHELD = "không dừng; mục hoặc tệp ấy bị giữ lại, dòng của nó ghi “đang rà soát”."
_FAMILIES = {
    "TT1": "Đọc tệp",
    "TT2": "Trường và giá trị",
    "TT3": "Nội dung và liên hệ giữa các mục",
    "TT4": "Tệp luật",
    "TT5": "Tệp đính kèm và liên kết",
    "TT6": "Bí mật nhà nước và dữ liệu cá nhân",
    "TT7": "Sổ theo dõi và danh mục trong tệp văn phòng",
    "TT8": "Đề nghị sửa đổi và người duyệt",
}


def head(*, title: str, description: str, intro: str) -> str:
    """Write the beginning of a generated page: front matter, title, introduction.

    Args:
        title: Its title.
        description: For search engines.
        intro: Markdown below the title.
    """
    return _HEAD.format(title=title, description=description, intro=intro)


def field_reference() -> str:
    """Describe every field of every data file, as a page of Markdown."""
    parts = [
        head(
            title="Các trường dữ liệu",
            description="Mọi trường trong các tệp dữ liệu của cơ quan, kèm ví dụ",
            intro='Mỗi trường viết theo dạng `tên_trường: "giá trị"`. Trường nào chưa có thì để '
            "trống hoặc bỏ dòng; chỉ trường ghi **bắt buộc** là phải có.",
        )
    ]
    for kind in DESCRIBED_KINDS:
        parts.append(f"\n## {kind.label} {{ #{kind.name} }}\n\nTệp `{kind.sample}`.\n\n")
        parts += _fields(kind.record, 0)
    return "".join(parts)


def error_catalogue(rules: Iterable[Rule]) -> dict[str, str]:
    """Describe every rule: a page that names all, and one for each family.

    One page of all would be heavier than a phone on a slow link should wait for.

    Returns:
        Names of files, each with its Markdown. Each code is an anchor of `loi.md` too.
    """
    families = {
        name: list(family_rules)
        for name, family_rules in itertools.groupby(rules, lambda rule: rule.code[:3])
    }
    index = head(
        title="Các mã lỗi",
        description="Ý nghĩa của từng mã lỗi và cách sửa",
        intro="Mỗi thông báo ghi tệp, dòng, cột, mã lỗi và cách sửa. **Lỗi** phải sửa thì "
        "trang mới dựng được; **cảnh báo** thì trang vẫn dựng.",
    )
    files = {}
    for family, members in families.items():
        name, file = _FAMILIES[family], f"loi-{family.lower()}.md"
        index += f"\n## {name} {{ #{family.lower()} }}\n\n"
        index += "".join(
            f"- [{rule.code}]({file}#{rule.code.lower()}){{ #{rule.code.lower()} }}: "
            f"{escape(rule.title)}\n"
            for rule in members
        )
        files[file] = head(
            title=f"Mã lỗi – {name}",
            description=f"Ý nghĩa và cách sửa các lỗi {members[0].code}–{members[-1].code}",
            intro="Các nhóm khác: trang [Các mã lỗi](loi.md).",
        ) + "".join(part for rule in members for part in _rule(rule))
    return {"loi.md": index, **files}


def _fields(record: type[Record], depth: int) -> Iterator[str]:
    """Yield a line for each field of a record, those of records within it indented."""
    space = "    " * depth
    for doc in fields_of(record):
        marks = [
            word for word, on in (("**bắt buộc**", doc.required), ("danh sách", doc.many)) if on
        ]
        mark = f" ({', '.join(marks)})" if marks else ""
        text = f"{space}- `{doc.key}`{mark}: {doc.label}."
        if doc.help_text and doc.help_text != doc.label:
            text += f" {doc.help_text}"
        if doc.example is not None and doc.record is None:
            text += f" Ví dụ: {_example(doc.example)}"
        yield text + "\n"
        if doc.record is not None:
            yield from _fields(doc.record, depth + 1)


def _example(example: object) -> str:
    values = example if isinstance(example, list) else [example]
    return ", ".join(f"`{value}`" for value in values) + "."


def _rule(rule: Rule) -> Iterator[str]:
    """Yield the parts of a rule's section: what is wrong, how to mend it, why, examples."""
    kind = "Lỗi" if rule.severity is Severity.ERROR else "Cảnh báo"
    yield f"\n## {rule.code}: {rule.title} {{ #{rule.code.lower()} }}\n\n"
    yield f"**{kind}.** {_escaped_message(rule.message)}\n\n"
    yield f"**Sửa:** {_escaped_message(rule.cure)}\n\n"
    yield f"**Vì sao:** {escape(rule.why)}\n"
    if rule.withholds:
        yield f"\n**Khi dựng trang:** {_WITHHELD}\n"
    for label, text in (("Chưa đúng", rule.wrong), ("Đúng", rule.right)):
        if text:
            yield f"\n{label}:\n\n```text\n{text}\n```\n"


def _escaped_message(template: str) -> str:
    """Escape a message for Markdown, with an ellipsis for what the editor typed."""
    return escape(unfilled(template))


def escape(text: str) -> str:
    """Escape the signs that Markdown would read as markup."""
    return re.sub(r"([\\`*_{}\[\]<>#|])", r"\\\1", text)


# A rule's code or a duty's id → what it means and what to do, in plain words for a terminal.

_WIDTH = 88
_INDENT = "    "
_FILES: dict[type[Record], str] = {
    AgencyProfile: "co-quan.yml",
    **{each.record: each.file for each in LISTS.values()},
    YearStatistics: "thong-ke/<năm>.yml",
}


def explain_rule(rule: Rule) -> str:
    """Explain a rule: what is wrong, why it matters, how to mend it, with an example."""
    lines = [f"{rule.code}: {rule.title}", ""]
    if rule.withholds:
        lines += _wrapped(
            "Lỗi: phải sửa mới được nhận; nếu đã lọt vào thì mục hoặc tệp ấy bị giữ lại, chưa đăng."
        )
    elif rule.severity is Severity.ERROR:
        lines += _wrapped("Lỗi: phải sửa thì trang mới được đăng.")
    else:
        lines += _wrapped("Cảnh báo: trang vẫn đăng, nên xem lại.")
    lines += _labelled("Báo thế nào", unfilled(rule.message))
    lines += _labelled("Vì sao", rule.why)
    lines += _labelled("Sửa thế nào", unfilled(rule.cure))
    if reason := why_a_person(rule.code):
        lines += _labelled("Vì sao cần người quyết định", reason)
    for label, example in (("Chưa đúng", rule.wrong), ("Đúng", rule.right)):
        if example:
            lines += ["", f"{label}:", textwrap.indent(example, _INDENT)]
    return "\n".join(lines) + "\n"


def explain_duty(duty: Obligation, framework: Framework) -> str:
    """Explain a duty: what it asks, of whom, by which law, and what to write where."""
    lines = [f"{duty.id}: {duty.title}", ""]
    lines += _wrapped(
        "Nghĩa vụ: chưa làm thì không phải lỗi, trang nói rõ là chưa có và vẫn đăng những gì đã có."
    )
    whom = [
        "mọi cơ quan" if agency_type == EVERY_AGENCY else AGENCY_TYPES[agency_type]
        for agency_type in duty.binds
    ]
    lines += _labelled("Ai phải làm", ", ".join(whom) + ".")
    lines += _labelled("Vì sao", duty.reason)
    lines += ["", "Căn cứ:"]
    for pack in framework.packs:
        for bound in framework.obligations_of(pack):
            if bound.id == duty.id:
                since = f"từ {vn_date(pack.in_force_from)}"
                text = f"{pack.full_name} ({since}): {bound.basis.citation}. {bound.basis.status_label}"
                text += f" ({bound.basis.verification.label})."
                lines += _wrapped(text, is_item=True)
    if duty.parts:
        lines += ["", "Đạt khi có đủ:"]
        for part in duty.parts:
            lines += _wrapped(_part(part, framework), is_item=True)
    if duty.may_not_arise:
        lines += _labelled(
            "Không phát sinh",
            f"ghi {duty.id} vào khong_phat_sinh của co-quan.yml, kèm lý do, thì nghĩa vụ này không xét.",
        )
    for file, example in _examples(duty.parts).items():
        lines += ["", f"Ví dụ, trong {file}:", _indented_yaml(example)]
    return "\n".join(lines) + "\n"


def explain_fact(fact: NamedFact, framework: Framework) -> str:
    """Explain a fact of the laws: what it says, where, and how it was checked."""
    lines = [f"{fact.name}: {fact.title}", ""]
    pack = framework.pack(fact.law)
    if fact.citation and pack is not None:
        lines += _wrapped(f"Căn cứ: {fact.citation}, {pack.full_name}.")
    if isinstance(fact.fact, InformationKind):
        lines += _wrapped(f"Loại thông tin: {NOVELTIES[fact.fact.novelty]}.")
        if fact.fact.other_law:
            lines += _wrapped(f"Văn bản khác: {fact.fact.other_law}.")
        results = list(NOVELTY_RESULTS)
    else:
        lines += _wrapped(f"Đối chiếu: {fact.fact.verification.label}.")
        results = [each.value for each in Verification if each is not Verification.UNVERIFIED]
    who = fact.fact.checked
    if who is not None and who.role and who.date and who.act:
        did = "xác định" if isinstance(fact.fact, InformationKind) else "đối chiếu"
        lines += _wrapped(f"Do {who.role} {did} ngày {vn_date(who.date)}, theo {who.act}.")
    note = getattr(fact.fact, "note", None)
    lines += _wrapped(f"Ghi chú: {note}") if note else []
    example = {"ma": fact.name, "gia_tri": results[-1], "vai_tro": "…", "ngay": "…", "can_cu": "…"}
    lines += [
        "",
        f"Địa bàn ghi lại kết quả đối chiếu ({' hoặc '.join(results)}), trong _dia-ban.yml:",
        _indented_yaml({"kiem_chung": [example]}),
    ]
    return "\n".join(lines) + "\n"


def _part(part: DutyPart, framework: Framework) -> str:
    """Describe a part of a duty with the fields that show it."""
    record = NEEDS[part.way].read_from(part)
    text = part.title
    if record is not None and part.paths:
        text += f": {_FILES[record]}, " + " hoặc ".join(part.paths)
        text += f" ({', '.join(part.needs)})" if part.needs else ""
    elif part.rows and PART_LISTS[part.rows] not in text:
        text += f" ({PART_LISTS[part.rows]})"
    if part.way != "co-truong":
        text += f"; đạt khi {WAYS[part.way]}"
    names = [pack.full_name for pack in framework.packs if pack.id in part.laws]
    return f"{text} (chỉ theo {', '.join(names)})" if names else text


def _examples(parts: Iterable[DutyPart]) -> dict[str, dict[str, Any]]:
    """Build an example for each file: the fields that parts ask for, filled as samples are."""
    examples: dict[str, dict[str, Any]] = {}
    for part in parts:
        record = NEEDS[part.way].read_from(part)
        if record is None or not part.paths:
            continue
        data = examples.setdefault(_FILES[record], {})
        if record in {Item, ConditionalItem}:
            data = data.setdefault("muc", [{"ma": "2026-001"}])[0]
        docs = fields_on_path(record, part.paths[0])
        value = part.values[0] if part.values else None
        _fill(data, docs, value, part.needs)
    return examples


def _fill(
    data: dict[str, Any], docs: list[FieldDoc], value: str | None, needs: tuple[str, ...]
) -> None:
    """Put a field into an example, with the further ones that a part needs beside it.

    Args:
        data: The example.
        docs: The fields on the way to it, itself last.
        value: What it must say, or `None` for its own example.
        needs: Keys of the further ones; of a group, all of its own where none is named.
    """
    group = data
    for doc in docs[:-1]:
        group = _group_of(group, doc)
    last = docs[-1]
    owner: type[Record] | None
    if last.record is not None:
        group, owner = _group_of(group, last), last.record
        needs = needs or tuple(doc.key for doc in fields_of(owner) if doc.record is None)
    else:
        group.setdefault(last.key, value or _sample(last))
        owner = docs[-2].record if len(docs) > 1 else None
    for doc in fields_of(owner) if owner is not None else ():
        if doc.key in needs:
            group.setdefault(doc.key, _sample(doc))


def _group_of(data: dict[str, Any], doc: FieldDoc) -> dict[str, Any]:
    """Return the group that a field holds, or the first of its list; make it if absent."""
    held = data.setdefault(doc.key, [{}] if doc.many else {})
    group: dict[str, Any] = held[0] if doc.many else held
    return group


def _sample(doc: FieldDoc) -> object:
    """Return what an example holds in a field: the field's own example, else `…`."""
    example = doc.example
    if example is None:
        return "…"
    if doc.many and not isinstance(example, list):
        return [str(example)]
    return [str(value) for value in example] if isinstance(example, list) else str(example)


def _labelled(label: str, text: str) -> list[str]:
    """Return an empty line, then a label and a text in lines of a terminal's width."""
    return ["", *_wrapped(f"{label}: {text}")]


def _wrapped(text: str, *, is_item: bool = False) -> list[str]:
    """Return a text, or an item of a list, in lines of a terminal's width."""
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent="  - " if is_item else "",
        subsequent_indent=_INDENT if is_item else "",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _indented_yaml(data: object) -> str:
    """Write data as YAML, indented as an example."""
    return textwrap.indent(dump_yaml(data).rstrip(), _INDENT)


# A page for editors: every fact of the laws by the name that a jurisdiction calls it. Markdown.

# The state of most facts, which is said once above them and not beside each.
_USUAL = (Verification.COPY, Novelty.NAMED_BEFORE)
_USUAL_NOTE = f"Không ghi gì thêm là {Verification.COPY.label}.\n\n"


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
    """Write a section that lists facts."""
    lines = "".join(f"- {_fact_line(fact)}\n" for fact in facts)
    return f"\n## {escape(title)} {{ #{anchor} }}\n\n{_USUAL_NOTE}{lines}"


def _fact_line(fact: NamedFact) -> str:
    """Write a fact's line: name, what it says, where; how it was checked, if unusual."""
    known = fact.fact.novelty if isinstance(fact.fact, InformationKind) else fact.fact.verification
    words = NOVELTIES[known] if isinstance(known, Novelty) else known.label
    where = f" ({escape(fact.citation)})" if fact.citation else ""
    # By identity: `khong` is a value of both lists.
    usual = any(known is verification for verification in _USUAL)
    mark = "" if usual else f" *{escape(words[:1].upper() + words[1:])}.*"
    return f"`{fact.name}`: {escape(fact.title)}{where}.{mark}"
