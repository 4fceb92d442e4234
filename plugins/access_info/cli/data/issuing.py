"""Who issues the papers that commands write of one agency's data."""

from __future__ import annotations

from pathlib import Path

from access_info.exports.documents.annex import Issuer, issuer_of
from access_info.loading import agency_ids, load_agency, read_folder
from access_info.model.agency import AgencyProfile
from access_info.model.jurisdiction import Jurisdiction
from access_info.pages.rendering.translations import load_texts


def issuer_for(profile: AgencyProfile, place: Jurisdiction, agencies: Path) -> Issuer:
    """Derive the head and the signer of an agency's papers.

    Args:
        profile: The agency.
        place: The jurisdiction.
        agencies: The folder of agencies, where the agency above may have a folder.
    """
    return issuer_of(profile, place, _name_of(agencies, profile.parent), load_texts())


def _name_of(agencies: Path, parent: str | None) -> str:
    """Return the full name of the agency above, which the data name or point to."""
    if not parent or parent not in agency_ids(agencies)[0]:
        return parent or ""
    above = load_agency(read_folder(agencies / parent)).agency
    return above.profile.name if above is not None else ""
