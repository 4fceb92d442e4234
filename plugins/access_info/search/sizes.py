"""Sizes of an index's files and blocks, chosen so that neither files nor memory grow with a site."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True, kw_only=True)
class IndexDivision:
    """How many records are indexed together, and how many a file has.

    Attributes:
        block: Records that are indexed at once.
        longest: Characters of a file that holds lists of one token only.
        chunk: Where records are counted through, in the order of their titles, how many a file of result
            rows has; `block` is a multiple of it. 0: numbers have gaps (`numbering.py`).
    """

    block: int
    longest: int
    chunk: int = 0


@dataclasses.dataclass(frozen=True, kw_only=True)
class IndexSizes:
    """The limits of lists, files and memory.

    A reader never fetches a file of more than 60 kB, however many agencies there are.

    Attributes:
        whole: For a site of one block: all that a query needs is fetched at once.
        divided: For larger ones, of some fifty agencies a block. What frequent words need is fetched block
            by block until there is enough to show, so that files are small; and with more agencies fewer
            of ten results are neighbours.
        shard: Characters of a file of several tokens.
        within: Bytes up to which a list that grows with a site stands in the manifest itself.
        starts: First tokens of files, five bytes each, up to which one file lists them all.
        starts_piece: If there are more, first tokens in each file of that list.
        agencies: Agencies in a file of the list of agencies.
        over: Blocks whose records out of force are in one file.
        words: Bytes of the file of the most frequent words, by which a script mends typing errors. All
            syllables of Vietnamese take half of it.
        offered: Characters of the terms that are offered while somebody types.
        ways: Names half in initials (`so tp`) that are known at most.
    """

    whole: IndexDivision = IndexDivision(block=16_384, longest=48_000)
    divided: IndexDivision = IndexDivision(block=8_192, longest=4_500)
    shard: int = 4_000
    within: int = 6_000
    starts: int = 5_000
    starts_piece: int = 512
    agencies: int = 128
    over: int = 32
    words: int = 16_000
    offered: int = 6_000
    ways: int = 200
