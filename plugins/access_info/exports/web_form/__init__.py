"""The form on the web: the configuration of Sveltia CMS, made from the declarations of fields.

Nothing of it is kept in the repository: it is written with each site, so it cannot be stale.
"""

from __future__ import annotations

from access_info.exports.web_form.configuration import (
    JURISDICTION,
    AgencyForm,
    agency_form,
    common_form,
    jurisdiction_form,
)
from access_info.exports.web_form.forge import (
    KINDS,
    WITHOUT_PROPOSALS,
    Forge,
    ForgeError,
    NoProposalsError,
    forge_of,
)

__all__ = [
    "JURISDICTION",
    "KINDS",
    "WITHOUT_PROPOSALS",
    "AgencyForm",
    "Forge",
    "ForgeError",
    "NoProposalsError",
    "agency_form",
    "common_form",
    "forge_of",
    "jurisdiction_form",
]
