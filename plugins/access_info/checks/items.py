"""Checks of rows: their ids, references, dates, links and files; of yearly figures and the corrections log."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping

from access_info.checks import rules
from access_info.checks.context import ANY_ID, Context, attachment_path, problem_with_choices
from access_info.checks.law_places import (
    conditional_kinds_of,
    grounds_of,
    unknown_place,
    unknown_point,
)
from access_info.loading import Row
from access_info.loading.folders import CORRECTIONS
from access_info.model.agency import Correction, YearStatistics, disagreements
from access_info.model.explain import nearest_key
from access_info.model.fields import fields_of
from access_info.model.items import ConditionalItem, Document, Item, list_of_file
from access_info.model.registry import PlainRow, plain_rows
from access_info.model.types import did_you_mean, fold, is_web_address
from access_info.model.vocabularies import FREQUENCIES, SUPERSEDED, WITHDRAWN
from access_info.problems import Location, Problem
from access_info.source.documents import SourceDocument, added_field, retyped_value
from access_info.source.events import Plain

# “1.116556”, “1.116556.H01”, “1.116556.000.00.01.H01”; not “TTHC 116556”.
_PROCEDURE = re.compile(r"\d\.\d{6}(\.(\d{3}\.\d{2}\.\d{2}\.)?[A-Y]\d{2})?", re.ASCII)
# “www.mau.example/a”, “TT.BC”; not “Sở Tư pháp”.
_HOST_LIKE = re.compile(r"(www\.)?[\w\-]+(\.[\w\-]+)+(/\S*)?")
# A host's end by which it is surely one: “mau.gov.vn”; not “TT.BC”.
_HOST_END = re.compile(r"\.(?:vn|com|org|net|info|edu|gov|example)$")
_FREQUENCY_WORDS = {fold(label) for label in FREQUENCIES.values()} | set(FREQUENCIES)


def check_items(context: Context) -> Iterator[Problem]:
    """Yield problems of every row of both lists, and of the documents under rows."""
    for row, keys, record in context.records():
        if isinstance(record, ConditionalItem):
            yield from _conditional(context, row, record)
        else:
            yield from _row(context, row, record, keys[len(row.keys) :])


def _row(
    context: Context, row: Row, record: Item | Document, below: tuple[str | int, ...]
) -> Iterator[Problem]:
    """Yield problems of a row or a document; each test is cheap when nothing is wrong, as rows are very many."""

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
    """Return the problem of an address without its scheme, with an edit if it surely is a host."""
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
    """Yield what is wrong with a value that names an attachment of the agency."""
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


_KEYS = {doc.key for record in (Item, ConditionalItem, Correction) for doc in fields_of(record)}
_NUMBERED = re.compile(r"(\d{4})-(\d+)", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)


def check_ids(context: Context) -> Iterator[Problem]:
    """Yield rows without an id and rows with the same (TT301 to TT303), of typed data: half-broken rows count."""
    documents = context.loaded.documents
    for names in _files_with_ids(documents):
        yield from _check(context, [name for name in names if documents[name].complete])


def missing_ids(
    documents: Mapping[str, SourceDocument],
) -> Iterator[tuple[str, tuple[str | int, ...], str]]:
    """Yield file and path of each row without an id, with the id that TT301 suggests."""
    for names in _files_with_ids(documents):
        rows = [row for name in names for row in plain_rows(name, documents[name].data)]
        counter = _FreeIds(_id(row) for row in rows)
        for row in rows:
            if not _id(row) and not _given_otherwise(row):
                yield row.file, row.keys, counter.next(_year_of_id(row))


def ids_of(context: Context) -> frozenset[str]:
    """Return ids of rows of both lists, documents too; `ANY_ID` among them if not all can be read."""
    documents = context.loaded.documents
    all_ids = set()
    for name in _lists(documents):
        document = documents[name]
        ids = {_id(row) for row in context.typed_rows[name]}
        if not document.readable or "" in ids or not _rows_only(document.data):
            all_ids.add(ANY_ID)
        all_ids |= ids
    return frozenset(all_ids - {""})


def _rows_only(data: dict[str, Plain]) -> bool:
    rows = data.get("muc", None if "muc" in data or not data else "")
    return rows is None or (isinstance(rows, list) and all(isinstance(row, dict) for row in rows))


def _lists(documents: Mapping[str, SourceDocument]) -> list[str]:
    return [name for name in documents if list_of_file(name) is not None]


def _files_with_ids(documents: Mapping[str, SourceDocument]) -> tuple[list[str], list[str]]:
    """Return the files of both lists, whose ids are one set, and the log of corrections, with its own."""
    return _lists(documents), [name for name in documents if name == CORRECTIONS]


def _check(context: Context, names: list[str]) -> Iterator[Problem]:
    documents = context.loaded.documents
    seen: dict[str, PlainRow] = {}
    rows = [row for name in names for row in context.typed_rows[name]]
    counter = _FreeIds(_id(row) for row in rows)
    for row in rows:
        typed = _id(row)
        if not typed:
            if _given_otherwise(row):
                continue
            place = context.loaded.locate(row.file, *row.keys)
            suggested = counter.next(_year_of_id(row))
            edit = added_field(documents[row.file], row.keys, "ma", suggested)
            yield rules.NO_ID.at(place, suggested=suggested).typed(edit)
            continue
        if typed in seen:
            first = seen[typed]
            line = context.loaded.locate(first.file, *first.path("ma")).line
            other = f"dòng {line}" if first.file == row.file else f"{first.file}, dòng {line}"
            yield rules.DUPLICATE_ID.at(
                context.loaded.locate(row.file, *row.path("ma")),
                id=typed,
                other=other,
                suggested=counter.next(_year_of_id(row)),
            )
            continue
        seen[typed] = row
        if not typed.isascii():
            place = context.loaded.locate(row.file, *row.path("ma"))
            if place.line in documents[row.file].decomposed:
                yield rules.DECOMPOSED_ID.at(
                    place, id=typed, suggested=counter.next(_year_of_id(row))
                )


def _given_otherwise(placed: PlainRow) -> bool:
    """Tell whether an id is there after all, under a mistyped key or in a wrong shape."""
    row = placed.record
    if row.get("ma") is not None and not isinstance(row["ma"], str):
        return True
    return "ma" not in row and any(
        nearest_key(Item, key) == "ma" for key in row if key not in _KEYS
    )


def _id(row: PlainRow) -> str:
    return _text(row.record.get("ma"))


def _text(value: Plain) -> str:
    return value.strip() if isinstance(value, str) else ""


def _year_of_id(row: PlainRow) -> str:
    """Return the year that a new id of the row would begin with; "" where no day tells it."""
    for key in ("ngay_ban_hanh", "ngay_cong_khai", "ngay_cap_nhat", "ngay_dinh_chinh"):
        match = _YEAR.match(_text(row.record.get(key)))
        if match:
            return match[0]
    return ""


class _FreeIds:
    """A source of ids `<year>-<number>` that no row has yet."""

    def __init__(self, used: Iterator[str]) -> None:
        self._used = used

    @functools.cached_property
    def _last(self) -> dict[str, int]:
        """Last number of each year, counted when first asked for: hardly any agency needs a new id."""
        last: dict[str, int] = {}
        for identifier in self._used:
            match = _NUMBERED.fullmatch(identifier)
            if match:
                number = int(match[2]) if len(match[2]) < 6 else 0  # noqa: PLR2004
                last[match[1]] = max(last.get(match[1], 0), number)
        return last

    def next(self, year: str) -> str:
        """Return the next free id of a year; of the newest year in use when none is known."""
        year = year or max(self._last, default="2026")
        self._last[year] = self._last.get(year, 0) + 1
        return f"{year}-{self._last[year]:03d}"


def check_figures(context: Context) -> Iterator[Problem]:
    """Yield sums that differ, unknown grounds of refusal, and corrections that lead to no item."""
    for file, year in context.loaded.years.items():
        yield from _year(context, file, year)
    for row in context.loaded.rows:
        record = row.record
        if type(record) is Correction and record.item:
            keys = row.path("muc_lien_quan")
            place = functools.partial(context.loaded.locate, row.file, *keys)
            yield from context.item_reference(record.item, "muc_lien_quan", place)


def _year(context: Context, file: str, year: YearStatistics) -> Iterator[Problem]:
    locate = context.loaded.locate
    results, time = year.results, year.timeliness
    if results is not None:
        for ground in results.refused or {}:
            if context.framework.refusal_ground(ground) is None:
                yield unknown_place(
                    rules.UNKNOWN_GROUND,
                    context.loaded.documents.get(file),
                    ("ket_qua", "tu_choi", ground),
                    places=grounds_of(context.framework),
                    hint=did_you_mean(ground, context.framework.known_refusal_ids()),
                    is_key=True,
                    text=ground,
                )
    if file not in context.loaded.unsure:  # a sum without what was left out says nothing
        for disagreement in disagreements(year):
            yield rules.SUM_DIFFERS.at(
                locate(file, disagreement.key, key=True),
                what=disagreement.what,
                total=disagreement.total,
                other=disagreement.other,
                expected=disagreement.expected,
            )
    median, longest = (time.median_days, time.longest_days) if time is not None else (None, None)
    if median is not None and longest is not None and median > longest:
        yield rules.MEDIAN_ABOVE_LONGEST.at(
            locate(file, "thoi_gian", "trung_vi"),
            median=f"{median:g}".replace(".", ","),
            longest=f"{longest:g}".replace(".", ","),
        )
