"""The lists of all blocks, sorted on disk: each block leaves a sorted file, and these are merged.

A line is a token, a block's number, the number of entries, the length and the lists as JSON, between
tabs. Lines are sorted as bytes: a tab is before whatever a token holds, and blocks are written with
leading zeros, so that a token's lists come together, block by block. The lists of numbers are apart and
after the others: who types a document's number needs little else.
"""

from __future__ import annotations

import contextlib
import heapq
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from access_info.search.lists import TokenLists


class BlockLists(NamedTuple):
    """The lists that a token has in a block, or a part of them.

    Attributes:
        token: The token.
        block: The block's number; `n` before it for lists of numbers; a dot and the part's number
            behind it from the second part on.
        entries: The number of entries.
        size: Characters of the lists.
        texts: The lists as JSON, without the brackets.
    """

    token: bytes
    block: bytes
    entries: int
    size: int
    texts: bytes


def run_lines(
    block: int, tokens: Iterable[TokenLists], longest: int, *, is_whole: bool
) -> Iterator[bytes]:
    """Write the lines of a block.

    Args:
        block: The block's number.
        tokens: Its tokens in order.
        longest: Characters of a line at most, unless a single list is longer.
        is_whole: Whether there is no other block; then a token's lists stay together.
    """
    for lists in tokens:
        numbers, others = ([], lists.texts) if is_whole else _apart(lists.texts)
        count = lists.count
        for sign, texts in (("", others), ("n", numbers)):
            for number, part in enumerate(_parts(texts, longest)):
                place = f"{sign}{block:05d}.{number:03d}" if number else f"{sign}{block:05d}"
                # Neither forms nor encoded lists hold what a string would have to escape.
                joined = '","'.join(part)
                yield f'{lists.token}\t{place}\t{count}\t{len(joined)}\t"{joined}"\n'.encode()
                count = 0


def merged(runs: Sequence[Path]) -> Iterator[BlockLists]:
    """Read sorted files as one."""
    with contextlib.ExitStack() as stack:
        files = [stack.enter_context(run.open("rb")) for run in runs]
        for line in heapq.merge(*files):
            token, block, count, size, texts = line.rstrip(b"\n").split(b"\t")
            yield BlockLists(token, block, int(count), int(size), texts)


def _apart(texts: list[str]) -> tuple[list[str], list[str]]:
    """Tell the lists of numbers from the others; days and ids, which are all numbers, stay as they are."""
    if not any(len(name) > 1 and name[0] == "#" for name in texts[::3]):
        return [], texts
    numbers: list[str] = []
    others: list[str] = []
    for first in range(0, len(texts), 3):
        (numbers if texts[first][:1] == "#" else others).extend(texts[first : first + 3])
    return numbers, others


def _parts(texts: Sequence[str], longest: int) -> Iterator[Sequence[str]]:
    """Divide the lists of a token, three texts each, if they are too long for a file."""
    if len(texts) <= 3 or sum(map(len, texts)) <= longest:  # noqa: PLR2004
        if texts:
            yield texts
        return
    start = length = 0
    for end in range(0, len(texts), 3):
        size = sum(map(len, texts[end : end + 3]))
        if end > start and length + size > longest:
            yield texts[start:end]
            start, length = end, 0
        length += size
    yield texts[start:]
