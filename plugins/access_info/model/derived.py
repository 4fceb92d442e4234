"""Files generated from the model: JSON Schemas, samples, first files, editor settings."""

from __future__ import annotations

import dataclasses
import fnmatch
import itertools
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from access_info.model.agency import AgencyProfile, CorrectionLog, FreePage, YearStatistics
from access_info.model.fields import FieldDoc, Record, fields_of
from access_info.model.items import LISTS
from access_info.model.jurisdiction import Jurisdiction
from access_info.model.nation import Nation
from access_info.model.vocabularies import AGENCY_KINDS

# The kinds of data files: the one list that samples, schemas and reference follow.

# Folder of the samples below `agencies/`.
SAMPLE = "_mau"


@dataclasses.dataclass(frozen=True)
class FileKind:
    """A kind of data file.

    Attributes:
        name: Short name, for the schema's file.
        sample: Path of its sample below `_mau/`.
        label: Its description in Vietnamese.
        record: The record that such a file holds.
        patterns: Paths of such files below `agencies/`; `*` stands for one name. None for a file that
            lies elsewhere.
    """

    name: str
    sample: str
    label: str
    record: type[Record]
    patterns: tuple[str, ...]


FILE_KINDS = (
    FileKind(
        "co-quan",
        "co-quan.yml",
        "Cơ quan: tên, liên hệ, đầu mối, quy chế",
        AgencyProfile,
        ("*/co-quan.yml",),
    ),
    *(
        FileKind(
            each.name,
            each.file,
            each.label,
            each.file_record,
            (f"*/{each.file}", f"*/{each.name}/*.yml") if each.in_folder else (f"*/{each.file}",),
        )
        for each in LISTS.values()
    ),
    FileKind(
        "thong-ke", "thong-ke/2026.yml", "Số liệu một năm", YearStatistics, ("*/thong-ke/*.yml",)
    ),
    FileKind(
        "dinh-chinh", "dinh-chinh.yml", "Các lần đính chính", CorrectionLog, ("*/dinh-chinh.yml",)
    ),
    FileKind(
        "trang",
        "trang/lich-tiep-cong-dan.md",
        "Trang tự do (phần đầu trang)",
        FreePage,
        ("*/trang/*.md",),
    ),
    FileKind(
        "dia-ban", "_dia-ban.yml", "Địa bàn: do tỉnh quản lý", Jurisdiction, ("_dia-ban.yml",)
    ),
)

NATION_KIND = FileKind("quoc-gia", "quoc-gia.yml", "Cả nước: gồm những tỉnh nào", Nation, ())
# The kinds that samples, schemas and the reference describe.
DESCRIBED_KINDS = (*FILE_KINDS, NATION_KIND)


def record_of(path: str) -> type[Record] | None:
    """Return the record that a file holds; `None` for a file that is no data file.

    Args:
        path: Path below `agencies/`, with `/`: `so-tu-phap/cong-khai.yml`.
    """
    for kind in FILE_KINDS:
        for pattern in kind.patterns:
            if path.count("/") == pattern.count("/") and fnmatch.fnmatchcase(path, pattern):
                return kind.record
    return None


# Settings of Visual Studio Code: which schema each data file has, and that text stays as typed.

_YAML_EXTENSION = "redhat.vscode-yaml"


def editor_files(agencies: str) -> dict[str, str]:
    """Return the texts of the settings files below `.vscode/`, by name.

    Args:
        agencies: Path of the folder of agencies below the repository's root.
    """
    return {
        "extensions.json": json_text({"recommendations": [_YAML_EXTENSION]}),
        "settings.json": json_text(_editor_settings(agencies)),
    }


def _editor_settings(agencies: str) -> dict[str, Any]:
    """Return the settings of an editor: which schema each data file has, and that text stays as typed."""
    schemas = {
        f"./{agencies}/_mau/schema/{kind.name}.json": [
            f"{agencies}/{pattern}" for pattern in kind.patterns
        ]
        for kind in FILE_KINDS
        if kind.patterns[0].endswith(".yml")
    }
    return {
        "yaml.schemas": schemas,
        # No schema comes from elsewhere, and no formatter wraps lines: access-info fmt is ours.
        "yaml.schemaStore.enable": False,
        "yaml.format.enable": False,
        "yaml.validate": True,
        "yaml.hover": True,
        "yaml.completion": True,
        "[yaml]": {
            "editor.insertSpaces": True,
            "editor.tabSize": 2,
            "editor.detectIndentation": False,
            "editor.formatOnSave": False,
            "editor.formatOnPaste": False,
            "editor.formatOnType": False,
            "editor.wordWrap": "on",
            "editor.quickSuggestions": {"other": True, "comments": False, "strings": True},
        },
        "[markdown]": {"editor.wordWrap": "on", "files.trimTrailingWhitespace": False},
        "files.associations": {f"{agencies}/**/*.yml": "yaml"},
        "files.encoding": "utf8",
        "files.autoGuessEncoding": False,
        "files.eol": "\n",
        "files.insertFinalNewline": True,
        "files.trimTrailingWhitespace": True,
        "files.readonlyInclude": {f"{agencies}/_mau/**": True},
    }


