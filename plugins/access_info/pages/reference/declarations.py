"""Pages for editors, made from declarations: every field, every problem. Markdown."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator

from access_info.model.derived import DESCRIBED_KINDS
from access_info.model.fields import Record, fields_of
from access_info.problems import Rule, Severity, unfilled

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
    kind = "Lỗi" if rule.severity is Severity.ERROR else "Cảnh báo"
    yield f"\n## {rule.code}: {rule.title} {{ #{rule.code.lower()} }}\n\n"
    yield f"**{kind}.** {_shown(rule.message)}\n\n"
    yield f"**Sửa:** {_shown(rule.cure)}\n\n"
    yield f"**Vì sao:** {escape(rule.why)}\n"
    if rule.withholds:
        yield f"\n**Khi dựng trang:** {_WITHHELD}\n"
    for label, text in (("Chưa đúng", rule.wrong), ("Đúng", rule.right)):
        if text:
            yield f"\n{label}:\n\n```text\n{text}\n```\n"


def _shown(template: str) -> str:
    """Escape a message for Markdown, with an ellipsis for what the editor typed."""
    return escape(unfilled(template))


def escape(text: str) -> str:
    """Escape the signs that Markdown would read as markup."""
    return re.sub(r"([\\`*_{}\[\]<>#|])", r"\\\1", text)
