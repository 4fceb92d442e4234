"""Puts the search index of the nation together from the members' parts."""

from __future__ import annotations

import dataclasses
import itertools
import operator
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from access_info.model.vocabularies import AGENCY_TYPES
from access_info.nation.copies import MemberPart, MemberState
from access_info.nation.search.laws import national_laws
from access_info.nation.search.member import MemberIndex, TokenRun, marks_of, read_member_index
from access_info.nation.search.ranges import MergedRange, merge_range, ranges_of
from access_info.nation.search.sizes import SIZES, NationSizes
from access_info.nation.work import Runner
from access_info.search.agency_names import AgencyNames
from access_info.search.blocks import BlockFacts, values_present
from access_info.search.everyday import TOKEN, SiteMeanings
from access_info.search.files import IndexFiles
from access_info.search.manifest import (
    MANIFEST,
    Pieces,
    as_json,
    block_order,
    choices,
    front_coded,
    words,
    write_shown,
)
from access_info.search.runs import run_of

# Where a member's part of the search lies in its folder.
FOLDER = "tim-kiem"
# The file of everyday terms during the merge; deleted after it.
_MEANINGS = "run-meanings"
# From the index's folder to the site's root.
_ROOT = "../../"


@dataclasses.dataclass(frozen=True, kw_only=True)
class _Shown:
    """A task of a worker: write what results show of a member's records (title, date …) into the index.

    Attributes:
        paths: For each block the file in the member's part.
        out: Where the files go.
    """

    paths: Sequence[Path]
    out: Path


@dataclasses.dataclass(frozen=True, kw_only=True)
class _PlacedMember:
    """A member with the numbers at which its blocks and agencies begin in the nation's index.

    Attributes:
        state: The member's state.
        index: Its part of the search index.
        first_block: The nation-wide number of its first block.
        first_agency: The nation-wide number of its first agency.
    """

    state: MemberState
    index: MemberIndex
    first_block: int
    first_agency: int


def write_nation_index(
    parts: Sequence[MemberPart], out: Path, run: Runner, sizes: NationSizes = SIZES
) -> list[str]:
    """Write the files of the index; equal parts give equal files on any machine.

    Everyday terms (`hộ khẩu`) are merged like one more block of tokens. Only those are written whose
    meaning stands in some member's records.

    Args:
        parts: The members' parts, in the nation's order; those not shown are left out.
        out: An existing folder that all workers reach, where the files go.
        run: Runs the tasks.
        sizes: How the index is divided.

    Returns:
        The names of the files, sorted.
    """
    members = list(_with_offsets(parts))
    meanings = SiteMeanings(())
    for member in members:
        meanings.take_over(member.index.met)
    everyday = meanings.tokens()
    everyday_run = out / _MEANINGS
    lines = run_of(0, everyday, sizes.blocks.longest, is_whole=True)
    everyday_run.write_bytes(lines)
    try:
        marks = [*marks_of(lines, sizes.mark)]
        runs = [(0, TokenRun(path=everyday_run, size=len(lines), marks=marks))]
        for member in members:
            runs += enumerate(member.index.runs, member.first_block)
        ranges = ranges_of(runs, out, sizes)
        merged = run.map(merge_range, ranges, "ghép chỉ mục tìm kiếm")
    finally:
        everyday_run.unlink()
    tasks = [_Shown(paths=member.index.shown, out=out) for member in members]
    shown = run.map(_write_shown, tasks, "ghi mục của chỉ mục tìm kiếm")
    files = IndexFiles(out)
    pieces = Pieces(files.write)
    everyday_words = [lists.token.removesuffix(TOKEN) for lists in everyday]
    pieces.add_divided("w", [_about_words(members, merged, everyday_words, sizes)], 0)
    pieces.add_divided("g", [meanings.offered(sizes.offered)], 0)
    pieces.names["r"] = "".join(itertools.chain.from_iterable(names for names, _ in shown))
    pieces.names["d"] = "".join(part.list_name for part in merged)
    _write_head(files, pieces, members, merged, sizes)
    written = itertools.chain(
        files.names, *(names for _, names in shown), *(part.names for part in merged)
    )
    return sorted({*written})


