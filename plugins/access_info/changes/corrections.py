"""Writes reports of mistakes into `dinh-chinh.yml`, and later that they were corrected.

The log is public. It says what was wrong, what is right and by when, never who reported it.
"""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from access_info.assessment.judges.agency import CorrectionDue, correction_due
from access_info.changes.rows import rows_of
from access_info.checks.safety.detections import TextPlace
from access_info.checks.safety.numbers import numbers_in
from access_info.checks.safety.shapes import (
    CAPITAL,
    FAMILY_NAME,
    FREQUENT_FAMILIES,
    LONG_NUMBER,
    NAME_LABELS,
    NAMING_ONESELF,
    OTHER_FAMILIES,
    REPORTING,
    SENDERS,
    TITLES,
    TITLES_WITH_ACCENTS,
    either,
)
from access_info.checks.safety.texts import NormalizedText
from access_info.legal.framework import Framework
from access_info.loading import LoadedAgency, folders, load_agency
from access_info.loading.folders import is_agency_id, read_folder
from access_info.model.agency import Correction, CorrectionLog
from access_info.model.binding import bind
from access_info.model.fields import canonical
from access_info.model.types import did_you_mean, did_you_mean_or_listed, fold, vn_date
from access_info.problems import MisuseError
from access_info.source.documents import parse_yaml
from access_info.source.replacing import replace_file
from access_info.source.rewriting import rewrite_yaml

# Tell whether a text for a public log names a person: plain cases only; the reviewer reads the rest.

# “ông Mẫu”, “BÀ MẪU”; also “bà ấy”: letters from “Ạ” to “ỹ” of either case. An office
# is addressed too, “đồng chí Bí thư”: there only a family name says that somebody is named.
_ADDRESSED = "|".join((*TITLES, *TITLES_WITH_ACCENTS)).replace("|đồng chí", "")
_TITLED = re.compile(
    rf"\b(?:(?i:{_ADDRESSED})\s+[{CAPITAL}\u1ea0-\u1ef9]\w+|(?i:đồng chí)\s+{FAMILY_NAME})"
)
_FREQUENT = frozenset(map(fold, FREQUENT_FAMILIES.split("|")))
# “Văn Phòng” is an office.
_OTHER = frozenset(OTHER_FAMILIES.split("|")) - {"Văn"}
# “gọi” and “phát hiện” are of a log's words alone.
_REPORTING = re.compile(rf"\b(?:{either(REPORTING)}|gọi|phát hiện)\b", re.IGNORECASE)
# “Người phản ánh: Nguyễn Văn Mẫu”, “tôi là Nguyễn Văn Mẫu”.
_SENDER = re.compile(
    rf"\b(?i:{either(f'{SENDERS}(?: là)?|{NAMING_ONESELF}|{NAME_LABELS}')})[ \t]*:?[ \t]*(?={FAMILY_NAME})"
)
_SHORTEST_NAME, _LONGEST_NAME = 2, 5


def names_person(text: str) -> bool:
    """Tell whether a text names a person or a way to reach somebody, as far as that is plain.

    Args:
        text: A role, as typed.
    """
    if _TITLED.search(text) or _SENDER.search(text) or "@" in text or LONG_NUMBER.search(text):
        return True
    if any(numbers_in(NormalizedText(text), TextPlace.VALUE)):
        return True
    words = text.split()
    return (
        _SHORTEST_NAME <= len(words) <= _LONGEST_NAME
        and (fold(words[0]) in _FREQUENT or words[0].capitalize() in _OTHER)
        and all(word[:1].isupper() and word.strip(".").isalpha() for word in words)
    )


def names_reporter(sentence: str) -> bool:
    """Tell whether a sentence says which person reported something.

    Names in what was published are no secret: a signer's name may be what was wrong.

    Args:
        sentence: A sentence of the log.
    """
    return bool(
        (_TITLED.search(sentence) and _REPORTING.search(sentence)) or _SENDER.search(sentence)
    )


# Writes reports of mistakes into `dinh-chinh.yml`, and later that they were corrected.

CITIZEN = "Công dân"
ITSELF = "Cơ quan tự phát hiện"
_KNOWN = {
    "cong-dan": CITIZEN,
    "nguoi-dan": CITIZEN,
    "co-quan": ITSELF,
    "co-quan-tu-phat-hien": ITSELF,
    "tu-phat-hien": ITSELF,
    "to-chuc": "Tổ chức",
    "doanh-nghiep": "Doanh nghiệp",
    "bao-chi": "Báo chí",
    "co-quan-khac": "Cơ quan khác",
    "co-quan-giam-sat": "Cơ quan giám sát",
}


