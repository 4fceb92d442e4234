"""What all pages show of the nation: its members, each with its facts, and where pages stand."""

from __future__ import annotations

import dataclasses
import datetime
import functools
from collections.abc import Iterable, Sequence

from access_info.legal.framework import Framework, load_framework
from access_info.model.nation import Nation
from access_info.model.types import is_web_address, vn_date
from access_info.nation.contract import MemberPart, MemberStanding, MemberState
from access_info.nation.data.national import NationalData
from access_info.nation.summary.facts import SUMMARY, AgencyFacts, MemberFacts, read_facts

# Folders of the pages, below the site's root.
HOME = ""
PROVINCES = "tinh"
SEARCH = "tim-kiem"
DUTIES = "giam-sat"
DUTY = f"{DUTIES}/viec"
PROVINCE_DUTIES = f"{DUTIES}/tinh"
FIGURES = "thong-ke"
LAW = "phap-luat"
OPEN_DATA = "du-lieu-mo"
CONNECTIONS = "ket-noi"
ABOUT = "ve-trang-nay"
# What is shown of a name or a title; a longer one can be read where it stands.
LONGEST = 300


@dataclasses.dataclass(frozen=True, kw_only=True)
class ShownMember:
    """A member as pages show it.

    Attributes:
        state: What is known of it.
        facts: What its data say; nothing where they are not shown.
    """

    state: MemberState
    facts: MemberFacts = dataclasses.field(default_factory=MemberFacts)

    @property
    def name(self) -> str:
        """What it is called."""
        return cut(self.state.name)

    @property
    def is_shown(self) -> bool:
        """Whether more than its name is shown."""
        return self.state.is_shown

    @property
    def is_stale(self) -> bool:
        """Whether what is shown is from an earlier build."""
        return self.state.standing is MemberStanding.STALE

    @property
    def path(self) -> str:
        """Folder of its page."""
        return f"{PROVINCES}/{self.state.code}"

    @functools.cached_property
    def living(self) -> list[AgencyFacts]:
        """Its agencies that have not ended, as far as days tell."""
        return [agency for agency in self.facts.agencies if not agency.ended]

    @property
    def items(self) -> int:
        """How many rows its lists of what must be disclosed have."""
        return sum(agency.disclosed for agency in self.facts.agencies)


@dataclasses.dataclass(kw_only=True)
class PointSum:
    """How much is disclosed under a code of a law.

    Attributes:
        rows: How many rows.
        agencies: How many agencies have one.
        members: How many provinces have one.
    """

    rows: int = 0
    agencies: int = 0
    members: int = 0


@dataclasses.dataclass(frozen=True, kw_only=True)
class NationView:
    """The nation as pages show it.

    Attributes:
        nation: What its file says.
        members: All members, in the order of that file.
        as_of: The day of the build.
        site_url: Absolute address of the site's root with a final slash, or "".
        framework: The laws of the whole country.
        data: What there is to download, or `None`.
        has_search: Whether there is a search page.
    """

    nation: Nation
    members: Sequence[ShownMember]
    as_of: datetime.date
    site_url: str
    framework: Framework
    data: NationalData | None
    has_search: bool

    @functools.cached_property
    def shown(self) -> list[ShownMember]:
        """The members of whom more than the name is shown."""
        return [member for member in self.members if member.is_shown]

    @functools.cached_property
    def points(self) -> dict[str, PointSum]:
        """What is disclosed under each code of the laws."""
        sums: dict[str, PointSum] = {}
        for member in self.shown:
            for point in member.facts.points:
                total = sums.setdefault(point.code, PointSum())
                total.rows += point.rows
                total.agencies += point.agencies
                total.members += 1
        return sums


def nation_view(
    parts: Iterable[MemberPart],
    nation: Nation,
    as_of: datetime.date,
    *,
    site_url: str,
    data: NationalData | None,
    has_search: bool,
) -> NationView:
    """Read what pages show.

    Raises:
        ValueError: The laws cannot be read.
    """
    framework, _ = load_framework()
    if framework is None:
        raise ValueError("the laws cannot be read")
    members = [
        ShownMember(state=part.state, facts=read_facts(part.folder / SUMMARY))
        if part.state.is_shown
        else ShownMember(state=part.state)
        for part in parts
    ]
    return NationView(
        nation=nation,
        members=members,
        as_of=as_of,
        site_url=site_url,
        framework=framework,
        data=data,
        has_search=has_search,
    )


def to(path: str, target: str) -> str:
    """Return the link from a page to another, both as folders below the root.

    Args:
        path: Of the page that links.
        target: The other, with a fragment if need be: `giam-sat#viec`.
    """
    root = "../" * len(path.split("/")) if path else "./"
    folder, sign, fragment = target.partition("#")
    return f"{root}{f'{folder}/' if folder else ''}{sign}{fragment}"


def cut(text: str, most: int = LONGEST) -> str:
    """Shorten what is too long to be shown."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def web(address: str, otherwise: str) -> str:
    """Return an address that may be linked to: of the web, and no longer than browsers take."""
    return address if is_web_address(address) and len(address) <= 2_000 else otherwise  # noqa: PLR2004


def day_of(text: str) -> datetime.date | None:
    """Read an ISO day, or the day of an ISO moment in Hà Nội; `None` for what is neither."""
    try:
        moment = datetime.datetime.fromisoformat(text)
    except ValueError:
        return None
    if moment.tzinfo is not None:
        moment = moment.astimezone(datetime.timezone(datetime.timedelta(hours=7)))
    return moment.date()


def day_words(text: str) -> str:
    """Write an ISO day as readers do; "" for what is none."""
    day = day_of(text)
    return vn_date(day) if day is not None else ""
