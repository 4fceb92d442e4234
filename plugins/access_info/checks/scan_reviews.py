"""Check that somebody has looked through scanned attachments for secrets (2026 law, Art. 11).

A machine cannot see a stamp in a picture. So a scan that a proposal brings needs an entry in
`ra_soat_mat.tep` whose `bam` is the SHA-256 of the file. A scan that was there before and has none
is published all the same, with a warning. Reviews from before there were such entries hold for the
files that their row names.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from access_info.checks.context import Context, Keys, attachment_path
from access_info.checks.items import check_file
from access_info.checks.safety.violations import shown_path
from access_info.loading import LoadedAgency
from access_info.loading.folders import PROFILE
from access_info.model.as_of import AsOf
from access_info.model.items import Item
from access_info.model.verification import Review
from access_info.problems import Location, Problem, Rule, Severity
from access_info.scanning import AttachmentScan, MarkKind

_BY_PEOPLE = "Kiểm tra tự động không đọc chắc được dấu mật, tên người, số riêng của ai nằm trong ảnh; chỉ người mở ra xem mới biết."
_ENTRY = 'ra_soat_mat:\n  vai_tro: "Chánh Văn phòng"\n  ngay: "2026-09-03"\n  ket_qua: "Không có nội dung mật"'
_ENTRY_WITH_FILES = f'{_ENTRY}\n  tep:\n    - ten: "quyet-dinh.pdf"\n      bam: "9f86d081…"'
UNSEEN = Rule(
    code="TT662",
    severity=Severity.WARNING,
    title="Bản quét chưa ai rà soát",
    message="{what} là bản quét, chưa ghi ai đã rà soát.",
    cure="Người rà soát mở tệp, xem từng trang, rồi ghi vào “Rà soát nội dung mật” (ra_soat_mat) của mục có tệp: "
    "chức vụ (vai_tro), ngày (ngay), kết quả (ket_qua), tên tệp (tep). Mã “bam” do biểu mẫu hoặc lệnh "
    "access-info fmt điền.",
    why=_BY_PEOPLE,
    wrong='tep: ["quyet-dinh.pdf"]',
    right=f'tep: ["quyet-dinh.pdf"]\n{_ENTRY_WITH_FILES}',
)
NEW_UNSEEN = Rule(
    code="TT663",
    title="Bản quét mới chưa ai rà soát",
    message="{what} là bản quét mới; “ra_soat_mat” chưa ghi ai đã rà soát đúng tệp này{but}.",
    cure="Người rà soát mở tệp, xem từng trang, rồi ghi vào “Rà soát nội dung mật” (ra_soat_mat) của mục có tệp: "
    "chức vụ (vai_tro), ngày (ngay), kết quả (ket_qua) và: {fix}",
    why=f"{_BY_PEOPLE} Bản quét đã có từ trước không bị hỏi lại; tệp thay thì phải rà soát lại.",
    wrong=f'tep: ["quyet-dinh.pdf"]\n{_ENTRY}',
    right=f'tep: ["quyet-dinh.pdf"]\n{_ENTRY_WITH_FILES}',
)
OTHER_FILE = Rule(
    code="TT664",
    severity=Severity.WARNING,
    title="Tệp đã đổi từ khi rà soát",
    message="“bam”: tệp “{text}” nay là tệp khác với tệp đã rà soát.",
    cure="Người rà soát xem lại tệp, sửa “ngay”, rồi xóa dòng “bam” này để biểu mẫu hoặc lệnh access-info fmt "
    "điền mã mới.",
    why="Lời rà soát chỉ ứng với đúng tệp đã được xem, nên mã không tự đổi theo tệp mới.",
)


@dataclasses.dataclass(frozen=True, slots=True)
class FileHolder:
    """A group of the data that names attachments and may hold a review: an item, a document, a report.

    Attributes:
        file: Path of its file below the agency's folder.
        keys: Where it stands in the file.
        names: The attachments it names, by path below the agency's folder, each with the place of
            the name.
        review: Its review for secrets, if it has one.
    """

    file: str
    keys: Keys
    names: tuple[tuple[str, Keys], ...]
    review: Review | None

    def entries(self) -> Iterator[ReviewEntry]:
        """Yield the entries of the group's review, one for each file that was reviewed."""
        for number, entry in enumerate(self.review.files if self.review is not None else ()):
            path = (attachment_path(entry.name) if entry.name else None) or entry.name or ""
            keys = (*self.keys, "ra_soat_mat", "tep", number)
            yield ReviewEntry(path, entry.digest or "", keys)


