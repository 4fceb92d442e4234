"""Writes single entries of an agency's data: reports of mistakes in its public log, and withdrawals."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import posixpath
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from access_info.assessment.judges.agency import CorrectionDue, correction_due
from access_info.changes.attachments import attachments_named
from access_info.changes.difference import ListKind
from access_info.changes.rows import rows_of
from access_info.checks.context import attachment_path
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
from access_info.model.derived import record_of
from access_info.model.fields import canonical
from access_info.model.items import ConditionalItem, Item
from access_info.model.types import did_you_mean, did_you_mean_or_listed, fold, vn_date
from access_info.model.vocabularies import WITHDRAWN
from access_info.problems import MisuseError
from access_info.source.documents import SourceDocument, parse_yaml, read_prose
from access_info.source.events import Plain
from access_info.source.replacing import replace_file, replace_files
from access_info.source.rewriting import dump_yaml, rewrite_yaml


class EntryError(MisuseError):
    """An entry cannot be made; the text says why and what to type, in Vietnamese."""


def _load_named(agencies: Path, agency: str) -> LoadedAgency:
    """Load the agency of a folder name as somebody typed it.

    Raises:
        EntryError: There is no such agency.
    """
    folder = agencies / agency
    if not is_agency_id(agency) or folder.is_symlink() or not folder.is_dir():
        ids = folders.agency_ids(agencies)[0]
        raise EntryError(f"Không có cơ quan “{agency}”.{did_you_mean(agency, ids)}")
    return load_agency(read_folder(folder))


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
_MIN_WORDS, _MAX_WORDS = 2, 5


def names_person(text: str) -> bool:
    """Tell whether a text plainly names a person or a way to reach somebody.

    The log is public, so that only a role (“Công dân”) may say who found a mistake.

    Args:
        text: A role, as typed.
    """
    if _TITLED.search(text) or _SENDER.search(text) or "@" in text or LONG_NUMBER.search(text):
        return True
    if any(numbers_in(NormalizedText(text), TextPlace.VALUE)):
        return True
    words = text.split()
    return (
        _MIN_WORDS <= len(words) <= _MAX_WORDS
        and (fold(words[0]) in _FREQUENT or words[0].capitalize() in _OTHER)
        and all(word[:1].isupper() and word.strip(".").isalpha() for word in words)
    )


def names_reporter(sentence: str) -> bool:
    """Tell whether a sentence of a public log says which person reported something.

    Other names may stand there: the name of a document's signer may be what was wrong.

    Args:
        sentence: A sentence of the log.
    """
    return bool(
        (_TITLED.search(sentence) and _REPORTING.search(sentence)) or _SENDER.search(sentence)
    )


# Writes reports of mistakes into `dinh-chinh.yml`, and later that they were corrected. The log is
# public: it says what was wrong, what is right and by when, never who reported it.

_CITIZEN = "Công dân"
_ITSELF = "Cơ quan tự phát hiện"
# What is typed for who found a mistake, folded → the role that is written.
_ROLES = {
    "cong-dan": _CITIZEN,
    "nguoi-dan": _CITIZEN,
    "co-quan": _ITSELF,
    "co-quan-tu-phat-hien": _ITSELF,
    "tu-phat-hien": _ITSELF,
    "to-chuc": "Tổ chức",
    "doanh-nghiep": "Doanh nghiệp",
    "bao-chi": "Báo chí",
    "co-quan-khac": "Cơ quan khác",
    "co-quan-giam-sat": "Cơ quan giám sát",
}


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
        path: The file.
        record: The entry as written.
        due: The day by which it must be corrected, if that can be reckoned.
        before: The bytes of the file before; `None` when there was none.
        after: The bytes of the file now.
    """

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
    """Write a reported mistake as a new entry into an agency's log of corrections.

    Args:
        agencies: The folder of agencies.
        agency: Folder name.
        report: The reported mistake.
        framework: The law, with the jurisdiction's own days.
        as_of: Today.

    Raises:
        EntryError: The report is not fit to be published, or the log cannot be read.
        ChangedMeanwhileError: The log was saved by somebody since it was read.
    """
    loaded = _load_for_writing_log(agencies, agency)
    wrong = _clean(report.wrong)
    if not wrong:
        raise EntryError("Chưa nói sai ở đâu. Ghi nội dung sai, ví dụ “Thời hạn 15 ngày”.")
    right = _clean(report.right)
    if report.corrected is not None and not right:
        raise EntryError("Đã ghi ngày đính chính thì phải ghi cả nội dung đúng.")
    for text in (wrong, right):
        _refuse_reporter(text)
    by = _role(report.by) or (_CITIZEN if report.petitioned else _ITSELF)
    discovered = report.discovered or report.petitioned or as_of
    start = report.petitioned or discovered
    _refuse_future(as_of, report.petitioned, report.discovered, report.corrected)
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
    """Record that an open entry of an agency's log of corrections was corrected.

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
        EntryError: There is no such open entry, or the log cannot be read.
        ChangedMeanwhileError: The log was saved by somebody since it was read.
    """
    loaded = _load_for_writing_log(agencies, agency)
    entries = _entries(loaded)
    place = next((n for n, entry in enumerate(entries) if entry.get("ma") == correction), None)
    if place is None:
        hint = did_you_mean(correction, frozenset(str(entry.get("ma")) for entry in entries))
        raise EntryError(f"Sổ đính chính của “{agency}” không có mã “{correction}”.{hint}")
    entry = dict(entries[place])
    if entry.get("ngay_dinh_chinh"):
        raise EntryError(f"“{correction}” đã đính chính ngày {entry['ngay_dinh_chinh']}.")
    _refuse_future(as_of, corrected)
    clean = _clean(right)
    _refuse_reporter(clean)
    if clean:
        entry["noi_dung_dung"] = clean
    if not entry.get("noi_dung_dung"):
        raise EntryError("Mục này chưa ghi nội dung đúng. Thêm --right “nội dung đúng”.")
    entry["ngay_dinh_chinh"] = corrected.isoformat()
    if forms:
        entry["hinh_thuc"] = _forms(forms)
    return _write(loaded, [*entries[:place], entry, *entries[place + 1 :]], correction, framework)