class CorrectionError(MisuseError):
    """The entry cannot be made; the text says why and what to type, in Vietnamese."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class MistakeReport:
    """A reported mistake: what is wrong, what is right, and the days.

    Attributes:
        wrong: The wrong information.
        right: The right information; may be absent while it is looked into.
        item: Id of the item with the mistake, or "".
        petitioned: The day a petition was received.
        discovered: The day the mistake was found.
        by: Who found it, by role; "" for a citizen where there is a petition, else the agency.
        corrected: The day it was corrected, or `None` while it is open.
        forms: The forms in which it was corrected.
    """

    wrong: str
    right: str = ""
    item: str = ""
    petitioned: datetime.date | None = None
    discovered: datetime.date | None = None
    by: str = ""
    corrected: datetime.date | None = None
    forms: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True)
class Recorded:
    """An entry that was written.

    Attributes:
        id: The entry's id.
        path: The file.
        record: The entry as written.
        due: The day by which it must be corrected, if that can be reckoned.
        before: The bytes of the file before; `None` when there was none.
        after: The bytes of the file now.
    """

    id: str
    path: Path
    record: Correction
    due: CorrectionDue | None
    before: bytes | None
    after: bytes


def add_correction(
    agencies: Path,
    agency: str,
    report: MistakeReport,
    *,
    framework: Framework,
    as_of: datetime.date,
) -> Recorded:
    """Write a new entry into an agency's log.

    Args:
        agencies: The folder of agencies.
        agency: Folder name.
        report: The reported mistake.
        framework: The law, with the jurisdiction's own days.
        as_of: Today.

    Raises:
        CorrectionError: The report is not fit to be published, or the log cannot be read.
        ChangedMeanwhileError: The log was saved by somebody since it was read.
    """
    loaded = _loaded(agencies, agency)
    wrong = _clean(report.wrong)
    if not wrong:
        raise CorrectionError("Chưa nói sai ở đâu. Ghi nội dung sai, ví dụ “Thời hạn 15 ngày”.")
    right = _clean(report.right)
    if report.corrected is not None and not right:
        raise CorrectionError("Đã ghi ngày đính chính thì phải ghi cả nội dung đúng.")
    for text in (wrong, right):
        _refuse_reporter(text)
    by = _role(report.by) or (CITIZEN if report.petitioned else ITSELF)
    discovered = report.discovered or report.petitioned or as_of
    start = report.petitioned or discovered
    for day in (report.petitioned, report.discovered, report.corrected):
        if day is not None and day > as_of:
            raise CorrectionError(f"Ngày {vn_date(day)} còn ở phía trước. Sửa lại ngày.")
    entry: dict[str, Any] = {
        "ma": _next_id(loaded, start.year),
        "muc_lien_quan": _item(loaded, report.item),
        "noi_dung_sai": wrong,
        "noi_dung_dung": right,
        "phat_hien": {"ngay": discovered.isoformat(), "boi": by},
        "ngay_kien_nghi": report.petitioned.isoformat() if report.petitioned else "",
        "ngay_dinh_chinh": report.corrected.isoformat() if report.corrected else "",
        "hinh_thuc": _forms(report.forms),
    }
    entry = {key: value for key, value in entry.items() if value}
    return _write(loaded, [*_entries(loaded), entry], str(entry["ma"]), framework)


def finish_correction(
    agencies: Path,
    agency: str,
    correction: str,
    *,
    corrected: datetime.date,
    right: str = "",
    forms: Sequence[str] = (),
    framework: Framework,
    as_of: datetime.date,
) -> Recorded:
    """Record that an open entry was corrected.

    Args:
        agencies: The folder of agencies.
        agency: Folder name.
        correction: Id of the entry.
        corrected: The day it was corrected.
        right: The right information, if the entry does not state it yet.
        forms: In which forms it was corrected.
        framework: The law, with the jurisdiction's own days.
        as_of: Today.

    Raises:
        CorrectionError: There is no such open entry, or the log cannot be read.
        ChangedMeanwhileError: The log was saved by somebody since it was read.
    """
    loaded = _loaded(agencies, agency)
    entries = _entries(loaded)
    place = next((n for n, entry in enumerate(entries) if entry.get("ma") == correction), None)
    if place is None:
        hint = did_you_mean(correction, frozenset(str(entry.get("ma")) for entry in entries))
        raise CorrectionError(f"Sổ đính chính của “{agency}” không có mã “{correction}”.{hint}")
    entry = dict(entries[place])
    if entry.get("ngay_dinh_chinh"):
        raise CorrectionError(f"“{correction}” đã đính chính ngày {entry['ngay_dinh_chinh']}.")
    if corrected > as_of:
        raise CorrectionError(f"Ngày {vn_date(corrected)} còn ở phía trước. Sửa lại ngày.")
    clean = _clean(right)
    _refuse_reporter(clean)
    if clean:
        entry["noi_dung_dung"] = clean
    if not entry.get("noi_dung_dung"):
        raise CorrectionError("Mục này chưa ghi nội dung đúng. Thêm --right “nội dung đúng”.")
    entry["ngay_dinh_chinh"] = corrected.isoformat()
    if forms:
        entry["hinh_thuc"] = _forms(forms)
    return _write(loaded, [*entries[:place], entry, *entries[place + 1 :]], correction, framework)


def _loaded(agencies: Path, agency: str) -> LoadedAgency:
    folder = agencies / agency
    if not is_agency_id(agency) or folder.is_symlink() or not folder.is_dir():
        known = folders.agency_ids(agencies)[0]
        raise CorrectionError(f"Không có cơ quan “{agency}”.{did_you_mean(agency, known)}")
    loaded = load_agency(read_folder(folder))
    path = folder / folders.CORRECTIONS
    document = loaded.documents.get(folders.CORRECTIONS)
    if path.is_symlink() or (document is not None and document.problems):
        message = document.problems[0].message if document is not None else "tệp là lối tắt."
        raise CorrectionError(f"Sổ đính chính đang có lỗi, sửa lỗi trước đã: {message}")
    return loaded


def _entries(loaded: LoadedAgency) -> list[Mapping[str, Any]]:
    document = loaded.documents.get(folders.CORRECTIONS)
    rows = document.data.get("muc") if document is not None else None
    if not isinstance(rows, list):
        return []
    return [row for row in rows if isinstance(row, Mapping)]


def _next_id(loaded: LoadedAgency, year: int) -> str:
    """Return the next free id: `2026-dc-03`."""
    taken = {row.id for row in rows_of(loaded)}
    pattern = re.compile(rf"{year}-dc-(\d{{1,6}})", re.ASCII)
    numbers = [int(match[1]) for id_ in taken if (match := pattern.fullmatch(id_))]
    return f"{year}-dc-{max(numbers, default=0) + 1:02d}"


def _item(loaded: LoadedAgency, item: str) -> str:
    """Return an item's id as the agency has it; "" for none.

    Raises:
        CorrectionError: The agency has no such item.
    """
    wanted = _clean(item).removeprefix(f"{loaded.folder.id}/")
    known = frozenset(row.id for row in rows_of(loaded) if row.list.value != "dinh-chinh")
    if wanted and wanted not in known:
        raise CorrectionError(
            f"“{loaded.folder.id}” không có mục “{wanted}”.{did_you_mean_or_listed(wanted, known)}"
        )
    return wanted


def _clean(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _forms(forms: Sequence[str]) -> list[str]:
    return [form for form in map(_clean, forms) if form]


def _role(by: str) -> str:
    """Return who found the mistake, by role.

    Raises:
        CorrectionError: The text names a person.
    """
    text = _clean(by)
    known = _KNOWN.get(fold(text))
    if known is not None or not text:
        return known or ""
    if names_person(text):
        raise CorrectionError(
            f"“{text}” có vẻ là tên hoặc cách liên lạc của một người. Sổ này công khai: chỉ ghi vai "
            "trò, ví dụ “Công dân”."
        )
    return text


def _refuse_reporter(text: str) -> None:
    """Raise if a text tells who reported the mistake.

    Names in what was published are no secret: a signer's name may be what was wrong.
    """
    for sentence in re.split(r"[.;\n]", text):
        if names_reporter(sentence):
            raise CorrectionError(
                f"“{sentence.strip()}” nói ai đã báo. Sổ này công khai: chỉ ghi nội dung sai và đúng."
            )


def _refuse_early(record: Correction) -> None:
    """Raise if a mistake was corrected before anybody knew of it."""
    for start in (record.petitioned, record.discovery.date if record.discovery else None):
        if record.corrected is not None and start is not None and record.corrected < start:
            raise CorrectionError(
                f"Ngày đính chính {vn_date(record.corrected)} sớm hơn ngày bắt đầu {vn_date(start)}."
            )


def _write(
    loaded: LoadedAgency, entries: list[Mapping[str, Any]], changed: str, framework: Framework
) -> Recorded:
    """Write the entries into the file, with its comments, if the new text reads back well."""
    path = loaded.folder.path / folders.CORRECTIONS
    document = loaded.documents.get(folders.CORRECTIONS)
    before = document.data if document is not None else {}
    data = canonical(CorrectionLog, {**before, "muc": [dict(entry) for entry in entries]})
    text = rewrite_yaml(document.text if document is not None else "", data)
    read = parse_yaml(text.encode(), path=path.as_posix())
    bound = bind(CorrectionLog, read) if read.complete else None
    problems = [*read.problems, *(bound.problems if bound is not None else ())]
    if problems or bound is None or bound.record is None:
        message = problems[0].message if problems else "không đọc lại được."
        raise CorrectionError(f"Không ghi được: {message}")
    record = next(item for item in bound.record.items if item.id == changed)
    _refuse_early(record)
    content = document.content if document is not None else None
    replace_file(path, text, before=content)
    due = correction_due(record, framework)
    return Recorded(changed, path, record, due, before=content, after=text.encode())
