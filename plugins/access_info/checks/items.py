"""Check rows: their ids, references, dates, links and files; also yearly figures and the log of corrections."""

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
    """Yield the problems of every row of both lists, and of the documents under rows."""
    for row, keys, record in context.records():
        if isinstance(record, ConditionalItem):
            yield from _check_conditional(context, row, record)
        else:
            yield from _check_row(context, row, record, keys[len(row.keys) :])


def _check_row(
    context: Context, row: Row, record: Item | Document, below: tuple[str | int, ...]
) -> Iterator[Problem]:
    """Yield the problems of the values of a row or of a document under it.

    Places are only looked up for problems, since there are very many rows.

    Args:
        context: The agency.
        row: The row.
        record: The row's own record, or that of the document.
        below: The path from the row to the document; empty for the row itself.
    """

    def locate(*keys: str | int) -> Location:
        """Return the place of a field of the record."""
        return context.loaded.locate(row.file, *row.keys, *below, *keys)

    if not record.title and not record.number and row.lacks(below, "ten", "so_ky_hieu"):
        yield rules.NO_TITLE.at(locate())
    for number, text in enumerate(record.points):
        if context.framework.point(text) is None:
            keys = row.path(*below, "diem", number)
            document = context.loaded.documents.get(row.file)
            yield unknown_point(context.framework, document, keys, key="diem", text=text)
    for number, text in enumerate(record.addresses):
        keys = row.path(*below, "dia_chi", number)
        yield from check_scheme(context, row.file, keys, key="dia_chi", text=text)
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
    yield from _check_status(context, row, record, below, locate)


def _check_status(
    context: Context,
    row: Row,
    record: Item | Document,
    below: tuple[str | int, ...],
    locate: Callable[..., Location],
) -> Iterator[Problem]:
    """Yield what is wrong with the successor of a record, or missing for its status.

    A successor that is the record itself or no item (TT324, TT313), none for a superseded record
    (TT323), no reason for a withdrawn one (TT325).

    Args:
        context: The agency.
        row: The row.
        record: The row's own record, or that of a document under it.
        below: The path from the row to the record.
        locate: Returns the place of a field of the record.
    """
    key, successor = "thay_the_boi", record.replaced_by
    if successor and successor == record.id:
        yield rules.REPLACED_BY_ITSELF.at(locate(key), key=key, text=successor)
    elif successor:
        yield from context.item_reference(successor, key, functools.partial(locate, key))
    elif record.status == SUPERSEDED and row.lacks(below, key):
        yield rules.REPLACED_BY_NONE.at(locate("tinh_trang"))
    if record.status == WITHDRAWN and record.withdrawn is None and row.lacks(below, "rut"):
        yield rules.WITHDRAWN_WITHOUT_REASON.at(locate("tinh_trang"))


def _check_conditional(context: Context, row: Row, record: ConditionalItem) -> Iterator[Problem]:
    """Yield the problems of a row of the conditional list: its title, kind and withdrawal."""
    locate = functools.partial(context.loaded.locate, row.file, *row.keys)
    if not record.title and row.lacks((), "ten"):
        yield rules.NO_TITLE.at(locate())
    if record.kind and context.framework.conditional_kind(record.kind) is None:
        places = conditional_kinds_of(context.framework)
        choices = [place.id for place in places]
        yield unknown_place(
            rules.UNKNOWN_KIND,
            context.loaded.documents.get(row.file),
            row.path("loai"),
            places=places,
            hint=did_you_mean(record.kind, choices),
            key="loai",
            text=record.kind,
            wording=", ".join(choices),
        )
    if record.status == WITHDRAWN and record.withdrawn is None and row.lacks((), "rut"):
        yield rules.WITHDRAWN_WITHOUT_REASON.at(locate("tinh_trang"))


