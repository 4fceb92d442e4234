"""How an index is divided, so that neither its files nor the process that writes it grow with a site."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True, kw_only=True)
class IndexDivision:
    """How records and their lists are divided.

    Attributes:
        block: Records that are worked on at once, numbered by their titles, a multiple of `chunk`.
        chunk: Records in a file of what is shown of them.
        longest: Characters of a file that holds lists of one token only.
    """

    block: int
    chunk: int
    longest: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class IndexSizes:
    """Where lists, files and memory end.

    A reader never fetches a file of more than 60 kB, however many agencies there are.

    Attributes:
        whole: For a site of one block: all that a query needs is fetched at once.
        divided: For larger ones, of some fifty agencies a block. What frequent words need is fetched block
            by block until there is enough to show, so that files are small; and with more agencies fewer
            of ten results are neighbours.
        shard: Characters of a file of several tokens.
        within: Bytes up to which a list that grows with a site stands in the manifest itself.
        starts: First tokens of files, five bytes each, that are listed together if there are no more.
        starts_piece: Else so many are listed together.
        agencies: Agencies listed together.
        over: Blocks whose records out of force are listed together.
        words: Bytes of words in the manifest, the most frequent ones, by which a script mends what is
            typed wrong. All syllables of Vietnamese take half of it.
        offered: Characters of what is offered while somebody types.
        ways: Ways to write names half in initials.
    """

    whole: IndexDivision = IndexDivision(block=16_384, chunk=32, longest=48_000)
    divided: IndexDivision = IndexDivision(block=8_192, chunk=16, longest=4_500)
    shard: int = 4_000
    within: int = 6_000
    starts: int = 5_000
    starts_piece: int = 512
    agencies: int = 128
    over: int = 32
    words: int = 16_000
    offered: int = 6_000
    ways: int = 200
