"""Files that strangers described, made as office programs make them, and what the gate does with them.

`tests/safety/strangers/BRIEF-FILES.md` is what the authors were given. A file is judged as a build does: below
`tep/` of an agency, beside one row that names it.
"""

from __future__ import annotations

import dataclasses
import datetime
import json
import random
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from described_files import CommaSeparated, DescribedFile, PictureOfLines, PlainText
from described_office_files import OpenSpreadsheet, WordDocument, Workbook
from described_pdf import PdfPages
from loaded_program import laws_of_today
from never_issued_numbers import fill
from stranger_texts import PASS, WARN, WITHHOLD, GateFigures, numbers_of, read_set, weighed

from access_info.checks import check_agency
from access_info.loading import load_agency
from access_info.loading.folders import read_folder
from access_info.model.as_of import AsOf
from access_info.problems import Problem
from access_info.scanning import AttachmentScan, scan_all

WRITERS: Mapping[str, Callable[[], DescribedFile]] = {
    ".xlsx": Workbook,
    ".docx": WordDocument,
    ".ods": OpenSpreadsheet,
    ".csv": CommaSeparated,
    ".txt": PlainText,
    ".pdf": PdfPages,
    ".jpg": lambda: PictureOfLines("JPEG"),
    ".png": lambda: PictureOfLines("PNG"),
}
_DAY = datetime.date(2026, 11, 24)
_AGENCY = "so-mau"
_PROFILE = 'ten: "Sở Mẫu"\nloai: so\n'
_OF_THE_GATE = "TT6"


@dataclasses.dataclass(frozen=True, slots=True)
class StrangerFile:
    """A file with its author's label.

    Attributes:
        kind: Key of the brief's tables.
        label: `giu`, `nhac` or `qua`.
        name: The file's name.
        title: The title of the row beside which it is published.
        content: The file.
    """

    kind: str
    label: str
    name: str
    title: str
    content: bytes


def files(name: str) -> Iterator[StrangerFile]:
    """Make the files of a set, `files-1`."""
    for number, entry in enumerate(read_set(name), 1):
        yield file_of(entry, numbers_of(name, str(number), entry["ten"]))


def file_of(entry: Mapping[str, Any], numbers: random.Random) -> StrangerFile:
    """Make a file.

    Args:
        entry: Its description, in the form of the brief.
        numbers: Fills number signs.

    Raises:
        ValueError: The description asks for what its kind of file cannot hold.
    """
    try:
        described = filled(entry, numbers)
        writer = WRITERS[Path(described["ten"]).suffix.lower()]()
        for part in described["trong"]:
            _write(writer, part)
        content = writer.content()
    except (NotImplementedError, LookupError, TypeError, AttributeError) as error:
        raise ValueError(f"{entry['ten']}: {type(error).__name__} {error}") from error
    return StrangerFile(entry["loai"], entry["nhan"], described["ten"], described["muc"], content)


def filled(value: Any, numbers: random.Random) -> Any:
    """Fill the number signs in all texts of a description, in order.

    Args:
        value: A description or a part of one.
        numbers: What fills them.
    """
    match value:
        case str():
            return unicodedata.normalize("NFC", fill(value, numbers))
        case list():
            return [filled(each, numbers) for each in value]
        case dict():
            return {key: filled(each, numbers) for key, each in value.items()}
        case _:
            return value


def _write(writer: DescribedFile, part: Mapping[str, Any]) -> None:
    """Write a part; remarks and hiding may stand in the same mapping, after what they are about."""
    of_text = {
        "doan": writer.paragraph,
        "dau": writer.header,
        "trang": writer.new_page,
        "nhan_xet": writer.comment,
        "chu_an": writer.hidden_text,
    }
    for key, value in part.items():
        match key:
            case "bang":
                writer.table([_texts(row) for row in value])
            case "an":
                _hide(writer, value)
            case "sua":
                writer.tracked_change(_text(value.get("xoa")), _text(value.get("them")))
            case "quet":
                writer.scan(_texts(value), _texts(part.get("in")))
            case "hinh":
                writer.small_picture()
            case "in" if "quet" in part:
                pass
            case _:
                of_text[key](_text(value))


def _hide(writer: DescribedFile, what: Mapping[str, Any]) -> None:
    for key, value in what.items():
        match key:
            case "cot":
                writer.hide_columns(_texts(value))
            case "hang":
                writer.hide_rows([int(number) for number in _texts(value)])
            case "trang":
                writer.hide_sheet()
            case _:
                raise LookupError(key)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _texts(value: object) -> list[str]:
    if value is None:
        return []
    return [_text(each) for each in value] if isinstance(value, list) else [_text(value)]


def scanned(
    given: Iterable[StrangerFile], folder: Path
) -> list[tuple[StrangerFile, Path, AttachmentScan]]:
    """Lay out an agency for each file, and look into all files in one sandbox.

    Args:
        given: The files.
        folder: An empty folder.

    Returns:
        Each file with its agency's folder and its scan.
    """
    agencies = {}
    for number, each in enumerate(given):
        agency = folder / str(number) / _AGENCY
        (agency / "tep").mkdir(parents=True)
        (agency / "tep" / each.name).write_bytes(each.content)
        (agency / "co-quan.yml").write_text(_PROFILE, encoding="utf-8")
        title, name = (json.dumps(text, ensure_ascii=False) for text in (each.title, each.name))
        row = f'muc:\n- ma: "2026-001"\n  ten: {title}\n  tep: [{name}]\n'
        (agency / "cong-khai.yml").write_text(row, encoding="utf-8")
        agencies[agency / "tep" / each.name] = (each, agency)
    scans = scan_all(agencies)
    return [(each, agency, scans[path]) for path, (each, agency) in agencies.items()]


def problems_of(agency: Path, scan: AttachmentScan) -> Sequence[Problem]:
    """Return what the gate says of an agency with one file.

    Args:
        agency: Its folder.
        scan: The scan of its file.
    """
    framework, _ = laws_of_today()
    judged = check_agency(
        load_agency(read_folder(agency)),
        framework=framework,
        agencies=frozenset({_AGENCY}),
        as_of=AsOf(_DAY),
        scan=lambda _: scan,
    )
    return [problem for problem in judged.problems if problem.code.startswith(_OF_THE_GATE)]


def verdict(problems: Sequence[Problem]) -> str:
    """Return what the gate does: `giu`, `nhac` or `qua`."""
    if any(problem.withheld for problem in problems):
        return WITHHOLD
    return WARN if problems else PASS


def figures(given: Iterable[StrangerFile]) -> GateFigures:
    """Weigh a set of files."""
    with tempfile.TemporaryDirectory() as folder:
        return weighed(
            (each.label, verdict(problems_of(agency, scan)))
            for each, agency, scan in scanned(given, Path(folder))
        )
