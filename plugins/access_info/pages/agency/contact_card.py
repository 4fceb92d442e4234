"""How somebody is reached about an agency: the agency itself, else the office that watches over it."""

from __future__ import annotations

import dataclasses

from access_info.model.registry import Agency
from access_info.pages.rendering.reach import reach_of
from access_info.pages.rendering.site import SiteContext


@dataclasses.dataclass(frozen=True)
class ContactCard:
    """One way of each sort.

    Attributes:
        phone: As it is written.
        unit: Who answers there.
        email: For questions.
        address: Where people go.
        place: The counter there.
        hours: When, in the agency's own words.
        office: Name of the oversight office where the agency itself cannot be reached, else "".
    """

    phone: str = ""
    unit: str = ""
    email: str = ""
    address: str = ""
    place: str = ""
    hours: str = ""
    office: str = ""

    @property
    def is_known(self) -> bool:
        """Whether anybody can be reached at all."""
        return bool(self.phone or self.email or self.address)


def contact_card(agency: Agency, site: SiteContext, *, ended: bool) -> ContactCard:
    """Choose whom to turn to: the focal point, else the agency, else the oversight office.

    Args:
        agency: The agency.
        site: What pages share.
        ended: Whether the agency is no more, so that nobody answers there.
    """
    profile, reach = agency.profile, reach_of(agency.profile)
    if reach.is_known and not ended:
        return ContactCard(
            phone=reach.phone,
            unit=reach.unit if reach.phone else "",
            email=reach.email,
            address=profile.address or reach.address,
            place=(profile.reception.place if profile.reception else "") or "",
            hours=profile.hours or "",
        )
    office = site.place.oversight
    if office is None:
        return ContactCard()
    return ContactCard(
        phone=office.phone or "",
        email=office.email or "",
        address=office.address or "",
        office=office.name or "",
    )