class ReviewEntry(NamedTuple):
    """An entry of a review: a file that somebody looked through.

    Attributes:
        path: The file below the agency's folder; as typed if it leads elsewhere; "" if not typed.
        digest: SHA-256 of the bytes that were looked through, or "".
        keys: Where it stands in the data file.
    """

    path: str
    digest: str
    keys: Keys


@dataclasses.dataclass(frozen=True, slots=True)
class AttachedScan:
    """A scan (pictures of pages without text) among an agency's attachments.

    Attributes:
        name: Its path below the agency's folder, `tep/…`.
        shown: The same for messages, with numbers of persons masked.
        pages: Which pages are scans, in words; "" if a picture is the whole file.
        digest: SHA-256 of its bytes.
        review: The review that holds for it, or `None`.
        exact: Whether that review is of exactly these bytes, and not only of a file of this name.
        replaced: Whether some review is of other bytes under this name: the file was replaced since.
        location: Where a review has to be typed.
    """

    name: str
    shown: str
    pages: str
    digest: str
    review: Review | None
    exact: bool
    replaced: bool
    location: Location


def scans_of(
    loaded: LoadedAgency,
    scan: Callable[[Path], AttachmentScan],
    as_of: AsOf,
    *,
    new: frozenset[str] = frozenset(),
) -> Iterator[AttachedScan]:
    """Yield the scans among an agency's attachments, by name, except withdrawn ones.

    Args:
        loaded: The agency as read.
        scan: Reads an attachment.
        as_of: The day by which a review must have taken place.
        new: Attachments that a proposal brings, by path below the agency's folder: for them only a
            review with their digest holds.
    """
    withdrawn = loaded.agency.withdrawn_files if loaded.agency is not None else {}
    holders = tuple(holders_of(loaded))
    for name in loaded.folder.attachments:
        if name in withdrawn:
            continue
        scanned = scan(loaded.folder.path / name)
        marks = [mark for mark in scanned.marks if mark.kind is MarkKind.SCAN]
        if not marks:
            continue
        review = _review_of(holders, name, scanned.digest, as_of, by_hash=name in new)
        yield AttachedScan(
            name=name,
            shown=shown_path(Path(name)),
            pages="; ".join(mark.where or mark.detail for mark in marks).strip(),
            digest=scanned.digest,
            review=review,
            exact=review is not None and any(e.digest == scanned.digest for e in review.files),
            replaced=any(
                entry.path == name and entry.digest not in {"", scanned.digest}
                for holder in holders
                for entry in holder.entries()
            ),
            location=_place_for_review(loaded, holders, name),
        )


def check_scans(context: Context) -> Iterator[Problem]:
    """Yield the problems of scans that nobody has reviewed, then of wrong entries of reviews.

    For a scan that a proposal brings it is an error (TT663), for one that was there before a warning
    (TT662). A wrong entry names no file (TT501) or one that has changed since (TT664).
    """
    loaded, scan = context.loaded, context.scan
    reported: set[str] = set()  # scans without a review, by path
    for attached in scans_of(loaded, scan, context.as_of, new=context.new_files) if scan else ():
        if attached.review is not None:
            continue
        reported.add(attached.name)
        shown = attached.shown.removeprefix("tep/")
        what = f"Tệp “{shown}”" + (f" ({attached.pages})" if attached.pages else "")
        if attached.name in context.new_files:
            exception = ": “bam” ở đó là của tệp khác" if attached.replaced else ""
            fix = f'tep: [{{ten: "{shown}", bam: "{attached.digest}"}}]'
            yield NEW_UNSEEN.at(attached.location, what=what, but=exception, fix=fix)
        elif not attached.replaced:  # else TT664 is reported below
            yield UNSEEN.at(attached.location, what=what)
    for holder in holders_of(loaded):
        for entry in holder.entries():
            yield from _check_review_entry(context, holder, entry, reported)


