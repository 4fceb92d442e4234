"""Addresses that a member's data hold: its own pages lie below its address, whatever the data say."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from access_info.model.types import is_web_address

_LONGEST = 2_000
# Steps upwards, also as browsers read them: `/../`, `/%2e%2E/`.
_UPWARDS = re.compile(r"/(?:\.|%2e){1,2}(?:[/?#]|$)", re.IGNORECASE)
# What most addresses are, and needs no parser: `https://mau.example/van-ban/05-kh#a`, without `/.`.
_PLAIN = re.compile(r"https?://[a-z0-9][a-z0-9.-]*/[\w\-~!$&'()*+,;=:@?#/.]*", re.ASCII)


class MemberAddresses:
    """Makes addresses absolute and keeps only those that may be linked to.

    Attributes:
        url: The member's own address, with a final slash.
    """

    def __init__(self, url: str, base: str = "") -> None:
        """Take where the member is.

        Args:
            url: Its address, with a final slash.
            base: What addresses in its data are relative to, as they say; "" where they do not.
        """
        self.url = url
        self._base = base if is_web_address(base) else ""

    def below(self, base: str) -> MemberAddresses:
        """Return the addresses of a file that is relative to some base."""
        return MemberAddresses(self.url, base)

    def own(self, address: object) -> str:
        """Return the address of one of the member's pages; its root for what is none of its own."""
        text = self._absolute(address)
        return text if text.startswith(self.url) else self.url

    def any(self, address: object) -> str:
        """Return an address of the web, the member's or another's; "" for what is none."""
        return self._absolute(address)

    def _absolute(self, address: object) -> str:
        if not isinstance(address, str) or len(address) > _LONGEST:
            return ""
        if _PLAIN.fullmatch(address) and "/." not in address:
            return self._moved(address)
        try:
            text = self._moved(urljoin(self._base or self.url, address))
            parts = urlsplit(text)
        except ValueError:
            return ""
        if not is_web_address(text) or not text.isprintable() or _UPWARDS.search(parts.path):
            return ""
        return text if parts.hostname and parts.username is None else ""

    def _moved(self, address: str) -> str:
        """Return where a page is of a member that was built for another address than its own."""
        if self._base and address.startswith(self._base):
            return self.url + address[len(self._base) :]
        return address
