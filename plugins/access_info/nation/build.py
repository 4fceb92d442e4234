"""Builds the site of a nation: reads its members, computes each member's part, puts the parts together."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import functools
import hashlib
import json
import os
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import filelock

from access_info.model.nation import Nation
from access_info.nation.copies import (
    MemberCopy,
    MemberPart,
    MemberState,
    NationalSite,
    drop_all_but,
    drop_former_members,
    member_copies,
)
from access_info.nation.data import FOLDER as DATA
from access_info.nation.data import NationalPart, write_data, write_member_data
from access_info.nation.generating import (
    drop_former_sites,
    gives_data,
    log_of,
    made_site,
    make_site,
)
from access_info.nation.pages.about import write_assets, write_pages
from access_info.nation.pages.frame import NationPage
from access_info.nation.reading import read_member
from access_info.nation.search import page as search_page
from access_info.nation.search.index import FOLDER as SEARCH_RUNS
from access_info.nation.search.index import write_nation_index
from access_info.nation.search.member import write_member_runs
from access_info.nation.sources import ReadingAccess, read_nation
from access_info.nation.summary import SUMMARY, write_facts
from access_info.nation.work import Cluster, Cost, Runner, cluster_runner, local_runner
from access_info.pages.rendering.paths import PUBLIC_KEYS, SEARCH
from access_info.pipeline.incremental.memory import code_key
from access_info.pipeline.incremental.reuse import hash_of
from access_info.pipeline.publish.output import restore_and_tidy, sibling, take_place
from access_info.pipeline.publish.shared_files import ROBOTS, robots_text, write_sitemap
from access_info.pipeline.publish.site_files import manifest_facts, nation_search
from access_info.pipeline.trust.manifest import (
    BESIDES,
    Signer,
    SizedHash,
    allowed_signers,
    paths_below,
    signer,
    write_lists,
)
from access_info.problems import Problem
from access_info.source.replacing import error_at, replace_file
from access_info.unchanged.appearance import appearance_of_output
from access_info.unchanged.store import remove
from access_info.waiting import NO_PROGRESS, Progress

# The options and the report of a national build.


class NationBuildError(Exception):
    """A national build cannot go on; the text says why, in Vietnamese."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class NationOptions:
    """The options of a national build.

    Attributes:
        now: The moment of the build, with its zone: files are dated by its day.
        access: How members are read.
        site_url: Absolute address of the site's root with a final slash, or "".
        jobs: How many processes of this machine work.
        cluster: The cluster on which tasks run instead, or `None`.
        builds_members: Whether members given by their data are built first.
        signing_key: Path of the secret key that signs the list of files, or `None`.
        progress: Shows how far the work is.
    """

    now: datetime.datetime
    access: ReadingAccess = dataclasses.field(default_factory=ReadingAccess)
    site_url: str = ""
    jobs: int = os.cpu_count() or 1
    cluster: Cluster | None = None
    builds_members: bool = False
    signing_key: Path | None = None
    progress: Progress = NO_PROGRESS

    @property
    def as_of(self) -> datetime.date:
        """The day of the build, by which the site is dated."""
        return self.now.date()


@dataclasses.dataclass(frozen=True, kw_only=True)
class NationReport:
    """The report of a national build.

    Attributes:
        problems: Problems of the nation's file.
        members: The state of each member, in the nation's order; none if the file has errors.
        costs: The cost of each task.
        logs: Code of a member whose site could not be made → the log of its errors.
        is_unchanged: Whether the site was left as it was.
    """

    problems: Sequence[Problem] = ()
    members: Sequence[MemberState] = ()
    costs: Sequence[Cost] = ()
    logs: Mapping[str, Path] = dataclasses.field(default_factory=dict)
    is_unchanged: bool = False


# Two national builds do not write the same cache or the same site at once.

_LOCK = "dang-dung.lock"


