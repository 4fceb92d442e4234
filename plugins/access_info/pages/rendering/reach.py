"""How an agency is reached by somebody who asks: one way of each sort, as pages and scripts show it."""

from __future__ import annotations

import dataclasses

from access_info.model.agency import AgencyProfile
from access_info.model.vocabularies import CHANNEL_ALIASES

_MAIL, _POST, _PHONE = "thu-dien-tu", "buu-chinh", "dien-thoai"


@dataclasses.dataclass(frozen=True)
class Reach:
    """Where a request is sent to, and whom one asks about it.

    Attributes:
        unit: The focal point's unit, or its role.
        phone: As it is written.
        email: For questions.
        address: Where letters are sent, else where the agency sits.
        mail: The address that takes requests, as the agency announced it.
    """

    unit: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    mail: str = ""

    @property
    def is_known(self) -> bool:
        """Whether the agency can be reached at all."""
        return bool(self.phone or self.email or self.address)


def reach_of(profile: AgencyProfile) -> Reach:
    """Choose one way of each sort: the focal point's, else a channel's, else the agency's own."""
    points = [point for point in profile.contact_points if point.is_stated]
    mail = mail_address(profile)
    return Reach(
        unit=next((point.unit or point.role or "" for point in points), ""),
        phone=next((point.phone for point in points if point.phone), "")
        or _channel(profile, _PHONE)
        or profile.phone
        or "",
        email=mail
        or next((point.email for point in points if point.email), "")
        or profile.email
        or "",
        address=_channel(profile, _POST) or profile.address or "",
        mail=mail,
    )


def mail_address(profile: AgencyProfile) -> str:
    """Return the e-mail address that takes requests; "" if the agency announced none."""
    address = _channel(profile, _MAIL, having="@")
    return address.removeprefix("mailto:")


def _channel(profile: AgencyProfile, kind: str, having: str = "") -> str:
    """Return the address of the first channel of a kind that has a sign (and then no blank)."""
    for channel in profile.channels:
        address = channel.address or ""
        if CHANNEL_ALIASES.get(channel.kind or "", channel.kind) != kind or not address:
            continue
        if not having or (having in address and " " not in address):
            return address
    return ""
