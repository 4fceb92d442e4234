"""Plain records from which the catalogue is made: datasets, files, publishers; without RDF."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple


class Contact(NamedTuple):
    """The contact for questions about a dataset: an office, never a person (vcard:Kind).

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
    """The description of a dataset, without its files.

    Attributes:
        name: Name of a published set (`cong-khai`), or path of an attachment (`tep/thu-chi.csv`).
        title: What it is called.
        description: A sentence or two.
        landing_page: Absolute address of the page that shows it.
        rows: How many it has; 0 when not counted.
        issued: ISO day of its publication, or "".
        modified: ISO day of its last change, or "".
        start: First ISO day of the time that it covers (dcterms:temporal), or "".
        end: Last ISO day of that time, or "".
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
    """The agency or jurisdiction that answers for a dataset (foaf:Agent).

    Attributes:
        address: Absolute address that identifies it.
        name: Full name.
        code: Official code (Decision 20/2020/QĐ-TTg), or "".
        level: Value of `Level`; "" for a public service unit, which is at no level of government.
        folder: Name of its folder; "" for a jurisdiction.
    """

    address: str
    name: str
    code: str = ""
    level: str = ""
    folder: str = ""


class AgencyRecord(NamedTuple):
    """One agency's part of the catalogue.

    Attributes:
        publisher: The agency.
        contact: The contact for questions.
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
        is_packed: Whether the file is compressed by gzip; `form` is then the format inside.
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


class CatalogueFile(NamedTuple):
    """One of the files that together hold a large catalogue (hydra:PagedCollection), as CKAN follows them.

    Attributes:
        address: Its absolute address.
        following: That of the next file, or "".
    """

    address: str
    following: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class CatalogueRecord:
    """The description of the catalogue, and what all its datasets share.

    Attributes:
        address: Absolute address that identifies it.
        page: Absolute address of its main page.
        title: What it is called.
        description: A sentence or two.
        publisher: The jurisdiction.
        contact: The contact for datasets that no single agency answers for.
        law: The law in force; `None` where each publisher names its own.
        area: The area that the datasets are about.
        licence: Terms of re-use; `None` where none are stated.
        scheme: The points of the laws as a concept scheme.
        points: Points of the laws by id.
        review_days: Within how many days lists must be reviewed, 0 when not stated.
        modified: ISO day of the last change known before any dataset is read, or "".
        language: BCP 47 tag of all texts.
        catalogues: Other catalogues that this one refers to, such as members' of a nation.
        file: The file that holds this part of it; `None` where one file holds all.
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
    file: CatalogueFile | None = None


@dataclasses.dataclass(frozen=True, kw_only=True)
class CataloguedDataset:
    """A dataset with publisher, contact and files, from which all its properties are read.

    Attributes:
        address: Absolute address that identifies it.
        record: Its description.
        publisher: The agency or jurisdiction that answers for it.
        contact: The contact for questions.
        files: Its files.
        parts: Addresses of the datasets that it consists of, where it has no files of its own.
    """

    address: str
    record: DatasetRecord
    publisher: Publisher
    contact: Contact
    files: tuple[DataFile, ...]
    parts: tuple[str, ...] = ()


def agency_record(stored: Iterable[Any]) -> AgencyRecord:
    """Return an agency's record from the JSON of a cache, where named tuples have become lists.

    Args:
        stored: The record's members, in order.
    """
    publisher, contact, datasets = stored
    records = []
    for *rest, points, keywords in datasets:
        record = DatasetRecord(*rest)
        records.append(record._replace(points=tuple(points), keywords=tuple(keywords)))
    return AgencyRecord(Publisher(*publisher), Contact(*contact), tuple(records))