def check_scheme(
    context: Context, file: str, keys: tuple[str | int, ...], *, key: str, text: str
) -> Iterator[Problem]:
    """Yield the problem (TT345) of an address without “https://”: “mau.gov.vn/a”.

    It carries an edit if the text surely is a host, and not an abbreviation such as “TT.BC”.

    Args:
        context: The agency.
        file: The data file.
        keys: The path of the address in it.
        key: The field, as named in the message.
        text: The address as typed.
    """
    if is_web_address(text) or not _HOST_LIKE.fullmatch(text):
        return
    document = context.loaded.documents.get(file)
    host = text.split("/", 1)[0]
    sure = _HOST_END.search(host) is not None and document is not None
    edit = retyped_value(document, keys, f"https://{text}") if sure and document else None
    place = context.loaded.locate(file, *keys)
    problem = rules.NOT_AN_ADDRESS.at(place, key=key, fix=f"https://{text}", text=text)
    yield problem.typed(edit)


def check_file(
    context: Context, text: str, key: str, file: str, *keys: str | int
) -> Iterator[Problem]:
    """Yield the problem of a value that should name an attachment of the agency and does not.

    It leads out of the folder (TT502) or names no file (TT501). A withdrawn file may still be named,
    though it is not there.

    Args:
        context: The agency.
        text: The value.
        key: The field.
        file: The data file.
        keys: The path of the value in it.
    """
    path, agency = attachment_path(text), context.loaded.agency
    withdrawn = agency.withdrawn_files if agency is not None else {}
    if path is None:
        yield rules.FILE_OUTSIDE.at(context.loaded.locate(file, *keys), key=key, text=text)
    elif path not in context.loaded.folder.attachments and path not in withdrawn:
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
    """Yield rows whose id is missing (TT301), repeated (TT302) or typed with loose accents (TT303).

    Rows are taken as typed, so that those with other mistakes count too. Files that could not be
    read whole are left out: ids may stand in what was not read.
    """
    documents = context.loaded.documents
    for names in _files_with_ids(documents):
        yield from _check_ids_among(context, [name for name in names if documents[name].complete])


def missing_ids(
    documents: Mapping[str, SourceDocument],
) -> Iterator[tuple[str, tuple[str | int, ...], str]]:
    """Yield (file, path, new id) for each row without an id, to fill it in: the id that TT301 suggests."""
    for names in _files_with_ids(documents):
        rows = [row for name in names for row in plain_rows(name, documents[name].data)]
        counter = _FreeIds(_id(row) for row in rows)
        for row in rows:
            if not _id(row) and not _has_misplaced_id(row):
                yield row.file, row.keys, counter.next(_year_of_id(row))


def ids_of(context: Context) -> frozenset[str]:
    """Return the ids of the rows of both lists and of documents under them.

    `ANY_ID` is among them if not all rows can be read, so that no reference is called dead.
    """
    documents = context.loaded.documents
    all_ids = set()
    files_of_lists, _ = _files_with_ids(documents)
    for name in files_of_lists:
        document = documents[name]
        ids = {_id(row) for row in context.typed_rows[name]}
        if not document.readable or "" in ids or not _has_only_rows(document.data):
            all_ids.add(ANY_ID)
        all_ids |= ids
    return frozenset(all_ids - {""})


def _has_only_rows(data: dict[str, Plain]) -> bool:
    """Tell whether the data of a list are empty, or hold under `muc` nothing but rows.

    If not, rows may be missing, and with them ids.
    """
    # No `muc` in data that hold something else: "" stands for rows that cannot be read.
    rows = data.get("muc", None if "muc" in data or not data else "")
    return rows is None or (isinstance(rows, list) and all(isinstance(row, dict) for row in rows))


def _files_with_ids(documents: Mapping[str, SourceDocument]) -> tuple[list[str], list[str]]:
    """Return the files of both lists, and those of the log of corrections.

    Each of these two groups has its own set of ids.
    """
    files_of_lists = [name for name in documents if list_of_file(name) is not None]
    return files_of_lists, [name for name in documents if name == CORRECTIONS]