def _load_for_writing_log(agencies: Path, agency: str) -> LoadedAgency:
    """Load an agency to whose log of corrections an entry shall be written.

    Refuse a log that has faults or is a link, since the whole file is written anew. An agency may
    have no log yet.

    Raises:
        EntryError: There is no such agency, or its log has faults or is a link.
    """
    loaded = _load_named(agencies, agency)
    document = loaded.documents.get(folders.CORRECTIONS)
    is_link = (loaded.folder.path / folders.CORRECTIONS).is_symlink()
    if is_link or (document is not None and document.problems):
        message = document.problems[0].message if document is not None else "tệp là lối tắt."
        raise EntryError(f"Sổ đính chính đang có lỗi, sửa lỗi trước đã: {message}")
    return loaded


def _entries(loaded: LoadedAgency) -> list[Mapping[str, Any]]:
    """Return the entries of an agency's log as plain data."""
    document = loaded.documents.get(folders.CORRECTIONS)
    rows = document.data.get("muc") if document is not None else None
    if not isinstance(rows, list):
        return []
    return [row for row in rows if isinstance(row, Mapping)]


def _next_id(loaded: LoadedAgency, year: int) -> str:
    """Return the next free id of a correction in a year: `2026-dc-03`."""
    taken = {row.id for row in rows_of(loaded)}
    pattern = re.compile(rf"{year}-dc-(\d{{1,6}})", re.ASCII)
    numbers = [int(match[1]) for id_ in taken if (match := pattern.fullmatch(id_))]
    return f"{year}-dc-{max(numbers, default=0) + 1:02d}"


def _item(loaded: LoadedAgency, item: str) -> str:
    """Return an item's id as the agency has it; "" for none.

    Raises:
        EntryError: The agency has no such item.
    """
    wanted = _clean(item).removeprefix(f"{loaded.folder.id}/")
    ids = frozenset(row.id for row in rows_of(loaded) if row.list is not ListKind.CORRECTIONS)
    if wanted and wanted not in ids:
        raise EntryError(
            f"“{loaded.folder.id}” không có mục “{wanted}”.{did_you_mean_or_listed(wanted, ids)}"
        )
    return wanted