def json_text(value: object) -> str:
    """Return settings or a schema as the text of a JSON file."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


# JSON Schema of every data file, for completion and hints in editors (draft 2020-12).

# Values to offer in a field, by record and key: value → label.
Choices: TypeAlias = Mapping[tuple[type[Record], str], Mapping[str, str]]

# What an editor's YAML reader may make of a text: `0243` is a number to it.
_SCALARS = ["string", "number", "boolean", "null"]
# Characters that mean something in Markdown.
_MARKS = re.compile(r"([\\`*_\[\]<>#|])")
# How many of a row's first fields an editor types with a new row.
_FIRST_KEYS = 4


def json_schemas(choices: Choices | None = None) -> dict[str, dict[str, Any]]:
    """Return the schema of each kind of file, by its short name.

    Args:
        choices: Values to offer where the model itself lists none.
    """
    return {kind.name: _schema(kind, choices or {}) for kind in DESCRIBED_KINDS}


def _schema(kind: FileKind, choices: Choices) -> dict[str, Any]:
    """Return the schema of a kind of file, with Vietnamese titles, for editors.

    An editor's YAML reader guesses types: `0243` is a number to it and an empty value is null.
    Our reader keeps texts, so the schema allows all these where a text is wanted.
    """
    schema = kind.record.model_json_schema(by_alias=True, mode="validation")
    del schema["title"], schema["description"]
    result: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": kind.label,
        **schema,
    }
    records = {record.__name__: record for record in _records_below(kind.record)}
    _mend_properties(result, kind.record, choices)
    for name, part in result.get("$defs", {}).items():
        _mend_properties(part, records[name], choices)
    return result


def _records_below(record: type[Record]) -> Iterator[type[Record]]:
    """Yield a record and all records nested in its fields."""
    yield record
    for doc in fields_of(record):
        if doc.record is not None:
            yield from _records_below(doc.record)


def _mend_properties(part: dict[str, Any], record: type[Record], choices: Choices) -> None:
    """Make the properties of a record's schema fit for editors.

    English titles and defaults go, Vietnamese help comes in, and fields are marked as required
    whose absence only a check of ours reports, not the model.

    Args:
        part: The schema of the record, changed in place.
        record: The record.
        choices: Values to offer.
    """
    if "properties" not in part:
        return
    if part.get("title", "").isascii():
        part.pop("title", None)
        part.pop("description", None)
    docs = {doc.key: doc for doc in fields_of(record)}
    required = set(part.get("required", []))
    for key, value in part["properties"].items():
        if value.pop("required", False):
            required.add(key)
        value.pop("default", None)
        mended = _as_read_by_us(value)
        part["properties"][key] = mended
        _add_editor_help(mended, docs[key], choices.get((record, key)))
    if required:
        part["required"] = [key for key in part["properties"] if key in required]


def _add_editor_help(
    value: dict[str, Any], doc: FieldDoc, offered: Mapping[str, str] | None
) -> None:
    """Add to a property what an editor shows while the field is typed: help and values to choose.

    Args:
        value: The property's schema, changed in place.
        doc: The field.
        offered: Values to offer with their labels, or `None`.
    """
    value["markdownDescription"] = _hover_text(doc)
    held = value.get("items", value) if doc.many else value
    if doc.record is not None:
        if doc.many and "items" in value:
            value["items"] = {**value["items"], "defaultSnippets": [_row_snippet(doc, doc.record)]}
    elif offered and "enum" not in held:
        held["defaultSnippets"] = [
            {"label": option, "description": label, "body": option}
            for option, label in offered.items()
        ]


def _row_snippet(doc: FieldDoc, row: type[Record]) -> dict[str, Any]:
    """Return the snippet by which an editor types a new row: its required and its first fields."""
    fields = [field for field in fields_of(row) if field.record is None]
    wanted = [
        field for number, field in enumerate(fields) if field.required or number < _FIRST_KEYS
    ]
    body = {
        field.key: [f"${number}"] if field.many else f"${number}"
        for number, field in enumerate(wanted, 1)
    }
    return {"label": f"Thêm: {doc.label}", "description": doc.help_text, "body": body}


def _hover_text(doc: FieldDoc) -> str:
    """Return label, help and example of a field in Markdown, for the box that an editor shows."""
    must = " (bắt buộc)" if doc.required else ""
    parts = [f"**{_escape_markdown(doc.label)}**{must}"]
    if doc.help_text and doc.help_text != doc.label:
        parts.append(_escape_markdown(doc.help_text))
    if doc.example is not None and doc.record is None:
        values = doc.example if isinstance(doc.example, list) else [doc.example]
        parts.append("Ví dụ: " + ", ".join(f"`{value}`" for value in values))
    return "\n\n".join(parts)


def _escape_markdown(text: str) -> str:
    return _MARKS.sub(r"\\\1", text)


def _as_read_by_us(value: dict[str, Any]) -> dict[str, Any]:
    """Return a property's schema that accepts any scalar, and an empty value.

    An editor's YAML reader makes numbers, booleans and nulls of values that our reader keeps as texts.
    """
    alternatives = value.pop("anyOf", None)
    if alternatives:
        alternatives_left = [item for item in alternatives if item != {"type": "null"}]
        if len(alternatives_left) == 1:
            value = {**alternatives_left[0], **value}
    if "enum" in value:
        value["type"] = ["string", "null"]
        value["enum"] = [*value["enum"], None]
        value["enumDescriptions"] = [*value.get("enumDescriptions", ()), "để trống"]
        return value
    if value.get("type") in {"string", "integer", "number", "boolean"}:
        value["type"] = _SCALARS
    elif value.get("type") in {"array", "object"}:
        for inner in ("items", "additionalProperties"):
            if isinstance(value.get(inner), dict):
                value[inner] = _as_read_by_us(value[inner])
        value["type"] = [value["type"], "null"]
    return value


# Commented samples and first files, made from the declarations of fields.

_ROWS = "muc"
# Good YAML whether “#” alone is deleted before each line, or “# ”.
_ROW_HINT = (
    "# Năm dòng dưới cùng là mục mẫu: xóa dấu # ở đầu các dòng ấy rồi sửa thành mục đầu tiên."
)
_ROW_SAMPLE = (
    '#  - ma: "2026-001"',
    '#    ten: "Quy chế tổ chức cung cấp thông tin"',
    '#    diem: ["l01-d17k1c3"]',
    '#    so_ky_hieu: ""',
    "#    ngay_ban_hanh: 2026-09-01",
)
# As `access-info new` wrote it before.
_FORMER_ROW_SAMPLES = (
    (
        "# muc:",
        '#   - ma: "2026-001"',
        '#     ten: "Quy chế tổ chức cung cấp thông tin"',
        '#     diem: ["l01-d17k1c3"]',
        '#     so_ky_hieu: ""',
        "#     ngay_ban_hanh: 2026-09-01",
    ),
)


def sample_files() -> dict[str, str]:
    """Return the commented sample of every kind of file, by path below `_mau/`.

    An editor of data copies lines from it.
    """
    files = {}
    for kind in DESCRIBED_KINDS:
        folder = "thư mục của trang cả nước" if kind is NATION_KIND else "thư mục cơ quan"
        head = [
            f"# {kind.label}.",
            f"# Mẫu do lệnh access-info schema sinh ra, đừng sửa tay; chép sang {folder}.",
            "# Trường không dùng thì xóa dòng hoặc để trống.",
        ]
        if kind.name == "trang":
            body = ["---", *head, *_sample_lines(kind.record, 0), "---", "", "Nội dung viết ở đây."]
        else:
            body = [*_schema_line(kind), *head, "", *_sample_lines(kind.record, 0)]
        files[kind.sample] = "\n".join(body) + "\n"
    return files


def starter_files(agency_type: str, name: str = "") -> dict[str, str]:
    """Return the texts of the files that a new agency begins with, by name.

    Args:
        agency_type: A key of `AGENCY_KINDS`.
        name: The agency's name; "" for a sample name, which every check asks to replace.
    """
    kind = AGENCY_KINDS[agency_type]
    profile = [
        f"# {kind.label}. Điền vào giữa hai dấu ngoặc kép; chưa có thì để trống.",
        "# Đủ các trường và giải thích: agencies/_mau/co-quan.yml",
        f'ten: "{_escape_quotes(name or kind.sample_name)}"',
        'ten_ngan: ""',
        f"loai: {kind.id}",
        'dia_chi: ""',
        'dien_thoai: ""',
        'email: ""',
        'gio_lam_viec: ""',
        "",
        "# Ai nhận yêu cầu cung cấp thông tin",
        "dau_moi:",
        '  - don_vi: ""',
        '    vai_tro: "Đầu mối cung cấp thông tin"',
        '    dien_thoai: ""',
        '    email: ""',
        "",
    ]
    disclosure = [
        "# Danh mục thông tin phải được công khai. Mỗi mục mở đầu bằng một dấu gạch.",
        "# Đủ các trường và giải thích: agencies/_mau/cong-khai.yml",
        _ROW_HINT,
        f"{_ROWS}:",
        *_ROW_SAMPLE,
        "",
    ]
    return {"co-quan.yml": "\n".join(profile), "cong-khai.yml": "\n".join(disclosure)}


def without_row_sample(text: str) -> str:
    """Return a list's text without the commented sample row that `starter_files` wrote.

    Once a list has real rows nobody needs it.

    Args:
        text: The file's text; a sample that somebody changed stays.
    """
    for sample in (_ROW_SAMPLE, (_ROW_HINT,), *_FORMER_ROW_SAMPLES):
        text = text.replace("\n" + "\n".join(sample) + "\n", "\n")
    return text


def jurisdiction_starter(name: str) -> str:
    """Return the first text of a new jurisdiction's `_dia-ban.yml`, its contacts left to fill in."""
    return (
        "# Địa bàn: do cơ quan giám sát quản lý. Giải thích: agencies/_mau/_dia-ban.yml\n"
        f'ten: "{_escape_quotes(name)}"\n'
        "giam_sat:\n"
        '  ten: ""\n'
        '  dia_chi: ""\n'
        '  dien_thoai: ""\n'
        '  email: ""\n'
    )