def _check_ids_among(context: Context, names: list[str]) -> Iterator[Problem]:
    """Yield the problems of ids (TT301 to TT303) in files that share one set of ids."""
    documents, locate = context.loaded.documents, context.loaded.locate
    seen: dict[str, PlainRow] = {}
    rows = [row for name in names for row in context.typed_rows[name]]
    counter = _FreeIds(_id(row) for row in rows)
    for row in rows:
        typed = _id(row)
        if not typed:
            if not _has_misplaced_id(row):
                suggested = counter.next(_year_of_id(row))
                edit = added_field(documents[row.file], row.keys, "ma", suggested)
                place = locate(row.file, *row.keys)
                yield rules.NO_ID.at(place, suggested=suggested).typed(edit)
        elif typed in seen:
            first = seen[typed]
            line = locate(first.file, *first.path("ma")).line
            other = f"dòng {line}" if first.file == row.file else f"{first.file}, dòng {line}"
            place, suggested = locate(row.file, *row.path("ma")), counter.next(_year_of_id(row))
            yield rules.DUPLICATE_ID.at(place, id=typed, other=other, suggested=suggested)
        else:
            seen[typed] = row
            decomposed = documents[row.file].decomposed
            place = locate(row.file, *row.path("ma")) if decomposed else Location("")
            if place.line in decomposed and not typed.isascii():
                suggested = counter.next(_year_of_id(row))
                yield rules.DECOMPOSED_ID.at(place, id=typed, suggested=suggested)


def _has_misplaced_id(placed: PlainRow) -> bool:
    """Tell whether a row has an id after all, under a mistyped key or as something else than a text."""
    row = placed.record
    if row.get("ma") is not None and not isinstance(row["ma"], str):
        return True
    return "ma" not in row and any(
        nearest_key(Item, key) == "ma" for key in row if key not in _KEYS
    )


def _id(row: PlainRow) -> str:
    """Return the id of a row as typed; "" for none."""
    return _stripped(row.record.get("ma"))


def _stripped(value: Plain) -> str:
    """Return a text without blanks around it; "" for other values."""
    return value.strip() if isinstance(value, str) else ""


def _year_of_id(row: PlainRow) -> str:
    """Return the year with which a new id of a row should begin, from the first of its days; "" without days."""
    for key in ("ngay_ban_hanh", "ngay_cong_khai", "ngay_cap_nhat", "ngay_dinh_chinh"):
        match = _YEAR.match(_stripped(row.record.get(key)))
        if match:
            return match[0]
    return ""


class _FreeIds:
    """A source of ids `<year>-<number>` that no row has yet: “2026-014”."""

    def __init__(self, used: Iterator[str]) -> None:
        """Note the last number of each year in the ids in use."""
        self._last: dict[str, int] = {}
        for match in filter(None, map(_NUMBERED.fullmatch, used)):
            # A longer number is no count of ours, and may be too large.
            number = int(match[2]) if len(match[2]) < 6 else 0  # noqa: PLR2004
            self._last[match[1]] = max(self._last.get(match[1], 0), number)

    def next(self, year: str) -> str:
        """Return the next free id of a year, each once; for "" of the newest year in use."""
        year = year or max(self._last, default="2026")
        self._last[year] = self._last.get(year, 0) + 1
        return f"{year}-{self._last[year]:03d}"


def check_figures(context: Context) -> Iterator[Problem]:
    """Yield the problems of yearly figures, and corrections that name no item (TT313)."""
    for file, year in context.loaded.years.items():
        yield from _check_year(context, file, year)
    for row in context.loaded.rows:
        record = row.record
        if type(record) is Correction and record.item:
            keys = row.path("muc_lien_quan")
            place = functools.partial(context.loaded.locate, row.file, *keys)
            yield from context.item_reference(record.item, "muc_lien_quan", place)


def _check_year(context: Context, file: str, year: YearStatistics) -> Iterator[Problem]:
    """Yield what is wrong with the figures of a year: grounds (TT315), sums (TT331), the median (TT332)."""
    locate = context.loaded.locate
    results, time = year.results, year.timeliness
    if results is not None:
        places = grounds_of(context.framework)
        known = [place.id for place in places]
        for ground in results.refused or {}:
            if context.framework.refusal_ground(ground) is None:
                yield unknown_place(
                    rules.UNKNOWN_GROUND,
                    context.loaded.documents.get(file),
                    ("ket_qua", "tu_choi", ground),
                    places=places,
                    hint=did_you_mean(ground, known),
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