def _check_review_entry(
    context: Context, holder: FileHolder, entry: ReviewEntry, reported: set[str]
) -> Iterator[Problem]:
    """Yield the problem of an entry whose file is not there (TT501), or has changed since (TT664).

    Args:
        context: The agency.
        holder: The group of the data with the review.
        entry: The entry.
        reported: Scans without a review, of which new ones need no second problem here.
    """
    path, scan = entry.path, context.scan
    if path and path not in context.loaded.folder.attachments:
        yield from check_file(
            context, path.removeprefix("tep/"), "ten", holder.file, *entry.keys, "ten"
        )
        return
    is_asked_for = path in reported and path in context.new_files
    if not path or not entry.digest or scan is None or is_asked_for:
        return
    if scan(context.loaded.folder.path / path).digest != entry.digest:
        place = context.loaded.locate(holder.file, *entry.keys, "bam")
        yield OTHER_FILE.at(place, text=shown_path(Path(path)).removeprefix("tep/"))


def holders_of(loaded: LoadedAgency) -> Iterator[FileHolder]:
    """Yield every group of an agency's data that names attachments or has a review, in order."""
    profile = loaded.agency.profile if loaded.agency is not None else None
    if profile is not None:
        groups = [
            (("quy_che",), profile.regulation),
            *((("bao_cao", number), report) for number, report in enumerate(profile.reports)),
            (("ke_hoach_cong_khai",), profile.disclosure_plan),
        ]
        for keys, group in groups:
            if group is not None:
                named = ((group.file, (*keys, "tep")),) if group.file else ()
                yield _file_holder(PROFILE, keys, named, group.secrecy_review)
    for row in loaded.rows:
        record = row.record
        if type(record) is not Item:
            continue
        inner = [(row.path("van_ban", n), below) for n, below in enumerate(record.documents)]
        for keys, each in [(row.keys, record), *inner]:
            if each.files or each.secrecy_review is not None:
                names = ((text, (*keys, "tep", number)) for number, text in enumerate(each.files))
                yield _file_holder(row.file, keys, names, each.secrecy_review)


def _file_holder(
    file: str, keys: Keys, named: Iterable[tuple[str, Keys]], review: Review | None
) -> FileHolder:
    """Return a group of the data as a holder of attachments; names that lead out of the folder are left out.

    Args:
        file: The data file.
        keys: Where the group stands in it.
        named: Attachments as typed, each with the place of its name.
        review: The review of the group.
    """
    paths = ((attachment_path(text), place) for text, place in named)
    return FileHolder(
        file, keys, tuple((path, place) for path, place in paths if path is not None), review
    )


def _review_of(
    holders: Sequence[FileHolder], name: str, digest: str, as_of: AsOf, *, by_hash: bool
) -> Review | None:
    """Return the review that holds for a file, or `None`; one with its digest goes before one without.

    A review without entries holds for all files that its row names.

    Args:
        holders: All groups with attachments and reviews.
        name: The file, by path below the agency's folder.
        digest: SHA-256 of its bytes.
        as_of: The day by which the review must have taken place.
        by_hash: Whether only a review with the file's digest holds.
    """
    older = None
    for holder in holders:
        review = holder.review
        if review is None or not review.is_whole:
            continue
        entries = list(holder.entries())
        exact = any(entry.digest == digest for entry in entries)
        without_hash = [entry.path for entry in entries if not entry.digest]
        listed = without_hash if entries else [path for path, _ in holder.names]
        if not exact and (by_hash or name not in listed):
            continue
        # The day is asked last: whatever asks it must be made anew when the day comes.
        if review.date is None or not as_of.reached(review.date):
            continue
        if exact:
            return review
        older = older or review
    return older


def _place_for_review(loaded: LoadedAgency, holders: Sequence[FileHolder], name: str) -> Location:
    """Return where a review of a file has to be typed: where the data name the file, else the file itself."""
    for holder in holders:
        for path, keys in holder.names:
            if path == name:
                return loaded.locate(holder.file, *keys)
    return Location(shown_path(loaded.folder.path / name))
