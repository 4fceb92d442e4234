"""What a national build is asked for, and what it tells of itself."""

from __future__ import annotations

import dataclasses
import datetime
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from access_info.nation.contract import MemberState
from access_info.nation.members.settings import ReadingAccess
from access_info.problems import Problem
from access_info.waiting import NO_PROGRESS, Progress


class NationBuildError(Exception):
    """A national build cannot go on; told in Vietnamese."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Cluster:
    """A cluster that tasks are run on.

    Attributes:
        address: Of its scheduler, `tls://host:8786`.
        certificates: Folder with `ca.pem`, `cert.pem` and `key.pem`, for `tls://`.
        insecure: Whether an address without TLS may be of another machine.
    """

    address: str
    certificates: Path | None = None
    insecure: bool = False


@dataclasses.dataclass(frozen=True, kw_only=True)
class NationOptions:
    """What a national build is asked for.

    Attributes:
        now: The moment of the build, with its zone: what is written is dated by its day.
        access: How members are read.
        site_url: Absolute address of the site's root with a final slash, or "".
        jobs: How many processes of this machine work.
        cluster: Where tasks are run instead, or `None`.
        builds_members: Whether members given by their data are built first.
        signing_key: Path of the secret key that signs the list of files, or `None`.
        progress: Is told how far the work is.
    """

    now: datetime.datetime
    access: ReadingAccess = dataclasses.field(default_factory=ReadingAccess)
    site_url: str = ""
    jobs: int = os.cpu_count() or 1
    cluster: Cluster | None = None
    builds_members: bool = False
    signing_key: Path | None = None
    progress: Progress = NO_PROGRESS

    @property
    def as_of(self) -> datetime.date:
        """The day that the site is right on."""
        return self.now.date()


@dataclasses.dataclass(frozen=True)
class Cost:
    """What something took.

    Attributes:
        seconds: Of processor time.
        memory: The most memory that a process of it has had, in MiB; 0 where nobody tells.
    """

    seconds: float
    memory: float


@dataclasses.dataclass(frozen=True, kw_only=True)
class NationReport:
    """What a build tells of itself.

    Attributes:
        problems: Of the nation's file.
        members: What is known of each member, in the nation's order; none where the file has errors.
        costs: What was done → code of the member → what it took.
        together: What was done for all members at once → what it took.
        logs: Code of a member whose site could not be made → where it stands why.
        is_unchanged: Whether the site was left as it was.
    """

    problems: Sequence[Problem] = ()
    members: Sequence[MemberState] = ()
    costs: Mapping[str, Mapping[str, Cost]] = dataclasses.field(default_factory=dict)
    together: Mapping[str, Cost] = dataclasses.field(default_factory=dict)
    logs: Mapping[str, Path] = dataclasses.field(default_factory=dict)
    is_unchanged: bool = False
