"""Writes the files of the search index from records.

Every token has lists of records. Tokens are words of titles, of agencies' names, of numbers and of
further texts, and the values of filters. Tokens are in order in files, which a script loads when a query
needs them; the manifest leads to them. Of each record what is shown is in other files.

Records are numbered in blocks of agencies (`sizes.py`), within a block by their titles (`numbering.py`), so
that records of a query's answer are close together. The lists of a block are worked out in
memory and left on disk, sorted; then those of all blocks are merged (single-pass in-memory indexing;
Manning, Raghavan, Schütze: Introduction to Information Retrieval, 4.3). So the memory that is needed is
that of a block, and the lists of a frequent word are in several files, each of which a script can read
without the others. The order of results is the script's: no score is written here.

A list's name within its token is a sign for the field, then the word's form:

    ""  title (with places)      "@"  name of the agency
    "#" number or code           "+"  further words

What all records of a neighbourhood have (`numbering.py`) is said once: in lists with a star before the name
are numbers of neighbourhoods. On a site of one block, what all records of an agency have is said by lists
with `=` instead of `@`, of agencies; the script reads their records from `~co-quan/…`.

A title's word has its places in the title; a part of a number has the count of parts as place. The
year of a record's date is one of its further words; a day and the id of a row have tokens of their own,
`~ngay/2026-09-30`, `~ma/2026-012`. The last word of an agency's name leads to the name by `~ten/hoa`.

Files are classic scripts, `accessInfoIndex(name, data)`, because neither `fetch` nor modules work from `file:`.
"""

from __future__ import annotations

import dataclasses
import itertools
import operator
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from access_info.search.agency_names import AgencyNames
from access_info.search.blocks import BlockFacts, BlockWorker, KeptBlocks, values_present
from access_info.search.everyday import TOKEN, SiteMeanings
from access_info.search.files import IndexFiles
from access_info.search.manifest import (
    MANIFEST,
    Pieces,
    add_starts,
    as_json,
    block_order,
    choices,
    front_coded,
    words,
    write_shown,
)
from access_info.search.numbering import SEATS
from access_info.search.records import SearchRecord
from access_info.search.runs import merged, run_of
from access_info.search.shards import Shards, vocabulary
from access_info.search.sizes import IndexSizes
from access_info.waiting import temporary_folder

_SIZES = IndexSizes()
# One agency of so many may begin a block.
_TURN = 8


@dataclasses.dataclass(frozen=True, kw_only=True)
class SearchedSite:
    """What an index says of its site besides the records.

    Attributes:
        agencies: Folder name → the name that people use, and the type; in the order to offer.
        types: Type of agency → label, in the order to offer.
        points: Id of a law point → label, in the order to offer.
        meanings: What people say in the jurisdiction, each with what it means.
        root: Relative link from the index's folder to the site's root.
    """

    agencies: Mapping[str, tuple[str, str]]
    types: Mapping[str, str]
    points: Mapping[str, str]
    meanings: Sequence[tuple[Sequence[str], str]] = ()
    root: str = "../../"


def write_index(
    records: Iterable[SearchRecord],
    site: SearchedSite,
    out: Path,
    *,
    temporary: Path | None = None,
    sizes: IndexSizes = _SIZES,
    kept: KeptBlocks | None = None,
) -> list[str]:
    """Write the files of the index; equal records give equal files.

    A process's work by itself: it reads `records` once, in their order, and shares nothing.

    Args:
        records: The records in the order of agencies, which those of equal titles keep. No more than
            the first `sizes.whole.block` are held at once, then a block.
        site: The agencies, labels and synonyms.
        out: An existing folder, where the files go.
        temporary: A folder for what is sorted on disk, about as large as the index; else the system's.
        sizes: How the index is divided.
        kept: The blocks of the last build, if they are remembered.

    Returns:
        The names of the files.
    """
    with temporary_folder("index-", temporary) as folder:
        blocks = _Blocks(Path(folder), site, sizes, kept)
        blocks.add(records)
        blocks.add_meanings()
        return _write_files(blocks, out)


