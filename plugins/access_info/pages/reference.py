"""Reference texts for editors, generated from declarations: fields, errors, duties, facts of the law."""

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

# Markdown pages for editors: every field of the data files, every error code.

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
_WITHHELD_TEXT = "không dừng; mục hoặc tệp ấy bị giữ lại, dòng của nó ghi “đang rà soát”."
# What the codes of a family are about.
_FAMILY_TITLES = {
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
    """Return the beginning of a generated Markdown page: front matter, title, introduction.

    Args:
        title: Title of the page.
        description: For search engines.
        intro: Markdown below the title.
    """
    return _HEAD.format(title=title, description=description, intro=intro)


def field_reference() -> str:
    """Return a Markdown page that describes every field of every data file."""
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
        parts += _field_lines(kind.record, 0)
    return "".join(parts)


def error_catalogue(rules: Iterable[Rule]) -> dict[str, str]:
    """Return the pages on error codes: an index (`loi.md`), and a page for each family (`loi-tt1.md`).

    A single page would be too heavy for a phone on a slow link.

    Args:
        rules: All rules, sorted by code.

    Returns:
        Markdown by name of the file. The index has an anchor for each code too, so that a link need
        not know the family.
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
        name, file = _FAMILY_TITLES[family], f"loi-{family.lower()}.md"
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
        ) + "".join(part for rule in members for part in _rule_section(rule))
    return {"loi.md": index, **files}


def _field_lines(record: type[Record], depth: int) -> Iterator[str]:
    """Yield a Markdown line for each field of a record, the fields of nested records indented.

    Args:
        record: The type of record.
        depth: Levels of indentation.
    """
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
            text += f" Ví dụ: {_example_text(doc.example)}"
        yield text + "\n"
        if doc.record is not None:
            yield from _field_lines(doc.record, depth + 1)


def _example_text(example: object) -> str:
    """Return the example values of a field as code: `["a", "b"]` → "`a`, `b`."."""
    values = example if isinstance(example, list) else [example]
    return ", ".join(f"`{value}`" for value in values) + "."


def _rule_section(rule: Rule) -> Iterator[str]:
    """Yield the Markdown of a rule's section: message, cure, reason, a wrong and a right example."""
    kind = "Lỗi" if rule.severity is Severity.ERROR else "Cảnh báo"
    yield f"\n## {rule.code}: {rule.title} {{ #{rule.code.lower()} }}\n\n"
    yield f"**{kind}.** {_escaped_message(rule.message)}\n\n"
    yield f"**Sửa:** {_escaped_message(rule.cure)}\n\n"
    yield f"**Vì sao:** {escape(rule.why)}\n"
    if rule.withholds:
        yield f"\n**Khi dựng trang:** {_WITHHELD_TEXT}\n"
    for label, text in (("Chưa đúng", rule.wrong), ("Đúng", rule.right)):
        if text:
            yield f"\n{label}:\n\n```text\n{text}\n```\n"


def _escaped_message(template: str) -> str:
    """Return a message's template escaped for Markdown, with “…” for each value that it would name."""
    return escape(unfilled(template))


def escape(text: str) -> str:
    """Return text with a backslash before each sign that Markdown would read as markup."""
    return re.sub(r"([\\`*_{}\[\]<>#|])", r"\\\1", text)


# Texts for a terminal that explain a rule, a duty or a fact of the law (`access-info explain`).

_WIDTH = 88  # characters of a line in the terminal
_INDENT = "    "
_FILES: dict[type[Record], str] = {
    AgencyProfile: "co-quan.yml",
    **{each.record: each.file for each in LISTS.values()},
    YearStatistics: "thong-ke/<năm>.yml",
}


def explain_rule(rule: Rule) -> str:
    """Return the terminal text on a rule: what is wrong, why it matters, how to mend it, examples."""
    lines = [f"{rule.code}: {rule.title}", ""]
    if rule.withholds:
        lines += _wrapped(
            "Lỗi: phải sửa mới được nhận; nếu đã lọt vào thì mục hoặc tệp ấy bị giữ lại, chưa đăng."
        )
    elif rule.severity is Severity.ERROR:
        lines += _wrapped("Lỗi: phải sửa thì trang mới được đăng.")
    else:
        lines += _wrapped("Cảnh báo: trang vẫn đăng, nên xem lại.")
    lines += _labelled_lines("Báo thế nào", unfilled(rule.message))
    lines += _labelled_lines("Vì sao", rule.why)
    lines += _labelled_lines("Sửa thế nào", unfilled(rule.cure))
    if reason := why_a_person(rule.code):
        lines += _labelled_lines("Vì sao cần người quyết định", reason)
    for label, example in (("Chưa đúng", rule.wrong), ("Đúng", rule.right)):
        if example:
            lines += ["", f"{label}:", textwrap.indent(example, _INDENT)]
    return "\n".join(lines) + "\n"


def explain_duty(duty: Obligation, framework: Framework) -> str:
    """Return the terminal text on a duty: whom it binds, by which law, what meets it, with examples."""
    lines = [f"{duty.id}: {duty.title}", ""]
    lines += _wrapped(
        "Nghĩa vụ: chưa làm thì không phải lỗi, trang nói rõ là chưa có và vẫn đăng những gì đã có."
    )
    whom = [
        "mọi cơ quan" if agency_type == EVERY_AGENCY else AGENCY_TYPES[agency_type]
        for agency_type in duty.binds
    ]
    lines += _labelled_lines("Ai phải làm", ", ".join(whom) + ".")
    lines += _labelled_lines("Vì sao", duty.reason)
    lines += ["", "Căn cứ:"]
    for pack in framework.packs:
        for basis in pack.obligation_bases:
            if basis.id == duty.id:
                since = f"từ {vn_date(pack.in_force_from)}"
                text = f"{pack.full_name} ({since}): {basis.citation}. {basis.status_label}"
                text += f" ({basis.verification.label})."
                lines += _wrapped(text, is_item=True)
    if duty.parts:
        lines += ["", "Đạt khi có đủ:"]
        for part in duty.parts:
            lines += _wrapped(_part_line(part, framework), is_item=True)
    if duty.may_not_arise:
        lines += _labelled_lines(
            "Không phát sinh",
            f"ghi {duty.id} vào khong_phat_sinh của co-quan.yml, kèm lý do, thì nghĩa vụ này không xét.",
        )
    for file, example in _examples(duty.parts).items():
        lines += ["", f"Ví dụ, trong {file}:", _indented_yaml(example)]
    return "\n".join(lines) + "\n"


def explain_fact(fact: NamedFact, framework: Framework) -> str:
    """Return the terminal text on a fact of the laws: citation, how it was checked, how to record a check."""
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


def _part_line(part: DutyPart, framework: Framework) -> str:
    """Return a line on a part of a duty: what is asked, and which fields of which file show it.

    “Địa chỉ trụ sở: co-quan.yml, dia_chi”
    """
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
    """Return example data by file: the fields that a duty's parts ask for, with sample values."""
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
        _fill_example(data, docs, value, part.needs)
    return examples


def _fill_example(
    data: dict[str, Any], docs: list[FieldDoc], value: str | None, needs: tuple[str, ...]
) -> None:
    """Put a field into an example, with the further fields that a part of a duty needs beside it.

    Args:
        data: The example; changed in place.
        docs: The path to the field: the groups around it, the field last.
        value: The value that the part asks for, or `None` for the field's own example.
        needs: Keys of the further fields. Where the field is itself a group and none is named, all
            its fields but nested groups.
    """
    group = data
    for doc in docs[:-1]:
        group = _nested_group(group, doc)
    last = docs[-1]
    owner: type[Record] | None
    if last.record is not None:
        group, owner = _nested_group(group, last), last.record
        needs = needs or tuple(doc.key for doc in fields_of(owner) if doc.record is None)
    else:
        group.setdefault(last.key, value or _sample(last))
        owner = docs[-2].record if len(docs) > 1 else None
    for doc in fields_of(owner) if owner is not None else ():
        if doc.key in needs:
            group.setdefault(doc.key, _sample(doc))


def _nested_group(data: dict[str, Any], doc: FieldDoc) -> dict[str, Any]:
    """Return the mapping in a field of an example, or the first of its list; create it if absent."""
    held = data.setdefault(doc.key, [{}] if doc.many else {})
    group: dict[str, Any] = held[0] if doc.many else held
    return group


def _sample(doc: FieldDoc) -> object:
    """Return the sample value of a field: its declared example, as text or texts, else `…`."""
    example = doc.example
    if example is None:
        return "…"
    if doc.many and not isinstance(example, list):
        return [str(example)]
    return [str(value) for value in example] if isinstance(example, list) else str(example)


def _labelled_lines(label: str, text: str) -> list[str]:
    """Return an empty line, then “label: text” wrapped to the terminal's width."""
    return ["", *_wrapped(f"{label}: {text}")]


def _wrapped(text: str, *, is_item: bool = False) -> list[str]:
    """Return a text wrapped to the terminal's width; with `is_item` as an item of a list, after a dash."""
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent="  - " if is_item else "",
        subsequent_indent=_INDENT if is_item else "",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _indented_yaml(data: object) -> str:
    """Return data as YAML, indented for the terminal."""
    return textwrap.indent(dump_yaml(data).rstrip(), _INDENT)


# A Markdown page for editors: every fact of the laws with its code, by which jurisdictions record checks.

# The state of most facts (checked against a copy, not new): said once above a list, not beside each fact.
_USUAL = (Verification.COPY, Novelty.NAMED_BEFORE)
_USUAL_NOTE = f"Không ghi gì thêm là {Verification.COPY.label}.\n\n"


def fact_reference(framework: Framework) -> str:
    """Return a Markdown page that lists every fact of the laws by its code.

    Args:
        framework: The laws, without what a jurisdiction has checked.
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
    """Return a Markdown section of the page: a heading with an anchor, and a line for each fact."""
    lines = "".join(f"- {_fact_line(fact)}\n" for fact in facts)
    return f"\n## {escape(title)} {{ #{anchor} }}\n\n{_USUAL_NOTE}{lines}"


def _fact_line(fact: NamedFact) -> str:
    """Return a fact's line: its code, its title, its citation; how it was checked, if unusual."""
    state = fact.fact.novelty if isinstance(fact.fact, InformationKind) else fact.fact.verification
    words = NOVELTIES[state] if isinstance(state, Novelty) else state.label
    where = f" ({escape(fact.citation)})" if fact.citation else ""
    # By identity: `khong` is a value of both lists.
    usual = any(state is verification for verification in _USUAL)
    mark = "" if usual else f" *{escape(words[:1].upper() + words[1:])}.*"
    return f"`{fact.name}`: {escape(fact.title)}{where}.{mark}"
