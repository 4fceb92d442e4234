"""schema.org for search engines: agencies, their lists, their downloads, as JSON-LD.

What is unknown is left out. The text stands in `<script type="application/ld+json">`, which is
data and never run, so a strict Content-Security-Policy lets it be.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable
from typing import Any

from access_info.exports.dataset import Dataset
from access_info.model.agency import AgencyProfile
from access_info.model.declarations.types import is_web_address

# All that could end the script's element or, in older readers, its line.
_ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


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


def agency_ld(profile: AgencyProfile, *, address: str, parent: str = "") -> str:
    """Describe an agency as a schema.org `GovernmentOrganization`, in JSON-LD.

    Args:
        profile: The agency's profile.
        address: Absolute address of the agency's first page here, which is its id.
        parent: Name of the agency above it, or "".
    """
    return _script(_context(_agency(profile, address, parent)))


def dataset_ld(dataset: Dataset, *, description: str, downloads: Iterable[Download]) -> str:
    """Describe a list as a schema.org `Dataset` with its downloads, in JSON-LD.

    Args:
        dataset: The list.
        description: One or two sentences.
        downloads: Its files.
    """
    return _script(_context(_dataset(dataset, description, downloads)))


def catalog_ld(
    *,
    name: str,
    description: str,
    address: str,
    publisher: str,
    datasets: Iterable[tuple[Dataset, str, Iterable[Download]]] = (),
) -> str:
    """Describe a province's catalogue as a schema.org `DataCatalog`, in JSON-LD.

    Args:
        name: What it is called.
        description: One or two sentences.
        address: Absolute address of its page.
        publisher: Who keeps it.
        datasets: The province's own lists, each with a sentence or two and its files; agencies'
            stand on their pages.
    """
    catalog = {
        "@type": "DataCatalog",
        "@id": address,
        "name": name,
        "description": description,
        "url": address,
        "inLanguage": "vi",
        "publisher": {"@type": "Organization", "name": publisher} if publisher else None,
        "dataset": [
            _known(_dataset(each, words, downloads)) for each, words, downloads in datasets
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


def _agency(profile: AgencyProfile, address: str, parent: str) -> dict[str, Any]:
    founded, dissolved = profile.founded, profile.dissolved
    website = profile.website or ""
    return {
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
        "foundingDate": _day(founded),
        "dissolutionDate": _day(dissolved),
        "parentOrganization": (
            {"@type": "GovernmentOrganization", "name": parent} if parent else None
        ),
        "contactPoint": [
            _known(
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


def _dataset(dataset: Dataset, description: str, downloads: Iterable[Download]) -> dict[str, Any]:
    terms = dataset.license
    return {
        "@type": "Dataset",
        "@id": dataset.landing_page,
        "name": dataset.title,
        "description": description,
        "url": dataset.landing_page,
        "inLanguage": dataset.language,
        "isAccessibleForFree": True,
        "license": terms
        if is_web_address(terms)
        else _known({"@type": "CreativeWork", "name": terms})
        if terms
        else None,
        "dateModified": dataset.modified,
        "publisher": _known(
            {
                "@type": "GovernmentOrganization",
                "identifier": dataset.publisher.identifier,
                "name": dataset.publisher.name,
            }
        ),
        "distribution": [
            _known(
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


def _day(event: object) -> str:
    day = getattr(event, "date", None)
    return day.isoformat() if day is not None else ""


def _known(members: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value not in (None, "", [], {})}


def _context(node: dict[str, Any]) -> dict[str, Any]:
    return {"@context": "https://schema.org", **_known(node)}


def _script(node: dict[str, Any]) -> str:
    text = json.dumps(node, ensure_ascii=False, separators=(",", ":"))
    return text.translate(_ESCAPES)
