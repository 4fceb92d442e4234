"""What others build upon, one line each: keys, options, codes, addresses, schemas, columns.

What a line says is what may not change without a new major version. The record of them is text, so that
whoever reviews a change sees what it takes away.
"""

from __future__ import annotations

import csv
import json
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from access_info.cli.commands import MEANINGS, whole_parser
from access_info.legal.framework import load_framework
from access_info.legal.packs import CalendarFile, LawPack, LawStructure, ObligationFile
from access_info.model.derived import DESCRIBED_KINDS
from access_info.model.fields import Record, fields_of
from access_info.model.vocabularies import AGENCY_TYPES
from access_info.pipeline.trust.manifest import PARTS, paths_below, write_lists
from access_info.plugin.config import AccessInfoConfig

Surface = dict[str, list[str]]
KEYS, LAW_KEYS, COMMANDS = "Khoá trong tệp dữ liệu", "Khoá trong gói luật", "Lệnh và tùy chọn"
# What people type.
_TYPED = (KEYS, LAW_KEYS, COMMANDS)
LAW_FILES = {
    "luat-*.yml": LawPack,
    "dieu-khoan-*.yml": LawStructure,
    "nghia-vu.yml": ObligationFile,
    "lich-nghi.yml": CalendarFile,
}
# Not promised: what only our own pages read, and the hand-written pages.
_INTERNAL = re.compile(
    r"assets/|bien-tap/|huong-dan/|tim-kiem/du-lieu/|(en/)?yeu-cau/(du-lieu|noi-nhan/)|sw\.js|.*\.gz$"
)
_KIND = re.compile(r'data-page-kind="([^"]*)"')
# What stands in an address for something that data or the law name.
_HOLES = (
    (re.compile(r"(?<=^thoi-han/)\d{4}-\d{2}(?=/|$)"), "{tháng}"),
    (re.compile(r"(?<=^co-quan/)(?!a-z/|loai/)[^/]+(?=/)"), "{cơ quan}"),
    (re.compile(r"(?<=^giam-sat/van-ban/co-quan/)[^/.]+"), "{cơ quan}"),
    (re.compile(r"(?<=^danh-sach-tep/co-quan/)[^/.]+"), "{cơ quan}"),
    (re.compile(r"(?<=^danh-sach-tep/)[^/.]+(?=\.)"), "{mục}"),
    (re.compile(r"(?<=^giam-sat/nghia-vu/)[^/]+"), "{nghĩa vụ}"),
    (re.compile(r"(?<=^giam-sat/bang/)(?!index)[^/]+"), "{loại}"),
    (re.compile(r"(?<=/)luat-\d+-\d{4}(?=[/.]|$)"), "{luật}"),
    (re.compile(r"(?<=/)diem-[a-z]+(?=/|$)"), "{điểm}"),
    (re.compile(r"(?<=/trang/)[^/]+"), "{trang}"),
    (re.compile(r"(?<=/tep/).+"), "{tệp}"),
    (re.compile(r"(?<=[-/])\d{4}-\d{2}-\d{2}(?=[/.]|$)"), "{ngày}"),
    (re.compile(r"(?<=[-/])\d{4}-\d{2}(?=[/.]|$)"), "{tháng}"),
    (re.compile(r"(?<=[-/])\d{4}(?=[/.]|$)"), "{năm}"),
)


def surface_of(site: Path) -> Surface:
    """Gathers all of it, addresses and what files hold from a built site with everything on."""
    return {
        KEYS: list(_keys((kind.sample, kind.record) for kind in DESCRIBED_KINDS)),
        LAW_KEYS: list(_keys(LAW_FILES.items())),
        "Mã": list(_codes()),
        COMMANDS: list(_commands()),
        "Số mà lệnh trả về": [f"{code:d} {code.name}" for code in MEANINGS],
        "Tùy chọn trong mkdocs.yml": [
            f"{name}, mặc định {json.dumps(option.default, ensure_ascii=False)}"
            for name, option in AccessInfoConfig._schema
        ],
        "Địa chỉ": sorted({*_addresses(site), *_addresses_of_parts(site)}),
        "Trường của tệp JSON": sorted(_members(site)),
        "Cột của tệp CSV": list(_columns(site)),
    }


def _keys(files: Iterable[tuple[str, type[Record]]]) -> Iterator[str]:
    for name, record in files:
        yield from (f"{name}: {path}" for path in sorted(_paths(record, "", frozenset())))


def _paths(record: type[Record], above: str, seen: frozenset[type[Record]]) -> Iterator[str]:
    for doc in fields_of(record):
        path = f"{above}{doc.key}{'[]' if doc.many else ''}"
        yield f"{path} (phải có)" if doc.required else path
        if doc.record is not None and doc.record not in seen:
            yield from _paths(doc.record, f"{path}.", seen | {doc.record})


