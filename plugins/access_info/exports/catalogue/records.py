"""What is catalogued: datasets, their files, their publishers; plain values, no notion of RDF."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple


class Contact(NamedTuple):
    """Whom to ask about a dataset: an office, never a person (vcard:Kind).

    Attributes:
        name: The focal point's unit or role, else the agency.
        phone: As it is written, or "".
        email: Or "".
        page: Absolute address of the page that says more, or "".
    """

    name: str
    phone: str = ""
    email: str = ""
    page: str = ""


class DatasetRecord(NamedTuple):
    """What is said about a dataset, but for its files.

    Attributes:
        name: Name of a published set (`cong-khai`), or path of an attachment (`tep/thu-chi.csv`).
        title: What it is called.
        description: A sentence or two.
        landing_page: Absolute address of the page that shows it.
        rows: How many it has; 0 when not counted.
        issued: ISO day of its publication, or "".
        modified: ISO day of its last change, or "".
        start: ISO day that it begins with (dcterms:temporal), or "".
        end: ISO day that it ends with, or "".
        frequency: Value of `FREQUENCIES`, or "".
        points: Ids of points of the law that it falls under.
        keywords: Words to find it by.
    """

    name: str
    title: str
    description: str
    landing_page: str
    rows: int = 0
    issued: str = ""
    modified: str = ""
    start: str = ""
    end: str = ""
    frequency: str = ""
    points: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()


class Publisher(NamedTuple):
    """Who answers for a dataset (foaf:Agent).

    Attributes:
        address: Absolute address that identifies it.
        name: Full name.
        code: Official code (Decision 20/2020/QĐ-TTg), or "".
        level: Value of `Level`, or "" for what no level of government is.
        folder: Name of its folder; "" for a jurisdiction.
    """

    address: str
    name: str
    code: str = ""
    level: str = ""
    folder: str = ""


class AgencyRecord(NamedTuple):
    """What one agency has in the catalogue.

    Attributes:
        publisher: The agency.
        contact: Whom to ask.
        datasets: Its lists, then tables among its attachments.
    """

    publisher: Publisher
    contact: Contact
    datasets: tuple[DatasetRecord, ...] = ()


@dataclasses.dataclass(frozen=True, kw_only=True)
class DataFile:
    """One file of a dataset (dcat:Distribution).

    Attributes:
        address: Absolute.
        form: Ending of its name.
        title: What it is called.
        description: A sentence.
        size: Bytes.
        digest: SHA-256 in hexadecimal.
        schema: Absolute address of the JSON Schema it conforms to, or "".
        is_packed: Whether what `form` says is compressed by gzip.
    """

    address: str
    form: str
    title: str
    description: str
    size: int
    digest: str
    schema: str = ""
    is_packed: bool = False


@dataclasses.dataclass(frozen=True, kw_only=True)
class Referent:
    """Something that others refer to by its address: a law, a point of one, an area, terms of re-use.

    Attributes:
        address: Absolute.
        name: What it is called.
        code: A code of its own, or "".
        words: A longer text, or "".
        scheme: Address of the concept scheme that it is part of, or "".
    """

    address: str
    name: str = ""
    code: str = ""
    words: str = ""
    scheme: str = ""


@dataclasses.dataclass(frozen=True, kw_only=True)
class ListedCatalogue:
    """Another catalogue whose datasets are of interest here (dcat:catalog).

    Attributes:
        address: The absolute address by which it calls itself.
        page: Absolute address of its main page.
        title: What it is called.
        description: A sentence.
        publisher: Who keeps it.
    """

    address: str
    page: str
    title: str
    description: str
    publisher: Publisher


@dataclasses.dataclass(frozen=True, kw_only=True)
class CatalogueRecord:
    """What is said about the catalogue, and what all its datasets share.

    Attributes:
        address: Absolute address that identifies it.
        page: Absolute address of its main page.
        title: What it is called.
        description: A sentence or two.
        publisher: The jurisdiction.
        contact: Of datasets that no single agency answers for.
        law: The law in force; `None` where each publisher tells its own.
        area: What the datasets are about.
        licence: Terms of re-use; `None` where none are stated.
        scheme: The points of the laws as a concept scheme.
        points: Points of the laws by id.
        review_days: Within how many days lists must be looked through, 0 when not stated.
        modified: ISO day of the last change known before any dataset is read, or "".
        language: BCP 47 tag of all texts.
        catalogues: Other catalogues, each a part of what there is.
    """

    address: str
    page: str
    title: str
    description: str
    publisher: Publisher
    contact: Contact
    law: Referent | None
    area: Referent
    licence: Referent | None
    scheme: Referent
    points: Mapping[str, Referent]
    review_days: int = 0
    modified: str = ""
    language: str = "vi"
    catalogues: tuple[ListedCatalogue, ...] = ()


@dataclasses.dataclass(frozen=True, kw_only=True)
class CataloguedDataset:
    """A dataset with all that its properties are read from.

    Attributes:
        address: Absolute address that identifies it.
        record: What is said about it.
        publisher: Who answers for it.
        contact: Whom to ask.
        files: Its files.
    """

    address: str
    record: DatasetRecord
    publisher: Publisher
    contact: Contact
    files: tuple[DataFile, ...]


def agency_record(stored: Iterable[Any]) -> AgencyRecord:
    """Make a record of an agency again of what `json` wrote of it, which knows no names.

    Args:
        stored: Its members, with lists in place of tuples.
    """
    publisher, contact, datasets = stored
    records = []
    for *rest, points, keywords in datasets:
        record = DatasetRecord(*rest)
        records.append(record._replace(points=tuple(points), keywords=tuple(keywords)))
    return AgencyRecord(Publisher(*publisher), Contact(*contact), tuple(records))
