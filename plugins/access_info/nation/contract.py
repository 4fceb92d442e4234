"""What the steps of a national build hand to each other: all of it plain data on disk.

A build has three steps. *Reading* brings the good copy of each member up to date. *Working out* makes of each
member's copy its part of everything; it needs no other member, so that parts are made anywhere, in any
order, and are kept as long as the copy stays the same. *Putting together* writes the site from all parts.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path


class MemberStanding(StrEnum):
    """How far a member's copy can be shown."""

    CURRENT = "current"
    """Read in this build, and unharmed."""
    STALE = "stale"
    """From an earlier build: shown with its date."""
    EXPIRED = "expired"
    """Too old: only the member's name is shown."""
    NEVER = "never"
    """There is none yet."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class MemberState:
    """What is known of a member after reading.

    Attributes:
        code: Its code, as in `ma_don_vi_hanh_chinh`.
        name: What it is called.
        url: Its public address, with a final slash.
        standing: How far its copy can be shown.
        created: The day that its manifest states, ISO; "" without a copy.
        reached: When it was last read unharmed, ISO with zone; "" if never.
        generator: Name and version of what made its site, as it says; "" without a copy.
        data_version: The version of its data, `2.0`; "" without a copy.
        failures: Why it was not read in this build, in Vietnamese sentences.
        digest: Of the paths and hashes of the files that are used; equal digests, equal parts.
        files: Path below its root → SHA-256, hexadecimal, of each file that is used.
    """

    code: str
    name: str
    url: str
    standing: MemberStanding
    created: str = ""
    reached: str = ""
    generator: str = ""
    data_version: str = ""
    failures: Sequence[str] = ()
    digest: str = ""
    files: Mapping[str, str] = dataclasses.field(default_factory=dict)

    @property
    def is_shown(self) -> bool:
        """Whether its agencies and rows are shown."""
        return self.standing in {MemberStanding.CURRENT, MemberStanding.STALE}


@dataclasses.dataclass(frozen=True, kw_only=True)
class MemberCopy:
    """A member and its good copy.

    Attributes:
        state: What is known of it.
        folder: Where the files of `state.files` lie, by their paths.
    """

    state: MemberState
    folder: Path


@dataclasses.dataclass(frozen=True, kw_only=True)
class MemberPart:
    """What has been worked out of a member's copy.

    Attributes:
        state: What is known of the member.
        folder: Where its parts lie: `tong-hop.json` for the pages, `tim-kiem/` for the search,
            `du-lieu/` for the merged data. It does not exist for a member that is not shown.
    """

    state: MemberState
    folder: Path
