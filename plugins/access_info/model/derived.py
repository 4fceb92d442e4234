"""Files made from the model: JSON Schema, samples, editor settings."""

from __future__ import annotations

import dataclasses
import fnmatch
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from access_info.model.agency import AgencyProfile, CorrectionLog, FreePage, YearStatistics
from access_info.model.fields import FieldDoc, Record, fields_of
from access_info.model.items import CONDITIONAL, DISCLOSURE, LISTS
from access_info.model.jurisdiction import Jurisdiction
from access_info.model.nation import Nation
from access_info.model.vocabularies import AGENCY_KINDS

# Records that data files hold: the one list that sample, schema and reference follow.

# Folder of the samples below `agencies/`.
SAMPLE = "_mau"


@dataclasses.dataclass(frozen=True)
class FileKind:
    """A kind of data file.

    Attributes:
        name: Short name, for the schema's file.
        sample: Path of its sample below `_mau/`.
        label: What it is, in Vietnamese.
        record: What it holds.
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
    FileKind(
        DISCLOSURE,
        LISTS[DISCLOSURE].file,
        LISTS[DISCLOSURE].label,
        LISTS[DISCLOSURE].file_record,
        (f"*/{LISTS[DISCLOSURE].file}", f"*/{DISCLOSURE}/*.yml"),
    ),
    FileKind(
        CONDITIONAL,
        LISTS[CONDITIONAL].file,
        LISTS[CONDITIONAL].label,
        LISTS[CONDITIONAL].file_record,
        (f"*/{LISTS[CONDITIONAL].file}",),
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
# Those that samples, schemas and the reference describe.
DESCRIBED_KINDS = (*FILE_KINDS, NATION_KIND)


def record_of(path: str) -> type[Record] | None:
    """Find the record that a file holds.

    Args:
        path: Below `agencies/`, with `/`: `so-tu-phap/cong-khai.yml`.

    Returns:
        `None` for a file that holds no data of ours.
    """
    for kind in FILE_KINDS:
        for pattern in kind.patterns:
            if path.count("/") == pattern.count("/") and fnmatch.fnmatchcase(path, pattern):
                return kind.record
    return None


# Settings of Visual Studio Code: which schema each data file has, and that text stays as typed.

_YAML_EXTENSION = "redhat.vscode-yaml"


def editor_files(agencies: str) -> dict[str, str]:
    """Render the text of the files below `.vscode/`, by name.

    Args:
        agencies: Path of the folder of agencies below the repository's root.
    """
    return {
        "extensions.json": _json({"recommendations": [_YAML_EXTENSION]}),
        "settings.json": _json(_settings(agencies)),
    }


def _settings(agencies: str) -> dict[str, Any]:
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


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


# JSON Schema of every data file, for completion and hints in editors (draft 2020-12).

# What may be chosen in a field, by record and key: value → label.
Choices: TypeAlias = Mapping[tuple[type[Record], str], Mapping[str, str]]

_SCALARS = ["string", "number", "boolean", "null"]
_MARKS = re.compile(r"([\\`*_\[\]<>#|])")
_FIRST_KEYS = 4


def json_schemas(choices: Choices | None = None) -> dict[str, dict[str, Any]]:
    """Build the schema of each kind of file, by its short name.

    Args:
        choices: Values to offer where the model itself lists none.
    """
    return {kind.name: _schema(kind, choices or {}) for kind in DESCRIBED_KINDS}


def _schema(kind: FileKind, choices: Choices) -> dict[str, Any]:
    """Build a file's schema, with Vietnamese titles and with what our reader accepts.

    An editor's YAML reader guesses types: `0243` is a number to it and an empty value is null.
    Ours keeps text, so a field of text must not be marked wrong there.
    """
    schema = kind.record.model_json_schema(by_alias=True, mode="validation")
    result: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": kind.label,
    }
    result.update({key: value for key, value in schema.items() if key != "title"})
    result.pop("description", None)
    records = {record.__name__: record for record in _records(kind.record)}
    _mend_object(result, kind.record, choices)
    for name, part in result.get("$defs", {}).items():
        _mend_object(part, records[name], choices)
    return result


def _records(record: type[Record]) -> Iterator[type[Record]]:
    """Yield a record and all that stand below it."""
    yield record
    for doc in fields_of(record):
        if doc.record is not None:
            yield from _records(doc.record)


def _mend_object(part: dict[str, Any], record: type[Record], choices: Choices) -> None:
    """Drop what only programmers read and mark required fields that a check of ours names."""
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
        mended = _mend(value)
        part["properties"][key] = mended
        _help(mended, docs[key], choices.get((record, key)))
    if required:
        part["required"] = [key for key in part["properties"] if key in required]


def _help(value: dict[str, Any], doc: FieldDoc, offered: Mapping[str, str] | None) -> None:
    """Add what an editor shows while the field is typed."""
    value["markdownDescription"] = _markdown(doc)
    held = value.get("items", value) if doc.many else value
    if doc.record is not None:
        if doc.many and "items" in value:
            value["items"] = {**value["items"], "defaultSnippets": [_row(doc)]}
    elif offered and "enum" not in held:
        held["defaultSnippets"] = [
            {"label": option, "description": label, "body": option}
            for option, label in offered.items()
        ]


def _row(doc: FieldDoc) -> dict[str, Any]:
    """Build a row to begin with: what must be typed and what most rows have."""
    fields = (
        [field for field in fields_of(doc.record) if field.record is None] if doc.record else []
    )
    wanted = [
        field for number, field in enumerate(fields) if field.required or number < _FIRST_KEYS
    ]
    body = {
        field.key: [f"${number}"] if field.many else f"${number}"
        for number, field in enumerate(wanted, 1)
    }
    return {"label": f"Thêm: {doc.label}", "description": doc.help_text, "body": body}


def _markdown(doc: FieldDoc) -> str:
    """Render label, help and example of a field, for a box beside it."""
    must = " (bắt buộc)" if doc.required else ""
    parts = [f"**{_escaped(doc.label)}**{must}"]
    if doc.help_text and doc.help_text != doc.label:
        parts.append(_escaped(doc.help_text))
    if doc.example is not None and doc.record is None:
        values = doc.example if isinstance(doc.example, list) else [doc.example]
        parts.append("Ví dụ: " + ", ".join(f"`{value}`" for value in values))
    return "\n\n".join(parts)


def _escaped(text: str) -> str:
    return _MARKS.sub(r"\\\1", text)


def _mend(value: dict[str, Any]) -> dict[str, Any]:
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
                value[inner] = _mend(value[inner])
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
    """Render the commented sample of every kind of file, by path below `_mau/`."""
    files = {}
    for kind in DESCRIBED_KINDS:
        head = [
            f"# {kind.label}.",
            f"# Mẫu do lệnh access-info schema sinh ra, đừng sửa tay; chép sang {_copied_to(kind)}.",
            "# Trường không dùng thì xóa dòng hoặc để trống.",
        ]
        if kind.name == "trang":
            body = ["---", *head, *_lines(kind.record, 0), "---", "", "Nội dung viết ở đây."]
        else:
            body = [*_schema_line(kind), *head, "", *_lines(kind.record, 0)]
        files[kind.sample] = "\n".join(body) + "\n"
    return files


def starter_files(agency_type: str, name: str = "") -> dict[str, str]:
    """Render the files that a new agency begins with.

    Args:
        agency_type: A key of `AGENCY_KINDS`.
        name: The agency's name; "" for a sample that every check asks to replace.
    """
    kind = AGENCY_KINDS[agency_type]
    profile = [
        f"# {kind.label}. Điền vào giữa hai dấu ngoặc kép; chưa có thì để trống.",
        "# Đủ các trường và giải thích: agencies/_mau/co-quan.yml",
        f'ten: "{_quoted(name or kind.sample_name)}"',
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
    """Drop the sample row of `starter_files`, which real rows make needless, from a list's text.

    Args:
        text: The file as it lies there; a sample that was changed stays.
    """
    for sample in (_ROW_SAMPLE, (_ROW_HINT,), *_FORMER_ROW_SAMPLES):
        text = text.replace("\n" + "\n".join(sample) + "\n", "\n")
    return text


def jurisdiction_starter(name: str) -> str:
    """Render the `_dia-ban.yml` of a new jurisdiction."""
    return (
        "# Địa bàn: do cơ quan giám sát quản lý. Giải thích: agencies/_mau/_dia-ban.yml\n"
        f'ten: "{_quoted(name)}"\n'
        "giam_sat:\n"
        '  ten: ""\n'
        '  dia_chi: ""\n'
        '  dien_thoai: ""\n'
        '  email: ""\n'
    )


def nation_starter(name: str) -> str:
    """Render the `quoc-gia.yml` of a new nation, which has no members yet."""
    return (
        "# yaml-language-server: $schema=mau/schema/quoc-gia.json\n"
        "# Cả nước: gồm những tỉnh nào. Đủ các trường và giải thích: mau/quoc-gia.yml\n"
        f'ten: "{_quoted(name)}"\n'
        "\n"
        "# Ba dòng dưới cùng là tỉnh mẫu: xóa dấu # ở đầu các dòng ấy rồi sửa thành tỉnh đầu tiên.\n"
        "thanh_vien:\n"
        '#  - ma: "99"\n'
        '#    ten: "Tỉnh Mẫu"\n'
        '#    dia_chi: "https://tiep-can-thong-tin.mau.example/"\n'
    )


def _quoted(text: str) -> str:
    """Write a text as it stands between a double-quoted scalar's quotes."""
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _copied_to(kind: FileKind) -> str:
    return "thư mục của trang cả nước" if kind is NATION_KIND else "thư mục cơ quan"


