"""Indexes one block of records: its word lists, its result rows, its summary for the manifest.

A block of the last build is read back where nothing of it changed.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import itertools
import json
import operator
from collections.abc import Callable, Iterable, Mapping, Sequence

from access_info.model.types import PartialDate, vn_partial
from access_info.model.vocabularies import AGENCY_KINDS, Level
from access_info.search.agency_names import AgencyNames
from access_info.search.everyday import SiteMeanings
from access_info.search.lists import Lists
from access_info.search.numbering import SEATS
from access_info.search.postings import TokenLists, symbol, unshared
from access_info.search.records import AGENCY, SearchRecord
from access_info.search.runs import run_of
from access_info.search.sizes import IndexDivision
from access_info.unchanged.store import Store, StoredResult

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
        met: The synonyms' meanings that stand in a record of the block, and in none of a block before.
    """

    count: int
    space: int
    run: bytes
    shown: Sequence[bytes]
    facts: BlockFacts
    met: Sequence[str] = ()

    def as_bytes(self) -> bytes:
        """Return the block as it is stored: a line of JSON, its tokens, its result rows."""
        facts = dataclasses.astuple(self.facts)
        head = json.dumps((self.count, self.space, facts, self.met, len(self.run)))
        return b"".join((head.encode(), b"\n", self.run, *self.shown))

    @classmethod
    def stored(cls, content: bytes) -> Block:
        """Restore a block from what `as_bytes` returned."""
        head, _, rest = content.partition(b"\n")
        count, space, facts, met, end = json.loads(head)
        return cls(
            count=count,
            space=space,
            run=rest[:end],
            shown=rest[end:].splitlines(keepends=True),
            facts=BlockFacts(**dict(zip(_FACTS, facts, strict=True))),
            met=met,
        )


_FACTS = [field.name for field in dataclasses.fields(BlockFacts)]


class KeptBlocks:
    """The blocks of the last build, in the store of results.

    What an edit leaves alone is not indexed again. On a site of a single block every edit is in it.
    """

    def __init__(self, store: Store, producer: str, key: str) -> None:
        """Name the place; nothing is read.

        Args:
            store: The store.
            producer: What the blocks are known by there.
            key: Hash of the program, and of all else that blocks are made from besides records and names.
        """
        self._store, self._producer, self._key = store, producer, key
        self._used: set[str] = set()

    def block(
        self, number: int, made_from: Sequence[object], work_out: Callable[[], Block]
    ) -> Block:
        """Return a block as it was stored, if it was made from the same; else have it made, and store it."""
        name = str(number)
        self._used.add(name)
        whole = f"{self._key} {made_from!r}".encode()
        key = hashlib.blake2b(whole, digest_size=16).hexdigest()
        stored = self._store.get(self._producer, name, key)
        if stored is not None:
            return Block.stored(stored)
        block = work_out()
        self._store.put([StoredResult(self._producer, name, key, block.as_bytes())])
        return block

    def forget_others(self) -> None:
        """Delete the blocks that this build does not have."""
        known = self._store.digests(self._producer)
        self._store.put((), gone=[(self._producer, name) for name in known.keys() - self._used])


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
        kept: KeptBlocks | None = None,
    ) -> None:
        """Take what all blocks share.

        Args:
            names: The names of agencies; those in the records are added to it.
            meanings: The synonyms; those whose meaning stands in a record are marked as met.
            division: How many records a block and a file have.
            folders: Agency → its folder in addresses, and the short number written in its place.
            is_whole: Whether the site has a single block.
            kept: The blocks of the last build.
        """
        self._names, self._meanings = names, meanings
        self._division, self._is_whole = division, is_whole
        self._folders, self._kept = folders, kept

    def block(self, number: int, records: Sequence[SearchRecord]) -> Block:
        """Return the block of some records: that of the last build, if it was made from the same.

        Args:
            number: The block's number.
            records: Its records.
        """
        if self._kept is None:
            return self.work_out(number, records)
        # What is known of an agency's names from a block before, where it goes on here.
        begun = self._names.words(records[0].agency) if records else ""
        made_from = (number, self._division, begun, self._meanings.unmet, [*map(tuple, records)])
        block = self._kept.block(number, made_from, lambda: self.work_out(number, records))
        for record in records:
            if record.kind == AGENCY:
                self._names.learn(record)
        self._meanings.take_over(block.met)
        return block

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
        met = self._meanings.learn(lists)
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
            met=met,
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
