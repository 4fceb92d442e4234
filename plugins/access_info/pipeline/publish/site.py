"""Fragments and shells → files of a site."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import itertools
import json
import os
import posixpath
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from access_info.exports import web_form
from access_info.exports.documents.judged import ReportedAgencies, ReportedAgency, in_order
from access_info.loading import LoadedAgency, load_agency
from access_info.loading.folders import FILES_FOLDER, read_folder
from access_info.model.as_of import AsOf
from access_info.model.items import Item
from access_info.model.registry import Attachment
from access_info.pages.province.site_pages import FormTexts, form_page
from access_info.pages.rendering import paths
from access_info.pages.rendering.environment import SOURCE, Texts, load_texts
from access_info.pipeline.incremental import reuse
from access_info.pipeline.incremental.agency_build import AgencyBuild
from access_info.pipeline.incremental.memory import Memory
from access_info.pipeline.incremental.reuse import Hashes, Published
from access_info.pipeline.preparation.agency import (
    AgencyTask,
    prepare_agency,
    read_rendered,
)
from access_info.pipeline.preparation.open_data import open_data_page
from access_info.pipeline.preparation.prepare import Prepared
from access_info.pipeline.preparation.workers import MIN_TASKS, work
from access_info.pipeline.publish.filling import Filling, ShellOf, needed_shells, trails
from access_info.pipeline.publish.output import write_below
from access_info.pipeline.publish.shared_files import (
    ROBOTS,
    SITEMAP,
    SharedFiles,
    earlier_key,
    write_shared_files,
)
from access_info.pipeline.publish.site_files import (
    SiteAssets,
    commit_words,
    content_digests,
    manifest_key,
    site_signer,
    write_manifest,
)
from access_info.search import SearchRecord

# What the processes share that write a site's files.


@dataclasses.dataclass(frozen=True)
class Writing:
    """State that writing workers inherit.

    Attributes:
        prepared: The site.
        out: The new output folder.
        previous: The site as it was published last, or `None`.
        spare: The output folder before that, which may be spoilt, or `None`.
        task: What renders agencies whose fragments are not in the fragment store.
        filling: Shells, and what is known only when all agencies are.
        last: What the last builds wrote.
        shell_key: Key of all that every page shares.
    """

    prepared: Prepared
    out: Path
    previous: Path | None
    spare: Path | None
    task: AgencyTask
    filling: Filling
    last: Memory
    shell_key: str


class HashedFiles:
    """Files that are being written, each with its hash: none need be read again for it."""

    def __init__(self, out: Path) -> None:
        """Begin with none.

        Args:
            out: The output folder.
        """
        self._out = out
        self._hashes: dict[str, Hashes] = {}
        self._folders: set[str] = set()

    def write(self, name: str, content: bytes) -> None:
        """Write a file; its folder is made where need be."""
        with open(self._prepared_path(name), "wb") as file:  # noqa: PTH123 - thousands of files
            file.write(content)
        self._hashes[name] = hashlib.sha256(content).digest()

    def copy(self, source: Path, name: str, attachment: Attachment) -> None:
        """Copy an attachment with its modification time."""
        target = Path(self._prepared_path(name))
        shutil.copyfile(source, target)
        os.utime(target, ns=(attachment.changed, attachment.changed))
        self._hashes[name] = reuse.hash_of(target)

    def published(self, key: str) -> Published:
        """Note what was written, for later builds to know it again."""
        names = sorted(self._hashes)
        files = reuse.seen_below(self._out, names)
        return Published(key, files, b"".join(map(self._hashes.__getitem__, names)))

    def _prepared_path(self, name: str) -> str:
        """Return where a file is to be, in a folder that is there."""
        folder = name.rpartition("/")[0]
        if folder not in self._folders:
            (self._out / folder).mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        return f"{self._out}/{name}"


# Drafts about all agencies for the oversight office, and the results as tables.

Contents = dict[str, bytes]


def papers_key(prepared: Prepared) -> str:
    """Hash all that the drafts about all agencies are made from; "" where the site offers none."""
    context = prepared.build_context
    if not context.features.papers:
        return ""
    parts = [context.key, prepared.options.as_of.isoformat()]
    parts += [f"{name} {build.standing}" for name, build in prepared.builds.items()]
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()


def write_papers(prepared: Prepared, out: Path) -> Iterator[str]:
    """Write the drafts about all agencies and yield their paths below the output folder.

    They are made in a process that takes the libraries' memory with it.
    """
    context, options = prepared.build_context, prepared.options
    if not context.features.papers:
        return
    jobs = options.jobs if len(prepared.names) >= MIN_TASKS else 1
    makers = (_report_draft, _letter_draft, _result_tables)
    for contents in work(_make_paper, makers, state=_reported(prepared), jobs=jobs, in_one=True):
        for name, content in contents.items():
            yield write_below(out, context.urls.shared(f"{paths.PAPERS}/{name}"), content)


def _make_paper(
    reported: ReportedAgencies, make: Callable[[ReportedAgencies, Texts], Contents]
) -> Contents:
    """Make files of one of the drafts: content by name."""
    return make(reported, load_texts())


# Sites without papers are spared these modules, and the library of workbooks.
def _report_draft(reported: ReportedAgencies, words: Texts) -> Contents:
    """Make the draft of the report about all agencies."""
    from access_info.exports.documents.report import (  # noqa: PLC0415
        report_of,
        report_paper,
    )
    from access_info.exports.documents.word import docx_bytes  # noqa: PLC0415

    return {paths.REPORT: docx_bytes(report_paper(report_of(reported, words), words))}


def _letter_draft(reported: ReportedAgencies, words: Texts) -> Contents:
    """Make the draft of a letter to all agencies that lack anything."""
    from access_info.exports.documents.letter import letter_to_all  # noqa: PLC0415
    from access_info.exports.documents.word import docx_bytes  # noqa: PLC0415

    letter = letter_to_all(reported, words)
    return {} if letter is None else {paths.LETTER_TO_ALL: docx_bytes(letter)}


def _result_tables(reported: ReportedAgencies, words: Texts) -> Contents:
    """Make the tables of results."""
    from access_info.exports.documents.report_tables import results_csv, results_xlsx  # noqa: PLC0415

    return {
        f"{paths.RESULTS}.xlsx": results_xlsx(reported, words),
        f"{paths.RESULTS}.csv": results_csv(reported, words),
    }


def _reported(prepared: Prepared) -> ReportedAgencies:
    """Gather what the drafts are made from."""
    context, as_of = prepared.build_context, prepared.options.as_of
    agencies = [
        ReportedAgency(
            id=name,
            name=summary.name,
            short_name=summary.short_name,
            type=summary.type,
            findings=findings,
        )
        for name, summary in prepared.summaries.items()
        if (findings := prepared.builds[name].findings) is not None
    ]
    return ReportedAgencies(
        as_of=as_of,
        place=context.place,
        law=context.framework.in_force(as_of),
        framework=context.framework,
        agencies=in_order(agencies),
    )


# The form on the web as files of the site: its page, its scripts, its configuration.

_NAMES = {"github": "GitHub", "gitlab": "GitLab"}
_TOKENS = {
    "github": "https://{host}/settings/personal-access-tokens/new",
    "gitlab": "https://{host}/-/user_settings/personal_access_tokens",
}


def write_form(out: Path, prepared: Prepared) -> None:
    """Write the form's folder, where a form is wanted.

    In a preview the files themselves go along, so that the form can be tried without a forge.
    """
    context, options = prepared.build_context, prepared.options
    if options.form is None:
        return
    forge = options.form.forge
    folder = out / context.urls.shared(paths.FORM)
    shutil.copytree(options.form.bundle, folder, dirs_exist_ok=True)
    # An agency that has ended publishes nothing any more.
    summaries = [summary for summary in prepared.summaries.values() if not summary.ended]
    texts = FormTexts(
        forge=_forge_name(forge),
        origins=() if options.preview else forge.origins,
        token=_TOKENS[forge.kind].format(host=forge.host),
        trial=options.preview,
    )
    write_below(folder, "index.html", form_page(summaries, context.site, texts))
    title = context.place.name or "Tiếp cận thông tin"
    common = web_form.common_form(context.framework, forge=forge, on=options.as_of, title=title)
    _write_settings(folder, "cau-hinh.json", common | {"trial": options.preview})
    year = options.as_of.year
    for summary in summaries:
        read = read_folder(options.agencies / summary.id)
        known = web_form.AgencyForm(
            id=summary.id,
            name=summary.short_name,
            texts=frozenset(read.texts),
            ids=tuple(_row_ids(load_agency(read))),
            year=year,
            attachments=_attachments(context.urls, summary.id),
        )
        form = web_form.agency_form(known, folder=forge.folder)
        if options.preview:
            form["texts"] = _data_texts(forge, options.agencies, summary.id, read.texts)
        _write_settings(folder, f"co-quan/{summary.id}.json", form)
    form = web_form.jurisdiction_form(title, folder=forge.folder, year=year)
    if options.preview:
        form["texts"] = _data_texts(forge, options.agencies, "", ["_dia-ban.yml"])
    _write_settings(folder, f"co-quan/{web_form.JURISDICTION}.json", form)


def _attachments(urls: paths.Urls, agency: str) -> str:
    """Link from the form's page to the folder of an agency's attachments."""
    folder = urls.attachment(agency, FILES_FOLDER)
    return f"{quote(posixpath.relpath(folder, urls.shared(paths.FORM)))}/"


def _row_ids(agency: LoadedAgency) -> Iterator[str]:
    """Yield every id that the agency's lists use."""
    for row in agency.rows:
        yield row.record.id
        if isinstance(row.record, Item):
            yield from (document.id for document in row.record.documents)


