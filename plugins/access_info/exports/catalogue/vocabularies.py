"""Our codes in vocabularies that portals know: EU authority tables, ADMS, IANA media types."""

from __future__ import annotations

from collections.abc import Iterator

from access_info.exports.catalogue.records import Referent
from access_info.exports.dataset import DatasetTexts
from access_info.exports.formats import FORMATS
from access_info.model.vocabularies import Level

EU = "http://publications.europa.eu/resource/authority"
ADMS = "http://purl.org/adms/publishertype"
IANA = "https://www.iana.org/assignments/media-types"
GZIP = f"{IANA}/application/gzip"
# Endings of attachments that are tables, with their media types (IANA).
TABLES = {
    "csv": "text/csv",
    "xlsx": FORMATS["xlsx"].media_type,
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
_MEDIA_TYPES = {**TABLES, **{form: row.media_type for form, row in FORMATS.items()}}
# `FREQUENCIES` → EU frequency.
_FREQUENCIES = {
    "hang-ngay": "DAILY",
    "hang-tuan": "WEEKLY",
    "hang-thang": "MONTHLY",
    "hang-quy": "QUARTERLY",
    "sau-thang": "ANNUAL_2",
    "hang-nam": "ANNUAL",
    "khi-co-thay-doi": "IRREG",
    "mot-lan": "NEVER",
}
# From the fewest days within which a list must be looked through → EU frequency.
_REVIEWS = ((1, "DAILY"), (7, "WEEKLY"), (31, "MONTHLY"), (92, "QUARTERLY"), (184, "ANNUAL_2"))
# Level of government → ADMS publisher type, and the key of its label. ADMS has no public service unit,
# which is of no level of its own: such a unit works for no profit.
_KINDS = {
    Level.CENTRAL: ("NationalAuthority", "catalogue.national"),
    Level.PROVINCE: ("RegionalAuthority", "catalogue.regional"),
    Level.DISTRICT: ("LocalAuthority", "catalogue.local"),
    Level.COMMUNE: ("LocalAuthority", "catalogue.local"),
    "": ("NonProfitOrganisation", "catalogue.non_profit"),
}
CHECKSUM = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"
VIETNAM = f"{EU}/country/VNM"


class PublicVocabularies:
    """Concepts of public vocabularies, with labels in the catalogue's language."""

    def __init__(self, texts: DatasetTexts) -> None:
        """Take the language of labels."""
        self._texts = texts
        self.theme = Referent(
            address=f"{EU}/data-theme/GOVE", name=texts["catalogue.theme"], scheme=self.themes
        )
        self.access = Referent(address=f"{EU}/access-right/PUBLIC", name=texts["catalogue.access"])
        self.availability = Referent(
            address=f"{EU}/planned-availability/STABLE", name=texts["catalogue.availability"]
        )
        self.language = Referent(address=f"{EU}/language/VIE")

    themes = f"{EU}/data-theme"

    @property
    def scheme(self) -> Referent:
        """The themes that portals sort datasets by."""
        return Referent(address=self.themes, name=self._texts["catalogue.themes"])

    def publisher_kind(self, level: str) -> Referent:
        """Return the kind of a publisher by its level of government, "" for none."""
        code, label = _KINDS[Level(level) if level else ""]
        return Referent(address=f"{ADMS}/{code}", name=self._texts[label])


def coded_values() -> Iterator[str]:
    """Yield the addresses of all values that have codes."""
    names = {
        "access-right": ["PUBLIC"],
        "data-theme": ["GOVE"],
        "file-type": map(str.upper, _MEDIA_TYPES),
        "frequency": _FREQUENCIES.values(),
        "language": ["VIE"],
        "planned-availability": ["STABLE"],
    }
    for table, codes in names.items():
        yield from (f"{EU}/{table}/{code}" for code in codes)
    yield from (f"{ADMS}/{code}" for code, _ in _KINDS.values())


def file_type(form: str) -> Referent | None:
    """Return the EU file type of files with an ending; `None` for what is in no table."""
    return Referent(address=f"{EU}/file-type/{form.upper()}") if form in _MEDIA_TYPES else None


def media_type(form: str) -> Referent | None:
    """Return the media type of files with an ending; `None` for what is in no table."""
    return Referent(address=f"{IANA}/{_MEDIA_TYPES[form]}") if form in _MEDIA_TYPES else None


def frequency(code: str, review_days: int) -> Referent | None:
    """Return how often a dataset changes: as its rows say, else as the policy has it.

    Args:
        code: Value of `FREQUENCIES`, or "".
        review_days: Within how many days lists must be looked through, 0 when not stated.
    """
    name = _FREQUENCIES.get(code, "")
    if not name and review_days:
        name = next((eu for most, eu in _REVIEWS if review_days <= most), "ANNUAL")
    return Referent(address=f"{EU}/frequency/{name}") if name else None


def telephone(written: str) -> str:
    """Write a telephone number as an address (RFC 3966); "" when it has no digit."""
    digits = "".join(sign for sign in written if sign.isascii() and sign.isdigit())
    plus = "+" if written.lstrip().startswith("+") else ""
    return f"tel:{plus}{digits}" if digits else ""
