"""The lists of all blocks, sorted on disk: each block leaves a sorted file, and these are merged.

A line is a token, a block's number, the number of entries, the length and the lists as a member of a
JSON object, between tabs. Lines are sorted as bytes: a tab is before whatever a token holds, and blocks are written with
leading zeros, so that a token's lists come together, block by block. The lists of numbers are apart and
after the others: who types a document's number needs little else.
"""

from __future__ import annotations

import contextlib
import heapq
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from access_info.search.postings import TokenLists


class BlockLists(NamedTuple):
    """The lists that a token has in a block, or a part of them.

    Attributes:
        token: The token.
        block: The block's number, with zeros; `n` before it for lists of numbers; a dot and the part's
            number behind it from the second part on.
        entries: The number of entries, in digits.
        size: Characters of the lists, in digits.
        texts: The lists as a member of an object: `"3":["đât",…]`.
    """

    token: bytes
    block: bytes
    entries: bytes
    size: bytes
    texts: bytes


def run_of(block: int, tokens: Iterable[TokenLists], longest: int, *, is_whole: bool) -> bytes:
    """Return the sorted file of a block: lines of tokens and their lists, ready to be merged.

    Args:
        block: The block's number.
        tokens: Its tokens in order.
        longest: Characters of a line at most, unless a single list is longer.
        is_whole: Whether there is no other block; then lists of numbers stay with the other lists.
    """
    lines = []
    for lists in tokens:
        count = lists.count
        parts = (
            (("", [*lists.numbers, *lists.texts]),)
            if is_whole
            else (("", lists.texts), ("n", lists.numbers))
        )
        for sign, texts in parts:
            for number, part in enumerate(_parts(texts, longest)):
                more = f".{number:03d}" if number else ""
                # Neither forms nor encoded lists hold what a string would have to escape.
                joined = '","'.join(part)
                lines.append(
                    f"{lists.token}\t{sign}{block:05d}{more}\t{count}\t{len(joined)}"
                    f'\t"{sign}{block}{more}":["{joined}"]\n'
                )
                count = 0  # entries are counted once, in the first line
    return "".join(lines).encode()


def renumbered(lines: bytes, block: int) -> bytes:
    """Return lines of block 0 as those of another block.

    In members' parts every block is numbered 0; in the nation's index they need distinct numbers.

    Args:
        lines: Whole lines, as `run_of` made them.
        block: The new number.
    """
    for sign in (b"", b"n"):
        lines = lines.replace(b"\t%b00000" % sign, b"\t%b%05d" % (sign, block))
        lines = lines.replace(b'\t"%b0' % sign, b'\t"%b%d' % (sign, block))
    return lines


def merged(runs: Sequence[Path]) -> Iterator[BlockLists]:
    """Yield the lists in sorted files, merged into one order, reading line by line."""
    with contextlib.ExitStack() as stack:
        files = [stack.enter_context(run.open("rb")) for run in runs]
        for line in heapq.merge(*files):
            yield BlockLists._make(line[:-1].split(b"\t"))


def _parts(texts: Sequence[str], longest: int) -> Sequence[Sequence[str]]:
    """Divide the lists of a token, three texts each (name, gaps, places), into parts that fit a file."""
    if not texts:
        return ()
    if len(texts) <= 3 or sum(map(len, texts)) <= longest:  # noqa: PLR2004
        return (texts,)
    parts = []
    start = length = 0
    for end in range(0, len(texts), 3):
        size = sum(map(len, texts[end : end + 3]))
        if end > start and length + size > longest:
            parts.append(texts[start:end])
            start, length = end, 0
        length += size
    return [*parts, texts[start:]]