class _Blocks:
    """The records of a site, indexed block by block; the sorted lists of each block lie on disk.

    Attributes:
        site: The agencies, labels and synonyms.
        sizes: How the index is divided.
        names: The names of agencies.
        meanings: The synonyms, with those noted whose meaning was met in a record.
        said: The words by which synonyms are looked up.
        count: The number of records.
        space: How many numbers a block has room for.
        division: How many records a block and a file have.
        runs: For each block, the file of its tokens.
        shown: For each block, the file of its result rows; each line becomes one file of the index.
        facts: For each block, what the manifest needs to know of it.
    """

    def __init__(
        self, folder: Path, site: SearchedSite, sizes: IndexSizes, kept: KeptBlocks | None
    ) -> None:
        """Begin without records; blocks are left in `folder`."""
        self.site = site
        self.sizes = sizes
        self.names = AgencyNames(site.agencies, sizes.ways)
        self.meanings = SiteMeanings(site.meanings)
        self.said: list[str] = []
        self.count = 0
        self.space = 1
        self.division = sizes.divided
        self.runs: list[Path] = []
        self.shown: list[Path] = []
        self.facts: list[BlockFacts] = []
        self._folder, self._kept = folder, kept

    def add(self, records: Iterable[SearchRecord]) -> None:
        """Index all records, block by block, so that only one block is in memory.

        A site whose records fit into one block is divided otherwise (`sizes.whole`).
        """
        rest = iter(records)
        begun = list(itertools.islice(rest, self.sizes.whole.block))
        further = list(itertools.islice(rest, 1))
        if not further:
            self.division = self.sizes.whole
        rest = itertools.chain(begun, further, rest)
        del begun
        folders = {
            agency: (agency, str(number))
            for number, agency in enumerate(sorted(self.site.agencies))
        }
        is_whole = self.division == self.sizes.whole
        kept = None if is_whole else self._kept
        worker = BlockWorker(
            *(self.names, self.meanings, self.division, folders), is_whole=is_whole, kept=kept
        )
        for given in _of_whole_agencies(rest, self.division.block):
            block = worker.block(len(self.runs), given)
            given.clear()
            self.shown.append(self._folder / f"shown-{len(self.runs)}")
            self.shown[-1].write_bytes(b"".join(block.shown))
            self._add_run(f"run-{len(self.runs)}", block.run)
            self.facts.append(block.facts)
            self.count += block.count
            self.space = max(self.space, block.space)
            # Before the next block is read, this one is let go.
            del block
        if self._kept is not None:
            self._kept.forget_others()

    def add_meanings(self) -> None:
        """Index the synonyms as a run of their own, after the records have shown which are met."""
        tokens = self.meanings.tokens()
        self.said = [lists.token.removesuffix(TOKEN) for lists in tokens]
        self._add_run("run-meanings", run_of(0, tokens, self.division.longest, is_whole=True))

    def _add_run(self, name: str, lines: bytes) -> None:
        """Save a sorted run of token lines for the merge."""
        run = self._folder / name
        run.write_bytes(lines)
        self.runs.append(run)


def _of_whole_agencies(records: Iterable[SearchRecord], most: int) -> Iterator[list[SearchRecord]]:
    """Yield records in blocks of whole agencies, as far as these fit: a new row stays in its agency's block.

    A block ends where an agency's hash says so, once it is half full, so that the borders of others stay.
    """
    block: list[SearchRecord] = []
    for agency, run in itertools.groupby(records, operator.attrgetter("agency")):
        rows = list(run)
        is_turn = len(block) > most // 2 and zlib.crc32(agency.encode()) % _TURN == 0
        if block and (is_turn or len(block) + len(rows) > most):
            yield block
            block = []
        block += rows
        while len(block) > most:
            yield block[:most]
            block = block[most:]
    if block:
        yield block


def _write_files(blocks: _Blocks, out: Path) -> list[str]:
    """Merge the blocks on disk into the files of the index; return the files' names."""
    sizes, site = blocks.sizes, blocks.site
    files = IndexFiles(out)
    pieces = Pieces(files.write)
    shown = [write_shown(files.write, path.read_bytes().splitlines()) for path in blocks.shown]
    for letter, texts in zip("rs", zip(*shown or [("\n", "\n")], strict=True), strict=True):
        pieces.add_divided(letter, texts, 3 * sizes.within)
    is_divided = blocks.division == sizes.divided
    shards = Shards(files.write, sizes.shard, blocks.division.longest, is_weighed=is_divided)
    about_words = words(vocabulary(merged(blocks.runs), shards), blocks.names.short, sizes.words)
    about_words["said"] = front_coded(blocks.said)
    shards.finish()
    pieces.add_divided("w", [about_words], 0)
    about_starts = add_starts(pieces, shards, sizes)
    offered = [
        [agency, *reversed(blocks.names.offered(agency))] for agency in sorted(site.agencies)
    ]
    pieces.add("a", offered, sizes.agencies, sizes.within)
    pieces.add_divided("g", [blocks.meanings.offered(sizes.offered)], 0)
    over = [block.over for block in blocks.facts]
    pieces.add("o", over, sizes.over, sizes.within // 6)
    head = {
        "records": blocks.count,
        "count": blocks.space * max(1, len(blocks.facts)),
        "block": blocks.space,
        "order": block_order(blocks.facts),
        "size": blocks.division.chunk or SEATS,
        "folders": sizes.agencies,
        "root": site.root,
        "choices": choices(site.types, site.points, values_present(blocks.facts)),
        "pieces": pieces.names,
        "within": pieces.within,
        **about_starts,
    }
    files.write(as_json(head), MANIFEST)
    return list(dict.fromkeys(files.names))