def nation_starter(name: str) -> str:
    """Return the first text of a new nation's `quoc-gia.yml`, with a commented member to fill in."""
    return (
        "# yaml-language-server: $schema=mau/schema/quoc-gia.json\n"
        "# Cả nước: gồm những tỉnh nào. Đủ các trường và giải thích: mau/quoc-gia.yml\n"
        f'ten: "{_escape_quotes(name)}"\n'
        "\n"
        "# Ba dòng dưới cùng là tỉnh mẫu: xóa dấu # ở đầu các dòng ấy rồi sửa thành tỉnh đầu tiên.\n"
        "thanh_vien:\n"
        '#  - ma: "99"\n'
        '#    ten: "Tỉnh Mẫu"\n'
        '#    dia_chi: "https://tiep-can-thong-tin.mau.example/"\n'
    )


def _escape_quotes(text: str) -> str:
    """Escape a text so that it can stand between the double quotes of a YAML value."""
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _schema_line(kind: FileKind) -> Iterator[str]:
    """Yield the comment by which editors find a file's schema, if the kind lies in an agency's folder.

    The relative path holds for the sample and for its copy in an agency's folder, which lies at the
    same depth. Yield nothing for the other kinds.
    """
    if kind.patterns and kind.patterns[0].count("/"):
        up = "../" * (kind.sample.count("/") + 1)
        yield f"# yaml-language-server: $schema={up}{SAMPLE}/schema/{kind.name}.json"


