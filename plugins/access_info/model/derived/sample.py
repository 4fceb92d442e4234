"""Commented samples and first files, made from the declarations of fields."""

from __future__ import annotations

from collections.abc import Iterator

from access_info.model.agency_kinds import AGENCY_KINDS
from access_info.model.declarations.fields import FieldDoc, Record, fields_of
from access_info.model.derived.files import DESCRIBED_KINDS, NATION_KIND, SAMPLE, FileKind

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