def _codes() -> Iterator[str]:
    framework, _ = load_framework()
    assert framework is not None
    yield from (f"loại cơ quan {kind}" for kind in sorted(AGENCY_TYPES))
    yield from (f"luật {law.id}" for law in (*framework.packs, *framework.supplements))
    yield from (f"nghĩa vụ {duty.id}" for duty in framework.obligations)


def _commands() -> Iterator[str]:
    yield "access-info --version"
    for command in sorted(whole_parser().documented(), key=lambda each: each.name):
        yield command.name
        for option in command.options:
            needed = " (phải có)" if option.required else ""
            choices = f" một trong {', '.join(option.choices)}" if option.choices else ""
            yield f"{command.name} {option.typed}{needed}{choices}"


def _addresses(site: Path) -> Iterator[str]:
    """Yields each kind of address: of a page with its kind, of a file by its name."""
    for path in site.rglob("*"):
        name = path.relative_to(site).as_posix()
        if not path.is_file() or _INTERNAL.match(name):
            continue
        pattern = name
        for hole, word in _HOLES:
            pattern = hole.sub(word, pattern)
        kind = _KIND.search(path.read_text("utf-8")) if path.suffix == ".html" else None
        yield (pattern.removesuffix("index.html") or "./") + (f" (trang {kind[1]})" if kind else "")


def _addresses_of_parts(site: Path) -> set[str]:
    """Tells the addresses of the parts that the site's manifest has once it lists many more files."""
    files = sorted((path, 0, b"") for path in paths_below(site) if not path.startswith(PARTS))
    with tempfile.TemporaryDirectory() as folder:
        write_lists(Path(folder), {}, files, None, most=64)
        return set(_addresses(Path(folder)))


def _members(site: Path) -> Iterator[str]:
    for path in site.glob("tai-ve/*.schema.json"):
        schema = json.loads(path.read_text("utf-8"))
        name = path.name.replace(".schema", "")
        definitions = schema.get("$defs", {})
        yield from (f"{name}: {member}" for member in set(_properties(schema, "", definitions)))
    for name in ("manifest.json", "tai-ve/dong.json", "tai-ve/thay-doi.json"):
        content = json.loads((site / name).read_text("utf-8"))
        yield from (f"{name}: {key}" for key in content)
    generator = json.loads((site / "manifest.json").read_text("utf-8"))["generator"]
    yield from (f"manifest.json: generator.{key}" for key in generator if key != "commit")


def _properties(
    part: Mapping[str, Any], above: str, definitions: Mapping[str, Any]
) -> Iterator[str]:
    if "$ref" in part:
        part = definitions.get(str(part["$ref"]).rpartition("/")[2], {})
    needed = set(part.get("required", ()))
    for name, value in part.get("properties", {}).items():
        kinds = value.get("type", "")
        kind = "/".join(kinds) if isinstance(kinds, list) else kinds
        yield " ".join(
            filter(None, (f"{above}{name}", kind, "(phải có)" if name in needed else ""))
        )
        yield from _properties(value, f"{above}{name}.", definitions)
        if isinstance(value.get("items"), dict):
            yield from _properties(value["items"], f"{above}{name}[].", definitions)


def _columns(site: Path) -> Iterator[str]:
    for path in sorted(site.glob("tai-ve/*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            head = next(csv.reader(file))
        yield from (f"{path.name}: cột {number} {name}" for number, name in enumerate(head, 1))


def as_text(surface: Surface, version: str) -> str:
    """Writes the record."""
    parts = [f"Phiên bản {version}\n"]
    for title, lines in surface.items():
        parts.append(f"\n## {title}\n\n" + "".join(f"{line}\n" for line in lines))
    return "".join(parts)


def read_text(text: str) -> Surface:
    """Reads the record."""
    surface: Surface = {}
    for part in text.split("\n## ")[1:]:
        title, _, lines = part.partition("\n")
        surface[title] = [line for line in lines.splitlines() if line]
    return surface


def _added(title: str, line: str) -> str:
    return "BẮT BUỘC THÊM" if title in _TYPED and "(phải có)" in line else "thêm"


def messages(recorded: Surface, present: Surface) -> str:
    """Says in words what became of it; "" where nothing did."""
    words = []
    for title in recorded | present:
        before, now = recorded.get(title, []), present.get(title, [])
        words += [f"BỎ hoặc ĐỔI: {title}: {line}" for line in before if line not in now]
        added = [line for line in now if line not in before]
        # What must be there from now on breaks whoever has it not.
        words += [f"{_added(title, line)}: {title}: {line}" for line in added]
    if not words:
        return ""
    broken = any(not line.startswith("thêm") for line in words)
    advice = (
        "Điều đã bỏ hay đổi làm hỏng thứ người khác đã làm: giữ lại kèm lời nhắc trong một năm, hoặc chờ bản lớn "
        "(content/huong-dan/on-dinh.md)."
        if broken
        else "Chỉ thêm: bản phát hành tới tăng số giữa."
    )
    return "\n".join(
        (
            *words,
            advice,
            "Đã cân nhắc thì ghi lại: pytest tests/sites/test_public_surface.py --update",
        )
    )
