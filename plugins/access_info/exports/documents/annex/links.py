"""How an address stands in a narrow cell: it leads there, and shows what paper needs."""

from __future__ import annotations

from urllib.parse import urlsplit

from access_info.model.types import is_web_address

# Characters that fit two lines of a cell.
_SHORT = 34
_JOIN = "; "


def shortened(address: str) -> str:
    """Shorten an address for a cell: all of it when it is short, else scheme and host."""
    if len(address) <= _SHORT:
        return address
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}/…"


def lines_of(addresses: tuple[str, ...]) -> list[tuple[str, bool]]:
    """Split addresses into a cell's lines, each with whether it is an address of the web.

    Words that say where information is stand on one line, as an import reads them.
    """
    webs = [address for address in addresses if is_web_address(address)]
    places = [address for address in addresses if not is_web_address(address)]
    return [
        *((address, True) for address in webs),
        *([(_JOIN.join(places), False)] if places else []),
    ]
