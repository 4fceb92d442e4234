"""The data of those who receive requests, for the form in the browser.

A form's page is one for all agencies: its address names the agency (`#co-quan=so-mau`), and the
script looks up there whom the form goes to. What is shown comes from these files alone, never from an
address, which anybody may write. Many agencies are divided among several files, so that a phone
fetches few of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from access_info.model.jurisdiction import Oversight
from access_info.model.vocabularies import AGENCY_KINDS
from access_info.pages.rendering.paths import RECEIVERS
from access_info.pages.rendering.reach import Reach
from access_info.pages.rendering.site import SiteContext
from access_info.pages.rendering.summary import AgencySummary

# An agency takes some 60 bytes on the wire, compressed.
_MOST = 60


def receiver_files(agencies: int) -> int:
    """Return among how many files the living agencies of a site are divided."""
    return max(1, -(-agencies // _MOST))


def receiver_scripts(
    summaries: Sequence[AgencySummary], site: SiteContext
) -> Iterator[tuple[str, str]]:
    """Yield path and text of each file: a classic script, which is read from a folder as well.

    Args:
        summaries: All agencies.
        site: What pages share.
    """
    living = sorted((each for each in summaries if not each.ended), key=lambda each: each.id)
    count = receiver_files(len(living))
    files: list[dict[str, dict[str, object]]] = [{} for _ in range(count)]
    for agency in living:
        files[_file_of(agency.id, count)][agency.id] = _receiver(agency)
    office = _reach(_office_reach(site.place.oversight))
    for number, agencies in enumerate(files):
        data = json.dumps(
            {"office": office, "agencies": agencies}, ensure_ascii=False, separators=(",", ":")
        )
        yield site.urls.shared(f"{RECEIVERS}/{number}.js"), f"accessInfoReceivers({data});\n"


def _file_of(agency_id: str, count: int) -> int:
    """Return the number of the file that an agency stands in, as the script reckons it."""
    return sum(map(ord, agency_id)) % count


def _receiver(agency: AgencySummary) -> dict[str, object]:
    kind = AGENCY_KINDS.get(agency.type)
    national = {"national": 1} if kind is not None and kind.is_central else {}
    return {"name": agency.name, **national, **_reach(agency.reach)}


def _reach(reach: Reach) -> dict[str, object]:
    """Write what is known of how somebody is reached."""
    ways = {
        "unit": reach.unit,
        "phone": reach.phone,
        "email": reach.email,
        "address": reach.address,
        "mail": reach.mail,
    }
    return {key: value for key, value in ways.items() if value}


def _office_reach(office: Oversight | None) -> Reach:
    if office is None:
        return Reach()
    return Reach(office.name or "", office.phone or "", office.email or "", office.address or "")
