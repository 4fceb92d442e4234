"""Describes the site's CSV files as a Data Package: what columns hold and to what they refer.

Data Package and Table Schema of the Frictionless standard (datapackage.org), so that a reader checks
what was downloaded: hash and size of each file, days that are days, no row without its agency.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from access_info.exports.catalogue.records import CatalogueRecord
from access_info.exports.columns import PREFIXES, ListColumns
from access_info.exports.dataset import DatasetTexts
from access_info.exports.describe import help_of
from access_info.exports.json_files import compact, member_lines
from access_info.exports.rows import known
from access_info.exports.tables import TableColumn, table_columns

# How the files are written (RFC 4180).
_DIALECT = {
    "delimiter": ",",
    "quoteChar": '"',
    "doubleQuote": True,
}
# `2026`, `2026-09` or `2026-09-01`.
_SOME_DAY = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
AGENCIES = "co-quan"


class PackageFile(NamedTuple):
    """A CSV file of the package.

    Attributes:
        name: Name of the resource: the set's, `cong-khai`; an agency's file is `so-mau.cong-khai`.
        title: What it is called.
        path: Relative to the package's own file.
        schema: Path of its Table Schema, relative to the package's own file.
    """

    name: str
    title: str
    path: str
    schema: str


def table_schema(
    kind: ListColumns, words: DatasetTexts, *, agencies: ListColumns | None
) -> dict[str, Any]:
    """Return the Table Schema of a set's CSV file: its columns, its primary key, its reference to agencies.

    Args:
        kind: Which set.
        words: The texts of titles and descriptions.
        agencies: The set of agencies, to which each row's agency refers; `None` where there is none.
    """
    columns = table_columns(kind, words)
    agency = _column_title(columns, "publisher", "identifier")
    schema: dict[str, Any] = {
        "fields": [_field_schema(column, kind, words) for column in columns],
        "primaryKey": _primary_key(kind, columns, agency),
    }
    if agencies is not None and agencies.name != kind.name and agency:
        target = _column_title(table_columns(agencies, words), "identifier")
        schema["foreignKeys"] = [
            {"fields": [agency], "reference": {"resource": agencies.name, "fields": [target]}}
        ]
    return schema


def package_pieces(
    catalogue: CatalogueRecord, name: str, files: Iterable[PackageFile]
) -> Iterator[str]:
    """Yield the package's JSON file in pieces, with each CSV file as a resource on a line of its own.

    Args:
        catalogue: The description of the whole.
        name: Name of the package, in small letters.
        files: Its files, in order.
    """
    licence = catalogue.licence
    members: Mapping[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": name,
        "id": catalogue.address,
        "title": catalogue.title,
        "description": catalogue.description,
        "homepage": catalogue.page,
        "licenses": [{"path": licence.address, "title": licence.name or licence.address}]
        if licence
        else [],
        "contributors": [{"title": catalogue.publisher.name, "roles": ["publisher"]}],
    }
    yield "{" + ",\n".join(member_lines(members)) + ',\n"resources":[\n'
    for number, file in enumerate(files):
        resource = {
            "name": file.name,
            "type": "table",
            "title": file.title,
            "path": file.path,
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "dialect": _DIALECT,
            "schema": file.schema,
        }
        yield (",\n" if number else "") + compact(resource)
    yield "\n]}\n"


def _field_schema(column: TableColumn, kind: ListColumns, words: DatasetTexts) -> dict[str, Any]:
    """Return the description of a CSV column as Table Schema has it: type, constraints, meaning."""
    declared, part = column.column, column.part
    prefix, _, term = declared.term.partition(":")
    shape = declared.shape
    constraints: dict[str, Any] = {}
    if declared.always:
        constraints["required"] = True
    if declared.name == "landingPage":
        constraints["unique"] = True
    if shape == "partial-day":
        constraints["pattern"] = _SOME_DAY
    is_date = column.is_day and shape != "partial-day"
    members: dict[str, Any] = {
        "name": column.title,
        "type": "date" if is_date else "number" if shape == "number" else "string",
        "description": help_of(declared, kind, words) if part is None else "",
        "constraints": constraints,
        "rdfType": PREFIXES[prefix] + term if declared.term and part is None else "",
    }
    return known(members)


def _primary_key(kind: ListColumns, columns: Iterable[TableColumn], agency_title: str) -> list[str]:
    """Return the titles of the columns that identify a row, for the Table Schema.

    The set's own key; else agency and identifier; in the set of agencies the identifier alone; else
    the address of the row's page.

    Args:
        kind: Which set.
        columns: All columns of the set.
        agency_title: Title of the column with the agency's identifier; "" when there is none.
    """
    if kind.key:
        return [_column_title(columns, name, part) for name, part in kind.key]
    identifier = _column_title(columns, "identifier")
    if identifier and agency_title:
        return [agency_title, identifier]
    return [identifier if kind.name == AGENCIES else _column_title(columns, "landingPage")]


def _column_title(columns: Iterable[TableColumn], name: str, part: str | None = None) -> str:
    """Return the title of a column, or of one member's column; "" when there is none."""
    return next(
        (
            column.title
            for column in columns
            if column.column.name == name and (column.part.name if column.part else None) == part
        ),
        "",
    )
