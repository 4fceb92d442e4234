"""The merge of all runs, divided into ranges of tokens: each range is a task that needs no other.

Where ranges begin depends on the runs alone, so that any number of workers gives equal files.
"""

from __future__ import annotations

import bisect
import dataclasses
import itertools
import operator
from collections.abc import Iterator, Sequence
from pathlib import Path

from access_info.nation.search.member import TokenRun
from access_info.nation.search.sizes import NationSizes
from access_info.search.files import IndexFiles
from access_info.search.manifest import as_json, starts_text
from access_info.search.runs import BlockLists, renumbered
from access_info.search.shards import IndexWord, Shards, vocabulary


@dataclasses.dataclass(frozen=True, kw_only=True)
class Slice:
    """A part of a run that holds all its lines of a range of tokens, and some before and after.

    Attributes:
        path: The run.
        block: The number that its block has in the nation.
        start: The part's first byte.
        end: The byte after its last one.
    """

    path: Path
    block: int
    start: int
    end: int

    def lines(self, first: bytes, last: bytes | None) -> list[bytes]:
        """Return the lines of a range of tokens, renumbered for the nation.

        Lines are sorted as bytes, token and tab first; so the borders are compared with their tab.

        Args:
            first: The range's first token with a tab; empty for the start of the run.
            last: The token before which it ends, with a tab; `None` for the end of the run.
        """
        with self.path.open("rb") as run:
            run.seek(self.start)
            part = run.read(self.end - self.start)
        lines = renumbered(part, self.block).split(b"\n")[:-1]
        start = bisect.bisect_left(lines, first)
        return lines[start : None if last is None else bisect.bisect_left(lines, last)]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Range:
    """A range of tokens.

    Attributes:
        number: Its number.
        first: Its first token; "" in the first range.
        last: The first token of the next range; `None` in the last one.
        slices: The parts of runs that hold its lines.
        out: Where the files go.
        sizes: How the index is divided.
    """

    number: int
    first: str
    last: str | None
    slices: Sequence[Slice]
    out: Path
    sizes: NationSizes


@dataclasses.dataclass(frozen=True, kw_only=True)
class MergedRange:
    """The result of merging a range.

    Attributes:
        names: The names of the files written.
        list_name: The name of the one that lists the others, without ending.
        start: A short text above all tokens of earlier ranges and not above its first one: by it
            a browser finds the range of a token.
        words: The words among its tokens.
    """

    names: Sequence[str]
    list_name: str
    start: str
    words: Sequence[IndexWord]


def ranges_of(runs: Sequence[tuple[int, TokenRun]], out: Path, sizes: NationSizes) -> list[Range]:
    """Divide the merge of all runs into ranges of tokens, of about equal size: a task each.

    Args:
        runs: All runs, each with the number of its block.
        out: Where the files go.
        sizes: How the index is divided.
    """
    borders = ["", *_borders([run for _, run in runs], sizes.range)]
    ends: list[str | None] = [*borders[1:], None]
    ranges = []
    for number, (first, last) in enumerate(zip(borders, ends, strict=True)):
        spans = ((block, run, *run.around(first, last)) for block, run in runs)
        slices = [
            Slice(path=run.path, block=block, start=start, end=end)
            for block, run, start, end in spans
            if start < end
        ]
        ranges.append(
            Range(
                number=number,
                first=first,
                last=last,
                slices=slices,
                out=out,
                sizes=sizes,
            )
        )
    return ranges


def merge_range(task: Range) -> MergedRange:
    """Merge the runs within a range of tokens; write its files, and one that lists their first tokens.

    By that list a browser finds the file of a token.

    Raises:
        ValueError: There are more files than a range may have (`sizes.fan`): their numbers would be
            those of the next range's files.
    """
    sizes = task.sizes
    first = f"{task.first}\t".encode() if task.first else b""
    last = None if task.last is None else f"{task.last}\t".encode()
    lines = list(itertools.chain.from_iterable(part.lines(first, last) for part in task.slices))
    # Each slice is sorted, which makes this a merge.
    lines.sort()
    files = IndexFiles(task.out)
    shards = Shards(
        files.write,
        sizes.shard,
        sizes.blocks.longest,
        is_weighed=True,
        first=task.number * sizes.fan,
        border=task.first,
    )
    entries = (BlockLists._make(line.split(b"\t")) for line in lines)
    words = list(vocabulary(entries, shards))
    shards.finish()
    if len(shards.starts) > sizes.fan:
        raise ValueError(f"range {task.number} has {len(shards.starts)} files")
    list_name = files.write(as_json(starts_text(shards)))
    return MergedRange(names=files.names, list_name=list_name, start=shards.starts[0], words=words)


def _borders(runs: Sequence[TokenRun], most: int) -> Iterator[str]:
    """Yield the tokens at which ranges begin, except the first range: one about every `most` bytes.

    Bytes are counted over all runs, by their marks.
    """
    steps = sorted(step for run in runs for step in _steps(run))
    size = 0
    for token, steps_of_token in itertools.groupby(steps, key=operator.itemgetter(0)):
        size += sum(step for _, step in steps_of_token)
        if size >= most:
            yield token
            size = 0


def _steps(run: TokenRun) -> Iterator[tuple[str, int]]:
    """Yield (token, bytes since the mark before it) for each mark of a run."""
    last = 0
    for token, offset in run.marks:
        yield token, offset - last
        last = offset
