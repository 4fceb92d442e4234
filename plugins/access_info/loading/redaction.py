"""Redacts an agency: rows and files that the gate withholds keep their place, not their content.

It is left out of the data before anything is made of them, so that no page, file,
index or finding can hold it.
"""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Callable, Iterable, Mapping

from access_info.loading.agencies import LoadedAgency, load_agency
from access_info.loading.folders import CORRECTIONS, FILES_FOLDER, PAGES_FOLDER
from access_info.model.registry import UNDER_REVIEW
from access_info.problems import Withheld
from access_info.source import Plain

_ROWS, _DOCUMENTS, _FILES = "muc", "van_ban", "tep"
# Keys that a withheld row keeps: its id and its place in the list.
_RETAINED_KEYS = ("ma", "diem", "loai", "muc_lien_quan")
_TITLE: dict[str, Plain] = {"ten": UNDER_REVIEW, "ten_khac": {"en": "Under review"}}
# Keys by which duties are judged: days, codes and places, none of which is free text.
_JUDGED = frozenset(
    {
        *("ma", "diem", "loai", "muc_lien_quan", "dia_chi", "tep", "hinh_thuc", "tan_suat"),
        *("tinh_trang", "ngay", "tu", "den", "het_han", "hieu_luc", "niem_yet", "truyen_thanh"),
    }
)
_NAMES = frozenset({"ten", "loai", "nam"})


@dataclasses.dataclass(frozen=True)
class Redacted:
    """An agency as it may be published.

    Attributes:
        shown: For pages and files: a withheld row keeps only its id and its points.
        judged: For duties: a withheld row keeps all its fields, with free text replaced.
        files: Attachments that are not published, by path below the folder.
    """

    shown: LoadedAgency
    judged: LoadedAgency
    files: frozenset[str]


def redact(loaded: LoadedAgency, withheld: Iterable[Withheld]) -> Redacted:
    """Redact an agency: take out what is withheld.

    Args:
        loaded: The agency as read.
        withheld: Places of rows, fields and files that must not be published.
    """
    caught = frozenset(withheld)
    if not caught:
        return Redacted(loaded, loaded, frozenset())
    files = frozenset(
        target.file for target in caught if target.file.startswith(f"{FILES_FOLDER}/")
    )
    files |= frozenset(_files_of(loaded, caught))
    return Redacted(
        shown=_without(loaded, caught, files, _bare),
        judged=_without(loaded, caught, frozenset(), _veiled),
        files=files,
    )


def _files_of(loaded: LoadedAgency, caught: frozenset[Withheld]) -> Iterable[str]:
    """Yield attachments of rows that are withheld themselves."""
    for target in caught:
        document = loaded.documents.get(target.file)
        if document is None or not target.keys:
            continue
        row = _at(document.data, target.keys)
        for holder in _holders(row):
            names = holder.get(_FILES)
            for name in names if isinstance(names, list) else [names]:
                if isinstance(name, str):
                    yield _path(name)


def _holders(row: Plain) -> Iterable[Mapping[str, Plain]]:
    if isinstance(row, dict):
        yield row
        below = row.get(_DOCUMENTS)
        for document in below if isinstance(below, list) else ():
            yield from _holders(document)


def _without(
    loaded: LoadedAgency,
    caught: frozenset[Withheld],
    files: frozenset[str],
    replaced: Callable[[Plain], Plain],
) -> LoadedAgency:
    """Read the agency again, from data without what is withheld."""
    instead = {}
    for name, document in loaded.documents.items():
        places = [target.keys for target in caught if target.file == name]
        if not places and not files:
            continue
        data: dict[str, Plain] = copy.deepcopy(document.data)
        # A correction's texts are its whole content: only its days and codes are kept.
        row = _veiled if name == CORRECTIONS else replaced
        for keys in sorted(places, key=len):
            _replace(data, keys, row)
        instead[name] = copy.copy(document)
        named = {key: _named(value, files, key) for key, value in data.items()}
        instead[name].data = named
    reloaded = load_agency(loaded.folder, instead=instead)
    agency = reloaded.agency
    if agency is None:
        return reloaded
    pages = tuple(
        page.under_review() if Withheld(f"{PAGES_FOLDER}/{page.name}.md") in caught else page
        for page in agency.pages
    )
    attachments = {name: file for name, file in agency.attachments.items() if name not in files}
    agency = dataclasses.replace(agency, pages=pages, attachments=attachments, withheld=files)
    return dataclasses.replace(reloaded, agency=agency)


def _replace(
    data: dict[str, Plain], keys: tuple[str | int, ...], row: Callable[[Plain], Plain]
) -> None:
    """Replace a value by what `row` makes of it, or by a notice; remove other fields."""
    holder = _at(data, keys[:-1]) if keys else None
    last = keys[-1] if keys else None
    if isinstance(holder, list) and isinstance(last, int) and last < len(holder):
        holder[last] = row(holder[last]) if keys[-2] in {_ROWS, _DOCUMENTS} else UNDER_REVIEW
    elif isinstance(holder, dict) and isinstance(last, str):
        if last in _NAMES:
            holder[last] = UNDER_REVIEW if last == "ten" else holder.get(last)
        else:
            holder.pop(last, None)


def _at(data: Plain, keys: tuple[str | int, ...]) -> Plain:
    for step in keys:
        if isinstance(data, dict) and isinstance(step, str):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data


def _bare(row: Plain) -> Plain:
    """Reduce a row to its id and points, with a title that says it is under review."""
    if not isinstance(row, dict):
        return row
    return {**{key: row[key] for key in _RETAINED_KEYS if key in row}, **_TITLE}


def _veiled(value: Plain, key: str = "") -> Plain:
    """Keep all fields of a row, and replace its free text."""
    if isinstance(value, dict):
        return {name: _veiled(below, name) for name, below in value.items()}
    if isinstance(value, list):
        return [_veiled(below, key) for below in value]
    known = key in _JUDGED or key.startswith("ngay_")
    return value if value is None or known else UNDER_REVIEW


def _named(value: Plain, files: frozenset[str], key: str = "") -> Plain:
    """Replace the name of a withheld attachment wherever data name it."""
    if isinstance(value, dict):
        return {name: _named(below, files, name) for name, below in value.items()}
    if isinstance(value, list):
        return [_named(below, files, key) for below in value]
    if key == _FILES and isinstance(value, str) and _path(value) in files:
        return UNDER_REVIEW
    return value


def _path(name: str) -> str:
    return name if name.startswith(f"{FILES_FOLDER}/") else f"{FILES_FOLDER}/{name}"
