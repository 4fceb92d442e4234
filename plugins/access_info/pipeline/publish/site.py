"""Fragments and shells → files of a site."""

from __future__ import annotations

import functools
import hashlib
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from access_info.pages.rendering.environment import SOURCE
from access_info.pages.rendering.paths import OPEN_DATA
from access_info.pipeline.incremental import reuse
from access_info.pipeline.incremental.agency_build import AgencyBuild
from access_info.pipeline.incremental.memory import Memory
from access_info.pipeline.incremental.reuse import Published
from access_info.pipeline.preparation.agency import prepare_agency, read_rendered, task_of
from access_info.pipeline.preparation.prepare import Prepared
from access_info.pipeline.preparation.workers import work
from access_info.pipeline.publish.content_digests import content_digests
from access_info.pipeline.publish.filling import ShellOf
from access_info.pipeline.publish.follower_files import earlier_key
from access_info.pipeline.publish.form_files import write_form
from access_info.pipeline.publish.manifest_files import manifest_key, site_signer, write_manifest
from access_info.pipeline.publish.open_data_files import write_open_data
from access_info.pipeline.publish.paper_files import papers_key, write_papers
from access_info.pipeline.publish.shared_files import SharedFiles, write_shared_files
from access_info.pipeline.publish.site_files import SiteAssets
from access_info.pipeline.publish.site_shells import filling_of, shell_key
from access_info.pipeline.publish.sitemap import ROBOTS, SITEMAP
from access_info.pipeline.publish.writing import HashedFiles, Writing
from access_info.search import SearchRecord

SITE = ""
# Files made from all agencies' rows; styles and the like; drafts; what lists all of them. No folder is
# called so.
SHARED, ASSETS, DRAFTS, LISTING = "@", "#", "%", "!"
_ABOUT_ALL = frozenset({SITE, SHARED, ASSETS, DRAFTS, LISTING})


def publish(
    prepared: Prepared,
    shell_of: ShellOf,
    *,
    out: Path,
    previous: Path | None = None,
    spare: Path | None = None,
    last: Memory | None = None,
    may_skip: bool = True,
    documents: Sequence[SearchRecord] = (),
    markdown_pages: Mapping[str, str] | None = None,
) -> dict[str, Published] | None:
    """Write every page, attachment and asset below `out`.

    Args:
        prepared: What `prepare` gave; it must not stop.
        shell_of: Gives the shell for a depth, an edit link and a navigation.
        out: Folder to write into.
        previous: The site as the last build left it.
        spare: The output folder before that, which may be spoilt.
        last: What the last builds wrote.
        may_skip: Whether nothing need be written when `previous` already is right.
        documents: Pages of the site that are not ours, to be found by the search.
        markdown_pages: What stands on such pages, by address, for browsers that keep copies of them.

    Returns:
        The files written, by agency; `None` if `previous` already is what this build makes.

    Raises:
        SigningError: The site is to be signed and cannot be.
    """
    context, fragment_store = prepared.context, prepared.fragment_store
    if context is None or fragment_store is None:
        raise ValueError("nothing was prepared to publish")
    options = prepared.options
    filling = filling_of(prepared, shell_of)
    state = Writing(
        out=out,
        previous=previous,
        spare=spare,
        task=task_of(options, context, fragment_store),
        filling=filling,
        last=last or Memory(),
        attachments={name: item.attachments for name, item in prepared.builds.items()},
        rendered=prepared.rendered,
        embed=options.embed,
        shell_key=f"{context.key} {shell_key(filling)}",
    )
    tasks = [
        (name, _key(state, build))
        for name, build in prepared.builds.items()
        if build.summary is not None
    ]
    shared = _shared_key(state, prepared, tasks, documents)
    signer = site_signer(prepared)
    drafts, listing = papers_key(prepared), manifest_key(prepared, signer)
    assets = None
    if may_skip and not state.rendered:
        assets = _assets(state, prepared, shell_of, markdown_pages or {})
        about_all = {SHARED: shared, ASSETS: assets.key, DRAFTS: drafts, LISTING: listing}
        if _is_same(state, prepared, dict(tasks) | about_all):
            return None
    tell = functools.partial(options.progress.of, "ghi trang")
    written = work(_publish_agency, tasks, state=state, jobs=options.jobs, tell=tell)
    # Workers begin with the first result that is asked for; the rest of this goes on beside them.
    begun = list(itertools.islice(written, 1))
    if assets is None:
        assets = _assets(state, prepared, shell_of, markdown_pages or {})
    files_about_all = {ASSETS: _publish_assets(state, assets), SITE: _publish_site(state, prepared)}
    by_agency = dict(zip((name for name, _ in tasks), [*begun, *written], strict=True))

    def write_shared() -> Iterator[str]:
        yield from write_shared_files(SharedFiles(prepared, documents, out, state.task, by_agency))
        yield from write_open_data(prepared, filling, out)

    published = {
        **files_about_all,
        **by_agency,
        SHARED: _publish_about_all(state, SHARED, shared, write_shared),
        DRAFTS: _publish_about_all(state, DRAFTS, drafts, lambda: write_papers(prepared, out)),
    }
    if not options.preview:
        files = list(write_manifest(prepared, out, published, signer))
        published[LISTING] = _published(out, listing, files)
    return published


def _assets(
    state: Writing, prepared: Prepared, shell_of: ShellOf, markdown_pages: Mapping[str, str]
) -> SiteAssets:
    """Gather what styles, scripts and the like are made from; write the form, which is never taken over."""
    write_form(state.out, prepared)
    shells = [*state.filling.shells.values(), *state.filling.embeds.values()]
    return SiteAssets(prepared, shell_of.assets(shells), content_digests(prepared, markdown_pages))


