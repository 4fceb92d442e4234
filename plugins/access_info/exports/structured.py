"""schema.org for search engines: agencies, their lists, their downloads, as JSON-LD.

What is unknown is left out. The text stands in `<script type="application/ld+json">`, which is
data and never run, so a strict Content-Security-Policy lets it be.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any

from access_info.exports.dataset import Dataset
from access_info.exports.json_files import compact
from access_info.exports.rows import iso_day, known
from access_info.model.agency import AgencyProfile
from access_info.model.types import is_web_address

# All that could end the script's element or, in older readers, its line.
_ESCAPES = {char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


@dataclasses.dataclass(frozen=True, kw_only=True)
class Download:
    """A file that a list can be downloaded as.

    Attributes:
        address: Where it is.
        media_type: For example `text/csv`.
        size: Bytes, or 0 when unknown.
    """

    address: str
    media_type: str
    size: int = 0


@dataclasses.dataclass(frozen=True, kw_only=True)
class Organisation:
    """Who answers for data (schema.org: GovernmentOrganization).

    Attributes:
        address: Its id: where it is described here; "" when it is not.
        name: Full name; "" where the id alone says it.
        code: Its official identifier (Decision 20/2020/QĐ-TTg), or "".
    """

    address: str = ""
    name: str = ""
    code: str = ""


@dataclasses.dataclass(frozen=True, kw_only=True)
class DatasetAbout:
    """What joins a list to all else that is described: the parts of a schema.org `Dataset` that are ids.

    Attributes:
        publisher: Who answers for it, and made it.
        catalog: Id of the catalogue that names it, or "".
        license: Address of the terms of re-use, or "".
        keywords: What it is about.
        temporal: ISO 8601 day or interval that its documents were issued in, or "".
        place: Name of the jurisdiction, or "".
    """

    publisher: Organisation
    catalog: str = ""
    license: str = ""
    keywords: tuple[str, ...] = ()
    temporal: str = ""
    place: str = ""


def agency_ld(profile: AgencyProfile, *, address: str, parent: Organisation | None = None) -> str:
    """Describe an agency as a schema.org `GovernmentOrganization`, in JSON-LD.

    Args:
        profile: The agency's profile.
        address: Absolute address of the agency's first page here, which is its id.
        parent: The agency above it, or `None`.
    """
    founded, dissolved = profile.founded, profile.dissolved
    website = profile.website or ""
    agency = {
        "@type": "GovernmentOrganization",
        "@id": address,
        "name": profile.name,
        "alternateName": [
            *([profile.short_name] if profile.short_name else []),
            *(former.name for former in profile.former_names if former.name),
        ],
        "identifier": profile.official_code,
        "url": address,
        "sameAs": website if is_web_address(website) else None,
        "address": profile.address,
        "telephone": profile.phone,
        "email": profile.email,
        "foundingDate": iso_day(founded.date if founded else None),
        "dissolutionDate": iso_day(dissolved.date if dissolved else None),
        "parentOrganization": _organisation(parent),
        "contactPoint": [
            known(
                {
                    "@type": "ContactPoint",
                    "name": point.unit,
                    "contactType": point.role,
                    "telephone": point.phone,
                    "email": point.email,
                }
            )
            for point in profile.contact_points
        ],
    }
    return _script(_context(agency))


def dataset_ld(
    dataset: Dataset, *, about: DatasetAbout, description: str, downloads: Iterable[Download]
) -> str:
    """Describe a list as a schema.org `Dataset` with its downloads, in JSON-LD, as short as it can be.

    Pages with long lists must stay light: what the list is about stands on its agency's first page
    (`datasets_ld`), under the same id.

    Args:
        dataset: The list.
        about: What it is joined to.
        description: One or two sentences.
        downloads: Its files.
    """
    return _script(_context(_dataset(dataset, about, description, downloads)))


def datasets_ld(datasets: Iterable[tuple[Dataset, DatasetAbout, str]]) -> str:
    """Describe what an agency's lists are about, in JSON-LD; their files stand on their own pages.

    Args:
        datasets: The lists, each with what it is joined to and a sentence or two.

    Returns:
        "" where there are none.
    """
    nodes = [
        known(_dataset(each, about, words, ()) | _coverage(each, about))
        for each, about, words in datasets
    ]
    return _script({"@context": "https://schema.org", "@graph": nodes}) if nodes else ""


def catalog_ld(
    *,
    name: str,
    description: str,
    address: str,
    page: str,
    publisher: Organisation,
    license: str = "",  # noqa: A002 - schema.org's word
    datasets: Iterable[tuple[Dataset, DatasetAbout, str, Iterable[Download]]] = (),
) -> str:
    """Describe a province's catalogue as a schema.org `DataCatalog`, in JSON-LD.

    Args:
        name: What it is called.
        description: One or two sentences.
        address: Its id.
        page: Absolute address of its page.
        publisher: Who keeps it.
        license: Address of the terms of re-use, or "".
        datasets: The province's own lists, each with what it is joined to, a sentence or two and its
            files; agencies' stand on their pages and name the catalogue.
    """
    catalog = {
        "@type": "DataCatalog",
        "@id": address,
        "name": name,
        "description": description,
        "url": page,
        "inLanguage": "vi",
        "publisher": _organisation(publisher),
        "license": license,
        "dataset": [
            known(_dataset(each, about, words, downloads) | _coverage(each, about))
            for each, about, words, downloads in datasets
        ],
    }
    return _script(_context(catalog))


def breadcrumb_ld(crumbs: Iterable[tuple[str, str]]) -> str:
    """Describe the way from the front page to a page as a `BreadcrumbList`, in JSON-LD.

    Args:
        crumbs: Name and absolute address of each step.
    """
    steps = [
        {"@type": "ListItem", "position": number, "name": name, "item": address}
        for number, (name, address) in enumerate(crumbs, 1)
    ]
    return _script(_context({"@type": "BreadcrumbList", "itemListElement": steps}))


def _organisation(party: Organisation | None) -> dict[str, Any]:
    """Name an organisation; its id says which, wherever else it is described."""
    members = {"@id": party.address, "identifier": party.code, "name": party.name} if party else {}
    told = known(members)
    return {"@type": "GovernmentOrganization", **told} if told else {}


def _dataset(
    dataset: Dataset, about: DatasetAbout, description: str, downloads: Iterable[Download]
) -> dict[str, Any]:
    return {
        "@type": "Dataset",
        "@id": dataset.landing_page,
        "name": dataset.title,
        "description": description,
        "url": dataset.landing_page,
        "license": about.license,
        "dateModified": dataset.modified,
        "publisher": _organisation(about.publisher),
        "includedInDataCatalog": {"@id": about.catalog} if about.catalog else None,
        "distribution": [
            known(
                {
                    "@type": "DataDownload",
                    "contentUrl": download.address,
                    "encodingFormat": download.media_type,
                    "contentSize": f"{download.size} B" if download.size else "",
                }
            )
            for download in downloads
        ],
    }


def _coverage(dataset: Dataset, about: DatasetAbout) -> dict[str, Any]:
    """Say who made a list, what it is about, in which language, and for which time and place."""
    place = {"@type": "AdministrativeArea", "name": about.place}
    maker = about.publisher
    return {
        "inLanguage": dataset.language,
        "isAccessibleForFree": True,
        # Named beside it already, as the publisher.
        "creator": {"@id": maker.address} if maker.address else _organisation(maker),
        "keywords": list(about.keywords),
        "temporalCoverage": about.temporal,
        "spatialCoverage": place if about.place else None,
    }


def _context(node: dict[str, Any]) -> dict[str, Any]:
    return {"@context": "https://schema.org", **known(node)}


def _script(node: dict[str, Any]) -> str:
    text = compact(node)
    for char, escaped in _ESCAPES.items():
        text = text.replace(char, escaped)
    return text