def _forge_name(forge: web_form.Forge) -> str:
    """Name the forge as people do: GitHub for github.com, else with its host."""
    name = _NAMES[forge.kind]
    return name if forge.host == f"{name.lower()}.com" else f"{name} ({forge.host})"


def _data_texts(
    forge: web_form.Forge, agencies: Path, agency: str, names: Iterable[str]
) -> dict[str, str]:
    """Read data files as they stand, by path in the repository."""
    texts = {}
    for name in names:
        path = agencies / agency / name
        if path.suffix == ".yml" and path.is_file():
            key = "/".join(part for part in (forge.folder, agency, name) if part)
            texts[key] = path.read_text(encoding="utf-8-sig")
    return texts


def _write_settings(folder: Path, path: str, data: object) -> None:
    """Write what the form's scripts read, as compact JSON."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    write_below(folder, path, f"{text}\n")


# Every shell that a site's pages need, rendered once, with what else fills their fragments.


def filling_of(prepared: Prepared, shell_of: ShellOf) -> Filling:
    """Render every shell that any page needs once, and gather what else fills them."""
    context, options = prepared.build_context, prepared.options
    entries = [("", entry) for entry in prepared.site.pages]
    entries += [(name, entry) for name, build in prepared.builds.items() for entry in build.pages]
    edit = bool(options.edit_base)
    shells, embeds = needed_shells(context.urls, entries, edit=edit, embed=options.embed)
    return Filling(
        urls=context.urls,
        shells={
            (language, depth, edit, nav, home): shell_of(
                depth, edit=edit, nav=nav, language=language, home=home
            )
            for language, depth, edit, nav, home in sorted(shells)
        },
        embeds={depth: shell_of.embed(depth) for depth in sorted(embeds)},
        names=prepared.names,
        calls=prepared.calls,
        trails=trails(prepared),
        commits=commit_words(prepared),
        edit_base=options.edit_base,
        ended=frozenset(name for name, item in prepared.summaries.items() if item.ended),
    )


def shell_key(filling: Filling) -> str:
    """Hash all that stands around pages."""
    digest = hashlib.blake2b(filling.edit_base.encode(), digest_size=16)
    for key, shell in (*sorted(filling.shells.items()), *sorted(filling.embeds.items())):
        digest.update(repr(key).encode())
        for part in shell.parts:
            digest.update(part.encode())
    return digest.hexdigest()


# The page about open data, written when the files that it tells of are there.


def write_open_data(prepared: Prepared, filling: Filling, out: Path) -> Iterator[str]:
    """Write the page about open data, and yield its path below the output folder.

    Args:
        prepared: The site.
        filling: What stands around pages.
        out: The output folder, where all files that the page tells of already are.
    """
    if not prepared.options.downloads:
        return
    as_of = AsOf(prepared.options.as_of)
    summaries, site = [*prepared.summaries.values()], prepared.build_context.site
    page = open_data_page(summaries, site, as_of, out).dated(as_of)
    yield write_below(out, filling.urls.file(page.path), filling.in_shell(page))


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
    context, fragment_store = prepared.build_context, prepared.fragment_store
    if fragment_store is None:
        raise ValueError("nothing was prepared to publish")
    options = prepared.options
    filling = filling_of(prepared, shell_of)
    state = Writing(
        prepared=prepared,
        out=out,
        previous=previous,
        spare=spare,
        task=AgencyTask(options, context, fragment_store),
        filling=filling,
        last=last or Memory(),
        shell_key=f"{context.key} {shell_key(filling)}",
    )
    tasks = [(name, _agency_key(state, prepared.builds[name])) for name in prepared.summaries]
    shared = _shared_key(state, tasks, documents)
    signer = site_signer(prepared)
    drafts, listing = papers_key(prepared), manifest_key(prepared, signer)
    assets = None
    if may_skip and not prepared.rendered:
        assets = _assets(state, shell_of, markdown_pages or {})
        about_all = {SHARED: shared, ASSETS: assets.key, DRAFTS: drafts, LISTING: listing}
        if _site_is_current(state, dict(tasks) | about_all):
            return None
    tell = functools.partial(options.progress.of, "ghi trang")
    written = work(_publish_agency, tasks, state=state, jobs=options.jobs, tell=tell)
    # Workers begin with the first result that is asked for; the rest of this goes on beside them.
    begun = list(itertools.islice(written, 1))
    if assets is None:
        assets = _assets(state, shell_of, markdown_pages or {})
    files_about_all = {ASSETS: _publish_assets(state, assets), SITE: _publish_site(state)}
    by_agency = dict(zip((name for name, _ in tasks), [*begun, *written], strict=True))

    def write_shared() -> Iterator[str]:
        """Write the shared files, then the page that tells of them."""
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
        published[LISTING] = _recorded(out, listing, files)
    return published


def _assets(state: Writing, shell_of: ShellOf, markdown_pages: Mapping[str, str]) -> SiteAssets:
    """Gather what styles, scripts and the like are made from; write the form, which is never taken over."""
    write_form(state.out, state.prepared)
    shells = [*state.filling.shells.values(), *state.filling.embeds.values()]
    digests = content_digests(state.prepared, markdown_pages)
    return SiteAssets(state.prepared, shell_of.assets(shells), digests)


def _publish_assets(state: Writing, assets: SiteAssets) -> Published:
    """Take over styles, scripts and the like from the last build, or write them."""
    if taken := _reused(state, ASSETS, assets.key):
        return taken
    return _recorded(state.out, assets.key, list(assets.write(state.out)))


def _site_key(state: Writing) -> str:
    """Build the key of the pages about all agencies."""
    return f"{state.shell_key} {state.prepared.site.key}"


def _site_is_current(state: Writing, keys: Mapping[str, str]) -> bool:
    """Tell whether the site already is what this build would make."""
    if state.prepared.site_rendered or state.previous is None:
        return False
    published = state.last.published
    if {name: item.key for name, item in published.items()} != {**keys, SITE: _site_key(state)}:
        return False
    if any(_differs(state.out / name, state.previous / name) for name in (SITEMAP, ROBOTS)):
        return False
    return reuse.same_site(state.out, state.previous, published.values())


def _differs(new: Path, old: Path) -> bool:
    """Tell whether a small file is not what it was, or only now is there."""
    if not new.is_file():
        return old.is_file()
    return not old.is_file() or new.read_bytes() != old.read_bytes()


def _publish_site(state: Writing) -> Published:
    """Take over the pages about all agencies from the last build, or write them."""
    key = _site_key(state)
    if not state.prepared.site_rendered and (taken := _reused(state, SITE, key)):
        return taken
    files = HashedFiles(state.out)
    for page in state.prepared.render_site_pages():
        if page.kind != paths.OPEN_DATA:  # tells of files that are yet to be written
            files.write(state.filling.urls.file(page.path), state.filling.in_shell(page).encode())
    return files.published(key)


def _publish_about_all(
    state: Writing, name: str, key: str, write: Callable[[], Iterable[str]]
) -> Published:
    """Take over files about all agencies, or make them; a preview makes them only as it starts."""
    last = state.last.published.get(name)
    if taken := _reused(state, name, last.key if state.task.options.preview and last else key):
        return taken
    return _recorded(state.out, key, write())


def _publish_agency(state: Writing, task: tuple[str, str]) -> Published:
    """Take over one agency's pages and attachments from the last builds, or write them."""
    name, key = task
    if name not in state.prepared.rendered:
        if taken := _reused(state, name, key):
            return taken
        prepare_agency(state.task, name)
    files = HashedFiles(state.out)
    filling, urls, options = state.filling, state.filling.urls, state.task.options
    rendered = read_rendered(state.task.fragment_store or state.out, name)
    for page in rendered.pages:
        files.write(urls.file(page.path), filling.in_shell(page, name).encode())
        if options.embed and page.frames:
            file = urls.file(urls.framed(name, page.path))
            files.write(file, filling.framed(page, name).encode())
    for file, content in rendered.files.items():
        files.write(file, content)
    for path, attachment in state.prepared.builds[name].attachments.items():
        files.copy(options.agencies / name / path, urls.attachment(name, path), attachment)
    return files.published(key)


def _recorded(out: Path, key: str, names: Iterable[str]) -> Published:
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


def _reused(state: Writing, name: str, key: str) -> Published | None:
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


def _agency_key(state: Writing, build: AgencyBuild) -> str:
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
    state: Writing, tasks: Iterable[tuple[str, str]], documents: Sequence[SearchRecord]
) -> str:
    """Build the key of all agencies' data, and of what else can be found."""
    digest = hashlib.blake2b(state.prepared.site.key.encode(), digest_size=16)
    for _, key in tasks:
        digest.update(key.encode())
    digest.update(repr(documents).encode())
    digest.update(repr(state.task.context.links).encode())
    digest.update(earlier_key(state.prepared).encode())
    return f"{state.shell_key} {digest.hexdigest()}"
