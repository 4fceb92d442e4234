"""The sizes by which the nation's search index is divided into files, tasks and lists."""

from __future__ import annotations

import dataclasses

from access_info.search.sizes import IndexDivision

_BLOCKS = IndexDivision(block=6_144, chunk=16, longest=4_500)


@dataclasses.dataclass(frozen=True, kw_only=True)
class NationSizes:
    """The sizes of lists, files and tasks; a reader never fetches a file of more than 60 kB.

    Attributes:
        blocks: How the records of a member are divided. Records are numbered by whole blocks, so a
            block should not be much larger than a small member's records.
        shard: Characters of a file with the lists of several tokens.
        range: Bytes of lists that are merged as one task, and whose files are listed together.
        fan: The number of a range's first file is the range's own number times this, which is more
            than any range has files: so no two files share a number.
        mark: Bytes of a run after which the offset of a token is noted.
        within: Bytes up to which a list that grows with the nation stands in the manifest itself.
        agencies: Agencies listed in one file.
        over: Blocks whose records out of force are listed in one file.
        words: Bytes of the file of the most frequent words.
        offered: Characters of the terms offered while somebody types.
        ways: The most names half in initials (`so tp`) that are known.
    """

    blocks: IndexDivision = _BLOCKS
    shard: int = 4_000
    range: int = 1_500_000
    fan: int = 10_000
    mark: int = 8_000
    within: int = 6_000
    agencies: int = 64
    over: int = 32
    words: int = 16_000
    offered: int = 6_000
    ways: int = 200


SIZES = NationSizes()