def _with_offsets(parts: Iterable[MemberPart]) -> Iterator[_PlacedMember]:
    """Read the index of each shown member; yield it with the nation-wide number of its first block and agency.

    Members number both from 0; in the nation's index they go on where the member before ends.
    """
    first_block = first_agency = 0
    for part in parts:
        if part.state.is_shown:
            index = read_member_index(part.folder / FOLDER)
            yield _PlacedMember(
                state=part.state, index=index, first_block=first_block, first_agency=first_agency
            )
            first_block += len(index.blocks)
            first_agency += len(index.agencies)


def _write_shown(task: _Shown) -> tuple[list[str], list[str]]:
    """Write the result rows of a member's records: of each block a file that leads to those of its rows.

    Returns:
        (the names of the files that lead to others, without ending; the names of all files)
    """
    files = IndexFiles(task.out)
    shown = (write_shown(files.write, path.read_bytes().splitlines()) for path in task.paths)
    return [files.write(as_json(names)) for names, _ in shown], files.names


def _about_words(
    members: Sequence[_PlacedMember],
    merged: Sequence[MergedRange],
    everyday_words: Sequence[str],
    sizes: NationSizes,
) -> dict[str, object]:
    """Return what a browser reads of words before any list.

    It holds the most frequent words, by which typing errors are mended, short forms of agencies'
    names, and the words by which everyday terms are looked up.

    Args:
        members: The members.
        merged: The merged ranges, with their words.
        everyday_words: The words by which everyday terms in the index are looked up.
        sizes: How the index is divided.
    """
    agencies: dict[str, tuple[str, str]] = {}
    for member in members:
        agencies |= member.index.agencies
    vocabulary = itertools.chain.from_iterable(part.words for part in merged)
    about_words = words(vocabulary, AgencyNames(agencies, sizes.ways).short, sizes.words)
    about_words["said"] = front_coded(everyday_words)
    return about_words


def _write_head(
    files: IndexFiles,
    pieces: Pieces,
    members: Sequence[_PlacedMember],
    merged: Sequence[MergedRange],
    sizes: NationSizes,
) -> None:
    """Write the index's manifest, which a browser reads before the first query.

    Lists that grow with the nation (agencies, records out of force) are written to files of their
    own, which the manifest names.
    """
    blocks: list[BlockFacts] = []
    agencies: list[list[object]] = []
    for member in members:
        blocks += member.index.blocks
        agencies += _agency_choices(member.index.agencies)
    # 0: agencies never stand in the manifest, since readers are offered those of one member only.
    pieces.add("a", agencies, sizes.agencies, 0)
    pieces.add("o", [block.over for block in blocks], sizes.over, sizes.within // 6)
    present = values_present(blocks)
    provinces = [[member.state.code.lower(), member.state.name] for member in members]
    division = sizes.blocks
    head = {
        "records": len(blocks) * division.block,
        "count": len(blocks) * division.block,
        "block": division.block,
        "order": block_order(blocks),
        "size": division.chunk,
        "folders": sizes.agencies,
        "root": _ROOT,
        "choices": {"tinh": provinces, **choices(AGENCY_TYPES, _points(), present)},
        "agencies": len(agencies),
        "members": [
            [member.state.url, member.first_block, member.first_agency] for member in members
        ],
        "pieces": pieces.names,
        "within": pieces.within,
        "fan": sizes.fan,
        "tops": front_coded([part.start for part in merged]),
    }
    files.write(as_json(head), MANIFEST)


def _agency_choices(agencies: Mapping[str, tuple[str, str]]) -> Iterator[list[object]]:
    """Yield [folder, name, rank] of a member's agencies, from which readers choose one in the search.

    The rows are sorted by folder, for rows of the index name an agency by its number in that order;
    by the rank, the agency's number in `agencies`, the browser sorts the choices it shows.

    Args:
        agencies: Id, `01/so-tu-phap` → name and kind, in the order in which the search offers them.
    """
    folders = [
        [agency.partition("/")[2], name, rank]
        for rank, (agency, (name, _)) in enumerate(agencies.items())
    ]
    yield from sorted(folders, key=operator.itemgetter(0))


def _points() -> dict[str, str]:
    """Return the points of all laws: id → short title, in the order to offer, the latest law first."""
    packs = reversed(national_laws().packs)
    return {point.id: point.short_title for pack in packs for point in pack.points}
