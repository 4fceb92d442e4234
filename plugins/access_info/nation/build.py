"""Build the site of a nation: read its members, work out each member's part, put the parts together."""

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
from access_info.nation.data import NationalData, write_data, write_member_data
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
from access_info.pipeline.publish.site_files import nation_search
from access_info.pipeline.trust.manifest import (
    BESIDES,
    VERSION,
    Signer,
    allowed_signers,
    signer,
    write_lists,
)
from access_info.problems import Problem
from access_info.program import generator_facts, program_line
from access_info.source.replacing import error_at, replace_file
from access_info.unchanged.appearance import appearance_of_output
from access_info.unchanged.cache_guard import remove
from access_info.waiting import NO_PROGRESS, Progress

# What a national build is asked for, and what it tells of itself.


class NationBuildError(Exception):
    """A national build cannot go on; told in Vietnamese."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class NationOptions:
    """What a national build is asked for.

    Attributes:
        now: The moment of the build, with its zone: what is written is dated by its day.
        access: How members are read.
        site_url: Absolute address of the site's root with a final slash, or "".
        jobs: How many processes of this machine work.
        cluster: Where tasks are run instead, or `None`.
        builds_members: Whether members given by their data are built first.
        signing_key: Path of the secret key that signs the list of files, or `None`.
        progress: Is told how far the work is.
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
        """The day that the site is right on."""
        return self.now.date()


@dataclasses.dataclass(frozen=True, kw_only=True)
class NationReport:
    """What a build tells of itself.

    Attributes:
        problems: Of the nation's file.
        members: What is known of each member, in the nation's order; none where the file has errors.
        costs: What each task took.
        logs: Code of a member whose site could not be made → where it stands why.
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
    """Hold the locks of a cache and of an output folder; the system lets them go when the process ends.

    Args:
        cache: The folder that is kept between builds, which is there.
        out: The output folder, there or not.

    Raises:
        NationBuildError: Another build holds one of them.
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


# What the last build was made of, so that one which would write the same is left out.

_LAST_BUILD = "lan-truoc.json"
_DAY = len("2026-11-24")


def _build_record(out: Path, key: str) -> bytes:
    """Return what is noted of a build: where it went, its key, and how the folder's files look now."""
    now = appearance_of_output(str(out), since=time.time_ns())
    record = {"out": str(out), "key": key, "looks": now.digest}
    return json.dumps(record, ensure_ascii=False).encode()


def _build_key(
    nation: Nation, states: Sequence[MemberState], options: NationOptions, signing: Signer | None
) -> str:
    """Hash whatever a site is made of: equal keys, equal bytes.

    Of a member that was read again, only the day counts.
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


# Makes a member's part: whole or not at all, and only where it is not there already.

FOLDER = "phan"
_MAKING = "dang-lam-"


def make_part(copy: MemberCopy, cache: Path) -> MemberPart:
    """Make a member's part, or find it as it was made before; parts of other copies are deleted.

    Args:
        copy: The member's copy.
        cache: The folder that is kept between builds.

    Returns:
        The part; its folder is not there for a member that is not shown.
    """
    root = cache / FOLDER / copy.state.code
    # Named by what it is made of, and by which program.
    made_of = hashlib.sha256(f"{copy.state.digest} {code_key()}".encode()).hexdigest()
    target = root / made_of[:32]
    if copy.state.is_shown and not target.is_dir():
        root.mkdir(parents=True, exist_ok=True)
        making = Path(tempfile.mkdtemp(prefix=_MAKING, dir=root))
        try:
            write_facts(copy, making / SUMMARY)
            for folder, write in ((SEARCH_RUNS, write_member_runs), (DATA, write_member_data)):
                (making / folder).mkdir()
                write(copy, making / folder)
            with contextlib.suppress(OSError):  # whoever was thought lost may have been quicker
                making.rename(target)
            if not target.is_dir():
                making.rename(target)
        finally:
            remove(making)
    drop_all_but(root, {target.name} if copy.state.is_shown else ())
    return MemberPart(state=copy.state, folder=target)


# What a finished site's files are known by: sitemap, `robots.txt`, `manifest.json`, `SHA256SUMS`, signatures.

NATION_FILE = "quoc-gia.yml"


def nation_signer(nation: Nation, nation_file: Path, key: Path | None) -> Signer | None:
    """Look whether the site can be signed, where it is to be; `None` where it is not.

    Args:
        nation: The nation.
        nation_file: Its file, beside which no secret key may lie.
        key: Path of the secret key, or `None`.

    Raises:
        SigningError: It cannot.
    """
    if key is None:
        return None
    outside = nation_file.absolute().parent
    return signer(key, nation.public_keys, outside=outside, named_in=NATION_FILE)


def write_listing(
    site: NationalSite, pages: Iterable[str], data: NationalData, signing: Signer | None
) -> None:
    """Write what lists the site's files; nothing is added to the output folder after this.

    Args:
        site: The site, whose other files are all there.
        pages: Paths of the pages that search engines may list, below the output folder.
        data: The members' data in it.
        signing: What signs the lists, or `None`.
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
    facts = {
        "schemaVersion": VERSION,
        "created": site.as_of.isoformat(),
        **({"url": site_url} if site_url else {}),
        "generator": {**generator_facts(), "line": program_line(())},
    }
    write_lists(site.out, facts, _files(site.out, data.hashes), signing)


def _files(out: Path, hashes: Mapping[str, tuple[int, bytes]]) -> Iterator[tuple[str, int, bytes]]:
    """Yield path, size and SHA-256 of all files but those that list them, by path.

    Args:
        out: The output folder.
        hashes: Size and SHA-256 of files that need not be read again, by path.
    """
    files = {
        (Path(folder, name).relative_to(out)).as_posix(): Path(folder, name)
        for folder, _, names in os.walk(out)
        for name in names
    }
    for path in sorted(files.keys() - {*BESIDES}):
        yield path, *(hashes.get(path) or (files[path].stat().st_size, hash_of(files[path])))


# Putting together: the site from the parts of all members.


def write_site(site: NationalSite, run: Runner, signing: Signer | None) -> None:
    """Write a site from the parts of all members; equal parts give equal bytes, whoever does the work.

    Args:
        site: The site; its folder is empty, and all workers reach it.
        run: Does the work.
        signing: What signs the list of its files, or `None`.
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
    """Choose where tasks are run."""
    if options.cluster is None:
        return local_runner(options.jobs, options.progress)
    return cluster_runner(options.cluster, folders, options.progress)


def _read(nation: Nation, cache: Path, options: NationOptions, run: Runner) -> list[MemberState]:
    """Bring the copies of all members up to date; first make sites of those that give their data."""
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
    """Give a new folder that takes another's place at the end, if all goes well."""
    try:
        new = sibling(out)
        yield new
        take_place(new, out)
    except OSError as error:
        raise error_at(error, out) from error
    finally:
        restore_and_tidy(out)
