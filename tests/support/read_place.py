"""A member that is read in a test: where it is published, who serves it, what is kept of it."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path

from member_server import MemberServer

from access_info.model.nation import Member
from access_info.nation.copies import MemberCopy, MemberFolder, MemberState
from access_info.nation.member_files import MemberSets
from access_info.nation.reading import read_member
from access_info.nation.sources import ReadingAccess

NOW = datetime.datetime(2026, 11, 24, 9, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)
CODE = "01"


@dataclasses.dataclass
class ReadPlace:
    """One member.

    Attributes:
        site: What it publishes, a folder.
        server: Who serves that.
        cache: What is kept between builds.
        access: How it is read.
        member: The member.
    """

    site: Path
    server: MemberServer
    cache: Path
    access: ReadingAccess
    member: Member = dataclasses.field(init=False)

    def __post_init__(self) -> None:
        self.named()

    def named(self, **fields: str) -> None:
        """Name the member otherwise in the nation's file."""
        known = {"ma": CODE, "ten": "Tỉnh Mẫu Một", "dia_chi": self.server.url}
        self.member = Member(**{**known, **fields})

    def read(self, after: datetime.timedelta = datetime.timedelta()) -> MemberState:
        return read_member(self.member, self.cache, self.access, NOW + after)

    @property
    def copy(self) -> MemberCopy:
        return MemberFolder(self.cache, self.member).copy()

    @property
    def folder(self) -> Path:
        """What the cache has of it."""
        return self.cache / "thanh-vien" / CODE

    def rows(self, name: str = "cong-khai") -> list[dict]:
        return list(MemberSets(self.copy).rows(name))

    def titles(self) -> list[str]:
        return [row["title"] for row in self.rows()]
