"""A member's part of the search of the nation, computed from its copy alone and left on disk."""

from __future__ import annotations

import bisect
import dataclasses
import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from access_info.nation.copies import MemberCopy
from access_info.nation.member_files import MemberSets
from access_info.nation.search.laws import national_laws
from access_info.nation.search.records import MemberRecords
from access_info.nation.search.sizes import SIZES, NationSizes
from access_info.search.agency_names import AgencyNames
from access_info.search.blocks import BlockFacts, BlockWorker
from access_info.search.everyday import SiteMeanings

_FACTS = "facts.json"
# More agencies than any member has. The search offers agencies in the order of a number: the member's code
# times this, plus the agency's number within the member. So no two agencies of the nation have the same.
_MOST_AGENCIES = 100_000
# The values of the filter by member; no token comes after these.
PROVINCE = "~tinh/"


@dataclasses.dataclass(frozen=True, kw_only=True)
class TokenRun:
    """A run on disk: the sorted lines of all tokens (words, filter values) of one block of records.

    The block is numbered 0 in it, since its number in the nation is not known yet.

    Attributes:
        path: The file.
        size: Its bytes.
        marks: Some tokens with the offset of their first line, both ascending.
    """

    path: Path
    size: int
    marks: Sequence[tuple[str, int]]

    def around(self, first: str, last: str | None) -> tuple[int, int]:
        """Return (start, end) of the bytes of the file that hold all lines of a range of tokens.

        Lines before and after the range may be among them, as only some tokens are marked.

        Args:
            first: The first token of the range.
            last: The token before which it ends; `None` for the end of the run.
        """
        start = bisect.bisect_right(self.marks, first, key=_token) - 1
        end = len(self.marks) if last is None else bisect.bisect_left(self.marks, last, key=_token)
        return (
            self.marks[start][1] if start >= 0 else 0,
            self.marks[end][1] if end < len(self.marks) else self.size,
        )


@dataclasses.dataclass(frozen=True, kw_only=True)
class MemberIndex:
    """A member's part of the search index.

    Attributes:
        runs: The run of each block.
        shown: For each block a file; each of its lines holds what results show of some records.
        blocks: For each block the facts that the manifest states.
        agencies: Id, `01/so-tu-phap` → name and kind, in the order in which the search offers them.
        met: Terms with everyday synonyms that occur in the member's records.
    """

    runs: Sequence[TokenRun]
    shown: Sequence[Path]
    blocks: Sequence[BlockFacts]
    agencies: Mapping[str, tuple[str, str]]
    met: Sequence[str]


def write_member_runs(copy: MemberCopy, folder: Path, sizes: NationSizes = SIZES) -> None:
    """Write a member's part of the search index; equal copies give equal files.

    Only the records of one block are in memory at once.

    Args:
        copy: The member's copy.
        folder: Where the files go; made if it is not there.
        sizes: How the index is divided.
    """
    folder.mkdir(parents=True, exist_ok=True)
    records = MemberRecords(MemberSets(copy), national_laws())
    meanings = SiteMeanings(())
    worker = BlockWorker(
        AgencyNames(records.agencies, sizes.ways, int(copy.state.code, 36) * _MOST_AGENCIES),
        meanings,
        sizes.blocks,
        records.folders,
        is_whole=False,
    )
    province = f"{PROVINCE}{copy.state.code.lower()}"
    blocks: list[dict[str, Any]] = []
    rest = iter(records)
    while given := list(itertools.islice(rest, sizes.blocks.block)):
        block = worker.work_out(0, given, [province])
        del given
        number = len(blocks)
        run, shown = _paths(folder, number)
        run.write_bytes(block.run)
        shown.write_bytes(b"".join(block.shown))
        blocks.append(
            {
                "facts": dataclasses.asdict(block.facts),
                "size": len(block.run),
                "marks": list(marks_of(block.run, sizes.mark)),
            }
        )
        del block
    facts: dict[str, Any] = {
        "blocks": blocks,
        "agencies": list(records.agencies.items()),
        "met": sorted(meanings.met),
    }
    (folder / _FACTS).write_text(json.dumps(facts), encoding="utf-8")


def read_member_index(folder: Path) -> MemberIndex:
    """Read a member's part as `write_member_runs` wrote it, without the contents of the runs."""
    facts = json.loads((folder / _FACTS).read_bytes())
    paths = [_paths(folder, number) for number in range(len(facts["blocks"]))]
    return MemberIndex(
        runs=[
            TokenRun(path=run, size=block["size"], marks=[*map(tuple, block["marks"])])
            for (run, _), block in zip(paths, facts["blocks"], strict=True)
        ],
        shown=[shown for _, shown in paths],
        blocks=[BlockFacts(**block["facts"]) for block in facts["blocks"]],
        agencies={agency: (name, kind) for agency, (name, kind) in facts["agencies"]},
        met=facts["met"],
    )


def marks_of(run: bytes, step: int) -> Iterator[tuple[str, int]]:
    """Yield (token, offset of its first line) about every `step` bytes of a run.

    By these marks a range of tokens can be read without reading the whole run. A mark lies where
    the token differs from that of the line before, so that it never divides the lines of a token.
    """
    offset = step
    while (offset := run.find(b"\n", offset) + 1) and offset < len(run):
        before = run.rfind(b"\n", 0, offset - 1) + 1
        token = _token_at(run, offset)
        if token != _token_at(run, before):
            yield token.decode(), offset
            offset += step


def _token_at(run: bytes, offset: int) -> bytes:
    """Return the token of the line that begins at an offset: what stands before the tab."""
    return run[offset : run.index(b"\t", offset)]


def _paths(folder: Path, block: int) -> tuple[Path, Path]:
    """Return the files of a block: its run (tokens), and the result rows of its records."""
    return folder / f"run-{block}", folder / f"shown-{block}"


def _token(mark: tuple[str, int]) -> str:
    return mark[0]
