"""A record's declared fields → the fields of the form."""

from __future__ import annotations

import typing
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from access_info.exports.web_form.choices import Choices
from access_info.model.agency import Article, Correction
from access_info.model.fields import FieldDoc, Record, fields_of
from access_info.model.items import ConditionalItem, Document, Item, NamedPeople
from access_info.model.types import AnyDate, Count, Date, Decimal
from access_info.model.verification import ReviewedFile

Field: TypeAlias = dict[str, Any]

# Kinds of fields that the form's own script adds to the CMS.
ID_FIELD, PEOPLE_FIELD = "ma-muc", "ten-nguoi"
# Keys of fields that are written at length, in a box of several lines.
_LONG = frozenset(
    {
        "dieu_kien",
        "ghi_chu",
        "kho_khan",
        "kien_nghi",
        "mo_ta",
        "noi_dung_dung",
        "noi_dung_sai",
        "thong_bao",
    }
)
_SINGULAR = {"muc": "mục", "van_ban": "văn bản"}
_ROWS = (Item, Document, ConditionalItem, Correction)
# Keeps one list's ids apart from another's: a mark after the year, or the first number.
_NUMBERING: Mapping[type[Record], Field] = {
    ConditionalItem: {"first": 901},
    Correction: {"mark": "dc-"},
}
# Templates of the line that a folded entry of a list shows.
_SUMMARIES: Mapping[type[Record], str] = {
    Item: "{{ten | default('{{so_ky_hieu}}')}} · {{ma}}",
    Document: "{{ten | default('{{so_ky_hieu}}')}} · {{ma}}",
    ConditionalItem: "{{ten}} · {{ma}}",
    Correction: "{{noi_dung_sai}} · {{ma}}",
    ReviewedFile: "{{ten}}",
}
_PARTIAL = [
    r"^\d{4}(-\d{2}(-\d{2})?)?$",
    "Viết năm-tháng-ngày, ví dụ 2026-09-01, 2026-09 hoặc 2026.",
]
_DECIMAL = [r"^\d{1,9}([.,]\d{1,3})?$", "Viết một số, ví dụ 4 hoặc 4,5."]
_ID = [r"^[A-Za-z0-9][A-Za-z0-9._/\-]*$", "Chỉ dùng chữ không dấu, số và dấu gạch, ví dụ 2026-015."]


def form_fields(record: type[Record], choices: Choices) -> list[Field]:
    """Build the form's fields for a record, in declared order."""
    return [_field(record, doc, choices) for doc in fields_of(record)]


def _field(record: type[Record], doc: FieldDoc, choices: Choices) -> Field:
    options = choices.of(record, doc.key)
    field: Field = {"name": doc.key, "label": doc.label, "required": _required(record, doc)}
    field |= _shape(record, doc, choices, options)
    hint = _hint(doc, chosen=options is not None)
    if hint and "hint" not in field:
        field["hint"] = hint
    return field


def _required(record: type[Record], doc: FieldDoc) -> bool:
    """Tell whether a clerk must fill in a field; a row's id is given by the form itself."""
    return doc.required and not (doc.key == "ma" and issubclass(record, _ROWS))


def _shape(
    record: type[Record], doc: FieldDoc, choices: Choices, options: Mapping[str, str] | None
) -> Field:
    if doc.record is NamedPeople:
        box = "Đã đọc lại: những người này được phép nêu tên"
        return {"widget": PEOPLE_FIELD, "text": box}
    if doc.record is not None:
        return _group(doc, doc.record, choices)
    if doc.key == "ma" and issubclass(record, _ROWS):
        return {"widget": ID_FIELD, "pattern": _ID, **_NUMBERING.get(record, {})}
    if doc.key == "tep" or (record is ReviewedFile and doc.key == "ten"):
        return {"widget": "file", "multiple": doc.many, "choose_url": False}
    if doc.key == "tu_choi":
        return {"widget": "object", "collapsed": "auto", "fields": [*_refusals(choices)]}
    if options is not None:
        listed = [{"value": value, "label": label} for value, label in options.items()]
        return {"widget": "select", "multiple": doc.many, "options": listed}
    if doc.many:
        return {"widget": "list", "label_singular": doc.label.lower(), "field": _plain(doc)}
    return _value(record, doc)


def _group(doc: FieldDoc, record: type[Record], choices: Choices) -> Field:
    fields = form_fields(record, choices)
    if not doc.many:
        return {"widget": "object", "collapsed": "auto", "fields": fields}
    first = " · ".join(f"{{{{{field['name']}}}}}" for field in fields[:2] if _is_word(field))
    return {
        "widget": "list",
        "label_singular": _SINGULAR.get(doc.key, doc.label).lower(),
        "collapsed": True,
        "summary": _SUMMARIES.get(record, first or f"{{{{{fields[0]['name']}}}}}"),
        "fields": fields,
        # A copy would bear the same id.
        "allow_duplicate": not any(field["widget"] == ID_FIELD for field in fields),
    }


def _is_word(field: Field) -> bool:
    return field["widget"] not in {"object", "list", "file"}


def _plain(doc: FieldDoc) -> Field:
    return {"name": "gia_tri", "label": doc.label, "widget": "string"}


def _value(record: type[Record], doc: FieldDoc) -> Field:
    kinds = set(_declared(doc.annotation))
    declared = set(_declared(typing.get_type_hints(record, include_extras=True)[doc.name]))
    kinds |= declared
    if Date in kinds:
        return {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD"}
    if AnyDate in kinds:
        return {"widget": "string", "pattern": _PARTIAL}
    if Count in kinds:
        return {"widget": "number", "value_type": "int/string", "min": 0}
    if Decimal in kinds:
        return {"widget": "string", "pattern": _DECIMAL}
    long = doc.key in _LONG or (record is Article and doc.key == "van_ban")
    widget = "text" if long else "string"
    return {"widget": widget, "use_emoji_autocomplete": False}


def _declared(annotation: object) -> Iterator[object]:
    """Yield a declared type and, unless it is `Annotated`, each type inside it."""
    yield annotation
    if typing.get_origin(annotation) is not typing.Annotated:
        for part in typing.get_args(annotation):
            yield from _declared(part)


def _refusals(choices: Choices) -> Iterator[Field]:
    for id_, title in choices.refusals.items():
        yield {
            "name": id_,
            "label": f"{title} ({id_})",
            "required": False,
            "widget": "number",
            "value_type": "int/string",
            "min": 0,
        }


def _hint(doc: FieldDoc, *, chosen: bool) -> str:
    """Return a field's help and example, or "" where the clerk chooses from a list of words."""
    if chosen:
        return ""
    parts = [doc.help_text] if doc.help_text != doc.label else []
    if doc.record is None and isinstance(doc.example, str) and doc.key != "ma":
        parts.append(f"Ví dụ: {doc.example}")
    return " ".join(part for part in parts if part)