@contextlib.contextmanager
def _locked(cache: Path, out: Path) -> Iterator[None]:
    """Hold locks on a cache and an output folder, so that no other build writes there meanwhile.

    The system releases them when the process ends, however it ends.

    Args:
        cache: The folder that is kept between builds; it exists.
        out: The output folder; it need not exist.

    Raises:
        NationBuildError: Another build holds one of the locks.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as held:
        for place, lock in ((cache, cache / _LOCK), (out, out.with_name(f".{out.name}-{_LOCK}"))):
            try:
                held.enter_context(filelock.FileLock(lock, timeout=0, fallback_to_soft=False))
            except filelock.Timeout:
                raise NationBuildError(
                    f"Một lệnh nation build khác đang ghi vào “{place}”. Đợi lệnh ấy xong rồi chạy lại."
                ) from None
        yield


# What the last build was made of, so that a build which would write the same site writes nothing.

_LAST_BUILD = "lan-truoc.json"
_DAY = len("2026-11-24")


def _build_record(out: Path, key: str) -> bytes:
    """Return the record of a build: its folder, its key, and a digest of the folder's files now.

    The next build compares it with its own: if equal, the site is the same and nobody touched it.
    """
    now = appearance_of_output(str(out), since=time.time_ns())
    record = {"out": str(out), "key": key, "looks": now.digest}
    return json.dumps(record, ensure_ascii=False).encode()


def _build_key(
    nation: Nation, states: Sequence[MemberState], options: NationOptions, signing: Signer | None
) -> str:
    """Hash everything that a site is made of: equal keys mean equal bytes.

    Of the moment at which a member was read, only the day counts, as pages show no more.
    """
    read = [dataclasses.replace(state, reached=state.reached[:_DAY], files={}) for state in states]
    about = [
        code_key(),
        nation.model_dump(mode="json"),
        [dataclasses.asdict(state) for state in read],
        options.as_of.isoformat(),
        options.site_url,
        signing.public if signing else "",
    ]
    return hashlib.sha256(json.dumps(about).encode()).hexdigest()


# Makes a member's part, whole or not at all, unless it is in the cache already.

FOLDER = "phan"
_MAKING = "dang-lam-"


def make_part(copy: MemberCopy, cache: Path) -> MemberPart:
    """Make a member's part of the national site, or take it from the cache; delete older parts.

    Args:
        copy: The member's copy.
        cache: The folder that is kept between builds.

    Returns:
        The part; its folder does not exist for a member that is not shown.
    """
    root = cache / FOLDER / copy.state.code
    # The name changes with the copy and with this program, so that an old part is never used.
    made_of = hashlib.sha256(f"{copy.state.digest} {code_key()}".encode()).hexdigest()
    target = root / made_of[:32]
    root.mkdir(parents=True, exist_ok=True)
    # A worker that lost its scheduler may still be making the part that the next build asks for.
    with filelock.FileLock(root.with_suffix(".lock"), fallback_to_soft=False):
        if copy.state.is_shown and not target.is_dir():
            making = Path(tempfile.mkdtemp(prefix=_MAKING, dir=root))
            try:
                write_facts(copy, making / SUMMARY)
                for folder, write in ((SEARCH_RUNS, write_member_runs), (DATA, write_member_data)):
                    (making / folder).mkdir()
                    write(copy, making / folder)
                making.rename(target)
            finally:
                remove(making)
        drop_all_but(root, {target.name} if copy.state.is_shown else ())
    return MemberPart(state=copy.state, folder=target)


# The files that list a finished site's files: sitemap, `robots.txt`, `manifest.json`, `SHA256SUMS`, signatures.

NATION_FILE = "quoc-gia.yml"


def nation_signer(nation: Nation, nation_file: Path, key: Path | None) -> Signer | None:
    """Return what signs the list of the site's files; `None` without a key.

    The key is checked before the build begins, lest a long build end without a signature.

    Args:
        nation: The nation.
        nation_file: Its file, beside which no secret key may lie.
        key: Path of the secret key; `None` if the site is not signed.

    Raises:
        SigningError: The site cannot be signed with that key.
    """
    if key is None:
        return None
    outside = nation_file.absolute().parent
    return signer(key, nation.public_keys, outside=outside, named_in=NATION_FILE)


def write_listing(
    site: NationalSite, pages: Iterable[str], data: Iterable[NationalPart], signing: Signer | None
) -> None:
    """Write the files that list the site's files; nothing is added to the output folder after this.

    Args:
        site: The site, whose other files are all written.
        pages: Paths of the pages that search engines may list, below the output folder.
        data: The files of the merged data in it, whose hashes are known.
        signing: Signs the lists; `None` if the site is not signed.
    """
    nation, site_url = site.nation, site.site_url
    if nation.public_keys:
        site.write(PUBLIC_KEYS, allowed_signers(nation.public_keys).encode())
    if site_url:
        newest = max((part.state.created for part in site.shown_parts), default="")
        day = newest or site.as_of.isoformat()
        addresses = [site_url + path.removesuffix("index.html") for path in pages]
        write_sitemap(site.out, [(address, day) for address in addresses])
        if robots := robots_text(site_url):
            site.write(ROBOTS, robots.encode())
    facts = manifest_facts(site.as_of, site_url, ())
    write_lists(site.out, facts, _files(site.out, data), signing)


def _files(out: Path, data: Iterable[NationalPart]) -> Iterator[SizedHash]:
    """Yield (path, size, SHA-256) of all files of a site, sorted by path, without those that list files.

    Args:
        out: The output folder.
        data: The files of the merged data, which need not be read again.
    """
    hashes = {each.path: (each.part.size, bytes.fromhex(each.part.sha256)) for each in data}
    for path in sorted({*paths_below(out)} - BESIDES):
        file = out / path
        yield path, *(hashes.get(path) or (file.stat().st_size, hash_of(file)))


# Putting together: the site from the parts of all members.


def write_site(site: NationalSite, run: Runner, signing: Signer | None) -> None:
    """Write a site from the parts of all members; equal parts give equal bytes on any machine.

    Args:
        site: The site; its folder is empty, and all workers reach it.
        run: Runs the tasks.
        signing: Signs the list of its files; `None` if the site is not signed.
    """
    data = write_data(site)
    index = site.out / SEARCH / "du-lieu"
    index.mkdir(parents=True)
    write_nation_index(site.parts, index, run)
    search = NationPage(
        path=SEARCH,
        kind="tim-kiem",
        title=search_page.TITLE,
        description=search_page.DESCRIPTION,
        content=search_page.search_fragment(part.state for part in site.parts),
        head=search_page.HEAD,
    )
    write_assets(site)
    # The search of a nation stands where that of a province does.
    site.write("assets/access-info/search.js", nation_search().encode())
    write_listing(site, write_pages(site, data, search), data, signing)


# Read, work out, put together: the national build from its file to its site.


def build_nation(nation_file: Path, out: Path, cache: Path, options: NationOptions) -> NationReport:
    """Build the site of a nation; if anything goes wrong, the last good site stays as it was.

    Args:
        nation_file: Its file, `quoc-gia.yml`.
        out: The output folder, absolute; it appears whole or not at all.
        cache: The folder that is kept between builds, absolute.
        options: The options.

    Returns:
        The report; if the nation's file has errors, it holds only these.

    Raises:
        NationBuildError: Another build writes there.
        WorkError: Tasks cannot be run, or were lost.
        SigningError: The site cannot be signed with the given key.
        OSError: Something cannot be written; the error names the place.
    """
    nation, problems = read_nation(nation_file)
    if nation is None:
        return NationReport(problems=problems)
    signing = nation_signer(nation, nation_file, options.signing_key)
    cache.mkdir(parents=True, exist_ok=True)
    with _locked(cache, out), _runner(options, (cache, out.parent)) as run:
        states = _read(nation, cache, options, run)
        last, key = cache / _LAST_BUILD, _build_key(nation, states, options, signing)
        is_unchanged = last.is_file() and last.read_bytes() == _build_record(out, key)
        if not is_unchanged:
            parts = run.map(
                functools.partial(make_part, cache=cache),
                member_copies(cache, nation),
                "tính phần của từng tỉnh",
                [member.code for member in nation.members],
            )
            drop_all_but(cache / FOLDER, {member.code for member in nation.members})
            with _replaced(out) as new:
                site = NationalSite(
                    nation=nation,
                    parts=parts,
                    out=new,
                    as_of=options.as_of,
                    site_url=options.site_url,
                )
                write_site(site, run, signing)
                last.unlink(missing_ok=True)
            replace_file(last, _build_record(out, key), sync=False)
    logs = {member.code: log for member in nation.members if (log := log_of(member, cache))}
    return NationReport(
        problems=problems,
        members=states,
        costs=run.costs,
        logs=logs,
        is_unchanged=is_unchanged,
    )


def _runner(
    options: NationOptions, folders: Sequence[Path]
) -> contextlib.AbstractContextManager[Runner]:
    """Return what runs tasks: processes of this machine, or a cluster that sees the folders."""
    if options.cluster is None:
        return local_runner(options.jobs, options.progress)
    return cluster_runner(options.cluster, folders, options.progress)


def _read(nation: Nation, cache: Path, options: NationOptions, run: Runner) -> list[MemberState]:
    """Bring the copies of all members up to date; return their states, in the nation's order.

    If asked for, the sites of members that give their data instead are made first.
    """
    members = {member.code: member for member in nation.members}
    troubles: dict[str, str] = {}
    if options.builds_members:
        given = {code: member for code, member in members.items() if gives_data(member)}
        make = functools.partial(make_site, cache=cache, day=options.as_of, ca=options.access.ca)
        why_not = run.map(make, list(given.values()), "dựng trang của từng tỉnh", list(given))
        troubles = dict(zip(given, why_not, strict=True))
        for code, member in given.items():
            members[code] = member.model_copy(update={"source": str(made_site(member, cache))})
    drop_former_sites(cache, nation)
    access = dataclasses.replace(options.access, keep_days=nation.keep_days)
    read = functools.partial(
        read_member, cache=cache, access=access, now=options.now, troubles=troubles
    )
    states = run.map(read, list(members.values()), "đọc các tỉnh", list(members))
    drop_former_members(cache, nation)
    return states


@contextlib.contextmanager
def _replaced(out: Path) -> Iterator[Path]:
    """Provide an empty folder that replaces the output folder at the end, if nothing was raised.

    Raises:
        OSError: Something cannot be written; the error names the output folder.
    """
    try:
        new = sibling(out)
        yield new
        take_place(new, out)
    except OSError as error:
        raise error_at(error, out) from error
    finally:
        restore_and_tidy(out)
