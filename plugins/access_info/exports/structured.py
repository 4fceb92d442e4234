"""Describes agencies, lists and downloads to search engines, as schema.org in JSON-LD.

Unknown facts are left out. The text stands in `<script type="application/ld+json">`, which is data and
never run, so a strict Content-Security-Policy allows it.
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

# Characters that could end the script element or, for older browsers, the line.
_ESCAPES = {char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


@dataclasses.dataclass(frozen=True, kw_only=True)
class Download:
    """A file that a list can be downloaded as.

    Attributes:
        address: The file's address.
        media_type: For example `text/csv`.
        size: Bytes, or 0 when unknown.
    """

    address: str
    media_type: str
    size: int = 0


@dataclasses.dataclass(frozen=True, kw_only=True)
class Organisation:
    """The organisation that answers for data (schema.org: GovernmentOrganization).

    Attributes:
        address: Its id, the address of the page that describes it; "" when none does.
        name: Full name; "" where the id alone is enough.
        code: Its official identifier (Decision 20/2020/QĐ-TTg), or "".
    """

    address: str = ""
    name: str = ""
    code: str = ""


@dataclasses.dataclass(frozen=True, kw_only=True)
class DatasetAbout:
    """What a schema.org `Dataset` says besides the list itself: publisher, catalogue, time, place.

    Attributes:
        publisher: The organisation that made the list and answers for it.
        catalog: Id of the catalogue that has the list, or "".
        license: Address of the terms of re-use, or "".
        keywords: The subjects of the list.
        temporal: ISO 8601 day or interval in which its documents were issued, or "".
        place: Name of the jurisdiction, or "".
    """

    publisher: Organisation
    catalog: str = ""
    license: str = ""
    keywords: tuple[str, ...] = ()
    temporal: str = ""
    place: str = ""


def agency_ld(profile: AgencyProfile, *, address: str, parent: Organisation | None = None) -> str:
    """Return JSON-LD that describes an agency as a schema.org `GovernmentOrganization`.

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
    return _script(agency)


def dataset_ld(
    dataset: Dataset, *, about: DatasetAbout, description: str, downloads: Iterable[Download]
) -> str:
    """Return JSON-LD that describes a list as a schema.org `Dataset` with its downloads, in short.

    Pages with long lists must stay light: keywords, time and place stand on the agency's first page
    (`datasets_ld`), under the same id.

    Args:
        dataset: The list.
        about: Its publisher, catalogue and licence.
        description: One or two sentences.
        downloads: Its files.
    """
    return _script(_dataset(dataset, about, description, downloads))


def datasets_ld(datasets: Iterable[tuple[Dataset, DatasetAbout, str]]) -> str:
    """Return JSON-LD for an agency's first page that describes its lists, without their files.

    The files are described on the lists' own pages (`dataset_ld`), under the same ids.

    Args:
        datasets: Each list with its publisher, time and so on, and a sentence or two.

    Returns:
        The script's text; "" without lists.
    """
    nodes = [
        known(_dataset(each, about, words, ()) | _coverage(each, about))
        for each, about, words in datasets
    ]
    return _script({"@graph": nodes}) if nodes else ""


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
    """Return JSON-LD that describes a province's catalogue as a schema.org `DataCatalog`.

    Args:
        name: The catalogue's name.
        description: One or two sentences.
        address: Its id.
        page: Absolute address of its page.
        publisher: The organisation that keeps it.
        license: Address of the terms of re-use, or "".
        datasets: The province's own lists, each with its publisher and so on, a sentence or two, and
            its files. Agencies' lists are described on their pages, which name the catalogue.
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
    return _script(catalog)


def breadcrumb_ld(crumbs: Iterable[tuple[str, str]]) -> str:
    """Return JSON-LD for the path from the front page to a page, as a schema.org `BreadcrumbList`.

    Args:
        crumbs: Name and absolute address of each step.
    """
    steps = [
        {"@type": "ListItem", "position": number, "name": name, "item": address}
        for number, (name, address) in enumerate(crumbs, 1)
    ]
    return _script({"@type": "BreadcrumbList", "itemListElement": steps})


def _organisation(party: Organisation | None) -> dict[str, Any]:
    """Return an organisation as a schema.org object; its id links it to its description elsewhere."""
    members = {"@id": party.address, "identifier": party.code, "name": party.name} if party else {}
    stated = known(members)
    return {"@type": "GovernmentOrganization", **stated} if stated else {}


def _dataset(
    dataset: Dataset, about: DatasetAbout, description: str, downloads: Iterable[Download]
) -> dict[str, Any]:
    """Return a list as a schema.org `Dataset`: title, publisher, licence, files."""
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
    """Return the further members of a `Dataset`: maker, keywords, language, time and place."""
    place = {"@type": "AdministrativeArea", "name": about.place}
    maker = about.publisher
    return {
        "inLanguage": dataset.language,
        "isAccessibleForFree": True,
        # The publisher, whose name stands there already: the id is enough.
        "creator": {"@id": maker.address} if maker.address else _organisation(maker),
        "keywords": list(about.keywords),
        "temporalCoverage": about.temporal,
        "spatialCoverage": place if about.place else None,
    }


def _script(node: dict[str, Any]) -> str:
    """Return an object as a JSON-LD document for a `<script>` element, which nothing in it can end.

    Members without a value are left out.
    """
    text = compact({"@context": "https://schema.org", **known(node)})
    for char, escaped in _ESCAPES.items():
        text = text.replace(char, escaped)
    return text
