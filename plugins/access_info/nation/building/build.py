"""Read, work out, put together: the national build from its file to its site."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import functools
from collections.abc import Iterator, Sequence
from pathlib import Path

from access_info.model.nation import Member, Nation
from access_info.nation.building.last_build import LastBuild, build_key
from access_info.nation.building.locks import building_alone
from access_info.nation.building.options import Cost, NationOptions, NationReport
from access_info.nation.building.together import NationSite, put_together
from access_info.nation.contract import MemberState
from access_info.nation.data.listing import nation_signer
from access_info.nation.generating.member_sites import (
    drop_former_sites,
    gives_data,
    log_of,
    make_site,
)
from access_info.nation.members.reading import read_member
from access_info.nation.members.settings import ReadingAccess, read_nation
from access_info.nation.members.states import drop_former_members, member_copies
from access_info.nation.parts.working import drop_former_parts, work_out
from access_info.nation.work.cluster import cluster_runner
from access_info.nation.work.local import local_runner
from access_info.nation.work.runner import ExecutorRunner, TaskCost
from access_info.pipeline.publish.output import restore_and_tidy, sibling, take_place
from access_info.source import error_at

GENERATING = "dựng trang của từng tỉnh"
READING = "đọc các tỉnh"
WORKING = "tính phần của từng tỉnh"


def build_nation(nation_file: Path, out: Path, cache: Path, options: NationOptions) -> NationReport:
    """Build the site of a nation; the last good one stays as it was whatever goes wrong.

    Args:
        nation_file: Its file, `quoc-gia.yml`.
        out: The output folder, absolute; it appears whole or not at all.
        cache: The folder that is kept between builds, absolute.
        options: What is asked for.

    Returns:
        What was done; with errors in the nation's file, only these.

    Raises:
        NationBuildError: Another build is at work.
        WorkError: Tasks cannot be run, or were lost.
        SigningError: The site is to be signed and cannot be.
        OSError: Something cannot be written; the place is named.
    """
    nation, problems = read_nation(nation_file)
    if nation is None:
        return NationReport(problems=problems)
    signing = nation_signer(nation, nation_file, options.signing_key)
    cache.mkdir(parents=True, exist_ok=True)
    with building_alone(cache, out), _runner(options, (cache, out.parent)) as run:
        states = _read(nation, cache, options, run)
        last, key = LastBuild(cache, out), build_key(nation, states, options, signing)
        is_unchanged = last.is_repeated(key)
        if not is_unchanged:
            parts = run.map(
                functools.partial(work_out, cache=cache), member_copies(cache, nation), WORKING
            )
            drop_former_parts(cache, nation)
            site = NationSite(
                nation=nation,
                parts=parts,
                as_of=options.as_of,
                site_url=options.site_url,
                signing=signing,
            )
            with _replaced(out) as new:
                put_together(site, new, run)
                last.forget()
            last.keep(key)
    return dataclasses.replace(
        _report(nation, cache, states, run.costs), problems=problems, is_unchanged=is_unchanged
    )


@contextlib.contextmanager
def _runner(options: NationOptions, folders: Sequence[Path]) -> Iterator[ExecutorRunner]:
    """Choose where tasks are run."""
    cluster = options.cluster
    if cluster is None:
        with local_runner(options.jobs, options.progress) as run:
            yield run
        return
    with cluster_runner(
        cluster.address,
        folders,
        certificates=cluster.certificates,
        insecure=cluster.insecure,
        progress=options.progress,
    ) as run:
        yield run


def _read(
    nation: Nation, cache: Path, options: NationOptions, run: ExecutorRunner
) -> list[MemberState]:
    """Bring the copies of all members up to date."""
    generated = _generated(nation, cache, options, run) if options.builds_members else {}
    drop_former_sites(cache, nation)
    to_read = [generated.get(member.code, (member, "")) for member in nation.members]
    access = dataclasses.replace(options.access, keep_days=nation.keep_days)
    read = functools.partial(_read_one, cache=cache, access=access, now=options.now)
    states = run.map(read, to_read, READING)
    drop_former_members(cache, nation)
    return states


def _read_one(
    member_and_trouble: tuple[Member, str],
    cache: Path,
    access: ReadingAccess,
    now: datetime.datetime,
) -> MemberState:
    member, trouble = member_and_trouble
    return read_member(member, cache, access, now, trouble)


def _generated(
    nation: Nation, cache: Path, options: NationOptions, run: ExecutorRunner
) -> dict[str, tuple[Member, str]]:
    """Make the sites of members that give their data; return from where they are read, by code."""
    members = [member for member in nation.members if gives_data(member)]
    make = functools.partial(make_site, cache=cache, day=options.as_of, ca=options.access.ca)
    sites = run.map(make, members, GENERATING)
    return {
        member.code: (member.model_copy(update={"source": str(site.folder)}), site.trouble)
        for member, site in zip(members, sites, strict=True)
    }


@contextlib.contextmanager
def _replaced(out: Path) -> Iterator[Path]:
    """Give a new folder that takes another's place at the end, if all goes well."""
    try:
        new = sibling(out)
        yield new
        take_place(new, out)
    except OSError as error:
        raise error_at(error, out) from error
    finally:
        restore_and_tidy(out)


def _report(
    nation: Nation, cache: Path, states: Sequence[MemberState], costs: Sequence[TaskCost]
) -> NationReport:
    """Tell what each task took: of those for single members by member, of the others in all."""
    codes = [member.code for member in nation.members]
    given = [member.code for member in nation.members if gives_data(member)]
    whose = {GENERATING: given, READING: codes, WORKING: codes}
    by_member: dict[str, dict[str, Cost]] = {}
    together: dict[str, Cost] = {}
    for cost in costs:
        if cost.what in whose:
            code = whose[cost.what][cost.argument]
            by_member.setdefault(cost.what, {})[code] = Cost(cost.seconds, cost.memory)
        else:
            before = together.get(cost.what, Cost(0.0, 0.0))
            together[cost.what] = Cost(
                before.seconds + cost.seconds, max(before.memory, cost.memory)
            )
    logs = {member.code: log for member in nation.members if (log := log_of(member, cache))}
    return NationReport(members=states, costs=by_member, together=together, logs=logs)