def _sample_lines(record: type[Record], indent: int) -> Iterator[str]:
    """Yield the lines of a sample: each field of a record with its comment and example.

    In a list's one entry the dash stands before the first field, its comment above the dash.

    Args:
        record: The record.
        indent: Spaces before each line.
    """
    space = " " * indent
    for doc in fields_of(record):
        yield from _sample_comment(doc, space)
        if doc.record is not None and doc.many:
            yield f"{space}{doc.key}:"
            inner = list(_sample_lines(doc.record, indent + 4))
            comments = list(itertools.takewhile(lambda line: line.lstrip().startswith("#"), inner))
            first = len(comments)
            yield from comments
            yield f"{space}  - {inner[first].strip()}"
            yield from inner[first + 1 :]
        elif doc.record is not None:
            yield f"{space}{doc.key}:"
            yield from _sample_lines(doc.record, indent + 2)
        elif doc.example is None:
            yield f"{space}{doc.key}:"
        elif isinstance(doc.example, list):
            values = ", ".join(f'"{value}"' for value in doc.example)
            yield f"{space}{doc.key}: [{values}]"
        else:
            yield f"{space}{doc.key}: {_sample_value(doc.example)}"


def _sample_comment(doc: FieldDoc, space: str) -> Iterator[str]:
    """Yield the comment line above a field: its label, and its help where that says more."""
    must = " (bắt buộc)" if doc.required else ""
    text = f"{doc.label}{must}."
    if doc.help_text and doc.help_text != doc.label:
        text += f" {doc.help_text}"
    yield f"{space}# {text}"


def _sample_value(example: object) -> str:
    """Return an example as YAML: a number as it is, a text in quotes."""
    return str(example) if isinstance(example, int) else f'"{example}"'