def _publish_assets(state: Writing, assets: SiteAssets) -> Published:
    """Take over styles, scripts and the like from the last build, or write them."""
    if taken := _take_over(state, ASSETS, assets.key):
        return taken
    return _published(state.out, assets.key, list(assets.write(state.out)))


def _is_same(state: Writing, prepared: Prepared, keys: Mapping[str, str]) -> bool:
    """Tell whether the site already is what this build would make."""
    if state.rendered or prepared.site_rendered or state.previous is None:
        return False
    published = state.last.published
    wanted = {**keys, SITE: f"{state.shell_key} {prepared.site.key}"}
    if {name: item.key for name, item in published.items()} != wanted:
        return False
    if any(_differs(state.out / name, state.previous / name) for name in (SITEMAP, ROBOTS)):
        return False
    return reuse.same_site(state.out, state.previous, published.values())


def _differs(new: Path, old: Path) -> bool:
    """Tell whether a small file is not what it was, or only now is there."""
    if not new.is_file():
        return old.is_file()
    return not old.is_file() or new.read_bytes() != old.read_bytes()


def _publish_site(state: Writing, prepared: Prepared) -> Published:
    """Take over the pages about all agencies from the last build, or write them."""
    key = f"{state.shell_key} {prepared.site.key}"
    if not prepared.site_rendered and (taken := _take_over(state, SITE, key)):
        return taken
    files = HashedFiles(state.out)
    for page in prepared.render_site_pages():
        if page.kind != OPEN_DATA:  # tells of files that are yet to be written
            files.write(state.filling.urls.file(page.path), state.filling.in_shell(page).encode())
    return files.published(key)


def _publish_about_all(
    state: Writing, name: str, key: str, write: Callable[[], Iterable[str]]
) -> Published:
    """Take over files about all agencies, or make them; a preview makes them only as it starts."""
    last = state.last.published.get(name)
    if taken := _take_over(state, name, last.key if state.task.options.preview and last else key):
        return taken
    return _published(state.out, key, write())


def _publish_agency(state: Writing, task: tuple[str, str]) -> Published:
    """Take over one agency's pages and attachments from the last builds, or write them."""
    name, key = task
    if name not in state.rendered and (taken := _take_over(state, name, key)):
        return taken
    if name not in state.rendered:
        prepare_agency(state.task, name)
    files = HashedFiles(state.out)
    filling, urls = state.filling, state.filling.urls
    rendered = read_rendered(state.task.fragment_store or state.out, name)
    for page in rendered.pages:
        files.write(urls.file(page.path), filling.in_shell(page, name).encode())
        if state.embed and page.frames:
            file = urls.file(urls.framed(name, page.path))
            files.write(file, filling.framed(page, name).encode())
    for file, content in rendered.files.items():
        files.write(file, content)
    for path, attachment in state.attachments[name].items():
        source = state.task.options.agencies / name / path
        files.copy(source, urls.attachment(name, path), attachment)
    return files.published(key)


def _published(out: Path, key: str, names: Iterable[str]) -> Published:
    """Note what was just written, for later builds to know it again."""
    files = reuse.seen_below(out, names)
    return Published(key, files, reuse.hashes_of(out, files))


def with_current_times(out: Path, published: Mapping[str, Published]) -> dict[str, Published]:
    """Note what was written with the times that its files have once they stand in place.

    Where another build has taken the place since, the times that they had; contents are compared then.

    Args:
        out: The output folder, in place.
        published: By agency.
    """
    try:
        return {name: written.seen_in(out) for name, written in published.items()}
    except OSError:
        return dict(published)


def _take_over(state: Writing, name: str, key: str) -> Published | None:
    """Move or link what earlier builds wrote for an agency; `None` if it is not right."""
    folder = state.filling.urls.folder(name) if name not in _ABOUT_ALL else ""
    spare, last = state.last.spare.get(name), state.last.published.get(name)
    if (
        state.spare is not None
        and spare is not None
        and spare.key == key
        and reuse.move_folder(state.spare, state.out, folder, spare.files, spare.hashes)
    ):
        return spare
    if (
        state.previous is not None
        and last is not None
        and last.key == key
        and reuse.link_files(state.previous, state.out, last.files, last.hashes)
    ):
        return last
    return None


def _key(state: Writing, build: AgencyBuild) -> str:
    """Build the key of all that an agency's files are made from."""
    names = "|".join(
        state.filling.names.get(name, "") + state.filling.calls.get(name, "")
        for name in build.mentions
    )
    span = f"{build.valid_from} {build.valid_to} {build.followed}"
    # A copy is known to be current by its time.
    files = "|".join(f"{name} {file.changed}" for name, file in build.attachments.items())
    commit = state.filling.commits.get((SOURCE, build.id), "")
    dead = "|".join(f"{address} {day}" for address, day in build.dead_links.items())
    key = f"{state.shell_key} {build.fingerprint} {span} {names} {files} {commit} {dead}"
    return hashlib.blake2b(key.encode(), digest_size=16).hexdigest()


def _shared_key(
    state: Writing,
    prepared: Prepared,
    tasks: Iterable[tuple[str, str]],
    documents: Sequence[SearchRecord],
) -> str:
    """Build the key of all agencies' data, and of what else can be found."""
    digest = hashlib.blake2b(prepared.site.key.encode(), digest_size=16)
    for _, key in tasks:
        digest.update(key.encode())
    digest.update(repr(documents).encode())
    if prepared.context is not None:
        digest.update(repr(prepared.context.links).encode())
        digest.update(earlier_key(prepared).encode())
    return f"{state.shell_key} {digest.hexdigest()}"
