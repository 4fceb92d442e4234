"""A small nation of members that are built, read and worked out for real, and its site."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path

import published_members
import tiny_province

from access_info.model.nation import Nation
from access_info.nation.build import write_listing
from access_info.nation.copies import (
    MemberCopy,
    MemberPart,
    MemberStanding,
    MemberState,
    NationalSite,
    member_copies,
)
from access_info.nation.data import FOLDER, NationalPart, write_data, write_member_data
from access_info.nation.pages.about import write_assets, write_pages
from access_info.nation.reading import read_member
from access_info.nation.sources import ReadingAccess
from access_info.nation.summary import SUMMARY, MemberFacts, facts_bytes, write_facts
from access_info.pipeline.trust.manifest import Signer

NOW = datetime.datetime(2026, 11, 28, 2, tzinfo=datetime.UTC)
AS_OF = datetime.date(2026, 11, 28)
SITE = "https://ca-nuoc.mau.example/"
# Read in this build; read three days ago; never.
CODES = ("01", "02", "03")
NAMES = ("Tỉnh Mẫu Một", "Tỉnh Mẫu Hai", "Tỉnh Mẫu Ba")


@dataclasses.dataclass(frozen=True)
class NationMembers:
    """A nation whose members have been read.

    Attributes:
        nation: What its file says.
        copies: The members' copies.
        parts: What was worked out of them.
        folders: What each member publishes.
    """

    nation: Nation
    copies: list[MemberCopy]
    parts: list[MemberPart]
    folders: list[Path]

    def write(
        self, out: Path, *, site_url: str = SITE, signing: Signer | None = None
    ) -> list[NationalPart]:
        """Write the whole site but for the search."""
        out.mkdir(parents=True)
        site = NationalSite(
            nation=self.nation, parts=self.parts, out=out, as_of=AS_OF, site_url=site_url
        )
        data = write_data(site)
        pages = write_pages(site, data)
        write_assets(site)
        write_listing(site, pages, data, signing)
        return data


def read_nation(built: Path, folder: Path, **more: object) -> NationMembers:
    """Read and work out three members: one now, one that has gone since, one that never was."""
    folders = [folder / code for code in CODES]
    for place, code in zip(folders, CODES, strict=True):
        url = f"https://tinh-{code}.mau.example/"
        published_members.publish(built, place, code=code, url=url)
        published_members.edit(place, "thong-ke", _with_years)
    members = [
        {
            "ma": code,
            "ten": name,
            "dia_chi": f"https://tinh-{code}.mau.example/",
            "nguon": str(place),
        }
        for code, name, place in zip(CODES, NAMES, folders, strict=True)
    ]
    nation = Nation(
        ten="Nước Mẫu",
        thanh_vien=members,
        giay_phep="Được sử dụng lại, ghi rõ nguồn",
        **more,
    )
    cache = folder / "cache"
    (folders[2] / "manifest.json").unlink()
    read_member(nation.members[1], cache, ReadingAccess(), NOW - datetime.timedelta(days=3))
    (folders[1] / "manifest.json").unlink()
    for member in nation.members:
        read_member(member, cache, ReadingAccess(), NOW)
    copies = member_copies(cache, nation)
    parts = [worked_out(copy, folder / "phan" / copy.state.code) for copy in copies]
    return NationMembers(nation, copies, parts, folders)


def _with_years(data: dict) -> None:
    """Two years of one agency, which the tiny province does not tell of."""
    data["items"] = [
        {
            "@id": f"co-quan/xa-doi/thong-ke/#nam-{year}",
            "publisher": "xa-doi",
            "year": year,
            "received": received,
            "answeredInFull": received - 10,
            "refused": 10,
            "answeredOnTime": received - 4,
            "answeredLate": 4,
        }
        for year, received in ((2026, 40), (2025, 20))
    ]


def worked_out(copy: MemberCopy, folder: Path) -> MemberPart:
    """Work out what pages and data need of a member."""
    if copy.state.is_shown:
        (folder / FOLDER).mkdir(parents=True)
        write_facts(copy, folder / SUMMARY)
        write_member_data(copy, folder / FOLDER)
    return MemberPart(state=copy.state, folder=folder)


def member_part(code: str, facts: MemberFacts, folder: Path, **state: object) -> MemberPart:
    """A member of whom only the facts matter, as they are told."""
    known = {
        "code": code,
        "name": f"Tỉnh Mẫu {code}",
        "url": f"https://tinh-{code}.mau.example/",
        "standing": MemberStanding.CURRENT,
        "created": "2026-11-24",
        "reached": "2026-11-24T09:00:00+00:00",
    }
    folder.mkdir(parents=True)
    (folder / SUMMARY).write_bytes(facts_bytes(facts))
    return MemberPart(state=MemberState(**known | state), folder=folder)


# The agencies of each member.
AGENCIES = tiny_province.AGENCIES
