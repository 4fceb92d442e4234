"""Indexes one block of records: its word lists, its result rows, its summary for the manifest."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import json
import operator
from collections.abc import Iterable, Mapping, Sequence

from access_info.model.types import PartialDate, vn_partial
from access_info.model.vocabularies import AGENCY_KINDS, Level
from access_info.search.agency_names import AgencyNames
from access_info.search.everyday import SiteMeanings
from access_info.search.lists import Lists
from access_info.search.numbering import SEATS
from access_info.search.postings import TokenLists, symbol, unshared
from access_info.search.records import SearchRecord
from access_info.search.runs import run_of
from access_info.search.sizes import IndexDivision

# Replaces the agency's folder in an address; `urllib.parse.quote` never leaves this character.
_FOLDER = "*"
OFFERED = ("loai", "diem", "nam")


@dataclasses.dataclass(frozen=True, kw_only=True)
class BlockFacts:
    """What the manifest needs to know of a block.

    Attributes:
        higher: How many records are of agencies above the communes; blocks with more come first.
        over: The numbers of the records out of force, encoded.
        present: Filter → values that records of the block have, so that only these are offered.
    """

    higher: int
    over: str
    present: Mapping[str, Sequence[str]]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Block:
    """The indexed form of a block of records.

    Attributes:
        count: The number of records.
        space: How many numbers there are for them; not all are of records.
        run: Its tokens with their lists, one a line, sorted for the merge of all blocks.
        shown: The result rows (title, address, date …): one line for each file of them, its place among
            the block's files before it.
        facts: What the manifest needs to know of the block.
    """

    count: int
    space: int
    run: bytes
    shown: Sequence[bytes]
    facts: BlockFacts


class BlockWorker:
    """Indexes blocks one after the other; notes the agencies' names and meanings met in them."""

    def __init__(
        self,
        names: AgencyNames,
        meanings: SiteMeanings,
        division: IndexDivision,
        folders: Mapping[str, tuple[str, str]],
        *,
        is_whole: bool,
    ) -> None:
        """Take what all blocks share.

        Args:
            names: The names of agencies; those in the records are added to it.
            meanings: The synonyms; those whose meaning stands in a record are marked as met.
            division: How many records a block and a file have.
            folders: Agency → its folder in addresses, and the short number written in its place.
            is_whole: Whether the site has a single block.
        """
        self._names, self._meanings = names, meanings
        self._division, self._is_whole = division, is_whole
        self._folders = folders

    def work_out(
        self, number: int, records: Iterable[SearchRecord], everywhere: Sequence[str] = ()
    ) -> Block:
        """Index the records of one block.

        Args:
            number: The block's number.
            records: Its records; they are sorted by title, those of equal titles keep this order.
            everywhere: Tokens that every record has, like the filter value of its province; they
                sort after all others.
        """
        chunk = self._division.chunk
        ranks = {agency: at for at, agency in enumerate(sorted(self._folders))}
        lists = Lists(
            records,
            self._names,
            are_counted=bool(chunk),
            ranks=ranks if self._is_whole else None,
        )
        self._meanings.learn(lists)
        every = lists.code.encode([*lists.records])
        tokens = itertools.chain(
            lists.encoded(), (TokenLists(token, 0, ["", every, ""]) for token in everywhere)
        )
        files = itertools.groupby(lists.records.items(), lambda row: row[0] // (chunk or SEATS))
        return Block(
            count=len(lists.records),
            space=lists.space,
            run=run_of(number, tokens, self._division.longest, is_whole=self._is_whole),
            shown=[_shown_line(place, [*rows], self._folders, chunk) for place, rows in files],
            facts=BlockFacts(
                higher=_count_higher(lists),
                over=lists.over,
                present={name: sorted(lists.filters[name]) for name in OFFERED},
            ),
        )


def values_present(facts: Iterable[BlockFacts]) -> dict[str, set[str]]:
    """Return, for each filter, all values that records of some blocks have."""
    present: dict[str, set[str]] = {name: set() for name in OFFERED}
    for block in facts:
        for name, values in block.present.items():
            present[name].update(values)
    return present


def _count_higher(lists: Lists) -> int:
    """Count the records of agencies above the communes: blocks with more of them are read first."""
    return sum(
        len(numbers)
        for type_, numbers in lists.filters["loai"].items()
        if AGENCY_KINDS[type_].level is not Level.COMMUNE
    )


def _shown_line(
    place: int,
    records: Sequence[tuple[int, SearchRecord]],
    folders: Mapping[str, tuple[str, str]],
    chunk: int,
) -> bytes:
    """Return the result rows of some numbered records as one line: place, seats, JSON; fields between tabs.

    A row begins with a sign for its place in the file. Neighbours are alike. So title, address and kind begin
    with a sign that counts the letters which they share with those of the row before; empty fields at a
    row's end are left out.

    Args:
        place: The place of the file among those of the block.
        records: The records with their numbers.
        folders: Agency → its folder in addresses, and the short number written in its place.
        chunk: As `IndexDivision` has it. Where numbers have gaps, it is told which of them are taken.
    """
    rows = []
    last = ("", "", "")
    seats = 0
    # Numbers with gaps do not follow the titles.
    for number, record in records if chunk else sorted(records, key=operator.itemgetter(1)):
        agency, address = "", record.address
        if record.agency:
            folder, agency = folders[record.agency]
            address = address.replace(folder, _FOLDER, 1)
        date = _shown_date(record.date) if record.date else ""
        names = (record.title, address, record.kind)
        facts = [*map(unshared, last, names), agency, record.number, date]
        facts += [record.above, record.titles, record.state, record.form]
        seat = number % (chunk or SEATS)
        seats |= 1 << (SEATS - 1 - seat)
        rows.append(symbol(seat) + "\t".join(facts).rstrip("\t"))
        last = names
    # The first seat is the first bit.
    taken = "" if chunk else f"{seats:0{SEATS // 4}x}"
    text = json.dumps("\n".join(rows), ensure_ascii=False)
    return f"{place} {taken} {text}\n".encode()


@functools.lru_cache(1 << 13)
def _shown_date(date: str) -> str:
    """Return an ISO date, maybe only year and month, as readers write it: `30/9/2026`; cached."""
    return vn_partial(PartialDate(*map(int, date.split("-"))))
