"""What a nation's file says, and how its members are read: plain data that tasks can be sent."""

from __future__ import annotations

import dataclasses
import ipaddress
from pathlib import Path

from access_info.checks.jurisdiction import check_nation
from access_info.loading import load_nation
from access_info.model.nation import KEEP_DAYS, Nation
from access_info.pipeline.link_check import is_public
from access_info.problems import Problem, errors, in_order


def read_nation(path: Path) -> tuple[Nation | None, list[Problem]]:
    """Read and check the file of a nation.

    Args:
        path: The file.

    Returns:
        The nation, with folders that members are read from made absolute, or `None` where an error
        stands in the way; and every problem, in order.
    """
    nation, document, problems = load_nation(path)
    if nation is not None and document is not None:
        problems += check_nation(nation, document)
    return (None if errors(problems) else nation), in_order(problems)


def cidr(text: str) -> str:
    """Check the name of a network as it is typed.

    Args:
        text: `10.1.0.0/16`, `fd00::/8`; one number alone is a network too.

    Raises:
        ValueError: It names none; the text says how to, in Vietnamese.
    """
    try:
        return str(ipaddress.ip_network(text.strip()))
    except ValueError:
        raise ValueError(
            f"“{text}” không phải dải mạng, phải viết như 10.1.0.0/16 hoặc fd00::/8, các bit sau dải là 0"
        ) from None


@dataclasses.dataclass(frozen=True, kw_only=True)
class ReadingAccess:
    """How members are read.

    Attributes:
        ca: A file with certificates of authorities that count beside the system's, PEM.
        networks: Networks that are reached although they are not public, as CIDR: `10.1.0.0/16`.
        keep_days: Days that a copy is shown while its member cannot be read.
        patience: Seconds to wait for a server's next word.
        most_seconds: Seconds that one member may take.
        most_bytes: Bytes that the files of one member may be, together.
        most_file: Bytes that one file may be.
        at_once: Files fetched at once from a server, by whatever tasks share the cache.
    """

    ca: Path | None = None
    networks: tuple[str, ...] = ()
    keep_days: int = KEEP_DAYS
    patience: float = 20.0
    most_seconds: float = 600.0
    most_bytes: int = 500_000_000
    most_file: int = 64_000_000
    at_once: int = 2

    def allows(self, number: str) -> bool:
        """Tell whether an IP number may be reached."""
        return is_public(number) or self._is_named(number)

    def _is_named(self, number: str) -> bool:
        try:
            address = ipaddress.ip_address(number)
        except ValueError:
            return False
        if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
            address = address.ipv4_mapped
        return any(address in ipaddress.ip_network(network) for network in self.networks)
