"""How the nation's index is divided."""

from __future__ import annotations

import dataclasses

from access_info.search.sizes import IndexDivision

_BLOCKS = IndexDivision(block=6_144, chunk=16, longest=4_500)


@dataclasses.dataclass(frozen=True, kw_only=True)
class NationSizes:
    """Where lists, files and tasks end; a reader never fetches a file of more than 60 kB.

    Attributes:
        blocks: How the records of a member are divided. Numbers of records are counted by whole blocks, so
            that a member's last one should not be much larger than what it has.
        shard: Characters of a file of several tokens.
        range: Bytes of lists that are merged as one task, and whose files are listed together.
        fan: More files than a range has.
        mark: Bytes of a run after which a place is noted where reading can begin.
        within: Bytes up to which a list that grows with the nation stands in the manifest itself.
        agencies: Agencies listed together.
        over: Blocks whose records out of force are listed together.
        words: Bytes of words in the manifest, the most frequent ones.
        offered: Characters of what is offered while somebody types.
        ways: Ways to write names half in initials.
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
