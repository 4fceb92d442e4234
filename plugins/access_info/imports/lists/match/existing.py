"""An agency's existing lists, as they are compared with what a file has."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from access_info.imports.lists.words.coded import CODED, label_of
from access_info.imports.lists.words.fields import FIELDS, ListName
from access_info.legal.framework import Framework
from access_info.loading import LoadedAgency
from access_info.model.items import list_of_file
from access_info.model.registry import PlacedRow, PlainRow, plain_rows
from access_info.model.types import fold
from access_info.model.vocabularies import ENDED_STATUSES
from access_info.source import Plain

_JOIN = "; "


@dataclasses.dataclass(frozen=True, kw_only=True)
class ExistingItem(PlacedRow[Mapping[str, Plain]]):
    """An item, or a document under one, that is in the data.

    Attributes:
        fields: What the file says of each field, as text.
        ended: Whether it says that it is ended or withdrawn.
    """

    fields: Mapping[str, str]
    ended: bool

    @property
    def id(self) -> str:
        """Its id."""
        return flat(self.record.get("ma"))

    @property
    def parent(self) -> tuple[str, tuple[str | int, ...]]:
        """File and path of the item that it stands under, or its own."""
        return self.file, self.keys[:2]

    @property
    def label(self) -> str:
        """What it is called."""
        return self.fields.get("ten") or self.fields.get("so_ky_hieu") or self.id


class CodeWords:
    """The words of the laws for codes that the data holds."""

    def __init__(self, framework: Framework) -> None:
        """Gather the words of all laws; the newest law's win."""
        self._framework = framework
        packs = (*framework.supplements, *framework.packs)
        forms = [form for pack in packs for form in pack.disclosure_forms]
        kinds = [kind for pack in packs for kind in pack.conditional_kinds]
        self._labels = {form.id: form.label for form in forms}
        self._kinds = {kind.id: kind.title for kind in kinds}
        for pack in packs:
            self._kinds |= {f"{pack.id}-{kind.id}": kind.title for kind in pack.conditional_kinds}
        self._form_of = {fold(form.label): form.id for form in forms}
        self._form_of |= {fold(form.id): form.id for form in forms}
        self._kind_of = {fold(kind.title): kind.id for kind in kinds}
        self._kind_of |= {fold(kind.id): kind.id for kind in kinds}

    def forms(self, text: str) -> list[str]:
        """Split a cell into codes of forms; words that are no form's stay words.

        Args:
            text: Its text; forms are parted by lines or semicolons.
        """
        whole = self._form_of.get(fold(text))
        if whole:
            return [whole]
        parts = [flat(part).lstrip("-–+•*").strip() for part in text.replace("\n", ";").split(";")]
        named = [self._form_of.get(fold(part), part) for part in parts if part]
        return list(dict.fromkeys(named))

    def form_text(self, forms: Iterable[str]) -> str:
        """Join the labels of forms, as people read them."""
        return _JOIN.join(self._labels.get(form, form) for form in forms)

    def points(self, text: str) -> list[str]:
        """Return the ids of points in a text of codes, an alias by the id that it means; others as typed."""
        found = ((code, self._framework.point(code)) for code in text.split(_JOIN) if code)
        return [code if point is None else (point[2] or point[1]).id for code, point in found]

    def kind(self, text: str) -> str:
        """Find the code of a kind of conditional access; "" where the words name none."""
        return self._kind_of.get(fold(text), "")

    def kind_text(self, code: str) -> str:
        """Return the label of a kind of conditional access, as people read it."""
        return self._kinds.get(code, code)


def existing_items(
    loaded: LoadedAgency, name: ListName, words: CodeWords
) -> Iterator[ExistingItem]:
    """Yield the items of a list and the documents under them, in their order.

    Args:
        loaded: The agency.
        name: The list.
        words: The words of the laws.
    """
    for file in list_files(loaded, name):
        for row in plain_rows(file, loaded.documents[file].data):
            yield _item(row, name, words)


def list_files(loaded: LoadedAgency, name: ListName) -> list[str]:
    """List the files that a list is read from."""
    return [file for file in loaded.documents if list_of_file(file) == name]


def flat(value: object) -> str:
    """Put text on one line; return "" for anything that is no text."""
    return " ".join(value.split()) if isinstance(value, str) else ""


def texts(value: object) -> list[str]:
    """Return the texts of a list, or the one text that stands in its place."""
    many = value if isinstance(value, list) else [value]
    return [text for entry in many if (text := flat(entry))]


def _value(row: Mapping[str, Any], field: str) -> object:
    """Read a field of a row: `niem_yet.tu` is `tu` of `niem_yet`."""
    outer, _, inner = field.partition(".")
    value = row.get(outer)
    return value.get(inner) if inner and isinstance(value, Mapping) else value


def _item(placed: PlainRow, name: ListName, words: CodeWords) -> ExistingItem:
    row = placed.record
    fields = {field: flat(_value(row, field)) for field in FIELDS[name]}
    fields |= {field: label_of(field, fields[field]) for field in CODED if fields.get(field)}
    if name == "cong-khai":
        fields["hinh_thuc"] = words.form_text(texts(row.get("hinh_thuc")))
        fields["dia_chi"] = _JOIN.join(texts(row.get("dia_chi")))
        fields["diem"] = _JOIN.join(texts(row.get("diem")))
    elif fields["loai"]:
        fields["loai"] = words.kind_text(fields["loai"])
    ended = flat(row.get("tinh_trang")) in ENDED_STATUSES or row.get("rut") is not None
    return ExistingItem(row, placed.file, placed.keys, fields=fields, ended=ended)
