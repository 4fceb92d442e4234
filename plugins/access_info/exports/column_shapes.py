"""What a column of published data is: its name, the standard's term, where it is read from."""

from __future__ import annotations

import dataclasses
from typing import Literal, TypeAlias

from access_info.model.fields import Record

# `pages` are addresses of this site; `files`, `links` and `places` are lists of addresses: of attachments, of web pages, and those
# that are words (“Bộ phận một cửa”) rather than addresses of the web.
Shape: TypeAlias = Literal[
    "text", "number", "day", "partial-day", "address", "object", "concept", "links", "places",
    "files", "pages", "counts", "concepts", "texts", "objects",
]  # fmt: skip
# `counts` are numbers by the code of what is counted.
# Shapes that hold codes of concepts.
CODED = frozenset({"concept", "concepts", "counts"})
# Shapes of several values.
MANY = frozenset({"concepts", "files", "links", "objects", "pages", "places", "texts"})


@dataclasses.dataclass(frozen=True, kw_only=True)
class ExportPart:
    """A member of a value that is an object; in tables a column of its own.

    Attributes:
        name: Name in JSON.
        field: Attribute of the value's record.
        label: Key of the column's title; "" for the label of the record's field.
        joined: Whether the title from the record's field stands behind the column's label.
        shown: Whether tables have it.
        day: Whether it is a day.
    """

    name: str
    field: str = ""
    label: str = ""
    joined: bool = False
    shown: bool = True
    day: bool = False


@dataclasses.dataclass(frozen=True, kw_only=True)
class ExportColumn:
    """A column of a list: a member in JSON, one or more columns in tables.

    Attributes:
        name: Name in JSON.
        term: The standard's term, `prefix:name`; "" when no standard has the notion.
        field: Attribute of the model's item, with label and help; "" when it comes from elsewhere.
        shape: What its value is made of.
        label: Key of a text used instead of the field's label.
        help: Key of a text used instead of the field's help.
        record: What an object is read from.
        parts: The members of an object or a concept.
        width: Characters that a sheet's column shows.
        always: Whether every row has it.
        withdrawn: Whether it stays when an item has been withdrawn.
    """

    name: str
    term: str = ""
    field: str = ""
    shape: Shape = "text"
    label: str = ""
    help: str = ""
    record: type[Record] | None = None
    parts: tuple[ExportPart, ...] = ()
    width: int = 14
    always: bool = False
    withdrawn: bool = False


@dataclasses.dataclass(frozen=True, kw_only=True)
class ListColumns:
    """Columns of a set of data: of one of an agency's two lists, or of what is said about all.

    Attributes:
        name: Its name in addresses and file names.
        record: The model's record, whose fields' labels name the columns.
        columns: What its rows say, in order.
        sheet: Key of the name of its sheet in a workbook.
        key: Columns of tables that tell a row from all others, each with the member or `None`; none
            where an identifier or an address does.
    """

    name: str
    record: type[Record]
    columns: tuple[ExportColumn, ...]
    sheet: str
    key: tuple[tuple[str, str | None], ...] = ()


PREFIXES = {
    "adms": "http://www.w3.org/ns/adms#",
    "cpsv": "http://purl.org/vocab/cpsv#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
}