def _clean(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _forms(forms: Sequence[str]) -> list[str]:
    return [form for form in map(_clean, forms) if form]


def _role(by: str) -> str:
    """Return who found the mistake, by role.

    Raises:
        EntryError: The text names a person.
    """
    text = _clean(by)
    role = _ROLES.get(fold(text), "")
    if not role and names_person(text):
        raise EntryError(
            f"“{text}” có vẻ là tên hoặc cách liên lạc của một người. Sổ này công khai: chỉ ghi vai "
            "trò, ví dụ “Công dân”."
        )
    return role or text


def _refuse_future(as_of: datetime.date, *days: datetime.date | None) -> None:
    """Raise `EntryError` if a day is after today."""
    for day in days:
        if day is not None and day > as_of:
            raise EntryError(f"Ngày {vn_date(day)} còn ở phía trước. Sửa lại ngày.")


def _refuse_reporter(text: str) -> None:
    """Raise `EntryError` if a text says who reported the mistake: the log is public."""
    for sentence in re.split(r"[.;\n]", text):
        if names_reporter(sentence):
            raise EntryError(
                f"“{sentence.strip()}” nói ai đã báo. Sổ này công khai: chỉ ghi nội dung sai và đúng."
            )


def _refuse_early(record: Correction) -> None:
    """Raise `EntryError` if a mistake was corrected before it was reported or found."""
    for start in (record.petitioned, record.discovery.date if record.discovery else None):
        if record.corrected is not None and start is not None and record.corrected < start:
            raise EntryError(
                f"Ngày đính chính {vn_date(record.corrected)} sớm hơn ngày bắt đầu {vn_date(start)}."
            )


def _write(
    loaded: LoadedAgency, entries: list[Mapping[str, Any]], changed: str, framework: Framework
) -> Recorded:
    """Write all entries into the log's file, its comments kept; return the changed entry.

    Args:
        loaded: The agency.
        entries: All entries of the log, as plain data.
        changed: Id of the entry that is new or changed.
        framework: The law, for the day by which the mistake must be corrected.

    Raises:
        EntryError: The new text cannot be read back as a valid log; nothing is written.
    """
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
        raise EntryError(f"Không ghi được: {message}")
    record = next(item for item in bound.record.items if item.id == changed)
    _refuse_early(record)
    content = document.content if document is not None else None
    replace_file(path, text, before=content)
    due = correction_due(record, framework)
    return Recorded(path, record, due, before=content, after=text.encode())


# Withdraws an item, a free page or an attachment: day and ground are left, all else goes (2026 law, Art. 22).
# What goes from the data goes from pages, files, index, feed, bundle and the reader's saved copies with
# the next build. The repository's history keeps it until that is purged too, which only people can do.


@dataclasses.dataclass(frozen=True, kw_only=True)
class Withdrawn:
    """The result of a withdrawal.

    Attributes:
        label: The earlier name of what was withdrawn.
        path: The file that was written.
        already: Day and ground of an earlier withdrawal; "" when it was not withdrawn yet.
        removed: Attachments that were deleted, by path below the agency's folder.
        retained: Attachments that something else of the agency names too.
    """

    label: str
    path: Path
    already: str = ""
    removed: tuple[str, ...] = ()
    retained: tuple[str, ...] = ()


def _withdrawal_words(withdrawal: Any) -> str:  # noqa: ANN401 - plain data
    """Word the day and ground of an earlier withdrawal: `ngày 02/3/2026, có bí mật`."""
    words = [str(withdrawal.get(key)) for key in ("ngay", "ly_do") if withdrawal.get(key)]
    with contextlib.suppress(ValueError):
        words[:1] = [f"ngày {vn_date(datetime.date.fromisoformat(text))}" for text in words[:1]]
    return ", ".join(words) or "chưa ghi lý do"


_PAGE, _FILE = f"{folders.PAGES_FOLDER}/", f"{folders.FILES_FOLDER}/"
# Key of the profile under which files are listed that are gone already.
_GONE_FILES = "tep_da_rut"
# What the data say of a withdrawal: `ngay` and `ly_do`.
_Ground: TypeAlias = Mapping[str, str]


def _withdraw_page(
    loaded: LoadedAgency, item: str, ground: _Ground, title: str, *, keep_files: bool
) -> Withdrawn:
    """Withdraw a free page: title, day and ground stay at its address; files that it alone names go.

    Args:
        loaded: The agency.
        item: `trang/lich-tiep-dan`, with or without `.md`.
        ground: Day and ground.
        title: The page's new title; "" to leave its title.
        keep_files: Leave its attachments in the folder.

    Raises:
        EntryError: There is no such page, or it cannot be read.
    """
    name = f"{_PAGE}{item.removeprefix(_PAGE).removesuffix('.md')}.md"
    document = loaded.documents.get(name)
    if document is None:
        hint = did_you_mean(name.removesuffix(".md"), _pages(loaded))
        raise EntryError(f"“{loaded.folder.id}” không có trang “{item}”.{hint}")
    _require_readable(name, document)
    path = loaded.folder.path / name
    body = read_prose(path).body
    first = body.lstrip().split("\n", 1)[0]
    heading = first.removeprefix("# ").strip() if first.startswith("# ") else ""
    label = str(document.data.get("tieu_de") or heading or posixpath.basename(name)[:-3])
    if document.data.get("rut") and not body.strip():
        words = _withdrawal_words(document.data["rut"])
        return Withdrawn(label=label, path=path, already=words)
    named = () if keep_files else sorted(file for file in loaded.folder.attachments if file in body)
    others = frozenset(_files_named_elsewhere(loaded, name, {}))
    removed = tuple(file for file in named if file not in others)
    text = dump_yaml({"tieu_de": title or label, "rut": dict(ground)})
    replace_files(
        {path: f"---\n{text}---\n", **{loaded.folder.path / file: None for file in removed}},
        before={path: document.content},
    )
    retained = tuple(file for file in named if file in others)
    return Withdrawn(label=label, path=path, removed=removed, retained=retained)


def _withdraw_file(loaded: LoadedAgency, item: str, ground: _Ground, title: str) -> Withdrawn:
    """Withdraw an attachment: whatever names it shows day and ground; the file is deleted.

    With a title the file's own name is replaced too, in all data and pages of the agency.

    Args:
        loaded: The agency.
        item: `tep/ten.pdf`.
        ground: Day and ground.
        title: The file's new title; "" to leave its name.

    Raises:
        EntryError: There is no such file, or the agency's data cannot be read.
    """
    folder, path = loaded.folder.path, attachment_path(item)
    named = {
        file for document in loaded.documents.values() for file in attachments_named(document.data)
    }
    files = frozenset({*loaded.folder.attachments, *named})
    if path is None or path not in files:
        hint = did_you_mean(item, files)
        raise EntryError(f"“{loaded.folder.id}” không có tệp “{item}”.{hint}")
    profile = loaded.documents.get(folders.PROFILE)
    if profile is None:
        raise EntryError(f"“{loaded.folder.id}” chưa có tệp {folders.PROFILE}.")
    for name, document in loaded.documents.items():
        _require_readable(name, document)
    short = path.removeprefix(_FILE)
    removed = (path,) if (folder / path).is_file() else ()
    listed = profile.data.get(_GONE_FILES)
    earlier = [row for row in listed if isinstance(row, dict)] if isinstance(listed, list) else []
    # Those of other files, and of this one if it was withdrawn before.
    others = [row for row in earlier if attachment_path(str(row.get("tep"))) != path]
    listed_before = [row for row in earlier if row not in others]
    if listed_before and not removed:
        words = _withdrawal_words(listed_before[0])
        return Withdrawn(label=short, path=folder / folders.PROFILE, already=words)
    instead = _free_name(fold(title), short, files) if title else short
    entry = {"tep": instead, **({"ten": title} if title else {}), **ground}
    contents: dict[Path, str | bytes | None] = {folder / file: None for file in removed}
    before: dict[Path, bytes | None] = {}
    for name, document in loaded.documents.items():
        text = _text_without(loaded, name, path, instead, [*others, entry])
        if text is not None:
            contents[folder / name] = text
            before[folder / name] = document.content
    replace_files(contents, before=before)
    return Withdrawn(label=short, path=folder / folders.PROFILE, removed=removed)


def _text_without(
    loaded: LoadedAgency, name: str, path: str, instead: str, gone: list[dict[str, Any]]
) -> str | None:
    """Return the text of a data file or page after an attachment was withdrawn; `None` if unchanged.

    Args:
        loaded: The agency.
        name: The data file or page.
        path: The attachment.
        instead: The name that stands for the attachment's name now.
        gone: All files of the agency that were withdrawn, as its profile lists them.
    """
    document, short = loaded.documents[name], path.removeprefix(_FILE)
    if name.startswith(_PAGE):
        text = document.content.decode("utf-8-sig") if document.content else ""
        return text.replace(short, instead) if instead != short and short in text else None
    changed: Any = _renamed(document.data, path, instead) if instead != short else document.data
    if name == folders.PROFILE:
        changed = {**changed, _GONE_FILES: gone}
    record = record_of(f"{loaded.folder.id}/{name}")
    if record is None or changed == document.data:
        return None
    return rewrite_yaml(document.text, canonical(record, changed))


def _require_readable(name: str, document: SourceDocument) -> None:
    """Raise `EntryError` if a file that is to be changed has errors that keep it from being read."""
    if not document.readable:
        message = document.problems[0].message
        raise EntryError(f"{name} đang có lỗi, sửa lỗi trước đã: {message}")


def _pages(loaded: LoadedAgency) -> frozenset[str]:
    """Return the agency's free pages as people type them: `trang/lich-tiep-dan`."""
    return frozenset(
        file.removesuffix(".md") for file in loaded.documents if file.startswith(_PAGE)
    )


def _renamed(data: Any, path: str, instead: str, key: str = "") -> Any:  # noqa: ANN401 - plain data
    """Return a copy of plain data in which an attachment bears another name.

    Args:
        data: A file's data, or a part of it.
        path: The attachment, below the agency's folder.
        instead: Its new name.
        key: The key under which the data stand.
    """
    if isinstance(data, dict):
        return {name: _renamed(below, path, instead, name) for name, below in data.items()}
    if isinstance(data, list):
        return [_renamed(below, path, instead, key) for below in data]
    # `ten` is the name of a file that was looked through (`ra_soat_mat.tep`).
    if key in {"tep", "ten"} and isinstance(data, str) and attachment_path(data) == path:
        return instead
    return data


def _free_name(stem: str, old: str, files: frozenset[str]) -> str:
    """Return a file name made from a withdrawn file's new title that no other file has.

    Args:
        stem: The folded title; "" gives `tep-da-rut`.
        old: The file's name so far, whose ending stays.
        files: Paths of all attachments; a taken name gets `-2`, `-3` …
    """
    ending = Path(old).suffix.lower()
    names = (
        f"{stem or 'tep-da-rut'}{more}{ending}" for more in ("", *(f"-{n}" for n in range(2, 999)))
    )
    return next(name for name in names if f"{_FILE}{name}" not in files or name == old)


_DOCUMENTS = "van_ban"
# Keys that a tombstone keeps: place in the list and name.
_TOMBSTONE = ("ma", "ten", "nhom", "diem", "loai", "so_ky_hieu")
_NAMES = ("ten", "so_ky_hieu", "nhom")


def withdraw(
    agencies: Path,
    agency: str,
    item: str,
    *,
    reason: str,
    day: datetime.date,
    title: str = "",
    keep_files: bool = False,
) -> Withdrawn:
    """Withdraw an item of either list, a document under one, a free page or an attachment.

    Args:
        agencies: The folder of agencies.
        agency: Folder name.
        item: Id; or `trang/…`, `tep/…` where no item has such an id.
        reason: The ground, as the public reads it.
        day: The day it is taken down.
        title: The new title; "" to leave the name.
        keep_files: Leave its attachments in the folder.

    Raises:
        EntryError: There is no such item, or its file cannot be read.
        ChangedMeanwhileError: The file was saved by somebody since it was read; nothing is removed.
        OSError: Something cannot be written or removed; all is as it was.
    """
    loaded = _load_named(agencies, agency)
    ground = {"ngay": day.isoformat(), "ly_do": reason}
    places = _places(loaded)
    if item.startswith(_FILE) and item not in places:
        return _withdraw_file(loaded, item, ground, title)
    if item.startswith(_PAGE) and item not in places:
        return _withdraw_page(loaded, item, ground, title, keep_files=keep_files)
    if item not in places:
        raise _no_such_item(loaded, item, places)
    name, keys = places[item]
    document = loaded.documents[name]
    _require_readable(name, document)
    row: Any = document.data
    for key in keys:
        row = row[key]
    path = loaded.folder.path / name
    label = str(row.get("ten") or row.get("so_ky_hieu") or item)
    if row.get("tinh_trang") == WITHDRAWN and row.get("rut"):
        return Withdrawn(label=label, path=path, already=_withdrawal_words(row["rut"]))
    files = frozenset(attachments_named(row))
    changed = _with_value(document.data, keys, _tombstone(row, ground, title))
    record = record_of(f"{agency}/{name}")
    if record is None:
        raise EntryError(f"{name} không phải danh mục.")
    text = rewrite_yaml(document.text, canonical(record, changed))
    others = frozenset(_files_named_elsewhere(loaded, name, changed))
    retained = files & others
    there = loaded.folder.attachments.keys()
    removed = [] if keep_files else sorted((files - others) & there)
    replace_files(
        {path: text, **{loaded.folder.path / file: None for file in removed}},
        before={path: document.content},
    )
    return Withdrawn(
        label=label, path=path, removed=tuple(removed), retained=tuple(sorted(retained))
    )


def _places(loaded: LoadedAgency) -> dict[str, tuple[str, tuple[str | int, ...]]]:
    """Map ids of items and of documents under them to the file that holds each, and the keys to it."""
    places: dict[str, tuple[str, tuple[str | int, ...]]] = {}
    for row in loaded.rows:
        record = row.record
        if isinstance(record, Item | ConditionalItem):
            places.setdefault(record.id, (row.file, row.keys))
            documents = record.documents if isinstance(record, Item) else ()
            for number, document in enumerate(documents):
                places.setdefault(document.id, (row.file, row.path(_DOCUMENTS, number)))
    return places


def _no_such_item(loaded: LoadedAgency, item: str, ids: Collection[str]) -> EntryError:
    """Return the error that there is no such item, with a hint at the item perhaps meant."""
    possible = frozenset({*ids, *_pages(loaded), *loaded.folder.attachments})
    hint = did_you_mean_or_listed(item, possible)
    by_name = {path.rpartition("/")[2]: path for path in sorted(possible) if "/" in path}
    if item in by_name:
        hint = f" Có phải ý bạn là “{by_name[item]}”?"
    return EntryError(f"“{loaded.folder.id}” không có mục “{item}”.{hint}")


def _tombstone(row: Mapping[str, Any], ground: _Ground, title: str) -> dict[str, Any]:
    """Return what stays of a withdrawn row: place in the list, name or new title, day and ground."""
    left = {key: row[key] for key in _TOMBSTONE if row.get(key)}
    if title:
        left = {key: value for key, value in left.items() if key not in _NAMES} | {"ten": title}
    elif "ten" in left:
        left.pop("so_ky_hieu", None)
    left |= {"tinh_trang": WITHDRAWN, "rut": dict(ground)}
    below = row.get(_DOCUMENTS)
    if isinstance(below, list):
        # Documents' addresses stay alive with the row's own.
        left[_DOCUMENTS] = [_tombstone(entry, ground, title) for entry in below]
    return left


def _with_value(data: Any, keys: tuple[str | int, ...], value: Any) -> Any:  # noqa: ANN401 - plain data
    """Return a copy of data with another value at a path of keys."""
    if not keys:
        return value
    changed = data.copy()
    changed[keys[0]] = _with_value(data[keys[0]], keys[1:], value)
    return changed


def _files_named_elsewhere(loaded: LoadedAgency, name: str, changed: Plain) -> Iterator[str]:
    """Yield the attachments that an agency still names once a file of its data is changed.

    These must not be deleted with what is withdrawn.

    Args:
        loaded: The agency before.
        name: The file, of data or of a free page.
        changed: The data of the file now.
    """
    documents = {file: document.data for file, document in loaded.documents.items()}
    for data in (documents | {name: changed}).values():
        yield from attachments_named(data, without={_GONE_FILES})
    for page in loaded.agency.pages if loaded.agency is not None else ():
        if f"{_PAGE}{page.name}.md" != name:
            yield from (file for file in loaded.folder.attachments if file in page.body)
