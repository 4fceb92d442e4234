"""Works out a block of records: its lists as a sorted run, what is shown of its records, what is known of it."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import json
from collections.abc import Iterable, Mapping, Sequence

from access_info.model.types import PartialDate, vn_partial
from access_info.model.vocabularies import AGENCY_KINDS, Level
from access_info.search.agency_names import AgencyNames
from access_info.search.everyday import SiteMeanings
from access_info.search.lists import Lists
from access_info.search.postings import GapCode, TokenLists, unshared
from access_info.search.records import SearchRecord
from access_info.search.runs import run_of
from access_info.search.sizes import IndexDivision

# Replaces the agency's folder in an address; `urllib.parse.quote` never leaves this character.
_FOLDER = "*"
OFFERED = ("loai", "diem", "nam")


@dataclasses.dataclass(frozen=True, kw_only=True)
class BlockFacts:
    """What the manifest says of a block.

    Attributes:
        higher: How many records are of agencies above the communes.
        over: The records out of force, encoded.
        present: Filter → values that records have.
    """

    higher: int
    over: str
    present: Mapping[str, Sequence[str]]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Block:
    """A block, worked out.

    Attributes:
        count: The number of records.
        run: The lines of its tokens.
        shown: Of each file of records a line: what is shown of them.
        facts: What else is known.
    """

    count: int
    run: bytes
    shown: Sequence[bytes]
    facts: BlockFacts


class BlockWorker:
    """Works out blocks one after the other, and learns from them."""

    def __init__(
        self,
        names: AgencyNames,
        meanings: SiteMeanings,
        division: IndexDivision,
        folders: Mapping[str, tuple[str, str]],
        *,
        is_whole: bool,
    ) -> None:
        """Begin.

        Args:
            names: The names of agencies; learns those that records have.
            meanings: What people call things; learns what is met.
            division: How the records are divided.
            folders: Agency → its folder in addresses, and the number that is written in its place.
            is_whole: Whether there is a single block.
        """
        self._names, self._meanings = names, meanings
        self._division, self._is_whole = division, is_whole
        self._folders = folders
        self._code = GapCode(division.block + 1)

    def work_out(
        self, number: int, records: Iterable[SearchRecord], everywhere: Sequence[str] = ()
    ) -> Block:
        """Work out a block.

        Args:
            number: Its number.
            records: Its records, in the order that those of equal titles keep.
            everywhere: Tokens that every record has, which come after all others.
        """
        lists = Lists(records, self._names, self._code)
        self._meanings.learn(lists)
        count = len(lists.records)
        every = self._code.encode(range(count))
        tokens = itertools.chain(
            lists.encoded(), (TokenLists(token, 0, ["", every, ""]) for token in everywhere)
        )
        size = self._division.chunk
        return Block(
            count=count,
            run=run_of(number, tokens, self._division.longest, is_whole=self._is_whole),
            shown=[
                _shown_line(lists.records[start : start + size], self._folders)
                for start in range(0, count, size)
            ],
            facts=BlockFacts(
                higher=_count_higher(lists),
                over=lists.over,
                present={name: sorted(lists.filters[name]) for name in OFFERED},
            ),
        )


def values_present(facts: Iterable[BlockFacts]) -> dict[str, set[str]]:
    """Gather the values of filters that records of some blocks have."""
    present: dict[str, set[str]] = {name: set() for name in OFFERED}
    for block in facts:
        for name, values in block.present.items():
            present[name].update(values)
    return present


def _count_higher(lists: Lists) -> int:
    """Count the records of agencies above the communes."""
    return sum(
        len(numbers)
        for type_, numbers in lists.filters["loai"].items()
        if AGENCY_KINDS[type_].level is not Level.COMMUNE
    )


def _shown_line(records: Sequence[SearchRecord], folders: Mapping[str, tuple[str, str]]) -> bytes:
    """Write what is shown of some records, as a line of JSON: a row for each.

    Neighbours are alike. So title, address and kind begin with a sign that counts the letters which they
    share with those of the row before; and what is empty at a row's end is left out.
    """
    rows = []
    last = ("", "", "")
    for record in records:
        agency, address = "", record.address
        if record.agency:
            folder, agency = folders[record.agency]
            address = address.replace(folder, _FOLDER, 1)
        date = _shown_date(record.date) if record.date else ""
        names = (record.title, address, record.kind)
        facts = [*map(unshared, last, names), agency, record.number, date]
        facts += [record.above, record.titles, record.state, record.form]
        rows.append("\t".join(facts).rstrip("\t"))
        last = names
    return json.dumps("\n".join(rows), ensure_ascii=False).encode() + b"\n"


@functools.lru_cache(1 << 13)
def _shown_date(date: str) -> str:
    """Write a date as readers write it."""
    return vn_partial(PartialDate(*map(int, date.split("-"))))
