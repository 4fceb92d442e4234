"""Checks of rows of the lists: references, dates, links and files."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator

from access_info.checks import rules
from access_info.checks.context import Context, problem_with_choices
from access_info.checks.law_places import conditional_kinds_of, unknown_place, unknown_point
from access_info.loading import Row
from access_info.model.items import ConditionalItem, Document, Item
from access_info.model.types import did_you_mean, fold, is_web_address
from access_info.model.vocabularies import FREQUENCIES, SUPERSEDED, WITHDRAWN
from access_info.problems import Location, Problem
from access_info.source import retyped_value

# “1.116556”, “1.116556.H01”, “1.116556.000.00.01.H01”; not “TTHC 116556”.
_PROCEDURE = re.compile(r"\d\.\d{6}(\.(\d{3}\.\d{2}\.\d{2}\.)?[A-Y]\d{2})?", re.ASCII)
# “www.mau.example/a”, “TT.BC”; not “Sở Tư pháp”.
_HOST_LIKE = re.compile(r"(www\.)?[\w\-]+(\.[\w\-]+)+(/\S*)?")
# A host's end by which it is surely one: “mau.gov.vn”; not “TT.BC”.
_HOST_END = re.compile(r"\.(?:vn|com|org|net|info|edu|gov|example)$")
_FREQUENCY_WORDS = {fold(label) for label in FREQUENCIES.values()} | set(FREQUENCIES)


def check_items(context: Context) -> Iterator[Problem]:
    """Check every row of both lists."""
    for row in context.loaded.rows:
        record = row.record
        if type(record) is Item:
            yield from _row(context, row, record, ())
            for number, document in enumerate(record.documents):
                yield from _row(context, row, document, ("van_ban", number))
        elif type(record) is ConditionalItem:
            yield from _conditional(context, row, record)


def _row(
    context: Context, row: Row, record: Item | Document, below: tuple[str | int, ...]
) -> Iterator[Problem]:
    """Check one row; each test is cheap when nothing is wrong, as rows are very many."""

    def locate(*keys: str | int) -> Location:
        return context.loaded.locate(row.file, *row.keys, *below, *keys)

    if not record.title and not record.number and row.lacks(below, "ten", "so_ky_hieu"):
        yield rules.NO_TITLE.at(locate())
    for number, text in enumerate(record.points):
        if context.framework.point(text) is None:
            keys = row.path(*below, "diem", number)
            document = context.loaded.documents.get(row.file)
            yield unknown_point(context.framework, document, keys, key="diem", text=text)
    for number, text in enumerate(record.addresses):
        if not is_web_address(text) and _HOST_LIKE.fullmatch(text):
            keys = row.path(*below, "dia_chi", number)
            yield no_scheme(context, row.file, keys, key="dia_chi", text=text)
    for number, text in enumerate(record.files):
        yield from check_file(context, text, "tep", row.file, *row.path(*below, "tep", number))
    if record.frequency and fold(record.frequency) not in _FREQUENCY_WORDS:
        yield problem_with_choices(
            rules.FREQUENCY,
            locate("tan_suat"),
            text=record.frequency,
            hint=did_you_mean(record.frequency, FREQUENCIES),
            choices=FREQUENCIES,
        )
    if record.procedure_code and not _PROCEDURE.fullmatch(record.procedure_code):
        yield rules.PROCEDURE_CODE.at(locate("ma_tthc"), key="ma_tthc", text=record.procedure_code)
    for key, period in (
        ("niem_yet", record.posting),
        ("hieu_luc", record.in_force),
        ("truyen_thanh", record.broadcast),
    ):
        if period is not None and period.start and period.end and period.end < period.start:
            yield rules.PERIOD_REVERSED.at(
                locate(key, "den"), key=key, start=period.start, end=period.end
            )
    if record.published and record.issued and record.published < record.issued.first:
        yield rules.PUBLISHED_BEFORE_ISSUED.at(
            locate("ngay_cong_khai"), published=record.published, issued=record.issued
        )
    yield from _status(context, row, record, below, locate)


def _status(
    context: Context,
    row: Row,
    record: Item | Document,
    below: tuple[str | int, ...],
    locate: Callable[..., Location],
) -> Iterator[Problem]:
    if record.replaced_by and (
        record.replaced_by == record.id or record.replaced_by not in context.item_ids
    ):
        place = functools.partial(locate, "thay_the_boi")
        if record.replaced_by == record.id:
            yield rules.REPLACED_BY_ITSELF.at(place(), key="thay_the_boi", text=record.replaced_by)
        else:
            yield from context.item_reference(record.replaced_by, "thay_the_boi", place)
    elif (
        record.status == SUPERSEDED and not record.replaced_by and row.lacks(below, "thay_the_boi")
    ):
        yield rules.REPLACED_BY_NONE.at(locate("tinh_trang"))
    if record.status == WITHDRAWN and record.withdrawn is None and row.lacks(below, "rut"):
        yield rules.WITHDRAWN_WITHOUT_REASON.at(locate("tinh_trang"))


def _conditional(context: Context, row: Row, record: ConditionalItem) -> Iterator[Problem]:
    locate = functools.partial(context.loaded.locate, row.file, *row.keys)
    if not record.title and row.lacks((), "ten"):
        yield rules.NO_TITLE.at(locate())
    if record.kind and context.framework.conditional_kind(record.kind) is None:
        choices = context.framework.known_conditional_ids()
        yield unknown_place(
            rules.UNKNOWN_KIND,
            context.loaded.documents.get(row.file),
            row.path("loai"),
            places=conditional_kinds_of(context.framework),
            hint=did_you_mean(record.kind, choices),
            key="loai",
            text=record.kind,
            wording=", ".join(choices),
        )
    if record.status == WITHDRAWN and record.withdrawn is None and row.lacks((), "rut"):
        yield rules.WITHDRAWN_WITHOUT_REASON.at(locate("tinh_trang"))


def no_scheme(
    context: Context, file: str, keys: tuple[str | int, ...], *, key: str, text: str
) -> Problem:
    """Build the problem of an address without its scheme, with an edit if it surely is a host."""
    document = context.loaded.documents.get(file)
    host = text.split("/", 1)[0]
    sure = _HOST_END.search(host) is not None and document is not None
    edit = retyped_value(document, keys, f"https://{text}") if sure and document else None
    place = context.loaded.locate(file, *keys)
    problem = rules.NOT_AN_ADDRESS.at(place, key=key, fix=f"https://{text}", text=text)
    return problem.typed(edit)


def check_file(
    context: Context, text: str, key: str, file: str, *keys: str | int
) -> Iterator[Problem]:
    """Check a value that names an attachment of the agency."""
    path = attachment_path(text)
    if path is None:
        yield rules.FILE_OUTSIDE.at(context.loaded.locate(file, *keys), key=key, text=text)
    elif path not in context.loaded.folder.attachments and path not in context.withdrawn_files:
        known = [name.removeprefix("tep/") for name in context.loaded.folder.attachments]
        yield rules.NO_FILE.at(
            context.loaded.locate(file, *keys),
            key=key,
            text=text,
            hint=did_you_mean(text.removeprefix("tep/"), known),
        )


def attachment_path(text: str) -> str | None:
    """Return `tep/quy-che.pdf` for that or `quy-che.pdf`; `None` if it leads elsewhere."""
    if "\\" in text or ":" in text or text.startswith(("/", "~")):
        return None
    parts = text.removeprefix("tep/").split("/")
    if not all(parts) or any(part in {".", ".."} for part in parts):
        return None
    return "tep/" + "/".join(parts)