def _schema_line(kind: FileKind) -> Iterator[str]:
    """Yield where editors find the schema, from the sample and from its copy in a folder."""
    if kind.patterns and kind.patterns[0].count("/"):
        up = "../" * (kind.sample.count("/") + 1)
        yield f"# yaml-language-server: $schema={up}{SAMPLE}/schema/{kind.name}.json"


def _lines(record: type[Record], indent: int) -> Iterator[str]:
    """Yield the lines of a record's fields, each with its comment."""
    space = " " * indent
    for doc in fields_of(record):
        yield from _comment(doc, space)
        if doc.record is not None and doc.many:
            yield f"{space}{doc.key}:"
            inner = list(_lines(doc.record, indent + 4))
            first = next(number for number, line in enumerate(inner) if not _is_comment(line))
            if first:
                yield from inner[:first]
            yield f"{space}  - {inner[first].strip()}"
            yield from inner[first + 1 :]
        elif doc.record is not None:
            yield f"{space}{doc.key}:"
            yield from _lines(doc.record, indent + 2)
        elif doc.example is None:
            yield f"{space}{doc.key}:"
        elif isinstance(doc.example, list):
            values = ", ".join(f'"{value}"' for value in doc.example)
            yield f"{space}{doc.key}: [{values}]"
        else:
            yield f"{space}{doc.key}: {_value(doc.example)}"


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")


def _comment(doc: FieldDoc, space: str) -> Iterator[str]:
    must = " (bắt buộc)" if doc.required else ""
    text = f"{doc.label}{must}."
    if doc.help_text and doc.help_text != doc.label:
        text += f" {doc.help_text}"
    yield f"{space}# {text}"


def _value(example: object) -> str:
    return str(example) if isinstance(example, int) else f'"{example}"'
